//! Counts by calendar day, month or year, whichever suits the span.

use std::collections::BTreeMap;

use article::Published;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::DateBucket;

/// Spans up to this many days are counted by day.
const MAX_DAYS_BY_DAY: i64 = 62;
/// Spans up to this many days (five years) are counted by month.
const MAX_DAYS_BY_MONTH: i64 = 1_827;
/// More buckets than this are not filled up with empty ones: a stray date must not make an answer long.
const MAX_BUCKETS: usize = 500;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// Returns the buckets of a histogram, in order and without gaps, from counts by day (days from 1970-01-01, in order).
pub(super) fn histogram(days: impl IntoIterator<Item = (i64, usize)>) -> Vec<DateBucket> {
    let days: Vec<(i64, usize)> = days.into_iter().collect();
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let unit = match last - first + 1 {
        n_days if n_days <= MAX_DAYS_BY_DAY => Unit::Day,
        n_days if n_days <= MAX_DAYS_BY_MONTH => Unit::Month,
        _ => Unit::Year,
    };
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    // The calendar is asked once a bucket: an archive has ten thousand days.
    let mut rest = &days[..];
    while let Some((day, _)) = rest.first() {
        let date = date_of(*day);
        let last = date.map_or(*day, |date| day_of(unit.end(date)));
        let n_days = rest.partition_point(|(day, _)| *day <= last).max(1);
        let (inside, behind) = rest.split_at(n_days);
        if let Some(date) = date {
            let count = inside.iter().map(|(_, count)| count).sum();
            counts.insert(unit.start(date), count);
        }
        rest = behind;
    }
    fill_gaps(&mut counts, unit);
    counts
        .into_iter()
        .map(|(from, count)| bucket(from, unit, count))
        .collect()
}

fn fill_gaps(counts: &mut BTreeMap<Date, usize>, unit: Unit) {
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        return;
    };
    let (mut date, last) = (*first, *last);
    for _ in 0..MAX_BUCKETS {
        if date > last {
            break;
        }
        counts.entry(date).or_default();
        date = date.saturating_add(unit.length());
    }
}

fn bucket(from: Date, unit: Unit, count: usize) -> DateBucket {
    DateBucket {
        from: written(from),
        to: written(unit.end(from)),
        count,
    }
}

/// Returns a date as it is written everywhere, at a fraction of what a formatter of any date costs.
fn written(date: Date) -> String {
    if date.year() < 0 {
        return date.to_string();
    }
    let mut written = String::with_capacity("2026-01-01".len());
    let mut digits = |number: u16, n_digits: u32| {
        for place in (0..n_digits).rev() {
            let digit = number / 10_u16.pow(place) % 10;
            written.push(char::from(b'0' + digit as u8));
        }
    };
    digits(date.year().unsigned_abs(), 4);
    for part in [date.month(), date.day()] {
        written.push('-');
        written.push(char::from(b'0' + part.unsigned_abs() / 10));
        written.push(char::from(b'0' + part.unsigned_abs() % 10));
    }
    written
}

fn date_of(day: i64) -> Option<Date> {
    Date::constant(1970, 1, 1)
        .checked_add(Span::new().try_days(day).ok()?)
        .ok()
}

fn day_of(date: Date) -> i64 {
    Published::day(date).days_since_epoch().into()
}

impl Unit {
    fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Month => date.first_of_month(),
            Self::Year => date.first_of_year(),
        }
    }

    fn end(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Month => date.last_of_month(),
            Self::Year => date.last_of_year(),
        }
    }

    fn length(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[(&str, usize)], expected: &[(&str, &str, usize)]) {
        let days = days.iter().map(|(date, count)| {
            (
                i64::from(Published::day(date.parse().unwrap()).days_since_epoch()),
                *count,
            )
        });
        let found = histogram(days);
        let found: Vec<_> = found
            .iter()
            .map(|b| (b.from.as_str(), b.to.as_str(), b.count))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn dates_are_written_as_everywhere() {
        for date in [
            "0001-02-03",
            "0999-12-31",
            "2026-10-09",
            "9999-01-10",
            "-000044-03-15",
        ] {
            let date: Date = date.parse().unwrap();
            assert_eq!(written(date), date.to_string());
        }
    }

    #[test]
    fn a_span_counts_its_first_and_its_last_day() {
        let buckets = |last: i64| histogram([(0, 1), (last, 1)]).len();
        assert_eq!(buckets(MAX_DAYS_BY_DAY - 1), 62);
        assert_eq!(buckets(MAX_DAYS_BY_DAY), 3);
        assert_eq!(buckets(MAX_DAYS_BY_MONTH - 1), 61);
        assert_eq!(buckets(MAX_DAYS_BY_MONTH), 6);
    }

    #[test]
    fn counts_by_what_suits_the_span() {
        check(&[], &[]);
        check(&[("2025-12-02", 3)], &[("2025-12-02", "2025-12-02", 3)]);
        check(
            &[("2024-02-28", 1), ("2024-03-01", 2)],
            &[
                ("2024-02-28", "2024-02-28", 1),
                ("2024-02-29", "2024-02-29", 0),
                ("2024-03-01", "2024-03-01", 2),
            ],
        );
        check(
            &[("2025-01-31", 1), ("2025-02-10", 1), ("2025-04-05", 2)],
            &[
                ("2025-01-01", "2025-01-31", 1),
                ("2025-02-01", "2025-02-28", 1),
                ("2025-03-01", "2025-03-31", 0),
                ("2025-04-01", "2025-04-30", 2),
            ],
        );
        check(
            &[("2018-05-01", 1), ("2024-12-31", 1)][..1],
            &[("2018-05-01", "2018-05-01", 1)],
        );
        let years = [("2018-05-01", 1), ("2024-12-31", 1)];
        let days = years.iter().map(|(date, count)| {
            (
                i64::from(Published::day(date.parse().unwrap()).days_since_epoch()),
                *count,
            )
        });
        assert_eq!(histogram(days).len(), 7);
    }
}
