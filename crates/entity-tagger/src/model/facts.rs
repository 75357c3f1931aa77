//! The facts that the model knows of a word: those of the word alone, those that the article adds, and those of
//! its place. The templates are part of the model: a change asks for training anew.

use super::classes::{Class, class};
use super::feature::{Reach, fact};
use super::usage::WordUse;
use crate::lexicon::{Entry, Rank};
use crate::lines::Casing;
use crate::spelling::{fold, text_hash};
use crate::tokens::{Shape, Token};

/// Takes a fact and how far it counts.
pub(super) type Sink<'a> = dyn FnMut(u64, Reach) + 'a;

/// A word as it is written in a line of one casing; words that are equal here share all facts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct WordKey {
    text: u64,
    form: u8,
}

impl WordKey {
    pub(super) fn of(token: &Token, text: &str, casing: Casing) -> Self {
        Self {
            text: text_hash(text),
            form: form(token.shape, casing),
        }
    }
}

/// Returns the number of a shape in a line of some casing.
fn form(shape: Shape, casing: Casing) -> u8 {
    let shape = match shape {
        Shape::Lower => 0,
        Shape::Capital => 1,
        Shape::Upper => 2,
        Shape::Initial => 3,
        Shape::Number => 4,
        Shape::Possessive => 5,
        Shape::Mark(_) => 6,
    };
    shape + 7 * casing as u8
}

/// Gives the facts of a word alone.
pub(super) fn own(token: &Token, text: &str, casing: Casing, sink: &mut Sink<'_>) {
    let form = u64::from(form(token.shape, casing));
    sink(fact(1, form), Reach::Around);
    if let Shape::Mark(mark) = token.shape {
        return sink(fact(2, u64::from(mark)), Reach::Around);
    }
    sink(fact(3, token.hash), Reach::Around);
    sink(fact(4, token.hash ^ (form << 60)), Reach::Here);
    let flags = u64::from(token.flags.bits());
    sink(fact(5, flags | (form << 32)), Reach::Beside);
    for bit in bits(token.flags.bits()) {
        sink(fact(6, bit), Reach::Around);
    }
    let class = class_in(text, casing);
    sink(fact(7, u64::from(class.few)), Reach::Around);
    sink(fact(8, u64::from(class.many)), Reach::Around);
    sink(fact(9, u64::from(class.capital) << 8 | form), Reach::Beside);
    if token.shape == Shape::Number {
        return sink(fact(10, (token.end - token.start).min(6) as u64), Reach::Beside);
    }
    affixes(&fold(text), form, sink);
}

/// Returns the classes of a word; where all is written with capitals, of the word as it is written elsewhere.
fn class_in(text: &str, casing: Casing) -> Class {
    let written = class(text);
    if written.few > 0 || casing != Casing::Capitals {
        return written;
    }
    let small = text.to_lowercase();
    let of_small = class(&small);
    let mut letters = small.chars();
    let capitalised: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    let of_capitalised = class(&capitalised);
    if of_small.capital > 3 || of_small.few == 0 {
        of_capitalised
    } else {
        of_small
    }
}

/// Gives the beginnings and endings of a word.
fn affixes(folded: &str, form: u64, sink: &mut Sink<'_>) {
    let is_capitalised = u64::from(!form.is_multiple_of(7));
    let starts = folded.char_indices().map(|(index, _)| index).skip(2).take(3);
    for (length, end) in (2u64..).zip(starts) {
        sink(
            fact(11, text_hash(&folded[..end]) ^ length ^ is_capitalised << 50),
            Reach::Here,
        );
    }
    let ends = folded.char_indices().rev().map(|(index, _)| index).take(4);
    for (length, start) in (1u64..).zip(ends) {
        let reach = if length == 3 { Reach::Beside } else { Reach::Here };
        sink(
            fact(12, text_hash(&folded[start..]) ^ length ^ is_capitalised << 50),
            reach,
        );
    }
}

/// Returns the numbers of the bits that are set, in ascending order.
fn bits(mut set: u32) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(u64::from(lowest))
    })
}

/// Gives the facts that the rest of the article adds to a word with a capital.
pub(super) fn in_article(usage: &WordUse, sink: &mut Sink<'_>) {
    sink(fact(20, u64::from(usage.bucket())), Reach::Beside);
    for bit in bits(usage.before) {
        sink(fact(21, bit), Reach::Here);
    }
    for bit in bits(usage.after) {
        sink(fact(22, bit), Reach::Here);
    }
    sink(fact(23, u64::from(usage.company)), Reach::Here);
}

/// What pairs of words are told by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PairHalf {
    hash: u64,
    form: u64,
    few: u64,
    many: u64,
    is_small: bool,
}

impl PairHalf {
    pub(super) fn of(token: &Token, text: &str, casing: Casing) -> Self {
        let class = class_in(text, casing);
        let hash = match token.shape {
            Shape::Mark(mark) => u64::from(mark),
            _ => token.hash,
        };
        Self {
            hash,
            form: u64::from(form(token.shape, casing)),
            few: u64::from(class.few),
            many: u64::from(class.many),
            is_small: token.shape == Shape::Lower,
        }
    }
}

/// Returns the facts of a word and the one before it. Two small words say too little to be asked.
pub(super) fn of_pair(before: &PairHalf, word: &PairHalf) -> Option<[u64; 3]> {
    if before.is_small && word.is_small {
        return None;
    }
    Some([
        fact(50, before.hash.rotate_left(17) ^ word.hash),
        fact(51, before.many << 32 | word.many << 8 | word.form),
        fact(
            52,
            before.few << 32 | word.few << 16 | word.form << 8 | before.form,
        ),
    ])
}

/// Returns the fact that the other places of a word were read so.
pub(super) fn told_by_vote(vote: u8) -> u64 {
    fact(60, u64::from(vote))
}

/// Where a word stands in a phrase of the gazetteer: 0 outside, else kind and place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PhrasePlace(pub(super) u8);

impl PhrasePlace {
    /// Number of values.
    pub(super) const N: usize = 22;

    /// Returns the place of the word at `index` of a phrase of `length` words.
    pub(super) fn new(entry: &Entry, index: usize, length: usize) -> Self {
        let kind = match entry.rank {
            Rank::Organisation => 0,
            Rank::Country => 1,
            Rank::Region => 2,
            Rank::City(4..) => 3,
            Rank::City(_) => 4,
        };
        let place = match (index, length) {
            (0, 1) => 0,
            (0, _) => 1,
            (index, length) if index + 1 == length => 2,
            _ => 3,
        };
        Self(1 + kind * 4 + place)
    }

    /// Returns the fact that it is.
    pub(super) fn fact(self) -> u64 {
        fact(30, u64::from(self.0))
    }
}

/// What the place of a word in its sentence says: whether it opens something, its form, and how the article and
/// texts in general write the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing(pub(super) u16);

impl Standing {
    /// Number of values.
    pub(super) const N: usize = 2 * 2 * 8 * 16;

    pub(super) fn new(token: &Token, capital: u8, usage: Option<&WordUse>) -> Self {
        let usage = usage.map_or(0, WordUse::bucket);
        let capital = if token.is_capitalised() { capital } else { 0 };
        let value = u16::from(token.opens)
            + 2 * u16::from(token.is_capitalised())
            + 4 * u16::from(capital.min(7))
            + 32 * u16::from(usage.min(15));
        Self(value)
    }

    /// Returns the fact that it is.
    pub(super) fn fact(self) -> u64 {
        fact(31, u64::from(self.0))
    }
}
