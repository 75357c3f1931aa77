//! Exports of each database, of one article and of several, and texts that look a little like them.

use super::*;

/// Prints each article as `number|title|byline|source|date|text`.
fn check(text: &str, expected: Option<&[&str]>) {
    let line = |document: RawDocument| {
        let number = document
            .origin
            .record
            .map(|record| record.to_string())
            .unwrap_or_default();
        match document.content {
            RawContent::Record(record) => [
                number,
                record.title.unwrap_or_default(),
                record.byline.join(" + "),
                record.source.unwrap_or_default(),
                record.published.unwrap_or_default(),
                record.text.unwrap_or_default().replace("\n\n", "/"),
            ]
            .join("|"),
            RawContent::Text(text) => format!("{number}|{}", text.trim()),
            other => panic!("{other:?}"),
        }
    };
    let found = documents(&Origin::default(), text);
    let found: Option<Vec<String>> = found.map(|found| found.into_iter().map(line).collect());
    let expected = expected.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect());
    assert_eq!(found, expected, "{text}");
}

const OLD_NEXIS: &str = "
                   1 of 2 DOCUMENTS


                  The Harbour Post (Tarnwick)

                   March 4, 2025 Tuesday
                      Late Edition

Ferry stays in the harbour

BYLINE: Ana Reis and Jon Vik

SECTION: NEWS; Pg. 5

LENGTH: 20 words


The ferry stayed in the harbour on Monday because of the
storm, its owner said.

Section: nothing of the kind stands in a text.

LOAD-DATE: March 5, 2025

GRAPHIC: The ferry at noon.

          Copyright 2025 Harbour Newspapers
                 All Rights Reserved

                   2 of 2 DOCUMENTS

                  The Harbour Post (Tarnwick)

                   March 6, 2025 Thursday

Top 10 storms 2025

BYLINE: Jon Vik

LENGTH: 8 words

The storm was the worst of ten.

          Copyright 2025 Harbour Newspapers
                 All Rights Reserved
";

const NEXIS: &str = "Ferry stays in the harbour

Harbour Post

March 4, 2025 Tuesday 6:00 PM GMT

Copyright 2025 Harbour Newspapers All Rights Reserved

Section: NEWS; Version:1

Length: 20 words

Byline: Ana Reis

Highlight: Its owner blames the storm.

Body

The ferry stayed in the harbour.

It will sail on Tuesday.

Load-Date: March 5, 2025

End of Document
";

const FACTIVA: &str = "Ferry stays in the harbour
By Ana Reis
1,020 words
4 March 2025
07:15
Harbour Post
HARPOS
5
English
(c) 2025 Harbour Newspapers.

The ferry stayed in the harbour.

It will sail on Tuesday.

Document HARPOS0020250304el340003h
";

const TAGGED: &str = "SE News
HD  Ferry stays in the harbour
BY  By Ana Reis
WC  20 words
PD  4 March 2025
SN
Harbour Post
LA  English
CY  (c) 2025 Harbour Newspapers.

LP
The ferry stayed in the harbour.

TD
IN Tarnwick nobody was surprised.

CO  harbfe : Harbour Ferries
AN  Document HARPOS0020250304el340003h
";

const PROQUEST: &str = "____________________________________________________________

Report Information from ProQuest
____________________________________________________________

Document 1 of 1

Ferry stays in the harbour

Author: Reis, Ana; Vik, Jon

Publication info: Harbour Post ; Tarnwick. 4 Mar 2025: A.5.

Abstract: Its owner blames the storm.

Full text: The ferry stayed in the harbour.

It will sail on Tuesday.

Subject: Ferries

Publication title: Harbour Post

Publication date: Mar 4, 2025

ProQuest document ID: 123456789

Last updated: 2027-11-05
____________________________________________________________
";

#[test]
fn articles_of_press_databases_are_records() {
    check(
        OLD_NEXIS,
        Some(&[
            "1|Ferry stays in the harbour|Ana Reis and Jon Vik|The Harbour Post|March 4, 2025 Tuesday|The ferry stayed in \
             the harbour on Monday because of the storm, its owner said./Section: nothing of the kind stands in a text.",
            "2|Top 10 storms 2025|Jon Vik|The Harbour Post|March 6, 2025 Thursday|The storm was the worst of ten.",
        ]),
    );
    let story = "The ferry stayed in the harbour./It will sail on Tuesday.";
    let nexis =
        format!("Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|{story}");
    let factiva = format!("Ferry stays in the harbour|By Ana Reis|Harbour Post|4 March 2025|{story}");
    let proquest = format!("Ferry stays in the harbour|Ana Reis + Jon Vik|Harbour Post|Mar 4, 2025|{story}");
    let tagged = "|Ferry stays in the harbour|By Ana Reis|Harbour Post|4 March 2025|The ferry stayed in the harbour./IN \
        Tarnwick nobody was surprised.";
    check(NEXIS, Some(&[&format!("|{nexis}")]));
    check(FACTIVA, Some(&[&format!("|{factiva}")]));
    check(PROQUEST, Some(&[&format!("|{proquest}")]));
    check(TAGGED, Some(&[tagged]));
    for (text, article) in [(NEXIS, &nexis), (FACTIVA, &factiva)] {
        check(
            &format!("{text}\n{text}"),
            Some(&[&format!("1|{article}"), &format!("2|{article}")]),
        );
    }
}

#[test]
fn an_article_without_a_known_head_stays_a_text() {
    let other = "The ferry stayed. ".repeat(60);
    check(
        &format!("{NEXIS}{other}\nEnd of Document\n"),
        Some(&[
            "1|Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|The ferry stayed in the \
             harbour./It will sail on Tuesday.",
            &format!("2|{}", other.trim()),
        ]),
    );
}

#[test]
fn a_count_of_words_may_be_the_last_line_of_a_head() {
    check(
        "Ferry stays\n20 words\n(c) 2025 Harbour Newspapers.\n\nIt stayed.\n\nDocument HARPOS0020250304el340003h\n",
        Some(&["|Ferry stays||||It stayed."]),
    );
}

#[test]
fn what_has_no_labels_stays_between_others() {
    check(
        &format!("{NEXIS}\nThe members of the board did not sign.\n\nEnd of Document\n{NEXIS}"),
        Some(&[
            "1|Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|The ferry stayed in the \
             harbour./It will sail on Tuesday.",
            "2|The members of the board did not sign.",
            "3|Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|The ferry stayed in the \
             harbour./It will sail on Tuesday.",
        ]),
    );
}

#[test]
fn other_texts_are_left_alone() {
    for text in [
        "",
        "Rain fell.\n\nEnd of Document\n",
        "1 of 2 documents\n\nRain fell.",
        "Title: Rain\n\nAuthor: Ana Reis\n\nIt fell.",
        "Rain\n\nBYLINE: Ana Reis\n\nDocument 1 of 2\n\nIt fell.",
        "Document HARPOS0020250304el340003h",
        "The board met.\n\nDocument 1 of 2\n\nTitle: Minutes\nAuthor: Ana Reis\n\nIt met.\n\nDocument 2 of 2\n\nNo one signed.",
    ] {
        check(text, None);
    }
}

proptest::proptest! {
    #[test]
    fn any_lines_are_read(lines in proptest::collection::vec("(1 of 2 DOCUMENTS|End of Document|By A|9 words|\\(c\\) 2|HD  a|LP|4 May 2025|Body|Length: 2|[a-z\n ]{0,9})", 0..30)) {
        documents(&Origin::default(), &lines.join("\n"));
    }
}
