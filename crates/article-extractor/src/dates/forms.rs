//! The forms in which dates are written, each a pattern over folded text with a reader of what it found.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::calendar::{self, plausible_year};
use super::needs::{Needs, can_hold};
use super::words::{self, Calendar};
use super::{DayOrder, WrittenDate};
use crate::wording::pattern;

/// One way to write a date.
pub(super) struct Form {
    /// What a stretch of text has to hold for the pattern to be tried.
    pub(super) needs: Needs,
    /// The pattern.
    pub(super) pattern: &'static LazyLock<Regex>,
    /// Reads what the pattern found.
    pub(super) read: fn(&Captures<'_>, DayOrder) -> Option<WrittenDate>,
}

/// Every form, the surest first.
pub(super) static FORMS: [Form; 14] = [
    Form {
        needs: Needs::Numbers,
        pattern: &YEAR_FIRST,
        read: year_first,
    },
    Form {
        needs: Needs::EasternMonth,
        pattern: &EASTERN,
        read: eastern,
    },
    Form {
        needs: Needs::EasternMonth,
        pattern: &ERA,
        read: era,
    },
    Form {
        needs: Needs::EasternMonth,
        pattern: &CHINESE,
        read: chinese,
    },
    Form {
        needs: Needs::Numbers,
        pattern: &PERSIAN,
        read: persian,
    },
    Form {
        needs: Needs::Numbers,
        pattern: &NUMERIC,
        read: numeric,
    },
    Form {
        needs: Needs::HyphenedMonth,
        pattern: &SHORT_YEAR,
        read: with_month_word,
    },
    Form {
        needs: Needs::Month,
        pattern: &DAY_MONTH,
        read: with_month_word,
    },
    Form {
        needs: Needs::Month,
        pattern: &MONTH_DAY,
        read: with_month_word,
    },
    Form {
        needs: Needs::Month,
        pattern: &YEAR_MONTH_DAY,
        read: year_month_day,
    },
    Form {
        needs: Needs::Month,
        pattern: &MONTH_YEAR,
        read: with_month_word,
    },
    Form {
        needs: Needs::Thai,
        pattern: &THAI,
        read: thai,
    },
    Form {
        needs: Needs::Vietnamese,
        pattern: &VIETNAMESE,
        read: vietnamese,
    },
    Form {
        needs: Needs::Weekday,
        pattern: &WEEKDAY_NUMERIC,
        read: weekday_numeric,
    },
];

fn month_pattern() -> String {
    words::alternatives(words::months().filter(|word| !words::is_thai(word)))
}

fn weekday_pattern() -> String {
    words::alternatives(words::weekdays())
}

static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"(?:\b(?P<w>{weekday})[,.،]?\s*\(?\s*(?:den |le |el |the |il |dia |στισ )?)?\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.|-го)?",
            // Arabic has two sets of months and often writes both.
            r"[\s/-]*(?:de |of |di |d'|day of )?(?P<m>{month})(?:[\s\x{{200c}}]?ماه)?\b\.?(?:\s?/\s?\p{{Arabic}}+(?: الاول| الثاني)?\b)?",
            r"(?:[,،]?[\s/-]*(?:de |del |of |do |r\. |ano )?(?P<y>\d{{4}}))?\b"
        ),
        weekday = weekday_pattern(),
        month = month_pattern(),
    ))
});

/// "10-Feb-19": a year of two digits stands behind a hyphen where the day has one as well; "28 April-12 May" is a range.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<d>\d{{1,2}})-(?P<m>{month})\.?-(?P<s>\d{{2}})\b",
        month = month_pattern(),
    ))
});

static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\b(?P<w>{weekday})[,.]?\s*\(?\s*)?\b(?P<m>{month})\b\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\. paivana)?(?:,?\s+(?P<y>\d{{4}})\b)?",
        weekday = weekday_pattern(),
        month = month_pattern(),
    ))
});

static MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<m>{month})\b\.?,?\s+(?:de |of )?(?P<y>\d{{4}})\b",
        month = month_pattern()
    ))
});

/// "2025. december 2." and "2025. december 2-án" in Hungarian, "2025 m. gruodžio 2 d." in Lithuanian, "2025 Dec 2".
static YEAR_MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<y>(?:19|20)\d{{2}})(?P<dot>\.)?(?: m\.)? (?P<m>{month})\b\.? (?P<d>\d{{1,2}})(?:(?P<end>\.|-\p{{L}})|\b)",
        month = month_pattern()
    ))
});

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?-u:\b)(?P<y>(?:19|20)\d{2})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})",
        r"|\.\s?(?P<m3>\d{1,2})\.\s?(?P<d3>\d{1,2}))"
    ))
});

/// "2025年12月2日", "2025년 12월 2일", and the same without the year.
static EASTERN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?-u:\b)(?P<y>(?:19|20)\d{2})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})(?:\s?[日일号號])?",
    )
});

static ERA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<e>令和|平成|昭和|大正|明治|民國|民国)\s?(?P<y>\d{1,3}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日",
    )
});

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<y>[〇零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号號]",
    )
});

/// "1404/09/11": no other calendar of the news is in its fourteenth or fifteenth century.
static PERSIAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?P<y>1[34]\d{2})(?:/(?P<m1>\d{1,2})/(?P<d1>\d{1,2})|-(?P<m2>\d{1,2})-(?P<d2>\d{1,2}))\b")
});

/// A year of two digits stands right after its full stop: what comes after a space is the time.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:\b(?P<w>\p{L}+)[,.]?\s+\(?)?(?-u:\b)(?:(?P<a1>\d{1,2})\.\s?(?P<b1>\d{1,2})\.(?:\s?(?P<y1>\d{4})|(?P<y4>\d{2}))",
        r"|(?P<a2>\d{1,2})/(?P<b2>\d{1,2})/(?P<y2>\d{4}|\d{2})|(?P<a3>\d{1,2})-(?P<b3>\d{1,2})-(?P<y3>\d{4}))(?-u:\b)"
    ))
});

/// "2 ธันวาคม 2568", "วันที่ 2 ธ.ค. 68".
static THAI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<d>\d{{1,2}})\s?(?P<m>{month})\.?(?:\s?(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?(?:(?P<y>\d{{4}})|(?P<s>\d{{2}})(?:[^\d.:]|$)))?",
        month = words::alternatives(words::months().filter(|word| words::is_thai(word)))
    ))
});

/// "ngày 2 tháng 12 năm 2025", "2 tháng 12, 2025", "ngày 2/12".
static VIETNAMESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?P<n>ngay) )?\b(?P<d1>\d{1,2}) thang (?P<m1>\d{1,2})\b(?:,? (?:nam )?(?P<y1>\d{4})\b)?|\bngay (?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})\b",
    )
});

/// "Selasa (2/12)" and "Dienstag, 2.12.": a numeric date without its year counts only beside a weekday.
static WEEKDAY_NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<w>{weekday})(?:\s?\((?P<a2>\d{{1,2}})/(?P<b2>\d{{1,2}})\)|,?\s\(?(?:den |dem )?(?P<a1>\d{{1,2}})\.\s?(?P<b1>\d{{1,2}})\.(?:[),\s]|$))",
        weekday = weekday_pattern(),
    ))
});

fn blank(month: i8, day: Option<i8>) -> Option<WrittenDate> {
    let in_range = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    in_range.then_some(WrittenDate {
        start: 0,
        end: 0,
        year: None,
        month,
        day,
        weekday: None,
        clock: None,
        zone: None,
        ambiguous: false,
    })
}

/// Returns the number that a group of a pattern found.
pub(super) fn number<T: std::str::FromStr>(captures: &Captures<'_>, name: &str) -> Option<T> {
    captures.name(name)?.as_str().parse().ok()
}

fn first_number<T: std::str::FromStr>(captures: &Captures<'_>, names: &[&str]) -> Option<T> {
    names.iter().find_map(|name| number(captures, name))
}

fn named_weekday(captures: &Captures<'_>) -> Option<jiff::civil::Weekday> {
    captures.name("w").and_then(|word| words::weekday(word.as_str()))
}

fn year_first(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let month = first_number(captures, &["m1", "m2", "m3"])?;
    let day = first_number(captures, &["d1", "d2", "d3"])?;
    Some(WrittenDate {
        year: number(captures, "y"),
        ..blank(month, Some(day))?
    })
}

fn eastern(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let year = number(captures, "y");
    let whole = &captures[0];
    // Without its sign the day counts only in a full date.
    if year.is_none() && !whole.ends_with(['日', '일', '号', '號']) {
        return None;
    }
    Some(WrittenDate {
        year,
        ..blank(number(captures, "m")?, Some(number(captures, "d")?))?
    })
}

fn era(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    Some(WrittenDate {
        year: Some(calendar::era_year(&captures["e"], &captures["y"])?),
        ..blank(number(captures, "m")?, Some(number(captures, "d")?))?
    })
}

fn chinese(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let part = |name: &str| calendar::chinese_number(&captures[name]);
    let small = |name: &str| i8::try_from(part(name)?).ok();
    Some(WrittenDate {
        year: Some(plausible_year(part("y")?)?),
        ..blank(small("m")?, Some(small("d")?))?
    })
}

fn persian(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let month = first_number(captures, &["m1", "m2"])?;
    let day = first_number(captures, &["d1", "d2"])?;
    of_persian(number(captures, "y")?, month, day)
}

fn of_persian(year: i16, month: i8, day: i8) -> Option<WrittenDate> {
    let date = calendar::from_persian(year, month, day)?;
    Some(WrittenDate {
        year: Some(date.year()),
        ..blank(date.month(), Some(date.day()))?
    })
}

fn with_month_word(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let word = words::month(captures.name("m")?.as_str())?;
    let weekday = named_weekday(captures);
    if word.calendar == Calendar::Persian {
        // A Persian month is parts of two of ours, and a day without its year one of two.
        let date = of_persian(number(captures, "y")?, word.month, number(captures, "d")?)?;
        return Some(WrittenDate { weekday, ..date });
    }
    let year = number(captures, "y")
        .filter(|year| calendar::YEARS.contains(year))
        .or_else(|| number(captures, "s").map(of_this_or_last_century));
    let is_plain_may = &captures["m"] == "may" || &captures["m"] == "dec";
    if word.doubtful && year.is_none() && weekday.is_none() && !is_plain_may {
        return None;
    }
    let day = captures
        .name("d")
        .map(|_| number(captures, "d").ok_or(()))
        .transpose()
        .ok()?;
    Some(WrittenDate {
        year,
        weekday,
        ..blank(word.month, day)?
    })
}

fn year_month_day(captures: &Captures<'_>, order: DayOrder) -> Option<WrittenDate> {
    // "… in 2025. December 2 was …" is the end of a sentence; Hungarian has a full stop or an ending after the day.
    if captures.name("dot").is_some() && captures.name("end").is_none() {
        return None;
    }
    with_month_word(captures, order)
}

fn thai(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let word = words::month(&captures["m"])?;
    let year = number(captures, "y").and_then(plausible_year);
    Some(WrittenDate {
        year: year.or_else(|| number(captures, "s").map(calendar::thai_short_year)),
        ..blank(word.month, Some(number(captures, "d")?))?
    })
}

fn vietnamese(captures: &Captures<'_>, _: DayOrder) -> Option<WrittenDate> {
    let month = first_number(captures, &["m1", "m2"])?;
    let day = first_number(captures, &["d1", "d2"])?;
    let year = number(captures, "y1").and_then(plausible_year);
    let is_sure = year.is_some() || captures.name("n").is_some() || captures.name("d2").is_some();
    Some(WrittenDate {
        year,
        ..blank(month, Some(day))?
    })
    .filter(|_| is_sure)
}

fn weekday_numeric(captures: &Captures<'_>, order: DayOrder) -> Option<WrittenDate> {
    let (first, second, dotted) = numeric_parts(captures)?;
    let date = day_and_month(first, second, dotted, order)?;
    Some(WrittenDate {
        weekday: named_weekday(captures),
        ..date
    })
}

fn numeric(captures: &Captures<'_>, order: DayOrder) -> Option<WrittenDate> {
    let (first, second, dotted) = numeric_parts(captures)?;
    let year: i16 = first_number(captures, &["y1", "y2", "y3", "y4"])?;
    let year = if year < 100 {
        of_this_or_last_century(year)
    } else {
        plausible_year(year)?
    };
    Some(WrittenDate {
        year: Some(year),
        weekday: named_weekday(captures),
        ..day_and_month(first, second, dotted, order)?
    })
}

/// Returns the year of two digits: 70 to 99 are of the last century, as in POSIX.
fn of_this_or_last_century(year: i16) -> i16 {
    year + if year < 70 { 2000 } else { 1900 }
}

/// Returns two numbers as day and month, by what they can be, then by what stands between them, then by the order.
fn day_and_month(first: i8, second: i8, dotted: bool, order: DayOrder) -> Option<WrittenDate> {
    let (day, month) = match (first > 12, second > 12) {
        (true, true) => return None,
        (true, false) => (first, second),
        (false, true) => (second, first),
        (false, false) if dotted || order == DayOrder::DayFirst => (first, second),
        (false, false) => (second, first),
    };
    Some(WrittenDate {
        ambiguous: first <= 12 && second <= 12 && first != second && !dotted,
        ..blank(month, Some(day))?
    })
}

fn numeric_parts(captures: &Captures<'_>) -> Option<(i8, i8, bool)> {
    let dotted = captures.name("a1").is_some();
    let first = first_number(captures, &["a1", "a2", "a3"])?;
    let second = first_number(captures, &["b1", "b2", "b3"])?;
    Some((first, second, dotted))
}

/// Counts the numeric dates of a stretch of folded text that can only be read day first, and those that can only be
/// read month first.
pub(super) fn order_votes(text: &str) -> (usize, usize) {
    let mut votes = (0, 0);
    if !can_hold(Needs::Numbers, text) {
        return votes;
    }
    for captures in NUMERIC.captures_iter(text) {
        match numeric_parts(&captures) {
            Some((first, second, false)) if first > 12 && second <= 12 => votes.0 += 1,
            Some((first, second, false)) if second > 12 && first <= 12 => votes.1 += 1,
            _ => {}
        }
    }
    votes
}
