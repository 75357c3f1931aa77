//! Works out the year of a date that is written without one: from a weekday, from the years that a text speaks of, from
//! its copyright line, from when it was fetched, from the years of its neighbours, and from when its file was last
//! changed. What comes out says which of them it rests on, and is never after the fetch.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use article::Published;
use jiff::civil::{Date, Weekday};

use super::scan::find_folded;
use super::{DayOrder, WrittenDate, date_of_address, was_there};
use crate::draft::Around;
use crate::wording::fold_same_length;

/// The years that a text speaks of, with how often, and what is known from around it.
#[derive(Clone, Debug, Default)]
pub struct YearEvidence {
    mentioned: BTreeMap<i16, usize>,
    dated: BTreeMap<i16, usize>,
    /// The latest year of a copyright line.
    copyright: Option<i16>,
    fetched: Option<Date>,
    /// How many documents of the same folder are of a year.
    neighbours: BTreeMap<i16, usize>,
    /// When the file was last changed.
    modified: Option<Date>,
}

/// A day falls on a weekday again after five, six or eleven years; 29 February exists every fourth.
const YEARS_BACK: i16 = 5;
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
        for (at, year) in years(&folded) {
            if !AHEAD.contains(&word_before(&folded[..at])) {
                *evidence.mentioned.entry(year).or_default() += 1;
            }
            if is_copyright(&folded[..at]) {
                evidence.copyright = evidence.copyright.max(Some(year));
            }
        }
        // Places of dates are in characters; each is walked to once.
        let (mut place, mut byte) = (0, 0);
        for date in find_folded(text, &folded, DayOrder::DayFirst) {
            let between = folded[byte..].chars().take(date.start - place);
            byte += between.map(char::len_utf8).sum::<usize>();
            place = date.start;
            let is_ahead = AHEAD.contains(&word_before(&folded[..byte]));
            if let (Some(year), Some(_), false) = (date.year, date.day, is_ahead) {
                *evidence.dated.entry(year).or_default() += 1;
            }
        }
        evidence
    }

    /// Adds what is known from around the document: the date in its address, when it was fetched, what its neighbours
    /// are of, and when its file was last changed.
    #[must_use]
    pub(crate) fn around(mut self, around: &Around<'_>) -> Self {
        if let Some(published) = around.address.and_then(date_of_address) {
            *self.dated.entry(published.date().year()).or_default() += 1;
            *self.mentioned.entry(published.date().year()).or_default() += 1;
        }
        self.fetched = around.fetched.as_ref().map(Published::date);
        self.modified = around.modified().as_ref().map(Published::date);
        if let Some(furniture) = around.furniture {
            self.neighbours.clone_from(&furniture.years);
        }
        self
    }

    /// Returns the latest year that stands in a full date, else the latest mentioned, of those up to the fetch.
    pub fn latest(&self) -> Option<i16> {
        let was_there = |year: &&i16| self.fetched.is_none_or(|day| **year <= day.year());
        let latest = |years: &BTreeMap<i16, usize>| years.keys().rev().find(was_there).copied();
        latest(&self.dated).or_else(|| latest(&self.mentioned))
    }

    /// Returns the first and the last year of the neighbours, where they are enough to tell anything.
    fn years_around(&self) -> Option<(i16, i16)> {
        const FEWEST: usize = 5;
        let is_enough = self.neighbours.values().sum::<usize>() >= FEWEST;
        let (first, last) = (
            self.neighbours.keys().next()?,
            self.neighbours.keys().next_back()?,
        );
        is_enough.then_some((*first, *last))
    }

    fn distance(&self, year: i16) -> Option<i16> {
        self.mentioned
            .keys()
            .map(|mentioned| (mentioned - year).abs())
            .min()
    }

    /// Returns whether a day is not after the fetch, where that is known.
    fn was_there(&self, day: Date) -> bool {
        self.fetched.is_none_or(|fetched| was_there(day, fetched))
    }
}

/// Returns the years 1900 to 2099 of a folded text, each with its place in bytes.
fn years(folded: &str) -> impl Iterator<Item = (usize, i16)> {
    let bytes = folded.as_bytes();
    let starts = (0..bytes.len().saturating_sub(3)).filter(move |at| {
        matches!(&bytes[*at..*at + 2], b"19" | b"20")
            && bytes[*at + 2].is_ascii_digit()
            && bytes[*at + 3].is_ascii_digit()
    });
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    starts.filter_map(move |at| {
        let is_joined = folded[..at].ends_with(is_part) || folded[at + 4..].starts_with(is_part);
        let year = folded[at..at + 4].parse().ok()?;
        (!is_joined).then_some((at, year))
    })
}

/// Returns the word at the end of a text, where a space parts it from what follows.
fn word_before(text: &str) -> &str {
    let bare = text.trim_end();
    let word = bare.rsplit(|letter: char| !letter.is_alphabetic()).next();
    word.filter(|_| bare.len() < text.len()).unwrap_or_default()
}

/// Returns whether what stands before a year on its line claims copyright, such as "© Valley Herald 1997-".
fn is_copyright(before: &str) -> bool {
    /// Bytes of the longest name between the sign and the year.
    const NEAR: usize = 60;
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let near = near.rsplit('\n').next().unwrap_or_default();
    ["©", "copyright", "(c)"].iter().any(|sign| near.contains(sign))
}

/// What the year of a date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearFrom {
    /// The weekday beside it or in the text, or other dates of the document.
    Text,
    /// The year of a copyright line, which may be that of the fetch or of the site's last change.
    Copyright,
    /// The time when the document was fetched, and a weekday that agrees.
    FetchAndWeekday,
    /// The time when the document was fetched alone.
    Fetch,
    /// The years of the documents in the same folder, and a weekday that agrees with one of them.
    NeighboursAndWeekday,
    /// The one year of the documents in the same folder.
    Neighbours,
    /// The time of the file's last change, and a weekday that agrees.
    ModifiedAndWeekday,
}

impl YearFrom {
    /// Returns how sure a date is, which is `worked_out` where its year rests on the text itself.
    pub(crate) fn confidence(self, worked_out: f32) -> f32 {
        /// The fetch alone is right for what was fetched in its first year, a copyright line for as long as it shows
        /// the year of the article, and neighbours for what came when they did.
        const LESS_SURE: f32 = 0.7;
        /// A file that was copied has the time of the copy.
        const LEAST_SURE: f32 = 0.5;
        match self {
            Self::Text | Self::FetchAndWeekday => worked_out,
            Self::ModifiedAndWeekday => worked_out * LEAST_SURE,
            _ => worked_out * LESS_SURE,
        }
    }

    /// Returns the words of a date with what gave its year, where that is not of the same text.
    pub(crate) fn words(self, text: &str, around: &Around<'_>) -> String {
        match self {
            Self::Text | Self::Copyright => text.to_owned(),
            Self::Fetch | Self::FetchAndWeekday => around.with_fetch(text),
            Self::Neighbours | Self::NeighboursAndWeekday => format!("{text} (year of its folder)"),
            Self::ModifiedAndWeekday => around.with_change(text),
        }
    }
}

/// Returns the year of a date that is written without one, and what it rests on.
pub fn resolve_year(
    date: &WrittenDate,
    nearby: Option<Weekday>,
    evidence: &YearEvidence,
) -> Option<(i16, YearFrom)> {
    let is_past = |year: &i16| {
        let day = date.day.and_then(|day| Date::new(*year, date.month, day).ok());
        day.is_some_and(|day| evidence.was_there(day))
    };
    if let Some(year) = year_of(date, nearby, evidence).filter(is_past) {
        return Some((year, YearFrom::Text));
    }
    let has_weekday = date.weekday.or(nearby).is_some();
    if let Some(year) = evidence.copyright.filter(is_past).filter(|_| !has_weekday) {
        return Some((year, YearFrom::Copyright));
    }
    by_fetch(date, nearby, evidence)
        .or_else(|| by_neighbours(date, evidence).filter(|(year, _)| is_past(year)))
        .or_else(|| by_modified(date, evidence))
}

/// Returns the one year of the neighbours in which the date falls on the weekday beside it; without a weekday, the year
/// of nearly all of them.
fn by_neighbours(date: &WrittenDate, evidence: &YearEvidence) -> Option<(i16, YearFrom)> {
    let (first, last) = evidence.years_around()?;
    let Some(weekday) = date.weekday else {
        let (year, n_same) = evidence
            .neighbours
            .iter()
            .max_by_key(|(_, n_documents)| **n_documents)?;
        let n_neighbours: usize = evidence.neighbours.values().sum();
        return (n_same * 10 >= n_neighbours * 9).then_some((*year, YearFrom::Neighbours));
    };
    let mut days = days_in(date, first..=last).filter(|day| day.weekday() == weekday);
    let day = days.next()?;
    days.next()
        .is_none()
        .then_some((day.year(), YearFrom::NeighboursAndWeekday))
}

/// Returns the last year before the file's last change in which the date falls on the weekday beside it. A file that
/// was copied has the time of the copy, so that it counts only where neighbours are of about that year.
fn by_modified(date: &WrittenDate, evidence: &YearEvidence) -> Option<(i16, YearFrom)> {
    let (weekday, modified) = (date.weekday?, evidence.modified?);
    let day = days_in(date, modified.year() - YEARS_BACK..=modified.year())
        .rev()
        .find(|day| day.weekday() == weekday && was_there(*day, modified))?;
    let around = evidence.years_around();
    let is_near = around.is_none_or(|(first, last)| (first - 1..=last + 1).contains(&day.year()));
    is_near.then_some((day.year(), YearFrom::ModifiedAndWeekday))
}

/// Returns the days that a date without a year is in these years, in their order.
fn days_in(date: &WrittenDate, years: RangeInclusive<i16>) -> impl DoubleEndedIterator<Item = Date> {
    years.filter_map(|year| Date::new(year, date.month, date.day?).ok())
}

/// Returns the last year before the fetch in which there was such a day, on its weekday where that is written beside it.
fn by_fetch(date: &WrittenDate, nearby: Option<Weekday>, evidence: &YearEvidence) -> Option<(i16, YearFrom)> {
    let fetched = evidence.fetched?;
    let mut days = days_in(date, fetched.year() - YEARS_BACK..=fetched.year() + 1)
        .rev()
        .filter(|day| evidence.was_there(*day));
    if let Some(weekday) = date.weekday {
        let day = days.find(|day| day.weekday() == weekday)?;
        return Some((day.year(), YearFrom::FetchAndWeekday));
    }
    let day = days.next()?;
    // A weekday of the text is that day or the one before it, as far as anyone tells.
    let agrees = nearby.is_some_and(|named| named.until(day.weekday()) <= 1);
    let from = if agrees {
        YearFrom::FetchAndWeekday
    } else {
        YearFrom::Fetch
    };
    Some((day.year(), from))
}

/// Returns the year in which the date falls on the weekday and which the text itself makes likely.
///
/// Without a weekday the latest year of a full date is taken; with one, the year has to agree with it:
/// the day itself where `weekday` is part of the date, that day or the one before where it stands in the text.
fn year_of(date: &WrittenDate, nearby: Option<Weekday>, evidence: &YearEvidence) -> Option<i16> {
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
