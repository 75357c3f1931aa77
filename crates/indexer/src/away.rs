//! What a folder no longer shows and what is gone: a drive that is not mounted, or a folder that is away for a while, must
//! cost nothing, and what people delete must not stay.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::IndexError;
use crate::manifest::{Manifest, Root, file_name};
use crate::report::{AwayFolder, AwayReason};

/// A folder inside another one is taken for one that is away where it gave so many articles: to lose fewer costs a
/// moment, and people empty small folders every day.
const MANY: usize = 10;

/// A folder whose files are not there, and whose articles stay.
pub(crate) struct Away {
    /// The folder.
    pub(crate) path: PathBuf,
    /// Its label, where all that is followed under it is away.
    pub(crate) label: Option<String>,
    /// Why it is taken for one that is away.
    pub(crate) reason: AwayReason,
    /// Its files, by their names in the manifest.
    pub(crate) files: Vec<String>,
    /// How many articles they gave.
    pub(crate) n_articles: usize,
}

impl Away {
    /// Returns what a report tells of it.
    pub(crate) fn reported(&self) -> AwayFolder {
        AwayFolder {
            folder: self.path.display().to_string(),
            articles: self.n_articles,
            reason: self.reason,
        }
    }
}

/// The files of a folder that are in the manifest and not on disk.
pub(crate) struct Absent<'a> {
    root: &'a Root,
    /// What is known of folders: whether one that is there is empty.
    folders: HashMap<String, Option<bool>>,
    /// Names of files that are gone.
    gone: Vec<String>,
    /// Those that lie in a folder that is there and empty, with what they gave.
    in_empty: BTreeMap<String, (Vec<String>, usize)>,
}

impl<'a> Absent<'a> {
    /// Returns a folder of which all files are there.
    pub(crate) fn of(root: &'a Root) -> Self {
        Self {
            root,
            folders: HashMap::new(),
            gone: Vec::new(),
            in_empty: BTreeMap::new(),
        }
    }

    /// Adds a file that is not there, by its path below the folder.
    pub(crate) fn add(&mut self, relative: &str, n_articles: usize) {
        let name = file_name(&self.root.label, relative);
        match self.empty_folder_around(relative) {
            Some(folder) => {
                let (names, n_all) = self.in_empty.entry(folder).or_default();
                names.push(name);
                *n_all += n_articles;
            }
            None => self.gone.push(name),
        }
    }

    /// Returns the nearest folder around a file that is there, if nothing is in it.
    fn empty_folder_around(&mut self, relative: &str) -> Option<String> {
        let mut folder = relative;
        loop {
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
            let known = match self.folders.get(folder) {
                Some(known) => *known,
                None => {
                    let known = is_empty(&self.root.path.join(folder));
                    self.folders.insert(folder.to_owned(), known);
                    known
                }
            };
            match known {
                Some(true) => return Some(folder.to_owned()),
                Some(false) => return None,
                None if folder.is_empty() => return None,
                None => {}
            }
        }
    }

    /// Returns the names of the files that are gone, and what is away.
    pub(crate) fn sorted(self) -> (Vec<String>, Vec<Away>) {
        let (mut gone, mut away) = (self.gone, Vec::new());
        for (folder, (files, n_articles)) in self.in_empty {
            let is_root = folder.is_empty();
            if n_articles == 0 || n_articles < MANY && !is_root {
                gone.extend(files);
                continue;
            }
            away.push(Away {
                path: match is_root {
                    true => self.root.path.clone(),
                    false => self.root.path.join(&folder),
                },
                label: is_root.then(|| self.root.label.clone()),
                reason: AwayReason::Empty,
                files,
                n_articles,
            });
        }
        gone.sort_unstable();
        (gone, away)
    }
}

/// Tells whether a folder shows nothing; nothing where there is no folder.
fn is_empty(folder: &Path) -> Option<bool> {
    let mut entries = folder.read_dir().ok()?;
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    Some(!entries.any(|entry| entry.is_ok_and(|entry| !is_hidden(&entry.file_name()))))
}

/// Returns what is followed, is not looked at now and is missing: names of files that were named by themselves and are
/// gone, and folders that are away.
pub(crate) fn missing(
    manifest: &Manifest,
    looked_at: &[Root],
) -> Result<(Vec<String>, Vec<Away>), IndexError> {
    let looked_at: HashSet<&str> = looked_at.iter().map(|root| root.label.as_str()).collect();
    let (mut gone, mut away) = (Vec::new(), Vec::new());
    for root in manifest.roots()? {
        if looked_at.contains(root.label.as_str()) || root.path.exists() {
            continue;
        }
        let rows = manifest.rows_of(&root.label)?;
        let files: Vec<String> = rows
            .iter()
            .map(|(relative, _)| file_name(&root.label, relative))
            .collect();
        let n_articles = rows.iter().map(|(_, row)| row.articles.len()).sum();
        let has_neighbours = || root.path.parent().and_then(is_empty) == Some(false);
        if root.is_file(&rows) && has_neighbours() {
            manifest.remove_root(&root.label)?;
            gone.extend(files);
        } else if n_articles > 0 {
            away.push(Away {
                path: root.path,
                label: Some(root.label),
                reason: AwayReason::Missing,
                files,
                n_articles,
            });
        }
    }
    Ok((gone, away))
}
