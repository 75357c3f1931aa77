//! Looking for some words in a text: those that do not begin like any of them are passed over byte by byte, without
//! working out where they end.

use std::sync::OnceLock;

use crate::analyser::{Analyser, PARAGRAPH_GAP, Token, has_paragraph_break, stem_of};
use crate::beginnings::Beginnings;
use crate::stemmer::Beginning;
use crate::tokens::{
    Letters, WordSpan, ascii_end, ascii_start, drop_possessive, is_joint, is_word_byte, parts, span,
    stretches, unicode_words,
};

/// The first letters of terms that somebody looks for.
#[derive(Clone, Debug)]
pub struct Initials {
    /// For each first letter, in both cases, which second ones.
    seconds: [Seconds; 128],
    /// What each byte of a text may be.
    steps: [Step; 256],
    /// Their stems.
    terms: Vec<String>,
    /// What finds words of these where terms keep two letters and more, if anything does.
    beginnings: OnceLock<Option<Beginnings>>,
}

/// Second letters, a bit each.
type Seconds = u32;

/// Every second letter: a term has none, or another than those of ASCII.
const ANY_SECOND: Seconds = Seconds::MAX;

/// What a byte may be: these bits.
type Step = u8;
/// The first letter of a wanted term, if a word begins here.
const BEGINS: Step = 1;
/// A mark inside a word: folding may change its beginning.
const JOINS: Step = 2;
/// A letter, or what counts as one: no word begins behind it.
const GOES_ON: Step = 4;

impl Initials {
    /// Returns the first letters of these terms.
    pub fn of<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut initials = Self {
            seconds: [0; 128],
            steps: [0; 256],
            terms: terms.into_iter().map(|term| stem_of(term).to_owned()).collect(),
            beginnings: OnceLock::new(),
        };
        for (byte, step) in (0..=u8::MAX).zip(&mut initials.steps) {
            *step |= if is_word_byte(byte) { GOES_ON } else { 0 };
            *step |= if b"_'.,;".contains(&byte) { JOINS } else { 0 };
        }
        for term in &initials.terms {
            let mut letters = term.bytes();
            let Some(first) = letters.next() else { continue };
            let second = letters.next().and_then(bit_of).unwrap_or(ANY_SECOND);
            for case in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                let place = usize::from(case);
                if let Some(seconds) = initials.seconds.get_mut(place) {
                    *seconds |= second;
                    if case.is_ascii_alphanumeric() {
                        initials.steps[place] |= BEGINS;
                    }
                }
            }
        }
        initials
    }

    /// Returns what finds the words of the terms where terms keep so much of them.
    fn beginnings(&self, kept: Beginning) -> Option<&Beginnings> {
        let of_terms = || Beginnings::of(&self.terms);
        match kept {
            Beginning::TwoLetters => self.beginnings.get_or_init(of_terms).as_ref(),
            Beginning::Nothing | Beginning::Letter => None,
        }
    }

    /// Returns the next place where a word begins with a wanted letter, or where a mark may be inside a word.
    fn next_step(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let step = |byte: u8| self.steps[usize::from(byte)];
        // Without a branch for each letter inside a word, which no processor foresees.
        let looks_for = |before: Step| JOINS | (BEGINS & !(before >> 2));
        let before = from.checked_sub(1).map_or(0, |before| step(bytes[before]));
        let mut wanted = looks_for(before);
        let found = bytes.get(from..)?.iter().position(|byte| {
            let step = step(*byte);
            let is_found = step & wanted != 0;
            wanted = looks_for(step);
            is_found
        });
        found.map(|passed| from + passed)
    }

    /// Tells whether the term of a part of a word with marks inside may begin with a wanted letter: behind a mark, or
    /// where the word begins. Initials and words without their article do.
    fn may_be_in(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let is_first = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let is_wanted = |at: usize| self.steps[usize::from(bytes[at])] & BEGINS != 0;
        let mut places = 0..bytes.len();
        let is_word = places.clone().any(|at| bytes[at] != b'_');
        is_word && (bytes.contains(&b'_') || places.any(|at| is_first(at) && is_wanted(at)))
    }

    /// Tells whether the term of a word of plain letters may begin with wanted letters, where terms keep so much of
    /// their words.
    fn may_begin(&self, first: u8, second: Option<u8>, kept: Beginning) -> bool {
        let seconds = self
            .seconds
            .get(usize::from(first))
            .copied()
            .unwrap_or(ANY_SECOND);
        if seconds == 0 || seconds == ANY_SECOND || kept == Beginning::Letter {
            return seconds != 0;
        }
        match second.map(|letter| letter.to_ascii_lowercase()) {
            // Behind one letter, the ending may have become another: dying, die.
            Some(b'y') => {
                seconds & (bit_of(b'y').unwrap_or_default() | bit_of(b'i').unwrap_or_default()) != 0
            }
            Some(letter) => bit_of(letter).is_none_or(|bit| seconds & bit != 0),
            None => false,
        }
    }
}

/// Returns the bit of a small letter of ASCII.
fn bit_of(letter: u8) -> Option<Seconds> {
    letter.is_ascii_lowercase().then(|| 1 << (letter - b'a'))
}

impl Analyser {
    /// Calls `sink` for every term of the text that may begin with a wanted letter, in order, and for some others.
    /// Words have positions one after the other where no word and no end of a paragraph is between them, as
    /// [`Self::analyse`] has it, and are further apart where one is; how far is not told.
    pub fn analyse_initials(&mut self, text: &str, wanted: &Initials, mut sink: impl FnMut(Token<'_>)) {
        let kept = self.kept();
        if kept == Beginning::Nothing {
            return self.analyse(text, sink);
        }
        let mut neighbours = Neighbours::default();
        each_candidate(text, wanted, kept, &mut |word, end| {
            neighbours.step(text, word.start, end);
            let term = self.term(word.text);
            if term.is_empty() {
                return;
            }
            sink(Token {
                term,
                position: neighbours.position(),
                start: word.start,
                end: word.end,
            });
        });
    }
}

/// Which of the words that are looked at are neighbours.
#[derive(Default)]
struct Neighbours {
    /// Behind the position of the last word.
    next: usize,
    /// Whether something parts it from the next.
    is_parted: bool,
    /// Where it ends, with its possessive ending.
    end: usize,
}

impl Neighbours {
    /// Goes on to a word.
    fn step(&mut self, text: &str, start: usize, end: usize) {
        let between = &text[self.end..start];
        // Every word of other letters is looked at.
        let has_word = between.bytes().rev().any(|byte| byte.is_ascii_alphanumeric());
        self.is_parted |= has_word || has_paragraph_break(between);
        self.end = end;
    }

    /// Returns the position of the word.
    fn position(&mut self) -> usize {
        let gap = if self.is_parted { PARAGRAPH_GAP } else { 0 };
        let position = self.next + gap;
        self.next = position + 1;
        self.is_parted = false;
        position
    }
}

/// Calls `visit` for every word whose term may begin with a wanted letter, and for every one with other letters than
/// those of ASCII, each with its end before its possessive ending was dropped.
fn each_candidate<'a>(
    text: &'a str,
    wanted: &Initials,
    kept: Beginning,
    visit: &mut impl FnMut(WordSpan<'a>, usize),
) {
    let beginnings = wanted.beginnings(kept);
    for (start, stretch) in stretches(text) {
        if let Some(beginnings) = beginnings.filter(|_| stretch.is_ascii()) {
            each_beginning(start, stretch, beginnings, visit);
        } else if stretch.is_ascii() {
            each_ascii_candidate(start, stretch, wanted, kept, visit);
        } else {
            for (word_start, word) in unicode_words(stretch) {
                each_part(start + word_start, word, visit);
            }
        }
    }
}

fn each_beginning<'a>(
    start: usize,
    text: &'a str,
    beginnings: &Beginnings,
    visit: &mut impl FnMut(WordSpan<'a>, usize),
) {
    let bytes = text.as_bytes();
    let mut next = 0;
    for at in beginnings.places(bytes) {
        if at < next {
            continue;
        }
        let first = match at.checked_sub(1) {
            Some(mark) if is_joint(bytes, mark) => ascii_start(bytes, at),
            _ => at,
        };
        let (end, letters) = ascii_end(bytes, first);
        next = end;
        let word = &text[first..end];
        match letters {
            Letters::Plain => visit(span(start + first, word), start + end),
            Letters::Other => each_part(start + first, word, visit),
        }
    }
}

fn each_ascii_candidate<'a>(
    start: usize,
    text: &'a str,
    wanted: &Initials,
    kept: Beginning,
    visit: &mut impl FnMut(WordSpan<'a>, usize),
) {
    let bytes = text.as_bytes();
    let mut next = 0;
    while let Some(at) = wanted.next_step(bytes, next) {
        next = at + 1;
        let step = wanted.steps[usize::from(bytes[at])];
        let first = if step & JOINS == 0 {
            if !wanted.may_begin(bytes[at], bytes.get(at + 1).copied(), kept) {
                continue;
            }
            at
        } else if bytes[at] == b'_' || is_joint(bytes, at) {
            ascii_start(bytes, at)
        } else {
            continue;
        };
        let (end, letters) = ascii_end(bytes, first);
        next = end;
        let word = &text[first..end];
        match letters {
            Letters::Plain => visit(span(start + first, word), start + end),
            Letters::Other if wanted.may_be_in(word) => each_part(start + first, word, visit),
            Letters::Other => {}
        }
    }
}

fn each_part<'a>(start: usize, word: &'a str, visit: &mut impl FnMut(WordSpan<'a>, usize)) {
    for part in parts(start, word) {
        visit(drop_possessive(part), part.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Language;
    use proptest::prelude::*;

    fn analyser(code: &str) -> Analyser {
        Analyser::new(Language::from_code(code).as_ref())
    }

    fn all(code: &str, text: &str) -> Vec<(String, usize, usize)> {
        let mut all = Vec::new();
        analyser(code).analyse(text, |token| {
            all.push((token.term.to_owned(), token.position, token.start));
        });
        all
    }

    fn spotted(code: &str, text: &str, wanted: &[&str]) -> Vec<(String, usize, usize)> {
        let initials = Initials::of(wanted.iter().copied());
        let mut found = Vec::new();
        analyser(code).analyse_initials(text, &initials, |token| {
            found.push((token.term.to_owned(), token.position, token.start));
        });
        found.retain(|(term, ..)| wanted.iter().any(|wanted| stem_of(wanted) == stem_of(term)));
        found
    }

    #[test]
    fn neighbours_are_neighbours() {
        let check = |text: &str, wanted: &[&str], expected: &[bool]| {
            let found = spotted("en", text, wanted);
            let pairs: Vec<bool> = found.windows(2).map(|pair| pair[1].1 == pair[0].1 + 1).collect();
            assert_eq!(pairs, expected, "{text}");
        };
        check("old port, new port", &["old", "port"], &[true, false]);
        check("old port\n\nold port", &["old", "port"], &[true, false, true]);
        check(
            "the U.S. ports of Ellis's port",
            &["us", "port", "elli"],
            &[true, false, true],
        );
        check(
            "“Port” officials’ port café port",
            &["port", "offici"],
            &[true, true, false],
        );
        check("old의 port, old:port", &["old", "port"], &[false, true, true]);
        check("port.old a_b old", &["port", "old"], &[true, false]);
    }

    proptest! {
        #[test]
        fn initials_pass_over_nothing_wanted(text in "([a-zA-Z0-9'’.: é]|[ab_.,:：;'1각カ]|\n\n|\\PC){0,60}", code in "en|fr|it|de|nl|es|pt|ro|sv|da|no|tr|hu|fi|ca|id|lt|ga|eu|eo|et|") {
            let all = all(&code, &text);
            for wanted in all.iter().map(|(term, ..)| term.as_str()) {
                let found: Vec<usize> = spotted(&code, &text, &[wanted]).iter().map(|token| token.2).collect();
                let expected: Vec<usize> = all.iter().filter(|(term, ..)| term == wanted).map(|token| token.2).collect();
                prop_assert_eq!(found, expected);
            }
            // With two words that stand next to each other somewhere, others may too.
            for pair in all.windows(2) {
                let wanted = [pair[0].0.as_str(), pair[1].0.as_str()];
                let found = spotted(&code, &text, &wanted);
                let expected = all.iter().filter(|(term, ..)| wanted.contains(&term.as_str()));
                let expected: Vec<_> = expected.collect();
                let are_neighbours = |first: usize, second: usize| second == first + 1;
                for (found, expected) in found.windows(2).zip(expected.windows(2)) {
                    prop_assert_eq!(
                        are_neighbours(found[0].1, found[1].1),
                        are_neighbours(expected[0].1, expected[1].1),
                        "{:?} {:?}", found, expected
                    );
                }
            }
        }

        #[test]
        fn english_keeps_two_letters(word in "[a-z][aeiouy]{0,2}[a-z]{0,3}(s|es|ies|ied|ed|eed|ing|ying|y|ly|edly|ingly|ement|ation|al|er|ness)?") {
            let term = analyser("en").terms(&word).concat();
            let initials = Initials::of([term.as_str()]);
            let mut letters = word.bytes();
            let (first, second) = (letters.next().unwrap(), letters.next());
            prop_assert!(initials.may_begin(first, second, Beginning::TwoLetters), "{} {}", word, term);
        }
    }
}
