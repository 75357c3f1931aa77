//! Reads a year, a month, a day or a span of them, such as `2025-11..2025-12`, `march..yesterday`, `>=2025-11` or
//! `[2025-11 TO 2025-12]`.

use jiff::civil::Date;

use crate::spoken_date::{month_in, spoken_days};

/// The first and the last day of what was typed; one of them may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateSpan {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    /// Whether its ends were typed the wrong way round.
    pub(crate) is_turned: bool,
}

/// Returns the days that a text stands for, or nothing where it is no date.
pub(crate) fn date_span(text: &str, today: Option<Date>) -> Option<DateSpan> {
    let text = text.trim().to_lowercase();
    if let Some((sign, date)) = comparison(&text) {
        return compared(sign, days(date, today)?);
    }
    if let Some(span) = text.strip_prefix(['[', '{']) {
        return bracketed(span, text.starts_with('{'), today);
    }
    let ends = ["...", "..", "…", "–", "—"]
        .into_iter()
        .find_map(|mark| text.split_once(mark));
    match ends {
        Some((from, to)) => between(end(from, today)?, end(to, today)?),
        None => {
            let days = days(&text, today)?;
            between(Some(days), Some(days))
        }
    }
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
fn bracketed(text: &str, leaves_out_first: bool, today: Option<Date>) -> Option<DateSpan> {
    let inner = text.strip_suffix([']', '}'])?;
    let (from, to) = inner.split_once(" to ")?;
    let without_star = |text: &str| text.trim().trim_matches('*').to_owned();
    let from = end(&without_star(from), today)?;
    let to = end(&without_star(to), today)?;
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
fn end(text: &str, today: Option<Date>) -> Option<Option<Days>> {
    match text {
        "" => Some(None),
        text => days(text, today).map(Some),
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
fn days(text: &str, today: Option<Date>) -> Option<Days> {
    numbered_days(text.trim()).or_else(|| spoken_days(text, today?))
}

fn numbered_days(text: &str) -> Option<Days> {
    // The time of day tells nothing of the day.
    if let Some((date, time)) = text.split_once('t')
        && time.starts_with(|character: char| character.is_ascii_digit())
    {
        return numbered_days(date).filter(|(first, last)| first == last);
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
        ([4, 1..=2, 1..=2], [year, month, day]) => one_day(*year, *month, *day),
        ([1..=2, 1..=2, 4], [first, second, year]) => {
            let (month, day) = month_and_day(*first, *second, text.contains('.'))?;
            one_day(*year, month, day)
        }
        _ => None,
    }
}

fn one_day(year: i16, month: i16, day: i16) -> Option<Days> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((day, day))
}

/// Returns the month and the day of `1.12.2025`. With full stops the day is always first; else countries differ, and
/// only a number that can be no month tells.
fn month_and_day(first: i16, second: i16, has_stops: bool) -> Option<(i16, i16)> {
    const MONTHS: i16 = 12;
    if has_stops || first > MONTHS || first == second {
        return Some((second, first));
    }
    (second > MONTHS).then_some((first, second))
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
        ];
        for (text, expected) in cases {
            let span = date_span(text, Some(date(2025, 12, 2)));
            let end = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
            let found = span.map(|span| format!("{} {}", end(span.from), end(span.to)));
            assert_eq!(found.as_deref().unwrap_or("no date"), expected, "{text}");
        }
        assert_eq!(date_span("today", None), None);
    }
}
