//! Counts by calendar day, week, month or year, whichever suits the span, beside what the whole archive has.

use std::collections::BTreeMap;

use article::Published;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::columns::Days;
use crate::{DateBucket, Interval};

/// Spans up to this many days are counted by day.
const MAX_DAYS_BY_DAY: i64 = 62;
/// Spans up to this many days (a year) are counted by week.
const MAX_DAYS_BY_WEEK: i64 = 366;
/// Spans up to this many days (five years) are counted by month.
const MAX_DAYS_BY_MONTH: i64 = 1_827;
/// More buckets than this are not filled up with empty ones: a stray date must not make an answer long.
const MAX_BUCKETS: usize = 500;

/// Returns the buckets of a histogram, in order and without gaps, from counts by day (days from 1970-01-01, in order):
/// by the interval that is asked for, else by what suits their span.
pub(super) fn histogram(
    days: impl IntoIterator<Item = (i64, usize)>,
    asked: Option<Interval>,
    archive: &Days,
) -> Vec<DateBucket> {
    let days: Vec<(i64, usize)> = days.into_iter().collect();
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let n_days = last - first + 1;
    let unit = asked.map_or_else(|| suited(n_days), |asked| coarse_enough(asked, n_days));
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
        .map(|(from, count)| bucket(from, unit, count, archive))
        .collect()
}

fn suited(n_days: i64) -> Interval {
    match n_days {
        _ if n_days <= MAX_DAYS_BY_DAY => Interval::Day,
        _ if n_days <= MAX_DAYS_BY_WEEK => Interval::Week,
        _ if n_days <= MAX_DAYS_BY_MONTH => Interval::Month,
        _ => Interval::Year,
    }
}

/// Returns an interval, or the next of which a span does not have too many.
fn coarse_enough(asked: Interval, n_days: i64) -> Interval {
    let (mut unit, max_buckets) = (asked, MAX_BUCKETS as i64);
    loop {
        let (least_days, coarser) = match unit {
            Interval::Day => (1, Interval::Week),
            Interval::Week => (7, Interval::Month),
            Interval::Month => (28, Interval::Year),
            Interval::Year => return unit,
        };
        if n_days <= least_days * max_buckets {
            return unit;
        }
        unit = coarser;
    }
}

fn fill_gaps(counts: &mut BTreeMap<Date, usize>, unit: Interval) {
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

fn bucket(from: Date, unit: Interval, count: usize, archive: &Days) -> DateBucket {
    let to = unit.end(from);
    DateBucket {
        from: written(from),
        to: written(to),
        count,
        in_archive: archive.n_articles(day_of(from), day_of(to)),
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

impl Interval {
    fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => {
                let n_days = date.weekday().to_monday_zero_offset();
                date.saturating_sub(i64::from(n_days).days())
            }
            Self::Month => date.first_of_month(),
            Self::Year => date.first_of_year(),
        }
    }

    fn end(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => self.start(date).saturating_add(6.days()),
            Self::Month => date.last_of_month(),
            Self::Year => date.last_of_year(),
        }
    }

    fn length(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_of(days: &[(&str, usize)]) -> Vec<(i64, usize)> {
        let days = days.iter();
        days.map(|(date, count)| (day_of(date.parse().unwrap()), *count))
            .collect()
    }

    fn check(days: &[(&str, usize)], expected: &[(&str, &str, usize)]) {
        let found = histogram(days_of(days), None, &Days::default());
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
        let buckets = |last: i64| histogram([(0, 1), (last, 1)], None, &Days::default()).len();
        assert_eq!(buckets(MAX_DAYS_BY_DAY - 1), 62);
        // The first of 1970 was a Thursday: 4 days, 8 weeks and 3 days.
        assert_eq!(buckets(MAX_DAYS_BY_DAY), 10);
        assert_eq!(buckets(MAX_DAYS_BY_WEEK - 1), 53);
        assert_eq!(buckets(MAX_DAYS_BY_WEEK), 13);
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
            &[
                ("2024-12-31", 1),
                ("2025-01-05", 2),
                ("2025-02-10", 1),
                ("2025-03-03", 2),
            ],
            &[
                ("2024-12-30", "2025-01-05", 3),
                ("2025-01-06", "2025-01-12", 0),
                ("2025-01-13", "2025-01-19", 0),
                ("2025-01-20", "2025-01-26", 0),
                ("2025-01-27", "2025-02-02", 0),
                ("2025-02-03", "2025-02-09", 0),
                ("2025-02-10", "2025-02-16", 1),
                ("2025-02-17", "2025-02-23", 0),
                ("2025-02-24", "2025-03-02", 0),
                ("2025-03-03", "2025-03-09", 2),
            ],
        );
        check(
            &[("2018-05-01", 1), ("2024-12-31", 1)][..1],
            &[("2018-05-01", "2018-05-01", 1)],
        );
        let ends = |days: &[(&str, usize)], interval| {
            let found = histogram(days_of(days), interval, &Days::default());
            let end = |bucket: &DateBucket| (bucket.from.clone(), bucket.to.clone(), bucket.count);
            (end(&found[0]), end(&found[found.len() - 1]), found.len())
        };
        let end = |from: &str, to: &str, count| (from.to_owned(), to.to_owned(), count);
        let days = [("2024-01-31", 1), ("2024-02-10", 1), ("2025-04-05", 2)];
        let first = end("2024-01-01", "2024-01-31", 1);
        assert_eq!(ends(&days, None), (first, end("2025-04-01", "2025-04-30", 2), 16));
        let days = [("2018-05-01", 1), ("2024-12-31", 1)];
        let first = end("2018-01-01", "2018-12-31", 1);
        assert_eq!(ends(&days, None), (first, end("2024-01-01", "2024-12-31", 1), 7));
    }

    #[test]
    fn counts_by_what_is_asked_for_within_reason() {
        let n_buckets = |last, asked| {
            let days = [("2001-01-01", 1), (last, 1)];
            histogram(days_of(&days), Some(asked), &Days::default()).len()
        };
        for (last, asked, expected) in [
            ("2001-01-31", Interval::Year, 1),
            ("2001-01-31", Interval::Month, 1),
            ("2001-01-31", Interval::Week, 5),
            ("2002-05-15", Interval::Day, 500),
            ("2002-05-16", Interval::Day, 72),
            ("2020-01-01", Interval::Day, 229),
            ("2020-01-01", Interval::Week, 229),
            ("2090-01-01", Interval::Week, 90),
        ] {
            assert_eq!(n_buckets(last, asked), expected, "{last} {asked:?}");
        }
    }
}
