//! Search over articles: what can be asked ([`SearchRequest`]), what is answered ([`SearchResults`]), the traits
//! between them and an engine ([`SearchEngine`] reads, [`ArticleStore`] writes), and the embedded tantivy engine.

mod analysis;
mod corrections;
mod highlight;
mod places;
mod request;
mod results;
mod spelling;
mod tantivy;

use article::{ArticleId, ArticleRecord, EnrichedArticle, EntityKind};
use query_language::ParsedQuery;

pub use corrections::{Correction, CorrectionAction, CorrectionOutcome, Corrections, KeyedName};
pub use request::{
    Counts, ENOUGH, EntitiesRequest, Explain, FacetField, FacetOrder, FacetQuery, FilterEffect, FilterValue,
    Filters, HitDetail, Interval, MAX_FACET_VALUES, MAX_HALF_LIFE, MAX_LIMIT, MAX_RELATED, MAX_WINDOW,
    MIN_SIGNIFICANT, SearchRequest, Sort, UNKNOWN,
};
pub use results::{
    ArticleView, DateBucket, Duplicate, EntityList, EntityName, EntitySpelling, EntityView, FacetValue,
    Facets, Hit, IndexStatus, MatchSpan, MatchTier, Piece, QueryEcho, ScorePart, SearchResults, Suggestion,
};

pub use tantivy::{
    BUILD_LOCK, BuildLock, EmbeddedEngine, EmbeddedStore, Generation, Verification, check_is_ours,
    corrections_of, create_generation, current_generation, delete_leftovers, discard,
    generation_of_older_format, is_index_file, keep_register, lock, merge_all, previous_generation, publish,
    roll_back, verify, verify_generation, write_corrections, write_durably,
};

/// Articles as they are read one after another; an error ends them.
pub type Matches = Box<dyn Iterator<Item = Result<ArticleRecord, SearchError>> + Send>;

/// Reads an index. What it answers is one consistent state: an update is seen whole or not at all.
pub trait SearchEngine: Send + Sync {
    /// Answers a search.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError>;

    /// Returns every article that a search finds, in its order and from one state of the index, however many they
    /// are; the limit and offset of the request do not count.
    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError>;

    /// Returns a stored article, with the places where the query matches in it.
    fn article(&self, id: ArticleId, query: Option<&ParsedQuery>)
    -> Result<Option<ArticleView>, SearchError>;

    /// Returns the articles most like one, at most so many, the most like first and of copies one, without facets.
    fn related(&self, id: ArticleId, limit: usize) -> Result<Option<SearchResults>, SearchError>;

    /// Returns completions of what is being typed, the most useful first.
    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError>;

    /// Returns the entity that facets show under this name, or that has it as another spelling, and how articles
    /// write it.
    fn entity(&self, kind: EntityKind, name: &str) -> Result<Option<EntityView>, SearchError>;

    /// Returns which index answers.
    fn status(&self) -> Result<IndexStatus, SearchError>;

    /// Returns why it is an older state of the index that answers, in words for people.
    fn notice(&self) -> Option<String> {
        None
    }
}

/// Writes an index, from several threads at once. Nothing is seen by a reader before [`ArticleStore::commit`].
pub trait ArticleStore: Send + Sync {
    /// Adds an article, in place of the one with the same id.
    fn put(&self, article: EnrichedArticle) -> Result<(), SearchError>;

    /// Removes an article; one that is not there is no error.
    fn remove(&self, id: ArticleId) -> Result<(), SearchError>;

    /// Makes everything since the last commit durable and visible, at once.
    fn commit(&self) -> Result<(), SearchError>;
}

/// Why an index cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder holds no index.
    #[error("there is no index at {path}")]
    NoIndex {
        /// The folder.
        path: String,
    },
    /// The folder holds files of others.
    #[error("{path} is no index and no empty folder")]
    NotOurs {
        /// The folder.
        path: String,
    },
    /// There is no earlier state of the index to go back to.
    #[error("the index at {path} has no earlier generation")]
    NoPrevious {
        /// The folder.
        path: String,
    },
    /// The index was made by another version of Dateline.
    #[error("the index at {path} has format {found}, this program reads format {expected}")]
    OtherVersion {
        /// The folder.
        path: String,
        /// Its format.
        found: u32,
        /// Ours.
        expected: u32,
    },
    /// A file of the index is broken.
    #[error("the index at {path} is damaged: {detail}")]
    Damaged {
        /// The folder or file.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// Another process is writing the index.
    #[error("another build is writing the index at {path}")]
    Locked {
        /// The folder.
        path: String,
    },
    /// The request asks for more than a limit allows.
    #[error("{what} is at most {limit}")]
    OverLimit {
        /// What is limited.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The file system refused.
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: String,
        /// What it said.
        error: std::io::Error,
    },
    /// The engine failed.
    #[error("the search engine failed: {0}")]
    Engine(String),
}

impl From<::tantivy::TantivyError> for SearchError {
    fn from(error: ::tantivy::TantivyError) -> Self {
        Self::Engine(error.to_string())
    }
}

impl SearchError {
    /// Returns what a person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoIndex { .. } => "build one with: indexer build PATH",
            Self::NotOurs { .. } => "name an empty or a new folder with --index",
            // An update makes no generation.
            Self::NoPrevious { .. } => "rebuild with: indexer build --fresh PATH",
            Self::OtherVersion { found, expected, .. } if found > expected => {
                "use the newer version of Dateline that made it, or rebuild with: indexer build --fresh PATH"
            }
            Self::OtherVersion { .. } => "rebuild it with: indexer build PATH",
            Self::Damaged { .. } => {
                "go back with: indexer rollback; or rebuild with: indexer build --fresh PATH"
            }
            Self::Locked { .. } => "wait for the other build to end, or stop it",
            Self::OverLimit { .. } => "ask for less at once",
            Self::Io { error, .. } if is_full(error) => {
                "free some room and build again; what was acknowledged is kept"
            }
            Self::Io { error, .. } if error.kind() == std::io::ErrorKind::ReadOnlyFilesystem => {
                "the folder can be searched, but not built in; name another one with --index"
            }
            Self::Io { .. } => "check the disk and the permissions of the folder",
            Self::Engine(_) => "try again; if it stays, rebuild with: indexer build --fresh PATH",
        }
    }
}

/// Tells whether there is no room left for what was to be written.
fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}
