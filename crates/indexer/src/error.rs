//! Why an index cannot be built.

use article_reader::ReadError;
use search_engine::SearchError;

/// Why an index cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// A folder that was named cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The index cannot be read or written.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The list of indexed files cannot be read or written.
    #[error("the list of indexed files cannot be used: {0}")]
    Manifest(String),
    /// The folders cannot be watched.
    #[error("the folders cannot be watched: {0}")]
    Watch(#[from] notify::Error),
    /// A helper thread could not be started.
    #[error("a thread could not be started: {0}")]
    Thread(String),
}

impl IndexError {
    /// Returns what a person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Read(_) => "check the path and its permissions",
            Self::Search(error) => error.hint(),
            Self::Manifest(_) => "rebuild with: indexer build --fresh PATH",
            Self::Watch(_) => "build without --watch, from a timer",
            Self::Thread(_) => "free some memory, or use fewer threads with --jobs",
        }
    }
}

impl From<redb::Error> for IndexError {
    fn from(error: redb::Error) -> Self {
        Self::Manifest(error.to_string())
    }
}

macro_rules! manifest_errors {
    ($($kind:ident),*) => {
        $(impl From<redb::$kind> for IndexError {
            fn from(error: redb::$kind) -> Self {
                Self::Manifest(error.to_string())
            }
        })*
    };
}

manifest_errors!(
    DatabaseError,
    TransactionError,
    TableError,
    StorageError,
    CommitError
);

impl From<serde_json::Error> for IndexError {
    fn from(error: serde_json::Error) -> Self {
        Self::Manifest(error.to_string())
    }
}
