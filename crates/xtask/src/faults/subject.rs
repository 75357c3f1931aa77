//! [`Subject`]: the index that faults are done to, seen through the programs as people use them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::archive::Listing;
use super::limited;
use crate::programs::Programs;

/// An index and the programs that build, check and search it.
pub(super) struct Subject<'a> {
    pub(super) programs: &'a Programs,
    pub(super) index: PathBuf,
}

/// How a build ended.
pub(super) enum Built {
    /// It said that it is done.
    Acknowledged,
    /// It refused, in these words.
    Refused(String),
}

#[derive(Deserialize)]
struct Row {
    key: String,
    title: String,
}

impl Subject<'_> {
    /// Returns the call of a build.
    pub(super) fn build_command(&self, corpus: &Path, options: &[&str]) -> Command {
        let mut command = self.programs.indexer();
        command.arg("build").arg(corpus).arg("--index").arg(&self.index);
        command.args(["--json", "--commit-every", "0"]).args(options);
        command.stdin(Stdio::null());
        command
    }

    /// Builds and waits.
    pub(super) fn build(&self, corpus: &Path, options: &[&str]) -> Result<Built> {
        Self::ended(&limited::output(&mut self.build_command(corpus, options))?)
    }

    /// Returns how a build ended that is over.
    pub(super) fn ended(output: &Output) -> Result<Built> {
        let talk = talk_of(output)?;
        match output.status.code() {
            Some(0 | 1) if !output.stdout.is_empty() => Ok(Built::Acknowledged),
            Some(2) => {
                ensure!(output.stdout.is_empty(), "a build that failed printed a report");
                ensure!(
                    talk.lines().count() == 2 && talk.starts_with("error: ") && talk.contains("\nhint: "),
                    "not a sentence and a hint: {talk}"
                );
                Ok(Built::Refused(talk))
            }
            _ => bail!("the build ended with {}: {talk}", output.status),
        }
    }

    /// Builds, and checks that the index lists these articles then.
    pub(super) fn bring_up_to_date(&self, corpus: &Path, expected: &Listing) -> Result<()> {
        if let Built::Refused(talk) = self.build(corpus, &[])? {
            bail!("the next build does not work: {talk}");
        }
        ensure!(
            self.check_whole()? == Whole::Yes,
            "verify has a note after a build that ended"
        );
        let listed = self.listing()?.context("there is no index after a build")?;
        ensure!(
            &listed == expected,
            "after the next build: {}",
            difference(&listed, expected)
        );
        Ok(())
    }

    /// Checks that the index is whole, as far as there is one.
    pub(super) fn check_whole(&self) -> Result<Whole> {
        let output = self.verify()?;
        let talk = talk_of(&output)?;
        match output.status.code() {
            Some(0) if talk.contains("note: ") => Ok(Whole::CutOff),
            Some(0) => Ok(Whole::Yes),
            _ if talk.contains("there is no index at") => Ok(Whole::NoIndex),
            _ => bail!("verify: {}{talk}", String::from_utf8_lossy(&output.stdout)),
        }
    }

    /// Makes the generation before the current one.
    pub(super) fn roll_back(&self) -> Result<()> {
        let mut command = self.programs.indexer();
        command.arg("rollback").arg("--index").arg(&self.index);
        let output = limited::output(&mut command)?;
        ensure!(
            output.status.success(),
            "the rollback failed: {}",
            talk_of(&output)?
        );
        Ok(())
    }

    /// Returns the name of the generation that answers, where there is one.
    pub(super) fn generation(&self) -> Option<String> {
        let pointer = std::fs::read_to_string(self.index.join("current")).ok()?;
        pointer.lines().next().map(str::to_owned)
    }

    /// Runs the check of all files.
    pub(super) fn verify(&self) -> Result<Output> {
        let mut command = self.programs.indexer();
        command.arg("verify").arg("--index").arg(&self.index);
        limited::output(&mut command)
    }

    /// Returns every article that the index lists; nothing where there is no index.
    pub(super) fn listing(&self) -> Result<Option<Listing>> {
        let mut command = self.programs.search();
        command.args(["--export", "jsonl", "--index"]).arg(&self.index);
        let output = limited::output(&mut command)?;
        let talk = talk_of(&output)?;
        match output.status.code() {
            Some(0 | 1) => {}
            _ if talk.contains("there is no index at") => return Ok(None),
            _ => bail!("the export ended with {}: {talk}", output.status),
        }
        let mut listing = Listing::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            let row: Row = serde_json::from_str(line)?;
            if let Some(other) = listing.insert(row.key.clone(), row.title) {
                bail!("article {} is there twice, also as {other}", row.key);
            }
        }
        Ok(Some(listing))
    }

    /// Checks an index after a build was cut off on its way from one listing to another, and returns how long the
    /// first answer took.
    pub(super) fn check_between(&self, before: &Listing, after: &Listing) -> Result<Duration> {
        let asked = Instant::now();
        let listed = self.listing()?;
        let took = asked.elapsed();
        let whole = self.check_whole()?;
        let Some(listed) = listed else {
            ensure!(whole == Whole::NoIndex && before.is_empty(), "the index is gone");
            return Ok(took);
        };
        for (key, title) in before {
            match listed.get(key) {
                Some(found) => ensure!(
                    found == title || after.get(key) == Some(found),
                    "article {key} was {title} and is {found}"
                ),
                None => ensure!(!after.contains_key(key), "acknowledged article {key} is lost"),
            }
        }
        for (key, title) in &listed {
            let is_known = before.get(key) == Some(title) || after.get(key) == Some(title);
            ensure!(is_known, "article {key}, {title}, was never there or is gone");
        }
        Ok(took)
    }
}

/// What a check of all files says of an index that is not damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// All of it is what was written.
    Yes,
    /// So is it, and the next build has something to repair.
    CutOff,
    /// There is none.
    NoIndex,
}

/// Returns what a program says to people; a panic is an error.
pub(super) fn talk_of(output: &Output) -> Result<String> {
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(!talk.contains("panicked"), "a panic: {talk}");
    Ok(talk)
}

/// Returns in words how two listings differ.
pub(super) fn difference(found: &Listing, expected: &Listing) -> String {
    let lost: Vec<_> = expected
        .iter()
        .filter(|row| found.get(row.0) != Some(row.1))
        .collect();
    let strange: Vec<_> = found
        .iter()
        .filter(|row| expected.get(row.0) != Some(row.1))
        .collect();
    format!(
        "{} missing {:?}, {} not expected {:?}",
        lost.len(),
        &lost[..lost.len().min(3)],
        strange.len(),
        &strange[..strange.len().min(3)]
    )
}
