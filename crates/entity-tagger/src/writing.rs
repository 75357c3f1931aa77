//! What a language's writing means for names: which words have capitals, and which small words join names.

use article::Article;

use crate::lexicon::Flags;
use crate::tokens::{Elision, Token};

/// The habits of the article's language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    /// Whether every noun has a capital, as in German.
    pub(crate) nouns_have_capitals: bool,
    /// Whether the lexicon lists the language's common words, so that an unlisted one is likely a name.
    pub(crate) has_common_words: bool,
    /// Whether English small words are to be expected.
    is_english: bool,
    /// How `L'` before a capital is read.
    pub(crate) elision: Elision,
}

impl Writing {
    /// Returns the habits of the article's language; without one it is read as English.
    pub(crate) fn of(article: &Article) -> Self {
        let language = article.language.as_ref().map_or("en", |language| language.code());
        Self {
            nouns_have_capitals: matches!(language, "de" | "lb"),
            has_common_words: matches!(language, "en" | "fr" | "pt"),
            is_english: language == "en",
            elision: if matches!(language, "fr" | "it") {
                Elision::Splits
            } else {
                Elision::Keeps
            },
        }
    }

    /// Returns whether a word is one of the language's small words.
    pub(crate) fn is_stop(self, token: &Token) -> bool {
        token.has(Flags::STOP) || (!self.is_english && token.has(Flags::STOP_ELSEWHERE))
    }

    /// Returns whether a word, where its capital says nothing, may still be ordinary.
    pub(crate) fn is_ordinary(self, token: &Token) -> bool {
        self.is_stop(token) || token.has(Flags::COMMON.union(Flags::STOP_ELSEWHERE))
    }
}
