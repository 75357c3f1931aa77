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
        ("14:05 GMT, 12 December 2023", "2023-12-12T14:05:00Z"),
        (
            "Published: 2:05 PM ET, Tue December 12, 2023",
            "2023-12-12T14:05:00-05:00",
        ),
        ("Beat Hagen 3:2 on 12 December 2023", "2023-12-12"),
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
fn a_weekday_of_the_story_does_not_overrule_a_known_order() {
    for (head, story) in [
        (
            "Publié le 03/04/2025 à 11:20",
            "Le pont est fermé aux camions depuis la nuit de dimanche à mardi, a décidé le conseil après un long débat.\n\nLes ingénieurs avaient trouvé des fissures dans deux des sept piles du pont et craignaient un nouvel hiver.",
        ),
        (
            "Pubblicato il 03/04/2025",
            "Il ponte è chiuso ai camion da martedì, ha deciso il consiglio dopo un lungo dibattito con gli abitanti della valle.\n\nGli ingegneri avevano trovato crepe in due dei sette piloni e temevano un altro inverno di traffico pesante.",
        ),
    ] {
        let article = article_of(&format!("Bridge 17\n{head}\n\n{story}"));
        // 4 March 2025 is a Tuesday.
        assert_eq!(
            article.published.map(|date| date.date().to_string()).as_deref(),
            Some("2025-04-03"),
            "{head}"
        );
    }
}

#[test]
fn a_line_of_day_and_source_is_a_credit() {
    for (line, source) in [
        ("2025-03-04 Source: Harbour Post", "Harbour Post"),
        ("4 March 2025 | Quelle: Harbour Post", "Harbour Post"),
    ] {
        let article = article_of(&format!(
            "Council closes old bridge to lorries\n{line}\n\n{STORY}"
        ));
        let day = article.published.map(|date| date.date().to_string());
        assert_eq!(
            (day.as_deref(), article.source.as_deref()),
            (Some("2025-03-04"), Some(source)),
            "{line}"
        );
        assert_eq!(
            article.title.as_deref(),
            Some("Council closes old bridge to lorries"),
            "{line}"
        );
    }
    let text = "石桥禁止货车通行\n2025-03-04 07:41:22 来源： 江桥晚报\n\n石桥从下月起禁止货车通行，议会经过长时间的讨论后于本周作出这一决定。\n\n工程师在七个桥墩中的两个上发现了裂缝，并警告说桥梁无法再承受一个冬天的重型车辆。";
    let article = article_of(text);
    assert_eq!(article.title.as_deref(), Some("石桥禁止货车通行"));
    assert_eq!(article.source.as_deref(), Some("江桥晚报"));
    assert_eq!(article.published.unwrap().date().to_string(), "2025-03-04");
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
        (
            "本报岳阳4月24日电（记者 林若溪）会谈开始。",
            Some("岳阳"),
            None,
            &[],
        ),
        // The last word of a place in capitals is no agency.
        ("NEW YORK — The talks began.", Some("New York"), None, &[]),
        ("NEW DELHI: The talks began.", Some("New Delhi"), None, &[]),
        (
            "UNITED NATIONS, March 3 - The talks began.",
            Some("United Nations"),
            None,
            &[],
        ),
        (
            "RIO DE JANEIRO - The talks began.",
            Some("Rio De Janeiro"),
            None,
            &[],
        ),
        ("SYDNEY AAP — The talks began.", Some("Sydney"), None, &["AAP"]),
        (
            "NEW YORK, May 03, 2021 (VALLEY NEWSWIRE) -- The talks began.",
            Some("New York"),
            Some("VALLEY NEWSWIRE"),
            &[],
        ),
        (
            "(ANSA) - CATANIA, 14 AGO - The talks began.",
            Some("Catania"),
            None,
            &["ANSA"],
        ),
        (
            "Madrid, 3 mar (EFE).- The talks began.",
            Some("Madrid"),
            None,
            &["EFE"],
        ),
        (
            "New Delhi, Mar 3 (PTI) The talks began.",
            Some("New Delhi"),
            None,
            &["PTI"],
        ),
        (
            "MOSKVA, 3 March. /TASS/. The talks began.",
            Some("Moskva"),
            None,
            &["TASS"],
        ),
        (
            "VALLEY.CO, Jakarta - The talks began on 3 March.",
            Some("Jakarta"),
            None,
            &[],
        ),
        (
            "(서울=연합뉴스) 회담이 시작됐다.",
            Some("서울"),
            None,
            &["Yonhap"],
        ),
        ("[부산=뉴시스] 회담이 시작됐다.", Some("부산"), None, &["Newsis"]),
        (
            "【ニューヨーク=共同】会談が始まった。",
            Some("ニューヨーク"),
            None,
            &["Kyodo"],
        ),
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
        "ADA BREKKE, BYLINE: The mayor opened the bridge.",
        "(写真=共同) 会談が始まった。",
        "The mayor (AP) Photo shows the bridge.",
        "The talks — long and hard — began.",
        "He said: go home.",
        "I think – therefore I am.",
        "",
    ] {
        assert_eq!(dateline::read(text, DayOrder::DayFirst), None, "{text}");
    }
}

#[test]
fn datelines_of_east_asia_name_their_authors() {
    for (text, place, people) in [
        (
            "(서울=연합뉴스) 김하늘 기자 = 회담이 시작됐다.",
            "서울",
            &["김하늘"][..],
        ),
        (
            "本报岳阳4月24日电（记者 林若溪 通讯员 陈一鸣）会谈开始。",
            "岳阳",
            &["林若溪", "陈一鸣"][..],
        ),
        (
            "本报北京4月24日电 记者林若溪报道：会谈开始。",
            "北京",
            &["林若溪"],
        ),
        ("〔記者林若溪／花蓮報導〕會談開始。", "花蓮", &["林若溪"]),
        (
            "【ニューヨーク=山田花子】会談が始まった。",
            "ニューヨーク",
            &["山田花子"],
        ),
    ] {
        let dateline =
            dateline::read(text, DayOrder::DayFirst).unwrap_or_else(|| panic!("no dateline in {text}"));
        assert_eq!(
            (dateline.place.as_deref(), &dateline.people[..]),
            (
                Some(place),
                &people.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()[..]
            ),
            "{text}"
        );
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
        ("By ADA LIND AND BO VRIES", &["Ada Lind", "Bo Vries"]),
        ("By ADA LIND FOR VALLEYONLINE", &["Ada Lind"]),
        ("By ADA LIND Associated Press", &["Ada Lind"]),
        ("By Ada Lind Religion correspondent", &["Ada Lind"]),
        ("By Ada Lind reporter", &["Ada Lind"]),
        (
            "By Omar al-Lindi and Ada d'Orlend",
            &["Omar al-Lindi", "Ada d'Orlend"],
        ),
        ("Door Ada van 't Lind", &["Ada van 't Lind"]),
        (
            "By Ada wa Lind'o and Omar ben Yarra",
            &["Ada wa Lind'o", "Omar ben Yarra"],
        ),
        ("מאת עדה לינד", &["עדה לינד"]),
        ("Της Άντας Λιντ", &["Άντας Λιντ"]),
        ("लेखक: अदिति शुक्ला", &["अदिति शुक्ला"]),
        ("By our correspondent Ada Lind in Cairo", &["Ada Lind"]),
        ("By our staff reporter Ada Lind", &["Ada Lind"]),
        ("De notre correspondante à Berlin, Ada Lind", &["Ada Lind"]),
        ("Von unserer Korrespondentin Ada Lind", &["Ada Lind"]),
        ("Dal nostro inviato Bo Lind", &["Bo Lind"]),
        ("本报记者 林若溪", &["林若溪"]),
        ("By ada@herald.example (Ada Lind)", &["Ada Lind"]),
        ("Par Ada Lind avec AFP", &["Ada Lind"]),
        ("Por Ada Lind con EFE", &["Ada Lind"]),
        ("Door Ada Lind met ANP", &["Ada Lind"]),
        ("Analysis by Ada Lind", &["Ada Lind"]),
        ("Opinion by Ada Lind", &["Ada Lind"]),
        ("Opinion | By Ada Lind", &["Ada Lind"]),
        ("Analyse de Ada Lind", &["Ada Lind"]),
        ("Kommentar von Ada Lind", &["Ada Lind"]),
        ("BYLINE: Ingrid Solheim, Health Editor", &["Ingrid Solheim"]),
        ("Byline: Ingrid Solheim; Health Editor", &["Ingrid Solheim"]),
        ("BYLINE: By INGRID SOLHEIM", &["Ingrid Solheim"]),
        ("BYLINE: SOLHEIM, INGRID", &["Ingrid Solheim"]),
        (
            "BYLINE: Ingrid Solheim and Bo Vries, Staff Writers",
            &["Ingrid Solheim", "Bo Vries"],
        ),
        ("记者 王小明", &["王小明"]),
        ("（记者王小明 李红）", &["王小明", "李红"]),
        ("本报记者 王小明 通讯员 李红", &["王小明", "李红"]),
        ("记者 王小明 发自北京", &["王小明"]),
        ("新华社记者王小明、李红", &["王小明", "李红"]),
        ("記者王小明／台北報導", &["王小明"]),
        ("文｜王小明", &["王小明"]),
        ("撰文：王小明", &["王小明"]),
        ("김하늘 기자", &["김하늘"]),
        ("김하늘 기자 haneul@herald.example", &["김하늘"]),
    ] {
        let byline = byline::from_line(text).unwrap_or_else(|| panic!("no byline in {text}"));
        assert_eq!(byline.people, people, "{text}");
    }
    for text in [
        "By the time they came, it was over.",
        "By far the best",
        "Von Anfang an war klar, dass es regnet.",
        "김하늘 기자가 다리를 취재했다",
        "정치부 기자",
        "By Valley Newsdesk",
        "Analyse de la situation",
        "Opinion by the numbers",
        "Byline times are changing",
        "记者调查",
        "记者手记：石桥",
        "记者会在北京举行",
        "By Björk, Reykjavik",
        "By Our Correspondent",
        "By a Special Correspondent",
        "By Staff Reporter",
        "Von unserem Korrespondenten",
        "De notre correspondant",
        "Da nostro inviato",
        "Por Redacción",
        "Ada Lind",
        "",
    ] {
        assert_eq!(byline::from_line(text), None, "{text}");
    }
    for (text, agencies) in [
        ("By Reuters", &["Reuters"][..]),
        ("Par Ada Lind avec AFP", &["AFP"]),
        ("Par Ada Lind, avec l'AFP", &["AFP"]),
        ("Par Ada Lind (avec AFP)", &["AFP"]),
        ("新华社记者王小明、李红", &["Xinhua"]),
    ] {
        let byline = byline::from_line(text).unwrap_or_else(|| panic!("no byline in {text}"));
        assert_eq!(byline.agencies, agencies, "{text}");
    }
}

#[test]
fn lists_of_names() {
    for (text, people) in [
        ("Solheim, Ingrid", &["Ingrid Solheim"][..]),
        ("\"Solheim, Ingrid\"", &["Ingrid Solheim"]),
        ("van der Berg, Jan", &["Jan van der Berg"]),
        ("Solheim, Ingrid; Lind, Ada", &["Ingrid Solheim", "Ada Lind"]),
        ("Ada Lind, Bo Vries", &["Ada Lind", "Bo Vries"]),
        ("Ada Lind, Oslo", &["Ada Lind"]),
        ("Ada Lind; Bo Vries", &["Ada Lind", "Bo Vries"]),
        ("Lind, Staff", &[]),
        ("Reuters, Oslo", &[]),
        ("London, England", &[]),
        ("Ada Lind avec Bo Vries", &["Ada Lind", "Bo Vries"]),
    ] {
        assert_eq!(byline::from_names(text).people, people, "{text}");
    }
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
            "Old bridge closed to lorries - Valley Argus-Leader",
            &[],
            "Old bridge closed to lorries",
        ),
        (
            "Old bridge closed to lorries - Herald names the victims",
            &[],
            "Old bridge closed to lorries - Herald names the victims",
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
        ("© 2025 404 Media", Some("404 Media")),
        ("© 2025 Le Monde.fr", Some("Le Monde")),
        ("© 2025 731 Media Group", Some("731 Media Group")),
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
        ("© RIPRODUZIONE RISERVATA", None),
    ] {
        assert_eq!(source::of_copyright(line).as_deref(), expected, "{line}");
    }
    assert_eq!(
        source::of_address("https://www.bbc.co.uk/news/1").as_deref(),
        Some("BBC")
    );
    for (name, expected) in [
        ("Times", "The Times"),
        ("The Times", "The Times"),
        ("The Reuters", "Reuters"),
        ("The Valley Herald", "The Valley Herald"),
    ] {
        assert_eq!(source::canonical(name), expected, "{name}");
    }
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
    // It is one of the agencies that the article has something of.
    assert_eq!(article.agencies, ["Reuters"]);
    for (end, agencies) in [
        (" (dpa)", &["dpa"][..]),
        (" (VH mit dpa)", &["dpa"]),
        ("\n\nQuelle: valley.example, ino/dpa", &["dpa"]),
        (" (the mayor)", &[]),
    ] {
        assert_eq!(article_of(&format!("{STORY}{end}")).agencies, agencies, "{end}");
    }
}
