//! One input for each error that damaged or long files brought to light. Each goes through the reader and the
//! extractor and must give the documents and rows that it says; the name of a case says what went wrong.

use std::time::{Duration, Instant};

/// Longest time that one input may take, in a build without optimisation.
const SLOWEST: Duration = Duration::from_secs(5);

/// Checks how many documents and rows a file of these bytes gives.
fn check(what: &str, name: &str, bytes: &[u8], n_documents: usize, n_rows: usize) {
    let started = Instant::now();
    let (mut documents, mut rows) = (0, 0);
    article_reader::read_bytes(name, bytes, &mut |found| match found {
        Ok(document) => {
            documents += 1;
            let _ = article_extractor::extract(&document);
        }
        Err(_) => rows += 1,
    });
    assert_eq!((documents, rows), (n_documents, n_rows), "{what}");
    assert!(started.elapsed() < SLOWEST, "{what} took {:?}", started.elapsed());
}

#[test]
fn inputs_that_went_wrong_stay_mended() {
    let nested = format!("<html><body>{}<p>Rain fell.", "<div>".repeat(20_000));
    check(
        "nested elements took seconds for 100 kB",
        "a.html",
        nested.as_bytes(),
        1,
        0,
    );
    let brackets = "[".repeat(200_000);
    check(
        "nested lists ran out of stack",
        "a.json",
        brackets.as_bytes(),
        0,
        1,
    );
    check("an empty file gave no row", "a.jsonl", b"\n\n", 0, 1);
    let warc = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\n";
    check("a record longer than its file gave no row", "a.warc", warc, 0, 1);
    let warc = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n";
    check("a crawl without pages gave no row", "a.warc", warc, 0, 1);
    let tar = [0; 1_024];
    check("an archive without members gave no row", "a.tar", &tar, 0, 1);
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    check("an archive without members gave no row", "a.zip", zip, 0, 1);
}
