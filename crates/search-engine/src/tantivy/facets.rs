//! The tables of all facets for one state of the index, with corrections applied.

use article::EntityKind;
use tantivy::Searcher;

use super::corrections::{Corrected, correct};
use super::facet_table::{FacetTable, Known, Place};
use super::schema::Fields;
use super::spellings::{each_written, folded};
use crate::{Corrections, FacetField, SearchError};

/// Reads the tables, in the order of [`FacetField::ALL`], and applies corrections to them.
pub(super) fn read_facets(
    searcher: &Searcher,
    fields: &Fields,
    corrections: &Corrections,
) -> Result<(Vec<FacetTable>, Corrected), SearchError> {
    let tables = FacetField::ALL.map(|facet| FacetTable::new(searcher, facet));
    let mut tables: Vec<FacetTable> = tables.into_iter().collect::<Result<_, _>>()?;
    let corrected = correct(&mut tables, searcher, fields, corrections)?;
    for facet in FacetField::ALL {
        let joined = tables[facet.index()].join_same_names();
        if let FacetField::Entity(kind) = facet {
            tables
                .iter_mut()
                .for_each(|table| table.follow_joined(kind, &joined));
        }
    }
    for table in &mut tables {
        table.settle(searcher);
        table.add_words_of_names();
    }
    for kind in EntityKind::ALL {
        add_written_words(&mut tables, searcher, fields, kind)?;
    }
    tables.iter_mut().for_each(FacetTable::sort_words);
    Ok((tables, corrected))
}

/// Adds the words under which articles name entities, so that any spelling of the archive finds them.
fn add_written_words(
    tables: &mut [FacetTable],
    searcher: &Searcher,
    fields: &Fields,
    kind: EntityKind,
) -> Result<(), SearchError> {
    each_written(searcher, fields.spelling, kind, None, |written| {
        let place = place_of(tables, kind, written.key, written.text);
        if let Some((kind, number)) = place.filter(|_| written.is_alive()) {
            tables[FacetField::Entity(kind).index()].add_words(number, written.text);
        }
    })
}

/// Returns the value that an article means with a key and a way to write it.
fn place_of(tables: &[FacetTable], kind: EntityKind, key: &str, written: &str) -> Option<Place> {
    match tables[FacetField::Entity(kind).index()].known(key)? {
        Known::Here(number) => Some((kind, number)),
        Known::Elsewhere(elsewhere) => {
            let name = folded(written);
            let mut sides = elsewhere.sides.iter();
            match sides.find(|(side, _)| *side == name) {
                Some((_, place)) => *place,
                None => elsewhere.rest,
            }
        }
    }
}
