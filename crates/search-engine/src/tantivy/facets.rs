//! The tables of all facets for one state of the index, with corrections applied.

use std::sync::Arc;

use article::EntityKind;
use tantivy::Searcher;

use super::changes::read_table;
use super::corrections::{Corrected, correct};
use super::facet_table::{FacetTable, Known, Place};
use super::register::{Register, WordMaker, each_facet};
use super::schema::Fields;
use super::spellings::{Written, each_written, each_written_in, folded};
use crate::{Corrections, FacetField, SearchError};

/// Reads the tables, in the order of [`FacetField::ALL`], and applies corrections to them.
pub(super) fn read_facets(
    register: &Arc<Register>,
    searcher: &Searcher,
    fields: &Fields,
    corrections: &Corrections,
) -> Result<(Vec<FacetTable>, Corrected), SearchError> {
    let mut tables = each_facet(|facet| read_table(register, facet, searcher))?;
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
        table.count_joined(searcher, fields)?;
    }
    let mut words: Vec<WordMaker> = Vec::new();
    for table in &tables {
        let mut maker = WordMaker::default();
        table.add_words_of_names(&mut maker);
        words.push(maker);
    }
    for kind in EntityKind::ALL {
        add_written_words(&tables, register, searcher, fields, kind, &mut words)?;
    }
    for (table, words) in tables.iter_mut().zip(words) {
        table.set_words(words);
    }
    Ok((tables, corrected))
}

/// Adds the words under which articles name entities, so that any spelling of the archive finds them: those that the
/// register does not have.
fn add_written_words(
    tables: &[FacetTable],
    register: &Register,
    searcher: &Searcher,
    fields: &Fields,
    kind: EntityKind,
    words: &mut [WordMaker],
) -> Result<(), SearchError> {
    let mut add = |written: Written<'_>| {
        let place = place_of(tables, kind, written.key, written.text);
        if let Some((kind, number)) = place.filter(|_| written.is_alive()) {
            words[FacetField::Entity(kind).index()].add(number, written.text);
        }
    };
    let all = (0..).zip(searcher.segment_readers());
    let new = all.filter(|(_, reader)| register.place(reader.segment_id()).is_none());
    each_written_in(new, fields.spelling, kind, None, &mut add)?;
    for key in tables[FacetField::Entity(kind).index()].reworded_keys() {
        each_written(searcher, fields.spelling, kind, Some(key), &mut add)?;
    }
    Ok(())
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
