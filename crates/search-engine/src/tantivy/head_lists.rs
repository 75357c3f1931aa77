//! [`HeadLists`]: the articles that have each of a facet's most frequent values. Where about half of the archive
//! matches, only some twenty values of a facet can be among the most frequent, and counting what their lists have in
//! common with the matches costs a fraction of looking at what each match has.

use std::sync::Arc;

use tantivy::DocId;

use super::head::HeadId;
use super::heads::Heads;
use super::matched::Matched;
use super::value_lists::ValueLists;
use crate::FacetField;

/// Values of each facet that have a list.
const LISTED: usize = 128;
/// A list that holds one article of this many is kept as one bit an article.
const MANY_ONE_IN: usize = 32;

/// Stands for the slot of a value without a list, in two bytes so that those of all values stay in the nearest cache.
const NO_SLOT: u16 = u16::MAX;

/// Which place each value has among the lists, by its number among those of all heads.
type Slots = Arc<[u16]>;
/// The lists of a segment, by slot.
type ListsOfSegment = Arc<[List]>;

/// The lists of a state of the index.
pub(super) struct HeadLists {
    slots: Slots,
    segments: Vec<ListsOfSegment>,
}

/// Lists of segments that were there before.
pub(super) struct KnownLists {
    slots: Slots,
    segments: Vec<Option<ListsOfSegment>>,
}

/// The articles of a segment that have a value.
enum List {
    Few(Vec<DocId>),
    Many(Matched),
}

impl HeadLists {
    /// Reads the lists but those that are known.
    pub(super) fn of(heads: &Heads, known: Option<&KnownLists>) -> Self {
        let slots = known.map_or_else(|| slots(heads), |known| Arc::clone(&known.slots));
        let segments = heads.segments.iter().enumerate().map(|(number, segment)| {
            let known = known.and_then(|known| known.segments[number].clone());
            known.unwrap_or_else(|| lists(&segment.values, &slots))
        });
        Self {
            segments: segments.collect(),
            slots,
        }
    }

    /// Returns the lists of segments, given the place of each among these.
    pub(super) fn of_segments(&self, places: &[Option<usize>]) -> KnownLists {
        let known = |place: &Option<usize>| place.map(|place| Arc::clone(&self.segments[place]));
        KnownLists {
            slots: Arc::clone(&self.slots),
            segments: places.iter().map(known).collect(),
        }
    }

    /// Returns how many of these articles, given by segment, have a value, by its number among those of all heads;
    /// nothing where that has no list.
    pub(super) fn count(&self, id: HeadId, articles: &[Matched]) -> Option<u32> {
        let slot = self.slots[usize::from(id)];
        let segments = self.segments.iter().zip(articles);
        let count = |(lists, articles): (&ListsOfSegment, _)| lists[usize::from(slot)].n_common(articles);
        (slot != NO_SLOT).then(|| segments.map(count).sum())
    }
}

/// Gives a slot to the most frequent values of each facet, and to articles without one.
fn slots(heads: &Heads) -> Slots {
    let mut slots = vec![NO_SLOT; HeadId::MAX as usize + 1];
    let listed = FacetField::ALL.into_iter().flat_map(|facet| {
        let head = heads.head(facet);
        head.ids.iter().copied().take(LISTED).chain([head.id_without()])
    });
    for (slot, id) in (0..).zip(listed) {
        slots[usize::from(id)] = slot;
    }
    slots.into()
}

fn lists(values: &ValueLists<HeadId>, slots: &[u16]) -> ListsOfSegment {
    let n_slots = slots.iter().filter(|slot| **slot != NO_SLOT).count();
    let mut lists = vec![Vec::new(); n_slots];
    for document in 0..values.n_articles() as DocId {
        for id in values.of(document) {
            if let Some(list) = lists.get_mut(usize::from(slots[usize::from(*id)])) {
                list.push(document);
            }
        }
    }
    let lists = lists.into_iter();
    lists.map(|list| List::of(list, values.n_articles())).collect()
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
