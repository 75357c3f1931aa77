//! [`SegmentValues`]: which values of a facet each article of a segment has.

use std::collections::{HashMap, HashSet};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::facet_table::ValueId;
use crate::SearchError;

/// Stands where a column has something that is no value of its facet: it is hidden, or told elsewhere.
const NO_VALUE: ValueId = ValueId::MAX;

fn damaged_column() -> SearchError {
    SearchError::Damaged {
        path: "a column of facets".into(),
        detail: "its dictionary does not hold what it says".into(),
    }
}

/// The values of one facet in one segment, one list for all articles: reading it is several times as fast as
/// reading the column. Until [`Self::settle`] the list holds what the column holds.
pub(super) struct SegmentValues {
    /// Where the values of each article end.
    ends: Vec<u32>,
    /// Ordinals of the column, then numbers of values.
    values: Vec<u32>,
    /// The numbers of the column's ordinals.
    numbers: Vec<ValueId>,
    /// Values that the column does not tell, by article.
    listed: Vec<(DocId, ValueId)>,
    /// Values that several keys share.
    joined: HashSet<ValueId>,
}

impl SegmentValues {
    /// Reads a column. `number_of` gives the number of a string of the column that so many articles have.
    pub(super) fn read(
        reader: &SegmentReader,
        column: Option<StrColumn>,
        mut number_of: impl FnMut(&str, usize) -> ValueId,
    ) -> Result<Self, SearchError> {
        let mut read = Self {
            ends: vec![0; reader.max_doc() as usize],
            values: Vec::new(),
            numbers: Vec::new(),
            listed: Vec::new(),
            joined: HashSet::new(),
        };
        let Some(column) = column else {
            return Ok(read);
        };
        for (document, end) in (0..).zip(&mut read.ends) {
            // A segment has fewer than 2^32 articles, and fewer different strings than numbers of them.
            let ordinals = column.term_ords(document).map(|ordinal| ordinal as u32);
            read.values.extend(ordinals);
            *end = read.values.len() as u32;
        }
        let mut counts = vec![0_usize; column.num_terms()];
        for document in reader.doc_ids_alive() {
            for ordinal in read.of(document) {
                counts[*ordinal as usize] += 1;
            }
        }
        // In one go: a look-up by ordinal unpacks a block of the dictionary each time.
        let mut strings = column
            .dictionary()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        for count in counts {
            if !strings.advance() {
                return Err(damaged_column());
            }
            let string = std::str::from_utf8(strings.key()).map_err(|_| damaged_column())?;
            read.numbers.push(number_of(string, count));
        }
        Ok(read)
    }

    /// Returns how many articles the segment has.
    pub(super) fn n_articles(&self) -> usize {
        self.ends.len()
    }

    /// Returns the values of an article, each once.
    pub(super) fn of(&self, document: DocId) -> &[ValueId] {
        let document = document as usize;
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[start as usize..self.ends[document] as usize]
    }

    /// Takes values out: the column says of an article that it has one of them, and it has not.
    pub(super) fn take_out(&mut self, gone: &HashSet<ValueId>) {
        for number in self.numbers.iter_mut().filter(|number| gone.contains(number)) {
            *number = NO_VALUE;
        }
    }

    /// Adds a value that an article has although its column does not say so.
    pub(super) fn list(&mut self, document: DocId, number: ValueId) {
        self.listed.push((document, number));
    }

    /// Makes one value of several: each key of the map becomes part of what it maps to.
    pub(super) fn join(&mut self, joined: &HashMap<ValueId, ValueId>) {
        let listed = self.listed.iter_mut().map(|(_, number)| number);
        for number in self.numbers.iter_mut().chain(listed) {
            *number = joined.get(number).copied().unwrap_or(*number);
        }
        self.joined.extend(joined.values());
    }

    /// Works the values of each article out. Returns those that several keys share.
    pub(super) fn settle(&mut self) -> HashSet<ValueId> {
        let numbers = std::mem::take(&mut self.numbers);
        let mut listed = std::mem::take(&mut self.listed);
        listed.sort_unstable();
        let mut listed = listed.into_iter().peekable();
        let mut settled: Vec<ValueId> = Vec::with_capacity(self.values.len());
        let mut next = 0;
        for (document, end) in (0..).zip(&mut self.ends) {
            let first = settled.len();
            let by_column = self.values[next..*end as usize].iter();
            next = *end as usize;
            let by_column = by_column.map(|ordinal| numbers[*ordinal as usize]);
            let by_hand = std::iter::from_fn(|| listed.next_if(|(listed, _)| *listed == document));
            for number in by_column.chain(by_hand.map(|(_, number)| number)) {
                if number != NO_VALUE && !settled[first..].contains(&number) {
                    settled.push(number);
                }
            }
            *end = settled.len() as u32;
        }
        self.values = settled;
        std::mem::take(&mut self.joined)
    }
}
