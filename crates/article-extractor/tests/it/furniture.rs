//! Furniture that only the neighbours of a page give away: menus, prompts that read like prose, teasers, footers.

use article::{Article, Hints, Origin, RawContent, RawDocument, RawRecord};
use article_extractor::{Furniture, SampledPage, extract, extract_among};

const MENU: [&str; 12] = [
    "Quayside",
    "Uplands",
    "Timber",
    "Tides",
    "Allotments",
    "Rowing",
    "Almanac",
    "Noticeboard",
    "Puzzles",
    "Pantry",
    "Our boats",
    "Old maps",
];
/// Reads like a paragraph of any story.
const PROMPT: &str = "Readers who keep a yearly pass at home receive the Saturday pages two days before everybody \
                      else does, and they pay nothing for the crossword.";
const TEASER: &str = "Ferry crews of Osterby vote on a winter timetable";
const FOOTER: &str = "These pages are made in the old customs house at Karsund by a staff of nineteen.";

const SUBJECTS: [&str; 12] = [
    "bridge",
    "orchard",
    "lighthouse",
    "theatre",
    "quarry",
    "tramway",
    "bakery",
    "observatory",
    "canal",
    "library",
    "sawmill",
    "swimming hall",
];

fn title(subject: &str) -> String {
    format!("Council of Tarnwick argues over the {subject} again")
}

/// Returns paragraphs that no story about another subject has.
fn story(subject: &str) -> Vec<String> {
    vec![
        format!(
            "The {subject} of Tarnwick will be closed from next month, the council decided after a long debate."
        ),
        format!(
            "Engineers had looked at the {subject} twice and warned that it would not stand another winter."
        ),
        format!(
            "The mayor said that a new {subject} would cost about twelve million and could wait for a decade."
        ),
    ]
}

/// Returns a page of the site with furniture above, inside and under its story.
fn page(title: &str, story: &[String]) -> String {
    let [first, rest @ ..] = story else {
        return String::new();
    };
    let mut lines: Vec<&str> = MENU.to_vec();
    lines.extend([title, first.as_str(), PROMPT]);
    lines.extend(rest.iter().take(1).map(String::as_str));
    lines.push(TEASER);
    lines.extend(rest.iter().skip(1).map(String::as_str));
    lines.push(FOOTER);
    lines.join("\n\n")
}

fn document(text: &str) -> RawDocument {
    RawDocument {
        origin: Origin {
            path: "site/page.txt".to_owned(),
            ..Origin::default()
        },
        content: RawContent::Text(text.to_owned()),
        hints: Hints::default(),
    }
}

fn record(text: &str) -> RawDocument {
    let record = RawRecord {
        text: Some(text.to_owned()),
        ..RawRecord::default()
    };
    RawDocument {
        content: RawContent::Record(Box::new(record)),
        ..document("")
    }
}

fn learned<'a>(pages: impl IntoIterator<Item = &'a String>) -> Furniture {
    let sampled = |text: &String| SampledPage::of(&document(text)).expect("it is plain text");
    Furniture::learn(&pages.into_iter().map(sampled).collect::<Vec<_>>())
}

fn site(n_pages: usize) -> Vec<String> {
    let pages = SUBJECTS[..n_pages].iter();
    pages
        .map(|subject| page(&title(subject), &story(subject)))
        .collect()
}

fn read(text: &str, furniture: &Furniture) -> Article {
    extract_among(&document(text), furniture, None).expect("it is an article")
}

#[test]
fn what_all_pages_of_a_site_share_is_left_out() {
    let pages = site(12);
    let furniture = learned(&pages);
    for (text, subject) in pages.iter().zip(SUBJECTS) {
        let article = read(text, &furniture);
        assert_eq!(article.paragraphs, story(subject), "{subject}");
        assert_eq!(article.title, Some(title(subject)));
        let alone = extract(&document(text)).expect("it is an article");
        assert!(
            alone.paragraphs.iter().any(|line| line == PROMPT),
            "alone it is a paragraph"
        );
    }
}

#[test]
fn a_teaser_is_the_headline_of_its_own_page() {
    let mut pages = site(11);
    let own = [
        "The ferry crews of Osterby will vote on a new timetable for the winter before the month is over.".to_owned(),
        "Two of the crews want fewer boats after dark, the others fear for the wages that the timetable cost them.".to_owned(),
        "A vote against the winter timetable would be the first of its kind since the crews founded their union.".to_owned(),
    ];
    pages.push(page(TEASER, &own));
    let article = read(&pages[11], &learned(&pages));
    assert_eq!(article.title.as_deref(), Some(TEASER));
    assert_eq!(article.paragraphs, own);
}

#[test]
fn a_few_pages_tell_nothing() {
    for n_pages in [0, 1, 4] {
        assert!(learned(&site(n_pages)).is_empty(), "{n_pages} pages");
    }
    assert!(!learned(&site(5)).is_empty());
}

#[test]
fn a_line_of_nearly_all_pages_needs_no_menu() {
    let with_prompt = |subject: &&str| {
        let mut lines = story(subject);
        lines.insert(1, PROMPT.to_owned());
        lines.join("\n\n")
    };
    let pages: Vec<String> = SUBJECTS.iter().map(with_prompt).collect();
    let furniture = learned(&pages);
    assert_eq!(read(&pages[0], &furniture).paragraphs, story(SUBJECTS[0]));
}

#[test]
fn what_copies_and_versions_of_a_story_share_is_kept() {
    let told = story("viaduct");
    let corrected = |number: usize| {
        let note = format!(
            "An earlier version named the wrong {} as the owner.",
            SUBJECTS[number]
        );
        page(&title("viaduct"), &[&told[..], &[note]].concat())
    };
    let mut pages = site(12);
    pages.extend((0..8).map(corrected));
    pages.extend((0..3).map(|_| page(&title("viaduct"), &told)));
    let furniture = learned(&pages);
    for text in &pages[12..] {
        let article = read(text, &furniture);
        assert_eq!(article.paragraphs[..3], told);
        assert!(!article.paragraphs.iter().any(|line| line == PROMPT));
    }
    let copies: Vec<String> = (0..20).map(|_| told.join("\n\n")).collect();
    assert!(learned(&copies).is_empty(), "one story twenty times");
}

#[test]
fn background_that_several_stories_share_is_kept() {
    let background =
        "The harbour was closed in the storm of last winter, and half of its cranes have not moved since.";
    let with_background = |subject: &str| [&story(subject)[..], &[background.to_owned()]].concat();
    let pages: Vec<String> = SUBJECTS
        .iter()
        .enumerate()
        .map(|(number, subject)| match number {
            0..5 => page(&title(subject), &with_background(subject)),
            _ => page(&title(subject), &story(subject)),
        })
        .collect();
    let furniture = learned(&pages);
    assert_eq!(
        read(&pages[0], &furniture).paragraphs,
        with_background(SUBJECTS[0])
    );
}

#[test]
fn two_sites_in_one_folder_are_told_apart() {
    let mut pages = site(6);
    let other_prompt =
        "Whoever brings three old newspapers to the counter in Pellow may take home a jar of honey for free.";
    let other = |subject: &&str| {
        let menu = ["Moorland", "Kilns", "Beekeeping", "Choirs", "Stargazing"];
        let lines = story(subject);
        let body = [
            title(subject),
            lines[0].clone(),
            other_prompt.to_owned(),
            lines[1].clone(),
            lines[2].clone(),
        ];
        format!("{}\n\n{}", menu.join("\n\n"), body.join("\n\n"))
    };
    pages.extend(SUBJECTS[6..].iter().map(other));
    let furniture = learned(&pages);
    for (text, subject) in pages.iter().zip(SUBJECTS) {
        assert_eq!(read(text, &furniture).paragraphs, story(subject), "{subject}");
    }
}

/// Returns stories about all subjects with a list behind the first paragraph.
fn stories_with(list: impl Fn(&str) -> String) -> Vec<String> {
    let with_list = |subject: &&str| {
        let mut paragraphs = story(subject);
        paragraphs.insert(1, list(subject));
        paragraphs.join("\n\n")
    };
    SUBJECTS.iter().map(with_list).collect()
}

#[test]
fn lists_that_stories_share_are_kept() {
    let villages = MENU[..6].join("\n\n");
    let announced = stories_with(|subject| format!("These villages voted on the {subject}:\n\n{villages}"));
    let furniture = learned(&announced);
    assert!(!furniture.is_empty(), "the villages look like a menu");
    for text in &announced {
        assert_eq!(read(text, &furniture).text(), *text);
    }
    let numbered: Vec<String> = (1..)
        .zip(&MENU[..6])
        .map(|(rank, village)| format!("{rank}. {village}"))
        .collect();
    for text in stories_with(|_| numbered.join("\n\n")) {
        let article = extract_among(&record(&text), &furniture, None).expect("it is an article");
        assert_eq!(article.text(), text);
    }
}

#[test]
fn records_of_whole_pages_are_read_the_same_way() {
    let records: Vec<RawDocument> = site(12).iter().map(|text| record(text)).collect();
    let sampled: Vec<SampledPage> = records.iter().filter_map(SampledPage::of).collect();
    let article = extract_among(&records[0], &Furniture::learn(&sampled), None).expect("it is an article");
    assert_eq!(article.paragraphs, story(SUBJECTS[0]));
}

#[test]
fn the_order_of_the_pages_does_not_matter_to_a_site() {
    let mut pages = site(12);
    let forth = learned(&pages);
    pages.reverse();
    assert_eq!(learned(&pages), forth);
}
