//! The terms of texts, by analysers that each thread keeps, so that their memory of stems serves every article.

use std::cell::RefCell;
use std::collections::HashMap;

use article::Language;
use text_analysis::{Analyser, Token};

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
