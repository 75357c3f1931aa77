//! Where warnings point, and what they say.

use crate::notation::parse;

/// Prints each warning as the text that it points at and a part of its message.
fn check(text: &str, expected: &[(&str, &str)]) {
    let characters: Vec<char> = text.chars().collect();
    let warnings = parse(text).warnings;
    assert_eq!(warnings.len(), expected.len(), "{text}: {warnings:?}");
    for (warning, (place, message)) in warnings.iter().zip(expected) {
        let pointed_at: String = characters[warning.start..warning.end].iter().collect();
        assert_eq!(pointed_at, *place, "{text}: {}", warning.message);
        assert!(warning.message.contains(message), "{text}: {}", warning.message);
        assert!(
            !warning.message.ends_with('.'),
            "{} must have no full stop",
            warning.message
        );
    }
}

#[test]
fn warnings_point_at_what_they_are_about() {
    check("é \"offen", &[("\"", "no partner")]);
    check("中文 (offen", &[("(", "closes at the end")]);
    check("zu) b", &[(")", "closes nothing")]);
    check("a foo:bar", &[("foo:", "fields are title, lead")]);
    check("é date:2025-13 b", &[("2025-13", "is no date")]);
    check("a AND", &[("AND", "nothing to join")]);
    check("a AND date:2025-13", &[("2025-13", "is no date")]);
    check(
        "a and date aft 3/5/2008",
        &[(
            "aft 3/5/2008",
            "may be 5 March or 3 May, so it was left out; write 2008-03-05",
        )],
    );
    check("s* x", &[("s*", "at least 2 letters")]);
    check("lang:xx", &[("xx", "no language known here")]);
    check("source:", &[("source:", "no value")]);
    check("()", &[("()", "nothing between")]);
    check("?!", &[("?!", "every article")]);
    check("a -", &[]);
    assert!(parse("\"3~4 days\" report").warnings.is_empty());
    check("roam~3", &[("roam~3", "~2")]);
    check("roam^2", &[("roam^2", "^2")]);
    check("OR", &[("OR", "searched as a word")]);
    check("a () b", &[("()", "nothing between")]);
    check("ferry or strike", &[("or", "OR in capitals finds either")]);
    check("a AND b not c", &[("not", "NOT in capitals leaves out")]);
    check("a w/seg b", &[("w/seg", "different parts")]);
    check("a not w/seg b", &[("w/seg", "any of their parts")]);
    check("a xy=gspo", &[("xy=", "no field “xy”")]);
    check(
        "a and ns=gspo",
        &[("ns=gspo", "“ns=gspo” asks for a code of a subject")],
    );
    check(
        "a and (re=usa or re=uk)",
        &[("re=usa", "try place:"), ("re=uk", "left out")],
    );
    check("wc>500", &[("wc>500", "the length of an article")]);
    check("a and length > 500", &[("length > 500", "left out")]);
    check("a and not length(>500)", &[("length(>500)", "left out")]);
    check("zebr$3", &[("zebr$3", "“$3” is taken for *")]);
    check("zebraq/f10/", &[("zebraq/f10/", "“/f10/” means nothing")]);
    check("\"a * b * c\"", &[("\"a * b * c\"", "several *")]);
    check("\"* a\"", &[("\"* a\"", "stands for nothing")]);
    check("\"s* pact\"", &[("\"s* pact\"", "at least 2 letters")]);
    check(
        "a OR b after:2025 lang:en",
        &[("after:2025 lang:en", "AND before it narrows the last alone")],
    );
    check(
        "lang:en é OR b",
        &[("lang:en", "narrows all that OR joins; AND behind it")],
    );
    check(
        "é after:2025 OR b",
        &[("after:2025", "narrows what stands beside it alone")],
    );
    check("a +é OR b", &[("+é", "narrows what stands beside it alone")]);
    check("a OR b +é", &[("+é", "narrows all that OR joins; AND before it")]);
    check(
        "atleast2(a w/2 b)",
        &[("atleast2", "counts each word of what is near each other")],
    );
    check("C++ guide", &[("C++", "signs at the end of “C++”")]);
    check(
        "WAR NEAR THE RIVER AND IN TOWNS",
        &[("NEAR", "searched as a word")],
    );
}

#[test]
fn what_is_beyond_a_limit_is_told() {
    let long = format!("{} tail", "a".repeat(1_999));
    let warning = &parse(&long).warnings[0];
    assert_eq!((warning.start, warning.end), (2_000, 2_004));
    let phrase = format!("\"{}\"", "word ".repeat(70));
    let query = parse(&phrase);
    assert_eq!(query.warnings.len(), 1, "{:?}", query.warnings);
    assert!(query.warnings[0].message.contains("64 words"));
    let operators = "AND ".repeat(400);
    assert!(parse(&format!("a {operators}")).warnings.len() <= 16);
}
