//! The index folder: numbered generations, the pointer to the current one, and the lock of whoever builds.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::schema::FORMAT;
use crate::SearchError;

/// Names the current generation.
const POINTER: &str = "current";
/// Held while an index is built.
const LOCK: &str = "build.lock";
/// In each generation: the number of its format.
const FORMAT_FILE: &str = "format";
/// In each generation: the files of tantivy.
const SEGMENTS: &str = "segments";

/// One complete index on disk: a numbered folder of the index folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its number, from 1.
    pub number: u32,
    /// Its folder.
    pub folder: PathBuf,
}

impl Generation {
    fn new(index: &Path, number: u32) -> Self {
        Self {
            number,
            folder: index.join(format!("generation-{number:04}")),
        }
    }

    /// Returns the folder of the engine's own files.
    pub(crate) fn segments(&self) -> PathBuf {
        self.folder.join(SEGMENTS)
    }
}

/// Returns the current generation of an index, after checking that this program can read it.
pub fn current_generation(index: &Path) -> Result<Generation, SearchError> {
    let no_index = || SearchError::NoIndex {
        path: index.display().to_string(),
    };
    let pointer = match fs::read(index.join(POINTER)) {
        Ok(pointer) => String::from_utf8_lossy(&pointer).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(no_index()),
        Err(error) => return Err(io_error(&index.join(POINTER), error)),
    };
    let damaged = |detail: String| SearchError::Damaged {
        path: index.display().to_string(),
        detail,
    };
    let number = pointer
        .trim()
        .strip_prefix("generation-")
        .and_then(|number| number.parse().ok());
    let number = number.ok_or_else(|| damaged(format!("the pointer file holds {:?}", pointer.trim())))?;
    let generation = Generation::new(index, number);
    let format = fs::read_to_string(generation.folder.join(FORMAT_FILE))
        .map_err(|error| damaged(format!("generation {number} has no format file: {error}")))?;
    match format.trim().parse() {
        Ok(FORMAT) => Ok(generation),
        Ok(found) => Err(SearchError::OtherVersion {
            path: index.display().to_string(),
            found,
            expected: FORMAT,
        }),
        Err(_) => Err(damaged(format!(
            "the format of generation {number} is {:?}",
            format.trim()
        ))),
    }
}

/// The right to build an index; given back when dropped, or when the process ends in any way.
#[derive(Debug)]
pub struct BuildLock {
    _file: File,
}

/// Takes the right to build the index in this folder, which is made if it is not there.
pub fn lock(index: &Path) -> Result<BuildLock, SearchError> {
    fs::create_dir_all(index).map_err(|error| io_error(index, error))?;
    let path = index.join(LOCK);
    let file = File::create(&path).map_err(|error| io_error(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(BuildLock { _file: file }),
        Err(fs::TryLockError::WouldBlock) => Err(SearchError::Locked {
            path: index.display().to_string(),
        }),
        Err(fs::TryLockError::Error(error)) => Err(io_error(&path, error)),
    }
}

/// Makes the folder of a new generation, beside those that are there. Nobody sees it before [`publish`].
pub fn create_generation(index: &Path, _lock: &BuildLock) -> Result<Generation, SearchError> {
    let number = numbers(index)?.last().map_or(1, |last| last + 1);
    let generation = Generation::new(index, number);
    fs::create_dir_all(generation.segments()).map_err(|error| io_error(&generation.folder, error))?;
    write_durably(&generation.folder, FORMAT_FILE, &FORMAT.to_string())?;
    sync_folder(index)?;
    Ok(generation)
}

/// Makes a generation the current one, durably and at once for every reader, and deletes those that are
/// neither it nor the one before it.
pub fn publish(index: &Path, generation: &Generation, _lock: &BuildLock) -> Result<(), SearchError> {
    let previous = current_generation(index).ok();
    write_durably(index, POINTER, &format!("generation-{:04}", generation.number))?;
    let kept = [Some(generation.number), previous.map(|previous| previous.number)];
    for number in numbers(index)? {
        if !kept.contains(&Some(number)) {
            let old = Generation::new(index, number);
            fs::remove_dir_all(&old.folder).map_err(|error| io_error(&old.folder, error))?;
        }
    }
    Ok(())
}

/// Deletes a generation that was never published, after a build that failed.
pub fn discard(generation: &Generation, _lock: &BuildLock) -> Result<(), SearchError> {
    fs::remove_dir_all(&generation.folder).map_err(|error| io_error(&generation.folder, error))
}

/// Returns the numbers of all generations on disk, in order.
fn numbers(index: &Path) -> Result<Vec<u32>, SearchError> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(index).map_err(|error| io_error(index, error))? {
        let name = entry.map_err(|error| io_error(index, error))?.file_name();
        let number: Option<u32> = name
            .to_str()
            .and_then(|name| name.strip_prefix("generation-")?.parse().ok());
        numbers.extend(number);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Writes a small file so that after a power cut either the old or the new text is there.
pub(super) fn write_durably(folder: &Path, name: &str, text: &str) -> Result<(), SearchError> {
    let path = folder.join(name);
    let temporary = folder.join(format!("{name}.new"));
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        fs::rename(&temporary, &path)
    };
    write().map_err(|error| io_error(&path, error))?;
    sync_folder(folder)
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> Result<(), SearchError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| io_error(folder, error))
}

pub(super) fn io_error(path: &Path, error: std::io::Error) -> SearchError {
    SearchError::Io {
        path: path.display().to_string(),
        error,
    }
}
