//! Cheap tests that tell where no date of a form can stand: the patterns of `forms.rs` take twenty times as long.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::words;

/// What a stretch of text has to hold for a form. The patterns are slow on running text, these tests are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Three numbers with full stops, slashes or hyphens between them.
    Numbers,
    /// A month word.
    Month,
    /// A month word behind a number and a hyphen.
    HyphenedMonth,
    /// A month word in Thai.
    Thai,
    /// The Chinese or Korean sign for a month.
    EasternMonth,
    /// Vietnamese "tháng" or "ngày".
    Vietnamese,
    /// A weekday, and a number before a slash or a full stop.
    Weekday,
}

/// Returns whether a stretch of folded text can hold a date of this kind.
pub(super) fn can_hold(needs: Needs, text: &str) -> bool {
    match needs {
        Needs::Numbers => has_numbers(text),
        Needs::Month => has_word(&MONTH_WORDS, text),
        Needs::HyphenedMonth => has_hyphened_word(text) && has_word(&MONTH_WORDS, text),
        Needs::Thai => !text.is_ascii() && text.contains(words::is_thai_letter),
        Needs::EasternMonth => !text.is_ascii() && text.contains(['月', '월']),
        Needs::Vietnamese => text.contains("thang ") || text.contains("ngay "),
        Needs::Weekday => has_short_numbers(text) && has_word(&WEEKDAY_WORDS, text),
    }
}

static MONTH_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| matcher(words::months()));

static WEEKDAY_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| matcher(words::weekdays()));

fn matcher(words: impl Iterator<Item = &'static str>) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("a table of a few hundred words can be built")
}

/// Returns whether one of the words stands in a text and not inside another word.
fn has_word(words: &AhoCorasick, text: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    words.find_iter(text).any(|found| {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        // Persian writes its word for month against the month.
        !is_letter(before.chars().next_back())
            && (!is_letter(after.chars().next()) || after.starts_with("ماه"))
    })
}

/// Returns whether a number of one or two digits stands between two of the same signs, after another number.
fn has_numbers(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_sign = |byte: &u8| matches!(byte, b'.' | b'/' | b'-');
    (1..bytes.len()).any(|at| {
        if !is_sign(&bytes[at]) || !is_digit(at - 1) {
            return false;
        }
        // What `\s` means in the patterns is a space here, or of more bytes than one.
        let from = at
            + 1
            + bytes[at + 1..]
                .iter()
                .take_while(|byte| **byte == b' ' || !byte.is_ascii())
                .count();
        let n_digits = (0..3).take_while(|n| is_digit(from + n)).count();
        (1..=2).contains(&n_digits) && bytes.get(from + n_digits) == Some(&bytes[at])
    })
}

/// Returns whether a number stands before a hyphen, and no other after that.
fn has_hyphened_word(text: &str) -> bool {
    let mut signs = text.as_bytes().windows(3);
    signs.any(|signs| signs[0].is_ascii_digit() && signs[1] == b'-' && !signs[2].is_ascii_digit())
}

/// Returns whether a number stands before a slash or a full stop, and another after that.
fn has_short_numbers(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|window| {
        window[0].is_ascii_digit()
            && matches!(window[1], b'/' | b'.')
            && (window[2].is_ascii_digit() || window[2] == b' ')
    })
}
