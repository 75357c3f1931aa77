//! The words of the index that a prefix, a word with wildcards or a fuzzy word stands for.

use query_language::{Word, WordForm};
use tantivy::Term;
use tantivy::schema::Field;
use text_analysis::{fold, words};

use super::snapshot::Snapshot;
use crate::SearchError;
use crate::highlight::PatternForm;
use crate::spelling::{distance, has_shape};

/// Most words that the patterns of one query stand for, all together; the rarest of more are left out, and the
/// answer says so.
pub(super) const MAX_EXPANSIONS: usize = 1_024;

/// What many words of the index may look like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Words that start with these letters.
    Prefix(String),
    /// Words of this shape.
    Wildcard(Vec<char>),
    /// Words that are spelled almost like this one.
    Fuzzy {
        /// The word.
        word: Vec<char>,
        /// By how many letters they may differ.
        distance: u8,
    },
}

/// The words that a shape stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Expansion {
    /// The words, folded: the nearest in spelling first, then the most frequent.
    pub(super) words: Vec<Expanded>,
    /// Whether there were more.
    pub(super) is_cut: bool,
}

/// A word that a shape stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expanded {
    /// The word, folded.
    pub(super) text: String,
    /// By how many letters it differs.
    pub(super) distance: u8,
    /// How many articles have it.
    pub(super) n_articles: usize,
}

impl Shape {
    /// Returns the shape of the last word of a pattern, after the words before it, all folded; nothing where the
    /// word is none, or has no letters.
    pub(super) fn of(word: &Word) -> Option<(Vec<String>, Self)> {
        let folded = |text: &str| fold(text).chars().collect::<Vec<char>>();
        match word.form {
            WordForm::Inflected | WordForm::Exact => None,
            WordForm::Wildcard => Some((Vec::new(), Self::Wildcard(folded(&word.text)))),
            WordForm::Prefix => {
                let mut before: Vec<String> = words(&word.text).map(|word| fold(word.text)).collect();
                let start = before.pop()?;
                Some((before, Self::Prefix(start)))
            }
            WordForm::Fuzzy(distance) => {
                let text = words(&word.text).next()?.text;
                let word = folded(text);
                Some((Vec::new(), Self::Fuzzy { word, distance }))
            }
        }
    }

    /// Returns the same as the highlighter looks for it.
    pub(super) fn pattern(self, before: Vec<String>) -> PatternForm {
        match self {
            Self::Prefix(start) => PatternForm::Prefix { before, start },
            Self::Wildcard(shape) => PatternForm::Wildcard(shape),
            Self::Fuzzy { word, distance } => PatternForm::Fuzzy { word, distance },
        }
    }

    /// Returns the letters that all its words start with.
    fn start(&self) -> String {
        match self {
            Self::Prefix(start) => start.clone(),
            Self::Wildcard(shape) => shape.iter().take_while(|c| !matches!(c, '*' | '?')).collect(),
            Self::Fuzzy { word, .. } => word.iter().take(1).collect(),
        }
    }

    /// Returns by how many letters a word with the same start differs; nothing where it is another.
    fn distance(&self, word: &str) -> Option<u8> {
        match self {
            Self::Prefix(_) => Some(0),
            Self::Wildcard(shape) => has_shape(word, shape).then_some(0),
            Self::Fuzzy {
                word: own,
                distance: most,
            } => distance(own, word, *most),
        }
    }
}

/// Returns the words of a `word` field that a shape stands for, so many at most.
pub(super) fn expand(
    snapshot: &Snapshot,
    field: Field,
    shape: &Shape,
    limit: usize,
) -> Result<Expansion, SearchError> {
    let start = shape.start();
    let mut found: Vec<Expanded> = Vec::new();
    let from = Term::from_field_text(field, &start);
    for reader in snapshot.searcher.segment_readers() {
        let terms = reader.inverted_index(field)?;
        let range = terms.terms().range().ge(from.serialized_value_bytes());
        let mut stream = range.into_stream().map_err(tantivy::TantivyError::from)?;
        while let Some((word, info)) = stream.next() {
            let Ok(word) = std::str::from_utf8(word) else {
                continue;
            };
            if !word.starts_with(&start) {
                break;
            }
            found.extend(shape.distance(word).map(|distance| Expanded {
                text: word.to_owned(),
                distance,
                n_articles: info.doc_freq as usize,
            }));
        }
    }
    if snapshot.searcher.segment_readers().len() > 1 {
        join_same(&mut found);
    }
    let is_cut = found.len() > limit;
    let by_worth = |a: &Expanded, b: &Expanded| {
        let by_spelling = a.distance.cmp(&b.distance);
        let by_count = b.n_articles.cmp(&a.n_articles);
        by_spelling.then(by_count).then_with(|| a.text.cmp(&b.text))
    };
    // A letter begins a hundred thousand words: only those that are kept are sorted.
    if is_cut {
        found.select_nth_unstable_by(limit, by_worth);
        found.truncate(limit);
    }
    found.sort_unstable_by(by_worth);
    Ok(Expansion { words: found, is_cut })
}

/// Makes one of equal words of several segments.
fn join_same(found: &mut Vec<Expanded>) {
    found.sort_unstable_by(|a, b| a.text.cmp(&b.text));
    found.dedup_by(|again, first| {
        let is_same = again.text == first.text;
        if is_same {
            first.n_articles += again.n_articles;
        }
        is_same
    });
}
