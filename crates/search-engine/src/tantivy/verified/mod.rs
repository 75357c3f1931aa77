//! [`Verified`]: candidates that the index finds by words, of which those stay that have the words where they must
//! stand: near each other, in a part of the article, so often, or as they are written.
//!
//! Places are checked on positions of the index. What these cannot tell, because a word must be like a pattern that very
//! many words are like, is checked on the stored text.

mod article_places;
mod block;
mod block_words;
mod frame;
mod nearness;
mod place_set;
mod scorer;
mod term_places;
mod word_terms;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

use self::scorer::VerifiedScorer;
use self::word_terms::{LeafTerms, leaf_terms};
use super::packing::Dictionaries;
use super::schema::Fields;
use super::snapshot::Snapshot;
use crate::highlight::{Pattern, Wanted};

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

    /// Tells whether the deadline has passed; who asks leaves something out then.
    pub(super) fn has_passed(&self) -> bool {
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
    /// What it looks at in a stored article.
    wanted: Wanted,
    /// The sequences of words of each leaf; nothing where positions tell nothing of some leaf.
    leaves: Option<Vec<LeafTerms>>,
    fields: Fields,
    dictionaries: Arc<Dictionaries>,
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
        snapshot: &Snapshot,
        clock: &Arc<Clock>,
    ) -> Self {
        let fields = &snapshot.fields;
        let check = Check {
            leaves: leaf_terms(&pattern, fields),
            wanted: Wanted::all_words([&pattern]),
            pattern,
            fields: fields.clone(),
            dictionaries: Arc::clone(&snapshot.dictionaries),
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
}

struct VerifiedWeight {
    candidates: Box<dyn Weight>,
    check: Arc<Check>,
}

impl Weight for VerifiedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let candidates = self.candidates.scorer(reader, boost)?;
        Ok(Box::new(VerifiedScorer::new(reader, candidates, &self.check)?))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.candidates.explain(reader, document)
    }
}
