//! What a language's writing means for names: which words have capitals, and which small words join names.

use article::Article;

use crate::lexicon::Reader;
use crate::tokens::Elision;

/// The habits of the article's language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    /// Whether every noun has a capital, as in German.
    pub(crate) nouns_have_capitals: bool,
    /// Whether the lexicon lists the language's common words, so that an unlisted one is likely a name.
    pub(crate) has_common_words: bool,
    /// Whether the noun that tells what a name names stands before it, as in `Universidad de Chile`.
    pub(crate) head_first: bool,
    /// Whether the small word inside names, `von` or `van`, means "of" right after an office.
    pub(crate) office_of: bool,
    /// Whether names have the cases of Polish.
    pub(crate) polish_cases: bool,
    /// Which small and common words are expected.
    pub(crate) reader: Reader,
    /// How an apostrophe inside a word is read.
    pub(crate) elision: Elision,
}

impl Writing {
    /// Returns the habits of the article's language; without one it is read as English.
    pub(crate) fn of(article: &Article) -> Self {
        let language = article.language.as_ref().map_or("en", |language| language.code());
        Self {
            nouns_have_capitals: matches!(language, "de" | "lb"),
            has_common_words: matches!(language, "en" | "fr" | "pt"),
            head_first: matches!(
                language,
                "es" | "fr"
                    | "it"
                    | "pt"
                    | "ca"
                    | "gl"
                    | "ro"
                    | "ru"
                    | "uk"
                    | "be"
                    | "bg"
                    | "pl"
                    | "cs"
                    | "sr"
            ),
            polish_cases: language == "pl",
            office_of: matches!(language, "de" | "lb" | "nl"),
            reader: match language {
                "en" => Reader::English,
                "de" | "lb" => Reader::German,
                _ => Reader::Any,
            },
            elision: match language {
                "fr" | "it" => Elision::Splits,
                "tr" | "az" => Elision::Ends,
                _ => Elision::Keeps,
            },
        }
    }
}
