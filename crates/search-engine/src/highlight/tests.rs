//! Tests of marks and passages: cases by hand, and any text and any words against a slow search.

use std::collections::{BTreeSet, HashSet};

use article::{Article, ArticleRecord, EnrichedArticle, Entity, EntityKind, Language, Mention, TextField};
use proptest::prelude::*;
use query_language::Scope;
use text_analysis::{Analyser, fold, words};

use super::matches::Match;
use super::*;
use crate::Piece;
use crate::places::{Leaf, Sought};

fn record(text: &str, language: Option<&str>) -> ArticleRecord {
    let article = Article {
        language: language.and_then(Language::from_code),
        ..Article::of_paragraphs("", vec![text.to_owned()])
    };
    EnrichedArticle {
        article,
        entities: Vec::new(),
    }
    .into()
}

/// Looks for words and phrases, in English and as they are written; with `*` for prefixes.
fn looking_for(patterns: &[&str]) -> Highlighter {
    let pattern = |text: &&str| {
        let form = match text.strip_suffix('*') {
            Some(start) => {
                let mut before: Vec<String> = words(start).map(|word| fold(word.text)).collect();
                PatternForm::Prefix {
                    start: before.pop().unwrap_or_else(|| "never".into()),
                    before,
                }
            }
            None => PatternForm::Sequences(sequences(text)),
        };
        Pattern {
            sought: Sought::Leaf(Leaf {
                number: 0,
                scope: Scope::Anywhere,
            }),
            forms: vec![form],
            count: 1,
        }
    };
    Highlighter::new(patterns.iter().map(pattern).collect(), HashSet::new())
}

fn sequences(text: &str) -> BTreeSet<Vec<String>> {
    let languages = [Language::from_code("en"), None];
    let terms = languages.map(|language| Analyser::new(language.as_ref()).terms(text));
    terms.into_iter().filter(|terms| !terms.is_empty()).collect()
}

fn found(text: &str, patterns: &[&str]) -> Vec<Match> {
    looking_for(patterns).matches(&record(text, Some("en")), TextField::Text, text)
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn written(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.is_match {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

fn check(text: &str, patterns: &[&str], expected: &[&str]) {
    let found = passages(text, &found(text, patterns));
    let found: Vec<String> = found.iter().map(|pieces| written(pieces)).collect();
    assert_eq!(found, expected, "{patterns:?} in {text}");
}

#[test]
fn marks_words_and_phrases() {
    check(
        "A security guarantee.",
        &["security", "guarantees"],
        &["A [security guarantee]."],
    );
    check(
        "A guarantee of security.",
        &["security", "guarantees"],
        &["A [guarantee] of [security]."],
    );
    check(
        "The guarantee. A security guarantee.",
        &["security guarantees"],
        &["A [security guarantee]."],
    );
    check(
        "A security-guarantee, so.",
        &["security guarantee"],
        &["A [security-guarantee], so."],
    );
    check(
        "A security\u{a0}guarantee.",
        &["security", "guarantee"],
        &["A [security guarantee]."],
    );
    check("Nothing.", &["security"], &[]);
    check(
        "Securing O’Hara’s e-mail.",
        &["secur*", "har*", "e-ma*"],
        &["[Securing O’Hara]’s [e-mail]."],
    );
    check("The e and a mail.", &["e-ma*"], &[]);
}

#[test]
fn overlapping_matches_are_one_mark() {
    check(
        "tit for tat for tit",
        &["tit for tat", "tat for tit", "tat"],
        &["[tit for tat for tit]"],
    );
}

#[test]
fn a_phrase_over_a_full_stop_is_shown_whole() {
    check(
        "First. They want security. Guarantees follow! Then nothing.",
        &["security guarantee"],
        &["They want [security. Guarantees] follow!"],
    );
}

#[test]
fn passages_cover_the_query_first() {
    check(
        "One tide. Two tides. Three tides. Four tides. A ferry. Six ferries and the tide.",
        &["tide", "ferry"],
        &["One [tide].", "Two [tides].", "Six [ferries] and the [tide]."],
    );
}

#[test]
fn long_sentences_are_cut_around_the_mark() {
    let long = |before: usize, after: usize| {
        format!(
            "{} target {}.",
            vec!["word"; before].join(" "),
            vec!["word"; after].join(" ")
        )
    };
    for (before, after) in [(0, 200), (30, 200), (200, 0), (200, 200), (60, 3)] {
        let text = long(before, after);
        let passages = passages(&text, &found(&text, &["target"]));
        let shown = written(&passages[0]);
        assert_eq!(passages.len(), 1);
        assert!(
            shown.contains("[target]") && shown.chars().count() <= 300,
            "{shown}"
        );
        assert_eq!(shown.starts_with("… word"), before > 18, "{shown}");
        assert_eq!(shown.ends_with("word …"), after > 3, "{shown}");
    }
    // Without spaces, or with one before the mark only.
    for before in [
        "海".repeat(200),
        format!("海 {}", "海".repeat(80)),
        "海".repeat(60),
    ] {
        let text = format!("{before}port{}", "海".repeat(400));
        let shown = joined(&passages(&text, &found(&text, &["port"]))[0]);
        assert!(shown.contains("port") && shown.chars().count() <= 300, "{shown}");
    }
}

#[test]
fn a_mark_longer_than_a_passage_is_cut() {
    let phrase = vec!["guarantee"; 64].join(" ");
    let passages = passages(&phrase, &found(&phrase, &[phrase.as_str()]));
    assert!(passages[0][0].is_match);
    assert!(joined(&passages[0]).chars().count() <= 300);
}

#[test]
fn a_cut_never_parts_a_letter_from_its_marks() {
    let text = "e\u{301}".repeat(400);
    let shown = joined(&opening(&text)[0]);
    assert!(shown.ends_with("e\u{301} …"), "{shown}");
}

#[test]
fn what_turns_or_hides_text_never_comes_out() {
    let text = "A \u{0}\u{202e}security\u{2066} \t\u{7}\n guarantee\u{200f}\u{85}of\u{1b}[31m peace";
    assert_eq!(
        joined(&marked(text, &found(text, &["security"]))),
        "A security guarantee of[31m peace"
    );
}

#[test]
fn entities_are_marked_where_they_are_mentioned() {
    let text = "😀 Ada Moss met Moss.";
    let mention = |start: usize, end: usize| Mention {
        field: TextField::Text,
        start,
        end,
        text: String::new(),
    };
    let entity = Entity {
        kind: EntityKind::Person,
        key: "ada moss".into(),
        name: "Ada Moss".into(),
        // The last three are out of range, empty or turned: an index may hold them, a mark may not.
        mentions: vec![
            mention(2, 10),
            mention(15, 19),
            mention(18, 99),
            mention(3, 3),
            mention(9, 4),
        ],
    };
    let record = ArticleRecord {
        entities: vec![entity],
        ..record(text, None)
    };
    let wanted = HashSet::from([(EntityKind::Person, "ada moss".to_owned())]);
    let highlighter = Highlighter::new(Vec::new(), wanted);
    let found = highlighter.matches(&record, TextField::Text, text);
    assert_eq!(written(&marked(text, &found)), "😀 [Ada Moss] met [Moss].");
    let spans = scalar_spans(TextField::Text, text, &marks(text, &found));
    let spans: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(2, 10), (15, 19)]);
}

/// Finds a phrase by looking at every run of words.
fn slow_matches(text: &str, phrase: &str) -> BTreeSet<(usize, usize)> {
    let mut tokens = Vec::new();
    Analyser::new(Language::from_code("en").as_ref()).analyse(text, |token| {
        tokens.push((token.term.to_owned(), token.position, token.start, token.end));
    });
    let mut found = BTreeSet::new();
    for first in 0..tokens.len() {
        for last in first..tokens.len() {
            let run = &tokens[first..=last];
            let terms: Vec<String> = run.iter().map(|(term, ..)| term.clone()).collect();
            let is_unbroken = run[run.len() - 1].1 - run[0].1 == run.len() - 1;
            if is_unbroken && sequences(phrase).contains(&terms) {
                found.insert((run[0].2, run[run.len() - 1].3));
            }
        }
    }
    found
}

/// Words that meet often, letters that are awkward, and anything else.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(&["tide", "tides", "ferry", "security", "l’été", "中文", "U.S."][..]).prop_map(str::to_owned),
        2 => "\\PC{1,8}",
        1 => prop::sample::select(&["\u{202e}", "\u{0}", "e\u{301}\u{301}", "👩‍👩‍👧", "\u{2067}ש"][..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let joint = prop::sample::select(&[" ", " ", " ", " ", ". ", "\n\n", "", "  ", "\u{a0}", "\t"][..]);
    prop::collection::vec((word, joint), 0..120)
        .prop_map(|parts| parts.into_iter().map(|(word, joint)| word + joint).collect())
}

fn patterns() -> impl Strategy<Value = Vec<String>> {
    const KNOWN: [&str; 11] = [
        "tide",
        "ferry",
        "tide ferry",
        "tides tide",
        "secur*",
        "été",
        "ét*",
        "中文",
        "文",
        "us",
        "ferry-ti*",
    ];
    let pattern = prop_oneof![
        6 => prop::sample::select(&KNOWN[..]).prop_map(str::to_owned),
        1 => "\\PC{1,6}\\*?",
    ];
    prop::collection::vec(pattern, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_are_those_of_a_slow_search(text in text(), phrase in "tides?|ferry|tide ferry|security tide tide|été|中文|\\PC{1,6}") {
        let found: BTreeSet<_> = found(&text, &[&phrase]).into_iter().map(|m| (m.range.start, m.range.end)).collect();
        prop_assume!(!phrase.ends_with('*'));
        prop_assert_eq!(found, slow_matches(&text, &phrase));
    }

    #[test]
    fn marks_are_in_order_and_only_where_something_matches(text in text(), patterns in patterns()) {
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        let matches = found(&text, &patterns);
        let marks = marks(&text, &matches);
        let mut last = None;
        for mark in &marks {
            prop_assert!(mark.start < mark.end && mark.end <= text.len() && Some(mark.start) > last);
            prop_assert!(text.is_char_boundary(mark.start) && text.is_char_boundary(mark.end));
            let covers = |at: usize| matches.iter().any(|found| found.range.contains(&at));
            for (at, letter) in text[mark.clone()].char_indices() {
                let is_covered = covers(mark.start + at) || [' ', '\u{a0}'].contains(&letter);
                prop_assert!(is_covered);
            }
            last = Some(mark.end);
        }
        let spans = scalar_spans(TextField::Text, &text, &marks);
        let letters: Vec<char> = text.chars().collect();
        for (span, mark) in spans.iter().zip(&marks) {
            let spanned: String = letters[span.start..span.end].iter().collect();
            prop_assert_eq!(&spanned, &text[mark.clone()]);
        }
    }

    #[test]
    fn passages_are_short_clean_and_from_the_text(text in text(), patterns in patterns()) {
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        let matches = found(&text, &patterns);
        let whole = joined(&marked(&text, &[]));
        prop_assert_eq!(joined(&marked(&text, &matches)), &*whole, "marks change no letter");
        let shown = passages(&text, &matches);
        prop_assert_eq!(shown.is_empty(), matches.is_empty());
        prop_assert!(shown.len() <= 3);
        for passage in shown.iter().chain(&opening(&text)) {
            let joined = joined(passage);
            prop_assert!(joined.chars().count() <= 300, "{}", joined);
            let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let is_hostile = joined.chars().any(|c| c.is_control() || turns(c));
            prop_assert!(!is_hostile);
            prop_assert!(passage.iter().all(|piece| !piece.text.is_empty()));
            let bare = joined.strip_prefix("… ").unwrap_or(&joined);
            let bare = bare.strip_suffix(" …").unwrap_or(bare);
            prop_assert!(whole.contains(bare.trim()), "{:?} is not in {:?}", bare, whole);
        }
        for passage in &shown {
            prop_assert!(passage.iter().any(|piece| piece.is_match), "a passage without a mark");
        }
    }
}
