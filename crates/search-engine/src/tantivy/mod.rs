//! The embedded engine: tantivy underneath, with our own query translation, facets, histogram and highlighting.

mod checked_directory;
mod checked_file;
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
mod incidents;
mod listed;
mod naming;
mod page;
mod schema;
mod search;
mod sketch;
mod snapshot;
mod spellings;
mod store;
mod suggestions;
mod terms;
mod translate;
mod verify;
mod words;

pub use corrections::{corrections_of, write_corrections};
pub use engine::EmbeddedEngine;
pub use generations::{
    BUILD_LOCK, BuildLock, Generation, check_is_ours, create_generation, current_generation,
    delete_leftovers, discard, generation_of_older_format, lock, previous_generation, publish, roll_back,
};
pub use store::EmbeddedStore;
pub use verify::{Verification, verify, verify_generation};
