//! The `spelling` field: every way in which articles write the names of entities, with the articles that do.

use article::EntityKind;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};
use text_analysis::fold;

use super::document::{key_and_name, spelling, spelling_start};
use crate::SearchError;

/// One way in which articles of a segment write an entity.
pub(super) struct Written<'a> {
    /// The key of the entity.
    pub(super) key: &'a str,
    /// The words.
    pub(super) text: &'a str,
    /// The term of the field.
    pub(super) term: &'a str,
    /// Number of the segment.
    pub(super) segment: u32,
    reader: &'a SegmentReader,
    terms: &'a InvertedIndexReader,
    info: &'a TermInfo,
}

/// Calls `sink` with every way in which entities of a kind are written, segment by segment; of one key alone
/// where that is given.
pub(super) fn each_written(
    searcher: &Searcher,
    field: Field,
    kind: EntityKind,
    key: Option<&str>,
    sink: impl FnMut(Written<'_>),
) -> Result<(), SearchError> {
    each_written_in((0..).zip(searcher.segment_readers()), field, kind, key, sink)
}

/// Does the same for some segments, each with its number.
pub(super) fn each_written_in<'a>(
    segments: impl Iterator<Item = (u32, &'a SegmentReader)>,
    field: Field,
    kind: EntityKind,
    key: Option<&str>,
    mut sink: impl FnMut(Written<'_>),
) -> Result<(), SearchError> {
    let start = spelling_start(kind);
    let from = key.map_or_else(|| start.clone(), |key| spelling(kind, key, ""));
    for (segment, reader) in segments {
        let terms = reader.inverted_index(field)?;
        let range = terms.terms().range().ge(from.as_bytes());
        let mut stream = range.into_stream().map_err(tantivy::TantivyError::from)?;
        while let Some((term, info)) = stream.next() {
            let term = std::str::from_utf8(term).unwrap_or_default();
            let Some(spelling) = term.strip_prefix(&start).filter(|_| term.starts_with(&from)) else {
                break;
            };
            let (key, text) = key_and_name(spelling);
            sink(Written {
                key,
                text,
                term,
                segment,
                reader,
                terms: &terms,
                info,
            });
        }
    }
    Ok(())
}

impl Written<'_> {
    /// Tells whether an article that is not removed has it.
    pub(super) fn is_alive(&self) -> bool {
        self.reader.alive_bitset().is_none() || self.articles().next().is_some()
    }

    /// Returns how many articles of the segment have it and are not removed.
    pub(super) fn n_articles(&self) -> usize {
        match self.reader.alive_bitset() {
            None => self.info.doc_freq as usize,
            Some(_) => self.articles().count(),
        }
    }

    /// Returns the articles that have it and are not removed.
    pub(super) fn articles(&self) -> impl Iterator<Item = DocId> + '_ {
        // A list that cannot be read finds nothing, as it does in a search.
        let found = self
            .terms
            .read_postings_from_terminfo(self.info, IndexRecordOption::Basic);
        let mut documents = found.ok();
        let alive = self.reader.alive_bitset();
        std::iter::from_fn(move || {
            let documents = documents.as_mut()?;
            let document = documents.doc();
            if document == TERMINATED {
                return None;
            }
            documents.advance();
            Some(document)
        })
        .filter(move |document| alive.is_none_or(|alive| alive.is_alive(*document)))
    }
}

/// Returns a name as corrections compare it: without case, accents and line breaks.
pub(super) fn folded(name: &str) -> String {
    fold(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}
