//! Sentences: where those of a text are.

use std::ops::Range;

use memchr::{memchr2, memchr3, memrchr2, memrchr3};
use unicode_segmentation::UnicodeSegmentation;

use crate::folding::fold;

/// Abbreviations that end in a full stop without ending a sentence, folded, without the stop.
const ABBREVIATIONS: [&str; 58] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "adm",
    "st", "jr", "sr", "rev", "hon", "pres", "no", "vs", "etc", "inc", "ltd", "corp", "co", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "est", "fig", "bzw",
    "ca", "nr", "tel", "sra", "srta", "mme", "mlle", "av", "art", "p", "pp", "vol", "dept", "al",
];

/// Those that are words as well: they stand for something only before a number.
const BEFORE_NUMBERS: [&str; 6] = ["no", "nr", "art", "fig", "pp", "vol"];

/// Letters of the longest of these.
const LONGEST_ABBREVIATION: usize = 6;

/// Words of German after which a number with a stop is an ordinal: its nouns begin with capitals as sentences do. `am`
/// and `des` are not among them, because `I am 12.` and `le groupe des 27.` end a sentence.
const BEFORE_ORDINALS: [&str; 16] = [
    "beim", "das", "dem", "den", "der", "die", "ihrem", "ihren", "im", "mein", "seinem", "seinen", "unserem",
    "vom", "zum", "zur",
];

/// The months that begin with capitals behind an ordinal, folded.
const MONTHS: [&str; 14] = [
    "januar",
    "janner",
    "februar",
    "feber",
    "marz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Marks that open what follows them, and so begin its sentence where they stand right before it.
const OPENING: [char; 19] = [
    '(', '[', '{', '“', '‘', '„', '‚', '«', '‹', '「', '『', '《', '〈', '（', '【', '［', '〔', '〖', '｢',
];

/// Returns the byte ranges of the sentences of a text, in order and without the white space around them.
///
/// Boundaries follow Unicode (UAX #29); a stop after an initial, an abbreviation, an ordinal or the number of a list
/// does not end a sentence, a line break always does, and an opening mark belongs to what it opens.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentence_runs(text)
        .flat_map(|run| sentences_of_run(text, run))
        .collect()
}

/// Returns the byte range of the first sentence of a text, without reading on behind it.
pub fn first_sentence(text: &str) -> Option<Range<usize>> {
    sentence_runs(text).find_map(|run| sentences_of_run(text, run).into_iter().next())
}

/// Returns parts of a text that hold whole sentences, all of it and in order, at a fraction of the cost of
/// [`sentences`]: the sentences of the parts are those of the text. A part ends behind a line break, or where a
/// space and a capital letter leave no doubt.
pub fn sentence_runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        next = run_end(text, start);
        (start < next).then_some(start..next)
    })
}

/// Returns the part of [`sentence_runs`] that holds a byte of a text, given where one before it begins or ends. What
/// is further away is not looked at.
pub fn sentence_run_at(text: &str, before: usize, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut behind = at;
    let mut marks = std::iter::from_fn(|| {
        behind = before + last_mark(&bytes[before..behind])?;
        Some(behind)
    });
    let start = marks.find_map(|mark| end_at(text, before, mark).filter(|end| *end <= at));
    let start = start.unwrap_or(before);
    // The mark before the spaces in which the place may be.
    let spaces = bytes[start..at]
        .iter()
        .rev()
        .take_while(|byte| **byte == b' ')
        .count();
    let from = (at - spaces).saturating_sub(1).max(start);
    start..run_end_behind(text, start, from)
}

fn run_end(text: &str, start: usize) -> usize {
    run_end_behind(text, start, start)
}

/// Returns where a part ends that does not end before a place.
fn run_end_behind(text: &str, start: usize, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut next = from;
    while let Some(passed) = first_mark(&bytes[next..]) {
        let mark = next + passed;
        if let Some(end) = end_at(text, start, mark) {
            return end;
        }
        next = mark + 1;
    }
    text.len()
}

/// Bytes that are searched for one kind of mark before they are searched for another: whole texts may lack one kind.
const SEARCHED: usize = 512;

/// Returns the first mark that may end a sentence, many bytes at a time.
fn first_mark(bytes: &[u8]) -> Option<usize> {
    let mut parts = bytes.chunks(SEARCHED).enumerate();
    parts.find_map(|(number, part)| {
        let stop = memchr3(b'.', b'!', b'?', part);
        let line_end = memchr2(b'\n', b'\r', &part[..stop.unwrap_or(part.len())]);
        Some(number * SEARCHED + line_end.or(stop)?)
    })
}

/// Returns the last mark that may end a sentence.
fn last_mark(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    bytes.rchunks(SEARCHED).find_map(|part| {
        end -= part.len();
        let stop = memrchr3(b'.', b'!', b'?', part);
        let behind = stop.map_or(0, |stop| stop + 1);
        let line_end = memrchr2(b'\n', b'\r', &part[behind..]).map(|line_end| behind + line_end);
        Some(end + line_end.or(stop)?)
    })
}

/// Returns where the part ends that a mark ends, if it does.
fn end_at(text: &str, start: usize, mark: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = mark + 1;
    match bytes[mark] {
        b'\n' => return Some(next),
        b'\r' => return None,
        _ => {}
    }
    let spaces = bytes[next..].iter().take_while(|byte| **byte == b' ').count();
    let is_before_capital = bytes.get(next + spaces).is_some_and(u8::is_ascii_uppercase);
    let is_end = spaces > 0 && is_before_capital && is_plain_end(&text[start..next]);
    is_end.then_some(next + spaces)
}

/// Tells whether a text ends in a mark behind a plain word, which is neither an abbreviation nor an ordinal nor has
/// marks inside.
fn is_plain_end(text: &str) -> bool {
    let Some(before_stop) = text.strip_suffix('.') else {
        return true;
    };
    let word = before_stop.rsplit(char::is_whitespace).next();
    word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && goes_on(text) == GoesOn::Not
}

/// Returns the byte ranges of the sentences in a part that [`sentence_runs`] gives.
pub fn sentences_of_run(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let inside = &text[run.clone()];
    let trimmed = inside.trim();
    if is_one_sentence(trimmed) {
        let start = run.start + (inside.len() - inside.trim_start().len());
        let whole = start..start + trimmed.len();
        return vec![whole];
    }
    let found = by_unicode(inside).into_iter();
    found
        .map(|range| run.start + range.start..run.start + range.end)
        .collect()
}

/// Tells whether a text without space around it is one sentence because nothing before its last letter could end
/// one. Other letters than those of ASCII and Latin-1, and other marks than dashes and quotation marks, may.
fn is_one_sentence(text: &str) -> bool {
    let mut rest = text.strip_suffix(['.', '!', '?']).unwrap_or(text).as_bytes();
    if rest.is_ascii() {
        return !text.is_empty() && first_mark(rest).is_none();
    }
    while let Some(first) = rest.first() {
        rest = match (first, rest) {
            (b'.' | b'!' | b'?' | b'\n' | b'\r', _) => return false,
            (0..=0x7f, [_, rest @ ..])
            | (0xc3, [_, _, rest @ ..])
            | (0xe2, [_, 0x80, 0x90..=0x9f, rest @ ..]) => rest,
            _ => return false,
        };
    }
    !text.is_empty()
}

fn by_unicode(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = GoesOn::Not;
    for (start, piece) in opened_pieces(text) {
        let end = start + piece.trim_end().len();
        let start = start + (piece.len() - piece.trim_start().len());
        if start < end {
            let this = &text[start..end];
            match found.last_mut().filter(|_| before.with(this)) {
                Some(last) => last.end = end,
                None => found.push(start..end),
            }
            before = goes_on(this);
        }
        if piece.ends_with(['\n', '\r', '\u{2028}', '\u{2029}']) {
            before = GoesOn::Not;
        }
    }
    found
}

/// What a sentence goes on with behind a boundary of UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GoesOn {
    /// Nothing: it has ended.
    Not,
    /// A number.
    WithNumber,
    /// The name of a month.
    WithMonth,
    /// Anything.
    WithAnything,
}

impl GoesOn {
    /// Tells whether it goes on with this.
    fn with(self, next: &str) -> bool {
        match self {
            Self::Not => false,
            Self::WithNumber => next.starts_with(|first: char| first.is_ascii_digit()),
            Self::WithMonth => {
                let word = next.split(|letter: char| !letter.is_alphabetic()).next();
                word.is_some_and(|word| MONTHS.contains(&fold(word).as_str()))
            }
            Self::WithAnything => true,
        }
    }
}

/// Returns with what a sentence goes on behind the stop in which this ends.
fn goes_on(sentence: &str) -> GoesOn {
    let Some(word) = word_before_stop(sentence) else {
        return GoesOn::Not;
    };
    if matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let before = sentence[..sentence.len() - 1 - word.len()].trim_end();
        return match before.rsplit(char::is_whitespace).next() {
            // The number of a list.
            None | Some("") => GoesOn::WithAnything,
            Some(word)
                if BEFORE_ORDINALS
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(word)) =>
            {
                GoesOn::WithAnything
            }
            Some(_) => GoesOn::WithMonth,
        };
    }
    match is_abbreviation(word) {
        false => GoesOn::Not,
        true if BEFORE_NUMBERS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word)) =>
        {
            GoesOn::WithNumber
        }
        true => GoesOn::WithAnything,
    }
}

/// Parts a text at the boundaries of UAX #29, and opening marks at the end of a part to the next one: UAX #29 takes
/// them for closing marks.
fn opened_pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    pieces(text).filter_map(move |(at, piece)| {
        let mut end = at + piece.len();
        if end < text.len() {
            end = start + text[start..end].trim_end_matches(OPENING).len();
        }
        let part = (start, &text[start..end]);
        start = end;
        (!part.1.is_empty()).then_some(part)
    })
}

/// Parts a text at the boundaries of UAX #29, those of ASCII many times as fast as others.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_ascii = text.is_ascii();
    let mut next = 0;
    let ascii = std::iter::from_fn(move || {
        let start = next;
        next = ascii_end(text.as_bytes(), start);
        (start < next).then(|| (start, &text[start..next]))
    });
    let ascii = is_ascii.then_some(ascii).into_iter().flatten();
    let other = (!is_ascii).then(|| text.split_sentence_bound_indices());
    ascii.chain(other.into_iter().flatten())
}

/// Returns where the sentence of ASCII ends that starts here (rules SB3 to SB11).
fn ascii_end(text: &[u8], start: usize) -> usize {
    let mut next = start;
    while let Some(passed) = first_mark(&text[next..]) {
        let at = next + passed;
        let end = match text[at] {
            b'\n' | b'\r' => Some(line_end(text, at)),
            _ => end_behind(text, at),
        };
        if let Some(end) = end {
            return end;
        }
        next = at + 1;
    }
    text.len()
}

fn line_end(text: &[u8], at: usize) -> usize {
    if text[at..].starts_with(b"\r\n") {
        at + 2
    } else {
        at + 1
    }
}

/// Returns where the sentence ends that the mark at this place may end.
fn end_behind(text: &[u8], mark: usize) -> Option<usize> {
    let is_stop = text[mark] == b'.';
    let next = text.get(mark + 1);
    let is_behind_letter = mark > 0 && text[mark - 1].is_ascii_alphabetic();
    let goes_on = |next: &u8| next.is_ascii_digit() || is_behind_letter && next.is_ascii_uppercase();
    if is_stop && next.is_some_and(goes_on) {
        return None;
    }
    let run = |from: usize, bytes: &[u8]| {
        text[from..]
            .iter()
            .take_while(|byte| bytes.contains(byte))
            .count()
    };
    let mut at = mark + 1;
    at += run(at, br#""'()[]{}"#);
    at += run(at, b" \t\x0b\x0c");
    match text.get(at)? {
        b'\n' | b'\r' => return Some(line_end(text, at)),
        b',' | b'-' | b':' | b';' | b'.' | b'!' | b'?' => return None,
        _ => {}
    }
    let is_next_word =
        |byte: &&u8| byte.is_ascii_alphabetic() || matches!(byte, b'\n' | b'\r' | b'.' | b'!' | b'?');
    let next_word = text[at..].iter().find(is_next_word);
    let goes_on = is_stop && next_word.is_some_and(u8::is_ascii_lowercase);
    (!goes_on).then_some(at)
}

/// Tells whether a word is initials or an abbreviation before a stop.
fn is_abbreviation(word: &str) -> bool {
    if word.len() > LONGEST_ABBREVIATION && word.is_ascii() && !word.contains('.') {
        return false;
    }
    let is_initials = !word.is_empty()
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    let is_listed = || match word.is_ascii() {
        true => ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word)),
        false => ABBREVIATIONS.contains(&word.to_lowercase().as_str()),
    };
    is_initials || is_listed()
}

fn word_before_stop(sentence: &str) -> Option<&str> {
    let before_stop = sentence.strip_suffix('.')?;
    before_stop
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘'))
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_sentences() {
        check("He left. She stayed!  Why?", &["He left.", "She stayed!", "Why?"]);
        check(
            "On Dec. 2 the U.S. President spoke. Then he left.",
            &["On Dec. 2 the U.S. President spoke.", "Then he left."],
        );
        check("Mr. J. Doe came. Good.", &["Mr. J. Doe came.", "Good."]);
        check(
            "The answer was no. She collects art. See No. 10 and fig. 2.",
            &[
                "The answer was no.",
                "She collects art.",
                "See No. 10 and fig. 2.",
            ],
        );
        check(
            "A line without a stop\n\nAnother line",
            &["A line without a stop", "Another line"],
        );
        check("He met Mr.\nNext line", &["He met Mr.", "Next line"]);
        check(
            "Am 3. Oktober traf Dr. Müller den 2. Bürgermeister. Das Treffen am 5. MAI war gut.",
            &[
                "Am 3. Oktober traf Dr. Müller den 2. Bürgermeister.",
                "Das Treffen am 5. MAI war gut.",
            ],
        );
        check(
            "In der 2. Liga zum 12. Mal. Ende.",
            &["In der 2. Liga zum 12. Mal.", "Ende."],
        );
        check(
            "He turned 12. He left in 2024. She was 9.",
            &["He turned 12.", "He left in 2024.", "She was 9."],
        );
        check(
            "Steps: 1. Build walls. 2. Go home.",
            &["Steps: 1.", "Build walls.", "2. Go home."],
        );
        check(
            "首相は会見した。「和平は可能だ」と述べた。",
            &["首相は会見した。", "「和平は可能だ」と述べた。"],
        );
        check(
            "他走了。“和平（真的）可能。”他说。",
            &["他走了。", "“和平（真的）可能。”", "他说。"],
        );
        check("He left.(Reuters) End.(", &["He left.", "(Reuters) End.("]);
        check(
            "»Ja.« Er ging. „Nein.“ Ende.",
            &["»Ja.«", "Er ging.", "„Nein.“", "Ende."],
        );
        check("会议结束了。他们离开了。", &["会议结束了。", "他们离开了。"]);
        check("", &[]);
    }

    #[test]
    fn no_abbreviation_is_longer() {
        assert!(
            ABBREVIATIONS
                .iter()
                .all(|known| known.len() <= LONGEST_ABBREVIATION)
        );
    }

    proptest! {
        #[test]
        fn marks_are_those_of_a_slow_search(text in "([a-z]{1,9}|[.!?\n\r]|[a-z]{600}){0,6}") {
            let bytes = text.as_bytes();
            let is_mark = |byte: &u8| b".!?\n\r".contains(byte);
            prop_assert_eq!(first_mark(bytes), bytes.iter().position(is_mark));
            prop_assert_eq!(last_mark(bytes), bytes.iter().rposition(is_mark));
        }

        #[test]
        fn every_letter_is_in_one_sentence(text in "(\\PC|[A-B5.(「“ ]){0,80}(\n\\PC{0,20})?") {
            let found = sentences(&text);
            prop_assert_eq!(first_sentence(&text), found.first().cloned());
            let mut last = 0;
            for range in &found {
                prop_assert!(range.start >= last && range.start < range.end);
                prop_assert!(text[last..range.start].trim().is_empty());
                last = range.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }

        #[test]
        fn boundaries_of_ascii_are_those_of_unicode(text in "([A-Ba-b1.!? ]|[.!?]|[\"'()\\[\\]{}]|[ \t\r\n\u{b}\u{c}]|[,:;_/-]|[\u{0}-\u{7f}]){0,40}") {
            let found: Vec<_> = pieces(&text).collect();
            let expected: Vec<_> = text.split_sentence_bound_indices().collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn runs_hold_whole_sentences(text in "(Mr|U\\.S|der|Mai|März|[A-Ba-b5]{1,3}|[.!?。]|  ?|\n|[’)(“”「\"é,\u{301}]|\\PC){0,30}") {
            let mut last = 0;
            for run in sentence_runs(&text) {
                prop_assert_eq!(run.start, last);
                last = run.end;
            }
            prop_assert_eq!(last, text.len());
            prop_assert_eq!(sentences(&text), by_unicode(&text));
            let runs: Vec<_> = sentence_runs(&text).collect();
            for (number, run) in runs.iter().enumerate() {
                for at in run.clone() {
                    for before in &runs[number.saturating_sub(2)..=number] {
                        prop_assert_eq!(&sentence_run_at(&text, before.start, at), run);
                    }
                }
            }
        }
    }
}
