//! Texts -> the numbers that the models of pages and of plain texts both read. Their order is part of the models.

use crate::phrases::{self, Phrase};

/// Kinds of phrases that are asked for.
pub(crate) const N_PHRASES: usize = 9;

/// Returns which kinds of phrases a text is or begins with, by its key.
pub(crate) fn phrases_of(key: &str) -> [bool; N_PHRASES] {
    let starts = |phrase| phrases::start_of(phrase, key).is_some();
    [
        phrases::is(Phrase::Widget, key),
        starts(Phrase::WidgetStart),
        phrases::is(Phrase::RelatedMarker, key),
        starts(Phrase::RelatedStart),
        starts(Phrase::Tail),
        starts(Phrase::FooterStart),
        starts(Phrase::ClosingStart),
        starts(Phrase::BylineStart),
        starts(Phrase::CaptionStart),
    ]
}

/// How a text looks.
pub(crate) struct Looks {
    /// Words and characters, and how many of these a word has.
    pub(crate) sizes: [f32; 3],
    /// Its end, its beginning, its letters and its signs.
    pub(crate) signs: [f32; 16],
}

impl Looks {
    /// Looks at a text of so many words, counted across scripts, that ends as a sentence does or not.
    pub(crate) fn of(text: &str, n_words: usize, is_sentence: bool) -> Self {
        let signs = Signs::of(text);
        let n_chars = text.chars().count();
        let n = n_chars.max(1) as f32;
        let words: Vec<&str> = text.split(' ').collect();
        let n_spaced = words.len() as f32;
        let count = |test: fn(&str) -> bool| words.iter().filter(|word| test(word)).count() as f32;
        let capitals = count(|word| word.starts_with(char::is_uppercase));
        let small = count(|word| word.len() <= 3 && word.chars().all(char::is_lowercase));
        Self {
            sizes: [ln(n_words), ln(n_chars), n / n_spaced],
            signs: [
                flag(is_sentence),
                signs.ends as f32 / n_spaced,
                signs.commas as f32 / n_spaced,
                flag(text.starts_with(char::is_lowercase)),
                flag(text.starts_with(|c: char| c.is_ascii_digit())),
                flag(text.starts_with(['"', '“', '„', '«', '‘', '「', '—', '–'])),
                signs.capitals as f32 / n,
                signs.digits as f32 / n,
                capitals / n_spaced,
                small / n_spaced,
                flag(signs.has_colon),
                flag(text.ends_with([':', '：'])),
                flag(signs.has_bar),
                flag(signs.has_mark),
                flag(text.contains("http") || text.contains("www.")),
                signs.brackets as f32,
            ],
        }
    }
}

/// How many signs of each kind a text has, counted in one go.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    ends: usize,
    commas: usize,
    capitals: usize,
    digits: usize,
    brackets: usize,
    has_colon: bool,
    has_bar: bool,
    has_mark: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for sign in text.chars() {
            match sign {
                'a'..='z' | ' ' => {}
                'A'..='Z' => signs.capitals += 1,
                '0'..='9' => signs.digits += 1,
                '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' => signs.ends += 1,
                ',' | '，' | '、' | '،' => signs.commas += 1,
                ':' | '：' => signs.has_colon = true,
                '|' | '›' | '»' | '•' | '·' | '/' => signs.has_bar = true,
                '©' | '@' | '#' => signs.has_mark = true,
                '(' | ')' | '[' | ']' => signs.brackets += 1,
                _ => signs.capitals += usize::from(sign.is_uppercase()),
            }
        }
        signs
    }
}

/// Returns the logarithm of a number and one, so that nought is nought.
pub(crate) fn ln(n: usize) -> f32 {
    (n as f32).ln_1p()
}

/// The same of what is below nought as well, with its sign.
pub(crate) fn signed_ln(value: f32) -> f32 {
    value.signum() * value.abs().ln_1p()
}

/// Returns one for what is so.
pub(crate) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
