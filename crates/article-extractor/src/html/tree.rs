//! HTML -> tree, without repair beyond what reading asks for: elements in document order with their parents, and
//! the events (open, close, text) between them. Linear in the input whatever its nesting.
//!
//! A full tree builder (html5ever) takes 10 ms for a news page of 330 kB and is quadratic in nesting; a reader of
//! stories needs neither foster parents nor the adoption agency.

use std::borrow::Cow;

pub(crate) use super::name::Name;
use crate::wording::squeeze;

/// Elements nested deeper than this are read as if they stood beside each other.
const DEEPEST: usize = 512;

/// One element.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    /// Its name.
    pub(crate) name: Name,
    /// Its parent's place, its own for the first.
    pub(crate) parent: usize,
    /// How many elements stand above it.
    pub(crate) depth: usize,
    /// Its place among the events, and that of its close.
    pub(crate) events: std::ops::Range<usize>,
    attributes: &'a str,
    marks: Marks<'a>,
}

/// The attributes that are asked for again and again, found once.
#[derive(Clone, Copy, Debug, Default)]
struct Marks<'a> {
    class: Option<&'a str>,
    id: Option<&'a str>,
    itemprop: Option<&'a str>,
    rel: Option<&'a str>,
}

impl<'a> Marks<'a> {
    fn of(attributes: &'a str) -> Self {
        let mut marks = Self::default();
        for (name, value) in (Attributes { rest: attributes }) {
            let slot = match name.len() {
                2 if name.eq_ignore_ascii_case("id") => &mut marks.id,
                3 if name.eq_ignore_ascii_case("rel") => &mut marks.rel,
                5 if name.eq_ignore_ascii_case("class") => &mut marks.class,
                8 if name.eq_ignore_ascii_case("itemprop") => &mut marks.itemprop,
                _ => continue,
            };
            slot.get_or_insert(value);
        }
        marks
    }
}

impl<'a> Element<'a> {
    /// Returns its attributes as they stand; their names may have capitals.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        Attributes {
            rest: self.attributes,
        }
    }

    /// Returns whether some attribute holds this text, in its name or its value: a quick look before a slow one.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        self.attributes.contains(text)
    }

    /// Returns the value of an attribute, its entities resolved.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let value = match name {
            "class" => self.marks.class,
            "id" => self.marks.id,
            "itemprop" => self.marks.itemprop,
            "rel" => self.marks.rel,
            _ => self
                .attributes()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| value),
        }?;
        Some(if value.contains('&') {
            html_escape::decode_html_entities(value)
        } else {
            Cow::Borrowed(value)
        })
    }
}

/// The attributes of a tag, name and raw value.
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
        let n_between = self.rest.bytes().take_while(is_between).count();
        let start = &self.rest[n_between..];
        let end = start
            .bytes()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/'))
            .unwrap_or(start.len());
        if start.is_empty() {
            return None;
        }
        // A stray "=" is a name of one sign, so that every turn moves on.
        let end = if end == 0 { 1 } else { end };
        let (name, after) = start.split_at_checked(end)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            self.rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, rest) = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let inside = &value[1..];
                let end = memchr::memchr(*quote, inside.as_bytes()).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(
                value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len()),
            ),
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// What stands between the start and the end of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event<'a> {
    /// An element begins.
    Open(usize),
    /// An element ends.
    Close(usize),
    /// Text inside the element of this place, entities not resolved.
    Text(usize, &'a str),
}

/// A page as elements and events, both in document order. The first element is the page itself.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    /// All elements.
    pub(crate) elements: Vec<Element<'a>>,
    /// All events.
    pub(crate) events: Vec<Event<'a>>,
}

impl<'a> Tree<'a> {
    /// Returns the text inside an element, unseen elements included, entities resolved.
    pub(crate) fn text(&self, place: usize) -> String {
        let mut text = String::new();
        for event in &self.events[self.elements[place].events.clone()] {
            match event {
                Event::Text(_, raw) => text.push_str(&html_escape::decode_html_entities(raw)),
                Event::Open(inner) if !self.elements[*inner].name.is_inline() => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Returns the text that a reader sees inside an element, with a space between its pieces.
    pub(crate) fn spaced_text(&self, place: usize) -> String {
        let mut text = String::new();
        let mut n_unseen = 0_usize;
        for event in &self.events[self.elements[place].events.clone()] {
            match event {
                Event::Open(inner) => n_unseen += usize::from(self.elements[*inner].name.is_script()),
                Event::Close(inner) => {
                    n_unseen = n_unseen.saturating_sub(usize::from(self.elements[*inner].name.is_script()));
                }
                Event::Text(_, raw) if n_unseen == 0 => {
                    html_escape::decode_html_entities_to_string(raw, &mut text);
                    text.push(' ');
                }
                Event::Text(..) => {}
            }
        }
        text
    }

    /// Returns the text inside an element as it stands, as scripts have it.
    pub(crate) fn raw_text(&self, place: usize) -> String {
        self.raw_texts(place).collect()
    }

    /// Returns the pieces of text inside an element as they stand.
    pub(crate) fn raw_texts(&self, place: usize) -> impl Iterator<Item = &'a str> + '_ {
        let events = self.events[self.elements[place].events.clone()].iter();
        events.filter_map(|event| match event {
            Event::Text(_, raw) => Some(*raw),
            _ => None,
        })
    }

    /// Returns the pieces of text inside an element that hold anything, each as one line.
    pub(crate) fn pieces(&self, place: usize) -> Vec<String> {
        let texts = self.raw_texts(place);
        let lines = texts.map(|raw| squeeze(&html_escape::decode_html_entities(raw)));
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Returns the elements above one, the nearest first.
    pub(crate) fn above(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |place: usize| (place != 0).then(|| self.elements[place].parent);
        std::iter::successors(parent(place), move |place| parent(*place))
    }
}

/// Reads a page.
pub(crate) fn parse(html: &str) -> Tree<'_> {
    let mut builder = Builder::new(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        builder.text(&rest[..at]);
        rest = builder.markup(&rest[at..]);
    }
    builder.text(rest);
    builder.finish()
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// Elements of raw text of which none is closed further on.
    endless: Vec<Name>,
}

impl<'a> Builder<'a> {
    fn new(n_bytes: usize) -> Self {
        /// Bytes of a page that an element and an event stand for: fewer on most pages.
        const BYTES: (usize, usize) = (200, 80);
        let page = Element {
            name: Name::Other,
            parent: 0,
            depth: 0,
            events: 0..0,
            attributes: "",
            marks: Marks::default(),
        };
        let mut elements = Vec::with_capacity(n_bytes / BYTES.0 + 1);
        elements.push(page);
        let mut events = Vec::with_capacity(n_bytes / BYTES.1 + 1);
        events.push(Event::Open(0));
        Self {
            tree: Tree { elements, events },
            open: vec![0],
            endless: Vec::new(),
        }
    }

    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn text(&mut self, text: &'a str) {
        if !text.is_empty() {
            self.tree.events.push(Event::Text(self.top(), text));
        }
    }

    /// Reads the tag, comment or sign that a text begins with, and returns what follows it.
    fn markup(&mut self, text: &'a str) -> &'a str {
        let inside = &text[1..];
        match inside.as_bytes().first() {
            Some(b'!' | b'?') => after_declaration(text),
            Some(b'/') if inside[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let (name, _, rest) = tag(&inside[1..]);
                self.close(Name::of(name));
                rest
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let (name, attributes, rest) = tag(inside);
                self.element(Name::of(name), attributes, rest)
            }
            _ => {
                self.text(&text[..1]);
                inside
            }
        }
    }

    fn element(&mut self, name: Name, attributes: &'a str, rest: &'a str) -> &'a str {
        self.end_implied(name);
        let place = self.push(name, attributes);
        if name.is_void() || name == Name::Other && attributes.ends_with('/') {
            self.pop_to(self.open.len() - 1);
            return rest;
        }
        if !name.is_raw() {
            return rest;
        }
        let is_endless = self.endless.contains(&name);
        let (raw, after) = if is_endless {
            ("", rest)
        } else {
            raw_text(rest, name.text())
        };
        if raw.is_empty() && after.len() == rest.len() && !is_endless {
            self.endless.push(name);
        }
        let rest = after;
        if !raw.is_empty() {
            self.tree.events.push(Event::Text(place, raw));
        }
        self.pop_to(self.open.len() - 1);
        rest
    }

    fn push(&mut self, name: Name, attributes: &'a str) -> usize {
        if self.open.len() >= DEEPEST {
            self.pop_to(DEEPEST - 1);
        }
        let (place, parent) = (self.tree.elements.len(), self.top());
        self.tree.elements.push(Element {
            name,
            parent,
            depth: self.open.len(),
            events: self.tree.events.len()..0,
            attributes,
            marks: Marks::of(attributes),
        });
        self.tree.events.push(Event::Open(place));
        self.open.push(place);
        place
    }

    fn pop_to(&mut self, n_open: usize) {
        while self.open.len() > n_open.max(1) {
            if let Some(place) = self.open.pop() {
                self.tree.elements[place].events.end = self.tree.events.len();
                self.tree.events.push(Event::Close(place));
            }
        }
    }

    /// Ends what a starting element ends by being there (HTML standard, 13.1.2.4 "Optional tags").
    fn end_implied(&mut self, name: Name) {
        use Name::*;
        match name {
            Li => self.end_within(&[Li], &[Ul, Ol]),
            Dt | Dd => self.end_within(&[Dt, Dd], &[Dl]),
            Tr => self.end_within(&[Tr], &[Table]),
            Td | Th => self.end_within(&[Td, Th], &[Table, Tr]),
            Tbody | Thead | Tfoot => self.end_within(&[Tbody, Thead, Tfoot], &[Table]),
            Option => self.end_within(&[Option], &[Select]),
            Body => self.end_within(&[Head], &[Html]),
            _ => {}
        }
        if !name.is_inline() && !matches!(name, Br | Iframe | Input | Button | Object | Video | Audio) {
            self.end_within(&[P], &[Table, Td, Th, Button, Caption, Object]);
        }
    }

    fn end_within(&mut self, ended: &[Name], bounds: &[Name]) {
        for at in (1..self.open.len()).rev() {
            let name = self.tree.elements[self.open[at]].name;
            if ended.contains(&name) {
                return self.pop_to(at);
            }
            if bounds.contains(&name) {
                return;
            }
        }
    }

    /// Ends the nearest element of this name; an inline one only where no block was begun inside it.
    fn close(&mut self, name: Name) {
        if name == Name::Br {
            self.push(Name::Br, "");
            return self.pop_to(self.open.len() - 1);
        }
        for at in (1..self.open.len()).rev() {
            let open = self.tree.elements[self.open[at]].name;
            if open == name {
                return self.pop_to(at);
            }
            let is_bound = matches!(open, Name::Table) && !matches!(name, Name::Body | Name::Html);
            if is_bound || name.is_inline() && !open.is_inline() {
                return;
            }
        }
    }

    fn finish(mut self) -> Tree<'a> {
        self.pop_to(1);
        self.tree.elements[0].events = 0..self.tree.events.len();
        self.tree.events.push(Event::Close(0));
        self.tree
    }
}

/// Splits a tag into its name, its attributes and what follows it. A ">" in a quoted value does not end it.
fn tag(inside: &str) -> (&str, &str, &str) {
    let end_of_name = inside
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(inside.len());
    let (name, after) = inside.split_at(end_of_name);
    match end_of_tag(after).or_else(|| after.find('>')) {
        Some(at) => (name, &after[..at], &after[at + 1..]),
        None => (name, after, ""),
    }
}

/// Returns where the ">" of a tag stands, nothing where it has none outside of its quoted values.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let bytes = attributes.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr3(b'>', b'"', b'\'', &bytes[from..])?;
        if bytes[at] == b'>' {
            return Some(at);
        }
        // A quote opens a value only after "=": a stray apostrophe must not swallow the page.
        let opens_value = bytes[..at].trim_ascii_end().ends_with(b"=");
        from = at + 1;
        if opens_value {
            from += memchr::memchr(bytes[at], &bytes[from..])? + 1;
        }
    }
}

fn after_declaration(text: &str) -> &str {
    let (inside, end) = match text.strip_prefix("<!--") {
        Some(inside) => (inside, "-->"),
        None => (text, ">"),
    };
    inside.find(end).map_or("", |at| &inside[at + end.len()..])
}

/// Splits raw text off at the close of its element; without one it is the rest of the page.
fn raw_text<'a>(text: &'a str, name: &str) -> (&'a str, &'a str) {
    let mut from = 0;
    while let Some(at) = text[from..].find('<') {
        let start = from + at;
        if !text[start + 1..].starts_with('/') {
            from = start + 1;
            continue;
        }
        let inside = &text[start + 2..];
        if inside
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return (
                &text[..start],
                inside.find('>').map_or("", |end| &inside[end + 1..]),
            );
        }
        from = start + 2;
    }
    // A title or a frame that is never closed must not hide the page.
    match name {
        "script" | "style" => (text, ""),
        _ => ("", text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Prints a tree as nested names with the text between them.
    fn outline(html: &str) -> String {
        let tree = parse(html);
        let mut outline = String::new();
        for event in &tree.events {
            match event {
                Event::Open(0) | Event::Close(0) => {}
                Event::Open(at) => outline.push_str(&format!("({}", tree.elements[*at].name.text())),
                Event::Close(_) => outline.push(')'),
                Event::Text(_, text) => outline.push_str(&format!("'{text}'")),
            }
        }
        outline
    }

    #[test]
    fn builds_what_pages_mean() {
        for (html, expected) in [
            ("<p>a<p>b", "(p'a')(p'b')"),
            ("<p>a<div>b</div>c", "(p'a')(div'b')'c'"),
            (
                "<ul><li>a<li>b<ul><li>c</ul></ul>",
                "(ul(li'a')(li'b'(ul(li'c'))))",
            ),
            ("<p>a<br>b</p>", "(p'a'(br)'b')"),
            ("<b>a<p>b</b>c</p>", "(b'a'(p'b''c'))"),
            ("a</div>b", "'a''b'"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                "(table(tr(td'a')(td'b'))(tr(td'c')))'d'",
            ),
            ("<script>if (a<b) '<p>'</script>c", "(script'if (a<b) '<p>'')'c'"),
            ("<title>a<title>b", "(title)'a'(title)'b'"),
            ("a < b <3 c", "'a ''<'' b ''<''3 c'"),
            ("<!-- <p> -->a<!doctype html>b", "'a''b'"),
            ("<A HREF='x>y'>a</A>", "(a'a')"),
            ("<head><title>a</title><body>b", "(head(title'a'))(body'b')"),
            ("", ""),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    #[test]
    fn reads_attributes() {
        let tree = parse("<div class=\"a b\" id=c hidden data-x = 'd&amp;e' = f/>");
        let found: Vec<_> = tree.elements[1].attributes().collect();
        assert_eq!(
            &found[..4],
            [
                ("class", "a b"),
                ("id", "c"),
                ("hidden", ""),
                ("data-x", "d&amp;e")
            ]
        );
        assert_eq!(tree.elements[1].attribute("DATA-X").as_deref(), Some("d&e"));
    }

    #[test]
    fn deep_nesting_stays_flat() {
        let html = "<div>".repeat(100_000);
        let tree = parse(&html);
        assert!(tree.elements.iter().all(|element| element.depth < DEEPEST));
    }

    proptest! {
        #[test]
        fn any_text_is_a_tree_in_order(html in r#"(<|>|/|p|div|td|table|script|a|=|"|'|!--|-->| |é|ß){0,60}"#) {
            let tree = parse(&html);
            for (at, element) in tree.elements.iter().enumerate().skip(1) {
                prop_assert!(element.parent < at);
                prop_assert!(element.events.start < element.events.end);
            }
            prop_assert_eq!(tree.elements[0].events.end + 1, tree.events.len());
        }
    }
}
