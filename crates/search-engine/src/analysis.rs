//! The terms of texts, by analysers that each thread keeps, so that their memory of stems serves every article;
//! and the forms under which a word is found by its first letters.

use std::cell::RefCell;
use std::collections::HashMap;

use article::Language;
use text_analysis::{Analyser, Initials, Token, fold};

/// Calls `sink` for every term of a text in a language.
pub(crate) fn analyse(text: &str, language: Option<&Language>, sink: impl FnMut(Token<'_>)) {
    with_analyser(language, |analyser| analyser.analyse(text, sink));
}

/// Calls `sink` for every term of a text that may begin with a wanted letter.
pub(crate) fn analyse_initials(
    text: &str,
    language: Option<&Language>,
    wanted: &Initials,
    sink: impl FnMut(Token<'_>),
) {
    with_analyser(language, |analyser| analyser.analyse_initials(text, wanted, sink));
}

/// The terms of a text with their places, in one piece of memory.
pub(crate) struct Terms {
    /// All terms in a row.
    letters: String,
    /// For each term where it ends in them, its position, and start and end of its word in the text.
    places: Vec<[usize; 4]>,
}

impl Terms {
    /// Works out the terms of a text in a language.
    pub(crate) fn of(text: &str, language: Option<&Language>) -> Self {
        let mut letters = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() / 5);
        analyse(text, language, |token| {
            letters.push_str(token.term);
            places.push([letters.len(), token.position, token.start, token.end]);
        });
        Self { letters, places }
    }

    /// Returns the terms in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut from = 0;
        self.places.iter().map(move |[to, position, start, end]| Token {
            term: &self.letters[std::mem::replace(&mut from, *to)..*to],
            position: *position,
            start: *start,
            end: *end,
        })
    }
}

/// Returns the terms of a text in a language.
pub(crate) fn terms_of(text: &str, language: Option<&Language>) -> Vec<String> {
    let mut terms = Vec::new();
    analyse(text, language, |token| terms.push(token.term.to_owned()));
    terms
}

fn with_analyser(language: Option<&Language>, work: impl FnOnce(&mut Analyser)) {
    thread_local! {
        static ANALYSERS: RefCell<HashMap<Option<Language>, Analyser>> = RefCell::new(HashMap::new());
    }
    ANALYSERS.with_borrow_mut(|analysers| {
        let analyser = analysers.entry(language.cloned());
        work(analyser.or_insert_with(|| Analyser::new(language)));
    });
}

/// Returns the forms under which a word is found by its first letters: as it is written, folded, and what
/// follows its apostrophe, where that is long enough to be a word (`l’élection`, `O’Brien`, but not `don’t`).
pub(crate) fn written_forms(word: &str) -> impl Iterator<Item = String> {
    /// The endings of `we’ve` and `they’ll` are shorter.
    const MIN_CHARS: usize = 3;
    let whole = fold(word);
    let after = whole.split_once('\'').map(|(_, after)| after.to_owned());
    let after = after.filter(|after| after.chars().count() >= MIN_CHARS);
    [Some(whole), after].into_iter().flatten()
}
