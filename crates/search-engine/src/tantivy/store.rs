//! [`EmbeddedStore`]: writes articles into one generation of the index.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use article::{ArticleId, EnrichedArticle};
use tantivy::directory::error::LockError;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::indexer::LogMergePolicy;
use tantivy::schema::IndexRecordOption;
use tantivy::store::Compressor;
use tantivy::{
    DocAddress, DocSet, Index, IndexSettings, IndexWriter, Searcher, SegmentReader, TERMINATED, TantivyError,
    Term,
};

use super::checked_directory::CheckedDirectory;
use super::document::{PackedArticle, document};
use super::generations::{Generation, patiently};
use super::incidents::Incidents;
use super::packing::{Dictionaries, Packer};
use super::schema::{Fields, schema};
use super::tokenizers::register_tokenizer;
use super::verify::check_lengths;
use super::waiting::{Room, Waiting};
use crate::{ArticleStore, SearchError};

/// Share of removed articles from which a segment is merged: tantivy's own default never merges for them.
const MERGE_AT_REMOVED: f32 = 0.2;

/// Segments of up to so many articles, as updates leave them, are merged with each other alone. With tantivy's own ten
/// thousand an archive of that size was merged whole at every eighth update.
const SMALL_SEGMENT: u32 = 1_000;

/// Bytes of packed articles that stand in one block, which is copied for each hit: a handful of articles.
const STORE_BLOCK: usize = 4_096;

/// Articles that a dictionary is made of where they are in the index already.
const SAMPLED: u32 = 4_096;

/// The least that tantivy takes for a thread that writes.
const MIN_MEMORY: usize = 15_000_000;

/// Writes articles into one generation of the index. One store a generation at a time.
pub struct EmbeddedStore {
    writer: Mutex<IndexWriter<Waiting>>,
    room: Room,
    packer: Packer,
    fields: Fields,
    generation: Generation,
    incidents: Arc<Incidents>,
    /// Ids that were put into an index that held nothing: only these can be there twice.
    put_into_empty: Option<Mutex<HashSet<ArticleId>>>,
}

impl EmbeddedStore {
    /// Opens a generation for writing, with this much memory (in bytes) for articles that are not yet on disk;
    /// less than tantivy needs is taken as what it needs, 15 MB.
    pub fn open(generation: &Generation, memory: usize) -> Result<Self, SearchError> {
        let directory = CheckedDirectory::open(generation)?;
        // Else a list of segments that got lost would make an index that is empty and whole.
        if generation.is_published() {
            directory.index(generation)?;
        }
        let store = Self::open_in(directory, generation, memory, Packer::open(generation)?)?;
        store.train()?;
        Ok(store)
    }

    /// Opens a generation whose files are in this folder.
    pub(super) fn open_in(
        directory: CheckedDirectory,
        generation: &Generation,
        memory: usize,
        packer: Packer,
    ) -> Result<Self, SearchError> {
        let incidents = Arc::clone(directory.incidents());
        let explain = |error| incidents.explain(generation, error);
        let (schema, fields) = schema();
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_blocksize: STORE_BLOCK,
            ..IndexSettings::default()
        };
        let index = Index::builder().schema(schema).settings(settings);
        let index = index.open_or_create(directory.clone()).map_err(explain)?;
        register_tokenizer(&index);
        let segments = index.load_metas().map_err(explain)?.segments;
        check_lengths(generation, &directory, &segments)?;
        packer.add_bytes(bytes_of_articles(&directory, &segments));
        let writer: IndexWriter<Waiting> =
            index
                .writer(memory.max(MIN_MEMORY))
                .map_err(|error| match error {
                    TantivyError::LockFailure(LockError::LockBusy, _) => SearchError::Locked {
                        path: generation.folder.display().to_string(),
                    },
                    other => explain(other),
                })?;
        let mut merge_policy = LogMergePolicy::default();
        merge_policy.set_del_docs_ratio_before_merge(MERGE_AT_REMOVED);
        merge_policy.set_min_layer_size(SMALL_SEGMENT);
        writer.set_merge_policy(Box::new(merge_policy));
        Ok(Self {
            writer: Mutex::new(writer),
            room: Room::default(),
            packer,
            fields,
            generation: generation.clone(),
            incidents,
            put_into_empty: segments.is_empty().then(Mutex::default),
        })
    }

    /// Waits for merges that are under way and closes the index.
    pub fn close(self) -> Result<(), SearchError> {
        let writer = self.writer.into_inner().map_err(|_| poisoned())?;
        let closed = writer.wait_merging_threads();
        closed.map_err(|error| self.incidents.explain(&self.generation, error))
    }

    fn explain(&self, error: TantivyError) -> SearchError {
        self.incidents.explain(&self.generation, error)
    }

    /// Makes a dictionary of the articles that are there, where the archive has outgrown those that it has: it may have
    /// grown by a few articles at a time, too few to make one of.
    fn train(&self) -> Result<(), SearchError> {
        if !self.packer.wants_dictionary() {
            return Ok(());
        }
        let dictionaries = Dictionaries::read(&self.generation, None)?;
        let searcher = self.searcher()?;
        let step = (searcher.num_docs() as u32 / SAMPLED).max(1);
        let articles = searcher
            .segment_readers()
            .iter()
            .zip(0..)
            .flat_map(|(reader, segment)| {
                let alive = reader.doc_ids_alive().step_by(step as usize);
                alive.map(move |document| DocAddress::new(segment, document))
            });
        self.packer.train_on(articles.map(|address| {
            let PackedArticle(packed) = searcher.doc(address).map_err(|error| self.explain(error))?;
            dictionaries.unpacked(&packed)
        }))
    }

    /// Returns the ids of all articles that are committed.
    pub fn ids(&self) -> Result<Vec<ArticleId>, SearchError> {
        let mut ids = Vec::new();
        for reader in self.searcher()?.segment_readers() {
            self.ids_of(reader, &mut ids)
                .map_err(|error| self.explain(error))?;
        }
        Ok(ids)
    }

    fn ids_of(&self, reader: &SegmentReader, ids: &mut Vec<ArticleId>) -> tantivy::Result<()> {
        let lists = reader.inverted_index(self.fields.id)?;
        let mut terms = lists.terms().stream()?;
        while terms.advance() {
            let mut articles = lists.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            let is_alive = |article| reader.alive_bitset().is_none_or(|alive| alive.is_alive(article));
            while articles.doc() != TERMINATED && !is_alive(articles.doc()) {
                articles.advance();
            }
            let id = std::str::from_utf8(terms.key()).ok();
            let id = id.and_then(|id| id.parse::<ArticleId>().ok());
            ids.extend(id.filter(|_| articles.doc() != TERMINATED));
        }
        Ok(())
    }

    fn searcher(&self) -> Result<Searcher, SearchError> {
        let writer = self.writer.lock().map_err(|_| poisoned())?;
        let reader = writer.index().reader().map_err(|error| self.explain(error))?;
        Ok(reader.searcher())
    }

    fn merge_all(&self) -> tantivy::Result<()> {
        let mut writer = self.writer.lock().map_err(|_| TantivyError::Poisoned)?;
        let segments = writer.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        Ok(())
    }

    fn may_be_there(&self, id: ArticleId) -> bool {
        let Some(ids) = &self.put_into_empty else {
            return true;
        };
        !ids.lock().is_ok_and(|mut ids| ids.insert(id))
    }

    fn id_term(&self, id: ArticleId) -> Term {
        Term::from_field_text(self.fields.id, &id.to_string())
    }
}

impl ArticleStore for EmbeddedStore {
    fn put(&self, article: EnrichedArticle) -> Result<(), SearchError> {
        let id = article.article.id;
        // The analysis is most of the work and runs outside the lock.
        let (document, bytes) = document(article, &self.fields, &self.packer)?;
        let waiting = self.room.admit(document, bytes);
        let writer = self.writer.lock().map_err(|_| poisoned())?;
        if self.may_be_there(id) {
            writer.delete_term(self.id_term(id));
        }
        writer
            .add_document(waiting)
            .map_err(|error| self.explain(error))?;
        Ok(())
    }

    fn remove(&self, id: ArticleId) -> Result<(), SearchError> {
        self.writer
            .lock()
            .map_err(|_| poisoned())?
            .delete_term(self.id_term(id));
        Ok(())
    }

    fn commit(&self) -> Result<(), SearchError> {
        // The folder of the engine makes it durable.
        let committed = self.writer.lock().map_err(|_| poisoned())?.commit();
        committed.map(|_| ()).map_err(|error| self.explain(error))
    }
}

/// Makes one segment of all that a closed generation holds: it answers fastest so, and takes least room.
pub fn merge_all(generation: &Generation) -> Result<(), SearchError> {
    let store = patiently(|| EmbeddedStore::open(generation, MIN_MEMORY))?;
    let merged = store.merge_all().map_err(|error| store.explain(error));
    store.close()?;
    merged
}

/// Returns how many bytes the packed articles of these segments take.
fn bytes_of_articles(directory: &CheckedDirectory, segments: &[SegmentMeta]) -> u64 {
    let file =
        |segment: &SegmentMeta| directory.checked_file(&segment.relative_path(SegmentComponent::Store));
    segments.iter().flat_map(file).map(|file| file.size()).sum()
}

fn poisoned() -> SearchError {
    SearchError::Engine("an earlier write ended in a panic".into())
}
