//! [`Tally`]: how many matches have each value of each facet and each day.

use std::sync::{Mutex, OnceLock, PoisonError};

use tantivy::DocId;

use super::facet_table::ValueId;
use super::heads::{HeadCounts, Heads};
use super::joint_values::JointId;
use super::snapshot::Snapshot;
use crate::FacetField;

/// Rooms that are kept: as many searches as run at once.
const MAX_ROOMS: usize = 8;
/// What an article has costs as much to look through one by one as the counts of this many values: a guess.
const COUNTS_AN_ARTICLE: usize = 128;

/// What the matches of a search have.
#[derive(Default)]
pub(super) struct Tally {
    /// By the number of the value among those of all facets.
    counts: Vec<u32>,
    /// The matches of each segment.
    matches: Vec<Vec<DocId>>,
    /// The values that were counted so far, but for those of matches where too many match to tell.
    touched: Vec<JointId>,
    /// Whether these are all.
    is_told: bool,
    /// Articles that were counted for one facet only, in the order of [`FacetField::ALL`].
    n_others: [usize; FacetField::ALL.len()],
    /// Articles by the place of their day among the days of the index.
    days: Vec<u32>,
    /// Articles without a date.
    pub(super) undated: usize,
}

/// How many articles have each value of a facet.
pub(super) struct FacetCounts<'a> {
    /// The values that some article has.
    pub(super) found: Found<'a>,
    /// Articles that have none, for a facet that counts them.
    pub(super) without: usize,
    /// Articles that were counted.
    pub(super) n_articles: usize,
}

/// Counts of values.
pub(super) enum Found<'a> {
    /// Of those that some article has, in no order.
    Some(Vec<(ValueId, u32)>),
    /// Of all, by number.
    All(&'a [u32]),
    /// Of those of the facet's head, in its order.
    Head(&'a [u32]),
}

impl Found<'_> {
    /// Returns the values that so many articles have, each with how many do.
    pub(super) fn at_least(&self, least: u32) -> Vec<(ValueId, u32)> {
        let is_enough = |(_, count): &(ValueId, u32)| *count >= least;
        match self {
            Self::Some(found) => found.iter().copied().filter(is_enough).collect(),
            Self::All(counts) => (0..).zip(counts.iter().copied()).filter(is_enough).collect(),
            Self::Head(_) => Vec::new(),
        }
    }
}

/// Tallies that nobody uses: a large index has half a million people, and clearing a number for each would cost more
/// than most searches.
#[derive(Default)]
pub(super) struct Rooms {
    kept: Mutex<Vec<Tally>>,
    heads: OnceLock<Heads>,
}

impl Rooms {
    /// Returns an empty tally for a state of the index.
    pub(super) fn take(&self, snapshot: &Snapshot) -> Tally {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Tally {
            counts: vec![0; snapshot.numbering.len()],
            matches: vec![Vec::new(); snapshot.values.len()],
            days: vec![0; snapshot.days.all().len()],
            ..Tally::default()
        })
    }

    /// Keeps the room of a tally for the next one.
    pub(super) fn give_back(&self, mut tally: Tally) {
        if tally.is_told {
            for value in &tally.touched {
                tally.counts[*value as usize] = 0;
            }
        } else {
            tally.counts.fill(0);
        }
        tally.matches.iter_mut().for_each(Vec::clear);
        tally.touched.clear();
        tally.n_others = Default::default();
        tally.days.fill(0);
        tally.undated = 0;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_ROOMS {
            kept.push(tally);
        }
    }

    /// Returns what is known about the values of facets.
    pub(super) fn heads(&self, snapshot: &Snapshot) -> &Heads {
        self.heads.get_or_init(|| Heads::of(snapshot))
    }
}

impl Tally {
    /// Counts the values of a match.
    pub(super) fn add_match(&mut self, segment: usize, document: DocId) {
        self.matches[segment].push(document);
    }

    /// Counts the values that an article has of a facet, for that facet alone; `none` stands for none.
    pub(super) fn add_other(&mut self, facet: FacetField, values: &[JointId], none: JointId) {
        self.n_others[facet.index()] += 1;
        let none = [none];
        let values = if values.is_empty() { &none } else { values };
        for value in values {
            touch(*value, &mut self.counts, &mut self.touched);
        }
    }

    /// Counts the day of an article by its place among the days of the index.
    pub(super) fn add_day(&mut self, day: Option<usize>) {
        match day {
            Some(place) => self.days[place] += 1,
            None => self.undated += 1,
        }
    }

    /// Returns the days of articles, in order, each with how many there are.
    pub(super) fn by_day<'a>(&'a self, snapshot: &'a Snapshot) -> impl Iterator<Item = (i64, usize)> + 'a {
        let days = snapshot.days.all().iter().zip(&self.days);
        let days = days.map(|(day, count)| (*day, *count as usize));
        days.filter(|(_, count)| *count > 0)
    }

    /// Returns the counts of the facets' heads, where so many match that looking at all that they have costs more, and
    /// nothing was counted of others.
    pub(super) fn heads<'a>(&mut self, heads: &'a Heads) -> Option<HeadCounts<'a>> {
        let are_many = self.n_matches() * COUNTS_AN_ARTICLE >= self.counts.len();
        if !are_many || !self.touched.is_empty() {
            return None;
        }
        self.sort_matches();
        // Nothing is counted here.
        self.is_told = true;
        Some(heads.count(&self.matches))
    }

    /// Returns how many matches were counted.
    pub(super) fn n_matches(&self) -> usize {
        self.matches.iter().map(Vec::len).sum()
    }

    /// A later tier finds what comes before what the tiers before it found.
    fn sort_matches(&mut self) {
        self.matches
            .iter_mut()
            .for_each(|documents| documents.sort_unstable());
    }

    /// Returns the counts of each facet, in the order of [`FacetField::ALL`].
    pub(super) fn facets<'a>(&'a mut self, snapshot: &Snapshot) -> Vec<FacetCounts<'a>> {
        let n_matches = self.n_matches();
        self.sort_matches();
        self.is_told = n_matches * COUNTS_AN_ARTICLE + self.touched.len() < self.counts.len();
        let Self {
            counts,
            matches,
            touched,
            ..
        } = self;
        for (values, documents) in snapshot.values.iter().zip(matches) {
            if self.is_told {
                for document in documents {
                    for value in values.of_article(*document) {
                        touch(*value, counts, touched);
                    }
                }
            } else {
                values.count(documents, counts);
            }
        }
        let counts = &self.counts;
        let mut some = FacetField::ALL.map(|_| Vec::new());
        if self.is_told {
            for value in &self.touched {
                let (facet, number) = snapshot.numbering.facet_of(*value);
                some[facet].push((number, counts[*value as usize]));
            }
        }
        let facets = FacetField::ALL.into_iter().zip(some).map(|(facet, mut some)| {
            let numbers = snapshot.numbering.range(facet);
            let (of_values, without) = (numbers.start as usize..numbers.end as usize - 1, numbers.end - 1);
            let found = if self.is_told {
                some.retain(|(number, _)| *number != without - numbers.start);
                Found::Some(some)
            } else {
                Found::All(&counts[of_values])
            };
            let n_without = counts[without as usize] as usize;
            FacetCounts {
                found,
                without: if facet.counts_unknown() { n_without } else { 0 },
                n_articles: n_matches + self.n_others[facet.index()],
            }
        });
        facets.collect()
    }
}

/// Counts a value, and notes it the first time.
fn touch(value: JointId, counts: &mut [u32], touched: &mut Vec<JointId>) {
    let count = &mut counts[value as usize];
    if *count == 0 {
        touched.push(value);
    }
    *count += 1;
}
