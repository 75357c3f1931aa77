//! [`Snapshot`]: one state of the index, with everything that is worked out once for it.

use article::Language;
use tantivy::index::SegmentId;
use tantivy::{Index, IndexMeta, ReloadPolicy, Searcher};
use text_analysis::Analyser;

use super::corrections::{Checksum, Corrected, read_checksum, read_corrections};
use super::facet_table::FacetTable;
use super::facets::read_facets;
use super::generations::Generation;
use super::schema::{Fields, schema};
use crate::{FacetField, IndexStatus, SearchError};

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
    /// What corrections did to them.
    pub(super) corrected: Corrected,
    /// Checksum of the corrections.
    checksum: Checksum,
    /// The index itself, to look for later states.
    index: Index,
}

impl Snapshot {
    /// Reads the latest state of a generation.
    pub(super) fn open(generation: Generation) -> Result<Self, SearchError> {
        let damaged = |error: tantivy::TantivyError| SearchError::Damaged {
            path: generation.folder.display().to_string(),
            detail: error.to_string(),
        };
        let index = Index::open_in_dir(generation.segments()).map_err(damaged)?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(SearchError::Damaged {
                path: generation.folder.display().to_string(),
                detail: "its fields are not those of its format".into(),
            });
        }
        Self::read(generation, index, fields)
    }

    fn read(generation: Generation, index: Index, fields: Fields) -> Result<Self, SearchError> {
        // Both are read first: a commit in between makes the next look find it again, never miss it.
        let (corrections, checksum) = read_corrections(&generation)?;
        let metas = index.load_metas()?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let (facets, corrected) = read_facets(&searcher, &fields, &corrections)?;
        Ok(Self {
            generation,
            opstamp: metas.opstamp,
            segments: segment_ids(&metas),
            searcher,
            fields,
            facets,
            corrected,
            checksum,
            index,
        })
    }

    /// Returns the latest state of the index where it is a later one than this.
    pub(super) fn newer(&self, current: Generation) -> Result<Option<Self>, SearchError> {
        if current != self.generation {
            return Self::open(current).map(Some);
        }
        let metas = self.index.load_metas()?;
        let is_same = metas.opstamp == self.opstamp && segment_ids(&metas) == self.segments;
        if is_same && read_checksum(&current)? == self.checksum {
            return Ok(None);
        }
        Self::read(current, self.index.clone(), self.fields.clone()).map(Some)
    }

    /// Returns the values of a facet.
    pub(super) fn facet(&self, facet: FacetField) -> &FacetTable {
        &self.facets[facet.index()]
    }

    /// Returns an analyser for each language of the index, and one for articles of unknown language.
    pub(super) fn analysers(&self) -> impl Iterator<Item = Analyser> + '_ {
        let known = self.languages().map(|language| Analyser::new(Some(&language)));
        known.chain([Analyser::new(None)])
    }

    /// Returns the languages of the index.
    pub(super) fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        let values = self.facet(FacetField::Language).values.iter();
        values.filter_map(|value| Language::from_code(&value.name))
    }

    /// Returns which state this is and how many articles it holds.
    pub(super) fn status(&self) -> IndexStatus {
        IndexStatus {
            generation: format!("{}.{}", self.generation.number, self.opstamp),
            articles: self.searcher.num_docs() as usize,
        }
    }
}

fn segment_ids(metas: &IndexMeta) -> Vec<SegmentId> {
    metas.segments.iter().map(|segment| segment.id()).collect()
}
