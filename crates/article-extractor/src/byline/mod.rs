//! Bylines: the people who wrote an article, and the agencies that stand where people would.

mod behind;
mod eastern;
mod person;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::agencies::{agencies_in, agency};
use crate::dates::{DayOrder, find_dates, is_weekday};
use crate::given_names;
use crate::phrases::{self, Phrase};
use crate::source;
use crate::wording::{count_letters, count_words, is_unspaced, pattern, phrase_key, same_words, title_case};

pub use self::eastern::eastern_name;
pub(crate) use self::eastern::{from_editor_line, signature};
pub use self::person::is_person;
pub(crate) use self::person::{is_pseudonym, stated_person};

use self::behind::without_what_follows;
use self::eastern::{chinese_reporters, is_chinese_name, korean_signature, without_title};
use self::person::NO_PERSON;

/// Who a byline names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Byline {
    /// People, one name each.
    pub people: Vec<String>,
    /// Wire agencies.
    pub agencies: Vec<String>,
}

impl Byline {
    /// Returns whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.agencies.is_empty()
    }

    fn push_person(&mut self, name: String) {
        if !self.people.iter().any(|known| same_words(known, &name)) {
            self.people.push(name);
        }
    }

    fn push_agency(&mut self, name: &str) {
        if !self.agencies.iter().any(|known| known == name) {
            self.agencies.push(name.to_owned());
        }
    }
}

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*(?:[,;|&/•·+、，／｜]|\s(?:and|AND|und|UND|et|ET|y|e|en|i|и|та|och|og|with|mit|with files from)\s)\s*",
    )
});

/// "With" in languages in which it also stands between people who meet: it parts names where nothing but names stands.
static WITH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s)(?:avec|con|com|met|med)\s+"));

/// Returns whom a line such as "By Jane Roe and John Doe" names; nothing where it is another kind of line.
pub fn from_line(line: &str) -> Option<Byline> {
    /// A longer line that begins with "by" or "von" is a sentence.
    const MOST_WORDS: usize = 16;
    if count_words(line) > MOST_WORDS {
        return None;
    }
    if let Some(byline) = chinese_reporters(line) {
        return Some(byline);
    }
    let names = without_prefix(line)
        .or_else(|| behind_label(line))
        .or_else(|| korean_signature(line))?;
    let names = &*beside_mail(names);
    let byline = from_names(names);
    let lead = pieces(names).find(|piece| !is_place(piece)).unwrap_or_default();
    let leads_with_name = clean_name(lead).is_some_and(|name| is_person(&name))
        || turned_names(names).is_some()
        || !agencies_in(lead).is_empty()
        || source::is_known(lead.trim()) && !byline.agencies.is_empty()
        || before_body(lead).or_else(|| before_role(lead)).is_some();
    (leads_with_name && !byline.is_empty()).then_some(byline)
}

/// Returns whether a piece of a byline tells from where, as in "de notre correspondante à Berlin, Jeanne Morel".
fn is_place(piece: &str) -> bool {
    let first = piece.trim().split(' ').next().unwrap_or_default();
    matches!(first, "in" | "aus" | "à" | "a" | "en" | "em" | "au" | "from")
}

/// Returns what follows the words that open a byline, nothing where there are none or nothing follows.
fn without_prefix(line: &str) -> Option<&str> {
    let key = phrase_key(line);
    let start = phrases::start_of(Phrase::BylineStart, &key)?;
    let rest = skip_letters(line, start);
    let rest = rest.trim_start_matches([':', '：', ' ', '|', '｜', '丨', '/', '／', '-', '–', '—']);
    let cut = line.len() - rest.len();
    let is_parted = line[..cut].ends_with([' ', ':', '：', '|', '｜', '/']);
    // "记者调查" and "作者简介" are labels of what follows.
    let is_glued = || {
        let name = rest.split(['、', '，', ' ']).next().unwrap_or_default();
        name.chars().next().is_some_and(is_unspaced) && (!start.ends_with('者') || is_chinese_name(name))
    };
    ((is_parted || is_glued()) && !rest.is_empty()).then_some(rest)
}

/// Returns what follows the words that open a byline behind a label, as in "Opinion | By Jane Roe".
fn behind_label(line: &str) -> Option<&str> {
    /// Words of a label.
    const MOST_WORDS: usize = 3;
    let (label, rest) = line.split_once(" | ")?;
    (count_words(label) <= MOST_WORDS).then(|| without_prefix(rest))?
}

/// Splits a list of names.
fn pieces(names: &str) -> impl Iterator<Item = &str> {
    SEPARATOR.split(names).flat_map(|piece| WITH.split(piece))
}

/// Returns the line after as many letters as the phrase has.
fn skip_letters<'a>(line: &'a str, phrase: &str) -> &'a str {
    let mut left = count_letters(phrase);
    let end = line.char_indices().find(|(_, character)| {
        let done = left == 0;
        left -= usize::from(!done && character.is_alphabetic());
        done
    });
    end.map_or("", |(at, _)| &line[at..])
}

/// Reads a list of names, as a metadata field or a byline without its prefix gives it.
pub fn from_names(text: &str) -> Byline {
    let mut byline = Byline::default();
    if let Some(byline) = chinese_reporters(text) {
        return byline;
    }
    let text = &*beside_mail(text);
    let text = without_prefix(text).unwrap_or(text);
    if let Some(people) = turned_names(without_prefix(text).unwrap_or(text)) {
        people.into_iter().for_each(|name| byline.push_person(name));
        return byline;
    }
    // A date after the names is none of them.
    let end = find_dates(text, DayOrder::DayFirst)
        .first()
        .map_or(usize::MAX, |date| date.start);
    let text: String = text.chars().take(end).collect();
    let text = if end == usize::MAX {
        &text
    } else {
        without_unknown_label(without_date_label(&text))
    };
    for piece in pieces(text) {
        if let Some(agency) = agency(piece) {
            byline.push_agency(agency);
            continue;
        }
        match clean_name(piece) {
            Some(name) if is_person(&name) => {
                byline.push_person(title_case(&name));
                let bracketed = piece
                    .split_once(['(', '（'])
                    .map(|(_, behind)| agencies_in(behind));
                bracketed
                    .iter()
                    .flatten()
                    .for_each(|agency| byline.push_agency(agency));
            }
            _ => {
                if let Some(name) = before_body(piece).or_else(|| before_role(piece)) {
                    byline.push_person(title_case(&name));
                }
                agencies_in(piece)
                    .into_iter()
                    .for_each(|agency| byline.push_agency(agency));
            }
        }
    }
    byline
}

/// Returns the people of "Roe, Jane" and "Roe, Jane; Doe, John", turned round, where each of them is given so with a known
/// given name: "London, England" looks the same.
fn turned_names(text: &str) -> Option<Vec<String>> {
    let turned = |name: &str| {
        let (last, first) = name.trim().trim_matches('"').split_once(", ")?;
        let is_part = |part: &str, most: usize| {
            (1..=most).contains(&count_words(part))
                && !source::sounds_like_press(part)
                && agency(part).is_none()
        };
        let is_surname = is_part(last, 3) && !is_person(last) && !source::is_known(last);
        let name = title_case(&format!("{first} {last}"));
        let is_turned = is_surname && is_part(first, 2) && !is_person(first) && is_person(&name);
        (is_turned && given_names::begins_with_one(first)).then_some(name)
    };
    text.split(';').map(turned).collect()
}

/// Returns the names of "jane@herald.example (Jane Roe)", as feeds give authors, without the addresses.
fn beside_mail(text: &str) -> Cow<'_, str> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\s@,;]+@[^\s@,;]+\s*\(([^()]+)\)"));
    if text.contains('@') && text.contains('(') {
        NAMED.replace_all(text, "$1")
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the person of "Jane Roe Associated Press", before the agency or paper that follows without a sign.
fn before_body(piece: &str) -> Option<String> {
    /// Words of a name and of a body at the most.
    const MOST_WORDS: usize = 8;
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let is_body = |words: &[&str]| {
        let body = words.join(" ");
        agency(&body).is_some() || source::is_known(&body)
    };
    let at = (2..words.len()).find(|at| is_body(&words[*at..]))?;
    clean_name(&words[..at].join(" ")).filter(|name| is_person(name))
}

/// Returns the person of "Jane Roe Religion correspondent".
fn before_role(piece: &str) -> Option<String> {
    const ROLES: [&str; 6] = [
        "correspondent",
        "reporter",
        "editor",
        "columnist",
        "writer",
        "journalist",
    ];
    let words: Vec<&str> = piece.split_whitespace().collect();
    let (role, words) = words.split_last()?;
    let name = match words {
        [first, last] | [first, last, _] if ROLES.contains(role) => format!("{first} {last}"),
        _ => return None,
    };
    clean_name(&name).filter(|name| is_person(name))
}

/// Returns whether a line begins as a byline does.
pub(crate) fn opens_byline(line: &str) -> bool {
    without_prefix(line).is_some()
}

/// Takes what a colon parts from the date behind it off the end of a text: a label in some language.
fn without_unknown_label(text: &str) -> &str {
    if !text.trim_end().ends_with([':', '：']) {
        return text;
    }
    let at = text.rfind([',', '|', '·', '•', ';', '-', '–']);
    at.map_or("", |at| &text[..at])
}

/// Takes the label of a date that followed off the end of a text.
fn without_date_label(text: &str) -> &str {
    /// Words of the longest label.
    const LONGEST: usize = 3;
    let is_label = |words: &str| {
        let key = phrase_key(words);
        phrases::is(Phrase::UpdatedLabel, &key) || phrases::is(Phrase::PublishedLabel, &key)
    };
    let bare = text.trim_end_matches([' ', ',', '.']);
    let text = match bare.rsplit_once(' ') {
        Some((before, word)) if is_weekday(word) => before,
        _ => text,
    };
    let starts = text.rmatch_indices(' ').map(|(at, _)| at).take(LONGEST + 1);
    let cut = starts.filter(|at| is_label(&text[*at..])).min();
    cut.map_or(text, |at| &text[..at])
}

/// Returns the bare name in a piece of a byline.
fn clean_name(piece: &str) -> Option<String> {
    let bare = without_prefix(piece).unwrap_or(piece);
    let bare = without_what_follows(bare)
        .trim()
        .trim_matches(['.', ',', ':', '-', '–', '*', '"', '|', ' ']);
    // "1 MINUTI DI LETTURA" is no name.
    if bare.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let bare = without_title(bare);
    let titles = ["Mr. ", "Mrs. ", "Ms. ", "PD "];
    let bare = titles
        .iter()
        .fold(bare, |name, title| name.strip_prefix(title).unwrap_or(name));
    let words: Vec<&str> = bare
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    // An initial keeps its full stop, a sentence's end does not.
    let last = words.last()?;
    let is_short =
        last.chars().count() == 1 && last.starts_with(char::is_uppercase) || matches!(*last, "Jr" | "Sr");
    let stop = if is_short && piece.contains(&format!("{last}.")) {
        "."
    } else {
        ""
    };
    Some(words.join(" ") + stop)
}

/// Returns a name as markup gives it, without the words that open a byline.
pub(crate) fn bare_name(text: &str) -> String {
    let bare = without_prefix(text).unwrap_or(text);
    bare.trim_matches([' ', ',', ':', '|', '.', '-']).to_owned()
}

/// Returns a name that is given as "Roe, Jane" in the order in which it is said.
pub(crate) fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') && count_words(first) <= 3 => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// Returns the one word between the words that open a byline and the end or a date, such as that of "Posted by
/// riverbank77 on 4 March 2025".
pub(crate) fn labelled_word(line: &str) -> Option<&str> {
    let rest = without_prefix(line)?.trim();
    let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_end = !after.starts_with(char::is_alphanumeric)
        || find_dates(after, DayOrder::DayFirst)
            .first()
            .is_some_and(|date| date.start <= 8);
    is_end.then(|| word.trim_end_matches([',', ':', '|']))
}

/// Returns the author of a line such as "By Björk", who goes by one name.
pub(crate) fn of_one_name(line: &str) -> Option<Byline> {
    let name = without_prefix(line)?.trim();
    let is_name = name.starts_with(char::is_uppercase) && !is_weekday(name) && is_pseudonym(name);
    is_name.then(|| Byline {
        people: vec![name.to_owned()],
        agencies: Vec::new(),
    })
}

/// A role, an address or a place in one word may stand beside a name.
fn is_beside_name(piece: &str) -> bool {
    piece.contains('@')
        || NO_PERSON.is_match(piece)
        || source::sounds_like_press(piece)
        || !piece.contains(' ')
}

/// Returns the people of a line that holds nothing but their names.
pub fn people_only(line: &str) -> Option<Byline> {
    let has_eastern = line.chars().any(is_unspaced);
    let has_caseless = line
        .chars()
        .any(|letter| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase());
    if count_words(line) > 10 || has_eastern || has_caseless || line.contains(['?', '!', ':']) {
        return None;
    }
    let mut byline = Byline::default();
    // "Jane Roe avec AFP" credits, "Jane Roe con John Doe" tells who met.
    let parted = WITH.find_iter(line).last();
    let parted = parted.filter(|with| agency(&line[with.end()..]).is_some());
    let (names, with) = parted.map_or((line, None), |with| {
        (&line[..with.start()], Some(&line[with.end()..]))
    });
    for (place, piece) in SEPARATOR.split(names).chain(with).enumerate() {
        // A name has two words with capitals at least.
        let n_capitals = piece
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_uppercase))
            .count();
        let name = (n_capitals >= 2)
            .then(|| clean_name(piece))
            .flatten()
            .unwrap_or_default();
        if is_person(&name) {
            byline.push_person(title_case(&name));
        } else if let Some(agency) = agency(piece) {
            byline.push_agency(agency);
        } else if place == 0 || !is_beside_name(piece) {
            return None;
        }
    }
    (!byline.people.is_empty()).then_some(byline)
}

/// Returns whether a name is the source's own with a letter or digits after it, as newsrooms name their accounts.
pub(crate) fn is_account(name: &str, source: Option<&str>) -> bool {
    let rest = source.and_then(|source| name.strip_prefix(source)?.strip_prefix(' '));
    rest.is_some_and(|rest| rest.chars().count() == 1)
}

/// Returns the people whose names alone are the first paragraph: in capitals, or beginning with a given name.
pub(crate) fn opening_name(paragraph: &str) -> Option<Vec<String>> {
    let is_loud = !paragraph.chars().any(char::is_lowercase);
    let byline = people_only(paragraph)?;
    let are_named = byline
        .people
        .iter()
        .all(|name| given_names::begins_with_one(name));
    (is_loud || are_named).then_some(byline.people)
}

/// Returns who a closing line such as "(Reporting by Jane Roe in Oslo; editing by John Doe)" says wrote the report.
pub fn from_closing(line: &str) -> Option<Byline> {
    static WROTE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:reporting|reported|writing|written) by ([^;().]{4,80})"));
    let mut byline = Byline::default();
    for captures in WROTE.captures_iter(line) {
        from_names(&captures[1])
            .people
            .into_iter()
            .for_each(|name| byline.push_person(name));
    }
    (!byline.is_empty()).then_some(byline)
}
