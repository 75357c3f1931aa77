//! The mention finder: stretches of words that are written as names are.

use std::ops::Range;

use super::german::{is_german_name, is_trusted, opens_surname};
use super::parts::is_of_body;
use super::usage::Usage;
use crate::lexicon::{Flags, LEXICON};
use crate::lines::Casing;
use crate::spelling::word_hash;
use crate::tokens::{Shape, Token};
use crate::writing::Writing;

/// Words of the longest stretch; what is longer is cut, so that hostile input stays linear.
const MAX_RUN: usize = 14;

/// Small words of the longest surname.
pub(super) const MAX_PARTICLES: usize = 3;

/// One text as the finder sees it.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) usage: &'a Usage,
    pub(crate) writing: Writing,
}

impl<'a> Page<'a> {
    /// Returns the token before this one.
    pub(crate) fn before(self, index: usize) -> Option<&'a Token> {
        Some(&self.tokens[index.checked_sub(1)?])
    }
}

/// Returns the stretches of one line that look like names, as ranges of tokens, with the casing of the line.
pub(crate) fn runs(page: Page<'_>, line: Range<usize>, casing: Casing) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut index = line.start;
    while index < line.end {
        let Some(end) = run_end(page, index, line.end, casing) else {
            index += 1;
            continue;
        };
        let start = with_particle(page, index, line.start);
        runs.push(start..end);
        index = end;
    }
    runs
}

/// Returns the end of the stretch that starts here, if one does.
fn run_end(page: Page<'_>, start: usize, limit: usize, casing: Casing) -> Option<usize> {
    let mut end = piece_end(page, start, limit, casing, Position::Start)?;
    while end < limit && end - start < MAX_RUN {
        let Some(next) = joined(page, start..end, limit, casing) else {
            break;
        };
        end = next;
    }
    Some(end)
}

/// Where a word stands in a stretch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Start,
    Inside,
}

/// Returns the end of the phrase of the gazetteer or of the single word that starts here, if it is a name.
fn piece_end(
    page: Page<'_>,
    index: usize,
    limit: usize,
    casing: Casing,
    position: Position,
) -> Option<usize> {
    let token = &page.tokens[index];
    if !token.is_capitalised() && !token.has(Flags::PHRASE) {
        return None;
    }
    let window = &page.tokens[index..limit.min(index + 2 * MAX_RUN)];
    let phrase = LEXICON
        .longest(window)
        .filter(|(length, entry)| is_trusted(page, index, *length, entry))
        .map(|(length, _)| length);
    if let Some(length) = phrase.filter(|&length| length > 1) {
        let words = &window[..length];
        if words[0].is_capitalised()
            || words
                .iter()
                .skip(1)
                .any(|word| word.hyphenated && word.is_capitalised())
        {
            return Some(index + length);
        }
    }
    if !token.is_capitalised() {
        return None;
    }
    is_name(page, index, limit, casing, position, phrase.is_some()).then_some(index + 1)
}

/// Returns whether a word with a capital is part of a name.
fn is_name(
    page: Page<'_>,
    index: usize,
    limit: usize,
    casing: Casing,
    position: Position,
    in_gazetteer: bool,
) -> bool {
    let token = &page.tokens[index];
    let writing = page.writing;
    if token.has(Flags::CALENDAR) && !in_gazetteer && !is_given_month(page, index, limit) {
        return position == Position::Inside
            && token.has(Flags::SURNAME)
            && page.tokens[index - 1].has(Flags::GIVEN);
    }
    if casing == Casing::Capitals {
        return in_gazetteer && !token.is_ordinary() || is_known(page, token);
    }
    if position == Position::Start && is_thing(page, index, limit) {
        return in_gazetteer;
    }
    if token.shape == Shape::Upper {
        return in_gazetteer || !token.is_small() || token.end - token.start > 3;
    }
    if token.shape == Shape::Initial {
        return position == Position::Inside || opens_initials(page, index, limit);
    }
    if position == Position::Inside && !token.opens && casing == Casing::Sentence {
        return !writing.nouns_have_capitals || is_german_name(page, index, in_gazetteer);
    }
    if token.opens || casing == Casing::Title {
        return is_name_where_capitals_say_little(page, index, limit, casing, in_gazetteer);
    }
    if token.is_small() {
        return in_gazetteer;
    }
    !writing.nouns_have_capitals || is_german_name(page, index, in_gazetteer)
}

/// Returns whether capitals stand for a thing here, as in `TV`, and not before the rest of a name, as in `TV Globo`.
fn is_thing(page: Page<'_>, index: usize, limit: usize) -> bool {
    let token = &page.tokens[index];
    let next = page.tokens[index + 1..limit].first();
    let goes_on = next.is_some_and(|next| next.is_capitalised() && !next.opens && !next.is_ordinary());
    let is_thing = token.shape == Shape::Upper && token.has(Flags::THING) && !token.has(Flags::CLUB);
    is_thing && (page.writing.nouns_have_capitals || !goes_on)
}

/// Returns whether a month is a given name here, as in `April Smith` or `Jan de Vries`.
fn is_given_month(page: Page<'_>, index: usize, limit: usize) -> bool {
    let [month, next, ..] = &page.tokens[index..limit] else {
        return false;
    };
    // What no list has is no noun either: Jan Marsalek.
    let is_name = next.has(Flags::FAMILY) || next.flags == Flags::NONE;
    let is_family = next.is_capitalised() && is_name && !next.has(Flags::CALENDAR.union(Flags::COMMON));
    let is_particle = next.has(Flags::PARTICLE) && !page.writing.nouns_have_capitals || is_von(next);
    month.has(Flags::GIVEN) && (is_family || is_particle)
}

/// Returns whether a capital letter opens a person's initials, as in `J. Mansour` or `J. K. Rowling`.
fn opens_initials(page: Page<'_>, index: usize, limit: usize) -> bool {
    let has_stop = page.tokens[index].end - page.tokens[index].start > 1;
    let next = page.tokens[index + 1..limit].first();
    has_stop && next.is_some_and(|next| next.is_capitalised() && !next.is_small())
}

/// Returns whether the article shows elsewhere that a word is a name.
fn is_known(page: Page<'_>, token: &Token) -> bool {
    let count = page.usage.count(token);
    count.capital > count.small && !page.writing.nouns_have_capitals || page.usage.is_named(token)
}

fn is_name_where_capitals_say_little(
    page: Page<'_>,
    index: usize,
    limit: usize,
    casing: Casing,
    in_gazetteer: bool,
) -> bool {
    let token = &page.tokens[index];
    let writing = page.writing;
    if token.is_small() {
        return false;
    }
    if is_known(page, token) || writing.nouns_have_capitals && in_gazetteer {
        return true;
    }
    let next = page.tokens[index + 1..limit].first();
    let before_name = next.is_some_and(|next| {
        next.is_capitalised()
            && !next.opens
            && (casing == Casing::Sentence || !next.is_ordinary())
            && !next.is_small()
    });
    if token.has(Flags::GIVEN.union(Flags::TITLE)) && before_name {
        return true;
    }
    if page.usage.count(token).small > 0 {
        return false;
    }
    if token.is_ordinary() {
        return before_name && casing == Casing::Sentence && !writing.nouns_have_capitals;
    }
    if writing.nouns_have_capitals {
        return is_german_name(page, index, in_gazetteer);
    }
    in_gazetteer
        || token.has(Flags::DEMONYM)
        || writing.has_common_words
        || token.has(Flags::FAMILY)
        || before_name
}

/// Returns the end of the stretch with the next word of the name, if there is one.
fn joined(page: Page<'_>, run: Range<usize>, limit: usize, casing: Casing) -> Option<usize> {
    let tokens = page.tokens;
    let next = &tokens[run.end];
    if next.is_capitalised() {
        let follows = tokens[run.end - 1].end < next.start;
        return (follows && !next.opens)
            .then(|| piece_end(page, run.end, limit, casing, Position::Inside))
            .flatten();
    }
    match next.shape {
        Shape::Mark('-' | '‐' | '‑') => after_hyphen(page, run, limit, casing),
        Shape::Mark('.') => after_short_word(page, run, limit),
        Shape::Mark('&') => after_joining(page, run.end + 1, limit, casing),
        Shape::Lower if may_open_surname(page, run.end) => after_particles(page, run.end, limit, casing)
            .or_else(|| after_joining_word(page, run, limit, casing)),
        Shape::Lower if next.has(Flags::JOINING) => after_joining_word(page, run, limit, casing),
        _ => None,
    }
}

/// Returns whether a small word inside names may go on with the one that ends before it.
fn may_open_surname(page: Page<'_>, index: usize) -> bool {
    let token = &page.tokens[index];
    if page.writing.nouns_have_capitals {
        return is_von(token) || opens_surname(page.tokens, index);
    }
    token.has(Flags::PARTICLE) || is_von(token)
}

/// Returns whether a word is `von` or `van`, which join names even where other particles are ordinary words.
pub(super) fn is_von(token: &Token) -> bool {
    token.hash == word_hash("von") || token.hash == word_hash("van")
}

fn after_hyphen(page: Page<'_>, run: Range<usize>, limit: usize, casing: Casing) -> Option<usize> {
    /// Letters of the longest second half of a Korean or Chinese given name.
    const MAX_SECOND_HALF: usize = 6;
    let second = page.tokens[run.end + 1..limit]
        .first()
        .filter(|second| second.hyphenated)?;
    if second.is_capitalised() {
        return Some(run.end + 2);
    }
    let is_half = second.shape == Shape::Lower
        && second.end - second.start <= MAX_SECOND_HALF
        && !second.is_ordinary()
        && run.len() > 1
        && casing == Casing::Sentence;
    is_half.then_some(run.end + 2)
}

/// Goes over the full stop of `St. Petersburg` and of titles before names.
fn after_short_word(page: Page<'_>, run: Range<usize>, limit: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let word = &page.tokens[run.end - 1];
    let stop = &page.tokens[run.end];
    let next = page.tokens[run.end + 1..limit].first()?;
    let is_short = word.end - word.start <= LONGEST && word.end == stop.start;
    let joins = is_short && word.has(Flags::TITLE.union(Flags::PLACE_HEAD)) && next.is_capitalised();
    (joins && !next.is_small()).then_some(run.end + 2)
}

fn after_particles(page: Page<'_>, start: usize, limit: usize, casing: Casing) -> Option<usize> {
    let mut index = start;
    while index < limit && index - start < MAX_PARTICLES && page.tokens[index].has(Flags::PARTICLE) {
        if page.tokens[index].shape != Shape::Lower {
            break;
        }
        index += 1;
        if index < limit && page.tokens[index].is_mark('-') {
            index += 1;
        }
    }
    let next = page.tokens[index..limit].first()?;
    if is_and(&page.tokens[start]) && !joins_surnames(page, start, limit)
        || casing == Casing::Sentence && is_of_body(page, start, index..limit)
    {
        return None;
    }
    (next.is_capitalised() && !next.is_small())
        .then(|| piece_end(page, index, limit, casing, Position::Inside))
        .flatten()
}

/// Returns whether `y` or `e` here is inside a family name, as in `José Ortega y Gasset`, and no list of two.
fn joins_surnames(page: Page<'_>, and: usize, limit: usize) -> bool {
    let word = |index: usize| page.tokens[..limit].get(index);
    let is_capital = |index: Option<usize>| index.and_then(word).is_some_and(Token::is_capitalised);
    let (Some(next), goes_on) = (word(and + 1), is_capital(Some(and + 2))) else {
        return false;
    };
    let is_surname = !next.has(Flags::GIVEN.union(Flags::PHRASE)) && !goes_on;
    is_surname && is_capital(and.checked_sub(1)) && is_capital(and.checked_sub(2))
}

/// Goes over "of", "for" and "and" in the names of bodies and places, as in `Ministry of Justice`.
fn after_joining_word(page: Page<'_>, run: Range<usize>, limit: usize, casing: Casing) -> Option<usize> {
    let tokens = page.tokens;
    let heads = Flags::ORGANISATION
        .union(Flags::PLACE)
        .union(Flags::PLACE_HEAD)
        .union(Flags::TITLE);
    let last = &tokens[run.end - 1];
    if is_and(&tokens[run.end]) {
        let has_of = tokens[run.clone()]
            .iter()
            .any(|token| token.shape == Shape::Lower);
        let next = tokens[run.end + 1..limit].first()?;
        let is_list = last.has(Flags::COMMON) && next.has(Flags::COMMON) && next.is_capitalised();
        return (is_list && (has_of || tokens[run.start].has(Flags::ORGANISATION)))
            .then(|| after_joining(page, run.end + 1, limit, casing))
            .flatten();
    }
    if is_preposition_of_place(&tokens[run.end]) || !last.has(heads) {
        return None;
    }
    let skips_article = tokens[run.end + 1..limit]
        .first()
        .is_some_and(|word| word.shape == Shape::Lower && word.has(Flags::JOINING));
    after_joining(page, run.end + 1 + usize::from(skips_article), limit, casing)
}

fn is_and(token: &Token) -> bool {
    use crate::spelling::word_hash;
    ["and", "und", "et", "y", "e"]
        .into_iter()
        .any(|word| token.hash == word_hash(word))
}

fn is_preposition_of_place(token: &Token) -> bool {
    use crate::spelling::word_hash;
    ["on", "to", "at", "in"]
        .into_iter()
        .any(|word| token.hash == word_hash(word))
}

fn after_joining(page: Page<'_>, index: usize, limit: usize, casing: Casing) -> Option<usize> {
    let next = page.tokens[index.min(limit)..limit].first()?;
    (next.is_capitalised() && !next.is_small() && !next.has(Flags::CALENDAR))
        .then(|| piece_end(page, index, limit, casing, Position::Inside).unwrap_or(index + 1))
}

/// Returns the start of the stretch with the small particle before it, as in `al-Assad` or `bin Laden`.
fn with_particle(page: Page<'_>, start: usize, limit: usize) -> usize {
    use crate::spelling::word_hash;
    let tokens = page.tokens;
    if tokens[start].opens {
        return start;
    }
    if tokens[start].hyphenated && start >= limit + 2 {
        let particle = &tokens[start - 2];
        let is_article = ["al", "el", "ul", "as", "ad", "an", "ar", "ash", "at", "az"];
        let joins =
            particle.shape == Shape::Lower && is_article.iter().any(|word| particle.hash == word_hash(word));
        return if joins { start - 2 } else { start };
    }
    let Some(particle) = start
        .checked_sub(1)
        .filter(|&before| before >= limit)
        .map(|before| &tokens[before])
    else {
        return start;
    };
    let joins = particle.shape == Shape::Lower
        && ["bin", "ibn", "von", "van", "al"]
            .iter()
            .any(|word| particle.hash == word_hash(word));
    // "Al Deportivo", "von Bob Dylan" and "inwoners van Groningen" have a preposition: the particle of a family name
    // stands before no given name, and in Dutch it is small behind the given name only.
    let is_preposition = page.writing.nouns_have_capitals
        || page.writing.office_of
        || tokens[start].has(Flags::GIVEN.union(Flags::ORGANISATION))
        || page.writing.head_first && particle.hash == word_hash("al");
    if joins && !is_preposition {
        start - 1
    } else {
        start
    }
}
