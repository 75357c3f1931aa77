//! The characters of a query: full-width forms become plain ones, each in its place, so that offsets stay.

/// Returns each character as the lexer reads it.
pub(crate) fn characters(text: &str) -> Vec<char> {
    text.chars().map(plain).collect()
}

fn plain(character: char) -> char {
    /// Full-width forms of ASCII stand this far above it.
    const FULL_WIDTH_OFFSET: u32 = 0xff01 - 0x21;
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - FULL_WIDTH_OFFSET).unwrap_or(character)
        }
        // The minus sign and the small and CJK forms of the brackets that some keyboards give.
        '\u{2212}' | '\u{fe63}' => '-',
        '\u{fe59}' => '(',
        '\u{fe5a}' => ')',
        character if character.is_whitespace() || character.is_control() => ' ',
        character => character,
    }
}

/// Returns whether a character is punctuation that may stand around a word without being part of it.
pub(crate) fn is_punctuation(character: char) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' | '\u{3005}'..='\u{3007}' => false,
        // Numerals stand among the marks of the same block.
        character if character.is_alphanumeric() => false,
        '¡' | '§' | '¶' | '·' | '¿' | '«' | '»' => true,
        // Arabic and Indian commas, question marks and full stops.
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}' => true,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{fe10}'..='\u{fe6f}' => true,
        character => character.is_ascii_punctuation(),
    }
}

/// Returns whether there is anything to search for.
pub(crate) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Returns whether the character is a word of its own in the index, because its script parts no words or parts them from
/// nothing that a reader looks for: in Hangul, what stands between two spaces has endings that change.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{115f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3131}'..='\u{318e}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_plain_in_place() {
        let text = "ＡＮＤ（ｓｏｕｒｃｅ：ａ）\u{3000}－ｂ\t中";
        let expected = "AND(source:a) -b 中";
        assert_eq!(characters(text).into_iter().collect::<String>(), expected);
        assert_eq!(characters(text).len(), text.chars().count());
    }
}
