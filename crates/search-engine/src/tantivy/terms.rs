//! What a word or phrase of a query is in the index: its terms in every language that the index holds.

use std::collections::BTreeSet;

use article::Language;

use super::snapshot::Snapshot;
use crate::analysis::terms_of;

/// The term sequences that a text stands for: one a language, without repetition. A word is usually a sequence
/// of one term. An article is analysed in its own language, so a query reaches articles of every language.
pub(super) type Variants = BTreeSet<Vec<String>>;

/// Turns texts of a query into terms.
pub(super) struct TermSource {
    /// The languages of the index, and none for articles of unknown language.
    languages: Vec<Option<Language>>,
}

impl TermSource {
    /// Returns a source of terms for one state of the index.
    pub(super) fn new(snapshot: &Snapshot) -> Self {
        Self {
            languages: snapshot.languages().map(Some).chain([None]).collect(),
        }
    }

    /// Returns the terms of a text in every language.
    pub(super) fn variants(&mut self, text: &str) -> Variants {
        let sequences = self
            .languages
            .iter()
            .map(|language| terms_of(text, language.as_ref()));
        sequences.filter(|sequence| !sequence.is_empty()).collect()
    }
}
