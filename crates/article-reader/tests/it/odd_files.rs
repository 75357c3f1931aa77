//! What only Unix has: links, pipes, sockets, names that are not UTF-8, folders that may not be entered.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;

use article_reader::{SourceFile, read, walk};

use crate::walking::{content, folder, names, rejections};

#[test]
fn links_are_not_followed() {
    let outside = folder(&[("secret.txt", "elsewhere")]);
    let folder = folder(&[("a.txt", "one"), ("sub/b.txt", "two")]);
    symlink(outside.path().join("secret.txt"), folder.path().join("link.txt")).unwrap();
    symlink(outside.path(), folder.path().join("linked")).unwrap();
    symlink(folder.path(), folder.path().join("sub/round")).unwrap();
    symlink("nowhere", folder.path().join("dangling.txt")).unwrap();
    let found = walk(folder.path()).unwrap();
    assert_eq!(names(&found), ["a.txt", "sub/b.txt"]);
    let links = ["dangling.txt", "link.txt", "linked", "sub/round"];
    assert_eq!(
        rejections(&found),
        links.map(|link| format!("{link}: link, not followed"))
    );
}

#[test]
fn a_root_that_is_a_link_is_entered() {
    let folder = folder(&[("real/a.txt", "one")]);
    symlink("real", folder.path().join("latest")).unwrap();
    let found = walk(&folder.path().join("latest")).unwrap();
    assert_eq!(names(&found), ["a.txt"]);
    assert_eq!(found.files[0].path, folder.path().join("latest/a.txt"));
}

#[test]
fn pipes_and_sockets_are_rows_and_never_wait() {
    let folder = folder(&[("a.txt", "one")]);
    let pipe = folder.path().join("pipe.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _listener = UnixListener::bind(folder.path().join("socket.txt")).unwrap();
    let found = walk(folder.path()).unwrap();
    assert_eq!(names(&found), ["a.txt"]);
    let odd = ["pipe.txt", "socket.txt"];
    assert_eq!(
        rejections(&found),
        odd.map(|name| format!("{name}: not a regular file"))
    );
    assert_eq!(
        rejections(&walk(&pipe).unwrap()),
        ["pipe.txt: not a regular file"]
    );
    // A file that became a pipe since the walk is a row as well.
    let file = SourceFile {
        path: pipe,
        ..found.files[0].clone()
    };
    let mut details = Vec::new();
    read(&file, &mut |document| {
        details.push(document.unwrap_err().detail.unwrap());
    });
    assert_eq!(details, ["not a regular file"]);
}

#[test]
fn names_need_not_be_utf8() {
    let folder = folder(&[]);
    for (name, text) in [(b"b\xe4r.txt", "one"), (b"b\xf6r.txt", "two")] {
        let name = OsStr::from_bytes(name);
        if fs::write(folder.path().join(name), text).is_err() {
            println!("skipped: this file system takes only UTF-8 names");
            return;
        }
    }
    let found = walk(folder.path()).unwrap();
    assert_eq!(names(&found), ["b\\xE4r.txt", "b\\xF6r.txt"]);
    let texts: Vec<_> = found.files.iter().map(|file| content(file).0).collect();
    assert_eq!(texts, [["one"], ["two"]]);
}

#[test]
fn a_folder_that_may_not_be_entered_is_a_row() {
    let folder = folder(&[("a.txt", "one"), ("closed/b.txt", "two"), ("c.txt", "three")]);
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read_dir(&closed).is_ok();
    let found = walk(folder.path());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if is_root {
        println!("skipped: this user may enter every folder");
        return;
    }
    let found = found.unwrap();
    assert_eq!(names(&found), ["a.txt", "c.txt"]);
    assert_eq!(rejections(&found), ["closed: cannot be read"]);
}
