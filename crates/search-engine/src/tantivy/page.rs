//! One pass over the matches of a query that ranks, filters and counts them.
//!
//! A match that fails the filters of one facet only still counts for that facet, so that each facet's counts
//! ignore what is chosen in it ("drill sideways"); a match that fails in two ways counts nowhere.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Instant;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, TERMINATED};

use super::facet_table::SegmentValues;
use super::filters::{FilterSet, Verdict};
use super::snapshot::Snapshot;
use crate::{FacetField, SearchError, Sort};

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
    /// How many of the best are kept.
    pub(super) keep: usize,
    /// What is counted.
    pub(super) counting: Counting,
    /// When to stop.
    pub(super) deadline: Instant,
}

/// Whether matches are counted by facet and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// They are.
    Facets,
    /// Only their total is.
    Total,
}

/// What a pass finds.
#[derive(Default)]
pub(super) struct Page {
    /// Matches that pass every filter.
    pub(super) total: usize,
    /// The best of them, best first.
    pub(super) best: Vec<Ranked>,
    /// The counts of each facet, in the order of [`FacetField::ALL`]; empty where nothing was to be counted.
    pub(super) facets: Vec<FacetCounts>,
    /// Matches by day of publication, in days from 1970-01-01.
    pub(super) days: BTreeMap<i64, usize>,
    /// Matches without a date.
    pub(super) undated: usize,
    /// Whether the deadline passed before every match was seen.
    pub(super) is_partial: bool,
}

/// How many matches have each value of a facet.
#[derive(Default)]
pub(super) struct FacetCounts {
    /// By the number of the value.
    pub(super) with: Vec<usize>,
    /// Matches that have none.
    pub(super) without: usize,
}

/// A match and what orders it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    key: f64,
    /// Relevance.
    pub(super) score: Score,
    /// Where the article is.
    pub(super) address: DocAddress,
}

impl Pass<'_> {
    /// Runs the query and returns what the pass finds.
    pub(super) fn run(&self, query: &dyn Query) -> Result<Page, SearchError> {
        let searcher = &self.snapshot.searcher;
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let mut page = Page::default();
        if self.counting == Counting::Facets {
            let sizes = FacetField::ALL.map(|facet| self.snapshot.facet(facet).values.len());
            page.facets = sizes
                .map(|size| FacetCounts {
                    with: vec![0; size],
                    without: 0,
                })
                .into();
        }
        let mut best = BinaryHeap::with_capacity(self.keep.min(1_000) + 1);
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let days = reader.fast_fields().i64("published_day")?;
            let moments = reader.fast_fields().i64("published_at")?;
            let mut scorer = weight.scorer(reader, 1.0)?;
            let mut seen = 0_u32;
            let mut document = scorer.doc();
            while document != TERMINATED {
                seen = seen.wrapping_add(1);
                if seen.is_multiple_of(MATCHES_A_LOOK) && Instant::now() > self.deadline {
                    page.is_partial = true;
                    break;
                }
                let is_alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(document));
                if is_alive && self.count(&mut page, segment, document, &days) {
                    let score = scorer.score();
                    let key = self.key(document, score, &moments);
                    let address = DocAddress::new(segment as u32, document);
                    push(&mut best, self.keep, Ranked { key, score, address });
                }
                document = scorer.advance();
            }
        }
        page.best = best
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse(ranked)| ranked)
            .collect();
        Ok(page)
    }

    /// Counts a match where it belongs and returns whether it passes every filter.
    fn count(&self, page: &mut Page, segment: usize, document: DocId, days: &Column<i64>) -> bool {
        let verdict = self.filters.check(self.snapshot, segment, document, days);
        if verdict == Verdict::Fails {
            return false;
        }
        for (facet, counts) in FacetField::ALL.into_iter().zip(&mut page.facets) {
            if matches!(verdict, Verdict::Passes) || verdict == Verdict::FailsFacet(facet) {
                counts.add(&self.snapshot.facet(facet).segments[segment], document);
            }
        }
        if self.counting == Counting::Facets && matches!(verdict, Verdict::Passes | Verdict::FailsDate) {
            match days.first(document) {
                Some(day) => *page.days.entry(day).or_default() += 1,
                None => page.undated += 1,
            }
        }
        let passes = verdict == Verdict::Passes;
        page.total += usize::from(passes);
        passes
    }

    fn key(&self, document: DocId, score: Score, moments: &Column<i64>) -> f64 {
        let moment = || moments.first(document).map(|moment| moment as f64);
        match self.sort {
            Sort::Relevance => score.into(),
            Sort::Newest => moment().unwrap_or(f64::NEG_INFINITY),
            Sort::Oldest => moment().map_or(f64::NEG_INFINITY, |moment| -moment),
        }
    }
}

impl FacetCounts {
    fn add(&mut self, values: &SegmentValues, document: DocId) {
        let mut has_any = false;
        for number in values.of(document) {
            has_any = true;
            self.with[number as usize] += 1;
        }
        self.without += usize::from(!has_any);
    }
}

fn push(best: &mut BinaryHeap<Reverse<Ranked>>, keep: usize, ranked: Ranked) {
    if best.len() < keep {
        best.push(Reverse(ranked));
    } else if best.peek().is_some_and(|Reverse(worst)| ranked > *worst) {
        best.pop();
        best.push(Reverse(ranked));
    }
}

impl Ord for Ranked {
    /// By key, then relevance, then place in the index, so that pages never overlap.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self
            .key
            .total_cmp(&other.key)
            .then(self.score.total_cmp(&other.score));
        by_score.then_with(|| other.address.cmp(&self.address))
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
