//! [`Entry`]: one value of a facet: the name that is shown, how many articles have it, and all that it is made of.

use std::collections::HashMap;

use super::document::key_and_name;
use super::facet_table::ValueId;
use super::listed::Listed;
use super::register::FacetRegister;

/// A value of a facet, wherever it is kept.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// As it is in the register.
    Registered(&'a FacetRegister, ValueId),
    /// As it has become.
    Own(&'a FacetEntry),
}

/// A value that is not in the register, or is no more what it is there.
#[derive(Clone, Default)]
pub(super) struct FacetEntry {
    /// The name to show: the one that most articles use.
    pub(super) name: String,
    /// How many articles have it.
    pub(super) count: usize,
    /// What the columns hold for it: one string a spelling.
    pub(super) terms: Vec<String>,
    /// What corrections add to it.
    pub(super) by_hand: Option<Box<ByHand>>,
}

/// What corrections add to a value.
#[derive(Clone, Default)]
pub(super) struct ByHand {
    /// Articles that have it although the column does not say so.
    pub(super) listed: Vec<Listed>,
    /// Names under which it is found besides those of its terms.
    pub(super) names: Vec<String>,
}

/// Chooses the name of a value.
#[derive(Default)]
pub(super) struct Naming<'a> {
    names: Vec<(&'a str, usize)>,
}

impl<'a> Naming<'a> {
    /// Adds what a column holds for the value, and how many articles have it.
    pub(super) fn add(&mut self, term: &'a str, count: usize) {
        let name = key_and_name(term).1;
        match self.names.iter_mut().find(|(known, _)| *known == name) {
            _ if count == 0 => {}
            Some((_, known)) => *known += count,
            None => self.names.push((name, count)),
        }
    }

    /// Returns the commonest name; among equals the fullest, then the first in the alphabet.
    pub(super) fn best(&self) -> Option<&'a str> {
        if let [(only, _)] = self.names.as_slice() {
            return Some(only);
        }
        let best = self.names.iter().max_by(|(name, count), (other, other_count)| {
            (count, name.chars().count(), *other).cmp(&(other_count, other.chars().count(), *name))
        });
        best.map(|(name, _)| *name)
    }
}

impl<'a> Entry<'a> {
    /// Returns the name to show.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Registered(register, value) => register.name(value),
            Self::Own(entry) => &entry.name,
        }
    }

    /// Returns how many articles have it.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Registered(register, value) => register.count(value),
            Self::Own(entry) => entry.count,
        }
    }

    /// Returns what the columns hold for it.
    pub(super) fn terms(self) -> impl Iterator<Item = &'a str> {
        let (registered, own) = match self {
            Self::Registered(register, value) => (Some((register, register.terms_of(value))), None),
            Self::Own(entry) => (None, Some(&entry.terms)),
        };
        let registered = registered.into_iter().flat_map(|(register, terms)| {
            let having = terms.filter(|term| register.count_of(*term) > 0);
            having.map(|term| register.term(term))
        });
        registered.chain(own.into_iter().flatten().map(String::as_str))
    }

    /// Returns whether no article has it.
    pub(super) fn is_empty(self) -> bool {
        self.terms().next().is_none() && self.listed().is_empty()
    }

    /// Returns the key that it has in articles as they are shown.
    pub(super) fn key(self) -> &'a str {
        match (self.terms().next(), self.listed().first()) {
            (Some(term), _) => key_and_name(term).0,
            (None, Some(listed)) => &listed.key,
            (None, None) => "",
        }
    }

    /// Returns the articles that have it although the column does not say so.
    pub(super) fn listed(self) -> &'a [Listed] {
        self.by_hand().map_or(&[], |by_hand| &by_hand.listed)
    }

    /// Returns key and name of each way in which articles and corrections name it.
    pub(super) fn spellings(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let by_hand = self.names_by_hand().map(|name| (name, name));
        self.terms().map(key_and_name).chain(by_hand)
    }

    /// Returns the names that corrections add.
    pub(super) fn names_by_hand(self) -> impl Iterator<Item = &'a str> {
        let names = self.by_hand().into_iter().flat_map(|by_hand| &by_hand.names);
        names.map(String::as_str)
    }

    fn by_hand(self) -> Option<&'a ByHand> {
        match self {
            Self::Registered(..) => None,
            Self::Own(entry) => entry.by_hand.as_deref(),
        }
    }

    /// Returns it as one that can be changed.
    pub(super) fn to_own(self) -> FacetEntry {
        match self {
            Self::Own(entry) => entry.clone(),
            Self::Registered(..) => FacetEntry {
                name: self.name().to_owned(),
                count: self.count(),
                terms: self.terms().map(str::to_owned).collect(),
                by_hand: None,
            },
        }
    }
}

impl FacetEntry {
    /// Returns the value of which so many articles have these terms, which are in order.
    pub(super) fn new(terms: Vec<(String, usize)>) -> Self {
        let mut naming = Naming::default();
        for (term, count) in &terms {
            naming.add(term, *count);
        }
        let name = naming.best().unwrap_or_default().to_owned();
        Self {
            name,
            count: terms.iter().map(|(_, count)| count).sum(),
            terms: terms.into_iter().map(|(term, _)| term).collect(),
            by_hand: None,
        }
    }

    /// Takes in what another value is.
    pub(super) fn take_in(&mut self, other: Self) {
        self.count += other.count;
        self.terms.extend(other.terms);
        if let Some(added) = other.by_hand {
            let by_hand = self.by_hand.get_or_insert_default();
            by_hand.listed.extend(added.listed);
            by_hand.names.extend(added.names);
        }
    }
}

/// Joins what is told of the values of one table.
pub(super) type Joined = HashMap<ValueId, ValueId>;
