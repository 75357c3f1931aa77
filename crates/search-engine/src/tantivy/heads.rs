//! [`Heads`]: the values of facets that most articles have. Where many articles match, those shown are almost always
//! among them, and counting them alone costs a fraction: their counts fit into the processor's cache.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use super::cores::counted;
use super::facet_table::{FacetTable, ValueId};
use super::head_lists::HeadLists;
use super::matched::{Matched, n_articles};
use super::snapshot::Snapshot;
use super::value_lists::ValueLists;
use crate::{FacetField, UNKNOWN};

/// Values of a facet in its head.
const HEAD: usize = 4_096;

/// Number of a value among those of all heads.
pub(super) type HeadId = u16;
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
    pub(super) segments: Vec<HeadValues>,
    lists: OnceLock<HeadLists>,
}

/// What is worked out once about the values of a facet.
pub(super) struct Head {
    /// The values that most articles of the archive have, most first, each with how many do.
    pub(super) most: Vec<(ValueId, u32)>,
    /// How many articles have any other value, at most.
    pub(super) most_of_others: u32,
    /// The first letters of each value's name: enough to tell most names apart, and read at a fraction of their cost.
    pub(super) beginnings: Vec<Beginning>,
    /// The value with the very name that stands for articles without one, which is among the first.
    pub(super) unknown: Option<ValueId>,
    /// The number of its first value; those of the others follow, then that of articles without a value.
    start: usize,
}

/// The first bytes of a name, which are ordered as names are; a shorter one is filled up.
pub(super) type Beginning = u64;

/// Returns the beginning of a name.
pub(super) fn beginning(name: &str) -> Beginning {
    let mut bytes = [0; size_of::<Beginning>()];
    let length = name.len().min(bytes.len());
    bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
    Beginning::from_be_bytes(bytes)
}

impl Heads {
    /// Works them out.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let mut facets: Vec<Head> = Vec::new();
        let mut ids = vec![NO_HEAD; snapshot.numbering.len()];
        for facet in FacetField::ALL {
            let start = facets.last().map_or(0, Head::end);
            let head = Head::of(facet, snapshot.facet(facet), start);
            let numbers = snapshot.numbering.range(facet);
            for ((value, _), id) in head.most.iter().zip(start as HeadId..) {
                ids[(numbers.start + value) as usize] = id;
            }
            ids[numbers.end as usize - 1] = head.end() as HeadId - 1;
            facets.push(head);
        }
        let n_ids = facets.last().map_or(0, Head::end);
        let segments = snapshot.values.iter().zip(snapshot.searcher.segment_readers());
        let segments = segments.map(|(values, reader)| {
            let mut of_segment = HeadValues::with_capacity(reader.max_doc() as usize);
            for document in 0..reader.max_doc() {
                let own = values.of_article(document).iter();
                let own = own.map(|value| ids[*value as usize]);
                of_segment.add(|heads| heads.extend(own.filter(|id| *id != NO_HEAD)));
            }
            of_segment.shrink_to_fit();
            if !reader.has_deletes() {
                of_segment.add_up(n_ids);
            }
            of_segment
        });
        Self {
            segments: segments.collect(),
            facets,
            lists: OnceLock::new(),
        }
    }

    /// Works out what is else worked out when it is asked for first.
    pub(super) fn prepare(&self) {
        self.lists();
    }

    fn lists(&self) -> &HeadLists {
        self.lists.get_or_init(|| HeadLists::of(self))
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
                self.way(articles.into(), Some(&head.ids()))
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
        let n_all: usize = self.segments.iter().map(HeadValues::n_articles).sum();
        let n_articles = n_articles(articles);
        n_articles.min(n_all - n_articles) * HALF_ONE_IN > n_all
    }

    /// Counts what articles have, of all values or of some alone.
    fn counts(&self, articles: &[Matched], ids: Option<&Range<usize>>) -> Vec<u32> {
        let n_ids = self.facets.last().map_or(0, Head::end);
        // What is counted of other values goes behind all, where nobody looks.
        counted(
            n_ids + 1,
            n_articles(articles) >= WORTH_A_CORE,
            |share, counts| {
                for (values, articles) in self.segments.iter().zip(articles) {
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
        let id = self.heads.head(facet).start + rank;
        match self.way(facet) {
            Way::Counts(counts) => counts[id],
            Way::Lists(articles, counts) => {
                let listed = self.heads.lists().count(facet, rank, articles);
                listed.unwrap_or_else(|| counts.get_or_init(|| self.heads.counts(articles, None))[id])
            }
        }
    }

    /// Tells whether most of the work is still to be done when a count is asked for.
    pub(super) fn are_by_lists(&self) -> bool {
        let ways = self.facets.iter().flatten().chain([&self.all]);
        ways.into_iter().any(|way| matches!(way, Way::Lists(..)))
    }

    /// Returns how many articles have no value of a facet.
    pub(super) fn count_without(&self, facet: FacetField) -> u32 {
        match self.way(facet) {
            Way::Counts(counts) => counts[self.heads.head(facet).end() - 1],
            Way::Lists(articles, _) => self.heads.lists().count_without(facet, articles),
        }
    }

    fn way(&self, facet: FacetField) -> &Way<'_> {
        self.facets[facet.index()].as_ref().unwrap_or(&self.all)
    }
}

impl Head {
    fn of(facet: FacetField, table: &FacetTable, start: usize) -> Self {
        let values = table.values().map(|(_, entry)| (entry.name(), entry.count()));
        Self::of_values(values, facet.counts_unknown(), HEAD, start)
    }

    /// Works the head of these values out, given the name of each and how many articles have it, so many at most.
    pub(super) fn of_values<'v>(
        values: impl Iterator<Item = (&'v str, usize)>,
        counts_unknown: bool,
        length: usize,
        start: usize,
    ) -> Self {
        let (mut most, mut beginnings, mut unknown) = (Vec::new(), Vec::new(), None);
        for (number, (name, count)) in (0..).zip(values) {
            let value = (number, u32::try_from(count).unwrap_or(u32::MAX));
            if counts_unknown && name == UNKNOWN {
                unknown.get_or_insert(value);
            }
            most.push(value);
            beginnings.push(beginning(name));
        }
        let mut most_of_others = 0;
        if most.len() > length {
            let (_, next, _) = most.select_nth_unstable_by_key(length, |(_, count)| Reverse(*count));
            most_of_others = next.1;
            most.truncate(length);
        }
        most.sort_unstable_by_key(|(number, count)| (Reverse(*count), *number));
        most.extend(unknown.filter(|unknown| !most.contains(unknown)));
        Self {
            most,
            most_of_others,
            beginnings,
            unknown: unknown.map(|(number, _)| number),
            start,
        }
    }

    /// Returns the number behind those of its values and of articles without one.
    fn end(&self) -> usize {
        self.start + self.most.len() + 1
    }

    /// Returns the numbers of its values, and that of articles without one behind them.
    pub(super) fn ids(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Tells whether every value of the facet is in it.
    pub(super) fn is_all(&self) -> bool {
        self.most.len() >= self.beginnings.len()
    }
}

/// The values of heads that the articles of a segment have.
pub(super) type HeadValues = ValueLists<HeadId>;
