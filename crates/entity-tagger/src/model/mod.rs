//! The trained tagger: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed
//! features. Texts of an article -> a label for each word.
//!
//! All that depends on a word alone is added up once for each distinct word, so that a word in a sentence costs a
//! few additions of vectors.

mod classes;
mod facts;
mod feature;
mod label;
mod scores;
mod sentence;
mod usage;
mod viterbi;
mod votes;
mod weights;

use std::cell::RefCell;
use std::sync::{LazyLock, OnceLock};

pub use classes::class_form;
pub use feature::Feature;
use feature::Reach;
pub use label::{Label, N_LABELS};
use scores::{ArticleWords, KeptScores, WordScores};
use sentence::{Reading, neighbour, sentences, stretches};
use usage::is_told;
use viterbi::Decoder;
pub use votes::Ballot;
use votes::Vote;
use weights::Weights;
pub use weights::written;

use crate::lines::Casing;
use crate::phrases::{Phrase, phrases};
use crate::text::Text;

/// A model to use in place of the shipped one.
static OTHER_MODEL: OnceLock<Vec<u8>> = OnceLock::new();

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| match OTHER_MODEL.get() {
    Some(other) => Weights::read(other),
    None => Weights::read(include_bytes!("../../data/names.model")),
});

thread_local! {
    static KEPT: RefCell<(KeptScores, ArticleWords)> =
        RefCell::new((KeptScores::new(&WEIGHTS), ArticleWords::default()));
}

/// Uses another model than the shipped one from now on. Counts only before the first article is tagged.
pub fn use_model(bytes: Vec<u8>) {
    let _in_use = OTHER_MODEL.set(bytes);
}

/// Returns a label for each token of each text, whose phrases are those of the gazetteer in it.
///
/// The article is read twice: the second time with what the first took the other places of each word for.
pub(crate) fn labels(texts: &[Text<'_>], phrases: &[Vec<Phrase>]) -> Vec<Vec<Label>> {
    KEPT.with_borrow_mut(|(kept, article)| {
        let reading = Reading::of(texts, phrases);
        read_twice(texts, WordScores::new(kept, article, &reading))
    })
}

fn read_twice(texts: &[Text<'_>], mut words: WordScores<'_>) -> Vec<Vec<Label>> {
    let mut decoder = Decoder::new(&WEIGHTS);
    let mut ballot = Ballot::default();
    let mut all: Vec<Vec<Label>> = texts
        .iter()
        .map(|text| vec![Label::OUTSIDE; text.tokens.len()])
        .collect();
    let mut read = Vec::new();
    for (nth, text) in texts.iter().enumerate() {
        for sentence in sentences(text) {
            for stretch in stretches(text, &sentence) {
                let scores = words.scores(text, nth, &sentence, &stretch);
                let labels = &mut all[nth][stretch.clone()];
                let goes_on = stretch.end < sentence.range.end;
                decoder.decode(&scores, goes_on, labels);
                if votes(sentence.casing) {
                    let tokens = text.tokens[stretch.clone()].iter().zip(labels);
                    let told = tokens.filter(|(token, _)| is_told(token));
                    told.for_each(|(token, label)| ballot.add(token.hash, *label));
                }
                read.push((nth, stretch, sentence.casing, goes_on, scores));
            }
        }
    }
    for (nth, stretch, casing, goes_on, mut scores) in read {
        let labels = &mut all[nth][stretch.clone()];
        let tokens = &texts[nth].tokens[stretch];
        if words.add_votes(tokens, labels, votes(casing), &ballot, &mut scores) {
            decoder.decode(&scores, goes_on, labels);
        }
    }
    all
}

/// Returns whether the words of a line have a vote: the capitals of a heading say too little.
fn votes(casing: Casing) -> bool {
    casing == Casing::Sentence
}

/// A word of an article as training sees it.
pub struct TrainingWord {
    /// First byte in its text.
    pub start: usize,
    /// What the model may learn from.
    pub features: Vec<Feature>,
    /// The word, if the article votes on it.
    pub vote: Option<u64>,
}

/// A sentence of an article as training sees it.
pub struct TrainingSentence {
    /// The number of its text.
    pub text: usize,
    /// Its words.
    pub words: Vec<TrainingWord>,
    /// Whether its words have a vote on others.
    pub votes: bool,
}

impl TrainingSentence {
    /// Returns what the article's vote adds to the features of each word, given the labels of a first reading.
    pub fn vote_features(&self, labels: &[Label], ballot: &Ballot) -> Vec<Vec<Feature>> {
        let vote =
            |(word, label): (&TrainingWord, &Label)| ballot.others(word.vote?, self.votes.then_some(*label));
        let votes: Vec<Option<Vote>> = self.words.iter().zip(labels).map(vote).collect();
        let features = (0..votes.len()).map(|index| {
            let places = Reach::Beside.places();
            let told = places.filter_map(|place| {
                let neighbour = neighbour(index, place, &(0..votes.len()))?;
                Some(Feature::at(votes[neighbour]?.fact(), place))
            });
            told.collect()
        });
        features.collect()
    }
}

/// Returns the sentences of the texts.
pub(crate) fn training_sentences(texts: &[Text<'_>]) -> Vec<TrainingSentence> {
    let phrases: Vec<Vec<Phrase>> = texts.iter().map(phrases).collect();
    let reading = Reading::of(texts, &phrases);
    let mut all = Vec::new();
    for (nth, text) in texts.iter().enumerate() {
        for sentence in sentences(text) {
            let words = sentence.range.clone().map(|index| TrainingWord {
                start: text.tokens[index].start,
                features: sentence::features(text, nth, &sentence, index, &reading),
                vote: Some(&text.tokens[index])
                    .filter(|token| is_told(token))
                    .map(|token| token.hash),
            });
            all.push(TrainingSentence {
                text: nth,
                words: words.collect(),
                votes: votes(sentence.casing),
            });
        }
    }
    all
}
