//! Month and weekday words of many languages, read from `data/`, and the clock zones that pages print.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;

/// What a month word says.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthWord {
    /// 1 to 12.
    pub(super) month: i8,
    /// Whether the word also means something else, so that it counts only beside a year.
    pub(super) doubtful: bool,
}

static MONTHS: LazyLock<HashMap<&'static str, MonthWord>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for (number, word) in numbered_words(include_str!("../../data/months.txt")) {
        let doubtful = word.ends_with('!');
        months.insert(
            word.trim_end_matches('!'),
            MonthWord {
                month: number,
                doubtful,
            },
        );
    }
    months
});

static WEEKDAYS: LazyLock<HashMap<&'static str, Weekday>> = LazyLock::new(|| {
    numbered_words(include_str!("../../data/weekdays.txt"))
        .filter_map(|(number, word)| Some((word, Weekday::from_monday_one_offset(number).ok()?)))
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

/// Returns the month of a folded word.
pub(super) fn month(word: &str) -> Option<MonthWord> {
    MONTHS.get(word).copied()
}

/// Returns the weekday of a folded word.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.get(word).copied()
}

/// Returns every month word as alternatives of a pattern, the longest first.
pub(super) fn month_pattern() -> String {
    alternatives(MONTHS.keys().copied())
}

/// Returns every weekday word as alternatives of a pattern, the longest first.
pub(super) fn weekday_pattern() -> String {
    alternatives(WEEKDAYS.keys().copied())
}

fn alternatives(words: impl Iterator<Item = &'static str>) -> String {
    let mut words: Vec<_> = words.map(regex::escape).collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.join("|")
}

/// Names of clock zones with one meaning in news, as minutes east of UTC.
const ZONES: [(&str, i32); 24] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("west", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("eest", 180),
    ("msk", 180),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("brt", -180),
    ("ast", -240),
];

/// North American zones: name, minutes in winter. `et` follows the season, `est` and `edt` say it.
const AMERICAN_ZONES: [(char, i32); 4] = [('e', -300), ('c', -360), ('m', -420), ('p', -480)];

/// Returns the offset that a folded zone name has on a day.
pub(super) fn zone_offset(name: &str, day: Date) -> Option<Offset> {
    let minutes = numeric_zone(name)
        .or_else(|| {
            ZONES
                .iter()
                .find(|(zone, _)| *zone == name)
                .map(|(_, minutes)| *minutes)
        })
        .or_else(|| american_zone(name, day))?;
    Offset::from_seconds(minutes * 60).ok()
}

fn numeric_zone(name: &str) -> Option<i32> {
    let (sign, digits) = match name.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "\u{2212}", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("00").parse().ok()?;
    Some(sign * (hours * 60 + minutes))
}

fn american_zone(name: &str, day: Date) -> Option<i32> {
    let mut letters = name.chars();
    let first = letters.next()?;
    let winter = AMERICAN_ZONES.iter().find(|(letter, _)| *letter == first)?.1;
    match letters.as_str() {
        "t" if is_american_summer(day) => Some(winter + 60),
        "t" | "st" => Some(winter),
        "dt" => Some(winter + 60),
        _ => None,
    }
}

/// Returns whether clocks in the United States are an hour ahead: second Sunday of March to first of November.
fn is_american_summer(day: Date) -> bool {
    let sunday = |month, nth| {
        let first = Date::new(day.year(), month, 1).ok()?;
        first.nth_weekday_of_month(nth, Weekday::Sunday).ok()
    };
    match (sunday(3, 2), sunday(11, 1)) {
        (Some(start), Some(end)) => start <= day && day < end,
        _ => false,
    }
}
