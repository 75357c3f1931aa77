//! [`Heads`]: the values of facets that most articles have. Where many articles match, those shown are almost always
//! among them, and counting them alone costs a fraction: their counts fit into the processor's cache.

use std::cmp::Reverse;

use tantivy::DocId;

use super::facet_table::{FacetTable, ValueId};
use super::snapshot::Snapshot;
use crate::{FacetField, UNKNOWN};

/// Values of a facet in its head.
const HEAD: usize = 4_096;

/// Number of a value among those of all heads.
type HeadId = u16;
/// Stands for a value that is in no head.
const NO_HEAD: HeadId = HeadId::MAX;

/// The heads of all facets, worked out once for a state of the index.
pub(super) struct Heads {
    /// In the order of [`FacetField::ALL`].
    facets: Vec<Head>,
    segments: Vec<HeadValues>,
}

/// What is worked out once about the values of a facet.
pub(super) struct Head {
    /// The values that most articles of the archive have, most first, each with how many do.
    pub(super) most: Vec<(ValueId, u32)>,
    /// How many articles have any other value, at most.
    pub(super) most_of_others: u32,
    /// The first letters of each value's name: enough to tell most names apart, and read at a fraction of their cost.
    pub(super) beginnings: Vec<Beginning>,
    /// The value with the very name that stands for articles without one, which is among the first.
    pub(super) unknown: Option<ValueId>,
    /// The number of its first value; those of the others follow, then that of articles without a value.
    start: usize,
}

/// The first bytes of a name, which are ordered as names are; a shorter one is filled up.
pub(super) type Beginning = u64;

/// Returns the beginning of a name.
pub(super) fn beginning(name: &str) -> Beginning {
    let mut bytes = [0; size_of::<Beginning>()];
    let length = name.len().min(bytes.len());
    bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
    Beginning::from_be_bytes(bytes)
}

impl Heads {
    /// Works them out.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let mut facets: Vec<Head> = Vec::new();
        let mut ids = vec![NO_HEAD; snapshot.numbering.len()];
        for facet in FacetField::ALL {
            let start = facets.last().map_or(0, Head::end);
            let head = Head::of(facet, snapshot.facet(facet), start);
            let numbers = snapshot.numbering.range(facet);
            for ((value, _), id) in head.most.iter().zip(start as HeadId..) {
                ids[(numbers.start + value) as usize] = id;
            }
            ids[numbers.end as usize - 1] = head.end() as HeadId - 1;
            facets.push(head);
        }
        let n_ids = facets.last().map_or(0, Head::end);
        let segments = snapshot.values.iter().zip(snapshot.searcher.segment_readers());
        let segments = segments.map(|(values, reader)| {
            let mut of_segment = HeadValues {
                ends: Vec::with_capacity(reader.max_doc() as usize),
                ids: Vec::new(),
                totals: None,
            };
            for document in 0..reader.max_doc() {
                let own = values.of_article(document).iter();
                let own = own.map(|value| ids[*value as usize]);
                of_segment.ids.extend(own.filter(|id| *id != NO_HEAD));
                of_segment.ends.push(of_segment.ids.len() as u32);
            }
            of_segment.ids.shrink_to_fit();
            of_segment.totals = (!reader.has_deletes()).then(|| {
                let mut totals = vec![0; n_ids];
                of_segment.ids.iter().for_each(|id| totals[usize::from(*id)] += 1);
                totals
            });
            of_segment
        });
        Self {
            segments: segments.collect(),
            facets,
        }
    }

    /// Returns the head of a facet.
    pub(super) fn head(&self, facet: FacetField) -> &Head {
        &self.facets[facet.index()]
    }

    /// Counts what the articles of each segment, given in order, have of the heads.
    pub(super) fn count(&self, matches: &[Vec<DocId>]) -> HeadCounts<'_> {
        let mut counts = vec![0; self.facets.last().map_or(0, Head::end)];
        for (values, documents) in self.segments.iter().zip(matches) {
            values.count(documents, &mut counts);
        }
        HeadCounts { heads: self, counts }
    }
}

/// How many articles have each value of each head.
pub(super) struct HeadCounts<'a> {
    heads: &'a Heads,
    counts: Vec<u32>,
}

impl HeadCounts<'_> {
    /// Returns the counts of a facet's head, in its order, and how many articles have no value of the facet.
    pub(super) fn of_facet(&self, facet: FacetField) -> (&[u32], usize) {
        let head = self.heads.head(facet);
        let without = head.end() - 1;
        (&self.counts[head.start..without], self.counts[without] as usize)
    }
}

impl Head {
    fn of(facet: FacetField, table: &FacetTable, start: usize) -> Self {
        let values = table.values().map(|(_, entry)| (entry.name(), entry.count()));
        Self::of_values(values, facet.counts_unknown(), HEAD, start)
    }

    /// Works the head of these values out, given the name of each and how many articles have it, so many at most.
    pub(super) fn of_values<'v>(
        values: impl Iterator<Item = (&'v str, usize)>,
        counts_unknown: bool,
        length: usize,
        start: usize,
    ) -> Self {
        let (mut most, mut beginnings, mut unknown) = (Vec::new(), Vec::new(), None);
        for (number, (name, count)) in (0..).zip(values) {
            let value = (number, u32::try_from(count).unwrap_or(u32::MAX));
            if counts_unknown && name == UNKNOWN {
                unknown.get_or_insert(value);
            }
            most.push(value);
            beginnings.push(beginning(name));
        }
        let mut most_of_others = 0;
        if most.len() > length {
            let (_, next, _) = most.select_nth_unstable_by_key(length, |(_, count)| Reverse(*count));
            most_of_others = next.1;
            most.truncate(length);
        }
        most.sort_unstable_by_key(|(number, count)| (Reverse(*count), *number));
        most.extend(unknown.filter(|unknown| !most.contains(unknown)));
        Self {
            most,
            most_of_others,
            beginnings,
            unknown: unknown.map(|(number, _)| number),
            start,
        }
    }

    /// Returns the number behind those of its values and of articles without one.
    fn end(&self) -> usize {
        self.start + self.most.len() + 1
    }

    /// Tells whether every value of the facet is in it.
    pub(super) fn is_all(&self) -> bool {
        self.most.len() >= self.beginnings.len()
    }
}

/// The values of heads that the articles of a segment have.
struct HeadValues {
    /// Where those of each article end.
    ends: Vec<u32>,
    ids: Vec<HeadId>,
    /// How many articles have each; nothing where some articles of the segment are removed.
    totals: Option<Vec<u32>>,
}

impl HeadValues {
    fn of(&self, documents: std::ops::Range<usize>) -> &[HeadId] {
        let end = |document: usize| document.checked_sub(1).map_or(0, |last| self.ends[last]) as usize;
        &self.ids[end(documents.start)..end(documents.end)]
    }

    fn count(&self, documents: &[DocId], counts: &mut [u32]) {
        let Some(totals) = self
            .totals
            .as_ref()
            .filter(|_| documents.len() > self.ends.len() / 2)
        else {
            for document in documents {
                let document = *document as usize;
                let own = self.of(document..document + 1);
                own.iter().for_each(|id| counts[usize::from(*id)] += 1);
            }
            return;
        };
        // What most articles have is what all have without what the others have.
        let with_totals = counts.iter_mut().zip(totals);
        with_totals.for_each(|(count, total)| *count += total);
        let mut next = 0;
        for document in documents
            .iter()
            .map(|document| *document as usize)
            .chain([self.ends.len()])
        {
            let others = self.of(next..document);
            others.iter().for_each(|id| counts[usize::from(*id)] -= 1);
            next = document + 1;
        }
    }
}
