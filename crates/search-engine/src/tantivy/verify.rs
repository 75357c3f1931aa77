//! Checks the files of an index against their checksums.

use std::path::Path;

use tantivy::Index;

use super::engine::EmbeddedEngine;
use super::generations::current_generation;
use crate::{SearchEngine, SearchError};

/// What a check of an index found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Number of the generation.
    pub generation: u32,
    /// Articles in it.
    pub articles: usize,
    /// Names of the files that are not what was written; empty where the index is whole.
    pub damaged: Vec<String>,
}

/// Reads every file of the current generation and compares it with its checksum.
pub fn verify(index: &Path) -> Result<Verification, SearchError> {
    let generation = current_generation(index)?;
    let damaged = |detail: String| SearchError::Damaged {
        path: index.display().to_string(),
        detail,
    };
    let opened = Index::open_in_dir(generation.segments()).map_err(|error| damaged(error.to_string()))?;
    let files = opened
        .validate_checksum()
        .map_err(|error| damaged(error.to_string()))?;
    let mut names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    names.sort_unstable();
    // A damaged index is not opened for searching: what it would answer is of no worth.
    let articles = if names.is_empty() {
        EmbeddedEngine::open(index)?.status()?.articles
    } else {
        0
    };
    Ok(Verification {
        generation: generation.number,
        articles,
        damaged: names,
    })
}
