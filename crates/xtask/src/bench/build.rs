//! One run of `indexer build`, with its report, its time and its memory.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::memory;
use crate::process;
use crate::programs::Programs;

/// How often the memory of a running build is read.
const SAMPLING: Duration = Duration::from_millis(50);

/// What a build starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// From nothing, beside any index that is there.
    Fresh,
    /// From the index that is there.
    Update,
}

/// The report that `indexer build --json` prints.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Report {
    pub(crate) added: u64,
    pub(crate) changed: u64,
    pub(crate) removed: u64,
    pub(crate) unchanged: u64,
    pub(crate) duplicates: u64,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) articles: u64,
    pub(crate) seconds: f64,
    pub(crate) stages: Stages,
    /// Whether it was stopped before it was done.
    pub(crate) interrupted: bool,
}

/// A file or record that gave no article.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Rejected {
    pub(crate) path: String,
    pub(crate) reason: String,
    pub(crate) detail: Option<String>,
}

/// Seconds of each stage, summed over threads.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Stages {
    pub(crate) read_s: f64,
    pub(crate) extract_s: f64,
    pub(crate) tag_s: f64,
    pub(crate) index_s: f64,
    pub(crate) commit_s: f64,
}

/// A build that was run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Built {
    /// The indexer's own report.
    pub(crate) report: Report,
    /// Wall time of the whole program.
    pub(crate) seconds: f64,
    /// The most memory it held, mapped files among it, where the system tells.
    pub(crate) peak_bytes: Option<u64>,
    /// The most that was its own, which is what its setting bounds.
    pub(crate) own_peak_bytes: Option<u64>,
    /// Seconds of all its threads on a processor, which says more than wall time where others work as well.
    pub(crate) cpu_s: Option<f64>,
}

/// Runs a build to its end.
pub(crate) fn build_index(programs: &Programs, corpus: &Path, index: &Path, start: Start) -> Result<Built> {
    let mut command = programs.indexer();
    command
        .arg("build")
        .arg(corpus)
        .arg("--index")
        .arg(index)
        .args(["--json", "--quiet"]);
    if start == Start::Fresh {
        command.arg("--fresh");
    }
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{}`", process::line(&command)))?;
    let watched = memory::watch(child.id(), SAMPLING);
    let stdout = std::io::read_to_string(child.stdout.take().expect("stdout was asked for as a pipe"))?;
    let stderr = std::io::read_to_string(child.stderr.take().expect("stderr was asked for as a pipe"))?;
    let status = child.wait()?;
    let seconds = started.elapsed().as_secs_f64();
    let used = watched.finish();
    // Status 1 says that some files were rejected, which the report lists.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!(
            "`{}` ended with {status}: {}",
            process::line(&command),
            stderr.trim()
        );
    }
    let report: Report = serde_json::from_str(&stdout).context("`indexer build --json` printed no report")?;
    // A signal ends a build with a part of the articles, and with status 1 as rejected files do.
    ensure!(
        !report.interrupted,
        "`{}` was interrupted",
        process::line(&command)
    );
    Ok(Built {
        report,
        seconds,
        peak_bytes: used.peak,
        own_peak_bytes: used.own_peak,
        cpu_s: used.cpu_s,
    })
}
