//! Kills: builds, updates, rebuilds and watches are ended by `kill -9` at random moments.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::archive::{Archive, Listing};
use super::limited;
use super::subject::Subject;
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;

/// Files of the archive at first, and those that a trial edits at most.
const FILES: usize = 40;
const EDITED: usize = 25;

/// What is killed, in turn.
const WAYS: [Way; 5] = [Way::Update, Way::Watch, Way::Update, Way::Rebuild, Way::First];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    First,
    Update,
    Rebuild,
    Watch,
}

/// How long runs last, so that kills fall anywhere in them: the last ones of each way that were not killed.
struct Lengths([Duration; 4]);

/// Runs this many kills.
pub(super) fn run(scene: &Scene<'_>, n_kills: usize) -> Result<Outcome> {
    let mut draw = draw(scene, Kind::Kills);
    let mut archive = Archive::new(&scene.folder.join("kills"), FILES, Draw::new(scene.seed))?;
    let subject = Subject {
        programs: scene.programs,
        index: scene.folder.join("kills-index"),
    };
    let mut tally = Tally::new("kill -9", n_kills, scene);
    let mut lengths = Lengths([Duration::from_secs(1); 4]);
    let mut acknowledged = Listing::new();
    let mut n_ended = 0;
    for trial in 0..n_kills {
        let way = if acknowledged.is_empty() {
            Way::First
        } else {
            WAYS[trial % WAYS.len()]
        };
        if way == Way::First && subject.index.exists() {
            std::fs::remove_dir_all(&subject.index)?;
            acknowledged.clear();
        }
        let outcome = kill_once(
            &subject,
            &mut archive,
            &acknowledged,
            way,
            &mut lengths,
            &mut draw,
        );
        let outcome = outcome.and_then(|(took, is_ended)| {
            tally.slowest = tally.slowest.max(took);
            n_ended += usize::from(is_ended);
            subject.bring_up_to_date(&archive.folder, &archive.listing())
        });
        acknowledged = archive.listing();
        let failed = outcome.is_err();
        tally.count(&subject.index, outcome)?;
        if failed {
            // Not the fault of the trials that follow. The index itself may be gone.
            let _ = std::fs::remove_dir_all(&subject.index);
            acknowledged.clear();
        }
    }
    tally.note = format!("{n_ended} ended before they were killed");
    Ok(Outcome::Tried(tally))
}

/// Runs a build, kills it and checks what is left; returns how long the first answer took and whether the build had
/// ended by itself.
fn kill_once(
    subject: &Subject<'_>,
    archive: &mut Archive,
    acknowledged: &Listing,
    way: Way,
    lengths: &mut Lengths,
    draw: &mut Draw,
) -> Result<(Duration, bool)> {
    archive.edit(1 + draw.below(EDITED))?;
    let options: &[&str] = match way {
        Way::First | Way::Update => &[],
        Way::Rebuild => &["--fresh"],
        Way::Watch => &["--watch"],
    };
    let length = &mut lengths.0[way as usize];
    let delay = length.mul_f64(draw.below(1_100) as f64 / 1_000.0);
    let mut before = acknowledged.clone();
    let mut running = Running::start(subject, archive, options)?;
    if way == Way::Watch {
        // The first report acknowledges what was there when the watch began, the second what came then.
        if running.report_within(delay) {
            before = archive.listing();
            archive.edit(1 + draw.below(5))?;
            if running.report_within(delay + Duration::from_millis(draw.below(1_500) as u64)) {
                thread::sleep(Duration::from_millis(draw.below(50) as u64));
            }
        }
    } else {
        running.end_within(delay)?;
    }
    let ended = running.kill()?;
    match ended {
        Some(took) => {
            *length = took;
            before = archive.listing();
        }
        None if way == Way::Watch => {}
        // Drifts up, so that kills reach the end of runs that became longer.
        None => *length = length.mul_f64(1.02),
    }
    let took = subject.check_between(&before, &archive.listing())?;
    Ok((took, ended.is_some()))
}

/// A build that is running.
struct Running {
    child: Child,
    reports: Receiver<String>,
    started: Instant,
    ended: Option<Duration>,
}

impl Running {
    fn start(subject: &Subject<'_>, archive: &Archive, options: &[&str]) -> Result<Self> {
        let mut command = subject.build_command(&archive.folder, options);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("cannot run the indexer")?;
        let stdout = child.stdout.take().context("stdout was asked for as a pipe")?;
        let (sender, reports) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Self {
            child,
            reports,
            started: Instant::now(),
            ended: None,
        })
    }

    fn report_within(&mut self, patience: Duration) -> bool {
        self.reports.recv_timeout(patience).is_ok()
    }

    /// Waits this long for the end.
    fn end_within(&mut self, patience: Duration) -> Result<()> {
        while self.started.elapsed() < patience && self.ended.is_none() {
            if self.child.try_wait()?.is_some() {
                self.ended = Some(self.started.elapsed());
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Kills the build; returns how long it took where it had ended and said so before.
    fn kill(mut self) -> Result<Option<Duration>> {
        // A program that has just ended cannot be killed, which is what was wanted.
        let _ = self.child.kill();
        let status = limited::wait(&mut self.child, "a build that was killed")?;
        Ok(self.ended.filter(|_| status.code().is_some()))
    }
}
