//! `indexer verify`: checks every byte of the index.

use std::time::Instant;

use indexer::verify;

use super::{IndexArguments, counted};
use crate::{BROKEN, DONE};

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &IndexArguments) -> anyhow::Result<u8> {
    let started = Instant::now();
    let verified = verify(&arguments.index)?;
    let found = verified.found;
    let seconds = started.elapsed().as_secs_f64();
    if let Some(note) = verified.note {
        eprintln!("note: {note}");
    }
    if found.damaged.is_empty() {
        say!(
            "the index is whole: generation {}, {}, {:.1} MB checked in {seconds:.1} s",
            found.generation,
            counted(found.articles, "article"),
            found.bytes as f64 / 1e6
        );
        return Ok(DONE);
    }
    say!(
        "generation {} is damaged: {} not what was written",
        found.generation,
        match found.damaged.len() {
            1 => "1 of its files is".to_owned(),
            several => format!("{several} of its files are"),
        }
    );
    for file in &found.damaged {
        say!("  {file}");
    }
    let is_list = |file: &String| file.starts_with("manifest.") || file == "pending.json";
    if found.damaged.iter().all(is_list) {
        eprintln!(
            "hint: indexer build PATH, with all folders of the index, reads the files again and mends it"
        );
        return Ok(BROKEN);
    }
    eprintln!("hint: go back with: indexer rollback; or rebuild with: indexer build --fresh PATH");
    Ok(BROKEN)
}
