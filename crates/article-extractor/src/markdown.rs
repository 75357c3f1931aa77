//! Markdown -> draft: front matter, headings, and text without its marks, read as the lines they are.

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::{Around, Draft};
use crate::head;
use crate::plain;
use crate::wording::pattern;

/// Reads a Markdown document.
pub(crate) fn read(text: &str, around: Around<'_>) -> Draft {
    let head = head::between_rules(text).or_else(|| head::labelled(text));
    let body = without_marks(head.as_ref().map_or(text, |head| head.rest));
    head::read(head.as_ref(), &plain::split(&body), around)
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
