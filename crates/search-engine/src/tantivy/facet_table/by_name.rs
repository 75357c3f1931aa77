//! How the values of a facet are found by their names and by words of these.

use tantivy::BitSet;
use text_analysis::fold;

use super::super::address::{NameWord, asked_words, name_words};
use super::super::known_counts::KnownCounts;
use super::{FacetTable, ValueId};

impl FacetTable {
    /// Returns the value with this name, as facets show it; where there is none, the values that have it as
    /// another spelling, because a saved link may be older than the name that is shown today.
    pub(in crate::tantivy) fn named(&self, name: &str) -> Vec<ValueId> {
        if let Some(number) = self.by_name.get(name) {
            return vec![*number];
        }
        let unchanged = |number: &ValueId| !self.own.contains_key(number);
        if let Some(number) = self.registered().named(name).find(unchanged) {
            return vec![number];
        }
        let folded = fold(name);
        let mut having = self.with_words(name);
        having.retain(|number| {
            let mut spellings = self.value(*number).spellings();
            spellings.any(|(key, name)| fold(key) == folded || fold(name) == folded)
        });
        having
    }

    /// Returns the values that have every word of this in one of their spellings.
    pub(in crate::tantivy) fn with_words(&self, name: &str) -> Vec<ValueId> {
        self.with_all(name_words(name).into_iter().map(NameWord::Whole))
    }

    /// Does the same for a name as it is asked for, in which words may have wildcards.
    pub(in crate::tantivy) fn asked_for(&self, name: &str) -> Vec<ValueId> {
        self.with_all(asked_words(name).into_iter())
    }

    fn with_all(&self, words: impl Iterator<Item = NameWord>) -> Vec<ValueId> {
        let registered = self.registered().words();
        let mut found: Option<Vec<ValueId>> = None;
        for word in words {
            let having = match word {
                NameWord::Whole(word) => self.in_order(registered.having(&word), self.words.having(&word)),
                NameWord::Shape(shape) => {
                    self.in_order(&registered.of_shape(&shape), &self.words.of_shape(&shape))
                }
            };
            found = Some(match found {
                Some(before) => before
                    .into_iter()
                    .filter(|number| having.binary_search(number).is_ok())
                    .collect(),
                None => having,
            });
        }
        found.unwrap_or_default()
    }

    /// Visits the values that have, for each of these folded starts, a word that begins so, and how many articles each
    /// has; one may be visited several times.
    pub(in crate::tantivy) fn each_starting(&self, starts: &[String], mut visit: impl FnMut(ValueId, u32)) {
        let registered = self.registered().words();
        let mut words: Vec<_> = starts
            .iter()
            .map(|start| [registered.starting(start), self.words.starting(start)])
            .collect();
        // The longest lists come last: of those only what the others have is looked at.
        words.sort_by_key(|[registered, own]| registered.len() + own.len());
        let Some((last, others)) = words.split_last() else {
            return;
        };
        let mut having: Option<BitSet> = None;
        for of_start in others {
            let mut next = BitSet::with_max_value(self.n_values() as u32);
            self.each_of(*of_start, |number, _| {
                if having.as_ref().is_none_or(|having| having.contains(number)) {
                    next.insert(number);
                }
            });
            if next.len() == 0 {
                return;
            }
            having = Some(next);
        }
        self.each_of(*last, |number, count| {
            if having.as_ref().is_none_or(|having| having.contains(number)) {
                visit(number, count);
            }
        });
    }

    /// Visits what has become of values that the words of the register and those of the table tell.
    fn each_of(&self, [registered, own]: [&[ValueId]; 2], mut visit: impl FnMut(ValueId, u32)) {
        let counts = self.counts.get_or_init(|| KnownCounts::of(self));
        for number in registered {
            match counts.get(*number) {
                Some(count) => visit(*number, count),
                None if self.reworded.contains(number) => {}
                None => self.visit_resolved(*number, &mut visit),
            }
        }
        own.iter()
            .for_each(|number| self.visit_resolved(*number, &mut visit));
    }

    fn visit_resolved(&self, number: ValueId, visit: &mut impl FnMut(ValueId, u32)) {
        let number = self.resolved(number);
        visit(number, self.value(number).count() as u32);
    }

    /// Returns what has become of values that the words of the register and those of the table tell, each once.
    fn in_order(&self, registered: &[ValueId], own: &[ValueId]) -> Vec<ValueId> {
        let registered = registered.iter().filter(|number| !self.reworded.contains(number));
        let mut having: Vec<ValueId> = registered
            .chain(own)
            .map(|number| self.resolved(*number))
            .collect();
        having.sort_unstable();
        having.dedup();
        having
    }
}
