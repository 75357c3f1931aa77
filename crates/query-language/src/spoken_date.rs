//! Reads dates as people say them: `last week`, `past 30 days`, `march`, `3 March 2024`, `monday`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Fewest letters of a shortened name, as in `mar` and `mon`.
const SHORTEST_NAME: usize = 3;

/// A stretch of the calendar that people count in.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Returns the first and the last day of what a text in small letters says on this day. Hyphens and lower lines
/// are as good as spaces, because a value without quotation marks has none.
pub(crate) fn spoken_days(text: &str, today: Date) -> Option<(Date, Date)> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | ','))
        .filter(|word| !word.is_empty())
        .collect();
    match words[..] {
        ["today" | "now"] => Some((today, today)),
        // As Elasticsearch counts.
        ["now", ago] => short_count(ago, today).map(|(day, _)| (day, day)),
        ["yesterday"] => days_ago(1.days(), today).map(|day| (day, day)),
        ["this", unit] => around(unit_of(unit)?, today),
        ["last" | "previous", unit] => before_this(unit_of(unit)?, today),
        ["past", unit] => until_today(1, unit_of(unit)?, today),
        ["last" | "past", count, unit] => until_today(count.parse().ok()?, unit_of(unit)?, today),
        [name] => short_count(name, today)
            .or_else(|| latest_weekday(name, today))
            .or_else(|| latest_month(name, today)),
        [month, year] if month_of(month).is_some() => month_in(month_of(month)?, year_of(year)?),
        [day, month, year] if month_of(month).is_some() => one_day(day, month, year),
        [month, day, year] => one_day(day, month, year),
        _ => None,
    }
}

fn unit_of(word: &str) -> Option<Unit> {
    match word {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" => Some(Unit::Year),
        _ => None,
    }
}

/// Returns the day, the week from Monday, the month or the year that a day is in.
fn around(unit: Unit, day: Date) -> Option<(Date, Date)> {
    match unit {
        Unit::Day => Some((day, day)),
        Unit::Week => {
            let monday = days_ago(i64::from(day.weekday().to_monday_zero_offset()).days(), day)?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        Unit::Month => Some((day.first_of_month(), day.last_of_month())),
        Unit::Year => Some((day.first_of_year(), day.last_of_year())),
    }
}

/// Returns the week, month or year before the one that a day is in.
fn before_this(unit: Unit, day: Date) -> Option<(Date, Date)> {
    let (first, _) = around(unit, day)?;
    around(unit, days_ago(1.days(), first)?)
}

/// Returns the day so many days before another.
pub(crate) fn days_before(count: u16, day: Date) -> Option<(Date, Date)> {
    days_ago(i64::from(count).days(), day).map(|day| (day, day))
}

/// Returns the days from so many days, weeks, months or years ago to today.
fn until_today(count: u16, unit: Unit, today: Date) -> Option<(Date, Date)> {
    let count = i64::from(count);
    let span = match unit {
        Unit::Day => count.days(),
        Unit::Week => count.weeks(),
        Unit::Month => count.months(),
        Unit::Year => count.years(),
    };
    Some((days_ago(span, today)?, today))
}

/// Reads `30d`, `2w`, `6m` and `1y`.
fn short_count(text: &str, today: Date) -> Option<(Date, Date)> {
    let unit = match text.chars().next_back()? {
        'd' => Unit::Day,
        'w' => Unit::Week,
        'm' => Unit::Month,
        'y' => Unit::Year,
        _ => return None,
    };
    until_today(text[..text.len() - 1].parse().ok()?, unit, today)
}

fn latest_weekday(name: &str, today: Date) -> Option<(Date, Date)> {
    let is_meant = |(full, _): &&(&str, Weekday)| names(full, name);
    let (_, weekday) = WEEKDAYS.iter().find(is_meant)?;
    let ago = (today.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()).rem_euclid(7);
    days_ago(i64::from(ago).days(), today).map(|day| (day, day))
}

/// Returns the last month of this name that has begun.
fn latest_month(name: &str, today: Date) -> Option<(Date, Date)> {
    let month = month_of(name)?;
    let year = if month > today.month() {
        today.year().checked_sub(1)?
    } else {
        today.year()
    };
    month_in(month, year)
}

/// Returns the first and the last day of a month.
pub(crate) fn month_in(month: i8, year: i16) -> Option<(Date, Date)> {
    around(Unit::Month, Date::new(year, month, 1).ok()?)
}

fn one_day(day: &str, month: &str, year: &str) -> Option<(Date, Date)> {
    let number = day.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_ordinal = matches!(&day[number.len()..], "" | "st" | "nd" | "rd" | "th");
    let day = Date::new(year_of(year)?, month_of(month)?, number.parse().ok()?).ok()?;
    is_ordinal.then_some((day, day))
}

fn month_of(name: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|full| names(full, name));
    place.and_then(|place| i8::try_from(place + 1).ok())
}

fn year_of(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse().ok()).flatten()
}

/// Returns whether a word is a name in full or its first letters, with a full stop or without.
fn names(full: &str, word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= SHORTEST_NAME && full.starts_with(word)
}

fn days_ago(span: Span, day: Date) -> Option<Date> {
    day.checked_sub(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spoken_dates_are_read() {
        // A Tuesday.
        let today = date(2025, 12, 2);
        let cases = [
            ("today", "2025-12-02 2025-12-02"),
            ("yesterday", "2025-12-01 2025-12-01"),
            ("now", "2025-12-02 2025-12-02"),
            ("now-7d", "2025-11-25 2025-11-25"),
            ("this week", "2025-12-01 2025-12-07"),
            ("last week", "2025-11-24 2025-11-30"),
            ("last-week", "2025-11-24 2025-11-30"),
            ("last month", "2025-11-01 2025-11-30"),
            ("previous year", "2024-01-01 2024-12-31"),
            ("this year", "2025-01-01 2025-12-31"),
            ("past week", "2025-11-25 2025-12-02"),
            ("past-year", "2024-12-02 2025-12-02"),
            ("past 30 days", "2025-11-02 2025-12-02"),
            ("last 2 weeks", "2025-11-18 2025-12-02"),
            ("last_6_months", "2025-06-02 2025-12-02"),
            ("30d", "2025-11-02 2025-12-02"),
            ("1y", "2024-12-02 2025-12-02"),
            ("monday", "2025-12-01 2025-12-01"),
            ("tue", "2025-12-02 2025-12-02"),
            ("wednesday", "2025-11-26 2025-11-26"),
            ("march", "2025-03-01 2025-03-31"),
            ("december", "2025-12-01 2025-12-31"),
            ("sept.", "2025-09-01 2025-09-30"),
            ("march 2024", "2024-03-01 2024-03-31"),
            ("feb-2024", "2024-02-01 2024-02-29"),
            ("3 march 2024", "2024-03-03 2024-03-03"),
            ("3rd mar 2024", "2024-03-03 2024-03-03"),
            ("march 3, 2024", "2024-03-03 2024-03-03"),
            ("30 february 2024", "no date"),
            ("last", "no date"),
            ("last fortnight", "no date"),
            ("last 99999 years", "no date"),
            ("ma", "no date"),
            ("marching", "no date"),
            ("soon", "no date"),
            ("é", "no date"),
            ("3xx march 2024", "no date"),
            ("", "no date"),
        ];
        for (text, expected) in cases {
            let found = spoken_days(text, today).map(|(from, to)| format!("{from} {to}"));
            assert_eq!(found.as_deref().unwrap_or("no date"), expected, "{text}");
        }
        assert_eq!(
            spoken_days("november", date(2025, 3, 1)),
            Some((date(2024, 11, 1), date(2024, 11, 30)))
        );
    }
}
