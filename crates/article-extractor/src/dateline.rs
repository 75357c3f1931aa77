//! Datelines: the place, date and agency that open a story, such as "MOSCOW, Dec 2 (Reuters) —".

use std::sync::LazyLock;

use regex::Regex;

use crate::agencies::{agencies_in, agency};
use crate::dates::{DayOrder, WrittenDate, find_dates};
use crate::wording::{count_words, is_capitalised, pattern, title_case};

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
    /// The dateline as it stands.
    pub text: String,
}

static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?P<head>[^()—–:]{2,70}?)?\s*(?:\((?P<credit>[^()]{2,45})\)|/(?P<slashed>[^/()]{2,30})/|\b(?P<tail>[A-Z]{2,8}))?",
        r"(?:,? (?P<after>[\p{L}.]{3,12} \d{1,2}(?:, \d{4})?))?\s*(?:(?P<dash>[-–—]{1,2}|--)\s+|(?P<colon>:)\s+|\.-\s*)\S"
    ))
});

static EASTERN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(【]?(?P<agency>新华社|中新社|中新网|人民网|央视网|新华网)?(?P<place>\p{Han}{2,4}?)(?P<date>\d{1,2}月\d{1,2}日)电",
    )
});

/// Words of the longest place, such as "UNITED NATIONS, New York".
const PLACE_WORDS: usize = 5;

/// Reads the dateline at the start of a paragraph.
pub fn read(paragraph: &str, order: DayOrder) -> Option<Dateline> {
    if let Some(captures) = EASTERN.captures(paragraph) {
        let agencies = captures
            .name("agency")
            .and_then(|name| agency(name.as_str()))
            .map(str::to_owned);
        return Some(Dateline {
            place: Some(captures["place"].to_owned()),
            date: find_dates(&captures["date"], order).into_iter().next(),
            agencies: agencies.into_iter().collect(),
            source: None,
            text: captures[0].to_owned(),
        });
    }
    let start: String = paragraph.chars().take(160).collect();
    let captures = SHAPE.captures(&start)?;
    let whole = captures.get(0)?.as_str();
    let mut dateline = Dateline {
        text: whole[..whole.len() - last_width(whole)].trim_end().to_owned(),
        ..Dateline::default()
    };
    let credit = captures.name("credit").or(captures.name("slashed"));
    if let Some(credit) = credit {
        read_credit(credit.as_str(), order, &mut dateline);
    }
    read_head(
        captures.name("head").map_or("", |head| head.as_str()),
        order,
        &mut dateline,
    );
    if let (None, Some(after)) = (&dateline.date, captures.name("after")) {
        dateline.date = find_dates(after.as_str(), order).into_iter().next();
    }
    if let Some(tail) = captures.name("tail").and_then(|tail| agency(tail.as_str())) {
        dateline.agencies.push(tail.to_owned());
    }
    let is_credited = !dateline.agencies.is_empty() || dateline.source.is_some();
    let in_capitals = is_shouted(captures.name("head").map_or("", |head| head.as_str()));
    let is_sure = if captures.name("colon").is_some() {
        in_capitals && credit.is_none() && dateline.place.is_some()
    } else {
        dateline.place.is_some() && (in_capitals || is_credited || dateline.date.is_some())
            || is_credited && dateline.date.is_some()
    };
    is_sure.then_some(dateline)
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
    if let Some(date) = find_dates(head, order).into_iter().next() {
        place = head.chars().take(date.start).collect();
        let after: String = head.chars().skip(date.end).collect();
        if place.trim().is_empty() {
            place = after;
        }
        dateline.date = Some(date);
    }
    /// What papers write in capitals before a report, too.
    const LABELS: [&str; 11] = [
        "analysis",
        "breaking",
        "correction",
        "exclusive",
        "explainer",
        "opinion",
        "photos",
        "update",
        "updated",
        "video",
        "watch",
    ];
    let place = place.trim().trim_end_matches([',', '.', ' ', ';']);
    if LABELS.contains(&place.to_lowercase().as_str()) {
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

/// Keeps the city of "LA CROSSE, Wis." and gives it small letters.
fn city(place: &str) -> String {
    let first = place.split([',', '/']).next().unwrap_or(place).trim();
    title_case(first)
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
