//! All figures of a measurement: as JSON, and as a table for people.

use serde::Serialize;

use super::beside::Beside;
use super::build::{Built, Stages};
use super::latency::{ByClass, Latency, Served};
use super::queries::Query;
use super::sample::Sample;
use super::update::Updated;
use crate::table;

/// The figures.
#[derive(Serialize)]
pub(crate) struct Summary {
    /// What the files of the corpus take.
    pub(crate) corpus_bytes: u64,
    /// What the extracted texts take.
    pub(crate) text_bytes: u64,
    /// What the index takes.
    pub(crate) index_bytes: u64,
    /// The same by kind of file.
    pub(crate) index_bytes_by_kind: Vec<(&'static str, u64)>,
    /// Wall time of `indexer extract` on the articles that queries were drawn from, printing included.
    pub(crate) extract_only_s: f64,
    /// How many articles that were.
    pub(crate) n_extracted: usize,
    /// The build from nothing.
    pub(crate) fresh: Built,
    /// A second run without changes.
    pub(crate) unchanged: Built,
    /// New files, until they are found.
    pub(crate) updated: Option<Updated>,
    /// How many different queries were asked.
    pub(crate) n_queries: usize,
    /// What was measured on the server.
    pub(crate) served: Served,
    /// The same work with plain tantivy.
    pub(crate) beside: Option<Beside>,
    /// The page, compressed.
    pub(crate) page_gzip_bytes: Option<u64>,
    /// What queries were drawn from.
    #[serde(skip)]
    pub(crate) sample: Sample,
    /// The queries that were asked.
    #[serde(skip)]
    pub(crate) queries: Vec<Query>,
}

impl Summary {
    /// Returns the table.
    pub(crate) fn render(&self) -> String {
        let mut rows = self.indexing();
        rows.extend(self.sizes());
        rows.extend(self.searching());
        rows.extend(self.beside.as_ref().map(beside_rows).unwrap_or_default());
        format!("{}\n{}", table::render(&rows), table::render(&self.by_class()))
    }

    /// Queries by class: how long with facets and snippets, without facets, without hits, and of two clients.
    fn by_class(&self) -> Vec<Vec<String>> {
        let heads = [
            "p50 p95 p99, ms",
            "facets and snippets",
            "snippets",
            "facets",
            "two clients",
        ];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        for ByClass {
            class,
            page,
            hits,
            facets,
            two_clients,
        } in &self.served.classes
        {
            let mut cells = vec![class.name().to_owned()];
            cells.extend([page, hits, facets, two_clients].map(Latency::three_times));
            rows.push(cells);
        }
        rows
    }

    fn indexing(&self) -> Vec<Vec<String>> {
        let (report, seconds) = (&self.fresh.report, self.fresh.seconds);
        let per_second = report.articles as f64 / seconds;
        let mut rows = vec![
            row("articles", report.articles.to_string(), ""),
            row(
                "rejected, duplicates",
                format!("{}, {}", report.rejected.len(), report.duplicates),
                "",
            ),
            row("build from nothing", format!("{seconds:.1}"), "s"),
            row("  articles a second", format!("{per_second:.0}"), ""),
            row(
                "  text a second",
                megabytes((self.text_bytes as f64 / seconds) as u64),
                "MB",
            ),
            row(
                "  on a processor",
                self.fresh.cpu_s.map_or("-".into(), |cpu_s| format!("{cpu_s:.1}")),
                "s",
            ),
            row(
                "  memory at most",
                optional_megabytes(self.fresh.peak_bytes),
                "MB",
            ),
            row(
                "    without mapped files",
                optional_megabytes(self.fresh.own_peak_bytes),
                "MB",
            ),
        ];
        rows.extend(stage_rows(&report.stages));
        rows.push(row(
            "build without changes",
            format!("{:.2}", self.unchanged.seconds),
            "s",
        ));
        if let Some(Updated {
            built,
            answered_s,
            watched_s,
        }) = &self.updated
        {
            rows.push(row(
                "build with one new file",
                format!("{:.2}", built.seconds),
                "s",
            ));
            rows.push(row("  until the server answers", format!("{answered_s:.2}"), "s"));
            rows.push(row("  the same under a watch", format!("{watched_s:.2}"), "s"));
        }
        let per_second = self.n_extracted as f64 / self.extract_only_s;
        rows.push(row(
            "extract only",
            format!("{per_second:.0}"),
            "articles a second",
        ));
        rows
    }

    fn sizes(&self) -> Vec<Vec<String>> {
        let of_text = |bytes: u64| format!("{:.2}", bytes as f64 / self.text_bytes.max(1) as f64);
        let mut rows = vec![
            row("files of the corpus", megabytes(self.corpus_bytes), "MB"),
            row("text", megabytes(self.text_bytes), "MB"),
            row("index", megabytes(self.index_bytes), "MB"),
            row("  a byte of text", of_text(self.index_bytes), "bytes"),
        ];
        let kinds = self.index_bytes_by_kind.iter();
        rows.extend(kinds.map(|(kind, bytes)| row(&format!("    {kind}"), of_text(*bytes), "bytes")));
        rows.push(row(
            "page, compressed",
            self.page_gzip_bytes.map_or("-".into(), kilobytes),
            "kB",
        ));
        rows
    }

    fn searching(&self) -> Vec<Vec<String>> {
        let served = &self.served;
        let mut rows = vec![
            row(
                "start to first answer",
                format!("{:.0}", served.cold_start_ms),
                "ms",
            ),
            row(
                "queries, without results",
                format!("{}, {}", self.n_queries, served.n_empty),
                "",
            ),
        ];
        rows.push(latency_row("first round: p50 p95 p99 max", &served.first_round));
        rows.push(latency_row("one client: p50 p95 p99 max", &served.one_client));
        rows.push(latency_row("two clients: p50 p95 p99 max", &served.two_clients));
        rows.push(row(
            "two clients, queries a second",
            served.two_clients.rate(),
            "",
        ));
        rows.push(latency_row("suggestions: p50 p95 p99 max", &served.suggestions));
        rows.push(row(
            "server memory",
            optional_megabytes(served.resident_bytes),
            "MB",
        ));
        rows.push(row(
            "  without mapped files",
            optional_megabytes(served.anonymous_bytes),
            "MB",
        ));
        rows
    }
}

fn beside_rows(beside: &Beside) -> Vec<Vec<String>> {
    let mut rows = indexing_beside(beside);
    rows.extend(answers_beside(beside));
    rows
}

fn times(ours: f64, plain: f64) -> String {
    format!("{:.2}", ours / plain)
}

fn indexing_beside(beside: &Beside) -> Vec<Vec<String>> {
    let names_and_index = beside.names_s + beside.index_s;
    let words_a_second = beside.words as f64 / beside.names_s / 1e6;
    let plain_rate = beside.text_bytes as f64 / beside.plain_index_s;
    vec![
        row(
            "plain tantivy, text a CPU second",
            megabytes(plain_rate as u64),
            "MB",
        ),
        row(
            "names, a CPU second",
            format!("{words_a_second:.2}"),
            "million words",
        ),
        row(
            "  of plain tantivy's time",
            times(beside.names_s, beside.plain_index_s),
            "times",
        ),
        row("our index", times(beside.index_s, beside.plain_index_s), "times"),
        row(
            "names and our index",
            times(names_and_index, beside.plain_index_s),
            "times",
        ),
    ]
}

fn answers_beside(beside: &Beside) -> Vec<Vec<String>> {
    let milliseconds = |seconds: f64| format!("{:.3}", seconds * 1e3 / beside.asked.max(1) as f64);
    vec![
        row(
            "plain tantivy, ten best",
            milliseconds(beside.plain_top_s),
            "CPU ms",
        ),
        row(
            "our ten hits, passages",
            times(beside.hits_s, beside.plain_top_s),
            "times",
        ),
        row("  with facets", times(beside.page_s, beside.plain_top_s), "times"),
        row("our ten best", times(beside.top_s, beside.plain_top_s), "times"),
        row(
            "  by date, source, place",
            [beside.by_date_s, beside.by_source_s, beside.by_entity_s]
                .map(|seconds| times(seconds, beside.top_s))
                .join(", "),
            "of that",
        ),
        row(
            "prefixes, ten best",
            times(beside.prefix_s, beside.plain_prefix_s),
            "times plain tantivy's",
        ),
        row(
            "completions, mean, p99",
            [beside.suggest_mean_s, beside.suggest_p99_s]
                .map(|seconds| format!("{:.1}", seconds * 1e3))
                .join(", "),
            "CPU ms",
        ),
    ]
}

fn stage_rows(stages: &Stages) -> Vec<Vec<String>> {
    let named = [
        ("  read", stages.read_s),
        ("  extract", stages.extract_s),
        ("  tag", stages.tag_s),
        ("  index", stages.index_s),
        ("  commit", stages.commit_s),
    ];
    let total: f64 = named.iter().map(|(_, seconds)| seconds).sum();
    let share = |seconds: f64| if total > 0.0 { seconds / total * 100.0 } else { 0.0 };
    named
        .iter()
        .map(|(name, seconds)| {
            row(
                name,
                format!("{seconds:.1}"),
                &format!("s, {:.0} %", share(*seconds)),
            )
        })
        .collect()
}

fn latency_row(name: &str, latency: &Latency) -> Vec<String> {
    row(name, latency.four_times(), "ms")
}

fn row(name: &str, value: String, unit: &str) -> Vec<String> {
    vec![name.to_owned(), value, unit.to_owned()]
}

/// Returns megabytes as tables have them.
pub(super) fn optional_megabytes(bytes: Option<u64>) -> String {
    bytes.map_or("-".into(), megabytes)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e3)
}
