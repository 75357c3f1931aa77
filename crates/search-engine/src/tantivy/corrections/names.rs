//! [`NameIndex`]: which entities of the index have the names that corrections are about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use article::EntityKind;
use tantivy::Searcher;

use super::super::document::key_and_name;
use super::super::facet_entry::Entry;
use super::super::facet_table::{FacetTable, Known, Place, ValueId};
use super::super::schema::Fields;
use super::super::spellings::{Written, each_written, folded};
use crate::{Corrections, FacetField, SearchError};

/// The entities that have each name, by the name as it is folded.
pub(super) struct NameIndex {
    by_name: HashMap<String, Holders>,
}

/// The entities that have one name.
#[derive(Default)]
pub(super) struct Holders {
    /// Whose key is that of the name.
    by_key: BTreeSet<Place>,
    /// Whom an article shows under it.
    shown: BTreeSet<Place>,
    /// Whom an article writes so, with the terms of `spelling`.
    pub(super) written: BTreeMap<Place, BTreeSet<String>>,
}

impl NameIndex {
    /// Looks for every name of the corrections.
    pub(super) fn new(
        tables: &[FacetTable],
        searcher: &Searcher,
        fields: &Fields,
        corrections: &Corrections,
    ) -> Result<Self, SearchError> {
        let mut by_name: HashMap<String, Holders> = HashMap::new();
        for name in corrections.lines.iter().flat_map(|line| &line.names) {
            let holders = by_name.entry(folded(&name.text)).or_default();
            for (kind, key) in &name.keys {
                if let Some(place) = stored(tables, *kind, key) {
                    holders.by_key.insert(place);
                }
            }
        }
        let names: Vec<&str> = corrections
            .lines
            .iter()
            .flat_map(|line| &line.names)
            .map(|name| name.text.as_str())
            .collect();
        for kind in EntityKind::ALL {
            let table = &tables[FacetField::Entity(kind).index()];
            let may_have = table.may_be_named(&names);
            let mut shown = |number: ValueId, value: Entry<'_>| {
                for term in value.terms() {
                    if let Some(holders) = by_name.get_mut(&folded(key_and_name(term).1)) {
                        holders.shown.insert((kind, number));
                    }
                }
            };
            match &may_have {
                Some(few) => few.iter().for_each(|number| shown(*number, table.value(*number))),
                None => table.values().for_each(|(number, value)| shown(number, value)),
            }
            let mut look = |written: Written<'_>| {
                let holders = by_name.get_mut(&folded(written.text));
                let place = stored(tables, kind, written.key);
                if let (Some(holders), Some(place)) = (holders, place)
                    && written.is_alive()
                {
                    let terms = holders.written.entry(place).or_default();
                    terms.insert(written.term.to_owned());
                }
            };
            let Some(few) = may_have else {
                each_written(searcher, fields.spelling, kind, None, look)?;
                continue;
            };
            for value in few.into_iter().map(|number| table.value(number)) {
                if !value.is_empty() {
                    each_written(searcher, fields.spelling, kind, Some(value.key()), &mut look)?;
                }
            }
        }
        Ok(Self { by_name })
    }

    /// Returns what has a name; the name is as [`folded`] gives it.
    pub(super) fn holders(&self, name: &str) -> Option<&Holders> {
        self.by_name.get(name)
    }
}

impl Holders {
    /// Returns the entities that an article names so.
    pub(super) fn by_text(&self) -> BTreeSet<Place> {
        self.shown.iter().chain(self.written.keys()).copied().collect()
    }

    /// Returns the entities whose name this is.
    pub(super) fn by_name(&self) -> BTreeSet<Place> {
        self.shown.union(&self.by_key).copied().collect()
    }
}

fn stored(tables: &[FacetTable], kind: EntityKind, key: &str) -> Option<Place> {
    let table = &tables[FacetField::Entity(kind).index()];
    match table.known(key) {
        Some(Known::Here(number)) if !table.value(number).is_empty() => Some((kind, number)),
        _ => None,
    }
}
