//! Properties of every input: no panic, and each paragraph's words stand in the input in their order.

use article::{RawContent, RawRecord};
use article_extractor::dates::{DayOrder, find_dates, find_relative, parse_date};
use proptest::prelude::*;

use crate::extract;

/// Pieces that pages are made of, so that random documents reach the rules and not only the end of the first one.
const PIECES: [&str; 36] = [
    "The council of the town decided on Tuesday (December 2) to close the old bridge for good, the mayor said. ",
    "\n",
    "\n\n",
    "Share",
    "Read more",
    "By Ada Lind",
    "2025-12-02 00:00",
    "Updated: Dec. 2, 2025",
    "MOSCOW, Dec 2 (AP) — ",
    "© 2025 Herald",
    "Headline here/ Outlet/ PLACE/ A. Name/ ",
    "• item of a list",
    "# ",
    "---\n",
    "title: x\n",
    "<p>",
    "</p>",
    "<div",
    ">",
    "<!--",
    "&amp;",
    "[a](b)",
    "**",
    "1/2/25",
    "12月2日",
    "二〇二五年十二月",
    "۱۱ آذر ۱۴۰۴",
    "2 ธ.ค. 68",
    "vor 3 Stunden",
    "2小时前",
    "ngày 2 tháng 12",
    "。",
    "Émile\u{301}",
    "\u{202e}",
    "İ",
    "ﬁ",
];

fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-zA-Z ,.:/|-]{0,40}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns whether the words of a paragraph stand in the input in their order.
fn is_subsequence(paragraph: &[String], input: &[String]) -> bool {
    let mut input = input.iter();
    paragraph.iter().all(|word| input.any(|other| other == word))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn plain_text_is_never_made_up(text in document()) {
        if let Ok(article) = extract(RawContent::Text(text.clone())) {
            // Control and direction marks are dropped on the way, and may have stood inside a word.
            let is_dropped = |letter: &char| letter.is_control() && !letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}');
            let seen_words = |text: &str| words(&text.chars().filter(|letter| !is_dropped(letter)).collect::<String>());
            let input = seen_words(&text);
            for paragraph in &article.paragraphs {
                prop_assert!(is_subsequence(&seen_words(paragraph), &input), "{paragraph:?}");
            }
        }
    }

    #[test]
    fn no_document_panics(text in document()) {
        let _ = extract(RawContent::Html(text.clone()));
        let _ = extract(RawContent::Markdown(text.clone()));
        let record = RawRecord { title: Some(text.clone()), published: Some(text.clone()), text: Some(text.clone()), byline: vec![text], ..RawRecord::default() };
        let _ = extract(RawContent::Record(Box::new(record)));
    }

    #[test]
    fn dates_stand_in_the_text(text in document()) {
        let n_characters = text.chars().count();
        let mut end = 0;
        for date in find_dates(&text, DayOrder::DayFirst) {
            prop_assert!(end <= date.start && date.start < date.end && date.end <= n_characters);
            end = date.end;
        }
        if let Some(time) = find_relative(&text) {
            prop_assert!(time.start < time.end && time.end <= n_characters);
        }
        let _ = parse_date(&text, DayOrder::MonthFirst);
    }
}
