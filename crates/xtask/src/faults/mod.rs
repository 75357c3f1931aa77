//! `cargo xtask faults`: the programs are killed, cut off from their disk, starved of room and given damaged files, and
//! what they answer afterwards is compared with what they acknowledged before. One file a kind of fault.

mod archive;
mod clocks;
mod corruptions;
mod cuts;
mod errors;
mod full;
mod kills;
mod limited;
mod mounts;
mod overflow;
mod stopping;
mod subject;
mod swaps;
mod writers;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::{Args, ValueEnum};

use crate::bench::draw::Draw;
use crate::programs::{Profile, Programs};
use crate::steps::{Done, seconds};
use crate::{table, workspace};
use limited::Hung;
use stopping::Deferral;

/// Failures of a kind that are told in words.
const MAX_TOLD: usize = 5;

/// Break an index in every way that machines do, and check that nothing acknowledged is lost
///
/// Builds are killed at random moments, the power of their disk is cut, the disk is too small, two write at
/// once, files of the index are flipped, zeroed, cut and removed, a server answers while its index is
/// swapped, calls of the system fail, clocks jump and file events are lost. After each fault the index must be whole
/// or refuse to answer, hold every acknowledged article once, and be brought up to date by the next build.
/// A program that does not end within five minutes is killed and ends its kind, which counts as failed.
/// Kinds that need root (a disk that is too small, power cuts) or strace (calls that fail) are skipped elsewhere,
/// with a line.
/// Exits with 1 when anything failed, and with 2 when a kind that `--only` names was skipped; the index that failed
/// first is kept below the target folder, in faults/. Ctrl-C stops after the trial that it meets.
#[derive(Args)]
pub(crate) struct FaultsArguments {
    /// Builds that are killed
    #[arg(long, value_name = "N", default_value_t = 100)]
    kills: usize,
    /// Files that are damaged
    #[arg(long, value_name = "N", default_value_t = 100)]
    corruptions: usize,
    /// Sizes of a disk that is too small, each for a first build, an update and a rebuild
    #[arg(long, value_name = "N", default_value_t = 5)]
    sizes: usize,
    /// Power cuts
    #[arg(long, value_name = "N", default_value_t = 20)]
    cuts: usize,
    /// Builds in which a write, a sync, a read or the like fails
    #[arg(long, value_name = "N", default_value_t = 48)]
    errors: usize,
    /// Edits with file times that cannot be
    #[arg(long, value_name = "N", default_value_t = 20)]
    jumps: usize,
    /// Watches that miss file events
    #[arg(long, value_name = "N", default_value_t = 1)]
    overflows: usize,
    /// Only these kinds
    #[arg(long, value_enum, value_name = "KIND")]
    only: Vec<Kind>,
    /// Start of the random draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How the programs are compiled
    #[arg(long, value_enum, value_name = "PROFILE", default_value_t = Profile::Dev)]
    profile: Profile,
}

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Kills,
    Corruptions,
    Full,
    Cuts,
    Writers,
    Swaps,
    Errors,
    Clocks,
    Overflow,
}

/// What the faults of one kind did.
struct Tally {
    name: &'static str,
    wanted: usize,
    tried: usize,
    failures: Vec<String>,
    /// Longest time from a fault to the first answer.
    slowest: Duration,
    /// What else is worth a column.
    note: String,
    started: Instant,
    took: Duration,
    keep: PathBuf,
}

impl Tally {
    fn new(name: &'static str, wanted: usize, scene: &Scene<'_>) -> Self {
        Self {
            name,
            wanted,
            tried: 0,
            failures: Vec::new(),
            slowest: Duration::ZERO,
            note: String::new(),
            started: Instant::now(),
            took: Duration::ZERO,
            keep: scene.keep.join(name.replace(' ', "-")),
        }
    }

    /// Counts a trial, keeps the index of the first one that fails, and tells now and then how far this is. Fails when
    /// the run is to stop; the trial does not count then, as Ctrl-C ends the programs of a terminal as well. Fails too
    /// where a program hung: the next trial would wait as long.
    fn count(&mut self, index: &Path, outcome: Result<()>) -> Result<()> {
        ensure!(!stopping::is_asked_for(), "stopped");
        if let Err(error) = outcome {
            eprintln!("{}: trial {} FAILED: {error:#}", self.name, self.tried);
            if self.failures.is_empty() {
                let _ = std::fs::remove_dir_all(&self.keep);
                let _ = crate::tree::copy(index, &self.keep);
            }
            if error.is::<Hung>() {
                return Err(error.context(format!("trial {}", self.tried)));
            }
            self.failures.push(format!("trial {}: {error:#}", self.tried));
        }
        self.tried += 1;
        self.took = self.started.elapsed();
        if self.tried.is_multiple_of((self.wanted / 10).max(1)) {
            let (tried, wanted, failed) = (self.tried, self.wanted, self.failures.len());
            let (slowest, took) = (self.slowest.as_secs_f64(), seconds(self.took));
            eprintln!(
                "{}: {tried} of {wanted}, {failed} failed, slowest answer after {slowest:.2} s, {took}",
                self.name
            );
        }
        Ok(())
    }
}

/// What every kind of fault is given.
struct Scene<'a> {
    programs: &'a Programs,
    /// A folder that is gone afterwards.
    folder: &'a Path,
    /// Where indexes that failed are kept.
    keep: PathBuf,
    seed: u64,
}

/// What became of a kind of fault.
enum Outcome {
    Tried(Tally),
    Skipped(&'static str, String),
    /// It could not go on, for this reason.
    Broken(Kind, String),
}

/// Runs the faults and prints their table.
pub(crate) fn faults(arguments: &FaultsArguments) -> Result<ExitCode> {
    let programs = Programs::build(arguments.profile)?;
    let outcomes = run(&programs, arguments)?;
    print!("{}", rendered(&outcomes));
    if n_failed(&outcomes) > 0 {
        return Ok(ExitCode::from(1));
    }
    let skipped = skipped(&outcomes).join(", ");
    ensure!(
        arguments.only.is_empty() || skipped.is_empty(),
        "asked for and skipped: {skipped}"
    );
    Ok(ExitCode::SUCCESS)
}

/// Runs the part that every test run has: a little of each kind that can be had here, but for lost file events.
pub(crate) fn check(programs: &Programs) -> Result<Done> {
    let arguments = FaultsArguments {
        kills: 12,
        corruptions: 40,
        sizes: 2,
        cuts: 4,
        errors: 8,
        jumps: 4,
        // Minutes each.
        overflows: 0,
        only: Vec::new(),
        seed: 1,
        profile: Profile::Dev,
    };
    let outcomes = run(programs, &arguments);
    // The steps of a test run go on past failures; who stops one of them stops them all.
    if stopping::is_asked_for() {
        stopping::end();
    }
    let outcomes = outcomes?;
    print!("{}", rendered(&outcomes));
    match (n_failed(&outcomes), skipped(&outcomes).join(", ")) {
        (0, skipped) if skipped.is_empty() => Ok(Done::Passed),
        (0, skipped) => Ok(Done::PassedWithout(skipped)),
        (n_failed, _) => bail!("{n_failed} faults cost something; more in: cargo xtask faults --help"),
    }
}

fn run(programs: &Programs, arguments: &FaultsArguments) -> Result<Vec<Outcome>> {
    let folder = tempfile::tempdir_in(workspace::scratch("tmp")?)?;
    let scene = Scene {
        programs,
        folder: folder.path(),
        keep: workspace::scratch("faults")?,
        seed: arguments.seed,
    };
    let _deferral = Deferral::begin()?;
    let mut outcomes = Vec::new();
    for kind in Kind::value_variants() {
        if !arguments.only.is_empty() && !arguments.only.contains(kind) {
            continue;
        }
        let outcome = kind.run(&scene, arguments);
        ensure!(!stopping::is_asked_for(), "stopped");
        // The worst failures leave nothing to go on with; the other kinds are tried all the same.
        outcomes.push(outcome.unwrap_or_else(|error| Outcome::Broken(*kind, format!("{error:#}"))));
    }
    Ok(outcomes)
}

impl Kind {
    fn run(self, scene: &Scene<'_>, arguments: &FaultsArguments) -> Result<Outcome> {
        match self {
            Self::Kills => kills::run(scene, arguments.kills),
            Self::Corruptions => corruptions::run(scene, arguments.corruptions),
            Self::Full => full::run(scene, arguments.sizes),
            Self::Cuts => cuts::run(scene, arguments.cuts),
            Self::Writers => writers::run(scene),
            Self::Swaps => swaps::run(scene),
            Self::Errors => errors::run(scene, arguments.errors),
            Self::Clocks => clocks::run(scene, arguments.jumps),
            Self::Overflow => overflow::run(scene, arguments.overflows),
        }
    }

    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

fn draw(scene: &Scene<'_>, kind: Kind) -> Draw {
    Draw::new(scene.seed.wrapping_mul(31).wrapping_add(kind as u64))
}

fn n_failed(outcomes: &[Outcome]) -> usize {
    let failed = outcomes.iter().map(|outcome| match outcome {
        Outcome::Tried(tally) => tally.failures.len(),
        Outcome::Skipped(..) => 0,
        Outcome::Broken(..) => 1,
    });
    failed.sum()
}

/// Returns the names of the kinds that were not tried.
fn skipped(outcomes: &[Outcome]) -> Vec<&'static str> {
    let skipped = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Skipped(name, _) => Some(*name),
        Outcome::Tried(_) | Outcome::Broken(..) => None,
    });
    skipped.collect()
}

fn rendered(outcomes: &[Outcome]) -> String {
    let heads = ["fault", "tried", "failed", "slowest answer after", "time", ""];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut told = String::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Skipped(name, reason) => {
                let cells = [name, "skipped", "", "", "", reason.as_str()];
                rows.push(cells.map(str::to_owned).to_vec());
            }
            Outcome::Broken(kind, reason) => {
                rows.push(vec![kind.name(), "-".to_owned(), "1".to_owned()]);
                told.push_str(&format!("{}: {reason}\n", kind.name()));
            }
            Outcome::Tried(tally) => {
                rows.push(vec![
                    tally.name.to_owned(),
                    tally.tried.to_string(),
                    tally.failures.len().to_string(),
                    format!("{:.2} s", tally.slowest.as_secs_f64()),
                    seconds(tally.took),
                    tally.note.clone(),
                ]);
                for failure in tally.failures.iter().take(MAX_TOLD) {
                    told.push_str(&format!("{}: {failure}\n", tally.name));
                }
            }
        }
    }
    format!("\n{}{told}", table::render(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_no_failure_and_is_named() {
        let outcomes = [
            Outcome::Skipped("full disk", "no root".into()),
            Outcome::Broken(Kind::Clocks, "there is no index after a build".into()),
        ];
        assert_eq!(n_failed(&outcomes), 1);
        assert_eq!(skipped(&outcomes), ["full disk"]);
        let rendered = rendered(&outcomes);
        assert!(
            rendered.contains("skipped") && rendered.contains("no root"),
            "{rendered}"
        );
        assert!(
            rendered.ends_with("clocks: there is no index after a build\n"),
            "{rendered}"
        );
    }
}
