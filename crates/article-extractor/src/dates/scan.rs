//! Finds written dates in running text.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Time, Weekday};
use regex::{Captures, Regex};

use super::words;
use super::{DayOrder, WrittenDate};
use crate::wording::fold_same_length;

static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\b(?P<w>{weekday})[,.]?\s*\(?\s*(?:den |le |el |the |il |dia )?)?\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[\s-]*(?:de |of |di |d')?(?P<m>{month})\b\.?(?:,?[\s-]*(?:de |del |of )?(?P<y>\d{{4}}))?\b",
        weekday = words::weekday_pattern(),
        month = words::month_pattern(),
    ))
});

static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\b(?P<w>{weekday})[,.]?\s*\(?\s*)?\b(?P<m>{month})\b\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}})\b)?",
        weekday = words::weekday_pattern(),
        month = words::month_pattern(),
    ))
});

static MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<m>{month})\b\.?,?\s+(?:de |of )?(?P<y>\d{{4}})\b",
        month = words::month_pattern()
    ))
});

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?P<y>(?:19|20)\d{2})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})",
        r"|\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})|\s?[年년]\s?(?P<m4>\d{1,2})\s?[月월]\s?(?P<d4>\d{1,2})\s?[日일]?)"
    ))
});

static EASTERN_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"));

static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:\b(?P<w>\p{L}+)[,.]?\s+)?\b(?:(?P<a1>\d{1,2})\.\s?(?P<b1>\d{1,2})\.\s?(?P<y1>\d{4}|\d{2})",
        r"|(?P<a2>\d{1,2})/(?P<b2>\d{1,2})/(?P<y2>\d{4}|\d{2})|(?P<a3>\d{1,2})-(?P<b3>\d{1,2})-(?P<y3>\d{4}))\b"
    ))
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:t|[\s,|/·•\-–—\u{b7}\)]*(?:at |um |a las |as |alle |kl\.? |om |ore |godz\.? |в |о |um |a )?)",
        r"(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<p>[ap]\.?m\b\.?)?",
        r"\s*(?:uhr\b|h\b)?,?\s*\(?(?P<z>z\b|[+\-\u{2212}]\d{2}:?\d{2}|[a-z]{2,4}\b)?"
    ))
});

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}'ʼ-]+"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed and its words are escaped")
}

/// Returns the dates of a text in reading order.
pub fn find_dates(text: &str, order: DayOrder) -> Vec<WrittenDate> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let folded = fold_same_length(text);
    let mut found = Vec::new();
    for window in digit_windows(&folded) {
        for (regex, read) in readers() {
            for captures in regex.captures_iter(&folded[window.clone()]) {
                let whole = captures.get(0).expect("group 0 is the match").range();
                if let Some(date) = read(&captures, order) {
                    found.push((whole.start + window.start..whole.end + window.start, date));
                }
            }
        }
    }
    found.sort_by_key(|(range, date)| (range.start, std::cmp::Reverse((range.end, date.is_full()))));
    in_order(text, &folded, found)
}

/// Returns the stretches of a text around its digits, cut at white space. Every date has a digit, and the patterns
/// are slow on running text (20 ms for the lines of a page).
fn digit_windows(text: &str) -> Vec<Range<usize>> {
    /// Bytes on either side: more than the longest weekday, month and year together.
    const MARGIN: usize = 60;
    let mut windows: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
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

type Reader = fn(&Captures<'_>, DayOrder) -> Option<WrittenDate>;

fn readers() -> [(&'static LazyLock<Regex>, Reader); 6] {
    [
        (&YEAR_FIRST, year_first),
        (&NUMERIC, numeric),
        (&DAY_MONTH, with_month_word),
        (&MONTH_DAY, with_month_word),
        (&MONTH_YEAR, with_month_word),
        (&EASTERN_DAY, eastern_day),
    ]
}

/// Drops what overlaps an earlier date, adds the time of day, and sets places in Unicode scalar values.
fn in_order(text: &str, folded: &str, found: Vec<(Range<usize>, WrittenDate)>) -> Vec<WrittenDate> {
    let mut dates = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let (mut byte, mut place) = (0, 0);
    for (range, mut date) in found {
        if range.start < byte {
            continue;
        }
        date.start = place + folded[byte..range.start].chars().count();
        date.end = date.start + folded[range.clone()].chars().count();
        (byte, place) = (range.end, date.end);
        let capital = characters[date.start..date.end]
            .iter()
            .any(|letter| letter.is_uppercase());
        let is_word = folded[range.clone()].starts_with(|first: char| first.is_ascii_lowercase());
        if is_word && !capital && date.year.is_none() {
            // "may 20 people" and "march 5 miles" are verbs: a month that leads is written with a capital.
            continue;
        }
        add_clock(&mut date, &folded[range.end..]);
        dates.push(date);
    }
    dates
}

fn blank(month: i8, day: Option<i8>) -> Option<WrittenDate> {
    let in_range = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    in_range.then_some(WrittenDate {
        start: 0,
        end: 0,
        year: None,
        month,
        day,
        weekday: None,
        clock: None,
        zone: None,
        ambiguous: false,
    })
}

fn number<T: std::str::FromStr>(captures: &Captures<'_>, name: &str) -> Option<T> {
    captures.name(name)?.as_str().parse().ok()
}

fn year_first(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let month = ["m1", "m2", "m3", "m4"]
        .iter()
        .find_map(|name| number(captures, name))?;
    let day = ["d1", "d2", "d3", "d4"]
        .iter()
        .find_map(|name| number(captures, name))?;
    Some(WrittenDate {
        year: number(captures, "y"),
        ..blank(month, Some(day))?
    })
}

fn eastern_day(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    blank(number(captures, "m")?, Some(number(captures, "d")?))
}

fn with_month_word(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let word = words::month(captures.name("m")?.as_str())?;
    let year = number(captures, "y").filter(|year| (1600..=2100).contains(year));
    let weekday = captures.name("w").and_then(|word| words::weekday(word.as_str()));
    let is_plain_may = &captures["m"] == "may" || &captures["m"] == "dec";
    if word.doubtful && year.is_none() && weekday.is_none() && !is_plain_may {
        return None;
    }
    let day = captures
        .name("d")
        .map(|_| number(captures, "d").ok_or(()))
        .transpose()
        .ok()?;
    Some(WrittenDate {
        year,
        weekday,
        ..blank(word.month, day)?
    })
}

fn numeric(captures: &Captures<'_>, order: DayOrder) -> Option<WrittenDate> {
    let (first, second, dotted) = numeric_parts(captures)?;
    let year: i16 = ["y1", "y2", "y3"]
        .iter()
        .find_map(|name| number(captures, name))?;
    // Two digits: 70 to 99 are of the last century, as in POSIX.
    let year = if year < 70 {
        year + 2000
    } else if year < 100 {
        year + 1900
    } else {
        year
    };
    if !(1600..=2100).contains(&year) {
        return None;
    }
    let (day, month) = match (first > 12, second > 12) {
        (true, true) => return None,
        (true, false) => (first, second),
        (false, true) => (second, first),
        (false, false) if dotted || order == DayOrder::DayFirst => (first, second),
        (false, false) => (second, first),
    };
    let weekday = captures.name("w").and_then(|word| words::weekday(word.as_str()));
    let ambiguous = first <= 12 && second <= 12 && first != second && !dotted;
    Some(WrittenDate {
        year: Some(year),
        weekday,
        ambiguous,
        ..blank(month, Some(day))?
    })
}

fn numeric_parts(captures: &Captures<'_>) -> Option<(i8, i8, bool)> {
    let pair = |a, b| Some((number::<i8>(captures, a)?, number::<i8>(captures, b)?));
    let dotted = captures.name("a1").is_some();
    let (first, second) = pair("a1", "b1")
        .or_else(|| pair("a2", "b2"))
        .or_else(|| pair("a3", "b3"))?;
    Some((first, second, dotted))
}

/// Counts the numeric dates that can only be read day first, and those that can only be read month first.
pub(super) fn order_votes(text: &str) -> (usize, usize) {
    let mut votes = (0, 0);
    let windows = digit_windows(text);
    for captures in windows
        .iter()
        .flat_map(|window| NUMERIC.captures_iter(&text[window.clone()]))
    {
        match numeric_parts(&captures) {
            Some((first, second, false)) if first > 12 && second <= 12 => votes.0 += 1,
            Some((first, second, false)) if second > 12 && first <= 12 => votes.1 += 1,
            _ => {}
        }
    }
    votes
}

fn add_clock(date: &mut WrittenDate, rest: &str) {
    let Some(captures) = CLOCK.captures(rest) else {
        return;
    };
    let Some(mut hour) = number::<i8>(&captures, "h") else {
        return;
    };
    match captures.name("p").map(|half| half.as_str().starts_with('p')) {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let minute = number(&captures, "m").unwrap_or(0);
    let second = number(&captures, "s").unwrap_or(0);
    date.clock = Time::new(hour, minute, second, 0).ok();
    date.zone = captures.name("z").map(|zone| zone.as_str().to_owned());
}

/// Returns the first weekday that a text names by its full word.
pub fn find_weekday(text: &str) -> Option<Weekday> {
    /// "sun", "sat" and "wed" are words of their own.
    const SHORTEST_NAME: usize = 5;
    let folded = fold_same_length(text);
    let named = WORD
        .find_iter(&folded)
        .filter(|word| word.as_str().chars().count() >= SHORTEST_NAME);
    named.filter_map(|word| words::weekday(word.as_str())).next()
}
