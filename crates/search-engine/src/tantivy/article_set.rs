//! [`ArticleSet`]: articles that are known before a query runs.

use std::fmt;
use std::sync::Arc;

use tantivy::BitSet;
use tantivy::index::SegmentId;

/// Articles of some segments.
#[derive(Clone)]
pub(super) struct ArticleSet(Arc<[(SegmentId, Arc<BitSet>)]>);

impl ArticleSet {
    /// Returns the articles of these segments.
    pub(super) fn new(segments: Vec<(SegmentId, BitSet)>) -> Self {
        let segments = segments.into_iter();
        Self(segments.map(|(id, articles)| (id, Arc::new(articles))).collect())
    }

    /// Returns those of a segment.
    pub(super) fn of_segment(&self, segment: SegmentId) -> Option<&Arc<BitSet>> {
        let mut segments = self.0.iter();
        let found = segments.find(|(id, _)| *id == segment);
        found.map(|(_, articles)| articles)
    }
}

impl fmt::Debug for ArticleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_articles: usize = self.0.iter().map(|(_, articles)| articles.len()).sum();
        write!(f, "ArticleSet({n_articles})")
    }
}
