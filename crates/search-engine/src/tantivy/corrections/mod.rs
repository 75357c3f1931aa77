//! Corrections, applied while a state of the index is opened: nothing in the index itself changes.
//!
//! What lines say is worked out first, on the few entities that they are about ([`rules`], [`things`]); then the
//! tables of the facets are changed accordingly ([`placing`]).

mod file;
mod names;
mod placing;
mod rules;
mod things;

use std::collections::{BTreeSet, HashMap};

use article::EntityKind;
use tantivy::Searcher;

use super::facet_table::FacetTable;
use super::schema::Fields;
use crate::{CorrectionOutcome, Corrections, SearchError};

pub(super) use file::{Checksum, FILE, read_checksum, read_corrections};
pub use file::{corrections_of, write_corrections};

/// What corrections did to one state of the index.
#[derive(Default)]
pub(super) struct Corrected {
    /// What became of each line.
    pub(super) outcomes: Vec<CorrectionOutcome>,
    /// The lines that touched an entity, by the kind and key under which articles store it.
    pub(super) reasons: HashMap<(EntityKind, String), BTreeSet<String>>,
}

/// Applies corrections to the tables of all facets, each of which still has one value a key.
pub(super) fn correct(
    tables: &mut [FacetTable],
    searcher: &Searcher,
    fields: &Fields,
    corrections: &Corrections,
) -> Result<Corrected, SearchError> {
    if corrections.lines.is_empty() {
        return Ok(Corrected::default());
    }
    let names = names::NameIndex::new(tables, searcher, fields, corrections)?;
    let (things, idle) = rules::apply(&corrections.lines, &names);
    let outcomes = corrections
        .lines
        .iter()
        .zip(idle)
        .map(|(line, idle)| CorrectionOutcome {
            origin: line.origin.clone(),
            action: line.action.clone(),
            idle,
        });
    let corrected = Corrected {
        outcomes: outcomes.collect(),
        reasons: placing::reasons(tables, &things, &corrections.lines),
    };
    placing::place(tables, searcher, fields, &things, &names)?;
    Ok(corrected)
}
