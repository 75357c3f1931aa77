//! Text -> tokens: words with their place, shape and lexicon entry, and what stands between them.

use crate::cyrillic;
use crate::lexicon::{Flags, LEXICON, Reader};
use crate::scanner::{Scanner, is_apostrophe};
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
    let mut scanner = Scanner::new(text);
    let mut opens = true;
    while let Some((mut token, opens_line)) = scanner.next_token(elision) {
        opens |= opens_line;
        token.opens_line = opens_line;
        if token.is_word() {
            let word = &text[token.start..token.end];
            look_up(&mut token, word, reader);
            token.hyphenated = follows_hyphen(&tokens, token.start);
            token.opens = opens;
            if opens && reader == Reader::Any && token.shape == Shape::Capital && token.has(Flags::OPENER) {
                token.flags = token.flags.without(Flags::GIVEN).union(Flags::COMMON);
            }
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
    if reader == Reader::German && is_office_in_german(word) {
        token.flags = token.flags.union(Flags::TITLE);
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

/// Returns whether a German compound names an office: `Arbeitsministerin`, `Vizepräsident`, `Konzernchef`.
fn is_office_in_german(word: &str) -> bool {
    /// Letters before the office in the shortest compound.
    const SHORTEST: usize = 3;
    const OFFICES: [&str; 8] = [
        "minister",
        "präsident",
        "sprecher",
        "chef",
        "politiker",
        "direktor",
        "kanzler",
        "trainer",
    ];
    let office = ["innen", "in", "s", "n", "en"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    let ends_so = |word: &str| {
        let first = OFFICES.iter().find_map(|office| word.strip_suffix(office));
        first.is_some_and(|first| first.chars().count() >= SHORTEST)
    };
    ends_so(word) || office.is_some_and(ends_so)
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
    let mut scanner = Scanner::new(phrase);
    std::iter::from_fn(move || scanner.next_token(elision)).map(|(token, _)| token)
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
