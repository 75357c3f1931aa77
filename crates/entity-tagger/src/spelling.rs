//! Spelling: words folded to what they share across case, accents and apostrophes, and their 64-bit hashes.
//!
//! All lookups go by hash, so that matching a phrase costs no string: 200,000 entries make one false match
//! in about 10^8 distinct phrases.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::cyrillic;

/// The hash of nothing: where every word and phrase starts (FNV-1a offset basis).
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
/// The FNV-1a prime.
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Returns the hash of a folded word, without its full stops: `U.S.` and `US` are one word. Of a word in Cyrillic it
/// is that of its stem, so that every case of a name is the name.
pub(crate) fn word_hash(word: &str) -> u64 {
    let mut hash = BASIS;
    if word.is_ascii() {
        for byte in word.bytes().filter(|&byte| byte != b'.') {
            hash = with_byte(hash, byte.to_ascii_lowercase());
        }
        return hash;
    }
    let mut buffer = [0; 4];
    let folded = fold(word);
    for folded in cyrillic::stem(&folded).chars().filter(|&char| char != '.') {
        for byte in folded.encode_utf8(&mut buffer).bytes() {
            hash = with_byte(hash, byte);
        }
    }
    hash
}

/// Returns the hash of a text as it is, case and all.
pub(crate) fn text_hash(text: &str) -> u64 {
    text.bytes().fold(BASIS, with_byte)
}

fn with_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// Returns the hash of a phrase with one more word at its end.
pub(crate) fn phrase_hash(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(PRIME)
}

/// Returns a word in lower case, without accents and with a straight apostrophe.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for char in word
        .nfkd()
        .filter(|&char| !is_combining_mark(char))
        .flat_map(char::to_lowercase)
    {
        match char {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ə' => folded.push('a'),
            'ı' => folded.push('i'),
            '’' | 'ʼ' | '`' => folded.push('\''),
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
    folded
}
