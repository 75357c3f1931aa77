//! The terms of texts, by analysers that each thread keeps, so that their memory of stems serves every article;
//! and the forms under which a word is found by its first letters.

use std::cell::RefCell;
use std::collections::HashMap;

use article::Language;
use text_analysis::{Analyser, Token, fold};

/// Calls `sink` for every term of a text in a language.
pub(crate) fn analyse(text: &str, language: Option<&Language>, sink: impl FnMut(Token<'_>)) {
    thread_local! {
        static ANALYSERS: RefCell<HashMap<Option<Language>, Analyser>> = RefCell::new(HashMap::new());
    }
    ANALYSERS.with_borrow_mut(|analysers| {
        analysers
            .entry(language.cloned())
            .or_insert_with(|| Analyser::new(language))
            .analyse(text, sink);
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
