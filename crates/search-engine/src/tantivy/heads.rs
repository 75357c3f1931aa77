//! [`Heads`]: the values of facets that most articles have. Where many articles match, those shown are almost always
//! among them, and counting them alone costs a fraction: their counts fit into the processor's cache.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::DocId;

use super::cores::counted;
use super::facet_table::ValueId;
use super::head::{Head, HeadId};
use super::head_lists::{HeadLists, KnownLists};
use super::joint_values::JointValues;
use super::matched::{Matched, n_articles};
use super::snapshot::Snapshot;
use super::value_lists::ValueLists;
use crate::FacetField;

/// Stands for a value that is in no head.
const NO_HEAD: HeadId = HeadId::MAX;
/// Where at least one article of this many matches and one does not, lists are counted. With fewer matches more values
/// can be among the most frequent, so that by computation both ways cost as much with a fifth of the archive.
const HALF_ONE_IN: usize = 4;
/// Articles of which counting what they have is worth a core of its own.
const WORTH_A_CORE: usize = 8_000;

/// The heads of all facets, worked out once for a state of the index.
pub(super) struct Heads {
    /// In the order of [`FacetField::ALL`].
    facets: Vec<Head>,
    /// The number of each value among those of all heads, by its number among all values.
    ids: Arc<[HeadId]>,
    pub(super) segments: Vec<HeadsOfSegment>,
    lists: OnceLock<HeadLists>,
    /// Those of the segments that were there before.
    known_lists: Option<KnownLists>,
}

/// The values of heads that the articles of a segment have.
#[derive(Clone)]
pub(super) struct HeadsOfSegment {
    /// What they were read from.
    joint: Arc<JointValues>,
    pub(super) values: Arc<ValueLists<HeadId>>,
}

impl HeadsOfSegment {
    fn read(joint: &Arc<JointValues>, ids: &[HeadId], n_ids: usize) -> Self {
        let n_articles = joint.n_articles();
        let mut values = ValueLists::with_capacity(n_articles);
        for document in 0..n_articles as DocId {
            let own = joint.of_article(document).iter();
            let own = own.map(|value| ids[*value as usize]);
            values.add(|heads| heads.extend(own.filter(|id| *id != NO_HEAD)));
        }
        values.shrink_to_fit();
        values.add_up(n_ids);
        Self {
            joint: Arc::clone(joint),
            values: Arc::new(values),
        }
    }
}

impl Heads {
    /// Works them out; what those of the state before have stays where it is true.
    pub(super) fn of(snapshot: &Snapshot, before: Option<&Self>) -> Self {
        let places = |before: &Self| -> Vec<Option<usize>> {
            let place = |values| before.place_of(values);
            snapshot.values.iter().map(place).collect()
        };
        let places = before.map_or_else(Vec::new, places);
        // A segment whose values are the same says that the values have the same numbers.
        let before = before.filter(|_| places.iter().any(Option::is_some));
        let again = before.and_then(|before| Some((before, before.facets_again(snapshot)?)));
        let (facets, ids, before) = match again {
            Some((before, facets)) => (facets, Arc::clone(&before.ids), Some(before)),
            None => {
                let (facets, ids) = facets(snapshot);
                (facets, ids, None)
            }
        };
        let n_ids = n_ids(&facets);
        let segments = snapshot.values.iter().enumerate().map(|(number, joint)| {
            let known = before.and_then(|before| Some(&before.segments[places[number]?]));
            known
                .cloned()
                .unwrap_or_else(|| HeadsOfSegment::read(joint, &ids, n_ids))
        });
        Self {
            segments: segments.collect(),
            facets,
            known_lists: before.and_then(|before| Some(before.lists.get()?.of_segments(&places))),
            lists: OnceLock::new(),
            ids,
        }
    }

    /// Returns the place of the segment that has these very values.
    fn place_of(&self, values: &Arc<JointValues>) -> Option<usize> {
        let mut segments = self.segments.iter();
        segments.position(|segment| Arc::ptr_eq(&segment.joint, values))
    }

    /// Returns the heads of the same values in a later state that numbers them alike, where they are still the most
    /// frequent.
    fn facets_again(&self, snapshot: &Snapshot) -> Option<Vec<Head>> {
        let facets = FacetField::ALL
            .into_iter()
            .zip(&self.facets)
            .map(|(facet, head)| {
                let start = snapshot.numbering.range(facet).start;
                let id_of = |value: ValueId| {
                    let id = self.ids[(start + value) as usize];
                    (id != NO_HEAD).then_some(id)
                };
                head.again(facet, snapshot.facet(facet), id_of)
            });
        facets.collect()
    }

    /// Works out what is else worked out when it is asked for first.
    pub(super) fn prepare(&self) {
        self.lists();
    }

    fn lists(&self) -> &HeadLists {
        self.lists
            .get_or_init(|| HeadLists::of(self, self.known_lists.as_ref()))
    }

    /// Returns the head of a facet.
    pub(super) fn head(&self, facet: FacetField) -> &Head {
        &self.facets[facet.index()]
    }

    /// Counts what articles have of the heads: matches, and what counts for one facet alone, in the order of the facets.
    pub(super) fn count<'a>(&'a self, matches: &'a [Matched], others: &[Vec<Matched>]) -> HeadCounts<'a> {
        let facets = self.facets.iter().zip(others).map(|(head, others)| {
            (n_articles(others) > 0).then(|| {
                let mut articles = matches.to_vec();
                for (articles, others) in articles.iter_mut().zip(others) {
                    articles.join(others);
                }
                self.way(articles.into(), Some(&head.numbers()))
            })
        });
        HeadCounts {
            heads: self,
            facets: facets.collect(),
            all: self.way(matches.into(), None),
        }
    }

    /// Returns how all values, or some alone, are counted for articles.
    fn way<'a>(&self, articles: Cow<'a, [Matched]>, ids: Option<&Range<usize>>) -> Way<'a> {
        match self.are_half(&articles) {
            true => Way::Lists(articles, OnceLock::new()),
            false => Way::Counts(self.counts(&articles, ids)),
        }
    }

    /// Tells whether many match and many do not.
    fn are_half(&self, articles: &[Matched]) -> bool {
        let n_all: usize = self
            .segments
            .iter()
            .map(|segment| segment.values.n_articles())
            .sum();
        let n_articles = n_articles(articles);
        n_articles.min(n_all - n_articles) * HALF_ONE_IN > n_all
    }

    /// Counts what articles have, of all values or of some alone.
    fn counts(&self, articles: &[Matched], ids: Option<&Range<usize>>) -> Vec<u32> {
        let n_ids = n_ids(&self.facets);
        // What is counted of other values goes behind all, where nobody looks.
        counted(
            n_ids + 1,
            n_articles(articles) >= WORTH_A_CORE,
            |share, counts| {
                for (segment, articles) in self.segments.iter().zip(articles) {
                    let values = &segment.values;
                    match ids {
                        None => values.count(articles, share, |id| id, counts),
                        Some(ids) => {
                            let of_facet = |id| if ids.contains(&id) { id } else { n_ids };
                            values.count(articles, share, of_facet, counts);
                        }
                    }
                }
            },
        )
    }
}

/// How many articles have each value of each head.
pub(super) struct HeadCounts<'a> {
    heads: &'a Heads,
    /// Of facets for which other articles count than for the rest.
    facets: Vec<Option<Way<'a>>>,
    all: Way<'a>,
}

/// How the values that articles have are counted.
enum Way<'a> {
    /// By what each article has.
    Counts(Vec<u32>),
    /// By the lists of the values, and for those without a list by what each article has, where that is asked for.
    Lists(Cow<'a, [Matched]>, OnceLock<Vec<u32>>),
}

impl HeadCounts<'_> {
    /// Returns how many articles have a value of a facet, by its rank.
    pub(super) fn count(&self, facet: FacetField, rank: usize) -> u32 {
        self.count_id(facet, self.heads.head(facet).ids[rank])
    }

    /// Tells whether most of the work is still to be done when a count is asked for.
    pub(super) fn are_by_lists(&self) -> bool {
        let ways = self.facets.iter().flatten().chain([&self.all]);
        ways.into_iter().any(|way| matches!(way, Way::Lists(..)))
    }

    /// Returns how many articles have no value of a facet.
    pub(super) fn count_without(&self, facet: FacetField) -> u32 {
        self.count_id(facet, self.heads.head(facet).id_without())
    }

    fn count_id(&self, facet: FacetField, id: HeadId) -> u32 {
        match self.way(facet) {
            Way::Counts(counts) => counts[usize::from(id)],
            Way::Lists(articles, counts) => {
                let listed = self.heads.lists().count(id, articles);
                let all = || counts.get_or_init(|| self.heads.counts(articles, None));
                listed.unwrap_or_else(|| all()[usize::from(id)])
            }
        }
    }

    fn way(&self, facet: FacetField) -> &Way<'_> {
        self.facets[facet.index()].as_ref().unwrap_or(&self.all)
    }
}

/// Returns how many numbers these heads have together.
fn n_ids(heads: &[Head]) -> usize {
    heads.last().map_or(0, |head| head.numbers().end)
}

/// Returns the heads of all facets, and the number of each value among those of all heads.
fn facets(snapshot: &Snapshot) -> (Vec<Head>, Arc<[HeadId]>) {
    let mut facets: Vec<Head> = Vec::new();
    let mut ids = vec![NO_HEAD; snapshot.numbering.len()];
    for facet in FacetField::ALL {
        let start = n_ids(&facets);
        let head = Head::of(facet, snapshot.facet(facet), start);
        let numbers = snapshot.numbering.range(facet);
        for ((value, _), id) in head.most.iter().zip(&head.ids) {
            ids[(numbers.start + value) as usize] = *id;
        }
        ids[numbers.end as usize - 1] = head.id_without();
        facets.push(head);
    }
    (facets, ids.into())
}
