//! Copies of a story: articles whose sketches share most numbers.

use article::ArticleId;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::sketch::SAME_STORY;
use super::snapshot::Snapshot;
use crate::{Duplicate, SearchError};

/// Copies of a story that are listed.
const MAX_DUPLICATES: usize = 20;

/// Returns the copies of an article's story as a hit lists them.
pub(super) fn duplicates(snapshot: &Snapshot, address: DocAddress) -> Result<Vec<Duplicate>, SearchError> {
    let copies = copies(snapshot, address, MAX_DUPLICATES)?.into_iter();
    Ok(copies.map(|copy| duplicate(snapshot, copy)).collect())
}

/// Returns the other articles whose stories share most of their sketch with this one's, the first so many of them.
pub(super) fn copies(
    snapshot: &Snapshot,
    address: DocAddress,
    limit: usize,
) -> Result<Vec<DocAddress>, SearchError> {
    let stories = |segment: u32| &snapshot.columns[segment as usize].stories;
    let own: Vec<u64> = stories(address.segment_ord)
        .values_for_doc(address.doc_id)
        .collect();
    // A copy lacks so few numbers that it has one of these among its own first.
    let Some(n_asked) = (own.len() + 1).checked_sub(SAME_STORY) else {
        return Ok(Vec::new());
    };
    let mut copies = Vec::new();
    for (segment, reader) in (0..).zip(snapshot.searcher.segment_readers()) {
        let here = (segment == address.segment_ord).then_some(address.doc_id);
        let candidates = having_one(reader, snapshot.fields.story_start, &own[..n_asked], here)?.into_iter();
        let candidates = candidates.filter(|document| {
            let alive = reader.alive_bitset();
            alive.is_none_or(|alive| alive.is_alive(*document))
        });
        let addresses = candidates.map(|document| DocAddress::new(segment, document));
        let is_copy = |copy: &DocAddress| {
            let shared = stories(segment).values_for_doc(copy.doc_id);
            shared.filter(|number| own.contains(number)).count() >= SAME_STORY
        };
        let left = limit - copies.len();
        copies.extend(addresses.filter(is_copy).take(left));
    }
    Ok(copies)
}

/// Returns the other articles of a segment that have one of these numbers first in their sketch, in order. `own` is the
/// article that the numbers are of, where it is in this segment: most numbers are its own alone.
fn having_one(
    reader: &SegmentReader,
    field: Field,
    numbers: &[u64],
    own: Option<DocId>,
) -> Result<Vec<DocId>, SearchError> {
    let terms = reader.inverted_index(field)?;
    let mut having = Vec::new();
    for number in numbers {
        let term = Term::from_field_u64(field, *number);
        let found = terms.get_term_info(&term).map_err(tantivy::TantivyError::from)?;
        let n_own = u32::from(own.is_some());
        let Some(info) = found.filter(|info| info.doc_freq > n_own) else {
            continue;
        };
        let mut documents = terms
            .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        while documents.doc() != TERMINATED {
            having.push(documents.doc());
            documents.advance();
        }
    }
    having.retain(|document| Some(*document) != own);
    having.sort_unstable();
    having.dedup();
    Ok(having)
}

/// Returns a copy by its columns: reading the stored articles of every copy cost more than the search.
fn duplicate(snapshot: &Snapshot, address: DocAddress) -> Duplicate {
    let columns = &snapshot.columns[address.segment_ord as usize];
    let id =
        [&columns.id_starts, &columns.id_ends].map(|half| half.first(address.doc_id).unwrap_or_default());
    Duplicate {
        id: ArticleId::from_numbers(id[0], id[1]),
        source: snapshot.source_of(address).map(str::to_owned),
    }
}
