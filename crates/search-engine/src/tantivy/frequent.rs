//! The values of a facet that most matches have.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::facet_table::ValueId;
use super::head::{Beginning, Head, beginning};
use super::tally::{FacetCounts, Found};
use crate::{FacetValue, UNKNOWN};

/// What is chosen of a facet's values: these are shown however rare they are.
#[derive(Default)]
pub(super) struct Chosen {
    /// The values.
    pub(super) numbers: Vec<ValueId>,
    /// Whether those articles are chosen that have none.
    pub(super) unknown: bool,
}

/// A facet whose most frequent values are asked for.
pub(super) struct Frequent<'a, N: Fn(ValueId) -> &'a str> {
    /// What its values are called.
    pub(super) name: N,
    /// What is known about them.
    pub(super) head: &'a Head,
    /// What was counted.
    pub(super) counts: &'a FacetCounts<'a>,
    /// How many are shown.
    pub(super) limit: usize,
}

impl<'a, N: Fn(ValueId) -> &'a str> Frequent<'a, N> {
    /// Returns the values that most matches have, and those that are chosen; nothing where the head was counted alone
    /// and others may have more.
    pub(super) fn values(&self, chosen: &Chosen) -> Option<Vec<FacetValue>> {
        let named = |number: ValueId| match &self.counts.found {
            Found::Some(found) => found_in(found, number),
            Found::All(counts) => counts[number as usize],
            Found::Head { by_rank, rare } => match self.head.most.iter().position(|(of, _)| *of == number) {
                Some(rank) => by_rank(rank),
                None => found_in(rare, number),
            },
        };
        // Together with those whose value has the very name that stands for articles without one.
        let same_name = self.head.unknown.filter(|_| self.counts.without > 0);
        let unknown = match self.counts.without {
            0 => 0,
            without => without as u32 + same_name.map_or(0, named),
        };
        let unknown = Counted {
            count: unknown,
            beginning: beginning(UNKNOWN),
            name: UNKNOWN,
        };
        let mut best = self.most_frequent(same_name, unknown)?;
        let is_kept = |best: &[Counted<'_>], name: &str| best.iter().any(|value| value.name == name);
        let rare = chosen
            .numbers
            .iter()
            .map(|number| self.counted(*number, named(*number)));
        let rare = rare.filter(|value| !(self.counts.without > 0 && value.name == UNKNOWN));
        for value in rare.chain(chosen.unknown.then_some(unknown)) {
            if value.count > 0 && !is_kept(&best, value.name) {
                best.push(value);
            }
        }
        best.sort_unstable();
        let owned = |value: Counted<'_>| FacetValue {
            value: value.name.to_owned(),
            count: value.count as usize,
            in_archive: None,
        };
        Some(best.into_iter().map(owned).collect())
    }

    /// Returns the values that most matches have but one, which is counted with the unknown ones.
    fn most_frequent(&self, same_name: Option<ValueId>, unknown: Counted<'a>) -> Option<Vec<Counted<'a>>> {
        let mut best = Best::new(self.limit);
        if unknown.count > 0 {
            best.add(unknown);
        }
        let add = |best: &mut Best<'a>, number: ValueId, count: u32| {
            let beginning = || self.head.beginnings[number as usize];
            if Some(number) != same_name && best.may_take(count, beginning) {
                best.add(self.counted(number, count));
            }
        };
        match &self.counts.found {
            Found::Some(found) => {
                for (number, count) in found {
                    add(&mut best, *number, *count);
                }
            }
            Found::All(counts) => {
                for (number, count) in (0..).zip(*counts).filter(|(_, count)| **count > 0) {
                    add(&mut best, number, *count);
                }
            }
            Found::Head { by_rank, .. } => {
                for (rank, (number, in_archive)) in self.head.most.iter().enumerate() {
                    if best.is_out_of_reach(*in_archive) {
                        return Some(best.kept.into_vec());
                    }
                    add(&mut best, *number, by_rank(rank));
                }
                let is_told = self.head.is_all() || best.is_out_of_reach(self.head.most_of_others);
                return is_told.then(|| best.kept.into_vec());
            }
        }
        Some(best.kept.into_vec())
    }

    fn counted(&self, number: ValueId, count: u32) -> Counted<'a> {
        Counted {
            count,
            beginning: self.head.beginnings[number as usize],
            name: (self.name)(number),
        }
    }
}

fn found_in(counts: &[(ValueId, u32)], number: ValueId) -> u32 {
    let found = counts.iter().find(|(of, _)| *of == number);
    found.map_or(0, |(_, count)| *count)
}

/// A value of a facet by what orders it: the most frequent first, then by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counted<'a> {
    count: u32,
    beginning: Beginning,
    name: &'a str,
}

impl Ord for Counted<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_count = other.count.cmp(&self.count);
        let by_beginning = || self.beginning.cmp(&other.beginning);
        by_count
            .then_with(by_beginning)
            .then_with(|| self.name.cmp(other.name))
    }
}

impl PartialOrd for Counted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The most frequent values so far, the rarest on top.
struct Best<'a> {
    limit: usize,
    kept: BinaryHeap<Counted<'a>>,
}

impl<'a> Best<'a> {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            kept: BinaryHeap::with_capacity(limit + 1),
        }
    }

    /// Tells whether a value that so many have may be kept. Its name is read only where it may: reading all of them
    /// cost as much as counting.
    fn may_take(&self, count: u32, beginning: impl FnOnce() -> Beginning) -> bool {
        let Some(rarest) = self.kept.peek().filter(|_| self.kept.len() >= self.limit) else {
            return count > 0;
        };
        count > rarest.count || count == rarest.count && beginning() <= rarest.beginning
    }

    /// Tells whether no value can be kept any more that so few articles of the archive have.
    fn is_out_of_reach(&self, in_archive: u32) -> bool {
        let rarest = self.kept.peek().filter(|_| self.kept.len() >= self.limit);
        rarest.is_some_and(|rarest| in_archive < rarest.count)
    }

    fn add(&mut self, value: Counted<'a>) {
        self.kept.push(value);
        if self.kept.len() > self.limit {
            self.kept.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(values: &[FacetValue]) -> Vec<(String, usize)> {
        values
            .iter()
            .map(|value| (value.value.clone(), value.count))
            .collect()
    }

    proptest! {
        #[test]
        fn a_head_tells_the_same_or_nothing(
            counts in prop::collection::vec((0_u32..9, 0_usize..9), 1..40),
            length in 0_usize..12,
            limit in 1_usize..6,
            chosen in prop::collection::btree_set(0_u32..40, 0..4),
        ) {
            let names: Vec<String> = (0..counts.len()).map(|number| format!("name of {}", number * 7 % 40)).collect();
            let in_archive = counts.iter().map(|(count, others)| *count as usize + others);
            let values = names.iter().map(String::as_str).zip(in_archive);
            let head = Head::of_values(values, false, length, 0);
            let counts: Vec<u32> = counts.into_iter().map(|(count, _)| count).collect();
            let chosen: Vec<ValueId> = chosen.into_iter().filter(|number| (*number as usize) < counts.len()).collect();
            let values = |found| {
                let counts = FacetCounts { found, without: 0, n_articles: 0 };
                let name = |number: ValueId| names[number as usize].as_str();
                let frequent = Frequent { name, head: &head, counts: &counts, limit };
                let chosen = Chosen { numbers: chosen.clone(), unknown: false };
                frequent.values(&chosen).map(|values| shown(&values))
            };
            let mut slow: Vec<(usize, String, usize)> =
                counts.iter().enumerate().map(|(number, count)| (number, names[number].clone(), *count as usize)).collect();
            slow.retain(|(_, _, count)| *count > 0);
            slow.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
            let is_shown = |place: usize, number: usize| place < limit || chosen.contains(&(number as ValueId));
            let slow = slow.into_iter().enumerate().filter(|(place, (number, _, _))| is_shown(*place, *number));
            let slow: Vec<(String, usize)> = slow.map(|(_, (_, name, count))| (name, count)).collect();
            prop_assert_eq!(values(Found::All(&counts)), Some(slow.clone()));
            let some = (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0);
            prop_assert_eq!(values(Found::Some(some.collect())), Some(slow.clone()));
            let of_head: Vec<u32> = head.most.iter().map(|(number, _)| counts[*number as usize]).collect();
            let rare: Vec<(ValueId, u32)> = chosen.iter().map(|number| (*number, counts[*number as usize])).collect();
            let by_head = values(Found::Head { by_rank: &|rank| of_head[rank], rare: &rare });
            prop_assert!(by_head.is_none_or(|values| values == slow));
        }
    }
}
