//! The HTTP API of Dateline and the page that uses it, over any [`SearchEngine`].
//!
//! [`router`] turns an engine into a service; [`serve`] accepts connections for it, within [`Settings`].

mod articles;
mod connections;
mod entities;
mod error;
mod export;
mod feed;
mod follow;
mod gate;
mod guard;
mod markup;
mod metrics;
mod observe;
mod openapi;
mod page;
mod parameters;
mod plain;
mod search;
mod serve;
mod settings;
mod status;
mod suggest;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use search_engine::SearchEngine;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::error::ApiError;
use crate::gate::Gate;
use crate::guard::Guard;
use crate::metrics::Metrics;

pub use follow::{FOLLOW_INTERVAL, follow};
pub use openapi::openapi;
pub use serve::serve;
pub use settings::{DEFAULT_LISTEN, Readers, Settings};

/// What every request shares.
#[derive(Clone)]
struct App {
    gate: Gate,
    metrics: Arc<Metrics>,
}

/// Returns the service: the API over this engine, and the page.
pub fn router(engine: Arc<dyn SearchEngine>, settings: &Settings) -> Router {
    let metrics = Arc::new(Metrics::default());
    let counted = Arc::clone(&metrics);
    let app = App {
        gate: Gate::new(engine, Arc::clone(&metrics), settings),
        metrics,
    };
    Router::new()
        .route("/api/search", get(search::search))
        .route("/api/articles/{id}", get(articles::article))
        .route("/api/articles/{id}/related", get(articles::related))
        .route("/api/export", get(export::export))
        .route("/api/feed", get(feed::feed))
        .route("/api/entities/{kind}/{name}", get(entities::entity))
        .route("/api/suggest", get(suggest::suggest))
        .route("/api/openapi.json", get(openapi::document))
        .route("/opensearch.xml", get(feed::description))
        .route("/healthz", get(status::healthz))
        .route("/readyz", get(status::readyz))
        .route("/metrics", get(status::metrics))
        .fallback(page::page)
        .method_not_allowed_fallback(async |method: Method| ApiError::wrong_method(&method))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(move |_: Box<dyn Any + Send>| {
            // The panic hook has told stderr why.
            counted.panics.count();
            ApiError::internal().into_response()
        }))
        .layer(from_fn_with_state(Guard::new(settings), guard::guard))
        .layer(from_fn(guard::add_headers))
        .layer(from_fn_with_state(Arc::clone(&app.metrics), observe::observe))
        .with_state(app)
}
