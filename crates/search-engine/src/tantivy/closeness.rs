//! How close together the words of a query stand in an article: the best matches are ranked again by it.
//!
//! BM25 takes an article as a bag of words; one that has the words in one sentence answers better than one that has
//! them scattered.

use query_language::{MAX_KEY_WORDS, Query, Scope, WordForm};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use super::feedback;
use super::ranked::Ranked;
use super::snapshot::Snapshot;
use super::structure::has;
use super::terms::TermSource;
use super::words::SideBySide;
use crate::SearchError;

/// The best matches that are ranked again, however many are asked for, so that pages join without a gap.
const RERANKED: usize = 100;
/// Words of a passage: about a sentence. On the test collections 20 and 30 rank alike, 50 and 100 less well.
const PASSAGE_WORDS: u32 = 20;
/// What the best passage is worth, against the whole article.
const PASSAGE_WEIGHT: Score = 0.5;
/// What all key words one after another are worth, against the most that these words can be worth to an article.
const PHRASE_WEIGHT: Score = 0.5;
/// As in BM25: how soon a word's standing there again adds nothing.
pub(super) const K1: Score = 1.2;

/// The words of a query whose places are looked at.
#[derive(Default)]
pub(super) struct Closeness {
    words: Vec<TellingWord>,
    /// Whether they were typed as a question, of which the best matches tell more words.
    is_question: bool,
    /// Positions from one word to the next where all stand one after another, small words between them.
    step: u32,
}

/// A telling word of a query.
struct TellingWord {
    /// In each language of the index.
    terms: Vec<Term>,
    /// How rare it is, as in BM25.
    weight: Score,
}

/// A word of the query in an article: where, and which.
type Place = (u32, usize);

impl Closeness {
    /// Returns what to look at for a query; nothing where it has fewer than two words.
    pub(super) fn new(
        snapshot: &Snapshot,
        terms: &mut TermSource,
        query: &Query,
    ) -> Result<Self, SearchError> {
        let mut found = Self {
            step: 1,
            ..Self::default()
        };
        found.collect(snapshot, terms, query)?;
        if found.words.len() < 2 {
            found.words.clear();
        }
        Ok(found)
    }

    /// Returns how many of the best matches must be known for the first so many of them to be ranked.
    pub(super) fn n_kept(&self, n_wanted: usize) -> usize {
        match self.words.is_empty() {
            true => n_wanted.max(1),
            false => n_wanted.max(RERANKED),
        }
    }

    fn collect(
        &mut self,
        snapshot: &Snapshot,
        terms: &mut TermSource,
        query: &Query,
    ) -> Result<(), SearchError> {
        match query {
            Query::Words(parts) => {
                let side_by_side = SideBySide::new(parts, snapshot, terms)?;
                self.is_question |= side_by_side.is_question();
                self.step += u32::try_from(side_by_side.small.len()).unwrap_or(u32::MAX);
                for part in side_by_side.telling {
                    self.collect(snapshot, terms, part)?;
                }
            }
            Query::And(parts) => {
                for part in parts {
                    self.collect(snapshot, terms, part)?;
                }
            }
            Query::Word(word) if word.form == WordForm::Inflected && word.scope == Scope::Anywhere => {
                self.add(snapshot, terms, &word.text)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, snapshot: &Snapshot, source: &mut TermSource, text: &str) -> Result<(), SearchError> {
        let field = snapshot.fields.text;
        let mut terms = Vec::new();
        let mut n_articles = 0;
        for sequence in source.variants(text) {
            if let [term] = &sequence[..] {
                let term = Term::from_field_text(field, term);
                n_articles += snapshot.searcher.doc_freq(&term)?;
                terms.push(term);
            }
        }
        if n_articles == 0 {
            return Ok(());
        }
        let weight = rarity(snapshot, n_articles);
        match self.words.iter_mut().find(|word| word.terms == terms) {
            Some(same) => same.weight += weight,
            None => self.words.push(TellingWord { terms, weight }),
        }
        Ok(())
    }

    /// Ranks the best matches again, which are given and returned best first.
    pub(super) fn rerank(&self, snapshot: &Snapshot, best: &mut [Ranked]) -> Result<(), SearchError> {
        if self.words.is_empty() {
            return Ok(());
        }
        let n_reranked = best.len().min(RERANKED);
        let best = &mut best[..n_reranked];
        best.sort_unstable_by_key(|ranked| ranked.address);
        for of_segment in best.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
            let mut lists = self.lists(snapshot, of_segment[0].address.segment_ord)?;
            let (mut places, mut positions, mut counts) = (Vec::new(), Vec::new(), Vec::new());
            for ranked in of_segment {
                places.clear();
                for (word, list) in &mut lists {
                    if has(list, ranked.address.doc_id) {
                        list.positions(&mut positions);
                        places.extend(positions.iter().map(|position| (*position, *word)));
                    }
                }
                if !places.is_empty() {
                    places.sort_unstable();
                    let passage = PASSAGE_WEIGHT * self.best_passage(&places, &mut counts);
                    ranked.add_closeness(passage + self.phrase(&places));
                }
            }
        }
        best.sort_unstable_by(|a, b| b.cmp(a));
        if self.is_question {
            let weights = self.words.iter().map(|word| word.weight);
            feedback::rerank(snapshot, weights.sum(), best)?;
        }
        Ok(())
    }

    /// Returns the articles of a segment that have each word, with its positions.
    fn lists(&self, snapshot: &Snapshot, segment: u32) -> Result<Vec<(usize, SegmentPostings)>, SearchError> {
        let reader = snapshot.searcher.segment_reader(segment);
        let index = reader.inverted_index(snapshot.fields.text)?;
        let mut lists = Vec::new();
        for (word, terms) in self.words.iter().map(|word| &word.terms).enumerate() {
            for term in terms {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let list = index.read_postings(term, option);
                lists.extend(
                    list.map_err(tantivy::TantivyError::from)?
                        .map(|list| (word, list)),
                );
            }
        }
        Ok(lists)
    }

    /// Returns what it is worth that all key words stand one after another, in the order of the query.
    fn phrase(&self, places: &[Place]) -> Score {
        let n_words = self.words.len();
        if n_words > MAX_KEY_WORDS {
            return 0.0;
        }
        let is_phrase = |stretch: &[Place]| {
            let in_order = stretch.iter().map(|(_, word)| *word).eq(0..n_words);
            in_order && stretch.is_sorted_by(|a, b| a.0 < b.0 && b.0 - a.0 <= self.step)
        };
        if !places.windows(n_words).any(is_phrase) {
            return 0.0;
        }
        let weights: Score = self.words.iter().map(|word| word.weight).sum();
        PHRASE_WEIGHT * (K1 + 1.0) * weights
    }

    /// Returns the score of the best passage, as BM25 scores an article.
    fn best_passage(&self, places: &[Place], counts: &mut Vec<u32>) -> Score {
        counts.clear();
        counts.resize(self.words.len(), 0);
        let mut first = 0;
        let mut best: Score = 0.0;
        for (position, word) in places {
            counts[*word] += 1;
            while places[first].0 + PASSAGE_WORDS <= *position {
                counts[places[first].1] -= 1;
                first += 1;
            }
            let with_counts = self.words.iter().zip(counts.iter());
            let score = with_counts
                .filter(|(_, count)| **count > 0)
                .map(|(word, count)| word.weight * *count as Score * (K1 + 1.0) / (*count as Score + K1))
                .sum();
            best = best.max(score);
        }
        best
    }
}

/// Returns how much it says that an article has what so many have, as BM25 weighs it.
pub(super) fn rarity(snapshot: &Snapshot, having: u64) -> Score {
    let (all, having) = (snapshot.searcher.num_docs() as Score, having as Score);
    (1.0 + (all - having + 0.5).max(0.0) / (having + 0.5)).ln()
}
