//! What a word or phrase of a query is in the index: its terms in every language that the index holds.

use std::collections::BTreeSet;

use article::Language;
use tantivy::Searcher;
use tantivy::schema::Field;

use super::hyphens::written_otherwise;
use super::snapshot::Snapshot;
use crate::analysis::terms_of;

/// The term sequences that a text stands for: one a language, without repetition. A word is usually a sequence
/// of one term. An article is analysed in its own language, so a query reaches articles of every language.
pub(super) type Variants = BTreeSet<Vec<String>>;

/// Turns texts of a query into terms.
pub(super) struct TermSource {
    /// The languages of the index, and none for articles of unknown language.
    languages: Vec<Option<Language>>,
    searcher: Searcher,
    hyphen: Field,
}

impl TermSource {
    /// Returns a source of terms for one state of the index.
    pub(super) fn new(snapshot: &Snapshot) -> Self {
        Self {
            languages: snapshot.languages().map(Some).chain([None]).collect(),
            searcher: snapshot.searcher.clone(),
            hyphen: snapshot.fields.hyphen,
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

    /// Returns the terms of a text in every language, and those of the same words with and without a hyphen.
    pub(super) fn spellings(&mut self, text: &str) -> Variants {
        let mut spellings = self.variants(text);
        spellings.extend(self.other_spelling(text));
        spellings
    }

    /// Returns the terms of the same words with a hyphen where they have none, or without; nothing where nobody writes
    /// them so.
    pub(super) fn other_spelling(&mut self, text: &str) -> Variants {
        let other = written_otherwise(text, &self.searcher, self.hyphen);
        other.map(|other| self.variants(&other)).unwrap_or_default()
    }
}
