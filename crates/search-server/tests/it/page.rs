//! The embedded page, or what stands in its place where it was not built.

use crate::double::{Server, request};

#[tokio::test]
async fn there_is_a_page() {
    let answer = Server::new().get("/").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text().contains("Dateline"), "{}", answer.text());
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let server = Server::new();
    let answer = server.get("/").await;
    let tag = answer.header("etag");
    if tag.is_empty() {
        println!("skipped: the page was not built (npm --prefix web run build)");
        return;
    }
    assert_eq!(answer.header("cache-control"), "no-cache");
    let mut again = request("GET", "/");
    again
        .headers_mut()
        .insert("if-none-match", format!("W/\"other\", {tag}").parse().unwrap());
    let again = server.send(again).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let mut zipped = request("GET", "/api/openapi.json");
    zipped
        .headers_mut()
        .insert("accept-encoding", "gzip".parse().unwrap());
    let server = Server::new();
    let zipped = server.send(zipped).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    let plain = server.get("/api/openapi.json").await;
    assert!(zipped.body.len() * 3 < plain.body.len());
}
