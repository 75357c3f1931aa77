//! [`EmbeddedEngine`]: reads the current generation of an index and follows it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use article::ArticleId;
use query_language::ParsedQuery;

use super::generations::current_generation;
use super::snapshot::Snapshot;
use super::{hits, search, suggestions};
use crate::{ArticleView, IndexStatus, SearchEngine, SearchError, SearchRequest, SearchResults, Suggestion};

/// Reads an index on this machine. Every answer comes from one state of it.
pub struct EmbeddedEngine {
    index: PathBuf,
    snapshot: ArcSwap<Snapshot>,
}

impl EmbeddedEngine {
    /// Opens the current generation of the index in this folder.
    pub fn open(index: &Path) -> Result<Self, SearchError> {
        let snapshot = Snapshot::open(current_generation(index)?)?;
        Ok(Self {
            index: index.to_owned(),
            snapshot: ArcSwap::from_pointee(snapshot),
        })
    }

    /// Looks whether the index was updated or rebuilt and, if so, answers from then on with the new state.
    /// Returns whether it was. Searches that are under way end on the state they began with.
    pub fn refresh(&self) -> Result<bool, SearchError> {
        let newer = self.snapshot.load().newer(current_generation(&self.index)?)?;
        let is_newer = newer.is_some();
        if let Some(newer) = newer {
            self.snapshot.store(Arc::new(newer));
        }
        Ok(is_newer)
    }
}

impl SearchEngine for EmbeddedEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        search::search(&self.snapshot.load_full(), request)
    }

    fn article(
        &self,
        id: ArticleId,
        query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        hits::article(&self.snapshot.load_full(), id, query)
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        suggestions::suggest(&self.snapshot.load_full(), typed, limit)
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        Ok(self.snapshot.load().status())
    }
}
