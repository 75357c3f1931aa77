//! [`ValueSets`]: the articles that have values which results are narrowed to, kept for the next search: who chooses a
//! value looks for several things among what has it.

use std::num::NonZeroUsize;

use tantivy::BitSet;
use tantivy::query::EnableScoring;

use super::article_set::ArticleSet;
use super::facet_table::ValueId;
use super::kept::Kept;
use super::matching::Matching;
use super::snapshot::Snapshot;
use super::translate::having;
use crate::{FacetField, SearchError};

/// Sets that are kept, of one bit an article each.
const KEPT: NonZeroUsize = NonZeroUsize::new(16).expect("it is not zero");

/// Values of a facet.
type Values = (FacetField, Vec<ValueId>);

/// The sets of one state of the index that were asked for last.
pub(super) struct ValueSets(Kept<Values, ArticleSet>);

impl Default for ValueSets {
    fn default() -> Self {
        Self(Kept::with_room(KEPT))
    }
}

impl ValueSets {
    /// Returns the articles that have one of these values of a facet: what is kept, or what the index says.
    pub(super) fn of(
        &self,
        snapshot: &Snapshot,
        facet: FacetField,
        values: Vec<ValueId>,
    ) -> Result<ArticleSet, SearchError> {
        let make = |(_, values): &Values| read(snapshot, facet, values);
        self.0.get_or_make((facet, values), make, |_| true)
    }
}

fn read(snapshot: &Snapshot, facet: FacetField, values: &[ValueId]) -> Result<ArticleSet, SearchError> {
    let having = Matching::of(having(snapshot, facet, values));
    let weight = having.weighed(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
    let segments = snapshot.searcher.segment_readers().iter().map(|reader| {
        let mut articles = BitSet::with_max_value(reader.max_doc());
        if let Some(matches) = weight.windows(reader, 1.0)? {
            matches.each_window(0..reader.max_doc(), |window| {
                window.each_match(|document, _| {
                    articles.insert(document);
                });
                true
            });
        }
        Ok::<_, SearchError>((reader.segment_id(), articles))
    });
    Ok(ArticleSet::new(segments.collect::<Result<_, SearchError>>()?))
}
