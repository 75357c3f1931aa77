//! [`verify`]: checks every byte of an index: the files of the engine, the list of indexed files, and that both tell of
//! the same articles.

use std::fs::{File, TryLockError};
use std::path::Path;

use search_engine::{Generation, Verification, current_generation};

use crate::IndexError;
use crate::manifest::{FILE as MANIFEST, Folder, folders_of, n_articles_of};
use crate::pending::{FILE as PENDING, Pending, read_pending};
use crate::seal::{Seal, check_seal};

/// What a check of an index found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What was found in the files of the current generation, the list of indexed files among them.
    pub found: Verification,
    /// What could not be checked, and why that is no damage.
    pub note: Option<&'static str>,
}

/// Checks the current generation of an index.
pub fn verify(index: &Path) -> Result<Verified, IndexError> {
    let mut found = search_engine::verify(index)?;
    let generation = current_generation(index)?;
    let manifest = generation.folder.join(MANIFEST);
    found.bytes += manifest.metadata().map_or(0, |metadata| metadata.len());
    let pending = generation.folder.join(PENDING);
    found.bytes += pending.metadata().map_or(0, |metadata| metadata.len());
    if read_pending(&generation)? == Pending::Damaged {
        found.damaged.push(PENDING.into());
    }
    let note = match check_seal(&generation)? {
        Seal::Open if is_being_built(index) => {
            Some("a build is running, so its list of indexed files was not checked")
        }
        Seal::Open => Some("the last build was cut off; the next one repairs the list of indexed files"),
        Seal::Damaged => {
            found.damaged.push(MANIFEST.into());
            None
        }
        Seal::Whole => {
            found.damaged.extend(other_articles(&generation, &found)?);
            None
        }
    };
    Ok(Verified { found, note })
}

/// Returns the folders and files that an index has articles of; nothing where its list cannot be read now, as while a
/// build runs.
pub fn folders(index: &Path) -> Option<Vec<Folder>> {
    let generation = current_generation(index).ok()?;
    folders_of(&generation.folder).ok()
}

/// Returns in words that the list of indexed files and the engine do not hold the same number of articles.
fn other_articles(generation: &Generation, found: &Verification) -> Result<Option<String>, IndexError> {
    if !found.damaged.is_empty() {
        return Ok(None);
    }
    let listed = n_articles_of(&generation.folder)?;
    Ok((listed != found.articles).then(|| {
        format!(
            "{MANIFEST} (it lists {listed} articles, the index holds {})",
            found.articles
        )
    }))
}

/// Tells whether somebody holds the right to build.
fn is_being_built(index: &Path) -> bool {
    let Ok(lock) = File::open(index.join(search_engine::BUILD_LOCK)) else {
        return false;
    };
    matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock))
}
