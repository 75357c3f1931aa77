//! [`Published`]: a date as precisely as the article tells it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// How much of a date is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year; the day is set to 1 January.
    Year,
    /// Year and month; the day is set to the first.
    Month,
    /// A calendar day.
    Day,
    /// A time of day with its offset from UTC.
    Second,
}

/// A publication or update date with the precision that is known.
///
/// The calendar day is the one that the publisher printed and is never shifted to UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    local: DateTime,
    offset: Option<Offset>,
    precision: Precision,
}

impl Published {
    /// A date of which the year is known.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::civil(Date::new(year, 1, 1).ok()?, Precision::Year))
    }

    /// A date of which year and month are known.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self::civil(Date::new(year, month, 1).ok()?, Precision::Month))
    }

    /// A date of which the day is known.
    pub fn day(date: Date) -> Self {
        Self::civil(date, Precision::Day)
    }

    /// A moment: local date and time at the publisher, with the offset from UTC.
    pub fn second(local: DateTime, offset: Offset) -> Self {
        Self {
            local,
            offset: Some(offset),
            precision: Precision::Second,
        }
    }

    fn civil(date: Date, precision: Precision) -> Self {
        Self {
            local: date.to_datetime(jiff::civil::Time::midnight()),
            offset: None,
            precision,
        }
    }

    /// Returns the calendar day, the first of the month or year where only that is known.
    pub fn date(&self) -> Date {
        self.local.date()
    }

    /// Returns date and time by the publisher's clock; midnight where only the day is known.
    pub fn local(&self) -> DateTime {
        self.local
    }

    /// Returns the last calendar day it can stand for: the last of the month or year where only that is known.
    pub fn last_date(&self) -> Date {
        match self.precision {
            Precision::Year => self.date().last_of_year(),
            Precision::Month => self.date().last_of_month(),
            Precision::Day | Precision::Second => self.date(),
        }
    }

    /// Returns how much of the date is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Returns the same date with at most this precision.
    pub fn coarsened(&self, precision: Precision) -> Self {
        match precision.min(self.precision) {
            Precision::Second => *self,
            Precision::Day => Self::day(self.date()),
            Precision::Month => Self::civil(self.date().first_of_month(), Precision::Month),
            Precision::Year => Self::civil(self.date().first_of_year(), Precision::Year),
        }
    }

    /// Returns the calendar day as days since 1970-01-01.
    pub fn days_since_epoch(&self) -> i32 {
        days_since_epoch(self.date())
    }
}

/// Returns the calendar day as days since 1970-01-01.
fn days_since_epoch(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    // The whole range of `Date` is about 7.3 million days, so the cast cannot lose anything.
    (date - epoch).get_days()
}

/// Prints `YYYY-MM-DD`, or RFC 3339 where the time is known.
impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(offset) = self.offset else {
            return write!(f, "{}", self.local.date());
        };
        write!(f, "{}", self.local.strftime("%Y-%m-%dT%H:%M:%S"))?;
        if offset == Offset::UTC {
            return f.write_str("Z");
        }
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

/// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339.
impl FromStr for Published {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "a date is YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339";
        let text = text.trim();
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then_some(());
        match text.len() {
            4 => digits(text).and_then(|()| Self::year(text.parse().ok()?)),
            7 => text.split_once('-').and_then(|(year, month)| {
                digits(year).and(digits(month))?;
                Self::month(year.parse().ok()?, month.parse().ok()?)
            }),
            10 => text.parse().ok().map(Self::day),
            _ => moment(text),
        }
        .ok_or(EXPECTED)
    }
}

fn moment(text: &str) -> Option<Published> {
    use jiff::fmt::temporal::DateTimeParser;
    static PARSER: DateTimeParser = DateTimeParser::new();
    let pieces = PARSER.parse_pieces(text).ok()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    let offset = match pieces.offset()? {
        jiff::fmt::temporal::PiecesOffset::Numeric(numeric) => numeric.offset(),
        _ => Offset::UTC,
    };
    Some(Published::second(local, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        for (text, precision, printed) in [
            ("2025", Precision::Year, "2025-01-01"),
            ("2025-12", Precision::Month, "2025-12-01"),
            ("2025-12-02", Precision::Day, "2025-12-02"),
            (
                "2025-12-02T17:41:00-05:00",
                Precision::Second,
                "2025-12-02T17:41:00-05:00",
            ),
            (
                "2025-12-02T00:30:00+05:30",
                Precision::Second,
                "2025-12-02T00:30:00+05:30",
            ),
            ("2025-12-02T17:41:00Z", Precision::Second, "2025-12-02T17:41:00Z"),
        ] {
            let date: Published = text.parse().unwrap();
            assert_eq!(
                (date.precision(), date.to_string().as_str()),
                (precision, printed),
                "{text}"
            );
        }
    }

    #[test]
    fn knows_the_last_day() {
        for (text, last) in [
            ("2024", "2024-12-31"),
            ("2024-02", "2024-02-29"),
            ("2024-02-03", "2024-02-03"),
        ] {
            let date: Published = text.parse().unwrap();
            assert_eq!(date.last_date().to_string(), last, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "20x5",
            "2025-13",
            "2025-02-30",
            "+025",
            "2025-12-02T10:00:00",
            "yesterday",
        ] {
            assert!(text.parse::<Published>().is_err(), "{text:?} must not be a date");
        }
    }

    #[test]
    fn counts_days_from_the_epoch() {
        assert_eq!(Published::day(Date::constant(1970, 1, 1)).days_since_epoch(), 0);
        assert_eq!(
            Published::day(Date::constant(2025, 12, 2)).days_since_epoch(),
            20_424
        );
        assert_eq!(
            Published::day(Date::constant(1969, 12, 31)).days_since_epoch(),
            -1
        );
    }
}
