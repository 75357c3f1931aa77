//! One pass over the matches of a query that ranks, filters and counts them.
//!
//! A match that fails the filters of one facet only still counts for that facet, so that each facet's counts
//! ignore what is chosen in it ("drill sideways"); a match that fails in two ways counts nowhere, and where only
//! matches are to be counted, so does one that fails at all.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Instant;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, TERMINATED};

use super::aging::Aging;
use super::facet_table::ValueId;
use super::filters::{FilterSet, Verdict};
use super::snapshot::Snapshot;
use crate::{Counts, FacetField, SearchError, Sort};

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
    pub(super) with: Vec<u32>,
    /// The values that some match has, in no order.
    pub(super) found: Vec<ValueId>,
    /// Matches that have none.
    pub(super) without: usize,
    /// Matches, with a value or without.
    pub(super) n_articles: usize,
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

/// The columns that a pass reads of one segment.
struct Columns {
    days: Column<i64>,
    moments: Column<i64>,
    id_starts: Column<u64>,
}

impl Pass<'_> {
    /// Runs the query and returns what the pass finds.
    pub(super) fn run(&self, query: &dyn Query) -> Result<Page, SearchError> {
        let searcher = &self.snapshot.searcher;
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let mut page = Page::default();
        if self.counting != Counting::Total {
            let sizes = FacetField::ALL.map(|facet| self.snapshot.facet(facet).values.len());
            page.facets = sizes
                .map(|size| FacetCounts {
                    with: vec![0; size],
                    ..FacetCounts::default()
                })
                .into();
        }
        let mut best = Best::new(self.keep);
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let columns = Columns {
                days: reader.fast_fields().i64("published_day")?,
                moments: reader.fast_fields().i64("published_at")?,
                id_starts: reader.fast_fields().u64("id_start")?,
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
                let is_alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(document));
                if is_alive && self.count(&mut page, segment, document, &columns.days) {
                    let freshness = match &self.aging {
                        Some(aging) => aging.factor(columns.days.first(document)),
                        None => 1.0,
                    };
                    let score = scorer.score() * freshness;
                    let key = self.key(document, score, &columns.moments);
                    if best.may_take(key, score) {
                        best.push(Ranked {
                            key,
                            score,
                            closeness: 0.0,
                            freshness,
                            ties: columns.ties(document),
                            address: DocAddress::new(segment as u32, document),
                        });
                    }
                }
                document = scorer.advance();
            }
        }
        page.best = best.in_order();
        Ok(page)
    }

    /// Counts a match where it belongs and returns whether it passes every filter.
    fn count(&self, page: &mut Page, segment: usize, document: DocId, days: &Column<i64>) -> bool {
        let verdict = self.filters.check(self.snapshot, segment, document, days);
        let is_choice = self.counting != Counting::Facets(Counts::Matches) && verdict != Verdict::Fails;
        if verdict != Verdict::Passes && !is_choice {
            return false;
        }
        for (facet, counts) in FacetField::ALL.into_iter().zip(&mut page.facets) {
            if matches!(verdict, Verdict::Passes) || verdict == Verdict::FailsFacet(facet) {
                counts.add(self.snapshot.facet(facet).segments[segment].of(document));
            }
        }
        if self.counting != Counting::Total && matches!(verdict, Verdict::Passes | Verdict::FailsDate) {
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
    /// Counts an article with these values.
    fn add(&mut self, values: &[ValueId]) {
        for number in values {
            self.add_many(*number, 1);
        }
        self.without += usize::from(values.is_empty());
        self.n_articles += 1;
    }

    fn add_many(&mut self, number: ValueId, count: u32) {
        let with = &mut self.with[number as usize];
        if *with == 0 {
            self.found.push(number);
        }
        *with += count;
    }

    /// Adds the counts of other matches.
    pub(super) fn join(&mut self, other: &Self) {
        for number in &other.found {
            self.add_many(*number, other.with[*number as usize]);
        }
        self.without += other.without;
        self.n_articles += other.n_articles;
    }
}

impl Columns {
    fn ties(&self, document: DocId) -> Ties {
        Ties {
            moment: self.moments.first(document),
            id_start: Reverse(self.id_starts.first(document)),
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
