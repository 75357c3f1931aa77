//! `indexer verify`: checks every file of the index.

use search_engine::verify;

use super::IndexArguments;
use crate::{BROKEN, DONE};

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &IndexArguments) -> anyhow::Result<u8> {
    let found = verify(&arguments.index)?;
    if found.damaged.is_empty() {
        println!(
            "the index is whole: generation {}, {} articles",
            found.generation, found.articles
        );
        return Ok(DONE);
    }
    println!(
        "the index is damaged: {} of its files are not what was written",
        found.damaged.len()
    );
    for file in &found.damaged {
        println!("  {file}");
    }
    eprintln!("hint: rebuild it with: indexer build --fresh PATH");
    Ok(BROKEN)
}
