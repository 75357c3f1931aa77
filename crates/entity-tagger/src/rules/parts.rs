//! Where one name ends and another begins that stands right behind it, and which of two words are one person.

use std::ops::Range;

use super::runs::Page;
use crate::lexicon::{Flags, LEXICON, Rank};
use crate::spelling::word_hash;
use crate::tokens::{Elision, Shape, Token};

/// Returns the ordinary word between two names of a headline inside running text: `Smith Meets Jones`.
pub(super) fn around_verb(page: Page<'_>, words: &[Token]) -> Option<usize> {
    let is_known =
        |word: &Token| page.usage.is_named(word) || LEXICON.longest(std::slice::from_ref(word)).is_some();
    let others = Flags::GIVEN
        .union(Flags::FAMILY)
        .union(Flags::ORGANISATION)
        .union(Flags::PLACE);
    (1..words.len().checked_sub(1)?).find(|&index| {
        let verb = &words[index];
        verb.has(Flags::COMMON)
            && verb.shape == Shape::Capital
            && !verb.has(others.union(Flags::TITLE).union(Flags::EVENT))
            && (is_known(&words[index - 1]) || is_known(&words[index + 1]))
    })
}

/// Returns where a well-known body of several words begins behind another name, as in `Anna Demir World Bank`. The noun
/// that a body opens with is part of it, as in `Club Atlético Boca Juniors`, unless an article stands behind it.
pub(super) fn before_body(words: &[Token]) -> Option<usize> {
    let last_start = words.len().checked_sub(2)?;
    let opens_as_body = words[0].has(Flags::ORGANISATION.union(Flags::CLUB));
    let is_body = |start: &usize| {
        let entry = LEXICON.entry(&words[*start..]);
        let is_apart = !opens_as_body || words[*start].is_small();
        is_apart && entry.is_some_and(|entry| entry.rank == Rank::Organisation)
    };
    (1..=last_start).find(is_body)
}

/// Returns where a person's name starts behind a body or place, as in `Kursk Region Alexander Khinshtein`.
pub(super) fn after_body_or_place(words: &[Token]) -> Option<usize> {
    let ends_other =
        |word: &Token| word.has(Flags::ORGANISATION.union(Flags::PLACE)) && !word.has(Flags::GIVEN);
    let starts_person = |word: &Token| word.has(Flags::GIVEN) && !word.has(Flags::COMMON);
    let last_start = words.len().checked_sub(2)?;
    (2..=last_start).find(|&index| ends_other(&words[index - 1]) && starts_person(&words[index]))
}

/// Returns where a known name with an ending begins behind another name, as in `Anna Demir Ankara'da`.
pub(super) fn before_ending(page: Page<'_>, run: &Range<usize>) -> Option<usize> {
    let ending = page.tokens.get(run.end).filter(|ending| ending.is_apostrophe());
    ending.filter(|_| page.writing.elision == Elision::Ends)?;
    // A small town is more often a family name, as in "Ekrem İmamoğlu'nun".
    let is_known = |start: usize| {
        let entry = LEXICON.entry(&page.tokens[start..run.end]);
        entry.is_some_and(|entry| !entry.rank.is_small_town())
    };
    (run.start + 1..run.end).find(|&start| is_known(start))
}

/// Returns whether two words are a given name, which may be that of a place, and a family name: `Santiago Herrera`.
pub(super) fn is_full_name(words: &[Token]) -> bool {
    let others = Flags::KIND
        .union(Flags::COMMON)
        .union(Flags::PHRASE)
        .union(Flags::DEMONYM);
    matches!(words, [_, family] if family.has(Flags::FAMILY) && family.shape == Shape::Capital && !family.has(others))
}

/// Returns whether a word is the family name of Christian Stocker, which may be a word of some language.
pub(super) fn is_family(word: &Token) -> bool {
    word.has(Flags::FAMILY) && word.shape == Shape::Capital && !word.has(Flags::KIND.union(Flags::DEMONYM))
}

/// Returns whether somebody named in full is of the body or place behind the small words, as in `Rob Jetten van D66`,
/// `Fabio Bianchi della Protezione Civile` and `Pedro Castillo de la ONU`.
pub(super) fn is_of_body(page: Page<'_>, small: usize, behind: Range<usize>) -> bool {
    /// Bytes of the longest capitals that are likely short for a body; many write surnames in capitals.
    const LONGEST: usize = 5;
    /// What Italian has inside surnames behind a given name alone.
    const OF_THE: [&str; 4] = ["della", "dello", "degli", "dei"];
    let [.., given, surname] = &page.tokens[..small] else {
        return false;
    };
    let Some(next) = page.tokens[behind.clone()].first() else {
        return false;
    };
    if !given.is_capitalised() || !surname.is_capitalised() {
        return false;
    }
    let is_acronym =
        next.shape == Shape::Upper && next.end - next.start <= LONGEST && !next.has(Flags::FAMILY);
    let is_known = || {
        let known = LEXICON.longest(&page.tokens[behind]);
        known.is_some_and(|(_, entry)| !entry.rank.is_small_town())
    };
    let is_dutch = page.writing.office_of && !page.writing.nouns_have_capitals;
    let of = page.tokens[small].hash;
    is_acronym
        || is_dutch && (is_known() || !surname.has(Flags::GIVEN))
        || OF_THE.iter().any(|word| of == word_hash(word))
}
