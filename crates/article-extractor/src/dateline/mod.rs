//! Datelines: the place, date and agency that open a story, such as "MOSCOW, Dec 2 (Reuters) —".

mod eastern;

use std::sync::LazyLock;

use regex::Regex;

use crate::agencies::{agencies_in, agency};
use crate::dates::{DayOrder, WrittenDate, find_dates};
use crate::wording::{count_words, is_capitalised, letters, pattern, title_case};

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dateline {
    /// The place, with only its first letters as capitals.
    pub place: Option<String>,
    /// The date.
    pub date: Option<WrittenDate>,
    /// Wire agencies in parentheses.
    pub agencies: Vec<String>,
    /// Another name in parentheses: the publication.
    pub source: Option<String>,
    /// The people whom the datelines of East Asia name.
    pub people: Vec<String>,
    /// The dateline as it stands.
    pub text: String,
}

/// Words of the longest place, such as "UNITED NATIONS, New York".
const PLACE_WORDS: usize = 5;

static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?P<head>[^()—–:]{2,70}?)?\s*(?:\((?P<credit>[^()]{2,45})\)|/(?P<slashed>[^/()]{2,30})/|\b(?P<tail>[A-Z]{2,8}))?",
        r"(?:,? (?P<after>[",
        letters!(),
        r".]{3,12} \d{1,2}(?:, \d{4})?))?\s*(?:(?P<dash>[-–—]{1,2}|--)\s+|(?P<colon>:)\s+|\.-\s*)\S"
    ))
});

/// "New Delhi, Mar 3 (PTI) The …": nothing but the agency parts it from the story.
static UNPARTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<head>[^()—–:/]{2,70}?)\s*(?:\((?P<credit>[^()]{2,45})\)|/(?P<slashed>[^/()]{2,30})/\.?)(?P<unparted>)\s+\p{Lu}",
    )
});

/// "(ANSA) - CATANIA, 14 AGO - …": the agency comes first.
static AGENCY_FIRST: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(([^()]{2,30})\)\s*[-–—]{1,2}\s+"));

/// Reads the dateline at the start of a paragraph.
pub fn read(paragraph: &str, order: DayOrder) -> Option<Dateline> {
    if let Some(dateline) = eastern::read(paragraph, order) {
        return Some(dateline);
    }
    let start: String = paragraph.chars().take(160).collect();
    agency_first(&start, order).or_else(|| western(&start, order))
}

fn agency_first(start: &str, order: DayOrder) -> Option<Dateline> {
    let captures = AGENCY_FIRST.captures(start)?;
    let name = agency(&captures[1])?;
    let mut dateline = western(&start[captures[0].len()..], order)?;
    dateline.agencies.insert(0, name.to_owned());
    dateline.text.insert_str(0, &captures[0]);
    Some(dateline)
}

fn western(start: &str, order: DayOrder) -> Option<Dateline> {
    let parted = may_be_parted(start).then(|| SHAPE.captures(start)).flatten();
    let captures = parted.or_else(|| {
        let may_be_unparted = start.contains(['(', '/']);
        may_be_unparted.then(|| UNPARTED.captures(start)).flatten()
    })?;
    let whole = captures.get(0)?.as_str();
    let mut dateline = Dateline {
        text: whole[..whole.len() - last_width(whole)].trim_end().to_owned(),
        ..Dateline::default()
    };
    let credit = captures.name("credit").or(captures.name("slashed"));
    if let Some(credit) = credit {
        read_credit(credit.as_str(), order, &mut dateline);
    }
    let tail = captures.name("tail");
    let wire = tail.and_then(|tail| agency(tail.as_str()));
    dateline.agencies.extend(wire.map(str::to_owned));
    // Capitals that are no agency's belong to the place: "NEW YORK —".
    let ends_head = tail.filter(|_| wire.is_none()).or(captures.name("head"));
    let head = &start[..ends_head.map_or(0, |part| part.end())];
    read_head(head, order, &mut dateline);
    if let (None, Some(after)) = (&dateline.date, captures.name("after")) {
        dateline.date = find_dates(after.as_str(), order).into_iter().next();
    }
    let is_credited = !dateline.agencies.is_empty() || dateline.source.is_some();
    let in_capitals = is_shouted(head);
    let is_sure = if captures.name("colon").is_some() {
        in_capitals && credit.is_none() && dateline.place.is_some()
    } else if captures.name("unparted").is_some() {
        !dateline.agencies.is_empty() && dateline.place.is_some() && dateline.date.is_some()
    } else {
        dateline.place.is_some() && (in_capitals || is_credited || dateline.date.is_some())
            || is_credited && dateline.date.is_some()
    };
    is_sure.then_some(dateline)
}

/// Returns whether a dash or a colon that [`SHAPE`] asks for can stand in a text: the pattern is slow.
fn may_be_parted(text: &str) -> bool {
    let mut signs = text.match_indices(['-', '–', '—', ':']);
    signs.any(|(at, sign)| {
        text[..at].ends_with('.') || text[at + sign.len()..].starts_with(char::is_whitespace)
    })
}

fn last_width(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

/// Reads "Reuters", "dpa/AFP", "Daily Name" or "AFP, 3 December" in parentheses.
fn read_credit(credit: &str, order: DayOrder, dateline: &mut Dateline) {
    dateline.date = find_dates(credit, order).into_iter().next();
    let agencies = agencies_in(credit);
    if !agencies.is_empty() {
        dateline.agencies = agencies.into_iter().map(str::to_owned).collect();
        return;
    }
    let is_name = dateline.date.is_none() && count_words(credit) <= 5 && is_capitalised(credit);
    if is_name && credit.chars().next().is_some_and(char::is_alphabetic) {
        dateline.source = Some(credit.trim().to_owned());
    }
}

/// Reads place and date before the parentheses or the dash.
fn read_head(head: &str, order: DayOrder, dateline: &mut Dateline) {
    let mut place = head.to_owned();
    let dates = find_dates(head, order).into_iter().next();
    if let Some(date) = dates.or_else(|| short_date(head, order)) {
        place = head.chars().take(date.start).collect();
        let after: String = head.chars().skip(date.end).collect();
        if place.trim().is_empty() {
            place = after;
        }
        dateline.date = Some(date);
    }
    /// What papers write in capitals before a report, too.
    const LABELS: [&str; 17] = [
        "analysis",
        "breaking",
        "breaking news",
        "byline",
        "correction",
        "exclusive",
        "explainer",
        "host",
        "just in",
        "live updates",
        "opinion",
        "photos",
        "tl;dr",
        "update",
        "updated",
        "video",
        "watch",
    ];
    let place = place.trim().trim_end_matches([',', '.', ' ', ';']);
    let is_label = |part: &str| LABELS.contains(&part.trim().to_lowercase().as_str());
    if place.split(',').any(is_label) {
        return;
    }
    let fits = count_words(place) <= PLACE_WORDS && count_words(place) > 0 && is_capitalised(place);
    if !fits
        || place
            .chars()
            .any(|character| character.is_numeric() || matches!(character, '"' | '“' | '?' | '!'))
    {
        return;
    }
    dateline.place = Some(city(place));
}

/// Returns the date at the end of "Madrid, 3 mar": short months count beside a year only, and a dateline has none.
fn short_date(head: &str, order: DayOrder) -> Option<WrittenDate> {
    const YEAR: &str = " 2000";
    let head = head.trim_end_matches([' ', '.', ',']);
    let length = head.chars().count();
    let dates = find_dates(&format!("{head}{YEAR}"), order);
    let date = dates.into_iter().find(|date| date.end == length + YEAR.len())?;
    (date.day.is_some() && date.start < length).then_some(WrittenDate {
        year: None,
        end: length,
        ..date
    })
}

/// Keeps the city of "LA CROSSE, Wis." and of "VALLEY.COM, Jakarta" and gives it small letters.
fn city(place: &str) -> String {
    let is_site = |part: &&str| {
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        (2..=3).contains(&ending.len()) && !part.contains(' ')
    };
    let parts = || place.split([',', '/']).map(str::trim);
    let first = parts().find(|part| !is_site(part)).or(parts().next());
    title_case(first.unwrap_or(place))
}

/// Returns whether the first word is written in capitals, as places of datelines are.
fn is_shouted(head: &str) -> bool {
    let first: Vec<char> = head
        .split([',', '('])
        .next()
        .unwrap_or("")
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    first.len() >= 3 && first.iter().all(|letter| letter.is_uppercase())
}
