//! `cargo xtask fuzz`: damaged inputs by the number, a form of file at a time, with a watch on time and memory.
//! The inputs are made by crates/indexer/tests/it/mutations.rs; this builds it, runs it and prints a table.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::bench::memory;
use crate::{process, table, workspace};

/// How often the memory of a run is looked at.
const SAMPLING: Duration = Duration::from_millis(20);
/// Where the tests of one form each are.
const TESTS: &str = "mutations::";

/// Read damaged files of every form: changed, cut, repeated and mixed samples
///
/// Each form runs in a process of its own. Exits with 1 when an input panics, gives neither a document nor a
/// reason, or takes more memory or time than allowed; the input is kept below the target folder, in tmp/.
#[derive(Args)]
pub(crate) struct FuzzArguments {
    /// Inputs of each form
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    inputs: usize,
    /// Only forms whose name contains this, such as html or json
    #[arg(long, value_name = "NAME")]
    form: Option<String>,
    /// Most memory that a run may hold, in MB
    #[arg(long, value_name = "MB", default_value_t = 512)]
    memory: u64,
    /// Longest time that one input may take, in seconds
    #[arg(long, value_name = "S", default_value_t = 5.0)]
    slowest: f64,
    /// Write samples for coverage-guided fuzzing into fuzz/seeds, and nothing else
    #[arg(long)]
    seeds: bool,
}

/// What a run of one form prints.
#[derive(Default, Deserialize)]
struct Summary {
    inputs: usize,
    documents: usize,
    articles: usize,
    rejections: usize,
    slowest_ms: f64,
    slowest_bytes: usize,
}

/// A run of one form that has ended.
#[derive(Default)]
struct Run {
    summary: Summary,
    took: Duration,
    peak_bytes: Option<u64>,
    /// Why it failed, where it did.
    failure: Option<String>,
}

/// Runs all forms and prints their table.
pub(crate) fn fuzz(arguments: &FuzzArguments) -> Result<ExitCode> {
    let program = built()?;
    if arguments.seeds {
        let mut command = Command::new(&program);
        process::quietly(command.args(["--exact", "samples::write_seeds", "--ignored"]))?;
        println!("fuzz/seeds is written");
        return Ok(ExitCode::SUCCESS);
    }
    let forms = forms(&program, arguments.form.as_deref())?;
    if forms.is_empty() {
        bail!("no form has such a name");
    }
    let runs = run_all(&program, &forms, arguments)?;
    println!("{}", rendered(&runs).trim_end());
    let mut n_failed = 0;
    for (form, run) in &runs {
        if let Some(failure) = &run.failure {
            n_failed += 1;
            println!("{form} FAILED: {failure}");
        }
    }
    let n_inputs: usize = runs.values().map(|run| run.summary.inputs).sum();
    println!("{n_inputs} inputs, {} forms, {n_failed} failed", runs.len());
    Ok(ExitCode::from(u8::from(n_failed > 0)))
}

/// Builds the tests of the indexer for release and returns their program.
fn built() -> Result<PathBuf> {
    let mut command = workspace::cargo(&[
        "test",
        "--release",
        "-p",
        "indexer",
        "--test",
        "it",
        "--no-run",
        "--quiet",
        "--message-format",
        "json",
    ])?;
    let messages = process::output(&mut command)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "it")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("cargo names no program of the indexer's tests")
}

/// Returns the names of the forms.
fn forms(program: &Path, wanted: Option<&str>) -> Result<Vec<String>> {
    let listed = process::output(Command::new(program).args(["--list", "--format", "terse"]))?;
    let names = listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test")?.strip_prefix(TESTS));
    let is_wanted = |name: &&str| wanted.is_none_or(|wanted| name.contains(wanted));
    Ok(names.filter(is_wanted).map(str::to_owned).collect())
}

/// Runs the forms, as many at once as there are cores.
fn run_all(program: &Path, forms: &[String], arguments: &FuzzArguments) -> Result<BTreeMap<String, Run>> {
    let next = AtomicUsize::new(0);
    let runs = Mutex::new(BTreeMap::new());
    let work = || -> Result<()> {
        while let Some(form) = forms.get(next.fetch_add(1, Ordering::Relaxed)) {
            let run = run(program, form, arguments)?;
            eprintln!(
                "{form}: {} in {:.0} s",
                if run.failure.is_some() { "FAILED" } else { "passed" },
                run.took.as_secs_f64()
            );
            runs.lock()
                .expect("no thread panics while it adds")
                .insert(form.clone(), run);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("a run's failure is a value"))
    })?;
    Ok(runs.into_inner().expect("no thread panics while it adds"))
}

fn run(program: &Path, form: &str, arguments: &FuzzArguments) -> Result<Run> {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(["--exact", &format!("{TESTS}{form}"), "--nocapture"])
        .env("DATELINE_MUTATIONS", arguments.inputs.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let limit = arguments.memory * 1_000_000;
    let (status, peak_bytes) = watched(&mut child, limit)?;
    let mut printed = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_string(&mut printed)?;
    }
    let summary: Option<Summary> = printed
        .lines()
        .find_map(|line| line.starts_with('{').then(|| serde_json::from_str(line).ok())?);
    let failure = match &summary {
        _ if peak_bytes.is_some_and(|peak| peak > limit) => {
            Some(format!("it took more than {} MB", arguments.memory))
        }
        _ if !status.success() => Some(format!("it ended with {status}")),
        None => Some("it printed no figures".to_owned()),
        Some(summary) => (summary.slowest_ms > arguments.slowest * 1_000.0)
            .then(|| format!("an input took more than {} s", arguments.slowest)),
    };
    Ok(Run {
        summary: summary.unwrap_or_default(),
        took: started.elapsed(),
        peak_bytes,
        failure,
    })
}

/// Waits for a run and returns its end and the most memory it held; one that holds too much is ended.
/// What it prints is short, so that it never waits for its reader.
fn watched(child: &mut Child, limit: u64) -> Result<(std::process::ExitStatus, Option<u64>)> {
    let mut peak = None;
    loop {
        peak = memory::of_process(child.id()).map(|memory| memory.peak).or(peak);
        if peak.is_some_and(|peak| peak > limit) {
            child.kill()?;
        }
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        std::thread::sleep(SAMPLING);
    }
}

fn rendered(runs: &BTreeMap<String, Run>) -> String {
    let heads = [
        "form",
        "inputs",
        "documents",
        "articles",
        "rows",
        "time",
        "slowest input",
        "memory at most",
    ];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for (
        form,
        Run {
            summary,
            took,
            peak_bytes,
            ..
        },
    ) in runs
    {
        rows.push(vec![
            form.clone(),
            summary.inputs.to_string(),
            summary.documents.to_string(),
            summary.articles.to_string(),
            summary.rejections.to_string(),
            format!("{:.0} s", took.as_secs_f64()),
            format!(
                "{:.0} ms ({} kB)",
                summary.slowest_ms,
                summary.slowest_bytes / 1_000
            ),
            peak_bytes.map_or_else(|| "–".into(), |peak| format!("{} MB", peak / 1_000_000)),
        ]);
    }
    table::render(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_row_for_every_form() {
        let summary = Summary {
            inputs: 10,
            documents: 7,
            slowest_ms: 12.4,
            slowest_bytes: 30_100,
            ..Summary::default()
        };
        let run = Run {
            summary,
            peak_bytes: Some(48_400_000),
            ..Run::default()
        };
        let table = rendered(&BTreeMap::from([("html".to_owned(), run)]));
        let row = table
            .lines()
            .find(|line| line.contains("html"))
            .unwrap_or_default();
        for cell in ["10", "7", "12 ms (30 kB)", "48 MB"] {
            assert!(row.contains(cell), "{cell} in {row}");
        }
    }
}
