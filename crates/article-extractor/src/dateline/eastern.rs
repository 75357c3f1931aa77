//! Datelines of East Asia: "新华社北京4月24日电", "〔記者林若溪／花蓮報導〕", "(서울=연합뉴스)", "【ニューヨーク=共同】".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Dateline;
use crate::agencies::agency;
use crate::byline;
use crate::dates::{DayOrder, find_dates};
use crate::wording::pattern;

/// Papers put "this paper" or "this site" where agencies put their name.
static WIRED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[（(【]?(?P<agency>新华社|中新社|中新网|人民网|央视网|新华网|本报|本報|本社|本网|本刊)?(?P<place>\p{Han}{2,4}?)(?P<date>\d{1,2}月\d{1,2}日)[电電]",
        r"(?:\s*[（(]?(?:记者|記者)\s?(?P<people>[\p{Han} 、，]{2,20}?)(?:[)）]|报道|報道))?"
    ))
});

/// Chinese outside of the mainland.
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[〔\[【（(]\s?(?:[記记]者)\s?(?P<people>\p{Han}{2,4}(?:、\p{Han}{2,4}){0,3})\s?[／/]\s?(?P<place>\p{Han}{2,4}?)(?:綜合|即時|综合)?(?:報導|报道|電)\s?[〕\]】）)]",
    )
});

/// Place and name on both sides of an equals sign, in Japanese and Korean.
static EQUAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(（\[【](?P<place>[\p{Hangul}\p{Han}\p{Katakana}ー・]{2,14})\s?[=＝]\s?(?P<name>[\p{Hangul}\p{Han}\p{Katakana}\d 、・]{2,20})[)）\]】](?:\s*(?P<people>\p{Hangul}{2,4})\s(?:기자|특파원))?",
    )
});

/// Reads such a dateline at the start of a paragraph.
pub(super) fn read(paragraph: &str, order: DayOrder) -> Option<Dateline> {
    if paragraph.chars().take(3).all(|sign| sign.is_ascii()) {
        return None;
    }
    // Each has a sign that it cannot be without.
    let shapes = [
        (&WIRED, ['电', '電']),
        (&REPORTED, ['記', '记']),
        (&EQUAL, ['=', '＝']),
    ];
    let captures = shapes
        .into_iter()
        .filter(|(_, signs)| paragraph.contains(signs))
        .find_map(|(shape, _)| shape.captures(paragraph))?;
    let group = |name| captures.name(name).map(|found| found.as_str());
    let names = group("agency").or(group("name"));
    let agencies: Vec<String> = names.and_then(agency).map(str::to_owned).into_iter().collect();
    let people = people(&captures, agencies.is_empty());
    let is_picture = ["写真", "사진", "図"]
        .iter()
        .any(|word| captures["place"].contains(word));
    // "(A=B)" says nothing unless one of its sides is known.
    if is_picture || group("name").is_some() && agencies.is_empty() && people.is_empty() {
        return None;
    }
    Some(Dateline {
        place: group("place").map(str::to_owned),
        date: group("date").and_then(|date| find_dates(date, order).into_iter().next()),
        agencies,
        source: None,
        people,
        text: captures[0].to_owned(),
    })
}

/// Returns who is named; a space parts names as a comma does.
fn people(captures: &Captures<'_>, can_be_name: bool) -> Vec<String> {
    /// What stands between the names of reporters.
    const ROLES: [&str; 6] = ["记者", "記者", "通讯员", "通訊員", "实习生", "见习记者"];
    let named = captures.name("name").filter(|_| can_be_name);
    let Some(names) = captures.name("people").or(named) else {
        return Vec::new();
    };
    let parts = names.as_str().split([' ', '、', '，', '・']);
    let is_person =
        |part: &&str| part.chars().count() >= 2 && byline::is_person(part) && !ROLES.contains(part);
    parts.filter(is_person).map(str::to_owned).collect()
}
