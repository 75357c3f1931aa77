//! `GET /api/suggest`: completions of what is being typed.

use axum::Json;
use axum::extract::{RawQuery, State};
use search_engine::Suggestion;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Given, Parameter, ParameterKind, QUERY, check_length};

/// Most completions of one answer: more than a person reads while typing.
const MAX_SUGGESTIONS: usize = 50;

/// Completions of what is being typed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// The most useful first.
    pub(crate) suggestions: Vec<Suggestion>,
}

/// Returns what a completion can be given.
pub(crate) fn parameters() -> [Parameter; 2] {
    let kind = ParameterKind::Number {
        default: 8,
        max: MAX_SUGGESTIONS,
    };
    [
        QUERY,
        Parameter {
            name: "limit",
            kind,
            about: "how many completions to give",
        },
    ]
}

/// Answers with completions.
pub(crate) async fn suggest(
    State(app): State<App>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Suggestions>, ApiError> {
    let accepted = parameters();
    let given = Given::read(raw.as_deref().unwrap_or_default(), &accepted)?;
    let typed = given.one("q").unwrap_or_default().to_owned();
    check_length(&typed)?;
    let limit = given.number("limit")?;
    let suggestions = app.gate.ask(move |engine| engine.suggest(&typed, limit)).await?;
    Ok(Json(Suggestions { suggestions }))
}
