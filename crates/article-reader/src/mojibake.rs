//! Undoes text that was UTF-8, was read as Windows-1252 or Latin-1 and written as UTF-8 again ("cafÃ©", "itâ€™s"), where
//! that is certain: every run of letters beyond ASCII then decodes as UTF-8, which real text in Latin letters never does,
//! or runs stand where no real letter does, such as a capital inside a word.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// A single run may be chance or a text about the fault.
const FEWEST_RUNS: usize = 3;
/// What letters with accents, quotation marks and dashes begin with.
const COMMON_LEADS: [char; 5] = ['Ã', 'Â', 'Å', 'Ä', 'â'];
/// How often a text can have gone through the fault.
const MOST_TIMES: usize = 3;

/// Returns the text as it was meant.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    let mut repaired = Cow::Borrowed(text);
    for _ in 0..MOST_TIMES {
        match once_repaired(&repaired) {
            Some(better) => repaired = Cow::Owned(better),
            None => break,
        }
    }
    repaired
}

fn once_repaired(text: &str) -> Option<String> {
    if !has_lead_pair(text) {
        return None;
    }
    let mut runs = text.split(|letter: char| letter.is_ascii());
    let is_all = runs.all(|run| as_utf8(run).is_some());
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    let (mut n_runs, mut n_inside) = (0, 0);
    while let Some(start) = rest.find(|letter: char| !letter.is_ascii()) {
        repaired.push_str(&rest[..start]);
        let before = rest[..start].chars().next_back();
        rest = &rest[start..];
        let end = rest.find(|letter: char| letter.is_ascii()).unwrap_or(rest.len());
        let run = &rest[..end];
        rest = &rest[end..];
        match as_utf8(run) {
            // "É»" of a text that is right in the main would be a letter, too.
            Some(meant) if is_all || run.starts_with(COMMON_LEADS) => {
                repaired.push_str(&meant);
                n_runs += 1;
                n_inside += usize::from(is_inside_word(before, run, rest.chars().next()));
            }
            _ => repaired.push_str(run),
        }
    }
    repaired.push_str(rest);
    let is_certain = is_all && (n_runs >= FEWEST_RUNS || n_inside > 0) || n_inside >= FEWEST_RUNS;
    is_certain.then_some(repaired)
}

/// Returns whether a run stands where no real one does: the sign of the euro behind a small letter with an accent, or a
/// capital with an accent behind a small letter and before a sign that is no quotation mark.
fn is_inside_word(before: Option<char>, run: &str, after: Option<char>) -> bool {
    let is_small = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_lowercase());
    let mut letters = run.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some('â'), Some('€' | '\u{80}')) => is_small(before) && is_small(after),
        (Some('Ã' | 'Å' | 'Ä'), Some(sign)) => {
            is_small(before) && !sign.is_alphabetic() && !"’‘“”»«›‹…–—\u{a0}".contains(sign)
        }
        _ => false,
    }
}

/// Returns whether a lead byte of UTF-8 is followed by a byte that can go on, both as Windows-1252 shows them.
fn has_lead_pair(text: &str) -> bool {
    /// The first byte in UTF-8 of the letters that show a lead byte, and what the second can be.
    const LEAD: (u8, std::ops::RangeInclusive<u8>) = (0xc3, 0x82..=0xb4);
    let goes_on = |letter| byte_of(letter).is_some_and(|byte| (0x80..0xc0).contains(&byte));
    memchr::memchr_iter(LEAD.0, text.as_bytes())
        .filter(|at| LEAD.1.contains(&text.as_bytes()[at + 1]))
        .any(|at| text[at + 2..].starts_with(goes_on))
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
    // Latin-1 has controls where Windows-1252 has signs.
    if let '\u{80}'..='\u{9f}' = letter {
        return u8::try_from(u32::from(letter)).ok();
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
            assert_eq!(repaired(&damaged(&damaged(text))), text);
            let as_latin_1: String = text.bytes().map(char::from).collect();
            assert_eq!(repaired(&as_latin_1), text);
        }
    }

    #[test]
    fn damage_to_a_part_is_undone_where_it_is_certain() {
        for (text, expected) in [
            ("CafÃ© opens", "Café opens"),
            ("The minister doesnâ€™t know", "The minister doesn’t know"),
            (
                "Itâ€™s late, she doesnâ€™t know, he canâ€™t — “no”.",
                "It’s late, she doesn’t know, he can’t — “no”.",
            ),
            (
                "“No”, les dÃ©putÃ©s du parti dÃ©cidÃ©",
                "“No”, les députés du parti décidé",
            ),
        ] {
            assert_eq!(repaired(text), expected);
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
            "“A IRMÔ e «LIBERTÉ», “ela” e irmÔ",
            "itâ€™s or “itâ€™s”",
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
