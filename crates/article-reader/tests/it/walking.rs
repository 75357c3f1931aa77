//! What a walk finds, passes over and rejects, and what reading a file tells about it.

use std::fs;
use std::path::Path;

use article::RawContent;
use article_reader::{FileDigest, ReadError, SourceFile, Walk, digest, read, walk};

/// Writes files into a fresh folder; a name that ends in `/` is a folder.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

pub(crate) fn names(walk: &Walk) -> Vec<&str> {
    walk.files.iter().map(|file| file.relative.as_str()).collect()
}

pub(crate) fn rejections(walk: &Walk) -> Vec<String> {
    walk.rejected
        .iter()
        .map(|rejection| format!("{}: {}", rejection.origin, rejection.reason))
        .collect()
}

/// Returns the texts of a file and the reasons of its rejections.
pub(crate) fn content(file: &SourceFile) -> (Vec<String>, FileDigest) {
    let mut found = Vec::new();
    let digest = read(file, &mut |document| {
        found.push(match document.map(|document| document.content) {
            Ok(RawContent::Text(text) | RawContent::Markdown(text) | RawContent::Html(text)) => text,
            Ok(RawContent::Record(record)) => record.text.unwrap(),
            Err(rejection) => format!("!{}", rejection.reason),
        });
    });
    (found, digest)
}

#[test]
fn a_folder_is_walked_in_order() {
    let folder = folder(&[
        ("b.txt", "two"),
        ("a/deep/er/c.md", "three"),
        ("a/x.jsonl", "{}"),
        ("z.html.gz", "packed"),
        ("picture.png", "no"),
        ("README.md", "about"),
        ("a/readme.txt", "about"),
        ("aliases.tsv", "settings"),
        ("dateline.toml", "[defaults]\nsource = \"Harbour Post\"\n"),
        (".hidden.txt", "no"),
        (".git/x.txt", "no"),
        (".gitignore", "b.txt\n"),
        (".ignore", "a/\n"),
        ("empty/", ""),
    ]);
    let walk = walk(folder.path()).unwrap();
    assert_eq!(
        names(&walk),
        ["a/deep/er/c.md", "a/x.jsonl", "b.txt", "z.html.gz"]
    );
    assert_eq!(rejections(&walk), ["picture.png: unknown form"]);
    let file = &walk.files[2];
    assert_eq!((file.root.as_path(), file.size), (folder.path(), 3));
    assert_eq!(file.path, folder.path().join("b.txt"));
    assert!(
        file.modified_ns > 1_500_000_000_000_000_000,
        "a file just written is younger than 2017"
    );
}

#[test]
fn a_root_may_be_a_file_a_hidden_folder_or_nothing() {
    let folder = folder(&[
        ("readme.txt", "asked for"),
        (".hidden/a.txt", "one"),
        ("a.png", ""),
    ]);
    let file = walk(&folder.path().join("readme.txt")).unwrap();
    assert_eq!(names(&file), ["readme.txt"]);
    assert_eq!(content(&file.files[0]).0, ["asked for"]);
    assert_eq!(names(&walk(&folder.path().join(".hidden")).unwrap()), ["a.txt"]);
    assert_eq!(
        rejections(&walk(&folder.path().join("a.png")).unwrap()),
        ["a.png: unknown form"]
    );
    let missing = walk(&folder.path().join("missing"));
    assert!(matches!(missing, Err(ReadError::Missing { .. })));
    assert_eq!(walk(&folder.path().join(".hidden/..")).unwrap().files.len(), 0);
}

#[test]
fn digests_are_of_the_bytes_on_disk() {
    let text = "Rain fell.\r\n";
    let folder = folder(&[("a.txt", text), ("broken.txt.gz", "no gzip"), ("empty.json", "")]);
    let walk = walk(folder.path()).unwrap();
    let expected = FileDigest {
        hash: *blake3::hash(text.as_bytes()).as_bytes(),
        bytes: text.len() as u64,
    };
    assert_eq!(
        content(&walk.files[0]),
        (vec!["Rain fell.\n".to_owned()], expected)
    );
    for file in &walk.files {
        assert_eq!(content(file).1, digest(file).unwrap(), "{}", file.relative);
    }
    assert_eq!(content(&walk.files[1]).0, ["!broken compression"]);
    assert_eq!(content(&walk.files[2]).0, ["!empty file"]);
}

#[test]
fn a_file_that_went_away_cannot_be_read() {
    let folder = folder(&[("a.txt", "one")]);
    let walk = walk(folder.path()).unwrap();
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    assert_eq!(
        content(&walk.files[0]),
        (vec!["!cannot be read".to_owned()], FileDigest::UNREADABLE)
    );
    assert!(digest(&walk.files[0]).is_err());
}

#[test]
fn a_file_of_unknown_form_is_rejected_when_read() {
    let folder = folder(&[("a.png", "one")]);
    let file = SourceFile {
        root: folder.path().to_owned(),
        path: folder.path().join("a.png"),
        relative: "a.png".to_owned(),
        size: 3,
        modified_ns: 0,
        settings: std::sync::Arc::default(),
    };
    assert_eq!(content(&file).0, ["!unknown form"]);
    assert!(walk(Path::new("")).is_err());
}

#[test]
fn the_parts_of_a_saved_page_are_passed_over() {
    let folder = folder(&[
        ("Storm.html", "<p>Rain</p>"),
        ("Storm_files/frame.html", "<p>Advertisement</p>"),
        ("Storm_files/style.css", "p {}"),
        ("a/Sturm.htm", "<p>Regen</p>"),
        ("a/Sturm-Dateien/sub/menu.txt", "Menu"),
        ("b/Storm_files/notes.txt", "Rain"),
        ("case_files/first.txt", "Rain"),
    ]);
    let walk = walk(folder.path()).unwrap();
    assert_eq!(
        names(&walk),
        [
            "Storm.html",
            "a/Sturm.htm",
            "b/Storm_files/notes.txt",
            "case_files/first.txt"
        ]
    );
    assert_eq!(rejections(&walk), [""; 0]);
}
