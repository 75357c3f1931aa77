//! [`Leaf`]: a query of another kind, which goes from match to match by itself.

use tantivy::query::Scorer;
use tantivy::{DocId, Score, SeekDangerResult, TERMINATED};

use super::window::Window;

/// The matches of a query in a segment.
pub(super) struct Leaf {
    scorer: Box<dyn Scorer>,
    /// The first article that may match, where the scorer was asked about one that does not and does not stand at a
    /// match; then it may only be asked about others until one matches.
    unsure: Option<DocId>,
}

impl Leaf {
    /// Begins at the first match.
    pub(super) fn new(scorer: Box<dyn Scorer>) -> Self {
        Self { scorer, unsure: None }
    }

    /// Returns about how much it costs to visit all matches.
    pub(super) fn cost(&self) -> u64 {
        self.scorer.cost()
    }

    /// Goes on to the first match from an article on, and returns it.
    pub(super) fn seek(&mut self, document: DocId) -> DocId {
        while let Some(possible) = self.unsure {
            if possible >= TERMINATED {
                return TERMINATED;
            }
            self.ask(document.max(possible));
        }
        let here = self.scorer.doc();
        if here >= document {
            here
        } else {
            self.scorer.seek(document)
        }
    }

    /// Returns the score of an article where it matches. Whether any other does is not looked for, which is what costs
    /// most of a phrase.
    pub(super) fn score_of(&mut self, document: DocId) -> Option<Score> {
        match self.unsure {
            Some(possible) if possible > document => return None,
            Some(_) => self.ask(document),
            None if self.scorer.doc() < document => self.ask(document),
            None => {}
        }
        let matches = self.unsure.is_none() && self.scorer.doc() == document;
        matches.then(|| self.scorer.score())
    }

    /// Adds the matches of a window.
    pub(super) fn add_to(&mut self, window: &mut Window) {
        let mut document = self.seek(window.start());
        while document < window.end() {
            window.add(document, self.scorer.score());
            document = self.scorer.advance();
        }
    }

    /// Asks about an article behind all that were asked about.
    fn ask(&mut self, document: DocId) {
        self.unsure = match self.scorer.seek_danger(document) {
            SeekDangerResult::Found => None,
            SeekDangerResult::SeekLowerBound(possible) => Some(possible),
        };
    }
}
