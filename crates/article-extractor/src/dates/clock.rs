//! The time of day that stands after a date, and the clock zones that pages print.

use std::sync::LazyLock;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::Offset;
use regex::{Captures, Regex};

use super::WrittenDate;
use super::forms::number;
use crate::wording::pattern;

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:t|[\s,|/·•\-–—\u{b7}\)]*(?:at |um |a las |as |alle |kl\.? |om |ore |godz\.? |в |о |um |a |saat |pukul |luc |στισ )?)",
        r"(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<p>[ap]\.?m\b\.?)?",
        r"\s*(?:uhr\b|h\b)?,?\s*\(?(?P<z>z\b|(?:gmt|utc)\s?[+\-\u{2212}]\d{1,2}(?::?\d{2})?\b|[+\-\u{2212}]\d{2}:?\d{2}|[a-z]{2,4}\b)?"
    ))
});

/// A time with an hour of two digits or a half of the day: "3:2" is a result.
static CLOCK_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[^\d:.,])(?:(?P<h>\d{2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?|(?P<h12>\d{1,2}):(?P<m12>\d{2})\s*(?P<p>[ap]\.?m\b\.?))",
        r"\s*(?:uhr\b|h\b)?\s*\(?(?P<z>z\b|(?:gmt|utc)(?:\s?[+\-\u{2212}]\d{1,2}(?::?\d{2})?)?\b|[a-z]{1,4}t\b|mez\b|mesz\b)?\)?",
        r"\s*(?:,|\||-|–|—|·|on|am|le|el|il|em)?\s*$"
    ))
});

/// Reads the time of day at the start of the folded text after a date; `written` is the same text as it was written, of
/// which each character became one.
pub(super) fn add_clock(date: &mut WrittenDate, rest: &str, written: &[char]) {
    /// Bytes that the connecting words and the time itself can take.
    const NEAR: usize = 80;
    let near = &rest[..rest.floor_char_boundary(NEAR.min(rest.len()))];
    if !near.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    if let Some(captures) = CLOCK.captures(near) {
        set_clock(date, &captures, near, written);
    }
}

/// Reads the time of day at the end of the folded text before a date, as in "14:05 GMT, 12 December 2023"; `written` is
/// the same text as it was written.
pub(super) fn add_clock_before(date: &mut WrittenDate, before: &str, written: &[char]) {
    /// Bytes that the time itself and the connecting words can take.
    const NEAR: usize = 40;
    let start = before.floor_char_boundary(before.len().saturating_sub(NEAR));
    let near = &before[start..];
    if !near.contains(':') {
        return;
    }
    if let Some(captures) = CLOCK_BEFORE.captures(near) {
        let n_cut = before[..start].chars().count();
        set_clock(date, &captures, near, &written[n_cut.min(written.len())..]);
    }
}

/// Sets the time of day and the zone that a pattern found in a folded text.
fn set_clock(date: &mut WrittenDate, captures: &Captures<'_>, near: &str, written: &[char]) {
    let either = |name: &str, other: &str| number::<i8>(captures, name).or_else(|| number(captures, other));
    let Some(mut hour) = either("h", "h12") else {
        return;
    };
    match captures.name("p").map(|half| half.as_str().starts_with('p')) {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let minute = either("m", "m12").unwrap_or(0);
    let second = number(captures, "s").unwrap_or(0);
    date.clock = Time::new(hour, minute, second, 0).ok();
    date.zone = captures.name("z").and_then(|zone| {
        let start = near[..zone.start()].chars().count();
        let is_small = written[start..]
            .iter()
            .take(zone.len())
            .any(|sign| sign.is_lowercase());
        let zone = zone.as_str();
        // "et" and "est" are words of French as well.
        let is_common = zone == "z" || zone.starts_with("utc") || zone.starts_with("gmt");
        (!is_small || is_common).then(|| zone.to_owned())
    });
}

/// Names of clock zones with one meaning in news, as minutes east of UTC.
const ZONES: [(&str, i32); 26] = [
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
    ("wib", 420),
    ("wita", 480),
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

/// Reads "+0530", "-05:00", "gmt+7" and "utc -3" as minutes east of UTC.
fn numeric_zone(name: &str) -> Option<i32> {
    let bare = name.strip_prefix("gmt").or(name.strip_prefix("utc"));
    let bare = bare.unwrap_or(name).trim_start();
    let sign = match bare.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at(if digits.len() > 2 {
        digits.len() - 2
    } else {
        digits.len()
    });
    let minutes: i32 = if minutes.is_empty() {
        0
    } else {
        minutes.parse().ok()?
    };
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes))
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

/// Returns whether clocks in Europe are an hour ahead: last Sunday of March to last of October.
pub(crate) fn is_european_summer(day: Date) -> bool {
    is_between_sundays(day, (3, -1), (10, -1))
}

/// Returns whether clocks in the United States are an hour ahead: second Sunday of March to first of November.
fn is_american_summer(day: Date) -> bool {
    is_between_sundays(day, (3, 2), (11, 1))
}

/// Returns whether a day is on or after one Sunday of its year and before another; each is a month and the number of the
/// Sunday in it, from its end where that is negative.
fn is_between_sundays(day: Date, start: (i8, i8), end: (i8, i8)) -> bool {
    let sunday = |(month, nth)| {
        let first = Date::new(day.year(), month, 1).ok()?;
        first.nth_weekday_of_month(nth, Weekday::Sunday).ok()
    };
    match (sunday(start), sunday(end)) {
        (Some(start), Some(end)) => start <= day && day < end,
        _ => false,
    }
}
