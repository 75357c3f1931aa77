//! `GET /api/entities/{kind}/{name}`: one person, organisation or place, and how articles and sources write it.

use article::EntityKind;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use search_engine::EntityView;

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Given, check_length};

/// Answers with an entity.
pub(crate) async fn entity(
    State(app): State<App>,
    Path((kind, name)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Json<EntityView>, ApiError> {
    Given::read(raw.as_deref().unwrap_or_default(), &[])?;
    let kind: EntityKind = kind
        .parse()
        .map_err(|expected| ApiError::bad_parameter("kind", &kind, expected))?;
    check_length(&name)?;
    let view = app.gate.ask(move |engine| engine.entity(kind, &name)).await?;
    view.map(Json).ok_or_else(ApiError::no_entity)
}
