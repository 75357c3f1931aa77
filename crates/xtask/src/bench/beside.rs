//! Dateline beside plain tantivy: the same articles and queries in one process, so that every figure is a ratio.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::queries::{Class, Query};
use super::sample::Sample;
use crate::{process, tree, workspace};

/// CPU seconds of the stages, as the example `beside_tantivy` of the indexer prints them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Beside {
    /// Bytes of the articles' texts.
    pub(crate) text_bytes: u64,
    /// Words of the articles' texts.
    pub(crate) words: u64,
    /// Plain tantivy: title and body, stems and positions, stored.
    pub(crate) plain_index_s: f64,
    /// People, organisations and places of the same articles.
    pub(crate) names_s: f64,
    /// Our index of the same articles with their names.
    pub(crate) index_s: f64,
    /// How many queries were answered in each way.
    pub(crate) asked: usize,
    /// Plain tantivy: the ten best of each query that is asked for the first time.
    pub(crate) plain_first_s: f64,
    /// Ours: a page of each, with passages, facets and histogram.
    pub(crate) page_first_s: f64,
    /// Plain tantivy: the ten best.
    pub(crate) plain_top_s: f64,
    /// Ours: the ten best, without passages.
    pub(crate) top_s: f64,
    /// The same of half of the days.
    pub(crate) by_date_s: f64,
    /// Of the most frequent source.
    pub(crate) by_source_s: f64,
    /// Of the most frequent place.
    pub(crate) by_entity_s: f64,
    /// Ours: ten hits with their passages.
    pub(crate) hits_s: f64,
    /// Ours: the same with facets and histogram.
    pub(crate) page_s: f64,
    /// Plain tantivy: the ten best with a word that begins with four letters.
    pub(crate) plain_prefix_s: f64,
    /// Ours: the same.
    pub(crate) prefix_s: f64,
    /// CPU seconds of a list of completions, as queries are typed: the mean.
    pub(crate) suggest_mean_s: f64,
    /// What all but one of a hundred take at most.
    pub(crate) suggest_p99_s: f64,
}

/// Measures on the articles that the sample has written down.
pub(crate) fn measure(folder: &Path, sample: &Sample, queries: &[Query]) -> Result<Beside> {
    let asked: PathBuf = folder.join("queries.txt");
    let lines: Vec<&str> = queries.iter().filter_map(plain).collect();
    tree::write(&asked, lines.join("\n").as_bytes())?;
    let run = [
        "run",
        "--quiet",
        "--release",
        "-p",
        "indexer",
        "--example",
        "beside_tantivy",
        "--",
    ];
    let mut command = workspace::cargo(&run)?;
    let printed = process::output(command.arg(&sample.file).arg(&asked))?;
    serde_json::from_str(&printed).with_context(|| format!("no figures: {printed}"))
}

/// Returns the text of a query that plain tantivy reads alike: words, or a phrase.
fn plain(query: &Query) -> Option<&str> {
    let [(_, text)] = &query.parameters[..] else {
        return None;
    };
    matches!(query.class, Class::Words | Class::Phrases).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_and_phrases_are_asked_of_both() {
        let asked = |class, parameters: &[(&'static str, &str)]| {
            let parameters = parameters
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()));
            plain(&Query {
                class,
                parameters: parameters.collect(),
            })
            .is_some()
        };
        assert!(asked(Class::Words, &[("q", "harbour works")]));
        assert!(asked(Class::Phrases, &[("q", "\"harbour works\"")]));
        assert!(!asked(Class::Prefixes, &[("q", "harb*")]));
        assert!(!asked(Class::Filters, &[("q", "harbour"), ("source", "Courier")]));
    }
}
