//! The date that a page gives its article away from the headline: in a list that names the article beside others, and
//! in the sentence with which blogs end an entry. Texts of a page in, a date out.

use article::{EvidenceFrom, Published};

use crate::dates::{DayOrder, find_dates};
use crate::draft::Found;
use crate::phrases::{self, Phrase};
use crate::plain::{DateRole, read_credit};
use crate::title::same_headline;
use crate::wording::{count_words, phrase_key};

/// Returns the date that stands beside the headline in a list of articles, such as the latest of a site.
///
/// A date between two headlines is that of either, so one that stands on both sides counts only where both are the
/// same, and two lists have to agree.
pub(crate) fn listed(texts: &[&str], title: &str, order: DayOrder) -> Option<Found<Published>> {
    /// Less than what stands beside the headline itself.
    const SURE: f32 = 0.5;
    /// Shorter headlines are sections too.
    const FEWEST_WORDS: usize = 2;
    if count_words(title) < FEWEST_WORDS {
        return None;
    }
    let mut found: Option<(Published, &str)> = None;
    for place in (0..texts.len()).filter(|place| names(texts[*place], title)) {
        let beside = |place: Option<usize>| {
            let text = *texts.get(place?)?;
            Some((bare_date(text, order)?, text))
        };
        let date = match (beside(place.checked_sub(1)), beside(Some(place + 1))) {
            (Some(before), Some(after)) if before.0 != after.0 => return None,
            (before, after) => before.or(after),
        };
        match (&found, date) {
            (Some((known, _)), Some((date, _))) if *known != date => return None,
            (None, Some(date)) => found = Some(date),
            _ => {}
        }
    }
    found.map(|(date, text)| Found::new(date, EvidenceFrom::CreditLine, text, SURE))
}

/// Returns the date in the sentence that ends an entry of a blog, "This entry was posted on … and is filed under …".
pub(crate) fn in_entry<'a>(
    texts: impl Iterator<Item = &'a str>,
    order: DayOrder,
) -> Option<Found<Published>> {
    /// Longer texts speak of entries.
    const MOST_WORDS: usize = 60;
    texts
        .filter(|text| text.bytes().any(|byte| byte.is_ascii_digit()) && count_words(text) <= MOST_WORDS)
        .filter(|text| phrases::within(Phrase::EntryPart, &phrase_key(text)))
        .find_map(|text| {
            let mut dates = find_dates(text, order).into_iter();
            let date = dates.find(|date| date.is_full())?.published()?;
            Some(Found::new(date, EvidenceFrom::CreditLine, text, 0.6))
        })
}

/// Returns whether a text is a headline, told by its length before its words are compared.
fn names(text: &str, title: &str) -> bool {
    /// Bytes by which two spellings of a headline differ.
    const BYTES: usize = 24;
    text.len().abs_diff(title.len()) <= BYTES && same_headline(text, title)
}

/// Returns the date of a text that says nothing else.
fn bare_date(text: &str, order: DayOrder) -> Option<Published> {
    /// More words are no bare date.
    const MOST_WORDS: usize = 8;
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || count_words(text) > MOST_WORDS {
        return None;
    }
    let credit = read_credit(text, order);
    let [(DateRole::Unlabelled | DateRole::Published, date)] = credit.dates.as_slice() else {
        return None;
    };
    date.published()
        .filter(|_| date.is_full() && credit.pieces.is_empty())
}
