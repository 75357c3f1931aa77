//! Changes the tables of the facets to what corrections say: values move, part, join, and take other names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use article::EntityKind;
use tantivy::Searcher;

use super::super::document::key_and_name;
use super::super::facet_entry::{ByHand, Entry, FacetEntry};
use super::super::facet_table::{Elsewhere, FacetTable, Place};
use super::super::listed::Listed;
use super::super::schema::Fields;
use super::super::spellings::folded;
use super::names::NameIndex;
use super::things::{Thing, ThingId, Things};
use crate::{Correction, FacetField, SearchError};

/// Returns the lines that touched each entity, by the kind and key under which articles store it.
pub(super) fn reasons(
    tables: &[FacetTable],
    things: &Things<'_>,
    lines: &[Correction],
) -> HashMap<(EntityKind, String), BTreeSet<String>> {
    let mut reasons: HashMap<_, BTreeSet<String>> = HashMap::new();
    for thing in things.all.iter().filter(|thing| !thing.lines.is_empty()) {
        let key = stored(tables, thing.place).key().to_owned();
        let origins = thing.lines.iter().map(|line| lines[*line].origin.clone());
        reasons.entry((thing.place.0, key)).or_default().extend(origins);
    }
    reasons
}

/// Brings the tables to what is to become of the things.
pub(super) fn place(
    tables: &mut [FacetTable],
    searcher: &Searcher,
    fields: &Fields,
    things: &Things<'_>,
    names: &NameIndex,
) -> Result<(), SearchError> {
    let mut moves = Moves {
        tables,
        things,
        names,
        places: HashMap::new(),
        gone: HashMap::new(),
    };
    for number in 0..things.all.len() {
        moves.place_thing(number, searcher, fields)?;
    }
    // What no line names of an entity that was parted stays where the entity was.
    for place in things.sides.keys() {
        let has_rest = |thing: &Thing| thing.place == *place && thing.side.is_none();
        if !things.all.iter().any(has_rest) {
            let rest = moves.add_listed(&moves.part(*place, None), place.0, searcher, fields)?;
            moves.tell_elsewhere(*place, None, rest);
        }
    }
    moves.join_sets();
    moves.take_out();
    Ok(())
}

struct Moves<'a> {
    tables: &'a mut [FacetTable],
    things: &'a Things<'a>,
    names: &'a NameIndex,
    /// Where each thing is that can be seen.
    places: HashMap<ThingId, Place>,
    /// Entities that leave the place where they are stored, and where their articles are told.
    gone: HashMap<Place, Elsewhere>,
}

/// A part of a stored entity that is to be a value of its own.
struct Part {
    listed: Listed,
    name: String,
    names: Vec<String>,
}

impl Moves<'_> {
    fn place_thing(
        &mut self,
        number: ThingId,
        searcher: &Searcher,
        fields: &Fields,
    ) -> Result<(), SearchError> {
        let thing = &self.things.all[number];
        let is_hidden = self.things.all[self.things.root(number)].is_hidden;
        let is_parted = self.things.sides.contains_key(&thing.place);
        if !is_hidden && !is_parted && thing.kind() == thing.place.0 {
            self.places.insert(number, thing.place);
            return Ok(());
        }
        let mut at = None;
        if !is_hidden {
            let part = self.part(thing.place, thing.side.as_deref());
            at = self.add_listed(&part, thing.kind(), searcher, fields)?;
        }
        self.places.extend(at.map(|at| (number, at)));
        self.tell_elsewhere(thing.place, thing.side.as_deref(), at);
        Ok(())
    }

    fn tell_elsewhere(&mut self, stored: Place, side: Option<&str>, at: Option<Place>) {
        let elsewhere = self.gone.entry(stored).or_default();
        match side {
            Some(side) => elsewhere.sides.push((side.to_owned(), at)),
            None => elsewhere.rest = at,
        }
    }

    /// Returns one side of a stored entity, or what is on no side.
    fn part(&self, place: Place, side: Option<&str>) -> Part {
        let entry = stored(self.tables, place);
        let none = BTreeMap::new();
        let sides = self.things.sides.get(&place).unwrap_or(&none);
        let written = |name: &str| {
            let holders = self.names.holders(name);
            let terms = holders.and_then(|holders| holders.written.get(&place));
            terms.into_iter().flatten().cloned()
        };
        let shown = |term: &&str| {
            let name = folded(key_and_name(term).1);
            side.map_or(!sides.contains_key(&name), |side| side == name)
        };
        let terms: Vec<String> = entry.terms().filter(shown).map(str::to_owned).collect();
        let mut names: Vec<String> = terms.iter().map(|term| key_and_name(term).1.to_owned()).collect();
        let key = entry.key().to_owned();
        let (name, its_key) = match side {
            Some(side) => (sides[side].clone(), format!("{key} ({side})")),
            None if sides.contains_key(&folded(entry.name())) => {
                (names.first().cloned().unwrap_or_default(), key.clone())
            }
            None => (entry.name().to_owned(), key.clone()),
        };
        names.push(name.clone());
        names.extend(side.is_none().then(|| key.clone()));
        names.sort_unstable();
        names.dedup();
        let listed = Listed {
            key: its_key,
            kind: place.0,
            stored_key: key,
            written: side.into_iter().flat_map(written).collect(),
            terms,
            unless: sides.keys().flat_map(|name| written(name)).collect(),
        };
        Part { listed, name, names }
    }

    /// Adds a value of a kind for a part; there is none where no article has it.
    fn add_listed(
        &mut self,
        part: &Part,
        kind: EntityKind,
        searcher: &Searcher,
        fields: &Fields,
    ) -> Result<Option<Place>, SearchError> {
        let articles = part.listed.articles(searcher, fields)?;
        let by_id =
            |(segment, document): (u32, u32)| (searcher.segment_reader(segment).segment_id(), document);
        let articles: Vec<_> = articles.into_iter().map(by_id).collect();
        if articles.is_empty() {
            return Ok(None);
        }
        let entry = FacetEntry {
            name: part.name.clone(),
            count: articles.len(),
            terms: Vec::new(),
            by_hand: Some(Box::new(ByHand {
                listed: vec![part.listed.clone()],
                names: part.names.clone(),
            })),
        };
        let number = self.tables[FacetField::Entity(kind).index()].add(entry, &articles);
        Ok(Some((kind, number)))
    }

    /// Makes one value of each set, under the name of its largest part or the one that a line gives.
    fn join_sets(&mut self) {
        let mut sets: BTreeMap<ThingId, Vec<ThingId>> = BTreeMap::new();
        for number in 0..self.things.all.len() {
            sets.entry(self.things.root(number)).or_default().push(number);
        }
        let mut joined: BTreeMap<EntityKind, HashMap<u32, u32>> = BTreeMap::new();
        for (root, members) in sets {
            let places = members.iter().filter_map(|member| self.places.get(member));
            let places: BTreeSet<Place> = places.copied().collect();
            let size = |place: &&Place| {
                let entry = stored(self.tables, **place);
                (
                    entry.count(),
                    entry.name().chars().count(),
                    std::cmp::Reverse(**place),
                )
            };
            let Some(&(kind, into)) = places.iter().max_by_key(size) else {
                continue;
            };
            let others = places
                .iter()
                .map(|(_, number)| *number)
                .filter(|number| *number != into);
            joined
                .entry(kind)
                .or_default()
                .extend(others.map(|number| (number, into)));
            if let Some(name) = &self.things.all[root].renamed {
                let entry = self.tables[FacetField::Entity(kind).index()].entry_mut(into);
                entry.name.clone_from(name);
                entry.by_hand.get_or_insert_default().names.push(name.clone());
            }
        }
        for (kind, joined) in joined {
            self.tables[FacetField::Entity(kind).index()].join(&joined);
            for elsewhere in self.gone.values_mut() {
                elsewhere.follow_joined(kind, &joined);
            }
        }
    }

    fn take_out(self) {
        let mut by_kind: BTreeMap<EntityKind, HashMap<String, Elsewhere>> = BTreeMap::new();
        for (place, elsewhere) in self.gone {
            let key = stored(self.tables, place).key().to_owned();
            by_kind.entry(place.0).or_default().insert(key, elsewhere);
        }
        for (kind, keys) in by_kind {
            self.tables[FacetField::Entity(kind).index()].take_out(keys);
        }
    }
}

fn stored(tables: &[FacetTable], (kind, number): Place) -> Entry<'_> {
    tables[FacetField::Entity(kind).index()].value(number)
}
