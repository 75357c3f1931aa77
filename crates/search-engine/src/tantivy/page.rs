//! One pass over the matches of a query that ranks, filters and counts them.
//!
//! A match that fails the filters of one facet only still counts for that facet, so that each facet's counts
//! ignore what is chosen in it ("drill sideways"); a match that fails in two ways counts nowhere, and where only
//! matches are to be counted, so does one that fails at all.

use std::cmp::{Ordering, Reverse};
use std::time::Instant;

use tantivy::fastfield::AliveBitSet;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId, Score};

use super::aging::Aging;
use super::bits::{intersect, subtract};
use super::columns::Columns;
use super::filters::{FilterSet, SegmentFilter};
use super::matching::{Matching, Window, Words};
use super::snapshot::Snapshot;
use super::tally::Tally;
use super::translate::Clause;
use crate::{Counts, SearchError, Sort};

/// What is asked of a pass.
pub(super) struct Pass<'a> {
    /// The state of the index that is searched.
    pub(super) snapshot: &'a Snapshot,
    /// What matches must pass.
    pub(super) filters: &'a FilterSet,
    /// What orders them.
    pub(super) sort: Sort,
    /// How age lowers scores, where it does.
    pub(super) aging: Option<Aging>,
    /// How many of the best are kept.
    pub(super) keep: usize,
    /// What is counted.
    pub(super) counting: Counting,
    /// When to stop.
    pub(super) deadline: Instant,
}

/// What is counted by facet and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// These.
    Facets(Counts),
    /// Nothing: there is but a total.
    Total,
}

/// What a pass finds.
#[derive(Default)]
pub(super) struct Page {
    /// Matches that pass every filter.
    pub(super) total: usize,
    /// The best of them, best first.
    pub(super) best: Vec<Ranked>,
    /// Whether the deadline passed before every match was seen.
    pub(super) is_partial: bool,
}

/// A match and what orders it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    key: f64,
    /// Relevance.
    pub(super) score: Score,
    /// The part of it that the words' standing close together adds.
    pub(super) closeness: Score,
    /// What both are multiplied by for the article's age.
    pub(super) freshness: Score,
    ties: Ties,
    /// Where the article is.
    pub(super) address: DocAddress,
}

/// What orders matches of one key and score: the latest first, then by id. Where they are in the index says
/// nothing, and changes whenever its parts are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ties {
    moment: Option<i64>,
    id_start: Reverse<Option<u64>>,
}

/// One segment as a pass reads it.
struct Segment<'a> {
    number: usize,
    alive: Option<&'a AliveBitSet>,
    columns: &'a Columns,
}

impl Pass<'_> {
    /// Runs the query and returns what the pass finds; what is counted by facet and day is added to the tally.
    pub(super) fn run(&self, query: Clause, tally: &mut Tally) -> Result<Page, SearchError> {
        let searcher = &self.snapshot.searcher;
        let query = match self.counting {
            Counting::Facets(Counts::Choices) => query,
            // Then what fails counts nowhere.
            Counting::Facets(Counts::Matches) | Counting::Total => {
                self.filters.narrowed(query, self.snapshot)
            }
        };
        let weight = Matching::of(query).weighed(EnableScoring::enabled_from_searcher(searcher))?;
        let mut page = Page::default();
        let mut best = Best::new(self.keep, self.snapshot);
        for (number, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = Segment {
                number,
                alive: reader.alive_bitset(),
                columns: &self.snapshot.columns[number],
            };
            let Some(matches) = weight.windows(reader, 1.0)? else {
                continue;
            };
            let mut filters = self.filters.in_segment(self.snapshot, number)?;
            matches.each_window(|window| {
                if Instant::now() > self.deadline {
                    page.is_partial = true;
                    return false;
                }
                if let Some(alive) = segment.alive {
                    window.retain(|document| alive.is_alive(document));
                }
                if !filters.is_empty() {
                    self.filter(&mut filters, tally, number, window);
                }
                page.total += window.n_matches() as usize;
                if self.counting != Counting::Total {
                    tally.add_matches(number, window);
                }
                self.rank(&mut best, &segment, window);
                true
            });
        }
        page.best = best.in_order();
        Ok(page)
    }

    /// Keeps the matches of a window that pass every filter; others are counted where they belong.
    fn filter(
        &self,
        filters: &mut [SegmentFilter<'_>],
        tally: &mut Tally,
        segment: usize,
        window: &mut Window,
    ) {
        let passing: Vec<Words> = filters.iter_mut().map(|filter| filter.passing(window)).collect();
        // What passes every filter but one, or all.
        let pass_but = |left_out: Option<usize>| {
            let mut words = *window.words();
            let others = passing.iter().enumerate();
            for (_, passing) in others.filter(|(number, _)| Some(*number) != left_out) {
                intersect(&mut words, passing);
            }
            words
        };
        let all = pass_but(None);
        if self.counting == Counting::Facets(Counts::Choices) {
            for (number, filter) in filters.iter().enumerate() {
                let mut failing = pass_but(Some(number));
                subtract(&mut failing, &all);
                tally.add_others(filter.looks, segment, window.start(), &failing);
            }
        }
        window.set_words(all);
    }

    /// Keeps the matches of a window that may be among the best.
    fn rank(&self, best: &mut Best<'_>, segment: &Segment<'_>, window: &Window) {
        let is_by_score = self.sort == Sort::Relevance && self.aging.is_none();
        let least = if is_by_score {
            best.least_score
        } else {
            Score::NEG_INFINITY
        };
        window.each_at_least(least, |document, score| {
            self.rank_one(best, segment, document, score)
        });
    }

    fn rank_one(&self, best: &mut Best<'_>, segment: &Segment<'_>, document: DocId, score: Score) {
        let day = || self.snapshot.days.day(segment.number, document);
        let by_date = match self.sort {
            Sort::Relevance => None,
            Sort::Newest | Sort::Oldest if best.is_too_far(self.sort, day()) => return,
            Sort::Newest | Sort::Oldest => Some(segment.date_key(self.sort, document)),
        };
        let freshness = match &self.aging {
            Some(aging) => aging.factor(day()),
            None => 1.0,
        };
        let score = score * freshness;
        let key = by_date.unwrap_or_else(|| score.into());
        let order = order(key, score);
        if best.may_take(order) {
            best.push(Candidate {
                order,
                tie: by_date.map_or(0, |_| segment.tie(document)),
                key,
                score,
                freshness,
                address: DocAddress::new(segment.number as u32, document),
            });
        }
    }
}

impl Segment<'_> {
    /// Returns a number that is the greater the earlier an article's id comes.
    fn tie(&self, document: DocId) -> u64 {
        let id_start = self.columns.id_starts.first(document);
        id_start.map_or(u64::MAX, |id_start| !id_start)
    }

    fn date_key(&self, sort: Sort, document: DocId) -> f64 {
        let moment = self.columns.moments.first(document);
        moment.map_or(f64::NEG_INFINITY, |moment| signed(sort, moment))
    }
}

/// Returns what orders matches by a moment, the greatest first.
fn signed(sort: Sort, moment: i64) -> f64 {
    match sort {
        Sort::Oldest => -moment as f64,
        _ => moment as f64,
    }
}

fn ties(snapshot: &Snapshot, address: DocAddress) -> Ties {
    let columns = &snapshot.columns[address.segment_ord as usize];
    Ties {
        moment: columns.moments.first(address.doc_id),
        id_start: Reverse(columns.id_starts.first(address.doc_id)),
    }
}

/// A match that may be one of the best.
#[derive(Clone, Copy)]
struct Candidate {
    /// Key and score, by [`order`].
    order: u128,
    /// What breaks ties of articles of one moment, where moments are the keys: an archive may know days alone.
    tie: u64,
    key: f64,
    score: Score,
    freshness: Score,
    address: DocAddress,
}

/// Returns a number that is the greater the greater a key is, and among equal keys a score.
fn order(key: f64, score: Score) -> u128 {
    // As the total order of floating-point numbers has it: negative ones the other way round.
    let (key, score) = (key.to_bits(), score.to_bits());
    let key = key ^ (((key as i64) >> 63) as u64 | 1 << 63);
    let score = score ^ (((score as i32) >> 31) as u32 | 1 << 31);
    u128::from(key) << 32 | u128::from(score)
}

/// The best matches so far, in no order, and as many again: the others are left out in one go, which costs a fraction
/// of a heap. What breaks ties is read where there are some.
struct Best<'a> {
    keep: usize,
    snapshot: &'a Snapshot,
    kept: Vec<Candidate>,
    /// The worst that were kept when the others were left out.
    worst: Option<Candidate>,
    /// Its score.
    least_score: Score,
}

impl<'a> Best<'a> {
    /// Room that is taken before the first match; a deep page takes more when it gets there.
    const FIRST_ROOM: usize = 1_000;
    /// Seconds by which a moment may be before or behind its day in UTC: no place on earth is two days away.
    const ZONES: i64 = 2 * 86_400;

    fn new(keep: usize, snapshot: &'a Snapshot) -> Self {
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
    fn is_too_far(&self, sort: Sort, day: Option<i64>) -> bool {
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
    fn may_take(&self, order: u128) -> bool {
        self.worst.as_ref().is_none_or(|worst| order >= worst.order)
    }

    fn push(&mut self, candidate: Candidate) {
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

    fn in_order(mut self) -> Vec<Ranked> {
        let snapshot = self.snapshot;
        let by_worth = |a: &Candidate, b: &Candidate| better_first(snapshot, a, b);
        if self.kept.len() > self.keep {
            self.kept.select_nth_unstable_by(self.keep, by_worth);
            self.kept.truncate(self.keep);
        }
        self.kept.sort_unstable_by(by_worth);
        let ranked = self.kept.into_iter().map(|candidate| Ranked {
            key: candidate.key,
            score: candidate.score,
            closeness: 0.0,
            freshness: candidate.freshness,
            ties: ties(snapshot, candidate.address),
            address: candidate.address,
        });
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

impl Ranked {
    /// Returns a match that its score alone orders.
    pub(super) fn by_score(score: Score, address: DocAddress) -> Self {
        Self {
            key: score.into(),
            score,
            closeness: 0.0,
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
