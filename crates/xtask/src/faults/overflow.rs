//! More file events than the system remembers: a watch stands still (SIGSTOP) while thousands of files come in new
//! folders, of which it is then told nothing. All of them must be found, and what comes into those folders later.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::archive::{Archive, Listing};
use super::subject::{Subject, difference};
use super::{Kind, Outcome, Scene, Tally, draw, stopping};
use crate::bench::draw::Draw;
use crate::service::Service;
use crate::{process, tree};

const NAME: &str = "overflow of file events";
const QUEUE: &str = "/proc/sys/fs/inotify/max_queued_events";
/// Events that a new file causes at least: it is made, opened, written and closed.
const EVENTS: usize = 4;
/// Files of a folder.
const IN_FOLDER: usize = 100;
/// Longest queue that is overflowed; more would take too long.
const MAX_QUEUE: usize = 100_000;
/// How long the watch may take with all files, and with one that it hears nothing of: the folders are walked every 30 s.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs this many overflows.
pub(super) fn run(scene: &Scene<'_>, n_overflows: usize) -> Result<Outcome> {
    if n_overflows == 0 {
        return Ok(Outcome::Skipped(NAME, "each takes minutes".into()));
    }
    let queue = std::fs::read_to_string(QUEUE).ok();
    let Some(queue) = queue.and_then(|queue| queue.trim().parse::<usize>().ok()) else {
        return Ok(Outcome::Skipped(NAME, format!("there is no {QUEUE}")));
    };
    if queue > MAX_QUEUE {
        return Ok(Outcome::Skipped(NAME, format!("the queue takes {queue} events")));
    }
    let mut tally = Tally::new(NAME, n_overflows, scene);
    let n_files = queue / EVENTS * 3 / 2;
    for trial in 0..n_overflows {
        let folder = scene.folder.join(format!("overflow-{trial}"));
        let archive = Archive::new(&folder, 10, draw(scene, Kind::Overflow))?;
        let subject = Subject {
            programs: scene.programs,
            index: scene.folder.join(format!("overflow-{trial}-index")),
        };
        let outcome = overflow(&subject, &archive, n_files);
        let outcome = outcome.map(|took| tally.slowest = tally.slowest.max(took));
        tally.count(&subject.index, outcome)?;
    }
    tally.note =
        format!("{n_files} files at once, a queue of {queue} events; slowest: a file that no event tells of");
    Ok(Outcome::Tried(tally))
}

/// Overflows the queue of a watch, and returns how long a file took that no event told of.
fn overflow(subject: &Subject<'_>, archive: &Archive, n_files: usize) -> Result<Duration> {
    let mut watch = Service::start(&mut subject.build_command(&archive.folder, &["--watch", "--quiet"]))?;
    watch.wait_for_line(PATIENCE, |_| true)?;
    let mut expected = archive.listing();
    signal(&watch, "STOP")?;
    for number in 0..n_files {
        write(archive, &mut expected, number)?;
    }
    signal(&watch, "CONT")?;
    wait_for(subject, &expected)?;
    write(archive, &mut expected, n_files)?;
    let took = wait_for(subject, &expected)?;
    watch.stop()?;
    subject.bring_up_to_date(&archive.folder, &expected)?;
    Ok(took)
}

/// Writes a file with one article; the last ones come into folders of which the watch heard nothing.
fn write(archive: &Archive, expected: &mut Listing, number: usize) -> Result<()> {
    let key = format!("burst-{number}");
    let title = format!("Burst number {number}");
    let words: Vec<String> = (0..30)
        .map(|place| Draw::new((number + place) as u64).word())
        .collect();
    let record = serde_json::json!({"id": key, "title": title, "text": format!("{}.", words.join(" "))});
    let folder = archive.folder.join(format!("burst/{}", number / IN_FOLDER));
    tree::write(
        &folder.join(format!("{number}.jsonl")),
        format!("{record}\n").as_bytes(),
    )?;
    expected.insert(key, title);
    Ok(())
}

fn wait_for(subject: &Subject<'_>, expected: &Listing) -> Result<Duration> {
    let started = Instant::now();
    loop {
        let listed = subject.listing()?.context("there is no index")?;
        if &listed == expected {
            return Ok(started.elapsed());
        }
        ensure!(!stopping::is_asked_for(), "stopped");
        ensure!(
            started.elapsed() < PATIENCE,
            "the watch missed something: {}",
            difference(&listed, expected)
        );
        thread::sleep(Duration::from_millis(200));
    }
}

fn signal(watch: &Service, signal: &str) -> Result<()> {
    // The shell's own `kill`, as small systems have no program of that name.
    let deed = format!("kill -{signal} {}", watch.id());
    process::quietly(Command::new("sh").args(["-c", &deed]))
}
