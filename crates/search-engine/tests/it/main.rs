//! Tests of the crate: one contract for every engine, the embedded engine against a slow one on random
//! collections, what only the embedded engine answers, and its files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod articles;
mod completions;
mod contract;
mod cores;
mod corrections;
mod feedback;
mod files;
mod growing;
mod hostile;
#[path = "../../../query-language/tests/it/hostile_queries.rs"]
mod hostile_queries;
mod index;
mod other_spellings;
mod random;
mod ranking;
mod reference;
mod reference_places;
mod related;
mod suggesting;
