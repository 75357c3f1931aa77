//! [`Beginnings`]: how English words begin whose terms somebody looks for. A text is searched for words with one of their
//! first letters many bytes at a time; the next letters are looked at one by one.

use crate::tokens::is_word_byte;

/// Letters of a word that are looked for. More of them hardly find fewer words.
const MOST: usize = 3;
/// With fewer, almost every word would be found.
const LEAST: usize = 2;
/// Last letters of a term that the stemmer may have put in place of others: `ability` has the term `abl`, `hoping` has
/// `hope`.
const CHANGED: usize = 2;
/// With more of them, looking at each word costs less.
const MAX_BEGINNINGS: usize = 16;
/// What capital letters lack that small ones have; full stops and digits have it too.
const SMALL: u8 = 0x20;

/// Finds where words begin that may have one of some terms.
#[derive(Clone, Debug)]
pub(crate) struct Beginnings {
    all: Vec<FirstLetters>,
    /// Their first letters, each once.
    firsts: Vec<u8>,
}

/// How some words begin, in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FirstLetters {
    first: u8,
    second: u8,
    /// Nothing where any may stand there.
    third: Option<u8>,
}

impl Beginnings {
    /// Returns what finds the words of some terms; nothing where terms are too short, too many or too odd for it.
    pub(crate) fn of(terms: &[String]) -> Option<Self> {
        let mut all: Vec<FirstLetters> = Vec::new();
        let mut add = |begin: FirstLetters| {
            if !all.contains(&begin) {
                all.push(begin);
            }
        };
        // No word of ASCII has a term of other letters.
        for term in terms.iter().filter(|term| term.is_ascii()) {
            let letters = term.as_bytes();
            if letters.len() < LEAST || !letters[0].is_ascii_alphanumeric() {
                return None;
            }
            let kept = letters.len().saturating_sub(CHANGED).clamp(LEAST, MOST);
            let begin = FirstLetters {
                first: letters[0] | SMALL,
                second: letters[1] | SMALL,
                third: letters[..kept].get(LEAST).map(|letter| letter | SMALL),
            };
            add(begin);
            // Behind one letter, the ending may have become another: dying, die.
            if kept == LEAST && begin.second == b'i' {
                add(FirstLetters {
                    second: b'y',
                    ..begin
                });
            }
        }
        let mut firsts: Vec<u8> = all.iter().map(|begin| begin.first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        (all.len() <= MAX_BEGINNINGS).then_some(Self { all, firsts })
    }

    /// Returns the places in a text of ASCII, in order, where words or parts of words begin that may have one of the
    /// terms.
    pub(crate) fn places(&self, text: &[u8]) -> Vec<usize> {
        let mut places = Vec::new();
        for start in (0..text.len()).step_by(BLOCK) {
            let marks = match (start.checked_sub(1), text.get(start..start + BLOCK)) {
                (Some(before), Some(here)) => self.marks(&block(&text[before..]), &block(here)),
                (before, _) => {
                    let here = block(&text[start..]);
                    let mut behind = [0; BLOCK];
                    behind[1..].copy_from_slice(&here[..BLOCK - 1]);
                    behind[0] = before.map_or(0, |before| text[before]);
                    self.marks(&behind, &here)
                }
            };
            each_mark(&marks, |mark| {
                if self.may_begin(&text[start + mark..]) {
                    places.push(start + mark);
                }
            });
        }
        places
    }

    /// Marks the bytes that begin a word with one of the first letters, given the bytes before them.
    fn marks(&self, before: &Block, here: &Block) -> Block {
        // Without branches, so that many bytes are looked at at a time.
        let mut marks = [0; BLOCK];
        for first in &self.firsts {
            let first = *first;
            for (at, mark) in marks.iter_mut().enumerate() {
                *mark |= u8::from(here[at] | SMALL == first);
            }
        }
        for (at, mark) in marks.iter_mut().enumerate() {
            *mark &= 1 ^ u8::from(is_word_byte(before[at]));
        }
        marks
    }

    fn may_begin(&self, text: &[u8]) -> bool {
        let [first, second, third] = match text {
            [first, second, third, ..] => [*first, *second, *third].map(|byte| byte | SMALL),
            [first, second] => [first | SMALL, second | SMALL, 0],
            _ => return false,
        };
        self.all.iter().any(|begin| {
            let is_word = second == begin.second && begin.third.is_none_or(|letter| letter == third);
            // Initials are parted by full stops.
            let are_initials = second == b'.' && third == begin.second;
            first == begin.first && (is_word || are_initials)
        })
    }
}

/// Bytes that are looked at at a time.
const BLOCK: usize = 64;
type Block = [u8; BLOCK];

/// Returns the first bytes of a text, behind the last of which nothing stands.
fn block(text: &[u8]) -> Block {
    match text.first_chunk() {
        Some(block) => *block,
        None => {
            let mut block = [0; BLOCK];
            block[..text.len()].copy_from_slice(text);
            block
        }
    }
}

/// Visits the places of ones among zeros.
fn each_mark(marks: &Block, mut visit: impl FnMut(usize)) {
    const AT_ONCE: usize = size_of::<u64>();
    let (parts, _) = marks.as_chunks::<AT_ONCE>();
    for (number, part) in parts.iter().enumerate() {
        let mut left = u64::from_le_bytes(*part);
        while left != 0 {
            visit(number * AT_ONCE + left.trailing_zeros() as usize / 8);
            left &= left - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyser;
    use crate::analyser::stem_of;
    use article::Language;
    use proptest::prelude::*;

    fn places(text: &str, terms: &[&str]) -> Option<Vec<usize>> {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        Some(Beginnings::of(&terms)?.places(text.as_bytes()))
    }

    #[test]
    fn finds_where_words_begin() {
        let check = |text: &str, terms: &[&str], expected: &[usize]| {
            assert_eq!(places(text, terms).as_deref(), Some(expected), "{text}");
        };
        check("Port ports sport PORTAL", &["port"], &[0, 5, 17]);
        check("the U.S. and the US, bus", &["us"], &[4, 17]);
        check("dying to die", &["die"], &[0, 9]);
        check("ability, abler", &["abl"], &[0, 9]);
        check("o'port a_port", &["port"], &[2]);
        check("a fine port", &["port", "fine"], &[2, 7]);
        check("no", &["port"], &[]);
        check("no", &[], &[]);
        let long = format!("{}port {}port", "a ".repeat(60), "a".repeat(70));
        check(&long, &["port"], &[120]);
    }

    #[test]
    fn what_is_too_short_or_too_much_is_not_looked_for() {
        for terms in [&["a"][..], &["port", "x"], &["_port"], &[""]] {
            assert_eq!(places("a port", terms), None, "{terms:?}");
        }
        let many: Vec<String> = ('a'..='z').map(|letter| format!("{letter}port")).collect();
        assert!(Beginnings::of(&many).is_none());
    }

    proptest! {
        #[test]
        fn places_are_those_of_a_slow_search(text in "([a-d ]{0,40}|[A-D_.']){0,9}", terms in prop::collection::vec("[a-d]{2,5}", 1..4)) {
            let beginnings = Beginnings::of(&terms).unwrap();
            let begins = |place: &usize| {
                let before = text[..*place].bytes().last();
                !before.is_some_and(is_word_byte) && beginnings.may_begin(&text.as_bytes()[*place..])
            };
            let expected: Vec<usize> = (0..text.len()).filter(begins).collect();
            prop_assert_eq!(beginnings.places(text.as_bytes()), expected);
        }

        #[test]
        fn words_begin_as_their_terms(word in "[a-z][aeiouy]{0,2}[a-z]{0,5}(s|es|ies|ied|ed|eed|ing|ying|y|ly|edly|ingly|ement|ation|al|er|ness|(b|iv)ilit(y|ies)|i[sz]ations?|enc(y|ies)|ably|ogy|'s?)?|[a-z](\\.[a-z]){1,4}|\\PC{1,6}") {
            let mut words = Vec::new();
            Analyser::new(Language::from_code("en").as_ref()).analyse(&word, |token| {
                words.push((token.term.to_owned(), token.start));
            });
            for (term, start) in words {
                let found = places(&word, &[stem_of(&term)]);
                let is_found = found.is_none_or(|places| places.contains(&start));
                prop_assert!(is_found || !word.is_ascii(), "{} {}", word, term);
            }
        }
    }
}
