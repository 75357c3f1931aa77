//! A stretch of capitalised words -> the names in it: titles, peoples and sentence openers are cut away.

use std::ops::Range;

use super::parts::{after_body_or_place, around_verb, before_body, before_ending, is_family, is_full_name};
use super::runs::Page;
use crate::lexicon::{Entry, Flags, LEXICON, Rank, Reader};
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
    if is_people(&tokens[run.clone()]) {
        return;
    }
    if let Some(place) = before_ending(page, &run) {
        split(page, run.start..place, names);
        return split(page, place..run.end, names);
    }
    let words = &tokens[run.clone()];
    let opens_event = page.writing.head_first && words.len() > 1 && words[0].has(Flags::EVENT);
    if opens_event || is_event(words) {
        return split_off_known(page, run, names);
    }
    if let Some(body) = after_head_of(&tokens[run.clone()]) {
        return split(page, run.start + body..run.end, names);
    }
    if let Some((office, name)) = around_title(page, &run) {
        split(page, run.start..office, names);
        if let Some(whole) = after_of(page, name..run.end) {
            return split(page, whole..run.end, names);
        }
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
        if let Some(person) = after_body_or_place(words) {
            split(page, run.start..run.start + person, names);
            return split(page, run.start + person..run.end, names);
        }
        if let Some(body) = before_body(words) {
            split(page, run.start..run.start + body, names);
            return split(page, run.start + body..run.end, names);
        }
        if let Some(verb) = around_verb(page, words) {
            split(page, run.start..run.start + verb, names);
            return split(page, run.start + verb + 1..run.end, names);
        }
        let is_person = words[0].has(Flags::GIVEN) && (titled || is_full_name(words));
        if let Some((length, entry)) = LEXICON
            .longest(words)
            .filter(|(_, entry)| !is_person && leads(entry))
        {
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

/// Adds the country in capitals before an event, as in `US Open`, and nothing else: what else stands there is
/// part of the event's name.
fn split_off_known(page: Page<'_>, run: Range<usize>, names: &mut Vec<Name>) {
    let words = &page.tokens[run.clone()];
    let Some((length, entry)) = LEXICON.longest(words) else {
        return;
    };
    let stands_apart = words.get(length).is_some_and(|next| !next.hyphenated);
    if stands_apart && entry.rank == Rank::Country && words[0].shape == Shape::Upper {
        names.push(Name {
            range: run.start..run.start + length,
            entry: Some(entry),
            titled: false,
        });
    }
}

/// Returns where the name begins of which somebody is head, as in `Sprecherin von Flixbus` and `minister van Justitie`,
/// in a language that joins the parts of a person's name by the same word, as in `Kanzlerin von der Leyen`.
fn after_of(page: Page<'_>, name: Range<usize>) -> Option<usize> {
    let [of, whole, ..] = &page.tokens[name.clone()] else {
        return None;
    };
    let is_one_small_word = of.shape == Shape::Lower && whole.shape != Shape::Lower;
    let is_of = page.writing.office_of && is_one_small_word && !page.usage.is_named(whole);
    is_of.then_some(name.start + 1)
}

/// Returns how many tokens of "Chief of the General Staff" lead to the body.
fn after_head_of(words: &[Token]) -> Option<usize> {
    let head = words.first()?;
    if !head.has(Flags::TITLE) || head.has(Flags::ORGANISATION) {
        return None;
    }
    let body = words
        .iter()
        .skip(1)
        .take_while(|word| word.shape == Shape::Lower && word.has(Flags::JOINING))
        .count();
    let rest = words.get(1 + body..)?;
    (body > 0 && is_body_or_place(rest)).then_some(1 + body)
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
        while name < run.end && continues_office(&tokens[name]) {
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
    let is_name =
        first.is_capitalised() || first.has(Flags::PARTICLE) && tokens[run.end - 1].is_capitalised();
    if is_surname || !is_name {
        return None;
    }
    let mut office = title;
    while office > run.start && is_office_word(&tokens[office - 1]) {
        office -= 1;
    }
    Some((office, name))
}

/// Returns whether a word after "Minister of" belongs to the office.
fn continues_office(token: &Token) -> bool {
    let others = Flags::COMMON.union(Flags::ORGANISATION).union(Flags::PLACE);
    let joins = !token.has(Flags::PARTICLE) || token.has(Flags::JOINING);
    token.shape == Shape::Lower && joins || token.has(others) && !token.has(Flags::GIVEN)
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
    while !range.is_empty() && is_cut(page, &range) {
        range.start += 1;
    }
    while let Some(last) = tokens[range.clone()].last() {
        // "CDU-Chef" is an office; the body before it is the name.
        let is_office = last.hyphenated && last.has(Flags::TITLE) && range.len() > 2;
        if !is_office && (last.is_word() && last.shape != Shape::Lower || last.hyphenated) {
            break;
        }
        range.end -= if is_office { 2 } else { 1 };
    }
    range
}

/// Returns whether the first word of the stretch is no part of its name.
fn is_cut(page: Page<'_>, range: &Range<usize>) -> bool {
    let words = &page.tokens[range.clone()];
    let (first, rest) = (&words[0], &words[1..]);
    match first.shape {
        Shape::Mark(_) | Shape::Possessive => return true,
        // "Juventus di Marco Bianchi": the particle of a family name stands before no given name.
        Shape::Lower => {
            let is_of_person =
                matches!(rest, [given, _, ..] if given.has(Flags::GIVEN) && given.is_capitalised());
            return is_of_person || !first.has(Flags::PARTICLE);
        }
        _ => {}
    }
    let Some(second) = rest.first() else {
        let is_opener = first.opens && first.is_ordinary() && !first.has(Flags::ORGANISATION);
        return is_opener && !(first.has(Flags::OPENER) && page.usage.is_named(first))
            || first.has(Flags::DEMONYM) && !page.usage.is_named(first)
            || first.has(Flags::TITLE) && first.has(Flags::COMMON);
    };
    // "Verein FC Norrvik" and "Bundesligist SV Norrvik" say what the club is.
    if second.has(Flags::CLUB) && second.shape == Shape::Upper && first.shape == Shape::Capital {
        return true;
    }
    let is_body = is_body_or_place(words);
    let is_part = first.shape == Shape::Capital && !first.opens && page.writing.reader != Reader::English;
    let is_direction = first.has(Flags::LOCATIVE) && !is_part && LEXICON.entry(rest).is_some();
    if is_direction || !is_body && is_role_before_person(words) {
        return true;
    }
    let is_given = first.has(Flags::GIVEN) && !second.has(Flags::COMMON);
    let is_opener = first.opens && first.is_ordinary() && !first.has(Flags::ORGANISATION) && !is_given;
    let is_people = first.has(Flags::DEMONYM)
        && !page.usage.is_named(first)
        && !(first.has(Flags::GIVEN) && is_family(second));
    (is_opener || is_people) && !(is_body && is_specific(page, range))
}

/// Returns whether the first word is an office or an acronym before a person, as in `Analyst Anna Kowalska`.
fn is_role_before_person(words: &[Token]) -> bool {
    let [first, second, ..] = words else { return false };
    let is_person = second.has(Flags::GIVEN) && !second.has(Flags::COMMON) && second.shape == Shape::Capital;
    let is_word = first.has(Flags::COMMON) && !first.has(Flags::GIVEN.union(Flags::FAMILY));
    let is_acronym = first.shape == Shape::Upper && words.len() > 2;
    is_person && (is_word || is_acronym)
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
    rest.iter().all(|word| word.is_ordinary())
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

/// Returns whether the words name a people by its part of the world, as in `South Korean`.
fn is_people(words: &[Token]) -> bool {
    let [first, .., last] = words else { return false };
    last.has(Flags::DEMONYM)
        && (first.has(Flags::LOCATIVE) || words.iter().all(|word| word.has(Flags::DEMONYM)))
}

/// Returns whether the words name an event, law, work or prize, as in `World Cup` or `World War II`.
fn is_event(words: &[Token]) -> bool {
    match words {
        [_, .., event, number] if number.shape == Shape::Upper && number.end - number.start <= 4 => {
            event.has(Flags::EVENT) || number.has(Flags::EVENT)
        }
        [.., event] => event.has(Flags::EVENT),
        [] => false,
    }
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
