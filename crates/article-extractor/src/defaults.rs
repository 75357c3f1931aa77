//! The defaults of a folder's settings -> draft: they fill what a document does not say, and give printed times their
//! zone.

use article::{Defaults, Evidence, EvidenceFrom, Precision, Published, Setting};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::dates::{DayOrder, WrittenDate, find_dates};
use crate::draft::{Draft, Found};
use crate::{language, source};

/// Whoever keeps an archive knows it, but may have put something else into the folder.
const CONFIDENCE: f32 = 0.8;

/// Fills what a draft does not say.
pub(crate) fn fill(draft: &mut Draft, defaults: &Defaults) {
    if let Some(setting) = &defaults.source
        && draft.source.is_none()
    {
        draft.source = Some(found(source::canonical(&setting.value), setting));
    }
    if let Some(setting) = &defaults.language
        && !draft.language.as_ref().is_some_and(language::is_settled)
    {
        draft.language = Some(found(setting.value.clone(), setting));
    }
    if let Some(zone) = &defaults.time_zone {
        add_zone(&mut draft.published, zone);
        add_zone(&mut draft.updated, zone);
    }
}

fn found<T, S>(value: T, setting: &Setting<S>) -> Found<T> {
    Found::new(value, EvidenceFrom::Settings, &setting.written, CONFIDENCE)
}

/// Makes a date a moment where a time of day is printed beside it and no zone. Its evidence stays the words it was read
/// in, and names the settings as well.
fn add_zone(slot: &mut Option<Found<Published>>, zone: &Setting<TimeZone>) {
    let Some(known) = slot else {
        return;
    };
    let Evidence { from, text, .. } = &known.evidence;
    if known.value.precision() != Precision::Day || !states_times(*from) {
        return;
    }
    let Some(local) = printed_time(text, &known.value) else {
        return;
    };
    // A time that the change of the clocks skips or repeats is read as other calendars do (RFC 5545).
    if let Ok(moment) = zone.value.to_zoned(local) {
        known.value = Published::second(moment.datetime(), moment.offset());
        known.evidence.text = format!("{text} ({})", zone.written);
    }
}

/// Returns whether a time of day in evidence of this origin is that of the article, not of what it tells.
fn states_times(from: EvidenceFrom) -> bool {
    matches!(
        from,
        EvidenceFrom::Record
            | EvidenceFrom::JsonLd
            | EvidenceFrom::MetaTag
            | EvidenceFrom::Element
            | EvidenceFrom::CreditLine
    )
}

/// Returns day and time as printed in a text, where it gives this day with a time and no zone.
fn printed_time(text: &str, day: &Published) -> Option<DateTime> {
    if let Ok(stamp) = DateTime::strptime("%Y%m%d%H%M%S", text.trim()) {
        return (stamp.date() == day.date()).then_some(stamp);
    }
    // The day is settled, so the order of its numbers is whichever gives it.
    [DayOrder::DayFirst, DayOrder::MonthFirst]
        .into_iter()
        .flat_map(|order| find_dates(text, order))
        .find(|written| is_of(written, day) && !has_zone(written, text))
        .and_then(|written| Some(day.date().to_datetime(written.clock?)))
}

fn is_of(written: &WrittenDate, day: &Published) -> bool {
    written.clock.is_some()
        && written.day == Some(day.date().day())
        && written.month == day.date().month()
        && written.year.is_none_or(|year| year == day.date().year())
}

/// Returns whether the word after a time names a zone: those that we do not know are in capitals still.
fn has_zone(written: &WrittenDate, text: &str) -> bool {
    written.zone.as_ref().is_some_and(|zone| {
        let is_word = zone.chars().all(char::is_alphabetic);
        !is_word || zone == "z" || text.contains(&zone.to_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use article::Language;

    use super::*;
    use crate::dates::parse_date;

    fn setting<T>(value: T, words: &str) -> Option<Setting<T>> {
        let written = format!("dateline.toml: {words}");
        Some(Setting { value, written })
    }

    #[test]
    fn times_get_the_zone_of_the_folder() {
        let berlin = setting(TimeZone::get("Europe/Berlin").unwrap(), "time_zone");
        let cases = [
            ("2025-12-02T10:30:00", "2025-12-02T10:30:00+01:00"),
            ("2025-12-02 10:30", "2025-12-02T10:30:00+01:00"),
            ("20251202103000", "2025-12-02T10:30:00+01:00"),
            ("2. Juli 2025, 10.30 Uhr", "2025-07-02T10:30:00+02:00"),
            ("07/02/2025 10:30 by Ana Reis", "2025-02-07T10:30:00+01:00"),
            ("Updated: July 2, 2025 4:05 pm", "2025-07-02T16:05:00+02:00"),
            ("2025-03-30T02:30:00", "2025-03-30T03:30:00+02:00"),
            ("2025-12-02T10:30:00Z", "2025-12-02T10:30:00Z"),
            ("2025-12-02 10:30 +0530", "2025-12-02T10:30:00+05:30"),
            ("2025-12-02 10:30 GMT", "2025-12-02T10:30:00Z"),
            ("2025-12-02 10:30 IST", "2025-12-02"),
            ("2025-12-02", "2025-12-02"),
            ("2025-12", "2025-12-01"),
        ];
        for (text, expected) in cases {
            let date = parse_date(text, DayOrder::DayFirst).unwrap();
            let mut slot = Some(Found::new(date, EvidenceFrom::CreditLine, text, 0.9));
            add_zone(&mut slot, berlin.as_ref().unwrap());
            let found = slot.unwrap();
            assert_eq!(found.value.to_string(), expected, "{text}");
            let is_changed = found.value.to_string() != date.to_string();
            assert_eq!(
                found.evidence.text.contains("dateline.toml"),
                is_changed,
                "{text}: {}",
                found.evidence.text
            );
        }
    }

    #[test]
    fn a_language_is_taken_where_the_words_leave_doubt() {
        let german = Language::from_code("de").unwrap();
        let defaults = Defaults {
            language: setting(german.clone(), "language"),
            ..Defaults::default()
        };
        let french = Language::from_code("fr").unwrap();
        let cases = [
            (None, "de"),
            (Some((EvidenceFrom::Detected, 0.5)), "de"),
            (Some((EvidenceFrom::Detected, 0.95)), "fr"),
            (Some((EvidenceFrom::MetaTag, 0.5)), "fr"),
        ];
        for (known, expected) in cases {
            let mut draft = Draft {
                language: known.map(|(from, sure)| Found::new(french.clone(), from, "", sure)),
                ..Draft::default()
            };
            fill(&mut draft, &defaults);
            assert_eq!(draft.language.unwrap().value.code(), expected, "{known:?}");
        }
    }

    #[test]
    fn a_source_is_taken_where_there_is_none() {
        let defaults = Defaults {
            source: setting("Harbour Post".to_owned(), "source = \"Harbour Post\""),
            ..Defaults::default()
        };
        let mut draft = Draft::default();
        fill(&mut draft, &defaults);
        let source = draft.source.clone().unwrap();
        assert_eq!(source.value, "Harbour Post");
        assert_eq!(source.evidence.from, EvidenceFrom::Settings);
        assert_eq!(source.evidence.text, "dateline.toml: source = \"Harbour Post\"");
        let other = Defaults {
            source: setting("Other".to_owned(), ""),
            ..Defaults::default()
        };
        fill(&mut draft, &other);
        assert_eq!(draft.source.unwrap().value, "Harbour Post");
    }
}
