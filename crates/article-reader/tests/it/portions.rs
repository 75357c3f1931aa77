//! A part of a file: its first documents as a sample, and reading that is broken off.

use std::cell::Cell;

use article_reader::{FileDigest, Walk, read_head, read_while, walk};

use crate::walking::folder;

/// Returns a file of records as long as this.
fn records(n_records: usize) -> (tempfile::TempDir, Walk) {
    let lines: String = (0..n_records)
        .map(|number| format!("{{\"text\":\"Rain fell on day {number}\"}}\n"))
        .collect();
    let folder = folder(&[("a.jsonl", &lines)]);
    let walk = walk(folder.path()).unwrap();
    (folder, walk)
}

#[test]
fn the_head_of_a_file_is_a_sample_of_its_records() {
    let (_folder, walk) = records(50_000);
    let (mut n_documents, mut n_rejected) = (0, 0);
    read_head(&walk.files[0], 3_000, &|| true, &mut |found| match found {
        Ok(_) => n_documents += 1,
        Err(_) => n_rejected += 1,
    });
    assert!((80..100).contains(&n_documents), "{n_documents}");
    assert!(n_rejected <= 1, "only the record that is cut: {n_rejected}");
}

#[test]
fn the_head_of_a_short_file_is_all_of_it() {
    let folder = folder(&[("a.txt", "Rain fell."), ("b.zip", "PK\u{3}\u{4} no archive")]);
    let mut texts = Vec::new();
    for file in walk(folder.path()).unwrap().files {
        read_head(&file, 1_000, &|| true, &mut |found| {
            texts.push(found.unwrap().content);
        });
    }
    assert_eq!(texts, [article::RawContent::Text("Rain fell.".into())]);
}

#[test]
fn no_more_of_a_head_is_read_than_is_wanted() {
    let (_folder, walk) = records(200_000);
    let n_documents = Cell::new(0);
    read_head(&walk.files[0], u64::MAX, &|| n_documents.get() < 10, &mut |_| {
        n_documents.set(n_documents.get() + 1);
    });
    assert!((10..5_000).contains(&n_documents.get()), "{}", n_documents.get());
}

#[test]
fn a_long_file_is_not_read_on_when_nobody_wants_more() {
    let (_folder, walk) = records(200_000);
    let n_documents = Cell::new(0);
    let digest = read_while(&walk.files[0], &|_| n_documents.get() < 10, &mut |_| {
        n_documents.set(n_documents.get() + 1);
    });
    assert!((10..5_000).contains(&n_documents.get()), "{}", n_documents.get());
    assert_eq!(digest, FileDigest::UNREADABLE);
}
