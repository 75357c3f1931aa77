//! One word in two ways: `subprime` and `sub-prime`, `G20` and `G-20`. Articles tell which words they write with a
//! hyphen, so that the word without it is looked for in both ways, and no word is parted that nobody parts.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use tantivy::Searcher;
use tantivy::schema::Field;
use text_analysis::{fold, words};

use super::document::{KEY_END, key_and_name};
use crate::analysis::Terms;

/// The hyphens of a keyboard and of typesetters.
const HYPHENS: [&str; 3] = ["-", "\u{2010}", "\u{2011}"];
/// Bytes of a word without its hyphen: shorter ones are initials, longer ones are no words.
const LENGTHS: RangeInclusive<usize> = 3..=24;

/// Returns the terms of the `hyphen` field for a text: for each word of two parts its letters without the hyphen, and
/// those of the first part.
pub(super) fn hyphenated(text: &str, terms: &Terms) -> Vec<String> {
    let pairs = pairs(text, terms.iter().map(|token| token.start..token.end));
    let terms = pairs.into_iter().filter_map(|[first, second]| {
        let (first, second) = (fold(&text[first]), fold(&text[second]));
        let is_word = LENGTHS.contains(&(first.len() + second.len()));
        is_word.then(|| format!("{first}{second}{KEY_END}{first}"))
    });
    terms.collect()
}

/// Returns a text of a query as others write it: its words of two parts as one, or else its words in the two parts in
/// which most articles write them; nothing where nobody does.
pub(super) fn written_otherwise(text: &str, searcher: &Searcher, field: Field) -> Option<String> {
    let spans: Vec<Range<usize>> = words(text).map(|word| word.start..word.end).collect();
    let pairs = pairs(text, spans.iter().cloned());
    let changes: Vec<(Range<usize>, String)> = if pairs.is_empty() {
        let parted = spans.into_iter().filter_map(|span| {
            let parts = parts(&fold(&text[span.clone()]), searcher, field)?;
            Some((span, parts))
        });
        parted.collect()
    } else {
        let hyphens = pairs.into_iter().map(|[first, second]| first.end..second.start);
        hyphens.map(|hyphen| (hyphen, String::new())).collect()
    };
    let mut other = text.to_owned();
    // From the end, so that the places before stay.
    for (place, written) in changes.iter().rev() {
        other.replace_range(place.clone(), written);
    }
    (!changes.is_empty()).then_some(other)
}

/// Returns where the two parts of words with one hyphen stand, given the places of all words in order.
fn pairs(text: &str, words: impl Iterator<Item = Range<usize>>) -> Vec<[Range<usize>; 2]> {
    let mut found = Vec::new();
    let mut words = words.peekable();
    while let Some(first) = words.next() {
        let Some(second) = words.peek() else { break };
        let is_joined = HYPHENS.contains(&&text[first.end..second.start]);
        if is_joined && is_alone(text, first.start..second.end) && may_be_one(text, &first, second) {
            found.push([first, second.clone()]);
        }
    }
    found
}

/// Tells whether no more parts stand around two of them.
fn is_alone(text: &str, both: Range<usize>) -> bool {
    let (before, after) = (&text[..both.start], &text[both.end..]);
    !HYPHENS
        .iter()
        .any(|hyphen| before.ends_with(hyphen) || after.starts_with(hyphen))
}

/// Tells whether two parts are letters and digits, of which a digit does not come first: `10-year` is two words.
fn may_be_one(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let is_plain = |part: &Range<usize>| text[part.clone()].chars().all(char::is_alphanumeric);
    is_plain(first) && is_plain(second) && text[first.start..].starts_with(char::is_alphabetic)
}

/// Returns the two parts in which most articles write a folded word that has a hyphen there, with the hyphen.
fn parts(word: &str, searcher: &Searcher, field: Field) -> Option<String> {
    if !LENGTHS.contains(&word.len()) {
        return None;
    }
    let start = format!("{word}{KEY_END}");
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        // A list that cannot be read finds nothing, as it does in a search.
        let terms = reader.inverted_index(field).ok()?;
        let range = terms.terms().range().ge(start.as_bytes());
        let mut stream = range.into_stream().ok()?;
        while stream.advance() && stream.key().starts_with(start.as_bytes()) {
            let term = std::str::from_utf8(stream.key()).unwrap_or_default();
            *counts.entry(key_and_name(term).1.to_owned()).or_default() += stream.value().doc_freq;
        }
    }
    let (first, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let second = word.strip_prefix(&*first)?;
    Some(format!("{first}-{second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_parts_are_told() {
        let cases: [(&str, &[&str]); 7] = [
            ("The sub-prime crisis", &["subprime\u{1f}sub"]),
            (
                "G‑20 and Harbor-Mart’s shares",
                &["g20\u{1f}g", "harbormart\u{1f}harbor"],
            ),
            ("a state-of-the-art mill", &[]),
            ("a 10-year bond, 3-2", &[]),
            ("the ferry - a mail boat", &[]),
            ("X-y", &[]),
            ("Çift-Taraf", &["cifttaraf\u{1f}cift"]),
        ];
        for (text, expected) in cases {
            assert_eq!(hyphenated(text, &Terms::of(text, None)), expected, "{text}");
        }
    }
}
