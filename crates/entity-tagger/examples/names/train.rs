//! Labelled files -> the model: features of each word, the labels that they teach, the field, the file.
//!
//! The model reads an article twice, the second time with its own first labels as facts. First labels of the
//! training articles come from models that were trained on others, so that they are as good and as bad as those
//! of articles to come; each article is learned from without and with them.

use std::collections::HashMap;

use entity_tagger::training::{Ballot, Feature, Label, TrainingSentence, sentences, written};

use crate::augment::with_heading;
use crate::crf::{Example, Field, Settings};
use crate::labelled::{Document, read};

/// Features seen fewer times tell too little to keep.
const MIN_COUNT: u32 = 2;
/// Articles are dealt into this many folds; each is first read by a model of the others.
const N_FOLDS: usize = 3;

/// Trains on files and writes the model.
pub(crate) fn train(out: &str, files: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    let mut features = Features::default();
    let mut articles = Vec::new();
    for file in files {
        let (path, share) = match file.rsplit_once(':') {
            Some((path, share)) => (path, share.parse()?),
            None => (*file, 1.0),
        };
        let documents = part(read(path)?, share);
        eprintln!("{path}: {} documents", documents.len());
        let read = (0u64..).zip(&documents);
        articles.extend(
            read.map(|(seed, document)| TrainingArticle::of(&with_heading(document, seed), &mut features)),
        );
    }
    features.drop_rare(&mut articles);
    eprintln!("{} articles, {} features", articles.len(), features.all.len());
    let second = second_readings(&articles, &mut features);
    let examples: Vec<&Example> = articles
        .iter()
        .flat_map(|article| &article.examples)
        .chain(&second)
        .collect();
    let field = Field::train(&examples, features.all.len(), Settings::default());
    let rows: Vec<_> = features.all.into_iter().zip(field.weights).collect();
    let bytes = written(&rows, &field.pairs);
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Returns the sentences of all articles with what their first readings add.
fn second_readings(articles: &[TrainingArticle], features: &mut Features) -> Vec<Example> {
    let n_features = features.all.len();
    let mut second = Vec::new();
    for fold in 0..N_FOLDS {
        let is_held_out = |nth: usize| nth % N_FOLDS == fold;
        let others = articles.iter().enumerate().filter(|(nth, _)| !is_held_out(*nth));
        let examples: Vec<&Example> = others.flat_map(|(_, article)| &article.examples).collect();
        let field = Field::train(&examples, n_features, Settings::default());
        for (_, article) in articles.iter().enumerate().filter(|(nth, _)| is_held_out(*nth)) {
            second.extend(article.read_again(&field, features));
        }
    }
    second
}

/// Returns a share of the documents, spread over all.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "small counts"
)]
fn part(documents: Vec<Document>, share: f64) -> Vec<Document> {
    let nth = |index: usize| (index as f64 * share) as usize;
    let chosen = documents
        .into_iter()
        .enumerate()
        .filter(|(index, _)| nth(*index) != nth(index + 1));
    chosen.map(|(_, document)| document).collect()
}

/// An article to learn from: its sentences, and the same as numbers and labels.
struct TrainingArticle {
    sentences: Vec<TrainingSentence>,
    examples: Vec<Example>,
}

impl TrainingArticle {
    fn of(document: &Document, features: &mut Features) -> Self {
        let (article, places) = document.article();
        let tags = document.sentences.iter().flatten().zip(places.iter().flatten());
        let labels: Vec<(usize, Label)> = tags
            .map(|((_, tag), place)| (place.start, Label::parse(tag).unwrap_or(Label::OUTSIDE)))
            .collect();
        let mut sentences = sentences(&article);
        let mut examples = Vec::with_capacity(sentences.len());
        for sentence in &mut sentences {
            let mut example = Example::default();
            let mut last = usize::MAX;
            for word in &mut sentence.words {
                // The labelled token in which the word starts; a second word in one token is a later one.
                let token = labels
                    .partition_point(|(start, _)| *start <= word.start)
                    .saturating_sub(1);
                let label = labels.get(token).map_or(Label::OUTSIDE, |(_, label)| *label);
                example
                    .labels
                    .push(if token == last { label.later().0 } else { label.0 });
                last = token;
                let numbers = std::mem::take(&mut word.features)
                    .into_iter()
                    .map(|feature| features.number(feature));
                example.features.push(numbers.collect());
            }
            examples.push(example);
        }
        Self { sentences, examples }
    }

    /// Returns the sentences with what the first reading by a model adds.
    fn read_again(&self, field: &Field, features: &mut Features) -> Vec<Example> {
        let mut ballot = Ballot::default();
        let first: Vec<Vec<Label>> = self
            .examples
            .iter()
            .map(|example| field.labels(example))
            .collect();
        for (sentence, labels) in self
            .sentences
            .iter()
            .zip(&first)
            .filter(|(sentence, _)| sentence.votes)
        {
            for (word, label) in sentence.words.iter().zip(labels) {
                word.vote.into_iter().for_each(|vote| ballot.add(vote, *label));
            }
        }
        let mut second = self.examples.clone();
        for ((sentence, labels), example) in self.sentences.iter().zip(&first).zip(&mut second) {
            for (row, more) in example
                .features
                .iter_mut()
                .zip(sentence.vote_features(labels, &ballot))
            {
                let more = more.into_iter().map(|feature| features.number(feature));
                *row = row.iter().copied().chain(more).collect();
            }
        }
        second
    }
}

/// The features seen, as numbers in the order of their first sight.
#[derive(Default)]
struct Features {
    numbers: HashMap<Feature, u32>,
    counts: Vec<u32>,
    all: Vec<Feature>,
}

impl Features {
    fn number(&mut self, feature: Feature) -> u32 {
        let next = u32::try_from(self.all.len()).expect("features are numbers of 32 bits");
        let number = *self.numbers.entry(feature).or_insert(next);
        if number == next {
            self.counts.push(0);
            self.all.push(feature);
        }
        self.counts[number as usize] += 1;
        number
    }

    /// Numbers the features anew, without the rare ones.
    fn drop_rare(&mut self, articles: &mut [TrainingArticle]) {
        let mut kept = Self::default();
        let mut numbers = vec![None; self.all.len()];
        for (old, feature) in self.all.iter().enumerate() {
            if self.counts[old] >= MIN_COUNT {
                numbers[old] = Some(kept.number(*feature));
            }
        }
        for row in articles
            .iter_mut()
            .flat_map(|article| &mut article.examples)
            .flat_map(|example| &mut example.features)
        {
            *row = row.iter().filter_map(|&old| numbers[old as usize]).collect();
        }
        *self = kept;
    }
}
