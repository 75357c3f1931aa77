//! Pages: metadata, the story, and pages that no tree may be built of.

use article::RawContent;

use crate::{STORY, extract};

pub(crate) fn page(head: &str, body: &str) -> String {
    let story: String = STORY
        .split("\n\n")
        .map(|paragraph| format!("<p>{paragraph}</p>"))
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><head>{head}</head><body><nav><a>Home</a><a>Sport</a></nav><article>{body}{story}</article><footer>All rights reserved</footer></body></html>"
    )
}

#[test]
fn json_ld_in_a_graph_is_read() {
    let head = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
        {"@type":["NewsArticle"],"headline":"Council closes bridge","datePublished":"2025-03-04T23:30:00-05:00",
         "dateModified":"2025-03-05","author":[{"@type":"Person","name":"Ada Lind"},{"name":"Bo Vries"}],
         "publisher":{"name":"Valley Herald"},"articleSection":"Region"}]}</script>"#;
    let article = extract(RawContent::Html(page(head, "<h1>Council closes bridge</h1>"))).unwrap();
    assert_eq!(article.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(article.byline, ["Ada Lind", "Bo Vries"]);
    assert_eq!(article.source.as_deref(), Some("Valley Herald"));
    assert_eq!(article.section.as_deref(), Some("Region"));
    // The day is the publisher's and is not shifted to UTC.
    assert_eq!(
        article.published.unwrap().to_string(),
        "2025-03-04T23:30:00-05:00"
    );
    assert_eq!(article.text(), STORY);
}

#[test]
fn json_ld_names_people_by_their_ids() {
    let json = r#"{"@graph":[
        {"@type":"NewsArticle","headline":"Council closes bridge","author":{"@id":"/#ada"},"publisher":{"@id":"/#herald"}},
        {"@type":"Person","@id":"/#ada","name":"Ada Lind"},
        {"@type":"Organization","@id":"/#herald","name":"Valley Herald"}]}"#;
    let head = format!("<script type=\"application/ld+json\">{json}</script>");
    let article = extract(RawContent::Html(page(&head, "<h1>Council closes bridge</h1>"))).unwrap();
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.source.as_deref(), Some("Valley Herald"));
}

#[test]
fn captions_and_labelled_links_are_no_paragraphs() {
    let caption = "<figure><img><figcaption>Lorries wait at the old bridge on Tuesday after the council had closed it.</figcaption></figure>";
    for (inside, n_captions) in [
        (caption, 1),
        (
            "<p><strong>ALSO READ: <a href=/x>Ferry to run on Sundays again from May</a></strong></p>",
            0,
        ),
        (
            "<p>À LIRE AUSSI <a href=/x>Le bac circule de nouveau le dimanche</a></p>",
            0,
        ),
        (
            "<p>あわせて読みたい：<a href=/x>渡し船が日曜に再開、五月から毎週</a></p>",
            0,
        ),
    ] {
        let html =
            page("", "<h1>Council closes bridge</h1>").replacen("</p><p>", &format!("</p>{inside}<p>"), 1);
        let article = extract(RawContent::Html(html)).unwrap();
        assert_eq!(article.text(), STORY, "{inside}");
        assert_eq!(article.captions.len(), n_captions, "{inside}");
    }
}

#[test]
fn a_title_element_tells_the_source_beside_the_headline() {
    let headline = "Council closes old bridge to lorries";
    for (title, heading, source) in [
        (
            format!("{headline} - BBC News"),
            format!("<h1>{headline}</h1>"),
            Some("BBC"),
        ),
        (
            format!("Valley Post | {headline}"),
            format!("<font size=5><b>{headline}</b></font>"),
            Some("Valley Post"),
        ),
        (
            format!("BBC NEWS | Valley | {headline}"),
            format!("<div>{headline}</div>"),
            Some("BBC"),
        ),
        (
            format!("{headline} | Politics"),
            format!("<h1>{headline}</h1>"),
            None,
        ),
        (
            format!("Roads and bridges - {headline} - Valley Herald"),
            format!("<div><a href=/roads>Roads and bridges</a></div><div>{headline}</div>"),
            Some("Valley Herald"),
        ),
        (
            format!("{headline} - by Ada Lind - The Valley Letter"),
            format!("<h1>{headline}</h1>"),
            Some("The Valley Letter"),
        ),
        (
            format!("{headline} | Newspaper | NYTIMES.COM"),
            format!("<h1>{headline}</h1>"),
            Some("New York Times"),
        ),
        (
            format!("{headline} | Reuters"),
            format!("<h1>{headline}</h1>"),
            Some("Reuters"),
        ),
        (
            format!("{headline}- BBC News"),
            format!("<h1>{headline}</h1>"),
            Some("BBC"),
        ),
        (
            format!("{headline} | The Valley Voice"),
            format!("<h1>{headline}</h1>"),
            Some("The Valley Voice"),
        ),
        (
            format!("{headline} | Ada Lind"),
            format!("<h1>{headline}</h1>"),
            None,
        ),
        (
            format!("{headline}{}", " | a".repeat(2000)),
            format!("<h1>{headline}</h1>"),
            None,
        ),
    ] {
        let article = read_page(&format!("<title>{title}</title>"), &heading);
        assert_eq!(
            (article.title.as_deref(), article.source.as_deref()),
            (Some(headline), source),
            "{title}"
        );
    }
}

#[test]
fn who_wrote_without_a_name_is_no_person() {
    for (name, people) in [
        ("Our Special Correspondent", &[][..]),
        ("Nostro Inviato", &[]),
        ("Notre Correspondant", &[]),
        ("Nuestro Corresponsal", &[]),
        ("Наш Корреспондент", &[]),
        ("本报记者", &[]),
        ("ada@herald.example (Ada Lind)", &["Ada Lind"]),
        ("our correspondent Ada Lind in Cairo", &["Ada Lind"]),
    ] {
        let stated = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","author":{{"@type":"Person","name":"{name}"}}}}</script>"#
        );
        assert_eq!(read_page(&stated, "").byline, people, "{name}");
    }
}

#[test]
fn a_byline_above_a_break_is_no_paragraph() {
    let article = read_page(
        "",
        "<h1>Council closes bridge</h1><p><b>By Ada Lind</b><br>Valley Post Staff Writer</p><div>March 4, 2009</div>",
    );
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.text(), STORY);
}

#[test]
fn json_ld_says_who_is_a_person() {
    for (name, expected) in [
        ("Omar al-Lindi", &["Omar al-Lindi"][..]),
        ("Ada d'Orlend", &["Ada d'Orlend"]),
        ("ada af Lindh", &["ada af Lindh"]),
        ("अदिति शुक्ला", &["अदिति शुक्ला"]),
        ("김하늘", &["김하늘"]),
        ("Valley Herald Staff", &[]),
        ("Web Desk", &[]),
    ] {
        let json = format!(
            r#"{{"@type":"NewsArticle","headline":"Council closes bridge","author":{{"@type":"Person","name":"{name}"}}}}"#
        );
        let head = format!("<script type=\"application/ld+json\">{json}</script>");
        let article = extract(RawContent::Html(page(&head, "<h1>Council closes bridge</h1>"))).unwrap();
        assert_eq!(article.byline, expected, "{name}");
    }
}

#[test]
fn a_signature_in_chinese_characters_is_a_byline() {
    let article = extract(RawContent::Html(page(
        "",
        "<h1>Council closes bridge</h1><span class=author>林若溪</span>",
    )))
    .unwrap();
    assert_eq!(article.byline, ["林若溪"]);
}

#[test]
fn json_ld_of_another_article_says_nothing_of_this_one() {
    let json = r#"[{"@type":"NewsArticle","headline":"Council closes bridge"},
        {"@type":"NewsArticle","headline":"Ferry sails again","author":{"name":"Jon Vik"},"datePublished":"2019-01-01"}]"#;
    let head = format!("<script type=\"application/ld+json\">{json}</script>");
    let article = extract(RawContent::Html(page(&head, "<h1>Council closes bridge</h1>"))).unwrap();
    assert!(article.byline.is_empty(), "{:?}", article.byline);
    assert_eq!(article.published, None);
}

#[test]
fn meta_tags_and_elements_are_read() {
    let head = r#"<title>Council closes bridge | Valley Herald</title><meta property="og:site_name" content="Valley Herald">
        <meta property="og:title" content="Council closes bridge &amp; road"><meta name="author" content="By Ada Lind">
        <link rel="canonical" href="https://valleyherald.example/2025/03/04/bridge">"#;
    let article = extract(RawContent::Html(page(
        head,
        "<time datetime=\"2025-03-04T10:00\">4 March</time>",
    )))
    .unwrap();
    assert_eq!(article.title.as_deref(), Some("Council closes bridge & road"));
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.source.as_deref(), Some("Valley Herald"));
    assert_eq!(
        article.url.as_deref(),
        Some("https://valleyherald.example/2025/03/04/bridge")
    );
    assert_eq!(article.published.unwrap().date().to_string(), "2025-03-04");
}

#[test]
fn the_publisher_is_the_name_that_most_of_the_page_agrees_on() {
    let linked = |name: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Council closes bridge","publisher":{{"name":"{name}"}}}}</script>"#
        )
    };
    let site = |name: &str| format!(r#"<meta property="og:site_name" content="{name}">"#);
    let address = |host: &str| format!(r#"<link rel="canonical" href="https://{host}/bridge">"#);
    for (head, expected) in [
        // The company that owns a paper is not the paper.
        (linked("Lindmedia AG") + &site("Tal-Kurier"), "Tal-Kurier"),
        (
            linked("Hillverlag GmbH") + &site("Valley Herald") + &address("valleyherald.example"),
            "Valley Herald",
        ),
        // Addresses and names for programs give way to names for people.
        (linked("Valley Herald") + &site("VH.example"), "Valley Herald"),
        (linked("herald") + &site("Valley Herald"), "Valley Herald"),
        (
            site("valleyherald") + "<title>Bridge - Valley Herald</title>",
            "Valley Herald",
        ),
        (
            address("valleypaper.example") + "<title>Bridge - The Valley Paper</title>",
            "The Valley Paper",
        ),
        (site("vlr.example") + "<title>Bridge - VLR</title>", "VLR"),
        // What most statements say, without what praises it.
        (
            linked("Blogware") + &site("Valley Views") + &address("valley-views.example"),
            "Valley Views",
        ),
        (
            site("Valley Herald - News and weather from the valley"),
            "Valley Herald",
        ),
        // Only the address tells.
        (address("www.thevalleyherald.example"), "The Valley Herald"),
        (address("kleinetalzeitung.example"), "Kleinetalzeitung"),
        (address("kleinezeitung.example"), "Kleine Zeitung"),
        (address("tal-nachrichten.example"), "Tal Nachrichten"),
    ] {
        let article = extract(RawContent::Html(page(&head, "<h1>Council closes bridge</h1>"))).unwrap();
        assert_eq!(article.source.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn pages_without_a_story_are_rejected() {
    for html in [
        "",
        "<html></html>",
        "<html><body><script>var a = 1;</script></body></html>",
    ] {
        assert_eq!(
            extract(RawContent::Html(html.to_owned())).unwrap_err().reason,
            "no text",
            "{html:?}"
        );
    }
    let error = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>We are sorry, but the page you were looking for does not exist here.</p></body></html>";
    assert_eq!(
        extract(RawContent::Html(error.to_owned())).unwrap_err().reason,
        "no article"
    );
}

#[test]
fn deep_nesting_is_read_as_lines() {
    let deep = format!("{}{}", "<div>".repeat(20_000), page("", ""));
    let article = extract(RawContent::Html(deep)).unwrap();
    assert!(article.text().contains("The old bridge over the Lenne"));
    for element in [
        "<b>",
        "<div><b>",
        "<table><tr><td>",
        "<a><p>",
        "<ul><li>",
        "<svg>",
    ] {
        let _ = extract(RawContent::Html(format!("{}{STORY}", element.repeat(3_000))));
        let _ = extract(RawContent::Html(format!("{}{STORY}", element.repeat(250))));
    }
}

/// A list page of made-up headlines, each a link with a teaser under it where one is wanted.
fn list_page(teaser: &str) -> String {
    let item = |n: usize| {
        format!(
            "<div class=\"teaser\"><h3><a href=\"/{n}\">Ferry number {n} returns to the harbour wall</a></h3>{teaser}</div>"
        )
    };
    let items: String = (0..20).map(item).collect();
    format!("<html><head><title>Valley Herald</title></head><body><main>{items}</main></body></html>")
}

#[test]
fn pages_that_are_no_article_say_why() {
    let login = "<html><body><h1>Log in</h1><form><label>Name</label><input name=n><label>Password</label>\
        <input type=password><p>Please log in to read the full text of this story and all others.</p></form></body></html>";
    let teaser = "<p>The ferry came back after a long repair in the yard up the river.</p>";
    for (html, expected) in [
        (list_page(""), "a list of links to articles"),
        (list_page(teaser), "a list of links to articles"),
        (login.to_owned(), "a login page"),
        (found_page(), "a list of what a search found"),
        (few_teasers(teaser), "a list of links to articles"),
        (
            prompt_page(
                "Sign in",
                "Please sign in or register to read this article, which takes a minute and is free of charge.",
            ),
            "a wall in front of an article",
        ),
        (
            prompt_page(
                "Valley Herald",
                "This article is for subscribers only. Read on for one euro a month, and cancel whenever you like.",
            ),
            "a wall in front of an article",
        ),
        (
            prompt_page(
                "Valley Herald",
                "We have noticed unusual activity from your network. Click the box below to show that you're not a robot.",
            ),
            "a wall in front of an article",
        ),
        (
            prompt_page(
                "Oops",
                "The page you requested could not be found. Check the address, or search for the article above.",
            ),
            "an error page",
        ),
        (
            prompt_page(
                "451",
                "You come from a country that enforces the General Data Protection Regulation, so that we show you nothing.",
            ),
            "an error page",
        ),
        (
            prompt_page(
                "Your choice",
                "We and our partners keep data on your device, such as what you read here, to choose what you are shown.",
            ),
            "a question for consent",
        ),
        (
            prompt_page(
                "Valley Herald",
                "Please enable JavaScript in your browser and load the page again to see what it holds for you today.",
            ),
            "an empty shell that a script would fill",
        ),
    ] {
        let rejection = extract(RawContent::Html(html)).unwrap_err();
        assert_eq!(rejection.reason, "no article");
        assert_eq!(rejection.detail.as_deref(), Some(expected));
    }
}

/// A page that says one thing.
fn prompt_page(title: &str, prompt: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><nav><a>Home</a></nav><h1>{title}</h1><p>{prompt}</p></body></html>"
    )
}

/// What a search of a site found.
fn found_page() -> String {
    let item = |n: usize| {
        format!(
            "<h3><a href=/{n}>Ferry number {n} returns to the harbour wall</a></h3><p>It came back after long repairs in the yard.</p>"
        )
    };
    let items: String = (0..5).map(item).collect();
    format!(
        "<html><head><title>Search results for ferry</title></head><body><h1>Search results for ferry</h1>{items}</body></html>"
    )
}

/// A section of a site with a few articles, a teaser under each.
fn few_teasers(teaser: &str) -> String {
    let item = |n: usize| {
        let teaser = teaser.replace("long repair", &format!("repair of {n} weeks"));
        format!(
            "<article><h2><a href=/{n}>Ferry number {n} returns to the harbour wall</a></h2>{teaser}</article>"
        )
    };
    let items: String = (0..8).map(item).collect();
    format!(
        "<html><head><title>Harbour - Valley Herald</title></head><body><h1>Harbour</h1>{items}</body></html>"
    )
}

#[test]
fn articles_that_speak_of_walls_and_errors_are_articles() {
    let short = "<p>The council's site was down for a day because nobody had paid for its name, the mayor said on Monday.</p>";
    let head =
        |title: &str| format!("<html><head><title>{title}</title></head><body><article><h1>{title}</h1>");
    for html in [
        format!(
            "{}{short}</article></body></html>",
            head("Page not found: why the council's site was down for a day")
        ),
        page(
            "",
            "<h1>Council asks all to accept cookies</h1><p>We value your privacy, the site says.</p>",
        ),
        page(
            "",
            "<h1>Search results for the lost ferry disappoint its owner</h1>",
        ),
        page(
            "",
            "<h1>Council closes bridge</h1><p>Subscribe to continue reading</p>",
        ),
    ] {
        assert!(extract(RawContent::Html(html.clone())).is_ok(), "{html}");
    }
}

#[test]
fn lines_around_a_story_are_no_paragraphs() {
    let title = "<h1>Council closes old bridge to lorries</h1>";
    for line in [
        "<p>Council closes old bridge to lorries</p>",
        "<p>By Ada Lind</p>",
        "<p>By Ada Lind, 3 May 2024</p>",
        "<p>Published 3 May 2024, 10:14 BST</p>",
        "<p>Share this article</p>",
        "<p>Advertisement</p>",
        "<p>Read more: <a href=/x>Town buys three ferries for the summer</a></p>",
        "<p>Subscribe to our newsletter to get the news of the valley every morning.</p>",
        "<p>Photo: Bo Vries</p>",
    ] {
        for html in [
            page("", &format!("{title}{line}")),
            page("", title).replace("</article>", &format!("{line}</article>")),
        ] {
            let text = extract(RawContent::Html(html)).unwrap().text();
            assert_eq!(text, STORY, "{line}");
        }
    }
}

#[test]
fn the_head_and_foot_of_a_newsletter_are_no_text() {
    for line in [
        "<p><a href=/b>View in browser</a></p>",
        "<p>If you can't see this email properly, <a href=/b>view it in your browser</a>.</p>",
        "<p><a href=/u>Unsubscribe</a> | <a href=/p>Manage your preferences</a></p>",
        "<p>You are receiving this email because you signed up at valley.example.</p>",
        "<p>This email was sent to reader@reader.example. To stop receiving it, unsubscribe here.</p>",
        "<p>Valley Herald Ltd, 12 Mill Lane, Hagen 58089, Germany</p>",
        "<p>12 Mill Lane, Suite 4, Springfield, IL 62704</p>",
        "<p>© 2025 Valley Herald. All rights reserved.</p>",
    ] {
        for (above, below) in [(line, ""), ("", line)] {
            let story = STORY.replace("\n\n", "</p><p>");
            let html = format!(
                "<table><tr><td>{above}</td></tr><tr><td><p>{story}</p></td></tr><tr><td>{below}</td></tr></table>"
            );
            let text = extract(RawContent::Html(html)).unwrap().text();
            assert_eq!(text, STORY, "{line}");
        }
    }
}

#[test]
fn a_story_that_only_data_holds_is_read_from_it() {
    let body = STORY.replace('\n', "\\n");
    let html = format!(
        "<html><head><title>Council closes bridge</title><script type=\"application/ld+json\">\
         {{\"@type\":\"NewsArticle\",\"headline\":\"Council closes bridge\",\"articleBody\":\"{body}\"}}</script></head>\
         <body><div id=app><p>Loading the story</p></div></body></html>"
    );
    assert_eq!(extract(RawContent::Html(html)).unwrap().text(), STORY);
}

#[test]
fn a_story_that_a_script_would_show_is_read() {
    let html = page("", "")
        .replace("<article>", "<div hidden id=\"S:0\"><article>")
        .replace("</article>", "</article></div>");
    assert_eq!(extract(RawContent::Html(html)).unwrap().text(), STORY);
}

#[test]
fn breaks_part_the_lines_of_a_head_and_not_of_a_story() {
    let story = STORY.replace("\n\n", "<br><br>").replacen(", ", ",<br>", 1);
    let html = format!(
        "<html><head><title>Valley Herald - Archive - Council closes bridge to lorries</title></head><body><table><tr><td>\
         <font>Tuesday, 4 March 2025</font><br><b>Council closes bridge to lorries</b><br><i>By Ada Lind</i><br><br>{story}\
         </td></tr></table></body></html>"
    );
    let article = extract(RawContent::Html(html)).unwrap();
    assert_eq!(article.published.unwrap().date().to_string(), "2025-03-04");
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.text(), STORY);
}

#[test]
fn what_is_known_around_a_page_fills_what_it_does_not_say() {
    let hints = article::Hints {
        url: Some("https://www.valleyherald.example/2025/03/04/bridge".to_owned()),
        title: Some("This week in the valley".to_owned()),
        source: Some("Valley Herald".to_owned()),
        published: Some("2025-03-05T08:30:00+01:00".to_owned()),
        ..article::Hints::default()
    };
    let read = |content| {
        let document = article::RawDocument {
            origin: article::Origin::default(),
            content,
            hints: hints.clone(),
        };
        article_extractor::extract(&document).unwrap()
    };
    let silent = read(RawContent::Text(STORY.to_owned()));
    assert_eq!(silent.title.as_deref(), Some("This week in the valley"));
    assert_eq!(silent.source.as_deref(), Some("Valley Herald"));
    assert_eq!(silent.published.unwrap().to_string(), "2025-03-05T08:30:00+01:00");
    let page = read(RawContent::Html(page(
        "<title>Council closes bridge</title>",
        "<h1>Council closes bridge</h1>",
    )));
    assert_eq!(page.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(page.url, hints.url);
    // The address has a date of its own, and it is nearer to the article than a header.
    assert_eq!(page.published.unwrap().date().to_string(), "2025-03-04");
}

#[test]
fn two_statements_overrule_the_heading_of_news() {
    let head = |kind: &str, title: &str| {
        format!(
            r#"<meta property="og:title" content="{title}"><script type="application/ld+json">{{"@type":"{kind}","headline":"{title}"}}</script>"#
        )
    };
    for (kind, stated, heading, expected) in [
        (
            "NewsArticle",
            "Bridge over the Lenne to close",
            "Lenne bridge: lorries have to go round",
            "Bridge over the Lenne to close",
        ),
        (
            "NewsArticle",
            "Council closes bridge",
            "Traffic: Council closes bridge",
            "Council closes bridge",
        ),
        (
            "WebPage",
            "Bridge over the Lenne to close",
            "Lenne bridge closes to lorries",
            "Lenne bridge closes to lorries",
        ),
    ] {
        let article = extract(RawContent::Html(page(
            &head(kind, stated),
            &format!("<h1>{heading}</h1>"),
        )))
        .unwrap();
        assert_eq!(article.title.as_deref(), Some(expected), "{kind} {heading}");
    }
}

pub(crate) fn read_page(head: &str, body: &str) -> article::Article {
    extract(RawContent::Html(page(head, body))).expect("the page has a story")
}

#[test]
fn the_headline_is_no_name_of_a_site() {
    let site = "<h1>Notes from the Valley</h1>";
    for (head, body, expected) in [
        // The first heading is the site's, the second the article's.
        (
            "<title>The ferry is back - Notes from the Valley</title>",
            format!("{site}<h2>The ferry is back</h2>"),
            "The ferry is back",
        ),
        (
            r#"<title>Notes from the Valley</title><meta property="og:title" content="The ferry is back again">"#,
            format!("{site}<h1>Ferry back again after repair</h1>"),
            "Ferry back again after repair",
        ),
        // Without a name of the site, what the title element says beside it tells.
        (
            r#"<title>The ferry is back | Notes from the Valley</title><meta property="og:title" content="Notes from the Valley">"#,
            "<h1>The ferry is back</h1><h2>Notes from the Valley</h2>".to_owned(),
            "The ferry is back",
        ),
        // A logo and a link to the first page are the site's, whatever the title element says.
        (
            "<title>Valley Walks: Ferry</title>",
            "<h1 class=page-logo>Valley Walks</h1><h1>The ferry is back</h1>".to_owned(),
            "The ferry is back",
        ),
        (
            "<title>Valley Walks: The ferry is back</title>",
            "<h1><a href='https://valleywalks.example/'>Valley Walks</a></h1>".to_owned(),
            "The ferry is back",
        ),
        (
            "<title>The ferry comes back | Valley Walks</title>",
            "<h1><a href=/ rel=home>Valley Walks</a></h1><h3 class=entry-title>The ferry comes back</h3>"
                .to_owned(),
            "The ferry comes back",
        ),
        (
            "<title>The ferry comes back</title>",
            "<h1><a href=/2025/ferry>The ferry comes back</a></h1>".to_owned(),
            "The ferry comes back",
        ),
        // A kicker in an element of its own is left out where the page states the headline without it.
        (
            r#"<meta property="og:title" content="The ferry is back">"#,
            "<h1><span>On the river</span> <span>The ferry is back</span></h1>".to_owned(),
            "The ferry is back",
        ),
        (
            "",
            "<h1><span>On the river</span> <span>The ferry is back</span></h1>".to_owned(),
            "On the river The ferry is back",
        ),
        // The heading that is most like what is stated, not the first that is a little like it.
        (
            r#"<meta property="og:title" content="Storm warning lifted for the whole Lenne valley">"#,
            "<h1>Storm warning</h1><h1>Storm warning lifted for the whole Lenne valley</h1>".to_owned(),
            "Storm warning lifted for the whole Lenne valley",
        ),
        // Two headlines in JSON-LD that agree are meant.
        (
            r#"<meta property="og:title" content="Ferry: what happens now"><script type="application/ld+json">
               {"@type":"NewsArticle","headline":"The boat is back","alternativeHeadline":"The boat is back"}</script>"#,
            "<h1>Ferry: what happens now</h1>".to_owned(),
            "The boat is back",
        ),
    ] {
        let article = read_page(head, &body);
        assert_eq!(article.title.as_deref(), Some(expected), "{head} {body}");
    }
}

#[test]
fn authors_are_those_that_a_page_marks() {
    let heading = "<h1>Council closes bridge to lorries</h1>";
    let linked = |name: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"Article","author":{{"name":"{name}"}}}}</script>"#
        )
    };
    for (head, body, expected) in [
        // Names in elements beside each other, and a class in one word of several.
        (
            String::new(),
            "<div class=article-byline><span>Ada Lind</span> <span>Bo de Vries</span></div>",
            &["Ada Lind", "Bo de Vries"][..],
        ),
        (String::new(), "<span class=headerAuthor>Ada Lind Stand: 4. März 2025</span>", &["Ada Lind"]),
        // An address is no name where another tag has one.
        (
            r#"<meta name=author content="a.lind@valleyherald.example"><meta name="twitter:data1" content="Ada Lind">"#.to_owned(),
            "",
            &["Ada Lind"],
        ),
        // A name of one word counts where markup says that it is the author's.
        (linked("Wilma"), "", &["Wilma"]),
        (linked("riverbank77"), "", &["riverbank77"]),
        (linked("Redaktion"), "", &[]),
        (linked("admin"), "", &[]),
        (linked("dpa"), "", &[]),
        (String::new(), "<a rel=author href=/w>Wilma</a>", &["Wilma"]),
        (String::new(), "<span class=authorBlock>Wilma</span>", &[]),
        (String::new(), "<span class=byline>Posted by riverbank77 on 4 March 2025</span>", &["riverbank77"]),
        (String::new(), "<span class=byline>Posted by riverbank77 — changed 4 March 2025</span>", &["riverbank77"]),
        // A link to an author's page names one, and all of those beside it.
        (String::new(), "<p>Words <a href=/authors/ada-lind>Ada Lind</a>, <a href=/authors/bo>Bo de Vries</a></p>", &["Ada Lind", "Bo de Vries"]),
        (String::new(), "<p><a href=/authors/>All Authors</a></p>", &[]),
        (String::new(), "<span class=byline>Ada Lind Tue 4 March 2025</span>", &["Ada Lind"]),
        // Tags that each give one of several, in the order of lists of references too, and in small letters.
        (
            r#"<meta name=citation_author content="Lind, Ada"><meta name=citation_author content="de Vries, Bo">"#.to_owned(),
            "",
            &["Ada Lind", "Bo de Vries"],
        ),
        (r#"<meta name=author content="ada lind">"#.to_owned(), "", &["Ada Lind"]),
        (
            concat!(
                r#"<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="Seven Minutes">"#,
                r#"<meta name="twitter:label2" content="Written by"><meta name="twitter:data2" content="Ada Lind">"#
            ).to_owned(),
            "",
            &["Ada Lind"],
        ),
        // Degrees are kept as they are printed, and the full stop of an initial.
        (linked("Dr. Ada Lind Jr."), "", &["Dr. Ada Lind Jr."]),
        // A story is signed to the right.
        (String::new(), "<p style='text-align: right'>Ada Lind</p>", &["Ada Lind"]),
        (String::new(), "<p style='text-align: right'>12.300 Valley Herald</p>", &[]),
        // A name under the headline counts if it begins as names do.
        (String::new(), "<p>Johanna Lindqvist</p>", &["Johanna Lindqvist"]),
        (String::new(), "<p>Trade Program</p>", &[]),
        // Labels, bodies and comments are none.
        (linked("Security Expert"), "", &[]),
        (String::new(), "<span class=author>Show Comments</span>", &[]),
        (linked("Valley Rescue Foundation"), "", &[]),
        (linked("Written By"), "", &[]),
        (String::new(), "<p>Print Article</p>", &[]),
        (String::new(), "<div class=comment><a rel=author href=/w>Brambel Lind</a></div>", &[]),
    ] {
        let article = read_page(&head, &format!("{heading}{body}"));
        assert_eq!(article.byline, expected, "{head} {body}");
    }
}

#[test]
fn the_name_of_a_site_counts_less_than_that_of_an_author() {
    let site =
        r#"<meta property=og:site_name content="Lind Valley"><meta name=author content="Lind Valley">"#;
    let heading = "<h1>Council closes bridge to lorries</h1>";
    for (head, body, expected) in [
        (site, "", "Lind Valley"),
        (site, "<a rel=author href=/a>Ada Brook</a>", "Ada Brook"),
        (
            r#"<meta property=og:site_name content="Wilma Cooks"><meta name=author content=Wilma>"#,
            "",
            "Wilma",
        ),
        (
            r#"<meta property=og:site_name content="Valley"><meta name=author content="Valley D">"#,
            "<span class=author>Ada Brook</span>",
            "Ada Brook",
        ),
    ] {
        let article = read_page(head, &format!("{heading}{body}"));
        assert_eq!(article.byline, [expected], "{head} {body}");
    }
}

#[test]
fn what_holds_the_headline_is_no_list_of_others() {
    let head = "<h1>Council closes bridge to lorries</h1>";
    let author = "<span class=author>Brambel Brook</span>";
    for (body, expected) in [
        (
            format!("<div class=teaser-page>{head}{author}</div>"),
            &["Brambel Brook"][..],
        ),
        (format!("{head}<div class=teaser-page>{author}</div>"), &[]),
    ] {
        assert_eq!(read_page("", &body).byline, expected, "{body}");
    }
}

#[test]
fn captions_of_a_page_are_those_of_its_own_pictures() {
    let body = "<h1>Bridge closed to lorries</h1>\
         <figure><img src=\"pier.jpg\"><figcaption>Mayor Ada Moss looks at the cracked pier on Monday \
         <div class=\"credit\">Ben Ruhl / Harbour Press</div></figcaption></figure>\
         <aside><figure><figcaption>The ferry leaves the harbour again</figcaption></figure></aside>\
         <div class=\"wp-caption\"><p class=\"wp-caption-text\">The old bridge seen from the town hall</p></div>\
         <div class=\"caption\">4 March 2025, 11:26 • 5 min read</div>";
    // Pages of old have capitals.
    let body = body.replace("class=\"wp-caption-text\"", "CLASS=\"WP-Caption-Text\"");
    let hidden = "<DIV STYLE=\"Display: None\"><p>Nobody sees this sentence, which is as long as one of the story.</p></DIV>";
    let article = extract(RawContent::Html(page("", &format!("{body}{hidden}")))).unwrap();
    assert_eq!(
        article.captions,
        [
            "Mayor Ada Moss looks at the cracked pier on Monday Ben Ruhl / Harbour Press",
            "The old bridge seen from the town hall"
        ]
    );
    assert_eq!(article.text(), STORY);
}
