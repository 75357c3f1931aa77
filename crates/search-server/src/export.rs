//! `GET /api/export`: every article that a search finds, as a file, written while it is read.

mod stream;

use article_export::Format;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Given, Parameter, ParameterKind};
use crate::search;

/// Names of the parameters of a search that an export does not take: it gives everything.
const NOT_TAKEN: [&str; 4] = ["limit", "offset", "facets", "explain"];

/// Answers with all matches of a search in one of the formats.
pub(crate) async fn export(State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let accepted = parameters();
    let given = Given::read(raw.as_deref().unwrap_or_default(), &accepted)?;
    let format = match given.one("format") {
        None => Format::Csv,
        Some(name) => Format::named(name)
            .ok_or_else(|| ApiError::bad_parameter("format", name, Format::NAMES.join(", ")))?,
    };
    let request = search::narrowed(&given)?;
    let matches = app.gate.ask(move |engine| engine.matches(&request)).await?;
    let body = stream::body(app.gate, matches, format);
    let name = format!("attachment; filename=\"dateline.{}\"", format.ending());
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::new(body)).into_response())
}

/// Returns what an export can be given: a format, and what narrows and orders a search.
pub(crate) fn parameters() -> Vec<Parameter> {
    let mut parameters = search::parameters();
    parameters.retain(|parameter| !NOT_TAKEN.contains(&parameter.name));
    parameters.push(Parameter {
        name: "format",
        kind: ParameterKind::Choice(&Format::NAMES),
        about: "what the file is; csv where none is given",
    });
    parameters
}
