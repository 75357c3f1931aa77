//! [`FacetTable`]: the values of one facet over the whole index, numbered once for all segments: those of the register,
//! and what is no more as it is there.
//!
//! Counting by number and looking names up only for what is shown is exact and, on a million articles, 60 times
//! faster than counting by facet paths.

mod by_name;
mod close_names;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use article::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::index::SegmentId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};
use text_analysis::{fold, words};

use super::facet_entry::{Entry, FacetEntry, Joined};
use super::known_counts::KnownCounts;
use super::listed::Listed;
use super::register::{FacetRegister, Register, WordMaker, Words};
use super::schema::Fields;
use crate::{FacetField, SearchError, UNKNOWN};

pub(super) use close_names::{CloseName, Closeness};

/// Number of a facet value, the same in every segment.
pub(super) type ValueId = u32;

/// A value of the facet of a kind of entity.
pub(super) type Place = (EntityKind, ValueId);

/// The values of one facet.
pub(super) struct FacetTable {
    register: Arc<Register>,
    facet: FacetField,
    /// For each segment that is not registered, the value of each string of its column.
    numbers: Vec<Option<Vec<ValueId>>>,
    /// Values that are no more what they are in the register.
    own: FxHashMap<ValueId, FacetEntry>,
    /// Values that are not in the register; their numbers follow those that are.
    pub(super) added: Vec<FacetEntry>,
    /// The keys of these.
    pub(super) by_key: FxHashMap<String, ValueId>,
    /// Values of which the words of the register do not count.
    pub(super) reworded: FxHashSet<ValueId>,
    /// What corrections and equal names make of values and of the articles that have them.
    pub(super) moves: Moves,
    /// Keys that corrections take out of the table.
    elsewhere: HashMap<String, Elsewhere>,
    /// The names of all values that are not as they are in the register.
    by_name: HashMap<String, ValueId>,
    /// The words of their names.
    words: Words,
    /// The counts of all values, once they were asked for.
    counts: OnceLock<KnownCounts>,
}

/// Which values articles have other than their columns say.
#[derive(Default)]
pub(super) struct Moves {
    /// Values that are part of others.
    pub(super) joined: Joined,
    /// Values that no article has any more.
    pub(super) gone: BTreeSet<ValueId>,
    /// By segment, articles that have a value although their column does not say so.
    pub(super) listed: HashMap<SegmentId, Vec<(DocId, ValueId)>>,
}

/// Where the articles of a key are counted that corrections took out of its table; nowhere where it is hidden.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// Folded names that were kept apart, and where each is.
    pub(super) sides: Vec<(String, Option<Place>)>,
    /// Where the rest is.
    pub(super) rest: Option<Place>,
}

/// What a key stands for.
pub(super) enum Known<'a> {
    /// A value of the table.
    Here(ValueId),
    /// What corrections say.
    Elsewhere(&'a Elsewhere),
}

impl FacetTable {
    /// Returns the table of a facet as it is in the register, given the numbers of the other segments.
    pub(super) fn new(
        register: Arc<Register>,
        facet: FacetField,
        numbers: Vec<Option<Vec<ValueId>>>,
    ) -> Self {
        Self {
            register,
            facet,
            numbers,
            own: FxHashMap::default(),
            added: Vec::new(),
            by_key: FxHashMap::default(),
            reworded: FxHashSet::default(),
            moves: Moves::default(),
            elsewhere: HashMap::new(),
            by_name: HashMap::new(),
            words: Words::default(),
            counts: OnceLock::new(),
        }
    }

    fn registered(&self) -> &FacetRegister {
        &self.register.facets[self.facet.index()]
    }

    /// Returns how many values have numbers.
    pub(super) fn n_values(&self) -> usize {
        self.registered().n_values() + self.added.len()
    }

    /// Returns a value.
    pub(super) fn value(&self, number: ValueId) -> Entry<'_> {
        let registered = self.registered();
        match (number as usize).checked_sub(registered.n_values()) {
            Some(added) => Entry::Own(&self.added[added]),
            None => match self.own.get(&number) {
                Some(own) => Entry::Own(own),
                None => Entry::Registered(registered, number),
            },
        }
    }

    /// Returns a value that is to be changed.
    pub(super) fn entry_mut(&mut self, number: ValueId) -> &mut FacetEntry {
        match (number as usize).checked_sub(self.registered().n_values()) {
            Some(added) => &mut self.added[added],
            None => {
                let registered = &self.register.facets[self.facet.index()];
                let own = self.own.entry(number);
                own.or_insert_with(|| Entry::Registered(registered, number).to_own())
            }
        }
    }

    /// Returns all values with their numbers.
    pub(super) fn values(&self) -> impl Iterator<Item = (ValueId, Entry<'_>)> {
        (0..self.n_values() as ValueId).map(|number| (number, self.value(number)))
    }

    /// Returns the value of each string of a segment's column, before anything was moved.
    pub(super) fn numbers_of(&self, segment: usize, id: SegmentId) -> Vec<ValueId> {
        match (&self.numbers[segment], self.register.place(id)) {
            (Some(numbers), _) => numbers.clone(),
            (None, Some(place)) => {
                let terms = &self.register.segments[place].terms[self.facet.index()];
                terms
                    .iter()
                    .map(|term| self.registered().value_of(*term))
                    .collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// Takes values out of the table: what the columns hold for these keys is told elsewhere.
    pub(super) fn take_out(&mut self, keys: HashMap<String, Elsewhere>) {
        for (key, elsewhere) in keys {
            if let Some(number) = self.number_of(&key) {
                self.moves.gone.insert(number);
                self.reworded.insert(number);
                *self.entry_mut(number) = FacetEntry::default();
            }
            self.elsewhere.insert(key, elsewhere);
        }
    }

    /// Adds a value that some articles have, each given by segment and number.
    pub(super) fn add(&mut self, entry: FacetEntry, articles: &[(SegmentId, DocId)]) -> ValueId {
        let number = self.n_values() as ValueId;
        self.added.push(entry);
        for (segment, document) in articles {
            let listed = self.moves.listed.entry(*segment).or_default();
            listed.push((*document, number));
        }
        number
    }

    /// Makes one value of several: each key of the map becomes part of what it maps to.
    pub(super) fn join(&mut self, joined: &Joined) {
        // In order, so that two readers of one index have the same.
        let mut in_order: Vec<_> = joined.iter().collect();
        in_order.sort_unstable();
        for (number, into) in in_order {
            let other = std::mem::take(self.entry_mut(*number));
            self.entry_mut(*into).take_in(other);
        }
        for number in self.moves.joined.values_mut() {
            *number = joined.get(number).copied().unwrap_or(*number);
        }
        self.moves.joined.extend(joined);
    }

    /// Makes one value of those that show the same name, the first of them by key, because a reader cannot tell them
    /// apart. Returns for each that is no more the one that it is part of.
    pub(super) fn join_same_names(&mut self) -> Joined {
        let registered = self.registered();
        let n_registered = registered.n_values() as ValueId;
        let own = self.own.keys().copied();
        let added = n_registered..self.n_values() as ValueId;
        let twins = registered.twins().iter().copied();
        let mut having: HashMap<&str, Vec<ValueId>> = HashMap::new();
        for number in own.chain(added).chain(twins) {
            let value = self.value(number);
            if !value.is_empty() {
                having.entry(value.name()).or_default().push(number);
            }
        }
        let mut joined = Joined::new();
        let mut by_name = HashMap::with_capacity(having.len());
        for (name, mut numbers) in having {
            let unchanged = registered.named(name);
            numbers.extend(unchanged.filter(|number| !self.own.contains_key(number)));
            let order = |number: &ValueId| {
                let value = self.value(*number);
                let first = value.terms().next();
                (first.is_none(), first.unwrap_or(value.key()), *number)
            };
            let Some(first) = numbers.iter().copied().min_by_key(order) else {
                continue;
            };
            by_name.insert(name.to_owned(), first);
            let others = numbers.into_iter().filter(|number| *number != first);
            joined.extend(others.map(|number| (number, first)));
        }
        self.by_name = by_name;
        self.join(&joined);
        joined
    }

    /// Follows values of a kind that became part of others.
    pub(super) fn follow_joined(&mut self, kind: EntityKind, joined: &Joined) {
        let elsewhere = self.elsewhere.values_mut();
        elsewhere.for_each(|elsewhere| elsewhere.follow_joined(kind, joined));
    }

    /// Counts the articles of values that several keys share, once it is settled which there are: an article may have
    /// more than one of the keys.
    pub(super) fn count_joined(&mut self, searcher: &Searcher, fields: &Fields) -> Result<(), SearchError> {
        let shared: BTreeSet<ValueId> = self.moves.joined.values().copied().collect();
        for number in shared {
            let mut count = 0;
            for reader in searcher.segment_readers() {
                let inverted = reader.inverted_index(fields.facet(self.facet))?;
                let listed = self.moves.listed.get(&reader.segment_id()).into_iter().flatten();
                let is_its = |value: &ValueId| self.resolved(*value) == number;
                let listed = listed.filter(|(_, value)| is_its(value));
                let mut having: Vec<DocId> = listed.map(|(document, _)| *document).collect();
                for term in self.value(number).terms() {
                    let term = Term::from_field_text(fields.facet(self.facet), term);
                    let found = inverted.read_postings(&term, IndexRecordOption::Basic);
                    let Some(mut found) = found.map_err(tantivy::TantivyError::from)? else {
                        continue;
                    };
                    while found.doc() != TERMINATED {
                        having.push(found.doc());
                        found.advance();
                    }
                }
                having.sort_unstable();
                having.dedup();
                let alive = reader.alive_bitset();
                having.retain(|document| alive.is_none_or(|alive| alive.is_alive(*document)));
                count += having.len();
            }
            self.entry_mut(number).count = count;
        }
        Ok(())
    }

    /// Tells whether another table makes the same of what the register says of a segment.
    pub(super) fn moves_alike(&self, other: &Self, segment: SegmentId) -> bool {
        let n_registered = self.registered().n_values() as ValueId;
        let joined = |table: &Self| {
            let joined = table.moves.joined.iter().map(|(number, into)| (*number, *into));
            let joined = joined.filter(|(number, _)| *number < n_registered);
            joined.collect::<BTreeMap<_, _>>()
        };
        let gone = |table: &Self| {
            table
                .moves
                .gone
                .range(..n_registered)
                .copied()
                .collect::<Vec<_>>()
        };
        joined(self) == joined(other)
            && gone(self) == gone(other)
            && self.moves.listed.get(&segment) == other.moves.listed.get(&segment)
    }

    /// Returns the values of which an article may write one of these names, before corrections: those with all its
    /// words, and those that are not as they are in the register. Nothing where that may be any, or where looking
    /// through all is as quick.
    pub(super) fn may_be_named(&self, names: &[&str]) -> Option<BTreeSet<ValueId>> {
        /// Looking one value up costs as much as passing over so many.
        const COST: usize = 16;
        let registered = self.registered();
        let first_added = registered.n_values() as ValueId;
        let mut found: BTreeSet<ValueId> = self.own.keys().copied().collect();
        found.extend(first_added..self.n_values() as ValueId);
        for name in names {
            let mut words = words(name).map(|word| fold(word.text));
            let mut having = registered.words().having(&words.next()?).to_vec();
            for word in words {
                let others = registered.words().having(&word);
                having.retain(|number| others.binary_search(number).is_ok());
            }
            found.extend(having);
        }
        (found.len() * COST <= self.n_values()).then_some(found)
    }

    /// Returns what has become of a value.
    pub(super) fn resolved(&self, number: ValueId) -> ValueId {
        self.moves.joined.get(&number).copied().unwrap_or(number)
    }

    /// Adds the words of the names of all values that are not as they are in the register.
    pub(super) fn add_words_of_names(&self, words: &mut WordMaker) {
        let first_added = self.registered().n_values() as ValueId;
        let added = (first_added..).zip(&self.added);
        for (number, entry) in self
            .own
            .iter()
            .map(|(number, entry)| (*number, entry))
            .chain(added)
        {
            for (key, name) in Entry::Own(entry).spellings() {
                words.add(number, key);
                if name != key {
                    words.add(number, name);
                }
            }
        }
    }

    /// Makes values known by these words; nothing is found by them before.
    pub(super) fn set_words(&mut self, words: WordMaker) {
        self.words = words.finish();
    }

    /// Returns the keys of values whose words have to be read from the index again.
    pub(super) fn reworded_keys(&self) -> impl Iterator<Item = &str> {
        let registered = self.registered();
        let is_registered = |number: &&ValueId| (**number as usize) < registered.n_values();
        let term = |number: &ValueId| registered.term(registered.terms_of(*number).start);
        let reworded = self.reworded.iter().filter(is_registered);
        reworded.map(move |number| super::document::key_and_name(term(number)).0)
    }

    fn number_of(&self, key: &str) -> Option<ValueId> {
        let added = || self.by_key.get(key).copied();
        self.registered().find(key).or_else(added)
    }

    /// Returns what a key stands for.
    pub(super) fn known(&self, key: &str) -> Option<Known<'_>> {
        match self.elsewhere.get(key) {
            Some(elsewhere) => Some(Known::Elsewhere(elsewhere)),
            None => self
                .number_of(key)
                .map(|number| Known::Here(self.resolved(number))),
        }
    }

    /// Returns what the columns hold for these values.
    pub(super) fn terms<'a>(&'a self, values: &'a [ValueId]) -> impl Iterator<Item = &'a str> + 'a {
        values.iter().flat_map(|number| self.value(*number).terms())
    }

    /// Returns the articles of these values that the column does not tell.
    pub(super) fn listed<'a>(&'a self, values: &'a [ValueId]) -> impl Iterator<Item = &'a Listed> + 'a {
        values.iter().flat_map(|number| self.value(*number).listed())
    }
}

impl Elsewhere {
    /// Follows values of a kind that became part of others.
    pub(super) fn follow_joined(&mut self, kind: EntityKind, joined: &Joined) {
        let places = self
            .sides
            .iter_mut()
            .map(|(_, place)| place)
            .chain([&mut self.rest]);
        for (_, number) in places.flatten().filter(|(of, _)| *of == kind) {
            *number = joined.get(number).copied().unwrap_or(*number);
        }
    }
}

/// Returns whether this is the value that stands for articles without one.
pub(super) fn is_unknown(facet: FacetField, value: &str) -> bool {
    facet.counts_unknown() && value == UNKNOWN
}
