//! [`Tally`]: how many matches have each value of each facet and each day.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tantivy::{DocAddress, DocId};

use super::cores::counted;
use super::facet_table::ValueId;
use super::filters::Looks;
use super::heads::{HeadCounts, Heads};
use super::joint_values::JointId;
use super::matched::{Matched, n_articles};
use super::matching::Words;
use super::snapshot::Snapshot;
use crate::FacetField;

/// Rooms that are kept: as many searches as run at once.
const MAX_ROOMS: usize = 8;
/// What an article has costs as much to look through one by one as the counts of this many values: a guess.
const COUNTS_AN_ARTICLE: usize = 128;

/// Articles of which counting the days is worth a core of its own.
const WORTH_A_CORE: usize = 60_000;

/// What the matches of a search have.
#[derive(Default)]
pub(super) struct Tally {
    /// By the number of the value among those of all facets.
    counts: Vec<u32>,
    /// The matches of each segment.
    matches: Vec<Matched>,
    /// What would match without the filters of one facet, and counts for that alone; in the order of
    /// [`FacetField::ALL`].
    others: Vec<Vec<Matched>>,
    /// What would match without the span of days, and counts for days alone.
    other_days: Vec<Matched>,
    /// What was counted.
    counted: Counted,
}

/// Which values were counted.
#[derive(Default)]
enum Counted {
    #[default]
    Nothing,
    /// These.
    Some(Vec<JointId>),
    /// Too many to tell.
    All,
}

/// How many articles have each value of a facet.
pub(super) struct FacetCounts<'a> {
    /// The values that some article has.
    pub(super) found: Found<'a>,
    /// Articles that have none, for a facet that counts them.
    pub(super) without: usize,
    /// Articles that were counted.
    pub(super) n_articles: usize,
}

/// Counts of values.
pub(super) enum Found<'a> {
    /// Of those that some article has, in no order.
    Some(Vec<(ValueId, u32)>),
    /// Of all, by number.
    All(&'a [u32]),
    /// Of those of the facet's head.
    Head {
        /// By rank.
        by_rank: &'a dyn Fn(usize) -> u32,
        /// Of those values that are not in the head and have to be known.
        rare: &'a [(ValueId, u32)],
    },
}

impl Found<'_> {
    /// Returns the values that so many articles have, each with how many do.
    pub(super) fn at_least(&self, least: u32) -> Vec<(ValueId, u32)> {
        let is_enough = |(_, count): &(ValueId, u32)| *count >= least;
        match self {
            Self::Some(found) => found.iter().copied().filter(is_enough).collect(),
            Self::All(counts) => (0..).zip(counts.iter().copied()).filter(is_enough).collect(),
            Self::Head { .. } => Vec::new(),
        }
    }
}

/// Tallies that nobody uses: a large index has half a million people, and clearing a number for each would cost more
/// than most searches.
#[derive(Default)]
pub(super) struct Rooms {
    kept: Mutex<Vec<Tally>>,
    heads: OnceLock<Arc<Heads>>,
    /// What was known in the state before, until this state's is worked out.
    heads_before: Mutex<Option<Arc<Heads>>>,
}

impl Rooms {
    /// Returns room for a state that follows another.
    pub(super) fn after(before: &Self) -> Self {
        let known = before.heads.get().cloned();
        let heads_before = known.or_else(|| before.heads_before().clone());
        Self {
            heads_before: Mutex::new(heads_before),
            ..Self::default()
        }
    }

    fn heads_before(&self) -> MutexGuard<'_, Option<Arc<Heads>>> {
        self.heads_before.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns an empty tally for a state of the index.
    pub(super) fn take(&self, snapshot: &Snapshot) -> Tally {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let none = || -> Vec<Matched> {
            let segments = snapshot.searcher.segment_readers().iter();
            let sizes = segments.map(|reader| reader.max_doc() as usize);
            sizes.map(Matched::none_of).collect()
        };
        kept.unwrap_or_else(|| Tally {
            counts: vec![0; snapshot.numbering.len()],
            matches: none(),
            others: FacetField::ALL.map(|_| none()).into(),
            other_days: none(),
            ..Tally::default()
        })
    }

    /// Keeps the room of a tally for the next one.
    pub(super) fn give_back(&self, mut tally: Tally) {
        match &tally.counted {
            Counted::Nothing => {}
            Counted::Some(touched) => touched.iter().for_each(|value| tally.counts[*value as usize] = 0),
            Counted::All => tally.counts.fill(0),
        }
        tally.counted = Counted::Nothing;
        let others = tally.others.iter_mut().chain([&mut tally.other_days]);
        let all = others.chain([&mut tally.matches]);
        all.flatten().for_each(Matched::clear);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_ROOMS {
            kept.push(tally);
        }
    }

    /// Works out what is known about the values of facets, before a search asks for it.
    pub(super) fn prepare(&self, snapshot: &Snapshot) {
        self.heads(snapshot).prepare();
    }

    /// Returns what is known about the values of facets.
    pub(super) fn heads(&self, snapshot: &Snapshot) -> &Heads {
        self.heads.get_or_init(|| {
            let before = self.heads_before().take();
            Arc::new(Heads::of(snapshot, before.as_deref()))
        })
    }
}

impl Tally {
    /// Counts articles of a segment, one bit each from `start` on: for what a filter looks at alone, or for everything.
    pub(super) fn add(&mut self, segment: usize, looks: Option<Looks>, start: DocId, articles: &Words) {
        let counted = match looks {
            None => &mut self.matches,
            Some(Looks::AtFacet(facet)) => &mut self.others[facet.index()],
            Some(Looks::AtDate) => &mut self.other_days,
        };
        counted[segment].add_words(start, articles);
    }

    /// Counts the days of all articles. Returns those that some have, in order, each with how many do, and how many
    /// articles have none.
    pub(super) fn by_day(&self, snapshot: &Snapshot) -> (impl Iterator<Item = (i64, usize)>, usize) {
        let days = snapshot.days.all();
        let segments = [&self.matches, &self.other_days];
        let n_counted: usize = segments.iter().map(|articles| n_articles(articles)).sum();
        let mut counts = counted(days.len() + 1, n_counted >= WORTH_A_CORE, |share, counts| {
            for (segment, articles) in segments.iter().flat_map(|articles| articles.iter().enumerate()) {
                snapshot.days.count(segment, articles, share, counts);
            }
        });
        let undated = counts.pop().unwrap_or(0) as usize;
        let by_day = days.iter().zip(counts).map(|(day, count)| (*day, count as usize));
        (by_day.filter(|(_, count)| *count > 0), undated)
    }

    /// Returns the counts of the facets' heads, where so many match that looking at all that they have costs more.
    pub(super) fn heads<'a>(&'a self, heads: &'a Heads) -> Option<HeadCounts<'a>> {
        let are_many = self.n_counted() * COUNTS_AN_ARTICLE >= self.counts.len();
        are_many.then(|| heads.count(&self.matches, &self.others))
    }

    /// Returns how many of these articles count for a facet.
    pub(super) fn n_among(&self, facet: FacetField, articles: impl IntoIterator<Item = DocAddress>) -> u32 {
        let others = &self.others[facet.index()];
        let counts = |article: &DocAddress| {
            let segment = article.segment_ord as usize;
            [&self.matches[segment], &others[segment]]
                .iter()
                .any(|counted| counted.contains(article.doc_id))
        };
        articles.into_iter().filter(counts).count() as u32
    }

    /// Returns how many articles were counted for a facet.
    pub(super) fn n_articles(&self, facet: FacetField) -> usize {
        n_articles(&self.matches) + n_articles(&self.others[facet.index()])
    }

    fn n_counted(&self) -> usize {
        let others = self.others.iter().map(|others| n_articles(others));
        n_articles(&self.matches) + others.sum::<usize>()
    }

    /// Returns the counts of each facet, in the order of [`FacetField::ALL`].
    pub(super) fn facets<'a>(&'a mut self, snapshot: &Snapshot) -> Vec<FacetCounts<'a>> {
        let n_articles = FacetField::ALL.map(|facet| self.n_articles(facet));
        self.count(snapshot);
        let mut some = FacetField::ALL.map(|_| Vec::new());
        if let Counted::Some(touched) = &self.counted {
            for value in touched {
                let (facet, number) = snapshot.numbering.facet_of(*value);
                some[facet].push((number, self.counts[*value as usize]));
            }
        }
        let facets = FacetField::ALL.into_iter().zip(some).map(|(facet, mut some)| {
            let numbers = snapshot.numbering.range(facet);
            let (of_values, without) = (numbers.start as usize..numbers.end as usize - 1, numbers.end - 1);
            let found = match self.counted {
                Counted::All => Found::All(&self.counts[of_values]),
                _ => {
                    some.retain(|(number, _)| *number != without - numbers.start);
                    Found::Some(some)
                }
            };
            let n_without = self.counts[without as usize] as usize;
            FacetCounts {
                found,
                without: if facet.counts_unknown() { n_without } else { 0 },
                n_articles: n_articles[facet.index()],
            }
        });
        facets.collect()
    }

    /// Counts the values of all articles.
    fn count(&mut self, snapshot: &Snapshot) {
        let are_few = self.n_counted() * COUNTS_AN_ARTICLE < self.counts.len();
        let Self {
            counts,
            matches,
            others,
            ..
        } = self;
        let mut touched = Vec::new();
        let mut add = |value: JointId| match are_few {
            true => touch(value, counts, &mut touched),
            false => counts[value as usize] += 1,
        };
        for (facet, others) in FacetField::ALL.into_iter().zip(others) {
            let numbers = snapshot.numbering.range(facet);
            each_value(snapshot, others, |value| {
                if numbers.contains(&value) {
                    add(value);
                }
            });
        }
        if are_few {
            each_value(snapshot, matches, add);
            self.counted = Counted::Some(touched);
            return;
        }
        for (values, articles) in snapshot.values.iter().zip(matches) {
            values.count(articles, counts);
        }
        self.counted = Counted::All;
    }
}

/// Visits what articles have of all facets.
fn each_value(snapshot: &Snapshot, articles: &[Matched], mut visit: impl FnMut(JointId)) {
    for (values, articles) in snapshot.values.iter().zip(articles) {
        articles.each(|document| values.of_article(document).iter().copied().for_each(&mut visit));
    }
}

/// Counts a value, and notes it the first time.
fn touch(value: JointId, counts: &mut [u32], touched: &mut Vec<JointId>) {
    let count = &mut counts[value as usize];
    if *count == 0 {
        touched.push(value);
    }
    *count += 1;
}
