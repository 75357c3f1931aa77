//! [`ArticlePlaces`]: reads where the leaves of a pattern stand, an article at a time.

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

use super::word_terms::{LeafTerms, WordTerms, WrittenTerms, other_forms};
use crate::highlight::Pattern;
use crate::places::Place;
use crate::tantivy::schema::Fields;
use crate::tantivy::structure::{Layouts, has, read};

/// Reads where the leaves of a pattern stand in the articles of a segment, in their order.
pub(super) struct ArticlePlaces {
    /// The places of each word of each sequence of each leaf.
    leaves: Vec<Vec<Vec<WordPlaces>>>,
    layouts: Layouts,
    /// Whether the article may have a word under its stem in another language.
    pub(super) is_unsure: bool,
}

impl ArticlePlaces {
    /// Opens the lists of a segment.
    pub(super) fn open(
        reader: &SegmentReader,
        leaves: &[LeafTerms],
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let sequence = |words: &Vec<WordTerms>| {
            let words = words.iter().map(|word| WordPlaces::open(reader, word));
            words.collect::<tantivy::Result<Vec<_>>>()
        };
        let leaf = |sequences: &LeafTerms| sequences.iter().map(sequence).collect();
        Ok(Self {
            leaves: leaves.iter().map(leaf).collect::<tantivy::Result<_>>()?,
            layouts: Layouts::open(reader, fields.structure)?,
            is_unsure: false,
        })
    }

    /// Tells whether an article, which is none before the last that was asked for, has a pattern by its positions.
    pub(super) fn have(&mut self, pattern: &Pattern, document: DocId) -> bool {
        self.is_unsure = false;
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for sequences in &mut self.leaves {
            let mut places = Vec::new();
            for sequence in sequences {
                let length = sequence.len() as u32;
                let starts = starts(sequence, document);
                self.is_unsure |= !starts.is_empty() && sequence.iter().any(|word| word.is_unsure);
                places.extend(starts.into_iter().map(|start| Place {
                    start,
                    end: start + length,
                }));
            }
            places.sort_unstable();
            places.dedup();
            leaves.push(places);
        }
        let layout = self.layouts.layout(document);
        pattern.sought.places(&leaves, &layout).len() >= pattern.count
    }
}

/// Returns where a sequence of words begins in an article.
fn starts(sequence: &mut [WordPlaces], document: DocId) -> Vec<u32> {
    let mut starts = Vec::new();
    for (offset, word) in (0..).zip(sequence) {
        let positions = word.positions(document);
        if offset == 0 {
            starts.extend_from_slice(positions);
        } else {
            starts.retain(|start: &u32| positions.binary_search(&(start + offset)).is_ok());
        }
        if starts.is_empty() {
            break;
        }
    }
    starts
}

/// Reads where a word stands in the articles of a segment, in their order.
struct WordPlaces {
    stem: Option<SegmentPostings>,
    written: Option<WrittenPlaces>,
    positions: Vec<u32>,
    is_unsure: bool,
}

struct WrittenPlaces {
    form: Option<SegmentPostings>,
    others: Vec<Option<SegmentPostings>>,
    rivals: Vec<Option<SegmentPostings>>,
    word: Option<SegmentPostings>,
    /// The positions of another form.
    taken: Vec<u32>,
}

impl WordPlaces {
    fn open(reader: &SegmentReader, word: &WordTerms) -> tantivy::Result<Self> {
        let written = |terms: &WrittenTerms| WrittenPlaces::open(reader, terms);
        Ok(Self {
            stem: open(reader, &word.stem, IndexRecordOption::WithFreqsAndPositions)?,
            written: word.written.as_ref().map(written).transpose()?,
            positions: Vec::new(),
            is_unsure: false,
        })
    }

    /// Returns the positions of the word in an article, in order.
    fn positions(&mut self, document: DocId) -> &[u32] {
        let Some(written) = &mut self.written else {
            read(&mut self.stem, document, &mut self.positions);
            return &self.positions;
        };
        self.is_unsure = false;
        read(&mut written.form, document, &mut self.positions);
        if self.positions.is_empty() && has_any(&mut written.word, document) {
            read(&mut self.stem, document, &mut self.positions);
            for other in &mut written.others {
                read(other, document, &mut written.taken);
                let taken = &written.taken;
                self.positions
                    .retain(|position| taken.binary_search(position).is_err());
            }
            // Where its stem does not stand, it stands under another, whose places are told.
            let is_rival = |rival: &mut Option<SegmentPostings>| has_any(rival, document);
            self.is_unsure = !self.positions.is_empty() && written.rivals.iter_mut().any(is_rival);
        }
        &self.positions
    }
}

impl WrittenPlaces {
    fn open(reader: &SegmentReader, terms: &WrittenTerms) -> tantivy::Result<Self> {
        let others = other_forms(reader, terms)?;
        let others = others
            .iter()
            .map(|other| open(reader, other, IndexRecordOption::WithFreqsAndPositions));
        let rivals = terms
            .rivals
            .iter()
            .map(|rival| open(reader, rival, IndexRecordOption::Basic));
        Ok(Self {
            form: open(reader, &terms.form, IndexRecordOption::WithFreqsAndPositions)?,
            others: others.collect::<tantivy::Result<_>>()?,
            rivals: rivals.collect::<tantivy::Result<_>>()?,
            word: open(reader, &terms.word, IndexRecordOption::Basic)?,
            taken: Vec::new(),
        })
    }
}

/// Opens the list of a term.
pub(super) fn open(
    reader: &SegmentReader,
    term: &Term,
    option: IndexRecordOption,
) -> tantivy::Result<Option<SegmentPostings>> {
    let index = reader.inverted_index(term.field())?;
    Ok(index.read_postings(term, option)?)
}

/// Tells whether an article, which is none before the last that was asked for, has a term that the segment may lack.
pub(super) fn has_any(postings: &mut Option<SegmentPostings>, document: DocId) -> bool {
    postings.as_mut().is_some_and(|postings| has(postings, document))
}
