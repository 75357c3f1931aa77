//! The page, embedded in the binary. Its state is in the query string, so `/` is the only address it has; there it
//! comes with its first results in plain HTML.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::App;
use crate::error::ApiError;
use crate::plain;

/// What `npm run build` made of `web/`.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct PageFiles;

/// What is served where the page was not built.
const NOT_BUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Dateline</title>\
    <h1>Dateline</h1><p>This server was built without its page. To build both:</p>\
    <pre>npm --prefix web ci\nnpm --prefix web run build\ncargo build --release -p search-server</pre>\
    <p>The API works all the same: <a href=/api/openapi.json>its paths</a>.</p></html>";

/// Returns the style that stands in the page itself, if it was built.
pub(crate) fn style() -> Option<String> {
    let page = PageFiles::get("index.html")?;
    let html = std::str::from_utf8(&page.data).ok()?;
    let (_, rest) = html.split_once("<style>")?;
    let (style, _) = rest.split_once("</style>")?;
    Some(style.to_owned())
}

/// Answers with a file of the page.
pub(crate) async fn page(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let reads = method == Method::GET || method == Method::HEAD;
    let name = match uri.path() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let Some(file) = PageFiles::get(name) else {
        return match name {
            "index.html" if reads => Ok(Html(NOT_BUILT).into_response()),
            "index.html" => Err(ApiError::wrong_method(&method)),
            _ => Err(ApiError::no_path()),
        };
    };
    if !reads {
        return Err(ApiError::wrong_method(&method));
    }
    let tag = entity_tag(&file);
    if name != "index.html" {
        return Ok(answer(name, file.data, &tag, &headers));
    }
    let html = String::from_utf8_lossy(&file.data);
    let plain = plain::page(&app, uri.query().unwrap_or_default()).await;
    let html = html.replacen(plain::PLACE, &plain, 1);
    let mut digest = DefaultHasher::new();
    html.hash(&mut digest);
    let tag = format!("W/\"{:016x}\"", digest.finish());
    Ok(answer(name, html.into_bytes().into(), &tag, &headers))
}

fn answer(name: &str, content: Cow<'static, [u8]>, tag: &str, headers: &HeaderMap) -> Response {
    // The page asks for its files with a digest of their content in the address (`app.js?v=…`), so they may be
    // kept for ever; the page itself is asked for again each time.
    let caching = if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = headers.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let mut response = if known.is_some_and(|known| known.split(',').any(|other| other.trim() == tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (
            [(CONTENT_TYPE, media_type(name))],
            Body::from(content.into_owned()),
        )
            .into_response()
    };
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    let tag = HeaderValue::try_from(tag).expect("a tag is hexadecimal digits in quotes");
    response.headers_mut().insert(ETAG, tag);
    response
}

/// Returns a weak tag: the bytes on the wire differ with the compression, what they say does not.
fn entity_tag(file: &EmbeddedFile) -> String {
    let digits: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("W/\"{digits}\"")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
