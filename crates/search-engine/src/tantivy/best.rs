//! [`Best`]: the best matches of a pass.

use std::cmp::Ordering;

use tantivy::Score;

use super::ranked::{Candidate, Ranked, signed, ties};
use super::snapshot::Snapshot;
use crate::Sort;

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
