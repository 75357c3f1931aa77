//! Structured records and Markdown.

use article::{RawContent, RawRecord};

use crate::{STORY, extract};

#[test]
fn fields_of_a_record_count_first() {
    let record = RawRecord {
        id: Some("a-17".to_owned()),
        title: Some("Council closes bridge - Valley Herald".to_owned()),
        text: Some(STORY.to_owned()),
        published: Some("4 March 2025".to_owned()),
        source: Some("Valley Herald".to_owned()),
        byline: vec!["Ada Lind and Bo Vries".to_owned(), "Reuters".to_owned()],
        language: Some("English".to_owned()),
        ..RawRecord::default()
    };
    let article = extract(RawContent::Record(Box::new(record))).unwrap();
    assert_eq!(article.key, "a-17");
    assert_eq!(article.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(article.byline, ["Ada Lind", "Bo Vries"]);
    assert_eq!(article.agencies, ["Reuters"]);
    assert_eq!(article.published.unwrap().to_string(), "2025-03-04");
    assert_eq!(article.language.clone().unwrap().code(), "en");
    assert_eq!(article.text(), STORY);
}

#[test]
fn short_and_marked_up_texts_of_records_are_whole() {
    for (text, expected) in [
        ("Fire out.", "Fire out."),
        (
            "<p>The fire is out.</p><p>Nobody was hurt &amp; all are home.</p>",
            "The fire is out.\n\nNobody was hurt & all are home.",
        ),
        ("First line\nSecond line", "First line\n\nSecond line"),
    ] {
        let record = RawRecord {
            text: Some(text.to_owned()),
            ..RawRecord::default()
        };
        let article = extract(RawContent::Record(Box::new(record))).unwrap();
        assert_eq!(article.text(), expected, "{text}");
    }
    let empty = RawRecord {
        title: Some("Only a headline".to_owned()),
        ..RawRecord::default()
    };
    assert_eq!(
        extract(RawContent::Record(Box::new(empty))).unwrap_err().reason,
        "no text"
    );
}

#[test]
fn markdown_gives_front_matter_headings_and_bare_text() {
    let text = format!(
        "---\ntitle: \"Council closes bridge\"\ndate: 2025-03-04\nauthor: Ada Lind\nsource: Valley Herald\n---\n\n\
         # Council closes bridge\n\n![A pier](pier.jpg)\n\n{STORY}\n\n## What comes next\n\nThe *council* will **vote** on a [plan](https://x.example/p) in May, the mayor told the members.\n",
    );
    let article = extract(RawContent::Markdown(text)).unwrap();
    assert_eq!(article.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(article.source.as_deref(), Some("Valley Herald"));
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.paragraphs[3], "What comes next");
    assert_eq!(
        article.paragraphs[4],
        "The council will vote on a plan in May, the mayor told the members."
    );
}
