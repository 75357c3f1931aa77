//! How the values of a facet are found by words that are spelled almost like those of their names.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{FacetTable, ValueId};
use crate::spelling::{distance, most_changes, most_changes_of_start, start_distance};

/// How words that are asked for are close to those of a name.
#[derive(Clone, Copy)]
pub(in crate::tantivy) enum Closeness {
    /// They are almost those words.
    Whole,
    /// They almost begin them.
    Begun,
}

/// A value whose names have a word close to each one that was asked for.
pub(in crate::tantivy) struct CloseName<'a> {
    /// The value.
    pub(in crate::tantivy) number: ValueId,
    /// By how many letters they differ, all together.
    pub(in crate::tantivy) distance: usize,
    /// The closest word of the names to each that was asked for.
    pub(in crate::tantivy) words: Vec<&'a str>,
}

impl Closeness {
    fn distance(self, letters: &[char], word: &str) -> Option<u8> {
        match self {
            Self::Whole => distance(letters, word, most_changes(letters.len())),
            Self::Begun => start_distance(letters, word, most_changes_of_start(letters.len())),
        }
    }
}

impl FacetTable {
    /// Returns the values whose names have a word close to each of these folded ones, and not all words as they are, in
    /// the order of their numbers.
    pub(in crate::tantivy) fn close_to(&self, asked: &[String], closeness: Closeness) -> Vec<CloseName<'_>> {
        let mut longest_first: Vec<usize> = (0..asked.len()).collect();
        // Of short words, which begin many others, only those of values are kept that the long ones have found.
        longest_first.sort_by_key(|at| Reverse(asked[*at].len()));
        let mut found: Option<FxHashMap<ValueId, CloseName<'_>>> = None;
        for at in longest_first {
            let letters: Vec<char> = asked[at].chars().collect();
            let mut having: FxHashMap<ValueId, (u8, &str)> = FxHashMap::default();
            self.each_close(&letters, closeness, |distance, word, number| {
                if found.as_ref().is_none_or(|found| found.contains_key(&number)) {
                    let best = having.entry(number).or_insert((distance, word));
                    *best = (*best).min((distance, word));
                }
            });
            let with = |(number, (distance, word)): (ValueId, (u8, _))| {
                let known = found.as_mut().and_then(|found| found.remove(&number));
                let mut name = known.unwrap_or_else(|| CloseName {
                    number,
                    distance: 0,
                    words: vec![""; asked.len()],
                });
                name.distance += usize::from(distance);
                name.words[at] = word;
                (number, name)
            };
            found = Some(having.into_iter().map(with).collect());
        }
        let mut found: Vec<CloseName<'_>> = found.unwrap_or_default().into_values().collect();
        found.retain(|name| name.distance > 0);
        found.sort_unstable_by_key(|name| name.number);
        found
    }

    /// Visits the words close to one, each with what has become of the values that have it.
    fn each_close<'a>(
        &'a self,
        letters: &[char],
        closeness: Closeness,
        mut visit: impl FnMut(u8, &'a str, ValueId),
    ) {
        let distance = |word: &str| closeness.distance(letters, word);
        let registered = self.registered().words();
        registered.each_close(letters, distance, |distance, word, values| {
            let unchanged = values.iter().filter(|number| !self.reworded.contains(number));
            unchanged.for_each(|number| visit(distance, word, self.resolved(*number)));
        });
        self.words
            .each_close(letters, distance, |distance, word, values| {
                values
                    .iter()
                    .for_each(|number| visit(distance, word, self.resolved(*number)));
            });
    }
}
