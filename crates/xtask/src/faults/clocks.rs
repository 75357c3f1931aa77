//! Clocks that jump: files have times long past or in the future, and times that go back from one edit to the next.
//! Builds and watches must see every edit all the same.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};

use super::archive::Archive;
use super::subject::{Subject, difference};
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;
use crate::service::Service;
use crate::tree;

/// Files of the archive at first, and those that a trial edits at most.
const FILES: usize = 30;
const EDITED: usize = 15;
/// Each so many trials, a watch is running.
const WATCH_EVERY: usize = 4;
/// How long a watch may take.
const PATIENCE: Duration = Duration::from_secs(60);
const DAY: u64 = 86_400;

/// Runs this many edits with times that cannot be.
pub(super) fn run(scene: &Scene<'_>, n_jumps: usize) -> Result<Outcome> {
    let mut draw = draw(scene, Kind::Clocks);
    let mut archive = Archive::new(&scene.folder.join("clocks"), FILES, Draw::new(scene.seed))?;
    let subject = Subject {
        programs: scene.programs,
        index: scene.folder.join("clocks-index"),
    };
    subject.bring_up_to_date(&archive.folder, &archive.listing())?;
    let mut tally = Tally::new("clock jump", n_jumps, scene);
    for trial in 0..n_jumps {
        let jumped = if trial % WATCH_EVERY == WATCH_EVERY - 1 {
            watch(&subject, &mut archive, &mut draw).map(|took| tally.slowest = tally.slowest.max(took))
        } else {
            archive.edit(1 + draw.below(EDITED))?;
            set_times(&archive, &mut draw)
        };
        let outcome = jumped.and_then(|()| subject.bring_up_to_date(&archive.folder, &archive.listing()));
        tally.count(&subject.index, outcome)?;
    }
    tally.note = "slowest: a watch, from the edit to the listing".into();
    Ok(Outcome::Tried(tally))
}

/// Gives each file a time: of 1970, of 2100, an hour or a second ahead, or a day back.
fn set_times(archive: &Archive, draw: &mut Draw) -> Result<()> {
    let now = SystemTime::now();
    let seconds = Duration::from_secs;
    for file in tree::files(&archive.folder)? {
        let time = match draw.below(6) {
            // Not one second twice: who keeps size and time of a file that changes is not noticed, by design.
            0 => SystemTime::UNIX_EPOCH + seconds(draw.below(365 * DAY as usize) as u64),
            1 => now + seconds(75 * 365 * DAY),
            2 => now + seconds(3_600),
            3 => now + seconds(1),
            4 => now - seconds(DAY),
            _ => continue,
        };
        let opened = File::options().write(true).open(&file)?;
        opened.set_modified(time).context("a file takes no time")?;
    }
    Ok(())
}

/// Edits an archive that is being watched, and returns how long it took until the index listed it.
fn watch(subject: &Subject<'_>, archive: &mut Archive, draw: &mut Draw) -> Result<Duration> {
    let mut watch = Service::start(&mut subject.build_command(&archive.folder, &["--watch", "--quiet"]))?;
    watch.wait_for_line(PATIENCE, |_| true)?;
    archive.edit(1 + draw.below(EDITED))?;
    set_times(archive, draw)?;
    let edited = Instant::now();
    let expected = archive.listing();
    loop {
        let listed = subject.listing()?.context("there is no index")?;
        if listed == expected {
            break;
        }
        ensure!(
            edited.elapsed() < PATIENCE,
            "the watch missed something: {}",
            difference(&listed, &expected)
        );
        thread::sleep(Duration::from_millis(50));
    }
    let took = edited.elapsed();
    watch.stop()?;
    Ok(took)
}
