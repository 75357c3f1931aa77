//! Stamps: what a step was last done for, so that it is done again only when its input changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{tree, workspace};

/// Returns a hash of the names and contents of these files.
///
/// The standard hasher may change with the compiler; the worst that does is to repeat a step once.
pub(crate) fn hash_of(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        std::fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Returns a hash of every file below a folder, apart from those below the named subfolders.
pub(crate) fn hash_of_folder(folder: &Path, without: &[&str]) -> Result<String> {
    let files = tree::files(folder)?;
    let kept = |file: &PathBuf| !without.iter().any(|name| file.starts_with(folder.join(name)));
    hash_of(&files.into_iter().filter(kept).collect::<Vec<_>>())
}

/// The record of what a step was last done for.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// Returns the stamp of a step for input with this hash.
    pub(crate) fn new(step: &str, hash: String) -> Result<Self> {
        Ok(Self {
            file: workspace::scratch("xtask")?.join(format!("{step}.stamp")),
            hash,
        })
    }

    /// Returns whether the step was last done for this very input.
    pub(crate) fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|hash| hash == self.hash)
    }

    /// Records that the step is done.
    pub(crate) fn set(&self) -> Result<()> {
        std::fs::write(&self.file, &self.hash)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}
