//! Markdown -> draft: front matter, headings, and text without its marks, read as the lines they are.

use std::sync::LazyLock;

use article::{RawRecord, RecordField, folded_field};
use regex::Regex;

use crate::draft::{Around, Draft};
use crate::plain::{self, Known};
use crate::record;
use crate::wording::pattern;

/// Reads a Markdown document.
pub(crate) fn read(text: &str, around: Around<'_>) -> Draft {
    let (front, body) = front_matter(text);
    let body = without_marks(body);
    if front.is_empty() {
        return plain::read(&plain::split(&body), Known::around(around));
    }
    let front = RawRecord {
        text: Some(String::new()),
        ..as_record(&front)
    };
    let mut stated = record::read(&front, around);
    let title = stated.title.as_ref().map(|found| found.value.clone());
    let source = stated.source.as_ref().map(|found| found.value.clone());
    let read = plain::read(
        &plain::split(&body),
        Known {
            title: title.as_deref(),
            source: source.as_deref(),
            around,
        },
    );
    stated.language = crate::language::settle(stated.language.take(), read.language.clone());
    stated.paragraphs.clear();
    stated.absorb(Draft {
        language: None,
        ..read
    });
    stated
}

/// Splits "key: value" lines between two rules off the start.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let fence = ["---", "+++"]
        .into_iter()
        .find(|fence| start.lines().next().is_some_and(|line| line.trim_end() == *fence));
    let Some(fence) = fence else {
        return (Vec::new(), text);
    };
    let inside = &start[fence.len()..];
    let Some(end) = inside.find(&format!("\n{fence}")) else {
        return (Vec::new(), text);
    };
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
    (fields, rest)
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

/// Takes off what marks images, links, emphasis, quotes and rules, and turns underlined headings into marked ones.
fn without_marks(text: &str) -> String {
    static IMAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"!\[[^\]\n]*\]\([^)\n]*\)"));
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\[([^\]\[\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)|\[([^\]\[\n]+)\]\[[^\]\n]*\]")
    });
    static DEFINITION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s*\[[^\]\n]+\]:\s*\S+.*$"));
    static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|\b_([^_\n]+)_\b|`([^`\n]+)`")
    });
    static UNDERLINED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^([^\n#>*-].*)\n(?:(={3,})|-{3,})[ \t]*$"));
    static LEAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^[ \t]*(?:>[ \t]?)+|\\$|^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*```.*$"));
    let text = IMAGE.replace_all(text, "");
    let text = DEFINITION.replace_all(&text, "");
    let text = LINK.replace_all(&text, "$1$2");
    let text = UNDERLINED.replace_all(&text, |captures: &regex::Captures<'_>| {
        let level = if captures.get(2).is_some() { "#" } else { "##" };
        format!("{level} {}\n", &captures[1])
    });
    let text = LEAD.replace_all(&text, "");
    let text = EMPHASIS.replace_all(&text, "$1$2$3$4$5");
    joined(&text)
}

/// Joins the lines of a paragraph that is wrapped.
fn joined(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut open = false;
    for line in text.lines() {
        let bare = line.trim();
        let starts_block = bare.starts_with(['#', '-', '*', '+', '|', '•'])
            || bare.chars().next().is_some_and(char::is_numeric);
        let hard_break = line.ends_with("  ");
        if bare.is_empty() || starts_block || !open {
            result.push('\n');
        } else {
            result.push(' ');
        }
        result.push_str(bare);
        open = !bare.is_empty() && !bare.starts_with('#') && !hard_break;
    }
    result
}
