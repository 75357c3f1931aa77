//! Two writers: builds of one index that run at the same time. One is told to wait; nothing is lost.

use std::process::Stdio;

use anyhow::{Result, ensure};

use super::archive::Archive;
use super::limited;
use super::subject::{Built, Subject};
use super::{Kind, Outcome, Scene, Tally, draw};

/// How often two builds start at once.
const TRIALS: usize = 3;

/// Runs the trials.
pub(super) fn run(scene: &Scene<'_>) -> Result<Outcome> {
    let draw = draw(scene, Kind::Writers);
    let mut archive = Archive::new(&scene.folder.join("writers"), 40, draw)?;
    let subject = Subject {
        programs: scene.programs,
        index: scene.folder.join("writers-index"),
    };
    let mut tally = Tally::new("two writers", TRIALS, scene);
    let mut n_refused = 0;
    for _ in 0..TRIALS {
        archive.edit(20)?;
        let outcome = write_twice(&subject, &archive).and_then(|refused| {
            n_refused += refused;
            subject.bring_up_to_date(&archive.folder, &archive.listing())
        });
        tally.count(&subject.index, outcome)?;
    }
    tally.note = format!("{n_refused} were told that another build is writing");
    Ok(Outcome::Tried(tally))
}

/// Starts two builds at once and returns how many were refused.
fn write_twice(subject: &Subject<'_>, archive: &Archive) -> Result<usize> {
    let start = || {
        let mut command = subject.build_command(&archive.folder, &[]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    let both = [start()?, start()?];
    // Both are waited for before either is judged, so that none goes on behind a failure.
    let outputs = both.map(|child| limited::wait_with_output(child, "one of two builds"));
    let mut n_refused = 0;
    for output in outputs {
        if let Built::Refused(talk) = Subject::ended(&output?)? {
            ensure!(talk.contains("another build is writing the index"), "{talk}");
            n_refused += 1;
        }
    }
    ensure!(n_refused < 2, "neither of two builds was done");
    Ok(n_refused)
}
