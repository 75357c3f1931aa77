//! Reads a year, a month, a day or a span of them, such as `2025-11..2025-12`, `march..yesterday`, `>=2025-11` or
//! `[2025-11 TO 2025-12]`.

use jiff::civil::Date;

use crate::calendar::{Calendar, DayOrder, MONTHS};
use crate::spoken_date::{days_before, month_in, spoken_days};

/// The first and the last day of what was typed; one of them may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateSpan {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    /// Whether its ends were typed the wrong way round.
    pub(crate) is_turned: bool,
}

/// Returns the days that a text stands for, or nothing where it is no date.
pub(crate) fn date_span(text: &str, calendar: Calendar) -> Option<DateSpan> {
    let text = text.trim().to_lowercase();
    if let Some((from, to)) = text.split_once('&') {
        return within(date_span(from, calendar)?, date_span(to, calendar)?);
    }
    if let Some((sign, date)) = comparison(&text) {
        return compared(sign, days(date, calendar)?);
    }
    if let Some(span) = text.strip_prefix(['[', '{']) {
        return bracketed(span, text.starts_with('{'), calendar);
    }
    let ends = ["...", "..", "…", "–", "—"]
        .into_iter()
        .find_map(|mark| text.split_once(mark));
    if let Some((from, to)) = ends {
        return between(end(from, calendar)?, end(to, calendar)?);
    }
    if let Some(days) = days(&text, calendar) {
        return between(Some(days), Some(days));
    }
    let (from, to) = joined_ends(&text, calendar)?;
    between(Some(from), Some(to))
}

/// Returns the ends of a span that a hyphen or a slash joins, as in `20080101-20080331`.
fn joined_ends(text: &str, calendar: Calendar) -> Option<(Days, Days)> {
    /// A longer text is no span; it might have a hundred places to cut it.
    const MAX_CHARS: usize = 50;
    if text.len() > MAX_CHARS {
        return None;
    }
    text.match_indices(['-', '/']).find_map(|(at, mark)| {
        let from = numbered_days(text[..at].trim(), calendar)?;
        Some((from, numbered_days(text[at + mark.len()..].trim(), calendar)?))
    })
}

/// Returns the span of `>=2008-01&<=2008-03`, one end of which each comparison gives.
fn within(one: DateSpan, other: DateSpan) -> Option<DateSpan> {
    let (from, to) = (one.from.or(other.from), one.to.or(other.to));
    let is_empty = matches!((from, to), (Some(from), Some(to)) if from > to);
    (!is_empty).then_some(DateSpan {
        from,
        to,
        is_turned: false,
    })
}

/// Returns a date that can be read in two ways, such as `3/5/2008`, and the days that it can be.
pub(crate) fn two_readings(text: &str) -> Option<(&str, [Date; 2])> {
    let is_part = |character: char| character.is_ascii_digit() || character == '/';
    text.split(|character| !is_part(character)).find_map(|date| {
        let read = |order| {
            let calendar = Calendar {
                today: None,
                order: Some(order),
            };
            numbered_days(date, calendar).map(|(day, _)| day)
        };
        let is_told = numbered_days(date, Calendar::default()).is_some();
        let days = [read(DayOrder::MonthFirst)?, read(DayOrder::DayFirst)?];
        (!is_told).then_some((date, days))
    })
}

/// Tells whether a text has the form of a day, a month or a year in figures, or of two of them, be there such or not.
pub(crate) fn has_form_of_date(text: &str) -> bool {
    /// As in `20080101-20080331`.
    const MAX_CHARS: usize = 25;
    let is_digit = |character: char| character.is_ascii_digit();
    let n_digits = text.chars().filter(|character| is_digit(*character)).count();
    let is_whole = text.chars().all(|character| {
        is_digit(character) || matches!(character, '-' | '/' | '.' | ':' | 't' | 'T' | 'z' | 'Z')
    });
    is_whole && n_digits >= 4 && text.len() <= MAX_CHARS && text.starts_with(is_digit)
}

/// The first and the last day of a date.
type Days = (Date, Date);

/// Returns the sign that compares with a date, and that date.
fn comparison(text: &str) -> Option<(&str, &str)> {
    let signs = [">=", "<=", ">", "<"];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign))?;
    Some((sign, &text[sign.len()..]))
}

fn compared(sign: &str, (first, last): Days) -> Option<DateSpan> {
    let (from, to) = match sign {
        ">=" => (Some(first), None),
        ">" => (Some(last.tomorrow().ok()?), None),
        "<=" => (None, Some(last)),
        _ => (None, Some(first.yesterday().ok()?)),
    };
    Some(DateSpan {
        from,
        to,
        is_turned: false,
    })
}

/// Returns the span of `[2025-11 TO 2025-12]`, behind its first bracket, as Lucene has it: a curly bracket leaves out
/// the end beside it, and `*` leaves it open.
fn bracketed(text: &str, leaves_out_first: bool, calendar: Calendar) -> Option<DateSpan> {
    let inner = text.strip_suffix([']', '}'])?;
    let (from, to) = inner.split_once(" to ")?;
    let without_star = |text: &str| text.trim().trim_matches('*').to_owned();
    let from = end(&without_star(from), calendar)?;
    let to = end(&without_star(to), calendar)?;
    let mut span = between(from, to)?;
    if leaves_out_first && let Some((_, last)) = from {
        span.from = Some(last.tomorrow().ok()?);
    }
    if text.ends_with('}')
        && let Some((first, _)) = to
    {
        span.to = Some(first.yesterday().ok()?);
    }
    let is_empty = matches!((span.from, span.to), (Some(from), Some(to)) if from > to);
    (!is_empty).then_some(span)
}

/// Returns the days of one end of a span, which may be open.
fn end(text: &str, calendar: Calendar) -> Option<Option<Days>> {
    match text {
        "" => Some(None),
        text => days(text, calendar).map(Some),
    }
}

/// Returns the span between two ends, of which one may be open.
fn between(mut from: Option<Days>, mut to: Option<Days>) -> Option<DateSpan> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let is_turned = matches!((from, to), (Some((first, _)), Some((_, last))) if first > last);
    if is_turned {
        std::mem::swap(&mut from, &mut to);
    }
    Some(DateSpan {
        from: from.map(|(first, _)| first),
        to: to.map(|(_, last)| last),
        is_turned,
    })
}

/// Returns the first and the last day of a year, a month, a day or what is said for one, such as `last week`.
pub(crate) fn days(text: &str, calendar: Calendar) -> Option<Days> {
    let text = text.trim();
    numbered_days(text, calendar).or_else(|| match text.strip_prefix('-') {
        Some(count) => days_before(count.parse().ok()?, calendar.today?),
        None => spoken_days(text, calendar.today?),
    })
}

fn numbered_days(text: &str, calendar: Calendar) -> Option<Days> {
    // The time of day tells nothing of the day.
    if let Some((date, time)) = text.split_once('t')
        && time.starts_with(|character: char| character.is_ascii_digit())
    {
        return numbered_days(date, calendar).filter(|(first, last)| first == last);
    }
    let mut parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    if parts.len() == 1 && text.len() == 8 {
        parts = vec![&text[..4], &text[4..6], &text[6..]];
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Vec<i16> = parts.iter().map_while(|part| part.parse().ok()).collect();
    match (&lengths[..], &numbers[..]) {
        ([4], [year]) => Some((Date::new(*year, 1, 1).ok()?, Date::new(*year, 12, 31).ok()?)),
        ([4, 1..=2], [year, month]) => month_in(i8::try_from(*month).ok()?, *year),
        ([1..=2, 4], [month, year]) if text.contains('/') => month_in(i8::try_from(*month).ok()?, *year),
        ([4, 1..=2, 1..=2], [year, month, day]) => one_day(*year, *month, *day),
        ([1..=2, 1..=2, 4], [first, second, year]) => {
            let (month, day) = month_and_day(*first, *second, text.contains('.'), calendar)?;
            one_day(*year, month, day)
        }
        ([1..=2, 1..=2, 2], [first, second, year]) if !text.contains('-') => {
            let (month, day) = month_and_day(*first, *second, text.contains('.'), calendar)?;
            one_day(full_year(*year), month, day)
        }
        _ => None,
    }
}

/// Returns the year that two figures stand for.
fn full_year(year: i16) -> i16 {
    /// As Factiva and others have it.
    const FIRST_OF_1900S: i16 = 50;
    if year < FIRST_OF_1900S {
        2000 + year
    } else {
        1900 + year
    }
}

fn one_day(year: i16, month: i16, day: i16) -> Option<Days> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((day, day))
}

/// Returns the month and the day of `1.12.2025`. With full stops the day is always first; else countries differ, and
/// only a number that can be no month tells, here or in another date of the query.
fn month_and_day(first: i16, second: i16, has_stops: bool, calendar: Calendar) -> Option<(i16, i16)> {
    if has_stops || first > MONTHS || first == second {
        return Some((second, first));
    }
    if second > MONTHS {
        return Some((first, second));
    }
    Some(match calendar.order? {
        DayOrder::DayFirst => (second, first),
        DayOrder::MonthFirst => (first, second),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_are_read() {
        let cases = [
            ("2025", "2025-01-01 2025-12-31"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2025-12-02", "2025-12-02 2025-12-02"),
            ("2025/12/2", "2025-12-02 2025-12-02"),
            ("2025.12.02", "2025-12-02 2025-12-02"),
            ("2025-11..2025-12", "2025-11-01 2025-12-31"),
            ("2025-11–2025-12", "2025-11-01 2025-12-31"),
            ("2025-11..", "2025-11-01 -"),
            ("..2025-11", "- 2025-11-30"),
            ("2025-12..2025-11", "2025-11-01 2025-12-31"),
            ("today", "2025-12-02 2025-12-02"),
            ("Yesterday", "2025-12-01 2025-12-01"),
            ("last week", "2025-11-24 2025-11-30"),
            ("March..yesterday", "2025-03-01 2025-12-01"),
            ("yesterday..today", "2025-12-01 2025-12-02"),
            ("20251202", "2025-12-02 2025-12-02"),
            ("02.12.2025", "2025-12-02 2025-12-02"),
            ("2.1.2025", "2025-01-02 2025-01-02"),
            ("13/12/2025", "2025-12-13 2025-12-13"),
            ("12/13/2025", "2025-12-13 2025-12-13"),
            ("5-5-2025", "2025-05-05 2025-05-05"),
            ("1/12/2025", "no date"),
            ("13.13.2025", "no date"),
            ("31.11.2025", "no date"),
            ("20251301", "no date"),
            ("202512", "no date"),
            ("2025-12-02T00:00", "2025-12-02 2025-12-02"),
            ("20251202T235959Z", "2025-12-02 2025-12-02"),
            ("2025-12T00:00", "no date"),
            ("2025-12-02T", "no date"),
            ("20251201..2.12.2025", "2025-12-01 2025-12-02"),
            (">=2025-12", "2025-12-01 -"),
            (">2025-12", "2026-01-01 -"),
            ("> 2025-12-02", "2025-12-03 -"),
            ("<=2025-12", "- 2025-12-31"),
            ("<2025-12", "- 2025-11-30"),
            (">=yesterday", "2025-12-01 -"),
            (">9999", "no date"),
            (">=", "no date"),
            ("[2025-11 TO 2025-12-02]", "2025-11-01 2025-12-02"),
            ("[20251101 to 2.12.2025]", "2025-11-01 2025-12-02"),
            ("[2025-12 TO 2025-11]", "2025-11-01 2025-12-31"),
            ("{2025-11 TO 2025-12}", "no date"),
            ("{2025-10 TO 2025-12}", "2025-11-01 2025-11-30"),
            ("[2025-11 TO 2025-12-02}", "2025-11-01 2025-12-01"),
            ("[2025-11 TO *]", "2025-11-01 -"),
            ("{* TO 2025-11}", "- 2025-10-31"),
            ("[yesterday TO today]", "2025-12-01 2025-12-02"),
            ("[* TO *]", "no date"),
            ("[2025-11 2025-12]", "no date"),
            ("[2025-11 TO soon]", "no date"),
            ("2025-13", "no date"),
            ("2025-02-29", "no date"),
            ("2025-12-02-03", "no date"),
            ("25-12-02", "no date"),
            ("2025-", "no date"),
            ("..", "no date"),
            ("2025..soon", "no date"),
            ("", "no date"),
            ("٢٠٢٥", "no date"),
            ("20080101-20080331", "2008-01-01 2008-03-31"),
            ("1/1/2008-3/31/2008", "2008-01-01 2008-03-31"),
            ("2008-01-01/2008-03-31", "2008-01-01 2008-03-31"),
            ("2008-2010", "2008-01-01 2010-12-31"),
            ("2008-01-01 - 2008-03-31", "2008-01-01 2008-03-31"),
            (">=2008&<=2008-03", "2008-01-01 2008-03-31"),
            (">2008&<2010", "2009-01-01 2009-12-31"),
            (">2008&<2009", "no date"),
            ("12/31/08", "2008-12-31 2008-12-31"),
            ("31.12.99", "1999-12-31 1999-12-31"),
            ("01/2008", "2008-01-01 2008-01-31"),
            ("-14", "2025-11-18 2025-11-18"),
            ("-x", "no date"),
        ];
        for (text, expected) in cases {
            let today = Some(date(2025, 12, 2));
            let span = date_span(text, Calendar { today, order: None });
            let end = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
            let found = span.map(|span| format!("{} {}", end(span.from), end(span.to)));
            assert_eq!(found.as_deref().unwrap_or("no date"), expected, "{text}");
        }
        assert_eq!(date_span("today", Calendar::default()), None);
    }
    #[test]
    fn one_date_tells_the_order_of_another() {
        let cases = [
            ("1/3/2008 to 3/31/2008", "1/3/2008", "2008-01-03"),
            ("aft 1/3/2008 bef 31/3/2008", "1/3/2008", "2008-03-01"),
            ("1/3/2008 to 4/5/2008", "1/3/2008", "two readings"),
            ("13/3/2008 to 3/31/2008", "1/3/2008", "two readings"),
            ("1/3/08 to 3/31/08", "1/3/08", "2008-01-03"),
        ];
        for (query, text, expected) in cases {
            let typed: Vec<char> = query.chars().collect();
            let found = date_span(text, Calendar::of(&typed, None)).and_then(|span| span.from);
            let found = found.map_or("two readings".to_owned(), |day| day.to_string());
            assert_eq!(found, expected, "{query}");
        }
        let days =
            two_readings("1/3/2008..4/5/2008").map(|(text, days)| (text, days.map(|day| day.to_string())));
        assert_eq!(
            days,
            Some(("1/3/2008", ["2008-01-03".to_owned(), "2008-03-01".to_owned()]))
        );
        assert_eq!(two_readings("13/3/2008"), None);
    }
}
