//! The `form` field: where words stand as they are written, in articles that have several forms of their stem.
//!
//! In most articles most stems have one form: then the `word` field tells which, for all their places. Where
//! `minister` and `ministers` stand in one article, the places of the rarer one are told, and all others are those
//! of the commoner one: about two hundredths of the index.

use std::collections::BTreeMap;

use article::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::tokenizer::Token;

use super::tokenizers::placed;
use crate::analysis::{analyse, written_forms};

/// What stands between a stem and a form of it.
const FORM_START: char = '\u{1f}';
/// Longer words are numbers, addresses or noise that nobody looks for.
const MAX_BYTES: usize = 60;

/// Returns what the terms of all forms of a stem begin with.
pub(super) fn form_start(stem: &str) -> String {
    format!("{stem}{FORM_START}")
}

/// Returns the term of a form of a stem.
pub(super) fn form_term(stem: &str, form: &str) -> String {
    format!("{stem}{FORM_START}{form}")
}

/// The words of an article as they are written, put together as its parts are added to the `text` field.
#[derive(Default)]
pub(super) struct Forms<'a> {
    numbers: FxHashMap<&'a str, usize>,
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
    pub(super) fn add(&mut self, start: usize, text: &'a str, tokens: &[Token]) -> FxHashSet<usize> {
        let mut numbers = FxHashSet::default();
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
    pub(super) fn words(&self, numbers: &FxHashSet<usize>) -> FxHashSet<&str> {
        let forms = numbers.iter().flat_map(|number| &self.distinct[*number].forms);
        forms
            .map(String::as_str)
            .filter(|form| form.len() <= MAX_BYTES)
            .collect()
    }

    /// Returns the value of the field: of stems with several forms, the places of all but the commonest.
    pub(super) fn value(&self, language: Option<&Language>) -> String {
        let told = self.told(language);
        let mut terms = Vec::new();
        for (position, number) in self.places.iter().filter(|(_, number)| told[*number]) {
            let Distinct { stem, forms } = &self.distinct[*number];
            let forms = forms.iter().filter(|form| form.len() <= MAX_BYTES);
            terms.extend(forms.map(|form| (form_term(stem, form), *position)));
        }
        placed(terms)
    }

    /// Tells for each distinct word whether its places are told: they are not where it is the commonest of its stem.
    fn told(&self, language: Option<&Language>) -> Vec<bool> {
        let mut counts: FxHashMap<&str, BTreeMap<&[String], usize>> = FxHashMap::default();
        for (_, number) in &self.places {
            let Distinct { stem, forms } = &self.distinct[*number];
            *counts.entry(stem).or_default().entry(forms).or_default() += 1;
        }
        let unclear = self.unclear(language);
        let mut commonest: FxHashMap<&str, &[String]> = FxHashMap::default();
        for (stem, of_stem) in counts {
            let n_forms: usize = of_stem.keys().map(|forms| forms.len()).sum();
            let distinct: FxHashSet<&String> = of_stem.keys().copied().flatten().collect();
            // A form that several words share would not tell which of them is meant.
            if unclear.contains(stem) || distinct.len() < n_forms {
                continue;
            }
            let most = of_stem.into_iter().max_by_key(|(_, count)| *count);
            commonest.extend(most.map(|(forms, _)| (stem, forms)));
        }
        let is_told = |word: &Distinct| commonest.get(word.stem.as_str()) != Some(&word.forms.as_slice());
        self.distinct.iter().map(is_told).collect()
    }

    /// Returns stems of what follows an apostrophe: it is among the words of the article, but where it stands the
    /// whole has another stem.
    fn unclear(&self, language: Option<&Language>) -> FxHashSet<String> {
        let mut unclear = FxHashSet::default();
        for Distinct { stem, forms } in &self.distinct {
            for after in forms.iter().skip(1) {
                analyse(after, language, |token| {
                    if token.term != stem {
                        unclear.insert(token.term.to_owned());
                    }
                });
            }
        }
        unclear
    }
}
