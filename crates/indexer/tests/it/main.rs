//! Tests of the indexer as a library and as a program: what a folder becomes, and how an index follows it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod command;
mod corpus;
mod corrections;
mod folders;
mod follow;
mod lasting;
mod library;
mod mutations;
mod regressions;
mod samples;
mod settings;
mod updates;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use indexer::{Mode, Options, Report, build};
use query_language::parse;
use search_engine::{EmbeddedEngine, SearchEngine, SearchRequest};

/// Runs the program.
fn run(arguments: &[&str]) -> Output {
    Command::cargo_bin("indexer")
        .unwrap()
        .env_remove("DATELINE_INDEX")
        .args(arguments)
        .output()
        .unwrap()
}

/// A folder of articles and an index, both gone when the test is over.
struct Archive {
    _home: tempfile::TempDir,
    corpus: PathBuf,
    index: PathBuf,
}

impl Archive {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (corpus, index) = (home.path().join("corpus"), home.path().join("index"));
        fs::create_dir(&corpus).unwrap();
        Self {
            _home: home,
            corpus,
            index,
        }
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.corpus.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn build(&self) -> Report {
        self.build_as(Mode::Update).unwrap()
    }

    fn build_as(&self, mode: Mode) -> Result<Report, indexer::IndexError> {
        build_roots(std::slice::from_ref(&self.corpus), &self.index, mode)
    }

    /// Returns the keys of the articles that a query finds, in alphabetical order.
    fn search(&self, query: &str) -> Vec<String> {
        keys(&EmbeddedEngine::open(&self.index).unwrap(), query)
    }
}

fn build_roots(roots: &[PathBuf], index: &Path, mode: Mode) -> Result<Report, indexer::IndexError> {
    let stop = AtomicBool::new(false);
    build(roots, &options(index, mode, &stop))
}

/// Returns the options of a build that is not hurried and tells nobody how far it is.
fn options<'a>(index: &'a Path, mode: Mode, stop: &'a AtomicBool) -> Options<'a> {
    Options {
        index,
        mode,
        forget: &[],
        rest: Duration::ZERO,
        commit_every: indexer::COMMIT_EVERY,
        memory: indexer::MEMORY,
        stop,
        progress: &|_| {},
    }
}

/// Ends a watch when it goes out of scope, which it does where a test fails as well: else the threads of the test
/// would wait for each other for ever.
struct EndsWatch<'a>(&'a AtomicBool);

impl Drop for EndsWatch<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Looks again and again until there is something; far longer than it takes, because the machine may be busy.
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    const PATIENCE: Duration = Duration::from_secs(30);
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(
            Instant::now() < until,
            "help: the index did not follow its folder; look at follow.rs"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn keys(engine: &EmbeddedEngine, query: &str) -> Vec<String> {
    let request = SearchRequest {
        limit: 100,
        ..SearchRequest::new(parse(query, None))
    };
    let mut keys: Vec<String> = engine
        .search(&request)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.key)
        .collect();
    keys.sort();
    keys
}

/// Returns the text of an article about a subject, long enough to be one.
fn story(subject: &str) -> String {
    format!(
        "The harbour council of Tarnwick met on Thursday evening to talk about {subject}. \
         Members heard two engineers and a dozen residents before they put the question to a vote.\n\n\
         The chair of the council said that {subject} would be back on the agenda in the spring, \
         when the figures of the winter are known and the contractors have answered.\n"
    )
}
