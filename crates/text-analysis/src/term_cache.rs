//! [`TermCache`]: the terms of words seen lately, each in one line of the processor's cache.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// Words that a new cache has room for: enough for a query.
const FIRST_SLOTS: usize = 1 << 6;
/// Words that it has room for in the end: a megabyte. Two words that want one place push each other out, which
/// costs a stem.
const MAX_SLOTS: usize = 1 << 14;
/// Bytes of a word and its term together; longer ones are worked out every time.
const ROOM: usize = 62;

/// A direct-mapped cache from words to their terms, which grows while new words come.
pub(crate) struct TermCache {
    slots: Vec<Slot>,
    /// Words put since it grew.
    n_put: usize,
    /// Word and term of the last one that has no room in a slot.
    long: (String, String),
}

/// Where a cache remembers a term, until another is put.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// In a slot.
    Slot(usize),
    /// Apart, because it has no room in one.
    Long,
}

/// A word and behind it its term.
#[derive(Clone)]
#[repr(align(64))]
struct Slot {
    word_length: u8,
    term_length: u8,
    bytes: [u8; ROOM],
}

impl Default for TermCache {
    fn default() -> Self {
        Self {
            slots: vec![Slot::EMPTY; FIRST_SLOTS],
            n_put: 0,
            long: Default::default(),
        }
    }
}

impl TermCache {
    /// Returns where the term of a word is remembered.
    pub(crate) fn find(&self, word: &str) -> Option<Place> {
        let nth = self.nth(word);
        if self.slots[nth].word() == word.as_bytes() {
            return Some(Place::Slot(nth));
        }
        (self.long.0 == word).then_some(Place::Long)
    }

    /// Remembers the term of a word until another word takes its place.
    pub(crate) fn insert(&mut self, word: &str, term: String) -> Place {
        if word.len() + term.len() > ROOM {
            self.long = (word.to_owned(), term);
            return Place::Long;
        }
        if self.n_put >= 2 * self.slots.len() && self.slots.len() < MAX_SLOTS {
            self.slots = vec![Slot::EMPTY; 4 * self.slots.len()];
            self.n_put = 0;
        }
        self.n_put += 1;
        let nth = self.nth(word);
        let slot = &mut self.slots[nth];
        let (before, behind) = slot.bytes.split_at_mut(word.len());
        before.copy_from_slice(word.as_bytes());
        behind[..term.len()].copy_from_slice(term.as_bytes());
        // Both are at most `ROOM`.
        (slot.word_length, slot.term_length) = (word.len() as u8, term.len() as u8);
        Place::Slot(nth)
    }

    /// Returns the term that is remembered at a place.
    pub(crate) fn get(&self, place: Place) -> &str {
        match place {
            Place::Slot(nth) => self.slots[nth].term(),
            Place::Long => &self.long.1,
        }
    }

    fn nth(&self, word: &str) -> usize {
        // The upper half of this hash is the better one, and the number of slots is a power of two.
        (FxBuildHasher.hash_one(word) >> 32) as usize & (self.slots.len() - 1)
    }
}

impl Slot {
    const EMPTY: Self = Self {
        word_length: 0,
        term_length: 0,
        bytes: [0; ROOM],
    };

    fn word(&self) -> &[u8] {
        &self.bytes[..usize::from(self.word_length)]
    }

    fn term(&self) -> &str {
        let start = usize::from(self.word_length);
        let term = &self.bytes[start..start + usize::from(self.term_length)];
        std::str::from_utf8(term).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_it_has_is_what_was_put(words in prop::collection::vec("[a-z]{1,3}|\\PC{1,80}", 1..400)) {
            let mut cache = TermCache::default();
            for word in &words {
                let term: String = word.chars().rev().collect();
                let place = cache.find(word).unwrap_or_else(|| cache.insert(word, term.clone()));
                prop_assert_eq!(cache.get(place), term);
            }
        }
    }
}
