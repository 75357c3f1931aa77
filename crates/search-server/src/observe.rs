//! Gives every request an id, counts it, and logs it under that id.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::metrics::Metrics;

/// The header that carries the id of a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Passes a request on and writes down how it went. The query is not logged: what people search for is theirs.
pub(crate) async fn observe(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let id = next_id();
    let route = route(&request);
    // At the level of errors, so that these have the id whatever level is logged.
    let span = tracing::error_span!("request", id, method = %request.method(), route);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    metrics.count_request(&route, status);
    span.in_scope(|| tracing::info!(status, took = ?start.elapsed(), "answered"));
    let id = HeaderValue::try_from(id).expect("an id is hexadecimal digits");
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// Returns the route, not the path: the set of routes is small, and paths are the client's to invent.
fn route(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(route) => route.as_str().to_owned(),
        None => "page".to_owned(),
    }
}

/// Returns an id that no other request to this machine's servers has had: start of the process and a count.
fn next_id() -> String {
    static START: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs()
    });
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{:08x}{:08x}", *START, COUNT.fetch_add(1, Ordering::Relaxed))
}
