//! [`Incidents`]: which files of the engine turned out to be damaged, and what the system refused to write. tantivy
//! tells of both only in words, from whatever thread they happened in.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use super::generations::Generation;
use crate::SearchError;

/// What went wrong with the files of a folder.
#[derive(Debug, Default)]
pub(super) struct Incidents {
    /// Whether any file is damaged: asked after every search.
    is_any_damaged: AtomicBool,
    damaged: Mutex<Vec<PathBuf>>,
    /// The first file that could not be written, and why.
    refused: Mutex<Option<(PathBuf, io::Error)>>,
}

/// Returns the error of reading a file that is not what was written.
pub(super) fn damage_of(path: &Path) -> io::Error {
    let what = format!("{} is not what was written", path.display());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Returns the same error again.
pub(super) fn copied(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

impl Incidents {
    /// Notes that a file is damaged, and returns the error that says so.
    pub(super) fn damaged(&self, path: &Path) -> io::Error {
        let mut damaged = self.damaged.lock().unwrap_or_else(PoisonError::into_inner);
        damaged.push(path.to_owned());
        self.is_any_damaged.store(true, Ordering::Release);
        damage_of(path)
    }

    /// Returns the result of a write, after noting why it failed.
    pub(super) fn noted<T>(&self, path: &Path, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
        {
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            refused.get_or_insert((path.to_owned(), copied(error)));
        }
        result
    }

    /// Returns a damaged file among those that matter.
    pub(super) fn damaged_file(&self, matters: impl Fn(&Path) -> bool) -> Option<PathBuf> {
        if !self.is_any_damaged.load(Ordering::Acquire) {
            return None;
        }
        let damaged = self.damaged.lock().unwrap_or_else(PoisonError::into_inner);
        damaged.iter().find(|path| matters(path)).cloned()
    }

    /// Returns what an error of the engine means: a damage, a refusal of the system, or something else.
    pub(super) fn explain(&self, generation: &Generation, error: TantivyError) -> SearchError {
        let io_error = match &error {
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
                return generation.damaged(format!("{} is missing", path.display()));
            }
            TantivyError::IoError(error)
            | TantivyError::LockFailure(LockError::IoError(error), _)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. }) => Some(error),
            _ => None,
        };
        let is_damage = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            )
        };
        if let Some(error) = io_error.filter(|error| is_damage(error)) {
            return generation.damaged(error.to_string());
        }
        if let Some(path) = self.damaged_file(|_| true) {
            return generation.damaged(damage_of(&path).to_string());
        }
        // It stays: what stopped the engine fails every thread that writes, and each tells of it.
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let (path, error) = match (&*refused, io_error) {
            (Some((path, error)), _) => (generation.segments().join(path), copied(error)),
            (None, Some(error)) => (generation.segments(), copied(error)),
            (None, None) => return error.into(),
        };
        SearchError::Io {
            path: path.display().to_string(),
            error,
        }
    }
}
