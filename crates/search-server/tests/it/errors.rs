//! What is refused, how, and that a refusal gives nothing away.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use search_server::{Readers, Settings};

use crate::double::{Answer, Server, request};

/// Checks the status and code of a refusal, and that it is one in words.
fn check(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-request-id").len(), 16);
    let json = answer.json();
    assert_eq!(json["error"]["code"], code, "{json}");
    for part in ["message", "hint"] {
        assert!(
            json["error"][part].as_str().is_some_and(|text| !text.is_empty()),
            "no {part} in {json}"
        );
    }
    assert!(!answer.text().contains("secret"), "a path got out: {json}");
}

#[tokio::test]
async fn bad_parameters_are_told() {
    let server = Server::new();
    for (query, code) in [
        ("nope=1", "unknown_parameter"),
        ("Q=1", "unknown_parameter"),
        ("=1", "unknown_parameter"),
        ("q=a&q=b", "repeated_parameter"),
        ("after=2025-02-30", "bad_parameter"),
        ("before=yesterday", "bad_parameter"),
        ("after=2025-12-03T10:00:00Z", "bad_parameter"),
        ("sort=best", "bad_parameter"),
        ("counts=some", "bad_parameter"),
        ("facet_order=best", "bad_parameter"),
        ("facet_query=hald", "bad_parameter"),
        ("facet_query=people:hald", "bad_parameter"),
        ("facet_query=person:+", "bad_parameter"),
        ("interval=decade", "bad_parameter"),
        ("limit=ten", "bad_parameter"),
        ("limit=-1", "bad_parameter"),
        ("limit=1.5", "bad_parameter"),
        ("limit=%D9%A3", "bad_parameter"),
        ("limit=101", "over_limit"),
        ("limit=99999999999999999999999", "over_limit"),
        ("offset=10000", "over_limit"),
        ("limit=100&offset=9901", "over_limit"),
        ("offset=18446744073709551615", "over_limit"),
        ("facets=1001", "over_limit"),
        ("enough=10001", "over_limit"),
        ("explain=perhaps", "bad_parameter"),
    ] {
        check(&server.get(&format!("/api/search?{query}")).await, 400, code);
    }
    check(
        &server.get("/api/suggest?q=a&sort=newest").await,
        400,
        "unknown_parameter",
    );
    check(
        &server.get("/api/articles/00000000000000000000?limit=1").await,
        400,
        "unknown_parameter",
    );
    assert!(
        server.engine.asked.lock().unwrap().is_empty(),
        "a bad request must not reach the engine"
    );
}

#[tokio::test]
async fn a_long_query_is_refused_with_the_limit_in_words() {
    let server = Server::new();
    let longest = "%C3%A9".repeat(1_000) + &"b".repeat(1_000);
    assert_eq!(server.get(&format!("/api/search?q={longest}")).await.status, 200);
    let answer = server.get(&format!("/api/search?q={longest}c")).await;
    check(&answer, 400, "query_too_long");
    let message = answer.json()["error"]["message"].to_string();
    assert!(message.contains("2000") && message.contains("2001"), "{message}");
    check(
        &server.get(&format!("/api/suggest?q={longest}c")).await,
        400,
        "query_too_long",
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::new();
    for path in [
        "/api",
        "/api/",
        "/api/nope",
        "/api/search/",
        "/nope",
        "/index.php",
        "/../secret",
        "/%2e%2e/secret",
    ] {
        check(&server.get(path).await, 404, "not_found");
    }
    check(
        &server.get("/api/articles/00000000000000000000").await,
        404,
        "no_article",
    );
    for id in ["1", "zz000000000000000000", "..%2f..%2fsecret"] {
        check(&server.get(&format!("/api/articles/{id}")).await, 400, "bad_id");
    }
}

#[tokio::test]
async fn only_reading_is_possible() {
    let server = Server::new();
    for (method, path) in [
        ("POST", "/api/search"),
        ("DELETE", "/api/articles/00000000000000000000"),
        ("PUT", "/healthz"),
        ("POST", "/"),
    ] {
        check(&server.send(request(method, path)).await, 405, "wrong_method");
    }
    assert_eq!(server.send(request("HEAD", "/api/search?q=a")).await.status, 200);
}

#[tokio::test]
async fn only_this_machine_is_answered_to() {
    let local = Server::new();
    let public = Server::with(&Settings {
        readers: Readers::Anyone,
        ..Settings::default()
    });
    for (host, is_ours) in [
        (Some("127.0.0.1:8311"), true),
        (Some("[::1]:8311"), true),
        (Some("localhost"), true),
        (Some("rebound.example:8311"), false),
        (None, false),
    ] {
        let ask = || {
            let request = Request::builder().uri("/api/search?q=a");
            let request = host
                .into_iter()
                .fold(request, |request, host| request.header("host", host));
            request.body(Body::empty()).unwrap()
        };
        let answer = local.send(ask()).await;
        if is_ours {
            assert_eq!(answer.status, 200, "{host:?}");
        } else {
            check(&answer, 403, "foreign_host");
        }
        assert_eq!(public.send(ask()).await.status, 200, "{host:?}");
    }
}

#[tokio::test]
async fn a_foreign_host_in_the_request_target_is_refused() {
    let mut request = request("GET", "http://rebound.example/api/search?q=a");
    request.headers_mut().insert("host", "localhost".parse().unwrap());
    check(&Server::new().send(request).await, 403, "foreign_host");
}

#[tokio::test]
async fn large_requests_are_refused() {
    let server = Server::new();
    check(
        &server.get(&format!("/api/search?q={}", "a".repeat(9_000))).await,
        414,
        "url_too_long",
    );
    let mut with_header = request("GET", "/healthz");
    with_header
        .headers_mut()
        .insert("x-much", "a".repeat(17_000).parse().unwrap());
    check(&server.send(with_header).await, 431, "headers_too_long");
    let mut with_body = request("GET", "/healthz");
    with_body
        .headers_mut()
        .insert("content-length", "2000000000".parse().unwrap());
    check(&server.send(with_body).await, 413, "body_too_large");
}

#[tokio::test]
async fn a_failing_engine_gives_nothing_away() {
    let server = Server::new();
    check(&server.get("/api/search?q=broken").await, 503, "not_ready");
    check(&server.get("/api/search?q=panic").await, 500, "internal");
    assert_eq!(
        server.get("/api/search?q=ferry").await.status,
        200,
        "the server goes on after a panic"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_searches_than_the_queue_holds_are_sent_away() {
    let settings = Settings {
        searches: 1,
        queue: 2,
        ..Settings::default()
    };
    let server = std::sync::Arc::new(Server::with(&settings));
    let waiting: Vec<_> = (0..3)
        .map(|_| {
            let server = std::sync::Arc::clone(&server);
            tokio::spawn(async move { server.get("/api/search?q=wait").await.status })
        })
        .collect();
    let refused = loop {
        let answer = server.get("/api/suggest?q=a&limit=x").await;
        assert_eq!(answer.status, 400, "a bad request needs no turn");
        let in_flight = server
            .get("/metrics")
            .await
            .text()
            .contains("dateline_searches_in_flight 1");
        // The other two wait for their turn; give them a moment to get in line.
        tokio::time::sleep(Duration::from_millis(50)).await;
        if in_flight {
            let metrics = server.get("/metrics").await.text();
            assert!(metrics.contains("dateline_searches_waiting 2"), "{metrics}");
            break server.get("/api/search?q=ferry").await;
        }
    };
    check(&refused, 503, "busy");
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(
        server.get("/readyz").await.status,
        200,
        "a busy server is still ready"
    );
    assert_eq!(
        server.engine.asked.lock().unwrap().len(),
        1,
        "only one search runs at a time"
    );
    server.engine.let_go();
    for search in waiting {
        assert_eq!(search.await.unwrap(), 200);
    }
    assert_eq!(server.get("/api/search?q=ferry").await.status, 200);
}
