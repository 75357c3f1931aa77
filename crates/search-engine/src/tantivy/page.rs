//! One pass over the matches of a query that ranks, filters and counts them.
//!
//! A match that fails the filters of one facet only still counts for that facet, so that each facet's counts
//! ignore what is chosen in it ("drill sideways"); a match that fails in two ways counts nowhere, and where only
//! matches are to be counted, so does one that fails at all.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::time::Instant;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::aging::Aging;
use super::columns::Columns;
use super::filters::{FilterSet, Verdict};
use super::joint_values::JointValues;
use super::snapshot::Snapshot;
use super::tally::Tally;
use crate::{Counts, SearchError, Sort};

/// Matches between two looks at the clock.
const MATCHES_A_LOOK: u32 = 1_024;

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
    reader: &'a SegmentReader,
    columns: &'a Columns,
    values: &'a JointValues,
}

impl Pass<'_> {
    /// Runs the query and returns what the pass finds; what is counted by facet and day is added to the tally.
    pub(super) fn run(&self, query: &dyn Query, tally: &mut Tally) -> Result<Page, SearchError> {
        let searcher = &self.snapshot.searcher;
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let mut page = Page::default();
        let mut best = Best::new(self.keep);
        for (number, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = Segment {
                number,
                reader,
                columns: &self.snapshot.columns[number],
                values: &self.snapshot.values[number],
            };
            let mut scorer = weight.scorer(reader, 1.0)?;
            let mut seen = 0_u32;
            let mut document = scorer.doc();
            while document != TERMINATED {
                seen = seen.wrapping_add(1);
                if seen.is_multiple_of(MATCHES_A_LOOK) && Instant::now() > self.deadline {
                    page.is_partial = true;
                    break;
                }
                if segment.is_alive(document) && self.count(tally, &segment, document) {
                    page.total += 1;
                    self.rank(&mut best, &segment, document, scorer.score());
                }
                document = scorer.advance();
            }
        }
        page.best = best.in_order();
        Ok(page)
    }

    /// Counts a match where it belongs and returns whether it passes every filter.
    fn count(&self, tally: &mut Tally, segment: &Segment<'_>, document: DocId) -> bool {
        let Pass {
            snapshot, filters, ..
        } = self;
        let day = snapshot.days.place(segment.number, document);
        let verdict = filters.check(document, segment.values, || {
            day.map(|place| snapshot.days.all()[place])
        });
        let Counting::Facets(counts) = self.counting else {
            return verdict == Verdict::Passes;
        };
        match verdict {
            Verdict::Passes => {
                tally.add_match(segment.number, document);
                tally.add_day(day);
            }
            _ if counts == Counts::Matches => {}
            Verdict::FailsFacet(facet) => {
                let numbers = snapshot.numbering.range(facet);
                let values = segment.values.of_facet(document, &numbers);
                tally.add_other(facet, values, numbers.end - 1);
            }
            Verdict::FailsDate => tally.add_day(day),
            Verdict::Fails => {}
        }
        verdict == Verdict::Passes
    }

    /// Keeps a match where it is one of the best.
    fn rank(&self, best: &mut Best, segment: &Segment<'_>, document: DocId, score: Score) {
        let freshness = match &self.aging {
            Some(aging) => aging.factor(self.snapshot.days.day(segment.number, document)),
            None => 1.0,
        };
        let score = score * freshness;
        let key = self.key(segment, document, score);
        if best.may_take(key, score) {
            best.push(Ranked {
                key,
                score,
                closeness: 0.0,
                freshness,
                ties: segment.ties(document),
                address: DocAddress::new(segment.number as u32, document),
            });
        }
    }

    fn key(&self, segment: &Segment<'_>, document: DocId, score: Score) -> f64 {
        let moment = || {
            segment
                .columns
                .moments
                .first(document)
                .map(|moment| moment as f64)
        };
        match self.sort {
            Sort::Relevance => score.into(),
            Sort::Newest => moment().unwrap_or(f64::NEG_INFINITY),
            Sort::Oldest => moment().map_or(f64::NEG_INFINITY, |moment| -moment),
        }
    }
}

impl Segment<'_> {
    fn is_alive(&self, document: DocId) -> bool {
        let alive = self.reader.alive_bitset();
        alive.is_none_or(|alive| alive.is_alive(document))
    }

    fn ties(&self, document: DocId) -> Ties {
        Ties {
            moment: self.columns.moments.first(document),
            id_start: Reverse(self.columns.id_starts.first(document)),
        }
    }
}

/// The best matches so far, the worst of them on top.
struct Best {
    keep: usize,
    heap: BinaryHeap<Reverse<Ranked>>,
}

impl Best {
    /// Room that is taken before the first match; a deep page takes more when it gets there.
    const FIRST_ROOM: usize = 1_000;

    fn new(keep: usize) -> Self {
        Self {
            keep,
            heap: BinaryHeap::with_capacity(keep.min(Self::FIRST_ROOM) + 1),
        }
    }

    /// Tells whether a match of this key and score can be among the best, before its ties are read.
    fn may_take(&self, key: f64, score: Score) -> bool {
        if self.heap.len() < self.keep {
            return true;
        }
        let worst = self.heap.peek();
        worst.is_some_and(|Reverse(worst)| worst.cmp_key_and_score(key, score) != Ordering::Greater)
    }

    fn push(&mut self, ranked: Ranked) {
        if self.heap.len() < self.keep {
            self.heap.push(Reverse(ranked));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && ranked > worst.0
        {
            *worst = Reverse(ranked);
        }
    }

    fn in_order(self) -> Vec<Ranked> {
        let sorted = self.heap.into_sorted_vec();
        sorted.into_iter().map(|Reverse(ranked)| ranked).collect()
    }
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
