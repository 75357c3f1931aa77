//! Dates of other calendars as ours: Thai years, the solar calendar of Iran, the eras of Japan and Taiwan, and years
//! written in Chinese numerals.

use jiff::civil::Date;

/// Years that news can bear.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// The Thai year 2568 is our 2025.
const BUDDHIST: i16 = 543;

/// Returns a year as one of ours where it is one, or a Thai one; nothing for a number that is neither.
pub(super) fn plausible_year(year: i16) -> Option<i16> {
    /// The years 1900 to 2100 by the Thai count.
    const THAI: std::ops::RangeInclusive<i16> = 1900 + BUDDHIST..=2100 + BUDDHIST;
    match year {
        year if YEARS.contains(&year) => Some(year),
        year if THAI.contains(&year) => Some(year - BUDDHIST),
        _ => None,
    }
}

/// Returns the year of two digits that stand after a Thai month: "68" is 2568, our 2025.
pub(super) fn thai_short_year(year: i16) -> i16 {
    2500 + year - BUDDHIST
}

/// Returns the day of a date of the Persian solar calendar.
///
/// Leap years follow the 33-year cycle: year `y` has 366 days where `(8 y + 29) mod 33 < 8`, which agrees with the
/// astronomical new year of Iran from 1178 to 1633 (1799 to 2255). The first six months have 31 days, the next five 30, the
/// last 29 or 30. Days are counted from 1 Farvardin 1404, which was 21 March 2025.
pub(super) fn from_persian(year: i16, month: i8, day: i8) -> Option<Date> {
    const ANCHOR: (i64, Date) = (1404, Date::constant(2025, 3, 21));
    if !(1178..=1633).contains(&year) {
        return None;
    }
    let year = i64::from(year);
    let n_leap = |until: i64| (8 * until + 29).div_euclid(33);
    let is_leap = n_leap(year) > n_leap(year - 1);
    let last = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    let before = i64::from(month) - 1;
    let in_year = before * 30 + before.min(6) + i64::from(day) - 1;
    let years = 365 * (year - ANCHOR.0) + n_leap(year - 1) - n_leap(ANCHOR.0 - 1);
    ANCHOR.1.checked_add(jiff::Span::new().days(years + in_year)).ok()
}

/// Eras that years are counted in, with the year before their first.
const ERAS: [(&str, i16); 7] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("民國", 1911),
    ("民国", 1911),
];

/// Returns the year of an era: 令和7 is 2025, and 元 is the first.
pub(super) fn era_year(era: &str, year: &str) -> Option<i16> {
    let before = ERAS.iter().find(|(name, _)| *name == era)?.1;
    let year: i16 = if year == "元" { 1 } else { year.parse().ok()? };
    plausible_year(before + year)
}

/// Reads a year of four Chinese digits, or a month or day up to 31, in Chinese numerals.
pub(super) fn chinese_number(text: &str) -> Option<i16> {
    let digit = |letter: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|known| known == letter)
            .or((letter == '零').then_some(0))
    };
    let Some((tens, ones)) = text.split_once('十') else {
        let digits = text.chars().map(digit).collect::<Option<Vec<usize>>>()?;
        let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
        return i16::try_from(number).ok();
    };
    let value = |part: &str, empty: usize| match part.chars().next() {
        None => Some(empty),
        Some(letter) => digit(letter),
    };
    i16::try_from(value(tens, 1)? * 10 + value(ones, 0)?).ok()
}
