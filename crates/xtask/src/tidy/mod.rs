//! `cargo xtask tidy`: the house style as plain rules over the files that git knows.
//! Files go in, findings come out; each rule is a function of one file's text.

mod functions;
mod links;
mod rules;
mod source;

use std::fmt;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::steps::Done;
use crate::{process, workspace};

/// How many of a hundred functions may be over [`functions::LONG`] lines (house style, rule 3).
const LONG_SHARE: f64 = 0.03;

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A file of the checkout with its path from the root.
pub(crate) struct TrackedFile {
    path: String,
    text: String,
}

impl TrackedFile {
    fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            what: what.into(),
        }
    }

    fn has_extension(&self, wanted: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|extension| extension == wanted)
    }
}

/// Prints every finding; the exit status tells whether there were any.
pub(crate) fn tidy() -> Result<ExitCode> {
    let Some(complaint) = complaint()? else {
        return Ok(ExitCode::SUCCESS);
    };
    eprintln!("{complaint}");
    Ok(ExitCode::from(1))
}

/// Checks everything as a step of a test run, and fails where there are findings.
pub(crate) fn check() -> Result<Done> {
    // A checkout of another work tree has a file of that name.
    if !workspace::root().join(".git").exists() {
        return Ok(Done::Skipped(
            "without .git nothing tells which files are ours".into(),
        ));
    }
    match complaint()? {
        None => Ok(Done::Passed),
        Some(complaint) => bail!("{complaint}"),
    }
}

/// Prints the findings and the figures, and returns what there is to complain of, in a line.
fn complaint() -> Result<Option<String>> {
    let files = tracked_files()?;
    let mut findings: Vec<Finding> = files.iter().flat_map(rules::check).collect();
    findings.extend(links::check(&files));
    for finding in &findings {
        println!("{finding}");
    }
    let lengths = functions::lengths(&files);
    let share = lengths.share_of_long();
    println!(
        "{} files, {} functions, {} of them over {} lines ({:.1} %, at most {:.0} % allowed)",
        files.len(),
        lengths.n_functions,
        lengths.n_long,
        functions::LONG,
        share * 100.0,
        LONG_SHARE * 100.0
    );
    let is_tidy = findings.is_empty() && share <= LONG_SHARE;
    Ok((!is_tidy).then(|| {
        format!(
            "tidy: {} findings; help: the rules are in crates/xtask/src/tidy",
            findings.len()
        )
    }))
}

/// Returns the files that git tracks or would track. A file that is gone from the folder is passed over.
fn tracked_files() -> Result<Vec<TrackedFile>> {
    let mut command = Command::new("git");
    command.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    ]);
    let listed = process::output(command.current_dir(workspace::root()))?;
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        let Ok(bytes) = std::fs::read(workspace::root().join(path)) else {
            continue;
        };
        // Pictures and the like have no text to check; that they are there is what links need to know.
        files.push(TrackedFile {
            path: path.to_owned(),
            text: String::from_utf8(bytes).unwrap_or_default(),
        });
    }
    Ok(files)
}
