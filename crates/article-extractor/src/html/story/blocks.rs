//! Tree -> blocks: the runs of text between the bounds of block elements, each with its element and its links.

use super::places::Place;
use crate::html::tree::{Event, Name, Tree};
use crate::wording::{count_words, ends_sentence, squeeze};

/// One run of text that a reader sees as a paragraph, a heading, an item or a cell.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The text with single spaces.
    pub(super) text: String,
    /// The same by its lines where `br` elements part it, else nothing.
    pub(super) lines: Vec<String>,
    /// The element whose text it is; never an inline one.
    pub(super) element: usize,
    /// The element in which its first text stands.
    pub(super) inner: usize,
    /// Words, counted across scripts.
    pub(super) n_words: usize,
    /// Characters of the text.
    pub(super) n_chars: usize,
    /// Characters inside links.
    pub(super) link_chars: usize,
    /// Characters in bold or emphasised type.
    pub(super) strong_chars: usize,
    /// Links that begin in it.
    pub(super) n_links: usize,
    /// Whether it ends as a sentence does.
    pub(super) is_sentence: bool,
}

impl Block {
    /// Returns the share of its characters that stand in links.
    pub(super) fn link_density(&self) -> f32 {
        (self.link_chars as f32 / self.n_chars.max(1) as f32).min(1.0)
    }

    /// Returns the text by its lines.
    pub(super) fn broken(&self) -> &[String] {
        match self.lines.as_slice() {
            [] => std::slice::from_ref(&self.text),
            lines => lines,
        }
    }

    /// Returns whether it looks like a paragraph of some text.
    pub(super) fn is_long(&self) -> bool {
        (self.n_words >= 15 || self.n_words >= 8 && self.is_sentence) && self.link_density() < 0.4
    }
}

/// Returns the blocks of a page in document order.
pub(super) fn blocks(tree: &Tree<'_>, places: &[Place]) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in &tree.events {
        match event {
            Event::Open(at) => reader.bound(tree, places, *at, true),
            Event::Close(at) => reader.bound(tree, places, *at, false),
            Event::Text(at, raw) => reader.text(&places[*at], *at, raw),
        }
    }
    reader.end();
    reader.blocks
}

/// Stands for a `br` while a block is read; a control character, which no text keeps.
const BREAK: char = '\u{1}';

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    element: usize,
    inner: usize,
    link_chars: usize,
    strong_chars: usize,
    n_links: usize,
    n_breaks: usize,
}

impl Reader {
    fn bound(&mut self, tree: &Tree<'_>, places: &[Place], at: usize, opens: bool) {
        let element = &tree.elements[at];
        if places[at].is_unseen {
            return;
        }
        match element.name {
            Name::Br if opens => {
                self.n_breaks += 1;
                self.text.push(BREAK);
                // Two breaks in a row part paragraphs as elements do.
                if self.n_breaks >= 2 {
                    self.end();
                }
            }
            Name::Br | Name::Input => {}
            Name::A if opens => self.n_links += 1,
            Name::Td | Name::Th if !opens => self.text.push(' '),
            name if !name.is_inline() => self.end(),
            _ => {}
        }
    }

    fn text(&mut self, place: &Place, inner: usize, raw: &str) {
        if place.is_unseen {
            return;
        }
        let is_blank = raw.bytes().all(|byte| byte.is_ascii_whitespace());
        if is_blank {
            self.text.push(' ');
            return;
        }
        if self.text.trim_matches([BREAK, ' ']).is_empty() {
            (self.element, self.inner) = (place.block, inner);
        }
        self.n_breaks = 0;
        let from = self.text.len();
        html_escape::decode_html_entities_to_string(raw, &mut self.text);
        let n_chars = self.text[from..]
            .split_whitespace()
            .map(|word| word.chars().count() + 1)
            .sum::<usize>();
        self.link_chars += if place.in_link { n_chars } else { 0 };
        self.strong_chars += if place.is_strong { n_chars } else { 0 };
    }

    fn end(&mut self) {
        self.n_breaks = 0;
        if !self.text.trim_matches([BREAK, ' ', '\n', '\t', '\r']).is_empty() {
            let text = squeeze(&self.text.replace(BREAK, " "));
            let lines = match self.text.trim_matches([BREAK, ' ']).contains(BREAK) {
                true => self
                    .text
                    .split(BREAK)
                    .map(squeeze)
                    .filter(|line| !line.is_empty())
                    .collect(),
                false => Vec::new(),
            };
            if text.chars().any(char::is_alphanumeric) {
                self.blocks.push(Block {
                    lines,
                    element: self.element,
                    inner: self.inner,
                    n_words: count_words(&text),
                    n_chars: text.chars().count(),
                    link_chars: self.link_chars,
                    strong_chars: self.strong_chars,
                    n_links: self.n_links,
                    is_sentence: ends_sentence(&text),
                    text,
                });
            }
        }
        self.text.clear();
        (self.link_chars, self.strong_chars, self.n_links) = (0, 0, 0);
    }
}
