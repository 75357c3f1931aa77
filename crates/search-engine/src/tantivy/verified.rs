//! [`Verified`]: candidates that the index finds by words, of which those stay that have the words where they must
//! stand: near each other, in a part of the article, so often, or as they are written.
//!
//! Places are checked on positions of the index. What positions of stems cannot tell, because a word must stand as
//! it is written or like a pattern, is checked on the stored text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::postings::SegmentPostings;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::document::record;
use super::schema::Fields;
use super::structure::{Layouts, read};
use crate::highlight::Pattern;
use crate::places::Place;

/// Candidates between two looks at the clock.
const CANDIDATES_A_LOOK: u32 = 64;
/// Blocks of stored articles that a scorer keeps: candidates come in the order in which articles are stored.
const STORE_BLOCKS: usize = 1;
/// How much more a candidate costs than a match of words.
const COST: u64 = 20;

/// When to stop looking, and whether that was before the end.
#[derive(Debug)]
pub(super) struct Clock {
    deadline: Instant,
    is_late: AtomicBool,
}

impl Clock {
    /// Returns a clock that stops at a deadline.
    pub(super) fn new(deadline: Instant) -> Arc<Self> {
        Arc::new(Self {
            deadline,
            is_late: AtomicBool::new(false),
        })
    }

    /// Tells whether something was not looked at because the deadline had passed.
    pub(super) fn is_late(&self) -> bool {
        self.is_late.load(Ordering::Relaxed)
    }

    fn has_passed(&self) -> bool {
        let has_passed = Instant::now() > self.deadline;
        if has_passed {
            self.is_late.store(true, Ordering::Relaxed);
        }
        has_passed
    }
}

/// What candidates are checked for.
#[derive(Debug)]
struct Check {
    pattern: Pattern,
    /// The sequences of terms of each leaf; nothing where positions tell nothing of some leaf.
    terms: Option<Vec<Vec<Vec<Term>>>>,
    needs_text: bool,
    fields: Fields,
    clock: Arc<Clock>,
}

/// A query whose matches are those of another that also have a pattern.
pub(super) struct Verified {
    candidates: Box<dyn Query>,
    check: Arc<Check>,
}

impl Verified {
    /// Returns the candidates that have a pattern.
    pub(super) fn new(
        candidates: Box<dyn Query>,
        pattern: Pattern,
        fields: &Fields,
        clock: &Arc<Clock>,
    ) -> Self {
        let term = |term: &String| Term::from_field_text(fields.text, term);
        let sequences = pattern.forms.iter().map(|form| {
            let sequences = form.sequences()?.iter();
            Some(
                sequences
                    .map(|sequence| sequence.iter().map(term).collect())
                    .collect(),
            )
        });
        let check = Check {
            terms: sequences.collect(),
            needs_text: pattern.forms.iter().any(|form| !form.is_of_terms()),
            pattern,
            fields: fields.clone(),
            clock: clock.clone(),
        };
        Self {
            candidates,
            check: Arc::new(check),
        }
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verified({:?}, {:?})", self.candidates, self.check.pattern)
    }
}

impl Clone for Verified {
    fn clone(&self) -> Self {
        Self {
            candidates: self.candidates.box_clone(),
            check: self.check.clone(),
        }
    }
}

impl Query for Verified {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(VerifiedWeight {
            candidates: self.candidates.weight(scoring)?,
            check: self.check.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.candidates.query_terms(visitor);
    }
}

struct VerifiedWeight {
    candidates: Box<dyn Weight>,
    check: Arc<Check>,
}

impl Weight for VerifiedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let places = match &self.check.terms {
            Some(leaves) => Some(Places::open(reader, leaves, &self.check.fields)?),
            None => None,
        };
        let store = match self.check.needs_text {
            true => Some(reader.get_store_reader(STORE_BLOCKS)?),
            false => None,
        };
        let mut scorer = VerifiedScorer {
            candidates: self.candidates.scorer(reader, boost)?,
            check: self.check.clone(),
            places,
            store,
            n_seen: 0,
            is_over: false,
        };
        scorer.pass_over_unfit();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.candidates.explain(reader, document)
    }
}

struct VerifiedScorer {
    candidates: Box<dyn Scorer>,
    check: Arc<Check>,
    places: Option<Places>,
    store: Option<StoreReader>,
    n_seen: u32,
    /// Whether the deadline passed.
    is_over: bool,
}

impl VerifiedScorer {
    /// Goes on to the first candidate from here on that has the pattern.
    fn pass_over_unfit(&mut self) -> DocId {
        while self.doc() != TERMINATED && !self.fits(self.candidates.doc()) {
            if !self.is_over {
                self.candidates.advance();
            }
        }
        self.doc()
    }

    /// Tells whether an article, which is none before the last that was asked for, has the pattern.
    fn fits(&mut self, document: DocId) -> bool {
        let is_look = self.store.is_some() || self.n_seen.is_multiple_of(CANDIDATES_A_LOOK);
        self.n_seen = self.n_seen.wrapping_add(1);
        if is_look && self.check.clock.has_passed() {
            self.is_over = true;
            return false;
        }
        if let Some(places) = &mut self.places
            && !places.have(&self.check.pattern, document)
        {
            return false;
        }
        match &self.store {
            Some(store) => has_in_text(store, &self.check, document),
            None => true,
        }
    }
}

/// Looks for a pattern in a stored article. One that cannot be read is not found.
fn has_in_text(store: &StoreReader, check: &Check, document: DocId) -> bool {
    let stored = store.get::<TantivyDocument>(document).ok();
    let article = stored.and_then(|stored| record(&stored, &check.fields).ok());
    article.is_some_and(|article| check.pattern.is_in(&article))
}

impl DocSet for VerifiedScorer {
    fn advance(&mut self) -> DocId {
        if self.doc() == TERMINATED {
            return TERMINATED;
        }
        self.candidates.advance();
        self.pass_over_unfit()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.candidates.seek(target);
        self.pass_over_unfit()
    }

    /// Checks a candidate only where it is the very one that is asked for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.is_over || target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        match self.candidates.seek_danger(target) {
            SeekDangerResult::Found if self.fits(target) => SeekDangerResult::Found,
            SeekDangerResult::Found if self.is_over => SeekDangerResult::SeekLowerBound(TERMINATED),
            SeekDangerResult::Found => SeekDangerResult::SeekLowerBound(target + 1),
            bound => bound,
        }
    }

    fn doc(&self) -> DocId {
        if self.is_over {
            TERMINATED
        } else {
            self.candidates.doc()
        }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost().saturating_mul(COST)
    }
}

impl Scorer for VerifiedScorer {
    fn score(&mut self) -> Score {
        self.candidates.score()
    }
}

/// Reads where the leaves of a pattern stand in the articles of a segment, in their order.
struct Places {
    /// The postings of each term of each sequence of each leaf.
    leaves: Vec<Vec<Vec<Option<SegmentPostings>>>>,
    layouts: Layouts,
    positions: Vec<u32>,
}

impl Places {
    fn open(reader: &SegmentReader, leaves: &[Vec<Vec<Term>>], fields: &Fields) -> tantivy::Result<Self> {
        let index = reader.inverted_index(fields.text)?;
        let mut opened = Vec::new();
        for sequences in leaves {
            let mut of_leaf = Vec::new();
            for sequence in sequences {
                let mut of_sequence = Vec::new();
                for term in sequence {
                    let option = IndexRecordOption::WithFreqsAndPositions;
                    of_sequence.push(index.read_postings(term, option)?);
                }
                of_leaf.push(of_sequence);
            }
            opened.push(of_leaf);
        }
        Ok(Self {
            leaves: opened,
            layouts: Layouts::open(reader, fields.structure)?,
            positions: Vec::new(),
        })
    }

    fn have(&mut self, pattern: &Pattern, document: DocId) -> bool {
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for sequences in &mut self.leaves {
            let mut places = Vec::new();
            for sequence in sequences {
                let starts = starts(sequence, document, &mut self.positions);
                let length = sequence.len() as u32;
                places.extend(starts.into_iter().map(|start| Place {
                    start,
                    end: start + length,
                }));
            }
            places.sort_unstable();
            places.dedup();
            leaves.push(places);
        }
        let layout = self.layouts.layout(document);
        pattern.sought.places(&leaves, &layout).len() >= pattern.count
    }
}

/// Returns where a sequence of terms begins in an article.
fn starts(sequence: &mut [Option<SegmentPostings>], document: DocId, positions: &mut Vec<u32>) -> Vec<u32> {
    let mut starts = Vec::new();
    for (offset, postings) in (0..).zip(sequence) {
        read(postings, document, positions);
        if offset == 0 {
            starts.clone_from(positions);
        } else {
            starts.retain(|start: &u32| positions.binary_search(&(start + offset)).is_ok());
        }
        if starts.is_empty() {
            break;
        }
    }
    starts
}
