//! `follow`: an index that keeps up with its folder while an engine answers from it.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indexer::{Mode, Options, follow};
use search_engine::EmbeddedEngine;

use crate::{Archive, keys, story};

/// Far more than it takes: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn new_and_removed_files_are_followed() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = Options {
                index: &archive.index,
                mode: Mode::Update,
                rest: Duration::ZERO,
                stop: &stop,
                progress: &|_| {},
            };
            follow(std::slice::from_ref(&archive.corpus), &options, |_| {})
        });
        let engine = wait_for(|| EmbeddedEngine::open(&archive.index).ok());
        archive.write("b.txt", &story("the ferry"));
        let is_found = |query: &str| !keys(&engine, query).is_empty();
        wait_for(|| (engine.refresh().unwrap() && is_found("ferry")).then_some(()));
        fs::remove_file(archive.corpus.join("a.txt")).unwrap();
        wait_for(|| (engine.refresh().unwrap() && !is_found("lighthouse")).then_some(()));
        stop.store(true, Ordering::Relaxed);
        watching.join().unwrap().unwrap();
    });
}

fn wait_for<T>(look: impl Fn() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("help: the watch did not follow within {PATIENCE:?}; look at follow.rs");
}
