//! What a commit is about to change, written before the articles are committed and deleted when the list of indexed
//! files is. Where a build was cut off between the two, the next one finds it and reads these files again, so that list
//! and index agree whatever became of the files meanwhile.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::ErrorKind;

use article::ArticleId;
use search_engine::{Generation, write_durably};

use crate::IndexError;
use crate::error::io_error;
use crate::manifest::Manifest;
use crate::seal::{with_digest, without_digest};

/// Name of the file in the folder of a generation.
pub(crate) const FILE: &str = "pending.json";

/// Files that a commit is about, each with the articles that it gave or had.
pub(crate) type Touched = BTreeMap<String, Vec<ArticleId>>;

/// Writes what is about to change, durably.
pub(crate) fn write_pending(generation: &Generation, touched: &Touched) -> Result<(), IndexError> {
    let json = with_digest(&serde_json::to_vec(touched)?);
    Ok(write_durably(&generation.folder, FILE, &json)?)
}

/// Deletes it again: list and index agree. It does no harm where a power cut brings it back.
pub(crate) fn delete_pending(generation: &Generation) -> Result<(), IndexError> {
    let path = generation.folder.join(FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(io_error(&path, error)),
        _ => Ok(()),
    }
}

/// What a build that was cut off left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// Nothing: list and index agree.
    Nothing,
    /// What it was about to change.
    Touched(Touched),
    /// It is not what was written, so that it is not known what was about to change.
    Damaged,
}

/// Reads what a build that was cut off was about to change.
pub(crate) fn read_pending(generation: &Generation) -> Result<Pending, IndexError> {
    let path = generation.folder.join(FILE);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Pending::Nothing),
        Err(error) => return Err(io_error(&path, error)),
    };
    // Older versions wrote no digest.
    let json = match bytes.starts_with(b"{") {
        true => Some(bytes.as_slice()),
        false => without_digest(&bytes),
    };
    let touched = json.and_then(|json| serde_json::from_slice(json).ok());
    Ok(touched.map_or(Pending::Damaged, Pending::Touched))
}

/// Makes the list fit the index after a build that was cut off: the files of the last commit are to be read again, and
/// own every article that they may have given.
pub(crate) fn repair(
    generation: &Generation,
    touched: Touched,
    manifest: Manifest,
) -> Result<Manifest, IndexError> {
    for (file, ids) in touched {
        let mut row = manifest.file(&file)?.unwrap_or_default();
        row.forget_reading();
        // As if another version had read it: what it gives is put again even where the list has it.
        row.pipeline.clear();
        let mut known: HashSet<ArticleId> = row.articles.iter().copied().collect();
        for id in ids {
            if known.insert(id) {
                row.articles.push(id);
            }
            if manifest.article(id)?.is_none() {
                manifest.put_article_of_unknown_content(id, &file)?;
            }
        }
        manifest.put_file(&file, &row)?;
    }
    let manifest = manifest.commit()?;
    delete_pending(generation)?;
    Ok(manifest)
}
