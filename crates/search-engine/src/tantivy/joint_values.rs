//! [`JointValues`]: the values of all facets that each article of a segment has, as one list of numbers, so that what
//! matches have is counted in one walk.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use tantivy::{DocId, SegmentReader};

use super::facet_table::{FacetTable, ValueId};
use super::matched::{Matched, Share};
use super::register::{Register, each_facet, room};
use super::segment_values::{AllValues, SegmentValues};
use super::value_lists::ValueLists;
use crate::{FacetField, SearchError};

/// Number of a value among those of all facets.
pub(super) type JointId = u32;

/// Which numbers the values of each facet have.
#[derive(PartialEq, Eq)]
pub(super) struct Numbering {
    /// Where those of each facet begin, in the order of [`FacetField::ALL`], and where the last end.
    starts: [JointId; FacetField::ALL.len() + 1],
}

impl Numbering {
    /// Numbers the values of these tables. Behind those of each facet there is room for some that come later, so that
    /// what is worked out for a segment stays true.
    pub(super) fn of(register: &Register, tables: &[FacetTable]) -> Self {
        let mut starts = [0; FacetField::ALL.len() + 1];
        for (facet, (registered, table)) in register.facets.iter().zip(tables).enumerate() {
            let n_registered = registered.n_values();
            let n_added = table.n_values() - n_registered;
            let room = room(n_registered).max(n_added.next_power_of_two());
            // One more stands for articles without a value.
            starts[facet + 1] = starts[facet] + (n_registered + room) as JointId + 1;
        }
        Self { starts }
    }

    /// Returns how many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.starts[FacetField::ALL.len()] as usize
    }

    /// Returns the numbers of a facet; the last stands for articles without a value, where that is counted.
    pub(super) fn range(&self, facet: FacetField) -> Range<JointId> {
        self.starts[facet.index()]..self.starts[facet.index() + 1]
    }

    /// Returns the place of the facet that a number is of, in the order of [`FacetField::ALL`], and its number there.
    pub(super) fn facet_of(&self, number: JointId) -> (usize, ValueId) {
        let behind = self.starts.iter().skip(1).take_while(|start| **start <= number);
        let facet = behind.count().min(FacetField::ALL.len() - 1);
        (facet, number - self.starts[facet])
    }

    /// Returns the number of a value.
    pub(super) fn joint(&self, facet: FacetField, value: ValueId) -> JointId {
        self.starts[facet.index()] + value
    }
}

/// The values that the articles of a segment have, in the order of the facets.
pub(super) struct JointValues(ValueLists<JointId>);

impl JointValues {
    /// Reads the values of the articles of a segment.
    pub(super) fn read(
        tables: &[FacetTable],
        numbering: &Numbering,
        segment: usize,
        reader: &SegmentReader,
    ) -> Result<Self, SearchError> {
        let mut facets =
            each_facet(|facet| OpenFacet::new(&tables[facet.index()], facet, numbering, segment, reader))?;
        let mut read = ValueLists::with_capacity(reader.max_doc() as usize);
        for document in 0..reader.max_doc() {
            read.add(|values| {
                for facet in &mut facets {
                    facet.add_values(document, values);
                }
            });
        }
        read.shrink_to_fit();
        // A small segment is counted as quickly without.
        if read.n_values() > numbering.len() {
            read.add_up(numbering.len());
        }
        Ok(Self(read))
    }

    /// Returns how many articles there are, removed ones among them.
    pub(super) fn n_articles(&self) -> usize {
        self.0.n_articles()
    }

    /// Returns the values of an article; with them what stands for none of a facet.
    pub(super) fn of_article(&self, document: DocId) -> &[JointId] {
        self.0.of(document)
    }

    /// Returns the values of an article that have these numbers, those of a facet.
    pub(super) fn of_facet(&self, document: DocId, numbers: &Range<JointId>) -> &[JointId] {
        let values = self.of_article(document);
        let start = values.iter().take_while(|value| **value < numbers.start).count();
        let of_facet = &values[start..];
        // What stands for none is no value.
        let length = of_facet
            .iter()
            .take_while(|value| **value + 1 < numbers.end)
            .count();
        &of_facet[..length]
    }

    /// Adds to the counts of values those of some articles.
    pub(super) fn count(&self, articles: &Matched, counts: &mut [u32]) {
        self.0.count(articles, Share::All, |value| value, counts);
    }
}

/// Stands where a column has something that is no value of its facet: it is hidden, or told elsewhere.
const NO_VALUE: JointId = JointId::MAX;

/// The values of a facet while they are read.
struct OpenFacet {
    values: AllValues,
    /// Where the values of the next article begin.
    next: usize,
    /// The number of each of the column's strings.
    numbers: Vec<JointId>,
    /// What corrections say of articles, in order.
    listed: Peekable<IntoIter<(DocId, JointId)>>,
    /// What stands for none, where that is counted.
    none: Option<JointId>,
}

impl OpenFacet {
    fn new(
        table: &FacetTable,
        facet: FacetField,
        numbering: &Numbering,
        segment: usize,
        reader: &SegmentReader,
    ) -> Result<Self, SearchError> {
        let joint = |value: ValueId| numbering.joint(facet, table.resolved(value));
        let mut numbers = table.numbers_of(segment, reader.segment_id());
        for number in &mut numbers {
            *number = match table.moves.gone.contains(number) {
                true => NO_VALUE,
                false => joint(*number),
            };
        }
        let listed = table.moves.listed.get(&reader.segment_id()).into_iter().flatten();
        let listed = listed.map(|(document, value)| (*document, joint(*value)));
        let mut listed: Vec<(DocId, JointId)> = listed.collect();
        listed.sort_unstable();
        Ok(Self {
            values: SegmentValues::open(reader, facet)?.all(reader.max_doc())?,
            next: 0,
            numbers,
            listed: listed.into_iter().peekable(),
            none: facet.counts_unknown().then(|| numbering.range(facet).end - 1),
        })
    }

    /// Adds the values of the next article, each once.
    fn add_values(&mut self, document: DocId, values: &mut Vec<JointId>) {
        let first = values.len();
        let end = self.values.ends[document as usize] as usize;
        for place in &self.values.places[self.next..end] {
            let number = self.numbers[*place as usize];
            if number != NO_VALUE && !values[first..].contains(&number) {
                values.push(number);
            }
        }
        self.next = end;
        while let Some((_, number)) = self.listed.next_if(|(listed, _)| *listed == document) {
            if !values[first..].contains(&number) {
                values.push(number);
            }
        }
        if values.len() == first {
            values.extend(self.none);
        }
    }
}
