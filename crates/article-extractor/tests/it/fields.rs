//! Fields one by one: dates, datelines, bylines, titles and sources, and the dates and sources of whole articles.

use article_extractor::dates::{DayOrder, parse_date};
use article_extractor::{byline, dateline, source, title};

use crate::{STORY, article_of};

#[test]
fn dates_are_read_in_many_languages() {
    for (text, expected) in [
        ("2025-12-02", "2025-12-02"),
        ("2025-12-02T17:41:00-05:00", "2025-12-02T17:41:00-05:00"),
        ("Updated: Dec. 2, 2025 5:41 PM ET", "2025-12-02T17:41:00-05:00"),
        ("July 4, 2025, 12:05 a.m. ET", "2025-07-04T00:05:00-04:00"),
        ("Tue, 02 Dec 2025 17:41:00 +0000", "2025-12-02T17:41:00Z"),
        ("Dienstag, 2. Dezember 2025", "2025-12-02"),
        ("02.12.2025, 19:35 Uhr", "2025-12-02"),
        ("le 2 décembre 2025 à 14h30", "2025-12-02"),
        ("1er août 2025", "2025-08-01"),
        ("2 de diciembre de 2025", "2025-12-02"),
        ("15 oct 2024 - 08:22", "2024-10-15"),
        ("2 de março de 2025", "2025-03-02"),
        ("2 dicembre 2025", "2025-12-02"),
        ("2 december 2025", "2025-12-02"),
        ("2 декабря 2025 года", "2025-12-02"),
        ("2 грудня 2025", "2025-12-02"),
        ("2 grudnia 2025", "2025-12-02"),
        ("2025年12月2日 08:20", "2025-12-02"),
        ("2025년 12월 2일", "2025-12-02"),
        ("2 Aralık 2025", "2025-12-02"),
        ("12 نوفمبر 2025", "2025-11-12"),
        ("20251202", "2025-12-02"),
        ("1764694860", "2025-12-02T17:01:00Z"),
        ("December 2025", "2025-12-01"),
    ] {
        let date = parse_date(text, DayOrder::DayFirst).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(expected), "{text}");
    }
    for text in [
        "",
        "yesterday",
        "31.02.2025",
        "may 20 people",
        "1.2.3",
        "99/99/2025",
        "0000-00-00",
    ] {
        assert_eq!(parse_date(text, DayOrder::DayFirst), None, "{text}");
    }
    let month_first = parse_date("3/4/2025", DayOrder::MonthFirst).map(|date| date.to_string());
    assert_eq!(month_first.as_deref(), Some("2025-03-04"));
}

/// Checks the date of a story with this first line or lead.
fn check_date(head: &str, expected: Option<&str>) {
    let article = article_of(&format!(
        "Council closes old bridge to lorries\n\n{head}\n\n{STORY}"
    ));
    let date = article.published.map(|date| date.date().to_string());
    assert_eq!(date.as_deref(), expected, "{head}: {:?}", article.evidence);
}

#[test]
fn dates_of_articles_are_stated_or_inferred_and_never_made_up() {
    check_date(
        "Published 4 March 2025 | Updated 6 March 2025",
        Some("2025-03-04"),
    );
    check_date("Erschienen am 4. März 2025", Some("2025-03-04"));
    check_date("Letzte Änderung: 4. März 2025", Some("2025-03-04"));
    check_date("Megjelent: 2025. március 4.", Some("2025-03-04"));
    check_date("Published\n\n4 March 2025", Some("2025-03-04"));
    check_date("Updated 06.03.2025, published 04.03.2025", Some("2025-03-04"));
    for other in [
        "Deadline: 4 March 2025",
        "Deadline\n\n4 March 2025",
        "Deadline 04.03.2025",
        "Antworten bis 04.03.2025",
        "Registriert: 04.03.2025, 05:56",
        "1-4 March 2025",
        "4. März 2025, 13:15 Uhr - 19:00 Uhr",
    ] {
        check_date(other, None);
    }
    check_date("Updated: 2025-03-06 00:00", Some("2025-03-06"));
    check_date("Last updated: March 6, 2025 5:41 PM ET", Some("2025-03-06"));
    // 4 March is a Tuesday in 2014, 2025 and 2031; the text speaks of 2025.
    check_date(
        "The council met on Tuesday (March 4) to talk about the bridge that cracked early in 2025.",
        Some("2025-03-04"),
    );
    check_date(
        "HAGEN, March 4 (Valley Wire) — The council met on Tuesday to talk about a bridge that cracked in 2025.",
        Some("2025-03-04"),
    );
    check_date(
        "The council met on Tuesday (March 4) to talk about the bridge and had a long debate about it.",
        None,
    );
    check_date(
        "The bridge was opened on 4 March 1931 by the mayor of the time, as old papers in the town hall tell.",
        None,
    );
}

#[test]
fn an_ambiguous_date_is_settled_by_the_weekday() {
    let text = STORY.replacen("decided after", "decided on Thursday after", 1);
    // 3 April 2025 is a Thursday, 4 March 2025 a Tuesday.
    let article = article_of(&format!(
        "Council closes old bridge to lorries\n03/04/2025 11:20\n\n{text}"
    ));
    assert_eq!(
        article.published.map(|date| date.to_string()).as_deref(),
        Some("2025-04-03")
    );
}

#[test]
fn datelines() {
    for (text, place, source, agencies) in [
        ("MOSCOW — The talks began.", Some("Moscow"), None, &[][..]),
        (
            "MOSCOW, Dec 2 (Harbour Post) — The talks began.",
            Some("Moscow"),
            Some("Harbour Post"),
            &[],
        ),
        (
            "BERLIN (dpa) – Die Gespräche haben begonnen.",
            Some("Berlin"),
            None,
            &["dpa"],
        ),
        (
            "Berlin (dpa/AFP) - Die Gespräche haben begonnen.",
            Some("Berlin"),
            None,
            &["dpa", "AFP"],
        ),
        (
            "PARIS, 3 déc. (AFP) - Les discussions ont commencé.",
            Some("Paris"),
            None,
            &["AFP"],
        ),
        (
            "LA CROSSE, Wis. (AP) — The talks began.",
            Some("La Crosse"),
            None,
            &["AP"],
        ),
        (
            "HARLAN FORKS (Plains Herald) July 9, 2024 — The talks began.",
            Some("Harlan Forks"),
            Some("Plains Herald"),
            &[],
        ),
        ("新华社北京4月24日电 会谈开始。", Some("北京"), None, &["Xinhua"]),
    ] {
        let dateline =
            dateline::read(text, DayOrder::DayFirst).unwrap_or_else(|| panic!("no dateline in {text}"));
        assert_eq!(
            (dateline.place.as_deref(), dateline.source.as_deref()),
            (place, source),
            "{text}"
        );
        assert_eq!(dateline.agencies, agencies, "{text}");
    }
    for text in [
        "WATCH: The mayor opened the bridge.",
        "BREAKING – The mayor opened the bridge.",
        "The talks — long and hard — began.",
        "He said: go home.",
        "I think – therefore I am.",
        "",
    ] {
        assert_eq!(dateline::read(text, DayOrder::DayFirst), None, "{text}");
    }
}

#[test]
fn bylines() {
    for (text, people) in [
        ("By Ada Lind", &["Ada Lind"][..]),
        ("By ADA LIND and Bo de Vries", &["Ada Lind", "Bo de Vries"]),
        ("Von Ada Lind, Online-Redakteurin", &["Ada Lind"]),
        ("Par Ada Lind et Bo Vries", &["Ada Lind", "Bo Vries"]),
        ("Written by: Ada Lind", &["Ada Lind"]),
        ("Por Ada Lind | Madrid", &["Ada Lind"]),
        ("By Ada Lind in Oslo", &["Ada Lind"]),
        ("Автор: Анна Линд", &["Анна Линд"]),
        ("记者：林若溪", &["林若溪"]),
        ("Erstellt von Ada Lind", &["Ada Lind"]),
        ("Tác giả: Lê Lan", &["Lê Lan"]),
        ("By Yilei Sun and Ada Lind", &["Yilei Sun", "Ada Lind"]),
        ("By Sun Yu", &["Sun Yu"]),
    ] {
        let byline = byline::from_line(text).unwrap_or_else(|| panic!("no byline in {text}"));
        assert_eq!(byline.people, people, "{text}");
    }
    for text in [
        "By the time they came, it was over.",
        "By far the best",
        "Von Anfang an war klar, dass es regnet.",
        "Ada Lind",
        "",
    ] {
        assert_eq!(byline::from_line(text), None, "{text}");
    }
    let agency = byline::from_line("By Reuters").expect("an agency is credited");
    assert!(agency.people.is_empty() && agency.agencies == ["Reuters"]);
}

#[test]
fn names_around_a_story_are_bylines_where_they_sign_it() {
    let head = "Council closes bridge to lorries\n\n";
    for (text, expected) in [
        // The first paragraph, in capitals or beginning as names do.
        (format!("{head}ADA BREKKE\n\n{STORY}"), &["Ada Brekke"][..]),
        (format!("{head}Johanna Brekke\n\n{STORY}"), &["Johanna Brekke"]),
        // A guest between headline and date, of whom the page tells more below.
        (
            format!(
                "{head}Johanna Brekke\n\n4 March 2025\n\n{STORY}\n\nThe engineer Johanna Brekke, 44, built nine bridges. Brekke lives in Oslo and teaches there."
            ),
            &["Johanna Brekke"],
        ),
        // The editor in charge, where nobody else is named.
        (
            format!("{head}{STORY}\n\n(责编：林若溪、陈一鸣)"),
            &["林若溪", "陈一鸣"],
        ),
        (
            format!("{head}By Ada Brekke\n\n{STORY}\n\n(责编：林若溪)"),
            &["Ada Brekke"],
        ),
    ] {
        assert_eq!(article_of(&text).byline, expected, "{text}");
    }
}

#[test]
fn titles_lose_the_name_of_the_site() {
    for (text, names, expected) in [
        (
            "Bridge closed to lorries | Valley Herald",
            &[][..],
            "Bridge closed to lorries",
        ),
        (
            "Bridge closed to lorries - Valley Herald",
            &["Valley Herald"],
            "Bridge closed to lorries",
        ),
        (
            "Bridge closed to lorries - again",
            &[],
            "Bridge closed to lorries - again",
        ),
        (
            "Bridge closed to lorries | News | Valley Herald",
            &[],
            "Bridge closed to lorries",
        ),
        // Who says it is part of the headline.
        (
            "Old bridge stays closed to lorries - mayor | Valley Herald",
            &[],
            "Old bridge stays closed to lorries - mayor",
        ),
        (
            "Old bridge stays closed to lorries - News | Valley Herald",
            &[],
            "Old bridge stays closed to lorries",
        ),
        (
            "Bridge closed to lorries - BBC News",
            &[],
            "Bridge closed to lorries",
        ),
        (
            "Valley Herald » Bridge closed to lorries",
            &["Valley Herald"],
            "Bridge closed to lorries",
        ),
        (
            "Bridge closed to lorries › Valley Herald",
            &[],
            "Bridge closed to lorries",
        ),
        (
            "Bridge closed - what now?",
            &["Valley Herald"],
            "Bridge closed - what now?",
        ),
    ] {
        assert_eq!(title::split_site(text, names).0, expected, "{text}");
    }
}

#[test]
fn sources() {
    for (line, expected) in [
        ("© 2025 The Valley Herald", Some("The Valley Herald")),
        (
            "Copyright 2025 Valley Herald. All rights reserved.",
            Some("Valley Herald"),
        ),
        (
            "© Rivertown-Nachrichten Verlagsgesellschaft mbH 2024",
            Some("Rivertown-Nachrichten"),
        ),
        (
            "Copyright (C) 1997-2024 Valley Herald Media Group",
            Some("Valley Herald"),
        ),
        ("All content on this page is free", None),
        ("Copyright & Licensing", None),
        ("© 2025", None),
    ] {
        assert_eq!(source::of_copyright(line).as_deref(), expected, "{line}");
    }
    assert_eq!(
        source::of_address("https://www.bbc.co.uk/news/1").as_deref(),
        Some("BBC")
    );
    // Letters that are longer as small ones.
    assert_eq!(source::canonical("http://İİİİİİ@h.de"), "http://İİİİİİ@h.de");
    assert_eq!(
        source::canonical("The Washington Post"),
        source::canonical("washingtonpost.com")
    );
}

#[test]
fn an_address_around_the_story_tells_whose_page_it_is() {
    for (around, expected) in [
        // The name that the address runs together stands there too.
        (
            "Search hillmessenger.example\n\nSubscribe to Hill Messenger today",
            Some("Hill Messenger"),
        ),
        (
            "Write to desk@hillmessenger.example\n\nThe Hill Messenger app",
            Some("Hill Messenger"),
        ),
        // It stands nowhere, but the address stands there twice.
        (
            "Search hillmessenger.example\n\nhillmessenger.example",
            Some("Hillmessenger"),
        ),
        // Where anyone has a letter box or a page is no source.
        ("Write to hill@gmail.com\n\nGmail", None),
        ("Follow us on facebook.com\n\nFacebook", None),
        ("Copyright & Licensing", None),
    ] {
        let text = format!("Council closes bridge\n\n{STORY}\n\n{around}");
        assert_eq!(article_of(&text).source.as_deref(), expected, "{around}");
    }
}

#[test]
fn an_agency_that_is_cited_or_took_the_picture_is_not_the_source() {
    let text = format!(
        "{STORY}\n\nTwo more bridges are in a bad state, according to Reuters.\n\nA pier of the bridge. REUTERS/Ada Lind"
    );
    let article = article_of(&text);
    assert_eq!(article.source, None);
}
