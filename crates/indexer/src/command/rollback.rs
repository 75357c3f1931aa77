//! `indexer rollback`: makes the previous generation the current one again.

use search_engine::{SearchError, check_is_ours, lock, roll_back, verify};

use super::{IndexArguments, counted};
use crate::DONE;

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &IndexArguments) -> anyhow::Result<u8> {
    let index = &arguments.index;
    if !index.is_dir() {
        let path = index.display().to_string();
        return Err(SearchError::NoIndex { path }.into());
    }
    check_is_ours(index)?;
    let lock = lock(index)?;
    let generation = roll_back(index, &lock)?;
    say!(
        "generation {} answers now, {}; to go forward again: indexer rollback",
        generation.number,
        counted(verify(index)?.articles, "article")
    );
    Ok(DONE)
}
