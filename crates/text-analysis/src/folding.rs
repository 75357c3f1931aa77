//! Folding: texts that a reader takes for the same become the same letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Returns the text with compatibility forms, case, accents of Latin and Greek letters, Arabic and Hebrew
/// vowel points, the dots of borrowed sounds in Devanagari, quotes and dashes folded: `Été`, `ÉTÉ`, `ete` and
/// full-width `ｅｔｅ` are equal.
///
/// Marks that make another letter stay (Cyrillic `й`, `ї`, Indic vowel signs); Russian `ё` becomes `е`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut base = ' ';
    let mut kept_mark = false;
    for character in text.chars() {
        if character.is_ascii() && character != '`' {
            base = character;
            folded.push(character.to_ascii_lowercase());
        } else if matches!(character, '가'..='힣') {
            // A syllable of Hangul stays in one piece.
            base = character;
            folded.push(character);
        } else {
            decompose_compatible(character, |part| {
                kept_mark |= push_folded(part, &mut base, &mut folded);
            });
        }
    }
    // Kept marks (й, ї, ガ) and parts of syllables are joined with their letters again.
    if kept_mark { folded.nfc().collect() } else { folded }
}

/// Adds a part of a character, and returns whether it may be one with the letter before it.
fn push_folded(part: char, base: &mut char, folded: &mut String) -> bool {
    if is_combining_mark(part) {
        let is_kept = keeps_mark(*base, part);
        if is_kept {
            folded.push(part);
        }
        return is_kept;
    }
    *base = part;
    match part {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'þ' | 'Þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '´' | '`' | '′' | '\u{5f3}' => folded.push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '\u{5f4}' => folded.push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => folded.push('-'),
        // Soft hyphen, zero-width joiners, Arabic tatweel and the byte order mark are not seen.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{640}' | '\u{feff}' => {}
        _ => part
            .to_lowercase()
            .filter(|part| !is_combining_mark(*part))
            .for_each(|part| folded.push(part)),
    }
    // Vowels and last consonants of Hangul.
    matches!(part, '\u{1160}'..='\u{11ff}')
}

/// Tells whether a combining mark makes another letter of its base, rather than an accent on it.
fn keeps_mark(base: char, mark: char) -> bool {
    match mark {
        // Accents: dropped, but for Cyrillic й and ї, and Belarusian ў.
        '\u{300}'..='\u{36f}' => {
            (mark == '\u{306}' && matches!(base, 'и' | 'И' | 'у' | 'У'))
                || (mark == '\u{308}' && matches!(base, 'і' | 'І'))
        }
        // Hebrew points and Arabic vowel signs: dropped.
        '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => false,
        // The nukta, which most writers leave out: फ़िल्म is फिल्म.
        '\u{93c}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_readers_take_for_the_same() {
        for (text, folded) in [
            ("Security", "security"),
            ("Été", "ete"),
            ("e\u{301}te\u{301}", "ete"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("Øresund Łódź", "oresund lodz"),
            ("Ｇｕａｒａｎｔｅｅ", "guarantee"),
            ("“don’t” — «oui»", "\"don't\" - \"oui\""),
            ("Зеленский Ёлка", "зеленский елка"),
            ("Україна Київ", "україна київ"),
            ("Όμηρος", "ομηροσ"),
            ("مُحَمَّد", "محمد"),
            ("हिन्दी", "हिन्दी"),
            ("फ़िल्म बा\u{95b}ार", "फिल्म बाजार"),
            ("צה״ל ג׳ורג׳", "צה\"ל ג'ורג'"),
            ("대통령", "대통령"),
            ("\u{1103}\u{1162}\u{1110}\u{1169}\u{11bc} 가\u{11a8}", "대통 각"),
            ("ｶﾞｰﾄﾞ・ハ\u{309a}", "ガード・パ"),
            ("中文", "中文"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
