//! Checks the files of an index against their checksums.

use std::path::Path;

use tantivy::Index;
use tantivy::index::SegmentComponent;

use super::corrections::{FILE as CORRECTIONS, read_corrections};
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
    let mut names = damaged_files(&opened)?;
    if read_corrections(&generation).is_err() {
        names.push(CORRECTIONS.into());
    }
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

/// Returns the names of the files that are missing or not what was written, in order.
///
/// Asks for every part of every segment: tantivy itself checks only what its list of managed files names and
/// the folder has, and a missing file of positions is to it an empty one.
fn damaged_files(index: &Index) -> Result<Vec<String>, SearchError> {
    let mut names = Vec::new();
    for segment in index.load_metas()?.segments {
        let deletions = segment.delete_opstamp().map(|_| SegmentComponent::Delete);
        for part in PARTS.into_iter().chain(deletions) {
            let path = segment.relative_path(part);
            // A file whose checksum cannot even be read is as damaged as one that does not match it.
            let is_whole = index.directory().validate_checksum(&path).unwrap_or(false);
            if !is_whole {
                names.push(path.display().to_string());
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// The parts that every segment has with the fields of this index.
const PARTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];
