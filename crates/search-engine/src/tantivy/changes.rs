//! What has changed in the values of a facet since the register was made: small segments that came, and articles that
//! were removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{Searcher, SegmentReader};

use super::document::key_and_name;
use super::facet_entry::FacetEntry;
use super::facet_table::{FacetTable, ValueId};
use super::register::{FacetRegister, Register, TermId};
use super::segment_values::SegmentValues;
use crate::{FacetField, SearchError};

/// The changes of one facet, collected segment by segment.
struct Changes<'a> {
    register: &'a FacetRegister,
    /// By how much the counts of registered terms differ.
    counts: FxHashMap<TermId, i64>,
    /// Terms that are not registered, by their value.
    terms: FxHashMap<ValueId, BTreeMap<String, usize>>,
    /// Values that are not registered, by their key.
    by_key: FxHashMap<String, ValueId>,
    /// Values of which articles were removed.
    reduced: FxHashSet<ValueId>,
}

/// Returns the values of a facet in a state of the index, before corrections.
pub(super) fn read_table(
    register: &Arc<Register>,
    facet: FacetField,
    searcher: &Searcher,
) -> Result<FacetTable, SearchError> {
    let registered = &register.facets[facet.index()];
    let mut changes = Changes {
        register: registered,
        counts: FxHashMap::default(),
        terms: FxHashMap::default(),
        by_key: FxHashMap::default(),
        reduced: FxHashSet::default(),
    };
    let mut numbers = Vec::new();
    for reader in searcher.segment_readers() {
        match register.place(reader.segment_id()) {
            Some(place) => {
                changes.take_removed(reader, register, place, facet)?;
                numbers.push(None);
            }
            None => numbers.push(Some(changes.add_segment(reader, facet)?)),
        }
    }
    let mut table = FacetTable::new(Arc::clone(register), facet, numbers);
    changes.apply(&mut table);
    Ok(table)
}

impl Changes<'_> {
    /// Counts a segment that is not registered. Returns the value of each string of its column.
    fn add_segment(
        &mut self,
        reader: &SegmentReader,
        facet: FacetField,
    ) -> Result<Vec<ValueId>, SearchError> {
        let strings = SegmentValues::open(reader, facet)?.strings(reader)?;
        let mut numbers = Vec::with_capacity(strings.counts.len());
        for (place, count) in strings.counts.iter().enumerate() {
            let text = strings.texts.get(place);
            numbers.push(match self.register.find_term(text) {
                Some(term) => {
                    *self.counts.entry(term).or_default() += i64::from(*count);
                    self.register.value_of(term)
                }
                None => self.add_term(text, *count as usize),
            });
        }
        Ok(numbers)
    }

    fn add_term(&mut self, term: &str, count: usize) -> ValueId {
        let (key, _) = key_and_name(term);
        let next = (self.register.n_values() + self.by_key.len()) as ValueId;
        let value = match self.register.find(key) {
            Some(value) => value,
            None => *self.by_key.entry(key.to_owned()).or_insert(next),
        };
        // What only removed articles have stays in the columns until their segment is merged: it has a number,
        // but no name, so that nothing finds it.
        let terms = self.terms.entry(value).or_default();
        if count > 0 {
            *terms.entry(term.to_owned()).or_default() += count;
        }
        value
    }

    /// Takes off what the articles have that were removed since.
    fn take_removed(
        &mut self,
        reader: &SegmentReader,
        register: &Register,
        place: usize,
        facet: FacetField,
    ) -> Result<(), SearchError> {
        let segment = &register.segments[place];
        let Some(alive) = reader
            .alive_bitset()
            .filter(|_| reader.num_deleted_docs() as usize > segment.removed.len())
        else {
            return Ok(());
        };
        let column = SegmentValues::open(reader, facet)?;
        let terms = &segment.terms[facet.index()];
        let removed = (0..reader.max_doc()).filter(|document| alive.is_deleted(*document));
        for document in removed.filter(|document| segment.removed.binary_search(document).is_err()) {
            for ordinal in column.of(document) {
                let term = terms[ordinal];
                *self.counts.entry(term).or_default() -= 1;
                self.reduced.insert(self.register.value_of(term));
            }
        }
        Ok(())
    }

    fn apply(self, table: &mut FacetTable) {
        let Self {
            register,
            counts,
            mut terms,
            by_key,
            reduced,
        } = self;
        // Also where as many articles came as went: the words of such a value are no longer the register's.
        for term in counts.keys() {
            terms.entry(register.value_of(*term)).or_default();
        }
        let n_registered = register.n_values();
        table.added.resize_with(by_key.len(), FacetEntry::default);
        table.by_key = by_key;
        for (value, new) in terms {
            let mut all: Vec<(String, usize)> = new.into_iter().collect();
            if (value as usize) < n_registered {
                for term in register.terms_of(value) {
                    let difference = counts.get(&term).copied().unwrap_or(0);
                    let count = i64::from(register.count_of(term)) + difference;
                    if count > 0 {
                        all.push((register.term(term).to_owned(), count as usize));
                    }
                }
            }
            all.sort_unstable();
            *table.entry_mut(value) = FacetEntry::new(all);
        }
        table.reworded = reduced;
    }
}
