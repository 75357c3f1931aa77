//! The index folder: numbered generations, the pointer to the current one, and the lock of whoever builds.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::checked_directory::{with_digest, without_digest};
use super::corrections::{corrections_of, write_corrections};
use super::packing::create_dictionaries;
use super::schema::FORMAT;
use super::verify::verify_generation;
use crate::SearchError;

/// Names the current generation and the one before it.
const POINTER: &str = "current";
/// Held while an index is built: a file in the folder of the index.
pub const BUILD_LOCK: &str = "build.lock";
/// In each generation: the number of its format.
pub(super) const FORMAT_FILE: &str = "format";
/// In each generation: the files of tantivy.
const SEGMENTS: &str = "segments";
/// In each generation that ever was the current one: a mark that tells it from a build that did not end.
pub(super) const PUBLISHED: &str = "published";
/// Ends the name of a file that is not yet written whole.
const NEW: &str = ".new";
/// What the mark holds.
pub(super) const PUBLISHED_TEXT: &str = "published\n";

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

    /// Tells whether it ever was the current one.
    pub(super) fn is_published(&self) -> bool {
        self.folder.join(PUBLISHED).exists()
    }

    /// Returns the error of a damage in it.
    pub(super) fn damaged(&self, detail: impl Into<String>) -> SearchError {
        SearchError::Damaged {
            path: self.folder.display().to_string(),
            detail: detail.into(),
        }
    }

    /// Checks that this program can read it.
    fn check_format(&self, index: &Path) -> Result<(), SearchError> {
        let number = self.number;
        let format =
            fs::read_to_string(self.folder.join(FORMAT_FILE)).map_err(|error| match error.kind() {
                ErrorKind::PermissionDenied => io_error(&self.folder, error),
                _ => self.damaged(format!("generation {number} has no format file: {error}")),
            })?;
        match format.trim().parse() {
            Ok(FORMAT) if format == format!("{FORMAT}\n") => Ok(()),
            Ok(FORMAT) => Err(self.damaged(format!("the file {FORMAT_FILE} is not what was written"))),
            Ok(found) => Err(SearchError::OtherVersion {
                path: index.display().to_string(),
                found,
                expected: FORMAT,
            }),
            Err(_) => Err(self.damaged(format!(
                "the format of generation {number} is {:?}",
                format.trim()
            ))),
        }
    }
}

/// What the pointer file says.
struct Pointer {
    current: Generation,
    previous: Option<Generation>,
    /// Whether its digest is right; a pointer of older formats has none.
    is_whole: bool,
}

impl Pointer {
    fn read(index: &Path) -> Result<Self, SearchError> {
        let path = index.join(POINTER);
        match fs::read(&path) {
            Ok(bytes) => Self::of(index, &bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::of_cut_off(index),
            Err(error) if error.kind() == ErrorKind::NotADirectory => Err(no_index(index)),
            Err(error) => Err(io_error(&path, error)),
        }
    }

    /// Returns what a first build that was cut off was about to say: its generation has its mark already. Without that
    /// a folder that holds generations is no empty one: who built into it would lose them.
    fn of_cut_off(index: &Path) -> Result<Self, SearchError> {
        let about_to_be = fs::read(temporary(index, POINTER)).ok();
        let about_to_be = about_to_be.and_then(|bytes| Self::of(index, &bytes).ok());
        match about_to_be {
            Some(pointer) if pointer.is_whole && pointer.current.is_published() => Ok(pointer),
            _ if published_generations(index).is_ok_and(|found| !found.is_empty()) => {
                Err(SearchError::Damaged {
                    path: index.display().to_string(),
                    detail: format!("the file {POINTER} is missing, which says which generation answers"),
                })
            }
            _ => Err(no_index(index)),
        }
    }

    fn of(index: &Path, bytes: &[u8]) -> Result<Self, SearchError> {
        let content = without_digest(bytes);
        let text = String::from_utf8_lossy(content.unwrap_or(bytes));
        let mut names = text.lines();
        let mut next = || {
            let number = names.next()?.strip_prefix("generation-")?.parse().ok()?;
            Some(Generation::new(index, number))
        };
        let pointer = next().map(|current| Self {
            current,
            previous: next(),
            is_whole: content.is_some(),
        });
        pointer.ok_or_else(|| damaged_pointer(index))
    }

    /// Writes which generation is the current one, and marks it as one that was: between the two the new pointer is
    /// there beside the old one, so that a cut leaves no mark without a pointer.
    fn write(index: &Path, current: &Generation, previous: Option<&Generation>) -> Result<(), SearchError> {
        let mut text = String::new();
        for generation in [Some(current), previous].into_iter().flatten() {
            text.push_str(&format!("generation-{:04}\n", generation.number));
        }
        write_beside(index, POINTER, &with_digest(text.as_bytes()))?;
        sync_folder(index)?;
        write_durably(&current.folder, PUBLISHED, PUBLISHED_TEXT.as_bytes())?;
        move_into_place(index, POINTER)
    }
}

fn no_index(index: &Path) -> SearchError {
    SearchError::NoIndex {
        path: index.display().to_string(),
    }
}

fn damaged_pointer(index: &Path) -> SearchError {
    SearchError::Damaged {
        path: index.display().to_string(),
        detail: format!("the file {POINTER} is not what was written"),
    }
}

/// Returns the current generation of an index, after checking that this program can read it.
pub fn current_generation(index: &Path) -> Result<Generation, SearchError> {
    let pointer = Pointer::read(index)?;
    pointer.current.check_format(index)?;
    match pointer.is_whole {
        true => Ok(pointer.current),
        false => Err(damaged_pointer(index)),
    }
}

/// Returns the current generation of an index that an older version of Dateline made.
pub fn generation_of_older_format(index: &Path) -> Option<Generation> {
    let current = Pointer::read(index).ok()?.current;
    match current.check_format(index) {
        Err(SearchError::OtherVersion { found, expected, .. }) if found < expected => Some(current),
        _ => None,
    }
}

/// Returns the generation before the current one, where there is one that this program can read.
pub fn previous_generation(index: &Path) -> Option<Generation> {
    let pointer = Pointer::read(index).ok().filter(|pointer| pointer.is_whole)?;
    let previous = pointer.previous?;
    previous.check_format(index).ok()?;
    Some(previous)
}

/// How long a lock is asked for before another build is said to hold it.
const LOCK_PATIENCE: Duration = Duration::from_millis(500);

/// The right to build an index; given back when dropped, or when the process ends in any way.
#[derive(Debug)]
pub struct BuildLock {
    _file: File,
}

/// Takes the right to build the index in this folder, which is made if it is not there.
pub fn lock(index: &Path) -> Result<BuildLock, SearchError> {
    fs::create_dir_all(index).map_err(|error| io_error(index, error))?;
    let path = index.join(BUILD_LOCK);
    let file = File::create(&path).map_err(|error| io_error(&path, error))?;
    patiently(|| match file.try_lock() {
        Ok(()) => Ok(()),
        Err(fs::TryLockError::WouldBlock) => Err(SearchError::Locked {
            path: index.display().to_string(),
        }),
        Err(fs::TryLockError::Error(error)) => Err(io_error(&path, error)),
    })?;
    Ok(BuildLock { _file: file })
}

/// Takes a lock that may just have been given back: a program that another thread starts meanwhile holds it as well,
/// until its own code runs.
pub(super) fn patiently<T>(take: impl Fn() -> Result<T, SearchError>) -> Result<T, SearchError> {
    let started = Instant::now();
    loop {
        match take() {
            Err(SearchError::Locked { .. }) if started.elapsed() < LOCK_PATIENCE => {
                thread::sleep(LOCK_PATIENCE / 50);
            }
            taken => return taken,
        }
    }
}

/// Checks that a folder is an index, or holds nothing yet: files of others are not mixed with ours unasked.
pub fn check_is_ours(index: &Path) -> Result<(), SearchError> {
    let entries = match fs::read_dir(index) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(not_ours(index)),
        Err(error) => return Err(io_error(index, error)),
    };
    let names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    // Corrections may lie here before the first build, and so may what people write about it.
    let is_harmless =
        |name: &String| name.starts_with('.') || name.ends_with(".tsv") || name.ends_with(".md");
    match names.iter().any(|name| is_index_file(name)) || names.iter().all(is_harmless) {
        true => Ok(()),
        false => Err(not_ours(index)),
    }
}

/// Tells whether a file or folder of this name in an index folder is the index's own, not what people put beside it.
pub fn is_index_file(name: &str) -> bool {
    let name = name.strip_suffix(NEW).unwrap_or(name);
    name == POINTER || name == BUILD_LOCK || number_of(name).is_some()
}

fn not_ours(index: &Path) -> SearchError {
    SearchError::NotOurs {
        path: index.display().to_string(),
    }
}

/// Makes the folder of a new generation, beside those that are there. Nobody sees it before [`publish`].
pub fn create_generation(index: &Path, _lock: &BuildLock) -> Result<Generation, SearchError> {
    let number = numbers(index)?.last().map_or(1, |last| last + 1);
    let generation = Generation::new(index, number);
    let create = || {
        fs::create_dir_all(generation.segments()).map_err(|error| io_error(&generation.folder, error))?;
        create_dictionaries(&generation)?;
        write_text_durably(&generation.folder, FORMAT_FILE, &FORMAT.to_string())?;
        sync_folder(index)
    };
    match create() {
        Ok(()) => Ok(generation),
        // A full disk has room for the folder alone.
        Err(error) => {
            let _ = fs::remove_dir_all(&generation.folder);
            Err(error)
        }
    }
}

/// Makes a generation the current one, durably and at once for every reader, and deletes those that are
/// neither it nor the one before it. Of those before it the latest one that is whole stays. Where nothing says which
/// one was current, as after a damage, none that ever was is deleted.
pub fn publish(index: &Path, generation: &Generation, lock: &BuildLock) -> Result<(), SearchError> {
    let pointer = Pointer::read(index).ok().filter(|pointer| pointer.is_whole);
    let is_known = pointer.is_some();
    let before: Vec<Generation> = match pointer {
        Some(pointer) => [Some(pointer.current), pointer.previous]
            .into_iter()
            .flatten()
            .filter(|before| before != generation && before.folder.exists())
            .collect(),
        None => published_generations(index)?,
    };
    let is_whole =
        |before: &&Generation| verify_generation(before).is_ok_and(|found| found.damaged.is_empty());
    let kept = match before.as_slice() {
        [] | [_] => before.first(),
        several => several.iter().find(is_whole).or(several.first()),
    };
    make_current(index, generation, kept)?;
    match is_known {
        true => delete_others(index, &[Some(generation), kept], lock),
        false => delete_leftovers(index, lock),
    }
}

fn make_current(
    index: &Path,
    generation: &Generation,
    previous: Option<&Generation>,
) -> Result<(), SearchError> {
    // Even where there are none: that they are missing is a damage from now on.
    write_corrections(generation, &corrections_of(generation)?)?;
    Pointer::write(index, generation, previous)
}

/// Makes the previous generation the current one again, after checking that it is whole; the other one becomes the
/// previous one, so that doing it again goes back. Where nothing says which one is current, as after a damage or in a
/// folder that was put together from a backup, it is the latest one that is whole. Returns it.
pub fn roll_back(index: &Path, _lock: &BuildLock) -> Result<Generation, SearchError> {
    let pointer = Pointer::read(index).ok().filter(|pointer| pointer.is_whole);
    let (candidates, replaced) = match pointer {
        Some(pointer) => (pointer.previous.into_iter().collect(), Some(pointer.current)),
        None => (published_generations(index)?, None),
    };
    let mut problem = SearchError::NoPrevious {
        path: index.display().to_string(),
    };
    for (place, candidate) in candidates.iter().enumerate() {
        match check_whole(index, candidate) {
            Ok(()) => {
                let other = replaced.as_ref().or(candidates.get(place + 1));
                make_current(index, candidate, other)?;
                return Ok(candidate.clone());
            }
            Err(error) => problem = error,
        }
    }
    Err(problem)
}

fn check_whole(index: &Path, generation: &Generation) -> Result<(), SearchError> {
    generation.check_format(index)?;
    match verify_generation(generation)?.damaged.first() {
        Some(file) => Err(generation.damaged(format!("{file} is not what was written"))),
        None => Ok(()),
    }
}

/// Returns the generations that ever were the current one, the latest first.
fn published_generations(index: &Path) -> Result<Vec<Generation>, SearchError> {
    let generations = numbers(index)?.into_iter().rev();
    Ok(generations
        .map(|number| Generation::new(index, number))
        .filter(|generation| generation.is_published())
        .collect())
}

/// Deletes what builds left behind that did not end: generations that neither are nor were current.
pub fn delete_leftovers(index: &Path, lock: &BuildLock) -> Result<(), SearchError> {
    let pointer = match Pointer::read(index) {
        Ok(pointer) if pointer.is_whole => pointer,
        // Nothing says what is in use, so all of it may be.
        _ => return Ok(()),
    };
    if !index.join(POINTER).exists() {
        move_into_place(index, POINTER)?;
    }
    let published = published_generations(index)?;
    let in_use = [Some(&pointer.current), pointer.previous.as_ref()];
    let kept: Vec<_> = in_use.into_iter().chain(published.iter().map(Some)).collect();
    delete_others(index, &kept, lock)
}

fn delete_others(index: &Path, kept: &[Option<&Generation>], _lock: &BuildLock) -> Result<(), SearchError> {
    for number in numbers(index)? {
        let generation = Generation::new(index, number);
        if !kept.contains(&Some(&generation)) {
            // The mark goes first: what a cut leaves of it is a leftover.
            match fs::remove_file(generation.folder.join(PUBLISHED)) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(io_error(&generation.folder, error));
                }
                _ => sync_folder(&generation.folder)?,
            }
            fs::remove_dir_all(&generation.folder).map_err(|error| io_error(&generation.folder, error))?;
        }
    }
    Ok(())
}

/// Deletes a generation that was never published, after a build that failed.
pub fn discard(generation: &Generation, _lock: &BuildLock) -> Result<(), SearchError> {
    remove_when_left(&generation.folder).map_err(|error| io_error(&generation.folder, error))
}

/// Removes a folder into which threads of a build that failed may still write for a moment.
fn remove_when_left(folder: &Path) -> std::io::Result<()> {
    /// How often and how long the last of them are waited for.
    const PATIENCE: (usize, Duration) = (100, Duration::from_millis(20));
    let (times, pause) = PATIENCE;
    for _ in 0..times {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => thread::sleep(pause),
            removed => return removed,
        }
    }
    fs::remove_dir_all(folder)
}

/// Returns the numbers of all generations on disk, in order.
fn numbers(index: &Path) -> Result<Vec<u32>, SearchError> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(index).map_err(|error| io_error(index, error))? {
        let name = entry.map_err(|error| io_error(index, error))?.file_name();
        numbers.extend(name.to_str().and_then(number_of));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Returns the number of a generation from the name of its folder.
fn number_of(name: &str) -> Option<u32> {
    name.strip_prefix("generation-")?.parse().ok()
}

/// Writes a small file so that after a power cut either the old or the new text is there.
pub(super) fn write_text_durably(folder: &Path, name: &str, text: &str) -> Result<(), SearchError> {
    write_durably(folder, name, format!("{text}\n").as_bytes())
}

/// Writes a small file so that after a power cut either the old or the new bytes are there. Where it cannot be written
/// whole nothing of it stays: on a full disk it would take the room that articles need.
pub fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SearchError> {
    write_beside(folder, name, bytes)?;
    move_into_place(folder, name)
}

/// Returns where a file is written before it takes its place.
fn temporary(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{NEW}"))
}

/// Writes the new bytes of a file beside the old ones.
fn write_beside(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SearchError> {
    let temporary = temporary(folder, name);
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&temporary);
        io_error(&folder.join(name), error)
    })
}

/// Puts the new bytes of a file in the place of the old ones.
fn move_into_place(folder: &Path, name: &str) -> Result<(), SearchError> {
    let (temporary, path) = (temporary(folder, name), folder.join(name));
    fs::rename(&temporary, &path).map_err(|error| {
        let _ = fs::remove_file(&temporary);
        io_error(&path, error)
    })?;
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
