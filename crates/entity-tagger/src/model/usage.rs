//! What the whole article does with a word: how it writes it, and what stands beside it.

use rustc_hash::FxHashMap;

use crate::lexicon::Flags;
use crate::lines::Casing;
use crate::tokens::{Shape, Token};

/// What the article does with one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordUse {
    small: u16,
    capital: u16,
    /// Flags of the words before it, all together.
    pub(super) before: u32,
    /// Flags of the words behind it, all together.
    pub(super) after: u32,
    /// Whether it stands alone, first, inside or last among words with capitals, one bit each.
    pub(super) company: u8,
}

impl WordUse {
    /// Returns how often it stands small and with a capital, in one number below 16.
    pub(super) fn bucket(&self) -> u8 {
        let step = |count: u16| match count {
            0 => 0,
            1 => 1,
            2..=3 => 2,
            _ => 3u8,
        };
        step(self.small) + 4 * step(self.capital)
    }
}

/// Counts of the words of an article by their hash.
#[derive(Default)]
pub(super) struct ArticleUse(FxHashMap<u64, WordUse>);

impl ArticleUse {
    /// Adds one line of text. Lines of headings tell nothing of capitals.
    pub(super) fn add(&mut self, line: &[Token], casing: Casing) {
        if casing != Casing::Sentence {
            return;
        }
        for (index, token) in line.iter().enumerate() {
            match token.shape {
                Shape::Lower => {
                    let usage = self.0.entry(token.hash).or_default();
                    usage.small = usage.small.saturating_add(1);
                }
                Shape::Capital | Shape::Upper => self.add_capital(line, index),
                _ => {}
            }
        }
    }

    fn add_capital(&mut self, line: &[Token], index: usize) {
        let token = &line[index];
        let before = index
            .checked_sub(1)
            .map(|before| &line[before])
            .filter(|_| !token.opens);
        let after = line.get(index + 1);
        let is_name = |word: Option<&Token>| word.is_some_and(Token::is_capitalised);
        let company = match (is_name(before), is_name(after)) {
            (false, false) => 1,
            (false, true) => 2,
            (true, true) => 4,
            (true, false) => 8,
        };
        let usage = self.0.entry(token.hash).or_default();
        if !token.opens {
            usage.capital = usage.capital.saturating_add(1);
            usage.company |= company;
        }
        usage.before |= before.map_or(0, |before| before.flags.bits());
        usage.after |= after
            .filter(|after| after.is_word())
            .map_or(0, |after| after.flags.bits());
        if after.is_some_and(|after| after.shape == Shape::Possessive) {
            usage.after |= 1 << 31;
        }
    }

    /// Returns what the article does with a word.
    pub(super) fn get(&self, token: &Token) -> Option<&WordUse> {
        self.0.get(&token.hash)
    }
}

/// Returns whether the article may have something to add to a word.
pub(super) fn is_told(token: &Token) -> bool {
    token.is_capitalised() && !token.has(Flags::STOP)
}
