//! The dates that a page prints around its headline: what readers take for the day of publication.

use article::{EvidenceFrom, Precision, Published};

use crate::byline;
use crate::dates::{DayOrder, date_of_address, parse_date};
use crate::draft::{Draft, Found, offer};
use crate::plain::{Credit, DateRole, read_credit, whole_label};
use crate::wording::phrase_key;

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
    /// Below the first long text under the headline, which may be its standfirst.
    Beneath,
    /// Below the story, where only a date that says what it is counts.
    End,
}

/// A date that is printed with little else around it.
#[derive(Clone, Debug)]
pub(super) struct Printed<'a> {
    role: DateRole,
    date: Published,
    near: Near<'a>,
    /// Whether an author is named beside it.
    names_author: bool,
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
        let is_bare = match near.place {
            Place::Lead => true,
            // What stands below a standfirst may be part of the story.
            Place::Beneath => says_little_else(&credit) && (credit.is_labelled() || credit.n_words() <= 4),
            _ => says_little_else(&credit),
        };
        if !is_bare {
            continue;
        }
        let names_author = credit.pieces.iter().any(|piece| names_author(piece));
        let dates = credit.dates.into_iter().filter_map(|(role, date)| {
            // A label may have an element of its own.
            let role = match (role, labelled) {
                (DateRole::Unlabelled, Some((role, place))) if place == near.place && date.start == 0 => role,
                _ => role,
            };
            let counts = match near.place {
                Place::Above | Place::Below | Place::Beneath => true,
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
                names_author,
            })
        });
        printed.extend(dates);
    }
    printed
}

/// Returns whether a piece of a credit names an author with a label before the name.
fn names_author(piece: &str) -> bool {
    let named = |(_, name): (&str, &str)| byline::people_only(name).is_some();
    byline::from_line(piece).is_some() || piece.rsplit_once(": ").is_some_and(named)
}

fn says_little_else(credit: &Credit) -> bool {
    /// Words beside a date without a label; more are a sentence about the day.
    const MOST_WORDS: usize = 9;
    credit.n_words() <= MOST_WORDS + if credit.is_labelled() { 5 } else { 0 }
}

/// Offers printed dates, less than what the page states of itself.
pub(super) fn offer_printed(printed: &[Printed<'_>], draft: &mut Draft) {
    for Printed { role, date, near, .. } in printed {
        let found = |confidence| Some(Found::new(*date, EvidenceFrom::CreditLine, near.text, confidence));
        match role {
            DateRole::Published if near.place == Place::End => offer(&mut draft.published, found(0.55)),
            DateRole::Published => offer(&mut draft.published, found(0.7)),
            DateRole::Unlabelled if near.place == Place::Below => offer(&mut draft.published, found(0.615)),
            DateRole::Unlabelled if near.place == Place::Beneath => offer(&mut draft.published, found(0.58)),
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

/// What a page shows of its day beside what it states: what is printed around its headline, and the texts of the
/// elements near it that are marked as dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub(super) printed: &'a [Printed<'a>],
    pub(super) dated: &'a [&'a str],
    pub(super) order: DayOrder,
    pub(super) address: Option<&'a str>,
}

/// The day that a page prints beside its headline is the day of publication for its readers, whatever a clock in
/// another zone or a later edit left in its metadata. `seen` is what the lines of the page tell.
pub(super) fn prefer_printed(shown: Shown<'_>, seen: &Draft, draft: &mut Draft) {
    let Some(stated) = Stated::of(draft) else {
        return;
    };
    let addressed = shown.address.and_then(date_of_address);
    // A day as folders is that of the site's own clock; inside a word it may be a number of the house's.
    let is_path = |day: &Published| shown.address.is_some_and(|address| has_folders(address, day));
    if let Some(day) = addressed
        && stated.apart(&day) <= i32::from(stated.is_utc && is_path(&day))
    {
        if stated.apart(&day) == 1 {
            let text = shown.address.unwrap_or_default();
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
        stated.apart(&found.date) == 0 || readings.any(|date| stated.apart(&date) == 0)
    };
    let mut printed = shown.printed.iter().filter(is_of_day);
    if printed.clone().any(agrees) {
        return;
    }
    let near = printed.find_map(|found| stated.replaced_by(found, addressed.is_some()));
    let line = seen
        .published
        .clone()
        .filter(|found| stated.is_replaced_by_line(found));
    if let Some(found) = near.or(line).or_else(|| stated.replaced_by_mark(shown)) {
        draft.published = Some(found);
    }
}

/// The days that the metadata of a page state.
struct Stated {
    published: Published,
    is_utc: bool,
    updated: Option<Published>,
}

impl Stated {
    /// Returns what a draft has from metadata.
    fn of(draft: &Draft) -> Option<Self> {
        let is_stated = |found: &&Found<Published>| {
            matches!(found.evidence.from, EvidenceFrom::JsonLd | EvidenceFrom::MetaTag)
        };
        let published = draft.published.as_ref().filter(is_stated)?.value;
        Some(Self {
            published,
            is_utc: is_utc(&published),
            updated: draft.updated.as_ref().map(|found| found.value),
        })
    }

    /// Returns how many days a date is from the stated one.
    fn apart(&self, date: &Published) -> i32 {
        (date.days_since_epoch() - self.published.days_since_epoch()).abs()
    }

    fn is_update(&self, date: &Published) -> bool {
        self.updated
            .is_some_and(|updated| updated.days_since_epoch() == date.days_since_epoch())
    }

    fn replaced_by(&self, found: &Printed<'_>, is_addressed: bool) -> Option<Found<Published>> {
        let is_earlier = found.date.days_since_epoch() < self.published.days_since_epoch();
        let most = match found.near.place {
            // No clock makes a page older than it is, but a move to another system makes it younger.
            Place::Below if is_earlier && !is_addressed => MOST_DAYS_EARLIER,
            Place::Below => 2 * MOST_DAYS,
            // Today's date has no author beside it.
            _ if found.names_author => MOST_DAYS,
            _ => i32::from(self.is_utc),
        };
        (self.apart(&found.date) <= most && !self.is_update(&found.date))
            .then(|| Found::new(found.date, EvidenceFrom::CreditLine, found.near.text, 0.9))
    }

    fn is_replaced_by_line(&self, found: &Found<Published>) -> bool {
        found.evidence.from == EvidenceFrom::CreditLine
            && found.evidence.confidence >= SURE
            && found.value.precision() >= Precision::Day
            && (1..=MOST_DAYS).contains(&self.apart(&found.value))
            && !self.is_update(&found.value)
    }

    /// Returns the day before or after a moment in UTC that an element marked as a date shows.
    fn replaced_by_mark(&self, shown: Shown<'_>) -> Option<Found<Published>> {
        shown.dated.iter().filter(|_| self.is_utc).find_map(|text| {
            let date = parse_date(text, shown.order).filter(|date| date.precision() >= Precision::Day)?;
            let day = Published::day(date.date());
            (self.apart(&day) == 1).then(|| Found::new(day, EvidenceFrom::Element, text, 0.9))
        })
    }
}

/// Returns both readings of a date whose day and month can be either the other way round.
fn readings(text: &str) -> [Option<Published>; 2] {
    [DayOrder::DayFirst, DayOrder::MonthFirst].map(|order| parse_date(text, order))
}

/// Further apart, a printed date and a stated one are not of the same article.
const MOST_DAYS: i32 = 31;
/// Five years: an earlier date than that is one of which the headline speaks.
const MOST_DAYS_EARLIER: i32 = 1826;
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

/// Takes back the day that metadata give a page which is no article, such as the first page of a site: it is that of
/// the page's making, and no reader is shown it.
pub(super) fn drop_unshown(
    printed: &[Printed<'_>],
    mut shown: impl Iterator<Item = Published>,
    draft: &mut Draft,
) {
    draft.published.take_if(|found| {
        let is_day = |date: &Published| date.days_since_epoch() == found.value.days_since_epoch();
        matches!(found.evidence.from, EvidenceFrom::JsonLd | EvidenceFrom::MetaTag)
            && !printed.iter().any(|printed| is_day(&printed.date))
            && !shown.any(|date| is_day(&date))
    });
}
