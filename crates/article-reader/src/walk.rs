//! Finds the files of a folder that may hold articles; several threads read the folders at once.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use article::{Origin, Rejection};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::file_kind::{FileKind, Form, is_about_the_folder, is_settings};
use crate::read::is_known;
use crate::saved_parts;
use crate::settings::{self, Settings, SettingsFile, SettingsTree};

/// Why a file or folder that is there is not read: the system does not let us, and may let us another time.
pub const UNREADABLE: &str = "cannot be read";

/// One regular file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The folder or file that was asked for, as it was given.
    pub root: PathBuf,
    /// The path to open.
    pub path: PathBuf,
    /// The path below the root as [`relative_path`] writes it; the file's name where the root is the file itself.
    pub relative: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since the start of 1970; 0 where the system does not tell.
    pub modified_ns: i128,
    /// What the settings files of its folder and of those above it, up to the root, say.
    pub settings: Arc<Settings>,
}

impl SourceFile {
    /// Tells by its name whether the file may hold plain text or records, and not pages of HTML alone.
    pub fn may_hold_plain_text(&self) -> bool {
        FileKind::of(&self.relative)
            .is_none_or(|kind| !matches!(kind.form, Form::Html | Form::Warc | Form::Zip))
    }
}

/// What a folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files that may hold articles, by their relative path.
    pub files: Vec<SourceFile>,
    /// What cannot be read, is of no known form or is wrong in a settings file, by its origin.
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
/// Hidden files and folders, read-me files and the parts of pages that a browser saved are passed over; links,
/// devices and files of no known form are rejected. Settings files hold for what is below them; those of a root that is
/// a file stand beside it. It fails only where the root itself is missing or cannot be read.
pub fn walk(root: &Path) -> Result<Walk, ReadError> {
    let metadata = fs::metadata(root).map_err(|error| read_error(root, error))?;
    let found = if metadata.is_dir() {
        fs::read_dir(root).map_err(|error| read_error(root, error))?;
        walk_folder(root)?
    } else {
        walk_file(root, &metadata)
    };
    let (tree, problems) = SettingsTree::read(found.settings);
    let mut walk = found.walk;
    saved_parts::leave_out(&mut walk);
    for file in &mut walk.files {
        file.settings = tree.of(&file.relative);
    }
    walk.rejected.extend(problems);
    walk.files
        .sort_by(|a, b| (&a.relative, &a.path).cmp(&(&b.relative, &b.path)));
    walk.rejected.sort();
    Ok(walk)
}

/// What was found so far.
#[derive(Default)]
struct Findings {
    walk: Walk,
    settings: Vec<SettingsFile>,
}

impl Findings {
    fn add(&mut self, found: Found) {
        match found {
            Found::File(file) => self.walk.files.push(file),
            Found::Rejected(rejection) => self.walk.rejected.push(rejection),
            Found::Settings(file) => self.settings.push(file),
        }
    }
}

/// What an entry of a folder is.
enum Found {
    File(SourceFile),
    Rejected(Rejection),
    Settings(SettingsFile),
}

fn read_error(root: &Path, error: io::Error) -> ReadError {
    let path = root.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { path },
        _ => ReadError::Unreadable { path, error },
    }
}

fn walk_file(root: &Path, metadata: &Metadata) -> Findings {
    let name = root.file_name().unwrap_or(root.as_os_str());
    let mut findings = Findings::default();
    findings.add(source_file(
        root,
        root.to_owned(),
        relative_path(Path::new(name)),
        metadata,
    ));
    let path = root.with_file_name(settings::FILE_NAME);
    if path.exists() {
        findings.add(Found::Settings(SettingsFile {
            relative: settings::FILE_NAME.to_owned(),
            path,
        }));
    }
    findings
}

fn walk_folder(root: &Path) -> Result<Findings, ReadError> {
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
                Err(error) => Some(Found::Rejected(walk_rejection(start, &error))),
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
    let mut findings = Findings::default();
    found.into_iter().for_each(|found| findings.add(found));
    Ok(findings)
}

/// Returns what an entry of a folder is, or nothing where it is passed over.
fn visit(root: &Path, start: &Path, entry: &DirEntry) -> Option<Found> {
    let below = entry.path().strip_prefix(start).ok()?;
    let file_type = entry.file_type()?;
    let name = entry.file_name().to_string_lossy();
    if file_type.is_dir() || is_about_the_folder(&name) && !is_settings(&name) {
        return None;
    }
    let relative = relative_path(below);
    let origin = origin(&relative);
    if file_type.is_symlink() {
        return Some(Found::Rejected(Rejection::new(&origin, "link, not followed")));
    }
    let path = root.join(below);
    if is_settings(&name) {
        return Some(Found::Settings(SettingsFile { relative, path }));
    }
    Some(match entry.metadata() {
        Ok(metadata) => source_file(root, path, relative, &metadata),
        Err(error) => Found::Rejected(Rejection::new(&origin, UNREADABLE).with_detail(error)),
    })
}

fn source_file(root: &Path, path: PathBuf, relative: String, metadata: &Metadata) -> Found {
    if !metadata.is_file() {
        return Found::Rejected(Rejection::new(&origin(&relative), "not a regular file"));
    }
    if !is_known(&relative, &path) {
        return Found::Rejected(Rejection::new(&origin(&relative), "unknown form"));
    }
    let modified_ns = metadata.modified().map_or(0, nanoseconds);
    Found::File(SourceFile {
        root: root.to_owned(),
        path,
        relative,
        size: metadata.len(),
        modified_ns,
        settings: Arc::default(),
    })
}

fn nanoseconds(time: SystemTime) -> i128 {
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}

/// Returns a path below a folder with `/` between its parts. Bytes that are not UTF-8 are spelt out, as `b\xE4r.txt`, so
/// that two names stay apart.
pub fn relative_path(below: &Path) -> String {
    let parts: Vec<String> = below.iter().map(readable).collect();
    parts.join("/")
}

fn readable(name: &OsStr) -> String {
    let mut readable = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        readable.push_str(chunk.valid());
        for byte in chunk.invalid() {
            readable.push_str(&format!("\\x{byte:02X}"));
        }
    }
    readable
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
    Rejection::new(&origin(&relative), UNREADABLE).with_detail(inner)
}
