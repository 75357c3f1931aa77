//! How long it takes from a new file to the answer that has it: by a build, and by a watch that is running.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::build::{Built, Start, build_index};
use super::client::{Client, START_UP, serve};
use super::vary;
use crate::programs::Programs;
use crate::service::Service;
use crate::{tree, workspace};

/// A watch that takes longer than this has missed the file.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the server is asked.
const ASKING: Duration = Duration::from_millis(10);
/// How the names of files begin that are added.
const LATE: &str = "late-";

/// What a new file costs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Updated {
    /// The build that read it.
    pub(crate) built: Built,
    /// From the start of that build to the answer.
    pub(crate) answered_s: f64,
    /// From the writing of a file under a running watch to the answer.
    pub(crate) watched_s: f64,
}

/// Adds articles to the corpus and waits until a server answers with them, then takes them away again.
/// A corpus that is not below the target folder gets none, and nothing is measured.
pub(crate) fn measure(programs: &Programs, corpus: &Path, index: &Path) -> Result<Option<Updated>> {
    if !corpus.is_dir() || !corpus.starts_with(workspace::target()?) {
        return Ok(None);
    }
    let updated = update_twice(programs, corpus, index);
    remove_late(corpus)?;
    updated.map(Some)
}

/// Adds a late article to a corpus.
pub(crate) fn add_late(corpus: &Path, number: usize) -> Result<()> {
    let file = corpus.join(format!("{LATE}{number}.json"));
    tree::write(&file, vary::late_article(number).as_bytes())
}

/// Takes the late articles out of a corpus below the target folder, those of a measurement that was cut off among them.
pub(crate) fn remove_late(corpus: &Path) -> Result<()> {
    if !corpus.is_dir() || !corpus.starts_with(workspace::target()?) {
        return Ok(());
    }
    remove_late_of(corpus)
}

fn remove_late_of(corpus: &Path) -> Result<()> {
    for entry in std::fs::read_dir(corpus)? {
        let entry = entry?;
        if is_late(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path()).context("cannot remove an article that was added")?;
        }
    }
    Ok(())
}

fn is_late(name: &str) -> bool {
    let number = name
        .strip_prefix(LATE)
        .and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

fn update_twice(programs: &Programs, corpus: &Path, index: &Path) -> Result<Updated> {
    let mut server = serve(programs, index)?;
    let mut client = Client::new(&server.address(START_UP)?);
    add_late(corpus, 1)?;
    let (built, answered_s) = until_answered(programs, corpus, index, &mut client, 1)?;

    let mut command = programs.indexer();
    command.arg("build").arg(corpus).arg("--index").arg(index);
    command.args(["--watch", "--json", "--quiet"]);
    let mut watch = Service::start(&mut command)?;
    watch.wait_for_line(START_UP, |_| true)?;
    let written = Instant::now();
    add_late(corpus, 2)?;
    wait_for(&mut client, 2)?;
    let watched_s = written.elapsed().as_secs_f64();
    watch.stop()?;
    server.stop()?;
    Ok(Updated {
        built,
        answered_s,
        watched_s,
    })
}

/// Builds an index whose folder has a late article, and returns the build with the seconds from its start until the
/// server answers with the article. The build may be busy for longer: it merges parts of the index afterwards.
pub(crate) fn until_answered(
    programs: &Programs,
    corpus: &Path,
    index: &Path,
    client: &mut Client,
    number: usize,
) -> Result<(Built, f64)> {
    thread::scope(|scope| {
        let started = Instant::now();
        let building = scope.spawn(|| build_index(programs, corpus, index, Start::Update));
        let found = wait_for(client, number);
        let answered_s = started.elapsed().as_secs_f64();
        let built = building.join().expect("building ends in a value")?;
        found.map(|()| (built, answered_s))
    })
}

/// Waits until a server answers with a late article.
fn wait_for(client: &mut Client, number: usize) -> Result<()> {
    let parameters = vec![("q", format!("\"{}\"", vary::late_headline(number)))];
    let asked = Instant::now();
    while client.search(&parameters)?.contains("\"total\":0") {
        ensure!(
            asked.elapsed() < PATIENCE,
            "a new file is not found after {} s",
            PATIENCE.as_secs()
        );
        thread::sleep(ASKING);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_articles_of_a_run_that_was_cut_off_are_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        tree::write(&folder.path().join("0000/00000.jsonl"), b"{}").unwrap();
        tree::write(&folder.path().join("late-night.json"), b"{}").unwrap();
        add_late(folder.path(), 1).unwrap();
        add_late(folder.path(), 12).unwrap();
        remove_late_of(folder.path()).unwrap();
        assert_eq!(
            tree::files(folder.path()).unwrap(),
            ["0000/00000.jsonl", "late-night.json"].map(|name| folder.path().join(name))
        );
    }
}
