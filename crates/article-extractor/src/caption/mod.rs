//! Captions: lines that describe a picture and credit who took it.

mod credit;

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

use crate::agencies::agency;
use crate::byline::is_person;
use crate::phrases::{self, Phrase};
use crate::wording::{count_words, pattern};

/// Ways in which only captions begin.
static DIRECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:from left|left to right|clockwise from|\(?(?:symbolbild|symbolfoto|archivbild|archivfoto|foto|photo|file photo)\)|in this (?:file )?(?:photo|image|picture)|file -|file —|file:|on this picture)",
    )
});

/// A caption is seldom longer; a paragraph that ends in a source is.
const LONGEST: usize = 75;

/// Returns whether a line is the caption or the credit of a picture. `key` is its phrase key, `n_words` how long it is.
pub(crate) fn is_caption(text: &str, key: &str, n_words: usize) -> bool {
    if n_words > LONGEST {
        return false;
    }
    if begins_as_caption(text) {
        return true;
    }
    if has_label(text, key) && n_words <= 40 {
        return true;
    }
    if names_photographer(text) && n_words <= 45 {
        return true;
    }
    has_credit(text) && !ends_with_agency_only(text)
}

/// Returns whether a line begins as only captions do. Most lines begin with another letter, which is told sooner.
fn begins_as_caption(text: &str) -> bool {
    let may = |first: char| {
        !first.is_ascii()
            || matches!(
                first.to_ascii_lowercase(),
                'f' | 'l' | 'c' | '(' | 's' | 'a' | 'p' | 'i' | 'o'
            )
    };
    text.starts_with(may) && DIRECTION.is_match(text)
}

/// Returns whether a line ends in the credit of a picture.
fn has_credit(text: &str) -> bool {
    /// Longer than any credit.
    const TAIL_BYTES: usize = 200;
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(TAIL_BYTES))..];
    text.contains("AP Photo") || credit::ends_in_credit(tail)
}

/// "Photo: …" and "Bildrechte: …" are labels; "Image of the year" is a headline.
fn has_label(text: &str, key: &str) -> bool {
    let Some(start) = phrases::start_of(Phrase::CaptionStart, key) else {
        return false;
    };
    let label_end = text.find([':', '：', '/', '|', '©']);
    label_end.is_some_and(|end| text[..end].chars().count() <= start.chars().count() + 3)
}

/// "… before the doors open. (Jane Roe)" and "… over the bay. [NASA]" credit whoever took the picture.
fn names_photographer(text: &str) -> bool {
    let ends_before = |before: &str| {
        let before = before.strip_suffix(' ').unwrap_or(before);
        before.ends_with(['.', '!', '?', '”', '…'])
    };
    let is_long = |name: &str, letters: RangeInclusive<usize>| letters.contains(&name.chars().count());
    if let Some((before, name)) = in_last(text, ['(', ')']) {
        return is_long(name, 3..=40) && ends_before(before) && is_person(name);
    }
    if let Some((before, name)) = in_last(text, ['[', ']']) {
        return is_long(name, 2..=30) && ends_before(before);
    }
    text.rsplit_once("/ ").is_some_and(|(before, name)| {
        let is_capital = |letter: char| letter.is_uppercase() || matches!(letter, '.' | ' ');
        let is_loud = name.starts_with(char::is_uppercase) && name.chars().all(is_capital);
        is_loud && is_long(name, 4..=31) && ends_before(before)
    })
}

/// Returns what stands in the brackets that end a text, and what stands before them.
fn in_last(text: &str, brackets: [char; 2]) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(brackets[1])?;
    let (_, name) = inside.rsplit_once(brackets)?;
    let before = inside[..inside.len() - name.len()].strip_suffix(brackets[0])?;
    Some((before, name))
}

/// "… (Reuters)" ends a report; it takes a name or a word such as "photo" to make a picture credit.
fn ends_with_agency_only(text: &str) -> bool {
    let Some(inside) = text.trim_end_matches(['.', ' ']).strip_suffix(')') else {
        return false;
    };
    inside.rfind('(').is_some_and(|at| {
        let parts: Vec<&str> = inside[at + 1..].split('/').collect();
        // Agencies and initials of who edited a report sign it: "(dpa/lh)".
        let is_initials = |part: &str| part.len() <= 4 && part.chars().all(char::is_lowercase);
        parts
            .iter()
            .all(|part| agency(part).is_some() || is_initials(part))
    })
}

/// Returns whether a caption says what the picture shows, and is not only the credit of whoever took it.
fn describes(text: &str) -> bool {
    /// "Photo", "Picture by" and "Symbolic image" say nothing.
    const FEWEST_WORDS: usize = 4;
    /// "Jane Roe / Harbour Press" names people and houses only.
    const MOST_OF_CREDIT: usize = 8;
    match text.strip_suffix(credit_of(text)) {
        Some("") | None => {
            let n_words = count_words(text);
            let is_credit = text.contains(['/', '|', '©']) && n_words <= MOST_OF_CREDIT;
            n_words >= FEWEST_WORDS && !is_credit
        }
        Some(shown) => count_words(shown) >= FEWEST_WORDS,
    }
}

/// Returns captions from their lines and places, in order: a bare credit belongs to the caption right before it, and
/// one that follows none is left out.
pub(crate) fn gathered<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<String> {
    let mut captions: Vec<String> = Vec::new();
    let mut before = None;
    for (place, text) in lines {
        match captions.last_mut() {
            _ if describes(text) => captions.push(text.to_owned()),
            Some(last) if before == Some(place) => {
                last.push(' ');
                last.push_str(text);
            }
            _ => continue,
        }
        before = Some(place + 1);
    }
    captions
}

/// Returns the captions that stand beside these paragraphs: each once, and none that the story has already.
pub(crate) fn beside(captions: Vec<String>, paragraphs: &[String]) -> Vec<String> {
    /// More pictures make a gallery.
    const MOST: usize = 50;
    let mut kept: Vec<String> = Vec::new();
    for caption in captions {
        if kept.len() < MOST && !paragraphs.contains(&caption) && !kept.contains(&caption) {
            kept.push(caption);
        }
    }
    kept
}

/// Returns the part of a caption that credits: what stands in the last parentheses, after a label, or its last words.
pub(crate) fn credit_of(text: &str) -> &str {
    if let (Some(open), true) = (text.rfind('('), text.trim_end_matches('.').ends_with(')')) {
        return &text[open..];
    }
    if let Some(at) = text.rfind([':', '©', '|']) {
        return &text[at..];
    }
    text.rfind(". ").map_or(text, |at| &text[at + 2..])
}
