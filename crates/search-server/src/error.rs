//! [`ApiError`]: everything a request can be refused with, as a status and `{"error": {"code", "message", "hint"}}`.
//! Nothing in it names a path of the machine or shows a backtrace; the log has the cause.

use axum::Json;
use axum::http::header::{ALLOW, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use query_language::MAX_CHARS;
use search_engine::SearchError;
use serde::Serialize;
use utoipa::ToSchema;

/// Seconds after which a client that was turned away may come back: about what a full queue takes.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    detail: ErrorDetail,
}

/// The body of a refusal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    /// What is wrong.
    pub(crate) error: ErrorDetail,
}

/// What is wrong and what to do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorDetail {
    /// A word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

impl ApiError {
    fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            status,
            detail: ErrorDetail {
                code,
                message: message.into(),
                hint: hint.into(),
            },
        }
    }

    /// A parameter has a value that cannot be read.
    pub(crate) fn bad_parameter(name: &str, value: &str, hint: impl Into<String>) -> Self {
        let message = format!("{name} cannot be `{}`", shown(value));
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message, hint)
    }

    /// Articles are named by their ids, and a search is given too.
    pub(crate) fn beside_ids(name: &str) -> Self {
        let message = format!("{} cannot be given together with id", shown(name));
        let hint = "id names articles one by one: leave the search out";
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message, hint)
    }

    /// A parameter that takes one value was given twice.
    pub(crate) fn repeated_parameter(name: &str) -> Self {
        let message = format!("{name} is given more than once");
        Self::new(
            StatusCode::BAD_REQUEST,
            "repeated_parameter",
            message,
            "give it one value",
        )
    }

    /// A parameter that the path does not have.
    pub(crate) fn unknown_parameter(name: &str, known: &str) -> Self {
        let message = format!("there is no parameter `{}`", shown(name));
        Self::new(
            StatusCode::BAD_REQUEST,
            "unknown_parameter",
            message,
            format!("there are: {known}"),
        )
    }

    /// A number passes its limit.
    pub(crate) fn over_limit(what: &str, limit: usize) -> Self {
        let message = format!("{what} is at most {limit}");
        Self::new(
            StatusCode::BAD_REQUEST,
            "over_limit",
            message,
            "ask for less at once",
        )
    }

    /// A query is too long.
    pub(crate) fn long_query(n_chars: usize) -> Self {
        let message = format!("the query has {n_chars} characters, the limit is {MAX_CHARS}");
        Self::new(
            StatusCode::BAD_REQUEST,
            "query_too_long",
            message,
            "shorten the query",
        )
    }

    /// The id is not the id of anything.
    pub(crate) fn bad_id() -> Self {
        let hint = "an article id is 20 hexadecimal digits, as a search gives it";
        Self::new(StatusCode::BAD_REQUEST, "bad_id", "this is no article id", hint)
    }

    /// No article has the id.
    pub(crate) fn no_article() -> Self {
        let hint = "it may have left the archive; search again";
        Self::new(
            StatusCode::NOT_FOUND,
            "no_article",
            "no article has this id",
            hint,
        )
    }

    /// No entity has the name.
    pub(crate) fn no_entity() -> Self {
        let hint = "names are as facets and suggestions give them";
        Self::new(
            StatusCode::NOT_FOUND,
            "no_entity",
            "no entity of this kind has this name",
            hint,
        )
    }

    /// The path is not one of ours.
    pub(crate) fn no_path() -> Self {
        let hint = "the paths are listed at /api/openapi.json";
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "there is nothing at this address",
            hint,
        )
    }

    /// The method is not one that the path takes.
    pub(crate) fn wrong_method(method: &Method) -> Self {
        let message = format!("{} is not possible here", shown(method.as_str()));
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong_method",
            message,
            "every path is read with GET",
        )
    }

    /// The Host header names another site, as in a DNS rebinding attack.
    pub(crate) fn foreign_host() -> Self {
        let hint = "open it as http://localhost, or start the server with --public";
        let message = "this server does not answer to that host name";
        Self::new(StatusCode::FORBIDDEN, "foreign_host", message, hint)
    }

    /// The address is too long.
    pub(crate) fn long_url(limit: usize) -> Self {
        let message = format!("the address is longer than {limit} bytes");
        Self::new(
            StatusCode::URI_TOO_LONG,
            "url_too_long",
            message,
            "shorten the query or the filters",
        )
    }

    /// The headers are too long.
    pub(crate) fn long_headers(limit: usize) -> Self {
        let message = format!("the headers are longer than {limit} bytes");
        let hint = "clear the cookies of this address";
        Self::new(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "headers_too_long",
            message,
            hint,
        )
    }

    /// The body is too large.
    pub(crate) fn large_body(limit: u64) -> Self {
        let message = format!("the body is larger than {limit} bytes");
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            message,
            "no path takes a body",
        )
    }

    /// More searches wait than the queue holds.
    pub(crate) fn busy() -> Self {
        let message = "too many searches are waiting";
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            message,
            "try again in a second",
        )
    }

    /// The index cannot answer.
    pub(crate) fn not_ready(error: &SearchError) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_ready",
            "the index cannot be read",
            error.hint(),
        )
    }

    /// Something of ours went wrong.
    pub(crate) fn internal() -> Self {
        let hint = "try again; the log of the server has the cause beside the request id";
        let message = "something went wrong in the server";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message, hint)
    }
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        if let SearchError::OverLimit { what, limit } = error {
            return Self::over_limit(what, limit);
        }
        tracing::error!(%error, "the engine did not answer");
        match error {
            SearchError::NoIndex { .. } | SearchError::OtherVersion { .. } | SearchError::Damaged { .. } => {
                Self::not_ready(&error)
            }
            _ => Self::internal(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry = self.status == StatusCode::SERVICE_UNAVAILABLE;
        let wrong_method = self.status == StatusCode::METHOD_NOT_ALLOWED;
        let mut response = (self.status, Json(ErrorBody { error: self.detail })).into_response();
        if retry {
            response.headers_mut().insert(RETRY_AFTER, RETRY_SECONDS);
        }
        if wrong_method {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET,HEAD"));
        }
        response
    }
}

/// Returns the start of what a client sent: an error must not be a way to make long answers.
fn shown(text: &str) -> String {
    const MAX_SHOWN: usize = 60;
    text.chars().take(MAX_SHOWN).collect()
}
