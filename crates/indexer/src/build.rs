//! [`build`]: brings an index up to date with its folders. [`Session`] keeps one open for several builds.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use article_reader::ReadError;

use crate::IndexError;
use crate::report::Report;
use crate::session::Session;
use crate::stages::Progress;

/// A long build is made durable this often unless told otherwise, so that a crash costs little.
pub const COMMIT_EVERY: Duration = Duration::from_secs(60);

/// Memory that a build takes for itself at most unless told otherwise, in bytes.
pub const MEMORY: usize = 1_000_000_000;

/// Whether a build updates the index or makes a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Reads what is new or changed.
    #[default]
    Update,
    /// Reads everything into a new index beside the old one and swaps them at the end.
    Fresh,
}

/// What a build is given besides folders.
pub struct Options<'a> {
    /// The folder of the index.
    pub index: &'a Path,
    /// Whether to update or to begin anew.
    pub mode: Mode,
    /// Folders and files whose articles are taken out first, whether they are there or not.
    pub forget: &'a [PathBuf],
    /// Files changed within this time are left for the next look.
    pub rest: Duration,
    /// A long build is made durable this often.
    pub commit_every: Duration,
    /// Memory that a build takes for itself at most, in bytes; files that the system maps into it are not counted. It
    /// needs some 150 MB whatever is said here.
    pub memory: usize,
    /// Set from outside to stop; what is done by then is kept.
    pub stop: &'a AtomicBool,
    /// Told how far the build is.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// Brings the index up to date with these folders, once, and returns what was done.
pub fn build(roots: &[PathBuf], options: &Options<'_>) -> Result<Report, IndexError> {
    for root in roots {
        check_root(root)?;
    }
    let mut session = Session::open(roots, options)?;
    let updated = session.update(roots, options);
    session.close(updated)
}

/// Checks that a folder is there before anything is made for it.
pub(crate) fn check_root(root: &Path) -> Result<(), ReadError> {
    match root.metadata() {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(ReadError::Missing {
            path: root.to_owned(),
        }),
        Err(error) => Err(ReadError::Unreadable {
            path: root.to_owned(),
            error,
        }),
    }
}
