//! Files whose blocks carry digests: [`CheckedWriter`] writes them, [`CheckedFile`] reads them and checks each block
//! before its bytes are used for the first time. So a wrong bit is an error where it is read, never a wrong answer, and
//! opening a large index costs no more than before.
//!
//! Behind the content stand the digests of its blocks, then its length and a digest of both, then [`MAGIC`].

use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite};

use super::incidents::{Incidents, damage_of};

/// Bytes that one digest is for. Small blocks cost room, large ones time for the first of their bytes: 64 kB are
/// checked in 20 µs and their digest is 0.01 % of them.
const BLOCK: usize = 64 << 10;
/// Bytes of a digest that are kept: one damage of 2^64 would not be seen.
const DIGEST: usize = 8;
/// Ends every file.
const MAGIC: &[u8; DIGEST] = b"dateline";
/// Length of what stands behind the digests.
const TAIL: usize = 3 * DIGEST;
/// Blocks that one number of [`CheckedFile::checked`] tells of.
const BITS: usize = u64::BITS as usize;

/// Returns the digest of some bytes.
pub(super) fn digest(bytes: &[u8]) -> [u8; DIGEST] {
    shortened(&blake3::hash(bytes))
}

fn shortened(hash: &blake3::Hash) -> [u8; DIGEST] {
    let mut digest = [0; DIGEST];
    digest.copy_from_slice(&hash.as_bytes()[..DIGEST]);
    digest
}

/// Writes a file and, behind it, the digests of its blocks.
pub(super) struct CheckedWriter {
    file: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    incidents: Arc<Incidents>,
    block: blake3::Hasher,
    in_block: usize,
    length: u64,
    digests: Vec<u8>,
}

impl CheckedWriter {
    /// Returns a writer of this file; what it cannot write is remembered.
    pub(super) fn new(
        file: Box<dyn TerminatingWrite + Send + Sync>,
        path: &Path,
        incidents: Arc<Incidents>,
    ) -> Self {
        Self {
            file,
            path: path.to_owned(),
            incidents,
            block: blake3::Hasher::new(),
            in_block: 0,
            length: 0,
            digests: Vec::new(),
        }
    }

    fn end_block(&mut self) {
        self.digests.extend(shortened(&self.block.finalize()));
        self.block.reset();
        self.in_block = 0;
    }

    fn finish(&mut self, token: AntiCallToken) -> io::Result<()> {
        if self.in_block > 0 {
            self.end_block();
        }
        self.digests.extend(self.length.to_le_bytes());
        let digest = digest(&self.digests);
        self.file.write_all(&self.digests)?;
        self.file.write_all(&digest)?;
        self.file.write_all(MAGIC)?;
        self.file.flush()?;
        self.file.terminate_ref(token)
    }
}

impl Write for CheckedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let part = &bytes[..bytes.len().min(BLOCK - self.in_block)];
        let written = self.file.write(part);
        let written = self.incidents.noted(&self.path, written)?;
        self.block.update(&part[..written]);
        self.in_block += written;
        self.length += written as u64;
        if self.in_block == BLOCK {
            self.end_block();
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for CheckedWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let finished = self.finish(token);
        self.incidents.noted(&self.path, finished)
    }
}

/// A file that is read and checked, a block at a time.
pub(super) struct CheckedFile {
    bytes: OwnedBytes,
    path: PathBuf,
    incidents: Arc<Incidents>,
    /// Length of the content.
    length: usize,
    /// A bit a block: whether it was checked.
    checked: Box<[AtomicU64]>,
}

impl CheckedFile {
    /// Opens a file whose bytes these are. A length that is not the one that was written is noticed now, and so is a
    /// damage of the digests.
    pub(super) fn open(bytes: OwnedBytes, path: &Path, incidents: Arc<Incidents>) -> io::Result<Self> {
        let Some(length) = length_of_content(&bytes) else {
            return Err(damage_of(path));
        };
        let numbers = length.div_ceil(BLOCK).div_ceil(BITS);
        Ok(Self {
            bytes,
            path: path.to_owned(),
            incidents,
            length,
            checked: (0..numbers).map(|_| AtomicU64::new(0)).collect(),
        })
    }

    /// Returns how long the file is on disk, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Checks every block, also those that were checked before.
    pub(super) fn check_all(&self) -> io::Result<()> {
        (0..self.length.div_ceil(BLOCK)).try_for_each(|block| self.check(block))
    }

    fn check(&self, block: usize) -> io::Result<()> {
        let start = block * BLOCK;
        let content = &self.bytes[start..self.length.min(start + BLOCK)];
        let place = self.length + block * DIGEST;
        if digest(content) != self.bytes[place..place + DIGEST] {
            return Err(self.incidents.damaged(&self.path));
        }
        Ok(())
    }

    fn check_once(&self, block: usize) -> io::Result<()> {
        let (number, bit) = (&self.checked[block / BITS], 1 << (block % BITS));
        if number.load(Ordering::Relaxed) & bit == 0 {
            self.check(block)?;
            number.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Returns the length of the content of a file, or nothing where its end is not what was written.
fn length_of_content(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().checked_sub(TAIL)?;
    let (length, rest) = bytes[tail..].split_at(DIGEST);
    let (table_digest, magic) = rest.split_at(DIGEST);
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let table = length.div_ceil(BLOCK).checked_mul(DIGEST)?;
    let is_whole = magic == MAGIC
        && length.checked_add(table)? == tail
        && digest(&bytes[length..tail + DIGEST]) == table_digest;
    is_whole.then_some(length)
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(self.incidents.damaged(&self.path));
        }
        if !range.is_empty() {
            (range.start / BLOCK..range.end.div_ceil(BLOCK)).try_for_each(|block| self.check_once(block))?;
        }
        Ok(self.bytes.slice(range))
    }
}

impl fmt::Debug for CheckedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CheckedFile({})", self.path.display())
    }
}
