//! Dates of pages: which of all that a page says counts.

use article::{Hints, Origin, RawContent, RawDocument};
use article_extractor::{Furniture, extract_among};

use crate::extract;
use crate::html::{page, read_page};

const STANDFIRST: &str = "The bridge over the river in the old town is closed to lorries from Monday, the council said, \
    because of two cracks that divers found in the middle pier at low water last week.";

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
fn dates_after_the_page_was_fetched_are_refused() {
    let html = page(
        r#"<meta property="article:published_time" content="2025-03-04">"#,
        "",
    );
    for (fetched, expected) in [
        ("2025-03-03T20:00:00Z", Some("2025-03-04")),
        ("2025-02-01T20:00:00Z", None),
    ] {
        let hints = Hints {
            fetched: Some(fetched.to_owned()),
            ..Hints::default()
        };
        let document = RawDocument {
            origin: Origin::default(),
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
        // In winter that is 23 o'clock.
        ("de", "2025-12-02T22:00:00Z", "2025-12-02T22:00:00Z"),
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

#[test]
fn dates_after_the_day_of_reading_are_refused_where_no_fetch_is_known() {
    let clock = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_790_000_000);
    for (day, fetched, expected) in [
        ("2026-09-21", None, Some("2026-09-21")),
        // A day of grace for the other side of the earth.
        ("2026-09-22", None, Some("2026-09-22")),
        ("2026-09-24", None, None),
        ("2031-01-01", None, None),
        ("2026-09-24", Some("2026-09-24T10:00:00Z"), Some("2026-09-24")),
    ] {
        let head = format!("<meta property=\"article:published_time\" content=\"{day}\">");
        let document = RawDocument {
            origin: Origin::default(),
            content: RawContent::Html(page(&head, "<h1>Council closes bridge</h1>")),
            hints: Hints {
                fetched: fetched.map(str::to_owned),
                ..Hints::default()
            },
        };
        let article = extract_among(&document, &Furniture::default(), Some(clock)).unwrap();
        let published = article.published.map(|date| date.date().to_string());
        assert_eq!(published.as_deref(), expected, "{day}");
    }
    // A clock that was never set tells nothing.
    let unset = std::time::UNIX_EPOCH;
    let head = "<meta property=\"article:published_time\" content=\"2024-09-21\">";
    let document = RawDocument {
        origin: Origin::default(),
        content: RawContent::Html(page(head, "<h1>Council closes bridge</h1>")),
        hints: Hints::default(),
    };
    let article = extract_among(&document, &Furniture::default(), Some(unset)).unwrap();
    assert!(article.published.is_some());
}
