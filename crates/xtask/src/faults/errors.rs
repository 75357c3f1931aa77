//! I/O errors: the n-th write, sync, rename or read of each thread of a build fails, as a disk does that is about to
//! die. strace puts the errors in. What is said to be done is done; what was there stays; the next build goes on.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::archive::{Archive, Listing};
use super::limited;
use super::subject::{Built, Subject, Whole};
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;
use crate::process;

const NAME: &str = "I/O error";
/// Files of the archive at first, and those that a trial edits at most.
const FILES: usize = 40;
const EDITED: usize = 20;
/// Calls that fail, in turn, and the last of them that does.
const CALLS: [(&str, usize); 8] = [
    ("write", 400),
    ("fsync,fdatasync", 60),
    ("pwrite64", 60),
    ("rename", 30),
    ("openat", 400),
    ("read,pread64", 400),
    ("ftruncate,unlink", 20),
    ("mmap", 40),
];

/// Runs this many builds with an error in each.
pub(super) fn run(scene: &Scene<'_>, n_errors: usize) -> Result<Outcome> {
    let can_inject = Command::new("strace")
        .args([
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fsync",
            "-e",
            "inject=fsync:error=EIO",
            "true",
        ])
        .stdin(Stdio::null())
        .output();
    if !can_inject.is_ok_and(|output| output.status.success()) {
        return Ok(Outcome::Skipped(NAME, "strace cannot be run here".into()));
    }
    let mut draw = draw(scene, Kind::Errors);
    let mut archive = Archive::new(&scene.folder.join("errors"), FILES, Draw::new(scene.seed))?;
    let subject = Subject {
        programs: scene.programs,
        index: scene.folder.join("errors-index"),
    };
    let mut tally = Tally::new(NAME, n_errors, scene);
    let mut counts = Counts::default();
    let mut before = Listing::new();
    for trial in 0..n_errors {
        let (calls, last) = CALLS[trial % CALLS.len()];
        let options = options(trial / CALLS.len(), &subject, &mut before)?;
        archive.edit(1 + draw.below(EDITED))?;
        let n = 1 + draw.below(last).min(draw.below(last));
        let log = scene.folder.join("errors.log");
        let command = injecting(&subject.build_command(&archive.folder, options), calls, n, &log);
        let outcome = build(&subject, &archive, &before, options, command, &log, &mut counts);
        let outcome = outcome.and_then(|took| {
            tally.slowest = tally.slowest.max(took);
            subject.bring_up_to_date(&archive.folder, &archive.listing())
        });
        before = archive.listing();
        let failed = outcome.is_err();
        let context = format!("{calls} number {n} of a build {}", options.join(" "));
        tally.count(&subject.index, outcome.map_err(|error| error.context(context)))?;
        if failed {
            // Not the fault of the trials that follow.
            let _ = std::fs::remove_dir_all(&subject.index);
            before.clear();
        }
    }
    let Counts { met, refused } = counts;
    tally.note = format!("{met} met their error, {refused} builds refused for it");
    Ok(Outcome::Tried(tally))
}

/// What the errors did.
#[derive(Default)]
struct Counts {
    met: usize,
    refused: usize,
}

/// Returns what kind of build it is: first builds, updates and rebuilds take turns.
fn options(round: usize, subject: &Subject<'_>, before: &mut Listing) -> Result<&'static [&'static str]> {
    match round % 3 {
        0 if subject.index.exists() => {
            std::fs::remove_dir_all(&subject.index)?;
            before.clear();
            Ok(&[])
        }
        2 if !before.is_empty() => Ok(&["--fresh"]),
        _ => Ok(&[]),
    }
}

/// Returns a command under strace, in which the n-th of these calls of each thread fails.
fn injecting(command: &Command, calls: &str, n: usize, log: &Path) -> Command {
    let mut injecting = Command::new("strace");
    injecting.args(["-f", "-qq", "-o"]).arg(log);
    injecting.args(["-e", &format!("trace={calls}")]);
    injecting.args(["-e", &format!("inject={calls}:error=EIO:when={n}")]);
    injecting.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        injecting.current_dir(folder);
    }
    injecting
}

/// Runs a build that meets errors, checks what it left, and returns how long the first answer took.
fn build(
    subject: &Subject<'_>,
    archive: &Archive,
    before: &Listing,
    options: &[&str],
    mut command: Command,
    log: &Path,
    counts: &mut Counts,
) -> Result<Duration> {
    let generation = subject.generation();
    let output = limited::output(&mut command)?;
    let met = Injected::read(log)?;
    counts.met += usize::from(met.is_any);
    let after = archive.listing();
    // An update keeps what a file gave that cannot be read; a rebuild knows of nothing before.
    let kept = match options {
        [] => before,
        _ => &kept_by_rebuild(before, subject.listing()?, subject.generation() != generation)?,
    };
    if met.is_in_the_way {
        // The program could not begin, or could not say how it ended.
        return subject.check_between(kept, &after);
    }
    match Subject::ended(&output).with_context(|| process::line(&command))? {
        Built::Refused(talk) => {
            counts.refused += 1;
            ensure!(met.is_any, "refused without an error: {talk}");
            // A rebuild may have met one error in the archive and another one after it began to answer.
            let known = if met.is_of_reading { kept } else { before };
            subject.check_between(known, &after)
        }
        Built::Acknowledged => {
            // A file of the archive that could not be read is a row of the report.
            let is_short = String::from_utf8_lossy(&output.stdout).contains("cannot be read");
            let known = if is_short { kept } else { &after };
            let took = subject.check_between(known, &after)?;
            // Closing the list of files may have failed, when the articles were safe already.
            let whole = subject.check_whole()?;
            ensure!(
                whole == Whole::Yes || met.is_any,
                "verify has a note after a build that ended"
            );
            Ok(took)
        }
    }
}

/// Returns what a rebuild must have kept of what was there: all of it until it answers, then what it lists, as files that
/// it cannot read are left out.
fn kept_by_rebuild(before: &Listing, listed: Option<Listing>, is_answering: bool) -> Result<Listing> {
    let listed = listed.context("the index is gone")?;
    let mut kept = before.clone();
    if is_answering {
        kept.retain(|key, _| listed.contains_key(key));
    }
    Ok(kept)
}

/// What strace says of the errors that it put in.
struct Injected {
    is_any: bool,
    /// Whether they hit readings, which may be of the archive.
    is_of_reading: bool,
    /// Whether one of them hit what the program says to people, or the loading of the program.
    is_in_the_way: bool,
}

impl Injected {
    fn read(log: &Path) -> Result<Self> {
        let log = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
        let mut injected = Self {
            is_any: false,
            is_of_reading: false,
            is_in_the_way: false,
        };
        for line in log.lines().filter(|line| line.ends_with("(INJECTED)")) {
            injected.is_any = true;
            injected.is_of_reading |= ["read", "openat(", "mmap("]
                .iter()
                .any(|call| line.contains(call));
            injected.is_in_the_way |= is_in_the_way(line);
        }
        Ok(injected)
    }
}

/// Tells whether a call is no business of the index: stdout and stderr, shared libraries, the allocator's memory.
fn is_in_the_way(line: &str) -> bool {
    let is_talk = line.contains("write(1,") || line.contains("write(2,");
    let is_loader = [".so", "/etc/", "/proc/", "/sys/"]
        .iter()
        .any(|part| line.contains(part));
    // Only the loader of programs maps files so that nobody may write to them.
    let is_memory = ["MAP_ANONYMOUS", "MAP_DENYWRITE"]
        .iter()
        .any(|kind| line.contains(kind));
    is_talk || is_loader || is_memory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rebuild_loses_nothing_before_it_answers() {
        let listing = |keys: &[&str]| -> Listing {
            keys.iter()
                .map(|key| ((*key).to_owned(), "title".to_owned()))
                .collect()
        };
        let before = listing(&["1", "2"]);
        for (listed, is_answering, expected) in [
            (None, false, None),
            (None, true, None),
            (Some(listing(&["2", "3"])), true, Some(listing(&["2"]))),
            (Some(listing(&["2"])), false, Some(before.clone())),
            (Some(Listing::new()), false, Some(before.clone())),
        ] {
            let told = format!("{listed:?} {is_answering}");
            assert_eq!(
                kept_by_rebuild(&before, listed, is_answering).ok(),
                expected,
                "{told}"
            );
        }
    }

    #[test]
    fn tells_what_is_no_business_of_the_index() {
        for (line, expected) in [
            (
                "12 write(1, \"{\", 9) = -1 EIO (Input/output error) (INJECTED)",
                true,
            ),
            (
                "12 write(7, \"{\", 9) = -1 EIO (Input/output error) (INJECTED)",
                false,
            ),
            (
                "12 openat(AT_FDCWD, \"/lib/libc.so.6\", 0) = -1 EIO (INJECTED)",
                true,
            ),
            (
                "12 mmap(NULL, 9, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 EIO (INJECTED)",
                true,
            ),
            (
                "12 mmap(NULL, 9, PROT_READ, MAP_SHARED, 9, 0) = -1 EIO (INJECTED)",
                false,
            ),
        ] {
            assert_eq!(is_in_the_way(line), expected, "{line}");
        }
    }
}
