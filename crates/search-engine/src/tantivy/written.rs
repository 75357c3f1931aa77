//! The `form` field: where words stand as they are written, in articles that have several forms of their stem.
//!
//! In most articles most stems have one form: then the `word` field tells which, for all their places. Where
//! `minister` and `ministers` stand in one article, the places of the rarer one are told, and all others are those
//! of the commoner one: about two hundredths of the index.

use article::Language;
use rustc_hash::{FxHashMap, FxHashSet};

use super::tokenizers::placed;
use crate::analysis::{Terms, analyse, written_forms};
use crate::places::Part;

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
    written: Written,
    count: usize,
    is_in_title: bool,
}

/// The forms of a word: the whole, and what follows its apostrophe.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    whole: String,
    after: Option<String>,
}

impl Written {
    fn of(word: &str) -> Self {
        let mut forms = written_forms(word);
        Self {
            whole: forms.next().unwrap_or_default(),
            after: forms.next(),
        }
    }

    fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.whole.as_str()).chain(self.after.as_deref())
    }

    /// Returns the forms that are short enough to be looked for.
    fn short_forms(&self) -> impl Iterator<Item = &str> {
        self.forms().filter(|form| form.len() <= MAX_BYTES)
    }
}

impl<'a> Forms<'a> {
    /// Adds a part that begins at a position.
    pub(super) fn add(&mut self, part: Part, start: usize, text: &'a str, terms: &Terms) {
        for token in terms.iter() {
            let written = &text[token.start..token.end];
            let number = *self.numbers.entry(written).or_insert(self.distinct.len());
            if number == self.distinct.len() {
                self.distinct.push(Distinct {
                    stem: token.term.to_owned(),
                    written: Written::of(written),
                    count: 0,
                    is_in_title: false,
                });
            }
            let word = &mut self.distinct[number];
            word.count += 1;
            word.is_in_title |= part == Part::Title;
            self.places.push((start + token.position, number));
        }
    }

    /// Returns the words as the `word` field holds them.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.distinct.iter().flat_map(|word| word.written.short_forms())
    }

    /// Returns the words of the headline as the `title_word` field holds them.
    pub(super) fn title_words(&self) -> impl Iterator<Item = &str> {
        let of_title = self.distinct.iter().filter(|word| word.is_in_title);
        of_title.flat_map(|word| word.written.short_forms())
    }

    /// Returns the value of the field: of stems with several forms, the places of all but the commonest.
    pub(super) fn value(&self, language: Option<&Language>) -> String {
        let told = self.told(language);
        let mut terms = Vec::new();
        for (position, number) in self.places.iter().filter(|(_, number)| told[*number]) {
            let Distinct { stem, written, .. } = &self.distinct[*number];
            let forms = written.short_forms();
            terms.extend(forms.map(|form| (form_term(stem, form), *position)));
        }
        placed(terms)
    }

    /// Tells for each distinct word whether its places are told: they are not where it is the commonest of its stem.
    fn told(&self, language: Option<&Language>) -> Vec<bool> {
        let unclear = self.unclear(language);
        let mut told = vec![true; self.distinct.len()];
        let mut by_stem: Vec<usize> = (0..self.distinct.len()).collect();
        by_stem.sort_unstable_by_key(|number| &self.distinct[*number].stem);
        for of_stem in by_stem.chunk_by(|a, b| self.distinct[*a].stem == self.distinct[*b].stem) {
            if unclear.contains(&self.distinct[of_stem[0]].stem) {
                continue;
            }
            if let Some(commonest) = self.commonest(of_stem) {
                for number in of_stem {
                    told[*number] = self.distinct[*number].written != *commonest;
                }
            }
        }
        told
    }

    /// Returns the forms of most words of a stem; nothing where a form that several words share would not tell which of
    /// them is meant.
    fn commonest(&self, of_stem: &[usize]) -> Option<&Written> {
        let mut counts: Vec<(&Written, usize)> = Vec::with_capacity(of_stem.len());
        for Distinct { written, count, .. } in of_stem.iter().map(|number| &self.distinct[*number]) {
            match counts.iter_mut().find(|(other, _)| *other == written) {
                Some((_, sum)) => *sum += count,
                None => counts.push((written, *count)),
            }
        }
        let mut forms: Vec<&str> = counts.iter().flat_map(|(written, _)| written.forms()).collect();
        let n_forms = forms.len();
        forms.sort_unstable();
        forms.dedup();
        if forms.len() < n_forms {
            return None;
        }
        let most = counts
            .into_iter()
            .max_by_key(|(written, count)| (*count, *written));
        most.map(|(written, _)| written)
    }

    /// Returns stems of what follows an apostrophe: it is among the words of the article, but where it stands the
    /// whole has another stem.
    fn unclear(&self, language: Option<&Language>) -> FxHashSet<String> {
        let mut unclear = FxHashSet::default();
        for Distinct { stem, written, .. } in &self.distinct {
            let Some(after) = &written.after else { continue };
            analyse(after, language, |token| {
                if token.term != stem {
                    unclear.insert(token.term.to_owned());
                }
            });
        }
        unclear
    }
}
