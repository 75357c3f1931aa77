//! `indexer build`: builds or updates the index and reports what was done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anstyle::Style;
use anyhow::Context;
use indexer::{AwayFolder, AwayReason, IndexError, Mode, Options, Report, build, follow};

use super::progress::ProgressLine;
use super::{BuildArguments, counted, printable};
use crate::{DONE, PARTLY};

/// Rows of one reason that are listed; the JSON report has all.
const MAX_ROWS: usize = 20;

/// By how much a build is nicer than what started it: of a processor that both want, searches get three quarters.
#[cfg(unix)]
const NICENESS: i32 = 5;

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &BuildArguments) -> anyhow::Result<u8> {
    give_way();
    if let Some(jobs) = arguments.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
        pool.build_global()
            .map_err(|error| IndexError::Thread(error.to_string()))?;
    }
    let stop = Arc::new(AtomicBool::new(false));
    stop_on_signal(&stop, arguments.fresh)?;
    let line = ProgressLine::new(arguments.quiet);
    let options = Options {
        index: &arguments.index.index,
        mode: if arguments.fresh {
            Mode::Fresh
        } else {
            Mode::Update
        },
        forget: &arguments.forget,
        rest: Duration::ZERO,
        commit_every: Duration::from_secs(arguments.commit_every),
        memory: usize::from(arguments.memory) * 1_000_000,
        stop: &stop,
        progress: &|progress| line.show(progress),
    };
    let show = |report: &Report| {
        line.clear();
        print(report, arguments)
    };
    if arguments.watch {
        if !arguments.quiet {
            eprintln!("watching {} (Ctrl-C ends it)", names(arguments));
        }
        let mut shown = Ok(());
        follow(&arguments.paths, &options, |done| match done {
            Ok(report) => shown = show(report),
            Err(error @ IndexError::Watch(_)) => eprintln!("note: {error}; {}", error.hint()),
            Err(error) => eprintln!("error: {error}\nhint: {}; the watch tries again", error.hint()),
        })?;
        shown?;
        return Ok(DONE);
    }
    let report = build(&arguments.paths, &options)?;
    show(&report)?;
    let is_empty = |away: &AwayFolder| away.reason == AwayReason::Empty;
    let is_partly = report.interrupted || !report.rejected.is_empty() || report.away.iter().any(is_empty);
    Ok(if is_partly { PARTLY } else { DONE })
}

/// Lets searches go first while this thread and those that it starts build. Where the system does not let it, nothing is
/// lost but that.
fn give_way() {
    #[cfg(unix)]
    rustix::process::nice(NICENESS).ok();
}

/// Lets Ctrl-C end the build after what it has begun; a second one ends it at once.
fn stop_on_signal(stop: &Arc<AtomicBool>, is_rebuild: bool) -> anyhow::Result<()> {
    let stop = Arc::clone(stop);
    ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            // 130 is what shells report for a program that Ctrl-C ended.
            std::process::exit(130);
        }
        match is_rebuild {
            true => eprintln!("\nstopping (Ctrl-C again ends at once)"),
            false => eprintln!("\nstopping: what is done is kept (Ctrl-C again ends at once)"),
        }
    })
    .context("cannot listen for Ctrl-C")
}

fn names(arguments: &BuildArguments) -> String {
    let names: Vec<String> = arguments
        .paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}

/// Tells of folders whose articles stay though they are not there, or went with a rebuild.
fn print_folders(report: &Report) {
    for AwayFolder {
        folder,
        articles,
        reason,
    } in report.away.iter().take(MAX_ROWS)
    {
        let state = match reason {
            AwayReason::Empty => "is empty, as a drive that is not mounted is",
            AwayReason::Missing => "is not there",
        };
        let stay = match articles {
            1 => "its 1 article stays".to_owned(),
            several => format!("its {several} articles stay"),
        };
        let folder = printable(folder);
        say!("{folder} {state}: {stay}; if its files were deleted: indexer build --forget {folder}");
    }
    if report.of_unknown_files > 0 {
        say!(
            "the list of indexed files was damaged and is made anew: {} not in these folders and stay; name all folders of the index, \
             or rebuild it with: indexer build --fresh PATH",
            match report.of_unknown_files {
                1 => "1 article is".to_owned(),
                several => format!("{several} articles are"),
            }
        );
    }
    for folder in report.left_out.iter().take(MAX_ROWS) {
        say!(
            "left out: {}, which the index before had and was not named",
            printable(folder)
        );
    }
    let n_more = [report.away.len(), report.left_out.len()].map(|n| n.saturating_sub(MAX_ROWS));
    if n_more.iter().sum::<usize>() > 0 {
        say!(
            "and {} more of them; --json lists all",
            n_more.iter().sum::<usize>()
        );
    }
}

fn print(report: &Report, arguments: &BuildArguments) -> anyhow::Result<()> {
    if arguments.json {
        say!("{}", serde_json::to_string(report)?);
    } else if !arguments.quiet {
        print_for_people(report);
    }
    Ok(())
}

fn print_for_people(report: &Report) {
    let bold = Style::new().bold();
    if report.given_up {
        say!(
            "the rebuild was stopped and given up; the index is as it was, {}",
            counted(report.articles, "article")
        );
        return;
    }
    let Report {
        added,
        changed,
        removed,
        unchanged,
        ..
    } = report;
    say!(
        "{bold}{}{bold:#} in the index: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged ({:.1} s)",
        counted(report.articles, "article"),
        report.seconds
    );
    print_folders(report);
    if report.files + report.removed == 0 && report.away.is_empty() {
        say!(
            "no articles were found; Dateline reads .txt .md .html .json .jsonl .csv .tsv, feeds, .warc, .eml, .mbox and .mht, plain \
             or in .gz .zst .zip .tar"
        );
    }
    if report.duplicates > 0 {
        say!(
            "{} left out: the same text is in the index already, word for word",
            counted(report.duplicates, "copied article")
        );
    }
    if report.unsettled > 0 {
        say!(
            "{} still being written, left for the next look",
            counted(report.unsettled, "file")
        );
    }
    if let Some(summary) = report.corrections.summary() {
        say!("{summary}");
    }
    for idle in report.corrections.idle.iter().take(MAX_ROWS) {
        say!("  {}: {}", printable(&idle.line), printable(&idle.why));
    }
    if report.corrections.idle.len() > MAX_ROWS {
        say!(
            "  and {} more without effect; --json lists all",
            report.corrections.idle.len() - MAX_ROWS
        );
    }
    for (reason, rows) in report.rejected_by_reason() {
        say!("{bold}{} rejected: {reason}{bold:#}", rows.len());
        for row in rows.iter().take(MAX_ROWS) {
            let detail = row
                .detail
                .as_ref()
                .map(|detail| format!(" ({})", printable(detail)))
                .unwrap_or_default();
            say!("  {}{detail}", printable(&row.path));
        }
        if rows.len() > MAX_ROWS {
            say!("  and {} more; --json lists all", rows.len() - MAX_ROWS);
        }
    }
    if report.interrupted {
        say!("stopped before the end; build again to go on");
    }
}
