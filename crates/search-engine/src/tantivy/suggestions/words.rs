//! Words of the index that complete a word.

use std::cmp::Reverse;
use std::time::Instant;

use tantivy::{SegmentReader, Term};
use text_analysis::words;

use super::super::close_spellings::n_alive;
use super::super::expansion::{Expanded, beginning_like};
use super::super::search::DEADLINE;
use super::super::snapshot::Snapshot;
use super::super::starting::{most_frequent, starting};
use super::super::verified::Clock;
use super::{Offer, Spelling};
use crate::spelling::most_changes_of_start;
use crate::{SearchError, Suggestion};

/// Words of the index that are offered at most, so that names are not crowded out.
const MAX_WORDS: usize = 3;
/// Most frequent words that are looked at, at first and at most.
const FIRST_LOOKED_AT: usize = 8;
const MAX_COMPLETIONS: usize = 1_024;

/// Returns the words of the index that start with this one, or almost so, the most frequent first.
pub(super) fn beginning(
    snapshot: &Snapshot,
    start: &str,
    limit: usize,
    spelling: Spelling,
) -> Result<Vec<Offer>, SearchError> {
    let limit = MAX_WORDS.min(limit);
    let found = match spelling {
        Spelling::AsTyped => beginning_so(snapshot, start, limit)?,
        Spelling::Close => beginning_almost(snapshot, start, limit)?,
    };
    let offer = |word: Expanded| Offer {
        worth: word.n_articles,
        suggestion: Suggestion {
            kind: "word".into(),
            query: word.text.clone(),
            text: word.text,
            count: word.n_articles,
        },
    };
    Ok(found.into_iter().map(offer).collect())
}

fn beginning_so(snapshot: &Snapshot, start: &str, limit: usize) -> Result<Vec<Expanded>, SearchError> {
    let words = starting(snapshot, snapshot.fields.word, start)?;
    let mut looked_at = FIRST_LOOKED_AT;
    loop {
        let found = most_frequent(&words, looked_at).map_err(tantivy::TantivyError::from)?;
        let n_found = found.len();
        let mut offered = without_removed(snapshot, found)?;
        offered.retain(|word| is_one_word(&word.text));
        offered.truncate(limit);
        if offered.len() == limit || n_found < looked_at || looked_at == MAX_COMPLETIONS {
            return Ok(offered);
        }
        looked_at = MAX_COMPLETIONS.min(8 * looked_at);
    }
}

/// Returns the words whose starts are closest to this one.
fn beginning_almost(snapshot: &Snapshot, start: &str, limit: usize) -> Result<Vec<Expanded>, SearchError> {
    let distance = most_changes_of_start(start.chars().count());
    if distance == 0 {
        return Ok(Vec::new());
    }
    let clock = Clock::new(Instant::now() + DEADLINE);
    let field = snapshot.fields.word;
    let found = beginning_like(snapshot, field, start, distance, MAX_COMPLETIONS, &clock)?;
    let mut found = without_removed(snapshot, found)?;
    found.retain(|word| is_one_word(&word.text));
    let closest = found.iter().map(|word| word.distance).min();
    found.retain(|word| Some(word.distance) == closest);
    found.truncate(limit);
    Ok(found)
}

/// Counts rare words anew without articles that are removed, and drops those that no other article has. Of frequent words
/// removed articles are few, and counting takes long.
fn without_removed(snapshot: &Snapshot, mut words: Vec<Expanded>) -> Result<Vec<Expanded>, SearchError> {
    /// Articles that have a rare word at most.
    const RARE: usize = 1_000;
    let mut segments = snapshot.searcher.segment_readers().iter();
    if !segments.any(SegmentReader::has_deletes) {
        return Ok(words);
    }
    for word in words.iter_mut().filter(|word| word.n_articles <= RARE) {
        let term = Term::from_field_text(snapshot.fields.word, &word.text);
        word.n_articles = n_alive(&snapshot.searcher, &term)?;
    }
    words.retain(|word| word.n_articles > 0);
    words.sort_by_key(|word| Reverse(word.n_articles));
    Ok(words)
}

/// Tells whether a folded word is one when it is typed again: folding may make several of one (½ is 1⁄2).
fn is_one_word(word: &str) -> bool {
    words(word).map(|word| word.text).eq([word])
}
