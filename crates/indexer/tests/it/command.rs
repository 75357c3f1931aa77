//! The program: exit status, stdout as data, stderr as talk.

use serde_json::Value;

#[cfg(target_os = "linux")]
use crate::wait_for;
use crate::{Archive, run, story};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn builds_and_reports() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("empty.txt", "");
    let (corpus, index) = (archive.corpus.to_str().unwrap(), archive.index.to_str().unwrap());
    let built = run(&["build", corpus, "--index", index]);
    assert_eq!(
        built.status.code(),
        Some(1),
        "a rejected file is a part that failed"
    );
    let report = text(&built.stdout);
    assert!(report.starts_with("1 article in the index: 1 added"), "{report}");
    assert!(
        report.contains("1 rejected: empty file\n  empty.txt\n"),
        "{report}"
    );
    assert!(!report.contains('\u{1b}'), "no colours into a pipe: {report}");

    let again: Value =
        serde_json::from_slice(&run(&["build", corpus, "--index", index, "--json"]).stdout).unwrap();
    assert_eq!((&again["unchanged"], &again["articles"]), (&1.into(), &1.into()));
    assert!(again["stages"]["read_s"].is_number());

    let verified = run(&["verify", "--index", index]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stderr));
    let stats: Value = serde_json::from_slice(&run(&["stats", "--index", index, "--json"]).stdout).unwrap();
    assert_eq!(stats["articles"], 1);
    assert_eq!(stats["facets"]["language"][0]["value"], "en");
}

#[test]
fn extract_does_not_read_what_it_writes() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let output = archive.corpus.join("articles.jsonl");
    let extracted = std::process::Command::new(assert_cmd::cargo::cargo_bin!("indexer"))
        .arg("extract")
        .arg(&archive.corpus)
        .stdout(std::fs::File::create(&output).unwrap())
        .output()
        .unwrap();
    assert_eq!(text(&extracted.stderr), "");
    assert_eq!(std::fs::read_to_string(output).unwrap().lines().count(), 1);
}

#[test]
fn extract_prints_the_pinned_keys() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let extracted = run(&["extract", archive.corpus.to_str().unwrap()]);
    assert_eq!(extracted.status.code(), Some(0));
    let article: Value = serde_json::from_slice(&extracted.stdout).unwrap();
    for key in [
        "id",
        "key",
        "path",
        "url",
        "title",
        "standfirst",
        "byline",
        "source",
        "agencies",
        "dateline",
        "published",
        "updated",
        "language",
        "text",
        "entities",
        "evidence",
    ] {
        assert!(
            article.get(key).is_some(),
            "help: the pinned key {key} is missing; see docs/API.md"
        );
    }
    assert_eq!(article["key"], "a.txt");
    assert!(article["text"].as_str().unwrap().contains("\n\n"));
}

#[test]
fn extract_keeps_the_order_of_files_and_records() {
    let archive = Archive::new();
    // More than is understood at once.
    let record = |number: usize| {
        let text = story(&format!("quay {number}"));
        serde_json::json!({"id": format!("b-{number:04}"), "text": text}).to_string()
    };
    let records: Vec<String> = (0..700).map(record).collect();
    archive.write("b.jsonl", &records.join("\n"));
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("c.txt", &story("the ferry"));
    let extracted = text(&run(&["extract", archive.corpus.to_str().unwrap()]).stdout);
    let keys: Vec<String> = extracted
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["key"].to_string())
        .collect();
    assert_eq!(keys.len(), 702);
    assert!(
        keys.is_sorted(),
        "a.txt, the records by their numbers, c.txt … {:?}",
        &keys[..3]
    );
}

#[test]
fn wrong_input_is_a_sentence_and_status_2() {
    let archive = Archive::new();
    let index = archive.index.to_str().unwrap();
    for (arguments, message, hint) in [
        (
            vec!["build", "no/such/folder", "--index", index],
            "no/such/folder does not exist",
            "check the path",
        ),
        (
            vec!["stats", "--index", index],
            "there is no index at",
            "indexer build",
        ),
        (
            vec!["verify", "--index", index],
            "there is no index at",
            "indexer build",
        ),
        (
            vec!["extract", "no/such/file"],
            "no/such/file does not exist",
            "check the path",
        ),
        (vec!["build"], "required", "--help"),
        (vec!["build", ".", "--memory", "10"], "--memory", "150"),
    ] {
        let output = run(&arguments);
        let talk = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {talk}");
        assert!(
            talk.contains(message) && talk.contains(hint),
            "{arguments:?}: {talk}"
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn output_that_nobody_reads_is_no_error() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_indexer"))
        .args(["entities", "--index", archive.index.to_str().unwrap()])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let output = program.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn a_build_may_be_given_little_memory() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let (corpus, index) = (archive.corpus.to_str().unwrap(), archive.index.to_str().unwrap());
    let output = run(&["build", corpus, "--index", index, "--memory", "150"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("1 article in the index"));
}

/// Returns how nice a process is (proc_pid_stat(5), field 19; the name before it may hold anything).
#[cfg(target_os = "linux")]
fn niceness(process: u32) -> Option<i32> {
    let fields = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, behind_name) = fields.rsplit_once(')')?;
    behind_name.split_whitespace().nth(16)?.parse().ok()
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_lets_searches_go_first() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let mut watch = std::process::Command::new(env!("CARGO_BIN_EXE_indexer"));
    watch.args(["build", "--watch", "--quiet"]);
    watch.arg(&archive.corpus).arg("--index").arg(&archive.index);
    let mut watching = watch.spawn().unwrap();
    let nicer = (niceness(std::process::id()).unwrap() + 5).min(19);
    wait_for(|| (niceness(watching.id())? == nicer).then_some(()));
    watching.kill().unwrap();
    watching.wait().unwrap();
}
