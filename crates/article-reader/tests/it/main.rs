//! Walks real folders and reads real files: names, links, pipes, digests.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files must fail")]

mod archives;
#[cfg(unix)]
mod odd_files;
mod portions;
mod walking;
