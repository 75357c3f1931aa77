//! What must outlast anything: builds that are cut off, damaged files, folders that cannot be used, going back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use article::ArticleId;
use indexer::{Mode, verify};
use search_engine::{EmbeddedEngine, SearchEngine};

use crate::{Archive, options, run, story};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns every file below a folder with its content, but for the locks.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_none_or(|extension| extension != "lock") {
                files.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// An index with the articles `a.txt` and `b.txt`, as a build that was cut off may have left it: the engine holds
/// `engine`, the list of indexed files is the one of before, and what was pending names these files.
fn cut_off(change: impl Fn(&Archive), pending: &[(&str, &str)]) -> Archive {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the breakwater"));
    archive.build();
    let generation = archive.index.join("generation-0001");
    let manifest = generation.join("manifest.redb");
    let before = fs::read(&manifest).unwrap();
    change(&archive);
    archive.build();
    fs::write(&manifest, before).unwrap();
    fs::remove_file(generation.join("manifest.digest")).unwrap();
    let pending: serde_json::Map<String, serde_json::Value> = pending
        .iter()
        .map(|(file, key)| {
            let id = ArticleId::from_key(key).to_string();
            (format!("corpus\u{0}{file}"), serde_json::json!([id]))
        })
        .collect();
    fs::write(
        generation.join("pending.json"),
        serde_json::to_vec(&pending).unwrap(),
    )
    .unwrap();
    assert!(verify(&archive.index).unwrap().note.is_some());
    archive
}

fn check_agrees(archive: &Archive, expected: usize) {
    assert_eq!(archive.build().articles, expected);
    let verified = verify(&archive.index).unwrap();
    assert_eq!((verified.note, verified.found.damaged), (None, Vec::new()));
    assert_eq!(verified.found.articles, expected);
}

#[test]
fn a_file_that_went_and_came_back_around_a_cut_is_not_lost() {
    let aside = tempfile::tempdir().unwrap();
    let aside = aside.path().join("a.txt");
    let archive = cut_off(
        |archive| fs::rename(archive.corpus.join("a.txt"), &aside).unwrap(),
        &[("a.txt", "a.txt")],
    );
    assert_eq!(archive.search("lighthouse"), [""; 0]);
    fs::rename(&aside, archive.corpus.join("a.txt")).unwrap();
    check_agrees(&archive, 2);
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
}

#[test]
fn a_file_that_came_and_went_around_a_cut_does_not_stay() {
    let archive = cut_off(
        |archive| archive.write("c.txt", &story("the ferry")),
        &[("c.txt", "c.txt")],
    );
    assert_eq!(archive.search("ferry"), ["c.txt"]);
    fs::remove_file(archive.corpus.join("c.txt")).unwrap();
    check_agrees(&archive, 2);
    assert_eq!(archive.search("ferry"), [""; 0]);
}

#[test]
fn a_changed_file_is_there_once_after_a_cut() {
    let archive = cut_off(
        |archive| archive.write("a.txt", &story("the ferry")),
        &[("a.txt", "a.txt")],
    );
    check_agrees(&archive, 2);
    assert_eq!(archive.search("ferry"), ["a.txt"]);
    assert_eq!(archive.search("lighthouse"), [""; 0]);
}

#[test]
fn a_copy_whose_first_file_went_is_read_after_a_stop() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the lighthouse"));
    archive.build();
    fs::remove_file(archive.corpus.join("a.txt")).unwrap();
    let stop = AtomicBool::new(true);
    let options = options(&archive.index, Mode::Update, &stop);
    let stopped = indexer::build(std::slice::from_ref(&archive.corpus), &options).unwrap();
    assert!(stopped.interrupted);
    archive.build();
    assert_eq!(archive.search("lighthouse"), ["b.txt"]);
}

#[test]
fn a_damaged_list_of_files_is_named_and_made_anew() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.write("b.txt", &story("the ferry"));
    archive.build();
    let manifest = archive.index.join("generation-0001/manifest.redb");
    let flip = |place: usize| {
        let mut bytes = fs::read(&manifest).unwrap();
        let place = place.min(bytes.len() - 1);
        bytes[place] ^= 1;
        fs::write(&manifest, &bytes).unwrap();
    };
    for (place, gone) in [(0, None), (9_000, Some("b.txt")), (usize::MAX, None), (1, None)] {
        match place {
            1 => fs::remove_file(&manifest).unwrap(),
            place => flip(place),
        }
        let verified = verify(&archive.index).unwrap();
        assert_eq!(verified.found.damaged, ["manifest.redb"], "at {place}");
        assert_eq!(
            archive.search("lighthouse"),
            ["a.txt"],
            "searching does not need it"
        );
        // A file that went meanwhile does not stay.
        if let Some(gone) = gone {
            fs::remove_file(archive.corpus.join(gone)).unwrap();
        }
        let expected = fs::read_dir(&archive.corpus).unwrap().count();
        let report = archive.build();
        assert_eq!(
            (report.articles, report.unchanged, report.added),
            (expected, expected, 0),
            "at {place}"
        );
        assert_eq!((report.of_unknown_files, report.generation), (0, 1), "at {place}");
        check_agrees(&archive, expected);
    }
    assert_eq!(archive.search("ferry"), [""; 0]);
}

#[test]
fn a_list_that_is_made_anew_keeps_what_other_folders_gave() {
    let (archive, other) = (Archive::new(), Archive::new());
    archive.write("a.txt", &story("the lighthouse"));
    other.write("b.txt", &story("the ferry"));
    let both = [archive.corpus.clone(), other.corpus.clone()];
    crate::build_roots(&both, &archive.index, Mode::Update).unwrap();
    let manifest = archive.index.join("generation-0001/manifest.redb");
    fs::write(&manifest, "Dear all").unwrap();
    for _ in 0..2 {
        let report = archive.build();
        assert_eq!((report.articles, report.of_unknown_files), (2, 1));
    }
    fs::remove_file(other.corpus.join("b.txt")).unwrap();
    other.write("c.txt", &story("the breakwater"));
    let report = crate::build_roots(&both, &archive.index, Mode::Update).unwrap();
    assert_eq!((report.articles, report.of_unknown_files), (2, 0));
    assert_eq!(archive.search("ferry OR breakwater").len(), 1);
    check_agrees(&archive, 2);
}

#[test]
fn a_damaged_note_of_a_cut_is_noticed_and_all_files_are_read() {
    let damages: [fn(&mut Vec<u8>); 2] = [
        |bytes| {
            let place = bytes.len() - 40;
            bytes[place] ^= 1;
        },
        |bytes| bytes.truncate(bytes.len() / 2),
    ];
    for damage in damages {
        let archive = cut_off(
            |archive| archive.write("c.txt", &story("the ferry")),
            &[("c.txt", "c.txt")],
        );
        fs::remove_file(archive.corpus.join("c.txt")).unwrap();
        let note = archive.index.join("generation-0001/pending.json");
        let mut bytes = fs::read(&note).unwrap();
        bytes = [format!("{}\n", blake3::hash(&bytes)).into_bytes(), bytes].concat();
        fs::write(&note, &bytes).unwrap();
        assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0]);
        damage(&mut bytes);
        fs::write(&note, &bytes).unwrap();
        assert_eq!(verify(&archive.index).unwrap().found.damaged, ["pending.json"]);
        check_agrees(&archive, 2);
        assert_eq!(archive.search("ferry"), [""; 0]);
    }
}

#[test]
fn a_rollback_goes_back_and_forth() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let index = archive.index.to_str().unwrap();
    let refused = run(&["rollback", "--index", index]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("has no earlier generation"));

    archive.write("b.txt", &story("the ferry"));
    archive.build_as(Mode::Fresh).unwrap();
    let engine = EmbeddedEngine::open(&archive.index).unwrap();
    for articles in [1, 2, 1] {
        let output = run(&["rollback", "--index", index]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(engine.refresh().unwrap(), "who searches follows");
        assert_eq!(engine.status().unwrap().articles, articles);
    }
    assert_eq!(
        archive.build().articles,
        2,
        "an update brings the older one up to date"
    );
    assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0]);
}

/// Returns the names of the generations of an index.
fn generations(index: &Path) -> Vec<String> {
    let names = fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("generation-"));
    names.sort();
    names
}

#[test]
fn generations_outlast_a_pointer_that_is_gone_or_damaged() {
    let spoil: [fn(&Path); 2] = [
        |index| fs::remove_file(index.join("current")).unwrap(),
        |index| fs::write(index.join("current"), "generation-0002\n").unwrap(),
    ];
    for spoil in spoil {
        let archive = Archive::new();
        archive.write("a.txt", &story("the lighthouse"));
        archive.build();
        archive.write("b.txt", &story("the ferry"));
        archive.build_as(Mode::Fresh).unwrap();
        spoil(&archive.index);
        check_refused("spoilt", &archive, "the file current is", "indexer rollback");
        let stats = run(&["stats", "--index", archive.index.to_str().unwrap()]);
        assert!(
            text(&stats.stderr).contains("indexer rollback"),
            "who searches is told as well"
        );
        archive.build_as(Mode::Fresh).unwrap();
        assert_eq!(
            generations(&archive.index),
            ["generation-0001", "generation-0002", "generation-0003"]
        );
        spoil(&archive.index);
        // The latest one that is whole, the one before it, and back.
        for expected in [3, 2, 3] {
            let output = run(&["rollback", "--index", archive.index.to_str().unwrap()]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let report = archive.build();
            assert_eq!((report.generation, report.articles), (expected, 2));
        }
        assert_eq!(
            generations(&archive.index).len(),
            3,
            "an update deletes none that answered"
        );
    }
}

#[test]
fn a_first_build_that_was_cut_off_at_its_pointer_goes_on() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    fs::rename(archive.index.join("current"), archive.index.join("current.new")).unwrap();
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
    let report = archive.build();
    assert_eq!((report.generation, report.unchanged), (1, 1));
    assert!(archive.index.join("current").exists() && !archive.index.join("current.new").exists());
}

#[test]
fn a_backup_of_a_generation_is_an_index_again() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let restored = archive.corpus.with_file_name("restored");
    for (path, content) in contents(&archive.index.join("generation-0001")) {
        let target = restored.join(path.strip_prefix(&archive.index).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, content).unwrap();
    }
    let restored = Archive {
        index: restored,
        ..archive
    };
    check_refused(
        "restored",
        &restored,
        "the file current is missing",
        "indexer rollback",
    );
    let restored = restored.index;
    let output = run(&["rollback", "--index", restored.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let engine = EmbeddedEngine::open(&restored).unwrap();
    assert_eq!(crate::keys(&engine, "lighthouse"), ["a.txt"]);
}

#[test]
fn what_a_build_left_that_did_not_end_is_deleted() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    fs::create_dir_all(archive.index.join("generation-0002/segments")).unwrap();
    archive.build();
    assert!(!archive.index.join("generation-0002").exists());
    assert!(archive.index.join("generation-0001").exists());
}

/// A way to spoil an index, and what is said about it.
type Case = (&'static str, fn(&Archive), &'static str, &'static str);

const UNUSABLE: [Case; 6] = [
    (
        "not ours",
        |archive| {
            fs::remove_dir_all(&archive.index).unwrap();
            fs::create_dir(&archive.index).unwrap();
            fs::write(archive.index.join("letters.doc"), "Dear all").unwrap();
        },
        "is no index and no empty folder",
        "--index",
    ),
    (
        "a file",
        |archive| {
            fs::remove_dir_all(&archive.index).unwrap();
            fs::write(&archive.index, "Dear all").unwrap();
        },
        "is no index and no empty folder",
        "--index",
    ),
    (
        "of a newer version",
        |archive| fs::write(archive.index.join("generation-0001/format"), "9999\n").unwrap(),
        "has format 9999, this program reads format",
        "use the newer version",
    ),
    (
        "half copied",
        |archive| {
            let segments = archive.index.join("generation-0001/segments");
            let store = contents(&segments).into_iter().map(|(path, _)| path);
            let store = store.filter(|path| path.extension().is_some_and(|it| it == "store"));
            store.for_each(|path| fs::remove_file(path).unwrap());
        },
        ".store is missing",
        "indexer rollback",
    ),
    (
        "cut short",
        |archive| {
            let list = archive.index.join("generation-0001/segments/meta.json");
            let bytes = fs::read(&list).unwrap();
            fs::write(&list, &bytes[..bytes.len() / 2]).unwrap();
        },
        "meta.json is not what was written",
        "indexer build --fresh",
    ),
    (
        "without its pointer's end",
        |archive| fs::write(archive.index.join("current"), "generation-0001\n").unwrap(),
        "the file current is not what was written",
        "indexer rollback",
    ),
];

#[test]
fn an_index_that_cannot_be_used_is_a_sentence_and_left_alone() {
    for (name, spoil, message, hint) in UNUSABLE {
        let archive = Archive::new();
        archive.write("a.txt", &story("the lighthouse"));
        archive.build();
        spoil(&archive);
        check_refused(name, &archive, message, hint);
    }
}

/// Checks that a build is refused in one sentence with a hint, and touches nothing.
fn check_refused(name: &str, archive: &Archive, message: &str, hint: &str) {
    let look = || match archive.index.is_dir() {
        true => contents(&archive.index),
        false => vec![(archive.index.clone(), fs::read(&archive.index).unwrap())],
    };
    let before = look();
    let (corpus, index) = (archive.corpus.to_str().unwrap(), archive.index.to_str().unwrap());
    let output = run(&["build", corpus, "--index", index]);
    let talk = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{name}: {talk}");
    assert_eq!(talk.lines().count(), 2, "{name}: an error and a hint: {talk}");
    assert!(talk.contains(message) && talk.contains(hint), "{name}: {talk}");
    assert!(output.stdout.is_empty(), "{name}");
    assert_eq!(before, look(), "{name}: touched");
}

#[test]
fn an_index_that_is_being_built_is_searched_and_not_built() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    let _building = search_engine::lock(&archive.index).unwrap();
    check_refused(
        "locked",
        &archive,
        "another build is writing the index",
        "wait for",
    );
    assert_eq!(archive.search("lighthouse"), ["a.txt"]);
}

/// A folder that nobody can write, until it goes out of scope.
enum ReadOnly {
    /// Mounted upon itself, which stops root as well.
    Mounted(PathBuf),
    /// By its permissions.
    Permissions,
}

impl ReadOnly {
    fn new(folder: &Path) -> Option<Self> {
        let mount = |arguments: &[&str]| {
            let status = Command::new("mount").args(arguments).arg(folder).output();
            status.is_ok_and(|output| output.status.success())
        };
        let path = folder.to_str().unwrap();
        if mount(&["--bind", path]) {
            let mounted = Self::Mounted(folder.to_owned());
            if mount(&["-o", "remount,bind,ro"]) {
                return Some(mounted);
            }
        }
        Command::new("chmod").args(["-R", "a-w", path]).status().ok()?;
        fs::write(folder.join("probe"), "")
            .is_err()
            .then_some(Self::Permissions)
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        if let Self::Mounted(folder) = self {
            let _ = Command::new("umount").arg(folder).status();
        }
    }
}

#[test]
fn an_index_that_cannot_be_written_is_searched_and_not_built() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    archive.build();
    for lock in ["present", "absent"] {
        if lock == "absent" {
            fs::remove_file(archive.index.join("generation-0001/segments/.tantivy-meta.lock")).unwrap();
        }
        let Some(_read_only) = ReadOnly::new(&archive.index) else {
            println!("skipped: no folder can be made read-only for this account here");
            return;
        };
        assert_eq!(archive.search("lighthouse"), ["a.txt"], "lock file {lock}");
        assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0]);
        archive.write("b.txt", &story("the ferry"));
        check_refused("read-only", &archive, "build.lock: ", "the folder");
    }
}
