//! [`Columns`]: the numbers of each article that a search reads, opened once for a state of the index.

use tantivy::columnar::Column;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::SearchError;

/// Stands for an article without a date.
const NO_DAY: u32 = u32::MAX;

/// The days on which articles of an index were published, and which of them each article's is.
#[derive(Default)]
pub(super) struct Days {
    /// In days from 1970-01-01, in order.
    all: Vec<i64>,
    /// For each segment the place in `all` of each article's day.
    segments: Vec<Vec<u32>>,
}

/// The columns of a segment.
pub(super) struct Columns {
    /// When an article was published, in seconds from 1970-01-01.
    pub(super) moments: Column<i64>,
    /// The first half of its id.
    pub(super) id_starts: Column<u64>,
    /// The second half.
    pub(super) id_ends: Column<u64>,
    /// The sketch of its story.
    pub(super) stories: Column<u64>,
}

impl Days {
    /// Reads the days of every article: four bytes each, which are read several times as fast as their column.
    pub(super) fn read(searcher: &Searcher) -> Result<Self, SearchError> {
        let mut by_segment: Vec<Vec<Option<i64>>> = Vec::new();
        for reader in searcher.segment_readers() {
            let days = reader.fast_fields().i64("published_day")?;
            by_segment.push(
                (0..reader.max_doc())
                    .map(|document| days.first(document))
                    .collect(),
            );
        }
        let mut all: Vec<i64> = by_segment.iter().flatten().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        // An index has fewer than 2^32 days.
        let place =
            |day: Option<i64>| day.map_or(NO_DAY, |day| all.partition_point(|other| *other < day) as u32);
        let segments = by_segment
            .into_iter()
            .map(|days| days.into_iter().map(place).collect());
        let segments = segments.collect();
        Ok(Self { all, segments })
    }

    /// Returns the days on which articles were published, in days from 1970-01-01, in order; some of them may be
    /// those of removed articles.
    pub(super) fn all(&self) -> &[i64] {
        &self.all
    }

    /// Returns the place among these of the day of an article.
    pub(super) fn place(&self, segment: usize, document: DocId) -> Option<usize> {
        let place = self.segments[segment][document as usize];
        (place != NO_DAY).then_some(place as usize)
    }

    /// Returns the day of an article, in days from 1970-01-01.
    pub(super) fn day(&self, segment: usize, document: DocId) -> Option<i64> {
        self.place(segment, document).map(|place| self.all[place])
    }
}

impl Columns {
    /// Opens the columns of a segment.
    pub(super) fn open(reader: &SegmentReader) -> Result<Self, SearchError> {
        let columns = reader.fast_fields();
        Ok(Self {
            moments: columns.i64("published_at")?,
            id_starts: columns.u64("id_start")?,
            id_ends: columns.u64("id_end")?,
            stories: columns.u64("story")?,
        })
    }
}
