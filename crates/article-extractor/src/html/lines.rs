//! HTML -> lines without a tree: block elements part lines, inline elements do not. Linear in the input whatever
//! its nesting, so it reads what a tree builder must not be given, and the paragraphs of extracted content.

use crate::plain::{Line, Mark};

/// Elements whose content is no text of the page.
const SKIPPED: [&str; 9] = [
    "script", "style", "noscript", "svg", "template", "head", "iframe", "select", "textarea",
];

/// Elements that stand within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt",
    "u", "var", "wbr", "time", "ruby",
];

/// A tag as it stands in the source.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) closes: bool,
    /// Everything after the tag.
    pub(super) rest: &'a str,
}

/// Returns the lines of a page or of a fragment.
pub(crate) fn read(html: &str) -> Vec<Line> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text.push_str(&rest[..at]);
        let Some(tag) = next_tag(&rest[at..]) else {
            reader.text.push('<');
            rest = &rest[at + 1..];
            continue;
        };
        rest = tag.rest;
        if !tag.closes && SKIPPED.contains(&tag.name.as_str()) {
            rest = after_close(rest, &tag.name);
        } else {
            reader.tag(&tag);
        }
    }
    reader.text.push_str(rest);
    reader.end_line();
    reader.lines
}

/// Reads the tag, comment or declaration that a text begins with; nothing where the "<" is only a sign.
pub(super) fn next_tag(text: &str) -> Option<Tag<'_>> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        return Some(Tag {
            name: String::new(),
            closes: false,
            rest,
        });
    }
    let inside = text.strip_prefix('<')?;
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let first = inside.chars().next()?;
    if !(first.is_ascii_alphabetic() || first == '!' || first == '?') {
        return None;
    }
    let end_of_name = inside
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let name = inside[..end_of_name].to_ascii_lowercase();
    Some(Tag {
        name,
        closes,
        rest: after_tag(inside),
    })
}

/// Returns what follows the ">" of a tag; one in a quoted value does not end it.
fn after_tag(inside: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &inside[at + 1..],
            // A quote opens a value only after "=": an apostrophe in a stray "<" must not swallow the page.
            (None, b'"' | b'\'') if before == '=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte as char;
        }
    }
    inside.find('>').map_or("", |at| &inside[at + 1..])
}

fn after_close<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let inside = &rest[at + 2..];
        if inside
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return inside.find('>').map_or("", |end| &inside[end + 1..]);
        }
        rest = inside;
    }
    // Never closed: a browser would show nothing of the rest, but a head or a form field is worth looking behind.
    if matches!(name, "head" | "select" | "noscript" | "template") {
        text
    } else {
        ""
    }
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    text: String,
    mark: Option<Mark>,
    after_gap: bool,
}

impl Reader {
    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if name.is_empty() || INLINE.contains(&name) {
            return;
        }
        if matches!(name, "td" | "th" | "option" | "button") {
            self.text.push(' ');
            return;
        }
        self.end_line();
        self.after_gap |= name != "br";
        if tag.closes {
            return;
        }
        self.mark = match name {
            "li" => Some(Mark::Bullet),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => name[1..].parse().ok().map(Mark::Heading),
            "p" | "div" | "br" | "ul" | "ol" => self.mark.filter(|_| name == "p" || name == "br"),
            _ => None,
        };
    }

    fn end_line(&mut self) {
        let text = html_escape::decode_html_entities(&self.text);
        let mark = self.mark.unwrap_or(Mark::None);
        if let Some(line) = Line::new(&text, mark, self.after_gap) {
            self.lines.push(line);
            self.after_gap = false;
            self.mark = None;
        }
        self.text.clear();
    }
}
