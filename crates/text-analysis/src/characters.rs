//! Characters of Hangul and Katakana, which are words of their own as those of Han are: their scripts part words seldom
//! (サッカーワールドカップ) or not from what is no word alone (대통령의, KBS는).

use unicode_normalization::char::is_combining_mark;

/// Tells whether a byte of a word may begin one of these characters.
pub(crate) fn may_begin(byte: u8) -> bool {
    matches!(byte, 0xe1 | 0xe3 | 0xea..=0xed | 0xef)
}

/// Cuts a word before and behind each of these characters, and leaves out what joined them: 2025년 is 2025 and 년. A
/// character keeps the marks that belong to it.
pub(crate) fn cut(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    let parts = std::iter::from_fn(move || {
        let (part, behind) = rest.split_at(part_end(rest));
        rest = behind;
        // What a whole word ends in stays, as in one that is not cut.
        let is_last = behind.is_empty();
        (!part.is_empty()).then(|| {
            if is_last {
                part
            } else {
                part.trim_end_matches(joins)
            }
        })
    });
    parts.filter(|part| !part.is_empty())
}

/// Tells whether a sign joins parts of a word and is none itself.
fn joins(mark: char) -> bool {
    !mark.is_alphanumeric() && !is_combining_mark(mark)
}

fn part_end(word: &str) -> usize {
    let mut is_behind_character = false;
    let mut letters = word.char_indices();
    let end = letters.find(|(at, letter)| {
        let is_character = is_character(*letter);
        let is_letter = is_character || letter.is_alphanumeric() && !goes_on(*letter);
        let is_end = *at > 0 && (is_character || is_behind_character && is_letter);
        is_behind_character |= is_character;
        is_end
    });
    end.map_or(word.len(), |(at, _)| at)
}

/// Tells whether a character is a syllable of Hangul, the first part of one, or a letter of Katakana, which the mark of
/// a long vowel is as well.
fn is_character(letter: char) -> bool {
    matches!(letter,
        '가'..='힣' | '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}' | '\u{3131}'..='\u{318e}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}')
}

/// Tells whether a letter is part of the character before it: later parts of syllables, and the voicing marks of
/// half-width Katakana.
fn goes_on(letter: char) -> bool {
    matches!(letter, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}' | '\u{ff9e}' | '\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_around_characters() {
        for (word, parts) in [
            ("대통령의", "대 통 령 의"),
            ("KBS는", "KBS 는"),
            ("U.S.는", "U.S 는"),
            ("2025년", "2025 년"),
            ("3.5는", "3.5 는"),
            ("는a·b는", "는 a·b 는"),
            ("サッカー", "サ ッ カ ー"),
            ("ドナルド・トランプ", "ド ナ ル ド ト ラ ン プ"),
            ("ｶﾞｰﾄﾞ", "ｶﾞ ｰ ﾄﾞ"),
            ("カ\u{3099}ア", "カ\u{3099} ア"),
            (
                "\u{1103}\u{1162}\u{1110}\u{1169}\u{11bc}",
                "\u{1103}\u{1162} \u{1110}\u{1169}\u{11bc}",
            ),
            ("ア_イ", "ア イ"),
            ("中", "中"),
            ("Été", "Été"),
        ] {
            assert_eq!(cut(word).collect::<Vec<_>>().join(" "), parts, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(word in "([a-c1.·'_]|[가각カガー・ｶﾞ中]|[\u{1103}\u{1162}\u{11bc}\u{301}\u{3099}]|\\PC){0,12}") {
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&cut(&word).collect::<String>()), letters(&word));
            let is_character_alone = |part: &str| part.chars().filter(|letter| is_character(*letter)).count() <= 1;
            prop_assert!(cut(&word).all(is_character_alone));
            prop_assert!(word.bytes().any(may_begin) || !word.chars().any(is_character));
        }
    }
}
