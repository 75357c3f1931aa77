//! [`Starting`]: the words of the index that have a start, counted without reading them: only the most frequent are
//! looked at as words.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::io;
use std::sync::Arc;

use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::termdict::{TermDictionary, TermOrdinal};

use super::expansion::Expanded;
use super::known_starts::KnownStarts;
use super::snapshot::Snapshot;
use crate::SearchError;

/// How many more words of a segment are looked at where those of all segments are not told by the first.
const WIDER: usize = 8;

/// The words of one segment that have a start.
pub(super) struct Starting<'a> {
    /// The lists of articles of the words.
    pub(super) terms: Arc<InvertedIndexReader>,
    start: &'a str,
    known: Option<Arc<KnownStarts>>,
}

/// The same as its dictionary has them.
#[derive(Clone, Copy)]
struct Words<'a> {
    dictionary: &'a TermDictionary,
    start: &'a str,
    known: Option<&'a KnownStarts>,
}

/// The most frequent words of a segment, by their places in the order of its dictionary.
pub(super) struct MostFrequent {
    limit: usize,
    /// The least frequent first; among equals the last in the alphabet.
    best: BinaryHeap<Reverse<(u32, Reverse<TermOrdinal>)>>,
    /// How many articles have one of the others at most; nothing where there are none.
    others: u32,
}

impl Starting<'_> {
    /// Visits what the dictionary tells of each word, for as long as the visitor asks for more. Returns the most
    /// frequent of those that were visited, so many at most.
    pub(super) fn each(
        &self,
        limit: usize,
        visit: impl FnMut(&TermInfo) -> io::Result<bool>,
    ) -> io::Result<MostFrequent> {
        self.words().each(limit, visit)
    }

    fn words(&self) -> Words<'_> {
        Words {
            dictionary: self.terms.terms(),
            start: self.start,
            known: self.known.as_deref(),
        }
    }
}

impl Words<'_> {
    fn most_frequent(&self, limit: usize) -> io::Result<MostFrequent> {
        match self
            .known
            .and_then(|known| known.most_frequent(self.start, limit))
        {
            Some(known) => Ok(known),
            None => self.each(limit, |_| Ok(true)),
        }
    }

    fn each(
        &self,
        limit: usize,
        mut visit: impl FnMut(&TermInfo) -> io::Result<bool>,
    ) -> io::Result<MostFrequent> {
        let mut found = MostFrequent::new(limit);
        let end = format!("{}{}", self.start, char::MAX);
        let words = self.dictionary.range().ge(self.start).le(end);
        let mut words = words.without_keys().into_stream()?;
        while words.advance() {
            found.offer(words.term_ord(), words.value().doc_freq);
            if !visit(words.value())? {
                break;
            }
        }
        Ok(found)
    }
}

impl MostFrequent {
    /// Returns room for so many.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            best: BinaryHeap::new(),
            others: 0,
        }
    }

    /// Returns words that are known to be the most frequent, each with how many articles have it.
    pub(super) fn of(words: &[(u32, TermOrdinal)], others: u32) -> Self {
        let best = words
            .iter()
            .map(|(n_articles, place)| Reverse((*n_articles, Reverse(*place))));
        Self {
            limit: words.len(),
            best: best.collect(),
            others,
        }
    }

    /// Takes a word that comes behind all that were offered before, where it is one of the most frequent.
    pub(super) fn offer(&mut self, place: TermOrdinal, n_articles: u32) {
        if self.best.len() < self.limit {
            self.best.push(Reverse((n_articles, Reverse(place))));
            return;
        }
        match self.best.peek_mut() {
            Some(mut last) if last.0.0 < n_articles => {
                self.others = self.others.max(last.0.0);
                *last = Reverse((n_articles, Reverse(place)));
            }
            _ => self.others = self.others.max(n_articles),
        }
    }

    /// Returns the words, best first, and how many articles have one of the others at most.
    pub(super) fn into_parts(self) -> (Vec<(u32, TermOrdinal)>, u32) {
        let in_order = self.best.into_sorted_vec();
        let words = in_order
            .into_iter()
            .map(|Reverse((n_articles, Reverse(place)))| (n_articles, place));
        (words.collect(), self.others)
    }
}

/// Returns the words of a `word` field that have a start, by segment.
pub(super) fn starting<'a>(
    snapshot: &Snapshot,
    field: Field,
    start: &'a str,
) -> Result<Vec<Starting<'a>>, SearchError> {
    let readers = snapshot.searcher.segment_readers().iter();
    let of_segment = readers.map(|reader| {
        Ok(Starting {
            terms: reader.inverted_index(field)?,
            start,
            known: snapshot.starts.of(reader.segment_id(), field),
        })
    });
    of_segment.collect()
}

/// Returns the most frequent words of these, so many at most, among equally frequent ones the first in the alphabet.
pub(super) fn most_frequent(segments: &[Starting<'_>], limit: usize) -> io::Result<Vec<Expanded>> {
    let words: Vec<Words<'_>> = segments.iter().map(Starting::words).collect();
    most_frequent_of(&words, limit)
}

/// Returns the most frequent words in all segments, so many at most, given those of each; nothing where others may be.
pub(super) fn joined(
    segments: &[Starting<'_>],
    found: Vec<MostFrequent>,
    limit: usize,
) -> io::Result<Option<Vec<Expanded>>> {
    let words: Vec<Words<'_>> = segments.iter().map(Starting::words).collect();
    joined_of(&words, found, limit)
}

fn most_frequent_of(segments: &[Words<'_>], limit: usize) -> io::Result<Vec<Expanded>> {
    let mut looked_at = limit;
    loop {
        let found = segments.iter().map(|words| words.most_frequent(looked_at));
        if let Some(words) = joined_of(segments, found.collect::<io::Result<_>>()?, limit)? {
            return Ok(words);
        }
        looked_at = looked_at.max(1).saturating_mul(WIDER);
    }
}

fn joined_of(
    segments: &[Words<'_>],
    found: Vec<MostFrequent>,
    limit: usize,
) -> io::Result<Option<Vec<Expanded>>> {
    let (mut candidates, mut others, mut n_having) = (BTreeSet::new(), 0, 0);
    for (Words { dictionary, .. }, found) in segments.iter().zip(found) {
        let (words, others_here) = found.into_parts();
        n_having += usize::from(!words.is_empty());
        others += others_here as usize;
        for (_, place) in words {
            candidates.extend(word_at(dictionary, place)?);
        }
    }
    let mut words = Vec::with_capacity(candidates.len());
    for text in candidates {
        let mut n_articles = 0;
        for Words { dictionary, .. } in segments {
            let info = dictionary.get(&text)?;
            n_articles += info.map_or(0, |info| info.doc_freq as usize);
        }
        words.push(Expanded {
            text,
            distance: 0,
            n_articles,
        });
    }
    // They are in the order of the alphabet, in which the sort leaves equal ones.
    words.sort_by_key(|word| Reverse(word.n_articles));
    words.truncate(limit);
    // In one segment the alphabet has chosen among equals. In several a word may be rare in each and frequent in all, but
    // no more so than the others of each together.
    let is_told = n_having < 2
        || others == 0
        || (words.len() == limit && words.last().is_none_or(|last| last.n_articles > others));
    Ok(is_told.then_some(words))
}

fn word_at(dictionary: &TermDictionary, place: TermOrdinal) -> io::Result<Option<String>> {
    let mut word = Vec::new();
    let is_found = dictionary.ord_to_term(place, &mut word)?;
    // The words were strings when they were written.
    Ok(String::from_utf8(word).ok().filter(|_| is_found))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use tantivy::directory::FileSlice;
    use tantivy::termdict::TermDictionaryBuilder;

    use super::*;

    fn dictionary(words: &BTreeMap<String, u32>) -> TermDictionary {
        let mut builder = TermDictionaryBuilder::create(Vec::new()).expect("memory can be written");
        for (word, n_articles) in words {
            let info = TermInfo {
                doc_freq: *n_articles,
                ..TermInfo::default()
            };
            builder.insert(word, &info).expect("the words are in order");
        }
        let bytes = builder.finish().expect("memory can be written");
        TermDictionary::open(FileSlice::from(bytes)).expect("the bytes are a dictionary")
    }

    fn by_looking_at_all(
        segments: &[BTreeMap<String, u32>],
        start: &str,
        limit: usize,
    ) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for (word, n_articles) in segments.iter().flatten() {
            *counts.entry(word).or_default() += *n_articles as usize;
        }
        let having = counts.into_iter().filter(|(word, _)| word.starts_with(start));
        let mut having: Vec<(String, usize)> = having.map(|(word, count)| (word.clone(), count)).collect();
        having.sort_by_key(|(_, count)| Reverse(*count));
        having.truncate(limit);
        having
    }

    fn words() -> impl Strategy<Value = BTreeMap<String, u32>> {
        prop::collection::btree_map("[abcé語]{1,7}", 1..6_u32, 0..80)
    }

    proptest! {
        #[test]
        fn the_most_frequent_words_are_those_of_looking_at_all(
            segments in prop::collection::vec((words(), prop::option::of(1..40_usize)), 1..5),
            start in "[abcé語]{0,3}",
            limit in 0..20_usize,
        ) {
            let dictionaries: Vec<_> = segments.iter().map(|(words, _)| dictionary(words)).collect();
            let known: Vec<Option<KnownStarts>> = dictionaries
                .iter()
                .zip(&segments)
                .map(|(dictionary, (_, many))| many.map(|many| KnownStarts::of(dictionary, many).unwrap_or_default()))
                .collect();
            let read: Vec<Words<'_>> = dictionaries
                .iter()
                .zip(&known)
                .map(|(dictionary, known)| Words { dictionary, start: &start, known: known.as_ref() })
                .collect();
            let found = most_frequent_of(&read, limit).expect("memory can be read");
            let found: Vec<_> = found.into_iter().map(|word| (word.text, word.n_articles)).collect();
            let segments: Vec<_> = segments.into_iter().map(|(words, _)| words).collect();
            prop_assert_eq!(found, by_looking_at_all(&segments, &start, limit));
        }
    }
}
