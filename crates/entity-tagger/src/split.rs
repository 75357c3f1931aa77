//! A stretch of capitalised words -> the names in it: titles, peoples and sentence openers are cut away.

use std::ops::Range;

use crate::lexicon::{Entry, Flags, LEXICON, Rank};
use crate::runs::Page;
use crate::tokens::{Shape, Token};

/// A stretch of words that is one name.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Its tokens.
    pub(crate) range: Range<usize>,
    /// The thing of the gazetteer that exactly these words name.
    pub(crate) entry: Option<&'static Entry>,
    /// Whether a title or office stands before it.
    pub(crate) titled: bool,
}

/// Adds the names of a stretch to the list, from left to right.
pub(crate) fn split(page: Page<'_>, run: Range<usize>, names: &mut Vec<Name>) {
    let tokens = page.tokens;
    if run.is_empty() {
        return;
    }
    if let Some(entry) = LEXICON.entry(&tokens[run.clone()]) {
        names.push(Name {
            range: run.clone(),
            entry: Some(entry),
            titled: follows_title(tokens, run.start),
        });
        return;
    }
    if ends_as(tokens, &run, Flags::EVENT) {
        return split_off_known(page, run, names);
    }
    if let Some((office, name)) = around_title(page, &run) {
        split(page, run.start..office, names);
        let before = names.len();
        split(page, name..run.end, names);
        if let Some(first) = names.get_mut(before).filter(|first| first.range.start == name) {
            first.titled = true;
        }
        return;
    }
    let trimmed = trim(page, run);
    if trimmed.is_empty() {
        return;
    }
    split_trimmed(page, trimmed, names);
}

fn split_trimmed(page: Page<'_>, run: Range<usize>, names: &mut Vec<Name>) {
    let tokens = page.tokens;
    let words = &tokens[run.clone()];
    let entry = LEXICON.entry(words);
    let titled = follows_title(tokens, run.start);
    if entry.is_none() && !is_body_or_place(words) {
        if let Some((length, entry)) = LEXICON.longest(words).filter(|(_, entry)| leads(entry)) {
            let rest = run.start + length..run.end;
            if splits_off(page, &tokens[rest.clone()], length) {
                names.push(Name {
                    range: run.start..rest.start,
                    entry: Some(entry),
                    titled: false,
                });
                return split(page, rest, names);
            }
        }
    }
    names.push(Name {
        range: run,
        entry,
        titled,
    });
}

/// Returns whether a thing may stand before another name as a modifier, as in `US Envoys`.
fn leads(entry: &Entry) -> bool {
    matches!(
        entry.rank,
        Rank::Country | Rank::Region | Rank::Organisation | Rank::City(5 | 6)
    )
}

/// Returns whether what follows a known name is a name or phrase of its own.
fn splits_off(page: Page<'_>, rest: &[Token], length: usize) -> bool {
    let Some(first) = rest.first() else { return false };
    if !first.is_word() {
        return false;
    }
    length > 1
        || first.has(Flags::TITLE.union(Flags::GIVEN))
        || first.has(Flags::COMMON)
        || first.shape == Shape::Initial
        || page.usage.is_named(first)
        || LEXICON.longest(rest).is_some()
}

/// Adds only what the gazetteer knows well, from a stretch that names an event or a work.
fn split_off_known(page: Page<'_>, run: Range<usize>, names: &mut Vec<Name>) {
    let words = &page.tokens[run.clone()];
    if let Some((length, entry)) = LEXICON
        .longest(words)
        .filter(|(_, entry)| entry.rank >= Rank::Country)
    {
        if length < words.len()
            && !words[length].hyphenated
            && entry.rank == Rank::Country
            && words[0].shape == Shape::Upper
        {
            names.push(Name {
                range: run.start..run.start + length,
                entry: Some(entry),
                titled: false,
            });
        }
    }
}

/// Returns where the office before a person's name starts and where the name starts.
fn around_title(page: Page<'_>, run: &Range<usize>) -> Option<(usize, usize)> {
    let tokens = page.tokens;
    if is_body_or_place(&tokens[run.clone()]) {
        return None;
    }
    let title = run
        .clone()
        .rev()
        .find(|&index| tokens[index].has(Flags::TITLE) && index + 1 < run.end)?;
    let mut name = title + 1;
    if tokens[name].is_mark('.') {
        name += 1;
    }
    // "Secretary of State", "Minister of Foreign Affairs": the office goes on over ordinary words.
    if name < run.end && tokens[name].shape == Shape::Lower && !tokens[name].has(Flags::PARTICLE) {
        name += 1;
        while name < run.end && (tokens[name].has(Flags::COMMON) || tokens[name].shape == Shape::Lower) {
            name += 1;
        }
    }
    // "Secretary-General": the second half belongs to the office.
    while name + 1 < run.end && tokens[name].is_mark('-') {
        name += 2;
    }
    let first = tokens.get(name).filter(|_| name < run.end)?;
    // "Stephen King" is a name; "King Charles" has a title.
    let is_surname = title > run.start
        && tokens[title].has(Flags::FAMILY)
        && tokens[title - 1].has(Flags::GIVEN)
        && !tokens[title - 1].has(Flags::COMMON.union(Flags::TITLE));
    if is_surname || !first.is_capitalised() {
        return None;
    }
    let mut office = title;
    while office > run.start && is_office_word(&tokens[office - 1]) {
        office -= 1;
    }
    Some((office, name))
}

/// Returns whether a word before a title belongs to the office, as in `Prime Minister`.
fn is_office_word(token: &Token) -> bool {
    let is_ordinary = token.has(Flags::COMMON.union(Flags::TITLE)) && token.shape != Shape::Upper;
    is_ordinary || matches!(token.shape, Shape::Mark('-' | '.'))
}

/// Returns the stretch without the peoples, titles and sentence openers at its start and loose ends.
fn trim(page: Page<'_>, run: Range<usize>) -> Range<usize> {
    let tokens = page.tokens;
    let mut range = run;
    while let Some(first) = tokens[range.clone()].first() {
        let is_body = is_body_or_place(&tokens[range.clone()]);
        let cut = match first.shape {
            Shape::Mark(_) | Shape::Possessive => true,
            Shape::Lower => !first.has(Flags::PARTICLE),
            _ => {
                let opener =
                    first.opens && page.writing.is_ordinary(first) && !first.has(Flags::ORGANISATION);
                let people = first.has(Flags::DEMONYM) && !page.usage.is_named(first);
                let is_given =
                    range.len() > 1 && first.has(Flags::GIVEN) && !tokens[range.start + 1].has(Flags::COMMON);
                (opener && !is_given || people) && !(is_body && range.len() > 1 && is_specific(page, &range))
                    || first.has(Flags::TITLE) && range.len() == 1 && first.has(Flags::COMMON)
            }
        };
        if !cut {
            break;
        }
        range.start += 1;
    }
    while let Some(last) = tokens[range.clone()].last() {
        if last.is_word() && last.shape != Shape::Lower || last.hyphenated {
            break;
        }
        range.end -= 1;
    }
    range
}

/// Returns whether the body or place of this stretch needs its first word: `Russian Foreign Ministry` does,
/// `Former Bank of England` does not.
fn is_specific(page: Page<'_>, range: &Range<usize>) -> bool {
    let tokens = page.tokens;
    let first = &tokens[range.start];
    if first.has(Flags::DEMONYM) {
        return true;
    }
    let rest = &tokens[range.start + 1..range.end];
    rest.iter().all(|word| page.writing.is_ordinary(word))
}

/// Returns whether the words end as the name of a body or place does, or open as one does before "of".
fn is_body_or_place(words: &[Token]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    if words.len() < 2 {
        return false;
    }
    let opens = words[1].shape == Shape::Lower && words[1].has(Flags::JOINING);
    last.has(Flags::ORGANISATION.union(Flags::PLACE)) && !last.has(Flags::TITLE)
        || opens && first.has(Flags::ORGANISATION.union(Flags::PLACE).union(Flags::PLACE_HEAD))
}

fn ends_as(tokens: &[Token], run: &Range<usize>, flags: Flags) -> bool {
    run.len() > 1 && tokens[run.end - 1].has(flags)
}

/// Returns whether the word before a name is a title or office, as in `spokesman Dmitry Peskov`.
fn follows_title(tokens: &[Token], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    if before.is_mark('.') {
        return start >= 2 && tokens[start - 2].has(Flags::TITLE) && tokens[start - 2].end == before.start;
    }
    before.has(Flags::TITLE) && before.is_word() && !tokens[start].opens
}
