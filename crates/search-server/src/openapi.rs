//! The OpenAPI document: made from the same tables that the handlers read, so that the two cannot part.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use search_engine::{ArticleView, EntityView, SearchResults};
use serde_json::{Value, json};
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, Paths};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema};
use utoipa::openapi::{
    Content, HttpMethod, KnownFormat, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder, SchemaFormat,
    Type,
};

use crate::error::{ErrorBody, ErrorDetail};
use crate::parameters::{Parameter, ParameterKind, QUERY};
use crate::status::{Health, Readiness};
use crate::suggest::Suggestions;
use crate::{articles, export, feed, search, suggest};

/// Properties that an answer leaves out where they say nothing.
const LEFT_OUT: [&str; 5] = ["captions", "explanation", "extent", "in_archive", "suggestion"];

/// The shapes of all answers; what they are made of comes along.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Dateline",
        description = "Full-text search over an archive of news articles. Offsets are in Unicode scalar values."
    ),
    components(schemas(
        SearchResults,
        ArticleView,
        EntityView,
        Suggestions,
        Health,
        Readiness,
        ErrorBody,
        ErrorDetail
    ))
)]
struct Shapes;

/// Returns the OpenAPI document of the API.
pub fn openapi() -> OpenApi {
    let mut document = Shapes::openapi();
    for schema in document
        .components
        .iter_mut()
        .flat_map(|all| all.schemas.values_mut())
    {
        require_all(schema);
    }
    document.paths = paths();
    document
}

/// Answers with the document.
pub(crate) async fn document() -> impl IntoResponse {
    static JSON: LazyLock<Bytes> =
        LazyLock::new(|| openapi().to_json().expect("the document is plain data").into());
    ([(CONTENT_TYPE, "application/json")], JSON.clone())
}

/// Says of every property that it is there: what is not known is null, and is not left out.
fn require_all(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            for name in object.properties.keys() {
                if !LEFT_OUT.contains(&name.as_str()) && !object.required.contains(name) {
                    object.required.push(name.clone());
                }
            }
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(require_all),
        _ => {}
    }
}

fn paths() -> Paths {
    let mut paths = Paths::new();
    for (path, operation) in questions().into_iter().chain(ways_out()).chain(states()) {
        let item = PathItem::new(HttpMethod::Get, operation.build());
        paths.paths.insert(path.to_owned(), item);
    }
    paths
}

/// A path and what it does.
type Described = (&'static str, OperationBuilder);

fn questions() -> [Described; 5] {
    let found = "Answers a search";
    let completions = "Answers with completions of what is being typed";
    [
        (
            "/api/search",
            operation("search", found, "SearchResults", &search::parameters()),
        ),
        ("/api/articles/{id}", article_operation()),
        ("/api/articles/{id}/related", related_operation()),
        ("/api/entities/{kind}/{name}", entity_operation()),
        (
            "/api/suggest",
            operation("suggest", completions, "Suggestions", &suggest::parameters()),
        ),
    ]
}

fn ways_out() -> [Described; 3] {
    let everything = "Answers with every article that a search finds, as a file";
    let newest = "Answers with the newest articles that a search finds, as an Atom feed";
    let description = "Answers how a browser searches here";
    [
        (
            "/api/export",
            file("export", everything, "text/csv", &export::parameters()),
        ),
        (
            "/api/feed",
            file("feed", newest, "application/atom+xml", &feed::parameters()),
        ),
        (
            "/opensearch.xml",
            plain("opensearch", description, "application/opensearchdescription+xml"),
        ),
    ]
}

fn states() -> [Described; 4] {
    [
        (
            "/api/openapi.json",
            plain("openapi", "Answers with this document", "application/json"),
        ),
        (
            "/healthz",
            operation("healthz", "Answers that the process is up", "Health", &[]),
        ),
        (
            "/readyz",
            operation("readyz", "Answers which index is open", "Readiness", &[]),
        ),
        (
            "/metrics",
            plain("metrics", "Answers with counts for Prometheus", "text/plain"),
        ),
    ]
}

fn article_operation() -> OperationBuilder {
    let answer = "Answers with one article, and where a query matches in it";
    operation("article", answer, "ArticleView", &[QUERY])
        .parameter(in_path("id", "id of the article, 20 hexadecimal digits"))
        .response("404", refusal("no article has the id"))
}

fn related_operation() -> OperationBuilder {
    let answer = "Answers with the articles most like one, as a search does, of copies of a story one";
    operation(
        "related",
        answer,
        "SearchResults",
        &articles::related_parameters(),
    )
    .parameter(in_path("id", "id of the article, 20 hexadecimal digits"))
    .response("404", refusal("no article has the id"))
}

fn entity_operation() -> OperationBuilder {
    let answer = "Answers with one person, organisation or place, and how articles and sources write it";
    let name = "its name, as facets give it, or another of its spellings";
    operation("entity", answer, "EntityView", &[])
        .parameter(in_path("kind", "person, organisation or place"))
        .parameter(in_path("name", name))
        .response("400", refusal("this is no kind of entity"))
        .response("404", refusal("no entity of this kind has the name"))
}

/// Returns an operation that answers with an object of the shape.
fn operation(id: &str, summary: &str, shape: &str, parameters: &[Parameter]) -> OperationBuilder {
    let content = Content::new(Some(Ref::from_schema_name(shape)));
    let answer = ResponseBuilder::new()
        .description("the answer")
        .content("application/json", content);
    with_parameters(described(id, summary).response("200", answer), parameters)
}

/// Returns an operation that searches and answers with a file.
fn file(id: &str, summary: &str, media_type: &str, parameters: &[Parameter]) -> OperationBuilder {
    with_parameters(plain(id, summary, media_type), parameters)
}

fn with_parameters(operation: OperationBuilder, parameters: &[Parameter]) -> OperationBuilder {
    let mut operation = operation.response(
        "503",
        refusal("too many searches are waiting, or the index cannot be read"),
    );
    if !parameters.is_empty() {
        operation = operation.response("400", refusal("a parameter cannot be read or passes its limit"));
    }
    for parameter in parameters {
        operation = operation.parameter(described_parameter(parameter));
    }
    operation
}

/// Returns a parameter that is part of the path.
fn in_path(name: &str, about: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .schema(Some(text()))
}

/// Returns an operation that answers with something else than one of the shapes.
fn plain(id: &str, summary: &str, media_type: &str) -> OperationBuilder {
    let answer = ResponseBuilder::new()
        .description("the answer")
        .content(media_type, Content::default());
    described(id, summary).response("200", answer)
}

fn described(id: &str, summary: &str) -> OperationBuilder {
    Operation::builder().operation_id(Some(id)).summary(Some(summary))
}

fn refusal(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("ErrorBody")));
    ResponseBuilder::new()
        .description(description)
        .content("application/json", content)
        .build()
}

fn described_parameter(parameter: &Parameter) -> ParameterBuilder {
    let described = ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.about))
        .schema(Some(schema(parameter.kind)));
    match parameter.kind {
        ParameterKind::Values => described.explode(Some(true)),
        _ => described,
    }
}

fn schema(kind: ParameterKind) -> Schema {
    match kind {
        ParameterKind::Text => text().into(),
        ParameterKind::Values => ArrayBuilder::new().items(text()).into(),
        ParameterKind::Date => text().pattern(Some(r"^\d{4}(-\d{2}(-\d{2})?)?$")).into(),
        ParameterKind::Choice(words) => text().enum_values(Some(words.iter().copied())).into(),
        ParameterKind::Number { default, max } => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(0))
            .maximum(Some(max))
            .default(Some(json!(default)))
            .into(),
        ParameterKind::Flag => ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .default(Some(Value::Bool(false)))
            .into(),
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}
