//! The folders and files that an index follows: each has a label, which stays with it when it is moved, renamed or
//! looked at through a link, and none of them lies inside another one, so that no file has two rows.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use article_reader::relative_path;
use redb::{ReadableMultimapTable, ReadableTable};

use super::{COPIES, FILES, FileRow, Manifest, ROOTS, file_name};
use serde::{Deserialize, Serialize};

use crate::IndexError;

/// A folder or file that an index follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Root {
    /// Its place, as it was named.
    pub(crate) path: PathBuf,
    /// What the names of its files in the manifest begin with.
    pub(crate) label: String,
}

impl Root {
    /// Tells whether it is a file that was named by itself, as far as its only row tells where it is gone.
    pub(crate) fn is_file(&self, rows: &[(String, FileRow)]) -> bool {
        let is_only_row = || {
            let name = self.path.file_name().map(|name| relative_path(Path::new(name)));
            matches!((rows, name), ([(only, _)], Some(name)) if *only == name)
        };
        self.path.is_file() || !self.path.exists() && is_only_row()
    }
}

impl Manifest {
    /// Returns the folders and files that the index follows.
    pub(crate) fn roots(&self) -> Result<Vec<Root>, IndexError> {
        all_roots(&self.changes.open_table(ROOTS)?)
    }

    /// Follows a folder or file.
    pub(crate) fn put_root(&self, root: &Root) -> Result<(), IndexError> {
        let mut roots = self.changes.open_table(ROOTS)?;
        roots.insert(root.label.as_str(), root.path.to_string_lossy().as_ref())?;
        Ok(())
    }

    /// Follows a folder or file no longer; what it gave is forgotten by whoever calls this.
    pub(crate) fn remove_root(&self, label: &str) -> Result<(), IndexError> {
        self.changes.open_table(ROOTS)?.remove(label)?;
        Ok(())
    }

    /// Returns what is to be looked at where these are named: a folder that is followed stands for what is inside it.
    /// What was followed by itself and lies inside one of them is a part of it from now on.
    pub(crate) fn follow(&self, named: &[PathBuf]) -> Result<Vec<Root>, IndexError> {
        let mut known = Known::of(self.roots()?);
        let named: Vec<PathBuf> = named.iter().map(|path| place_of(path)).collect();
        let folders = known.roots.iter().map(|root| &root.path).chain(&named);
        let folders = folders.filter(|path| path.is_dir());
        let mut folders: Vec<(PathBuf, PathBuf)> = folders.map(|path| (real(path), path.clone())).collect();
        folders.sort_by_key(|(place, _)| place.components().count());
        let mut followed: Vec<Root> = Vec::new();
        for path in &named {
            let place = real(path);
            let around = folders.iter().find(|(folder, _)| below(folder, &place).is_some());
            let path = around.map_or(path, |(_, folder)| folder);
            followed.push(self.root(path, &mut known)?);
        }
        let mut labels = HashSet::new();
        followed.retain(|root| labels.insert(root.label.clone()));
        for outer in followed.iter().filter(|root| root.path.is_dir()) {
            let place = real(&outer.path);
            for inner in known.roots.iter().filter(|inner| !labels.contains(&inner.label)) {
                if let Some(below) = below(&place, &real(&inner.path)) {
                    self.hand_over(inner, outer, &below)?;
                }
            }
        }
        Ok(followed)
    }

    /// Returns a folder or file with its label: the one that it has, also under another name or by way of a link; the one
    /// of a folder that is gone and whose files are here; else its name, with a number where that is taken.
    fn root(&self, path: &Path, known: &mut Known) -> Result<Root, IndexError> {
        let place = real(path);
        let mut label = known.by_path.get(path).or_else(|| known.by_path.get(&place));
        let is_file = path.is_file();
        if label.is_none() {
            // Of several it is rather the one of the same name.
            let is_namesake = |root: &&Root| root.path.file_name() == path.file_name();
            let (namesakes, others): (Vec<&Root>, Vec<&Root>) = known.gone.iter().partition(is_namesake);
            for root in namesakes
                .into_iter()
                .chain(others.into_iter().filter(|_| !is_file))
            {
                if label.is_none() && self.has_moved(root, path)? {
                    label = Some(&root.label);
                }
            }
        }
        let name = path.file_name().or_else(|| place.file_name());
        let name = name.map_or_else(|| "corpus".into(), |name| name.to_string_lossy().into_owned());
        let label = label.cloned().unwrap_or_else(|| known.free_label(name));
        known.add(path, &label);
        let root = Root {
            path: path.to_owned(),
            label,
        };
        self.put_root(&root)?;
        Ok(root)
    }

    /// Tells whether a folder or file is one that is gone: at least half of its files are here, in the same size.
    fn has_moved(&self, gone: &Root, here: &Path) -> Result<bool, IndexError> {
        let is_file = here.is_file();
        let (mut n_files, mut n_here) = (0, 0);
        self.each_file(&gone.label, |relative, row| {
            let path = match is_file {
                true => here.to_owned(),
                false => here.join(relative),
            };
            let (size, _) = row.size_and_time();
            n_files += 1;
            n_here += usize::from(path.metadata().is_ok_and(|file| file.len() == size));
        })?;
        Ok(match n_files {
            0 => gone.path.file_name() == here.file_name(),
            _ => 2 * n_here >= n_files,
        })
    }

    /// Returns the rows of a folder or file, each with the path below it.
    pub(crate) fn rows_of(&self, label: &str) -> Result<Vec<(String, FileRow)>, IndexError> {
        let first = file_name(label, "");
        let mut rows = Vec::new();
        for row in self.changes.open_table(FILES)?.range(first.as_str()..)? {
            let (name, row) = row?;
            let Some(relative) = name.value().strip_prefix(&first) else {
                break;
            };
            rows.push((relative.to_owned(), FileRow::from_stored(row.value())?));
        }
        Ok(rows)
    }

    /// Makes what a folder or file gave a part of the folder that it lies in.
    fn hand_over(&self, inner: &Root, outer: &Root, below: &str) -> Result<(), IndexError> {
        let rows = self.rows_of(&inner.label)?;
        let is_file = inner.is_file(&rows);
        let new_name = |relative: &str| match is_file {
            true => file_name(&outer.label, below),
            false => file_name(&outer.label, &format!("{below}/{relative}")),
        };
        for (relative, mut row) in rows {
            let (old, new) = (file_name(&inner.label, &relative), new_name(&relative));
            for id in &row.articles {
                if let Some(article) = self.article(*id)?.filter(|article| article.file == old) {
                    self.put_article_row(*id, &new, article.content)?;
                }
            }
            if let Some(there) = self.file(&new)? {
                // It was read twice, so it is read again: then it is known what it gives.
                let is_other = |id: &&article::ArticleId| !row.articles.contains(id);
                let others: Vec<_> = there.articles.iter().filter(is_other).copied().collect();
                row.articles.extend(others);
                row.forget_reading();
            }
            self.put_file(&new, &row)?;
            self.remove_file(&old)?;
        }
        self.rename_copies(&inner.label, new_name)?;
        self.remove_root(&inner.label)
    }

    /// Gives the files of a label that hold copies their new names.
    fn rename_copies(&self, label: &str, new_name: impl Fn(&str) -> String) -> Result<(), IndexError> {
        let first = file_name(label, "");
        let mut copies = self.changes.open_multimap_table(COPIES)?;
        let mut found = Vec::new();
        for row in copies.iter()? {
            let (content, files) = row?;
            for file in files {
                let file = file?;
                let relative = file.value().strip_prefix(&first);
                found.extend(relative.map(|relative| (content.value(), relative.to_owned())));
            }
        }
        for (content, relative) in found {
            copies.remove(content, file_name(label, &relative).as_str())?;
            copies.insert(content, new_name(&relative).as_str())?;
        }
        Ok(())
    }
}

/// Returns what a list follows.
pub(super) fn all_roots(
    table: &impl ReadableTable<&'static str, &'static str>,
) -> Result<Vec<Root>, IndexError> {
    let mut found = Vec::new();
    for row in table.iter()? {
        let (label, path) = row?;
        found.push(Root {
            path: PathBuf::from(path.value()),
            label: label.value().to_owned(),
        });
    }
    Ok(found)
}

/// What an index follows, to be looked up.
struct Known {
    roots: Vec<Root>,
    /// Labels, by the path as it was named and by the one without links.
    by_path: HashMap<PathBuf, String>,
    labels: HashSet<String>,
    /// Those that are not where they were.
    gone: Vec<Root>,
}

impl Known {
    fn of(roots: Vec<Root>) -> Self {
        let by_place = roots.iter().map(|root| (real(&root.path), root.label.clone()));
        let mut by_path: HashMap<PathBuf, String> = by_place.collect();
        by_path.extend(roots.iter().map(|root| (root.path.clone(), root.label.clone())));
        Self {
            by_path,
            labels: roots.iter().map(|root| root.label.clone()).collect(),
            gone: roots.iter().filter(|root| !root.path.exists()).cloned().collect(),
            roots,
        }
    }

    fn add(&mut self, path: &Path, label: &str) {
        self.by_path.insert(path.to_owned(), label.to_owned());
        self.by_path.insert(real(path), label.to_owned());
        self.labels.insert(label.to_owned());
        self.gone.retain(|root| root.label != label);
    }

    /// Returns a name, with a number where that is taken.
    fn free_label(&self, name: String) -> String {
        let mut labels = (2..).map(|number| format!("{name}-{number}"));
        match self.labels.contains(&name) {
            true => labels.find(|label| !self.labels.contains(label)).unwrap_or(name),
            false => name,
        }
    }
}

/// Returns the whole path of what is named so. A link stays one: what is named is the link, wherever it points later.
pub(crate) fn place_of(named: &Path) -> PathBuf {
    let goes_up = named.components().any(|part| part == Component::ParentDir);
    let whole = match goes_up {
        true => named.canonicalize(),
        false => std::path::absolute(named),
    };
    // Else one folder with and without a slash at its end would be two.
    whole.map_or_else(|_| named.to_owned(), |whole| whole.components().collect())
}

/// Returns the path without links, as far as it leads to something.
pub(crate) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_owned(),
    }
}

/// Returns where something lies below a folder, as a walk of the folder writes it; nothing where it lies elsewhere, is the
/// folder itself or is hidden from the walk. Neither path has links.
pub(crate) fn below(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let is_hidden = below.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    (!is_hidden && !below.as_os_str().is_empty()).then(|| relative_path(below))
}
