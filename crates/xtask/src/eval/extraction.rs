//! `eval extraction`: labelled pages in a folder against what the indexer extracts from them, one figure a metric.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::Figure;
use super::extracted::{self, Extracted};
use super::folding::{fold, fold_author};
use super::text_metrics::{self, Counts, TitleMatch};
use crate::programs::Programs;

/// The labels of one page; a missing key means not labelled.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Page {
    id: String,
    title: Option<String>,
    title_in_text: Option<bool>,
    authors: Option<Vec<String>>,
    authors_in_text: Option<Vec<String>>,
    published: Option<String>,
    date_stated: Option<bool>,
    source: Option<String>,
    source_in_text: Option<bool>,
    lang: Option<String>,
    text: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
}

/// Extracts all pages of a folder and returns the figures.
pub(crate) fn measure(programs: &Programs, folder: &Path) -> Result<Vec<Figure>> {
    // The programs run at the root of the checkout.
    let folder = std::path::absolute(folder)?;
    let labels = folder.join("gold.jsonl");
    let text =
        std::fs::read_to_string(&labels).with_context(|| format!("cannot read {}", labels.display()))?;
    let pages: Vec<Page> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let Some(raw) = ["html", "txt"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|raw| raw.is_dir())
    else {
        bail!("{} has neither html/ nor txt/", folder.display());
    };
    let started = Instant::now();
    let articles = extracted::articles(programs, &raw)?;
    let seconds = started.elapsed().as_secs_f64();
    let mut figures = figures(&pages, &articles);
    figures.push(("pages_per_s", pages.len() as f64 / seconds));
    Ok(figures)
}

fn figures(pages: &[Page], articles: &[Extracted]) -> Vec<Figure> {
    let by_id: HashMap<&str, &Extracted> = articles.iter().map(|article| (article.stem(), article)).collect();
    let nothing = Extracted::default();
    let pairs: Vec<(&Page, &Extracted)> = pages
        .iter()
        .map(|page| (page, by_id.get(page.id.as_str()).copied().unwrap_or(&nothing)))
        .collect();
    let mut figures = vec![("pages", pages.len() as f64), ("articles", articles.len() as f64)];
    text_figures(&pairs, &mut figures);
    title_figures(&pairs, &mut figures);
    byline_figure(&pairs, &mut figures);
    date_figures(&pairs, &mut figures);
    share(
        &mut figures,
        "source",
        pairs
            .iter()
            .filter_map(|(page, article)| source_is_right(page, article)),
    );
    share(
        &mut figures,
        "language",
        pairs
            .iter()
            .filter_map(|(page, article)| language_is_right(page, article)),
    );
    figures
}

fn text_figures(pairs: &[(&Page, &Extracted)], figures: &mut Vec<Figure>) {
    let counts: Vec<Counts> = pairs
        .iter()
        .filter_map(|(page, article)| {
            Some(text_metrics::shingle_counts(page.text.as_deref()?, &article.text))
        })
        .collect();
    if !counts.is_empty() {
        let score = text_metrics::text_score(&counts);
        figures.extend([
            ("text_f1", score.f1),
            ("text_precision", score.precision),
            ("text_recall", score.recall),
        ]);
    }
    let mut segments = Counts::default();
    for (page, article) in pairs {
        segments.add(text_metrics::segment_counts(
            &article.text,
            &page.with,
            &page.without,
        ));
    }
    if segments != Counts::default() {
        figures.push(("segment_f1", segments.f1()));
    }
}

fn title_figures(pairs: &[(&Page, &Extracted)], figures: &mut Vec<Figure>) {
    let matches: Vec<TitleMatch> = pairs
        .iter()
        .filter(|(page, _)| page.title_in_text != Some(false))
        .filter_map(|(page, article)| {
            let found = article.title.as_deref().unwrap_or_default();
            Some(text_metrics::title_match(page.title.as_deref()?, found))
        })
        .collect();
    share(
        figures,
        "title_exact",
        matches.iter().map(|found| *found == TitleMatch::Exact),
    );
    share(
        figures,
        "title_near",
        matches.iter().map(|found| *found != TitleMatch::Wrong),
    );
}

fn byline_figure(pairs: &[(&Page, &Extracted)], figures: &mut Vec<Figure>) {
    let folded = |names: &[String]| {
        names
            .iter()
            .map(|name| fold_author(name))
            .collect::<BTreeSet<_>>()
    };
    let mut counts = Counts::default();
    for (page, article) in pairs {
        if let Some(wanted) = page.authors_in_text.as_ref().or(page.authors.as_ref()) {
            counts.add(text_metrics::set_counts(
                &folded(wanted),
                &folded(&article.byline),
            ));
        }
    }
    if counts != Counts::default() {
        figures.push(("byline_f1", counts.f1()));
    }
}

/// A page that is labelled but does not state its date counts as undated: any date on it is false.
fn date_figures(pairs: &[(&Page, &Extracted)], figures: &mut Vec<Figure>) {
    let is_dated = |page: &Page| page.published.is_some() && page.date_stated != Some(false);
    let dated = pairs.iter().filter(|(page, _)| is_dated(page));
    share(
        figures,
        "date",
        dated.map(|(page, article)| {
            page.published.as_deref().and_then(|day| day.get(..10)) == article.published_day()
        }),
    );
    let undated = pairs.iter().filter(|(page, _)| !is_dated(page));
    share(
        figures,
        "false_dates",
        undated.map(|(_, article)| article.published.is_some()),
    );
}

fn source_is_right(page: &Page, article: &Extracted) -> Option<bool> {
    let wanted = page
        .source
        .as_deref()
        .filter(|_| page.source_in_text != Some(false))?;
    Some(article.source.as_deref().map(fold) == Some(fold(wanted)))
}

fn language_is_right(page: &Page, article: &Extracted) -> Option<bool> {
    let wanted = page.lang.as_deref()?;
    let code = |language: &str| {
        language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    Some(article.language.as_deref().map(code) == Some(code(wanted)))
}

/// Adds the share of those that are true, and nothing where there is none to judge.
fn share(figures: &mut Vec<Figure>, name: &'static str, judged: impl Iterator<Item = bool>) {
    let judged: Vec<bool> = judged.collect();
    if !judged.is_empty() {
        figures.push((name, text_metrics::mean(judged.into_iter().map(f64::from))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_labelled_pages_by_hand() {
        let labels = r#"[
            {"id": "a", "title": "One day", "authors": ["By Ann"], "published": "2024-05-02", "lang": "en", "source": "Post", "text": "w x y z", "with": ["w x"], "without": ["menu"]},
            {"id": "b", "title": "Two", "title_in_text": false, "authors": ["Ben"], "published": "2024-05-03", "date_stated": false, "lang": "de-AT", "source": "Echo", "source_in_text": false, "text": "w x y z"},
            {"id": "c", "title": "Three", "lang": "fr"}]"#;
        let found = r#"[
            {"path": "html/a.html.gz", "title": "ONE  day", "byline": ["Ann", "Eve"], "published": "2024-05-02T23:00:00-05:00", "published_precision": "second", "language": "en", "source": "post", "text": "w x\ny z\n\nmenu"},
            {"path": "html/b.html.gz", "title": "Other", "published": "2024-01-01", "language": "de"}]"#;
        let pages: Vec<Page> = serde_json::from_str(labels).unwrap();
        let articles: Vec<Extracted> = serde_json::from_str(found).unwrap();
        let got: HashMap<&str, f64> = figures(&pages, &articles).into_iter().collect();
        for (name, expected) in [
            ("pages", 3.0),
            ("articles", 2.0),
            // Page a: wxyz found, xyz-menu too: precision 1/2, recall 1; page b: no output, recall 0.
            ("text_precision", 0.5),
            ("text_recall", 0.5),
            ("text_f1", 0.5),
            // One segment found, one unwanted kept: precision 1/2, recall 1.
            ("segment_f1", 2.0 / 3.0),
            ("title_exact", 0.5),
            ("title_near", 0.5),
            // Ann right, Eve false, Ben missing: 2 * 1 / (2 + 2).
            ("byline_f1", 0.5),
            ("date", 1.0),
            ("false_dates", 0.5),
            ("source", 1.0),
            ("language", 2.0 / 3.0),
        ] {
            assert!(
                (got[name] - expected).abs() < 1e-12,
                "{name}: {} instead of {expected}",
                got[name]
            );
        }
    }
}
