//! What a word or phrase of a query is in the index: its terms in every language that the index holds.

use std::collections::{BTreeSet, HashMap};

use tantivy::Term;
use text_analysis::{Analyser, fold, words};

use super::snapshot::Snapshot;
use crate::SearchError;

/// Most words that a prefix stands for; the rarest of more are left out, and the answer says so.
const MAX_EXPANSIONS: usize = 1_024;

/// The term sequences that a text stands for: one a language, without repetition. A word is usually a sequence
/// of one term. An article is analysed in its own language, so a query reaches articles of every language.
pub(super) type Variants = BTreeSet<Vec<String>>;

/// Turns texts of a query into terms.
pub(super) struct TermSource<'a> {
    snapshot: &'a Snapshot,
    analysers: Vec<Analyser>,
}

/// The words that a prefix stands for.
pub(super) struct Expansion {
    /// The words, folded, the most frequent first, each with the number of articles that have it.
    pub(super) words: Vec<(String, usize)>,
    /// Whether there were more than [`MAX_EXPANSIONS`].
    pub(super) is_cut: bool,
}

impl<'a> TermSource<'a> {
    /// Returns a source of terms for one state of the index.
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            analysers: snapshot.analysers().collect(),
        }
    }

    /// Returns the terms of a text in every language.
    pub(super) fn variants(&mut self, text: &str) -> Variants {
        let sequences = self.analysers.iter_mut().map(|analyser| analyser.terms(text));
        sequences.filter(|sequence| !sequence.is_empty()).collect()
    }

    /// Returns the words of the index that start with these letters, in the `word` field or that of headlines.
    pub(super) fn expand(
        &self,
        prefix: &str,
        field: tantivy::schema::Field,
    ) -> Result<Expansion, SearchError> {
        let mut counts = HashMap::<String, usize>::new();
        let from = Term::from_field_text(field, prefix);
        for reader in self.snapshot.searcher.segment_readers() {
            let terms = reader.inverted_index(field)?;
            let range = terms.terms().range().ge(from.serialized_value_bytes());
            let mut stream = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while let Some((word, info)) = stream.next() {
                if !word.starts_with(prefix.as_bytes()) {
                    break;
                }
                *counts
                    .entry(String::from_utf8_lossy(word).into_owned())
                    .or_default() += info.doc_freq as usize;
            }
        }
        let is_cut = counts.len() > MAX_EXPANSIONS;
        let mut found: Vec<(String, usize)> = counts.into_iter().collect();
        found.sort_unstable_by(|(word, count), (other, other_count)| {
            other_count.cmp(count).then(word.cmp(other))
        });
        found.truncate(MAX_EXPANSIONS);
        Ok(Expansion { words: found, is_cut })
    }
}

/// Returns a prefix as the `word` fields hold it: the words before the last as they are written, folded, and the
/// start of the last; nothing where it has no letters.
pub(super) fn folded_prefix(text: &str) -> Option<(Vec<String>, String)> {
    let mut folded: Vec<String> = words(text).map(|word| fold(word.text)).collect();
    let start = folded.pop()?;
    Some((folded, start))
}
