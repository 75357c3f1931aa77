//! [`Watch`]: signs that something in the folders may have changed. They are hints: folders that the system does not let
//! us watch, and signs that get lost, cost time and nothing else, because the folders are walked as well.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use search_engine::is_index_file;

use crate::IndexError;
use crate::manifest::{place_of, real};

/// Watches folders and files, and what becomes of them themselves.
pub(crate) struct Watch {
    watcher: Option<RecommendedWatcher>,
    signs: Receiver<()>,
    watched: Vec<Watched>,
    places: Arc<Mutex<Places>>,
    /// Why not all is watched, until it was told.
    problem: Option<IndexError>,
    /// Whether something is not watched.
    is_deaf: bool,
}

/// Something that is watched.
struct Watched {
    /// Its path, as it was named.
    path: PathBuf,
    /// Where it lies, and which folder on the disk that is.
    place: Option<(PathBuf, Identity)>,
}

impl Watched {
    /// Returns the paths that events may name: that of what was named, which may be a link, and where it lies.
    fn paths(&self) -> [PathBuf; 2] {
        let named = match (self.path.parent(), self.path.file_name()) {
            (Some(parent), Some(name)) => real(parent).join(name),
            _ => self.path.clone(),
        };
        [named, real(&self.path)]
    }
}

/// What tells a folder from another one that was put in its place.
type Identity = (u64, u64);

/// What events are about that are signs.
#[derive(Default)]
struct Places {
    /// What is watched, by its paths with and without links.
    watched: Vec<PathBuf>,
    /// The folder of the index, when it is known.
    index: Option<PathBuf>,
}

impl Places {
    /// Tells whether an event says that something in the folders may have changed. What it says besides does not
    /// matter, the walk finds out. Only the events that our own reading and writing cause are passed over, and those
    /// beside what is watched.
    fn is_sign(&self, event: &notify::Event) -> bool {
        let is_own = |index: &PathBuf| is_own_writing(event, index);
        if is_only_reading(event.kind) || self.index.as_ref().is_some_and(is_own) {
            return false;
        }
        let is_about = |place: &PathBuf| event.paths.iter().any(|path| path.starts_with(place));
        event.paths.is_empty() || self.watched.iter().chain(&self.index).any(is_about)
    }
}

impl Watch {
    /// Watches these folders and files, as far as the system lets us.
    pub(crate) fn new(roots: &[PathBuf]) -> Self {
        let (sender, signs) = crossbeam_channel::unbounded();
        let places: Arc<Mutex<Places>> = Arc::default();
        let watcher = watcher(sender, Arc::clone(&places));
        let watched = roots.iter().map(|root| Watched {
            path: place_of(root),
            place: None,
        });
        let mut watch = Self {
            watched: watched.collect(),
            signs,
            places,
            problem: None,
            is_deaf: false,
            watcher: None,
        };
        match watcher {
            Ok(watcher) => watch.watcher = Some(watcher),
            Err(error) => watch.note(error),
        }
        watch.watch_parents();
        watch.renew();
        watch
    }

    /// Returns the signs.
    pub(crate) fn signs(&self) -> &Receiver<()> {
        &self.signs
    }

    /// Watches the folder of the index as well, for the corrections that lie in it; without it they are seen when the
    /// folders are walked.
    pub(crate) fn watch_index(&mut self, index: &Path) {
        let index = real(index);
        if let Some(watcher) = &mut self.watcher {
            let _ = watcher.watch(&index, RecursiveMode::NonRecursive);
        }
        if let Ok(mut places) = self.places.lock() {
            places.index = Some(index);
        }
    }

    /// Tells whether something is not watched, so that the folders have to be walked more often.
    pub(crate) fn is_deaf(&self) -> bool {
        self.is_deaf
    }

    /// Returns why something is not watched, once.
    pub(crate) fn take_problem(&mut self) -> Option<IndexError> {
        self.problem.take()
    }

    /// Watches what was put in the place of what is watched, since the system watches folders, not names.
    pub(crate) fn renew(&mut self) {
        let mut problems = Vec::new();
        for watched in &mut self.watched {
            let place = real(&watched.path);
            let identity = place.metadata().ok().map(|found| identity(&found));
            let now = identity.map(|identity| (place, identity));
            if watched.place == now {
                continue;
            }
            let Some(watcher) = &mut self.watcher else {
                break;
            };
            if let Some((before, _)) = watched.place.take() {
                let _ = watcher.unwatch(&before);
            }
            let Some((place, _)) = &now else {
                continue;
            };
            // A file is watched by way of the folder that it is in: who saves it puts another one in its place.
            let watch = match place.is_dir() {
                true => watcher.watch(place, RecursiveMode::Recursive),
                false => Ok(()),
            };
            problems.extend(watch.err());
            watched.place = now;
        }
        problems.into_iter().for_each(|problem| self.note(problem));
        if let Ok(mut places) = self.places.lock() {
            places.watched = self.watched.iter().flat_map(Watched::paths).collect();
        }
    }

    /// Watches the folders that hold what is watched: it may be replaced. Without them it is seen at the next walk.
    fn watch_parents(&mut self) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let mut parents: Vec<PathBuf> = self
            .watched
            .iter()
            .flat_map(Watched::paths)
            .filter_map(|path| path.parent().map(Path::to_owned))
            .collect();
        parents.sort_unstable();
        parents.dedup();
        let mut problems = Vec::new();
        for parent in parents {
            problems.extend(watcher.watch(&parent, RecursiveMode::NonRecursive).err());
        }
        // A folder is watched itself, a file is not.
        if self.watched.iter().any(|watched| watched.path.is_file()) {
            problems.into_iter().for_each(|problem| self.note(problem));
        }
    }

    fn note(&mut self, error: notify::Error) {
        self.is_deaf = true;
        self.problem = self.problem.take().or(Some(error.into()));
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    match found.is_dir() {
        true => (found.dev(), found.ino()),
        // Files are watched by name.
        false => (0, 0),
    }
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    (0, 0)
}

/// Returns what sends a sign whenever something may have changed.
fn watcher(sender: Sender<()>, places: Arc<Mutex<Places>>) -> notify::Result<RecommendedWatcher> {
    notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // An error is a sign as well. The receiver lives as long as the watcher.
        let is_sign = |event: &notify::Event| !places.lock().is_ok_and(|places| !places.is_sign(event));
        if event.as_ref().is_ok_and(|event| !is_sign(event)) {
            return;
        }
        let _ = sender.send(());
    })
}

fn is_only_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Tells whether an event is about files of the index alone, not about what people put beside them.
fn is_own_writing(event: &notify::Event, index: &Path) -> bool {
    let is_own = |path: &PathBuf| {
        let mut below = path.strip_prefix(index).ok()?.components();
        let name = below.next().map(|name| name.as_os_str().to_string_lossy());
        Some(name.is_none_or(|name| is_index_file(&name)))
    };
    !event.paths.is_empty() && event.paths.iter().all(|path| is_own(path) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(paths: &[&str]) -> notify::Event {
        notify::Event {
            paths: paths.iter().map(PathBuf::from).collect(),
            ..notify::Event::default()
        }
    }

    #[test]
    fn writing_of_the_index_is_known_wherever_it_lies() {
        let index = Path::new("/news/index");
        for (paths, expected) in [
            (&["/news/index/generation-0001/manifest.redb"][..], true),
            (&["/news/index/current.new", "/news/index/current"], true),
            (&["/news/index"], true),
            (&["/news/index/aliases.tsv"], false),
            // The articles may lie beside it.
            (&["/news/index/a.txt"], false),
            (&["/news/index/build.lock", "/news/a.txt"], false),
            (&[], false),
        ] {
            assert_eq!(is_own_writing(&event(paths), index), expected, "{paths:?}");
        }
    }

    #[test]
    fn what_happens_beside_the_folders_is_no_sign() {
        let places = Places {
            watched: vec!["/news/2025".into(), "/news/one.txt".into()],
            index: Some("/var/index".into()),
        };
        for (paths, expected) in [
            (&["/news/2025/a.txt"][..], true),
            (&["/news/2025"], true),
            (&["/news/one.txt"], true),
            (&["/news/one.txt~", "/news/one.txt"], true),
            (&["/var/index/aliases.tsv"], true),
            // Events were lost.
            (&[], true),
            (&["/news/2024/a.txt"], false),
            (&["/news/2025b"], false),
            (&["/var/index/build.lock"], false),
        ] {
            assert_eq!(places.is_sign(&event(paths)), expected, "{paths:?}");
        }
    }
}
