//! [`CheckedDirectory`]: the folder that tantivy reads and writes, with what tantivy leaves out: digests of all files,
//! names that are durable when a commit is, and reading where nothing may be written.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Index, TantivyError};

use super::checked_file::{CheckedFile, CheckedWriter, digest};
use super::generations::{FORMAT_FILE, Generation};
use super::incidents::{Incidents, copied, damage_of};
use crate::SearchError;

/// tantivy's list of segments; renaming a new one into place is what commits.
pub(super) const SEGMENT_LIST: &str = "meta.json";
/// Stands before the digest at the end of a small file.
const DIGEST_MARK: &str = "digest ";

/// The folder of an index of tantivy.
#[derive(Clone, Debug)]
pub(super) struct CheckedDirectory {
    inner: Box<dyn Directory>,
    folder: PathBuf,
    /// Files in use: a new state of the index does not check again what an older one has checked.
    open: Arc<Mutex<HashMap<PathBuf, Weak<CheckedFile>>>>,
    incidents: Arc<Incidents>,
}

impl CheckedDirectory {
    /// Opens the folder of a generation.
    pub(super) fn open(generation: &Generation) -> Result<Self, SearchError> {
        let folder = generation.segments();
        let inner = MmapDirectory::open(&folder).map_err(|error| generation.damaged(error.to_string()))?;
        Ok(Self::over(Box::new(inner), folder))
    }

    /// Returns the folder over one that does the work.
    pub(super) fn over(inner: Box<dyn Directory>, folder: PathBuf) -> Self {
        Self {
            inner,
            folder,
            open: Arc::default(),
            incidents: Arc::default(),
        }
    }

    /// Returns what went wrong so far.
    pub(super) fn incidents(&self) -> &Arc<Incidents> {
        &self.incidents
    }

    /// Opens the index in the folder for reading.
    pub(super) fn index(&self, generation: &Generation) -> Result<Index, SearchError> {
        Index::open(self.clone()).map_err(|error| self.incidents.explain(generation, error))
    }

    /// Opens a file; its blocks are checked as they are read.
    pub(super) fn checked_file(&self, path: &Path) -> Result<Arc<CheckedFile>, OpenReadError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = open.get(path).and_then(Weak::upgrade) {
            return Ok(file);
        }
        let to_error = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        let handle = self.inner.get_file_handle(path)?;
        let bytes = handle.read_bytes(0..handle.len()).map_err(to_error)?;
        let file = CheckedFile::open(bytes, path, Arc::clone(&self.incidents)).map_err(to_error)?;
        let file = Arc::new(file);
        open.retain(|_, file| file.strong_count() > 0);
        open.insert(path.to_owned(), Arc::downgrade(&file));
        Ok(file)
    }

    /// Takes a lock for reading where the lock's file cannot be written: in a folder that is only to be read, or by
    /// an account that may only read it.
    fn lock_without_writing(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match File::open(self.folder.join(&lock.filepath)) {
            Ok(file) => {
                file.lock().map_err(LockError::wrap_io_error)?;
                Ok(DirectoryLock::from(Box::new(file)))
            }
            // Nobody has ever written here since the folder was copied: there is nobody to keep out.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(DirectoryLock::from(Box::new(()))),
            Err(error) => Err(LockError::wrap_io_error(error)),
        }
    }
}

impl Directory for CheckedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.checked_file(path).map(|file| file as Arc<dyn FileHandle>)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.inner.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                let _ = self.incidents.noted::<()>(path, Err(copied(io_error)));
            }
        })?;
        let file = file
            .into_inner()
            .map_err(|error| OpenWriteError::wrap_io_error(error.into_error(), path.to_owned()))?;
        let writer = CheckedWriter::new(file, path, Arc::clone(&self.incidents));
        Ok(BufWriter::new(Box::new(writer)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.inner.atomic_read(path)?;
        let content = without_digest(&bytes).map(<[u8]>::to_vec);
        content.ok_or_else(|| OpenReadError::wrap_io_error(damage_of(path), path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut written = self.inner.atomic_write(path, &with_digest(content));
        // tantivy makes these files for one account alone; who may read the index may read them as well.
        if let Ok(other) = fs::metadata(self.folder.with_file_name(FORMAT_FILE)) {
            let _ = fs::set_permissions(self.folder.join(path), other.permissions());
        }
        if written.is_ok() && path == Path::new(SEGMENT_LIST) {
            // tantivy renames its list of segments into place without making the new name durable: after a power cut
            // the commit would be gone (8 of 8 tries), and after a merge the files that the old list names.
            written = self.inner.sync_directory();
        }
        self.incidents.noted(path, written)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_not_write(&error) && lock.is_blocking => {
                self.lock_without_writing(lock)
            }
            result => result,
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn sync_directory(&self) -> io::Result<()> {
        let synced = self.inner.sync_directory();
        self.incidents.noted(Path::new(""), synced)
    }

    fn watch(&self, callback: WatchCallback) -> Result<WatchHandle, TantivyError> {
        self.inner.watch(callback)
    }
}

/// Tells whether the system refuses because nothing may be written here.
pub(super) fn may_not_write(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
    )
}

/// Returns the content of a small file with a last line that holds its digest.
pub(super) fn with_digest(content: &[u8]) -> Vec<u8> {
    let mut bytes = content.to_vec();
    bytes.extend(digest_line(content).as_bytes());
    bytes
}

/// Returns the content of a small file, or nothing where its last line is not its digest.
pub(super) fn without_digest(bytes: &[u8]) -> Option<&[u8]> {
    let length = digest_line(&[]).len();
    let (content, line) = bytes.split_at(bytes.len().checked_sub(length)?);
    (digest_line(content).as_bytes() == line).then_some(content)
}

fn digest_line(content: &[u8]) -> String {
    format!("{DIGEST_MARK}{:016x}\n", u64::from_be_bytes(digest(content)))
}
