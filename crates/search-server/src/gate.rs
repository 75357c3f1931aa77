//! [`Gate`]: the one way to the engine. So many searches run at once, so many wait, and the rest are turned away.

use std::sync::Arc;
use std::time::Instant;

use search_engine::{IndexStatus, SearchEngine, SearchError};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::ApiError;
use crate::metrics::Metrics;
use crate::settings::Settings;

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
        let turn = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        let metrics = Arc::clone(&self.metrics);
        let answer = spawn_blocking(move || {
            let _turn = turn;
            let _in_flight = metrics.search_in_flight(Instant::now());
            work()
        });
        // The runtime catches a panic of the engine and hands it over here.
        match answer.await {
            Ok(answer) => Ok(answer?),
            Err(error) => {
                tracing::error!(%error, "the engine panicked");
                Err(ApiError::internal())
            }
        }
    }

    /// Returns which index answers, out of turn: a busy server is still alive.
    pub(crate) fn status(&self) -> Result<IndexStatus, SearchError> {
        self.engine.status()
    }
}
