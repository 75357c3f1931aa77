//! [`Words`]: the words of names, in order, each with the values that have it.

use std::ops::Range;

use rustc_hash::FxHashMap;
use text_analysis::words;

use super::super::document::key_and_name;
use super::super::facet_table::ValueId;
use super::super::texts::Texts;
use crate::analysis::written_forms;
use crate::spelling::has_shape;

/// Folded words, each with the values of which a name has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::tantivy) struct Words {
    /// The words, in order, each once.
    pub(super) words: Texts,
    /// Where the values of each end.
    pub(super) ends: Vec<u32>,
    /// The values, in order and each once for a word.
    pub(super) values: Vec<ValueId>,
}

impl Words {
    /// Returns the values that have a word.
    pub(in crate::tantivy) fn having(&self, word: &str) -> &[ValueId] {
        let number = self.words.first_from(word);
        if number == self.words.len() || self.words.get(number) != word {
            return &[];
        }
        self.values_of(number..number + 1)
    }

    /// Returns the values that have a word with this start; one may be there several times.
    pub(in crate::tantivy) fn starting(&self, start: &str) -> &[ValueId] {
        let first = self.words.first_from(start);
        let end = self
            .words
            .partition_point(|word| word < start || word.starts_with(start));
        self.values_of(first..end)
    }

    /// Returns the values that have a word of a shape; one may be there several times.
    pub(in crate::tantivy) fn of_shape(&self, shape: &[char]) -> Vec<ValueId> {
        let start: String = shape.iter().take_while(|c| !matches!(c, '*' | '?')).collect();
        let from = self.words.first_from(&start);
        let words = (from..self.words.len()).take_while(|number| self.words.get(*number).starts_with(&start));
        words
            .filter(|number| has_shape(self.words.get(*number), shape))
            .flat_map(|number| self.values_of(number..number + 1))
            .copied()
            .collect()
    }

    /// Visits the words with the first letter of this one that are close to it by a measure: by how many letters each
    /// differs, the word, and the values that have it.
    pub(in crate::tantivy) fn each_close<'a>(
        &'a self,
        letters: &[char],
        distance: impl Fn(&str) -> Option<u8>,
        mut visit: impl FnMut(u8, &'a str, &'a [ValueId]),
    ) {
        let Some(first) = letters.first() else { return };
        let from = self.words.first_from(first.encode_utf8(&mut [0; 4]));
        let words = (from..self.words.len()).map(|number| (number, self.words.get(number)));
        for (number, word) in words.take_while(|(_, word)| word.starts_with(*first)) {
            if let Some(distance) = distance(word) {
                visit(distance, word, self.values_of(number..number + 1));
            }
        }
    }

    fn values_of(&self, words: Range<usize>) -> &[ValueId] {
        let end_of = |word: usize| word.checked_sub(1).map_or(0, |word| self.ends[word] as usize);
        &self.values[end_of(words.start)..end_of(words.end)]
    }
}

/// Collects words of names.
#[derive(Default)]
pub(in crate::tantivy) struct WordMaker {
    numbers: FxHashMap<String, u32>,
    /// Numbers of words, each with a value that has it.
    having: Vec<(u32, ValueId)>,
}

impl WordMaker {
    /// Adds the words of a name of a value.
    pub(in crate::tantivy) fn add(&mut self, value: ValueId, name: &str) {
        for word in words(name).flat_map(|word| written_forms(word.text)) {
            let next = self.numbers.len() as u32;
            let number = *self.numbers.entry(word).or_insert(next);
            self.having.push((number, value));
        }
    }

    /// Adds the words of what a column holds for a value: of its key and of its name.
    pub(in crate::tantivy) fn add_term(&mut self, value: ValueId, term: &str) {
        let (key, name) = key_and_name(term);
        self.add(value, key);
        if name != key {
            self.add(value, name);
        }
    }

    /// Returns the words in order.
    pub(in crate::tantivy) fn finish(self) -> Words {
        let mut in_order: Vec<(String, u32)> = self.numbers.into_iter().collect();
        in_order.sort_unstable();
        let mut places = vec![0; in_order.len()];
        let mut found = Words::default();
        for (place, (word, number)) in (0..).zip(in_order) {
            places[number as usize] = place;
            found.words.push(&word);
        }
        let mut having = self.having;
        having
            .iter_mut()
            .for_each(|(word, _)| *word = places[*word as usize]);
        having.sort_unstable();
        having.dedup();
        for (word, value) in having {
            // A word of no value does not come about, so that each has an end.
            found.ends.resize(word as usize + 1, found.values.len() as u32);
            found.values.push(value);
            found.ends[word as usize] = found.values.len() as u32;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_whole_words_and_by_starts() {
        let mut maker = WordMaker::default();
        for (value, name) in [(3, "Ana O’Brien"), (1, "Brien Quay"), (3, "ana"), (2, "Anatol")] {
            maker.add(value, name);
        }
        let words = maker.finish();
        assert_eq!(words.having("ana"), [3]);
        assert_eq!(words.having("brien"), [1, 3]);
        assert!(words.having("an").is_empty());
        assert_eq!(words.starting("an"), [3, 2]);
        assert!(words.starting("z").is_empty());
        let shaped = |shape: &str| words.of_shape(&shape.chars().collect::<Vec<_>>());
        assert_eq!(shaped("ana*"), [3, 2]);
        assert_eq!(shaped("br?en"), [1, 3]);
        assert!(shaped("qu").is_empty());
    }
}
