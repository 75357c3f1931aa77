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
    let files = [1, 2].map(|number| corpus.join(format!("late-{number}.json")));
    let updated = update_twice(
        programs,
        corpus,
        index,
        &files.each_ref().map(|file| file.as_path()),
    );
    for file in files.iter().filter(|file| file.exists()) {
        std::fs::remove_file(file).context("cannot remove the article that was added")?;
    }
    updated.map(Some)
}

fn update_twice(programs: &Programs, corpus: &Path, index: &Path, files: &[&Path; 2]) -> Result<Updated> {
    let mut server = serve(programs, index)?;
    let mut client = Client::new(&server.address(START_UP)?);
    tree::write(files[0], vary::late_article(1).as_bytes())?;
    let (built, answered_s) = until_answered(programs, corpus, index, &mut client, 1)?;

    let mut command = programs.indexer();
    command.arg("build").arg(corpus).arg("--index").arg(index);
    command.args(["--watch", "--json", "--quiet"]);
    let mut watch = Service::start(&mut command)?;
    watch.wait_for_line(START_UP, |_| true)?;
    let written = Instant::now();
    tree::write(files[1], vary::late_article(2).as_bytes())?;
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
