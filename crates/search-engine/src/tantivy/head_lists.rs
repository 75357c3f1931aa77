//! [`HeadLists`]: the articles that have each of a facet's most frequent values. Where about half of the archive
//! matches, only some twenty values of a facet can be among the most frequent, and counting what their lists have in
//! common with the matches costs a fraction of looking at what each match has.

use tantivy::DocId;

use super::heads::{HeadId, Heads};
use super::matched::Matched;
use crate::FacetField;

/// Values of each facet that have a list.
const LISTED: usize = 128;
/// A list that holds one article of this many is kept as one bit an article.
const MANY_ONE_IN: usize = 32;

/// Stands for the slot of a value without a list, in two bytes so that those of all values stay in the nearest cache.
const NO_SLOT: u16 = u16::MAX;

/// The lists of a state of the index.
pub(super) struct HeadLists {
    /// By segment, then by slot.
    segments: Vec<Vec<List>>,
}

/// The articles of a segment that have a value.
enum List {
    Few(Vec<DocId>),
    Many(Matched),
}

impl HeadLists {
    /// Reads the lists.
    pub(super) fn of(heads: &Heads) -> Self {
        let mut slots = vec![NO_SLOT; HeadId::MAX as usize + 1];
        for facet in FacetField::ALL {
            let ids = heads.head(facet).ids();
            let (values, without) = (ids.start..ids.end - 1, ids.end - 1);
            for (rank, id) in values.take(LISTED).enumerate() {
                slots[id] = slot(facet, rank) as u16;
            }
            slots[without] = slot_without(facet) as u16;
        }
        let segments = heads.segments.iter().map(|values| {
            let mut lists = vec![Vec::new(); FacetField::ALL.len() * (LISTED + 1)];
            for document in 0..values.n_articles() as DocId {
                for id in values.of(document) {
                    if let Some(list) = lists.get_mut(usize::from(slots[usize::from(*id)])) {
                        list.push(document);
                    }
                }
            }
            lists
                .into_iter()
                .map(|list| List::of(list, values.n_articles()))
                .collect()
        });
        Self {
            segments: segments.collect(),
        }
    }

    /// Returns how many of these articles, given by segment, have a value of a facet, by its rank; nothing where that has
    /// no list.
    pub(super) fn count(&self, facet: FacetField, rank: usize, articles: &[Matched]) -> Option<u32> {
        (rank < LISTED).then(|| self.count_slot(slot(facet, rank), articles))
    }

    /// Returns how many of these articles have no value of a facet.
    pub(super) fn count_without(&self, facet: FacetField, articles: &[Matched]) -> u32 {
        self.count_slot(slot_without(facet), articles)
    }

    fn count_slot(&self, slot: usize, articles: &[Matched]) -> u32 {
        let segments = self.segments.iter().zip(articles);
        segments
            .map(|(lists, articles)| lists[slot].n_common(articles))
            .sum()
    }
}

fn slot(facet: FacetField, rank: usize) -> usize {
    facet.index() * (LISTED + 1) + rank
}

fn slot_without(facet: FacetField) -> usize {
    slot(facet, LISTED)
}

impl List {
    fn of(articles: Vec<DocId>, n_all: usize) -> Self {
        if articles.len() * MANY_ONE_IN < n_all {
            return Self::Few(articles);
        }
        let mut many = Matched::none_of(n_all);
        articles.into_iter().for_each(|document| many.add(document));
        Self::Many(many)
    }

    fn n_common(&self, articles: &Matched) -> u32 {
        let n_common = match self {
            Self::Few(own) => own
                .iter()
                .filter(|document| articles.contains(**document))
                .count(),
            Self::Many(own) => own.n_common(articles),
        };
        n_common as u32
    }
}
