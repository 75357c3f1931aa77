//! Records as publishers and tools write them.

use serde_json::json;

use super::*;

/// Returns the one document that bytes hold, which start at line 7.
fn document(json: &[u8]) -> Result<RawDocument, Rejection> {
    let mut found = Vec::new();
    read(
        &Origin::default(),
        json,
        7,
        &FieldMap::default(),
        &mut |document| {
            found.push(document);
        },
    );
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn record(value: &Value) -> RawRecord {
    let document = document(value.to_string().as_bytes());
    let RawContent::Record(record) = document.unwrap().content else {
        panic!("a record must stay a record");
    };
    *record
}

#[test]
fn each_field_is_known_by_its_common_names() {
    type Get = fn(RawRecord) -> Option<String>;
    let fields: [(Get, &[&str]); 10] = [
        (
            |r| r.title,
            &[
                "title",
                "headline",
                "name",
                "Title",
                "HEADLINE",
                "webTitle",
                "Heading",
                "标题",
                "Überschrift",
            ],
        ),
        (
            |r| r.standfirst,
            &[
                "standfirst",
                "description",
                "summary",
                "abstract",
                "subtitle",
                "dek",
                "trailText",
                "short_description",
                "Unterzeile",
            ],
        ),
        (
            |r| r.published,
            &[
                "date",
                "published",
                "published_at",
                "datePublished",
                "pubDate",
                "publication_date",
                "date_published",
                "publish_date",
                "publishedAt",
                "date_publish",
                "published_date",
                "publishedDate",
                "published-time",
                "publish_time",
                "created_at",
                "timestamp",
                "datetime",
                "webPublicationDate",
                "dateTimePub",
                "seendate",
                "publishing date",
                "日期",
                "Erscheinungsdatum",
            ],
        ),
        (
            |r| r.updated,
            &[
                "updated",
                "updated_at",
                "dateModified",
                "date_modified",
                "last_modified",
                "lastModified",
                "modified_date",
            ],
        ),
        (
            |r| r.source,
            &[
                "source",
                "publisher",
                "site_name",
                "siteName",
                "outlet",
                "newspaper",
                "source_name",
                "publication",
                "media_name",
                "provider",
                "publisher_name",
                "website",
                "domain",
                "hostname",
                "Zeitung",
            ],
        ),
        (
            |r| r.byline.first().cloned(),
            &[
                "author",
                "authors",
                "byline",
                "creator",
                "author_name",
                "writer",
                "article_author",
                "Verfasser",
            ],
        ),
        (
            |r| r.url,
            &[
                "url",
                "link",
                "canonical_url",
                "permalink",
                "URL",
                "web_url",
                "webUrl",
                "article_url",
                "page_url",
            ],
        ),
        (|r| r.language, &["lang", "language", "inLanguage"]),
        (
            |r| r.section,
            &["section", "category", "sectionName", "Ressort", "NewsType"],
        ),
        (|r| r.id, &["id", "_id", "guid", "uuid", "article_id"]),
    ];
    for (get, names) in fields {
        for name in names {
            let value = json!({ "text": "Rain fell.", *name: " a value\n" });
            assert_eq!(get(record(&value)).as_deref(), Some("a value"), "{name}");
        }
    }
    for name in [
        "text",
        "body",
        "content",
        "articleBody",
        "full_text",
        "maintext",
        "Full-Text",
        "article",
        "document",
        "story",
        "article_text",
        "bodyText",
        "body_html",
        "raw_text",
        "post_content",
        "plain_text",
        "raw_content",
        "selftext",
        "textContent",
        "content:encoded",
        "正文",
        "Volltext",
    ] {
        assert_eq!(
            record(&json!({ name: "Rain fell." })).text.as_deref(),
            Some("Rain fell."),
            "{name}"
        );
    }
}

#[test]
fn values_come_in_many_shapes() {
    let value = json!({
        "_id": {"$oid": "65f0"},
        "title": {"rendered": "Rain &amp; sun"},
        "body": ["First.", "", {"text": "Second."}],
        "source": {"id": null, "name": "Harbour Post"},
        "author": [{"name": "Ana Reis"}, "Jon Vik", {"name": ["Li Wen"]}, {"url": "x"}],
        "published_at": {"$date": 1_764_633_600_000_i64},
        "updated_at": "2025-12-03",
        "category": ["World", "Asia"],
        "language": null,
    });
    let expected = RawRecord {
        id: Some("65f0".to_owned()),
        title: Some("Rain &amp; sun".to_owned()),
        text: Some("First.\n\nSecond.".to_owned()),
        source: Some("Harbour Post".to_owned()),
        byline: ["Ana Reis", "Jon Vik", "Li Wen"].map(str::to_owned).to_vec(),
        published: Some("2025-12-02T00:00:00Z".to_owned()),
        updated: Some("2025-12-03".to_owned()),
        section: Some("World".to_owned()),
        ..RawRecord::default()
    };
    assert_eq!(record(&value), expected);
    let dump = json!({"_index": "news", "_id": 7, "_source": {"text": "Rain.", "source": "Harbour Post"}});
    let record = record(&dump);
    assert_eq!(
        (record.id.as_deref(), record.source.as_deref()),
        (Some("7"), Some("Harbour Post"))
    );
}

#[test]
fn a_source_is_a_name_before_an_address() {
    let url = "https://post.example/rain";
    type Expected<'a> = (Option<&'a str>, Option<&'a str>);
    let cases: [(Value, Expected<'_>); 6] = [
        (
            json!({"source": {"uri": "post.example", "title": "Harbour Post"}}),
            (Some("Harbour Post"), None),
        ),
        (
            json!({"source": url, "hostname": "post.example"}),
            (Some("post.example"), Some(url)),
        ),
        (
            json!({"source": url, "url": "https://a.example/b"}),
            (Some(url), Some("https://a.example/b")),
        ),
        (
            json!({"site": "https://post.example"}),
            (Some("https://post.example"), None),
        ),
        (
            json!({"domain": "post.example", "publication": "Harbour Post"}),
            (Some("Harbour Post"), None),
        ),
        (
            json!({"source": null, "site": "post.example"}),
            (Some("post.example"), None),
        ),
    ];
    for (mut value, expected) in cases {
        value["text"] = json!("Rain fell.");
        let found = record(&value);
        assert_eq!(
            (found.source.as_deref(), found.url.as_deref()),
            expected,
            "{value}"
        );
    }
}

#[test]
fn people_and_headlines_may_be_objects() {
    let found = record(&json!({
        "text": "Rain.", "headline": {"main": "Rain falls", "kicker": null}, "author": 12,
        "byline": {"original": "By Ana Reis", "person": []},
    }));
    assert_eq!(
        (found.title.as_deref(), found.byline),
        (Some("Rain falls"), vec!["By Ana Reis".to_owned()])
    );
    assert!(record(&json!({"text": "Rain.", "author": 12})).byline.is_empty());
}

#[test]
fn what_an_api_keeps_back_leaves_a_summary() {
    let long = "Rain fell all day long.";
    let cases = [
        (
            json!({"content": "Rain fell all\u{2026} [+2417 chars]"}),
            Some("Rain fell all\u{2026}"),
            Extent::Summary,
        ),
        (
            json!({"content": "Rain fell all... [154 chars]"}),
            Some("Rain fell all..."),
            Extent::Summary,
        ),
        (
            json!({"content": "A line has [80 chars]"}),
            Some("A line has [80 chars]"),
            Extent::Full,
        ),
        (
            json!({"title": "Rain", "url": "x", "description": long, "content": "ONLY AVAILABLE IN PAID PLANS"}),
            Some(long),
            Extent::Summary,
        ),
        (
            json!({"title": "[Removed]", "url": "x", "description": "[Removed]", "content": "[Removed]"}),
            None,
            Extent::Full,
        ),
        (
            json!({"content": "Rain [+2 chars] fell."}),
            Some("Rain [+2 chars] fell."),
            Extent::Full,
        ),
        (
            json!({"content": "Rain [+ chars]"}),
            Some("Rain [+ chars]"),
            Extent::Full,
        ),
        (
            json!({"title": "Rain", "url": "x", "abstract": "Rain.", "snippet": long, "content": null}),
            Some(long),
            Extent::Summary,
        ),
        (
            json!({"title": "Rain", "date": "2025", "description": long}),
            Some(long),
            Extent::Summary,
        ),
        // A file about a program has a description as well.
        (
            json!({"name": "left-side", "description": "Text to the left."}),
            None,
            Extent::Full,
        ),
        (json!({"url": "x", "description": long}), None, Extent::Full),
    ];
    for (value, text, extent) in cases {
        let found = document(value.to_string().as_bytes()).map(|document| match document.content {
            RawContent::Record(record) => (record.text, record.extent),
            _ => panic!("must be a record"),
        });
        let expected = text.map(|text| (Some(text.to_owned()), extent));
        assert_eq!(found.ok(), expected, "{value}");
    }
}

#[test]
fn records_without_a_story_are_rejected() {
    let cases = [
        (r#"{"title": "Rain"}"#, "no text", None),
        (r#"{"text": " \n "}"#, "no text", None),
        (r#"{"text": null, "body": []}"#, "no text", None),
        ("[1]", "not a record", Some("expected an object with fields")),
        (
            "{\"text\":\n \"a\" \"b\"}",
            "broken JSON",
            Some("line 8, column 6: expected `,` or `}`"),
        ),
        (
            "",
            "broken JSON",
            Some("line 7, column 0: EOF while parsing a value"),
        ),
    ];
    for (json, reason, detail) in cases {
        let rejection = document(json.as_bytes()).unwrap_err();
        assert_eq!(
            (rejection.reason.as_str(), rejection.detail.as_deref()),
            (reason, detail),
            "{json}"
        );
    }
    let nested = "[".repeat(100_000);
    assert_eq!(document(nested.as_bytes()).unwrap_err().reason, "broken JSON");
}

#[test]
fn records_of_careless_programs_are_read() {
    let cases: [(&[u8], &str); 5] = [
        (br#"{"text": "cut \ud83d", "score": NaN}"#, "cut \u{fffd}"),
        (b"{\"text\": \"caf\xe9 au lait\"}", "café au lait"),
        (
            b"{\"title\": \"\xe2\x80\x9ccaf\xc3\xa9\xe2\x80\x9d\", \"text\": \"It\x92s caf\xe9 \x93au lait\x94\"}",
            "It’s café “au lait”",
        ),
        (br#"{"text": "It\u00e2\u0080\u0099s the Caf\u00c3\u00a9"}"#, "It’s the Café"),
        ("\u{feff}{\"text\": \"Rain\"}".as_bytes(), "Rain"),
    ];
    for (json, expected) in cases {
        let document = document(json).unwrap();
        let RawContent::Record(record) = document.content else {
            panic!("must be a record")
        };
        assert_eq!(record.text.as_deref(), Some(expected));
    }
}

#[test]
fn texts_are_found_in_their_parts() {
    let part = |text: &str| json!({"type": "paragraph", "data": {"text": text}});
    let sentence = json!([
        {"type": "text", "text": "Rain "}, {"type": "text", "text": "fell", "marks": []}, {"type": "text", "text": "."}
    ]);
    let cases = [
        (
            json!({"content": [part("Rain fell."), part("Sun shone.")]}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"body": {"blocks": [part("Rain fell."), part("Sun shone.")]}}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"content": {"type": "doc", "content": [{"type": "paragraph", "content": sentence}, part("Sun shone.")]}}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"paragraphs": ["Rain fell.", "Sun shone."]}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"content_elements": [
                {"type": "text", "content": "Rain fell."}, {"type": "image", "caption": "Rain", "url": "x"},
            ]}),
            "Rain fell.",
        ),
        // Blocks of editors and content systems.
        (
            json!({"blocks": [part("Rain <b>fell</b>."), {"type": "list", "data": {"items": ["One.", "Two."]}}]}),
            "<p>Rain <b>fell</b>.</p>\n\n<p>One.</p>\n\n<p>Two.</p>",
        ),
        (
            json!({"content_elements": [
                {"type": "text", "content": "<p>Rain fell.</p>"}, {"type": "text", "content": "Sun <3 shone."},
            ]}),
            "<p>Rain fell.</p>\n\n<p>Sun <3 shone.</p>",
        ),
        (
            json!({"body": [
                {"type": "paragraph", "value": "Rain fell."}, {"type": "image", "text": "A street", "content": "A street"},
                {"type": "paragraph", "text": "Sun shone."},
            ]}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"content": {"time": 1, "blocks": [
                {"type": "header", "data": {"text": "Noon", "level": 2}}, part("Rain fell."),
                {"type": "list", "data": {"style": "ordered", "items": ["One.", "Two."]}},
                {"type": "image", "data": {"caption": "A street", "file": {"url": "x"}}},
            ]}}),
            "Noon\n\nRain fell.\n\nOne.\n\nTwo.",
        ),
        (
            json!({"body": {"nodeType": "document", "data": {}, "content": [
                {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Noon"}]},
                {"nodeType": "paragraph", "data": {}, "content": [
                    {"nodeType": "text", "value": "Rain "},
                    {"nodeType": "hyperlink", "data": {"uri": "x"}, "content": [
                        {"nodeType": "text", "value": "fell "}, {"nodeType": "text", "value": "hard"}]},
                    {"nodeType": "text", "value": "."},
                ]},
            ]}}),
            "Noon\n\nRain fell hard.",
        ),
        (
            json!({"body": [
                {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Noon"}]},
                {"_type": "block", "children": [{"_type": "span", "text": "Rain "}, {"_type": "span", "text": "fell."}]},
                {"_type": "image", "caption": "A street"},
            ]}),
            "Noon\n\nRain fell.",
        ),
        (
            json!({"content": {"root": {"type": "root", "children": [
                {"type": "paragraph", "children": [{"type": "text", "text": "Rain "}, {"type": "link", "children": [{"type": "text", "text": "fell"}]}]},
            ]}}}),
            "Rain fell",
        ),
        (
            json!({"body": [{"children": [{"text": "Rain "}, {"text": "fell.", "bold": true}]}, {"children": [{"text": "Sun shone."}]}]}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"content": {"blocks": [{"key": "a", "text": "Rain fell.", "type": "unstyled"}, {"key": "b", "text": "Sun shone.", "type": "unstyled"}], "entityMap": {}}}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"content_elements": [
                {"type": "header", "content": "Noon"}, {"type": "text", "content": "Rain fell."},
                {"type": "list", "items": [{"type": "text", "content": "One."}, {"type": "text", "content": "Two."}]},
                {"type": "interstitial_link", "content": "Read this", "url": "x"}, {"type": "quote", "content_elements": [{"type": "text", "content": "Wet."}]},
            ]}),
            "Noon\n\nRain fell.\n\nOne.\n\nTwo.\n\nWet.",
        ),
        (
            json!({"paragraphs": [{"text": "Rain fell.", "id": 1}, {"text": "Sun shone.", "id": 2}]}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"body": {"paragraphs": [{"text": "Rain fell."}, {"text": "Sun shone."}]}}),
            "Rain fell.\n\nSun shone.",
        ),
        (
            json!({"blocks": {"body": [{"title": "Noon", "bodyHtml": "<p>Rain fell.</p>"}, {"bodyHtml": "<p>Sun shone.</p>"}]}}),
            "<p>Rain fell.</p>\n\n<p>Sun shone.</p>",
        ),
        // Of a text and its beginning the text counts.
        (
            json!({"text": "Rain fell\u{2026}", "full_text": "Rain fell all day long, and nobody went out."}),
            "Rain fell all day long, and nobody went out.",
        ),
        (
            json!({"text": "Rain fell.", "html": "<p>Rain fell, and much more than that.</p>"}),
            "Rain fell.",
        ),
    ];
    for (mut value, expected) in cases {
        value["title"] = json!("Weather");
        let found = record(&value);
        assert_eq!(
            (found.title.as_deref(), found.text.as_deref()),
            (Some("Weather"), Some(expected)),
            "{value}"
        );
    }
}

#[test]
fn what_a_record_says_of_itself_counts_where_it_has_no_such_field() {
    let found = record(&json!({
        "id": 7, "text": "Rain fell.", "headline": "Rain", "author": 3, "categories": [4, "12"],
        "metadata": {"title": "Rain - Harbour Post", "source": "Harbour Post", "id": 9, "Date": "2025-12-02"},
        "meta": {"link": "https://post.example/7"},
        "_embedded": {"author": [{"id": 3, "name": "Ana Reis"}]},
    }));
    let expected = RawRecord {
        id: Some("7".to_owned()),
        title: Some("Rain".to_owned()),
        text: Some("Rain fell.".to_owned()),
        source: Some("Harbour Post".to_owned()),
        published: Some("2025-12-02".to_owned()),
        url: Some("https://post.example/7".to_owned()),
        byline: vec!["Ana Reis".to_owned()],
        ..RawRecord::default()
    };
    assert_eq!(found, expected);
    let found = record(&json!({"text": "Rain fell.", "meta": {"id": 9, "name": "crawl"}}));
    assert_eq!((found.id, found.title), (None, None));
    let linked = json!({"text": "Rain fell.", "mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/7"}});
    assert_eq!(record(&linked).url.as_deref(), Some("https://post.example/7"));
}
