//! What a segment's column of a facet holds: its strings, how many articles have each, and those of each article.

use tantivy::columnar::column_index::MultiValueIndex;
use tantivy::columnar::{ColumnIndex, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::texts::Texts;
use crate::{FacetField, SearchError};

/// The column of a facet in one segment.
pub(super) struct SegmentValues {
    column: Option<StrColumn>,
}

/// The strings of a column.
pub(super) struct Strings {
    /// In the order of the column.
    pub(super) texts: Texts,
    /// How many articles that are not removed have each.
    pub(super) counts: Vec<u32>,
}

/// The values of all articles of a segment.
pub(super) struct AllValues {
    /// Where those of each article end.
    pub(super) ends: Vec<u32>,
    /// Places among the column's strings.
    pub(super) places: Vec<u32>,
}

/// Values that are unpacked together.
const PART: usize = 1_024;

/// Returns where the values of each article end.
fn ends(index: &ColumnIndex, n_articles: u32, n_values: u32) -> Vec<u32> {
    match index {
        ColumnIndex::Empty { .. } => vec![0; n_articles as usize],
        ColumnIndex::Full => (1..=n_articles).collect(),
        ColumnIndex::Optional(having) => {
            let ends = having.iter_non_null_docs().zip(1..);
            filled(ends, n_articles)
        }
        ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV1(lists)) => {
            let mut starts = vec![0; n_articles as usize + 1];
            lists.start_index_column.get_range(0, &mut starts);
            starts.split_off(1)
        }
        ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(lists)) => {
            let n_having = lists.optional_index.num_non_nulls() as usize;
            let mut starts = vec![0; n_having + 1];
            lists.start_index_column.get_range(0, &mut starts);
            starts.push(n_values);
            let having = lists.optional_index.iter_non_null_docs();
            filled(having.zip(starts.split_off(1)), n_articles)
        }
    }
}

/// Returns the end of each article's values, given those of the articles that have any, in order.
fn filled(having: impl Iterator<Item = (DocId, u32)>, n_articles: u32) -> Vec<u32> {
    let mut ends = Vec::with_capacity(n_articles as usize);
    let mut last = 0;
    for (document, end) in having {
        ends.resize(document as usize, last);
        ends.push(end);
        last = end;
    }
    ends.resize(n_articles as usize, last);
    ends
}

fn damaged_column() -> SearchError {
    SearchError::Damaged {
        path: "a column of facets".into(),
        detail: "its dictionary does not hold what it says".into(),
    }
}

impl SegmentValues {
    /// Opens the column of a facet.
    pub(super) fn open(reader: &SegmentReader, facet: FacetField) -> Result<Self, SearchError> {
        let column = reader.fast_fields().str(facet.name())?;
        Ok(Self { column })
    }

    /// Returns the places among the column's strings of those that an article has.
    pub(super) fn of(&self, document: DocId) -> impl Iterator<Item = usize> + '_ {
        let column = self.column.iter();
        // A segment has fewer different strings than numbers of 32 bits.
        column.flat_map(move |column| column.term_ords(document).map(|ordinal| ordinal as usize))
    }

    /// Reads the values of all articles in one go, which is several times as fast as article by article.
    pub(super) fn all(&self, n_articles: u32) -> Result<AllValues, SearchError> {
        let Some(column) = &self.column else {
            return Ok(AllValues {
                ends: vec![0; n_articles as usize],
                places: Vec::new(),
            });
        };
        let ords = column.ords();
        let n_values = ords.values.num_vals();
        let mut places = Vec::with_capacity(n_values as usize);
        let mut part = [0_u64; PART];
        while (places.len() as u32) < n_values {
            let length = PART.min(n_values as usize - places.len());
            ords.values.get_range(places.len() as u64, &mut part[..length]);
            places.extend(part[..length].iter().map(|ordinal| *ordinal as u32));
        }
        let n_strings = column.num_terms();
        if places.iter().any(|place| *place as usize >= n_strings) {
            return Err(damaged_column());
        }
        let ends = ends(&ords.index, n_articles, n_values);
        match ends.is_sorted() && ends.last().is_none_or(|end| *end <= n_values) {
            true => Ok(AllValues { ends, places }),
            false => Err(damaged_column()),
        }
    }

    /// Reads all strings.
    pub(super) fn strings(&self, reader: &SegmentReader) -> Result<Strings, SearchError> {
        let mut read = Strings {
            texts: Texts::default(),
            counts: Vec::new(),
        };
        let Some(column) = &self.column else {
            return Ok(read);
        };
        read.counts = vec![0; column.num_terms()];
        let mut count = |ordinal: u64| match read.counts.get_mut(ordinal as usize) {
            Some(count) => {
                *count += 1;
                Ok(())
            }
            None => Err(damaged_column()),
        };
        if reader.has_deletes() {
            for document in reader.doc_ids_alive() {
                column.term_ords(document).try_for_each(&mut count)?;
            }
        } else {
            column.ords().values.iter().try_for_each(&mut count)?;
        }
        // In one go: a look-up by ordinal unpacks a block of the dictionary each time.
        let mut strings = column
            .dictionary()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        for _ in 0..read.counts.len() {
            if !strings.advance() {
                return Err(damaged_column());
            }
            let text = std::str::from_utf8(strings.key()).map_err(|_| damaged_column())?;
            read.texts.push(text);
        }
        Ok(read)
    }
}
