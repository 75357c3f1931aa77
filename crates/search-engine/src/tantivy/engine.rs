//! [`EmbeddedEngine`]: reads the current generation of an index and follows it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use article::{ArticleId, EntityKind};
use query_language::ParsedQuery;

use super::generations::{Generation, current_generation};
use super::page::Ranked;
use super::snapshot::Snapshot;
use super::{entities, hits, related, search, suggestions};
use crate::{
    ArticleView, CorrectionOutcome, EntitiesRequest, EntityList, EntityView, IndexStatus, Matches,
    SearchEngine, SearchError, SearchRequest, SearchResults, Suggestion,
};

/// Reads an index on this machine. Every answer comes from one state of it.
pub struct EmbeddedEngine {
    index: PathBuf,
    snapshot: ArcSwap<Snapshot>,
    /// Held by whoever looks for updates, so that an older state never takes the place of a newer one.
    refreshing: Mutex<()>,
}

impl EmbeddedEngine {
    /// Opens the current generation of the index in this folder.
    pub fn open(index: &Path) -> Result<Self, SearchError> {
        let snapshot = on_current(index, Snapshot::open)?;
        Ok(Self {
            index: index.to_owned(),
            snapshot: ArcSwap::from_pointee(snapshot),
            refreshing: Mutex::new(()),
        })
    }

    /// Looks whether the index was updated or rebuilt and, if so, answers from then on with the new state.
    /// Returns whether it was. Searches that are under way end on the state they began with, and after an error
    /// the engine goes on answering with the state it has.
    pub fn refresh(&self) -> Result<bool, SearchError> {
        // The lock guards nothing that a panic could leave half done.
        let _alone = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.snapshot.load_full();
        let newer = on_current(&self.index, |generation| current.newer(generation))?;
        let is_newer = newer.is_some();
        if let Some(newer) = newer {
            self.snapshot.store(Arc::new(newer));
        }
        Ok(is_newer)
    }

    /// Returns the most frequent entities, of one kind and name or of all, with how articles write them.
    pub fn entities(&self, request: &EntitiesRequest) -> Result<EntityList, SearchError> {
        entities::entities(&self.snapshot.load_full(), request)
    }

    /// Returns what became of each line of the corrections.
    pub fn correction_outcomes(&self) -> Vec<CorrectionOutcome> {
        self.snapshot.load().corrected.outcomes.clone()
    }
}

/// Reads the current generation. A builder that publishes twice meanwhile deletes what the pointer named at
/// first; then the pointer is read again.
fn on_current<T>(
    index: &Path,
    read: impl Fn(Generation) -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    let mut generation = current_generation(index)?;
    loop {
        let result = read(generation.clone());
        let latest = current_generation(index)?;
        if result.is_ok() || latest == generation {
            return result;
        }
        generation = latest;
    }
}

impl SearchEngine for EmbeddedEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        search::search(&self.snapshot.load_full(), request)
    }

    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        let snapshot = self.snapshot.load_full();
        let found = search::every_match(&snapshot, request)?;
        let read = move |ranked: Ranked| hits::whole(&snapshot, ranked.address);
        Ok(Box::new(found.into_iter().map(read)))
    }

    fn article(
        &self,
        id: ArticleId,
        query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        hits::article(&self.snapshot.load_full(), id, query)
    }

    fn related(&self, id: ArticleId, limit: usize) -> Result<Option<SearchResults>, SearchError> {
        related::related(&self.snapshot.load_full(), id, limit)
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        suggestions::suggest(&self.snapshot.load_full(), typed, limit)
    }

    fn entity(&self, kind: EntityKind, name: &str) -> Result<Option<EntityView>, SearchError> {
        entities::entity(&self.snapshot.load_full(), kind, name)
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        Ok(self.snapshot.load().status())
    }
}
