//! Any text: no panic, offsets that hold, time that grows with length alone.

use std::time::{Duration, Instant};

use article::TextField;
use proptest::prelude::*;

use crate::article;

/// Checks that every mention stands where it says.
fn check_offsets(article: &article::Article) {
    for entity in entity_tagger::tag(article) {
        assert!(!entity.mentions.is_empty(), "{entity:?} must have a mention");
        assert!(!entity.name.trim().is_empty(), "{entity:?} must have a name");
        assert!(!entity.key.is_empty(), "{entity:?} must have a key");
        for mention in &entity.mentions {
            let field = article.field(mention.field);
            let words: String = field
                .chars()
                .skip(mention.start)
                .take(mention.end - mention.start)
                .collect();
            assert_eq!(words, mention.text, "the offsets of {mention:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_in_any_field(title in "\\PC{0,80}", text in "(?s).{0,400}", language in "en|de|fr|ru|zh|ar|xx") {
        let mut article = article(&title, &language, &text);
        article.standfirst = Some(text.chars().rev().collect());
        check_offsets(&article);
    }

    #[test]
    fn words_in_any_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "President", "Anna", "Kowalska", "of", "the", "Bank", "al", "-", "'s", "U.S.", "US", "(", ")", "EU", ",",
                "von", "Ministry", "J.", "St", ".", "\n", "“", "Moscow", "region", "and", "&", "Köln", "Іван", "美国",
                "روسيا", "said", "Cup", "II", "Russian", "South", "\u{301}", "ß", "İ", "MOSCOW",
            ]),
            0..60,
        ),
        language in "en|de|fr|it|ru",
    ) {
        check_offsets(&article(&words.join(" "), &language, &words.concat()));
        check_offsets(&article("", &language, &words.join(" ")));
    }
}

#[test]
fn the_answer_depends_on_the_article_alone() {
    let article = article(
        "Trump Meets Macron",
        "en",
        "President Donald Trump met Emmanuel Macron in Paris. Trump left.",
    );
    assert_eq!(entity_tagger::tag(&article), entity_tagger::tag(&article));
}

#[test]
fn an_article_without_words_names_nothing() {
    for text in ["", " ", "\n\n", "… — !!!", "12 34 56", "\u{0}\u{202e}"] {
        assert_eq!(entity_tagger::tag(&article(text, "en", text)), []);
    }
}

/// Tags a line of one unit repeated, in a time that only a growth by its length allows.
#[track_caller]
fn check_time(unit: &str, n_bytes: usize) {
    /// A megabyte takes under a second on a slow machine in a debug build; squared growth would take hours.
    const LIMIT: Duration = Duration::from_secs(20);
    let text = unit.repeat(n_bytes / unit.len());
    let start = Instant::now();
    let entities = entity_tagger::tag(&article("", "en", &text));
    assert!(start.elapsed() < LIMIT, "{unit:?} took {:?}", start.elapsed());
    assert!(entities.iter().map(|entity| entity.mentions.len()).sum::<usize>() <= n_bytes);
}

#[test]
fn hostile_lines_take_time_by_their_length() {
    const BYTES: usize = 1_000_000;
    let units = [
        "Anna ",
        "Kowalska-",
        "A.",
        "A'a",
        "Al-",
        "of ",
        "Bank of ",
        "(EU) ",
        "....",
        "''''",
        "\u{301}",
        "President ",
        "New York ",
        "美国",
        "ا",
        "a",
        "A",
        "O'",
        "Kim Jong-",
        "\n",
        "\u{200d}",
    ];
    for unit in units {
        check_time(unit, BYTES);
    }
    // One insertion is quick, so that squared growth shows late.
    check_time("Paris via X, ", 4 * BYTES);
}

#[test]
fn a_hundred_thousand_different_names_are_borne() {
    let mut text = String::new();
    for number in 0..100_000_u32 {
        let letters: String = number
            .to_string()
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        text.push_str("Minister Anna Q");
        text.push_str(&letters);
        text.push_str(" spoke. ");
    }
    let entities = entity_tagger::tag(&article("", "en", &text));
    assert!(entities.len() > 90_000, "{} entities", entities.len());
    assert!(
        entities
            .iter()
            .all(|entity| entity.mentions[0].field == TextField::Text)
    );
}
