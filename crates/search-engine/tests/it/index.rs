//! [`TestIndex`]: a place to write articles and to search them, so that one contract holds every engine.

use article::EnrichedArticle;
use search_engine::{
    ArticleStore, EmbeddedEngine, EmbeddedStore, SearchEngine, create_generation, lock, publish,
};
use tempfile::TempDir;

use crate::articles::{Draft, all};
use crate::reference::ReferenceEngine;

/// The least that the embedded engine's writer takes.
pub(crate) const MEMORY: usize = 15_000_000;

/// An engine with its store.
pub(crate) trait TestIndex {
    /// Returns what writes.
    fn store(&self) -> &dyn ArticleStore;
    /// Returns what reads, after it has looked for updates.
    fn engine(&self) -> &dyn SearchEngine;
}

/// A way to make an empty index.
pub(crate) type NewIndex = fn() -> Box<dyn TestIndex>;

/// Puts drafts into a new embedded index.
pub(crate) fn index_of(drafts: impl IntoIterator<Item = Draft>) -> Box<dyn TestIndex> {
    filled(embedded, all(drafts))
}

/// Puts articles into a new index, in two commits, so that an engine has to join what it holds in parts.
pub(crate) fn filled(new: NewIndex, articles: Vec<EnrichedArticle>) -> Box<dyn TestIndex> {
    let index = new();
    let half = articles.len() / 2;
    for (number, article) in articles.into_iter().enumerate() {
        if number == half && half > 0 {
            index.store().commit().unwrap();
        }
        index.store().put(article).unwrap();
    }
    index.store().commit().unwrap();
    index
}

/// The embedded engine in a folder that goes when it is dropped.
pub(crate) struct Embedded {
    pub(crate) engine: EmbeddedEngine,
    pub(crate) store: EmbeddedStore,
    pub(crate) folder: TempDir,
}

/// Returns an empty embedded index.
pub(crate) fn new_embedded() -> Embedded {
    let folder = tempfile::tempdir().unwrap();
    let lock = lock(folder.path()).unwrap();
    let generation = create_generation(folder.path(), &lock).unwrap();
    let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
    store.commit().unwrap();
    publish(folder.path(), &generation, &lock).unwrap();
    Embedded {
        engine: EmbeddedEngine::open(folder.path()).unwrap(),
        store,
        folder,
    }
}

/// Returns an empty embedded index.
pub(crate) fn embedded() -> Box<dyn TestIndex> {
    Box::new(new_embedded())
}

impl TestIndex for Embedded {
    fn store(&self) -> &dyn ArticleStore {
        &self.store
    }

    fn engine(&self) -> &dyn SearchEngine {
        self.engine.refresh().unwrap();
        &self.engine
    }
}

/// Returns an empty reference index.
pub(crate) fn reference() -> Box<dyn TestIndex> {
    Box::new(ReferenceEngine::default())
}

impl TestIndex for ReferenceEngine {
    fn store(&self) -> &dyn ArticleStore {
        self
    }

    fn engine(&self) -> &dyn SearchEngine {
        self
    }
}
