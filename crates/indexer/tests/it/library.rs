//! Generations: rebuilding beside the old index, failing without harm, one builder at a time.

use std::fs;
use std::sync::atomic::AtomicBool;

use indexer::{IndexError, Mode, Session};
use search_engine::{EmbeddedEngine, SearchEngine, SearchError};

use crate::{Archive, build_roots, keys, options, story};

#[test]
fn a_fresh_build_swaps_and_an_open_engine_follows() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    assert_eq!(archive.build().generation, 1);
    let engine = EmbeddedEngine::open(&archive.index).unwrap();
    archive.write("b.txt", &story("the ferry"));
    assert_eq!(archive.build_as(Mode::Fresh).unwrap().generation, 2);
    assert_eq!(
        keys(&engine, "ferry"),
        [""; 0],
        "an open engine answers from the state it has"
    );
    assert!(engine.refresh().unwrap());
    assert!(!engine.refresh().unwrap());
    assert_eq!(keys(&engine, "ferry"), ["b.txt"]);
    assert!(engine.status().unwrap().generation.starts_with("2."));
}

#[test]
fn old_generations_are_deleted_but_for_one() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    for _ in 0..3 {
        archive.build_as(Mode::Fresh).unwrap();
    }
    let mut names: Vec<String> = fs::read_dir(&archive.index)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("generation-"))
        .collect();
    names.sort();
    assert_eq!(names, ["generation-0002", "generation-0003"]);
}

#[test]
fn a_missing_folder_costs_nothing() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    fs::rename(&archive.corpus, archive.corpus.with_extension("away")).unwrap();
    assert!(matches!(archive.build_as(Mode::Update), Err(IndexError::Read(_))));
    assert!(matches!(archive.build_as(Mode::Fresh), Err(IndexError::Read(_))));
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
}

#[test]
fn one_builder_at_a_time() {
    let archive = Archive::new();
    let stop = AtomicBool::new(false);
    let options = options(&archive.index, Mode::Update, &stop);
    let session = Session::open(&[], &options).unwrap();
    let refused = archive.build_as(Mode::Update);
    assert!(
        matches!(refused, Err(IndexError::Search(SearchError::Locked { .. }))),
        "{refused:?}"
    );
    drop(session);
    assert_eq!(archive.build().articles, 0);
}

#[test]
fn an_index_of_a_newer_version_is_left_alone() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let format = archive.index.join("generation-0001/format");
    fs::write(&format, "9999\n").unwrap();
    let refused = archive.build_as(Mode::Update);
    assert!(
        matches!(
            refused,
            Err(IndexError::Search(SearchError::OtherVersion { found: 9999, .. }))
        ),
        "{refused:?}"
    );
    assert_eq!(fs::read_to_string(&format).unwrap(), "9999\n");
    assert_eq!(archive.build_as(Mode::Fresh).unwrap().articles, 1);
}

#[test]
fn an_index_of_an_older_version_is_rebuilt_beside_it() {
    let archive = Archive::new();
    let other = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    other.write("b.txt", &story("the ferry"));
    let roots = [archive.corpus.clone(), other.corpus.clone()];
    build_roots(&roots, &archive.index, Mode::Update).unwrap();
    fs::write(archive.index.join("generation-0001/format"), "1\n").unwrap();

    let refused = archive.build_as(Mode::Update);
    assert!(
        matches!(refused, Err(IndexError::OtherFolders { .. })),
        "the articles of the folder that is not named would be lost: {refused:?}"
    );
    assert!(!archive.index.join("generation-0002").exists());
    let report = build_roots(&roots, &archive.index, Mode::Update).unwrap();
    assert_eq!((report.generation, report.articles), (2, 2));
    assert!(
        archive.index.join("generation-0001").exists(),
        "the older one is kept"
    );
}

#[test]
fn a_build_that_is_stopped_keeps_the_old_index() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let stop = AtomicBool::new(true);
    let options = options(&archive.index, Mode::Fresh, &stop);
    let report = indexer::build(std::slice::from_ref(&archive.corpus), &options).unwrap();
    assert!(report.interrupted && report.given_up);
    assert_eq!((report.articles, report.added, report.generation), (1, 0, 1));
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
}

#[test]
fn an_empty_folder_gives_an_empty_index() {
    let archive = Archive::new();
    let report = archive.build();
    assert_eq!((report.articles, report.files), (0, 0));
    assert_eq!(archive.search("anything"), [""; 0]);
}

#[test]
fn files_that_another_version_understood_are_read_again() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    pretend_another_version(&archive.index.join("generation-0001/manifest.redb"));
    fs::remove_file(archive.index.join("generation-0001/manifest.digest")).unwrap();
    let report = archive.build();
    assert_eq!((report.changed, report.unchanged, report.articles), (1, 0, 1));
    assert_eq!(archive.build().unchanged, 1);
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
}

fn pretend_another_version(manifest: &std::path::Path) {
    type Row<'a> = (
        u64,
        Option<i128>,
        &'a str,
        Option<[u8; 32]>,
        &'a [u8],
        u64,
        &'a str,
    );
    const FILES: redb::TableDefinition<'_, &str, Row<'_>> = redb::TableDefinition::new("files");
    use redb::ReadableTable;
    let database = redb::Database::open(manifest).unwrap();
    let changes = database.begin_write().unwrap();
    {
        let mut files = changes.open_table(FILES).unwrap();
        let row = files.get("corpus\u{0}a.txt").unwrap().unwrap();
        let (size, time, _, hash, ids, duplicates, rejected) = row.value();
        let (ids, rejected) = (ids.to_owned(), rejected.to_owned());
        drop(row);
        let row: Row<'_> = (size, time, "0.0.0", hash, &ids, duplicates, &rejected);
        files.insert("corpus\u{0}a.txt", row).unwrap();
    }
    changes.commit().unwrap();
}

/// Returns the pages of a site that share a menu and a sentence in the midst of their stories.
fn pages_of_a_site() -> Vec<(String, String)> {
    const PROMPT: &str =
        "Whoever brings three old newspapers to our counter may take home a jar of honey for free.";
    const SUBJECTS: [&str; 8] = [
        "bridge",
        "orchard",
        "lighthouse",
        "theatre",
        "quarry",
        "tramway",
        "bakery",
        "canal",
    ];
    let page = |subject: &str| {
        let told = story(&format!("the old {subject}"));
        let (first, second) = told.split_once("\n\n").unwrap();
        let head = format!("Moorland\n\nKilns\n\nBeekeeping\n\nChoirs\n\nCouncil talks about the {subject}");
        let tail =
            format!("The {subject} had been closed for a year when the council met and nobody missed it.");
        format!("{head}\n\n{first}\n\n{PROMPT}\n\n{second}\n\n{tail}\n")
    };
    SUBJECTS
        .iter()
        .map(|subject| (format!("site/{subject}.txt"), page(subject)))
        .collect()
}

#[test]
fn what_the_pages_of_a_folder_share_is_found_by_none_of_its_words() {
    let archive = Archive::new();
    for (name, page) in pages_of_a_site() {
        archive.write(&name, &page);
    }
    archive.write("site/late.html", "<p>Too short.</p>");
    let files = article_reader::walk(&archive.corpus).unwrap().files;
    let mut texts = Vec::new();
    let text_of = |enriched: article::EnrichedArticle| Ok(enriched.article.paragraphs.join("\n"));
    indexer::extract(&files, text_of, |text| {
        texts.extend(text.ok());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(texts.len(), 8);
    assert!(
        !texts.concat().contains("jar of honey"),
        "extract reads as build does"
    );

    archive.build();
    assert!(archive.search("\"jar of honey\"").is_empty());
    assert_eq!(archive.search("tramway").len(), 1);
    let (name, page) = &pages_of_a_site()[0];
    let late = page.replace("bridge", "viaduct");
    archive.write(&name.replace("bridge", "viaduct"), &late);
    let report = archive.build();
    assert_eq!(
        (report.added, report.files_read),
        (1, 1),
        "neighbours are looked at, not read again"
    );
    assert!(archive.search("\"jar of honey\"").is_empty());
    assert_eq!(archive.search("viaduct").len(), 1);
}
