//! [`Plan`]: what a build has to do: which files are new or changed, which are gone, which are as they were.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use article::Rejection;
use article_reader::{Settings, SourceFile, UNREADABLE, Walk, digest, relative_path, walk};
use rayon::prelude::*;
use search_engine::is_index_file;

use crate::IndexError;
use crate::away::{Absent, Away, missing};
use crate::corrections::ALIASES;
use crate::manifest::{FileRow, Manifest, Outcome, Root, file_name};
use crate::stages::pipeline;

/// A file changed this short before the last look may have changed again within the same tick of its clock, so
/// its size and time prove nothing.
const CLOCK_TICK: Duration = Duration::from_secs(2);

/// What a build has to do.
#[derive(Default)]
pub(crate) struct Plan {
    /// Files to read: new or changed.
    pub(crate) read: Vec<PlannedFile>,
    /// Files that are as they were, with what they gave.
    pub(crate) unchanged: Vec<(PlannedFile, Outcome)>,
    /// Names of files that are in the manifest and no longer in their folders.
    pub(crate) gone: Vec<String>,
    /// Folders whose files are not there and whose articles stay.
    pub(crate) away: Vec<Away>,
    /// What the walk rejected.
    pub(crate) rejected: Vec<Rejection>,
    /// Files that are still being written.
    pub(crate) unsettled: usize,
    /// When the last of them will have rested, if none is written to again.
    pub(crate) rested_at: Option<Instant>,
    /// What is looked at.
    pub(crate) roots: Vec<Root>,
}

/// A file and its name in the manifest.
#[derive(Clone)]
pub(crate) struct PlannedFile {
    /// Its name in the manifest.
    pub(crate) name: String,
    /// Label of its folder.
    pub(crate) label: String,
    /// The file.
    pub(crate) source: SourceFile,
    /// Whether another version of the pipeline, or other settings, understood it: then its articles are put again,
    /// as they are.
    pub(crate) is_outdated: bool,
}

/// Compares folders with the manifest. Files changed within the last `rest` are left for the next look.
pub(crate) fn plan(
    roots: &[PathBuf],
    index: &Path,
    manifest: &Manifest,
    rest: Duration,
) -> Result<Plan, IndexError> {
    // Every folder is looked at before anything is decided: a folder that is missing must cost nothing.
    let roots = manifest.follow(roots)?;
    let walks = roots.iter().map(|root| walk(&root.path));
    let walks: Vec<Walk> = walks.collect::<Result<_, _>>()?;
    let mut plan = Plan::default();
    for (root, mut walk) in roots.iter().zip(walks) {
        leave_out_index(&root.path, index, &mut walk);
        leave_out_corrections(&root.path, &mut walk);
        let label = root.label.as_str();
        let mut absent = Absent::of(root);
        let unreadable = Unreadable::of(&walk);
        let mut pipelines = Pipelines::default();
        let mut files = walk.files.into_iter().peekable();
        let mut failed = Ok(());
        // Both are in the order of paths.
        manifest.each_file(label, |relative, row| {
            while let Some(source) = files.next_if(|file| file.relative.as_str() < relative) {
                plan.add(PlannedFile::new(source, label), None, rest);
            }
            let mut is_there = false;
            while let Some(source) = files.next_if(|file| file.relative == relative) {
                is_there = true;
                let mut file = PlannedFile::new(source, label);
                file.is_outdated = row.pipeline() != pipelines.of(&file.source);
                match row.outcome() {
                    Ok(outcome) => plan.add(file, Some((row.size_and_time(), outcome)), rest),
                    Err(error) => failed = Err(error),
                }
            }
            // What cannot be looked into now is not gone.
            if !is_there && !unreadable.holds(relative) {
                absent.add(relative, row.n_articles());
            }
        })?;
        failed?;
        for source in files {
            plan.add(PlannedFile::new(source, label), None, rest);
        }
        plan.rejected.extend(walk.rejected);
        let (gone, away) = absent.sorted();
        plan.gone.extend(gone);
        plan.away.extend(away);
    }
    let (gone, away) = missing(manifest, &roots)?;
    plan.gone.extend(gone);
    plan.away.extend(away);
    plan.roots = roots;
    plan.keep_touched(manifest)?;
    Ok(plan)
}

/// What of a folder could not be looked into.
struct Unreadable {
    /// Files and folders, by their path below it; all of it where one is empty.
    paths: Vec<String>,
}

impl Unreadable {
    fn of(walk: &Walk) -> Self {
        let unreadable = walk
            .rejected
            .iter()
            .filter(|rejection| rejection.reason == UNREADABLE);
        Self {
            paths: unreadable
                .map(|rejection| rejection.origin.path.clone())
                .collect(),
        }
    }

    /// Tells whether a file is or lies in what could not be looked into.
    fn holds(&self, file: &str) -> bool {
        self.paths.iter().any(|path| {
            let below = file.strip_prefix(path.as_str());
            path.is_empty() || below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        })
    }
}

/// Takes the files of the index itself out of a walk: people keep it in the folder that it is built from.
fn leave_out_index(root: &Path, index: &Path, walk: &mut Walk) {
    let (Ok(root), Ok(index)) = (root.canonicalize(), index.canonicalize()) else {
        return;
    };
    let Ok(below) = index.strip_prefix(&root) else {
        return;
    };
    // Where they are one folder, the articles lie beside the files of the index.
    let is_root = below.as_os_str().is_empty();
    let folder = format!("{}/", relative_path(below));
    let is_own = |path: &str| match is_root {
        true => is_index_file(path.split('/').next().unwrap_or_default()),
        false => path.starts_with(&folder),
    };
    walk.files.retain(|file| !is_own(&file.relative));
    walk.rejected.retain(|rejection| !is_own(&rejection.origin.path));
}

/// Takes the corrections of a folder out of its walk: they are no table of articles.
fn leave_out_corrections(root: &Path, walk: &mut Walk) {
    if root.is_dir() {
        walk.files.retain(|file| file.relative != ALIASES);
        walk.rejected.retain(|rejection| rejection.origin.path != ALIASES);
    }
}

/// The versions of what understands files: the settings of neighbours are mostly the same.
#[derive(Default)]
struct Pipelines {
    last: Option<(Arc<Settings>, String)>,
}

impl Pipelines {
    /// Returns the version of what would understand a file now.
    fn of(&mut self, file: &SourceFile) -> &str {
        let is_last = |(settings, _): &(Arc<Settings>, String)| Arc::ptr_eq(settings, &file.settings);
        if !self.last.as_ref().is_some_and(is_last) {
            self.last = None;
        }
        let of_file = || (Arc::clone(&file.settings), pipeline(&file.settings));
        &self.last.get_or_insert_with(of_file).1
    }
}

impl Plan {
    /// Sorts a file in: by its size and time where it is remembered, each with what it gave.
    fn add(&mut self, file: PlannedFile, remembered: Option<((u64, Option<i128>), Outcome)>, rest: Duration) {
        if let Some(missing) = rest.checked_sub(file.age()).filter(|missing| !missing.is_zero()) {
            self.unsettled += 1;
            self.rested_at = self.rested_at.max(Some(Instant::now() + missing));
            return;
        }
        match remembered {
            Some((size_and_time, outcome)) if file.looks_like(size_and_time) => {
                self.unchanged.push((file, outcome));
            }
            _ => self.read.push(file),
        }
    }

    /// Returns the files that are in the folders now.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &SourceFile> {
        let unchanged = self.unchanged.iter().map(|(file, _)| file);
        self.read.iter().chain(unchanged).map(|file| &file.source)
    }

    /// Moves files that have a new time and the old content to the unchanged ones.
    fn keep_touched(&mut self, manifest: &Manifest) -> Result<(), IndexError> {
        let mut compared = Vec::new();
        for file in std::mem::take(&mut self.read) {
            let row = manifest
                .file(&file.name)?
                .filter(|row| row.size == file.source.size && !file.is_outdated);
            compared.push((file, row));
        }
        let touched: Vec<_> = compared
            .into_par_iter()
            .map(|(file, row)| {
                let row =
                    row.filter(|row| digest(&file.source).is_ok_and(|digest| Some(digest.hash) == row.hash));
                (file, row)
            })
            .collect();
        for (file, row) in touched {
            match row {
                Some(row) => {
                    let row = FileRow {
                        modified_ns: Some(file.source.modified_ns),
                        ..row
                    };
                    manifest.put_file(&file.name, &row)?;
                    self.unchanged.push((file, row.outcome()));
                }
                None => self.read.push(file),
            }
        }
        Ok(())
    }
}

impl PlannedFile {
    fn new(source: SourceFile, label: &str) -> Self {
        Self {
            name: file_name(label, &source.relative),
            label: label.to_owned(),
            is_outdated: false,
            source,
        }
    }

    /// Tells whether size and time of the file are those that are remembered, and can be relied on.
    fn looks_like(&self, size_and_time: (u64, Option<i128>)) -> bool {
        !self.is_outdated
            && size_and_time == (self.source.size, Some(self.source.modified_ns))
            && self.age() > CLOCK_TICK
    }

    fn age(&self) -> Duration {
        let modified = u64::try_from(self.source.modified_ns).unwrap_or(0);
        let modified = UNIX_EPOCH + Duration::from_nanos(modified);
        // A time in the future tells nothing, and must not keep a file out for ever.
        SystemTime::now()
            .duration_since(modified)
            .unwrap_or(Duration::MAX)
    }
}
