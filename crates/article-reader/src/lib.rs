//! Files -> [`RawDocument`](article::RawDocument): finds the files below a folder, unpacks and decodes them,
//! and gives out every article that they hold. What cannot be read is a [`Rejection`](article::Rejection).
//!
//! [`walk`] finds the files and their [`Settings`], [`read()`] reads one ([`read_bytes`] one that is in memory);
//! `forms` has one module for each form of file.

mod archive;
mod charset;
mod file_kind;
mod forms;
mod hashing;
mod limits;
mod mixed_utf8;
mod mojibake;
mod portion;
mod read;
mod saved_parts;
mod settings;
mod sniff;
mod unpack;
mod walk;

pub use hashing::FileDigest;
pub use limits::{
    MAX_INFLATED_BYTES, MAX_INFLATION_RATIO, MAX_RECORD_BYTES, MAX_TEXT_BYTES, UNCHECKED_INFLATED_BYTES,
};
pub use read::{Sink, digest, read, read_bytes, read_head, read_while};
pub use settings::Settings;
pub use walk::{ReadError, SourceFile, UNREADABLE, Walk, relative_path, walk};

/// Version of the documents that this crate gives. Raise it with every change of what it gives, so that indexes
/// read their files again.
pub const VERSION: u32 = 8;
