//! Structured records and Markdown.

use article::{Extent, RawContent, RawRecord};

use crate::{STORY, article_from, extract};

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
fn numeric_dates_of_records_follow_the_language_of_their_text() {
    for (date, fetched, telling, expected) in [
        ("02/10/2019", None, None, "2019-02-10"),
        ("02/25/2019", None, None, "2019-02-25"),
        // What would be later than the fetch is read the other way round.
        ("10/02/2019", Some("2019-03-01"), None, "2019-02-10"),
        // Another date of the file is surer than the language.
        ("02/10/2019", None, Some("25/04/2019"), "2019-10-02"),
        ("02/25/2019", None, Some("25/04/2019"), "2019-02-25"),
    ] {
        let record = RawRecord {
            text: Some(STORY.to_owned()),
            published: Some(date.to_owned()),
            ..RawRecord::default()
        };
        let hints = article::Hints {
            fetched: fetched.map(str::to_owned),
            telling_date: telling.map(Into::into),
            ..article::Hints::default()
        };
        let article = article_from(RawContent::Record(Box::new(record)), hints);
        assert_eq!(
            article.published.unwrap().to_string(),
            expected,
            "{date} {telling:?}"
        );
    }
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
        (
            "می\u{200c}خواهم\u{200c}\u{200c}بروم\u{200c} و",
            "می\u{200c}خواهم\u{200c}بروم و",
        ),
        (
            "A family 👩\u{200d}👩\u{200d}👧 and ❤\u{fe0f}\u{200d}🔥 at th\u{200d}e\u{200c} sea\u{200b}.",
            "A family 👩\u{200d}👩\u{200d}👧 and ❤\u{fe0f}\u{200d}🔥 at the sea.",
        ),
        ("അവന്\u{200d} ക്\u{200d}ഷ \u{200d}അ", "അവന്\u{200d} ക്\u{200d}ഷ അ"),
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
fn fields_of_feed_items_may_be_html() {
    for (feed, url, source) in [
        ("Valley Herald", None, Some("Valley Herald")),
        ("World news | BBC News", None, Some("BBC")),
        (
            "Valley Herald – Town",
            Some("https://herald.example/7"),
            Some("Valley Herald"),
        ),
        (
            "All the latest",
            Some("https://www.bbc.co.uk/news/7"),
            Some("BBC"),
        ),
    ] {
        let record = RawRecord {
            title: Some("Fire &amp; <b>smoke</b> over town".to_owned()),
            standfirst: Some("<p>Nobody was hurt.</p><img src=\"a.jpg\"><p>The post Fire appeared first on Valley Herald.</p>".to_owned()),
            text: Some(format!("<p>{STORY}</p>")),
            url: url.map(str::to_owned),
            feed: Some(feed.to_owned()),
            extent: Extent::Summary,
            ..RawRecord::default()
        };
        let article = extract(RawContent::Record(Box::new(record))).unwrap();
        assert_eq!(article.title.as_deref(), Some("Fire & smoke over town"));
        assert_eq!(article.standfirst.as_deref(), Some("Nobody was hurt."));
        assert_eq!(article.source.as_deref(), source, "{feed} {url:?}");
        assert_eq!(article.extent, Extent::Summary);
    }
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

#[test]
fn front_matter_has_the_names_of_records() {
    let text = format!(
        "---\nHeadline: Council closes bridge\ndate_published: 2025-03-04\nsiteName: Valley Herald\n---\n\n{STORY}\n"
    );
    let article = extract(RawContent::Markdown(text)).unwrap();
    assert_eq!(article.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(article.source.as_deref(), Some("Valley Herald"));
    let day = article.published.map(|date| date.date().to_string());
    assert_eq!(day.as_deref(), Some("2025-03-04"));
}

#[test]
fn the_lists_of_a_story_are_whole() {
    let opening = "The waterworks warned nine villages of the valley on Monday that their wells had too much iron in them.";
    let closing =
        "Bottled water is given out at the town halls until the wells have been flushed, which takes a week.";
    let announced = "Ostrand\nHelm\nLower Vesk\nUpper Vesk\nTarn\nBirk";
    let numbered = "1. Ostrand\nIron: 0.9\n2. Helm\nIron: 0.8\n3. Lower Vesk\nIron: 0.8\n4. Tarn\nIron: 0.7";
    for text in [
        format!("{opening}\nThese villages are affected:\n{announced}\n{closing}"),
        format!("{opening}\n{numbered}\n{closing}"),
        format!("{opening}\n{numbered}"),
    ] {
        let record = RawRecord {
            text: Some(text.clone()),
            ..RawRecord::default()
        };
        let article = extract(RawContent::Record(Box::new(record))).unwrap();
        assert_eq!(article.text(), text.replace('\n', "\n\n"));
    }
}
