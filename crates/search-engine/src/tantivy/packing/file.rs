//! The dictionaries on disk: a file of each generation, without which its articles cannot be read. It is replaced as a
//! whole before the first article is packed with a new dictionary, and keeps the older ones.

use std::fs;
use std::io::ErrorKind;

use super::super::checked_directory::{with_digest, without_digest};
use super::super::generations::{Generation, io_error, write_durably};
use crate::SearchError;

/// Name of the file in the folder of a generation.
pub(in crate::tantivy) const FILE: &str = "dictionaries";
/// Begins the content.
const MAGIC: &[u8; 8] = b"articles";
/// Dictionaries are of text and pack well themselves: to less than half at this level.
const LEVEL: i32 = 9;
/// Bytes that all of them may have: a new one comes with each eightfold size of an archive.
const MAX_BYTES: usize = 64 << 20;

/// A dictionary, and what it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trained {
    /// How many bytes of packed articles there were then.
    pub(super) at: u64,
    /// What zstd made.
    pub(super) dictionary: Vec<u8>,
}

/// Writes the file of a new generation: it holds none yet, but from now on it is a damage where it is missing.
pub(in crate::tantivy) fn create_dictionaries(generation: &Generation) -> Result<(), SearchError> {
    write(generation, &[])
}

/// Tells whether the file is what was written.
pub(in crate::tantivy) fn is_whole(generation: &Generation) -> bool {
    read(generation).is_ok_and(|(content, _)| decoded(&content).is_some())
}

/// Makes these the dictionaries of a generation, durably.
pub(super) fn write(generation: &Generation, all: &[Trained]) -> Result<(), SearchError> {
    let packed = zstd::bulk::compress(&encoded(all), LEVEL);
    let packed = packed.map_err(|error| SearchError::Engine(error.to_string()))?;
    write_durably(&generation.folder, FILE, &with_digest(&packed))
}

/// Returns what the file of a generation holds, and its digest.
pub(super) fn read(generation: &Generation) -> Result<(Vec<u8>, Vec<u8>), SearchError> {
    let path = generation.folder.join(FILE);
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => generation.damaged(format!("the file {FILE} is missing")),
        _ => io_error(&path, error),
    })?;
    let content = without_digest(&bytes).ok_or_else(|| damaged(generation))?;
    let digest = bytes[content.len()..].to_vec();
    Ok((content.to_vec(), digest))
}

/// Returns the error of a file that is not what was written.
pub(super) fn damaged(generation: &Generation) -> SearchError {
    generation.damaged(format!("the file {FILE} is not what was written"))
}

fn encoded(all: &[Trained]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for Trained { at, dictionary } in all {
        bytes.extend(at.to_le_bytes());
        bytes.extend((dictionary.len() as u64).to_le_bytes());
        bytes.extend(dictionary);
    }
    bytes
}

/// Returns the dictionaries that a file holds.
pub(super) fn decoded(content: &[u8]) -> Option<Vec<Trained>> {
    let bytes = zstd::bulk::decompress(content, MAX_BYTES).ok()?;
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut all = Vec::new();
    while !rest.is_empty() {
        let at = take_number(&mut rest)?;
        let length = usize::try_from(take_number(&mut rest)?).ok()?;
        let (dictionary, behind) = rest.split_at_checked(length)?;
        rest = behind;
        all.push(Trained {
            at,
            dictionary: dictionary.to_vec(),
        });
    }
    Some(all)
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*number))
}
