//! `/healthz`, `/readyz` and `/metrics`: how the server is.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use search_engine::IndexStatus;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::connections::Connections;
use crate::error::ApiError;
use crate::metrics::Standing;

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
    let index = app.gate.status().await?;
    Ok(Json(Readiness {
        status: "ready",
        index,
    }))
}

/// Answers with the counts.
pub(crate) async fn metrics(
    State(app): State<App>,
    connections: Option<Extension<Connections>>,
) -> impl IntoResponse {
    let standing = Standing {
        index: app.gate.status().await.ok(),
        is_outdated: app.gate.is_outdated(),
        connections: connections.map(|Extension(connections)| connections.count()),
    };
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        app.metrics.render(&standing),
    )
}
