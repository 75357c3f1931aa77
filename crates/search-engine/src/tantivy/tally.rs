//! [`Tally`]: how many matches have each value of each facet and each day.

use std::sync::{Mutex, PoisonError};

use tantivy::DocId;

use super::facet_table::ValueId;
use super::joint_values::JointId;
use super::snapshot::Snapshot;
use crate::FacetField;

/// Rooms that are kept: as many searches as run at once.
const MAX_ROOMS: usize = 8;
/// Values of this many articles cost as much to look through as the counts of this many values: a guess.
const VALUES_AN_ARTICLE: usize = 64;

/// What the matches of a search have.
#[derive(Default)]
pub(super) struct Tally {
    /// By the number of the value among those of all facets.
    counts: Vec<u32>,
    /// The matches of each segment.
    matches: Vec<Vec<DocId>>,
    /// Values that were counted of articles that are no matches.
    others: Vec<JointId>,
    /// Articles that were counted for one facet only, in the order of [`FacetField::ALL`].
    n_others: [usize; FacetField::ALL.len()],
    /// Articles by the place of their day among the days of the index.
    days: Vec<u32>,
    /// Articles without a date.
    pub(super) undated: usize,
}

/// How many articles have each value of a facet.
pub(super) struct FacetCounts {
    /// The values that some article has, each with how many do.
    pub(super) found: Vec<(ValueId, u32)>,
    /// Articles that have none, for a facet that counts them.
    pub(super) without: usize,
    /// Articles that were counted.
    pub(super) n_articles: usize,
}

/// Tallies that nobody uses: a large index has half a million people, and clearing a number for each would cost more
/// than most searches.
#[derive(Default)]
pub(super) struct Rooms(Mutex<Vec<Tally>>);

impl Rooms {
    /// Returns an empty tally for a state of the index.
    pub(super) fn take(&self, snapshot: &Snapshot) -> Tally {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Tally {
            counts: vec![0; snapshot.numbering.len()],
            matches: vec![Vec::new(); snapshot.values.len()],
            days: vec![0; snapshot.days.all().len()],
            ..Tally::default()
        })
    }

    /// Keeps the room of a tally, which must have been read by [`Tally::facets`], for the next one.
    pub(super) fn give_back(&self, mut tally: Tally) {
        tally.matches.iter_mut().for_each(Vec::clear);
        tally.others.clear();
        tally.n_others = Default::default();
        tally.days.fill(0);
        tally.undated = 0;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_ROOMS {
            kept.push(tally);
        }
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
            self.counts[*value as usize] += 1;
            self.others.push(*value);
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

    /// Returns the counts of each facet, in the order of [`FacetField::ALL`], and clears them.
    pub(super) fn facets(&mut self, snapshot: &Snapshot) -> Vec<FacetCounts> {
        let n_matches: usize = self.matches.iter().map(Vec::len).sum();
        for (values, documents) in snapshot.values.iter().zip(&mut self.matches) {
            // A later tier finds what comes before what the tiers before it found.
            documents.sort_unstable();
            values.count(documents, &mut self.counts);
        }
        let found = self.take_counts(snapshot, n_matches);
        let counts = FacetField::ALL.into_iter().map(|facet| {
            let numbers = snapshot.numbering.range(facet);
            let from = found.partition_point(|(value, _)| *value < numbers.start);
            let to = found.partition_point(|(value, _)| *value < numbers.end);
            let mut found: Vec<(ValueId, u32)> = found[from..to]
                .iter()
                .map(|(value, count)| (value - numbers.start, *count))
                .collect();
            let none = numbers.end - numbers.start - 1;
            let without = found.pop_if(|(value, _)| *value == none);
            FacetCounts {
                found,
                without: without.map_or(0, |(_, count)| count as usize),
                n_articles: n_matches + self.n_others[facet.index()],
            }
        });
        counts.collect()
    }

    /// Returns the values that some article has, in order and each with how many do, and clears the counts.
    fn take_counts(&mut self, snapshot: &Snapshot, n_matches: usize) -> Vec<(JointId, u32)> {
        let counts = &mut self.counts;
        let mut take = |value: JointId| {
            let count = std::mem::take(&mut counts[value as usize]);
            (count > 0).then_some((value, count))
        };
        if n_matches * VALUES_AN_ARTICLE + self.others.len() > snapshot.numbering.len() {
            return (0..snapshot.numbering.len() as JointId)
                .filter_map(take)
                .collect();
        }
        let mut found: Vec<(JointId, u32)> = self.others.iter().copied().filter_map(&mut take).collect();
        for (values, documents) in snapshot.values.iter().zip(&self.matches) {
            for document in documents {
                found.extend(values.of_article(*document).iter().copied().filter_map(&mut take));
            }
        }
        found.sort_unstable();
        found
    }
}
