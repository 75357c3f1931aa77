//! The digest of the list of indexed files, written when a build ends in order and taken away when the next one begins:
//! a damage of the list is noticed before anything is done by it. The folders stand in it too, which no article tells.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use search_engine::{Generation, write_durably};
use serde::{Deserialize, Serialize};

use crate::IndexError;
use crate::error::io_error;
use crate::manifest::{FILE as MANIFEST, Root, roots_of};

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
    let sealed = Sealed {
        list: digest.to_string(),
        folders: roots_of(&generation.folder)?,
    };
    let bytes = with_digest(&serde_json::to_vec(&sealed)?);
    Ok(write_durably(&generation.folder, FILE, &bytes)?)
}

/// What the file holds.
#[derive(Serialize, Deserialize)]
struct Sealed {
    /// The digest of the list.
    list: String,
    folders: Vec<Root>,
}

impl Sealed {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            // Older versions wrote a line that is the digest.
            [list @ .., b'\n'] if !list.contains(&b'\n') => Some(Self {
                list: String::from_utf8_lossy(list).into_owned(),
                folders: Vec::new(),
            }),
            _ => serde_json::from_slice(without_digest(bytes)?).ok(),
        }
    }
}

/// Returns the folders that a list was about when it was last closed in order.
pub(crate) fn sealed_folders(generation: &Generation) -> Option<Vec<Root>> {
    let sealed = Sealed::of(&fs::read(generation.folder.join(FILE)).ok()?)?;
    Some(sealed.folders).filter(|folders| !folders.is_empty())
}

/// Returns what a small file holds with a first line that is its digest.
pub(crate) fn with_digest(content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{}\n", blake3::hash(content)).into_bytes();
    bytes.extend(content);
    bytes
}

/// Returns the content of a small file, or nothing where its first line is not its digest.
pub(crate) fn without_digest(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (digest, content) = (&bytes[..end], &bytes[end + 1..]);
    (blake3::hash(content).to_string().as_bytes() == digest).then_some(content)
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
    let Some(sealed) = Sealed::of(&written) else {
        return Ok(Seal::Damaged);
    };
    let manifest = generation.folder.join(MANIFEST);
    match digest(&manifest) {
        Ok(digest) if digest.to_string() == sealed.list => Ok(Seal::Whole),
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
