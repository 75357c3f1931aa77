//! A full disk: first builds, updates and rebuilds on disks in memory that are too small by more or less. What is said
//! to be done is done; what was there stays; with more room the next build goes on.

use std::path::Path;

use anyhow::{Result, ensure};

use super::archive::{Archive, Listing};
use super::mounts::Mount;
use super::subject::{Built, Subject};
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;
use crate::tree;

const NAME: &str = "full disk";
/// Room that is always enough.
const AMPLE: u64 = 256 << 20;
/// Files of the archive.
const FILES: usize = 80;

/// What runs out of room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    First,
    Update,
    Rebuild,
}

/// Runs the phases on this many sizes each.
pub(super) fn run(scene: &Scene<'_>, n_sizes: usize) -> Result<Outcome> {
    let folder = scene.folder.join("small-disk");
    if let Err(error) = Mount::in_memory(&folder, AMPLE) {
        return Ok(Outcome::Skipped(NAME, format!("{error:#}")));
    }
    let mut draw = draw(scene, Kind::Full);
    let archive = Archive::new(&scene.folder.join("full"), FILES, Draw::new(scene.seed))?;
    let needed = needed(scene, &folder, &archive)?;
    let mut tally = Tally::new(NAME, 3 * n_sizes, scene);
    let mut n_refused = 0;
    for phase in [Phase::First, Phase::Update, Phase::Rebuild] {
        for number in 0..n_sizes {
            // From hardly anything to what an index takes.
            let share = (number as f64 + 0.5) / n_sizes as f64 + draw.below(100) as f64 / 1e4;
            let room = (needed as f64 * share) as u64;
            let corpus = scene.folder.join("full-corpus");
            let _ = std::fs::remove_dir_all(&corpus);
            let archive = Archive::new(&corpus, FILES, Draw::new(scene.seed))?;
            let disk = Mount::in_memory(&folder, AMPLE)?;
            let subject = Subject {
                programs: scene.programs,
                index: folder.join("index"),
            };
            let outcome = fill(&subject, archive, phase, &disk, room);
            let outcome = outcome.map(|refused| n_refused += usize::from(refused));
            let context = format!("{phase:?} with room for {room} bytes");
            tally.count(&subject.index, outcome.map_err(|error| error.context(context)))?;
        }
    }
    tally.note = format!("{n_refused} ran out of room");
    Ok(Outcome::Tried(tally))
}

/// Returns how many bytes an index of an archive takes.
fn needed(scene: &Scene<'_>, folder: &Path, archive: &Archive) -> Result<u64> {
    let _disk = Mount::in_memory(folder, AMPLE)?;
    let subject = Subject {
        programs: scene.programs,
        index: folder.join("index"),
    };
    subject.bring_up_to_date(&archive.folder, &archive.listing())?;
    tree::size(&subject.index)
}

/// Runs a phase with this much room, checks what is left, and goes on with more; returns whether room ran out.
fn fill(subject: &Subject<'_>, mut archive: Archive, phase: Phase, disk: &Mount, room: u64) -> Result<bool> {
    let mut before = Listing::new();
    if phase != Phase::First {
        subject.bring_up_to_date(&archive.folder, &archive.listing())?;
        before = archive.listing();
        archive.edit(FILES / 2)?;
        for _ in 0..FILES / 2 {
            archive.add_file(5)?;
        }
    }
    let used = if subject.index.exists() {
        tree::size(&subject.index)?
    } else {
        0
    };
    disk.resize(used + room.max(4_096))?;
    let options: &[&str] = if phase == Phase::Rebuild {
        &["--fresh"]
    } else {
        &[]
    };
    let built = subject.build(&archive.folder, options)?;
    let refused = match built {
        Built::Acknowledged => false,
        Built::Refused(talk) => {
            ensure!(
                talk.contains("No space left") || talk.contains("no storage space"),
                "the room is not what it tells of: {talk}"
            );
            true
        }
    };
    let acknowledged = if refused { &before } else { &archive.listing() };
    subject.check_between(acknowledged, &archive.listing())?;
    if refused && phase == Phase::Rebuild {
        let listed = subject.listing()?.unwrap_or_default();
        ensure!(listed == before, "a rebuild that failed changed what answers");
    }
    disk.resize(AMPLE)?;
    subject.bring_up_to_date(&archive.folder, &archive.listing())?;
    Ok(refused)
}
