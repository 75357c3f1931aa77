//! [`Head`]: the values of a facet that most articles have, and how the names of all its values begin.

use std::cmp::Reverse;
use std::ops::Range;

use super::facet_table::{FacetTable, ValueId};
use crate::{FacetField, UNKNOWN};

/// Values of a facet in its head.
const HEAD: usize = 4_096;

/// Number of a value among those of all heads.
pub(super) type HeadId = u16;

/// What is worked out once about the values of a facet.
pub(super) struct Head {
    /// The values that most articles of the archive have, most first, each with how many do.
    pub(super) most: Vec<(ValueId, u32)>,
    /// The numbers of these values among those of all heads, in the same order.
    pub(super) ids: Vec<HeadId>,
    /// How many articles have any other value, at most.
    pub(super) most_of_others: u32,
    /// The first letters of each value's name: enough to tell most names apart, and read at a fraction of their cost.
    pub(super) beginnings: Vec<Beginning>,
    /// The value with the very name that stands for articles without one, which is among the first.
    pub(super) unknown: Option<ValueId>,
    /// The first of the numbers; that of articles without a value comes last.
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

impl Head {
    /// Works out the head of a facet's values, which are numbered from `start` on.
    pub(super) fn of(facet: FacetField, table: &FacetTable, start: usize) -> Self {
        Self::of_values(values(table), facet.counts_unknown(), HEAD, start)
    }

    /// Works out the head of these values, given the name of each and how many articles have it, so many at most.
    pub(super) fn of_values<'v>(
        values: impl Iterator<Item = (&'v str, usize)>,
        counts_unknown: bool,
        length: usize,
        start: usize,
    ) -> Self {
        let Known {
            counts: mut most,
            beginnings,
            unknown,
        } = Known::of(values, counts_unknown);
        let mut most_of_others = 0;
        if most.len() > length {
            let (_, next, _) = most.select_nth_unstable_by_key(length, |(_, count)| Reverse(*count));
            most_of_others = next.1;
            most.truncate(length);
        }
        sort(&mut most);
        most.extend(unknown.filter(|unknown| !most.contains(unknown)));
        Self {
            ids: (start..start + most.len()).map(|id| id as HeadId).collect(),
            most,
            most_of_others,
            beginnings,
            unknown: unknown.map(|(number, _)| number),
            start,
        }
    }

    /// Returns the head of the same values in a later state, given the number of each value that is in it. Nothing
    /// where they are no longer those that most articles have, or nearly.
    pub(super) fn again(
        &self,
        facet: FacetField,
        table: &FacetTable,
        id_of: impl Fn(ValueId) -> Option<HeadId>,
    ) -> Option<Self> {
        let Known {
            counts,
            beginnings,
            unknown,
        } = Known::of(values(table), facet.counts_unknown());
        let n_values = counts.len();
        let (mut most, mut most_of_others) = (Vec::with_capacity(self.most.len()), 0);
        for (number, count) in counts {
            match id_of(number) {
                Some(_) => most.push((number, count)),
                None => most_of_others = most_of_others.max(count),
            }
        }
        sort(&mut most);
        let ids: Option<Vec<HeadId>> = most.iter().map(|(number, _)| id_of(*number)).collect();
        let are_all = most.len() == self.most.len() && most.len() >= n_values.min(HEAD);
        let are_first = most
            .get(HEAD / 2)
            .is_none_or(|(_, count)| *count >= most_of_others);
        let is_unknown_there = unknown.is_none_or(|unknown| most.contains(&unknown));
        (are_all && are_first && is_unknown_there).then_some(Self {
            most,
            ids: ids?,
            most_of_others,
            beginnings,
            unknown: unknown.map(|(number, _)| number),
            start: self.start,
        })
    }

    /// Returns the numbers of its values, and that of articles without one behind them.
    pub(super) fn numbers(&self) -> Range<usize> {
        self.start..self.start + self.most.len() + 1
    }

    /// Returns the number of articles without a value.
    pub(super) fn id_without(&self) -> HeadId {
        (self.start + self.most.len()) as HeadId
    }

    /// Tells whether every value of the facet is in it.
    pub(super) fn is_all(&self) -> bool {
        self.most.len() >= self.beginnings.len()
    }
}

/// What is known about all values of a facet.
struct Known {
    counts: Vec<(ValueId, u32)>,
    beginnings: Vec<Beginning>,
    /// The value with the very name that stands for articles without one.
    unknown: Option<(ValueId, u32)>,
}

impl Known {
    fn of<'v>(values: impl Iterator<Item = (&'v str, usize)>, counts_unknown: bool) -> Self {
        let mut known = Self {
            counts: Vec::new(),
            beginnings: Vec::new(),
            unknown: None,
        };
        for (number, (name, count)) in (0..).zip(values) {
            let value = (number, u32::try_from(count).unwrap_or(u32::MAX));
            if counts_unknown && name == UNKNOWN {
                known.unknown.get_or_insert(value);
            }
            known.counts.push(value);
            known.beginnings.push(beginning(name));
        }
        known
    }
}

/// Returns the name of each value and how many articles have it.
fn values(table: &FacetTable) -> impl Iterator<Item = (&str, usize)> {
    table.values().map(|(_, entry)| (entry.name(), entry.count()))
}

fn sort(values: &mut [(ValueId, u32)]) {
    values.sort_unstable_by_key(|(number, count)| (Reverse(*count), *number));
}
