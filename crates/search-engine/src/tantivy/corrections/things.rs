//! [`Things`]: the entities that corrections are about, what they are made of and what is to become of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use article::EntityKind;

use super::super::facet_table::Place;
use super::names::NameIndex;

/// Number of a [`Thing`].
pub(super) type ThingId = usize;

/// An entity as articles store it, or the part of one that was kept apart.
pub(super) struct Thing {
    /// The stored entity.
    pub(super) place: Place,
    /// The folded name whose articles it has; nothing for the whole, or for what no part has.
    pub(super) side: Option<String>,
    /// The set that it was merged into.
    parent: ThingId,
    /// The kind that it is to be, where a line says so.
    pub(super) retyped: Option<EntityKind>,
    /// The name that its set is to be shown under.
    pub(super) renamed: Option<String>,
    /// Whether its set is to be seen nowhere.
    pub(super) is_hidden: bool,
    /// The lines that touched it.
    pub(super) lines: BTreeSet<usize>,
}

/// Every entity that a line touches.
pub(super) struct Things<'a> {
    /// The entities.
    pub(super) all: Vec<Thing>,
    /// What is kept apart: for each stored entity the folded names and how lines write them.
    pub(super) sides: BTreeMap<Place, BTreeMap<String, String>>,
    names: &'a NameIndex,
    numbers: HashMap<(Place, Option<String>), ThingId>,
}

/// Which kind of a thing counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KindAs {
    /// That under which articles store it.
    Stored,
    /// That which it has after corrections.
    Corrected,
}

impl Thing {
    /// Returns the kind that it is to be.
    pub(super) fn kind(&self) -> EntityKind {
        self.retyped.unwrap_or(self.place.0)
    }
}

impl<'a> Things<'a> {
    /// Returns no things yet, of entities that are found by these names.
    pub(super) fn new(names: &'a NameIndex) -> Self {
        Self {
            all: Vec::new(),
            sides: BTreeMap::new(),
            names,
            numbers: HashMap::new(),
        }
    }

    /// Returns the thing for an entity, or for a part of it.
    pub(super) fn thing(&mut self, place: Place, side: Option<String>) -> ThingId {
        let next = self.all.len();
        let number = *self.numbers.entry((place, side.clone())).or_insert(next);
        if number == next {
            self.all.push(Thing {
                place,
                side,
                parent: next,
                retyped: None,
                renamed: None,
                is_hidden: false,
                lines: BTreeSet::new(),
            });
        }
        number
    }

    /// Returns what has a folded name, of one kind or of any; or why nothing can be meant.
    pub(super) fn named(
        &mut self,
        name: &str,
        kind: Option<EntityKind>,
        kind_as: KindAs,
    ) -> Result<Vec<ThingId>, &'static str> {
        let Some(holders) = self.names.holders(name) else {
            return Err("is in no article");
        };
        let by_name = self.of_kind(name, holders.by_name(), kind, kind_as);
        if !by_name.is_empty() {
            return Ok(by_name);
        }
        // A short form may stand for many: it counts only where it is the name of one.
        let by_text = self.of_kind(name, holders.by_text(), kind, kind_as);
        match by_text.len() {
            0 => Err("is in no article"),
            1 => Ok(by_text),
            _ => Err("is short for several names"),
        }
    }

    fn of_kind(
        &mut self,
        name: &str,
        places: BTreeSet<Place>,
        kind: Option<EntityKind>,
        kind_as: KindAs,
    ) -> Vec<ThingId> {
        let mut found = Vec::new();
        for place in places {
            let is_side = self
                .sides
                .get(&place)
                .is_some_and(|sides| sides.contains_key(name));
            let thing = self.thing(place, is_side.then(|| name.to_owned()));
            let its_kind = match kind_as {
                KindAs::Stored => place.0,
                KindAs::Corrected => self.all[thing].kind(),
            };
            if kind.is_none_or(|kind| kind == its_kind) {
                found.push(thing);
            }
        }
        found
    }

    /// Returns the thing that stands for the set of this one.
    pub(super) fn root(&self, mut thing: ThingId) -> ThingId {
        while self.all[thing].parent != thing {
            thing = self.all[thing].parent;
        }
        thing
    }

    /// Makes one set of two.
    pub(super) fn join(&mut self, one: ThingId, other: ThingId) {
        let (one, other) = (self.root(one), self.root(other));
        self.all[one.max(other)].parent = one.min(other);
    }
}
