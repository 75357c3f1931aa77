//! Finds the files of a folder that may hold articles; several threads read the folders at once.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{SystemTime, UNIX_EPOCH};

use article::{Origin, Rejection};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::file_kind::is_about_the_folder;
use crate::read::is_known;

/// One regular file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The folder or file that was asked for, as it was given.
    pub root: PathBuf,
    /// The path to open.
    pub path: PathBuf,
    /// The path below the root with `/` between its parts, decoded with replacement characters where it is
    /// not UTF-8; the file's name where the root is the file itself.
    pub relative: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since the start of 1970; 0 where the system does not tell.
    pub modified_ns: i128,
}

/// What a folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files that may hold articles, by their relative path.
    pub files: Vec<SourceFile>,
    /// What cannot be read or is of no known form, by its origin.
    pub rejected: Vec<Rejection>,
}

/// Why nothing at all could be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing at this path.
    #[error("{} does not exist", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refuses to read the folder or file.
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Returns the files of one root, a folder or a file.
///
/// Hidden files and folders, read-me files and Dateline's own settings are passed over; links, devices and
/// files of no known form are rejected. It fails only where the root itself is missing or cannot be read.
pub fn walk(root: &Path) -> Result<Walk, ReadError> {
    let metadata = fs::metadata(root).map_err(|error| read_error(root, error))?;
    let mut walk = if metadata.is_dir() {
        fs::read_dir(root).map_err(|error| read_error(root, error))?;
        walk_folder(root)?
    } else {
        let name = root.file_name().unwrap_or(root.as_os_str());
        let relative = relative_path(Path::new(name));
        let mut walk = Walk::default();
        walk.add(source_file(root, root.to_owned(), relative, &metadata));
        walk
    };
    walk.files
        .sort_by(|a, b| (&a.relative, &a.path).cmp(&(&b.relative, &b.path)));
    walk.rejected.sort();
    Ok(walk)
}

impl Walk {
    fn add(&mut self, found: Found) {
        match found {
            Ok(file) => self.files.push(file),
            Err(rejection) => self.rejected.push(rejection),
        }
    }
}

type Found = Result<SourceFile, Rejection>;

fn read_error(root: &Path, error: io::Error) -> ReadError {
    let path = root.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { path },
        _ => ReadError::Unreadable { path, error },
    }
}

fn walk_folder(root: &Path) -> Result<Walk, ReadError> {
    // The walker does not enter a root that is a link, so it gets what the link stands for.
    let start = fs::canonicalize(root).map_err(|error| read_error(root, error))?;
    let walker = WalkBuilder::new(&start)
        .standard_filters(false)
        .hidden(true)
        .build_parallel();
    let (sender, found) = mpsc::channel();
    walker.run(|| {
        let sender = sender.clone();
        let start = &start;
        Box::new(move |entry| {
            let found = match entry {
                Ok(entry) => visit(root, start, &entry),
                Err(error) => Some(Err(walk_rejection(start, &error))),
            };
            if let Some(found) = found {
                sender
                    .send(found)
                    .expect("the receiver lives until the walk is over");
            }
            WalkState::Continue
        })
    });
    drop(sender);
    let mut walk = Walk::default();
    found.into_iter().for_each(|found| walk.add(found));
    Ok(walk)
}

/// Returns what an entry of a folder is, or nothing where it is passed over.
fn visit(root: &Path, start: &Path, entry: &DirEntry) -> Option<Found> {
    let below = entry.path().strip_prefix(start).ok()?;
    let file_type = entry.file_type()?;
    if file_type.is_dir() || is_about_the_folder(&entry.file_name().to_string_lossy()) {
        return None;
    }
    let relative = relative_path(below);
    let origin = origin(&relative);
    if file_type.is_symlink() {
        return Some(Err(Rejection::new(&origin, "link, not followed")));
    }
    Some(match entry.metadata() {
        Ok(metadata) => source_file(root, root.join(below), relative, &metadata),
        Err(error) => Err(Rejection::new(&origin, "cannot be read").with_detail(error)),
    })
}

fn source_file(root: &Path, path: PathBuf, relative: String, metadata: &Metadata) -> Found {
    if !metadata.is_file() {
        return Err(Rejection::new(&origin(&relative), "not a regular file"));
    }
    if !is_known(&relative, &path) {
        return Err(Rejection::new(&origin(&relative), "unknown form"));
    }
    let modified_ns = metadata.modified().map_or(0, nanoseconds);
    Ok(SourceFile {
        root: root.to_owned(),
        path,
        relative,
        size: metadata.len(),
        modified_ns,
    })
}

fn nanoseconds(time: SystemTime) -> i128 {
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}

fn relative_path(below: &Path) -> String {
    let parts: Vec<_> = below.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

fn origin(relative: &str) -> Origin {
    Origin {
        path: relative.to_owned(),
        ..Origin::default()
    }
}

/// Names the folder that could not be entered; the walker's error wraps its path and the system's message.
fn walk_rejection(start: &Path, error: &ignore::Error) -> Rejection {
    let mut path = None;
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at.as_path());
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let below = path.map(|path| path.strip_prefix(start).unwrap_or(path));
    let relative = below.map(relative_path).unwrap_or_default();
    Rejection::new(&origin(&relative), "cannot be read").with_detail(inner)
}
