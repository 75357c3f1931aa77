//! [`Columns`]: the numbers of each article that a search reads, opened once for a state of the index.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

use super::matched::{Matched, Share};
use crate::SearchError;

/// Stands for an article without a date.
const NO_DAY: u32 = u32::MAX;

/// The days on which articles of an index were published, and which of them each article's is.
#[derive(Default)]
pub(super) struct Days {
    /// In days from 1970-01-01, in order.
    all: Vec<i64>,
    /// How many articles are of a day before each of these, and behind them all that have one.
    before: Vec<usize>,
    segments: Vec<PlacedDays>,
}

/// The days of a segment, and their places among those of all.
struct PlacedDays {
    segment: SegmentId,
    days: Arc<SegmentDays>,
    /// For each day of the segment its place.
    places: Vec<u32>,
}

/// The days of a segment, which no later state of the index changes.
struct SegmentDays {
    /// In order.
    all: Vec<i64>,
    /// The place in `all` of each article's day.
    articles: Vec<u32>,
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
    /// Reads the days of every article: four bytes each, which are read several times as fast as their column. Those of
    /// segments that were read before are taken over.
    pub(super) fn read(searcher: &Searcher, before: Option<&Self>) -> Result<Self, SearchError> {
        let known = |segment| {
            let mut known = before.into_iter().flat_map(|before| &before.segments);
            let known = known.find(|known| known.segment == segment);
            known.map(|known| Arc::clone(&known.days))
        };
        let mut by_segment: Vec<Arc<SegmentDays>> = Vec::new();
        for reader in searcher.segment_readers() {
            by_segment.push(match known(reader.segment_id()) {
                Some(days) => days,
                None => Arc::new(SegmentDays::read(reader)?),
            });
        }
        let mut all: Vec<i64> = by_segment.iter().flat_map(|days| &days.all).copied().collect();
        all.sort_unstable();
        all.dedup();
        // An index has fewer than 2^32 days.
        let place = |day: &i64| all.partition_point(|other| other < day) as u32;
        let segments = searcher.segment_readers().iter().zip(by_segment);
        let segments = segments.map(|(reader, days)| PlacedDays {
            segment: reader.segment_id(),
            places: days.all.iter().map(place).collect(),
            days,
        });
        let segments: Vec<PlacedDays> = segments.collect();
        let mut counts = vec![0; all.len()];
        for (reader, segment) in searcher.segment_readers().iter().zip(&segments) {
            segment.count_alive(reader, &mut counts);
        }
        let mut sum = 0;
        let mut before = vec![0];
        before.extend(counts.into_iter().map(|count| {
            sum += count;
            sum
        }));
        Ok(Self {
            all,
            before,
            segments,
        })
    }

    /// Returns how many articles of the index are of a span of days, given by its first and its last.
    pub(super) fn n_articles(&self, first: i64, last: i64) -> usize {
        let start = self.all.partition_point(|day| *day < first);
        let end = self.all.partition_point(|day| *day <= last);
        let before = |place: usize| self.before.get(place).copied().unwrap_or(0);
        before(end).saturating_sub(before(start))
    }

    /// Returns the days on which articles were published, in days from 1970-01-01, in order; some of them may be
    /// those of removed articles.
    pub(super) fn all(&self) -> &[i64] {
        &self.all
    }

    /// Returns the place among these of the day of an article.
    pub(super) fn place(&self, segment: usize, document: DocId) -> Option<usize> {
        let segment = &self.segments[segment];
        // What stands for no day is the place of none.
        let place = segment.days.articles[document as usize] as usize;
        segment.places.get(place).map(|place| *place as usize)
    }

    /// Adds the days of a share of some articles of a segment to their counts, by their places; behind all of them stands
    /// how many have none.
    pub(super) fn count(&self, segment: usize, articles: &Matched, share: Share, counts: &mut [u32]) {
        let PlacedDays { days, places, .. } = &self.segments[segment];
        articles.each_in(share, |document| {
            let place = places.get(days.articles[document as usize] as usize);
            counts[place.map_or(self.all.len(), |place| *place as usize)] += 1;
        });
    }

    /// Returns the day of an article, in days from 1970-01-01.
    pub(super) fn day(&self, segment: usize, document: DocId) -> Option<i64> {
        self.place(segment, document).map(|place| self.all[place])
    }
}

impl PlacedDays {
    /// Adds the articles that were not removed to the counts of their days.
    fn count_alive(&self, reader: &SegmentReader, counts: &mut [usize]) {
        let alive = reader.alive_bitset();
        for (document, place) in (0..).zip(&self.days.articles) {
            if alive.is_none_or(|alive| alive.is_alive(document))
                && let Some(place) = self.places.get(*place as usize)
            {
                counts[*place as usize] += 1;
            }
        }
    }
}

impl SegmentDays {
    fn read(reader: &SegmentReader) -> Result<Self, SearchError> {
        let column = reader.fast_fields().i64("published_day")?;
        let days: Vec<Option<i64>> = (0..reader.max_doc())
            .map(|document| column.first(document))
            .collect();
        let mut all: Vec<i64> = days.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let place =
            |day: Option<i64>| day.map_or(NO_DAY, |day| all.partition_point(|other| *other < day) as u32);
        let articles = days.into_iter().map(place).collect();
        Ok(Self { all, articles })
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
