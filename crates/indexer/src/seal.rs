//! The digest of the list of indexed files, written when a build ends in order and taken away when the next one begins:
//! a damage of the list is noticed before anything is done by it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use search_engine::{Generation, write_durably};

use crate::IndexError;
use crate::error::io_error;
use crate::manifest::FILE as MANIFEST;

/// Name of the file in the folder of a generation.
const FILE: &str = "manifest.digest";

/// What is known of the list of indexed files of a generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    /// It is what was written.
    Whole,
    /// It, or its digest, is not what was written.
    Damaged,
    /// The last build did not end in order, or has not ended yet.
    Open,
}

/// Writes the digest; the list is closed.
pub(crate) fn seal(generation: &Generation) -> Result<(), IndexError> {
    let manifest = generation.folder.join(MANIFEST);
    let digest = digest(&manifest).map_err(|error| io_error(&manifest, error))?;
    Ok(write_durably(
        &generation.folder,
        FILE,
        format!("{digest}\n").as_bytes(),
    )?)
}

/// Takes the digest away, durably, before the list changes.
pub(crate) fn break_seal(generation: &Generation) -> Result<(), IndexError> {
    let path = generation.folder.join(FILE);
    let remove = || -> io::Result<()> {
        match fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => File::open(&generation.folder)?.sync_all(),
        }
    };
    remove().map_err(|error| io_error(&path, error))
}

/// Compares the list with its digest.
pub(crate) fn check_seal(generation: &Generation) -> Result<Seal, IndexError> {
    let path = generation.folder.join(FILE);
    let written = match fs::read(&path) {
        Ok(written) => written,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seal::Open),
        Err(error) => return Err(io_error(&path, error)),
    };
    let manifest = generation.folder.join(MANIFEST);
    match digest(&manifest) {
        Ok(digest) if format!("{digest}\n").as_bytes() == written => Ok(Seal::Whole),
        Ok(_) => Ok(Seal::Damaged),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Seal::Damaged),
        Err(error) => Err(io_error(&manifest, error)),
    }
}

fn digest(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}
