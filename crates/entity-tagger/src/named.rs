//! Labels of the model -> mentions.

use std::ops::Range;

use article::EntityKind;

use crate::lexicon::{Flags, LEXICON, Rank};
use crate::lines::Casing;
use crate::mentions::{Found, found};
use crate::model::{Label, labels};
use crate::phrases::{Phrase, phrases};
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
            let names = parted(names(labels, line.clone()), &text.tokens, *casing);
            let names = joined(names, &text.tokens);
            for (range, kind) in snapped(names, in_line, &text.tokens) {
                if is_office(&text.tokens[range.clone()]) {
                    continue;
                }
                let range = without_direction(range, &text.tokens);
                let entry = LEXICON.entry(&text.tokens[range.clone()]);
                let kind = entry
                    .filter(|entry| entry.rank == Rank::Country)
                    .map_or(kind, |entry| entry.kind);
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
    let parts = |word: &Token| match word.shape {
        Shape::Number => true,
        Shape::Lower => word.char_end - word.char_start == 1 && !word.hyphenated && !word.has(inside_a_name),
        _ => casing != Casing::Sentence && word.has(Flags::COMMON) && !word.has(name_words),
    };
    let mut parted = Vec::with_capacity(names.len());
    for (range, kind) in names {
        if kind != EntityKind::Person || range.len() < 2 {
            parted.push((range, kind));
            continue;
        }
        let mut start = range.start;
        for end in range.clone().chain([range.end]) {
            if end == range.end || parts(&tokens[end]) {
                if start < end {
                    parted.push((start..end, kind));
                }
                start = end + 1;
            }
        }
    }
    parted
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
        let is_named = tokens[range.clone()]
            .iter()
            .all(|word| !word.is_word() || word.is_capitalised() || word.has(Flags::JOINING));
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

/// Cuts small words of direction off a place: `southern Italy` is in Italy.
fn without_direction(range: Range<usize>, tokens: &[Token]) -> Range<usize> {
    let is_direction = |word: &Token| word.shape == Shape::Lower && word.has(Flags::LOCATIVE);
    let n_directions = tokens[range.clone()]
        .iter()
        .take_while(|word| is_direction(word))
        .count();
    range.start + n_directions.min(range.len() - 1)..range.end
}
