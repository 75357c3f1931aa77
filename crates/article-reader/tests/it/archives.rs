//! Archives and the hostile folder: what is inside is found, and no trick costs more than a row of the report.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use article_reader::{read, walk};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::walking::{content, folder};

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        // The name is written as it is, so that it may leave the folder.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_mode(0o644);
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Reads all files of a folder and prints each document as `origin` and each rejection as `origin: reason`.
fn summary(folder: &Path) -> Vec<String> {
    let walk = walk(folder).unwrap();
    let row = |rejection: &article::Rejection| format!("{}: {}", rejection.origin, rejection.reason);
    let mut found: Vec<String> = walk.rejected.iter().map(row).collect();
    for file in &walk.files {
        read(file, &mut |document| {
            found.push(match document {
                Ok(document) => document.origin.to_string(),
                Err(rejection) => row(&rejection),
            });
        });
    }
    found.sort();
    found
}

#[test]
fn members_are_files_of_their_own() {
    let members: [(&str, &[u8]); 7] = [
        ("a.txt", b"Rain fell."),
        (
            "sub/b.jsonl.gz",
            &gzip(b"{\"text\":\"one\"}\n{\"text\":\"two\"}\n"),
        ),
        ("page", b"<!doctype html><p>Rain"),
        (".hidden.txt", b"no"),
        ("__MACOSX/a.txt", b"no"),
        ("README.md", b"no"),
        ("c.png", b"\x89PNG"),
    ];
    let expected = |archive: &str| {
        let rows = [
            "a.txt",
            "c.png: unknown form",
            "page",
            "sub/b.jsonl.gz#1",
            "sub/b.jsonl.gz#2",
        ];
        rows.map(|row| format!("{archive}!{row}"))
    };
    for (name, bytes) in [
        ("x.zip", zip_of(&members)),
        ("x.tar", tar_of(&members)),
        ("x.tgz", gzip(&tar_of(&members))),
        ("x.tar.gz", gzip(&tar_of(&members))),
        (
            "x.tar.zst",
            zstd::encode_all(tar_of(&members).as_slice(), 0).unwrap(),
        ),
    ] {
        let folder = folder(&[]);
        fs::write(folder.path().join(name), bytes).unwrap();
        assert_eq!(summary(folder.path()), expected(name), "{name}");
    }
}

#[test]
fn archives_in_archives_are_read_to_a_depth() {
    let mut archive = zip_of(&[("a.txt", b"Rain fell.")]);
    for expected in [
        "x.zip!a.txt",
        "x.zip!in.zip!a.txt",
        "x.zip!in.zip!in.zip: nested too deep",
    ] {
        let folder = folder(&[]);
        fs::write(folder.path().join("x.zip"), &archive).unwrap();
        assert_eq!(summary(folder.path()), [expected]);
        archive = zip_of(&[("in.zip", &archive)]);
    }
}

/// Writes the tricks of careless and hostile files, and one good article among them.
fn hostile_folder() -> tempfile::TempDir {
    let folder = folder(&[("good.txt", "The one good article of this folder.")]);
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let zeros = vec![b'0'; 30_000_000];
    write("bomb.txt.gz", &gzip(&zeros));
    write("bomb.jsonl.zst", &zstd::encode_all(zeros.as_slice(), 0).unwrap());
    write(
        "bomb.zip",
        &zip_of(&[("big.txt", &zeros), ("good-too.txt", b"Rain fell.")]),
    );
    write("long-line.txt", &zeros);
    write(
        "deep.json",
        format!("{{\"text\":{}", "[".repeat(200_000)).as_bytes(),
    );
    write(
        "noise.html",
        &(0..50_000_u32)
            .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect::<Vec<u8>>(),
    );
    let mut lying = zip_of(&[("a.txt", b"Rain fell all day and all night.")]);
    let size = lying.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap() + 20;
    lying[size..size + 8].fill(0xfe);
    write("lying.zip", &lying);
    write("cut.zip", &zip_of(&[("a.txt", b"Rain fell.")])[..40]);
    let mut tar = tar_of(&[("../../escape.txt", b"Rain fell."), ("b.txt", b"Sun.")]);
    tar.truncate(1_200);
    write("cut.tar", &tar);
    write(
        "lying.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n",
    );
    folder
}

#[test]
fn a_hostile_folder_costs_rows_and_loses_no_article() {
    let folder = hostile_folder();
    let found = summary(folder.path());
    let expected = [
        "bomb.jsonl.zst: too large",
        "bomb.txt.gz: too large",
        "bomb.zip!big.txt: too large",
        "bomb.zip!good-too.txt",
        "cut.tar!../../escape.txt",
        "cut.tar: broken archive",
        "cut.zip: broken archive",
        "deep.json: broken JSON",
        "good.txt",
        "long-line.txt: too large",
        "lying.warc#1: broken WARC",
        "lying.zip!a.txt",
        "noise.html: binary file",
    ];
    assert_eq!(found, expected);
    let good = walk(&folder.path().join("good.txt")).unwrap();
    assert_eq!(
        content(&good.files[0]).0,
        ["The one good article of this folder."]
    );
    assert!(!folder.path().join("../../escape.txt").exists());
}
