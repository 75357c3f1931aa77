//! Exports of each database, of one article and of several, and texts that look a little like them.

use super::*;

/// Prints each article as `number|title|byline|source|date|text`.
fn check(text: &str, expected: Option<&[&str]>) {
    let line = |document: Result<RawDocument, Rejection>| {
        let document = match document {
            Ok(document) => document,
            Err(rejection) => return format!("{}!{}", rejection.origin, rejection.reason),
        };
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

/// Puts other words in the place of some of an export.
fn with(text: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replace(from, to)
    })
}

#[test]
fn databases_speak_the_language_of_their_reader() {
    let story = "The ferry stayed in the harbour./It will sail on Tuesday.";
    let nexis = |date: &str| format!("|Ferry stays in the harbour|Ana Reis|Harbour Post|{date}|{story}");
    let french = [
        ("March 4, 2025 Tuesday 6:00 PM GMT", "mardi 1er mars 2025"),
        ("All Rights Reserved", "Tous droits réservés"),
        ("Section:", "Rubrique :"),
        ("Length: 20 words", "Longueur : 20 mots"),
        ("Byline:", "Auteur :"),
        ("Highlight:", "Encart :"),
        ("Body", "Corps"),
        ("Load-Date:", "Date de chargement :"),
        ("End of Document", "Fin du document"),
    ];
    let german = [
        ("March 4, 2025 Tuesday 6:00 PM GMT", "4. März 2025 Dienstag"),
        ("Length: 20 words", "Länge: 20 Wörter"),
        ("Byline:", "Autor:"),
        ("Body", "Textkörper"),
        ("Load-Date:", "Update:"),
        ("End of Document", "Ende des Dokuments"),
    ];
    let spanish = [
        ("March 4, 2025 Tuesday 6:00 PM GMT", "4 de marzo de 2025 martes"),
        ("Section:", "Sección:"),
        ("Byline:", "Autor:"),
        ("Body", "Cuerpo"),
        ("Load-Date:", "Fecha de carga:"),
        ("End of Document", "Fin del documento"),
    ];
    check(&with(NEXIS, &french), Some(&[&nexis("mardi 1er mars 2025")]));
    check(&with(NEXIS, &german), Some(&[&nexis("4. März 2025 Dienstag")]));
    check(
        &with(NEXIS, &spanish),
        Some(&[&nexis("4 de marzo de 2025 martes")]),
    );
    let factiva = format!("|Ferry stays in the harbour|Ana Reis|Harbour Post|4 March 2025|{story}");
    let german = [
        ("By Ana Reis", "Ana Reis"),
        ("1,020 words", "1.020 Wörter"),
        ("(c) 2025 Harbour Newspapers.", "(Copyright 2025 Harbour)"),
        ("Document", "Dokument"),
    ];
    check(&with(FACTIVA, &german), Some(&[&factiva]));
    let proquest = format!("|Ferry stays in the harbour|Ana Reis + Jon Vik|Harbour Post|Mar 4, 2025|{story}");
    let french = [
        ("Document 1 of 1", "Document 1 sur 1"),
        ("Author:", "Auteur :"),
        ("Publication info:", "Informations sur la publication :"),
        ("Abstract:", "Résumé :"),
        ("Full text:", "Texte intégral :"),
        ("Subject:", "Sujet :"),
        (
            "Publication title: Harbour Post",
            "Titre de la publication : Harbour Post; Tarnwick",
        ),
        ("Publication date:", "Date de publication :"),
        ("ProQuest document ID:", "Identificateur de document ProQuest :"),
        ("Last updated:", "Dernière mise à jour :"),
    ];
    check(&with(PROQUEST, &french), Some(&[&proquest]));
}

#[test]
fn only_labels_of_the_database_end_a_text() {
    let told = |text: &str| {
        format!("|Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|{text}")
    };
    let tail = "Load-Date: March 5, 2025";
    for (story, expected) in [
        (
            "It sailed.\n\nCountry: France has the most ferries.\n\nNobody was surprised at that, they said.\n\n",
            "It sailed./Country: France has the most ferries./Nobody was surprised at that, they said.",
        ),
        (
            "It sailed.\n\nCountry: France has the most ferries.\n\n",
            "It sailed./Country: France has the most ferries.",
        ),
        (
            "It sailed.\n\nCity: Tarnwick\n\nNobody was surprised at that, they said.\n\n",
            "It sailed./City: Tarnwick/Nobody was surprised at that, they said.",
        ),
        (
            "It sailed.\n\nLanguage: ENGLISH\n\nCity: TARNWICK (90%)\n\n",
            "It sailed.",
        ),
        // Captions are sentences.
        (
            "It sailed.\n\nGraphic\n\nThe ferry at noon, behind the old pier.\n\nOf two ferries only one sailed.\n\n",
            "It sailed.",
        ),
    ] {
        let text = with(
            NEXIS,
            &[(
                "The ferry stayed in the harbour.\n\nIt will sail on Tuesday.\n\n",
                story,
            )],
        );
        check(&text, Some(&[&told(expected)]));
        check(
            &with(
                &text,
                &[(
                    tail,
                    "Load-Date: March 5, 2025\n\nCopyright holders may not copy this again.",
                )],
            ),
            Some(&[&told(expected)]),
        );
    }
}

#[test]
fn what_stands_around_the_head_is_no_part_of_it() {
    let story = "The ferry stayed in the harbour./It will sail on Tuesday.";
    let nexis = format!(
        "|Ferry stays in the harbour|Ana Reis|Harbour Post|March 4, 2025 Tuesday 6:00 PM GMT|{story}"
    );
    let cover = "Documents (1)\n\n1. Ferry stays in the harbour\nClient/Matter: -None-\nSearch Terms: ferry\nNews    -None-\n\n";
    check(&format!("{cover}{NEXIS}"), Some(&[&nexis]));
    check(
        &with(NEXIS, &[("Body", "Link to Image\n\nBody")]),
        Some(&[&nexis]),
    );
    // A centred line is not as wide as its place.
    let centred = with(
        OLD_NEXIS,
        &[(
            "                   March 4, 2025 Tuesday",
            "                              March 4, 2025 Tuesday",
        )],
    );
    let found = documents(&Origin::default(), &centred)
        .unwrap()
        .remove(0)
        .unwrap();
    let RawContent::Record(record) = found.content else {
        panic!("must be a record")
    };
    assert_eq!(record.published.as_deref(), Some("March 4, 2025 Tuesday"));
}

#[test]
fn names_are_turned_where_the_database_turned_them() {
    for (byline, expected) in [
        ("Ana Reis, Reuters", "Ana Reis, Reuters"),
        (
            "Ana Reis, Tarnwick; Jon Vik, Oxley",
            "Ana Reis, Tarnwick + Jon Vik, Oxley",
        ),
        ("Reis, Ana", "Ana Reis"),
    ] {
        let text = with(NEXIS, &[("Byline: Ana Reis", &format!("Byline: {byline}"))]);
        let found = documents(&Origin::default(), &text).unwrap().remove(0).unwrap();
        let RawContent::Record(record) = found.content else {
            panic!("must be a record")
        };
        assert_eq!(record.byline.join(" + "), expected);
    }
    check(
        &with(
            PROQUEST,
            &[
                ("Reis, Ana; Vik, Jon", "Reis Vik, Ana Maria"),
                ("Ferry stays in the harbour", "Ferry stays: [Final Edition]"),
            ],
        ),
        Some(&[
            "|Ferry stays|Ana Maria Reis Vik|Harbour Post|Mar 4, 2025|The ferry stayed in the harbour./It will sail on Tuesday.",
        ]),
    );
}

#[test]
fn an_article_of_pictures_only_is_a_row() {
    let pictures = "3 of 3 DOCUMENTS\n\nHarbour Post\n\nMarch 6, 2025 Thursday\n\nStorm\n\nLENGTH: 0 words\n";
    let found = documents(&Origin::default(), &format!("{OLD_NEXIS}{pictures}")).unwrap();
    let rows: Vec<String> = found
        .into_iter()
        .map(|found| {
            found.map_or_else(
                |row| format!("{}!{}", row.origin, row.reason),
                |found| found.key(),
            )
        })
        .collect();
    assert_eq!(rows, ["#1", "#2", "#3!no text"]);
}

#[test]
fn a_section_is_no_author() {
    check(
        &with(
            FACTIVA,
            &[(
                "Ferry stays in the harbour\nBy Ana Reis",
                "News\nVon der Reis warns of storms",
            )],
        ),
        Some(&[
            "|Von der Reis warns of storms||Harbour Post|4 March 2025|The ferry stayed in the harbour./It will sail on Tuesday.",
        ]),
    );
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
