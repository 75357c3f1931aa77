//! [`TermCache`]: the terms of words seen lately, each in one line of the processor's cache.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// Words remembered: a megabyte. Two words that want one place push each other out, which costs a stem.
const N_SLOTS: usize = 1 << 14;
/// Bytes of a word and its term together; longer ones are worked out every time.
const ROOM: usize = 62;

/// A direct-mapped cache from words to their terms.
pub(crate) struct TermCache {
    slots: Vec<Slot>,
    /// Word and term of the last one that has no room in a slot.
    long: (String, String),
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
        let empty = Slot {
            word_length: 0,
            term_length: 0,
            bytes: [0; ROOM],
        };
        Self {
            slots: vec![empty; N_SLOTS],
            long: Default::default(),
        }
    }
}

impl TermCache {
    /// Tells whether the term of a word is remembered.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.slots[place(word)].word() == word.as_bytes() || self.long.0 == word
    }

    /// Remembers the term of a word until another word takes its place.
    pub(crate) fn insert(&mut self, word: &str, term: String) {
        if word.len() + term.len() > ROOM {
            self.long = (word.to_owned(), term);
            return;
        }
        let slot = &mut self.slots[place(word)];
        let (before, behind) = slot.bytes.split_at_mut(word.len());
        before.copy_from_slice(word.as_bytes());
        behind[..term.len()].copy_from_slice(term.as_bytes());
        // Both are at most `ROOM`.
        (slot.word_length, slot.term_length) = (word.len() as u8, term.len() as u8);
    }

    /// Returns the term of a word that is remembered.
    pub(crate) fn get(&self, word: &str) -> &str {
        let slot = &self.slots[place(word)];
        if slot.word() == word.as_bytes() {
            slot.term()
        } else {
            &self.long.1
        }
    }
}

impl Slot {
    fn word(&self) -> &[u8] {
        &self.bytes[..usize::from(self.word_length)]
    }

    fn term(&self) -> &str {
        let start = usize::from(self.word_length);
        let term = &self.bytes[start..start + usize::from(self.term_length)];
        std::str::from_utf8(term).unwrap_or_default()
    }
}

fn place(word: &str) -> usize {
    // The upper half of this hash is the better one.
    (FxBuildHasher.hash_one(word) >> 32) as usize % N_SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_it_has_is_what_was_put(words in prop::collection::vec("[a-z]{1,3}|\\PC{1,80}", 1..200)) {
            let mut cache = TermCache::default();
            for word in &words {
                let term: String = word.chars().rev().collect();
                if !cache.has(word) {
                    cache.insert(word, term.clone());
                }
                prop_assert_eq!(cache.get(word), term);
            }
        }
    }
}
