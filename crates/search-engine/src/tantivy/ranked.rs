//! [`Ranked`]: a match and what orders it.

use std::cmp::{Ordering, Reverse};

use tantivy::{DocAddress, Score};

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

/// A match and what orders it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    key: f64,
    /// Relevance.
    pub(super) score: Score,
    /// The part of it that the words' standing close together adds.
    pub(super) closeness: Score,
    /// The part of it that its likeness to the best matches adds.
    pub(super) likeness: Score,
    /// What all are multiplied by for the article's age.
    pub(super) freshness: Score,
    ties: Ties,
    /// Where the article is.
    pub(super) address: DocAddress,
}

/// What orders matches of one key and score: the latest first, then by id. Where they are in the index says
/// nothing, and changes whenever its parts are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ties {
    moment: Option<i64>,
    id_start: Reverse<Option<u64>>,
}

/// Returns a number that is the greater the greater a key is, and among equal keys a score.
pub(super) fn order(key: f64, score: Score) -> u128 {
    // As the total order of floating-point numbers has it: negative ones the other way round.
    let (key, score) = (key.to_bits(), score.to_bits());
    let key = key ^ (((key as i64) >> 63) as u64 | 1 << 63);
    let score = score ^ (((score as i32) >> 31) as u32 | 1 << 31);
    u128::from(key) << 32 | u128::from(score)
}

/// Returns what orders matches by a moment, the greatest first.
pub(super) fn signed(sort: Sort, moment: i64) -> f64 {
    match sort {
        Sort::Oldest => -moment as f64,
        _ => moment as f64,
    }
}

/// Returns what breaks ties of an article.
pub(super) fn ties(snapshot: &Snapshot, address: DocAddress) -> Ties {
    let columns = &snapshot.columns[address.segment_ord as usize];
    Ties {
        moment: columns.moments.first(address.doc_id),
        id_start: Reverse(columns.id_starts.first(address.doc_id)),
    }
}

impl Ranked {
    /// Returns a match that is among the best.
    pub(super) fn new(snapshot: &Snapshot, candidate: &Candidate) -> Self {
        Self {
            key: candidate.key,
            score: candidate.score,
            closeness: 0.0,
            likeness: 0.0,
            freshness: candidate.freshness,
            ties: ties(snapshot, candidate.address),
            address: candidate.address,
        }
    }

    /// Returns a match that its score alone orders.
    pub(super) fn by_score(score: Score, address: DocAddress) -> Self {
        Self {
            key: score.into(),
            score,
            closeness: 0.0,
            likeness: 0.0,
            freshness: 1.0,
            ties: Ties {
                moment: None,
                id_start: Reverse(None),
            },
            address,
        }
    }

    /// Adds to the score what the words' standing close together is worth; for matches that are ranked by it.
    pub(super) fn add_closeness(&mut self, closeness: Score) {
        self.closeness = closeness;
        self.score += closeness * self.freshness;
        self.key = self.score.into();
    }

    /// Adds to the score what its likeness to the best matches is worth; for matches that are ranked by it.
    pub(super) fn add_likeness(&mut self, likeness: Score) {
        self.likeness = likeness;
        self.score += likeness * self.freshness;
        self.key = self.score.into();
    }

    fn cmp_key_and_score(&self, key: f64, score: Score) -> Ordering {
        self.key.total_cmp(&key).then(self.score.total_cmp(&score))
    }
}

impl Ord for Ranked {
    /// By key, then relevance, then what breaks ties, so that pages never overlap.
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_key_and_score(other.key, other.score)
            .then_with(|| self.ties.cmp(&other.ties))
            .then_with(|| other.address.cmp(&self.address))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

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
