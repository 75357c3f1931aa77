//! Follows the index as it is updated or rebuilt.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use search_engine::{EmbeddedEngine, SearchEngine};

/// How often the index is looked at: soon enough that a new article is there when its reader looks. A look reads two
/// small files.
pub const FOLLOW_INTERVAL: Duration = Duration::from_millis(200);

/// Takes up new states of the index, on a thread of its own, for as long as the process runs.
pub fn follow(engine: Arc<EmbeddedEngine>) {
    thread::spawn(move || {
        let mut last_error = None;
        let mut last_notice = None;
        prepare(&engine);
        loop {
            thread::sleep(FOLLOW_INTERVAL);
            let error = match engine.refresh() {
                Ok(true) => {
                    report(&engine);
                    prepare(&engine);
                    None
                }
                Ok(false) => None,
                Err(error) => Some(error.to_string()),
            };
            let notice = engine.notice();
            if notice != last_notice
                && let Some(notice) = &notice
            {
                tracing::warn!(notice, "the current generation does not answer");
            }
            last_notice = notice;
            // An index that stays broken is told of once, not five times a second.
            if error != last_error
                && let Some(error) = &error
            {
                tracing::warn!(error, "the index cannot be followed; the last good state answers");
            }
            last_error = error;
        }
    });
}

fn prepare(engine: &EmbeddedEngine) {
    if let Err(error) = engine.prepare() {
        tracing::warn!(%error, "completions of short starts will be slow");
    }
}

fn report(engine: &EmbeddedEngine) {
    if let Ok(status) = engine.status() {
        tracing::info!(
            generation = status.generation,
            articles = status.articles,
            "the index changed"
        );
    }
}
