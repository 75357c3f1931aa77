//! How much of a file is read: all of it, its start, or as much as somebody wants.

use std::fs::File;
use std::io::{self, Read};

/// How much of a file is read.
#[derive(Clone, Copy)]
pub(crate) enum Portion<'a> {
    /// All of it.
    Whole,
    /// Its first bytes, as far as this says that they are wanted.
    First(u64, &'a dyn Fn() -> bool),
    /// Whatever is read before this says no, which is told how many bytes were read.
    While(&'a dyn Fn(u64) -> bool),
}

impl<'a> Portion<'a> {
    /// Returns a reader of this portion of a file.
    pub(crate) fn of(self, file: File) -> Box<dyn Read + 'a> {
        match self {
            Self::Whole => Box::new(file),
            Self::First(max_bytes, is_wanted) => {
                Box::new(Wanted::of(file, move |_| is_wanted()).take(max_bytes))
            }
            Self::While(is_wanted) => Box::new(Wanted::of(file, is_wanted)),
        }
    }
}

/// A file that can no longer be read once nobody wants more of it.
struct Wanted<F> {
    file: File,
    n_bytes: u64,
    is_wanted: F,
}

impl<F: Fn(u64) -> bool> Wanted<F> {
    fn of(file: File, is_wanted: F) -> Self {
        Self {
            file,
            n_bytes: 0,
            is_wanted,
        }
    }
}

impl<F: Fn(u64) -> bool> Read for Wanted<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !(self.is_wanted)(self.n_bytes) {
            return Err(io::Error::other("nobody wants the rest"));
        }
        let read = self.file.read(buffer)?;
        self.n_bytes += read as u64;
        Ok(read)
    }
}
