//! [`KnownStarts`]: the most frequent words of each start that many words of a segment have. A letter begins 200,000 of
//! the words of a million articles: to walk through them takes 20 ms, and through all words, once a segment, 200 ms.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::termdict::{TermDictionary, TermOrdinal};
use tantivy::{Searcher, SegmentReader};

use super::starting::MostFrequent;
use crate::SearchError;

/// Words that are walked through faster than anything else is done.
const MANY: usize = 4_096;
/// Words of a start that are kept.
const KEPT: usize = 64;
/// Letters of a start: those of five begin that many words in no archive but one of ten million articles.
const MAX_LETTERS: usize = 5;

/// The starts of one segment that many words have, each with the best words.
#[derive(Default)]
pub(super) struct KnownStarts(FxHashMap<String, Known>);

struct Known {
    /// The words, most frequent first: how many articles have each, and its place in the dictionary.
    words: Box<[(u32, TermOrdinal)]>,
    /// How many articles have one of the others at most.
    others: u32,
}

impl KnownStarts {
    /// Returns the most frequent words with a start where it is known and so many are kept.
    pub(super) fn most_frequent(&self, start: &str, limit: usize) -> Option<MostFrequent> {
        let known = self.0.get(start).filter(|_| limit <= KEPT)?;
        let (words, rest) = known.words.split_at(limit.min(known.words.len()));
        let others = rest.first().map_or(known.others, |(n_articles, _)| *n_articles);
        Some(MostFrequent::of(words, others))
    }

    /// Walks through a dictionary for the starts that so many of its words have.
    pub(super) fn of(dictionary: &TermDictionary, many: usize) -> io::Result<Self> {
        let mut found = Self(FxHashMap::default());
        let mut open: Vec<Open> = Vec::new();
        let mut words = dictionary.stream()?;
        while words.advance() {
            let word = str::from_utf8(words.key()).unwrap_or_default();
            while let Some(last) = open.pop_if(|last| !word.starts_with(&last.start)) {
                found.keep(last, many);
            }
            let letters = word
                .char_indices()
                .skip(open.len())
                .take(MAX_LETTERS - open.len());
            for (at, letter) in letters {
                open.push(Open {
                    start: word[..at + letter.len_utf8()].to_owned(),
                    n_words: 0,
                    best: MostFrequent::new(KEPT),
                });
            }
            for start in &mut open {
                start.n_words += 1;
                start.best.offer(words.term_ord(), words.value().doc_freq);
            }
        }
        open.into_iter().for_each(|start| found.keep(start, many));
        Ok(found)
    }

    fn keep(&mut self, start: Open, many: usize) {
        if start.n_words >= many {
            let (words, others) = start.best.into_parts();
            let words = words.into_boxed_slice();
            self.0.insert(start.start, Known { words, others });
        }
    }
}

/// A start of which more words may follow.
struct Open {
    start: String,
    n_words: usize,
    best: MostFrequent,
}

/// What is known of the segments of an index, through all its states: a segment never changes.
#[derive(Default)]
pub(super) struct StartsOfSegments(Mutex<HashMap<(SegmentId, Field), Arc<KnownStarts>>>);

impl StartsOfSegments {
    /// Returns what is known of a field of a segment.
    pub(super) fn of(&self, segment: SegmentId, field: Field) -> Option<Arc<KnownStarts>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(segment, field)).cloned()
    }

    /// Walks through a field of each segment that has many words and was not walked through, and forgets the segments
    /// that are no more. Until then all is found as well, only not as fast.
    pub(super) fn learn(&self, searcher: &Searcher, field: Field) -> Result<(), SearchError> {
        let ids: Vec<SegmentId> = searcher
            .segment_readers()
            .iter()
            .map(SegmentReader::segment_id)
            .collect();
        let mut learned = Vec::new();
        for (reader, id) in searcher.segment_readers().iter().zip(&ids) {
            let terms = reader.inverted_index(field)?;
            if terms.terms().num_terms() >= MANY && self.of(*id, field).is_none() {
                let known = KnownStarts::of(terms.terms(), MANY).map_err(tantivy::TantivyError::from)?;
                learned.push(((*id, field), Arc::new(known)));
            }
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(segment, _), _| ids.contains(segment));
        known.extend(learned);
        Ok(())
    }
}
