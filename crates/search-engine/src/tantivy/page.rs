//! One pass over the matches of a query that ranks, filters and counts them.
//!
//! A match that fails the filters of one facet only still counts for that facet, so that each facet's counts
//! ignore what is chosen in it ("drill sideways"); a match that fails in two ways counts nowhere, and where only
//! matches are to be counted, so does one that fails at all.

use std::ops::Range;
use std::time::Instant;

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

use super::aging::Aging;
use super::best::Best;
use super::bits::{WORD, intersect, subtract};
use super::columns::Columns;
use super::cores::Core;
use super::filters::{FilterSet, Looks, SegmentFilter};
use super::matching::{Matching, MatchingWeight, Window, WindowScorer, Words};
use super::ranked::{Candidate, Ranked, order, signed};
use super::snapshot::Snapshot;
use super::tally::Tally;
use super::translate::Clause;
use crate::{Counts, SearchError, Sort};

/// Matches that are worth a core of their own: going through them takes a few times as long as starting one.
const WORTH_A_CORE: u64 = 50_000;

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

/// One segment as a pass reads it.
struct Segment<'a> {
    number: usize,
    reader: &'a SegmentReader,
    columns: &'a Columns,
}

/// What a pass found so far.
struct Found<'a> {
    total: usize,
    best: Best<'a>,
    is_partial: bool,
}

/// Counts articles, one bit each from one on: for what a filter looks at alone, or for everything.
type Count<'a> = dyn FnMut(Option<Looks>, DocId, &Words) + 'a;

impl<'a> Found<'a> {
    fn new(pass: &Pass<'a>) -> Self {
        Self {
            total: 0,
            best: Best::new(pass.keep, pass.snapshot),
            is_partial: false,
        }
    }

    /// Adds what was found elsewhere.
    fn join(&mut self, other: Self) {
        self.total += other.total;
        self.is_partial |= other.is_partial;
        self.best.join(other.best);
    }
}

impl<'a> Pass<'a> {
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
        let mut found = Found::new(self);
        for number in 0..searcher.segment_readers().len() {
            self.run_segment(&weight, self.segment(number), tally, &mut found)?;
        }
        Ok(Page {
            total: found.total,
            best: found.best.in_order(),
            is_partial: found.is_partial,
        })
    }

    fn segment(&self, number: usize) -> Segment<'_> {
        Segment {
            number,
            reader: self.snapshot.searcher.segment_reader(number as u32),
            columns: &self.snapshot.columns[number],
        }
    }

    /// Goes through the matches in a segment: through half of them on another core where that is worth it.
    fn run_segment(
        &self,
        weight: &MatchingWeight,
        segment: Segment<'_>,
        tally: &mut Tally,
        found: &mut Found<'a>,
    ) -> Result<(), SearchError> {
        let Some(matches) = weight.windows(segment.reader, 1.0)? else {
            return Ok(());
        };
        let n_articles = segment.reader.max_doc();
        let middle = (n_articles / 2).next_multiple_of(WORD as DocId);
        let mut count = |looks, start, articles: &Words| tally.add(segment.number, looks, start, articles);
        let core = (matches.cost() >= WORTH_A_CORE && middle < n_articles).then(Core::spare);
        let Some(core) = core.flatten() else {
            return self.run_stretch(matches, 0..n_articles, &segment, &mut count, found);
        };
        let Some(others) = weight.windows(segment.reader, 1.0)? else {
            return Ok(());
        };
        let (before, behind) = core.beside(
            || self.run_stretch(matches, 0..middle, &segment, &mut count, found),
            || {
                let (mut counted, mut found) = (Vec::new(), Found::new(self));
                let mut count = |looks, start, articles: &Words| counted.push((looks, start, *articles));
                self.run_stretch(others, middle..n_articles, &segment, &mut count, &mut found)?;
                Ok::<_, SearchError>((counted, found))
            },
        );
        before?;
        let (counted, others) = behind?;
        found.join(others);
        for (looks, start, articles) in counted {
            count(looks, start, &articles);
        }
        Ok(())
    }

    /// Goes through the matches in a stretch of a segment. What counts for which filter, or for all, is given to `count`
    /// with the first article of a window.
    fn run_stretch(
        &self,
        matches: WindowScorer,
        stretch: Range<DocId>,
        segment: &Segment<'_>,
        count: &mut Count<'_>,
        found: &mut Found<'_>,
    ) -> Result<(), SearchError> {
        let filters = self.filters.in_segment(self.snapshot, segment.number);
        matches.each_window(stretch, |window| {
            if Instant::now() > self.deadline {
                found.is_partial = true;
                return false;
            }
            if let Some(alive) = segment.reader.alive_bitset() {
                window.retain(|document| alive.is_alive(document));
            }
            if !filters.is_empty() {
                self.filter(&filters, count, window);
            }
            found.total += window.n_matches() as usize;
            if self.counting != Counting::Total {
                count(None, window.start(), window.words());
            }
            self.rank(&mut found.best, segment, window);
            true
        });
        Ok(())
    }

    /// Keeps the matches of a window that pass every filter; others are counted where they belong.
    fn filter(&self, filters: &[SegmentFilter<'_>], count: &mut Count<'_>, window: &mut Window) {
        let passing: Vec<Words> = filters.iter().map(|filter| filter.passing(window)).collect();
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
                count(Some(filter.looks), window.start(), &failing);
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
            self.rank_one(best, segment, document, score);
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
