//! Finds written dates in running text, by the forms of `forms.rs`.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Weekday;
use regex::{Captures, Regex};

use super::clock::{add_clock, add_clock_before};
use super::forms::{self, FORMS};
use super::needs::{Needs, can_hold};
use super::words;
use super::{DayOrder, WrittenDate};
use crate::wording::{fold_same_length, pattern};

/// Returns the dates of a text in reading order.
pub fn find_dates(text: &str, order: DayOrder) -> Vec<WrittenDate> {
    if !has_digit(text) {
        return Vec::new();
    }
    find_folded(text, &fold_same_length(text), order)
}

/// Returns the dates of a text whose folded form is at hand.
pub(super) fn find_folded(text: &str, folded: &str, order: DayOrder) -> Vec<WrittenDate> {
    let mut found = Vec::new();
    for window in digit_windows(folded) {
        let stretch = &folded[window.clone()];
        let mut known: Option<(Needs, bool)> = None;
        for form in &FORMS {
            let can = match known {
                Some((needs, can)) if needs == form.needs => can,
                _ => can_hold(form.needs, stretch),
            };
            known = Some((form.needs, can));
            if !can {
                continue;
            }
            for captures in form.pattern.captures_iter(stretch) {
                let whole = captures.get(0).expect("group 0 is the match").range();
                if let Some(date) = (form.read)(&captures, order) {
                    let start = start_of(&captures, stretch) + window.start;
                    found.push((start..whole.end + window.start, date));
                }
            }
        }
    }
    found.sort_by_key(|(range, date)| (range.start, std::cmp::Reverse((range.end, date.is_full()))));
    in_order(text, folded, without_halves(found))
}

/// Returns where a date begins: a word before its numbers is part of it if it is a weekday, and a label otherwise.
fn start_of(captures: &Captures<'_>, stretch: &str) -> usize {
    let whole = captures.get(0).expect("group 0 is the match");
    let Some(word) = captures
        .name("w")
        .filter(|word| words::weekday(word.as_str()).is_none())
    else {
        return whole.start();
    };
    let after = stretch[word.end()..whole.end()].find(|sign: char| sign.is_ascii_digit());
    after.map_or(whole.start(), |at| word.end() + at)
}

/// Returns whether a text has a digit, or a number in Chinese signs before that for a month.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || !text.is_ascii() && text.chars().any(|letter| letter.is_numeric() || letter == '月')
}

/// Returns the stretches of a text around its digits, cut at white space. Every date has a digit, and the patterns
/// are slow on running text (20 ms for the lines of a page).
fn digit_windows(text: &str) -> Vec<Range<usize>> {
    /// Bytes on either side: more than the longest weekday, month and year together.
    const MARGIN: usize = 60;
    let mut windows: Vec<Range<usize>> = Vec::new();
    for at in digit_places(text) {
        if windows.last().is_some_and(|window| at + MARGIN <= window.end) {
            continue;
        }
        let start = text.floor_char_boundary(at.saturating_sub(MARGIN));
        let start = text[start..at]
            .find(' ')
            .filter(|_| start > 0)
            .map_or(start, |space| start + space);
        let end = text.floor_char_boundary((at + 2 * MARGIN).min(text.len()));
        let end = text[at..end]
            .rfind(' ')
            .filter(|_| end < text.len())
            .map_or(end, |space| at + space);
        match windows.last_mut() {
            Some(window) if start <= window.end => window.end = end.max(window.end),
            _ => windows.push(start..end.max(at + 1)),
        }
    }
    windows
}

/// Returns where digits stand, and the Chinese sign for a month, which may follow numerals that are none.
fn digit_places(text: &str) -> impl Iterator<Item = usize> {
    let month = if text.is_ascii() { None } else { Some('月') };
    let bytes = text.as_bytes();
    let is_month = move |at: usize| month.is_some() && bytes[at] == 0xe6 && text[at..].starts_with('月');
    (0..bytes.len()).filter(move |at| bytes[*at].is_ascii_digit() || is_month(*at))
}

/// Drops what a full date begins within: in "10:15 Dec 2, 2025" the minutes are no day. `found` is in order.
fn without_halves(found: Vec<(Range<usize>, WrittenDate)>) -> Vec<(Range<usize>, WrittenDate)> {
    let is_half = |place: usize| {
        let (range, date) = &found[place];
        let mut within = found[place + 1..]
            .iter()
            .take_while(|(next, _)| next.start < range.end);
        !date.is_full() && within.any(|(_, next)| next.is_full())
    };
    let halves: Vec<bool> = (0..found.len()).map(is_half).collect();
    let kept = found.into_iter().zip(halves).filter(|(_, is_half)| !is_half);
    kept.map(|(date, _)| date).collect()
}

/// Drops what overlaps an earlier date, adds what stands after it, and sets places in Unicode scalar values.
fn in_order(text: &str, folded: &str, found: Vec<(Range<usize>, WrittenDate)>) -> Vec<WrittenDate> {
    let mut dates = Vec::new();
    if found.is_empty() {
        return dates;
    }
    let characters: Vec<char> = text.chars().collect();
    let (mut byte, mut place) = (0, 0);
    let mut had_clock_behind = false;
    for (range, mut date) in found {
        if range.start < byte {
            continue;
        }
        let (before, from) = (&folded[byte..range.start], place);
        date.start = place + folded[byte..range.start].chars().count();
        date.end = date.start + folded[range.clone()].chars().count();
        (byte, place) = (range.end, date.end);
        let capital = characters[date.start..date.end]
            .iter()
            .any(|letter| letter.is_uppercase());
        let is_word = folded[range.clone()].starts_with(|first: char| first.is_ascii_lowercase());
        if is_word && !capital && date.year.is_none() && date.weekday.is_none() {
            // "may 20 people" and "march 5 miles" are verbs: a month that leads is written with a capital.
            continue;
        }
        let written = &characters[place..];
        add_clock(&mut date, &folded[range.end..], written);
        let has_clock_behind = date.clock.is_some();
        if !has_clock_behind && !had_clock_behind && date.is_full() {
            add_clock_before(&mut date, before, &characters[from..]);
        }
        had_clock_behind = has_clock_behind;
        if date.weekday.is_none() {
            date.weekday = weekday_after(&folded[range.end..]);
        }
        dates.push(date);
    }
    dates
}

/// Returns the weekday after a date, where it is set off: "12月2日（火）", "2 декабря, вторник".
fn weekday_after(rest: &str) -> Option<Weekday> {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:,? (?P<a>{words})(?:[,.|·:)]|$)|\s?\(\s?(?P<b>{words})\s?\)|\s?(?P<c>星期[一二三四五六日天]|[周週][一二三四五六日]|[月火水木金土日]曜日)|\s?\((?P<d>[月火水木金土日월화수목금토일])\))",
            words = words::alternatives(words::weekdays())
        ))
    });
    /// Bytes that the longest weekday and its signs can take.
    const NEAR: usize = 60;
    let near = &rest[..rest.floor_char_boundary(NEAR.min(rest.len()))];
    if !near.starts_with([
        ' ', ',', '(', '星', '周', '週', '月', '火', '水', '木', '金', '土', '日',
    ]) {
        return None;
    }
    let captures = AFTER.captures(near)?;
    if let Some(sign) = captures.name("d") {
        let place = "月火水木金土日월화수목금토일"
            .chars()
            .position(|day| sign.as_str().starts_with(day))?;
        return Weekday::from_monday_one_offset((place % 7) as i8 + 1).ok();
    }
    let named = ["a", "b", "c"].iter().find_map(|name| captures.name(name))?;
    words::weekday(named.as_str())
}

/// Counts the numeric dates that can only be read day first, and those that can only be read month first.
pub(super) fn order_votes(text: &str) -> (usize, usize) {
    if !has_digit(text) {
        return (0, 0);
    }
    let folded = fold_same_length(text);
    let votes = digit_windows(&folded)
        .into_iter()
        .map(|window| forms::order_votes(&folded[window]));
    votes.fold((0, 0), |sum, vote| (sum.0 + vote.0, sum.1 + vote.1))
}

/// Returns the first weekday that a text names by its full word.
pub fn find_weekday(text: &str) -> Option<Weekday> {
    /// "sun", "sat" and "wed" are words of their own.
    const SHORTEST_NAME: usize = 5;
    /// Words that stand inside a run of letters, in scripts that put no spaces between words.
    static UNSPACED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"星期[一二三四五六日天]|[月火水木金土日]曜日|[월화수목금토일]요일"));
    let folded = fold_same_length(text);
    let is_part =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | 'ʼ' | '-') || is_sign(letter);
    let spaced = folded
        .split(|letter: char| !is_part(letter))
        .filter(|word| word.len() >= SHORTEST_NAME && word.chars().count() >= SHORTEST_NAME)
        .find_map(words::weekday);
    spaced.or_else(|| {
        let found = UNSPACED.find(&folded).filter(|_| !folded.is_ascii())?;
        words::weekday(found.as_str())
    })
}

/// Returns whether a word that stands before a date is the weekday of it, in full or cut short.
pub(crate) fn is_weekday(word: &str) -> bool {
    words::weekday(&fold_same_length(word)).is_some()
}

/// Returns whether a character is a vowel sign or a mark of an Indian script or of Thai, or a joiner, which are parts of
/// words.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{93a}'..='\u{94f}' | '\u{9bc}'..='\u{9cd}' | '\u{e31}'..='\u{e4e}')
}
