//! `eval retrieval`: a test collection is indexed and searched with the built programs, and the ranking is scored.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::Figure;
use super::ranking_metrics::{self, Judgements, Retrieved};
use super::text_metrics::mean;
use crate::bench::{self, Start};
use crate::process;
use crate::programs::Programs;

/// How deep each figure looks, as the collection's own README does.
const NDCG_DEPTH: usize = 10;
const RECALL_DEPTH: usize = 100;
const RANK_DEPTH: usize = 10;

/// A document that the index lists.
#[derive(Deserialize)]
struct Listed {
    key: String,
}

/// Indexes the collection, runs its queries and returns the figures.
pub(crate) fn measure(programs: &Programs, folder: &Path) -> Result<Vec<Figure>> {
    let folder = std::path::absolute(folder)?;
    let corpus = ["corpus.jsonl.zst", "corpus.jsonl.gz", "corpus.jsonl"].map(|name| folder.join(name));
    let Some(corpus) = corpus.into_iter().find(|file| file.is_file()) else {
        bail!("{} holds no corpus.jsonl, .gz or .zst", folder.display());
    };
    let judgements = judgements(&read(&folder.join("qrels.tsv"))?)?;
    let index = tempfile::tempdir().context("cannot make a temporary folder")?;
    let built = bench::build_index(programs, &corpus, index.path(), Start::Fresh)?;

    let started = Instant::now();
    let mut search = programs.search();
    search
        .arg("--batch")
        .arg(folder.join("queries.jsonl"))
        .args(["--format", "trec", "--index"]);
    let printed = process::output(search.arg(index.path()))?;
    let search_seconds = started.elapsed().as_secs_f64();

    let mut figures = score(&judgements, &mut runs(&printed)?);
    let left_out = built.report.duplicates + built.report.rejected.len() as u64;
    figures.extend(unreachable(&judgements, &listed(programs, index.path())?));
    figures.extend([
        ("documents", built.report.articles as f64),
        ("left_out", left_out as f64),
        ("build_s", built.seconds),
        ("search_s", search_seconds),
    ]);
    Ok(figures)
}

/// Scores every query that has a relevant document; one that found nothing counts as 0.
fn score(
    judgements: &HashMap<String, Judgements>,
    runs: &mut HashMap<String, Vec<Retrieved>>,
) -> Vec<Figure> {
    let mut scores: Vec<(f64, f64, f64)> = Vec::new();
    for (query, judged) in judgements {
        if judged.values().all(|grade| *grade <= 0) {
            continue;
        }
        let mut ranked = runs.remove(query).unwrap_or_default();
        ranking_metrics::rank(&mut ranked);
        scores.push((
            ranking_metrics::ndcg(&ranked, judged, NDCG_DEPTH),
            ranking_metrics::recall(&ranked, judged, RECALL_DEPTH),
            ranking_metrics::reciprocal_rank(&ranked, judged, RANK_DEPTH),
        ));
    }
    vec![
        ("queries", scores.len() as f64),
        ("ndcg_10", mean(scores.iter().map(|score| score.0))),
        ("recall_100", mean(scores.iter().map(|score| score.1))),
        ("mrr_10", mean(scores.iter().map(|score| score.2))),
    ]
}

/// Counts what no ranking can find, because the index leaves copies and broken records out: relevant documents, and
/// queries that have no others.
fn unreachable(judgements: &HashMap<String, Judgements>, listed: &HashSet<String>) -> [Figure; 2] {
    let mut documents = HashSet::new();
    let mut n_queries = 0;
    for judged in judgements.values() {
        let relevant = judged.iter().filter(|(_, grade)| **grade > 0);
        let relevant: Vec<&String> = relevant.map(|(document, _)| document).collect();
        let is_missing = |document: &&String| !listed.contains(*document);
        n_queries += usize::from(!relevant.is_empty() && relevant.iter().all(is_missing));
        documents.extend(relevant.into_iter().filter(is_missing));
    }
    [
        ("unreachable", documents.len() as f64),
        ("queries_unreachable", n_queries as f64),
    ]
}

/// Returns the keys of all documents of an index.
fn listed(programs: &Programs, index: &Path) -> Result<HashSet<String>> {
    let mut search = programs.search();
    let printed = process::output(search.args(["--export", "jsonl", "--index"]).arg(index))?;
    let listed = printed.lines().map(|line| {
        let document: Listed = serde_json::from_str(line).context("an export is no JSON lines")?;
        Ok(document.key)
    });
    listed.collect()
}

/// Reads judgements: query, document and grade, apart by tabs.
fn judgements(text: &str) -> Result<HashMap<String, Judgements>> {
    let mut judgements: HashMap<String, Judgements> = HashMap::new();
    for (number, line) in (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let fields: Vec<&str> = line.split('\t').collect();
        let [query, document, grade] = fields[..] else {
            bail!("line {number} of the judgements is not query, document, grade");
        };
        // A first line of column names is no judgement.
        let Ok(grade) = grade.trim().parse() else { continue };
        judgements
            .entry(query.to_owned())
            .or_default()
            .insert(document.to_owned(), grade);
    }
    Ok(judgements)
}

/// Reads a run in TREC's form: `query Q0 document rank score name`.
fn runs(text: &str) -> Result<HashMap<String, Vec<Retrieved>>> {
    let mut runs: HashMap<String, Vec<Retrieved>> = HashMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [query, _, document, _, score, _] = fields[..] else {
            bail!("not a line of a TREC run: {line}");
        };
        let score = score.parse().with_context(|| format!("not a score: {line}"))?;
        runs.entry(query.to_owned()).or_default().push(Retrieved {
            document: document.to_owned(),
            score,
        });
    }
    Ok(runs)
}

fn read(file: &PathBuf) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_a_run_by_hand() {
        let judgements =
            judgements("query\tdocument\tgrade\nq1\ta\t1\nq1\tb\t0\nq2\tc\t2\nq3\td\t0\n").unwrap();
        let mut runs = runs("q1 Q0 b 1 9.5 dateline\nq1 Q0 a 2 7 dateline\nq3 Q0 d 1 1 dateline\n").unwrap();
        let got: HashMap<&str, f64> = score(&judgements, &mut runs).into_iter().collect();
        // q1: a at rank 2 (0.63093, all found, 1/2); q2: nothing found; q3 has nothing relevant and is left out.
        assert_eq!(
            (got["queries"], got["recall_100"], got["mrr_10"]),
            (2.0, 0.5, 0.25)
        );
        assert!((got["ndcg_10"] - 0.630_929_75 / 2.0).abs() < 1e-6);
    }

    #[test]
    fn tells_what_no_ranking_can_find() {
        let judgements = judgements("q1\ta\t1\nq1\tb\t1\nq2\tb\t2\nq3\tc\t0\n").unwrap();
        let listed = HashSet::from(["a".to_owned()]);
        assert_eq!(
            unreachable(&judgements, &listed),
            [("unreachable", 1.0), ("queries_unreachable", 1.0)]
        );
    }

    #[test]
    fn refuses_what_is_no_run() {
        assert!(runs("q1 a 1").is_err() && runs("q1 Q0 a 1 high dateline").is_err());
        assert!(judgements("q1 a 1").is_err());
    }
}
