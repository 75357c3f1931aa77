//! What labelled sentences lack and pages have: headings and datelines.
//!
//! A sentence of the document, written as headings are, stands before it, so that the model learns to read capitals
//! that say nothing with the help of the text below. The first sentence gets a dateline with a place of the document.

use crate::labelled::{Document, Tagged};

/// Words of the longest sentence that may serve as a heading.
const LONGEST: usize = 22;
/// Small words keep their letters in most headings.
const SMALL: [&str; 22] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as",
    "is", "over", "'s", "vs", "via", "after",
];

/// Agencies of datelines.
const AGENCIES: [&str; 8] = [
    "Reuters",
    "AP",
    "AFP",
    "Xinhua",
    "TASS",
    "dpa",
    "EFE",
    "Bloomberg",
];
const MONTHS: [&str; 8] = ["Jan", "Feb", "March", "April", "Aug", "Sept", "Nov", "Dec"];

/// Returns the document with a dateline before its first sentence, in one of four documents that name a place.
pub(crate) fn with_dateline(document: &Document, seed: u64) -> Document {
    let chosen = spread(seed ^ 0xda7e);
    let is_place = |sentence: &[Tagged], nth: usize| {
        sentence[nth].1 == "B-LOC" && sentence.get(nth + 1).is_none_or(|(_, tag)| tag != "I-LOC")
    };
    let places = document.sentences.iter().flat_map(|sentence| {
        (0..sentence.len())
            .filter(|nth| is_place(sentence, *nth))
            .map(|nth| sentence[nth].0.clone())
    });
    let places: Vec<String> = places.collect();
    let mut document_with = document.clone();
    let Some(first) = document_with
        .sentences
        .first_mut()
        .filter(|_| !places.is_empty() && chosen.is_multiple_of(4))
    else {
        return document_with;
    };
    let pick = |shift: u32, n: usize| usize::try_from(chosen >> shift & 0xffff).unwrap_or(0) % n;
    let mut place = places[pick(8, places.len())].clone();
    if !pick(24, 3).is_multiple_of(3) {
        place = place.to_uppercase();
    }
    let outside = |token: &str| (token.to_owned(), "O".to_owned());
    let agency = (AGENCIES[pick(28, AGENCIES.len())].to_owned(), "B-ORG".to_owned());
    let dash = outside(["-", "—", "–", "--"][pick(32, 4)]);
    let day = [
        outside(","),
        outside(MONTHS[pick(36, MONTHS.len())]),
        outside(&(1 + pick(40, 28)).to_string()),
    ];
    let mut dateline = vec![(place, "B-LOC".to_owned())];
    match pick(44, 4) {
        0 => {}
        1 => dateline.extend(day),
        2 => dateline.extend([outside("("), agency, outside(")")]),
        _ => dateline.extend(day.into_iter().chain([outside("("), agency, outside(")")])),
    }
    dateline.push(dash);
    first.splice(0..0, dateline);
    document_with
}

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
