//! The embedded engine: tantivy underneath, with our own query translation, facets, histogram and highlighting.

mod address;
mod aging;
mod article_set;
mod bits;
mod changes;
mod checked_directory;
mod checked_file;
mod close_spellings;
mod closeness;
mod columns;
mod corrections;
mod document;
mod engine;
mod entities;
mod expansion;
mod facet_entry;
mod facet_table;
mod facets;
mod filters;
mod frequent;
mod generations;
mod head_lists;
mod heads;
mod highlighting;
mod histogram;
mod hits;
mod incidents;
mod joint_values;
mod known_counts;
mod known_starts;
mod listed;
mod matched;
mod matching;
mod most_used;
mod naming;
mod packing;
mod page;
mod patterns;
mod phrase;
mod register;
mod related;
mod schema;
mod search;
mod segment_values;
mod significance;
mod sketch;
mod snapshot;
mod spellings;
mod starting;
mod store;
mod stored;
mod structure;
mod suggestions;
mod tally;
mod terms;
mod texts;
mod tokenizers;
mod translate;
mod value_lists;
mod verified;
mod verify;
mod waiting;
mod words;
mod written;

pub use corrections::{corrections_of, write_corrections};
pub use engine::EmbeddedEngine;
pub use generations::{
    BUILD_LOCK, BuildLock, Generation, check_is_ours, create_generation, current_generation,
    delete_leftovers, discard, generation_of_older_format, lock, previous_generation, publish, roll_back,
    write_durably,
};
pub use register::keep_register;
pub use store::{EmbeddedStore, merge_all};
pub use verify::{Verification, verify, verify_generation};
