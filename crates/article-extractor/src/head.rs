//! Heads of "key: value" lines above a text: the front matter of Markdown, and the labels that programs write before
//! what they scraped.

use article::{RawRecord, RecordField, folded_field};

use crate::draft::{Around, Draft};
use crate::plain::{self, Known, Line};
use crate::record;
use crate::wording::count_words;

/// What stands above a text, and the text.
pub(crate) struct Head<'a> {
    fields: Vec<(String, String)>,
    pub(crate) rest: &'a str,
}

/// Reads a text of these lines below what its head states.
pub(crate) fn read(head: Option<&Head<'_>>, lines: &[Line], around: Around<'_>) -> Draft {
    let Some(head) = head.filter(|head| !head.fields.is_empty()) else {
        return plain::read(lines, Known::around(around));
    };
    let front = RawRecord {
        text: Some(String::new()),
        ..as_record(&head.fields)
    };
    let mut stated = record::read(&front, around);
    let title = stated.title.as_ref().map(|found| found.value.clone());
    let source = stated.source.as_ref().map(|found| found.value.clone());
    let known = Known {
        title: title.as_deref(),
        source: source.as_deref(),
        around,
    };
    let read = plain::read(lines, known);
    stated.language = crate::language::settle(stated.language.take(), read.language.clone());
    stated.paragraphs.clear();
    stated.absorb(Draft {
        language: None,
        ..read
    });
    stated
}

/// Splits "Title: …", "Author: …" and their like off the start of a text. One such line alone may be a headline.
pub(crate) fn labelled(text: &str) -> Option<Head<'_>> {
    /// Lines of the longest head.
    const MOST_LINES: usize = 24;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut named: Vec<RecordField> = Vec::new();
    let (mut at, mut rest) = (0, text);
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let behind = &text[at + line.len()..];
        if line.trim().is_empty() {
            at += line.len();
            continue;
        }
        let Some((label, value)) = label_of(line) else {
            break;
        };
        let field = field_named(&label);
        if field == Some(RecordField::Text) {
            rest = &text[at + line.find(':').map_or(0, |colon| colon + 1)..];
            break;
        }
        at += line.len();
        // What nobody knows belongs to the head where more of it follows.
        let Some(field) = field else {
            continue;
        };
        rest = behind;
        named.push(field);
        fields.push((label, value.to_owned()));
    }
    named.sort_by_key(|field| field.key());
    named.dedup();
    let states = |field| named.contains(&field);
    let is_head = named.len() >= 2
        && (states(RecordField::Title) || states(RecordField::Byline) || states(RecordField::Url));
    is_head.then_some(Head { fields, rest })
}

/// Returns the folded label of a line and what follows it.
fn label_of(line: &str) -> Option<(String, &str)> {
    /// Letters of the longest label.
    const LONGEST: usize = 24;
    /// Words of the longest value, which may be a summary.
    const MOST_WORDS: usize = 60;
    let (label, value) = line
        .trim()
        .trim_start_matches('\u{feff}')
        .split_once([':', '：'])?;
    let is_word = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '_' | '-');
    let fits = label.chars().count() <= LONGEST && label.chars().all(is_word) && count_words(label) <= 2;
    let value = value.trim();
    let is_value = (1..=MOST_WORDS).contains(&count_words(value)) && !value.starts_with("//");
    (fits && is_value).then(|| (folded_field(label.trim()), value))
}

fn field_named(label: &str) -> Option<RecordField> {
    RecordField::ALL
        .into_iter()
        .find(|field| field.names().contains(&label))
}

/// Splits "key: value" lines between two rules off the start.
pub(crate) fn between_rules(text: &str) -> Option<Head<'_>> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let fence = ["---", "+++"]
        .into_iter()
        .find(|fence| start.lines().next().is_some_and(|line| line.trim_end() == *fence));
    let fence = fence?;
    let inside = &start[fence.len()..];
    let end = inside.find(&format!("\n{fence}"))?;
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in inside[..end].lines() {
        if let (Some(item), Some((_, value))) = (line.trim_start().strip_prefix("- "), fields.last_mut()) {
            // An item of a list belongs to the key above it.
            let separator = if value.is_empty() { "" } else { "; " };
            value.push_str(separator);
            value.push_str(unquoted(item));
        } else if let Some((key, value)) = line.split_once([':', '=']) {
            fields.push((folded_field(key.trim()), unquoted(value).to_owned()));
        }
    }
    let rest = inside[end + 1 + fence.len()..]
        .split_once('\n')
        .map_or("", |(_, rest)| rest);
    Some(Head { fields, rest })
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\'', '[', ']'])
}

/// Takes the fields by the names that records give them.
fn as_record(fields: &[(String, String)]) -> RawRecord {
    let get = |field: RecordField| {
        let mut named = field
            .names()
            .iter()
            .filter_map(|name| fields.iter().find(|(key, _)| key == name));
        named
            .find(|(_, value)| !value.is_empty())
            .map(|(_, value)| value.clone())
    };
    RawRecord {
        title: get(RecordField::Title),
        standfirst: get(RecordField::Standfirst),
        published: get(RecordField::Published),
        updated: get(RecordField::Updated),
        source: get(RecordField::Source),
        byline: get(RecordField::Byline).into_iter().collect(),
        url: get(RecordField::Url),
        language: get(RecordField::Language),
        section: get(RecordField::Section),
        ..RawRecord::default()
    }
}
