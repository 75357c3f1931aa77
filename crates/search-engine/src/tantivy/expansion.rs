//! The words of the index that a prefix, a word with wildcards or a fuzzy word stands for, and the articles that have
//! one of them.

use std::io;

use query_language::{Word, WordForm};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{BitSet, InvertedIndexReader, SegmentReader, Term};
use text_analysis::{fold, words};

use super::article_set::ArticleSet;
use super::snapshot::Snapshot;
use super::starting::{joined, most_frequent, starting};
use super::verified::Clock;
use crate::SearchError;
use crate::highlight::PatternForm;
use crate::spelling::{distance, has_shape};

/// Words between two looks at the clock.
const WORDS_A_LOOK: usize = 1_024;

/// What many words of the index may look like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Words that start with these letters.
    Prefix(String),
    /// Words of this shape.
    Wildcard(Vec<char>),
    /// Words that are spelled almost like this one.
    Fuzzy {
        /// The word.
        word: Vec<char>,
        /// By how many letters they may differ.
        distance: u8,
    },
}

/// What a shape stands for.
#[derive(Clone)]
pub(super) struct Expansion {
    /// The best of its words, the nearest in spelling first, then the most frequent.
    pub(super) best: Vec<Expanded>,
    /// The articles that have one of its words, however many words there are.
    pub(super) articles: ArticleSet,
}

/// A word that a shape stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expanded {
    /// The word, folded.
    pub(super) text: String,
    /// By how many letters it differs.
    pub(super) distance: u8,
    /// How many articles have it.
    pub(super) n_articles: usize,
}

impl Shape {
    /// Returns the shape of the last word of a pattern, after the words before it, all folded; nothing where the
    /// word is none, or has no letters.
    pub(super) fn of(word: &Word) -> Option<(Vec<String>, Self)> {
        let folded = |text: &str| fold(text).chars().collect::<Vec<char>>();
        match word.form {
            WordForm::Inflected | WordForm::Exact => None,
            WordForm::Wildcard => Some((Vec::new(), Self::Wildcard(folded(&word.text)))),
            WordForm::Prefix => {
                let mut before: Vec<String> = words(&word.text).map(|word| fold(word.text)).collect();
                let start = before.pop()?;
                Some((before, Self::Prefix(start)))
            }
            WordForm::Fuzzy(distance) => {
                let text = words(&word.text).next()?.text;
                let word = folded(text);
                Some((Vec::new(), Self::Fuzzy { word, distance }))
            }
        }
    }

    /// Returns the same as the highlighter looks for it.
    pub(super) fn pattern(self, before: Vec<String>) -> PatternForm {
        match self {
            Self::Prefix(start) => PatternForm::Prefix { before, start },
            Self::Wildcard(shape) => PatternForm::Wildcard(shape),
            Self::Fuzzy { word, distance } => PatternForm::Fuzzy { word, distance },
        }
    }

    /// Returns the letters that all its words start with.
    fn start(&self) -> String {
        match self {
            Self::Prefix(start) => start.clone(),
            Self::Wildcard(shape) => shape.iter().take_while(|c| !matches!(c, '*' | '?')).collect(),
            Self::Fuzzy { word, .. } => word.iter().take(1).collect(),
        }
    }

    /// Returns what accepts at least the words that this shape stands for; nothing where looking at all words with its
    /// start is as quick.
    fn automaton(&self, field: Field) -> Option<DfaWrapper> {
        let Self::Fuzzy { word, distance } = self else {
            return None;
        };
        let word: String = word.iter().collect();
        let query = FuzzyTermQuery::new(Term::from_field_text(field, &word), *distance, true);
        query.automaton().ok()
    }

    /// Returns by how many letters a word differs; nothing where it is another.
    fn distance(&self, word: &str) -> Option<u8> {
        match self {
            Self::Prefix(start) => word.starts_with(start).then_some(0),
            Self::Wildcard(shape) => has_shape(word, shape).then_some(0),
            Self::Fuzzy {
                word: own,
                distance: most,
            } => distance(own, word, *most),
        }
    }
}

/// Returns the words of a `word` field that a shape stands for, so many at most: the nearest in spelling first, then
/// the most frequent, of those that were found before the clock stopped.
pub(super) fn expand(
    snapshot: &Snapshot,
    field: Field,
    shape: &Shape,
    limit: usize,
    clock: &Clock,
) -> Result<Vec<Expanded>, SearchError> {
    if let Shape::Prefix(start) = shape {
        let words = most_frequent(&starting(snapshot, field, start)?, limit);
        return Ok(words.map_err(tantivy::TantivyError::from)?);
    }
    let mut found = Vec::new();
    let automaton = shape.automaton(field);
    for reader in snapshot.searcher.segment_readers() {
        let terms = reader.inverted_index(field)?;
        let add = |word, _: &TermInfo| {
            found.push(word);
            Ok(())
        };
        each_word(terms.terms(), shape, automaton.as_ref(), clock, add)
            .map_err(tantivy::TantivyError::from)?;
    }
    Ok(best(snapshot, found, limit))
}

/// Returns the best words that a shape stands for, so many at most, and the articles that have any of its words: those
/// that were found before the clock stopped.
pub(super) fn expand_to_articles(
    snapshot: &Snapshot,
    field: Field,
    shape: &Shape,
    limit: usize,
    clock: &Clock,
) -> Result<Expansion, SearchError> {
    if let Shape::Prefix(start) = shape {
        return expand_start(snapshot, field, start, limit, clock);
    }
    let (mut found, mut articles) = (Vec::new(), Vec::new());
    let automaton = shape.automaton(field);
    for reader in snapshot.searcher.segment_readers() {
        let terms = reader.inverted_index(field)?;
        let mut of_segment = OfSegment::new(reader, &terms);
        let add = |word, info: &TermInfo| {
            found.push(word);
            of_segment.add(info)
        };
        each_word(terms.terms(), shape, automaton.as_ref(), clock, add)
            .map_err(tantivy::TantivyError::from)?;
        articles.push((reader.segment_id(), of_segment.articles));
    }
    Ok(Expansion {
        best: best(snapshot, found, limit),
        articles: ArticleSet::new(articles),
    })
}

/// Does the same for the words with a start, of which only the best are read as words.
fn expand_start(
    snapshot: &Snapshot,
    field: Field,
    start: &str,
    limit: usize,
    clock: &Clock,
) -> Result<Expansion, SearchError> {
    let words = starting(snapshot, field, start)?;
    let (mut found, mut articles) = (Vec::new(), Vec::new());
    for (reader, words) in snapshot.searcher.segment_readers().iter().zip(&words) {
        let mut of_segment = OfSegment::new(reader, &words.terms);
        let mut n_words = 0_usize;
        let add = |info: &TermInfo| {
            of_segment.add(info)?;
            n_words += 1;
            Ok(!n_words.is_multiple_of(WORDS_A_LOOK) || !clock.has_passed())
        };
        found.push(words.each(limit, add).map_err(tantivy::TantivyError::from)?);
        articles.push((reader.segment_id(), of_segment.articles));
    }
    let best = match joined(&words, found, limit) {
        Ok(Some(best)) => Ok(best),
        Ok(None) => most_frequent(&words, limit),
        Err(error) => Err(error),
    };
    Ok(Expansion {
        best: best.map_err(tantivy::TantivyError::from)?,
        articles: ArticleSet::new(articles),
    })
}

/// Collects the articles of one segment that have some words.
struct OfSegment<'a> {
    terms: &'a InvertedIndexReader,
    articles: BitSet,
    /// Room for the list of a word.
    list: Option<BlockSegmentPostings>,
}

impl<'a> OfSegment<'a> {
    fn new(reader: &SegmentReader, terms: &'a InvertedIndexReader) -> Self {
        Self {
            terms,
            articles: BitSet::with_max_value(reader.max_doc()),
            list: None,
        }
    }

    /// Adds the articles that have a word.
    fn add(&mut self, info: &TermInfo) -> io::Result<()> {
        let terms = self.terms;
        let list = match &mut self.list {
            Some(list) => {
                terms.reset_block_postings_from_terminfo(info, list)?;
                list
            }
            None => self
                .list
                .insert(terms.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?),
        };
        while !list.docs().is_empty() {
            for document in list.docs() {
                self.articles.insert(*document);
            }
            list.advance();
        }
        Ok(())
    }
}

/// Visits the words of a dictionary that a shape stands for, until the clock stops. With an automaton only those
/// branches of the dictionary are walked that it lets pass, otherwise all words with the same start.
fn each_word(
    dictionary: &TermDictionary,
    shape: &Shape,
    automaton: Option<&DfaWrapper>,
    clock: &Clock,
    mut visit: impl FnMut(Expanded, &TermInfo) -> io::Result<()>,
) -> io::Result<()> {
    let start = shape.start();
    let end = format!("{start}{}", char::MAX);
    let mut n_seen = 0_usize;
    // Tells whether to go on.
    let mut see = |word: &[u8], info: &TermInfo| {
        n_seen += 1;
        if n_seen.is_multiple_of(WORDS_A_LOOK) && clock.has_passed() {
            return Ok(false);
        }
        let word = std::str::from_utf8(word).ok();
        let close = word.and_then(|word| Some((word, shape.distance(word)?)));
        let Some((word, distance)) = close else {
            return Ok(true);
        };
        let word = Expanded {
            text: word.to_owned(),
            distance,
            n_articles: info.doc_freq as usize,
        };
        visit(word, info).map(|()| true)
    };
    match automaton {
        Some(automaton) => {
            let words = dictionary.search(automaton).ge(&start).le(&end);
            let mut words = words.into_stream()?;
            while let Some((word, info)) = words.next() {
                if !see(word, info)? {
                    break;
                }
            }
        }
        None => {
            let mut words = dictionary.range().ge(&start).le(&end).into_stream()?;
            while let Some((word, info)) = words.next() {
                if !see(word, info)? {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Returns the best of the words that segments have, best first.
fn best(snapshot: &Snapshot, mut found: Vec<Expanded>, limit: usize) -> Vec<Expanded> {
    if snapshot.searcher.segment_readers().len() > 1 {
        join_same(&mut found);
    }
    let by_worth = |a: &Expanded, b: &Expanded| {
        let by_spelling = a.distance.cmp(&b.distance);
        let by_count = b.n_articles.cmp(&a.n_articles);
        by_spelling.then(by_count).then_with(|| a.text.cmp(&b.text))
    };
    // A letter begins a hundred thousand words: only those that are kept are sorted.
    if found.len() > limit {
        found.select_nth_unstable_by(limit, by_worth);
        found.truncate(limit);
    }
    found.sort_unstable_by(by_worth);
    found
}

/// Makes one of equal words of several segments.
fn join_same(found: &mut Vec<Expanded>) {
    found.sort_unstable_by(|a, b| a.text.cmp(&b.text));
    found.dedup_by(|again, first| {
        let is_same = again.text == first.text;
        if is_same {
            first.n_articles += again.n_articles;
        }
        is_same
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use tantivy::directory::FileSlice;
    use tantivy::termdict::TermDictionaryBuilder;

    use super::*;

    fn dictionary(words: &BTreeSet<String>) -> TermDictionary {
        let mut builder = TermDictionaryBuilder::create(Vec::new()).expect("memory can be written");
        for word in words {
            builder
                .insert(word, &TermInfo::default())
                .expect("the words are in order");
        }
        let bytes = builder.finish().expect("memory can be written");
        TermDictionary::open(FileSlice::from(bytes)).expect("the bytes are a dictionary")
    }

    fn words_by(dictionary: &TermDictionary, shape: &Shape, automaton: Option<&DfaWrapper>) -> Vec<Expanded> {
        let clock = Clock::new(Instant::now() + Duration::from_secs(3_600));
        let mut found = Vec::new();
        let add = |word, _: &TermInfo| {
            found.push(word);
            Ok(())
        };
        each_word(dictionary, shape, automaton, &clock, add).expect("memory can be read");
        found
    }

    #[test]
    fn looking_at_words_that_do_not_fit_ends_with_the_time() {
        let words: BTreeSet<String> = (1_000..5_000).map(|number| format!("a{number}")).collect();
        let dictionary = dictionary(&words);
        let shape = Shape::Wildcard("a*999".chars().collect());
        let late = Clock::new(Instant::now());
        let mut found = Vec::new();
        let add = |word: Expanded, _: &TermInfo| {
            found.push(word.text);
            Ok(())
        };
        each_word(&dictionary, &shape, None, &late, add).expect("memory can be read");
        assert!(late.is_late());
        assert_eq!(found, ["a1999"]);
    }

    proptest! {
        #[test]
        fn an_automaton_finds_what_looking_at_every_word_finds(
            words in prop::collection::btree_set("[abcé語]{1,7}", 1..80),
            word in "[abcé語]{1,8}",
            distance in 0_u8..3,
        ) {
            let shape = Shape::Fuzzy { word: word.chars().collect(), distance };
            let dictionary = dictionary(&words);
            let automaton = shape.automaton(Field::from_field_id(0));
            prop_assert!(automaton.is_some());
            let slow = words_by(&dictionary, &shape, None);
            prop_assert_eq!(words_by(&dictionary, &shape, automaton.as_ref()), slow);
        }
    }
}
