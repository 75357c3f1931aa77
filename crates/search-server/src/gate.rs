//! [`Gate`]: the one way to the engine. So many searches run at once, so many wait, and the rest are turned away.

use std::sync::Arc;
use std::time::Instant;

use article::ArticleId;
use query_language::Warning;
use search_engine::{IndexStatus, SearchEngine, SearchError, SearchRequest, SearchResults};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

use crate::error::ApiError;
use crate::metrics::Metrics;
use crate::settings::Settings;

/// What goes with the answers of an older state. What is damaged, and where, is in the log.
pub(crate) const OUTDATED: &str =
    "the newest state of the archive is damaged, so an older one answers; articles may be missing";

/// The engine behind its queue.
#[derive(Clone)]
pub(crate) struct Gate {
    engine: Arc<dyn SearchEngine>,
    metrics: Arc<Metrics>,
    /// One permit for each search that may run.
    running: Arc<Semaphore>,
    /// One permit for each search that may run or wait.
    places: Arc<Semaphore>,
}

impl Gate {
    /// Returns a gate with the limits of these settings.
    pub(crate) fn new(engine: Arc<dyn SearchEngine>, metrics: Arc<Metrics>, settings: &Settings) -> Self {
        Self {
            engine,
            metrics,
            running: Arc::new(Semaphore::new(settings.searches)),
            places: Arc::new(Semaphore::new(settings.searches + settings.queue)),
        }
    }

    /// Answers a search, with a warning where it is an older state of the index that answers.
    pub(crate) async fn search(&self, request: SearchRequest) -> Result<SearchResults, ApiError> {
        let results = self.ask(move |engine| {
            let results = engine.search(&request)?;
            Ok(warned(engine, results))
        });
        let results = results.await?;
        if results.partial {
            self.metrics.partial_answers.count();
        }
        Ok(results)
    }

    /// Returns the articles most like one, with a warning where it is an older state of the index that answers.
    pub(crate) async fn related(
        &self,
        id: ArticleId,
        limit: usize,
    ) -> Result<Option<SearchResults>, ApiError> {
        self.ask(move |engine| {
            let found = engine.related(id, limit)?;
            Ok(found.map(|results| warned(engine, results)))
        })
        .await
    }

    /// Asks the engine on a thread that may block, when it is this request's turn.
    ///
    /// The permits go with the work, so that a client that hangs up does not let another search in beside its own.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn SearchEngine) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return Err(ApiError::busy());
        };
        let engine = Arc::clone(&self.engine);
        self.go_on(move || {
            let _place = place;
            question(&*engine)
        })
        .await
    }

    /// Goes on with an answer that was begun, when it is its turn. It waits however many others do.
    pub(crate) async fn go_on<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let waiting = self.metrics.searches_waiting.enter();
        let turn = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        drop(waiting);
        let metrics = Arc::clone(&self.metrics);
        let answer = spawn_blocking(move || {
            let _turn = turn;
            let _in_flight = metrics.search_in_flight(Instant::now());
            work()
        });
        self.answered(answer.await)
    }

    /// Returns what the engine said. The runtime catches a panic of it and hands it over here.
    fn answered<T>(&self, answer: Result<Result<T, SearchError>, JoinError>) -> Result<T, ApiError> {
        match answer {
            Ok(answer) => Ok(answer?),
            Err(error) => {
                tracing::error!(%error, "the engine panicked");
                self.metrics.panics.count();
                Err(ApiError::internal())
            }
        }
    }

    /// Returns which index answers, out of turn: a busy server is still alive.
    pub(crate) async fn status(&self) -> Result<IndexStatus, ApiError> {
        let engine = Arc::clone(&self.engine);
        // An older state may have to be opened first.
        let status = spawn_blocking(move || engine.status());
        self.answered(status.await)
    }

    /// Tells whether it is an older state of the index that answers, because the newest one is damaged.
    pub(crate) fn is_outdated(&self) -> bool {
        self.engine.notice().is_some()
    }
}

/// Returns what goes with an answer of an older state.
pub(crate) fn notice(engine: &dyn SearchEngine) -> Option<&'static str> {
    engine.notice().is_some().then_some(OUTDATED)
}

/// Returns results with a warning where they are those of an older state.
fn warned(engine: &dyn SearchEngine, mut results: SearchResults) -> SearchResults {
    results
        .query
        .warnings
        .extend(notice(engine).map(|message| Warning {
            message: message.to_owned(),
            // It is about no part of the query.
            start: 0,
            end: 0,
        }));
    results
}
