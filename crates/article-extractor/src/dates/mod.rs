//! Dates as people write them, in many languages: [`find_dates`] finds them in running text,
//! [`parse_date`] reads one that a field states, [`resolve_year`] works out a year that is not written, and
//! [`find_relative`] finds a time such as "3 hours ago", which counts back from when the document was fetched.

mod calendar;
mod clock;
mod forms;
mod needs;
mod relative;
mod scan;
mod words;
mod year;

use std::cmp::Ordering;
use std::sync::LazyLock;

use article::{Precision, Published};
use jiff::civil::{Date, Time, Weekday};
use regex::Regex;

use crate::source::host_of;

pub(crate) use clock::is_european_summer;
pub use relative::{Relative, find_relative};
pub(crate) use scan::is_weekday;
pub use scan::{find_dates, find_weekday};
pub use year::{YearEvidence, YearFrom, resolve_year};

/// How a numeric date such as 3/4/2025 is read where nothing else decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 3 April 2025.
    DayFirst,
    /// 4 March 2025.
    MonthFirst,
}

/// A date as written in a text; what the text does not say is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenDate {
    /// Start, in Unicode scalar values.
    pub start: usize,
    /// End (exclusive), in Unicode scalar values.
    pub end: usize,
    /// The year.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month.
    pub day: Option<i8>,
    /// The weekday beside it.
    pub weekday: Option<Weekday>,
    /// The time of day after it.
    pub clock: Option<Time>,
    /// The name of the clock zone after that, folded.
    pub zone: Option<String>,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

impl WrittenDate {
    /// Returns the date as precisely as it is written, nothing where the year is missing or no such day exists.
    pub fn published(&self) -> Option<Published> {
        self.in_year(self.year?)
    }

    /// Returns the date as if it were written with this year.
    pub fn in_year(&self, year: i16) -> Option<Published> {
        let Some(day) = self.day else {
            return Published::month(year, self.month);
        };
        let date = Date::new(year, self.month, day).ok()?;
        let offset = self
            .zone
            .as_deref()
            .and_then(|zone| clock::zone_offset(zone, date));
        Some(match (self.clock, offset) {
            (Some(clock), Some(offset)) => Published::second(date.to_datetime(clock), offset),
            _ => Published::day(date),
        })
    }

    /// Returns whether day, month and year are all written.
    pub fn is_full(&self) -> bool {
        self.year.is_some() && self.day.is_some()
    }
}

/// Reads the date that a field states, in any spelling.
pub fn parse_date(text: &str, order: DayOrder) -> Option<Published> {
    let text = text.trim();
    if let Ok(published) = text.parse::<Published>() {
        return in_our_years(published);
    }
    let stamp = text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if stamp {
        return from_timestamp(text);
    }
    let dates = find_dates(text, order);
    let published = dates.iter().find_map(WrittenDate::published)?;
    is_plausible(&published).then_some(published)
}

/// Reads a date as [`parse_date`] does, the other way round where it would be later than the fetch.
pub(crate) fn parse_date_before(
    text: &str,
    order: DayOrder,
    fetched: Option<&Published>,
) -> Option<Published> {
    let read = parse_date(text, order)?;
    let Some(fetched) = fetched.map(Published::date) else {
        return Some(read);
    };
    if was_there(read.date(), fetched) {
        return Some(read);
    }
    let other = match order {
        DayOrder::DayFirst => DayOrder::MonthFirst,
        DayOrder::MonthFirst => DayOrder::DayFirst,
    };
    let swapped = parse_date(text, other).filter(|date| was_there(date.date(), fetched));
    swapped.or(Some(read))
}

/// Returns a date that news could bear, with a Thai year as ours.
fn in_our_years(published: Published) -> Option<Published> {
    if is_plausible(&published) {
        return Some(published);
    }
    let date = published.date();
    let date = date
        .with()
        .year(calendar::plausible_year(date.year())?)
        .build()
        .ok()?;
    (published.precision() == Precision::Day).then(|| Published::day(date))
}

/// Returns whether news could bear this date: newspapers begin about 1600, and a year beyond 2100 is a number.
fn is_plausible(published: &Published) -> bool {
    calendar::YEARS.contains(&published.date().year())
}

/// Returns whether a day is not after a fetch, with a day of grace for clocks: what is later was not there to be read.
pub(crate) fn was_there(day: Date, fetched: Date) -> bool {
    day <= fetched.saturating_add(jiff::Span::new().days(1))
}

/// Reads seconds or milliseconds since 1970, `YYYYMMDD` or `YYYYMMDDhhmmss`.
fn from_timestamp(text: &str) -> Option<Published> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        13 => number / 1000,
        8 | 14 => return compact(text),
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let utc = jiff::tz::Offset::UTC;
    Some(Published::second(utc.to_datetime(moment), utc))
}

fn compact(text: &str) -> Option<Published> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let month = i8::try_from(part(4, 6)?).ok()?;
    let day = i8::try_from(part(6, 8)?).ok()?;
    Date::new(part(0, 4)?, month, day)
        .ok()
        .map(Published::day)
        .filter(is_plausible)
}

/// Reads the date in an address such as "/2025/12/02/" or "/2025/dec/02/".
pub(crate) fn date_of_address(url: &str) -> Option<Published> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
            .expect("the pattern is fixed")
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/((?:19|20)\d{2})/([a-z]{3,9})/(\d{1,2})(?:/|$)").expect("the pattern is fixed")
    });
    let Some(captures) = DAY.captures(url) else {
        let named = NAMED.captures(url)?;
        let text = format!("{} {} {}", &named[3], &named[2], &named[1]);
        return parse_date(&text, DayOrder::DayFirst).filter(|date| date.precision() == Precision::Day);
    };
    parse_date(
        &format!("{}-{}-{}", &captures[1], &captures[2], &captures[3]),
        DayOrder::DayFirst,
    )
}

/// Returns how numeric dates are to be read: by those that allow one reading only, else by the language, a code that may
/// name a region (`en-GB`), and the address.
pub fn day_order(text: &str, language: Option<&str>, address: Option<&str>) -> DayOrder {
    order_told(text).unwrap_or_else(|| match language {
        Some(code) if may_be_american(code, address) => DayOrder::MonthFirst,
        _ => DayOrder::DayFirst,
    })
}

/// Returns how the numeric dates of a text are to be read by those that allow one reading only.
pub(crate) fn order_told(text: &str) -> Option<DayOrder> {
    let (day_first, month_first) = scan::order_votes(text);
    match day_first.cmp(&month_first) {
        Ordering::Greater => Some(DayOrder::DayFirst),
        Ordering::Less => Some(DayOrder::MonthFirst),
        Ordering::Equal => None,
    }
}

/// Returns whether [`day_order`] is a guess: no date of the text allows one reading only, and what is in English could be
/// of either side of the Atlantic.
pub(crate) fn is_order_open(text: &str, language: Option<&str>, address: Option<&str>) -> bool {
    let (day_first, month_first) = scan::order_votes(text);
    day_first == month_first && language.is_none_or(|code| may_be_american(code, address))
}

fn may_be_american(code: &str, address: Option<&str>) -> bool {
    is_american(code) && !address.is_some_and(is_day_first)
}

/// Whether a language code is that of English, and of no region but those that write the month first.
fn is_american(code: &str) -> bool {
    let mut parts = code.split(['-', '_']);
    let is_english = parts.next().is_some_and(|part| part.eq_ignore_ascii_case("en"));
    let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    is_english && region.is_none_or(|region| matches!(region.as_str(), "US" | "CA" | "PH"))
}

/// Whether an address is of a country that has news in English and writes the day first. Its pages may well state the
/// language of their template, `en-US`.
fn is_day_first(address: &str) -> bool {
    const COUNTRIES: [&str; 17] = [
        "au", "bd", "gh", "hk", "ie", "in", "ke", "lk", "my", "ng", "nz", "pk", "sg", "ug", "uk", "za", "zw",
    ];
    let host = host_of(address);
    let country = host.as_deref().and_then(|host| host.rsplit('.').next());
    country.is_some_and(|country| COUNTRIES.contains(&country))
}

/// Returns the more precise of two readings of one day, else the first.
pub fn sharpest(first: Published, second: Published) -> Published {
    let same_day = first.date() == second.date();
    if same_day && second.precision() > first.precision() && first.precision() >= Precision::Day {
        return second;
    }
    first
}
