//! The words of the index that a prefix, a word with wildcards or a fuzzy word stands for, and the articles that have
//! one of them.

use std::io;

use query_language::{Word, WordForm};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, InvertedIndexReader, SegmentReader};
use text_analysis::{fold, words};

use super::article_set::ArticleSet;
use super::sieve::Sieve;
use super::snapshot::Snapshot;
use super::starting::{joined, most_frequent, starting};
use super::verified::Clock;
use crate::SearchError;
use crate::highlight::PatternForm;
use crate::spelling::has_shape;

/// Words between two looks at the clock.
pub(super) const WORDS_A_LOOK: usize = 1_024;

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

    /// Returns how its words are found in a dictionary.
    fn sieve(&self) -> Sieve<'_> {
        match self {
            Self::Prefix(start) => Sieve::of_all(start.clone(), |_| true),
            Self::Wildcard(shape) => {
                let start = shape.iter().take_while(|c| !matches!(c, '*' | '?')).collect();
                Sieve::of_all(start, |word| has_shape(word, shape))
            }
            Self::Fuzzy { word, distance } => Sieve::of_close(word, *distance),
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
    passing(snapshot, field, &shape.sieve(), limit, clock)
}

/// Returns the words of a `word` field that begin almost like this, which is folded, and not like it, in the same order.
pub(super) fn beginning_like(
    snapshot: &Snapshot,
    field: Field,
    start: &str,
    distance: u8,
    limit: usize,
    clock: &Clock,
) -> Result<Vec<Expanded>, SearchError> {
    let letters: Vec<char> = start.chars().collect();
    let sieve = Sieve::of_close_starts(&letters, distance);
    passing(snapshot, field, &sieve, limit, clock)
}

fn passing(
    snapshot: &Snapshot,
    field: Field,
    sieve: &Sieve<'_>,
    limit: usize,
    clock: &Clock,
) -> Result<Vec<Expanded>, SearchError> {
    let mut found = Vec::new();
    for reader in snapshot.searcher.segment_readers() {
        let terms = reader.inverted_index(field)?;
        let add = |word, _: &TermInfo| {
            found.push(word);
            Ok(())
        };
        sieve
            .each_word(terms.terms(), clock, add)
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
    let sieve = shape.sieve();
    for reader in snapshot.searcher.segment_readers() {
        let terms = reader.inverted_index(field)?;
        let mut of_segment = OfSegment::new(reader, &terms);
        let add = |word, info: &TermInfo| {
            found.push(word);
            of_segment.add(info)
        };
        sieve
            .each_word(terms.terms(), clock, add)
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
