//! Which comes first in the numeric dates of a file of records, day or month: all of them are written the same way, so
//! that one such as 25/04/2024 tells it of 03/04/2024, however far behind it stands.

use std::sync::Arc;

use article::{RawContent, RawDocument, Rejection};

use crate::read::Sink;

/// Most records, and bytes of their texts, that wait for a date that tells the order.
const MAX_WAITING: usize = 300;
const MAX_BYTES: usize = 4_000_000;

/// Reads the records of a file, and gives each the date that tells the order of its own.
pub(crate) fn told<T>(sink: &mut Sink<'_>, read: impl FnOnce(&mut Sink<'_>) -> T) -> T {
    let mut records = Records::default();
    let outcome = read(&mut |found| records.take(found, sink));
    records.give_out(sink);
    outcome
}

/// The records of a file while they are read.
#[derive(Default)]
struct Records {
    /// Those that wait for a date that tells the order, and what stands between them.
    waiting: Vec<Result<RawDocument, Rejection>>,
    n_bytes: usize,
    /// Whether the first dates are past, so that nothing waits any longer.
    is_past_start: bool,
    telling: Option<(NumericDate, Arc<str>)>,
    /// Whether the file has dates of both orders.
    is_mixed: bool,
}

impl Records {
    fn take(&mut self, found: Result<RawDocument, Rejection>, sink: &mut Sink<'_>) {
        let text = found.as_ref().ok().and_then(published);
        let date = text.and_then(NumericDate::of);
        if let (Some(date), Some(text)) = (date, text)
            && date.order.is_some()
        {
            let (told, _) = self.telling.get_or_insert_with(|| (date, text.into()));
            self.is_mixed |= told.order != date.order;
            self.is_past_start = true;
            self.give_out(sink);
        }
        if self.is_past_start || self.waiting.is_empty() && date.is_none() {
            sink(self.hinted(found));
            return;
        }
        self.n_bytes += found.as_ref().map_or(0, n_bytes);
        self.waiting.push(found);
        if self.waiting.len() >= MAX_WAITING || self.n_bytes > MAX_BYTES {
            self.is_past_start = true;
            self.give_out(sink);
        }
    }

    fn give_out(&mut self, sink: &mut Sink<'_>) {
        for found in std::mem::take(&mut self.waiting) {
            sink(self.hinted(found));
        }
    }

    fn hinted(&self, found: Result<RawDocument, Rejection>) -> Result<RawDocument, Rejection> {
        let mut document = found?;
        if let (Some((told, text)), false) = (&self.telling, self.is_mixed)
            && let Some(date) = published(&document).and_then(NumericDate::of)
            && date.mark == told.mark
        {
            document.hints.telling_date = Some(Arc::clone(text));
        }
        Ok(document)
    }
}

fn published(document: &RawDocument) -> Option<&str> {
    match &document.content {
        RawContent::Record(record) => record.published.as_deref(),
        _ => None,
    }
}

fn n_bytes(document: &RawDocument) -> usize {
    match &document.content {
        RawContent::Record(record) => record.text.as_ref().map_or(0, String::len),
        _ => 0,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A date such as 3/4/2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NumericDate {
    /// What parts its numbers.
    mark: char,
    /// Nothing where both orders make sense.
    order: Option<Order>,
}

impl NumericDate {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let mark = text.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(mark, '/' | '.' | '-') {
            return None;
        }
        let mut numbers = text.splitn(3, mark);
        let short = |number: &str| number.parse::<u8>().ok().filter(|_| number.len() <= 2);
        let (first, second) = (short(numbers.next()?)?, short(numbers.next()?)?);
        let year = numbers.next()?;
        let n_digits = year.bytes().take_while(u8::is_ascii_digit).count();
        let order = match (first, second) {
            (1..=12, 1..=12) => None,
            (13..=31, 1..=12) => Some(Order::DayFirst),
            (1..=12, 13..=31) => Some(Order::MonthFirst),
            _ => return None,
        };
        (n_digits == 4).then_some(Self { mark, order })
    }
}

#[cfg(test)]
mod tests {
    use article::{Hints, Origin, RawRecord};

    use super::*;

    /// Gives records of these dates, "!" for a rejection, and prints each with the date that tells its order.
    fn check(dates: &[&str], expected: &[&str]) {
        let mut found = Vec::new();
        told(
            &mut |given: Result<RawDocument, Rejection>| {
                found.push(match given {
                    Ok(document) => {
                        let told = document.hints.telling_date.as_deref().unwrap_or_default();
                        format!("{} {told}", published(&document).unwrap_or_default())
                    }
                    Err(_) => "!".to_owned(),
                });
            },
            |sink| {
                for date in dates {
                    sink(given(date));
                }
            },
        );
        assert_eq!(found, expected);
    }

    fn given(date: &str) -> Result<RawDocument, Rejection> {
        if date == "!" {
            return Err(Rejection::new(&Origin::default(), "no text"));
        }
        let record = RawRecord {
            published: Some(date.to_owned()),
            ..RawRecord::default()
        };
        Ok(RawDocument {
            origin: Origin::default(),
            content: RawContent::Record(Box::new(record)),
            hints: Hints::default(),
        })
    }

    #[test]
    fn one_date_tells_the_order_of_all() {
        check(
            &[
                "2024",
                "03/04/2024",
                "!",
                "3/5/2024 10:00",
                "25/04/2024",
                "06/04/2024",
                "06.04.2024",
            ],
            &[
                "2024 ",
                "03/04/2024 25/04/2024",
                "!",
                "3/5/2024 10:00 25/04/2024",
                "25/04/2024 25/04/2024",
                "06/04/2024 25/04/2024",
                "06.04.2024 ",
            ],
        );
        check(
            &["04-03-2024", "04-25-2024"],
            &["04-03-2024 04-25-2024", "04-25-2024 04-25-2024"],
        );
        check(&["03/04/2024", "04/04/2024"], &["03/04/2024 ", "04/04/2024 "]);
        // Dates of both orders tell nothing.
        check(
            &["25/04/2024", "04/25/2024", "03/04/2024"],
            &["25/04/2024 25/04/2024", "04/25/2024 ", "03/04/2024 "],
        );
    }

    #[test]
    fn few_records_wait() {
        let mut dates = vec!["03/04/2024"; MAX_WAITING];
        dates.extend(["25/04/2024", "03/04/2024"]);
        let mut expected = vec!["03/04/2024 "; MAX_WAITING];
        expected.extend(["25/04/2024 25/04/2024", "03/04/2024 25/04/2024"]);
        check(&dates, &expected);
    }

    #[test]
    fn other_dates_are_no_numbers_in_a_row() {
        for text in [
            "",
            "2024-04-03",
            "3 April 2024",
            "3/4/24",
            "32/13/2024",
            "1.5",
            "3/4",
            "é/4/2024",
            "003/4/2024",
        ] {
            assert_eq!(NumericDate::of(text), None, "{text}");
        }
    }
}
