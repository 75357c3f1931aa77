//! `eval seeds`: the shared articles against one careful reader's labels, each field right or wrong.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::extracted::{self, Extracted};
use super::folding::{fold, fold_author};
use super::scorecard::{ArticleScore, Floor, Scorecard, Verdict};
use super::story::Story;
use super::told_names::{EntityLabel, mentions, names};
use crate::programs::Programs;

/// Where the labels lie, seen from the root of the checkout.
pub(crate) const LABELS: &str = "../shared/eval/seeds";

/// Where the articles lie, seen from the labels.
const ARTICLES: &str = "../../corpus";

/// What must hold on these articles: all of their fields, and of their names as many as a good tagger finds.
pub(crate) const FLOORS: [Floor; 12] = [
    ("title", 1.0),
    ("standfirst", 1.0),
    ("source", 1.0),
    ("published", 1.0),
    ("byline", 1.0),
    ("dateline", 1.0),
    ("language", 1.0),
    ("agencies", 1.0),
    ("junk", 1.0),
    ("story", 1.0),
    ("named right", 0.94),
    ("mentions", 0.93),
];

#[derive(Deserialize)]
struct Labels {
    title: Option<String>,
    #[serde(default)]
    acceptable_titles: Vec<Option<String>>,
    standfirst: Option<String>,
    source: Option<String>,
    published: Option<String>,
    byline: Option<String>,
    dateline_place: Option<String>,
    dateline_text: Option<String>,
    language: Option<String>,
    wire_credit: Vec<String>,
    junk_lines: Vec<String>,
    first_body_sentence: String,
    alt_first_body_sentence: Option<String>,
    last_body_sentence: String,
}

/// Extracts the articles and compares them with the labels in a folder.
pub(crate) fn score(programs: &Programs, folder: &Path) -> Result<Scorecard> {
    let labels: BTreeMap<String, Labels> = read(&folder.join("articles.json"))?;
    let entities: BTreeMap<String, Vec<EntityLabel>> = read(&folder.join("entities.json"))?;
    let corpus = folder.join(ARTICLES);
    let articles = extracted::articles(programs, &corpus)?;
    let mut scores = Vec::new();
    for (file, labels) in &labels {
        let article = articles
            .iter()
            .find(|article| article.path.ends_with(file.as_str()));
        let article = article.cloned().unwrap_or_default();
        let source =
            std::fs::read_to_string(corpus.join(file)).with_context(|| format!("cannot read {file}"))?;
        let mut verdicts = fields(labels, &article);
        verdicts.extend(story(labels, &article, &source));
        let entities = entities.get(file).map_or(&[][..], Vec::as_slice);
        verdicts.extend(names(entities, &article));
        verdicts.extend(mentions(entities, &article));
        scores.push(ArticleScore {
            name: file.chars().take(3).collect(),
            verdicts,
        });
    }
    let columns = scores
        .first()
        .map(|score| score.verdicts.iter().map(|(column, _)| *column).collect());
    Ok(Scorecard {
        columns: columns.unwrap_or_default(),
        articles: scores,
    })
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", file.display()))
}

fn fields(labels: &Labels, article: &Extracted) -> Vec<(&'static str, Verdict)> {
    let same = |expected: &Option<String>, found: Option<&str>| {
        let is_right = expected.as_deref().map(fold) == found.map(fold);
        Verdict::field(is_right, expected.as_deref(), found)
    };
    let day = article.published_day().or(article.published.as_deref());
    let agencies = article.agencies.join(", ");
    let agencies_are_right = article.agencies.len() == labels.wire_credit.len()
        && labels
            .wire_credit
            .iter()
            .all(|wanted| article.agencies.iter().any(|found| same_agency(wanted, found)));
    let wire_credit = labels.wire_credit.join(", ");
    vec![
        ("title", title(labels, article.title.as_deref())),
        (
            "standfirst",
            standfirst(labels.standfirst.as_deref(), article.standfirst.as_deref()),
        ),
        ("source", same(&labels.source, article.source.as_deref())),
        ("published", same(&labels.published, day)),
        ("byline", byline(labels.byline.as_deref(), &article.byline)),
        (
            "dateline",
            same(&labels.dateline_place, article.dateline.as_deref()),
        ),
        ("language", same(&labels.language, article.language.as_deref())),
        (
            "agencies",
            Verdict::field(agencies_are_right, non_empty(&wire_credit), non_empty(&agencies)),
        ),
    ]
}

fn title(labels: &Labels, found: Option<&str>) -> Verdict {
    let acceptable = std::iter::once(&labels.title).chain(&labels.acceptable_titles);
    let is_right = acceptable
        .into_iter()
        .any(|title| title.as_deref().map(fold) == found.map(fold));
    Verdict::field(is_right, labels.title.as_deref(), found)
}

/// A label that ends in an ellipsis gives only the start.
fn standfirst(expected: Option<&str>, found: Option<&str>) -> Verdict {
    let start = expected.and_then(|expected| expected.strip_suffix('…'));
    let is_right = match (start, found) {
        (Some(start), Some(found)) => fold(found).starts_with(&fold(start)),
        _ => expected.map(fold) == found.map(fold),
    };
    Verdict::field(is_right, expected, found)
}

fn byline(expected: Option<&str>, found: &[String]) -> Verdict {
    let joined = found.join(", ");
    let is_right = expected
        .map(fold_author)
        .into_iter()
        .eq(found.iter().map(|name| fold_author(name)));
    Verdict::field(is_right, expected, non_empty(&joined))
}

fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns whether two names mean one agency: equal, one the initials of the other, or one the start of the other.
fn same_agency(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let initials = |name: &str| {
        name.split(' ')
            .filter_map(|word| word.chars().next())
            .collect::<String>()
    };
    let starts = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    a == b || initials(&a) == b || initials(&b) == a || starts(&a, &b) || starts(&b, &a)
}

fn story(labels: &Labels, article: &Extracted, source: &str) -> Vec<(&'static str, Verdict)> {
    let story = Story::new(article);
    let is_junk = |line: &str| labels.junk_lines.iter().any(|junk| fold(junk) == fold(line));
    let lines: Vec<&str> = source
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_junk(line))
        .collect();
    let sentences = [
        labels.first_body_sentence.as_str(),
        labels.last_body_sentence.as_str(),
    ];
    let is_there = |sentence: &str| {
        let is_first = sentence == labels.first_body_sentence;
        let other = labels.alt_first_body_sentence.as_deref().filter(|_| is_first);
        story.has_line(sentence, None) || other.is_some_and(|other| story.has_line(other, None))
    };
    vec![
        (
            "junk",
            Verdict::none_there(&labels.junk_lines, |line| story.has_paragraph(line)),
        ),
        (
            "story",
            Verdict::all_there(&lines, |line| {
                story.has_line(line, labels.dateline_text.as_deref())
            }),
        ),
        ("first+last", Verdict::all_there(&sentences, is_there)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_one_agency_by_several_names() {
        for (a, b, expected) in [
            ("AP", "Associated Press", true),
            ("Xinhua", "Xinhua News Agency", true),
            ("Reuters", "reuters", true),
            ("Reuters", "AP", false),
            ("AP", "APA", false),
        ] {
            assert_eq!(same_agency(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn compares_bylines_and_standfirsts() {
        let right = |verdict: Verdict| matches!(verdict, Verdict::Field { is_right: true, .. });
        assert!(right(byline(Some("A. Bee"), &["By A. Bee".into()])));
        assert!(right(byline(None, &[])) && !right(byline(None, &["A".into()])));
        assert!(!right(byline(Some("A"), &["A".into(), "B".into()])));
        assert!(right(standfirst(Some("One two. …"), Some("One two. Three."))));
        assert!(right(standfirst(None, None)) && !right(standfirst(None, Some("One"))));
    }
}
