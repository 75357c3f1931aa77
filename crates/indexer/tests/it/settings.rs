//! Settings files: odd names of fields, defaults of a folder, edits that take effect, broken files that are rows.

use std::process::Output;

use assert_cmd::Command;
use indexer::Report;
use search_engine::{EmbeddedEngine, SearchEngine};
use serde_json::{Value, json};

use crate::{Archive, story};

const ODD_NAMES: &str = "[fields]\ntitle = \"kopf.zeile\"\ntext = [\"artikel\", \"kurz\"]\nsource = \"blatt\"\n\
                         published = \"stand\"\nbyline = \"wer\"\nsection = \"source\"\nid = \"nr\"\n";

/// Returns a record under names that nobody else uses.
fn odd_record(number: usize, subject: &str) -> Value {
    json!({
        "nr": format!("odd-{number}"),
        "kopf": {"zeile": format!("Council talks about {subject}")},
        "artikel": story(subject),
        "blatt": "Tarnwick Courier",
        "stand": "2025-12-02 10:30",
        "wer": ["Ana Reis", "Jon Vik"],
        "source": "Harbour",
    })
}

fn extract(path: &std::path::Path) -> Output {
    Command::cargo_bin("indexer")
        .unwrap()
        .args(["extract", path.to_str().unwrap()])
        .output()
        .unwrap()
}

/// Returns the articles that `indexer extract` prints.
fn extracted(path: &std::path::Path) -> Vec<Value> {
    let output = extract(path);
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn rows(report: &Report) -> Vec<String> {
    let rows = report.rejected.iter();
    rows.map(|row| {
        format!(
            "{}: {}: {}",
            row.path,
            row.reason,
            row.detail.clone().unwrap_or_default()
        )
    })
    .collect()
}

#[test]
fn odd_names_are_mapped_in_every_structured_form() {
    let archive = Archive::new();
    archive.write("dateline.toml", ODD_NAMES);
    archive.write("one.json", &odd_record(1, "the lighthouse").to_string());
    let lines = [odd_record(2, "the ferry"), odd_record(3, "the bridge")].map(|record| record.to_string());
    archive.write("two.jsonl", &lines.join("\n"));
    let list = json!({"items": [odd_record(4, "the market")]});
    archive.write("three.json", &list.to_string());
    let table = format!(
        "nr;kopf.zeile;artikel;blatt;source\nodd-5;Council talks;\"{}\";Tarnwick Courier;Harbour\n",
        story("the station")
    );
    archive.write("four.csv", &table);
    let ordinary =
        json!({"id": "plain-6", "title": "Talks", "text": story("the school"), "publisher": "Harbour Post"});
    archive.write("five.json", &ordinary.to_string());

    let report = archive.build();
    assert_eq!((rows(&report), report.articles), (Vec::new(), 6));
    assert_eq!(
        archive.search("source:\"Tarnwick Courier\""),
        ["odd-1", "odd-2", "odd-3", "odd-4", "odd-5"]
    );
    assert_eq!(archive.search("title:lighthouse"), ["odd-1"]);
    assert_eq!(
        archive.search("source:\"Harbour Post\""),
        ["plain-6"],
        "a record under common names is read as ever"
    );
    let article = &extracted(&archive.corpus.join("one.json"))[0];
    assert_eq!(article["byline"], json!(["Ana Reis", "Jon Vik"]));
    assert_eq!(article["section"], "Harbour");
    assert_eq!(article["published"], "2025-12-02");
}

#[test]
fn defaults_fill_what_documents_of_the_folder_leave_open() {
    let archive = Archive::new();
    archive.write(
        "dateline.toml",
        "[defaults]\nsource = \"Harbour Post\"\ntime_zone = \"Europe/Berlin\"\n",
    );
    archive.write(
        "de/dateline.toml",
        "[defaults]\nsource = \"Tarnwick Courier\"\nlanguage = \"de\"\n",
    );
    archive.write("top.txt", &story("the lighthouse"));
    archive.write(
        "de/short.json",
        r#"{"text": "OK, Taxi!", "date": "2025-07-02 10:30"}"#,
    );
    let stated = json!({"text": story("the ferry"), "source": "Port News", "date": "2025-07-02T10:30:00Z"});
    archive.write("de/stated.json", &stated.to_string());

    let report = archive.build();
    assert_eq!(report.articles, 3, "{:?}", rows(&report));
    assert_eq!(archive.search("source:\"Harbour Post\""), ["top.txt"]);
    assert_eq!(archive.search("source:\"Tarnwick Courier\""), ["de/short.json"]);
    assert_eq!(archive.search("source:\"Port News\""), ["de/stated.json"]);
    assert_eq!(archive.search("language:de"), ["de/short.json"]);

    let articles = extracted(&archive.corpus);
    let article = |key: &str| articles.iter().find(|article| article["key"] == key).unwrap();
    let short = article("de/short.json");
    assert_eq!(short["published"], "2025-07-02T10:30:00+02:00");
    let evidence = &short["evidence"];
    assert_eq!(
        evidence["source"],
        json!({"from": "settings", "text": "de/dateline.toml: source = \"Tarnwick Courier\"", "confidence": 0.8})
    );
    assert_eq!(evidence["language"]["from"], "settings");
    assert_eq!(
        evidence["published"]["text"],
        "2025-07-02 10:30 (dateline.toml: time_zone = \"Europe/Berlin\")"
    );
    let stated = article("de/stated.json");
    assert_eq!(
        (&stated["published"], &stated["language"]),
        (&json!("2025-07-02T10:30:00Z"), &json!("en"))
    );
}

#[test]
fn an_edit_takes_effect_at_the_next_build() {
    let archive = Archive::new();
    archive.write("old/a.txt", &story("the lighthouse"));
    archive.write("new/b.txt", &story("the ferry"));
    archive.write("odd.json", &odd_record(1, "the bridge").to_string());
    assert_eq!(rows(&archive.build()), ["odd.json: no text: "]);

    archive.write("dateline.toml", ODD_NAMES);
    archive.write("new/dateline.toml", "[defaults]\nsource = \"Harbour Post\"\n");
    let report = archive.build();
    assert_eq!((report.files_read, report.added, report.articles), (3, 1, 3));
    assert_eq!(archive.search("source:\"Harbour Post\""), ["new/b.txt"]);

    archive.write("new/dateline.toml", "[defaults]\nsource = \"Port News\"\n");
    let report = archive.build();
    assert_eq!(
        (report.files_read, report.changed, report.unchanged),
        (1, 1, 2),
        "only what is below the edited file is read again"
    );
    assert_eq!(archive.search("source:\"Harbour Post\""), [""; 0]);
    assert_eq!(archive.search("source:\"Port News\""), ["new/b.txt"]);

    archive.write(
        "new/dateline.toml",
        "# the same\n[defaults]\nsource = 'Port News'\n",
    );
    assert_eq!(archive.build().files_read, 0, "a comment changes nothing");

    archive.write("new/dateline.toml", "[defaults]\nlanguage = \"de\"\n");
    archive.build();
    assert_eq!(archive.search("source:\"Port News\""), [""; 0]);
    std::fs::remove_file(archive.corpus.join("dateline.toml")).unwrap();
    let report = archive.build();
    assert_eq!(
        (report.removed, rows(&report)),
        (1, vec!["odd.json: no text: ".to_owned()])
    );
}

#[test]
fn a_language_alone_that_changes_is_put_again() {
    let archive = Archive::new();
    archive.write("dateline.toml", "[defaults]\nlanguage = \"de\"\n");
    archive.write("short.json", r#"{"text": "OK, Taxi!"}"#);
    archive.build();
    assert_eq!(archive.search("language:de"), ["short.json"]);
    archive.write("dateline.toml", "[defaults]\nlanguage = \"nl\"\n");
    let report = archive.build();
    assert_eq!((report.changed, report.articles), (1, 1));
    assert_eq!(archive.search("language:nl"), ["short.json"]);
    assert_eq!(
        EmbeddedEngine::open(&archive.index)
            .unwrap()
            .status()
            .unwrap()
            .articles,
        1
    );
}

#[test]
fn a_broken_file_is_a_row_and_the_rest_goes_on() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write(
        "dateline.toml",
        "[defaults]\nsource = \"Harbour Post\"\nlanguage = \"german\"\ntime_zone = \"Europe/Berln\"\ncolour = \"red\"\n",
    );
    archive.write("sub/dateline.toml", "[defaults]\nsource = Port News\n");
    archive.write("sub/b.txt", &story("the ferry"));
    let expected = [
        "dateline.toml: broken settings: line 3: unknown language \"german\"; write its ISO 639 code, such as \"de\"",
        "dateline.toml: broken settings: line 4: unknown time zone \"Europe/Berln\"; write a name such as \"Europe/Berlin\" or an offset such as \"+02:00\"",
        "dateline.toml: broken settings: line 5: unknown key \"colour\" in [defaults]; the keys are source, language, time_zone",
    ];
    for _ in 0..2 {
        let report = archive.build();
        assert_eq!(report.articles, 2);
        let rows = rows(&report);
        assert_eq!(rows[..3], expected, "every build tells it");
        assert!(
            rows[3].starts_with("sub/dateline.toml: broken settings: line 2: "),
            "{rows:?}"
        );
        assert_eq!(rows.len(), 4);
    }
    assert_eq!(
        archive.search("source:\"Harbour Post\""),
        ["a.txt", "sub/b.txt"],
        "what is right in a file counts, and what is above it"
    );
    let output = extract(&archive.corpus);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("rejected: sub/dateline.toml: broken settings")
    );
}
