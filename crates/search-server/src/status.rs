//! `/healthz`, `/readyz` and `/metrics`: how the server is.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use search_engine::IndexStatus;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::error::ApiError;

/// Whether the process is up.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `up`.
    pub(crate) status: &'static str,
}

/// Whether searches can be answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Always `ready`; an index that cannot be read is an error.
    pub(crate) status: &'static str,
    /// The index that answers.
    #[serde(flatten)]
    pub(crate) index: IndexStatus,
}

/// Answers that the process is up.
pub(crate) async fn healthz() -> Json<Health> {
    Json(Health { status: "up" })
}

/// Answers which index is open.
pub(crate) async fn readyz(State(app): State<App>) -> Result<Json<Readiness>, ApiError> {
    match app.gate.status() {
        Ok(index) => Ok(Json(Readiness {
            status: "ready",
            index,
        })),
        Err(error) => {
            tracing::error!(%error, "the index cannot be read");
            Err(ApiError::not_ready(&error))
        }
    }
}

/// Answers with the counts.
pub(crate) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let index = app.gate.status().ok();
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        app.metrics.render(index.as_ref()),
    )
}
