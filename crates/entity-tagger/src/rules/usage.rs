//! How the article itself uses each word: small, or with a capital where sentences do not ask for one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::Flags;
use crate::lines::Casing;
use crate::tokens::{Shape, Token};
use crate::writing::Writing;

/// Counts of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// Times it stands small.
    pub(crate) small: u32,
    /// Times it has a capital inside a sentence.
    pub(crate) capital: u32,
}

/// How the article uses its words.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    counts: FxHashMap<u64, Count>,
    named: FxHashSet<u64>,
}

impl Usage {
    /// Adds one text.
    pub(crate) fn add(
        &mut self,
        tokens: &[Token],
        lines: &[(std::ops::Range<usize>, Casing)],
        writing: Writing,
    ) {
        for (line, casing) in lines {
            if *casing == Casing::Sentence {
                self.add_sentence_line(&tokens[line.clone()], writing);
            }
        }
    }

    fn add_sentence_line(&mut self, line: &[Token], writing: Writing) {
        for (index, token) in line.iter().enumerate() {
            match token.shape {
                Shape::Lower => self.counts.entry(token.hash).or_default().small += 1,
                Shape::Capital | Shape::Upper if !token.opens => {
                    self.counts.entry(token.hash).or_default().capital += 1;
                }
                _ => {}
            }
            let Some(next) = line.get(index + 1) else { break };
            let names = Flags::TITLE.union(Flags::GIVEN);
            let is_cue = token.has(names) && (token.is_capitalised() || token.has(Flags::TITLE));
            // Where every noun has a capital many family names are common words: Thomas Bauer.
            let is_surname = writing.nouns_have_capitals
                && next.has(Flags::FAMILY)
                && token.has(Flags::GIVEN)
                && !token.is_ordinary();
            let common = if is_surname { Flags::NONE } else { Flags::COMMON };
            let is_name = matches!(next.shape, Shape::Capital)
                && !next.opens
                && !next.has(
                    common
                        .union(Flags::TITLE)
                        .union(Flags::ORGANISATION)
                        .union(Flags::DEMONYM),
                )
                && !next.is_small();
            if is_cue && is_name && (!writing.nouns_have_capitals || token.is_capitalised()) {
                self.named.insert(next.hash);
            }
        }
    }

    /// Returns the counts of a word.
    pub(crate) fn count(&self, token: &Token) -> Count {
        self.counts.get(&token.hash).copied().unwrap_or_default()
    }

    /// Returns whether the word follows a given name or a title somewhere.
    pub(crate) fn is_named(&self, token: &Token) -> bool {
        self.named.contains(&token.hash)
    }
}
