//! What cannot be done: a sentence, a hint, and the right exit status.

use std::net::TcpListener;

use crate::server::{Server, command, results, transcript};

fn check(arguments: &[&str], message: &str) {
    let text = transcript(&mut command(arguments));
    assert!(text.starts_with("exit status 2\n"), "{arguments:?}: {text}");
    assert!(text.contains(message), "no `{message}` in: {text}");
    assert!(text.contains("--- stdout\n\n"), "stdout is for data: {text}");
}

#[test]
fn bad_arguments_are_told() {
    check(&["x", "--nope"], "unexpected argument '--nope'");
    check(&["x", "--limit", "ten"], "invalid value 'ten' for '--limit <N>'");
    check(&["x", "--limit", "-1"], "unexpected argument '-1'");
    check(
        &["x", "--limit", "10001", "--server", "localhost:1"],
        "error: offset + limit is at most 10000\nhint: ",
    );
    check(
        &[
            "x",
            "--limit",
            "18446744073709551615",
            "--offset",
            "1",
            "--server",
            "h:1",
        ],
        "is at most 10000",
    );
    check(
        &["x", "--sort", "best"],
        "the order is relevance, newest or oldest",
    );
    check(
        &["x", "--after", "2025-02-30"],
        "a date is YYYY-MM-DD, YYYY-MM or YYYY",
    );
    check(
        &["x", "--before", "tomorrow"],
        "a date is YYYY-MM-DD, YYYY-MM or YYYY",
    );
    check(&["x", "--batch", "queries.txt"], "cannot be used with");
    check(&["x", "--index", "a", "--server", "b"], "cannot be used with");
    check(&["--format", "csv"], "--batch <FILE>");
    check(&["x", "--format", "csv"], "cannot be used with");
    check(&["--batch", "queries.txt", "--format", "xml"], "jsonl, csv, trec");
}

#[test]
fn an_index_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    check(&["x", "--index", missing.to_str().unwrap()], "error: ");
    check(
        &["x", "--index", missing.to_str().unwrap()],
        "hint: build one with: indexer build PATH",
    );
    let mut from_environment = command(&["x"]);
    let text = transcript(from_environment.env("DATELINE_INDEX", &missing));
    assert!(text.contains("none"), "{text}");
}

#[test]
fn the_index_of_the_environment_keeps_nobody_from_a_server() {
    let server = Server::with(&results());
    let mut from_environment = server.command(&["night"]);
    let text = transcript(from_environment.env("DATELINE_INDEX", "elsewhere"));
    assert!(text.starts_with("exit status 0\n"), "{text}");
    let mut named = server.command(&["night", "--index", "here"]);
    let text = transcript(named.env("DATELINE_INDEX", "elsewhere"));
    assert!(
        text.starts_with("exit status 2\n") && text.contains("cannot be used with"),
        "{text}"
    );
}

#[test]
fn servers_that_cannot_be_asked_are_told() {
    check(
        &["x", "--server", "https://news.example"],
        "error: search-cli does not speak https\nhint: ",
    );
    check(
        &["x", "--server", "ftp://news.example"],
        "is no address of a server",
    );
    check(&["x", "--server", ""], "is no address of a server");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    check(
        &["x", "--server", &closed],
        "hint: check the address, and that search-server runs there",
    );
}

#[test]
fn answers_that_are_none_are_told() {
    for (status, body, message) in [
        (
            400,
            r#"{"error":{"code":"c","message":"the query is too long","hint":"shorten it"}}"#,
            "the query is too long\nhint: shorten it\n",
        ),
        (503, "", "it answers with status 503\nhint: check the address"),
        (404, "", "there is no search-server at this address"),
        (200, "<html>", "the answer cannot be read"),
    ] {
        let server = Server::start(move |_| (status, body.to_owned()));
        let text = transcript(&mut server.command(&["x"]));
        assert!(
            text.starts_with("exit status 2\n") && text.contains(message),
            "no `{message}` in: {text}"
        );
    }
}

#[test]
fn an_export_that_is_refused_is_told() {
    let body = r#"{"error":{"code":"busy","message":"too many searches","hint":"try again"}}"#;
    let server = Server::start(move |_| (503, body.to_owned()));
    let text = transcript(&mut server.command(&["x", "--export", "csv"]));
    assert!(
        text.starts_with("exit status 2\n") && text.contains("too many searches\nhint: try again\n"),
        "{text}"
    );
}

#[test]
fn the_query_language_fits_on_a_screen() {
    let output = command(&["--help-query"]).output().unwrap();
    assert!(output.status.success() && !output.stdout.is_empty());
}
