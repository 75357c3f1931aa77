//! The phrases of the gazetteer in a text, found once for all who ask for them.

use std::ops::Range;

use crate::lexicon::{Entry, LEXICON};
use crate::text::Text;

/// Words that name a thing of the gazetteer, whatever else they may be.
pub(crate) struct Phrase {
    /// Its tokens.
    pub(crate) range: Range<usize>,
    /// The thing.
    pub(crate) entry: &'static Entry,
}

/// Returns the phrases of a text from left to right, none reaching into the next line or phrase.
pub(crate) fn phrases(text: &Text<'_>) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for (line, _) in &text.lines {
        let mut index = line.start;
        while index < line.end {
            let Some((length, entry)) = LEXICON.longest(&text.tokens[index..line.end]) else {
                index += 1;
                continue;
            };
            phrases.push(Phrase {
                range: index..index + length,
                entry,
            });
            index += length;
        }
    }
    phrases
}
