//! Checks every file of an index against the digests that were written with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::IndexMeta;
use tantivy::directory::Directory;
use tantivy::index::{SegmentComponent, SegmentMeta};

use super::checked_directory::{CheckedDirectory, SEGMENT_LIST};
use super::corrections::{FILE as CORRECTIONS, read_corrections};
use super::generations::{Generation, PUBLISHED, PUBLISHED_TEXT, current_generation};
use super::packing::{FILE as DICTIONARIES, is_whole as are_dictionaries_whole};
use super::register::{FILE as REGISTER, is_whole};
use super::snapshot::{Snapshot, segment_ids};
use crate::SearchError;

/// tantivy's list of the files that it wrote.
const FILE_LIST: &str = ".managed.json";

/// What a check of an index found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Number of the generation.
    pub generation: u32,
    /// Articles in it; 0 where it is damaged.
    pub articles: usize,
    /// Bytes that were read.
    pub bytes: u64,
    /// Names of the files that are not what was written; empty where the index is whole.
    pub damaged: Vec<String>,
}

/// Reads every file of the current generation and compares it with its digests.
pub fn verify(index: &Path) -> Result<Verification, SearchError> {
    let generation = current_generation(index)?;
    let mut found = verify_generation(&generation)?;
    if !generation.is_published() {
        found.damaged.push(PUBLISHED.into());
    }
    Ok(found)
}

/// Reads every file of a generation and compares it with its digests.
pub fn verify_generation(generation: &Generation) -> Result<Verification, SearchError> {
    loop {
        let directory = CheckedDirectory::open(generation)?;
        let index = directory.index(generation)?;
        let explain = |error| directory.incidents().explain(generation, error);
        let before = index.load_metas().map_err(explain)?;
        let found = verify_state(generation, &directory, &before)?;
        // Files of a state that a running build has replaced may be gone.
        let after = index.load_metas().map_err(explain)?;
        if found.damaged.is_empty() || segment_ids(&before) == segment_ids(&after) {
            return Ok(found);
        }
    }
}

fn verify_state(
    generation: &Generation,
    directory: &CheckedDirectory,
    metas: &IndexMeta,
) -> Result<Verification, SearchError> {
    let files: Vec<PathBuf> = metas.segments.iter().flat_map(files_of).collect();
    let (mut damaged, mut bytes) = check_files(directory, &files);
    for name in [SEGMENT_LIST, FILE_LIST] {
        bytes += size(&generation.segments().join(name));
        if directory.atomic_read(Path::new(name)).is_err() {
            damaged.push(name.into());
        }
    }
    if read_corrections(generation).is_err() {
        damaged.push(CORRECTIONS.into());
    }
    bytes += size(&generation.folder.join(DICTIONARIES));
    if !are_dictionaries_whole(generation) {
        damaged.push(DICTIONARIES.into());
    }
    bytes += size(&generation.folder.join(REGISTER));
    if !is_whole(generation) {
        damaged.push(REGISTER.into());
    }
    let mark = generation.folder.join(PUBLISHED);
    if mark.exists() && fs::read(&mark).is_ok_and(|text| text != PUBLISHED_TEXT.as_bytes()) {
        damaged.push(PUBLISHED.into());
    }
    damaged.sort_unstable();
    // A damaged index is not opened for searching: what it would answer is of no worth.
    let articles = match damaged.is_empty() {
        true => Snapshot::open(generation.clone())?.status().articles,
        false => 0,
    };
    Ok(Verification {
        generation: generation.number,
        articles,
        bytes,
        damaged,
    })
}

/// Returns the names of the files that are missing or not what was written, and how many bytes all have; on all cores.
fn check_files(directory: &CheckedDirectory, files: &[PathBuf]) -> (Vec<String>, u64) {
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Vec::new(), 0));
    let work = || {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = directory.checked_file(path).ok();
            let is_whole = file.as_ref().is_some_and(|file| file.check_all().is_ok());
            if let Ok((damaged, bytes)) = found.lock().as_deref_mut() {
                *bytes += file.map_or(0, |file| file.size());
                damaged.extend((!is_whole).then(|| path.display().to_string()));
            }
        }
    };
    std::thread::scope(|scope| {
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
        for _ in 1..n_threads {
            scope.spawn(work);
        }
        work();
    });
    found.into_inner().unwrap_or_default()
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

/// Checks that every file of these segments is there in its length; what is in it is checked as it is read.
pub(super) fn check_lengths(
    generation: &Generation,
    directory: &CheckedDirectory,
    segments: &[SegmentMeta],
) -> Result<(), SearchError> {
    let opened = |path: PathBuf| directory.checked_file(&path).map(|_| ());
    segments
        .iter()
        .flat_map(files_of)
        .try_for_each(opened)
        .map_err(|error| directory.incidents().explain(generation, error.into()))
}

/// Returns the files of a segment: all parts that every segment has with the fields of this index. tantivy itself
/// takes a missing file of positions as an empty one.
fn files_of(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    let deletions = segment.delete_opstamp().map(|_| SegmentComponent::Delete);
    let parts = PARTS.into_iter().chain(deletions);
    parts.map(|part| segment.relative_path(part))
}

/// The parts that every segment has with the fields of this index.
const PARTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];
