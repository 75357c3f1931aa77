//! Lists of queries, in each form of answer.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::server::{Server, command, nothing, results, transcript};

fn list(text: impl AsRef<[u8]>) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queries.txt");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn run(server: &Server, text: &str, format: &str) -> String {
    let (folder, path) = list(text);
    let text = transcript(&mut server.command(&["--batch", &path, "--format", format, "--limit", "3"]));
    text.replace(folder.path().to_str().unwrap(), "FOLDER")
}

#[test]
fn rankings_for_trec_eval() {
    let server = Server::with(&results());
    assert_snapshot!(run(
        &server,
        "night ferry\n\n{\"id\":\"my topic\",\"text\":\"pilots\"}",
        "trec"
    ));
}

#[test]
fn rows_for_a_spreadsheet() {
    assert_snapshot!(run(&Server::with(&results()), "night ferry", "csv"));
}

#[test]
fn broken_lines_do_not_end_the_run() {
    let mut results = results();
    results.hits.truncate(1);
    let server = Server::with(&results);
    assert_snapshot!(run(
        &server,
        "{\"id\":1\nnight ferry\n{\"text\":\"no id\"}\npilots",
        "trec"
    ));
}

#[test]
fn objects_carry_the_id_of_their_query() {
    let server = Server::with(&nothing());
    let (_folder, path) = list("night ferry\n{\"id\":\"second\",\"text\":\"pilots\"}");
    let output = server.command(&["--batch", &path]).output().unwrap();
    assert!(
        output.status.success(),
        "a list that was worked off is done, whatever was found"
    );
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "second"]);
    assert_eq!(lines[0]["total"], 0);
    let asked = server.asked.lock().unwrap();
    assert!(
        asked[0].contains("q=night+ferry") && asked[0].contains("limit=10") && asked[0].contains("facets=0")
    );
}

#[test]
fn deep_rankings_are_fetched_page_by_page() {
    let server = Server::start(|path| {
        let mut results = results();
        results.facets = None;
        let offset: usize = path
            .split("offset=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let hit = results.hits[0].clone();
        results.hits = vec![hit; 100.min(250_usize.saturating_sub(offset))];
        results.total = 250;
        (200, serde_json::to_string(&results).unwrap())
    });
    let (_folder, path) = list("night ferry");
    let output = server
        .command(&["--batch", &path, "--format", "trec"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 250);
    let asked = server.asked.lock().unwrap();
    let goes_deep = |path: &String| path.contains("limit=100") && path.contains("enough=1000");
    assert!(asked.iter().all(goes_deep), "{asked:?}");
    assert_eq!(asked.len(), 3);
}

#[test]
fn what_was_taken_otherwise_is_told_beside_rows() {
    let mut results = nothing();
    results.partial = true;
    let server = Server::with(&results);
    for format in ["csv", "trec"] {
        let text = run(&server, "\nnot (here", format);
        for warning in [
            "a closing parenthesis was added (`(here`)",
            "the search ran out of time",
        ] {
            let line = format!("FOLDER/queries.txt:2: warning: {warning}");
            assert!(text.contains(&line), "no `{line}` in: {text}");
        }
    }
    assert!(run(&server, "not (here", "jsonl").ends_with("--- stderr\n"));
}

#[test]
fn queries_may_come_from_stdin() {
    let server = Server::with(&results());
    let output = server
        .command(&["--batch", "-", "--format", "csv"])
        .write_stdin("night ferry\n")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 4);
}

#[test]
fn a_list_that_is_not_there_is_told() {
    let text = transcript(&mut command(&[
        "--batch",
        "no-such-file",
        "--server",
        "localhost:1",
    ]));
    assert!(text.starts_with("exit status 2\n"), "{text}");
    assert!(text.contains("error: no-such-file cannot be read"), "{text}");
    let text = transcript(&mut command(&["--batch", ".", "--server", "localhost:1"]));
    assert!(
        text.starts_with("exit status 2\n") && text.contains("hint: "),
        "{text}"
    );
}
