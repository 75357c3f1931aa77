//! What leaves the server as a file: exports, feeds and the description of the search.

use article::ArticleId;
use axum::body::Body;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::double::{KEY, Server, request};

#[tokio::test]
async fn an_export_holds_every_match() {
    for (format, media_type, ending) in [
        ("csv", "text/csv", "csv"),
        ("jsonl", "application/jsonl", "jsonl"),
        ("ris", "application/x-research-info-systems", "ris"),
        ("bibtex", "application/x-bibtex", "bib"),
        ("markdown", "text/markdown", "md"),
    ] {
        // The double finds as many articles as the query says.
        let answer = Server::new()
            .get(&format!("/api/export?q=120&format={format}"))
            .await;
        assert_eq!(answer.status, 200, "{format}");
        assert!(answer.header("content-type").starts_with(media_type), "{format}");
        let name = format!("attachment; filename=\"dateline.{ending}\"");
        assert_eq!(answer.header("content-disposition"), name);
        assert_eq!(
            answer.text().matches("Ferry returns to Port Ellis").count(),
            120,
            "{format}"
        );
    }
}

#[tokio::test]
async fn an_export_without_matches_is_an_empty_list() {
    let server = Server::new();
    assert!(
        server
            .get("/api/export?q=0")
            .await
            .text()
            .starts_with("\u{feff}id,title,")
    );
    assert_eq!(server.get("/api/export?q=0&format=jsonl").await.text(), "");
}

#[tokio::test]
async fn an_export_can_hold_chosen_articles() {
    let server = Server::new();
    let [known, gone] = [KEY, "gone.txt"].map(ArticleId::from_key);
    let answer = server
        .get(&format!("/api/export?id={known}&id={gone}&format=jsonl"))
        .await;
    assert_eq!(answer.text().lines().count(), 1, "what is gone is left out");
    assert!(answer.text().contains(&known.to_string()));
    for (query, code) in [
        (format!("id={known}&q=ferry"), "bad_parameter"),
        (format!("id={known}&source=Post"), "bad_parameter"),
        ("id=xyz".to_owned(), "bad_id"),
    ] {
        let answer = server.get(&format!("/api/export?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["error"]["code"], code, "{query}");
    }
}

#[tokio::test]
async fn an_export_that_fails_midway_breaks_off() {
    let broken: axum::http::Request<Body> = request("GET", "/api/export?q=broken");
    let response = Server::new().router().oneshot(broken).await.unwrap();
    assert!(
        response.into_body().collect().await.is_err(),
        "a whole body would say that this is all"
    );
}

#[tokio::test]
async fn a_feed_is_the_newest_and_holds_no_markup() {
    let server = Server::new();
    let answer = server.get("/api/feed?q=%3Cb%3E&source=A").await;
    assert!(answer.header("content-type").starts_with("application/atom+xml"));
    let feed = answer.text();
    for part in [
        "<link rel=\"self\" href=\"http://localhost:8311/api/feed?q=%3Cb%3E&amp;source=A\"/>",
        "<title>Ferry returns to Port Ellis</title>",
        "<summary>A ferry sails &lt;b&gt;again&lt;/b&gt;.</summary>",
        "<link rel=\"via\" href=\"https://harbour.example/ferry\"/>",
    ] {
        assert!(feed.contains(part), "help: the feed lacks {part}\n{feed}");
    }
    let asked = server.last_asked();
    assert_eq!((asked.sort, asked.facet_values), (search_engine::Sort::Newest, 0));
}

#[tokio::test]
async fn a_browser_can_add_the_search() {
    let text = Server::new().get("/opensearch.xml").await.text();
    assert!(
        text.contains("template=\"http://localhost:8311/?q={searchTerms}\""),
        "{text}"
    );
}
