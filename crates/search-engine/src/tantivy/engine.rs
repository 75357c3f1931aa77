//! [`EmbeddedEngine`]: reads the current generation of an index and follows it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, ArcSwapOption};
use article::{ArticleId, EntityKind};
use query_language::ParsedQuery;

use super::generations::{Generation, current_generation, previous_generation};
use super::ranked::Ranked;
use super::snapshot::Snapshot;
use super::{entities, hits, related, search, suggestions};
use crate::{
    ArticleView, CorrectionOutcome, EntitiesRequest, EntityList, EntityView, IndexStatus, Matches,
    SearchEngine, SearchError, SearchRequest, SearchResults, Suggestion,
};

/// Reads an index on this machine. Every answer comes from one state of it.
///
/// A damaged file is noticed when it is opened or where it is read, before any answer comes from it. Then the
/// previous generation answers where there is one, and [`SearchEngine::notice`] tells so; else nothing does.
pub struct EmbeddedEngine {
    index: PathBuf,
    snapshot: ArcSwap<Snapshot>,
    /// Held by whoever looks for updates, so that an older state never takes the place of a newer one.
    refreshing: Mutex<()>,
    /// Set while the previous generation answers.
    avoided: ArcSwapOption<Avoided>,
}

/// A generation that does not answer because it is damaged.
struct Avoided {
    /// Nothing where it could not even be told which one it is.
    generation: Option<Generation>,
    notice: String,
}

impl EmbeddedEngine {
    /// Opens the current generation of the index in this folder, or the one before it where that one is damaged.
    pub fn open(index: &Path) -> Result<Self, SearchError> {
        let tried = Cell::new(None);
        let opened = on_current(index, |current| {
            tried.set(Some(current.clone()));
            Snapshot::open(current)
        });
        let (snapshot, avoided) = match opened {
            Ok(snapshot) => (snapshot, None),
            Err(error) => match previous(index, &error, tried.take()) {
                Some((snapshot, avoided)) => (snapshot, Some(avoided)),
                None => return Err(error),
            },
        };
        Ok(Self {
            index: index.to_owned(),
            snapshot: ArcSwap::from_pointee(snapshot),
            refreshing: Mutex::new(()),
            avoided: ArcSwapOption::from_pointee(avoided),
        })
    }

    /// Looks whether the index was updated or rebuilt and, if so, answers from then on with the new state.
    /// Returns whether it was. Searches that are under way end on the state they began with, and after an error
    /// the engine goes on answering with the state it has.
    pub fn refresh(&self) -> Result<bool, SearchError> {
        // The lock guards nothing that a panic could leave half done.
        let _alone = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshot = self.snapshot.load_full();
        let avoided = self.avoided.load();
        let newer = on_current(&self.index, |current| match avoided.as_deref() {
            Some(avoided) if avoided.generation.as_ref() == Some(&current) => Ok(None),
            _ => {
                // After a rollback what answers is the current one again.
                if current == snapshot.generation {
                    self.avoided.store(None);
                }
                snapshot.newer(current)
            }
        })?;
        let is_newer = newer.is_some();
        if let Some(newer) = newer {
            if newer.generation != snapshot.generation {
                // Nothing of it is worked out yet: the old one answers until it can keep up. After an update little is to be
                // done, and new articles are waited for.
                newer.ask(|newer| {
                    newer.rooms.prepare(newer);
                    Ok(())
                })?;
            }
            self.snapshot.store(Arc::new(newer));
            self.avoided.store(None);
        }
        Ok(is_newer)
    }

    /// Works out what makes facets and completions fast in the current state. They are the same without, only slower:
    /// one who answers many questions does this once after opening and after each update, when there is time.
    pub fn prepare(&self) -> Result<(), SearchError> {
        self.answer(|snapshot| {
            snapshot.rooms.prepare(snapshot);
            snapshot.starts.learn(&snapshot.searcher, snapshot.fields.word)
        })
    }

    /// Answers from the current state, or, where that turns out to be damaged, from the previous generation.
    fn answer<T>(
        &self,
        question: impl Fn(&Arc<Snapshot>) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let snapshot = self.snapshot.load_full();
        let error = match snapshot.ask(|_| question(&snapshot)) {
            Err(error) if snapshot.is_damaged() => error,
            result => return result,
        };
        match self.fall_back(&error) {
            Some(previous) => previous.ask(|_| question(&previous)),
            None => Err(error),
        }
    }

    /// Returns a state that is not damaged, after making it the one that answers.
    fn fall_back(&self, error: &SearchError) -> Option<Arc<Snapshot>> {
        let _alone = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshot = self.snapshot.load_full();
        if !snapshot.is_damaged() {
            return Some(snapshot);
        }
        let (previous, avoided) = previous(&self.index, error, Some(snapshot.generation.clone()))?;
        let previous = Arc::new(previous);
        self.snapshot.store(Arc::clone(&previous));
        self.avoided.store(Some(Arc::new(avoided)));
        Some(previous)
    }

    /// Returns the most frequent entities, of one kind and name or of all, with how articles write them.
    pub fn entities(&self, request: &EntitiesRequest) -> Result<EntityList, SearchError> {
        self.answer(|snapshot| entities::entities(snapshot, request))
    }

    /// Returns what became of each line of the corrections.
    pub fn correction_outcomes(&self) -> Vec<CorrectionOutcome> {
        self.snapshot.load().corrected.outcomes.clone()
    }
}

/// Opens the previous generation where an error says that this one is damaged; with words about it.
fn previous(index: &Path, error: &SearchError, damaged: Option<Generation>) -> Option<(Snapshot, Avoided)> {
    if !matches!(error, SearchError::Damaged { .. }) {
        return None;
    }
    // The one that answered may be the previous one by now.
    let generation = previous_generation(index).filter(|previous| damaged.as_ref() != Some(previous))?;
    let number = generation.number;
    let snapshot = Snapshot::open(generation).ok()?;
    let avoided = Avoided {
        generation: damaged,
        notice: format!("{error}; generation {number}, an older one, answers instead"),
    };
    Some((snapshot, avoided))
}

/// Reads the current generation. A builder that publishes twice meanwhile deletes what the pointer named at
/// first; then the pointer is read again.
fn on_current<T>(
    index: &Path,
    read: impl Fn(Generation) -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    let mut generation = current_generation(index)?;
    loop {
        let result = read(generation.clone());
        let latest = current_generation(index)?;
        if result.is_ok() || latest == generation {
            return result;
        }
        generation = latest;
    }
}

impl SearchEngine for EmbeddedEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        self.answer(|snapshot| search::search(snapshot, request))
    }

    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        let found = self.answer(|snapshot| {
            let found = search::every_match(snapshot, request)?;
            Ok((Arc::clone(snapshot), found))
        });
        let (snapshot, found) = found?;
        let read = move |ranked: Ranked| snapshot.ask(|snapshot| hits::whole(snapshot, ranked.address));
        Ok(Box::new(found.into_iter().map(read)))
    }

    fn article(
        &self,
        id: ArticleId,
        query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        self.answer(|snapshot| hits::article(snapshot, id, query))
    }

    fn related(&self, id: ArticleId, limit: usize) -> Result<Option<SearchResults>, SearchError> {
        self.answer(|snapshot| related::related(snapshot, id, limit))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        self.answer(|snapshot| suggestions::suggest(snapshot, typed, limit))
    }

    fn entity(&self, kind: EntityKind, name: &str) -> Result<Option<EntityView>, SearchError> {
        self.answer(|snapshot| entities::entity(snapshot, kind, name))
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        self.answer(|snapshot| Ok(snapshot.status()))
    }

    fn notice(&self) -> Option<String> {
        let avoided = self.avoided.load();
        avoided.as_deref().map(|avoided| avoided.notice.clone())
    }
}
