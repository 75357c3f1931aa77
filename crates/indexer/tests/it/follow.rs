//! `follow`: an index that keeps up with its folder while an engine answers from it.

use std::fs;
use std::sync::atomic::AtomicBool;

use indexer::{Mode, follow};
use search_engine::EmbeddedEngine;

use crate::{Archive, EndsWatch, keys, options, story, wait_for};

#[test]
fn new_and_removed_files_are_followed() {
    let archive = Archive::new();
    archive.write("a.txt", &story("the lighthouse"));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&archive.index, Mode::Update, &stop);
            follow(std::slice::from_ref(&archive.corpus), &options, |_| {})
        });
        let watch = EndsWatch(&stop);
        let engine = wait_for(|| EmbeddedEngine::open(&archive.index).ok());
        archive.write("b.txt", &story("the ferry"));
        let is_found = |query: &str| !keys(&engine, query).is_empty();
        wait_for(|| (engine.refresh().unwrap() && is_found("ferry")).then_some(()));
        fs::remove_file(archive.corpus.join("a.txt")).unwrap();
        wait_for(|| (engine.refresh().unwrap() && !is_found("lighthouse")).then_some(()));
        drop(watch);
        watching.join().unwrap().unwrap();
    });
}
