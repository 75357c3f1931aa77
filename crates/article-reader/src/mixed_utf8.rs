//! Bytes that are said to be UTF-8 and are so only in part -> text: programs put texts in Windows-1252 into pages and
//! tables of UTF-8. What is valid stays; the rest is read as Windows-1252 or its kin where that is likely, and is else
//! U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

/// Returns whether bytes hold letters beyond ASCII that prove that they are UTF-8: multi-byte characters, which no other
/// encoding has but by chance.
pub(crate) fn is_certainly_utf8(bytes: &[u8]) -> bool {
    // To count takes long, and most texts are whole.
    if let Ok(text) = str::from_utf8(bytes) {
        return !text.is_ascii();
    }
    let (n_valid, n_invalid) = counts(bytes);
    // A few broken bytes in much valid text are damage, not another encoding.
    let is_damaged = || n_valid >= 10 * n_invalid;
    let is_mixed = || n_valid >= 2 * n_invalid && encoding_of_rest(bytes).is_some();
    n_valid > 0 && (is_damaged() || is_mixed())
}

/// Returns whether bytes that are said to be UTF-8 can be that: no more letters beyond ASCII are broken than not, or
/// the others are a text in Windows-1252 that was put among them.
pub(crate) fn may_be_utf8(bytes: &[u8]) -> bool {
    if str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (n_valid, n_invalid) = counts(bytes);
    n_valid >= n_invalid || n_valid > 0 && encoding_of_rest(bytes) == Some(WINDOWS_1252)
}

/// Returns the text of bytes that are UTF-8 where they can be.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let encoding = encoding_of_rest(bytes);
    let mut decoded = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        decoded.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let before = chunk.valid().chars().next_back();
        let before = before.unwrap_or(if decoded.is_empty() {
            ' '
        } else {
            char::REPLACEMENT_CHARACTER
        });
        let after = chunks
            .peek()
            .map_or(Some(' '), |chunk| chunk.valid().chars().next());
        let after = after.unwrap_or(char::REPLACEMENT_CHARACTER);
        match encoding.and_then(|encoding| in_encoding(encoding, chunk.invalid(), before, after)) {
            Some(text) => decoded.push_str(&text),
            None => decoded.push(char::REPLACEMENT_CHARACTER),
        }
    }
    decoded
}

/// Returns how many letters beyond ASCII are valid UTF-8, and how many pieces are not.
fn counts(bytes: &[u8]) -> (usize, usize) {
    /// The first byte of a letter beyond ASCII has a greater number, and no other byte has.
    const LAST_OF_OTHERS: u8 = 0xbf;
    let n_beyond = |text: &str| text.bytes().filter(|byte| *byte > LAST_OF_OTHERS).count();
    let (mut n_valid, mut n_invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_valid += n_beyond(chunk.valid());
        n_invalid += usize::from(!chunk.invalid().is_empty());
    }
    (n_valid, n_invalid)
}

/// Returns the encoding of one byte a letter that is the likeliest of what is left without the letters that are valid
/// UTF-8.
fn encoding_of_rest(bytes: &[u8]) -> Option<&'static Encoding> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for chunk in bytes.utf8_chunks() {
        let kept: Vec<u8> = chunk.valid().bytes().filter(u8::is_ascii).collect();
        detector.feed(&kept, false);
        detector.feed(chunk.invalid(), false);
    }
    detector.feed(&[], true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    encoding.is_single_byte().then_some(encoding)
}

/// Returns invalid bytes in their encoding, nothing where they are rather a character of UTF-8 that lost a part: a letter
/// stands beside a letter of ASCII, and a sign beside no other piece of one.
fn in_encoding(encoding: &'static Encoding, bytes: &[u8], before: char, after: char) -> Option<String> {
    /// Quotation marks, an apostrophe, dashes and dots: what stands behind a letter.
    const SIGNS_BEHIND: &str = "’‘“”…–—»\u{a0}";
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut letters = text.chars();
    let (first, second) = (letters.next()?, letters.next());
    let is_likely = match second {
        None if first.is_alphabetic() => before.is_ascii_alphabetic() || after.is_ascii_alphabetic(),
        None => !first.is_control() && ![before, after].contains(&char::REPLACEMENT_CHARACTER),
        // "é’" looks like the start of a longer character.
        Some(sign) => bytes.len() == 2 && before.is_ascii_alphabetic() && SIGNS_BEHIND.contains(sign),
    };
    is_likely.then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_is_invalid_is_read_otherwise() {
        for (bytes, expected) in [
            (
                b"It\x92s caf\xe9 \x93time\x94 \x97 now".as_slice(),
                "It’s café “time” — now",
            ),
            (b"Caf\xe9s in Montr\xc3\xa9al", "Cafés in Montréal"),
            (b"It\xe2\x80\x99s \x93here\x94, she said", "It’s “here”, she said"),
            (
                b"le caf\xe9\x94, la cr\xe9\xe9e, \xc9tat",
                "le café”, la créée, État",
            ),
            (b"whole \xc3\xa9t\xc3\xa9", "whole été"),
            // Characters that lost a part.
            (b"It\xe2\x80s \x80\x99 late", "It\u{fffd}s \u{fffd}\u{fffd} late"),
            ("Министр ".as_bytes(), "Министр "),
            (b"\xd0\x9c\xff\xd0\xb8", "М\u{fffd}и"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), expected);
        }
    }

    #[test]
    fn texts_of_two_encodings_are_utf8() {
        assert!(is_certainly_utf8(
            b"It\xe2\x80\x99s \xe2\x80\x9clate\xe2\x80\x9d in the caf\xe9"
        ));
        assert!(!is_certainly_utf8(
            b"Les d\xe9put\xe9s ont vot\xe9, \xab LIBERT\xc9\xbb"
        ));
        assert!(!is_certainly_utf8(b"plain"));
        assert!(may_be_utf8(b"plain"));
        assert!(may_be_utf8(
            b"It\x92s the caf\xe9 that \x93closed\x94, not the caf\xc3\xa9 next door"
        ));
        assert!(!may_be_utf8(b"Les d\xe9put\xe9s ont vot\xe9"));
    }

    proptest! {
        #[test]
        fn valid_text_stays(text in any::<String>()) {
            prop_assert_eq!(decode(text.as_bytes()), text);
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            decode(&bytes);
        }
    }
}
