//! The embedded engine: tantivy underneath, with our own query translation, facets, histogram and highlighting.

mod closeness;
mod corrections;
mod document;
mod engine;
mod entities;
mod exclusion;
mod facet_table;
mod facets;
mod filters;
mod generations;
mod highlighting;
mod histogram;
mod hits;
mod listed;
mod naming;
mod page;
mod related;
mod schema;
mod search;
mod segment_values;
mod sketch;
mod snapshot;
mod spellings;
mod store;
mod suggestions;
mod terms;
mod tokenizers;
mod translate;
mod verify;
mod waiting;
mod words;

pub use corrections::{corrections_of, write_corrections};
pub use engine::EmbeddedEngine;
pub use generations::{BuildLock, Generation, create_generation, current_generation, discard, lock, publish};
pub use store::EmbeddedStore;
pub use verify::{Verification, verify};
