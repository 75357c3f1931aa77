//! What an update does for new, changed, removed, moved, copied and broken files.

use std::fs;
use std::path::PathBuf;

use indexer::{Mode, Report};

use crate::{Archive, build_roots, story};

fn counts(report: &Report) -> (usize, usize, usize, usize) {
    (report.added, report.changed, report.removed, report.unchanged)
}

#[test]
fn reads_only_what_is_new_changed_or_gone() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the breakwater"));
    assert_eq!(counts(&archive.build()), (2, 0, 0, 0));
    assert_eq!(counts(&archive.build()), (0, 0, 0, 2));

    archive.write("b.txt", &story("the ferry"));
    archive.write("sub/c.txt", &story("the market hall"));
    let report = archive.build();
    assert_eq!(counts(&report), (1, 1, 0, 1));
    assert_eq!(report.articles, 3);
    assert_eq!(archive.search("breakwater"), [""; 0]);
    assert_eq!(archive.search("ferry"), ["b.txt"]);

    fs::remove_file(archive.corpus.join("a.txt")).unwrap();
    assert_eq!(counts(&archive.build()), (0, 0, 1, 2));
    assert_eq!(archive.search("lighthouse"), [""; 0]);
}

#[test]
fn a_touched_file_is_unchanged() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    archive.write("a.txt", &story("the lighthouse"));
    assert_eq!(counts(&archive.build()), (0, 0, 0, 1));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_for_a_while_keeps_its_articles() {
    use std::os::unix::fs::PermissionsExt;

    let archive = Archive::new();
    let file = archive.corpus.join("a.txt");
    let allow = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    archive.write("a.txt", &story("the breakwater and the quay"));
    allow(0o000);
    if fs::read(&file).is_ok() {
        println!("skipped: this user may read every file");
        return;
    }
    let report = archive.build();
    assert_eq!(
        (report.removed, report.rejected.len(), report.articles),
        (0, 1, 1)
    );
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
    // Its time is the same as before.
    allow(0o644);
    assert_eq!(counts(&archive.build()), (0, 1, 0, 0));
    assert_eq!(archive.search("breakwater"), ["a.txt"]);
}

#[test]
fn a_changed_article_keeps_its_id() {
    let archive = Archive::new();
    let record = |text: &str| {
        serde_json::json!({"id": "t-1", "title": "Council meets again", "text": text}).to_string()
    };
    archive.write("feed.jsonl", &record(&story("the lighthouse")));
    archive.build();
    archive.write("feed.jsonl", &record(&story("the ferry")));
    assert_eq!(counts(&archive.build()), (0, 1, 0, 0));
    assert_eq!(archive.search("ferry"), ["t-1"]);
}

#[test]
fn records_that_left_their_file_are_removed() {
    let archive = Archive::new();
    let line = |id: &str, subject: &str| {
        serde_json::json!({"id": id, "title": format!("News of {subject}"), "text": story(subject)})
            .to_string()
    };
    let (first, second) = (line("1", "the lighthouse"), line("2", "the ferry"));
    archive.write("feed.jsonl", &format!("{first}\n{second}\n"));
    assert_eq!(archive.build().added, 2);
    archive.write("feed.jsonl", &format!("{second}\n"));
    assert_eq!(counts(&archive.build()), (0, 0, 1, 1));
    assert_eq!(archive.search("lighthouse"), [""; 0]);
}

#[test]
fn the_same_article_fed_twice_is_one() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the lighthouse"));
    let report = archive.build();
    assert_eq!((report.added, report.duplicates), (1, 1));
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
    let again = archive.build();
    assert_eq!((again.unchanged, again.duplicates), (1, 1));

    // The copy takes over when the first one goes.
    fs::remove_file(archive.corpus.join("a.txt")).unwrap();
    let report = archive.build();
    assert_eq!((report.added, report.removed, report.articles), (1, 1, 1));
    assert_eq!(archive.search("lighthouse"), ["b.txt"]);
}

#[test]
fn one_key_in_two_files_is_two_articles() {
    let archive = Archive::new();
    let record = |subject: &str| {
        serde_json::json!({"id": 7, "title": format!("News of {subject}"), "text": story(subject)})
            .to_string()
    };
    archive.write("one.jsonl", &record("the lighthouse"));
    archive.write("two.jsonl", &record("the ferry"));
    assert_eq!(archive.build().articles, 2);
    assert_eq!(archive.search("lighthouse"), ["7"]);
    assert_eq!(archive.search("ferry"), ["two.jsonl#7"]);
    assert_eq!(counts(&archive.build()), (0, 0, 0, 2));
}

#[test]
fn two_folders_with_one_name_are_kept_apart() {
    let archive = Archive::new();
    let other = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    other.write("a.txt", &story("the ferry"));
    let roots = [archive.corpus.clone(), other.corpus.clone()];
    let report = build_roots(&roots, &archive.index, Mode::Update).unwrap();
    assert_eq!(report.articles, 2);
    // A build of one folder leaves the articles of the other alone.
    assert_eq!(counts(&archive.build()), (0, 0, 0, 1));
    assert_eq!(archive.search("ferry OR lighthouse").len(), 2);
}

#[test]
fn a_folder_that_moved_is_as_it_was() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let moved = archive.corpus.parent().unwrap().join("elsewhere");
    fs::create_dir(&moved).unwrap();
    fs::rename(&archive.corpus, moved.join("corpus")).unwrap();
    let report = build_roots(&[moved.join("corpus")], &archive.index, Mode::Update).unwrap();
    assert_eq!(counts(&report), (0, 0, 0, 1));
}

#[test]
fn broken_files_are_rows_and_stay_rows() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("empty.txt", "");
    archive.write("picture.bin", "\u{0}\u{1}");
    archive.write("feed.jsonl", "{\"title\": \"cut\n");
    for _ in 0..2 {
        let report = archive.build();
        let rows: Vec<(&str, &str)> = report
            .rejected
            .iter()
            .map(|row| (row.path.as_str(), row.reason.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("empty.txt", "empty file"),
                ("feed.jsonl#1", "broken JSON"),
                ("picture.bin", "unknown form"),
            ]
        );
        assert_eq!(report.articles, 1);
    }
}

#[test]
fn an_index_inside_its_folder_does_not_read_itself() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let index = archive.corpus.join("index");
    for _ in 0..2 {
        let report = build_roots(std::slice::from_ref(&archive.corpus), &index, Mode::Update).unwrap();
        assert_eq!((report.articles, report.rejected.len()), (1, 0));
    }
}

/// Returns lines of JSON without ids, one for each subject.
fn lines_of(subjects: &[&str]) -> String {
    let line = |subject: &&str| {
        let title = format!("News of {subject}");
        format!(
            "{}\n",
            serde_json::json!({"title": title, "text": story(subject)})
        )
    };
    subjects.iter().map(line).collect()
}

#[test]
fn records_that_move_up_in_their_file_stay() {
    let archive = Archive::new();
    let files = [
        vec!["the lighthouse", "the ferry", "the breakwater"],
        // The first leaves and another comes: all places change hands.
        vec!["the ferry", "the breakwater", "the dredger"],
        vec!["the breakwater", "the dredger", "the pilot"],
        // One comes between those that stay, one before them.
        vec!["the breakwater", "the mole", "the dredger", "the pilot"],
        vec![
            "the beacon",
            "the breakwater",
            "the mole",
            "the dredger",
            "the pilot",
        ],
    ];
    for subjects in files {
        archive.write("feed.jsonl", &lines_of(&subjects));
        let report = archive.build();
        assert_eq!(report.articles, subjects.len(), "{subjects:?}");
        for subject in subjects {
            let word = subject.trim_start_matches("the ");
            assert_eq!(archive.search(&format!("title:{word}")).len(), 1, "{subject}");
        }
    }
    let all = archive.search("news").len();
    assert_eq!(archive.build_as(Mode::Fresh).unwrap().articles, all);
}

#[test]
fn members_of_an_archive_count_their_records_each() {
    let archive = Archive::new();
    let record = |subject: &str| {
        serde_json::json!({"id": 1, "title": format!("News of {subject}"), "text": story(subject)})
            .to_string()
    };
    let mut tar = tar::Builder::new(fs::File::create(archive.corpus.join("dump.tar")).unwrap());
    for (name, subject) in [("2024.jsonl", "the lighthouse"), ("2025.jsonl", "the ferry")] {
        let text = record(subject);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap();
    let report = archive.build();
    assert_eq!((report.articles, report.changed), (2, 0));
    assert_eq!(archive.search("ferry"), ["dump.tar!2025.jsonl#1"]);
    assert_eq!(archive.build_as(Mode::Fresh).unwrap().articles, 2);
}

#[test]
fn a_copy_in_a_folder_that_is_not_read_now_takes_over_later() {
    let (one, other) = (Archive::new(), Archive::new());
    let other_corpus = other.corpus.with_file_name("others");
    fs::rename(&other.corpus, &other_corpus).unwrap();
    one.write("a.txt", &story("the lighthouse"));
    one.write("c.txt", &story("the ferry"));
    fs::write(other_corpus.join("b.txt"), story("the lighthouse")).unwrap();
    let roots = [one.corpus.clone(), other_corpus];
    let build = |roots: &[PathBuf]| build_roots(roots, &one.index, Mode::Update).unwrap();
    assert_eq!(build(&roots).articles, 2);
    fs::remove_file(one.corpus.join("a.txt")).unwrap();
    assert_eq!(build(&roots[..1]).articles, 1);
    assert_eq!(build(&roots).articles, 2);
    assert_eq!(one.search("lighthouse").len(), 1);
}

#[test]
fn a_folder_of_the_same_name_is_another_one_while_the_first_is_away() {
    let (first, second) = (Archive::new(), Archive::new());
    first.write("a.txt", &story("the lighthouse"));
    first.build();
    let away = first.corpus.with_file_name("away");
    fs::rename(&first.corpus, &away).unwrap();
    second.write("b.txt", &story("the ferry"));
    let roots = std::slice::from_ref(&second.corpus);
    let report = build_roots(roots, &first.index, Mode::Update).unwrap();
    assert_eq!((report.articles, report.removed), (2, 0));
    fs::rename(&away, &first.corpus).unwrap();
    assert_eq!(counts(&first.build()), (0, 0, 0, 1));
}

#[test]
fn what_is_gone_is_not_kept_by_a_row_of_like_name() {
    let archive = Archive::new();
    archive.write("2025-old/a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the ferry"));
    archive.write("2025.xyz", "\u{0}\u{1}");
    assert_eq!(archive.build().articles, 2);
    fs::remove_dir_all(archive.corpus.join("2025-old")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("elsewhere", archive.corpus.join("2025")).unwrap();
    assert_eq!(archive.build().articles, 1);
}

#[test]
fn an_index_that_is_its_folder_reads_the_articles_alone() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b/c.txt", &story("the ferry"));
    for _ in 0..2 {
        let roots = std::slice::from_ref(&archive.corpus);
        let report = build_roots(roots, &archive.corpus, Mode::Update).unwrap();
        assert_eq!((report.articles, report.rejected.len()), (2, 0));
    }
}
