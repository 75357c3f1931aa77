//! [`JointValues`]: the values of all facets that each article of a segment has, as one list of numbers, so that what
//! matches have is counted in one walk.

use std::ops::Range;

use tantivy::DocId;

use super::facet_table::{FacetTable, ValueId};
use crate::FacetField;

/// Number of a value among those of all facets.
pub(super) type JointId = u32;

/// Which numbers the values of each facet have.
pub(super) struct Numbering {
    /// Where those of each facet begin, in the order of [`FacetField::ALL`], and where the last end.
    starts: [JointId; FacetField::ALL.len() + 1],
}

impl Numbering {
    fn of(tables: &[FacetTable]) -> Self {
        let mut starts = [0; FacetField::ALL.len() + 1];
        for (facet, table) in tables.iter().enumerate() {
            // One more stands for articles without a value.
            starts[facet + 1] = starts[facet] + table.values.len() as JointId + 1;
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

/// The values that the articles of a segment have.
pub(super) struct JointValues {
    /// Where the values of each article end.
    ends: Vec<u32>,
    /// In the order of the facets.
    values: Vec<JointId>,
    /// How many articles have each value; nothing where some articles of the segment are removed.
    totals: Option<Vec<u32>>,
}

impl JointValues {
    /// Joins the values of all facets, which leave their tables: a numbering, and the values of each segment, each
    /// given with whether articles were removed from it.
    pub(super) fn of(
        tables: &mut [FacetTable],
        have_removed: impl IntoIterator<Item = bool>,
    ) -> (Numbering, Vec<Self>) {
        let numbering = Numbering::of(tables);
        let segments = have_removed.into_iter().enumerate();
        let joined = segments.map(|(segment, has_removed)| {
            let mut joined = Self::of_segment(tables, &numbering, segment);
            joined.totals = (!has_removed).then(|| joined.count_all(numbering.len()));
            joined
        });
        let joined = joined.collect();
        tables.iter_mut().for_each(|table| table.segments.clear());
        (numbering, joined)
    }

    fn of_segment(tables: &[FacetTable], numbering: &Numbering, segment: usize) -> Self {
        let by_facet = FacetField::ALL.map(|facet| (facet, &tables[facet.index()].segments[segment]));
        let n_articles = by_facet[0].1.n_articles();
        let mut joined = Self {
            ends: Vec::with_capacity(n_articles),
            values: Vec::new(),
            totals: None,
        };
        for document in 0..n_articles as DocId {
            for (facet, values) in by_facet {
                let values = values.of(document);
                let numbers = values.iter().map(|value| numbering.joint(facet, *value));
                joined.values.extend(numbers);
                if values.is_empty() && facet.counts_unknown() {
                    joined.values.push(numbering.range(facet).end - 1);
                }
            }
            joined.ends.push(joined.values.len() as u32);
        }
        joined.values.shrink_to_fit();
        joined
    }

    fn count_all(&self, n_values: usize) -> Vec<u32> {
        let mut totals = vec![0; n_values];
        self.values.iter().for_each(|value| totals[*value as usize] += 1);
        totals
    }

    /// Returns the values of an article; with them what stands for none of a facet.
    pub(super) fn of_article(&self, document: DocId) -> &[JointId] {
        let document = document as usize;
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[start as usize..self.ends[document] as usize]
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

    /// Adds to the counts of values those of some articles, which are in order.
    pub(super) fn count(&self, documents: &[DocId], counts: &mut [u32]) {
        match &self.totals {
            // What most articles have is what all have without what the others have.
            Some(totals) if documents.len() > self.ends.len() / 2 => {
                counts
                    .iter_mut()
                    .zip(totals)
                    .for_each(|(count, total)| *count += total);
                let mut next = 0;
                for document in documents.iter().copied().chain([self.ends.len() as DocId]) {
                    for other in next..document {
                        self.of_article(other)
                            .iter()
                            .for_each(|value| counts[*value as usize] -= 1);
                    }
                    next = document + 1;
                }
            }
            _ => {
                for document in documents {
                    self.of_article(*document)
                        .iter()
                        .for_each(|value| counts[*value as usize] += 1);
                }
            }
        }
    }
}
