//! Articles as they leave: [`ArticleRecord`](article::ArticleRecord) -> a line of CSV, JSON lines, RIS, BibTeX or
//! Markdown.
//!
//! A [`Format`] writes one article at a time, so that a list of any length leaves in constant memory.

mod format;
mod references;
mod table;

pub use format::Format;
pub use table::cell;
