//! That the OpenAPI document and the server agree: every path, every parameter, the shape of every answer.

use std::collections::{BTreeMap, BTreeSet};

use article::ArticleId;
use search_engine::FacetField;
use search_server::openapi;
use serde_json::{Map, Value};

use crate::double::{KEY, Server};

/// A request for each path of the API, that gives every object in its answer.
fn requests() -> BTreeMap<&'static str, String> {
    let article = format!("/api/articles/{}?q=ferry", ArticleId::from_key(KEY));
    let related = format!("/api/articles/{}/related", ArticleId::from_key(KEY));
    [
        ("/api/search", "/api/search?q=ferry&explain=true".to_owned()),
        ("/api/articles/{id}", article),
        ("/api/articles/{id}/related", related),
        ("/api/export", "/api/export?q=ferry".to_owned()),
        ("/api/feed", "/api/feed?q=ferry".to_owned()),
        (
            "/api/entities/{kind}/{name}",
            "/api/entities/place/Port%20Ellis".to_owned(),
        ),
        ("/api/suggest", "/api/suggest?q=fer".to_owned()),
        ("/opensearch.xml", "/opensearch.xml".to_owned()),
        ("/api/openapi.json", "/api/openapi.json".to_owned()),
        ("/healthz", "/healthz".to_owned()),
        ("/readyz", "/readyz".to_owned()),
        ("/metrics", "/metrics".to_owned()),
    ]
    .into()
}

fn document() -> Value {
    serde_json::to_value(openapi()).unwrap()
}

#[tokio::test]
async fn the_document_is_served() {
    assert_eq!(Server::new().get("/api/openapi.json").await.json(), document());
    assert!(document()["openapi"].as_str().unwrap().starts_with("3."));
}

/// The copy that the types of the page are made from.
#[test]
fn the_page_has_the_document_as_it_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");
    let document = openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &document).unwrap();
    }
    let copy = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        copy.replace("\r\n", "\n") == document,
        "help: the API has changed; run this test with UPDATE_OPENAPI=1, then `npm --prefix web run types`"
    );
}

#[test]
fn every_path_is_described() {
    let document = document();
    let described: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut described = described;
    described.sort_unstable();
    let known = requests();
    let mut known: Vec<&str> = known.keys().copied().collect();
    known.sort_unstable();
    assert_eq!(described, known);
}

#[test]
fn every_parameter_is_described() {
    let mut search = vec![
        "q",
        "after",
        "before",
        "undated",
        "sort",
        "half_life",
        "limit",
        "offset",
        "facets",
        "counts",
        "facet_order",
        "facet_query",
        "interval",
        "enough",
        "explain",
    ];
    search.extend(FacetField::ALL.map(FacetField::name));
    let without = |names: &[&str]| -> Vec<&str> {
        let kept = search.iter().filter(|name| !names.contains(name));
        kept.copied().collect()
    };
    let everything = [
        "limit",
        "offset",
        "facets",
        "counts",
        "facet_order",
        "facet_query",
        "interval",
        "enough",
        "explain",
    ];
    let mut export = without(&everything);
    export.extend(["format", "id"]);
    let feed = without(&[&everything[..], &["sort", "half_life"][..]].concat());
    for (path, expected) in [
        ("/api/search", search),
        ("/api/articles/{id}", vec!["id", "q"]),
        ("/api/articles/{id}/related", vec!["id", "limit"]),
        ("/api/export", export),
        ("/api/feed", feed),
        ("/api/entities/{kind}/{name}", vec!["kind", "name"]),
        ("/api/suggest", vec!["q", "limit"]),
    ] {
        let expected: BTreeSet<&str> = expected.into_iter().collect();
        let document = document();
        let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        let described: BTreeSet<&str> = parameters
            .iter()
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(described, expected, "{path}");
    }
}

#[tokio::test]
async fn described_parameters_are_taken_and_others_are_not() {
    let server = Server::new();
    let document = document();
    let requests = requests();
    for (path, item) in document["paths"].as_object().unwrap() {
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "path" {
                continue;
            }
            let bare = requests[path.as_str()].split('?').next().unwrap();
            let name = parameter["name"].as_str().unwrap();
            assert_eq!(
                server.get(&format!("{bare}?{name}=")).await.status,
                200,
                "{path} takes {name}"
            );
            assert_eq!(
                server.get(&format!("{bare}?{name}_=")).await.status,
                400,
                "{path} takes no {name}_"
            );
        }
    }
}

#[tokio::test]
async fn answers_have_the_shape_that_is_described() {
    let server = Server::new();
    let document = document();
    for (path, request) in requests() {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        let (media_type, content) = content.as_object().unwrap().iter().next().unwrap();
        let answer = server.get(&request).await;
        assert!(answer.header("content-type").starts_with(media_type), "{path}");
        if let Some(schema) = content.get("schema") {
            Shape { document: &document }.check(schema, &answer.json(), path);
        }
    }
}

#[tokio::test]
async fn refusals_have_the_shape_that_is_described() {
    let server = Server::new();
    let document = document();
    let article = "/api/articles/00000000000000000000";
    let related = "/api/articles/00000000000000000000/related";
    for (path, request, status) in [
        ("/api/search", "/api/search?nope=1", "400"),
        ("/api/search", "/api/search?q=broken", "503"),
        ("/api/suggest", "/api/suggest?limit=x", "400"),
        ("/api/export", "/api/export?format=xml", "400"),
        ("/api/feed", "/api/feed?after=soon", "400"),
        ("/api/articles/{id}", "/api/articles/x", "400"),
        ("/api/articles/{id}", article, "404"),
        ("/api/articles/{id}/related", related, "404"),
        ("/api/entities/{kind}/{name}", "/api/entities/ship/Ada", "400"),
        (
            "/api/entities/{kind}/{name}",
            "/api/entities/place/Nowhere",
            "404",
        ),
    ] {
        let answer = server.get(request).await;
        assert_eq!(answer.status.as_str(), status, "{request}");
        let content = &document["paths"][path]["get"]["responses"][status]["content"]["application/json"];
        Shape { document: &document }.check(&content["schema"], &answer.json(), request);
    }
}

/// Checks values against the schemas of a document, as far as the document uses JSON Schema. Stricter in one
/// thing: an object may hold nothing that its schema does not name.
struct Shape<'a> {
    document: &'a Value,
}

impl Shape<'_> {
    fn check(&self, schema: &Value, value: &Value, place: &str) {
        if let Err(error) = self.errors(schema, value, place) {
            panic!("{error}\nhelp: compare src/openapi.rs and the types of the answer");
        }
    }

    fn errors(&self, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
        let schema = self.resolve(schema);
        for alternatives in ["oneOf", "anyOf"]
            .iter()
            .filter_map(|name| schema.get(name)?.as_array())
        {
            if !alternatives
                .iter()
                .any(|schema| self.errors(schema, value, place).is_ok())
            {
                return Err(format!("{place}: {value} is none of {alternatives:?}"));
            }
        }
        if !has_type(schema, value) {
            return Err(format!("{place}: {value} is no {}", schema["type"]));
        }
        let words = schema.get("enum").and_then(Value::as_array);
        if words.is_some_and(|words| !words.contains(value)) {
            return Err(format!("{place}: {value} is none of {words:?}"));
        }
        match value {
            Value::Object(fields) => self.fields(schema, fields, place),
            Value::Array(items) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(n, item)| self.errors(&schema["items"], item, &format!("{place}[{n}]")))
            }
            _ => Ok(()),
        }
    }

    fn fields(&self, schema: &Value, fields: &Map<String, Value>, place: &str) -> Result<(), String> {
        let mut known = Map::new();
        let mut others = None;
        self.collect(schema, &mut known, &mut others, fields, place)?;
        for (name, value) in fields {
            let place = format!("{place}.{name}");
            match (known.get(name), &others) {
                (Some(schema), _) => self.errors(schema, value, &place)?,
                (None, Some(schema)) => self.errors(schema, value, &place)?,
                (None, None) if has_alternatives(schema) => {}
                (None, None) => return Err(format!("{place} is not described")),
            }
        }
        Ok(())
    }

    /// Collects what an object and all it is composed of may hold, and checks that it holds what it must.
    fn collect(
        &self,
        schema: &Value,
        known: &mut Map<String, Value>,
        others: &mut Option<Value>,
        fields: &Map<String, Value>,
        place: &str,
    ) -> Result<(), String> {
        let schema = self.resolve(schema);
        for name in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if !fields.contains_key(name.as_str().unwrap()) {
                return Err(format!("{place} lacks {name}"));
            }
        }
        known.extend(
            schema
                .get("properties")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
        );
        if let Some(schema) = schema
            .get("additionalProperties")
            .filter(|schema| schema.is_object())
        {
            *others = Some(schema.clone());
        }
        let parts = schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for part in parts {
            self.collect(part, known, others, fields, place)?;
        }
        Ok(())
    }

    fn resolve<'b>(&'b self, schema: &'b Value) -> &'b Value {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return schema;
        };
        let pointer = reference.trim_start_matches('#');
        self.document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{reference} is not in the document"))
    }
}

fn has_alternatives(schema: &Value) -> bool {
    ["oneOf", "anyOf"].iter().any(|name| schema.get(name).is_some())
}

fn has_type(schema: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the document uses the type {other}, which this test does not know"),
    };
    match schema.get("type") {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().any(|name| is(name.as_str().unwrap())),
        _ => true,
    }
}
