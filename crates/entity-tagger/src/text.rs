//! The fields of an article, cut into words and lines.

use std::borrow::Cow;
use std::ops::Range;

use article::{Article, TextField};

use crate::lines::{Casing, lines};
use crate::tokens::{Token, tokens};
use crate::writing::Writing;

/// A field of the article, cut into words and lines.
pub(crate) struct Text<'a> {
    /// Which field it is.
    pub(crate) field: TextField,
    /// Its text.
    pub(crate) text: Cow<'a, str>,
    /// Its words and marks.
    pub(crate) tokens: Vec<Token>,
    /// Its lines, as ranges of tokens.
    pub(crate) lines: Vec<(Range<usize>, Casing)>,
}

/// Returns the fields of an article that hold text, in reading order.
pub(crate) fn texts(article: &Article, writing: Writing) -> Vec<Text<'_>> {
    let read = |field| {
        let text = article.field(field);
        let tokens = tokens(&text, writing.elision, writing.reader);
        let lines = lines(&tokens);
        Text {
            field,
            text,
            tokens,
            lines,
        }
    };
    TextField::ALL.into_iter().map(read).collect()
}

impl Text<'_> {
    /// Returns a word as it is written.
    pub(crate) fn word(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }
}
