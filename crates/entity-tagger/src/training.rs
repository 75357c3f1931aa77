//! What training needs of the tagger: words and features exactly as tagging reads them.

use article::{Article, TextField};

use crate::lexicon::Reader;
use crate::model::training_sentences;
use crate::phrases::phrases;
use crate::text::texts;
use crate::tokens::{Elision, Shape, tokens};
use crate::writing::Writing;

/// A word or mark of a text.
pub struct Word<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Whether it opens a sentence, a quotation or a line.
    pub opens: bool,
    /// Whether it starts with a small letter.
    pub is_small: bool,
}

/// Returns the words and marks of an English text.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let tokens = tokens(text, Elision::Keeps, Reader::English).into_iter();
    let words = tokens.map(|token| Word {
        text: &text[token.start..token.end],
        opens: token.opens,
        is_small: token.shape == Shape::Lower,
    });
    words.collect()
}

pub use crate::model::{
    Ballot, Feature, Label, N_LABELS, TrainingSentence, TrainingWord, class_form, use_model, written,
};

/// Returns the sentences of an English article, with what the model may learn from.
pub fn sentences(article: &Article) -> Vec<TrainingSentence> {
    training_sentences(&texts(article, Writing::of(article)))
}

/// A word with the label that the model gives it.
pub struct LabelledWord {
    /// The part of the article that it stands in.
    pub field: TextField,
    /// First Unicode scalar.
    pub char_start: usize,
    /// Unicode scalar after the last.
    pub char_end: usize,
    /// Its label.
    pub label: Label,
}

/// Returns the words of an English article with their labels, in reading order.
pub fn labels(article: &Article) -> Vec<LabelledWord> {
    let texts = texts(article, Writing::of(article));
    let phrases: Vec<_> = texts.iter().map(phrases).collect();
    let labels = crate::model::labels(&texts, &phrases);
    let words = texts.iter().zip(labels).flat_map(|(text, labels)| {
        text.tokens.iter().zip(labels).map(|(token, label)| LabelledWord {
            field: text.field,
            char_start: token.char_start,
            char_end: token.char_end,
            label,
        })
    });
    words.collect()
}
