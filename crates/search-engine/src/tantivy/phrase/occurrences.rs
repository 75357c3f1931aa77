//! [`Occurrences`]: the articles of a segment that have a word, and where in them it stands, read in bulk.
//!
//! The engine reads the positions of one article at a time: it adds up frequencies from the start of a block, clears
//! room, and copies. With frequent words that is two thirds of the time of a phrase. Here the frequencies of a block
//! are added up once, and the positions of neighbouring articles are read in one go. Where the positions of a block
//! begin is told by the skip list of the word, which the engine keeps to itself; so it is read here.

use std::ops::Range;
use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::{InvertedIndexReader, SegmentComponent};
use tantivy::positions::PositionReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

/// Articles of a block of a list.
pub(super) const BLOCK: usize = 128;
/// Bytes of the lists of a field before the first one: the number of its words.
const FIELD_HEAD: usize = 8;
/// Bytes of a block in a skip list: its last article, the bits of a number and of a frequency, the sum of its
/// frequencies, the two bytes that tell its best score.
const SKIP_ENTRY: usize = 12;
/// The sum of the frequencies in it.
const FREQUENCIES: Range<usize> = 6..10;
/// Positions that may be gone through at once: beyond the end of what was read there is room for some more.
pub(super) const AT_ONCE: usize = 4;
/// Articles of a list that are looked at one by one before it is searched.
const LOOKED_AHEAD: usize = 8;
/// Positions that are rather read than passed over: a block of them is unpacked as a whole.
const GAP: u64 = 128;

/// The lists of the words of a field in a segment.
pub(in crate::tantivy) struct WordLists {
    index: Arc<InvertedIndexReader>,
    articles: FileSlice,
    positions: FileSlice,
}

impl WordLists {
    /// Opens the lists of a field.
    pub(in crate::tantivy) fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        let of_field = |component| -> tantivy::Result<FileSlice> {
            let file = CompositeFile::open(&reader.open_read(component)?)?;
            Ok(file.open_read(field).unwrap_or_else(FileSlice::empty))
        };
        Ok(Self {
            index: reader.inverted_index(field)?,
            articles: of_field(SegmentComponent::Postings)?,
            positions: of_field(SegmentComponent::Positions)?,
        })
    }

    /// Returns where a word occurs; nothing where it does not.
    pub(in crate::tantivy) fn occurrences(&self, term: &Term) -> tantivy::Result<Option<Occurrences>> {
        let Some(info) = self.index.get_term_info(term)? else {
            return Ok(None);
        };
        let option = IndexRecordOption::WithFreqs;
        let list = self.index.read_block_postings_from_terminfo(&info, option)?;
        let Range { start, end } = info.postings_range;
        let bytes = self.articles.slice(FIELD_HEAD + start..FIELD_HEAD + end);
        let positions = self.positions.slice(info.positions_range).read_bytes()?;
        let mut occurrences = Occurrences {
            blocks: blocks(&bytes.read_bytes()?, info.doc_freq as usize / BLOCK),
            list,
            positions: PositionReader::open(positions)?,
            block: 0,
            before: [0; BLOCK + 1],
        };
        occurrences.add_up();
        Ok(Some(occurrences))
    }
}

/// A block of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// The last article in it.
    last: DocId,
    /// How many positions of the word are before it.
    start: u64,
}

/// Reads the skip list that a list of so many full blocks begins with. What is left over is a block as well.
fn blocks(list: &[u8], n_full: usize) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(n_full + 1);
    let mut start = 0;
    // Its length comes first where there is one: seven bits a byte, the last of which has the eighth set.
    let length = list.iter().position(|byte| byte & 0x80 != 0);
    let entries = match length {
        Some(end) if n_full > 0 => &list[end + 1..],
        _ => &[],
    };
    for entry in entries.chunks_exact(SKIP_ENTRY).take(n_full) {
        let number = |range: Range<usize>| {
            entry[range]
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
        };
        let last = number(0..4);
        blocks.push(Block { last, start });
        start += u64::from(number(FREQUENCIES));
    }
    let last = TERMINATED;
    blocks.push(Block { last, start });
    blocks
}

/// The positions of an article in the list of a word, or in what was read of it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tantivy) struct Span {
    start: u64,
    pub(in crate::tantivy) length: u32,
}

impl Span {
    #[inline]
    fn end(&self) -> u64 {
        self.start + u64::from(self.length)
    }

    /// Returns the place of the positions in what was read; each is told by its distance from the one before it.
    #[inline]
    pub(in crate::tantivy) fn range(&self) -> Range<usize> {
        self.start as usize..self.end() as usize
    }

    /// Returns that place and as much behind it as makes it full for those who take several at once.
    #[inline]
    pub(super) fn full_range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + (self.length as usize).next_multiple_of(AT_ONCE)
    }
}

/// Where a word occurs in a segment. It is asked for articles in their order.
pub(in crate::tantivy) struct Occurrences {
    list: BlockSegmentPostings,
    positions: PositionReader,
    blocks: Vec<Block>,
    /// The block that the list stands at.
    block: usize,
    /// How many positions of the block are before each of its articles, and before its end.
    before: [u32; BLOCK + 1],
}

impl Occurrences {
    /// Returns how many articles have the word.
    pub(super) fn n_articles(&self) -> u32 {
        self.list.doc_freq()
    }

    /// Goes to the block with the first article from this one on, and returns its place there.
    #[inline]
    pub(super) fn seek(&mut self, document: DocId) -> usize {
        let is_far = self.blocks[self.block].last < document;
        let place = self.list.seek(document);
        if is_far {
            while self.blocks[self.block].last < document {
                self.block += 1;
            }
            self.add_up();
        }
        place
    }

    /// Notes where the list has the positions of each of some articles, in their order: no positions where it lacks the
    /// article.
    pub(in crate::tantivy) fn spans(&mut self, documents: &[DocId], spans: &mut Vec<Span>) {
        spans.clear();
        let mut place = 0;
        for document in documents {
            let ahead = self.articles().iter().skip(place).take(LOOKED_AHEAD);
            let near = ahead.take_while(|article| *article < document).count();
            place += near;
            let here = self.articles().get(place).copied();
            if near == LOOKED_AHEAD || here.is_none_or(|article| article < *document) {
                place = self.seek(*document);
            }
            let mut span = self.span(place);
            if self.articles().get(place) != Some(document) {
                span.length = 0;
            }
            spans.push(span);
        }
    }

    fn add_up(&mut self) {
        let mut sum = 0;
        for (before, frequency) in self.before[1..].iter_mut().zip(self.list.freqs()) {
            sum += frequency;
            *before = sum;
        }
    }

    /// Returns the articles of the block.
    pub(super) fn articles(&self) -> &[DocId] {
        self.list.docs()
    }

    /// Returns the article at a place of the block; behind the last there is none.
    #[inline]
    pub(super) fn article(&self, place: usize) -> DocId {
        self.list.doc(place)
    }

    /// Returns where the list has the positions of the article at a place of the block.
    #[inline]
    pub(super) fn span(&self, place: usize) -> Span {
        Span {
            start: self.blocks[self.block].start + u64::from(self.before[place]),
            length: self.before[place + 1].wrapping_sub(self.before[place]),
        }
    }

    /// Reads the positions of articles, given in their order; the spans then tell where in what was read.
    pub(in crate::tantivy) fn read(&mut self, spans: &mut [Span], steps: &mut Vec<u32>) {
        let mut length = 0;
        for run in spans.chunk_by_mut(|a, b| b.start - a.end() < GAP) {
            let (first, last) = (run[0].start, run[run.len() - 1].end());
            let end = length + (last - first) as usize;
            if steps.len() < end + AT_ONCE {
                steps.resize(end + AT_ONCE, 0);
            }
            if first < last {
                self.positions.read(first, &mut steps[length..end]);
            }
            for span in run {
                span.start = span.start - first + length as u64;
            }
            length = end;
        }
    }
}
