//! Labels of the model -> mentions.

use std::ops::Range;

use article::EntityKind;

use crate::firms;
use crate::lexicon::{Flags, Rank};
use crate::lines::Casing;
use crate::mentions::{Found, found, is_x};
use crate::model::{Label, labels};
use crate::phrases::{Phrase, phrases};
use crate::spelling::word_hash;
use crate::text::Text;
use crate::tokens::{Shape, Token};

/// Returns the mentions of English texts, in reading order.
pub(crate) fn find(texts: &[Text<'_>]) -> Vec<Found> {
    let phrases: Vec<Vec<Phrase>> = texts.iter().map(phrases).collect();
    let labels = labels(texts, &phrases);
    let mut all = Vec::new();
    for ((text, phrases), labels) in texts.iter().zip(&phrases).zip(&labels) {
        for (line, casing) in &text.lines {
            let place = |index: usize| phrases.partition_point(|phrase| phrase.range.start < index);
            let in_line = &phrases[place(line.start)..place(line.end)];
            let names = with_network(names(labels, line.clone()), line.clone(), &text.tokens);
            let names = parted(names, &text.tokens, *casing);
            let names = joined(
                with_given_names(names, line.clone(), &text.tokens, *casing),
                &text.tokens,
            );
            let names = listed(snapped(names, in_line, &text.tokens), &text.tokens);
            let names = firms::with_legal_forms(names, &text.tokens);
            for (range, kind) in names {
                let Some(range) = firms::without_codes(
                    without_article(without_edge(range, &text.tokens), &text.tokens),
                    text,
                ) else {
                    continue;
                };
                if is_office(&text.tokens[range.clone()]) {
                    continue;
                }
                let range = without_office(range, kind, &text.tokens);
                let range = without_direction(range, &text.tokens);
                let words = &text.tokens[range.clone()];
                let entry = firms::entry(words);
                let kind = match entry {
                    None => in_office(&range, kind, &text.tokens),
                    Some(entry) if entry.rank == Rank::Country => entry.kind,
                    Some(_) => kind,
                };
                all.extend(found(text, range, kind, entry, *casing != Casing::Sentence));
            }
        }
    }
    all
}

/// A stretch of tokens that names something of a kind.
type Name = (Range<usize>, EntityKind);

/// Returns the stretches of a line that name a person, organisation or place.
fn names(labels: &[Label], line: Range<usize>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for index in line {
        let Some(kind) = labels[index].kind() else {
            continue;
        };
        match names.last_mut() {
            Some((range, _)) if labels[index].is_later() && range.end == index => range.end += 1,
            _ => names.push((index..index + 1, kind)),
        }
    }
    names
}

/// Parts people where something stands between them that belongs to no name: a letter or number, as in the
/// tables of `Whitlow c Perrin b Strand 12`, and in headings a common word, as in `WHITLOW DEFEATS PERRIN`.
fn parted(names: Vec<Name>, tokens: &[Token], casing: Casing) -> Vec<Name> {
    let inside_a_name = Flags::PARTICLE.union(Flags::JOINING);
    let name_words = Flags::GIVEN.union(Flags::FAMILY).union(Flags::PARTICLE);
    let parts = |word: &Token, is_heading: bool| match word.shape {
        Shape::Number => true,
        Shape::Lower => word.char_end - word.char_start == 1 && !word.hyphenated && !word.has(inside_a_name),
        _ => is_heading && word.has(Flags::COMMON) && !word.has(name_words),
    };
    let mut parted = Vec::with_capacity(names.len());
    for (range, kind) in names {
        if let Some(person) = governed(&range, kind, tokens) {
            parted.push((range.start..person, kind));
            parted.push((person..range.end, EntityKind::Person));
            continue;
        }
        if kind != EntityKind::Person || range.len() < 2 {
            parted.push((range, kind));
            continue;
        }
        let is_heading = casing != Casing::Sentence || is_in_capitals(&tokens[range.clone()]);
        let mut start = range.start;
        for end in range.clone().chain([range.end]) {
            if end == range.end || parts(&tokens[end], is_heading) {
                if start < end {
                    parted.push((start..end, kind));
                }
                start = end + 1;
            }
        }
    }
    parted
}

/// Returns whether several words are all in capitals, as in a heading that runs into the text.
fn is_in_capitals(words: &[Token]) -> bool {
    words.len() > 2 && words.iter().all(|word| word.shape == Shape::Upper)
}

/// Returns the kind of a name before whose office stands a comma, as in `Anna Lindqvist, the secretary of`: that is a
/// person, whatever the words may be elsewhere.
fn in_office(range: &Range<usize>, kind: EntityKind, tokens: &[Token]) -> EntityKind {
    /// Words of the longest name that is judged so.
    const MOST_WORDS: usize = 3;
    let words = &tokens[range.clone()];
    let is_plain =
        |word: &Token| word.shape == Shape::Capital && !word.has(Flags::ORGANISATION.union(Flags::PLACE));
    let is_name = (2..=MOST_WORDS).contains(&words.len()) && words.iter().all(is_plain);
    let holds_office = match &tokens[range.end..] {
        [comma, the, office, of, ..] => {
            comma.is_mark(',')
                && the.shape == Shape::Lower
                && the.has(Flags::STOP)
                && office.shape == Shape::Lower
                && office.has(Flags::TITLE)
                && of.shape == Shape::Lower
                && of.has(Flags::JOINING)
        }
        _ => false,
    };
    if kind == EntityKind::Organisation && is_name && holds_office {
        EntityKind::Person
    } else {
        kind
    }
}

/// Widens surnames by the word before them that can only be a given name, of which the model knows nothing.
fn with_given_names(mut names: Vec<Name>, line: Range<usize>, tokens: &[Token], casing: Casing) -> Vec<Name> {
    let others = Flags::STOP
        .union(Flags::COMMON)
        .union(Flags::TITLE)
        .union(Flags::DEMONYM)
        .union(Flags::CALENDAR)
        .union(Flags::ORGANISATION)
        .union(Flags::PLACE)
        .union(Flags::EVENT)
        .union(Flags::LOCATIVE)
        .union(Flags::PHRASE);
    let is_given = |word: &Token| {
        let is_told = !word.opens || word.flags == Flags::NONE;
        word.shape == Shape::Capital && is_told && !word.hyphenated && !word.has(others)
    };
    let mut before = line.start;
    for (range, kind) in &mut names {
        let is_surname = *kind == EntityKind::Person && range.len() == 1 && casing == Casing::Sentence;
        if is_surname && range.start > before && is_given(&tokens[range.start - 1]) {
            range.start -= 1;
        }
        before = range.end;
    }
    names
}

/// Returns where a person begins inside what was read as one place: `Governor of the Norrvik Region Anna Lindqvist`.
fn governed(range: &Range<usize>, kind: EntityKind, tokens: &[Token]) -> Option<usize> {
    let last = range.end.checked_sub(2).filter(|_| kind == EntityKind::Place)?;
    let is_given =
        |word: &Token| word.shape == Shape::Capital && word.has(Flags::GIVEN) && !word.has(Flags::COMMON);
    (range.start + 2..=last).find(|&index| tokens[index - 1].has(Flags::REGION) && is_given(&tokens[index]))
}

/// Adds the network X where a line means it, which nothing else of the letter tells: `wrote on X that`.
fn with_network(mut names: Vec<Name>, line: Range<usize>, tokens: &[Token]) -> Vec<Name> {
    let leads = |word: &Token| {
        word.shape == Shape::Lower && ["on", "via"].iter().any(|leads| word.hash == word_hash(leads))
    };
    let mut networks = Vec::new();
    for index in line.start + 1..line.end {
        let goes_on = || {
            let next = tokens.get(index + 1);
            next.is_some_and(|next| next.is_mark('-') || next.is_word() && next.shape != Shape::Lower)
        };
        if is_x(&tokens[index]) && leads(&tokens[index - 1]) && !goes_on() {
            let place = names.partition_point(|name| name.0.start < index);
            if place == 0 || names[place - 1].0.end <= index {
                networks.push((index..index + 1, EntityKind::Organisation));
            }
        }
    }
    if !networks.is_empty() {
        names.extend(networks);
        names.sort_by_key(|(range, _)| range.start);
    }
    names
}

/// Joins names around an ampersand, as in `Brenner & Sohn`, which makes a firm of them.
fn joined(names: Vec<Name>, tokens: &[Token]) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match joined.last_mut() {
            Some((before, kind)) if before.end + 1 == name.0.start && tokens[before.end].is_mark('&') => {
                before.end = name.0.end;
                *kind = EntityKind::Organisation;
            }
            _ => joined.push(name),
        }
    }
    joined
}

/// Widens names to the well-known thing of which they are parts.
fn snapped(names: Vec<Name>, phrases: &[Phrase], tokens: &[Token]) -> Vec<Name> {
    let mut snapped = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    for Phrase { range, entry } in phrases.iter().filter(|phrase| phrase.range.len() > 1) {
        while let Some(before) = names.next_if(|name| name.0.end <= range.start) {
            snapped.push(before);
        }
        let first = snapped.len();
        while let Some(touching) = names.next_if(|name| name.0.end <= range.end) {
            snapped.push(touching);
        }
        let reaches_in = snapped
            .get(first)
            .is_some_and(|name: &Name| name.0.start < range.start);
        let reaches_out = names.peek().is_some_and(|name| name.0.start < range.end);
        let is_elided = |index: usize| {
            tokens[index + 1..range.end]
                .first()
                .is_some_and(Token::is_apostrophe)
        };
        let is_named = range.clone().all(|index| {
            let word = &tokens[index];
            let is_small = word.has(Flags::JOINING) || word.hyphenated || is_elided(index);
            !word.is_word() || word.is_capitalised() || is_small
        });
        if snapped.len() > first && !reaches_in && !reaches_out && is_named {
            snapped.truncate(first);
            snapped.push((range.clone(), entry.kind));
        }
    }
    snapped.extend(names);
    snapped
}

/// Returns whether the words are an office and no one who holds it, as in `the Prime Minister`.
fn is_office(words: &[Token]) -> bool {
    let opens_with_article = words.first().is_some_and(|first| first.has(Flags::STOP));
    let is_plain = |word: &Token| {
        let is_common = word.has(Flags::COMMON) && (opens_with_article || !word.has(Flags::FAMILY));
        word.has(Flags::TITLE.union(Flags::STOP)) || is_common
    };
    words.iter().all(is_plain) && words.last().is_some_and(|last| last.has(Flags::TITLE))
}

/// Cuts an office off the person who holds it: `House Speaker Mike Johnson`.
fn without_office(range: Range<usize>, kind: EntityKind, tokens: &[Token]) -> Range<usize> {
    /// Words of the longest office that is looked for.
    const LONGEST: usize = 4;
    let Some(last) = range.len().checked_sub(3).filter(|_| kind == EntityKind::Person) else {
        return range;
    };
    let words = &tokens[range.clone()];
    let people = Flags::GIVEN.union(Flags::FAMILY);
    let in_office = Flags::TITLE
        .union(Flags::COMMON)
        .union(Flags::ORGANISATION)
        .union(Flags::DEMONYM);
    let is_person = |title: usize| {
        words[title].has(Flags::TITLE)
            && !words[title].has(people.union(Flags::THRONE))
            && words[title + 1].has(Flags::GIVEN)
            && words[..title].iter().all(|word| word.has(in_office))
    };
    let title = (0..=last.min(LONGEST)).rev().find(|&title| is_person(title));
    range.start + title.map_or(0, |title| title + 1)..range.end
}

/// Cuts the dash of a list or the ending of the name before off a name.
fn without_edge(range: Range<usize>, tokens: &[Token]) -> Range<usize> {
    let is_edge = |word: &Token| {
        matches!(
            word.shape,
            Shape::Possessive | Shape::Mark('-' | '–' | '—' | '*' | '•')
        )
    };
    let n_edge = tokens[range.clone()]
        .iter()
        .take_while(|word| is_edge(word))
        .count();
    range.start + n_edge.min(range.len() - 1)..range.end
}

/// Parts two well-known bodies that were read as one: `Amazon and Goldman Sachs`.
fn listed(names: Vec<Name>, tokens: &[Token]) -> Vec<Name> {
    /// Tokens of the longest two.
    const LONGEST: usize = 16;
    let mut listed = Vec::with_capacity(names.len());
    for (range, kind) in names {
        let is_known = |range: Range<usize>| firms::entry(&tokens[range]).is_some();
        let is_and =
            |index: &usize| tokens[*index].shape == Shape::Lower && tokens[*index].hash == word_hash("and");
        let parts_two = |and: &usize| is_known(range.start..*and) && is_known(and + 1..range.end);
        let ands = range.clone().skip(1).filter(|_| range.len() <= LONGEST);
        let and = ands.filter(is_and).find(parts_two);
        match and.filter(|_| kind == EntityKind::Organisation && !is_known(range.clone())) {
            Some(and) => listed.extend([(range.start..and, kind), (and + 1..range.end, kind)]),
            None => listed.push((range, kind)),
        }
    }
    listed
}

/// Cuts the article off a name that has none: `the UN`, but `The Hague` and `The Guardian`.
fn without_article(range: Range<usize>, tokens: &[Token]) -> Range<usize> {
    let words = &tokens[range.clone()];
    match words {
        [the, name @ ..]
            if the.hash == word_hash("the")
                && !name.is_empty()
                && firms::entry(words).is_none()
                && (the.shape == Shape::Lower || firms::entry(name).is_some()) =>
        {
            range.start + 1..range.end
        }
        _ => range,
    }
}

/// Cuts small words of direction off a place: `southern Italy` is in Italy.
fn without_direction(range: Range<usize>, tokens: &[Token]) -> Range<usize> {
    let is_direction = |word: &Token| word.shape == Shape::Lower && word.has(Flags::LOCATIVE);
    let n_directions = tokens[range.clone()]
        .iter()
        .take_while(|word| is_direction(word))
        .count();
    range.start + n_directions.min(range.len() - 1)..range.end
}
