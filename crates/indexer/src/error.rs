//! Why an index cannot be built.

use std::io;
use std::path::Path;

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
    /// The index was made by an older version from more folders than are named now.
    #[error("the index is of an older version and holds articles of {folder}, which is not named")]
    OtherFolders {
        /// One of those folders.
        folder: String,
    },
    /// A folder whose articles are to be taken out is none that the index has articles of.
    #[error("the index has no articles of {folder}")]
    NotFollowed {
        /// The folder.
        folder: String,
    },
    /// A rebuild would lose the articles of a folder that is empty now.
    #[error("{folder} is empty, and the index has {articles} articles of it, which a rebuild would lose")]
    EmptyFolder {
        /// The folder.
        folder: String,
        /// How many articles it gave.
        articles: usize,
    },
    /// The folders cannot be watched.
    #[error("not all of the folders can be watched: {0}")]
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
            Self::Manifest(_) => {
                "go back with: indexer rollback; or rebuild with: indexer build --fresh PATH"
            }
            Self::OtherFolders { .. } => {
                "name all folders of the index, or leave the others out with: indexer build --fresh PATH"
            }
            Self::NotFollowed { .. } => "indexer stats lists the folders of the index",
            Self::EmptyFolder { .. } => {
                "mount the drive that belongs there; or take its articles out first with: indexer build --forget FOLDER"
            }
            Self::Watch(_) => "they are looked at every few seconds instead, every 30 where that takes long",
            Self::Thread(_) => "free some memory, or use fewer threads with --jobs",
        }
    }
}

impl IndexError {
    /// Tells whether it may pass by itself, as when the disk is full for a while.
    pub fn may_pass(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        match self {
            Self::Search(SearchError::Io { error, .. }) => {
                matches!(error.kind(), StorageFull | QuotaExceeded)
            }
            // A folder that is away for a moment: a drive that is being mounted.
            Self::Read(_) => true,
            _ => false,
        }
    }
}

/// Returns the error of a file or folder that the file system refused.
pub(crate) fn io_error(path: &Path, error: io::Error) -> IndexError {
    let path = path.display().to_string();
    SearchError::Io { path, error }.into()
}

impl From<redb::Error> for IndexError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(error) => SearchError::Io {
                path: "the list of indexed files".into(),
                error,
            }
            .into(),
            other => Self::Manifest(other.to_string()),
        }
    }
}

macro_rules! manifest_errors {
    ($($kind:ident),*) => {
        $(impl From<redb::$kind> for IndexError {
            fn from(error: redb::$kind) -> Self {
                redb::Error::from(error).into()
            }
        })*
    };
}

manifest_errors!(
    DatabaseError,
    TransactionError,
    TableError,
    StorageError,
    CommitError,
    CompactionError
);

impl From<serde_json::Error> for IndexError {
    fn from(error: serde_json::Error) -> Self {
        Self::Manifest(error.to_string())
    }
}
