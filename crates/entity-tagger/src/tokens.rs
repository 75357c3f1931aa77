//! Text -> tokens: words with their place, shape and lexicon entry, and what stands between them.

use crate::cyrillic;
use crate::lexicon::{Flags, LEXICON, Reader};
use crate::spelling::word_hash;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Small letters first, or a script without case.
    Lower,
    /// A capital, then small letters.
    Capital,
    /// Capitals only, two or more.
    Upper,
    /// One capital, alone or with its full stop.
    Initial,
    /// Digits first.
    Number,
    /// The `'s` of a possessive.
    Possessive,
    /// Anything that is not a word.
    Mark(char),
}

/// A word or mark of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// First Unicode scalar.
    pub(crate) char_start: usize,
    /// Unicode scalar after the last.
    pub(crate) char_end: usize,
    /// How it is written.
    pub(crate) shape: Shape,
    /// Hash of its folded form; 0 for a mark.
    pub(crate) hash: u64,
    /// What the lexicon knows of it.
    pub(crate) flags: Flags,
    /// Whether it opens a sentence, a quotation or a line, so that its capital says little.
    pub(crate) opens: bool,
    /// Whether it stands on a new line.
    pub(crate) opens_line: bool,
    /// Whether only a hyphen stands between it and the word before.
    pub(crate) hyphenated: bool,
}

impl Token {
    /// Returns whether it is a word that is written as names are.
    pub(crate) fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    /// Returns whether it is any word.
    pub(crate) fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_) | Shape::Possessive)
    }

    /// Returns whether it is this mark.
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    /// Returns whether it is one of these marks.
    pub(crate) fn is_one_of(&self, marks: &[char]) -> bool {
        matches!(self.shape, Shape::Mark(mark) if marks.contains(&mark))
    }

    /// Returns whether it is a pronoun, article or other small word.
    pub(crate) fn is_small(&self) -> bool {
        self.has(Flags::STOP)
    }

    /// Returns whether it is a word that is small unless it opens a sentence.
    pub(crate) fn is_ordinary(&self) -> bool {
        self.has(Flags::STOP.union(Flags::COMMON))
    }

    /// Returns whether it is an apostrophe that is no possessive.
    pub(crate) fn is_apostrophe(&self) -> bool {
        matches!(self.shape, Shape::Mark(mark) if is_apostrophe(mark))
    }

    /// Returns what it is in a phrase of the gazetteer: a word, or the apostrophe inside `Côte d'Ivoire`.
    pub(crate) fn in_phrase(&self) -> Option<u64> {
        let hash = if self.is_apostrophe() {
            APOSTROPHE_HASH
        } else {
            self.hash
        };
        Some(hash).filter(|&hash| hash != 0)
    }

    /// Returns whether the lexicon gives it any of these flags.
    pub(crate) fn has(&self, flags: Flags) -> bool {
        self.flags.intersects(flags)
    }
}

/// The hash of every possessive, so that `Moody's` is not `Moody`.
const POSSESSIVE_HASH: u64 = 0x27;

/// The hash of an apostrophe inside a phrase.
const APOSTROPHE_HASH: u64 = 0x60;

/// What an apostrophe inside a word is: whether `L'` and `Dell'` before a capital are articles of their own, and whether
/// what follows it is an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Elision {
    /// As in French and Italian.
    Splits,
    /// As in `L'Oréal` or `D'Angelo` elsewhere.
    Keeps,
    /// As in Turkish, `Ankara'da`: the name ends there.
    Ends,
}

/// Returns the words and marks of a text; line breaks and spaces are only remembered by the token after them.
pub(crate) fn tokens(text: &str, elision: Elision, reader: Reader) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut scanner = Scanner {
        text,
        byte: 0,
        chars: 0,
    };
    let mut opens = true;
    while let Some((mut token, opens_line)) = scanner.next_token(elision) {
        opens |= opens_line;
        token.opens_line = opens_line;
        if token.is_word() {
            let word = &text[token.start..token.end];
            look_up(&mut token, word, reader);
            token.hyphenated = follows_hyphen(&tokens, token.start);
            token.opens = opens;
            opens = false;
        } else {
            opens |= opens_after(&tokens, &token);
        }
        tokens.push(token);
    }
    tokens
}

/// Gives a word what the lexicon knows of it.
fn look_up(token: &mut Token, word: &str, reader: Reader) {
    token.flags = LEXICON.word(token.hash).read_in(reader);
    if reader == Reader::English || token.shape != Shape::Capital {
        return;
    }
    if cyrillic::ends_as_name(word) {
        token.flags = token.flags.union(Flags::SLAVIC_NAME);
    }
    if reader == Reader::German && token.flags == Flags::NONE {
        // "Tunesiens" and "Dahls" are of Tunesien and Dahl.
        let names = Flags::PHRASE.union(Flags::GIVEN).union(Flags::FAMILY);
        let nominative = word.strip_suffix('s').map(word_hash);
        let known = nominative.map(|hash| (hash, LEXICON.word(hash).read_in(reader)));
        if let Some((hash, flags)) = known.filter(|(_, flags)| flags.intersects(names)) {
            (token.hash, token.flags) = (hash, flags);
        }
    }
}

/// Returns the hashes of the words of a phrase, cut as [`tokens`] cuts them; the lexicon is built from these.
pub(crate) fn word_hashes(phrase: &str) -> Vec<u64> {
    let tokens = scanned(phrase, Elision::Keeps);
    tokens.map(|token| token.hash).filter(|&hash| hash != 0).collect()
}

/// Returns the same with the apostrophes inside the phrase, as an article with this elision has them.
pub(crate) fn phrase_hashes(phrase: &str, elision: Elision) -> Vec<u64> {
    let tokens = scanned(phrase, elision);
    let mut hashes: Vec<u64> = tokens.filter_map(|token| token.in_phrase()).collect();
    while hashes.last() == Some(&APOSTROPHE_HASH) {
        hashes.pop();
    }
    hashes
}

/// Returns the tokens of a phrase, not looked up.
fn scanned(phrase: &str, elision: Elision) -> impl Iterator<Item = Token> {
    let mut scanner = Scanner {
        text: phrase,
        byte: 0,
        chars: 0,
    };
    std::iter::from_fn(move || scanner.next_token(elision)).map(|(token, _)| token)
}

/// A place in a text, in bytes and in Unicode scalars.
struct Scanner<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl Scanner<'_> {
    /// Returns the next token, not yet looked up, and whether it stands on a new line.
    fn next_token(&mut self, elision: Elision) -> Option<(Token, bool)> {
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

fn is_apostrophe(char: char) -> bool {
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

/// Returns whether the mark before this place is a hyphen that touches words on both sides.
fn follows_hyphen(tokens: &[Token], start: usize) -> bool {
    let [.., word, hyphen] = tokens else { return false };
    matches!(hyphen.shape, Shape::Mark('-' | '‐' | '‑'))
        && hyphen.end == start
        && word.is_word()
        && word.end == hyphen.start
}

/// Returns whether a word after this mark may have its capital from its place alone.
fn opens_after(tokens: &[Token], mark: &Token) -> bool {
    let Shape::Mark(char) = mark.shape else {
        return false;
    };
    match char {
        '.' => !tokens.last().is_some_and(|word| is_abbreviated_title(word, mark)),
        '!' | '?' | '…' | ':' | '•' | '*' | '|' | '·' | '。' | '¿' | '¡' => true,
        '"' | '“' | '„' | '«' | '‘' => true,
        '–' | '—' | '-' => tokens.last().is_none_or(|word| word.end < mark.start),
        _ => false,
    }
}

/// Returns whether a full stop belongs to a short title, as in `Sen.` or `Dr.`.
fn is_abbreviated_title(word: &Token, stop: &Token) -> bool {
    const LONGEST: usize = 5;
    word.end == stop.start && word.has(Flags::TITLE) && word.end - word.start <= LONGEST
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
