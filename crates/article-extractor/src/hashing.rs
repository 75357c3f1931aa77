//! [`Hashing`]: a hash for tables of our own words, which nobody outside can fill: a third of the time of the default.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes hash tables of words fast.
pub(crate) type Hashing = BuildHasherDefault<WordHasher>;

/// Multiplies and rotates, eight bytes at a time, as the compiler's own tables do (FxHash).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    fn add(&mut self, part: u64) {
        /// A large odd number without a pattern.
        const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(FACTOR);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut parts = bytes.chunks_exact(8);
        for part in &mut parts {
            self.add(part.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
        }
        let rest = parts.remainder();
        if !rest.is_empty() {
            self.add(
                rest.iter()
                    .fold(rest.len() as u64, |sum, byte| sum << 8 | u64::from(*byte)),
            );
        }
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn words_that_differ_hash_apart() {
        let words: Vec<String> = (0..5000).map(|n| format!("word {n}")).collect();
        let hashes: HashSet<u64> = words
            .iter()
            .map(|word| Hashing::default().hash_one(word.as_str()))
            .collect();
        assert_eq!(hashes.len(), words.len());
        assert_ne!(
            Hashing::default().hash_one("a"),
            Hashing::default().hash_one("a\0")
        );
    }
}
