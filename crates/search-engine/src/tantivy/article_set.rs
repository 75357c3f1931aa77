//! [`ArticleSet`]: articles that are known before the engine is asked, as a query that adds nothing to scores.

use std::fmt;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, Score, SegmentReader};

/// Articles of some segments.
#[derive(Clone)]
pub(super) struct ArticleSet(Arc<[(SegmentId, BitSet)]>);

impl ArticleSet {
    /// Returns the articles of these segments.
    pub(super) fn new(segments: Vec<(SegmentId, BitSet)>) -> Self {
        Self(segments.into())
    }
}

impl fmt::Debug for ArticleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_articles: usize = self.0.iter().map(|(_, articles)| articles.len()).sum();
        write!(f, "ArticleSet({n_articles})")
    }
}

impl Query for ArticleSet {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ArticleSet {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut segments = self.0.iter();
        Ok(match segments.find(|(id, _)| *id == reader.segment_id()) {
            Some((_, articles)) => {
                let articles = BitSetDocSet::from(articles.clone());
                Box::new(ConstScorer::new(articles, 0.0))
            }
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("ArticleSet", 0.0))
    }
}
