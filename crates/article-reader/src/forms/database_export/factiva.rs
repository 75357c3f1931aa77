//! An article of Factiva, whose lines are tagged ("HD  Headline") or stand in a fixed order -> a record.

use article::{PARAGRAPH_BREAK, RawRecord};

use super::{is_copyright, paragraphs};

const TAGS: [&str; 28] = [
    "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "SE", "CLM",
];
/// The word for words, of which every article tells its number.
const WORDS: [&str; 9] = [
    "words", "mots", "wörter", "palabras", "parole", "palavras", "woorden", "ord", "слов",
];
/// The word that opens a byline, in small letters.
const BYLINE_STARTS: [&str; 7] = ["by", "von", "par", "por", "di", "door", "af"];
/// Most lines of a head.
const MAX_HEAD: usize = 20;

/// Returns the record that the lines are; nothing where they are no article of Factiva.
pub(super) fn record(lines: &[&str]) -> Option<RawRecord> {
    of_tags(lines).or_else(|| of_order(lines))
}

fn of_tags(lines: &[&str]) -> Option<RawRecord> {
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        if let Some((tag, rest)) = tagged(line) {
            fields.push((tag, vec![rest]));
        } else if let Some((_, lines)) = fields.last_mut() {
            lines.push(line);
        }
    }
    let field = |tag: &str| {
        let (_, lines) = fields.iter().find(|(given, _)| *given == tag)?;
        let words = lines.iter().flat_map(|line| line.split_whitespace());
        let line = words.collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    };
    let story = fields.iter().filter(|(tag, _)| matches!(*tag, "LP" | "TD"));
    let story: Vec<String> = story.flat_map(|(_, lines)| paragraphs(lines)).collect();
    if story.is_empty() {
        return None;
    }
    Some(RawRecord {
        title: Some(field("HD")?),
        byline: field("BY").into_iter().collect(),
        published: Some(field("PD")?),
        source: field("SN"),
        section: field("SE"),
        language: field("LA"),
        text: Some(story.join(PARAGRAPH_BREAK)),
        ..RawRecord::default()
    })
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let end = line
        .find(|letter: char| !letter.is_ascii_uppercase())
        .unwrap_or(line.len());
    let (tag, rest) = line.split_at(end);
    // A word of the text is followed by one space.
    let is_parted = rest.trim().is_empty() || rest.starts_with("  ") || rest.starts_with('\t');
    (is_parted && TAGS.contains(&tag)).then(|| (tag, rest.trim()))
}

/// Headline, byline, number of words, date, time, source and more, down to whose it is; then the text.
fn of_order(lines: &[&str]) -> Option<RawRecord> {
    let end = lines.iter().position(|line| is_copyright(line))?;
    let head: Vec<&str> = lines[..end]
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    let at = head
        .iter()
        .position(|line| is_word_count(line))
        .filter(|_| head.len() <= MAX_HEAD)?;
    let (before, after) = (&head[..at], &head[at + 1..]);
    let title = before
        .iter()
        .filter(|line| !is_byline(line) || before.len() == 1)
        .max_by_key(|line| line.len())?;
    // A section may stand above the headline, and nothing but its author below.
    let byline = before
        .last()
        .filter(|line| *line != title && (is_byline(line) || is_name(line)));
    let source = after.iter().skip(1).find(|line| !is_time(line));
    let story = paragraphs(&lines[end + 1..]);
    (!story.is_empty()).then(|| RawRecord {
        title: Some((*title).to_owned()),
        byline: byline.map(|line| (*line).to_owned()).into_iter().collect(),
        published: after.first().map(|date| (*date).to_owned()),
        source: source.map(|source| (*source).to_owned()),
        text: Some(story.join(PARAGRAPH_BREAK)),
        ..RawRecord::default()
    })
}

/// Returns whether a line is a word for "by" and a name.
fn is_byline(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(by, name)| {
        BYLINE_STARTS.contains(&by.to_lowercase().as_str()) && name.starts_with(char::is_uppercase)
    })
}

/// Returns whether a line is a few words that all have capitals, as names do.
fn is_name(line: &str) -> bool {
    const MAX_WORDS: usize = 6;
    let n_words = line.split_whitespace().count();
    let is_upper = |word: &str| word.starts_with(char::is_uppercase);
    (2..=MAX_WORDS).contains(&n_words)
        && line.split_whitespace().all(is_upper)
        && !line.contains(|c: char| c.is_ascii_digit())
}

fn is_word_count(line: &str) -> bool {
    let is_number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
    };
    line.split_once(' ')
        .is_some_and(|(number, words)| is_number(number) && WORDS.contains(&words.to_lowercase().as_str()))
}

fn is_time(line: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(hour, _)| hour.len() <= 2 && hour.bytes().all(|byte| byte.is_ascii_digit()))
}
