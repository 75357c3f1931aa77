//! Tests of the indexer as a library and as a program: what a folder becomes, and how an index follows it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod command;
mod corpus;
mod corrections;
mod follow;
mod library;
mod mutations;
mod regressions;
mod samples;
mod settings;
mod updates;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use indexer::{Mode, Options, Report, build};
use query_language::parse;
use search_engine::{EmbeddedEngine, SearchEngine, SearchRequest};

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
    build(
        roots,
        &Options {
            index,
            mode,
            rest: Duration::ZERO,
            stop: &stop,
            progress: &|_| {},
        },
    )
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
