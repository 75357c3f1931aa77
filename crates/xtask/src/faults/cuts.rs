//! Power cuts: the index is on an ext4 disk in a file, which stops taking anything at a random moment of a build or
//! right after it said that it is done. The disk is then mounted again, as after a restart.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::archive::{Archive, Listing};
use super::limited;
use super::mounts::{Mount, make_image};
use super::subject::Subject;
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;

const NAME: &str = "power cut";
/// Size of the disk.
const SIZE: u64 = 128 << 20;
/// Files of the archive at first, and those that a trial edits at most.
const FILES: usize = 40;
const EDITED: usize = 20;

/// Runs this many cuts; every other one comes at once after a build that ended.
pub(super) fn run(scene: &Scene<'_>, n_cuts: usize) -> Result<Outcome> {
    let (image, folder) = (scene.folder.join("disk.ext4"), scene.folder.join("disk"));
    let first = make_image(&image, SIZE).and_then(|()| Mount::of_image(&image, &folder));
    let first = first.and_then(|disk| {
        disk.cut_power()?;
        disk.unmount()
    });
    if let Err(error) = first {
        return Ok(Outcome::Skipped(NAME, format!("{error:#}")));
    }
    let mut draw = draw(scene, Kind::Cuts);
    let mut archive = Archive::new(&scene.folder.join("cuts"), FILES, Draw::new(scene.seed))?;
    let mut tally = Tally::new(NAME, n_cuts, scene);
    let mut acknowledged = Listing::new();
    let mut length = Duration::from_secs(1);
    let mut n_quiet = 0;
    for trial in 0..n_cuts {
        archive.edit(1 + draw.below(EDITED))?;
        let subject = Subject {
            programs: scene.programs,
            index: folder.join("index"),
        };
        let after = archive.listing();
        let disk = Mount::of_image(&image, &folder)?;
        let delay = match trial % 2 {
            0 => Duration::MAX,
            _ => length.mul_f64(draw.below(1_100) as f64 / 1_000.0),
        };
        let is_done = build_and_cut(&subject, &archive, disk, delay, &mut length)?;
        n_quiet += usize::from(is_done);
        let before = if is_done { &after } else { &acknowledged };
        let again = Mount::of_image(&image, &folder)?;
        let outcome = subject.check_between(before, &after).and_then(|took| {
            tally.slowest = tally.slowest.max(took);
            subject.bring_up_to_date(&archive.folder, &after)
        });
        let failed = outcome.is_err();
        tally.count(&subject.index, outcome)?;
        acknowledged = after;
        if failed {
            // Not the fault of the trials that follow. The index itself may be gone.
            let _ = std::fs::remove_dir_all(&subject.index);
            acknowledged.clear();
        }
        again.unmount()?;
    }
    tally.note = format!("{n_quiet} right after a build that was done");
    Ok(Outcome::Tried(tally))
}

/// Runs a build and cuts the power after a while; returns whether the build had ended and said so.
fn build_and_cut(
    subject: &Subject<'_>,
    archive: &Archive,
    disk: Mount,
    delay: Duration,
    length: &mut Duration,
) -> Result<bool> {
    let mut command = subject.build_command(&archive.folder, &[]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let started = Instant::now();
    let mut ended = None;
    while ended.is_none() && started.elapsed() < delay {
        ended = child.try_wait()?;
        thread::sleep(Duration::from_millis(1));
    }
    disk.cut_power()?;
    if ended.is_some() {
        *length = started.elapsed();
    }
    // A program that has just ended cannot be killed, which is what was wanted.
    let _ = child.kill();
    limited::wait(&mut child, "a build whose power was cut")?;
    disk.unmount()?;
    Ok(ended.is_some_and(|status| matches!(status.code(), Some(0 | 1))))
}
