//! Month and weekday words of many languages, read from `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use crate::wording::fold_same_length;

/// The calendar that a month is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Ours.
    Gregorian,
    /// The solar calendar of Iran.
    Persian,
}

/// What a month word says.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthWord {
    /// 1 to 12.
    pub(super) month: i8,
    /// Whether the word also means something else, so that it counts only beside a year.
    pub(super) doubtful: bool,
    /// The calendar of the month.
    pub(super) calendar: Calendar,
}

static MONTHS: LazyLock<HashMap<String, MonthWord>> = LazyLock::new(|| {
    let tables = [
        (include_str!("../../data/months.txt"), Calendar::Gregorian),
        (include_str!("../../data/months-persian.txt"), Calendar::Persian),
    ];
    let mut months = HashMap::new();
    for (table, calendar) in tables {
        for (number, word) in numbered_words(table) {
            let doubtful = word.ends_with('!');
            let month = MonthWord {
                month: number,
                doubtful,
                calendar,
            };
            months.insert(key(word.trim_end_matches('!')), month);
        }
    }
    months
});

static WEEKDAYS: LazyLock<HashMap<String, Weekday>> = LazyLock::new(|| {
    numbered_words(include_str!("../../data/weekdays.txt"))
        .filter_map(|(number, word)| Some((key(word), Weekday::from_monday_one_offset(number).ok()?)))
        .collect()
});

fn numbered_words(data: &'static str) -> impl Iterator<Item = (i8, &'static str)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| {
            let mut words = line.split_whitespace();
            let number = words.next().and_then(|number| number.parse().ok()).unwrap_or(0);
            words.map(move |word| (number, word))
        })
}

fn key(word: &str) -> String {
    fold_same_length(&word.replace('_', " "))
}

/// Returns the month of a folded word.
pub(super) fn month(word: &str) -> Option<MonthWord> {
    MONTHS.get(word).copied()
}

/// Returns the weekday of a folded word.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.get(word).copied()
}

/// Returns every folded month word.
pub(super) fn months() -> impl Iterator<Item = &'static str> {
    MONTHS.keys().map(String::as_str)
}

/// Returns every folded weekday word.
pub(super) fn weekdays() -> impl Iterator<Item = &'static str> {
    WEEKDAYS.keys().map(String::as_str)
}

/// Returns whether a word is written in Thai, which puts no spaces between words.
pub(super) fn is_thai(word: &str) -> bool {
    word.starts_with(is_thai_letter)
}

/// Returns whether a letter is one of Thai.
pub(super) fn is_thai_letter(letter: char) -> bool {
    matches!(letter, '\u{e01}'..='\u{e4e}')
}

/// Returns words as alternatives of a pattern, the longest first.
pub(super) fn alternatives(words: impl Iterator<Item = &'static str>) -> String {
    let mut words: Vec<_> = words.map(regex::escape).collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.join("|")
}
