//! Where a query matches in a stored article, and the passages that show it. No engine of its own: the terms of
//! the query come from the engine, the terms of the text from the same analysis as the index.

mod matches;
mod passages;
mod pattern;
#[cfg(test)]
mod tests;

pub(crate) use matches::{Highlighter, scalar_spans, text_of};
pub(crate) use passages::{cut_end, marked, marks, opening, passages};
pub(crate) use pattern::{Pattern, PatternForm, Wanted};
