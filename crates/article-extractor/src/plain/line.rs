//! [`Line`]: one line of a document with the features that its place and its look give it.

use std::cell::OnceCell;

use super::kind::Kind;
use super::wrap;
use crate::wording::{count_words, ends_sentence, phrase_key, squeeze};

/// What the form of a line says before its words are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing.
    None,
    /// An item of a list.
    Bullet,
    /// A heading of this level.
    Heading(u8),
}

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The text with single spaces, without the mark.
    pub(crate) text: String,
    /// The mark before it.
    pub(crate) mark: Mark,
    /// Its words, folded, without punctuation and digits: what phrases are compared with.
    pub(crate) key: String,
    /// Words, counted across scripts.
    pub(crate) n_words: usize,
    /// Whether it ends as a sentence does.
    pub(crate) is_sentence: bool,
    /// Whether a blank line or the start of the document stands before it.
    pub(crate) after_gap: bool,
    /// What it is by itself, told once.
    pub(super) kind: OnceCell<Kind>,
}

impl Line {
    /// Makes a line of a text; nothing where no letter or digit is in it.
    pub(crate) fn new(text: &str, mark: Mark, after_gap: bool) -> Option<Self> {
        let text = squeeze(text);
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let is_sentence = ends_sentence(&text);
        Some(Self {
            key: phrase_key(&text),
            n_words: count_words(&text),
            is_sentence,
            text,
            mark,
            after_gap,
            kind: OnceCell::new(),
        })
    }

    /// Returns whether the line is a heading in form.
    pub(crate) fn is_heading(&self) -> bool {
        matches!(self.mark, Mark::Heading(_))
    }
}

/// Signs that stand before the items of a list.
const BULLETS: [char; 14] = [
    '•', '·', '*', '▪', '●', '◦', '‣', '■', '►', '▶', '»', '○', '–', '-',
];

/// Splits plain text into lines.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = true;
    let joined = wrap::joined(text);
    for raw in joined.lines() {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let (mark, bare) = marked(trimmed);
        let text = if opens_speech(trimmed, bare) {
            trimmed
        } else {
            bare
        };
        if let Some(line) = Line::new(text, mark, gap) {
            lines.push(line);
            gap = false;
        }
    }
    lines
}

/// Returns whether the sign before a line is part of what it says, as the dash before direct speech is in Swedish or Polish:
/// the line says as much as a sentence. A hyphen opens an item of Markdown.
fn opens_speech(text: &str, bare: &str) -> bool {
    /// Words of the shortest line that is no entry of a list.
    const FEWEST_WORDS: usize = 8;
    bare.len() < text.len()
        && text.starts_with(['–', '»'])
        && (ends_sentence(bare) || count_words(bare) >= FEWEST_WORDS)
}

/// Takes the mark off a line. A dash right before a digit is a minus sign; any other opens an item.
fn marked(text: &str) -> (Mark, &str) {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        return (Mark::Heading(hashes as u8), text[hashes..].trim_start());
    }
    let mut mark = Mark::None;
    let mut bare = text;
    while let Some(rest) = bare.strip_prefix(BULLETS).or_else(|| bare.strip_prefix("+ ")) {
        let is_minus = bare.starts_with(['-', '–']) && rest.starts_with(|sign: char| sign.is_ascii_digit());
        let is_quote = bare.starts_with('»') && rest.contains('«');
        let rest = rest.trim_start();
        if rest.is_empty() || is_minus || is_quote {
            break;
        }
        (mark, bare) = (Mark::Bullet, rest);
    }
    (mark, bare)
}
