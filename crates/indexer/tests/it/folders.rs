//! Folders that move, nest, are away or are taken out: no article is lost, doubled or stays for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use indexer::{AwayReason, IndexError, Mode, Options, Report, build, folders, verify};

use crate::{Archive, build_roots, options, run, story};

/// Subjects of stories, whose last words are in no other story.
const SUBJECTS: [&str; 12] = [
    "the lighthouse",
    "the ferry",
    "the breakwater",
    "the dredger",
    "the pilot",
    "the beacon",
    "the slipway",
    "the customs",
    "the cannery",
    "the chandler",
    "the ropewalk",
    "the drydock",
];

/// Writes a story about each of the first subjects into a folder, which is made, and returns it.
fn fill(folder: &Path, n_stories: usize) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    for (number, subject) in SUBJECTS.iter().take(n_stories).enumerate() {
        fs::write(folder.join(format!("{number:02}.txt")), story(subject)).unwrap();
    }
    folder.to_owned()
}

fn update(archive: &Archive, roots: &[&Path]) -> Report {
    let roots: Vec<PathBuf> = roots.iter().map(|root| root.to_path_buf()).collect();
    build_roots(&roots, &archive.index, Mode::Update).unwrap()
}

fn forget(archive: &Archive, roots: &[&Path], forgotten: &[PathBuf]) -> Result<Report, IndexError> {
    let stop = AtomicBool::new(false);
    let roots: Vec<PathBuf> = roots.iter().map(|root| root.to_path_buf()).collect();
    let options = Options {
        forget: forgotten,
        ..options(&archive.index, Mode::Update, &stop)
    };
    build(&roots, &options)
}

fn n_found(archive: &Archive, word: &str) -> usize {
    archive.search(word).len()
}

/// Removes the first story of a folder and changes the second one, builds, and checks that the index shows both.
fn check_follows(what: &str, archive: &Archive, folder: &Path, roots: &[&Path], n_before: usize) {
    fs::remove_file(folder.join("00.txt")).unwrap();
    fs::write(folder.join("01.txt"), story("the regatta")).unwrap();
    let report = update(archive, roots);
    assert_eq!(report.articles, n_before - 1, "{what}");
    let found = ["lighthouse", "ferry", "regatta", "breakwater"].map(|word| n_found(archive, word));
    assert_eq!(found, [0, 0, 1, 1], "{what}");
    assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0], "{what}");
    let again = update(archive, roots);
    assert_eq!((again.files_read, again.duplicates), (0, 0), "{what}");
}

#[test]
fn a_renamed_folder_is_followed() {
    let archive = Archive::new();
    fill(&archive.corpus, 5);
    archive.build();
    let renamed = archive.corpus.with_file_name("archive");
    fs::rename(&archive.corpus, &renamed).unwrap();
    let report = update(&archive, &[&renamed]);
    assert_eq!(
        (report.unchanged, report.files_read, report.duplicates),
        (5, 0, 0)
    );
    check_follows("renamed", &archive, &renamed, &[&renamed], 5);
}

#[test]
fn folders_that_were_moved_into_another_one_are_followed() {
    let archive = Archive::new();
    let home = archive.corpus.parent().unwrap().to_owned();
    let (one, two) = (fill(&home.join("2024"), 5), fill(&home.join("2025"), 0));
    fs::write(two.join("a.txt"), story("the gasworks")).unwrap();
    update(&archive, &[&one, &two]);
    let all = home.join("all");
    fs::create_dir(&all).unwrap();
    fs::rename(&one, all.join("2024")).unwrap();
    fs::rename(&two, all.join("2025")).unwrap();
    // One of them was edited as well.
    fs::write(all.join("2024/02.txt"), story("the tannery")).unwrap();
    let report = update(&archive, &[&all]);
    assert_eq!((report.articles, report.away.len()), (6, 0));
    let found = ["breakwater", "tannery", "lighthouse", "gasworks"].map(|word| n_found(&archive, word));
    assert_eq!(found, [0, 1, 1, 1]);
    assert_eq!(folders(&archive.index).unwrap().len(), 1);
}

#[test]
fn a_folder_around_one_that_is_followed_takes_it_over() {
    let archive = Archive::new();
    let inner = fill(&archive.corpus.join("2024"), 5);
    update(&archive, &[&inner]);
    let report = update(&archive, &[&archive.corpus]);
    assert_eq!((report.unchanged, report.files_read, report.articles), (5, 0, 5));
    // Who names the inner one means a part of what is followed.
    check_follows("inner", &archive, &inner, &[&inner], 5);
    assert_eq!(update(&archive, &[&archive.corpus, &inner]).articles, 4);
}

#[test]
fn files_that_were_named_by_themselves_are_followed() {
    let archive = Archive::new();
    let folder = fill(&archive.corpus, 5);
    let named = |numbers: &[usize]| -> Vec<PathBuf> {
        numbers
            .iter()
            .map(|number| folder.join(format!("{number:02}.txt")))
            .collect()
    };
    let all = named(&[0, 1, 2, 3, 4]);
    build_roots(&all, &archive.index, Mode::Update).unwrap();
    fs::remove_file(&all[4]).unwrap();
    // As `d/*.txt` names them.
    let report = build_roots(&all[..4], &archive.index, Mode::Update).unwrap();
    assert_eq!(
        (report.articles, report.removed, n_found(&archive, "pilot")),
        (4, 1, 0)
    );
    check_follows("their folder", &archive, &folder, &[&folder], 4);
}

#[cfg(unix)]
#[test]
fn a_link_that_points_elsewhere_is_the_same_folder() {
    let archive = Archive::new();
    let home = archive.corpus.parent().unwrap().to_owned();
    let (one, two) = (fill(&home.join("v1"), 5), fill(&home.join("v2"), 5));
    let link = home.join("now");
    std::os::unix::fs::symlink(&one, &link).unwrap();
    update(&archive, &[&link]);
    // The folder behind it is the same one.
    assert_eq!(update(&archive, &[&one]).unchanged, 5);
    assert_eq!(update(&archive, &[&link]).unchanged, 5);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&two, &link).unwrap();
    check_follows("another version", &archive, &two, &[&link], 5);
}

#[test]
fn a_folder_that_is_empty_at_once_is_away() {
    for (what, emptied, n_stay) in [("the folder", "", 24), ("a folder in it", "2024", 24)] {
        let archive = Archive::new();
        fill(&archive.corpus.join("2024"), 12);
        let other = archive
            .corpus
            .join(if emptied.is_empty() { "2024" } else { "2025" });
        for number in 0..12 {
            fs::create_dir_all(&other).unwrap();
            fs::write(
                other.join(format!("b{number}.txt")),
                story(&format!("quay {number}")),
            )
            .unwrap();
        }
        assert_eq!(archive.build().articles, n_stay);
        // As a drive looks that is not mounted.
        let folder = archive.corpus.join(emptied);
        let aside = archive.corpus.with_file_name("aside");
        fs::rename(&folder, &aside).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        for _ in 0..2 {
            let report = archive.build();
            assert_eq!((report.articles, report.removed), (n_stay, 0), "{what}");
            let n_away = if emptied.is_empty() { 24 } else { 12 };
            assert_eq!(
                (report.away[0].articles, report.away[0].reason),
                (n_away, AwayReason::Empty)
            );
            assert_eq!(n_found(&archive, "drydock"), 1, "{what}");
        }
        fs::remove_dir_all(&folder).unwrap();
        fs::rename(&aside, &folder).unwrap();
        let report = archive.build();
        assert_eq!(
            (report.unchanged, report.files_read, report.away.len()),
            (n_stay, 0, 0),
            "{what}"
        );
    }
}

#[test]
fn what_people_delete_does_not_stay() {
    let archive = Archive::new();
    for folder in ["few", "many", "gone", "moved"] {
        fs::create_dir(archive.corpus.join(folder)).unwrap();
        for number in 0..if folder == "few" { 3 } else { 12 } {
            let text = story(&format!("{folder} quay {number}"));
            fs::write(archive.corpus.join(format!("{folder}/{number}.txt")), text).unwrap();
        }
    }
    assert_eq!(archive.build().articles, 39);
    let clear = |folder: &str| {
        for entry in fs::read_dir(archive.corpus.join(folder)).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    };
    // A few files, a folder with all of its files, and files that are in another folder now.
    clear("few");
    fs::remove_dir_all(archive.corpus.join("gone")).unwrap();
    fs::create_dir(archive.corpus.join("elsewhere")).unwrap();
    for number in 0..12 {
        let name = |folder| archive.corpus.join(format!("{folder}/{number}.txt"));
        fs::rename(name("moved"), name("elsewhere")).unwrap();
    }
    let report = archive.build();
    assert_eq!((report.articles, report.away.len()), (24, 0), "{report:?}");
    // All files of a larger folder at once: they stay until somebody says that it is meant.
    clear("many");
    let report = archive.build();
    assert_eq!((report.articles, report.away[0].articles), (24, 12));
    let folder = archive.corpus.join("many");
    assert_eq!(report.away[0].folder, folder.to_str().unwrap());
    let report = forget(&archive, &[&archive.corpus], std::slice::from_ref(&folder)).unwrap();
    assert_eq!((report.articles, report.removed, report.away.len()), (12, 12, 0));
    assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0]);
    // Or the folder itself is deleted.
    clear("elsewhere");
    assert_eq!(archive.build().articles, 12);
    fs::remove_dir(archive.corpus.join("elsewhere")).unwrap();
    assert_eq!(archive.build().articles, 0);
}

#[test]
fn a_folder_that_is_gone_is_told_and_taken_out_when_asked() {
    let archive = Archive::new();
    let home = archive.corpus.parent().unwrap().to_owned();
    let other = fill(&home.join("other"), 5);
    archive.write("a.txt", &story("the gasworks"));
    update(&archive, &[&archive.corpus, &other]);
    fs::remove_dir_all(&other).unwrap();
    let report = archive.build();
    assert_eq!((report.articles, report.away[0].articles), (6, 5));
    assert_eq!(report.away[0].reason, AwayReason::Missing);
    let listed = folders(&archive.index).unwrap();
    let listed: Vec<(&Path, usize)> = listed
        .iter()
        .map(|folder| (folder.path.as_path(), folder.articles))
        .collect();
    assert_eq!(listed, [(archive.corpus.as_path(), 1), (other.as_path(), 5)]);

    let refused = forget(&archive, &[], &[home.join("no")]).unwrap_err();
    assert!(matches!(refused, IndexError::NotFollowed { .. }), "{refused}");
    let report = forget(&archive, &[], std::slice::from_ref(&other)).unwrap();
    assert_eq!((report.articles, report.removed), (1, 5));
    assert_eq!(folders(&archive.index).unwrap().len(), 1);
    assert_eq!(verify(&archive.index).unwrap().found.damaged, [""; 0]);
}

#[test]
fn a_copy_of_a_folder_that_is_away_answers_and_neither_is_lost() {
    let archive = Archive::new();
    let home = archive.corpus.parent().unwrap().to_owned();
    let drive = fill(&home.join("drive/news"), 12);
    update(&archive, &[&drive]);
    fs::rename(&drive, home.join("aside")).unwrap();
    fs::write(archive.corpus.join("copy.txt"), story("the ferry")).unwrap();
    let report = archive.build();
    assert_eq!((report.articles, report.away[0].articles), (12, 11), "{report:?}");
    assert_eq!(archive.search("ferry"), ["copy.txt"]);
    fs::remove_file(archive.corpus.join("copy.txt")).unwrap();
    fs::write(archive.corpus.join("b.txt"), story("the gasworks")).unwrap();
    assert_eq!(archive.build().articles, 12);
    fs::rename(home.join("aside"), &drive).unwrap();
    assert_eq!(update(&archive, &[&drive]).articles, 13);
    assert_eq!(n_found(&archive, "ferry"), 1);
}

#[test]
fn a_rebuild_tells_what_it_leaves_out_and_refuses_to_lose_a_drive() {
    let archive = Archive::new();
    let other = fill(&archive.corpus.with_file_name("other"), 5);
    archive.write("a.txt", &story("the gasworks"));
    update(&archive, &[&archive.corpus, &other]);
    let report = archive.build_as(Mode::Fresh).unwrap();
    assert_eq!(report.left_out, [other.to_str().unwrap()]);
    let both = [archive.corpus.clone(), other.clone()];
    let report = build_roots(&both, &archive.index, Mode::Fresh).unwrap();
    assert_eq!((report.left_out.len(), report.articles), (0, 6));

    // Also where the drive belongs into a folder.
    let inner = archive.corpus.join("inner");
    for number in 0..12 {
        archive.write(&format!("inner/{number}.txt"), &story(&format!("quay {number}")));
    }
    let report = build_roots(&both, &archive.index, Mode::Update).unwrap();
    for (folder, n_away) in [(&inner, 12), (&other, 5)] {
        let aside = archive.corpus.with_file_name("aside");
        fs::rename(folder, &aside).unwrap();
        fs::create_dir(folder).unwrap();
        let refused = build_roots(&both, &archive.index, Mode::Fresh).unwrap_err();
        let IndexError::EmptyFolder {
            folder: named,
            articles,
        } = refused
        else {
            panic!("{refused}");
        };
        assert_eq!((Path::new(&named), articles), (folder.as_path(), n_away));
        fs::remove_dir(folder).unwrap();
        fs::rename(&aside, folder).unwrap();
    }
    assert_eq!(archive.build().articles, report.articles);
}

#[test]
fn the_program_says_what_is_away_and_what_to_do() {
    let archive = Archive::new();
    fill(&archive.corpus, 12);
    let (corpus, index) = (archive.corpus.to_str().unwrap(), archive.index.to_str().unwrap());
    run(&["build", corpus, "--index", index]);
    fs::remove_dir_all(&archive.corpus).unwrap();
    fs::create_dir(&archive.corpus).unwrap();
    let output = run(&["build", corpus, "--index", index]);
    let talk = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{talk}");
    let advice = format!("its 12 articles stay; if its files were deleted: indexer build --forget {corpus}");
    assert!(talk.contains(&advice), "{talk}");
    let stats = String::from_utf8(run(&["stats", "--index", index]).stdout).unwrap();
    assert!(stats.contains(&format!("{corpus} (12)")), "{stats}");
    let output = run(&["build", "--forget", corpus, "--index", index]);
    let talk = String::from_utf8(output.stdout).unwrap();
    assert!(
        talk.starts_with("0 articles in the index: 0 added, 0 changed, 12 removed"),
        "{talk}"
    );
}
