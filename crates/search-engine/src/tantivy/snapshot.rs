//! [`Snapshot`]: one state of the index, with everything that is worked out once for it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;

use article::{EntityKind, Language};
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Index, IndexMeta, IndexReader, ReloadPolicy, Searcher};

use super::cards::Cards;
use super::checked_directory::CheckedDirectory;
use super::columns::{Columns, Days};
use super::corrections::{Checksum, Corrected, read_checksum, read_corrections};
use super::facet_table::FacetTable;
use super::facets::read_facets;
use super::generations::Generation;
use super::incidents::damage_of;
use super::joint_values::{JointValues, Numbering};
use super::known_starts::StartsOfSegments;
use super::packing::Dictionaries;
use super::register::{Register, read_register};
use super::schema::{Fields, schema};
use super::tally::Rooms;
use super::value_sets::ValueSets;
use super::verify::check_lengths;
use crate::{Corrections, FacetField, IndexStatus, SearchError};

/// Blocks of stored articles that are kept: they are packed article by article, so that there is nothing to keep.
const STORE_BLOCKS: usize = 0;

/// One state of the index. Searches that run on it see no update.
pub(super) struct Snapshot {
    /// The generation it belongs to.
    pub(super) generation: Generation,
    /// Number of the commit.
    opstamp: u64,
    /// The parts that the index consists of. Another index in the same folder may have the same opstamp, and
    /// parts that were merged keep their room on disk for as long as they are read.
    segments: Vec<SegmentId>,
    /// The engine's view of this state.
    pub(super) searcher: Searcher,
    /// The fields of the index.
    pub(super) fields: Fields,
    /// The values of each facet, in the order of [`FacetField::ALL`].
    facets: Vec<FacetTable>,
    /// What each segment stores of its articles.
    pub(super) stores: Vec<StoreReader>,
    /// What they are unpacked with.
    pub(super) dictionaries: Arc<Dictionaries>,
    /// How their values are numbered together.
    pub(super) numbering: Numbering,
    /// The values that the articles of each segment have.
    pub(super) values: Vec<Arc<JointValues>>,
    /// The facet values of its large segments.
    register: Arc<Register>,
    /// The day of each article.
    pub(super) days: Days,
    /// The columns of each segment.
    pub(super) columns: Vec<Columns>,
    /// What results were narrowed to lately.
    pub(super) value_sets: ValueSets,
    /// What was shown of articles lately.
    pub(super) cards: Cards,
    /// Room for counting.
    pub(super) rooms: Rooms,
    /// Words that complete what is typed, by segment.
    pub(super) starts: Arc<StartsOfSegments>,
    /// What corrections did to the facets.
    pub(super) corrected: Corrected,
    /// Checksum of the corrections.
    checksum: Checksum,
    /// The index itself, to look for later states.
    index: Index,
    /// Where its files are, and which of them turned out to be damaged.
    directory: CheckedDirectory,
}

impl Snapshot {
    /// Reads the latest state of a generation.
    pub(super) fn open(generation: Generation) -> Result<Self, SearchError> {
        let directory = CheckedDirectory::open(&generation)?;
        let index = directory.index(&generation)?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(generation.damaged("its fields are not those of its format"));
        }
        Self::read(generation, directory, index, fields, None)
    }

    fn read(
        generation: Generation,
        directory: CheckedDirectory,
        index: Index,
        fields: Fields,
        before: Option<&Self>,
    ) -> Result<Self, SearchError> {
        let explain = |error| directory.incidents().explain(&generation, error);
        loop {
            // Both are read first: a commit in between makes the next look find it again, never miss it.
            let (corrections, checksum) = read_corrections(&generation)?;
            let metas = index.load_metas().map_err(explain)?;
            let segments = segment_ids(&metas);
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
            let reader = reader.doc_store_cache_num_blocks(STORE_BLOCKS);
            let reader: IndexReader = match reader.try_into() {
                Ok(reader) => reader,
                // Where no lock could be taken, a writer may have deleted what the list named a moment ago.
                Err(_) if segment_ids(&index.load_metas().map_err(explain)?) != segments => continue,
                Err(error) => return Err(explain(error)),
            };
            let searcher = reader.searcher();
            let listed: BTreeMap<_, _> = metas
                .segments
                .iter()
                .map(|segment| (segment.id(), segment.delete_opstamp()))
                .collect();
            if listed != *searcher.generation().segments() {
                continue;
            }
            // Each was written before the first commit with an article that needs it.
            let dictionaries = Dictionaries::read(&generation, before.map(|before| &before.dictionaries))?;
            // All files are open by now, so that no writer can take one away.
            check_lengths(&generation, &directory, &metas.segments)?;
            let worked_out = guarded(&generation, &directory, &segments, || {
                WorkedOut::new(
                    &generation,
                    &searcher,
                    &fields,
                    &metas.segments,
                    &corrections,
                    before,
                )
            })?;
            return Ok(Self {
                generation,
                opstamp: metas.opstamp,
                segments,
                searcher,
                fields,
                dictionaries,
                register: worked_out.register,
                facets: worked_out.facets,
                stores: worked_out.stores,
                numbering: worked_out.numbering,
                values: worked_out.values,
                days: worked_out.days,
                columns: worked_out.columns,
                value_sets: ValueSets::default(),
                cards: Cards::default(),
                rooms: before.map_or_else(Rooms::default, |before| Rooms::after(&before.rooms)),
                starts: before
                    .map(|before| Arc::clone(&before.starts))
                    .unwrap_or_default(),
                corrected: worked_out.corrected,
                checksum,
                index,
                directory,
            });
        }
    }

    /// Asks this state. An answer that a damaged file may be part of is not given.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&Self) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        guarded(&self.generation, &self.directory, &self.segments, || {
            question(self)
        })
    }

    /// Tells whether a file of this state turned out to be damaged.
    pub(super) fn is_damaged(&self) -> bool {
        damage(&self.generation, &self.directory, &self.segments).is_some()
    }

    /// Returns the latest state of the index where it is a later one than this.
    pub(super) fn newer(&self, current: Generation) -> Result<Option<Self>, SearchError> {
        if current != self.generation {
            return Self::open(current).map(Some);
        }
        let explain = |error| self.directory.incidents().explain(&current, error);
        let metas = self.index.load_metas().map_err(explain)?;
        let is_same = metas.opstamp == self.opstamp && segment_ids(&metas) == self.segments;
        if is_same && read_checksum(&current)? == self.checksum {
            return Ok(None);
        }
        let directory = self.directory.clone();
        let (index, fields) = (self.index.clone(), self.fields.clone());
        Self::read(current, directory, index, fields, Some(self)).map(Some)
    }

    /// Returns the values of a facet.
    pub(super) fn facet(&self, facet: FacetField) -> &FacetTable {
        &self.facets[facet.index()]
    }

    /// Returns the values of a segment where they are what these tables make of them.
    fn values_of(&self, segment: SegmentId, tables: &[FacetTable]) -> Option<Arc<JointValues>> {
        self.register.place(segment)?;
        let mut facets = self.facets.iter().zip(tables);
        if !facets.all(|(own, other)| own.moves_alike(other, segment)) {
            return None;
        }
        let mut readers = self.searcher.segment_readers().iter();
        let number = readers.position(|reader| reader.segment_id() == segment)?;
        Some(Arc::clone(&self.values[number]))
    }

    /// Returns the publisher of an article.
    pub(super) fn source_of(&self, address: DocAddress) -> Option<&str> {
        let numbers = self.numbering.range(FacetField::Source);
        let values = &self.values[address.segment_ord as usize];
        let source = values.of_facet(address.doc_id, &numbers).first()?;
        Some(
            self.facet(FacetField::Source)
                .value(*source - numbers.start)
                .name(),
        )
    }

    /// Returns how many people, organisations and places an article has, those that are one value counted once.
    pub(super) fn n_entities(&self, address: DocAddress) -> usize {
        let values = &self.values[address.segment_ord as usize];
        let of_kind = |kind| {
            let numbers = self.numbering.range(FacetField::Entity(kind));
            values.of_facet(address.doc_id, &numbers).len()
        };
        EntityKind::ALL.into_iter().map(of_kind).sum()
    }

    /// Returns the languages of the index.
    pub(super) fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        let values = self.facet(FacetField::Language).values();
        values.filter_map(|(_, value)| Language::from_code(value.name()))
    }

    /// Tells whether some of its articles are in a language that is not written in the Latin script, and some in one
    /// that is.
    pub(super) fn has_several_scripts(&self) -> bool {
        /// The others of the languages that are told from each other.
        const OTHER_SCRIPTS: [&str; 33] = [
            "am", "ar", "be", "bg", "bn", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "kk", "km", "kn",
            "ko", "mk", "ml", "mr", "my", "ne", "or", "pa", "ru", "si", "sr", "ta", "te", "th", "uk", "ur",
            "zh",
        ];
        let is_other = |language: Language| OTHER_SCRIPTS.contains(&language.code());
        self.languages().any(is_other) && !self.languages().all(is_other)
    }

    /// Returns which state this is and how many articles it holds.
    pub(super) fn status(&self) -> IndexStatus {
        IndexStatus {
            generation: format!("{}.{}", self.generation.number, self.opstamp),
            articles: self.searcher.num_docs() as usize,
        }
    }
}

/// What is worked out once for a state.
struct WorkedOut {
    register: Arc<Register>,
    facets: Vec<FacetTable>,
    corrected: Corrected,
    numbering: Numbering,
    values: Vec<Arc<JointValues>>,
    days: Days,
    columns: Vec<Columns>,
    stores: Vec<StoreReader>,
}

impl WorkedOut {
    /// Works it out, from what another state of the same folder had and from what lies beside the index where that
    /// fits.
    fn new(
        generation: &Generation,
        searcher: &Searcher,
        fields: &Fields,
        segments: &[SegmentMeta],
        corrections: &Corrections,
        before: Option<&Snapshot>,
    ) -> Result<Self, SearchError> {
        let fits = |register: &Arc<Register>| register.fits(segments);
        let known = before.map(|before| Arc::clone(&before.register));
        let kept = || read_register(generation).map(Arc::new);
        let register = match known.filter(fits).or_else(|| kept().filter(fits)) {
            Some(register) => register,
            None => Arc::new(Register::make(searcher, fields)?),
        };
        let (facets, corrected) = read_facets(&register, searcher, fields, corrections)?;
        let numbering = Numbering::of(&register, &facets);
        let is_alike =
            |before: &&Snapshot| Arc::ptr_eq(&before.register, &register) && before.numbering == numbering;
        let alike = before.filter(is_alike);
        let values = searcher
            .segment_readers()
            .iter()
            .enumerate()
            .map(|(segment, reader)| {
                match alike.and_then(|before| before.values_of(reader.segment_id(), &facets)) {
                    Some(values) => Ok(values),
                    None => JointValues::read(&facets, &numbering, segment, reader).map(Arc::new),
                }
            });
        let values = values.collect::<Result<_, SearchError>>()?;
        let readers = || searcher.segment_readers().iter();
        let stores = readers().map(|reader| reader.get_store_reader(STORE_BLOCKS));
        Ok(Self {
            stores: stores
                .collect::<Result<_, _>>()
                .map_err(tantivy::TantivyError::from)?,
            register,
            facets,
            corrected,
            numbering,
            values,
            days: Days::read(searcher, before.map(|before| &before.days))?,
            columns: readers().map(Columns::open).collect::<Result<_, _>>()?,
        })
    }
}

/// Returns what some work on a state gives, or the damage that it met: the engine may have passed over it, or ended in
/// a panic.
pub(super) fn guarded<T>(
    generation: &Generation,
    directory: &CheckedDirectory,
    segments: &[SegmentId],
    work: impl FnOnce() -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    let result = catch_unwind(AssertUnwindSafe(work));
    match (damage(generation, directory, segments), result) {
        (Some(damage), _) => Err(damage),
        (None, Ok(result)) => result,
        (None, Err(panic)) => resume_unwind(panic),
    }
}

/// Returns the damage of a state of which these are the segments.
fn damage(
    generation: &Generation,
    directory: &CheckedDirectory,
    segments: &[SegmentId],
) -> Option<SearchError> {
    let is_ours = |path: &Path| {
        let name = path.to_string_lossy();
        segments
            .iter()
            .any(|segment| name.starts_with(&segment.uuid_string()))
    };
    let file = directory.incidents().damaged_file(is_ours)?;
    Some(generation.damaged(damage_of(&file).to_string()))
}

/// Returns the segments of a state of the index.
pub(super) fn segment_ids(metas: &IndexMeta) -> Vec<SegmentId> {
    metas.segments.iter().map(|segment| segment.id()).collect()
}
