//! `eval corpus`: our own sample articles against their labels, and the files that must be rejected.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::extracted::{self, Extracted};
use super::folding::{fold, fold_author};
use super::scorecard::{ArticleScore, Floor, Scorecard, Verdict};
use super::story::Story;
use crate::bench::{self, Report};
use crate::programs::Programs;
use crate::workspace;

/// The labels, written with the articles.
const LABELS: &str = include_str!("../../data/corpus-labels.json");

const COLUMNS: [&str; 8] = [
    "title",
    "source",
    "published",
    "language",
    "byline",
    "junk kept",
    "story",
    "rejected",
];

/// The share of the labels that must hold in `cargo xtask test`, so that a change that makes it worse is seen.
/// The figures are those of the extractor's first version, rounded down; whoever makes it better raises them.
pub(crate) const FLOORS: [Floor; 8] = [
    ("title", 0.96),
    ("source", 0.92),
    ("published", 1.0),
    ("language", 1.0),
    ("byline", 0.92),
    ("junk kept", 0.96),
    ("story", 1.0),
    ("rejected", 1.0),
];

#[derive(Deserialize)]
struct Labels {
    articles: BTreeMap<String, ArticleLabels>,
    rejected: Vec<RejectedLabel>,
}

#[derive(Deserialize)]
struct ArticleLabels {
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    language: Option<String>,
    byline: Vec<String>,
    junk: Vec<String>,
    story: Vec<String>,
}

#[derive(Deserialize)]
struct RejectedLabel {
    path: String,
    reason: String,
}

/// Extracts our articles, builds an index of them for the report, and compares both with the labels.
pub(crate) fn score(programs: &Programs) -> Result<Scorecard> {
    let labels: Labels = serde_json::from_str(LABELS).context("corpus-labels.json is not as expected")?;
    let corpus = workspace::root().join("corpus");
    let articles = extracted::articles(programs, &corpus)?;
    let index = tempfile::tempdir().context("cannot make a temporary folder")?;
    let report = bench::build_index(programs, &corpus, index.path(), bench::Start::Fresh)?.report;
    let mut scores = Vec::new();
    for (path, labels) in &labels.articles {
        let article = articles
            .iter()
            .find(|article| is_at(&article.path, path))
            .cloned()
            .unwrap_or_default();
        scores.push(ArticleScore {
            name: path.clone(),
            verdicts: verdicts(labels, &article),
        });
    }
    scores.extend(unlabelled(&articles, &labels));
    scores.extend(rejections(&labels.rejected, &report));
    Ok(Scorecard {
        columns: COLUMNS.to_vec(),
        articles: scores,
    })
}

/// A file that holds one record may name it or not.
fn is_at(path: &str, label: &str) -> bool {
    path == label || path.strip_suffix("#1") == Some(label)
}

fn verdicts(labels: &ArticleLabels, article: &Extracted) -> Vec<(&'static str, Verdict)> {
    let story = Story::new(article);
    let same = |expected: &Option<String>, found: Option<&str>| {
        let is_right = expected.as_deref().map(fold) == found.map(fold);
        Verdict::field(is_right, expected.as_deref(), found)
    };
    let source_is_right =
        labels.source.as_deref().map(fold_source) == article.source.as_deref().map(fold_source);
    let day = article.published_day().or(article.published.as_deref());
    vec![
        ("title", same(&labels.title, article.title.as_deref())),
        (
            "source",
            Verdict::field(
                source_is_right,
                labels.source.as_deref(),
                article.source.as_deref(),
            ),
        ),
        ("published", same(&labels.published, day)),
        ("language", same(&labels.language, article.language.as_deref())),
        ("byline", byline(&labels.byline, &article.byline)),
        (
            "junk kept",
            Verdict::none_there(&labels.junk, |fragment| story.has_line(fragment, None)),
        ),
        (
            "story",
            Verdict::all_there(&labels.story, |fragment| story.has_line(fragment, None)),
        ),
    ]
}

fn byline(expected: &[String], found: &[String]) -> Verdict {
    let folded = |names: &[String]| {
        names
            .iter()
            .map(|name| fold_author(name))
            .collect::<BTreeSet<_>>()
    };
    let shown = |names: &[String]| Some(names.join(", ")).filter(|names| !names.is_empty());
    Verdict::field(
        folded(expected) == folded(found),
        shown(expected).as_deref(),
        shown(found).as_deref(),
    )
}

/// Publishers write their name with and without its article.
fn fold_source(name: &str) -> String {
    let folded = fold(name);
    let articles = [
        "the ", "der ", "die ", "das ", "le ", "la ", "les ", "l'", "el ", "los ", "o ", "a ",
    ];
    let bare = articles.iter().find_map(|article| folded.strip_prefix(article));
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

/// Returns a row for each article that has no label, which is an article that should not be.
fn unlabelled(articles: &[Extracted], labels: &Labels) -> Vec<ArticleScore> {
    let is_known = |path: &str| labels.articles.keys().any(|label| is_at(path, label));
    let unknown = articles.iter().filter(|article| !is_known(&article.path));
    unknown
        .map(|article| {
            let verdict = Verdict::field(false, Some("no article here"), article.title.as_deref());
            ArticleScore {
                name: article.path.clone(),
                verdicts: vec![("title", verdict)],
            }
        })
        .collect()
}

/// Returns a row for each file that was or should have been rejected.
fn rejections(labels: &[RejectedLabel], report: &Report) -> Vec<ArticleScore> {
    let reason_of = |path: &str| {
        let rejection = report.rejected.iter().find(|rejection| rejection.path == path)?;
        Some(format!(
            "{}: {}",
            rejection.reason,
            rejection.detail.as_deref().unwrap_or_default()
        ))
    };
    let expected: BTreeSet<&str> = labels.iter().map(|label| label.path.as_str()).collect();
    let unexpected = report.rejected.iter().map(|rejection| rejection.path.as_str());
    let unexpected = unexpected.filter(|path| !expected.contains(path)).map(|path| {
        (
            path,
            Verdict::field(false, Some("not rejected"), reason_of(path).as_deref()),
        )
    });
    let labelled = labels.iter().map(|label| {
        let rejection = report
            .rejected
            .iter()
            .find(|rejection| rejection.path == label.path);
        let is_right = rejection.is_some_and(|rejection| rejection.reason == label.reason);
        let found = reason_of(&label.path);
        (
            label.path.as_str(),
            Verdict::field(is_right, Some(&label.reason), found.as_deref()),
        )
    });
    labelled
        .chain(unexpected)
        .map(|(path, verdict)| ArticleScore {
            name: path.to_owned(),
            verdicts: vec![("rejected", verdict)],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_labels() {
        let labels: Labels = serde_json::from_str(LABELS).unwrap();
        assert!(
            labels.articles.len() >= 40,
            "help: keep about forty articles in corpus/"
        );
        for (path, article) in &labels.articles {
            assert!(
                !article.story.is_empty(),
                "help: {path} needs lines of its story in corpus-labels.json"
            );
        }
    }

    #[test]
    fn labels_and_files_agree() {
        let labels: Labels = serde_json::from_str(LABELS).unwrap();
        let rejected = labels.rejected.iter().map(|label| label.path.as_str());
        for path in labels.articles.keys().map(String::as_str).chain(rejected) {
            let file = path.split(['#', '!']).next().unwrap();
            let there = workspace::root().join("corpus").join(file).is_file();
            assert!(
                there,
                "help: {file} is labelled in corpus-labels.json and is not in corpus/"
            );
        }
    }

    #[test]
    fn folds_publishers() {
        for (a, b, expected) in [
            ("The Tarn Post", "tarn post", true),
            ("L'Écho", "écho", true),
            ("Tarn Post", "Tarn Times", false),
        ] {
            assert_eq!(fold_source(a) == fold_source(b), expected, "{a} {b}");
        }
    }
}
