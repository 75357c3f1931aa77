//! The dates that a page prints around its headline: what readers take for the day of publication.

use article::{EvidenceFrom, Precision, Published};

use crate::dates::{DayOrder, date_of_address, parse_date};
use crate::draft::{Draft, Found, offer};
use crate::plain::{Credit, DateRole, read_credit, whole_label};
use crate::wording::{count_words, phrase_key};

/// A short text near a headline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the headline, where a page may also print today's date or that of its issue.
    Above,
    /// Below it, or above the first paragraph.
    Below,
    /// The first words of the first paragraph.
    Lead,
    /// Below the story, where only a date that says what it is counts.
    End,
}

/// A date that is printed with little else around it.
#[derive(Clone, Debug)]
pub(super) struct Printed<'a> {
    role: DateRole,
    date: Published,
    near: Near<'a>,
}

/// Characters of a label that opens a paragraph; a date further in is one that it speaks of.
const LABEL: usize = 22;

/// Returns the dates of the texts around a headline, in the same order.
pub(super) fn read<'a>(texts: &[Near<'a>], order: DayOrder) -> Vec<Printed<'a>> {
    let mut printed = Vec::new();
    let mut label = None;
    for near in texts {
        let credit = read_credit(near.text, order);
        let labelled = label
            .replace(whole_label(&phrase_key(near.text)).map(|role| (role, near.place)))
            .flatten();
        if near.place != Place::Lead && !says_little_else(&credit) {
            continue;
        }
        let dates = credit.dates.into_iter().filter_map(|(role, date)| {
            // A label may have an element of its own.
            let role = match (role, labelled) {
                (DateRole::Unlabelled, Some((role, place))) if place == near.place && date.start == 0 => role,
                _ => role,
            };
            let counts = match near.place {
                Place::Above | Place::Below => true,
                Place::Lead => date.start == 0 || role == DateRole::Published && date.start <= LABEL,
                Place::End => role != DateRole::Unlabelled,
            };
            if !counts {
                return None;
            }
            Some(Printed {
                role,
                date: date.published().filter(|_| date.is_full())?,
                near: *near,
            })
        });
        printed.extend(dates);
    }
    printed
}

fn says_little_else(credit: &Credit) -> bool {
    /// Words beside a date without a label; more are a sentence about the day.
    const MOST_WORDS: usize = 9;
    let n_words: usize = credit.pieces.iter().map(|piece| count_words(piece)).sum();
    let is_labelled = credit
        .dates
        .iter()
        .any(|(role, _)| matches!(role, DateRole::Published | DateRole::Updated));
    n_words <= MOST_WORDS + if is_labelled { 5 } else { 0 }
}

/// Offers printed dates, less than what the page states of itself.
pub(super) fn offer_printed(printed: &[Printed<'_>], draft: &mut Draft) {
    for Printed { role, date, near } in printed {
        let found = |confidence| Some(Found::new(*date, EvidenceFrom::CreditLine, near.text, confidence));
        match role {
            DateRole::Published if near.place == Place::End => offer(&mut draft.published, found(0.55)),
            DateRole::Published => offer(&mut draft.published, found(0.7)),
            DateRole::Unlabelled if near.place == Place::Below => offer(&mut draft.published, found(0.615)),
            DateRole::Unlabelled => offer(&mut draft.published, found(0.61)),
            DateRole::Updated => {
                offer(&mut draft.updated, found(0.8));
            }
            DateRole::Other => {}
        }
    }
}

/// Reads a date whose day and month can be either the other way round if only that day is given elsewhere on the page,
/// in words or as machines write it: in `times`, in print or in the address.
pub(super) fn settle_order<'a>(
    printed: &[Printed<'a>],
    times: impl Iterator<Item = &'a str>,
    address: Option<&str>,
    draft: &mut Draft,
) {
    let Some(found) = &mut draft.published else {
        return;
    };
    let readings =
        |text: &str| [DayOrder::DayFirst, DayOrder::MonthFirst].map(|order| parse_date(text, order));
    let day = |date: &Published| date.days_since_epoch();
    let [Some(first), Some(second)] = readings(&found.evidence.text) else {
        return;
    };
    let other = match (
        day(&first) == day(&found.value),
        day(&second) == day(&found.value),
    ) {
        (true, false) => second,
        (false, true) => first,
        _ => return,
    };
    let certain = |text: &str| match readings(text) {
        [Some(first), Some(second)] if first == second => Some(first),
        _ => None,
    };
    let texts = printed.iter().map(|printed| printed.near.text).chain(times);
    let mut days: Vec<i32> = texts.filter_map(certain).map(|date| day(&date)).collect();
    days.extend(address.and_then(date_of_address).map(|date| day(&date)));
    if days.contains(&day(&other)) && !days.contains(&day(&found.value)) {
        found.value = other;
    }
}

/// The day that a page prints beside its headline is the day of publication for its readers, whatever a clock in
/// another zone or a later edit left in its metadata. `seen` is what the lines of the page tell.
pub(super) fn prefer_printed(
    printed: &[Printed<'_>],
    seen: &Draft,
    address: Option<&str>,
    draft: &mut Draft,
) {
    let Some(stated) = &draft.published else {
        return;
    };
    if !matches!(stated.evidence.from, EvidenceFrom::JsonLd | EvidenceFrom::MetaTag) {
        return;
    }
    let (value, is_utc) = (stated.value, is_utc(&stated.value));
    let apart = |date: &Published| (date.days_since_epoch() - value.days_since_epoch()).abs();
    let addressed = address.and_then(date_of_address);
    // A day as folders is that of the site's own clock; inside a word it may be a number of the house's.
    let is_path = |day: &Published| address.is_some_and(|address| has_folders(address, day));
    if let Some(day) = addressed
        && apart(&day) <= i32::from(is_utc && is_path(&day))
    {
        if apart(&day) == 1 {
            let text = address.unwrap_or_default();
            draft.published = Some(Found::new(day, EvidenceFrom::Url, text, 0.9));
        }
        return;
    }
    let is_of_day = |found: &&Printed<'_>| {
        matches!(found.role, DateRole::Published | DateRole::Unlabelled)
            && matches!(found.near.place, Place::Above | Place::Below)
    };
    // A printed date that can be read as the stated one is that one.
    let agrees = |found: &Printed<'_>| {
        let mut readings = readings(found.near.text).into_iter().flatten();
        apart(&found.date) == 0 || readings.any(|date| apart(&date) == 0)
    };
    if printed.iter().filter(is_of_day).any(agrees) {
        return;
    }
    let is_update = |date: &Published| {
        draft
            .updated
            .as_ref()
            .is_some_and(|updated| updated.value.days_since_epoch() == date.days_since_epoch())
    };
    let near = printed.iter().filter(is_of_day).find_map(|found| {
        let most = if found.near.place == Place::Below {
            2 * MOST_DAYS
        } else {
            i32::from(is_utc)
        };
        (apart(&found.date) <= most && !is_update(&found.date))
            .then(|| Found::new(found.date, EvidenceFrom::CreditLine, found.near.text, 0.9))
    });
    let line = seen.published.clone().filter(|found| {
        found.evidence.from == EvidenceFrom::CreditLine
            && found.evidence.confidence >= SURE
            && found.value.precision() >= Precision::Day
            && (1..=MOST_DAYS).contains(&apart(&found.value))
            && !is_update(&found.value)
    });
    if let Some(found) = near.or(line) {
        draft.published = Some(found);
    }
}

/// Returns both readings of a date whose day and month can be either the other way round.
fn readings(text: &str) -> [Option<Published>; 2] {
    [DayOrder::DayFirst, DayOrder::MonthFirst].map(|order| parse_date(text, order))
}

/// Further apart, a printed date and a stated one are not of the same article.
const MOST_DAYS: i32 = 31;
/// Below this, a line may be about something else.
const SURE: f32 = 0.8;

/// Returns whether a moment is given in UTC, in which its day need not be that of its place.
fn is_utc(published: &Published) -> bool {
    published.precision() == Precision::Second && published.to_string().ends_with('Z')
}

/// Returns whether an address has a day as its folders, such as "/2025/12/02/".
pub(super) fn has_folders(address: &str, day: &Published) -> bool {
    address.contains(&day.date().strftime("/%Y/%m/%d/").to_string())
}
