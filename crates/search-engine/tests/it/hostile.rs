//! Queries that no person types: the engine answers each in its time, or says what it left out.

use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::date;
use query_language::parse;
use search_engine::{SearchEngine, SearchRequest};

use crate::articles::{all, draft};
use crate::hostile_queries::hostile_queries;
use crate::index::{embedded, filled};

/// More than a search may take: the engine of a test is many times slower than one that serves.
const LONGEST: Duration = Duration::from_secs(20);

/// Half of the least that a thread has anywhere: the main thread on Windows has 1 MB, those of the server have 2 MB.
const STACK: usize = 512 << 10;

#[test]
fn hostile_queries_are_answered() {
    let words = [
        "a",
        "b",
        "word",
        "abc",
        "ab",
        "the",
        "中海",
        "ﷺ",
        "e\u{301}",
        "İ",
        "half-and-half",
        "U.S.",
    ];
    let drafts = (0..60_usize).map(|number| {
        let text: Vec<String> = (0..300_usize)
            .map(|place| {
                let word = words[(number * 7 + place * place) % words.len()];
                let stop = if place % 11 == 0 { "." } else { "" };
                format!("{word}{stop} a{number}b{place}")
            })
            .collect();
        draft(&number.to_string(), &text.join(" "))
            .title("A word")
            .language("en")
    });
    let index = filled(embedded, all(drafts));
    let engine = index.engine();
    thread::scope(|scope| {
        let small = thread::Builder::new().stack_size(STACK);
        small.spawn_scoped(scope, || ask_all(engine)).unwrap();
    });
}

fn ask_all(engine: &dyn SearchEngine) {
    for text in hostile_queries() {
        let query = parse(&text, Some(date(2025, 12, 2)));
        let started = Instant::now();
        let results = engine.search(&SearchRequest::new(query)).unwrap();
        let shown: String = text.chars().take(60).collect();
        assert!(
            started.elapsed() < LONGEST,
            "{shown:?} took {:?}",
            started.elapsed()
        );
        assert!(results.total <= 60, "{shown:?}");
        if let Some(hit) = results.hits.first() {
            let query = parse(&text, Some(date(2025, 12, 2)));
            engine.article(hit.id, Some(&query)).unwrap().unwrap();
            assert!(
                started.elapsed() < LONGEST,
                "{shown:?} took {:?}",
                started.elapsed()
            );
        }
        if std::env::var_os("SHOW_TIMES").is_some() {
            eprintln!("{:?} {shown:?}", started.elapsed());
        }
    }
}
