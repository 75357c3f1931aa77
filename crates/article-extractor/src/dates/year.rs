//! Works out the year of a date that is written without one, from a weekday and the years a text speaks of.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::{DayOrder, WrittenDate, find_dates};
use crate::wording::fold_same_length;

/// The years that a text speaks of, with how often.
#[derive(Clone, Debug, Default)]
pub struct YearEvidence {
    mentioned: BTreeMap<i16, usize>,
    dated: BTreeMap<i16, usize>,
}

/// A year in running text with the word before it.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:(\p{L}+)\s+)?\b((?:19|20)\d{2})\b").expect("the pattern is fixed"));

/// Words that put a year into the future, or make it a forecast: nothing was published then yet.
const AHEAD: [&str; 14] = [
    "by", "until", "till", "through", "bis", "jusqu", "hasta", "ate", "entro", "tot", "до", "do", "horizon",
    "vision",
];

impl YearEvidence {
    /// Returns the years of a text.
    pub fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        let folded = fold_same_length(text);
        for captures in YEAR.captures_iter(&folded) {
            let ahead = captures.get(1).is_some_and(|word| AHEAD.contains(&word.as_str()));
            if let (false, Ok(year)) = (ahead, captures[2].parse()) {
                *evidence.mentioned.entry(year).or_default() += 1;
            }
        }
        for date in find_dates(text, DayOrder::DayFirst) {
            if let (Some(year), Some(_)) = (date.year, date.day) {
                *evidence.dated.entry(year).or_default() += 1;
            }
        }
        evidence
    }

    /// Returns the latest year that stands in a full date, else the latest mentioned.
    pub fn latest(&self) -> Option<i16> {
        self.dated
            .keys()
            .next_back()
            .or_else(|| self.mentioned.keys().next_back())
            .copied()
    }

    fn distance(&self, year: i16) -> Option<i16> {
        self.mentioned
            .keys()
            .map(|mentioned| (mentioned - year).abs())
            .min()
    }
}

/// Returns the year in which the date falls on the weekday and which the text itself makes likely.
///
/// Without a weekday the latest year of a full date is taken; with one, the year has to agree with it:
/// the day itself where `weekday` is part of the date, that day or the one before where it stands in the text.
pub fn year_of(date: &WrittenDate, nearby: Option<Weekday>, evidence: &YearEvidence) -> Option<i16> {
    /// A mention further away than this tells nothing about when the text was written.
    const FURTHEST: i16 = 1;
    let latest = evidence.latest()?;
    let agrees = |year: i16, days_back: i64| {
        let day = Date::new(year, date.month, date.day?).ok()?;
        let day = day.checked_sub(jiff::Span::new().days(days_back)).ok()?;
        Some(day.weekday() == date.weekday.or(nearby)?)
    };
    let candidates = |days_back: i64| {
        (latest - 30..=latest + 1)
            .filter(move |year| agrees(*year, days_back).unwrap_or(false))
            .filter_map(|year| Some((evidence.distance(year)?, std::cmp::Reverse(year))))
            .filter(|(distance, _)| *distance <= FURTHEST)
            .min()
    };
    if date.weekday.or(nearby).is_none() {
        return Some(latest).filter(|_| !evidence.dated.is_empty());
    }
    let same_day = candidates(0);
    let day_before = if date.weekday.is_none() {
        candidates(1)
    } else {
        None
    };
    match (same_day, day_before) {
        (Some((0, year)), _) | (_, Some((0, year))) | (Some((_, year)), _) | (_, Some((_, year))) => {
            Some(year.0)
        }
        (None, None) => None,
    }
}
