//! [`Manifest`]: which file gave which articles, by content, in a small embedded store beside the index.
//!
//! It is written after the commit that it describes. After a crash it may lag behind the index, never run ahead:
//! then the files of the last commit are read again (see [`crate::pending`]), and nothing is lost or doubled.

mod roots;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use article::{ArticleId, ID_BYTES, Rejection};
use redb::{
    Database, DatabaseError, MultimapTableDefinition, ReadOnlyDatabase, ReadableDatabase,
    ReadableMultimapTable, ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction,
};

use serde::Serialize;

use roots::all_roots;
pub(crate) use roots::{Root, below, place_of, real};

use crate::IndexError;

/// Name of the store's file in the folder of a generation.
pub(crate) const FILE: &str = "manifest.redb";
/// Memory for the pages of the store, in bytes.
const CACHE: usize = 64 << 20;
/// How long a store is asked for before another program is said to hold it.
const PATIENCE: Duration = Duration::from_millis(500);
/// Stands for the files of articles of which it is not known any more what gave them: no folder has an empty label.
pub(crate) const UNKNOWN_FILE: &str = "\u{0}";

/// Label of a folder -> its absolute path.
const ROOTS: TableDefinition<'_, &str, &str> = TableDefinition::new("roots");
/// File -> its [`FileRow`].
const FILES: TableDefinition<'_, &str, StoredFile<'_>> = TableDefinition::new("files");
/// Article id -> the file that gave it, and its content: an [`ArticleRow`].
const ARTICLES: TableDefinition<'_, [u8; ID_BYTES], (&str, ContentHash)> = TableDefinition::new("articles");
/// Content of an article -> its id.
const CONTENTS: TableDefinition<'_, ContentHash, [u8; ID_BYTES]> = TableDefinition::new("contents");
/// Content of an article -> the other files that hold it too.
const COPIES: MultimapTableDefinition<'_, ContentHash, &str> = MultimapTableDefinition::new("copies");

/// A [`FileRow`] in the store: size, time, pipeline, hash, the ids of the articles in a row, how many of its records
/// others had given, and what was rejected as JSON, where there is any.
type StoredFile<'a> = (
    u64,
    Option<i128>,
    &'a str,
    Option<FileHash>,
    &'a [u8],
    u64,
    &'a str,
);

/// Hash of the bytes of a file.
pub(crate) type FileHash = [u8; 32];

/// Hash of what makes an article the same article wherever it is read: 128 bits of it, as there is one for each article.
pub(crate) type ContentHash = [u8; 16];

/// What is remembered of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileRow {
    /// Size in bytes.
    pub(crate) size: u64,
    /// Time of the last change, in nanoseconds from 1970; nothing for a file that is to be read again.
    pub(crate) modified_ns: Option<i128>,
    /// Version of what understood it: see [`crate::stages::pipeline`].
    pub(crate) pipeline: String,
    /// Hash of its bytes; nothing while the file is not read to its end.
    pub(crate) hash: Option<FileHash>,
    /// The articles that it gave.
    pub(crate) articles: Vec<ArticleId>,
    /// How many of its records other files had given already.
    pub(crate) duplicates: usize,
    /// What in it gave no article.
    pub(crate) rejected: Vec<Rejection>,
}

/// What is remembered of a file, where it is stored.
#[derive(Clone, Copy)]
pub(crate) struct Remembered<'a>(StoredFile<'a>);

impl Remembered<'_> {
    /// Returns the size in bytes and the time of the last change.
    pub(crate) fn size_and_time(&self) -> (u64, Option<i128>) {
        (self.0.0, self.0.1)
    }

    /// Returns how many articles it gave.
    pub(crate) fn n_articles(&self) -> usize {
        self.0.4.len() / ID_BYTES
    }

    /// Returns the version of what understood it.
    pub(crate) fn pipeline(&self) -> &str {
        self.0.2
    }

    /// Returns what a report tells of a file that is as it was.
    pub(crate) fn outcome(&self) -> Result<Outcome, IndexError> {
        let (_, _, _, _, _, duplicates, rejected) = self.0;
        Ok(Outcome {
            n_articles: self.n_articles(),
            duplicates: duplicates as usize,
            rejected: rejections(rejected)?,
        })
    }
}

/// What a file gave, as a report tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// How many articles it gave.
    pub(crate) n_articles: usize,
    /// How many of its records other files had given already.
    pub(crate) duplicates: usize,
    /// What in it gave no article.
    pub(crate) rejected: Vec<Rejection>,
}

fn rejections(stored: &str) -> Result<Vec<Rejection>, IndexError> {
    match stored {
        "" => Ok(Vec::new()),
        json => Ok(serde_json::from_str(json)?),
    }
}

impl FileRow {
    /// Returns what a report tells of it.
    pub(crate) fn outcome(&self) -> Outcome {
        Outcome {
            n_articles: self.articles.len(),
            duplicates: self.duplicates,
            rejected: self.rejected.clone(),
        }
    }

    /// Makes it a file that is to be read again.
    pub(crate) fn forget_reading(&mut self) {
        self.hash = None;
        self.modified_ns = None;
    }

    fn from_stored(stored: StoredFile<'_>) -> Result<Self, IndexError> {
        let (size, modified_ns, pipeline, hash, ids, duplicates, rejected) = stored;
        let ids = ids.as_chunks().0;
        Ok(Self {
            size,
            modified_ns,
            pipeline: pipeline.to_owned(),
            hash,
            articles: ids.iter().copied().map(ArticleId::from_bytes).collect(),
            duplicates: duplicates as usize,
            rejected: rejections(rejected)?,
        })
    }
}

/// What is remembered of an article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ArticleRow {
    /// The file that gave it.
    pub(crate) file: String,
    /// Its content.
    pub(crate) content: ContentHash,
}

/// The store, with the changes of a build that are not yet durable.
pub(crate) struct Manifest {
    database: Database,
    changes: WriteTransaction,
}

impl Manifest {
    /// Opens the store of a generation, or makes it.
    pub(crate) fn open(generation: &Path) -> Result<Self, IndexError> {
        Self::open_file(&generation.join(FILE))
    }

    /// Opens a store, or makes it.
    pub(crate) fn open_file(path: &Path) -> Result<Self, IndexError> {
        let started = Instant::now();
        let database = loop {
            match Database::builder().set_cache_size(CACHE).create(path) {
                // Somebody looks into it for a moment.
                Err(DatabaseError::DatabaseAlreadyOpen) if started.elapsed() < PATIENCE => {
                    thread::sleep(PATIENCE / 50);
                }
                opened => break opened?,
            }
        };
        let changes = database.begin_write()?;
        changes.open_table(ROOTS)?;
        changes.open_table(FILES)?;
        changes.open_table(ARTICLES)?;
        changes.open_table(CONTENTS)?;
        changes.open_multimap_table(COPIES)?;
        changes.commit()?;
        let changes = database.begin_write()?;
        Ok(Self { database, changes })
    }

    /// Makes the changes durable and begins new ones.
    pub(crate) fn commit(self) -> Result<Self, IndexError> {
        let Self { database, changes } = self;
        changes.commit()?;
        let changes = database.begin_write()?;
        Ok(Self { database, changes })
    }

    /// Closes the store and gives back the room that earlier states of it take: of one that was built in many commits
    /// that is most of it.
    pub(crate) fn compact(self) -> Result<(), IndexError> {
        let Self {
            mut database,
            changes,
        } = self;
        changes.abort()?;
        database.compact()?;
        Ok(())
    }

    /// Returns what is remembered of a file.
    pub(crate) fn file(&self, file: &str) -> Result<Option<FileRow>, IndexError> {
        let files = self.changes.open_table(FILES)?;
        let row = files.get(file)?;
        row.map(|row| FileRow::from_stored(row.value())).transpose()
    }

    /// Calls `sink` with every file of a folder, given by its label: the path below the folder, in the order of paths,
    /// and what is remembered. Reading all in one go costs a tenth of looking each up.
    pub(crate) fn each_file(
        &self,
        label: &str,
        mut sink: impl FnMut(&str, Remembered<'_>),
    ) -> Result<(), IndexError> {
        let first = file_name(label, "");
        for row in self.changes.open_table(FILES)?.range(first.as_str()..)? {
            let (name, row) = row?;
            let Some(relative) = name.value().strip_prefix(&first) else {
                break;
            };
            sink(relative, Remembered(row.value()));
        }
        Ok(())
    }

    /// Remembers a file.
    pub(crate) fn put_file(&self, file: &str, row: &FileRow) -> Result<(), IndexError> {
        let ids: Vec<u8> = row.articles.iter().flat_map(|id| id.to_bytes()).collect();
        let rejected = match row.rejected.as_slice() {
            [] => String::new(),
            rejected => serde_json::to_string(rejected)?,
        };
        let stored: StoredFile<'_> = (
            row.size,
            row.modified_ns,
            &row.pipeline,
            row.hash,
            &ids,
            row.duplicates as u64,
            &rejected,
        );
        self.changes.open_table(FILES)?.insert(file, stored)?;
        Ok(())
    }

    /// Forgets a file.
    pub(crate) fn remove_file(&self, file: &str) -> Result<(), IndexError> {
        self.changes.open_table(FILES)?.remove(file)?;
        Ok(())
    }

    /// Returns what is remembered of an article.
    pub(crate) fn article(&self, id: ArticleId) -> Result<Option<ArticleRow>, IndexError> {
        let articles = self.changes.open_table(ARTICLES)?;
        let row = articles.get(id.to_bytes())?;
        Ok(row.map(|row| {
            let (file, content) = row.value();
            ArticleRow {
                file: file.to_owned(),
                content,
            }
        }))
    }

    /// Returns the article that has this content.
    pub(crate) fn article_with(&self, content: &ContentHash) -> Result<Option<ArticleId>, IndexError> {
        let contents = self.changes.open_table(CONTENTS)?;
        let id = contents.get(content)?;
        Ok(id.map(|id| ArticleId::from_bytes(id.value())))
    }

    /// Remembers an article.
    pub(crate) fn put_article(&self, id: ArticleId, row: &ArticleRow) -> Result<(), IndexError> {
        self.put_article_row(id, &row.file, row.content)?;
        self.changes
            .open_table(CONTENTS)?
            .insert(row.content, id.to_bytes())?;
        Ok(())
    }

    /// Remembers an article of which nothing is known but the file that may have given it.
    pub(crate) fn put_article_of_unknown_content(&self, id: ArticleId, file: &str) -> Result<(), IndexError> {
        self.put_article_row(id, file, ContentHash::default())
    }

    fn put_article_row(&self, id: ArticleId, file: &str, content: ContentHash) -> Result<(), IndexError> {
        self.changes
            .open_table(ARTICLES)?
            .insert(id.to_bytes(), (file, content))?;
        Ok(())
    }

    /// Forgets an article and returns the other files that hold its content: one of them gives it now.
    pub(crate) fn remove_article(&self, id: ArticleId) -> Result<Vec<String>, IndexError> {
        let Some(row) = self.article(id)? else {
            return Ok(Vec::new());
        };
        self.changes.open_table(ARTICLES)?.remove(id.to_bytes())?;
        self.release(id, &row.content)
    }

    /// Takes a content from an article that has another one now, and returns the files that hold it too.
    pub(crate) fn release(&self, id: ArticleId, content: &ContentHash) -> Result<Vec<String>, IndexError> {
        if self.article_with(content)? != Some(id) {
            return Ok(Vec::new());
        }
        self.changes.open_table(CONTENTS)?.remove(content)?;
        let mut copies = self.changes.open_multimap_table(COPIES)?;
        let files = copies.remove_all(content)?;
        files.map(|file| Ok(file?.value().to_owned())).collect()
    }

    /// Remembers that a file holds a content that another file gave first.
    pub(crate) fn put_copy(&self, content: &ContentHash, file: &str) -> Result<(), IndexError> {
        self.changes.open_multimap_table(COPIES)?.insert(content, file)?;
        Ok(())
    }

    /// Returns the files that hold a content which another file gave first.
    pub(crate) fn copies(&self, content: &ContentHash) -> Result<Vec<String>, IndexError> {
        let copies = self.changes.open_multimap_table(COPIES)?;
        let files = copies.get(content)?;
        files.map(|file| Ok(file?.value().to_owned())).collect()
    }

    /// Returns how many articles are remembered durably.
    pub(crate) fn n_articles(&self) -> Result<usize, IndexError> {
        Ok(self.database.begin_read()?.open_table(ARTICLES)?.len()? as usize)
    }
}

/// Returns how many articles the list of a generation names, which is closed.
pub(crate) fn n_articles_of(generation: &Path) -> Result<usize, IndexError> {
    let database = ReadOnlyDatabase::open(generation.join(FILE))?;
    Ok(database.begin_read()?.open_table(ARTICLES)?.len()? as usize)
}

/// Tells whether the list of a generation was closed in order. A failing disk can prevent that without an error, as
/// the last words of a store are written when it is dropped.
pub(crate) fn is_closed_in_order(generation: &Path) -> bool {
    ReadOnlyDatabase::open(generation.join(FILE)).is_ok()
}

/// Returns the folders that a generation was built from, from its list, which is closed.
pub(crate) fn roots_of(generation: &Path) -> Result<Vec<Root>, IndexError> {
    let database = ReadOnlyDatabase::open(generation.join(FILE))?;
    all_roots(&database.begin_read()?.open_table(ROOTS)?)
}

/// A folder or file that an index has articles of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Its path, as it was named.
    pub path: PathBuf,
    /// How many articles it gave.
    pub articles: usize,
}

/// Returns the folders that a generation was built from, each with how many articles it gave, from its list, which is
/// closed.
pub(crate) fn folders_of(generation: &Path) -> Result<Vec<Folder>, IndexError> {
    let reading = ReadOnlyDatabase::open(generation.join(FILE))?.begin_read()?;
    let (roots, files) = (
        all_roots(&reading.open_table(ROOTS)?)?,
        reading.open_table(FILES)?,
    );
    let mut n_articles: HashMap<String, usize> = HashMap::new();
    for row in files.iter()? {
        let (name, row) = row?;
        let label = name.value().split('\u{0}').next().unwrap_or_default();
        let n_more = Remembered(row.value()).n_articles();
        match n_articles.get_mut(label) {
            Some(n_articles) => *n_articles += n_more,
            None => drop(n_articles.insert(label.to_owned(), n_more)),
        }
    }
    let folder = |root: Root| Folder {
        articles: n_articles.get(&root.label).copied().unwrap_or_default(),
        path: root.path,
    };
    let mut folders: Vec<Folder> = roots.into_iter().map(folder).collect();
    folders.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(folders)
}

/// Files: the path below their folder, and how many articles each gave.
pub(crate) type FilesOfRoot = Vec<(String, usize)>;

/// Returns the files of each folder that a generation was built from, from its list, which is closed.
pub(crate) fn files_of(generation: &Path) -> Result<Vec<(Root, FilesOfRoot)>, IndexError> {
    let reading = ReadOnlyDatabase::open(generation.join(FILE))?.begin_read()?;
    let rows = reading.open_table(FILES)?;
    let mut found = Vec::new();
    for root in all_roots(&reading.open_table(ROOTS)?)? {
        let first = file_name(&root.label, "");
        let mut files = Vec::new();
        for row in rows.range(first.as_str()..)? {
            let (name, row) = row?;
            let Some(relative) = name.value().strip_prefix(&first) else {
                break;
            };
            files.push((relative.to_owned(), Remembered(row.value()).n_articles()));
        }
        found.push((root, files));
    }
    Ok(found)
}

/// Returns the name of a file in the manifest: the label of its folder and its path below it.
pub(crate) fn file_name(label: &str, relative: &str) -> String {
    format!("{label}\u{0}{relative}")
}
