//! Commits on a disk that loses what was not synced, and on one that refuses to write.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use article::{Article, ArticleId, EnrichedArticle};
use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, FileHandle, OwnedBytes, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Index, TantivyError};

use super::CheckedDirectory;
use crate::tantivy::generations::Generation;
use crate::tantivy::packing::Packer;
use crate::tantivy::store::EmbeddedStore;
use crate::{ArticleStore, SearchError};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What a disk holds, and what it will do.
#[derive(Default)]
struct Medium {
    files: Files,
    /// The files as they are after a power cut: names since the last sync of the folder are lost.
    durable: Files,
    /// As [`Medium::durable`], but files that were deleted since then are lost as well.
    durable_but_deleted: Files,
    /// How many more writes succeed.
    writes_left: Option<usize>,
}

impl Medium {
    fn take_write(&mut self) -> io::Result<()> {
        match &mut self.writes_left {
            Some(0) => Err(io::ErrorKind::StorageFull.into()),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// A folder on such a disk.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<Medium>>);

impl Disk {
    fn of(files: Files) -> Self {
        let disk = Self::default();
        {
            let mut medium = disk.0.lock().unwrap();
            medium.files = files.clone();
            medium.durable = files.clone();
            medium.durable_but_deleted = files;
        }
        disk
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Disk")
    }
}

struct DiskFile {
    disk: Disk,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for DiskFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let mut medium = self.disk.0.lock().unwrap();
        medium.take_write()?;
        medium
            .files
            .insert(self.path.clone(), std::mem::take(&mut self.bytes));
        Ok(())
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.atomic_read(path)
            .map(|bytes| Arc::new(OwnedBytes::new(bytes)) as Arc<dyn FileHandle>)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let mut medium = self.0.lock().unwrap();
        medium.durable_but_deleted.remove(path);
        let removed = medium.files.remove(path);
        removed
            .map(|_| ())
            .ok_or_else(|| DeleteError::FileDoesNotExist(path.to_owned()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.0.lock().unwrap().files.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let mut medium = self.0.lock().unwrap();
        if medium.files.contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        medium.files.insert(path.to_owned(), Vec::new());
        Ok(BufWriter::new(Box::new(DiskFile {
            disk: self.clone(),
            path: path.to_owned(),
            bytes: Vec::new(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let medium = self.0.lock().unwrap();
        let bytes = medium.files.get(path).cloned();
        bytes.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let mut medium = self.0.lock().unwrap();
        medium.take_write()?;
        medium.files.insert(path.to_owned(), data.to_vec());
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        let mut medium = self.0.lock().unwrap();
        medium.durable = medium.files.clone();
        medium.durable_but_deleted = medium.files.clone();
        Ok(())
    }

    fn watch(&self, _: WatchCallback) -> Result<WatchHandle, TantivyError> {
        Ok(WatchHandle::empty())
    }
}

fn generation() -> Generation {
    Generation {
        number: 1,
        folder: "nowhere".into(),
    }
}

fn open(disk: &Disk) -> Result<EmbeddedStore, SearchError> {
    let directory = CheckedDirectory::over(Box::new(disk.clone()), "nowhere".into());
    let packer = Packer::without_dictionary(&generation());
    EmbeddedStore::open_in(directory, &generation(), 0, packer)
}

fn article(number: usize) -> EnrichedArticle {
    EnrichedArticle {
        article: Article::of_paragraphs(&number.to_string(), vec![format!("The tide is {number}.")]),
        entities: Vec::new(),
    }
}

/// Returns how many articles some files hold, reading every byte of them.
fn n_articles(files: &Files) -> usize {
    let mut files = files.clone();
    files.retain(|path, _| path.extension().is_none_or(|extension| extension != "lock"));
    let directory = CheckedDirectory::over(Box::new(Disk::of(files)), "nowhere".into());
    let index = Index::open(directory).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let read = |reader: &tantivy::SegmentReader| {
        let store = reader.get_store_reader(0).unwrap();
        let documents = store.iter::<tantivy::TantivyDocument>(reader.alive_bitset());
        documents.inspect(|document| assert!(document.is_ok())).count()
    };
    searcher.segment_readers().iter().map(read).sum()
}

#[test]
fn what_was_committed_is_there_after_a_power_cut() {
    let disk = Disk::default();
    let store = open(&disk).unwrap();
    // As many commits as make merges, so that files are deleted as well.
    for number in 1..=30 {
        store.put(article(number)).unwrap();
        if number % 3 == 0 {
            store
                .remove(ArticleId::from_key(&(number - 1).to_string()))
                .unwrap();
        }
        store.commit().unwrap();
        let (durable, without_deleted) = {
            let medium = disk.0.lock().unwrap();
            (medium.durable.clone(), medium.durable_but_deleted.clone())
        };
        for files in [durable, without_deleted] {
            assert_eq!(n_articles(&files), number - number / 3, "after commit {number}");
        }
    }
    store.close().unwrap();
    let medium = disk.0.lock().unwrap();
    assert_eq!(n_articles(&medium.durable), 20);
    assert_eq!(n_articles(&medium.durable_but_deleted), 20);
}

#[test]
fn a_write_that_fails_anywhere_costs_nothing_that_was_committed() {
    let disk = Disk::default();
    let store = open(&disk).unwrap();
    store.put(article(1)).unwrap();
    store.commit().unwrap();
    store.close().unwrap();
    let before = disk.0.lock().unwrap().files.clone();
    let mut n_refused = 0;
    for writes in 0..200 {
        let disk = Disk::of(before.clone());
        disk.0.lock().unwrap().writes_left = Some(writes);
        let committed = open(&disk).and_then(|store| {
            store.put(article(2))?;
            store.commit()?;
            store.close()
        });
        let found = n_articles(&disk.0.lock().unwrap().files);
        match committed {
            Ok(()) => {
                assert_eq!(found, 2);
                assert!(n_refused > 5, "writes were refused before that");
                return;
            }
            Err(SearchError::Io { error, .. }) => {
                assert_eq!(error.kind(), io::ErrorKind::StorageFull);
                assert!(found == 1 || found == 2, "{found} after {writes} writes");
                n_refused += 1;
            }
            Err(other) => panic!("{writes} writes: {other}"),
        }
    }
    panic!("200 writes are not enough for one article");
}
