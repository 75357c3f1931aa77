//! [`ArticleSet`]: articles that are known before a query runs.

use std::fmt;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::{BitSet, DocId};

use super::bits::WORD;

/// Articles of some segments.
#[derive(Clone)]
pub(super) struct ArticleSet(Arc<[(SegmentId, Arc<BitSet>)]>);

impl ArticleSet {
    /// Returns the articles of these segments.
    pub(super) fn new(segments: Vec<(SegmentId, BitSet)>) -> Self {
        let segments = segments.into_iter();
        Self(segments.map(|(id, articles)| (id, Arc::new(articles))).collect())
    }

    /// Returns how many there are, removed ones among them.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(_, articles)| articles.len()).sum()
    }

    /// Returns those of a segment.
    pub(super) fn of_segment(&self, segment: SegmentId) -> Option<&Arc<BitSet>> {
        let mut segments = self.0.iter();
        let found = segments.find(|(id, _)| *id == segment);
        found.map(|(_, articles)| articles)
    }
}

/// Returns one bit for each article of the word that has this one.
pub(super) fn word(articles: &BitSet, document: DocId) -> u64 {
    u64::from_le_bytes(articles.tinyset(document / WORD as u32).into_bytes())
}

impl fmt::Debug for ArticleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArticleSet({})", self.len())
    }
}
