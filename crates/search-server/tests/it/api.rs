//! What each path takes and answers.

use std::sync::atomic::Ordering;

use article::{ArticleId, EntityKind};
use search_engine::{ENOUGH, Explain, FacetField, FacetOrder, FacetQuery, FilterEffect, Interval, Sort};

use crate::double::{KEY, Server};

#[tokio::test]
async fn search_answers_with_the_engines_results() {
    let answer = Server::new().get("/api/search?q=ferry").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    let json = answer.json();
    assert_eq!(json["query"]["text"], "ferry");
    assert_eq!(json["hits"][0]["key"], KEY);
    assert_eq!(
        json["hits"][0]["snippets"][0][1],
        serde_json::json!({ "text": "ferry", "match": true })
    );
    assert_eq!(json["facets"]["source"][0]["count"], 1);
    assert_eq!(json["facets"]["date"][0]["from"], "2025-11-01");
}

#[tokio::test]
async fn search_reads_every_parameter() {
    let server = Server::new();
    let path = "/api/search?q=caf%C3%A9+%22au+lait%22&source=A&source=B&source=-C%26D&language=fr&person=-X\
                &organisation=Y&place=Z&agency=W&after=2025-11&before=2024-02&sort=oldest&limit=100&offset=9900\
                &facets=1000&enough=500&explain=true";
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let asked = server.last_asked();
    assert_eq!(asked.query.text, "café \"au lait\"");
    let sources: Vec<(&str, FilterEffect)> = asked.filters.facets[&FacetField::Source]
        .iter()
        .map(|value| (value.value.as_str(), value.effect))
        .collect();
    assert_eq!(
        sources,
        [
            ("A", FilterEffect::Include),
            ("B", FilterEffect::Include),
            ("C&D", FilterEffect::Exclude)
        ]
    );
    assert_eq!(asked.filters.facets.len(), FacetField::ALL.len());
    let person = &asked.filters.facets[&FacetField::Entity(EntityKind::Person)][0];
    assert_eq!(
        (person.value.as_str(), person.effect),
        ("X", FilterEffect::Exclude)
    );
    assert_eq!(asked.filters.after.unwrap().to_string(), "2025-11-01");
    assert_eq!(asked.filters.before.unwrap().to_string(), "2024-02-29");
    assert_eq!(
        (asked.sort, asked.limit, asked.offset),
        (Sort::Oldest, 100, 9_900)
    );
    assert_eq!((asked.facet_values, asked.explain), (1_000, Explain::Yes));
    assert_eq!(asked.enough, 500);
}

#[tokio::test]
async fn search_has_defaults_and_empty_values_count_as_none() {
    let server = Server::new();
    for path in [
        "/api/search?q=ferry",
        "/api/search?q=ferry&source=&language=&after=&before=&sort=&limit=&offset=&facets=&enough=&explain=",
        "/api/search?q=&q=ferry&q=+&sort=&sort=relevance",
    ] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
        let asked = server.last_asked();
        assert_eq!(
            (asked.query.text.as_str(), asked.enough),
            ("ferry", ENOUGH),
            "{path}"
        );
        assert!(
            asked.filters.facets.is_empty()
                && asked.filters.after.is_none()
                && asked.filters.before.is_none()
        );
        assert_eq!(
            (asked.sort, asked.limit, asked.offset),
            (Sort::Relevance, 10, 0),
            "{path}"
        );
        assert_eq!((asked.facet_values, asked.explain), (10, Explain::No), "{path}");
    }
}

#[tokio::test]
async fn without_a_query_the_newest_come_first() {
    let server = Server::new();
    for (path, sort) in [
        ("/api/search", Sort::Newest),
        ("/api/search?q=+", Sort::Newest),
        ("/api/search?sort=relevance", Sort::Relevance),
    ] {
        assert_eq!(server.get(path).await.status, 200);
        assert_eq!(server.last_asked().sort, sort, "{path}");
    }
}

#[tokio::test]
async fn facets_can_be_left_out() {
    let json = Server::new().get("/api/search?q=ferry&facets=0").await.json();
    assert!(json["facets"].is_null());
}

#[tokio::test]
async fn a_query_comes_with_its_parts() {
    let json = Server::new().get("/api/search?q=port+OR+ferry").await.json();
    assert_eq!(
        json["query"]["parts"],
        serde_json::json!([
            { "explained": "“port”", "start": 0, "end": 4, "cut": { "start": 0, "end": 8 } },
            { "explained": "“ferry”", "start": 8, "end": 13, "cut": { "start": 4, "end": 13 } }
        ])
    );
}

#[tokio::test]
async fn values_that_set_matches_apart_can_be_asked_for() {
    let server = Server::new();
    let value = |json: &serde_json::Value| json["facets"]["source"][0]["in_archive"].clone();
    let json = server.get("/api/search?q=ferry").await.json();
    assert!(value(&json).is_null());
    let json = server
        .get("/api/search?q=ferry&facet_order=significant")
        .await
        .json();
    assert_eq!(server.last_asked().facet_order, FacetOrder::Significant);
    assert_eq!(value(&json), 3);
}

#[tokio::test]
async fn values_within_a_facet_and_an_interval_can_be_asked_for() {
    let server = Server::new();
    server.get("/api/search?q=ferry").await.json();
    let asked = server.last_asked();
    assert_eq!((asked.facet_query, asked.interval), (None, None));
    let json = server
        .get("/api/search?q=ferry&facet_query=organisation:+harb+ga+&interval=week")
        .await
        .json();
    let asked = server.last_asked();
    let expected = FacetQuery {
        facet: FacetField::Entity(EntityKind::Organisation),
        typed: "harb ga".to_owned(),
    };
    assert_eq!(
        (asked.facet_query, asked.interval),
        (Some(expected), Some(Interval::Week))
    );
    assert_eq!(json["facets"]["date"][0]["in_archive"], 3);
}

#[tokio::test]
async fn an_article_comes_with_its_matches() {
    let server = Server::new();
    let path = format!("/api/articles/{}", ArticleId::from_key(KEY));
    let json = server.get(&path).await.json();
    assert_eq!(json["title"], "Ferry returns to Port Ellis");
    assert_eq!(json["matches"], serde_json::json!([]));
    assert_eq!(json["evidence"]["source"]["from"], "footer");
    let json = server.get(&format!("{path}?q=ferry")).await.json();
    assert_eq!(
        json["matches"][0],
        serde_json::json!({ "field": "text", "start": 2, "end": 7 })
    );
}

#[tokio::test]
async fn an_entity_comes_with_its_spellings() {
    let server = Server::new();
    let json = server.get("/api/entities/place/Port%20Ellis").await.json();
    assert_eq!((&json["name"], &json["count"]), (&"Port Ellis".into(), &3.into()));
    assert_eq!(
        json["spellings"][0],
        serde_json::json!({
            "text": "Port-Ellis",
            "count": 2,
            "sources": [{ "value": "Harbour Post", "count": 2 }],
            "keys": ["port ellis"],
            "corrections": ["aliases.tsv#3"]
        })
    );
    assert_eq!(server.get("/api/entities/place/A%2FB").await.status, 404);
}

#[tokio::test]
async fn suggestions_come_in_a_list() {
    let json = Server::new().get("/api/suggest?q=por&limit=1").await.json();
    assert_eq!(json["suggestions"].as_array().unwrap().len(), 1);
    assert_eq!(json["suggestions"][0]["query"], "place:por");
}

#[tokio::test]
async fn the_server_tells_how_it_is() {
    let server = Server::new();
    assert_eq!(server.get("/healthz").await.json()["status"], "up");
    let ready = server.get("/readyz").await.json();
    assert_eq!(
        ready,
        serde_json::json!({ "status": "ready", "generation": "2.5", "articles": 41 })
    );

    server.get("/api/search?q=ferry").await;
    server.get("/api/search?q=ferry&limit=x").await;
    server.get("/api/search?q=slow").await;
    server.get("/api/search?q=panic").await;
    let metrics = server.get("/metrics").await;
    assert!(metrics.header("content-type").starts_with("text/plain"));
    for line in [
        "dateline_requests_total{path=\"/api/search\",status=\"200\"} 2",
        "dateline_requests_total{path=\"/api/search\",status=\"400\"} 1",
        "dateline_search_seconds_count 3",
        "dateline_searches_in_flight 0",
        "dateline_searches_waiting 0",
        "dateline_partial_answers_total 1",
        "dateline_panics_total 1",
        "dateline_index_outdated 0",
        "dateline_index_articles 41",
        "dateline_index_info{generation=\"2.5\"} 1",
    ] {
        assert!(
            metrics.text().contains(line),
            "no `{line}` in\n{}",
            metrics.text()
        );
    }
}

#[tokio::test]
async fn a_server_that_refuses_every_search_is_not_ready() {
    let server = Server::new();
    server.engine.is_damaged.store(true, Ordering::Relaxed);
    let answer = server.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.json()["error"]["code"], "not_ready");
    assert!(!answer.text().contains("secret"), "{}", answer.text());
    assert_eq!(server.get("/healthz").await.status, 200, "the process is up");
}

#[tokio::test]
async fn answers_of_an_older_state_say_so() {
    let server = Server::new();
    server.engine.is_outdated.store(true, Ordering::Relaxed);
    let related = format!("/api/articles/{}/related", ArticleId::from_key(KEY));
    for path in ["/api/search?q=ferry", "/api/search", &related] {
        let answer = server.get(path).await;
        let json = answer.json();
        let warning = json["query"]["warnings"].as_array().unwrap().last().unwrap();
        let message = warning["message"].as_str().unwrap();
        assert!(message.contains("an older one answers"), "{message}");
        assert_eq!((&warning["start"], &warning["end"]), (&0.into(), &0.into()));
        assert!(!answer.text().contains("secret"), "{}", answer.text());
    }
    let metrics = server.get("/metrics").await.text();
    assert!(metrics.contains("dateline_index_outdated 1\n"), "{metrics}");
    let feed = server.get("/api/feed?q=ferry").await.text();
    assert!(
        feed.contains("<subtitle>the newest state of the archive is damaged"),
        "{feed}"
    );
    let one = format!("/api/export?id={}", ArticleId::from_key(KEY));
    for path in ["/api/export?q=1", &one] {
        let answer = server.get(path).await;
        let warning = answer.header("dateline-warning");
        assert!(warning.contains("an older one answers"), "{warning}");
    }
}

#[tokio::test]
async fn answers_of_the_newest_state_say_nothing_of_it() {
    let server = Server::new();
    let feed = server.get("/api/feed?q=ferry").await.text();
    assert!(!feed.contains("<subtitle>"), "{feed}");
    let export = server.get("/api/export?q=1").await;
    assert_eq!(export.header("dateline-warning"), "");
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own_and_the_headers_that_keep_browsers_safe() {
    let server = Server::new();
    let mut ids = Vec::new();
    for path in [
        "/",
        "/api/search?q=a",
        "/api/search?nope=1",
        "/api/nope",
        "/nope.js",
        "/healthz",
    ] {
        let answer = server.get(path).await;
        ids.push(answer.header("x-request-id").to_owned());
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{path}: {policy}"
        );
        assert!(
            policy.ends_with("base-uri 'none'; frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(
            answer
                .headers
                .keys()
                .all(|name| !name.as_str().starts_with("access-control")),
            "{path}"
        );
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6);
}
