//! Text -> words and marks, one at a time and not yet looked up: where each ends and how it is written.

use crate::caseless::is_unspaced;
use crate::lexicon::Flags;
use crate::spelling::word_hash;
use crate::tokens::{Elision, Shape, Token};

/// The hash of every possessive, so that `Moody's` is not `Moody`.
const POSSESSIVE_HASH: u64 = 0x27;

/// A place in a text, in bytes and in Unicode scalars.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> Scanner<'a> {
    /// Returns the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            chars: 0,
        }
    }

    /// Returns the next token, not yet looked up, and whether it stands on a new line.
    pub(crate) fn next_token(&mut self, elision: Elision) -> Option<(Token, bool)> {
        let mut opens_line = self.byte == 0;
        let char = loop {
            let char = self.peek()?;
            if !char.is_whitespace() {
                break char;
            }
            opens_line |= char == '\n';
            self.advance(char);
        };
        let (start, char_start) = (self.byte, self.chars);
        let shape = if char.is_alphanumeric() {
            self.word(elision);
            shape(&self.text[start..self.byte])
        } else {
            self.mark(char)
        };
        let hash = match shape {
            Shape::Mark(_) => 0,
            Shape::Possessive => POSSESSIVE_HASH,
            _ => word_hash(&self.text[start..self.byte]),
        };
        let token = Token {
            start,
            end: self.byte,
            char_start,
            char_end: self.chars,
            shape,
            hash,
            flags: Flags::NONE,
            opens: false,
            opens_line: false,
            hyphenated: false,
        };
        Some((token, opens_line))
    }

    fn peek(&self) -> Option<char> {
        self.text[self.byte..].chars().next()
    }

    fn advance(&mut self, char: char) {
        self.byte += char.len_utf8();
        self.chars += 1;
    }

    /// Moves over a mark, or over the two characters of a possessive.
    fn mark(&mut self, char: char) -> Shape {
        self.advance(char);
        let follows_word = self.text[..self.byte - char.len_utf8()].ends_with(char::is_alphanumeric);
        if !is_apostrophe(char) || !follows_word {
            return Shape::Mark(char);
        }
        let mut rest = self.text[self.byte..].chars();
        match (rest.next(), rest.next()) {
            (Some(s @ ('s' | 'S')), next) if !next.is_some_and(char::is_alphanumeric) => {
                self.advance(s);
                Shape::Possessive
            }
            _ => Shape::Mark(char),
        }
    }

    /// Moves over a word: letters, digits, combining marks, inner apostrophes and ampersands, and the full
    /// stops of `U.S.` and `J.`.
    fn word(&mut self, elision: Elision) {
        let start = self.byte;
        loop {
            self.pass_plain();
            let Some(char) = self.peek() else { return };
            // Japanese writes its own words right behind Latin letters, and these behind its own.
            if !char.is_ascii()
                && self.byte > start
                && is_unspaced(char) != self.text[start..self.byte].ends_with(is_unspaced)
            {
                return;
            }
            if char.is_alphanumeric() || is_word_mark(char) {
                self.advance(char);
                continue;
            }
            if !matches!(char, '\'' | '’' | 'ʼ' | '&' | '.') {
                return;
            }
            let mut rest = self.text[self.byte + char.len_utf8()..].chars();
            let (next, after) = (rest.next(), rest.next());
            let joins = match char {
                '\'' | '’' | 'ʼ' => {
                    let word = &self.text[start..self.byte];
                    next.is_some_and(char::is_alphabetic)
                        && !is_possessive(next, after)
                        && !splits(word, next, elision)
                }
                '&' => next.is_some_and(char::is_uppercase) && self.byte - start <= 3,
                '.' => self.is_abbreviation(start, next, after),
                _ => false,
            };
            if !joins {
                return;
            }
            self.advance(char);
        }
    }

    /// Moves over letters and digits of ASCII, which most words are.
    fn pass_plain(&mut self) {
        let rest = &self.text.as_bytes()[self.byte..];
        let n_plain = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        self.byte += n_plain;
        self.chars += n_plain;
    }

    /// Returns whether the full stop here belongs to the word: after a lone capital letter, or after a
    /// letter that already follows a full stop.
    fn is_abbreviation(&self, start: usize, next: Option<char>, after: Option<char>) -> bool {
        let word = &self.text[start..self.byte];
        let mut last = word.chars().rev();
        let is_letter = last.next().is_some_and(char::is_alphabetic);
        let stands_alone = last.next().is_none_or(|char| char == '.');
        if !is_letter || !stands_alone {
            return false;
        }
        let is_capital = word.starts_with(char::is_uppercase);
        let goes_on = next.is_some_and(char::is_alphabetic) && after.is_none_or(|char| !char.is_alphabetic());
        goes_on || is_capital || word.contains('.')
    }
}

/// Returns whether an apostrophe before these letters opens a possessive.
fn is_possessive(next: Option<char>, after: Option<char>) -> bool {
    matches!(next, Some('s' | 'S')) && !after.is_some_and(char::is_alphanumeric)
}

/// Returns whether the word ends before an apostrophe: as an article or preposition of its own, as in `l'Ukraine`, or
/// because what follows is an ending.
fn splits(word: &str, next: Option<char>, elision: Elision) -> bool {
    /// Bytes of the longest that splits, the Italian `quest'`.
    const LONGEST: usize = 6;
    match elision {
        Elision::Ends => true,
        _ if word.len() > LONGEST => false,
        Elision::Splits => !word.eq_ignore_ascii_case("aujourd"),
        Elision::Keeps => next.is_some_and(char::is_uppercase) && word.chars().all(char::is_lowercase),
    }
}

/// Returns whether a mark is an apostrophe.
pub(crate) fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | 'ʼ')
}

/// Returns whether a character that is no letter is part of the word it follows (combining marks, and the
/// soft hyphens and joiners that pages put into words).
fn is_word_mark(char: char) -> bool {
    !char.is_ascii()
        && (matches!(char, '\u{ad}' | '\u{200c}' | '\u{200d}')
            || unicode_normalization::char::is_combining_mark(char))
}

/// Returns how a word is written.
fn shape(word: &str) -> Shape {
    if word.is_ascii() {
        return ascii_shape(word.as_bytes());
    }
    let mut letters = word.chars().filter(|char| char.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::Number;
    };
    if word.starts_with(|char: char| char.is_numeric()) {
        return Shape::Number;
    }
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let mut n_letters = 1;
    let mut all_upper = true;
    for letter in letters {
        n_letters += 1;
        all_upper &= !letter.is_lowercase();
    }
    match (n_letters, all_upper) {
        (1, _) if word.chars().any(char::is_numeric) => Shape::Upper,
        (1, _) => Shape::Initial,
        (_, true) => Shape::Upper,
        _ => Shape::Capital,
    }
}

/// The same of a word of ASCII, many letters at a time.
fn ascii_shape(word: &[u8]) -> Shape {
    let count = |is: fn(&u8) -> bool| word.iter().filter(|byte| is(byte)).count();
    let first = word.iter().find(|byte| byte.is_ascii_alphabetic());
    let starts_with_digit = word.first().is_some_and(u8::is_ascii_digit);
    match first {
        None => Shape::Number,
        Some(_) if starts_with_digit => Shape::Number,
        Some(first) if first.is_ascii_lowercase() => Shape::Lower,
        Some(_) if count(u8::is_ascii_lowercase) > 0 => Shape::Capital,
        Some(_) if count(u8::is_ascii_alphabetic) > 1 => Shape::Upper,
        Some(_) if count(u8::is_ascii_digit) > 0 => Shape::Upper,
        Some(_) => Shape::Initial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ascii_have_the_shape_of_others() {
        for (plain, other, expected) in [
            ("harbour", "harboúr", Shape::Lower),
            ("iPhone", "iPhöne", Shape::Lower),
            ("Norrvik", "Nörrvik", Shape::Capital),
            ("McAdam", "McAdäm", Shape::Capital),
            ("US", "ÜS", Shape::Upper),
            ("U.S.", "Ü.S.", Shape::Upper),
            ("A4", "Ä4", Shape::Upper),
            ("J.", "Å.", Shape::Initial),
            ("1st", "1ść", Shape::Number),
            ("2026", "２０２６", Shape::Number),
        ] {
            assert_eq!(shape(plain), expected, "{plain}");
            assert_eq!(shape(other), expected, "{other}");
        }
    }
}
