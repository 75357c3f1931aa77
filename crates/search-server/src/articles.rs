//! `GET /api/articles/{id}`: one article, with the places where a query matches in it; `/related`: articles like it.

use article::ArticleId;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use search_engine::{ArticleView, MAX_RELATED, SearchResults};

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Given, Parameter, ParameterKind, QUERY, parse_query};

/// Answers with an article.
pub(crate) async fn article(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<ArticleView>, ApiError> {
    let id: ArticleId = id.parse().map_err(|_| ApiError::bad_id())?;
    let given = Given::read(raw.as_deref().unwrap_or_default(), &[QUERY])?;
    let query = given.one("q").map(|text| parse_query(Some(text))).transpose()?;
    let view = app
        .gate
        .ask(move |engine| engine.article(id, query.as_ref()))
        .await?;
    view.map(Json).ok_or_else(ApiError::no_article)
}

/// Returns what a list of related articles can be given.
pub(crate) fn related_parameters() -> [Parameter; 1] {
    let kind = ParameterKind::Number {
        default: 5,
        max: MAX_RELATED,
    };
    [Parameter {
        name: "limit",
        kind,
        about: "how many articles to give",
    }]
}

/// Answers with the articles most like one.
pub(crate) async fn related(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<SearchResults>, ApiError> {
    let id: ArticleId = id.parse().map_err(|_| ApiError::bad_id())?;
    let accepted = related_parameters();
    let given = Given::read(raw.as_deref().unwrap_or_default(), &accepted)?;
    let limit = given.number("limit")?;
    let found = app.gate.related(id, limit).await?;
    found.map(Json).ok_or_else(ApiError::no_article)
}
