//! Reads a year, a month, a day or a span of them, such as `2025-11..2025-12` or `march..yesterday`.

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
    let ends = ["...", "..", "…", "–", "—"]
        .into_iter()
        .find_map(|mark| text.split_once(mark));
    let Some((from, to)) = ends else {
        let (from, to) = days(&text, today)?;
        return Some(DateSpan {
            from: Some(from),
            to: Some(to),
            is_turned: false,
        });
    };
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let end = |text: &str| match text {
        "" => Some(None),
        text => days(text, today).map(Some),
    };
    let (mut from, mut to) = (end(from)?, end(to)?);
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
fn days(text: &str, today: Option<Date>) -> Option<(Date, Date)> {
    numbered_days(text.trim()).or_else(|| spoken_days(text, today?))
}

fn numbered_days(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) || parts[0].len() != 4 || parts[1..].iter().any(|part| part.len() > 2) {
        return None;
    }
    let year: i16 = parts[0].parse().ok()?;
    match parts[1..] {
        [] => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        [month] => month_in(month.parse().ok()?, year),
        [month, day] => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
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
