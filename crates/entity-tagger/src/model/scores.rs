//! Words of an article -> a score for each label: what the words say for themselves and their neighbours.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::classes::class;
use super::facts::{PairHalf, PhrasePlace, Standing, WordKey, in_article, of_pair, own};
use super::feature::{Feature, HERE, N_OFFSETS, Reach};
use super::label::Label;
use super::sentence::{Reading, Sentence, edge, neighbour};
use super::usage::is_told;
use super::votes::{Ballot, Vote};
use super::weights::{Scores, Weights};
use crate::text::Text;
use crate::tokens::Token;

/// What a word says for itself and its neighbours.
type AroundScores = [Scores; N_OFFSETS];

/// Distinct words whose scores are kept from article to article, about 9 MB a thread.
const MAX_KEPT: usize = 1 << 15;

/// What a word says wherever it stands.
#[derive(Clone, Copy)]
struct OwnScores {
    around: AroundScores,
    half: PairHalf,
    capital: u8,
}

/// What does not depend on the article, added up at first sight and kept.
pub(super) struct KeptScores {
    weights: &'static Weights,
    words: FxHashMap<WordKey, OwnScores>,
    edge: AroundScores,
    phrases: Vec<Option<AroundScores>>,
    standings: Vec<Option<Scores>>,
    votes: Vec<Option<AroundScores>>,
}

impl KeptScores {
    pub(super) fn new(weights: &'static Weights) -> Self {
        let mut edge_scores = AroundScores::default();
        tell(weights, &mut edge_scores, |sink| sink(edge(), Reach::Around));
        Self {
            weights,
            words: FxHashMap::default(),
            edge: edge_scores,
            phrases: vec![None; PhrasePlace::N],
            standings: vec![None; Standing::N],
            votes: vec![None; Vote::N],
        }
    }

    fn word(&mut self, token: &Token, text: &str, sentence: &Sentence) -> OwnScores {
        if self.words.len() >= MAX_KEPT {
            self.words.clear();
        }
        let weights = self.weights;
        *self
            .words
            .entry(WordKey::of(token, text, sentence.casing))
            .or_insert_with(|| {
                let mut around = AroundScores::default();
                tell(weights, &mut around, |sink| {
                    own(token, text, sentence.casing, sink);
                });
                OwnScores {
                    around,
                    half: PairHalf::of(token, text, sentence.casing),
                    capital: class(text).capital,
                }
            })
    }

    fn phrase(&mut self, phrase: PhrasePlace) -> &AroundScores {
        beside(
            self.weights,
            &mut self.phrases[usize::from(phrase.0)],
            phrase.fact(),
        )
    }

    fn vote(&mut self, vote: Vote) -> &AroundScores {
        beside(self.weights, &mut self.votes[usize::from(vote.0)], vote.fact())
    }

    fn standing(&mut self, standing: Standing) -> Scores {
        let weights = self.weights;
        *self.standings[usize::from(standing.0)].get_or_insert_with(|| {
            let mut scores = Scores::default();
            weights.add(Feature::at(standing.fact(), HERE), &mut scores);
            scores
        })
    }
}

fn beside<'a>(weights: &Weights, slot: &'a mut Option<AroundScores>, fact: u64) -> &'a AroundScores {
    slot.get_or_insert_with(|| {
        let mut scores = AroundScores::default();
        tell(weights, &mut scores, |sink| sink(fact, Reach::Beside));
        scores
    })
}

/// Adds the weights of some facts, for each place from which they are told.
fn tell(weights: &Weights, scores: &mut AroundScores, facts: impl FnOnce(&mut dyn FnMut(u64, Reach))) {
    facts(&mut |fact, reach| {
        for place in reach.places() {
            weights.add(Feature::at(fact, place), &mut scores[place]);
        }
    });
}

/// The distinct words of one article; its room serves one article after another.
#[derive(Default)]
pub(super) struct ArticleWords {
    index: FxHashMap<WordKey, u32>,
    words: Vec<OwnScores>,
}

/// The scores of the words of one article, each distinct word added up once.
pub(super) struct WordScores<'a> {
    kept: &'a mut KeptScores,
    reading: &'a Reading,
    article: &'a mut ArticleWords,
    /// The words of the stretch at hand and those beside it.
    here: Vec<u32>,
}

impl<'a> WordScores<'a> {
    pub(super) fn new(kept: &'a mut KeptScores, article: &'a mut ArticleWords, reading: &'a Reading) -> Self {
        article.index.clear();
        article.words.clear();
        Self {
            kept,
            reading,
            article,
            here: Vec::new(),
        }
    }

    /// Returns the scores of each word of a stretch of a sentence.
    pub(super) fn scores(
        &mut self,
        text: &Text<'_>,
        nth_text: usize,
        sentence: &Sentence,
        stretch: &Range<usize>,
    ) -> Vec<Scores> {
        let first = stretch.start.saturating_sub(HERE).max(sentence.range.start);
        let end = (stretch.end + N_OFFSETS - 1 - HERE).min(sentence.range.end);
        self.here.clear();
        for index in first..end {
            let word = self.word(text, index, sentence);
            self.here.push(word);
        }
        let mut all = Vec::with_capacity(stretch.len());
        for index in stretch.clone() {
            let token = &text.tokens[index];
            let own = &self.article.words[self.here[index - first] as usize];
            let usage = self.reading.usage.get(token);
            let mut scores = self.kept.standing(Standing::new(token, own.capital, usage));
            for place in 0..N_OFFSETS {
                let told = match neighbour(index, place, &sentence.range) {
                    None => &self.kept.edge,
                    Some(neighbour) => &self.article.words[self.here[neighbour - first] as usize].around,
                };
                scores.add(&told[place]);
            }
            for place in Reach::Beside.places() {
                let Some(neighbour) = neighbour(index, place, &sentence.range) else {
                    continue;
                };
                let phrase = self.reading.phrases[nth_text][neighbour];
                if phrase != PhrasePlace::default() {
                    scores.add(&self.kept.phrase(phrase)[place]);
                }
            }
            all.push(scores);
        }
        self.add_pairs(stretch.start - first, &mut all);
        all
    }

    /// Adds what pairs of words say, to the words at hand from `first` on.
    fn add_pairs(&self, first: usize, scores: &mut [Scores]) {
        for nth in first.max(1)..self.here.len().min(first + scores.len() + 1) {
            let [before, word] = [nth - 1, nth].map(|nth| &self.article.words[self.here[nth] as usize].half);
            let Some(facts) = of_pair(before, word) else {
                continue;
            };
            let nth = nth - first;
            for (place, told) in [(HERE, Some(nth)), (HERE + 1, nth.checked_sub(1))] {
                if let Some(scores) = told.and_then(|told| scores.get_mut(told)) {
                    for fact in facts {
                        self.kept.weights.add(Feature::at(fact, place), scores);
                    }
                }
            }
        }
    }

    fn word(&mut self, text: &Text<'_>, index: usize, sentence: &Sentence) -> u32 {
        let token = &text.tokens[index];
        let written = text.word(token);
        let next = u32::try_from(self.article.words.len()).expect("an article has far fewer than 2^32 words");
        let word = *self
            .article
            .index
            .entry(WordKey::of(token, written, sentence.casing))
            .or_insert(next);
        if word == next {
            let mut own = self.kept.word(token, written, sentence);
            if let Some(usage) = self.reading.usage.get(token).filter(|_| is_told(token)) {
                tell(self.kept.weights, &mut own.around, |sink| in_article(usage, sink));
            }
            self.article.words.push(own);
        }
        word
    }

    /// Adds what the article's vote says to the scores of a sentence that was read so. Returns whether it says
    /// anything. `votes` tells whether the words of the sentence have a vote themselves.
    pub(super) fn add_votes(
        &mut self,
        tokens: &[Token],
        labels: &[Label],
        votes: bool,
        ballot: &Ballot,
        scores: &mut [Scores],
    ) -> bool {
        let mut says = false;
        for (index, token) in tokens.iter().enumerate().filter(|(_, token)| is_told(token)) {
            let Some(vote) = ballot.others(token.hash, votes.then_some(labels[index])) else {
                continue;
            };
            let told = self.kept.vote(vote);
            says = true;
            for place in Reach::Beside.places() {
                // A word that finds this one at a place stands as far on its other side.
                let other = (index + HERE)
                    .checked_sub(place)
                    .and_then(|other| scores.get_mut(other));
                if let Some(other) = other {
                    other.add(&told[place]);
                }
            }
        }
        says
    }
}
