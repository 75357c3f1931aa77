//! What an answer looks like, and what the server was asked for it.

use insta::assert_snapshot;
use search_engine::SearchResults;

use crate::server::{Server, explanation, nothing, results, transcript};

#[test]
fn an_answer_that_is_piped_is_plain() {
    assert_snapshot!(transcript(
        &mut Server::with(&results()).command(&["night", "ferry"])
    ));
}

#[test]
fn an_answer_in_colour() {
    let mut command = Server::with(&results()).command(&["night", "ferry"]);
    assert_snapshot!(transcript(command.env("CLICOLOR_FORCE", "1")).replace('\u{1b}', "␛"));
}

#[test]
fn no_colour_is_honoured() {
    let mut command = Server::with(&results()).command(&["night", "ferry"]);
    let text = transcript(command.env("NO_COLOR", "1"));
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn all_facets_and_the_dates() {
    let text = transcript(&mut Server::with(&results()).command(&["night", "ferry", "--facets"]));
    let facets = text
        .split("\nsource")
        .nth(1)
        .expect("help: the answer has no line of sources");
    assert_snapshot!(format!("source{facets}"));
}

#[test]
fn scores_are_explained() {
    let mut results = results();
    results.hits.truncate(1);
    results.hits[0].explanation = Some(explanation());
    results.facets = None;
    assert_snapshot!(transcript(&mut Server::with(&results).command(&[
        "night",
        "ferry",
        "--explain"
    ])));
}

#[test]
fn nothing_found() {
    assert_snapshot!(transcript(
        &mut Server::with(&nothing()).command(&["not", "(here"])
    ));
}

#[test]
fn no_query_lists_the_newest() {
    let mut results = results();
    results.query.text.clear();
    results.matches.clear();
    results.hits.truncate(1);
    let server = Server::with(&results);
    let text = transcript(&mut server.command(&["--limit", "1"]));
    assert!(
        text.contains("1,203 articles · 48,111 searched in 2 ms"),
        "{text}"
    );
    assert!(
        text.contains("note: no query, so the newest articles come first"),
        "{text}"
    );
    assert!(server.asked.lock().unwrap()[0].contains("sort=newest"));
}

#[test]
fn json_is_what_the_server_says() {
    let output = Server::with(&results())
        .command(&["night", "--json"])
        .output()
        .unwrap();
    assert!(output.stderr.is_empty());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        !text.contains(['\u{1b}', '\u{202e}']),
        "what steers a terminal is written as an escape: {text}"
    );
    let printed: SearchResults = serde_json::from_str(&text).unwrap();
    assert_eq!(printed, results());
}

#[test]
fn the_server_is_asked_for_what_the_command_line_says() {
    let server = Server::with(&results());
    let arguments = [
        "café & co",
        "--source",
        "A B",
        "--source",
        "-C",
        "--lang",
        "en",
        "--person",
        "P",
        "--org",
        "-O",
        "--place",
        "Q",
        "--agency",
        "R",
        "--after",
        "2024",
        "--before",
        "2024-02",
        "--sort",
        "oldest",
        "--limit",
        "7",
        "--offset",
        "20",
        "--explain",
        "--facet-query",
        "person: hald",
    ];
    server.command(&arguments).assert().success();
    assert_eq!(
        server.asked.lock().unwrap()[0],
        "/api/search?q=caf%C3%A9+%26+co&source=A+B&source=-C&language=en&agency=R&person=P&organisation=-O&place=Q\
         &after=2024-01-01&before=2024-02-29&sort=oldest&limit=7&offset=20&facets=10\
         &facet_query=person%3Ahald&explain=true"
    );
}

#[test]
fn an_export_asks_for_what_a_search_asks_for() {
    let server = Server::start(|_| (200, String::new()));
    let arguments = ["night", "(ferry", "--export", "jsonl", "--half-life", "30"];
    let text = transcript(&mut server.command(&arguments));
    assert_eq!(
        server.asked.lock().unwrap()[0],
        "/api/export?q=night+%28ferry&sort=relevance&half_life=30&format=jsonl"
    );
    assert!(
        text.contains("--- stdout\n\n--- stderr\nwarning: "),
        "a warning goes beside the file: {text}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    // The pipe to `true` is closed before the answer comes, so writing fails.
    let server = Server::with(&results());
    let mut command = std::process::Command::new("sh");
    let program = assert_cmd::cargo::cargo_bin!("search-cli");
    let script = format!(
        "\"{}\" night --server {} | true",
        program.display(),
        server.address
    );
    let output = command.args(["-c", &script]).output().unwrap();
    assert!(
        !String::from_utf8_lossy(&output.stderr).contains("error"),
        "{output:?}"
    );
    assert!(
        !String::from_utf8_lossy(&output.stderr).contains("panicked"),
        "{output:?}"
    );
}
