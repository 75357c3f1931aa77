//! Relative times ("3 hours ago", "gestern"), read from `data/relative.txt`. They say nothing by themselves: only
//! [`Relative::before`] a known time of fetching do they become dates.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use article::{Precision, Published};
use jiff::civil::DateTime;
use jiff::{Span, ToSpan};

use crate::wording::{fold_same_length, is_unspaced};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A time that counts back from when the document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// Start, in Unicode scalar values.
    pub start: usize,
    /// End (exclusive), in Unicode scalar values.
    pub end: usize,
    unit: Unit,
    count: i64,
    has_number: bool,
    is_doubtful: bool,
}

impl Relative {
    /// Returns whether it tells an age by a number or in hours: "yesterday" is a word of running text too.
    pub(crate) fn is_age(&self) -> bool {
        self.has_number || matches!(self.unit, Unit::Minute | Unit::Hour)
    }

    /// Returns the date that lies this long before a time of fetching, as precisely as both tell.
    ///
    /// Minutes and hours give a day, by the clock of the fetch, since a date knows days and seconds and nothing between.
    /// A count of weeks, months or years is rounded down by the page, so it gives what all its days have in common:
    /// a month or a year.
    pub fn before(&self, fetched: &Published) -> Option<Published> {
        let is_clocked = fetched.precision() == Precision::Second;
        if self.is_doubtful || fetched.precision() < Precision::Day {
            return None;
        }
        let count = self.count;
        let back = |span: Span| -> Option<DateTime> { fetched.local().checked_sub(span).ok() };
        let (latest, earliest) = match self.unit {
            Unit::Minute if is_clocked => return Some(Published::day(back(count.minutes())?.date())),
            Unit::Hour if is_clocked => return Some(Published::day(back(count.hours())?.date())),
            Unit::Minute | Unit::Hour => return None,
            Unit::Day => return Some(Published::day(back(count.days())?.date())),
            Unit::Week => (count.weeks(), (count + 1).weeks()),
            Unit::Month => (count.months(), (count + 1).months()),
            Unit::Year => (count.years(), (count + 1).years()),
        };
        let (latest, earliest) = (back(latest)?.date(), back(earliest)?.date().tomorrow().ok()?);
        match (
            latest.year() == earliest.year(),
            latest.month() == earliest.month(),
        ) {
            (true, true) => Published::month(latest.year(), latest.month()),
            (true, false) => Published::year(latest.year()),
            (false, _) => None,
        }
    }
}

/// A phrase of the table.
struct Phrase {
    unit: Unit,
    /// The number, where the phrase has no place for one.
    count: Option<i64>,
    is_doubtful: bool,
}

struct Table {
    matcher: AhoCorasick,
    phrases: Vec<Phrase>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Phrase> = HashMap::new();
    for line in include_str!("../../data/relative.txt").lines() {
        let mut parts = line.split('|').map(str::trim);
        let head: Vec<&str> = parts.next().unwrap_or_default().split(' ').collect();
        let Some(unit) = unit_named(head[0]).filter(|_| !line.starts_with('#')) else {
            continue;
        };
        for text in parts {
            let phrase = Phrase {
                unit,
                count: head.get(1).and_then(|count| count.parse().ok()),
                is_doubtful: text.ends_with('!'),
            };
            phrases.insert(key(text.trim_end_matches('!')).0, phrase);
        }
    }
    let (texts, phrases): (Vec<String>, Vec<Phrase>) = phrases.into_iter().unzip();
    let matcher = AhoCorasick::new(&texts).expect("a table of a few hundred phrases can be built");
    Table { matcher, phrases }
});

fn unit_named(name: &str) -> Option<Unit> {
    Some(match name {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    })
}

/// A text in the form in which phrases are compared: folded, each number as "#" without a space after it.
struct Key {
    /// For each character of the key, where its own begins in the text, in Unicode scalar values; and the end.
    places: Vec<usize>,
    /// The numbers, with the place of their sign in the key, in bytes.
    numbers: Vec<(usize, i64)>,
}

fn key(text: &str) -> (String, Key) {
    let folded = fold_same_length(text);
    let (mut key, mut places, mut numbers) = (String::new(), Vec::new(), Vec::new());
    let mut letters = folded.chars().enumerate().peekable();
    while let Some((place, letter)) = letters.next() {
        if letter.is_ascii_digit() || letter == '#' {
            let mut value = i64::from(letter.to_digit(10).unwrap_or(0));
            while let Some((_, next)) = letters.next_if(|(_, next)| next.is_ascii_digit()) {
                value = (value * 10 + i64::from(next.to_digit(10).unwrap_or(0))).min(100_000);
            }
            numbers.push((key.len(), value));
            while letters.next_if(|(_, next)| *next == ' ').is_some() {}
        }
        places.push(place);
        key.push(if letter.is_ascii_digit() { '#' } else { letter });
    }
    places.push(folded.chars().count());
    (key, Key { places, numbers })
}

/// Returns the first relative time of a text, the longest of those that begin there.
pub fn find_relative(text: &str) -> Option<Relative> {
    /// A larger number is no age of news.
    const LARGEST: i64 = 400;
    let (text, key) = key(text);
    let fits = |range: std::ops::Range<usize>| is_set_off(&text, range);
    let found = TABLE
        .matcher
        .find_overlapping_iter(&text)
        .filter(|found| fits(found.range()))
        .min_by_key(|found| (found.start(), std::cmp::Reverse(found.end())))?;
    let phrase = &TABLE.phrases[found.pattern().as_usize()];
    let number = key.numbers.iter().find(|(at, _)| found.range().contains(at));
    let count = phrase.count.or(number.map(|(_, value)| *value))?;
    let place = |at: usize| key.places[text[..at].chars().count()];
    let end = place(found.end());
    (count <= LARGEST).then_some(Relative {
        start: place(found.start()),
        end,
        unit: phrase.unit,
        count,
        has_number: phrase.count.is_none(),
        is_doubtful: phrase.is_doubtful,
    })
}

/// Returns whether a stretch of a key is no part of a longer word or number.
fn is_set_off(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |inside: Option<char>, outside: Option<char>| {
        outside.is_some_and(|letter| {
            letter == '#'
                || letter.is_alphanumeric() && !(is_unspaced(letter) && inside.is_some_and(is_unspaced))
        })
    };
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let found = &text[range.clone()];
    let is_fraction = found.starts_with('#') && before.ends_with(['.', ',', ':', '/', '-']) && {
        before[..before.len() - 1].ends_with('#')
    };
    let first = found.chars().next();
    // A number sets itself off from the letters of scripts without spaces.
    let starts = first == Some('#') && before.chars().next_back().is_some_and(is_unspaced);
    !is_fraction
        && (starts || !joins(first, before.chars().next_back()))
        && !joins(found.chars().next_back(), after.chars().next())
}
