//! Hashes the bytes of a file while they are read.

use std::io::{self, Read};

/// How much is read at once: fewer, larger reads are what slow disks and network drives like.
pub(crate) const BUFFER_BYTES: usize = 64 * 1024;

/// The content hash of a file and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDigest {
    /// BLAKE3 hash of the raw bytes on disk.
    pub hash: [u8; 32],
    /// How many bytes were hashed.
    pub bytes: u64,
}

impl FileDigest {
    /// The digest of a file that could not be read to its end. No file has this hash, so a file that was
    /// unreadable counts as changed when it is seen again.
    pub const UNREADABLE: Self = Self {
        hash: [0; 32],
        bytes: 0,
    };
}

/// A reader that hashes what passes through it.
pub(crate) struct HashingReader<R> {
    inner: R,
    hasher: blake3::Hasher,
    bytes: u64,
    is_broken: bool,
}

impl<R: Read> HashingReader<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
            bytes: 0,
            is_broken: false,
        }
    }

    /// Reads what is left and returns the digest of everything.
    pub(crate) fn finish(mut self) -> FileDigest {
        let rest = io::copy(&mut self, &mut io::sink());
        if self.is_broken || rest.is_err() {
            return FileDigest::UNREADABLE;
        }
        FileDigest {
            hash: *self.hasher.finalize().as_bytes(),
            bytes: self.bytes,
        }
    }
}

impl<R: Read> Read for HashingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).inspect_err(|error| {
            self.is_broken |= error.kind() != io::ErrorKind::Interrupted;
        })?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
