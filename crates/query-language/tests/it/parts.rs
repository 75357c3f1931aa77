//! The parts of a query: where they stand, what they say, and what is left when one is taken out.

use proptest::prelude::*;
use query_language::{ParsedQuery, Warning};

use crate::hostile_queries::hostile_queries;
use crate::notation::parse;

/// Returns the query without one of its parts, as `Cut` says.
fn without(query: &ParsedQuery, part: usize) -> String {
    let characters: Vec<char> = query.text.chars().collect();
    let cut = query.parts[part].cut;
    let left: String = characters[..cut.start].iter().collect();
    let right: String = characters[cut.end..].iter().collect();
    format!("{} {}", left.trim_end(), right.trim_start())
        .trim()
        .to_owned()
}

/// Checks what holds for the parts of every query, and that every one of them can be taken out.
fn check_invariants(text: &str) {
    let query = parse(text);
    let length = text.chars().count();
    let mut after = 0;
    for (place, part) in query.parts.iter().enumerate() {
        assert!(
            after <= part.start && part.start < part.end && part.end <= length,
            "{part:?} after {after} of {length} in {text:?}"
        );
        assert!(
            part.cut.start <= part.start && part.end <= part.cut.end && part.cut.end <= length,
            "{part:?} of {length} in {text:?}"
        );
        assert!(!part.explained.is_empty(), "{part:?} in {text:?}");
        after = part.end;
        parse(&without(&query, place));
    }
}

#[test]
fn parts_are_told_and_taken_out() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("", &[]),
        ("*", &[("every article", "")]),
        ("ferry", &[("“ferry”", "")]),
        (
            "é night  ferry ",
            &[
                ("“é”", "night  ferry"),
                ("“night”", "é ferry"),
                ("“ferry”", "é night"),
            ],
        ),
        ("port AND strike", &[("“port”", "strike"), ("“strike”", "port")]),
        (
            "a OR b AND c",
            &[("“a”", "b AND c"), ("“b”", "a OR c"), ("“c”", "a OR b")],
        ),
        (
            "a AND b OR c",
            &[("“a”", "b OR c"), ("“b”", "a OR c"), ("“c”", "a AND b")],
        ),
        (
            "a b OR c",
            &[("“a”", "b OR c"), ("“b”", "a OR c"), ("“c”", "a b")],
        ),
        (
            "a OR b c",
            &[("“a”", "b c"), ("“b”", "a OR c"), ("“c”", "a OR b")],
        ),
        (
            "a OR b -c",
            &[("“a”", "b -c"), ("“b”", "a -c"), ("without “c”", "a OR b")],
        ),
        (
            "a -c OR b",
            &[("“a”", "-c OR b"), ("without “c”", "a OR b"), ("“b”", "a -c")],
        ),
        (
            "a OR b OR c",
            &[("“a”", "b OR c"), ("“b”", "a OR c"), ("“c”", "a OR b")],
        ),
        (
            "a OR b lang:de",
            &[
                ("“a”", "b lang:de"),
                ("“b”", "a lang:de"),
                ("in German", "a OR b"),
            ],
        ),
        (
            "lang:de a OR b OR c",
            &[
                ("in German", "a OR b OR c"),
                ("“a”", "lang:de b OR c"),
                ("“b”", "lang:de a OR c"),
                ("“c”", "lang:de a OR b"),
            ],
        ),
        (
            "lang:de a -c OR b",
            &[
                ("in German", "a -c OR b"),
                ("“a”", "lang:de -c OR b"),
                ("without “c”", "lang:de a OR b"),
                ("“b”", "lang:de a -c"),
            ],
        ),
        (
            "lang:de -c OR b",
            &[
                ("in German", "-c OR b"),
                ("without “c”", "lang:de b"),
                ("“b”", "lang:de -c"),
            ],
        ),
        (
            "a OR b +c",
            &[("“a”", "b +c"), ("“b”", "a +c"), ("“c”", "a OR b")],
        ),
        (
            "+c a OR b",
            &[("“c”", "a OR b"), ("“a”", "+c b"), ("“b”", "+c a")],
        ),
        (
            "a OR b AND lang:de",
            &[
                ("“a”", "b AND lang:de"),
                ("“b”", "a OR lang:de"),
                ("in German", "a OR b"),
            ],
        ),
        (
            "talks NOT (strike OR wages)",
            &[
                ("“talks”", "NOT (strike OR wages)"),
                ("without “strike” or “wages”", "talks"),
            ],
        ),
        (
            "talks -strike source:gazette -lang:de",
            &[
                ("“talks”", "-strike source:gazette -lang:de"),
                ("without “strike”", "talks source:gazette -lang:de"),
                ("from the source “gazette”", "talks -strike -lang:de"),
                ("not in German", "talks -strike source:gazette"),
            ],
        ),
        (
            "\"a b\"\"c d\"~3title:x",
            &[
                ("the phrase “a b”", "\"c d\"~3title:x"),
                ("“c” and “d” with at most 3 words between them", "\"a b\" title:x"),
                ("“x” in the headline", "\"a b\"\"c d\"~3"),
            ],
        ),
        (
            "port w/5 strike after:2025-12-03",
            &[
                ("“port” within 5 words of “strike”", "after:2025-12-03"),
                ("from 3 December 2025", "port w/5 strike"),
            ],
        ),
        ("(a b) ) c", &[("“a” and “b”", "c"), ("“c”", "(a b)")]),
        ("AND a NOT", &[("“a”", "")]),
    ];
    for (text, expected) in cases {
        let query = parse(text);
        let told = query.parts.iter().enumerate();
        let told: Vec<_> = told
            .map(|(place, part)| (part.explained.clone(), without(&query, place)))
            .collect();
        let told: Vec<_> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, *expected, "{text:?}");
    }
}

#[test]
fn hostile_queries_have_parts_in_range() {
    hostile_queries().iter().for_each(|text| check_invariants(text));
}

#[test]
fn parts_are_few_and_short() {
    let query = parse(&"a ".repeat(900));
    assert_eq!(query.parts.len(), 64);
    let query = parse(&format!("({})", "word OR ".repeat(200)));
    assert!(query.parts[0].explained.chars().count() <= 61);
}

proptest! {
    #[test]
    fn any_text_has_parts_in_range(text in any::<String>()) {
        check_invariants(&text);
    }

    #[test]
    fn any_mix_of_constructs_has_parts_in_range(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "bc*", "\"", "“", "”", "'", "(", ")", "-", "+", "=", " AND ", " OR ", " NOT ", "&&", "||", " ", ",",
                "title:", "source:", "lang:", "date:", "foo:", "body(", "\"~9", " NEAR ", " w/5 ", " /s ", "atleast3(",
                "a?b", "abc~1", "2025-12", "..", "de", "中文", "*", ":", "🙂", "\u{0}", "é",
            ]),
            0..40,
        ),
    ) {
        check_invariants(&pieces.concat());
    }

    #[test]
    fn what_is_left_has_the_other_parts(
        operands in proptest::collection::vec(
            proptest::sample::select(vec![
                "ferry", "-strike", "\"night ferry\"", "source:gazette", "NOT (a OR b)", "(a AND b)", "title:x", "secur*",
                "after:2025-12", "port w/5 strike", "中文", "+must", "date>=2025-08-03", "date:[2025 TO *]", "\"wom?n in\"",
            ]),
            2..7,
        ),
        joints in proptest::collection::vec(proptest::sample::select(vec![" ", " AND ", " OR "]), 6),
        taken in any::<proptest::sample::Index>(),
    ) {
        let last = operands.len() - 1;
        let text: String = operands.iter().zip(&joints).enumerate()
            .map(|(i, (operand, joint))| if i == last { (*operand).to_owned() } else { format!("{operand}{joint}") })
            .collect();
        let query = parse(&text);
        prop_assert_eq!(query.parts.len(), operands.len());
        let taken = taken.index(operands.len());
        let left = without(&query, taken);
        let rest = parse(&left);
        let expected: Vec<_> = query.parts.iter().enumerate().filter(|(i, _)| *i != taken).map(|(_, part)| &part.explained).collect();
        prop_assert_eq!(rest.parts.iter().map(|part| &part.explained).collect::<Vec<_>>(), expected, "{} -> {}", text, left);
        let narrows = |warning: &Warning| warning.message.starts_with("this narrows ");
        prop_assert!(rest.warnings.iter().all(narrows), "{} -> {}: {:?}", text, left, rest.warnings);
    }
}
