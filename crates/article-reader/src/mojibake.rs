//! Undoes text that was UTF-8, was read as Windows-1252 and written as UTF-8 again ("cafÃ©", "itâ€™s"), where that is
//! certain: every run of letters beyond ASCII then decodes as UTF-8, which real text in Latin letters never does.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// A single such run may be chance or a text about the fault.
const FEWEST_RUNS: usize = 3;

/// Returns the text as it was meant.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    if !has_lead_pair(text) {
        return Cow::Borrowed(text);
    }
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    let mut n_runs = 0;
    while let Some(start) = rest.find(|letter: char| !letter.is_ascii()) {
        repaired.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|letter: char| letter.is_ascii()).unwrap_or(rest.len());
        let Some(meant) = as_utf8(&rest[..end]) else {
            return Cow::Borrowed(text);
        };
        repaired.push_str(&meant);
        n_runs += 1;
        rest = &rest[end..];
    }
    repaired.push_str(rest);
    if n_runs < FEWEST_RUNS {
        return Cow::Borrowed(text);
    }
    Cow::Owned(repaired)
}

/// Returns whether a lead byte of UTF-8 is followed by a byte that can go on, both as Windows-1252 shows them.
fn has_lead_pair(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|letter| {
        let is_pair = ('\u{c2}'..='\u{f4}').contains(&before)
            && byte_of(letter).is_some_and(|byte| (0x80..0xc0).contains(&byte));
        before = letter;
        is_pair
    })
}

/// Returns the text whose UTF-8 bytes these letters show.
fn as_utf8(run: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = run.chars().map(byte_of).collect();
    String::from_utf8(bytes?).ok()
}

fn byte_of(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, has_failed) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    match (bytes.as_ref(), has_failed) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn damaged(text: &str) -> String {
        WINDOWS_1252
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn damage_is_undone() {
        for text in [
            "Les députés ont voté le budget après un débat très animé.",
            "“It’s late,” he said — and left…",
            "Министр прибыл в столицу поздно вечером",
            "外交部发言人 星期三 在例行记者会上表示",
        ] {
            assert_eq!(repaired(&damaged(text)), text);
        }
    }

    #[test]
    fn text_that_is_right_stays() {
        for text in [
            "Les députés ont voté le budget.",
            "Ã© is how é looks when it is read wrongly.",
            "São Paulo, ação, maçã, irmã: Ã é raro.",
            "“It’s late,” he said.",
            "Das Öl kostet 3 €, Â wie B.",
            "Ã£",
            "",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    proptest! {
        #[test]
        fn letters_of_latin_languages_are_never_changed(text in "[a-z éèàçãõñüöäßøåæœ’“”«»—…€ÀÉÖ.,]{0,80}") {
            prop_assert_eq!(repaired(&text), text.as_str());
        }

        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = repaired(&text);
        }
    }
}
