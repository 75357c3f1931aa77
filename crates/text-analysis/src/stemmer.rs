//! [`Stemmer`]: one stemmer for each language, from two libraries.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Cuts the endings off folded words of one language.
pub(crate) enum Stemmer {
    /// Of the languages that this library has, whose stems indexes have been built with.
    Older(rust_stemmers::Stemmer),
    /// Of those that it lacks. It was made from the newest algorithms of the same source.
    Newer(frostem::Stemmer),
}

impl Stemmer {
    /// Returns the stemmer of a language, by ISO 639-1 code, where there is one.
    pub(crate) fn of(code: &str) -> Option<Self> {
        let older = older(code).map(|algorithm| Self::Older(rust_stemmers::Stemmer::create(algorithm)));
        older.or_else(|| newer(code).map(|algorithm| Self::Newer(frostem::Stemmer::new(algorithm))))
    }

    /// Returns the stem of a word; the word itself where the stemmer fails on it. A panic on some Greek words is
    /// reported for rust-stemmers (CurrySoftware/rust-stemmers#27), and each distinct word comes here once.
    pub(crate) fn stem(&self, word: &str) -> String {
        let stem = || match self {
            Self::Older(stemmer) => stemmer.stem(word).into_owned(),
            Self::Newer(stemmer) => stemmer.stem(word).into_owned(),
        };
        catch_unwind(AssertUnwindSafe(stem)).unwrap_or_else(|_| word.to_owned())
    }
}

/// How much of the beginning of a word of ASCII letters its stem is known to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// Nothing: its stemmer may cut there too.
    Nothing,
    /// The first letter: there is no stemmer, or one that only cuts endings off.
    Letter,
    /// The first two, but that `y` may become `i`.
    TwoLetters,
}

/// Returns how much of the beginning of words the stems of a language keep.
pub(crate) fn kept_beginning(code: &str) -> Beginning {
    match code {
        "en" => Beginning::TwoLetters,
        "" | "ca" | "da" | "de" | "es" | "fi" | "fr" | "hu" | "it" | "nb" | "nl" | "nn" | "no" | "pt"
        | "ro" | "sv" | "tr" => Beginning::Letter,
        _ => Beginning::Nothing,
    }
}

/// Returns the code that languages of one stemmer share.
pub(crate) fn stemmer_code(code: &str) -> &str {
    match code {
        "nb" | "nn" => "no",
        _ => code,
    }
}

fn older(code: &str) -> Option<rust_stemmers::Algorithm> {
    use rust_stemmers::Algorithm;
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

fn newer(code: &str) -> Option<frostem::Algorithm> {
    use frostem::Algorithm;
    Some(match code {
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fa" => Algorithm::Persian,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "pl" => Algorithm::Polish,
        "sr" => Algorithm::Serbian,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}
