//! [`Pattern`]: one thing that a query looks for in the text of an article, and where it stands there.

use std::collections::BTreeSet;
use std::ops::Range;

use article::{ArticleRecord, Language, TextField};
use query_language::Scope;
use rustc_hash::FxHashSet;
use text_analysis::{Initials, Token};

use super::matches::text_of;
use crate::analysis::{analyse, analyse_initials, written_forms};
use crate::places::{Layout, Leaf, Part, Place, Sought};
use crate::spelling::{distance, has_shape};

/// Words and phrases, and how they must stand to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// What is looked for.
    pub(crate) sought: Sought,
    /// The letters of its leaves, by their numbers.
    pub(crate) forms: Vec<PatternForm>,
    /// How often it must stand in an article.
    pub(crate) count: usize,
}

/// The letters of a word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PatternForm {
    /// Any of these sequences of terms.
    Sequences(BTreeSet<Vec<String>>),
    /// These words as they are written, folded, where one of the sequences of terms is as well.
    Written {
        /// The words.
        words: Vec<String>,
        /// Their terms.
        sequences: BTreeSet<Vec<String>>,
    },
    /// Any word that starts with these folded letters, or has them after its apostrophe.
    Prefix {
        /// The words that stand right before it, folded.
        before: Vec<String>,
        /// Its first letters, folded.
        start: String,
    },
    /// Any word of this shape, folded.
    Wildcard(Vec<char>),
    /// Any word that is spelled almost like this.
    Fuzzy {
        /// The word, folded.
        word: Vec<char>,
        /// By how many letters it may differ.
        distance: u8,
    },
}

/// A word of a text.
pub(super) struct Word<'a> {
    /// Its term, where a pattern looks for it; most of a text is looked for by nobody and has none.
    term: &'a str,
    position: usize,
    range: Range<usize>,
}

/// What patterns look at in a text; worked out once for all articles.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The terms that somebody looks for.
    terms: FxHashSet<String>,
    /// Which words are looked at.
    look: Look,
}

/// Which words of a text somebody looks at.
#[derive(Debug, Default)]
enum Look {
    /// All of them: sentences are asked for, or how words are written.
    #[default]
    Every,
    /// Those that begin with one of these letters. Of the others it is enough to know that there is one.
    Beginning(Initials),
    /// Of these, those with one of the terms.
    Terms(Initials),
}

/// A text as patterns look at it.
pub(super) struct Words<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    part: Part,
    has_every_word: bool,
}

impl Pattern {
    /// Tells whether an article has it, as often as it must. `wanted` is what [`Wanted::all_words`] gives.
    pub(crate) fn is_in(&self, record: &ArticleRecord, wanted: &Wanted) -> bool {
        let mut found = 0;
        for field in TextField::SEARCHED {
            let text = text_of(record, field);
            if text.is_empty() {
                continue;
            }
            let language = record.language.as_deref().and_then(Language::from_code);
            let words = Words::new(text, field, language.as_ref(), wanted);
            let layout = words.layout();
            found += self.sought.places(&words.places(self), &layout).len();
            if found >= self.count {
                return true;
            }
        }
        false
    }

    /// Returns the terms that it looks for.
    fn terms(&self) -> impl Iterator<Item = &str> {
        let sequences = self.forms.iter().filter_map(PatternForm::sequences);
        sequences.flatten().flatten().map(String::as_str)
    }

    /// Returns what each word begins with at which it looks; nothing where it looks at every word.
    fn starts(&self) -> Option<Vec<&str>> {
        let starts: Option<Vec<Vec<&str>>> = self.forms.iter().map(PatternForm::starts).collect();
        starts.map(|starts| starts.concat())
    }

    /// Returns the form of a word or a phrase of any part or of the headline, and which of both it is; nothing for
    /// anything else.
    pub(super) fn plain_form(&self) -> Option<(&PatternForm, Scope)> {
        match self.sought {
            Sought::Leaf(Leaf { number, scope }) if matches!(scope, Scope::Anywhere | Scope::Title) => {
                self.forms.get(number).map(|form| (form, scope))
            }
            _ => None,
        }
    }
}

impl Wanted {
    /// Returns what these look at. Most queries look for words wherever they stand: then nobody asks for sentences.
    pub(super) fn of(patterns: &[Pattern]) -> Self {
        let starts: Option<Vec<Vec<&str>>> = patterns.iter().map(Pattern::starts).collect();
        let are_plain = patterns.iter().all(|pattern| pattern.plain_form().is_some());
        let forms = || patterns.iter().flat_map(|pattern| &pattern.forms);
        let are_terms = || forms().all(|form| matches!(form, PatternForm::Sequences(_)));
        let look = match starts.filter(|_| are_plain) {
            None => Look::Every,
            Some(starts) if are_terms() => Look::Terms(Initials::of(starts.concat())),
            Some(starts) => Look::Beginning(Initials::of(starts.concat())),
        };
        Self {
            look,
            ..Self::all_words(patterns)
        }
    }

    /// Returns what these look at where every word counts.
    pub(crate) fn all_words<'p>(patterns: impl IntoIterator<Item = &'p Pattern>) -> Self {
        Self {
            terms: patterns
                .into_iter()
                .flat_map(Pattern::terms)
                .map(str::to_owned)
                .collect(),
            look: Look::Every,
        }
    }
}

impl PatternForm {
    fn starts(&self) -> Option<Vec<&str>> {
        match self {
            Self::Sequences(sequences) => Some(sequences.iter().flatten().map(String::as_str).collect()),
            Self::Prefix { before, start } if before.is_empty() => Some(vec![start.as_str()]),
            _ => None,
        }
    }

    /// Returns the sequences of terms one of which stands wherever this does; nothing where there is no telling.
    pub(crate) fn sequences(&self) -> Option<&BTreeSet<Vec<String>>> {
        match self {
            Self::Sequences(sequences) => Some(sequences),
            Self::Written { sequences, .. } => Some(sequences),
            _ => None,
        }
    }

    /// Returns how the words of a sequence are written, where that matters.
    pub(crate) fn written(&self) -> Option<&[String]> {
        match self {
            Self::Written { words, .. } => Some(words),
            _ => None,
        }
    }

    /// Returns how many words it has at most.
    pub(crate) fn longest(&self) -> usize {
        match self {
            Self::Sequences(sequences) => sequences.iter().map(Vec::len).max().unwrap_or(1),
            Self::Written { words, .. } => words.len(),
            Self::Prefix { before, .. } => before.len() + 1,
            Self::Wildcard(_) | Self::Fuzzy { .. } => 1,
        }
    }

    /// Returns the number of words that match from this word on.
    fn match_at(&self, words: &[Word<'_>], start: usize, text: &str) -> Option<usize> {
        let written = |word: &Word<'_>| written_forms(&text[word.range.clone()]);
        match self {
            Self::Sequences(sequences) => match_of_sequences(sequences, words, start),
            Self::Written {
                words: wanted,
                sequences,
            } => {
                let found = words.get(start..start + wanted.len())?;
                let is_written = found
                    .iter()
                    .zip(wanted)
                    .all(|(word, wanted)| written(word).any(|form| form == *wanted));
                let is_row = || match_of_sequences(sequences, words, start).is_some();
                (is_written && !found.is_empty() && is_row()).then_some(found.len())
            }
            Self::Prefix {
                before,
                start: letters,
            } => {
                let found = words.get(start..=start + before.len())?;
                let (last, first) = found.split_last()?;
                let is_before = first
                    .iter()
                    .zip(before)
                    .all(|(word, wanted)| written(word).any(|form| form == *wanted));
                let is_row = last.position == found[0].position + before.len();
                let is_start = written(last).any(|form| form.starts_with(letters.as_str()));
                (is_row && is_before && is_start).then_some(found.len())
            }
            Self::Wildcard(shape) => written(words.get(start)?)
                .any(|form| has_shape(&form, shape))
                .then_some(1),
            Self::Fuzzy { word, distance: most } => written(words.get(start)?)
                .any(|form| distance(word, &form, *most).is_some())
                .then_some(1),
        }
    }
}

fn match_of_sequences(sequences: &BTreeSet<Vec<String>>, words: &[Word<'_>], start: usize) -> Option<usize> {
    sequences.iter().find_map(|sequence| {
        let found = words.get(start..start + sequence.len())?;
        let first = found.first()?.position;
        let is_match = found
            .iter()
            .zip(sequence)
            .enumerate()
            .all(|(offset, (word, term))| word.term == *term && word.position == first + offset);
        is_match.then_some(found.len())
    })
}

impl<'a> Words<'a> {
    /// Reads a field of an article: the words that somebody looks at.
    pub(super) fn new(
        text: &'a str,
        field: TextField,
        language: Option<&Language>,
        wanted: &'a Wanted,
    ) -> Self {
        let mut words = Vec::new();
        let known = |token: &Token<'_>| wanted.terms.get(token.term).map(String::as_str);
        let word = |token: &Token<'_>, term| Word {
            term,
            position: token.position,
            range: token.start..token.end,
        };
        let mut add = |token: Token<'_>| words.push(word(&token, known(&token).unwrap_or_default()));
        match &wanted.look {
            Look::Every => analyse(text, language, add),
            Look::Beginning(initials) => analyse_initials(text, language, initials, &mut add),
            Look::Terms(initials) => analyse_initials(text, language, initials, |token| {
                words.extend(known(&token).map(|term| word(&token, term)));
            }),
        }
        Self {
            text,
            words,
            part: field.into(),
            has_every_word: matches!(wanted.look, Look::Every),
        }
    }

    /// Returns the layout of the text; without paragraphs and sentences where nobody asks for them.
    pub(super) fn layout(&self) -> Layout {
        if !self.has_every_word {
            return Layout {
                parts: vec![(0, self.part)],
                ..Layout::default()
            };
        }
        let words = self.words.iter().map(|word| (word.position, word.range.start));
        Layout::of_text(self.part, self.text, words)
    }

    /// Gives the bytes of each place of a word or a phrase, without working out how places stand to one another.
    pub(super) fn each_plain(
        &self,
        form: &PatternForm,
        scope: Scope,
        layout: &Layout,
        mut add: impl FnMut(Range<usize>),
    ) {
        for start in 0..self.words.len() {
            let Some(n_words) = form.match_at(&self.words, start, self.text) else {
                continue;
            };
            let (first, last) = (&self.words[start], &self.words[start + n_words - 1]);
            let place = Place {
                start: first.position as u32,
                end: last.position as u32 + 1,
            };
            if layout.covers(scope, place) {
                add(first.range.start..last.range.end);
            }
        }
    }

    /// Returns the places of each leaf of a pattern.
    pub(super) fn places(&self, pattern: &Pattern) -> Vec<Vec<Place>> {
        let places = |form: &PatternForm| {
            let place = |start: usize| {
                let n_words = form.match_at(&self.words, start, self.text)?;
                let last = self.words.get(start + n_words - 1)?;
                Some(Place {
                    start: self.words[start].position as u32,
                    end: last.position as u32 + 1,
                })
            };
            (0..self.words.len()).filter_map(place).collect()
        };
        pattern.forms.iter().map(places).collect()
    }

    /// Returns the bytes of a place.
    pub(super) fn bytes(&self, place: Place) -> Option<Range<usize>> {
        let number = |position: u32| {
            let is_before = |word: &Word<'_>| word.position < position as usize;
            self.words.partition_point(is_before)
        };
        let first = self.words.get(number(place.start))?;
        let last = self.words.get(number(place.end).checked_sub(1)?)?;
        Some(first.range.start..last.range.end)
    }
}
