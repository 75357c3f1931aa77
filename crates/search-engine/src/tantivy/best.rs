//! [`Best`]: the best matches of a pass.

use std::cmp::Ordering;

use tantivy::{DocAddress, Score};

use super::page::{Ranked, signed, ties};
use super::snapshot::Snapshot;
use crate::Sort;

/// A match that may be one of the best.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Key and score, by [`order`].
    pub(super) order: u128,
    /// What breaks ties of articles of one moment, where moments are the keys: an archive may know days alone.
    pub(super) tie: u64,
    pub(super) key: f64,
    pub(super) score: Score,
    pub(super) freshness: Score,
    pub(super) address: DocAddress,
}

/// Returns a number that is the greater the greater a key is, and among equal keys a score.
pub(super) fn order(key: f64, score: Score) -> u128 {
    // As the total order of floating-point numbers has it: negative ones the other way round.
    let (key, score) = (key.to_bits(), score.to_bits());
    let key = key ^ (((key as i64) >> 63) as u64 | 1 << 63);
    let score = score ^ (((score as i32) >> 31) as u32 | 1 << 31);
    u128::from(key) << 32 | u128::from(score)
}

/// The best matches so far, in no order, and as many again: the others are left out in one go, which costs a fraction
/// of a heap. What breaks ties is read where there are some.
pub(super) struct Best<'a> {
    keep: usize,
    snapshot: &'a Snapshot,
    kept: Vec<Candidate>,
    /// The worst that were kept when the others were left out.
    worst: Option<Candidate>,
    /// Its score.
    pub(super) least_score: Score,
}

impl<'a> Best<'a> {
    /// Room that is taken before the first match; a deep page takes more when it gets there.
    const FIRST_ROOM: usize = 1_000;
    /// Seconds by which a moment may be before or behind its day in UTC: no place on earth is two days away.
    const ZONES: i64 = 2 * 86_400;

    /// Returns room for so many.
    pub(super) fn new(keep: usize, snapshot: &'a Snapshot) -> Self {
        let room = keep.saturating_mul(2).min(Self::FIRST_ROOM);
        Self {
            keep,
            snapshot,
            kept: Vec::with_capacity(room),
            worst: None,
            least_score: Score::NEG_INFINITY,
        }
    }

    /// Tells whether no match of a day can be among the best, by date.
    pub(super) fn is_too_far(&self, sort: Sort, day: Option<i64>) -> bool {
        let Some(worst) = &self.worst else {
            return false;
        };
        let nearest = day.map_or(f64::NEG_INFINITY, |day| {
            let start = day.saturating_mul(86_400);
            match sort {
                Sort::Oldest => signed(sort, start.saturating_sub(Self::ZONES)),
                _ => signed(sort, start.saturating_add(86_400 + Self::ZONES)),
            }
        });
        nearest < worst.key
    }

    /// Tells whether a match of this order can be among the best.
    pub(super) fn may_take(&self, order: u128) -> bool {
        self.worst.as_ref().is_none_or(|worst| order >= worst.order)
    }

    /// Adds a match.
    pub(super) fn push(&mut self, candidate: Candidate) {
        self.kept.push(candidate);
        if self.keep > 0 && self.kept.len() >= self.keep.saturating_mul(2) {
            let snapshot = self.snapshot;
            let by_worth = |a: &Candidate, b: &Candidate| better_first(snapshot, a, b);
            let (_, worst, _) = self.kept.select_nth_unstable_by(self.keep - 1, by_worth);
            self.worst = Some(*worst);
            self.least_score = worst.score;
            self.kept.truncate(self.keep);
        }
    }

    /// Adds those of another part of the articles.
    pub(super) fn join(&mut self, others: Self) {
        for candidate in others.kept {
            if self.may_take(candidate.order) {
                self.push(candidate);
            }
        }
    }

    /// Returns them, best first.
    pub(super) fn in_order(mut self) -> Vec<Ranked> {
        let snapshot = self.snapshot;
        let by_worth = |a: &Candidate, b: &Candidate| better_first(snapshot, a, b);
        if self.kept.len() > self.keep {
            self.kept.select_nth_unstable_by(self.keep, by_worth);
            self.kept.truncate(self.keep);
        }
        self.kept.sort_unstable_by(by_worth);
        let ranked = self.kept.iter().map(|candidate| Ranked::new(snapshot, candidate));
        ranked.collect()
    }
}

fn better_first(snapshot: &Snapshot, a: &Candidate, b: &Candidate) -> Ordering {
    let by_ties = || ties(snapshot, b.address).cmp(&ties(snapshot, a.address));
    (b.order, b.tie)
        .cmp(&(a.order, a.tie))
        .then_with(by_ties)
        .then_with(|| a.address.cmp(&b.address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn orders_as_key_and_score(keys in any::<[f64; 2]>(), scores in any::<[Score; 2]>(), same in any::<bool>()) {
            let other = if same { keys[0] } else { keys[1] };
            let expected = keys[0].total_cmp(&other).then(scores[0].total_cmp(&scores[1]));
            prop_assert_eq!(order(keys[0], scores[0]).cmp(&order(other, scores[1])), expected);
        }
    }
}
