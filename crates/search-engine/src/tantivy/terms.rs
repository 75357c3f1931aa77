//! What a word or phrase of a query is in the index: its terms in every language that the index holds.

use std::collections::BTreeSet;

use text_analysis::Analyser;

use super::snapshot::Snapshot;

/// The term sequences that a text stands for: one a language, without repetition. A word is usually a sequence
/// of one term. An article is analysed in its own language, so a query reaches articles of every language.
pub(super) type Variants = BTreeSet<Vec<String>>;

/// Turns texts of a query into terms.
pub(super) struct TermSource {
    analysers: Vec<Analyser>,
}

impl TermSource {
    /// Returns a source of terms for one state of the index.
    pub(super) fn new(snapshot: &Snapshot) -> Self {
        Self {
            analysers: snapshot.analysers().collect(),
        }
    }

    /// Returns the terms of a text in every language.
    pub(super) fn variants(&mut self, text: &str) -> Variants {
        let sequences = self.analysers.iter_mut().map(|analyser| analyser.terms(text));
        sequences.filter(|sequence| !sequence.is_empty()).collect()
    }
}
