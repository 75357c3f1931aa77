//! [`Register`]: the facet values of the large segments of an index, worked out once and kept beside them, so that
//! opening an index of any size costs a file that is read in one go.
//!
//! It holds what articles say and no corrections; what has changed since it was made (small segments that came, and
//! articles that were removed) is added by [`super::changes`] whenever a state of the index is opened.

mod file;
mod making;
mod words;

use std::ops::Range;

use tantivy::DocId;
use tantivy::index::{SegmentId, SegmentMeta};

use super::document::{KEY_END, key_and_name};
use super::facet_table::ValueId;
use super::texts::Texts;
use crate::FacetField;

pub use file::keep_register;
pub(super) use file::{FILE, is_whole, read_register};
pub(super) use words::{WordMaker, Words};

/// Number of one of the strings that the columns of a facet hold.
pub(super) type TermId = u32;

/// Stands for a value that no article has.
const NOTHING: TermId = TermId::MAX;
/// A segment with fewer than one in so many of the articles is left to the changes: it will soon be part of another.
const SMALL: u32 = 16;

/// The values of all facets in some segments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Register {
    /// The segments that it is about.
    pub(super) segments: Vec<Registered>,
    /// The values of each facet, in the order of [`FacetField::ALL`].
    pub(super) facets: Vec<FacetRegister>,
}

/// A segment of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Registered {
    /// Which one.
    pub(super) id: SegmentId,
    /// The articles that were removed from it when the register was made, in order.
    pub(super) removed: Vec<DocId>,
    /// How many articles it has, the removed ones among them.
    pub(super) n_articles: u32,
    /// For each facet the number of each string of the segment's column, in the order of the column.
    pub(super) terms: Vec<Vec<TermId>>,
}

/// The values of one facet: one for each key, in the order of their strings.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FacetRegister {
    /// What the columns hold, in order: those of one value follow each other.
    terms: Texts,
    /// How many articles have each.
    counts: Vec<u32>,
    /// Where the terms of each value end.
    ends: Vec<u32>,
    /// The value of each term.
    values: Vec<ValueId>,
    /// For each value the term whose name is shown.
    shown: Vec<TermId>,
    /// The values that articles have, by the names that are shown.
    by_name: Vec<ValueId>,
    /// The values of which another one shows the same name.
    twins: Vec<ValueId>,
    /// The words of all names.
    words: Words,
}

impl Register {
    /// Tells whether it says something about an index of these segments, so much that the rest is quickly added.
    pub(super) fn fits(&self, segments: &[SegmentMeta]) -> bool {
        fits(&self.segments, segments, Wanted::Enough)
    }

    /// Returns the place of a segment among those that it is about.
    pub(super) fn place(&self, id: SegmentId) -> Option<usize> {
        self.segments.iter().position(|segment| segment.id == id)
    }
}

/// How much of an index a register must tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// So much that it can be used.
    Enough,
    /// So much that a new one would not be worth its time.
    Most,
}

impl Wanted {
    /// Returns whether so many articles that came or went are few, of so many.
    fn are_few(self, n_changed: u32, n_articles: u32) -> bool {
        /// What is added in no time, however small the index is.
        const MOMENT: u32 = 256;
        let share = match self {
            Self::Enough => 4,
            Self::Most => 12,
        };
        n_changed <= MOMENT.max(n_articles / share)
    }
}

fn fits(registered: &[Registered], segments: &[SegmentMeta], wanted: Wanted) -> bool {
    let (mut n_known, mut n_new, mut n_removed) = (0, 0, 0);
    for segment in segments {
        match registered.iter().find(|registered| registered.id == segment.id()) {
            Some(registered) if registered.n_articles == segment.max_doc() => {
                n_known += 1;
                n_removed += segment
                    .num_deleted_docs()
                    .saturating_sub(registered.removed.len() as u32);
            }
            Some(_) => return false,
            None => n_new += segment.max_doc(),
        }
    }
    let n_articles = segments.iter().map(SegmentMeta::max_doc).sum();
    // A removed article costs a look at every way to write its names.
    n_known == registered.len()
        && wanted.are_few(n_new, n_articles)
        && wanted.are_few(n_removed.saturating_mul(8), n_articles)
}

/// Returns which of some segments a register is made of, given how many articles each has.
fn large_segments(n_articles: &[u32]) -> Vec<usize> {
    let all: u32 = n_articles.iter().sum();
    let is_large = |number: &usize| n_articles[*number] >= all / SMALL;
    (0..n_articles.len()).filter(is_large).collect()
}

impl FacetRegister {
    /// Returns how many values there are.
    pub(super) fn n_values(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many terms there are.
    pub(super) fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// Returns a term.
    pub(super) fn term(&self, term: TermId) -> &str {
        self.terms.get(term as usize)
    }

    /// Returns how many articles have a term.
    pub(super) fn count_of(&self, term: TermId) -> u32 {
        self.counts[term as usize]
    }

    /// Returns the value of a term.
    pub(super) fn value_of(&self, term: TermId) -> ValueId {
        self.values[term as usize]
    }

    /// Returns the terms of a value.
    pub(super) fn terms_of(&self, value: ValueId) -> Range<TermId> {
        let start = value
            .checked_sub(1)
            .map_or(0, |before| self.ends[before as usize]);
        start..self.ends[value as usize]
    }

    /// Returns how many articles have a value.
    pub(super) fn count(&self, value: ValueId) -> usize {
        let terms = self.terms_of(value);
        self.counts[terms.start as usize..terms.end as usize]
            .iter()
            .map(|count| *count as usize)
            .sum()
    }

    /// Returns the name of a value that is shown, nothing where no article has it.
    pub(super) fn name(&self, value: ValueId) -> &str {
        match self.shown[value as usize] {
            NOTHING => "",
            term => key_and_name(self.term(term)).1,
        }
    }

    /// Returns the number of a term.
    pub(super) fn find_term(&self, term: &str) -> Option<TermId> {
        let number = self.terms.first_from(term);
        (number < self.terms.len() && self.terms.get(number) == term).then_some(number as TermId)
    }

    /// Returns the value that has a key.
    pub(super) fn find(&self, key: &str) -> Option<ValueId> {
        // Its terms are the key alone, or with a name behind it, which few letters could come before.
        let first = self.terms.first_from(key);
        let behind = (first..self.terms.len()).map_while(|number| {
            let next = self.terms.get(number).strip_prefix(key)?.chars().next();
            Some((number, next.unwrap_or(KEY_END)))
        });
        let mut before_others = behind.take_while(|(_, next)| *next <= KEY_END);
        let (number, _) = before_others.find(|(_, next)| *next == KEY_END)?;
        Some(self.values[number])
    }

    /// Returns the values that show a name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = ValueId> + 'a {
        let first = self.by_name.partition_point(|value| self.name(*value) < name);
        let having = self.by_name[first..].iter().copied();
        having.take_while(move |value| self.name(*value) == name)
    }

    /// Returns the values of which another one shows the same name.
    pub(super) fn twins(&self) -> &[ValueId] {
        &self.twins
    }

    /// Returns the words of all names.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }
}

/// Returns how many values may come to those of a facet before all are numbered anew.
pub(super) fn room(n_values: usize) -> usize {
    /// Room in an index of any size.
    const LEAST: usize = 512;
    LEAST + n_values / 8
}

/// Returns the column of a facet in the order of [`FacetField::ALL`], by what is done with each.
pub(super) fn each_facet<T, E>(work: impl FnMut(FacetField) -> Result<T, E>) -> Result<Vec<T>, E> {
    FacetField::ALL.into_iter().map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_alone_and_before_a_name() {
        let mut register = FacetRegister::default();
        let terms = [
            "ab\u{1}c",
            "ab\u{1f}Ab",
            "ab\u{1f}aB",
            "ab c",
            "abc\u{1f}Abc",
            "b",
            "b\u{1f}B",
        ];
        for term in terms {
            register.terms.push(term);
        }
        register.values = vec![0, 1, 1, 2, 3, 4, 4];
        for (key, expected) in [
            ("ab", Some(1)),
            ("ab c", Some(2)),
            ("abc", Some(3)),
            ("b", Some(4)),
            ("a", None),
            ("abcd", None),
            ("c", None),
            ("", None),
        ] {
            assert_eq!(register.find(key), expected, "{key}");
        }
    }
}
