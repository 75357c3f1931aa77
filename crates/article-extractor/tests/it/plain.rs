//! Lines of plain text: what is left out and what stays.

use article::RawContent;

use crate::{STORY, article_of, extract};

/// Checks that a line between the story's paragraphs is left out.
fn check_left_out(line: &str) {
    let text = STORY.replacen("\n\n", &format!("\n\n{line}\n\n"), 1);
    let article = article_of(&text);
    assert!(
        !article.paragraphs.iter().any(|paragraph| paragraph == line),
        "help: {line:?} is furniture, see data/phrases.txt"
    );
    assert_eq!(
        article.paragraphs.len(),
        3,
        "a story line was lost beside {line:?}"
    );
}

/// Checks that a line between the story's paragraphs stays.
fn check_kept(line: &str) {
    let text = STORY.replacen("\n\n", &format!("\n\n{line}\n\n"), 1);
    assert_eq!(
        article_of(&text).paragraphs.len(),
        4,
        "{line:?} is story and was lost"
    );
}

#[test]
fn furniture_between_paragraphs_is_left_out() {
    for line in [
        "Advertisement",
        "Anzeige",
        "Publicité",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Related: Ferry to run on Sundays again",
        "Lesen Sie auch: Fähre fährt wieder sonntags",
        "Te puede interesar: El transbordador vuelve los domingos",
        "İlginizi çekebilir: Vapur yeniden pazar günleri çalışıyor",
        "اقرأ أيضا: العبارة تعود أيام الأحد",
        "यह भी पढ़ें: रविवार को फिर चलेगी नाव",
        "【関連記事】渡し船が日曜に再開",
        "관련기사: 일요일에 다시 다니는 나룻배",
        "Διαβάστε επίσης: Το φέρι επιστρέφει τις Κυριακές",
        "The post Council closes bridge appeared first on Valley Herald.",
        "We and our 84 partners store and/or access information on a device, such as cookies.",
        "Sign up for our morning newsletter and never miss a story",
        "3 min read",
        "2 hours ago",
        "Heute, 08:31 Uhr",
        "The bridge at dawn, seen from the ferry. (Photo by Ada Lind/Getty Images)",
        "Cracks in the third pier. REUTERS/Ada Lind",
        "Image Credit: Lenne Valley Museum",
        "Foto: Ada Lind",
        "The third pier on Monday. (Ada Lind)",
        "© Ada Lind / dpa",
        "after newsletter promotion",
        "Our morning email tells you what matters and why, every day before breakfast",
        "Privacy Notice: Newsletters may contain information about charities and online ads.",
        "También puedes seguir a la cabecera en todas las redes o apuntarte para recibir nuestra newsletter cada semana.",
    ] {
        check_left_out(line);
    }
}

#[test]
fn story_lines_between_paragraphs_stay() {
    for line in [
        "What the engineers found",
        "A costly delay",
        "The report on the bridge appeared first on Monday in the papers of the valley.",
        "\"We waited too long,\" she said.",
        "- Lorries over 7.5 tonnes must take the valley road",
        "Related industries such as quarrying will suffer most from the closure, the chamber of commerce said.",
        "Photographers were among the first to notice the cracks in the piers last autumn, the report says.",
    ] {
        check_kept(line);
    }
}

#[test]
fn menus_and_modules_around_the_story_are_left_out() {
    let text = format!(
        "Skip to content\nHome\nRegion\nSport\nCulture\nSign in\n\nCouncil closes old bridge to lorries\n\
         By Ada Lind\nMarch 4, 2025\nShare\n\n{STORY}\n\nMost read\nFerry to run on Sundays again\nSchool gets a new roof\n\
         How useful was this article?\nPrevious Article\nBakery wins prize for its rye bread\n\n\
         Copyright 2025 Lenne Valley Herald. All rights reserved.\nBack to top"
    );
    let article = article_of(&text);
    assert_eq!(
        article.title.as_deref(),
        Some("Council closes old bridge to lorries")
    );
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.source.as_deref(), Some("Lenne Valley Herald"));
    assert_eq!(
        article.published.map(|date| date.to_string()).as_deref(),
        Some("2025-03-04")
    );
    assert_eq!(article.text(), STORY);
}

#[test]
fn headline_repeated_by_a_template_goes_with_the_label_under_it() {
    let text = format!(
        "Council closes bridge to lorries\n\nA decision long awaited.\n\nCouncil closes bridge to lorries\n\nFull Story\n\n{STORY}"
    );
    let article = article_of(&text);
    let text = article.text();
    assert!(
        !text.contains("Full Story") && !text.contains("Council closes bridge"),
        "{text}"
    );
}

#[test]
fn slash_header_is_read_and_taken_off() {
    let text = format!(
        "Council closes bridge/ Valleynews/ HAGEN/ A. Lind/ Evening Edition/ The council of Hagen decided to close \
         the old bridge to lorries after engineers had found cracks.\n\n{STORY}"
    );
    let article = article_of(&text);
    assert_eq!(article.title.as_deref(), Some("Council closes bridge"));
    assert_eq!(article.source.as_deref(), Some("Valleynews"));
    assert_eq!(article.dateline.as_deref(), Some("Hagen"));
    assert_eq!(article.byline, ["A. Lind"]);
    assert!(
        article.paragraphs[0].starts_with("The council of Hagen"),
        "{}",
        article.paragraphs[0]
    );
}

#[test]
fn story_without_headline_has_none() {
    let article = article_of(STORY);
    assert_eq!(
        (article.title, article.source, article.published),
        (None, None, None)
    );
    assert_eq!(article.paragraphs.len(), 3);
}

#[test]
fn a_headline_below_a_notice_or_apart_from_its_story_is_found() {
    let notice = "Correction, 5 March: An earlier version of this report gave a wrong number of piers and a wrong day of the vote.";
    for (head, expected) in [
        (
            format!("The Valley Post\n\n{notice}\n\nROADS\n\nCracks Force Town to Shut Its Bridge\n\nBy Ada Lind\n4 March 2025"),
            "Cracks Force Town to Shut Its Bridge",
        ),
        (
            "Menu\nOld bridge shut to lorries\nTwo of its seven piers have cracks.\nBy Ada Lind\n4 March 2025".to_owned(),
            "Old bridge shut to lorries",
        ),
        (
            "Menu\nSport\nA crossing with a past that nobody wants to pay for\nShare\nSave".to_owned(),
            "A crossing with a past that nobody wants to pay for",
        ),
        (
            "Old bridge closed to lorries after a vote\ndi Ada Lindi\nTwo of its seven piers have cracks. The council wants a new bridge that will cost twelve million\n4 marzo 2025".to_owned(),
            "Old bridge closed to lorries after a vote",
        ),
    ] {
        let article = article_of(&format!("{head}\n\n{STORY}"));
        assert_eq!(article.title.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn the_time_of_a_page_is_no_source() {
    let article = article_of(&format!(
        "Menu\nSport\nCouncil closes old bridge to lorries\nBy Ada Lind\nMay 6, 2024 at 3:15 p.m. EDT\n\n{STORY}"
    ));
    assert_eq!(article.source, None);
}

#[test]
fn labels_on_lines_of_their_own_tell_which_date_is_which() {
    let article = article_of(&format!(
        "Council closes old bridge to lorries\nGüncelleme Tarihi:\n7 Mayıs 2024 09:20\nOluşturulma Tarihi:\n6 Mayıs 2024 16:41\n\n{STORY}"
    ));
    let date = article.published.map(|date| date.date().to_string());
    assert_eq!(date.as_deref(), Some("2024-05-06"));
}

#[test]
fn a_labelled_date_is_found_far_above_a_story_without_a_headline() {
    let menu = "Home\nSport\nRoads\nPeople\nWeather\nJobs\nShare\nSave\n";
    let article = article_of(&format!("Published: 4 March 2025\n{menu}\n{STORY}"));
    let date = article.published.map(|date| date.date().to_string());
    assert_eq!(date.as_deref(), Some("2025-03-04"));
}

#[test]
fn a_name_before_a_date_is_a_byline() {
    for (line, people) in [
        ("Jane Lind: 3 May 2024", &["Jane Lind"][..]),
        ("Jane Lind | 3 May", &["Jane Lind"]),
        ("Son Güncellenme: 3 May 2024", &[]),
        ("Updated - May 07, 2024 01:10 am IST - VALLEY SPRINGS", &[]),
    ] {
        let article = article_of(&format!(
            "Council closes old bridge to lorries\n{line}\n\n{STORY}"
        ));
        assert_eq!(article.byline, people, "{line}");
    }
}

#[test]
fn wrapped_lines_are_paragraphs_again() {
    let wrapped = "The old bridge over the Lenne will be closed to lorries from next\nmonth, the council decided \
        after a long debate in which several members\nspoke against it and none was willing to name a date for the\n\
        new one.\n\nEngineers had found cracks in two of its seven piers and warned that\nthe bridge would not carry \
        heavy traffic for another winter, as it had\nbeen built for carts and the small lorries of the time before \
        the\nwar.";
    assert_eq!(article_of(wrapped).paragraphs.len(), 2);
}

/// Wraps each paragraph as a program that fills lines does.
fn wrap(text: &str, width: usize) -> String {
    let mut result = String::new();
    for paragraph in text.split("\n\n") {
        let mut n_chars = 0;
        for word in paragraph.split(' ') {
            let n_word = word.chars().count();
            let sign = match n_chars {
                0 => "",
                _ if n_chars + 1 + n_word > width => "\n",
                _ => " ",
            };
            n_chars = if sign == " " { n_chars + 1 + n_word } else { n_word };
            result.push_str(sign);
            result.push_str(word);
        }
        result.push_str("\n\n");
    }
    result.trim_end().to_owned()
}

#[test]
fn wrapped_stories_come_out_whole() {
    let head = "Council closes old bridge to lorries\nBy Ada Lind\nMarch 4, 2025\n\n";
    let caption = "Lorries wait at the old bridge over the Lenne, where a guard has turned them away since the early morning of Monday, March 3. (Ada Lind)";
    let address = "https://www.herald.example/news/2025/03/04/council-of-the-valley-closes-the-old-bridge-over-the-lenne-to-lorries-from-next-month-12345.html";
    for width in [45, 60, 72, 80, 100, 110] {
        let story = wrap(STORY, width);
        let close = format!("   {}", story.replace("\n\n", "\n   "));
        for text in [
            format!("{head}{story}"),
            format!("{head}{story}\n\n{address}\n"),
            format!("{head}{caption}\n\n{story}"),
            format!("{head}{close}"),
            format!("{head}{}", story.replace('\n', "\r\n")),
        ] {
            let article = article_of(&text);
            assert_eq!(
                article.title.as_deref(),
                Some("Council closes old bridge to lorries"),
                "{text}"
            );
            assert_eq!(article.byline, ["Ada Lind"], "{text}");
            assert_eq!(article.text(), STORY, "{text}");
        }
    }
    let first = STORY.split("\n\n").next().unwrap();
    assert_eq!(article_of(&wrap(first, 72)).paragraphs, [first]);
}

#[test]
fn lines_that_nothing_has_wrapped_stay_apart() {
    for lines in [
        "Bakery wins prize for its rye bread again\nFerry to run on Sundays again from spring\nSchool gets a new roof after four winters\nOld mill to become a school for carpenters",
        "the long road\nthe old bridge\nthe third pier",
    ] {
        let text = STORY.replacen(
            "\n\n",
            &format!("\n\nThese were the other matters:\n\n{lines}\n\n"),
            1,
        );
        let article = article_of(&text);
        for line in lines.lines() {
            assert!(
                article.paragraphs.iter().any(|paragraph| paragraph == line),
                "{line}"
            );
        }
    }
}

#[test]
fn the_first_line_of_a_text_is_its_headline() {
    for title in [
        "Fire kills five",
        "Pool closes",
        "Obituary: Anna Berg",
        "HARBOUR WALL TO CLOSE AGAIN",
        "Das Ende einer Ära",
        "Rådet håller badet öppet",
        "Is this the end?",
        "What comes after the old bridge that has carried the valley for ninety years?",
        "Bridge Closes",
        "Two papers say no",
    ] {
        for text in [
            format!("{title}\n\n{STORY}"),
            format!("{title}\nBy Ada Lind\nMarch 4, 2025\n\n{STORY}"),
            format!("{title}\n\nThe council has its reasons\n\n{STORY}"),
        ] {
            let article = article_of(&text);
            let is_short_above = title.split(' ').count() < 3 && text.contains("reasons");
            let is_kept = article.text().ends_with(STORY);
            assert!(is_kept, "{text}");
            if !is_short_above {
                assert_eq!(article.title.as_deref(), Some(title), "{text}");
            }
        }
    }
    let markdown = RawContent::Markdown(format!("# Pool closes\n\n{STORY}"));
    assert_eq!(extract(markdown).unwrap().title.as_deref(), Some("Pool closes"));
}

#[test]
fn what_is_no_headline_above_a_story_stays_in_its_text() {
    let standfirst = "The council has its reasons";
    let article = article_of(&format!(
        "Bridge closes to all lorries\n\n{standfirst}\n\n{STORY}"
    ));
    assert_eq!(article.title.as_deref(), Some("Bridge closes to all lorries"));
    assert_eq!(article.paragraphs[0], standfirst);
    for line in ["Hill Messenger", "Ada Lind", "https://www.herald.example/bridge"] {
        let article = article_of(&format!("{line}\n\nBridge closes to all lorries\n\n{STORY}"));
        assert_eq!(
            article.title.as_deref(),
            Some("Bridge closes to all lorries"),
            "{line}"
        );
        assert_eq!(article.text(), STORY, "{line}");
    }
}

#[test]
fn what_stands_behind_a_list_or_a_table_stays() {
    let end = "The next meeting is on 3 May.";
    for (lines, expected) in [
        (
            "The plan in short:\n\n- The piers are mended in March\n- A new deck follows in the summer\n",
            4,
        ),
        (
            "| Year | Lorries |\n|---|---|\n| 2023 | 41,000 |\n| 2024 | 44,500 |\n",
            4,
        ),
        ("Read more\nFerry to run on Sundays again\n", 1),
    ] {
        let article = article_of(&format!(
            "Bridge closes to lorries\n\n{STORY}\n\n{lines}\n{end}\n"
        ));
        assert_eq!(article.paragraphs.len(), 3 + expected, "{:?}", article.paragraphs);
        assert_eq!(article.paragraphs.last().map(String::as_str), Some(end));
    }
    let signed = "The owner of the ferry said on Monday that it would wait for the council. (vw/al)";
    let text = format!(
        "Home\nSport\nShare\nPrint\nComments\n\nBridge closes to lorries\n\n{STORY}\n\nAuch interessant\nTen questions about the bridge\n\n{signed}\n"
    );
    assert_eq!(
        article_of(&text).paragraphs.last().map(String::as_str),
        Some(signed)
    );
}

#[test]
fn heads_of_labels_give_the_fields() {
    for head in [
        "Title: Bridge closes to lorries\nAuthor: Ada Lind\nDate: 2025-03-04\nURL: https://www.herald.example/bridge\n",
        "HEADLINE: Bridge closes to lorries\nBYLINE: Ada Lind\nLENGTH: 71 words\nDATE: 4 March 2025\nURL: https://www.herald.example/bridge\n",
        "Titel: Bridge closes to lorries\n\nAutor: Ada Lind\n\nDatum: 2025-03-04\n\nURL: https://www.herald.example/bridge\n",
    ] {
        for text in [format!("{head}\n{STORY}"), format!("{head}Text: {STORY}")] {
            let article = article_of(&text);
            assert_eq!(
                article.title.as_deref(),
                Some("Bridge closes to lorries"),
                "{text}"
            );
            assert_eq!(article.byline, ["Ada Lind"], "{text}");
            let day = article.published.map(|date| date.date().to_string());
            assert_eq!(day.as_deref(), Some("2025-03-04"), "{text}");
            assert_eq!(
                article.url.as_deref(),
                Some("https://www.herald.example/bridge"),
                "{text}"
            );
            assert_eq!(article.text(), STORY, "{text}");
        }
    }
    let article = article_of(&format!("Summary: what the council said\n\n{STORY}"));
    assert_eq!(article.title.as_deref(), Some("Summary: what the council said"));
}

#[test]
fn an_address_alone_on_its_line_is_that_of_the_article() {
    let address = "https://www.herald.example/bridge";
    for (text, expected) in [
        (
            format!("Bridge closes to lorries\n{address}\n4 March 2025\n\n{STORY}"),
            Some(address),
        ),
        (
            format!("Bridge closes to lorries\n\n{STORY}\n\n{address}\n"),
            Some(address),
        ),
        (
            format!("Bridge closes to lorries\n\n{STORY}\n\n{address}\n\n{address}/map\n"),
            None,
        ),
    ] {
        let article = article_of(&text);
        assert_eq!(article.url.as_deref(), expected, "{text}");
        assert_eq!(
            article.title.as_deref(),
            Some("Bridge closes to lorries"),
            "{text}"
        );
    }
}

#[test]
fn a_publisher_stands_beside_the_name_of_the_author() {
    for (credits, source) in [
        ("4 March 2025\nShare\nSave\nAda Lind\nBBC News, Hagen", "BBC"),
        ("4 March 2025\nAda Lind\nBBC News", "BBC"),
        ("By Ada Lind, CNN\n4 March 2025", "CNN"),
    ] {
        let article = article_of(&format!("Bridge closes to lorries\n{credits}\n\n{STORY}"));
        assert_eq!(article.byline, ["Ada Lind"], "{credits}");
        assert_eq!(article.source.as_deref(), Some(source), "{credits}");
        assert_eq!(article.text(), STORY, "{credits}");
    }
}

#[test]
fn the_date_of_a_link_is_not_the_date_of_the_article() {
    let two = STORY.rsplit_once("\n\n").unwrap().0;
    for (text, expected) in [
        (
            format!(
                "Bridge closes to lorries\n\n{two}\n\nRead also\nOak falls on the mill - 3 January 2025\n"
            ),
            None,
        ),
        (
            format!("Bridge closes to lorries\n\n{two}\n\n3 January 2025\n"),
            Some("2025-01-03"),
        ),
    ] {
        let day = article_of(&text).published.map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{text}");
    }
}

#[test]
fn names_alone_are_bylines_where_something_says_so() {
    let story = STORY;
    for (text, people) in [
        (
            format!("Council closes bridge\n\n* Share\n\n* Ada Lind\nTuesday, 4 March 2025 20:00\n\n{story}"),
            vec!["Ada Lind"],
        ),
        (
            format!("橋が閉鎖へ\n\n2025/3/4 20:50\n\n山田 花子\n\n{story}"),
            vec!["山田 花子"],
        ),
        (
            format!("Council closes bridge\n\nMarch 4, 2025\nAda Lind 2 minutes read\n\n{story}"),
            vec!["Ada Lind"],
        ),
        (
            format!("Council closes bridge\n\n{story}\n\nAda Lind\n\nBack to the front page"),
            vec!["Ada Lind"],
        ),
        (
            format!("Council closes bridge\n\n* Ada Lind\n* Bo Vries\n\n{story}"),
            vec![],
        ),
    ] {
        let article = article_of(&text);
        assert_eq!(article.byline, people, "{text}");
    }
}

#[test]
fn captions_are_kept_beside_the_story() {
    let caption = "Mayor Ada Moss looks at the cracked pier on Monday. (Ben Ruhl/Harbour Press via AP)";
    let late = "A lorry waits at the old bridge. Photo: Cora Winter";
    let text = format!(
        "Bridge closed to lorries\n\n{caption}\n\n{}\n{late}\n",
        STORY.replacen("\n\n", "\n\nPhoto: Ben Ruhl\n\n", 1)
    );
    let article = article_of(&text);
    assert_eq!(article.captions, [caption, late]);
    assert!(
        article
            .paragraphs
            .iter()
            .all(|paragraph| !article.captions.contains(paragraph))
    );
}

#[test]
fn captions_outside_of_the_story_are_none_of_its_own() {
    let text = format!(
        "Bridge closed to lorries\n\n{STORY}\n\nMost read\n\nFerry returns\n\nThe ferry leaves the harbour on Tuesday. (Ben Ruhl/Harbour Press via AP)\n"
    );
    assert_eq!(article_of(&text).captions, Vec::<String>::new());
}

#[test]
fn a_list_that_names_the_article_dates_it() {
    let headline = "Bridge closed to lorries from Monday";
    let long: String = (1..=8)
        .map(|n| {
            format!("The council spoke of pier {n} for an hour and came to no end before the evening.\n\n")
        })
        .collect();
    let text = |list: &str| format!("{headline}\n\n{STORY}\n\n{long}Latest news\n\n{list}\n");
    let (other, another) = ("Ferry back at the harbour wall", "Old mill to become a school");
    for (list, expected) in [
        (
            format!("{headline}\n4 March 2025\n\n{other}\n4 March 2025"),
            Some("2025-03-04"),
        ),
        (format!("{other}\n4 March 2025\n\n{another}\n4 March 2025"), None),
        (format!("{other}\n3 March 2025\n\n{headline}\n4 March 2025"), None),
    ] {
        let day = article_of(&text(&list))
            .published
            .map(|date| date.date().to_string());
        assert_eq!(day.as_deref(), expected, "{list}");
    }
}

#[test]
fn a_picture_dates_a_story_only_with_the_weekday_that_the_story_names() {
    let text = |caption: &str, day: &str| {
        format!(
            "Bridge closed to lorries\n\n{caption}\n\nThe mayor spoke about it on {day} in the old town hall, after the council had met.\n\n{STORY}\n"
        )
    };
    let caption =
        "Mayor Ada Moss looks at the cracked pier, Tuesday, March 4, 2025. (Ben Ruhl/Harbour Press via AP)";
    for (day, expected) in [("Tuesday", Some("2025-03-04")), ("Wednesday", None)] {
        let published = article_of(&text(caption, day)).published;
        let found = published.map(|date| date.date().to_string());
        assert_eq!(found.as_deref(), expected, "{day}");
    }
}

#[test]
fn labels_and_buttons_are_neither_authors_nor_sources() {
    for line in [
        "SIGN IN",
        "LIVE TV",
        "Home News",
        "News Front Page",
        "Support the Valley Herald",
        "1 MINUTI DI LETTURA",
        "Son Güncellenme: 04.03.2025",
        "4 March 2025, Tasto Primo: 05.03.2025",
    ] {
        let article = article_of(&format!(
            "{line}\nCouncil closes old bridge to lorries\n{line}\n\n{STORY}"
        ));
        assert_eq!((article.source, article.byline), (None, vec![]), "{line}");
    }
    // What stands at the foot again is the name of the page.
    let article = article_of(&format!(
        "HILL MESSENGER\nCouncil closes old bridge to lorries\n\n{STORY}\n\n© 2025 Hill Messenger"
    ));
    assert_eq!(article.source.as_deref(), Some("Hill Messenger"));
}

#[test]
fn a_first_sentence_with_place_and_day_is_no_credit() {
    let lead = "NEW YORK, May 3, 2025 (Valley Wire) - The council has closed the old bridge over the Lenne to lorries.";
    let article = article_of(&format!(
        "Council closes old bridge to lorries\n\n{lead}\n\n{STORY}"
    ));
    assert_eq!(article.paragraphs[0], lead);
    assert_eq!(article.dateline.as_deref(), Some("New York"));
    assert!(article.byline.is_empty(), "{:?}", article.byline);
    let caption = "View of the old bridge on 9 January 2018. BO VRIES / UNION OF THE VALLEY";
    let article = article_of(&format!(
        "Council closes old bridge to lorries\n\n{caption}\n\n{STORY}"
    ));
    assert!(
        article.byline.is_empty() && article.published.is_none(),
        "{:?}",
        article.evidence
    );
}

#[test]
fn credits_of_two_places_and_of_agencies_name_their_authors() {
    for (line, people) in [
        (
            "Ada Lind in Oslo and Bo Vries in London | 4 March 2025",
            &["Ada Lind", "Bo Vries"][..],
        ),
        ("By ADA LIND Associated Press", &["Ada Lind"]),
    ] {
        let article = article_of(&format!(
            "Council closes old bridge to lorries\n{line}\n4 March 2025\n\n{STORY}"
        ));
        assert_eq!(article.byline, people, "{line}");
        assert_eq!(article.source, None, "{line}");
    }
}

#[test]
fn a_last_paragraph_that_is_signed_stays() {
    let story = "市は来月から古い橋を大型車通行止めにすると、長い議論のあとで決めた。\n\n七本の橋脚のうち二本にひびが見つかり、次の冬は越せないと技師が警告していた。\n\n";
    for (last, people) in [
        ("工事は春に始まる。【山田花子】", &["山田花子"][..]),
        ("工事は春に始まる。（山田花子）", &[]),
        ("工事は春に始まる。【関連記事】", &[]),
    ] {
        let article = article_of(&format!("古い橋が通行止めへ\n\n{story}{last}"));
        assert_eq!(article.paragraphs.last().map(String::as_str), Some(last));
        assert_eq!(article.byline, people, "{last}");
    }
}

#[test]
fn direct_speech_keeps_its_sign() {
    for line in [
        "– Vi har väntat för länge, säger Ada Lind.",
        "– Nie wiem, kto za to zapłaci - mówi burmistrz Ada Lind",
        "»Wir haben zu lange gewartet«, sagt Ada Lind",
        "»Zu spät«",
        "The post appeared first on Harbour Social on Monday night, and Mr Lind took it down an hour later.",
        "Mehr lesen – das ist der Vorsatz, den sich viele in diesem Jahr genommen haben.",
    ] {
        let article = article_of(&STORY.replacen("\n\n", &format!("\n\n{line}\n\n"), 1));
        let is_kept = article.paragraphs.iter().any(|paragraph| paragraph == line);
        assert!(is_kept, "{line:?} in {:?}", article.paragraphs);
    }
    let article = article_of(&STORY.replacen("\n\n", "\n\n- The valley road\n\n", 1));
    assert_eq!(article.paragraphs[1], "The valley road");
}

#[test]
fn a_list_that_the_story_announces_stays() {
    let list = "The third pier, these streets and no others are closed:\n\nMill Lane\nHigh Street\nQuay\nOld Market\nFerry Road";
    let article = article_of(&STORY.replacen("\n\n", &format!("\n\n{list}\n\n"), 1));
    for line in list.lines().filter(|line| !line.is_empty()) {
        assert!(
            article.paragraphs.iter().any(|paragraph| paragraph == line),
            "{line:?} is an item of the story's list and was lost"
        );
    }
}
