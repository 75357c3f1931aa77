//! What the best matches of a question tell of: matches that tell of the same are ranked again above those that do not.
//!
//! A question has few of the words that its answer is written in. Articles that answer it best have the others, so that
//! these are read off the first few matches: a query moved towards what is relevant (Rocchio, "Relevance Feedback in
//! Information Retrieval", 1971), for which the first matches are taken, each by how well it matches (Lavrenko and Croft,
//! "Relevance-Based Language Models", 2001). They only change the order of what was found: what they would find beside it
//! is seldom an answer.

use std::collections::HashMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use super::cards::Card;
use super::closeness::{K1, rarity};
use super::hits::stored_words;
use super::ranked::Ranked;
use super::related::counted_words;
use super::snapshot::Snapshot;
use super::structure::has;
use crate::SearchError;

/// The first matches, which are read. Of ten the last are too often about something else.
const N_READ: usize = 5;
/// Bytes of each that are read: an article says first what it is about, and a whole one costs as much as its hit.
const N_BYTES: usize = 1_000;
/// Words that are looked up, those that they have most of.
const N_LOOKED_UP: usize = 60;
/// The best matches that are ranked again by it.
const N_RANKED: usize = 50;
/// Words that are taken from them.
const N_WORDS: usize = 20;
/// What these words together are worth, against the words of the question.
const WEIGHT: Score = 0.2;
/// A word that a greater share of the articles has says nothing: one of so many.
const COMMON_ONE_IN: u64 = 5;
/// How much a long article must have more of a word than a short one, as in BM25.
const B: Score = 0.75;

/// A word of the first matches.
struct Word {
    term: Term,
    /// How much it says, all words together as much as they are worth.
    weight: Score,
}

/// Ranks the best matches of a question again, which are given and returned best first.
pub(super) fn rerank(
    snapshot: &Snapshot,
    question_weight: Score,
    best: &mut [Ranked],
) -> Result<(), SearchError> {
    let n_ranked = best.len().min(N_RANKED);
    let best = &mut best[..n_ranked];
    let average = average_length(snapshot)?;
    let words = words(snapshot, average, question_weight, best)?;
    let first = best.first().map(|ranked| ranked.address);
    let mut likenesses = Vec::with_capacity(best.len());
    best.sort_unstable_by_key(|ranked| ranked.address);
    for of_segment in best.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let segment = of_segment[0].address.segment_ord;
        let lengths = lengths(snapshot, segment)?;
        let mut lists = lists(snapshot, segment, &words)?;
        for ranked in of_segment.iter() {
            let document = ranked.address.doc_id;
            let length = lengths.fieldnorm(document) as Score / average;
            let having = lists.iter_mut().filter_map(|(weight, list)| {
                has(list, document).then(|| *weight * often(list.term_freq() as Score, length))
            });
            likenesses.push(having.sum::<Score>());
        }
    }
    // What the question's own words put first stays first: no other is more like it.
    let most = likenesses.iter().copied().fold(0.0, Score::max);
    for (ranked, likeness) in best.iter_mut().zip(likenesses) {
        let is_first = Some(ranked.address) == first;
        ranked.add_likeness(if is_first { most } else { likeness });
    }
    best.sort_unstable_by(|a, b| b.cmp(a));
    Ok(())
}

/// Returns the words that the first matches have most of, by how rare they are and how well each of these matches.
fn words(
    snapshot: &Snapshot,
    average: Score,
    question_weight: Score,
    best: &[Ranked],
) -> Result<Vec<Word>, SearchError> {
    let n_articles = snapshot.searcher.num_docs();
    let mut words = Vec::new();
    for (word, much) in frequent_words(snapshot, average, &best[..best.len().min(N_READ)])? {
        let term = Term::from_field_text(snapshot.fields.text, &word);
        let having = snapshot.searcher.doc_freq(&term)?;
        if having > 1 && having * COMMON_ONE_IN <= n_articles {
            let weight = much * rarity(snapshot, having);
            words.push(Word { term, weight });
        }
    }
    words.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
    words.truncate(N_WORDS);
    let sum: Score = words.iter().map(|word| word.weight).sum();
    if sum == 0.0 {
        // The first matches are so old that they are worth nothing.
        return Ok(Vec::new());
    }
    for word in &mut words {
        word.weight *= WEIGHT * question_weight / sum;
    }
    Ok(words)
}

/// Returns the words that the openings of some matches have most of, and how much.
fn frequent_words(
    snapshot: &Snapshot,
    average: Score,
    first: &[Ranked],
) -> Result<Vec<(String, Score)>, SearchError> {
    let mut found: HashMap<String, Score> = HashMap::new();
    for ranked in first {
        let card = snapshot.cards.get_or_make(ranked.address, || {
            Card::of_stored(snapshot, ranked.address, &stored_words(snapshot, ranked.address)?)
        })?;
        let counts = counted_words(&card.record, N_BYTES);
        let length = counts.values().sum::<usize>() as Score / average;
        for (word, count) in counts {
            *found.entry(word).or_default() += ranked.score * often(count as Score, length);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(N_LOOKED_UP);
    Ok(found)
}

/// Returns the articles of a segment that have each word, and what it is worth.
fn lists(
    snapshot: &Snapshot,
    segment: u32,
    words: &[Word],
) -> Result<Vec<(Score, SegmentPostings)>, SearchError> {
    let reader = snapshot.searcher.segment_reader(segment);
    let index = reader.inverted_index(snapshot.fields.text)?;
    let mut lists = Vec::new();
    for word in words {
        let list = index.read_postings(&word.term, IndexRecordOption::WithFreqs);
        let list = list.map_err(tantivy::TantivyError::from)?;
        lists.extend(list.map(|list| (word.weight, list)));
    }
    Ok(lists)
}

fn lengths(snapshot: &Snapshot, segment: u32) -> Result<FieldNormReader, SearchError> {
    let reader = snapshot.searcher.segment_reader(segment);
    Ok(reader.get_fieldnorms_reader(snapshot.fields.text)?)
}

fn average_length(snapshot: &Snapshot) -> Result<Score, SearchError> {
    let n_tokens = snapshot.searcher.total_num_tokens(snapshot.fields.text)?;
    let n_articles = snapshot.searcher.total_num_docs()?;
    Ok((n_tokens as Score / n_articles.max(1) as Score).max(1.0))
}

/// Returns what it is worth that a word stands so often in an article of a length, against the average, as in BM25.
fn often(count: Score, length: Score) -> Score {
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length))
}
