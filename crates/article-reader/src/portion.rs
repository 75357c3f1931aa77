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
    /// Whatever is read before this says no.
    While(&'a dyn Fn() -> bool),
}

impl<'a> Portion<'a> {
    /// Returns a reader of this portion of a file.
    pub(crate) fn of(self, file: File) -> Box<dyn Read + 'a> {
        match self {
            Self::Whole => Box::new(file),
            Self::First(max_bytes, is_wanted) => Box::new(Wanted { file, is_wanted }.take(max_bytes)),
            Self::While(is_wanted) => Box::new(Wanted { file, is_wanted }),
        }
    }
}

/// A file that can no longer be read once nobody wants more of it.
struct Wanted<'a> {
    file: File,
    is_wanted: &'a dyn Fn() -> bool,
}

impl Read for Wanted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !(self.is_wanted)() {
            return Err(io::Error::other("nobody wants the rest"));
        }
        self.file.read(buffer)
    }
}
