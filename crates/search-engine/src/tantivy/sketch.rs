//! Sketches of stories: two articles that share most numbers of theirs tell the same story in the same words.

use text_analysis::{each_word, fold};

/// Numbers in a sketch.
pub(super) const SKETCH_LENGTH: usize = 8;
/// Shared numbers from which two stories are the same: about two thirds of their word sequences agree.
pub(super) const SAME_STORY: usize = 5;
/// Numbers of a sketch by which a story is found. A sketch is in order, and of two that share [`SAME_STORY`] neither has
/// more than the others of it before the first that they share.
pub(super) const FIRST_NUMBERS: usize = SKETCH_LENGTH + 1 - SAME_STORY;
/// Words of one sequence: long enough that common phrases do not join two stories.
const SEQUENCE_WORDS: usize = 6;
/// A story with fewer words is too short to tell.
const MIN_WORDS: usize = 40;

/// Returns the sketch of a story: the smallest hashes of its word sequences (bottom-k MinHash; Broder, "On the
/// resemblance and containment of documents", 1997), 32 bits of each. Empty for a story that is too short.
pub(super) fn sketch(text: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(text.len() / 5);
    each_word(text, |word| hashes.push(folded_hash(word.text)));
    if hashes.len() < MIN_WORDS {
        return Vec::new();
    }
    let sequences = smallest(hashes.windows(SEQUENCE_WORDS).map(combine));
    // The smallest begin with zeros, and 32 bits are enough where five of eight must agree.
    let inner = |hash: u64| (hash >> 16) & u64::from(u32::MAX);
    sequences.into_iter().map(inner).collect()
}

/// Returns the smallest of some numbers, each once, in ascending order.
fn smallest(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut smallest: Vec<u64> = Vec::with_capacity(SKETCH_LENGTH + 1);
    for number in numbers {
        // Few get further than this.
        if smallest.len() == SKETCH_LENGTH && smallest.last() <= Some(&number) {
            continue;
        }
        if let Err(place) = smallest.binary_search(&number) {
            smallest.insert(place, number);
            smallest.truncate(SKETCH_LENGTH);
        }
    }
    smallest
}

/// Returns the hash of a word's folded form.
fn folded_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return hash(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    hash(fold(word).bytes())
}

/// FNV-1a (Fowler, Noll, Vo): stable across versions of the compiler, which the standard hasher is not.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

fn combine(words: &[u64]) -> u64 {
    let mixed = words.iter().fold(0_u64, |mixed, word| {
        (mixed.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    // The finaliser of SplitMix64 spreads the result over all bits, so that "smallest" is a fair choice.
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("word{number} ")).collect()
    }

    #[test]
    fn the_smallest_are_each_there_once() {
        for (numbers, expected) in [
            (vec![], vec![]),
            (vec![3, 1, 3, 2, 1], vec![1, 2, 3]),
            ((0..40).rev().chain(0..40).collect(), (0..8).collect()),
        ] {
            assert_eq!(smallest(numbers.into_iter()), expected);
        }
    }

    fn shared(a: &str, b: &str) -> usize {
        let a = sketch(a);
        sketch(b).iter().filter(|number| a.contains(number)).count()
    }

    #[test]
    fn copies_are_the_same_story() {
        assert_eq!(
            shared(&story(0, 300), &story(0, 300).to_uppercase()),
            SKETCH_LENGTH
        );
        assert!(
            shared(&story(0, 300), &story(0, 270)) >= SAME_STORY,
            "a trimmed copy"
        );
    }

    #[test]
    fn copies_share_one_of_the_first_numbers() {
        let whole = sketch(&story(0, 300));
        for (from, to) in [(0, 300), (0, 250), (60, 300), (20, 280), (10, 400), (0, 700)] {
            let other = sketch(&story(from, to));
            let n_shared = other.iter().filter(|number| whole.contains(number)).count();
            let first = &other[..FIRST_NUMBERS];
            let has_first = whole[..FIRST_NUMBERS].iter().any(|number| first.contains(number));
            assert!(n_shared < SAME_STORY || has_first, "{from} to {to}");
        }
    }

    #[test]
    fn other_stories_are_not() {
        assert_eq!(shared(&story(0, 300), &story(300, 600)), 0);
        assert!(sketch(&story(0, MIN_WORDS - 1)).is_empty());
    }
}
