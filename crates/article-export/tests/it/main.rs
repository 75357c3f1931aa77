//! What leaves can be read by those it is for, whatever an article holds.

use article::{Article, ArticleRecord, EnrichedArticle, Language, Published};
use article_export::Format;
use proptest::prelude::*;

fn article(title: &str, standfirst: &str, author: &str, url: &str) -> ArticleRecord {
    let article = Article {
        title: Some(title.to_owned()),
        standfirst: Some(standfirst.to_owned()),
        byline: vec![author.to_owned()],
        source: Some("Tarnhaven Courier".to_owned()),
        published: Published::month(2025, 11),
        language: Language::from_code("en"),
        url: Some(url.to_owned()),
        ..Article::of_paragraphs(
            "ferry.txt",
            vec!["A ferry sails.".to_owned(), "Again.".to_owned()],
        )
    };
    EnrichedArticle {
        article,
        entities: Vec::new(),
    }
    .into()
}

fn sample() -> ArticleRecord {
    article(
        "Ferry & harbour: 50% dearer",
        "The pier closes",
        "Jan van der Meer",
        "https://courier.example/ferry",
    )
}

#[test]
fn an_article_in_each_format() {
    let id = sample().id;
    let cases = [
        (
            Format::Csv,
            format!(
                "{id},Ferry & harbour: 50% dearer,Tarnhaven Courier,2025-11,Jan van der Meer,en,,\
                 https://courier.example/ferry,,,,,,The pier closes,,\"A ferry sails.\n\nAgain.\"\r\n"
            ),
        ),
        (
            Format::Ris,
            "TY  - NEWS\r\nTI  - Ferry & harbour: 50% dearer\r\nAU  - van der Meer, Jan\r\n\
             T2  - Tarnhaven Courier\r\nPY  - 2025\r\nDA  - 2025/11//\r\nLA  - en\r\nAB  - The pier closes\r\n\
             UR  - https://courier.example/ferry\r\nER  - \r\n\r\n"
                .to_owned(),
        ),
        (
            Format::Bibtex,
            format!(
                "@article{{dateline-{id},\n  title = {{Ferry \\& harbour: 50\\% dearer}},\n  \
                 author = {{van der Meer, Jan}},\n  journal = {{Tarnhaven Courier}},\n  year = {{2025}},\n  \
                 month = {{11}},\n  url = {{https://courier.example/ferry}},\n  language = {{en}}\n}}\n\n"
            ),
        ),
        (
            Format::Markdown,
            "- **[Ferry \\& harbour: 50% dearer](https://courier.example/ferry)** Tarnhaven Courier, 2025-11\n  \
             The pier closes\n"
                .to_owned(),
        ),
    ];
    for (format, expected) in cases {
        assert_eq!(format.write(&sample()), expected, "{format:?}");
    }
}

/// The same cases are in web/src/lib/citation.test.ts.
#[test]
fn addresses_lead_where_they_led() {
    for (url, expected) in [
        ("https://a.example/b?c=%20#d_e", "https://a.example/b?c=%20#d_e"),
        ("https://a.example/b c\nd", "https://a.example/b%20c%0Ad"),
        (
            "https://a.example/{b}\\<c>",
            "https://a.example/%7Bb%7D%5C%3Cc%3E",
        ),
        ("https://a.example/é\u{2003}中", "https://a.example/é%E2%80%83中"),
    ] {
        let article = article("Ferry", "", "Staff", url);
        for (format, field) in [
            (Format::Bibtex, format!("  url = {{{expected}}},\n")),
            (Format::Ris, format!("UR  - {expected}\r\n")),
            (Format::Markdown, format!("]({expected})")),
        ] {
            let text = format.write(&article);
            assert!(text.contains(&field), "no `{field}` in {text}");
        }
    }
}

#[test]
fn a_line_of_json_is_the_record() {
    let line = Format::JsonLines.write(&sample());
    assert_eq!(line.matches('\n').count(), 1);
    assert!(line.contains("\"title\":\"Ferry & harbour: 50% dearer\""));
}

proptest! {
    #[test]
    fn no_text_ends_its_field(text in any::<String>(), author in any::<String>(), url in any::<String>()) {
        let article = article(&text, &text, &author, &url);
        let ris = Format::Ris.write(&article);
        for line in ris.split_terminator("\r\n").filter(|line| !line.is_empty()) {
            prop_assert!(line.get(2..6) == Some("  - "), "{line:?} is no field");
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let json = Format::JsonLines.write(&article);
        prop_assert_eq!(json.matches('\n').count(), 1);
        let bibtex = Format::Bibtex.write(&article).replace("\\{", "").replace("\\}", "");
        prop_assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    }

    #[test]
    fn a_row_has_every_cell(text in any::<String>()) {
        let row = Format::Csv.write(&article(&text, &text, &text, &text));
        prop_assert_eq!(n_cells(&row), n_cells(&Format::Csv.opening()));
    }
}

/// Returns how many cells a row has: commas outside quotation marks part them.
fn n_cells(row: &str) -> usize {
    let mut is_quoted = false;
    let mut n_cells = 1;
    for letter in row.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => n_cells += 1,
            _ => {}
        }
    }
    n_cells
}
