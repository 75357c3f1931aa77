//! Queries that no person types: they must cost little, stay within the limits and never panic.

use proptest::prelude::*;
use query_language::{MAX_AT_LEAST, MAX_CLAUSES, MAX_DEPTH, MAX_PHRASE_WORDS, Query};

use crate::hostile_queries::hostile_queries;
use crate::notation::{notation, parse};

/// Checks what holds for every query, whatever was typed.
fn check_invariants(text: &str) {
    let query = parse(text);
    let length = text.chars().count();
    assert_eq!(query.text, text);
    assert!(!query.explained.is_empty());
    for warning in &query.warnings {
        assert!(
            warning.start < warning.end && warning.end <= length,
            "{warning:?} of {length}"
        );
    }
    let mut size = Size::default();
    size.measure(&query.tree, 1, Above::Root);
    assert!(size.depth <= MAX_DEPTH, "depth {}", size.depth);
    assert!(size.n_leaves <= MAX_CLAUSES, "{} leaves", size.n_leaves);
}

#[derive(Default)]
struct Size {
    depth: usize,
    n_leaves: usize,
}

/// What a node stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    Root,
    RootAnd,
    And,
    Or,
    Not,
    Words,
    Near,
}

impl Size {
    fn measure(&mut self, query: &Query, depth: usize, above: Above) {
        self.depth = self.depth.max(depth);
        match query {
            Query::And(parts) => {
                assert!(
                    parts.len() > 1 && above != Above::And && above != Above::RootAnd,
                    "flat"
                );
                assert!(
                    parts.iter().any(|part| !matches!(part, Query::Not(_))),
                    "something to exclude from"
                );
                let here = if above == Above::Root {
                    Above::RootAnd
                } else {
                    Above::And
                };
                parts.iter().for_each(|part| self.measure(part, depth + 1, here));
            }
            Query::Or(parts) => {
                assert!(parts.len() > 1 && above != Above::Or, "flat");
                parts
                    .iter()
                    .for_each(|part| self.measure(part, depth + 1, Above::Or));
            }
            Query::Words(parts) => {
                assert!(
                    parts.len() > 1 && matches!(above, Above::Root | Above::RootAnd),
                    "words stand at the top"
                );
                parts
                    .iter()
                    .for_each(|part| self.measure(part, depth + 1, Above::Words));
            }
            Query::Not(part) => {
                assert!(
                    matches!(above, Above::And | Above::RootAnd),
                    "an exclusion in {above:?}"
                );
                self.measure(part, depth + 1, Above::Not);
            }
            Query::Near(near) => {
                assert!(near.parts.len() > 1 && near.parts.iter().all(Query::has_places));
                let parts = near.parts.iter();
                parts.for_each(|part| self.measure(part, depth + 1, Above::Near));
            }
            Query::AtLeast { count, part } => {
                assert!((2..=MAX_AT_LEAST).contains(count) && part.has_places());
                self.measure(part, depth + 1, Above::Near);
            }
            Query::Phrase(phrase) => {
                assert!(phrase.text.split_whitespace().count() <= MAX_PHRASE_WORDS);
                self.n_leaves += 1;
            }
            Query::Word(word) => {
                assert!(
                    word.text.chars().any(char::is_alphanumeric),
                    "a word of nothing: {word:?}"
                );
                self.n_leaves += 1;
            }
            _ => self.n_leaves += 1,
        }
    }
}

#[test]
fn hostile_queries_stay_within_the_limits() {
    let queries = hostile_queries();
    assert!(queries.len() >= 200, "{} queries", queries.len());
    for text in &queries {
        check_invariants(text);
    }
}

#[test]
fn depth_is_bounded_and_meaning_kept_within_it() {
    let nested = |depth: usize| format!("{}a{}", "(b OR (c AND ".repeat(depth), "))".repeat(depth));
    let shallow = parse(&nested(10));
    assert_eq!(shallow.warnings, []);
    assert!(notation(&shallow.tree).starts_with("(| b (& c (| b (& c"));
    let deep = parse(&nested(40));
    assert!(
        deep.warnings
            .iter()
            .any(|warning| warning.message.contains("deeper than"))
    );
}

#[test]
fn long_phrases_are_searched_in_parts() {
    let query = parse(&format!("\"{}\"", "word ".repeat(130)));
    let (Query::And(parts) | Query::Words(parts)) = &query.tree else {
        panic!("several phrases must match")
    };
    assert_eq!(parts.len(), 3);
    // Its syllables are words of the index.
    for (n_words, n_parts) in [(16, 1), (17, 2)] {
        let korean = format!("\"{}\"", ["대통령이"; 17][..n_words].join(" "));
        let parts = notation(&parse(&korean).tree).matches('"').count() / 2;
        assert_eq!(parts, n_parts, "{korean}");
    }
}

proptest! {
    #[test]
    fn any_text_is_some_query(text in any::<String>()) {
        check_invariants(&text);
    }

    #[test]
    fn any_mix_of_constructs_is_some_query(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "bc*", "d*", "\"", "“", "”", "«", "「", "」", "'", "‘", "’", "(", ")", "（", "-", "+", "!", "=",
                " AND ", " OR ", " NOT ", "&&", "||", " ", " ", ",", "…", "title:", "source:", "person:", "lang:",
                "date:", "after:", "foo:", "lead:", "hd=", "url:", "body(", "=", "=\"", "~5", "\"~9", " NEAR ", " w/5 ",
                " pre/3 ", " /s ", " w/p ", " NEAR/1 ", " adj2 ", "atleast3(", "atleast2 ", "a?b", "wo*n", "abc~1", "2025-12", "..", "de", "中文", "~2", "*", ":", "|", "date", ">=", "<", "[", " TO ", "]", "}", " geq ", " is ", " or ", " not ", " w/seg ", " AROUND(", "5", "$3", "/f1/", "🙂", "\u{0}", "é",
            ]),
            0..60,
        ),
    ) {
        check_invariants(&pieces.concat());
    }

    #[test]
    fn what_is_printed_in_quotes_is_read_back(words in "[a-z]{1,8}( [a-z]{1,8}){1,5}") {
        prop_assert_eq!(notation(&parse(&format!("\"{words}\"")).tree), format!("\"{words}\""));
    }
}
