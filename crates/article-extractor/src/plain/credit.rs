//! Credit lines: the lines around a headline that give dates, authors and the source.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use crate::agencies::{agencies_in, agency};
use crate::byline;
use crate::dates::{DayOrder, WrittenDate, find_dates, find_relative};
use crate::given_names;
use crate::phrases::{self, Phrase};
use crate::wording::{count_words, letters, phrase_key};

/// Which date of an article a written date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateRole {
    /// Labelled as the day of publication.
    Published,
    /// Labelled as the day of an update.
    Updated,
    /// Without a label.
    Unlabelled,
    /// Labelled as another day, such as a deadline.
    Other,
}

/// What a credit line says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credit {
    pub(crate) dates: Vec<(DateRole, WrittenDate)>,
    /// The pieces of the line that are neither dates nor labels.
    pub(crate) pieces: Vec<String>,
}

impl Credit {
    /// Returns whether some date has the label of a publication or an update.
    pub(crate) fn is_labelled(&self) -> bool {
        let mut roles = self.dates.iter().map(|(role, _)| role);
        roles.any(|role| matches!(role, DateRole::Published | DateRole::Updated))
    }

    /// Returns how many words stand beside the dates and their labels.
    pub(crate) fn n_words(&self) -> usize {
        self.pieces.iter().map(|piece| count_words(piece)).sum()
    }
}

/// A date with a short year runs into a time in the same way.
static INTO_CLOCK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([./]\d{2})(\d{2}:\d{2})").expect("the pattern is fixed"));

/// "26 | 01 | 2022": day, month and year with rules between them.
static PARTED_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(\d{1,2}) \| (\d{1,2}) \| ((?:19|20)\d{2})\b").expect("the pattern is fixed")
});

/// A name runs into a date where a page has no space between two elements.
static RUN_TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "(",
        letters!(),
        r")(\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}[-.]\d{2}[-.]\d{2})|(\d{2}[:.]\d{2})(\p{Lu}",
        letters!(),
        "{3})"
    ))
    .expect("the pattern is fixed")
});

/// A word runs into a month, and a year into the label of the next date.
static INTO_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "([a-z])([A-Z]",
        letters!(),
        r"{2,8}\.? \d{1,2}, )|(\d{4})([A-Z][",
        letters!(),
        "&&[^A-Z]]{4})"
    ))
    .expect("the pattern is fixed")
});

/// A moment as machines write it. Themes of blogs hide that of the last edit beside the date that they show.
static STAMP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4}-\d{2}-\d{2}T\d{2}:").expect("the pattern is fixed"));

/// What is left of a credit line beside dates and labels is this short.
const LEFT_OVER_WORDS: usize = 14;

/// Returns whether a line gives a date or an author and little else.
pub(crate) fn is_credit(line: &Line) -> bool {
    if line.n_words > 45 {
        return false;
    }
    if byline::from_line(&line.text).is_some() {
        return true;
    }
    let is_relative = find_relative(&line.text).is_some_and(|age| age.is_age());
    let text = parted(&line.text);
    let dates = find_dates(&text, DayOrder::DayFirst);
    if dates.is_empty() && !is_relative {
        return false;
    }
    let credit = read_dated(&text, dates);
    let left = credit.n_words();
    let has_full = credit.dates.iter().any(|(_, date)| date.is_full());
    let has_day = credit.dates.iter().any(|(_, date)| date.day.is_some());
    // Bare names come first: a caption ends in them, and "NEW YORK, May 3, 2025 (AP) — …" begins a story.
    let can_be_bare = has_full && !line.is_sentence;
    let pieces = || credit.pieces.iter();
    let names_author = pieces().any(|piece| byline::from_line(piece).is_some())
        || can_be_bare
            && pieces()
                .next()
                .is_some_and(|piece| byline::people_only(piece).is_some())
        || !line.is_sentence && has_day && credit.pieces.len() == 1 && is_own_name(&credit.pieces[0]);
    match (credit.is_labelled() || names_author, has_full || is_relative) {
        (true, _) if names_author => left <= LEFT_OVER_WORDS + 8,
        // "He was released on 3 May after two years" is no label.
        (true, _) => left <= LEFT_OVER_WORDS && !(line.is_sentence && left > 3),
        (false, true) => left <= 8 && !(line.is_sentence && left > 2),
        (false, false) => left <= 1,
    }
}

/// Reads the dates of a credit line with their labels, and what else stands there.
pub(crate) fn read(text: &str, order: DayOrder) -> Credit {
    let text = parted(text);
    let dates = find_dates(&text, order);
    read_dated(&text, dates)
}

/// Reads what [`parted`] gave, in which these dates stand.
fn read_dated(text: &str, dates: Vec<WrittenDate>) -> Credit {
    let characters: Vec<char> = text.chars().collect();
    let mut credit = Credit::default();
    let mut from = 0;
    for date in dates {
        let before: String = characters[from..date.start].iter().collect();
        let after: String = characters[date.end..].iter().take(RANGE_REACH).collect();
        let role = if is_range(&date, &before, &after) {
            DateRole::Other
        } else {
            role_of(&before, credit.dates.last().map(|(role, _)| *role), from > 0)
        };
        push_pieces(&before, &mut credit.pieces);
        // What a colon parts from a date is a label in some language.
        if let Some(label) = before.trim_end().strip_suffix([':', '：']) {
            let is_label = |piece: &mut String| {
                label.ends_with(piece.as_str()) && byline::from_line(piece).is_none() && !is_own_name(piece)
            };
            credit.pieces.pop_if(is_label);
        }
        from = date.end;
        credit.dates.push((role, date));
    }
    let rest: String = characters[from..].iter().collect();
    push_pieces(&rest, &mut credit.pieces);
    if text.contains('T') && STAMP.is_match(text) && credit.dates.iter().any(|(_, date)| date.clock.is_none())
    {
        credit.dates.retain(|(_, date)| date.clock.is_none());
    }
    credit
}

/// Returns whether a piece beside a date holds nothing but the names of people, told from a label by a given name.
fn is_own_name(piece: &str) -> bool {
    let names = byline::people_only(piece);
    names.is_some_and(|names| names.people.iter().all(|name| given_names::begins_with_one(name)))
}

/// Letters after a date in which the end of a range is looked for.
const RANGE_REACH: usize = 40;

/// Returns whether a date is the end of "9-23 March", or its time the start of "1:15 pm - 7 pm": when something is on.
fn is_range(date: &WrittenDate, before: &str, after: &str) -> bool {
    static FIRST_DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)(\d{1,2})\.?\s*(?:[-–—]|\b(?:bis|to|until|au|al)\b)\s*(?:zum\s+)?$")
            .expect("the pattern is fixed")
    });
    static LAST_HOUR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^[\s,|]*(?:um |at )?\d{1,2}[:.h]\d{2}(?:\s*(?:uhr|h|[ap]\.?m\.?)\s*(?:[-–—]|bis|to|until)\s*|\s+(?:[-–—]|bis|to|until)\s+)",
            r"\d{1,2}(?:[:.h]\d{2}|\s*(?:uhr|h|[ap]m)\b)"
        ))
        .expect("the pattern is fixed")
    });
    if date.clock.is_some() && LAST_HOUR.is_match(after) {
        return true;
    }
    if !before.contains(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let first = FIRST_DAY
        .captures(before)
        .and_then(|found| found[1].parse::<i8>().ok());
    first.is_some_and(|first| date.day.is_some_and(|day| (1..day).contains(&first)))
}

/// Returns a text with spaces where a date runs into what stands beside it. The patterns are slow, and most lines
/// have no digit.
fn parted(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let text = match text.contains(" | ") {
        true => PARTED_DAY.replace_all(text, "$1.$2.$3"),
        false => Cow::Borrowed(text),
    };
    let timed = if text.contains(':') {
        Cow::Owned(INTO_CLOCK.replace_all(&text, "$1 $2").into_owned())
    } else {
        text
    };
    let parted = match RUN_TOGETHER.replace_all(&timed, "$1$3 $2$4") {
        Cow::Borrowed(_) => timed,
        Cow::Owned(parted) => Cow::Owned(parted),
    };
    let runs_on = |pair: &[u8]| {
        pair[1].is_ascii_uppercase() && (pair[0].is_ascii_lowercase() || pair[0].is_ascii_digit())
    };
    if !parted.as_bytes().windows(2).any(runs_on) {
        return parted;
    }
    match INTO_MONTH.replace_all(&parted, "$1$3 $2$4") {
        Cow::Borrowed(_) => parted,
        Cow::Owned(apart) => Cow::Owned(apart),
    }
}

/// Returns the role of a date by the label just before it.
fn role_of(before: &str, previous: Option<DateRole>, follows: bool) -> DateRole {
    let key = phrase_key(before);
    // The label is the last words before the date, so every end of the key is tried, the shortest first.
    let starts = key.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]);
    let ends: Vec<&str> = starts.take(phrases::LONGEST).map(|at| &key[at..]).collect();
    let near = |phrase| {
        ends.iter()
            .take(5)
            .any(|end| phrases::start_of(phrase, end).is_some())
    };
    if ends.iter().any(|end| phrases::is(Phrase::OtherDateLabel, end)) {
        DateRole::Other
    } else if near(Phrase::UpdatedLabel) {
        DateRole::Updated
    } else if near(Phrase::PublishedLabel) {
        DateRole::Published
    } else if follows && key.is_empty() {
        previous.unwrap_or(DateRole::Unlabelled)
    } else {
        DateRole::Unlabelled
    }
}

/// Returns the role of the date that follows a text which is nothing but a label, given the key of the text.
pub(crate) fn whole_label(key: &str) -> Option<DateRole> {
    let roles = [
        (Phrase::UpdatedLabel, DateRole::Updated),
        (Phrase::PublishedLabel, DateRole::Published),
        (Phrase::OtherDateLabel, DateRole::Other),
    ];
    let found = roles.iter().find(|(phrase, _)| phrases::is(*phrase, key));
    found.map(|(_, role)| *role)
}

/// Returns the role that a label before a time gives it.
pub(super) fn label_role(before: &str) -> DateRole {
    role_of(before, None, false)
}

/// Splits what stands between dates at separators and keeps what is neither a label nor a time.
fn push_pieces(text: &str, pieces: &mut Vec<String>) {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)\b(?:at |um |à |kl\.? ?)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:uhr|h\b)?",
            r"\s*\(?\b(?:[A-Z]{2,4}T|UTC|GMT|MSK|MEZ|MESZ|IST|ET|CEST|CET|JST|BST)?\b\)?(?:[+-]\d{2}:?\d{2})?"
        ))
        .expect("the pattern is fixed")
    });
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(来源|來源|记者|記者|作者|编辑|責任編輯|责任编辑)[:：]").expect("the pattern is fixed")
    });
    // Both patterns are slow, and most pieces have neither a digit nor a Chinese colon.
    let mut without_time = Cow::Borrowed(text);
    if text.contains(char::is_numeric) {
        without_time = Cow::Owned(TIME.replace_all(text, " | ").into_owned());
    }
    if !text.is_ascii() {
        without_time = Cow::Owned(LABEL.replace_all(&without_time, "|$0").into_owned());
    }
    let separators = [
        '|', '·', '•', ';', '/', '–', '—', '\u{2022}', '>', '●', '│', '(', ')', '\u{3000}',
    ];
    for piece in without_time
        .split(separators)
        .flat_map(|piece| piece.split(" - "))
    {
        let piece = without_label(piece.trim().trim_matches([',', ':', '.', '-', ' ']));
        if piece.chars().any(char::is_alphabetic) {
            pieces.push(piece);
        }
    }
}

/// Takes the label of a date off the end or the start of a piece.
fn without_label(piece: &str) -> String {
    let is_label = |text: &str| {
        let key = phrase_key(text);
        phrases::is(Phrase::UpdatedLabel, &key) || phrases::is(Phrase::PublishedLabel, &key)
    };
    if is_label(piece) {
        return String::new();
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    for n in (1..=3.min(words.len())).rev() {
        if is_label(&words[words.len() - n..].join(" ")) {
            return words[..words.len() - n]
                .join(" ")
                .trim_end_matches([':', ',', '-'])
                .to_owned();
        }
        if is_label(&words[..n].join(" ")) {
            return words[n..].join(" ");
        }
    }
    piece.to_owned()
}

/// Returns whether a short line names agencies and nothing else, such as "AFP", "dpa/AP" or "Agencies - Xinhua".
pub(crate) fn is_agency_line(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '.', ' ', '—', '-', '–']);
    if agency(bare).is_some() {
        return true;
    }
    let named = agencies_in(bare);
    let n_named: usize = named.iter().map(|name| count_words(name)).sum();
    !named.is_empty() && count_words(bare) <= n_named + 1 && bare.contains(['/', '-', ',', '–', '&'])
}
