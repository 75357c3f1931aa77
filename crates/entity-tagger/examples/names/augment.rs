//! Headings for documents that have none: a sentence of the document, written as headings are, stands before it,
//! so that the model learns to read capitals that say nothing with the help of the text below.

use crate::labelled::{Document, Tagged};

/// Words of the longest sentence that may serve as a heading.
const LONGEST: usize = 22;
/// Small words keep their letters in most headings.
const SMALL: [&str; 22] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as",
    "is", "over", "'s", "vs", "via", "after",
];

/// Returns the document with a heading made of one of its sentences, in four of five documents.
pub(crate) fn with_heading(document: &Document, seed: u64) -> Document {
    let chosen = spread(seed);
    let short: Vec<&Vec<Tagged>> = document
        .sentences
        .iter()
        .filter(|sentence| {
            (4..=LONGEST).contains(&sentence.len()) && sentence.iter().any(|(_, tag)| tag != "O")
        })
        .collect();
    let mut document_with = document.clone();
    if short.is_empty() || chosen.is_multiple_of(5) {
        return document_with;
    }
    let nth = usize::try_from(chosen >> 8).unwrap_or(0) % short.len();
    let in_capitals = (chosen >> 3).is_multiple_of(4);
    let mut heading: Vec<Tagged> = short[nth]
        .iter()
        .map(|(token, tag)| {
            (
                if in_capitals {
                    token.to_uppercase()
                } else {
                    capitalised(token)
                },
                tag.clone(),
            )
        })
        .collect();
    if heading.last().is_some_and(|(token, _)| token == ".") {
        heading.pop();
    }
    if let Some((first, _)) = heading.first_mut() {
        *first = capitalised_first(first);
    }
    document_with.sentences.insert(0, heading);
    document_with
}

/// Returns a number that looks like chance (SplitMix64).
fn spread(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn capitalised(token: &str) -> String {
    if SMALL.contains(&token) {
        token.to_owned()
    } else {
        capitalised_first(token)
    }
}

fn capitalised_first(token: &str) -> String {
    let mut letters = token.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
