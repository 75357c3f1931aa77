//! [`TermList`]: the articles of a segment that have one term, read a block at a time.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::{DocId, Score, TERMINATED};

use super::window::Window;

/// Articles that are scored before they are added to a window: a block.
const AT_ONCE: usize = 128;

/// The articles that have a term, from one on.
pub(super) struct TermList {
    blocks: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    /// What scores; nothing where the term only matches.
    scoring: Option<TermScoring>,
}

/// What scores the articles that have a term.
pub(super) struct TermScoring {
    /// By how often they have it.
    pub(super) weight: Bm25Weight,
    /// Their lengths.
    pub(super) lengths: FieldNormReader,
}

impl TermScoring {
    fn score(&self, document: DocId, count: u32) -> Score {
        self.weight.score(self.lengths.fieldnorm_id(document), count)
    }

    /// Adds articles to a window, given how often each has the term.
    fn add(&self, documents: &[DocId], counts: &[u32], window: &mut Window) {
        for (documents, counts) in documents.chunks(AT_ONCE).zip(counts.chunks(AT_ONCE)) {
            let mut scores = [0.0; AT_ONCE];
            for (score, (document, count)) in scores.iter_mut().zip(documents.iter().zip(counts)) {
                *score = self.score(*document, *count);
            }
            window.add_all(documents, &scores);
        }
    }
}

impl TermList {
    /// Begins at the first article.
    pub(super) fn new(blocks: BlockSegmentPostings, scoring: Option<TermScoring>) -> Self {
        Self {
            blocks,
            at: 0,
            scoring,
        }
    }

    /// Returns how many articles have the term.
    pub(super) fn n_articles(&self) -> u32 {
        self.blocks.doc_freq()
    }

    /// Goes on to the first article from this one on, and returns it.
    pub(super) fn seek(&mut self, document: DocId) -> DocId {
        let here = self.document();
        if here >= document {
            return here;
        }
        self.at = self.blocks.seek(document);
        self.document()
    }

    /// Returns the score of an article if it has the term.
    pub(super) fn score_of(&mut self, document: DocId) -> Option<Score> {
        let has_it = self.seek(document) == document;
        let score = |scoring: &TermScoring| scoring.score(document, self.blocks.freq(self.at));
        has_it.then(|| self.scoring.as_ref().map_or(0.0, score))
    }

    /// Adds the articles of a window.
    pub(super) fn add_to(&mut self, window: &mut Window) {
        self.seek(window.start());
        loop {
            let rest = &self.blocks.docs()[self.at.min(self.blocks.docs().len())..];
            let n_inside = match rest.last() {
                None => return,
                Some(last) if *last < window.end() => rest.len(),
                Some(_) => rest.partition_point(|document| *document < window.end()),
            };
            let documents = &rest[..n_inside];
            match &self.scoring {
                Some(scoring) => scoring.add(documents, &self.blocks.freqs()[self.at..], window),
                None => window.mark(documents),
            }
            if n_inside < rest.len() {
                self.at += n_inside;
                return;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }

    fn document(&self) -> DocId {
        self.blocks.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }
}
