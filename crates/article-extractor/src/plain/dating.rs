//! Dates of plain text: the year of a date that is written without one, the age that a page shows of itself, and the
//! day that captions and first paragraphs suggest where no line states it.

use article::{EvidenceFrom, Published};
use jiff::civil::Weekday;

use super::Page;
use super::credit::{self, Credit, DateRole, label_role};
use super::fields::Header;
use super::kind::Kind;
use crate::dates::{WrittenDate, YearFrom, find_dates, find_relative, find_weekday, resolve_year};
use crate::draft::{Draft, Found, offer};
use crate::source;

/// A written date as a day, and what its year rests on where that is not written.
pub(super) struct Dated {
    pub(super) value: Published,
    year_from: Option<YearFrom>,
}

impl Dated {
    /// Returns where the date was read, and how sure it is: less where its year is worked out.
    pub(super) fn stands_in(&self, from: EvidenceFrom, written: f32, worked_out: f32) -> (EvidenceFrom, f32) {
        match self.year_from {
            None => (from, written),
            Some(year_from) => (EvidenceFrom::Inferred, year_from.confidence(worked_out)),
        }
    }

    /// Returns the words that the date rests on, with what gave its year.
    pub(super) fn words(&self, page: &Page<'_>, text: &str) -> String {
        match self.year_from {
            Some(year_from) => year_from.words(text, &page.around),
            None => text.to_owned(),
        }
    }
}

/// Returns the date with its year, worked out where it is not written.
pub(super) fn dated(page: &Page<'_>, date: &WrittenDate, nearby: Option<Weekday>) -> Option<Dated> {
    date.day?;
    let (value, year_from) = match date.year {
        Some(_) if date.ambiguous => {
            let named = if page.is_order_open { page.weekday() } else { None };
            (by_weekday(date, named)?, None)
        }
        Some(_) => (date.published()?, None),
        None => {
            let (year, from) = resolve_year(date, nearby, page.years())?;
            (date.in_year(year)?, Some(from))
        }
    };
    Some(Dated { value, year_from })
}

/// Reads an ambiguous date the other way round where only then it falls on the weekday beside it, or on the one that
/// the story names or the day after it. A story names weekdays for many reasons, so `named` is nothing where the order
/// is known.
fn by_weekday(date: &WrittenDate, named: Option<Weekday>) -> Option<Published> {
    let written = date.published()?;
    let (Some(named), Some(day)) = (date.weekday.or(named), date.day) else {
        return Some(written);
    };
    let swapped = WrittenDate {
        month: day,
        day: Some(date.month),
        ..date.clone()
    }
    .published();
    let most_days = if date.weekday.is_some() { 0 } else { 1 };
    let agrees = |published: &Published| named.until(published.date().weekday()) <= most_days;
    match swapped {
        Some(swapped) if agrees(&swapped) && !agrees(&written) => Some(swapped),
        _ => Some(written),
    }
}

/// Offers the dates of a credit line.
pub(super) fn credited(page: &Page<'_>, credit: &Credit, text: &str, trust: f32, draft: &mut Draft) {
    for (role, date) in &credit.dates {
        let Some(dated) = dated(page, date, None) else {
            continue;
        };
        let doubt = trust * if date.ambiguous { 0.8 } else { 1.0 };
        let words = dated.words(page, text);
        let found = |written: f32| {
            let (from, confidence) = dated.stands_in(EvidenceFrom::CreditLine, written, written * 0.7);
            Some(Found::new(dated.value, from, &words, confidence * doubt))
        };
        match role {
            DateRole::Published => offer(&mut draft.published, found(0.95)),
            DateRole::Unlabelled => offer(&mut draft.published, found(0.85)),
            DateRole::Updated => {
                offer(&mut draft.updated, found(0.9));
                offer(&mut draft.published, found(0.6));
            }
            DateRole::Other => {}
        }
    }
}

/// Offers the dates that lines above `end` give with a label, where no headline tells how far up those of the article
/// begin.
pub(super) fn labelled_above(page: &Page<'_>, end: usize, draft: &mut Draft) {
    /// Lines of a menu and a header.
    const REACH: usize = 30;
    const TRUST: f32 = 0.6;
    for place in (end.saturating_sub(REACH)..end).filter(|place| page.kinds[*place] == Kind::Credit) {
        let text = page.lines[place].text.as_str();
        let credit = credit::read(text, page.order);
        let is_published = |(role, _): &(DateRole, WrittenDate)| *role == DateRole::Published;
        if credit.dates.iter().any(is_published) {
            credited(page, &credit, text, TRUST, draft);
        }
    }
}

/// Offers the date that an age ("Published 3 hours ago", "Yesterday, 14:30") tells beside the time of fetching, from a
/// line that says little else.
pub(super) fn age(page: &Page<'_>, place: usize, draft: &mut Draft) {
    /// Less than any date that is written.
    const SURE: f32 = 0.45;
    /// A line that says more may speak of something else.
    const MOST_WORDS: usize = 14;
    let line = &page.lines[place];
    let (Some(fetched), true) = (
        &page.around.fetched,
        line.n_words <= MOST_WORDS && !line.is_heading(),
    ) else {
        return;
    };
    let Some(age) = find_relative(&line.text) else {
        return;
    };
    let before: String = line.text.chars().take(age.start).collect();
    let after = line.text.chars().skip(age.end);
    let role = label_role(&before);
    let is_bare = before
        .chars()
        .chain(after)
        .filter(|letter| letter.is_alphabetic())
        .count()
        <= 3;
    // "USA TODAY" is a paper.
    let is_name = || before.contains(char::is_alphabetic) || source::is_known(&line.text);
    if !age.is_age() && role == DateRole::Unlabelled && is_name() {
        return;
    }
    let is_credit = page.kinds[place] == Kind::Credit && age.is_age();
    if role == DateRole::Unlabelled && !is_bare && !is_credit {
        return;
    }
    let words = page.around.with_fetch(&line.text);
    let found = |sure| {
        Some(Found::new(
            age.before(fetched)?,
            EvidenceFrom::Inferred,
            &words,
            sure,
        ))
    };
    if role == DateRole::Updated {
        offer(&mut draft.updated, found(SURE));
    } else {
        offer(&mut draft.published, found(SURE));
    }
}

/// Works out a date from captions and from the first paragraphs where no line states one.
pub(super) fn inferred_date(page: &Page<'_>, header: &Header, draft: &mut Draft) {
    let leads: Vec<String> = draft.paragraphs.iter().take(3).cloned().collect();
    // Lists and standfirsts may come first; a report names its day before its background.
    let weekday = draft
        .paragraphs
        .iter()
        .take(16)
        .find_map(|paragraph| find_weekday(paragraph));
    for lead in leads.iter().take(2) {
        for date in find_dates(lead, page.order) {
            let is_tied = date.weekday.is_some() || weekday.is_some() && date.year.is_none();
            if !is_tied || date.day.is_none() {
                continue;
            }
            let dated = dated(page, &date, weekday).map(|dated| {
                let (from, confidence) = dated.stands_in(EvidenceFrom::Inferred, 0.5, 0.5);
                Found::new(dated.value, from, &dated.words(page, lead), confidence)
            });
            offer(&mut draft.published, dated);
        }
    }
    let latest = (0..header.region.end)
        .filter(|place| page.kinds[*place] == Kind::Caption)
        .flat_map(|place| {
            let text = page.lines[place].text.as_str();
            find_dates(text, page.order)
                .into_iter()
                .filter(WrittenDate::is_full)
                .map(move |date| (date, text))
        })
        .filter_map(|(date, text)| Some((date.published()?.date(), text)))
        .max();
    if let Some((date, text)) = latest {
        // An old picture is dated too: the day has to be one that the story itself speaks of.
        let is_recent = page.years().latest().is_none_or(|year| year <= date.year());
        if is_recent && weekday == Some(date.weekday()) {
            let found = Found::new(Published::day(date), EvidenceFrom::Caption, text, 0.55);
            offer(&mut draft.published, Some(found));
        }
    }
}
