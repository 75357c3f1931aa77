//! `follow`: an index that keeps up with its folder while an engine answers from it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use indexer::{Mode, Options, Report, follow};
use search_engine::{EmbeddedEngine, SearchEngine};

use crate::{Archive, EndsWatch, keys, options, story, wait_for};

#[test]
fn new_and_removed_files_are_followed() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&archive.index, Mode::Update, &stop);
            follow(std::slice::from_ref(&archive.corpus), &options, |_| {})
        });
        let watch = EndsWatch(&stop);
        let engine = wait_for(|| EmbeddedEngine::open(&archive.index).ok());
        archive.write("b.txt", &story("the ferry"));
        let is_found = |query: &str| !keys(&engine, query).is_empty();
        wait_for(|| (engine.refresh().unwrap() && is_found("ferry")).then_some(()));
        fs::remove_file(archive.corpus.join("a.txt")).unwrap();
        wait_for(|| (engine.refresh().unwrap() && !is_found("lighthouse")).then_some(()));
        drop(watch);
        watching.join().unwrap().unwrap();
    });
}

/// Watches an archive while something happens to it, and returns how many articles were added, changed and removed.
fn watched(archive: &Archive, happen: impl FnOnce(&EmbeddedEngine)) -> (usize, usize, usize) {
    let stop = AtomicBool::new(false);
    let counts = Mutex::new((0, 0, 0));
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = Options {
                commit_every: Duration::ZERO,
                ..options(&archive.index, Mode::Update, &stop)
            };
            let add = |report: &Report| {
                let mut counts = counts.lock().unwrap();
                counts.0 += report.added;
                counts.1 += report.changed;
                counts.2 += report.removed;
            };
            follow(std::slice::from_ref(&archive.corpus), &options, |report| {
                add(report.unwrap());
            })
        });
        let watch = EndsWatch(&stop);
        happen(&wait_for(|| EmbeddedEngine::open(&archive.index).ok()));
        drop(watch);
        watching.join().unwrap().unwrap();
    });
    counts.into_inner().unwrap()
}

fn wait_until_found(engine: &EmbeddedEngine, query: &str) {
    wait_for(|| {
        engine.refresh().unwrap();
        (!keys(engine, query).is_empty()).then_some(())
    });
}

#[test]
fn a_file_that_is_being_written_waits_until_it_rests() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let counts = watched(&archive, |engine| {
        wait_until_found(engine, "lighthouse");
        let whole = story("the ferry");
        let mut file = fs::File::create(archive.corpus.join("b.txt")).unwrap();
        for part in whole.as_bytes().chunks(whole.len() / 5 + 1) {
            file.write_all(part).unwrap();
            file.sync_all().unwrap();
            // Shorter than a file must rest, long enough for several looks.
            std::thread::sleep(Duration::from_millis(150));
        }
        wait_until_found(engine, "ferry");
    });
    assert_eq!(counts, (2, 0, 0), "half a file was read");
}

#[test]
fn a_first_build_settles_while_its_folder_rests() {
    let archive = Archive::new();
    for number in 0..40 {
        archive.write(&format!("{number}.txt"), &story(&format!("quay number {number}")));
    }
    let n_segments = || {
        let segments = fs::read_dir(archive.index.join("generation-0001/segments")).unwrap();
        let stores =
            segments.filter(|entry| entry.as_ref().unwrap().path().extension() == Some("store".as_ref()));
        stores.count()
    };
    let counts = watched(&archive, |engine| {
        wait_for(|| {
            engine.refresh().unwrap();
            (engine.status().unwrap().articles == 40 && n_segments() == 1).then_some(())
        });
        archive.write("late.txt", &story("the ferry"));
        wait_until_found(engine, "ferry");
    });
    assert_eq!(counts, (41, 0, 0), "settling reads nothing again");
}

#[test]
fn a_burst_is_few_updates_and_loses_nothing() {
    let archive = Archive::new();
    let mut n_reports = 0;
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&archive.index, Mode::Update, &stop);
            let count = |_: Result<&Report, &indexer::IndexError>| n_reports += 1;
            follow(std::slice::from_ref(&archive.corpus), &options, count)
        });
        let watch = EndsWatch(&stop);
        let engine = wait_for(|| EmbeddedEngine::open(&archive.index).ok());
        for number in 0..100 {
            archive.write(&format!("{number}.txt"), &story(&format!("quay number {number}")));
        }
        wait_for(|| {
            engine.refresh().unwrap();
            (engine.status().unwrap().articles == 100).then_some(())
        });
        drop(watch);
        watching.join().unwrap().unwrap();
    });
    assert!(n_reports < 20, "{n_reports} updates for 100 files");
}

#[test]
fn a_folder_that_was_away_is_not_read_again() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let away = archive.corpus.with_extension("away");
    let counts = watched(&archive, |engine| {
        wait_until_found(engine, "lighthouse");
        fs::rename(&archive.corpus, &away).unwrap();
        fs::write(away.join("b.txt"), story("the ferry")).unwrap();
        // Long enough for a look at the folder that is not there.
        std::thread::sleep(Duration::from_millis(1_500));
        assert!(!keys(engine, "lighthouse").is_empty());
        fs::rename(&away, &archive.corpus).unwrap();
        archive.write("c.txt", &story("the market hall"));
        wait_until_found(engine, "\"market hall\"");
        wait_until_found(engine, "ferry");
    });
    assert_eq!(counts, (3, 0, 0));
}

#[test]
fn what_is_put_in_the_place_of_a_watched_folder_or_file_is_heard() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let started = std::time::Instant::now();
    watched(&archive, |engine| {
        wait_until_found(engine, "lighthouse");
        fs::remove_dir_all(&archive.corpus).unwrap();
        fs::create_dir(&archive.corpus).unwrap();
        archive.write("b.txt", &story("the ferry"));
        wait_until_found(engine, "ferry");
        archive.write("c.txt", &story("the market hall"));
        wait_until_found(engine, "\"market hall\"");
    });
    assert!(
        started.elapsed() < Duration::from_secs(50),
        "at the next walk only"
    );

    // As an editor saves.
    let file = archive.corpus.join("b.txt");
    let (index, stop) = (archive.index.with_file_name("other"), AtomicBool::new(false));
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&index, Mode::Update, &stop);
            follow(std::slice::from_ref(&file), &options, |_| {})
        });
        let watch = EndsWatch(&stop);
        let engine = wait_for(|| EmbeddedEngine::open(&index).ok());
        for word in ["slipway", "cannery", "ropewalk"] {
            let new = archive.corpus.join("b.txt~");
            fs::write(&new, story(&format!("the {word}"))).unwrap();
            fs::rename(&new, &file).unwrap();
            wait_until_found(&engine, word);
        }
        drop(watch);
        watching.join().unwrap().unwrap();
    });
    assert!(
        started.elapsed() < Duration::from_secs(50),
        "at the next walk only"
    );
}

#[test]
fn a_watch_begins_with_a_sentence_where_a_folder_is_not_there() {
    let archive = Archive::new();
    let stop = AtomicBool::new(false);
    let options = options(&archive.index, Mode::Update, &stop);
    let missing = archive.corpus.join("no");
    let refused = follow(std::slice::from_ref(&missing), &options, |_| {}).unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!("{} does not exist", missing.display())
    );
}

/// A disk of a few megabytes in memory, until it goes out of scope; nothing where this account may not have one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(folder: &Path) -> Option<Self> {
        fs::create_dir(folder).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(folder);
        let is_mounted = mount.output().is_ok_and(|output| output.status.success());
        is_mounted.then(|| Self(folder.to_owned()))
    }

    /// Fills it with a file, whose path is returned.
    fn fill(&self) -> PathBuf {
        let ballast = self.0.join(".ballast");
        let mut file = fs::File::create(&ballast).unwrap();
        while file.write_all(&[1; 4_096]).is_ok() {}
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_watch_outlives_a_full_disk() {
    let archive = Archive::new();
    let Some(disk) = SmallDisk::new(&archive.index) else {
        println!("skipped: this account may not mount a small disk");
        return;
    };
    archive.write("a.txt", &story("the lighthouse"));
    let stop = AtomicBool::new(false);
    let refusals = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&archive.index, Mode::Update, &stop);
            follow(std::slice::from_ref(&archive.corpus), &options, |done| {
                refusals
                    .lock()
                    .unwrap()
                    .extend(done.err().map(ToString::to_string));
            })
        });
        let watch = EndsWatch(&stop);
        let engine = wait_for(|| EmbeddedEngine::open(&archive.index).ok());
        wait_until_found(&engine, "lighthouse");
        let ballast = disk.fill();
        archive.write("b.txt", &story("the ferry"));
        let refusal = wait_for(|| refusals.lock().unwrap().first().cloned());
        assert!(refusal.contains("space"), "{refusal}");
        assert_eq!(keys(&engine, "lighthouse OR ferry"), ["a.txt"]);
        fs::remove_file(ballast).unwrap();
        archive.write("c.txt", &story("the market hall"));
        wait_until_found(&engine, "ferry");
        wait_until_found(&engine, "\"market hall\"");
        drop(watch);
        watching.join().unwrap().unwrap();
    });
    assert_eq!(indexer::verify(&archive.index).unwrap().found.damaged, [""; 0]);
}
