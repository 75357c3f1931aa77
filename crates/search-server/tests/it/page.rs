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

#[tokio::test]
async fn the_first_results_come_with_the_page() {
    let server = Server::new();
    let text = server.get("/?q=ferry&source=Post&about=place:X").await.text();
    if !text.contains("id=\"app\"") {
        println!("skipped: the page was not built (npm --prefix web run build)");
        return;
    }
    assert_eq!(server.last_asked().query.text, "ferry");
    for part in [
        "value=\"ferry\"",
        "<mark>Ferry returns to Port Ellis</mark></a>",
        " sails &lt;b&gt;again&lt;/b&gt;.",
        "2025-11 <bdi class=\"caps\">Harbour Gazette</bdi>",
        "href=\"?q=ferry&amp;source=Post&amp;article=",
    ] {
        assert!(text.contains(part), "help: the page lacks {part}\n{text}");
    }
    let id = article::ArticleId::from_key(crate::double::KEY);
    let story = server.get(&format!("/?q=ferry&article={id}")).await.text();
    assert!(story.contains("<p dir=\"auto\">It was repaired.</p>"), "{story}");
}

#[tokio::test]
async fn a_page_without_an_answer_is_still_a_page() {
    let server = Server::new();
    for query in [
        "q=broken",
        "q=panic",
        "after=never",
        "article=nonsense",
        "q=a&q=b",
        "%ff=%ff",
    ] {
        let answer = server.get(&format!("/?{query}")).await;
        assert_eq!(answer.status, 200, "{query}");
        assert!(answer.text().contains("Dateline"), "{query}");
    }
}

#[tokio::test]
async fn the_policy_knows_the_one_style_of_the_page() {
    let answer = Server::new().get("/").await;
    let policy = answer.header("content-security-policy");
    let html = answer.text();
    if !html.contains("<div id=\"app\">") {
        println!("skipped: the page was not built (npm --prefix web run build)");
        assert!(policy.contains("style-src 'self';"), "{policy}");
        return;
    }
    let (_, style) = html
        .split_once("<style>")
        .expect("the page has a style of its own");
    let (style, rest) = style.split_once("</style>").unwrap();
    assert!(style.contains(".plain"), "{style}");
    assert!(
        !rest.contains("<style") && !rest.contains(" style="),
        "one style alone"
    );
    let (_, digest) = policy.split_once("style-src 'self' 'sha256-").expect("a digest");
    let (digest, _) = digest.split_once('\'').unwrap();
    // 32 bytes in base64; that they are the right ones the browser tests say, which bear no refusal.
    assert_eq!((digest.len(), digest.ends_with('=')), (44, true), "{policy}");
}
