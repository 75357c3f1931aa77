//! How the figures grow with the archive: the measurement at several sizes, side by side, and a plot of it.

use crate::table;

use super::latency::ByClass;
use super::plot::{Line, Plot, draw};
use super::queries::Class;
use super::summary::Summary;

/// Returns a table with a column for each size, smallest first.
pub(crate) fn render(summaries: &[Summary]) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |name: &str, cell: &dyn Fn(&Summary) -> String| {
        let mut row = vec![name.to_owned()];
        row.extend(summaries.iter().map(cell));
        rows.push(row);
    };
    let of_text = |bytes: u64, summary: &Summary| bytes as f64 / summary.text_bytes.max(1) as f64;
    add("articles", &|s| s.fresh.report.articles.to_string());
    add("text, MB", &|s| megabytes(s.text_bytes));
    add("build, s", &|s| format!("{:.0}", s.fresh.seconds));
    add("  articles a second", &|s| {
        format!("{:.0}", s.fresh.report.articles as f64 / s.fresh.seconds)
    });
    add("  on a processor, s", &|s| {
        s.fresh.cpu_s.map_or("-".into(), |cpu_s| format!("{cpu_s:.0}"))
    });
    add("  memory at most, MB", &|s| optional(s.fresh.peak_bytes));
    add("    without mapped files", &|s| optional(s.fresh.own_peak_bytes));
    add("  without changes, s", &|s| format!("{:.2}", s.unchanged.seconds));
    add("new file until answered, build, s", &|s| {
        (s.updated.as_ref()).map_or("-".into(), |updated| format!("{:.2}", updated.answered_s))
    });
    add("new file until answered, watch, s", &|s| {
        (s.updated.as_ref()).map_or("-".into(), |updated| format!("{:.2}", updated.watched_s))
    });
    add("index, bytes a byte of text", &|s| {
        format!("{:.2}", of_text(s.index_bytes, s))
    });
    let kinds = summaries.first().map(|s| s.index_bytes_by_kind.as_slice());
    for (kind, _) in kinds.unwrap_or_default() {
        add(&format!("  {kind}"), &|s| {
            let found = s.index_bytes_by_kind.iter().find(|(other, _)| other == kind);
            found.map_or("-".into(), |(_, bytes)| format!("{:.2}", of_text(*bytes, s)))
        });
    }
    add("start to first answer, ms", &|s| {
        format!("{:.0}", s.served.cold_start_ms)
    });
    add("server memory, MB", &|s| optional(s.served.resident_bytes));
    add("  without mapped files", &|s| optional(s.served.anonymous_bytes));
    add("two clients, queries a second", &|s| s.served.two_clients.rate());
    add("first round, p50 p95 p99, ms", &|s| {
        s.served.first_round.three_times()
    });
    add("one client", &|s| s.served.one_client.three_times());
    add("two clients", &|s| s.served.two_clients.three_times());
    add("suggestions", &|s| s.served.suggestions.three_times());
    for class in Class::ALL {
        add(&format!("  {}", class.name()), &|s| {
            of_class(s, class).map_or("-".into(), |by_class| by_class.page.three_times())
        });
        add("    without facets", &|s| {
            of_class(s, class).map_or("-".into(), |by_class| by_class.hits.three_times())
        });
    }
    table::render(&rows)
}

/// Draws the latency over the number of articles.
pub(crate) fn plot(summaries: &[Summary]) -> String {
    let line = |name: &str, time: &dyn Fn(&Summary) -> f64| Line {
        name: name.to_owned(),
        points: summaries
            .iter()
            .map(|s| (s.fresh.report.articles as f64, time(s)))
            .collect(),
    };
    let lines = [
        line("p99", &|s| s.served.one_client.p99_ms),
        line("p95", &|s| s.served.one_client.p95_ms),
        line("p50", &|s| s.served.one_client.p50_ms),
        line("p50, two clients", &|s| s.served.two_clients.p50_ms),
        line("suggestions, p99", &|s| s.served.suggestions.p99_ms),
        line("words, p50", &|s| {
            of_class(s, Class::Words).map_or(0.0, |by_class| by_class.page.p50_ms)
        }),
    ];
    draw(&Plot {
        title: "Time of an answer over HTTP",
        across: "articles",
        up: "milliseconds",
        lines: &lines,
    })
}

fn of_class(summary: &Summary, class: Class) -> Option<&ByClass> {
    summary
        .served
        .classes
        .iter()
        .find(|by_class| by_class.class == class)
}

fn optional(bytes: Option<u64>) -> String {
    bytes.map_or("-".into(), megabytes)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0}", bytes as f64 / 1e6)
}
