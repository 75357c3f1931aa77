//! Labels of the model -> mentions.

use std::ops::Range;

use article::EntityKind;

use crate::lexicon::{Flags, LEXICON, Rank};
use crate::lines::Casing;
use crate::mentions::{Found, found};
use crate::model::{Label, labels};
use crate::text::Text;
use crate::tokens::{Shape, Token};

/// Returns the mentions of English texts, in reading order.
pub(crate) fn find(texts: &[Text<'_>]) -> Vec<Found> {
    let mut all = Vec::new();
    for (text, labels) in texts.iter().zip(labels(texts)) {
        for (line, casing) in &text.lines {
            let names = names(&labels[line.clone()]).into_iter();
            let mut names: Vec<Name> = names
                .map(|(range, kind)| (line.start + range.start..line.start + range.end, kind))
                .collect();
            join_partners(&mut names, &text.tokens);
            snap(&mut names, &text.tokens, line);
            names.retain(|name| !is_office(&text.tokens[name.0.clone()]));
            for (range, kind) in names {
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

/// Joins two names around an ampersand, as in `Brenner & Sohn`, which makes a firm of them.
fn join_partners(names: &mut Vec<Name>, tokens: &[Token]) {
    let mut nth = 1;
    while nth < names.len() {
        let (before, after) = (&names[nth - 1].0, &names[nth].0);
        if before.end + 1 == after.start && tokens[before.end].is_mark('&') {
            names[nth - 1] = (before.start..after.end, EntityKind::Organisation);
            names.remove(nth);
        } else {
            nth += 1;
        }
    }
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

/// Widens names to the well-known thing of which they are parts.
fn snap(names: &mut Vec<Name>, tokens: &[Token], line: &Range<usize>) {
    let mut index = line.start;
    while index < line.end {
        let phrase = LEXICON.longest(&tokens[index..line.end]);
        let Some((length, entry)) = phrase.filter(|(length, _)| *length > 1) else {
            index += 1;
            continue;
        };
        let phrase = index..index + length;
        index = phrase.end;
        let touches = |name: &Name| name.0.start < phrase.end && name.0.end > phrase.start;
        let is_inside = |name: &Name| name.0.start >= phrase.start && name.0.end <= phrase.end;
        let touching: Vec<bool> = names.iter().filter(|name| touches(name)).map(is_inside).collect();
        let is_named = tokens[phrase.clone()]
            .iter()
            .all(|word| !word.is_word() || word.is_capitalised() || word.has(Flags::JOINING));
        if !touching.is_empty() && touching.iter().all(|inside| *inside) && is_named {
            names.retain(|name| !touches(name));
            names.push((phrase, entry.kind));
        }
    }
    names.sort_by_key(|name| name.0.start);
}

/// Returns the stretches that name a person, organisation or place.
fn names(labels: &[Label]) -> Vec<(Range<usize>, EntityKind)> {
    let mut names: Vec<(Range<usize>, EntityKind)> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let Some(kind) = label.kind() else { continue };
        match names.last_mut() {
            Some((range, _)) if label.is_later() && range.end == index => range.end += 1,
            _ => names.push((index..index + 1, kind)),
        }
    }
    names
}
