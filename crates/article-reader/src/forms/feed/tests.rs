//! Feeds of every kind, whole, cut, hostile.

use article::Extent;
use proptest::prelude::*;

use super::*;

fn read_all(feed: &[u8]) -> Vec<Result<RawDocument, Rejection>> {
    let mut found = Vec::new();
    let mut content = feed;
    read(&Origin::default(), &mut content, &mut |document| {
        found.push(document);
    })
    .unwrap();
    found
}

fn records(feed: &str) -> Vec<RawRecord> {
    let records = read_all(feed.as_bytes()).into_iter();
    let record = |found: Result<RawDocument, Rejection>| match found.unwrap().content {
        RawContent::Record(record) => *record,
        other => panic!("an item must be a record: {other:?}"),
    };
    records.map(record).collect()
}

fn rejections(feed: &[u8]) -> Vec<String> {
    let found = read_all(feed).into_iter().filter_map(Result::err);
    found
        .map(|rejection| format!("{}!{}", rejection.origin, rejection.reason))
        .collect()
}

fn story() -> String {
    "<p>The ferry left the harbour at noon and came back in the rain.</p>".repeat(40)
}

/// An article of four sentences.
fn brief() -> String {
    "<p>The ferry left the harbour at noon and came back in the rain.</p>".repeat(4)
}

#[test]
fn rss_items_are_records() {
    let feed = format!(
        r#"<?xml version="1.0" encoding="windows-1251"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Harbour Post</title><link>https://post.example/</link><description>News</description><language>en-gb</language>
        <item><title>Ferry &amp; rain</title><link>https://post.example/1</link><guid isPermaLink="false">post-1</guid>
        <dc:creator>Ana Reis</dc:creator><category>Sea</category><pubDate>Tue, 2 Dec 2025 00:30:00 +0300</pubDate>
        <description>A wet day.</description><content:encoded><![CDATA[{}]]></content:encoded></item>
        <item><title>Fog</title><link>https://post.example/2</link><description>It lay for days.</description><pubDate>2 December 2025</pubDate></item>
        <item><title>No story</title></item>
        </channel></rss>"#,
        story()
    );
    let found = read_all(feed.as_bytes());
    assert_eq!(found.len(), 3);
    let record = |number: usize| match &found[number].as_ref().unwrap().content {
        RawContent::Record(record) => *record.clone(),
        other => panic!("an item must be a record: {other:?}"),
    };
    let full = RawRecord {
        id: Some("https://post.example/#guid=post-1".into()),
        title: Some("Ferry & rain".into()),
        standfirst: Some("A wet day.".into()),
        text: Some(story()),
        published: Some("Tue, 2 Dec 2025 00:30:00 +0300".into()),
        byline: vec!["Ana Reis".into()],
        url: Some("https://post.example/1".into()),
        language: Some("en-gb".into()),
        section: Some("Sea".into()),
        feed: Some("Harbour Post".into()),
        ..RawRecord::default()
    };
    assert_eq!(record(0), full);
    let summary = record(1);
    assert_eq!(summary.text.as_deref(), Some("It lay for days."));
    assert_eq!(summary.published.as_deref(), Some("2 December 2025"));
    assert_eq!((summary.id, summary.extent), (None, Extent::Summary));
    assert_eq!(rejections(feed.as_bytes()), ["#3!no text"]);
}

#[test]
fn what_wordpress_puts_under_an_item_is_left_out() {
    let note = r#"<p>The post <a href="x">Fog</a> appeared first on <a href="y">Harbour Post</a>.</p>"#;
    for (description, expected) in [
        (
            format!("<p>It lay for days.</p>\n{note}"),
            "<p>It lay for days.</p>",
        ),
        (
            "<p>The fog appeared first on <b>Monday</b>.</p>".to_owned(),
            "<p>The fog appeared first on <b>Monday</b>.</p>",
        ),
        (
            format!("{note}<p>It lay for days.</p>"),
            &format!("{note}<p>It lay for days.</p>"),
        ),
    ] {
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>Post</title><item><title>Fog</title>\
             <description><![CDATA[{description}]]></description></item></channel></rss>"
        );
        let [record] = records(&feed).try_into().unwrap();
        assert_eq!(record.text.as_deref(), Some(expected));
    }
}

#[test]
fn authors_stand_beside_their_addresses() {
    for (author, expected) in [
        ("news@post.example (Ana Reis)", Some("Ana Reis")),
        ("Ana Reis", Some("Ana Reis")),
        ("Ana Reis (Harbour Post)", Some("Ana Reis (Harbour Post)")),
        ("news@post.example", None),
        // The library takes one byte for the sign beside an address.
        ("Ana Reis\u{a0}news@post.example", Some("Ana Reis")),
        ("“news@post.example”", None),
    ] {
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>Post</title><item><title>Fog</title><author>{author}</author>\
             <description>It lay.</description></item></channel></rss>"
        );
        let [record] = records(&feed).try_into().unwrap();
        assert_eq!(record.byline.first().map(String::as_str), expected, "{author}");
    }
}

#[test]
fn every_kind_of_feed_is_read() {
    let item = "<item><title>Fog</title><link>https://post.example/2</link><description>It lay.</description></item>";
    let channel = "<channel><title>Harbour Post</title><link>https://post.example/</link><description>News</description>";
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><id>p</id><updated>2025-12-02T10:00:00Z</updated>
        <entry><title>Fog</title><id>2</id><link rel="alternate" href="https://post.example/2"/><summary type="html">It lay.</summary></entry></feed>"#;
    let rdf = format!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">{channel}</channel>{item}</rdf:RDF>"#
    );
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": [
        {"id": "2", "url": "https://post.example/2", "title": "Fog", "content_html": "It lay."}]}"#;
    let mut feeds = vec![atom.to_owned(), rdf, json.to_owned()];
    for version in [
        "version=\"2.0\"",
        "version=\"0.91\"",
        "version=\"0.92\"",
        "version='0.93' lang=\"en\"",
        "",
    ] {
        feeds.push(format!("<rss {version}>{channel}{item}</channel></rss>"));
    }
    for feed in feeds {
        let [record] = records(&feed).try_into().unwrap();
        assert_eq!(record.title.as_deref(), Some("Fog"), "{feed}");
        assert_eq!(record.text.as_deref(), Some("It lay."), "{feed}");
        assert_eq!(record.url.as_deref(), Some("https://post.example/2"), "{feed}");
        assert_eq!(record.feed.as_deref(), Some("Harbour Post"), "{feed}");
        assert_eq!(record.extent, Extent::Summary, "{feed}");
    }
}

#[test]
fn short_guids_of_two_feeds_are_two_keys() {
    let rss = |channel: &str, guid: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>Post</title>{channel}<item><guid>{guid}</guid>\
             <description>It lay.</description></item></channel></rss>"
        )
    };
    let link = "<link>https://post.example/sport</link>";
    let atom = |id: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{id}</id><link rel=\"self\" href=\"https://post.example/atom\"/>\
             <entry><id>7</id><summary>It lay.</summary></entry></feed>"
        )
    };
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "home_page_url": "https://post.example/",
        "items": [{"id": "7", "content_html": "It lay."}]}"#;
    let cases = [
        (rss(link, "7"), "https://post.example/sport#guid=7"),
        (rss("", "7"), "feeds.zip!a.rss#guid=7"),
        (rss(link, "https://post.example/7"), "https://post.example/7"),
        (rss(link, "tag:post.example,2025:7"), "tag:post.example,2025:7"),
        (rss(link, "URN:uuid:7"), "URN:uuid:7"),
        (atom("urn:post"), "urn:post#guid=7"),
        (atom("post"), "feeds.zip!a.rss#guid=7"),
        (json.to_owned(), "https://post.example/#guid=7"),
    ];
    let origin = Origin {
        path: "feeds.zip".into(),
        member: Some("a.rss".into()),
        record: None,
    };
    for (feed, expected) in cases {
        let mut keys = Vec::new();
        read(&origin, &mut feed.as_bytes(), &mut |found| {
            keys.push(found.unwrap().key());
        })
        .unwrap();
        assert_eq!(keys, [expected], "{feed}");
    }
}

#[test]
fn summaries_are_told_from_whole_texts() {
    let cases = [
        (Some(story()), None, Extent::Full),
        (None, Some(story()), Extent::Full),
        (None, Some("Short.".to_owned()), Extent::Summary),
        (Some("Short.".to_owned()), None, Extent::Summary),
        (
            Some("A short story in the content.".to_owned()),
            Some("Short.".to_owned()),
            Extent::Full,
        ),
        (
            Some(format!("{}<p>It went […]</p>", story())),
            None,
            Extent::Summary,
        ),
        (Some("Short.".to_owned()), Some(story()), Extent::Full),
        // An element for the whole text, of a short article.
        (Some(brief()), None, Extent::Full),
        (Some(brief()), Some("It rained.".to_owned()), Extent::Full),
        (Some(brief()), Some(brief()), Extent::Summary),
        (
            Some(format!("{}<p>And sun.</p>", brief())),
            Some(brief()),
            Extent::Full,
        ),
        (
            Some(format!("{}<p><a href=\"x\">Read more »</a></p>", brief())),
            None,
            Extent::Summary,
        ),
        (
            Some(format!("{} Continue reading &rarr;", brief())),
            Some("It rained.".to_owned()),
            Extent::Summary,
        ),
        (
            Some(format!(
                "{}<a href=\"x\">Continue reading <span>A wet day &rarr;</span></a></p>",
                brief()
            )),
            None,
            Extent::Summary,
        ),
        (
            Some(format!("{}<p>Read more books.</p>", brief())),
            None,
            Extent::Full,
        ),
        (
            Some(format!("{}<p>Nobody read <a href=x>on</a>.</p>", brief())),
            None,
            Extent::Full,
        ),
        (
            Some(format!("{}<a href=x>Weiterlesen</a>", story())),
            None,
            Extent::Summary,
        ),
    ];
    for (content, summary, expected) in cases {
        assert_eq!(
            texts(content.clone(), summary.clone()).2,
            expected,
            "{content:?} {summary:?}"
        );
    }
}

#[test]
fn json_feeds_are_known_by_their_version() {
    let cases = [
        (r#"{"version": "https://jsonfeed.org/version/1.1""#, true),
        (r#"{"version":"https:\/\/jsonfeed.org\/version\/1""#, true),
        (
            r#"{"version": "1", "text": "see https://jsonfeed.org/version/1""#,
            false,
        ),
        ("", false),
    ];
    for (head, expected) in cases {
        assert_eq!(is_json_feed(head.as_bytes()), expected, "{head}");
    }
}

#[test]
fn a_feed_that_is_broken_in_an_item_is_tried_as_another() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rain</title><content type="no/such/type">It fell.</content>
        <rss version="2.0"><channel><title>Post</title><item><title>Fog</title><description>It lay.</description></item>
        </channel></rss>"#;
    assert_eq!(records(feed).len(), 1);
}

#[test]
fn other_files_are_one_row() {
    let cases = [
        ("<nitf><body>Rain.</body></nitf>", "!not a feed"),
        ("plain words", "!not a feed"),
        (" \n", "!empty file"),
        ("{\"version\": 1", "!broken feed"),
    ];
    for (file, expected) in cases {
        assert_eq!(rejections(file.as_bytes()), [expected], "{file}");
    }
    let large = vec![b' '; MAX_TEXT_BYTES as usize + 1];
    let error = read(&Origin::default(), &mut large.as_slice(), &mut |_| {}).unwrap_err();
    assert_eq!(PassedLimit::of(&error), Some(PassedLimit::Text));
    let page = read_all(b"<?xml version=\"1.0\"?><html><p>Rain")
        .remove(0)
        .unwrap();
    assert!(matches!(page.content, RawContent::Html(_)));
}

#[test]
fn entities_of_a_hostile_feed_are_not_expanded() {
    let mut doctype = "<!ENTITY a0 \"lol\"><!ENTITY file SYSTEM \"file:///etc/hostname\">".to_owned();
    for level in 1..12 {
        let inner = format!("&a{};", level - 1).repeat(10);
        doctype.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
    }
    let feed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [{doctype}]><rss version=\"2.0\"><channel><title>&a11;</title>\
         <item><title>&file;</title><description>Rain &a11; &file;</description></item></channel></rss>"
    );
    for found in read_all(feed.as_bytes()) {
        let size = format!("{found:?}").len();
        assert!(size < 2_000, "the entities grew to {size} bytes");
    }
    let nested = format!(
        "<rss version=\"2.0\"><channel><item><description>{}",
        "<b>".repeat(100_000)
    );
    read_all(nested.as_bytes());
}

proptest! {
    #[test]
    fn any_markup_gives_rows_and_no_panic(markup in r#"(<|>|/|"|=|&|;|item|title|link|a|<!\[CDATA\[|\]\]>|<item>|<description>| ){0,30}"#) {
        read_all(markup.as_bytes());
        read_all(format!("<rss version=\"2.0\"><channel>{markup}").as_bytes());
        read_all(format!("<feed><entry>{markup}</entry></feed>").as_bytes());
    }
}

#[test]
fn only_a_note_of_origin_is_cut() {
    let note = "<p>The post <a href=a>Storm</a> appeared first on <a href=b>Harbour Post</a>.</p>";
    assert_eq!(
        without_origin_note(&format!("<p>Rain.</p>{note}")),
        "<p>Rain.</p>"
    );
    let story = "<p>The video, which first appeared on <a href=b>Harbour Post</a>, shows rain.</p>";
    assert_eq!(without_origin_note(story), story);
}

/// Reads a feed and prints each item as `#number title: text`, each rejection as `#number!reason`.
fn summary(feed: &[u8]) -> Vec<String> {
    let line = |found: Result<RawDocument, Rejection>| match found {
        Ok(RawDocument {
            origin,
            content: RawContent::Record(record),
            ..
        }) => format!(
            "{origin} {}: {}",
            record.title.unwrap_or_default(),
            record.text.unwrap_or_default()
        ),
        Ok(document) => format!("{document:?}"),
        Err(rejection) => format!("{}!{}", rejection.origin, rejection.reason),
    };
    read_all(feed).into_iter().map(line).collect()
}

#[test]
fn a_fault_costs_no_other_item() {
    let item = |title: &str, text: &str| {
        format!("<item><title>{title}</title><description>{text}</description></item>")
    };
    let feed = |middle: &str| {
        let (first, last) = (item("Fog", "It lay."), item("Sun", "It shone."));
        format!(
            "<rss version=\"2.0\"><channel><title>Harbour Post</title>{first}{middle}{last}</channel></rss>"
        )
    };
    let cases: [(String, &[&str]); 12] = [
        (item("Wind & rain", "It blew."), &["#2 Wind & rain: It blew."]),
        (item("Wind", "It blew &c. & so on"), &["#2 Wind: It blew &c. & so on"]),
        (item("Wind&nbsp;now", "It&rsquo;s strong & wet."), &["#2 Wind&nbsp;now: It&rsquo;s strong & wet."]),
        (item("Wind <3", "Below < 4 knots."), &["#2 Wind <3: Below < 4 knots."]),
        (item("Wind", "<p>It<br>blew.<p>Hard."), &["#2 Wind: <p>It<br>blew.<p>Hard."]),
        (item("Wind", "<![CDATA[<p>It & she<br>blew.]]>") + "&", &["#2 Wind: <p>It & she<br>blew."]),
        (
            "<item><link>https://post.example/?a=1&b=2</link><title>Wind</title><description>It blew.</description></item>".to_owned(),
            &["#2 Wind: It blew."],
        ),
        (item("Wind", "It blew.</nonsense>"), &["#2!broken item"]),
        ("<item><title>Wind</title><description>It bl".to_owned(), &["#2!broken item"]),
        ("<item><title>Wind</title><description><![CDATA[It bl".to_owned(), &["#2!broken item"]),
        (
            "<item><title>Wind</title><description>It bl".to_owned() + &item("Hail", "It fell."),
            &["#2!broken item", "#3 Hail: It fell."],
        ),
        (item("", "</description>"), &["#2!broken item"]),
    ];
    for (middle, expected) in cases {
        let mut lines = vec!["#1 Fog: It lay.".to_owned()];
        lines.extend(expected.iter().map(|line| (*line).to_owned()));
        lines.extend([
            format!("#{} Sun: It shone.", lines.len() + 1),
            "!broken feed".to_owned(),
        ]);
        assert_eq!(summary(feed(&middle).as_bytes()), lines, "{middle}");
    }
}

#[test]
fn a_feed_that_is_cut_off_gives_its_whole_items() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Post</title><item><title>Fog</title><description>It lay.</description></item>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title><entry><title>Fog</title><id>1</id><summary>It lay.</summary></entry>";
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><title>Post</title></channel>\
        <item><title>Fog</title><link>https://post.example/1</link><description>It lay.</description></item>";
    for (start, rest) in [
        (rss, "<item><title>Wi"),
        (rss, "<item><title>Wind</title><description><![CDATA[It bl"),
        (rss, "<item>"),
        (atom, "<entry><title>Wind</title><summary>It"),
        (rdf, "<item rdf:about=\"x\"><title>Wi"),
    ] {
        let feed = format!("{start}{rest}");
        assert_eq!(
            summary(feed.as_bytes()),
            ["#1 Fog: It lay.", "#2!broken item", "!broken feed"],
            "{feed}"
        );
    }
    for start in [rss, atom, rdf] {
        assert_eq!(
            summary(start.as_bytes()),
            ["#1 Fog: It lay.", "!broken feed"],
            "{start}"
        );
    }
}

#[test]
fn a_large_tag_around_many_broken_items_costs_no_time() {
    let feed = format!(
        "<rss a=\"{}\" version=\"2.0\"><channel>{}",
        "x".repeat(1_000_000),
        "<item><b>".repeat(100_000)
    );
    assert_eq!(rejections(feed.as_bytes()), ["!broken feed"]);
}

#[test]
fn items_of_a_broken_feed_have_the_keys_of_a_sound_one() {
    let feed = "<rss version=\"2.0\"><channel><title>Post & Herald</title><link>https://post.example/</link><language>en-gb</language>\
        <item><title>Fog</title><guid>7</guid><pubDate>2 December 2025</pubDate><description>It lay.</description></item></channel></rss>";
    let [broken, sound] = [feed, &feed.replace(" & ", " &amp; ")].map(|feed| read_all(feed.as_bytes()));
    assert_eq!(broken[0], sound[0]);
}

#[test]
fn long_feeds_are_read_by_their_items() {
    let story = "The ferry left the harbour at noon. ".repeat(30_000);
    let items: String = (1..=8)
        .map(|number| format!("<item><title>Café {number}</title><description>{story}</description></item>"))
        .collect();
    let large = format!(
        "<item><title>Large</title><description>{}</description></item>",
        story.repeat(6)
    );
    let feed =
        format!("<rss version=\"2.0\"><channel><title>Post</title>{items}{large}{items}</channel></rss>");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&feed);
    for bytes in [feed.as_bytes(), &bytes] {
        assert!(bytes.len() as u64 > MAX_TEXT_BYTES);
        let found = summary(bytes);
        assert_eq!(found.len(), 17);
        assert!(
            found[7].starts_with("#8 Café 8: The ferry"),
            "{}",
            &found[7][..40]
        );
        assert_eq!(found[8], "#9!too large");
        assert!(found[16].starts_with("#17 Café 8: The ferry"));
    }
    let wiki = format!(
        "<mediawiki><page><text>{}</text></page></mediawiki>",
        story.repeat(20)
    );
    assert_eq!(summary(wiki.as_bytes()), ["!not a feed"]);
}
