//! [`Sieve`]: finds the words of a dictionary that are like something without looking at all of them.

use std::io;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::termdict::{TermDictionary, TermStreamer};
use tantivy_fst::Automaton;
use tantivy_fst::automaton::AlwaysMatch;

use super::expansion::{Expanded, WORDS_A_LOOK};
use super::verified::Clock;
use crate::spelling::{distance, start_distance};

/// What lets words of a dictionary pass.
pub(super) struct Sieve<'a> {
    /// The letters that all words start with that pass.
    start: String,
    /// Which branches of the dictionary are walked.
    branches: Branches,
    /// By how many letters words differ.
    distance: Box<Distance<'a>>,
}

/// Returns by how many letters a word differs; nothing where it does not pass.
type Distance<'a> = dyn Fn(&str) -> Option<u8> + 'a;

/// Branches of a dictionary with at least the words that pass.
enum Branches {
    /// All with the start: looking at its words is as quick.
    All,
    /// Those of words that are close to one.
    Close(DfaWrapper),
    /// Those of words with a start that is.
    CloseStart(Starting),
}

/// Accepts what has a start that an automaton accepts. The engine has one for starts that are close to a word, which
/// misses some that go on.
struct Starting(DfaWrapper);

impl Automaton for Starting {
    /// The state before a start was accepted.
    type State = Option<<DfaWrapper as Automaton>::State>;

    fn start(&self) -> Self::State {
        Some(self.0.start()).filter(|state| !self.0.is_match(state))
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_none()
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_none_or(|state| self.0.can_match(&state))
    }

    fn will_always_match(&self, state: &Self::State) -> bool {
        state.is_none()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let next = self.0.accept(state.as_ref()?, byte);
        Some(next).filter(|state| !self.0.is_match(state))
    }
}

impl<'a> Sieve<'a> {
    /// Lets words with a start pass that are of a kind.
    pub(super) fn of_all(start: String, is_like: impl Fn(&str) -> bool + 'a) -> Self {
        Self {
            start,
            branches: Branches::All,
            distance: Box::new(move |word| is_like(word).then_some(0)),
        }
    }

    /// Lets words pass that differ from one by so many letters at most, and not in the first.
    pub(super) fn of_close(word: &'a [char], most: u8) -> Self {
        Self {
            start: word.iter().take(1).collect(),
            branches: automaton(word, most).map_or(Branches::All, Branches::Close),
            distance: Box::new(move |other| distance(word, other, most)),
        }
    }

    /// Lets words pass with a start that differs so, and not those that begin with the word.
    pub(super) fn of_close_starts(word: &'a [char], most: u8) -> Self {
        let automaton = automaton(word, most).map(Starting);
        Self {
            start: word.iter().take(1).collect(),
            branches: automaton.map_or(Branches::All, Branches::CloseStart),
            distance: Box::new(move |other| start_distance(word, other, most).filter(|found| *found > 0)),
        }
    }

    /// Visits the words of a dictionary that pass, until the clock stops.
    pub(super) fn each_word(
        &self,
        dictionary: &TermDictionary,
        clock: &Clock,
        visit: impl FnMut(Expanded, &TermInfo) -> io::Result<()>,
    ) -> io::Result<()> {
        let from = &self.start;
        let to = format!("{from}{}", char::MAX);
        match &self.branches {
            Branches::All => {
                let words = dictionary.range().ge(from).le(&to);
                self.pass::<AlwaysMatch>(words.into_stream()?, clock, visit)
            }
            Branches::Close(automaton) => {
                let words = dictionary.search(automaton).ge(from).le(&to);
                self.pass(words.into_stream()?, clock, visit)
            }
            Branches::CloseStart(automaton) => {
                let words = dictionary.search(automaton).ge(from).le(&to);
                self.pass(words.into_stream()?, clock, visit)
            }
        }
    }

    fn pass<A: Automaton>(
        &self,
        mut words: TermStreamer<'_, A>,
        clock: &Clock,
        mut visit: impl FnMut(Expanded, &TermInfo) -> io::Result<()>,
    ) -> io::Result<()>
    where
        A::State: Clone,
    {
        let mut n_seen = 0_usize;
        while let Some((word, info)) = words.next() {
            n_seen += 1;
            if n_seen.is_multiple_of(WORDS_A_LOOK) && clock.has_passed() {
                break;
            }
            let word = std::str::from_utf8(word).ok();
            let close = word.and_then(|word| Some((word, (self.distance)(word)?)));
            let Some((word, distance)) = close else {
                continue;
            };
            let word = Expanded {
                text: word.to_owned(),
                distance,
                n_articles: info.doc_freq as usize,
            };
            visit(word, info)?;
        }
        Ok(())
    }
}

/// Returns what accepts at least the words that differ from one by so many letters at most.
fn automaton(word: &[char], most: u8) -> Option<DfaWrapper> {
    let word: String = word.iter().collect();
    // The query is for the letters alone, whatever the field.
    let term = Term::from_field_text(Field::from_field_id(0), &word);
    FuzzyTermQuery::new(term, most, true).automaton().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use tantivy::directory::FileSlice;
    use tantivy::termdict::TermDictionaryBuilder;

    use super::*;

    fn dictionary(words: &BTreeSet<String>) -> TermDictionary {
        let mut builder = TermDictionaryBuilder::create(Vec::new()).expect("memory can be written");
        for word in words {
            builder
                .insert(word, &TermInfo::default())
                .expect("the words are in order");
        }
        let bytes = builder.finish().expect("memory can be written");
        TermDictionary::open(FileSlice::from(bytes)).expect("the bytes are a dictionary")
    }

    fn words_by(dictionary: &TermDictionary, sieve: &Sieve<'_>) -> Vec<Expanded> {
        let clock = Clock::new(Instant::now() + Duration::from_secs(3_600));
        let mut found = Vec::new();
        let add = |word, _: &TermInfo| {
            found.push(word);
            Ok(())
        };
        sieve
            .each_word(dictionary, &clock, add)
            .expect("memory can be read");
        found
    }

    #[test]
    fn looking_at_words_that_do_not_fit_ends_with_the_time() {
        let words: BTreeSet<String> = (1_000..5_000).map(|number| format!("a{number}")).collect();
        let dictionary = dictionary(&words);
        let sieve = Sieve::of_all("a".into(), |word| word.ends_with("999"));
        let late = Clock::new(Instant::now());
        let mut found = Vec::new();
        let add = |word: Expanded, _: &TermInfo| {
            found.push(word.text);
            Ok(())
        };
        sieve
            .each_word(&dictionary, &late, add)
            .expect("memory can be read");
        assert!(late.is_late());
        assert_eq!(found, ["a1999"]);
    }

    proptest! {
        #[test]
        fn an_automaton_finds_what_looking_at_every_word_finds(
            words in prop::collection::btree_set("[abcé語]{1,7}", 1..80),
            word in "[abcé語]{1,8}",
            distance in 0_u8..3,
        ) {
            let letters: Vec<char> = word.chars().collect();
            let dictionary = dictionary(&words);
            for sieve in [Sieve::of_close(&letters, distance), Sieve::of_close_starts(&letters, distance)] {
                prop_assert!(!matches!(sieve.branches, Branches::All));
                let found = words_by(&dictionary, &sieve);
                let slow = Sieve { branches: Branches::All, ..sieve };
                prop_assert_eq!(found, words_by(&dictionary, &slow));
            }
        }
    }
}
