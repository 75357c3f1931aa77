//! The limits that keep one file from taking the memory or the time of the whole run.

use std::fmt;
use std::io;

/// Largest file of text, Markdown or HTML, after unpacking.
pub const MAX_TEXT_BYTES: u64 = 20_000_000;
/// Largest record of a file of JSON or JSON lines.
pub const MAX_RECORD_BYTES: usize = 5_000_000;
/// Most bytes that one compressed file may unpack to.
pub const MAX_INFLATED_BYTES: u64 = 200_000_000;
/// Most bytes that one compressed byte may unpack to.
pub const MAX_INFLATION_RATIO: u64 = 100;
/// Bytes that any compressed file may unpack to, whatever its ratio: small files of repeated text are no danger.
pub const UNCHECKED_INFLATED_BYTES: u64 = 1_000_000;

/// A limit that a file passes; travels inside an [`io::Error`] from where it is noticed to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PassedLimit {
    /// [`MAX_TEXT_BYTES`].
    Text,
    /// [`MAX_RECORD_BYTES`].
    Record,
    /// [`MAX_INFLATED_BYTES`].
    Inflated,
    /// [`MAX_INFLATION_RATIO`].
    Ratio,
}

impl fmt::Display for PassedLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MEGABYTE: u64 = 1_000_000;
        match self {
            Self::Text => write!(
                f,
                "a text or HTML file is at most {} MB",
                MAX_TEXT_BYTES / MEGABYTE
            ),
            Self::Record => write!(f, "a record is at most {} MB", MAX_RECORD_BYTES as u64 / MEGABYTE),
            Self::Inflated => {
                write!(
                    f,
                    "a compressed file unpacks to at most {} MB",
                    MAX_INFLATED_BYTES / MEGABYTE
                )
            }
            Self::Ratio => {
                write!(
                    f,
                    "a compressed file unpacks to at most {MAX_INFLATION_RATIO} times its size"
                )
            }
        }
    }
}

impl std::error::Error for PassedLimit {}

impl From<PassedLimit> for io::Error {
    fn from(limit: PassedLimit) -> Self {
        Self::other(limit)
    }
}

impl PassedLimit {
    /// Returns the limit inside an error, where there is one.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}
