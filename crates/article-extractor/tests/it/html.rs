//! Pages: metadata, the story, and pages that no tree may be built of.

use article::RawContent;

use crate::{STORY, extract};

fn page(head: &str, body: &str) -> String {
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
    ] {
        let rejection = extract(RawContent::Html(html)).unwrap_err();
        assert_eq!(rejection.reason, "no article");
        assert_eq!(rejection.detail.as_deref(), Some(expected));
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
fn dates_of_pages_are_those_that_readers_see() {
    let meta = r#"<meta property="article:published_time" content="2025-03-03T23:11:59+00:00">"#;
    for (head, body, expected) in [
        // The clock of the metadata is in another zone than the reader.
        (
            meta,
            "<h1>Council closes bridge</h1><p>Published on 4 March 2025</p>",
            Some("2025-03-04"),
        ),
        (meta, "<h1>Council closes bridge</h1>", Some("2025-03-03")),
        (
            "",
            "<h1>Council closes bridge</h1><span class='post-date'>04.03.2025</span>",
            Some("2025-03-04"),
        ),
        (
            "",
            "<div class='related-list'><span class='date'>04.03.2025</span> A ferry comes back to the old harbour wall after a long repair in the yard</div>",
            None,
        ),
        (
            "",
            "<aside><span class='date'>04.03.2025</span> A ferry comes back to the old harbour wall after a long repair in the yard</aside>",
            None,
        ),
    ] {
        let article = extract(RawContent::Html(page(head, body))).unwrap();
        let day = article.published.map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{head} {body}");
    }
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

#[test]
fn dates_after_the_page_was_fetched_are_refused() {
    let html = page(
        r#"<meta property="article:published_time" content="2025-03-04">"#,
        "",
    );
    for (fetched, expected) in [
        ("2025-03-03T20:00:00Z", Some("2025-03-04")),
        ("2025-02-01T20:00:00Z", None),
    ] {
        let hints = article::Hints {
            fetched: Some(fetched.to_owned()),
            ..article::Hints::default()
        };
        let document = article::RawDocument {
            origin: article::Origin::default(),
            content: RawContent::Html(html.clone()),
            hints,
        };
        let published = article_extractor::extract(&document).unwrap().published;
        assert_eq!(
            published.map(|date| date.date().to_string()).as_deref(),
            expected,
            "{fetched}"
        );
    }
}

#[test]
fn a_class_of_time_or_of_publishing_holds_the_date() {
    for class in ["h-time", "documentPublished", "post-date"] {
        let lead = "<p>Town</p><p>Fields</p>".repeat(12);
        let body = format!(
            "<div><span class=\"{class}\">2025-12-02 20:29</span></div>{lead}<h1>Council closes old bridge to lorries</h1>"
        );
        let article = extract(RawContent::Html(page("", &body))).unwrap();
        let date = article.published.map(|date| date.date().to_string());
        assert_eq!(date.as_deref(), Some("2025-12-02"), "{class}");
    }
}

fn read_page(head: &str, body: &str) -> article::Article {
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
fn each_kind_of_evidence_dates_a_page() {
    let heading = "<h1>Council closes bridge to lorries</h1>";
    let meta = r#"<meta property="article:published_time" content="2025-03-04T08:00:00+01:00">"#;
    for (head, body, expected) in [
        // JSON-LD of the page itself, and without its type.
        (
            r#"<script type="application/ld+json">{"@type":"WebPage","name":"x","datePublished":"2025-03-04"}</script>"#,
            heading.to_owned(),
            Some("2025-03-04"),
        ),
        (
            r#"<script>{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2025-03-04"}</script>"#,
            heading.to_owned(),
            Some("2025-03-04"),
        ),
        (
            r#"<meta name="citation_publication_date" content="2025/3/4">"#,
            heading.to_owned(),
            Some("2025-03-04"),
        ),
        // The time of another article is not this one's.
        (
            "",
            format!(
                "{heading}<div class=x>{}</div><div class=related><time class=published datetime=2011-04-09>x</time><time class=published datetime=2012-04-09>y</time></div>",
                "<p>a</p>".repeat(20)
            ),
            None,
        ),
        // The nearest to the headline counts.
        (
            "",
            format!(
                "<time datetime=2025-02-01>x</time>{}{heading}<time datetime=2025-03-04>y</time>",
                "<i>a</i>".repeat(9)
            ),
            Some("2025-03-04"),
        ),
        // What is printed under the headline counts more than the metadata, but for the day of its own update.
        (meta, format!("{heading}<p>24 March 2025</p>"), Some("2025-03-24")),
        (meta, format!("{heading}<p>24 March 2015</p>"), Some("2025-03-04")),
        // A move to another system makes a page younger than it is.
        (meta, format!("{heading}<p>24 March 2022</p>"), Some("2022-03-24")),
        (meta, format!("{heading}<p>24 March 2028</p>"), Some("2025-03-04")),
        // Today's date has no author beside it.
        (
            meta,
            format!("<p>1 March 2025 - Editor: Ada Lind</p>{heading}"),
            Some("2025-03-01"),
        ),
        (
            r#"<meta property="article:published_time" content="2025-03-05T00:40:59Z">"#,
            format!(
                "{heading}<i class=x>Harbour</i><time class=com-date datetime='4 March 2025'>4 March 2025</time>"
            ),
            Some("2025-03-04"),
        ),
        // Rules between the numbers, and the line of a blog's entry.
        ("", format!("{heading}<p>4 | 3 | 2025</p>"), Some("2025-03-04")),
        (
            "",
            format!(
                "{heading}{}<p class=postmetadata>4. März 2025 um 09:43 · Ferries · 6 notes</p>",
                "<i>a</i>".repeat(20)
            ),
            Some("2025-03-04"),
        ),
        // Below a standfirst.
        (
            "",
            format!("{heading}<p>{STANDFIRST}</p><p>Ada Lind</p><p>04.03.2025 · 6 min read</p>"),
            Some("2025-03-04"),
        ),
        (
            meta,
            format!("<p>Tuesday, 11 March 2025</p>{heading}"),
            Some("2025-03-04"),
        ),
        (
            r#"<meta property="article:published_time" content="2025-03-04"><meta property="article:modified_time" content="2025-03-09">"#,
            format!("{heading}<p>9 March 2025</p>"),
            Some("2025-03-04"),
        ),
        // A moment in UTC may be the day before for the site, whose address knows.
        (
            r#"<meta property="article:published_time" content="2025-03-03T23:11:59Z"><link rel=canonical href="https://valleyherald.example/2025/03/04/bridge/">"#,
            heading.to_owned(),
            Some("2025-03-04"),
        ),
        // Themes hide a machine's time beside the date that they show.
        (
            "",
            format!(
                "{heading}<div>Ada Lind<span>2025-03-09T17:27:31+02:00</span><span>March 4, 2025</span></div>"
            ),
            Some("2025-03-04"),
        ),
        (
            "",
            format!("{heading}<div><span>reader</span><span>04.03.25</span><span>12:44</span></div>"),
            Some("2025-03-04"),
        ),
        // A class in one word of several, and one that names a year only.
        (
            "",
            format!("{heading}<b class=articleDateBlock>04.03.2025</b>"),
            Some("2025-03-04"),
        ),
        ("", format!("{heading}<a class=dateBar>2025</a>"), None),
        // What is on, or changed, on a day was not published then, whether a class, a label or a range says so.
        (
            "",
            format!("{heading}<div class=post-modified><time datetime=2025-03-04>x</time></div>"),
            None,
        ),
        ("", format!("{heading}<p>Exhibition, 1 - 4 March 2025</p>"), None),
        ("", format!("{heading}<p>Vom 1. bis 4. März 2025</p>"), None),
        ("", format!("{heading}<p>4 March 2025, 13:15 - 19:00</p>"), None),
        (
            "",
            format!("{heading}<p>4 March 2025, 1:15 pm</p>"),
            Some("2025-03-04"),
        ),
        (
            "",
            format!("{heading}<div>Deadline</div><div>4 March 2025</div>"),
            None,
        ),
        // A number before a date is not always a day of its month.
        (
            "",
            format!("{heading}<p>Issue 12 - 4 March 2025</p>"),
            Some("2025-03-04"),
        ),
        // A date that runs into its neighbours.
        (
            "",
            format!("{heading}<p>HealthMARCH 4, 2025Updated: March 9, 2026</p>"),
            Some("2025-03-04"),
        ),
        // Day and month are told apart by what else the page says of the day.
        (
            r#"<meta name=date content="04/03/2025 10:00:00">"#,
            heading.to_owned(),
            Some("2025-04-03"),
        ),
        (
            r#"<meta name=date content="04/03/2025 10:00:00">"#,
            format!("{heading}<p>Published: 04.03.2025</p>"),
            Some("2025-03-04"),
        ),
        (
            r#"<meta name=date content="04/03/2025"><link rel=canonical href="https://valleyherald.example/2025/mar/04/bridge">"#,
            heading.to_owned(),
            Some("2025-03-04"),
        ),
        // A printed date that can be read as the stated one is no other.
        (
            r#"<meta property="article:published_time" content="2025-03-04">"#,
            format!("{heading}<p>04/03/2025</p>"),
            Some("2025-03-04"),
        ),
    ] {
        let published = read_page(head, &body).published;
        let day = published.map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{head} {body}");
    }
}

#[test]
fn marked_dates_below_a_story_count_where_they_are_its_own() {
    let date = |class: &str| format!("<p><b class={class}>04.03.2025</b> <a href=/x>The harbour</a></p>");
    for (below, expected) in [
        (date("post-date"), Some("2025-03-04")),
        (date("hours__date"), None),
        // Dates in a row are those of a list.
        (date("post-date").repeat(5), None),
        (
            "<div class=author>By Ada Lind on 4 March 2025</div>".to_owned(),
            Some("2025-03-04"),
        ),
    ] {
        let far = "<p>a</p>".repeat(90);
        let whole = page("", "<h1>Council closes bridge to lorries</h1>");
        let html = whole.replace("</article>", &format!("</article>{far}{below}{far}"));
        let published = extract(RawContent::Html(html)).unwrap().published;
        let day = published.map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{below}");
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
    let article = extract(RawContent::Html(page("", body))).unwrap();
    assert_eq!(
        article.captions,
        [
            "Mayor Ada Moss looks at the cracked pier on Monday Ben Ruhl / Harbour Press",
            "The old bridge seen from the town hall"
        ]
    );
    assert_eq!(article.text(), STORY);
}

const STANDFIRST: &str = "The bridge over the river in the old town is closed to lorries from Monday, the council said, \
    because of two cracks that divers found in the middle pier at low water last week.";

/// Puts something into a page far below its story and returns the day of publication.
fn day_with_far(head: &str, far: &str) -> Option<String> {
    let gap = "<p>a</p>".repeat(90);
    let whole = page(head, "<h1>Council closes bridge to lorries</h1>");
    let html = whole.replace("</article>", &format!("</article>{gap}{far}{gap}"));
    let article = extract(RawContent::Html(html)).ok()?;
    article.published.map(|date| date.date().to_string())
}

#[test]
fn a_page_dates_its_article_away_from_the_headline() {
    let teaser = |date: &str, title: &str| format!("<div class=t><p>{date}</p><h2>{title}</h2></div>");
    let own = "Council closes bridge to lorries";
    let other = "Ferry back at the harbour wall";
    for (far, expected) in [
        (
            "<p>This entry was posted on Tuesday, 4 March 2025 at 09:12 and is filed under Ferries.</p>".to_owned(),
            Some("2025-03-04"),
        ),
        (
            "<p>Council closes bridge wurde am 4. März 2025 um 23:03 Uhr gepostet und unter Fähren abgelegt.</p>".to_owned(),
            Some("2025-03-04"),
        ),
        ("<p>The entry to the harbour was closed on 4 March 2025.</p>".to_owned(), None),
        // The list of the latest articles has this one too.
        (format!("{}<p>Harbour</p>{}", teaser("04.03.2025", own), teaser("05.03.2025", other)), Some("2025-03-04")),
        // Between two dates that differ neither can be told to be its own.
        (format!("{}{}", teaser("04.03.2025", own), teaser("05.03.2025", other)), None),
        (teaser("04.03.2025", other), None),
        // What a page carries for its own scripts.
        (
            r#"<script type="application/json">{"review":{"publishedDate":"2025-03-04T20:37:27Z"}}</script>"#.to_owned(),
            Some("2025-03-04"),
        ),
        (
            r#"<script type="application/json">[{"publishedDate":"2025-03-04"},{"publishedDate":"2025-03-05"}]</script>"#
                .to_owned(),
            None,
        ),
    ] {
        assert_eq!(day_with_far("", &far).as_deref(), expected, "{far}");
    }
}

#[test]
fn a_standing_page_of_a_site_has_the_day_that_it_shows() {
    let meta = r#"<meta property="article:published_time" content="2025-03-04T08:00:00+01:00">"#;
    let first = r#"<link rel=canonical href="https://valleyherald.example/">"#;
    for (classes, head, body, expected) in [
        ("page page-id-7 page-template-default", "", "", None),
        ("page page-id-7", "", "<p>4 March 2025</p>", Some("2025-03-04")),
        (
            "page page-id-7",
            "",
            "<time datetime=2025-03-04>x</time>",
            Some("2025-03-04"),
        ),
        (
            "post-template-default single postid-7",
            "",
            "",
            Some("2025-03-04"),
        ),
        ("single postid-7 page-template", first, "", None),
        ("", first, "", None),
        (
            "",
            r#"<link rel=canonical href="https://valleyherald.example"><meta property="og:url" content="https://valleyherald.example/bridge">"#,
            "",
            Some("2025-03-04"),
        ),
        (
            "",
            r#"<link rel=canonical href="https://valleyherald.example/?p=7">"#,
            "",
            Some("2025-03-04"),
        ),
    ] {
        let html = page(
            &format!("{meta}{head}"),
            &format!("<h1>Council closes bridge to lorries</h1>{body}"),
        );
        let html = html.replace("<body>", &format!("<body class='{classes}'>"));
        let published = extract(RawContent::Html(html)).unwrap().published;
        let day = published.map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{classes} {head} {body}");
    }
}

#[test]
fn a_midnight_of_central_europe_in_utc_is_the_next_day() {
    for (language, time, expected) in [
        ("de", "2025-03-03T23:00:00.000Z", "2025-03-04T00:00:00+01:00"),
        ("sv-SE", "2025-07-03T22:00:00Z", "2025-07-04T00:00:00+02:00"),
        ("de", "2025-03-03T23:00:01Z", "2025-03-03T23:00:01Z"),
        ("de", "2025-03-03T23:00:00+01:00", "2025-03-03T23:00:00+01:00"),
        // Spanish and English are read in many zones.
        ("es", "2025-03-03T23:00:00Z", "2025-03-03T23:00:00Z"),
        ("en", "2025-03-03T23:00:00Z", "2025-03-03T23:00:00Z"),
    ] {
        let head = format!(r#"<meta property="article:published_time" content="{time}">"#);
        let html = page(&head, "<h1>Council closes bridge</h1>");
        let html = html.replace("lang=\"en\"", &format!("lang=\"{language}\""));
        let published = extract(RawContent::Html(html)).unwrap().published.unwrap();
        assert_eq!(published.to_string(), expected, "{language} {time}");
    }
}
