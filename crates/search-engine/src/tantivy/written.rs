//! The `form` field: where words stand as they are written, in articles that have several forms of their stem.
//!
//! In most articles most stems have one form: then the `word` field tells which, for all their places. Only where
//! `minister` and `ministers` stand in one article is each place of each of them told.

use std::collections::{HashMap, HashSet};

use article::Language;
use tantivy::tokenizer::Token;

use super::tokenizers::placed;
use crate::analysis::{analyse, written_forms};

/// What stands between a stem and a form of it.
const FORM_START: char = '\u{1f}';
/// Longer words are numbers, addresses or noise that nobody looks for.
const MAX_BYTES: usize = 60;

/// Returns the term of a form of a stem.
pub(super) fn form_term(stem: &str, form: &str) -> String {
    format!("{stem}{FORM_START}{form}")
}

/// The words of an article as they are written, put together as its parts are added to the `text` field.
#[derive(Default)]
pub(super) struct Forms<'a> {
    numbers: HashMap<&'a str, usize>,
    distinct: Vec<Distinct>,
    /// The position of each word, and its number among the distinct ones.
    places: Vec<(usize, usize)>,
}

/// A word as it is written somewhere.
struct Distinct {
    stem: String,
    forms: Vec<String>,
}

impl<'a> Forms<'a> {
    /// Adds a part that begins at a position, and returns the numbers of its words.
    pub(super) fn add(&mut self, start: usize, text: &'a str, tokens: &[Token]) -> HashSet<usize> {
        let mut numbers = HashSet::new();
        for token in tokens {
            let written = &text[token.offset_from..token.offset_to];
            let number = *self.numbers.entry(written).or_insert(self.distinct.len());
            if number == self.distinct.len() {
                self.distinct.push(Distinct {
                    stem: token.text.clone(),
                    forms: written_forms(written).collect(),
                });
            }
            self.places.push((start + token.position, number));
            numbers.insert(number);
        }
        numbers
    }

    /// Returns words by their numbers as the `word` fields hold them.
    pub(super) fn words(&self, numbers: &HashSet<usize>) -> HashSet<&str> {
        let forms = numbers.iter().flat_map(|number| &self.distinct[*number].forms);
        forms
            .map(String::as_str)
            .filter(|form| form.len() <= MAX_BYTES)
            .collect()
    }

    /// Returns the value of the field: each place of each form of the stems that have several, and a mark of each
    /// such stem.
    pub(super) fn value(&self, language: Option<&Language>) -> String {
        let several = self.stems_of_several_forms(language);
        let mut terms = Vec::new();
        for (position, number) in &self.places {
            let Distinct { stem, forms } = &self.distinct[*number];
            if several.contains(stem) {
                let forms = forms.iter().filter(|form| form.len() <= MAX_BYTES);
                terms.extend(forms.map(|form| (form_term(stem, form), *position)));
            }
        }
        let marks = several.into_iter().map(|stem| (stem, 0));
        placed(marks.chain(terms))
    }

    fn stems_of_several_forms(&self, language: Option<&Language>) -> HashSet<String> {
        let mut first: HashMap<&str, &[String]> = HashMap::new();
        let mut several = HashSet::new();
        for Distinct { stem, forms } in &self.distinct {
            if *first.entry(stem).or_insert(forms) != forms.as_slice() {
                several.insert(stem.clone());
            }
            // What follows an apostrophe is among the article's words, but may have another stem than the whole.
            for after in forms.iter().skip(1) {
                analyse(after, language, |token| {
                    if token.term != stem {
                        several.insert(token.term.to_owned());
                    }
                });
            }
        }
        several
    }
}
