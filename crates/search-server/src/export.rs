//! `GET /api/export`: every article that a search finds, or some by their ids, as a file, written while it is read.

mod stream;

use article::ArticleId;
use article_export::Format;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use search_engine::{Matches, SearchEngine, SearchError, SearchRequest};

use crate::App;
use crate::error::ApiError;
use crate::gate::notice;
use crate::parameters::{Given, Parameter, ParameterKind};
use crate::search;

/// The header that tells that it is an older state of the index that answers.
const NOTICE: HeaderName = HeaderName::from_static("dateline-warning");
/// The parameter that names articles one by one.
const ID: &str = "id";

/// Answers with all matches of a search, or the articles that are named, in one of the formats.
pub(crate) async fn export(State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let accepted = parameters();
    let given = Given::read(raw.as_deref().unwrap_or_default(), &accepted)?;
    let format = match given.one("format") {
        None => Format::Csv,
        Some(name) => Format::named(name)
            .ok_or_else(|| ApiError::bad_parameter("format", name, Format::NAMES.join(", ")))?,
    };
    let (matches, notice) = if given.one(ID).is_some() {
        let ids = ids(&given)?;
        app.gate
            .ask(move |engine| Ok((named(engine, &ids)?, notice(engine))))
            .await?
    } else {
        let request = SearchRequest {
            half_life: given.number("half_life")?,
            ..search::narrowed(&given)?
        };
        app.gate
            .ask(move |engine| Ok((engine.matches(&request)?, notice(engine))))
            .await?
    };
    let body = stream::body(app.gate, matches, format);
    let name = format!("attachment; filename=\"dateline.{}\"", format.ending());
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    // A file has no place for it that every program would read over.
    let notice = notice.map(|notice| [(NOTICE, notice)]);
    Ok((headers, notice, Body::new(body)).into_response())
}

/// Reads the ids. A search beside them is refused: whether it narrows them or adds to them would be a guess.
fn ids(given: &Given<'_>) -> Result<Vec<ArticleId>, ApiError> {
    if let Some(other) = given.names().find(|name| ![ID, "format"].contains(name)) {
        return Err(ApiError::beside_ids(other));
    }
    given
        .all(ID)
        .map(|id| id.parse().map_err(|_| ApiError::bad_id()))
        .collect()
}

/// Returns the articles with these ids, in this order; one that is no longer there is left out. The length of a URL
/// bounds how many they are.
fn named(engine: &dyn SearchEngine, ids: &[ArticleId]) -> Result<Matches, SearchError> {
    let mut articles = Vec::new();
    for id in ids {
        articles.extend(engine.article(*id, None)?.map(|view| Ok(view.article)));
    }
    Ok(Box::new(articles.into_iter()))
}

/// Returns what an export can be given: a format, and what narrows and orders a search, or ids.
pub(crate) fn parameters() -> Vec<Parameter> {
    let mut parameters = search::narrowing_parameters();
    parameters.push(Parameter {
        name: ID,
        kind: ParameterKind::Values,
        about: "an article to give; may be repeated, and then stands without a search",
    });
    parameters.push(Parameter {
        name: "format",
        kind: ParameterKind::Choice(&Format::NAMES),
        about: "what the file is; csv where none is given",
    });
    parameters
}
