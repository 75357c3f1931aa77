//! Classes of words, and how often each is written with a capital: `data/word-classes.tsv`, counted over news
//! (`examples/word_classes`).

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::spelling::text_hash;

/// What is known of a word from texts without labels.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Class {
    /// One of 64 classes of words that stand in the same places, counted from 1; 0 for a rare word.
    pub(super) few: u16,
    /// One of 512 such classes, likewise.
    pub(super) many: u16,
    /// Share of its places inside sentences in which it has a capital, from 1 (none) to 7 (all); 0 if unknown.
    pub(super) capital: u8,
}

static CLASSES: LazyLock<FxHashMap<u64, Class>> = LazyLock::new(|| {
    let mut classes = FxHashMap::default();
    for line in include_str!("../../data/word-classes.tsv").lines() {
        let mut columns = line.split('\t');
        let mut number = || {
            columns
                .next()
                .and_then(|column| column.parse::<u16>().ok())
                .unwrap_or(0)
        };
        let class = Class {
            few: number() + 1,
            many: number() + 1,
            capital: u8::try_from(number()).unwrap_or(0),
        };
        for word in columns.next().unwrap_or_default().split(' ') {
            classes.insert(text_hash(word), class);
        }
    }
    classes
});

/// Returns a word as classes know it: as it is written, and of a number each digit as a zero.
pub fn class_form(word: &str) -> Cow<'_, str> {
    if !word.starts_with(|char: char| char.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let zeros = word
        .chars()
        .map(|char| if char.is_ascii_digit() { '0' } else { char });
    Cow::Owned(zeros.collect())
}

/// Returns the classes of a word.
pub(super) fn class(word: &str) -> Class {
    CLASSES
        .get(&text_hash(&class_form(word)))
        .copied()
        .unwrap_or_default()
}
