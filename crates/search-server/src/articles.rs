//! `GET /api/articles/{id}`: one article, with the places where a query matches in it.

use article::ArticleId;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use search_engine::ArticleView;

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Given, QUERY, parse_query};

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
