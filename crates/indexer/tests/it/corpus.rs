//! Whole folders: the sample articles of this project, and the shared articles where they are at hand.

use std::path::{Path, PathBuf};

use indexer::Mode;
use query_language::parse;
use search_engine::{EmbeddedEngine, SearchEngine, SearchRequest};

use crate::build_roots;

fn engine_of(corpus: &Path) -> EmbeddedEngine {
    let index = tempfile::tempdir().unwrap();
    build_roots(&[corpus.to_owned()], index.path(), Mode::Update).unwrap();
    // The engine keeps its files open, so they may lose their names now.
    EmbeddedEngine::open(index.path()).unwrap()
}

/// Returns the file names of the articles that a query finds, best first.
fn found(engine: &EmbeddedEngine, query: &str) -> Vec<String> {
    let request = SearchRequest {
        limit: 100,
        ..SearchRequest::new(parse(query, None))
    };
    let hits = engine.search(&request).unwrap().hits;
    hits.into_iter()
        .map(|hit| hit.path.rsplit('/').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_sample_articles_answer() {
    let engine = engine_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"));
    for (query, expected) in [
        (
            "\"security guarantee\"",
            vec!["geneva", "washington", "json-ld", "live-blog", "two-sources"],
        ),
        ("title:\"security guarantee\"", vec!["json-ld"]),
        ("Sicherheitsgarantien", vec!["sicherheitsgarantien"]),
        ("\"гарантії безпеки\"", vec!["zernovyi"]),
        ("saint-aubrac quere-lambert", vec!["vol-musee"]),
        ("Zinsen lang:de", vec!["ezb"]),
        (
            "person:zelenskiy lang:en",
            vec!["geneva", "washington", "kharkiv"],
        ),
        ("lang:zh", vec![""]),
    ] {
        let names = found(&engine, query);
        for start in expected {
            assert!(
                names.iter().any(|name| name.contains(start)),
                "{query} must find {start}: {names:?}"
            );
        }
    }
}

#[test]
fn copies_are_folded_under_each_other() {
    let engine = engine_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"));
    let request = SearchRequest::new(parse("dockers pensions strike", None));
    let hits = engine.search(&request).unwrap().hits;
    let copied = hits.iter().filter(|hit| !hit.duplicates.is_empty()).count();
    assert_eq!(
        copied, 2,
        "the two papers that carry one wire report name each other"
    );
}

#[test]
fn the_shared_articles_answer() {
    let corpus: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: {} is not at hand", corpus.display());
        return;
    }
    let engine = engine_of(&corpus);
    let numbers = |query: &str| -> Vec<String> {
        found(&engine, query)
            .into_iter()
            .map(|name| name.chars().take(3).collect())
            .collect()
    };
    let mut first = numbers("security guarantee");
    first.truncate(3);
    first.sort();
    assert_eq!(first, ["000", "003", "004"]);
    let mut exactly = numbers("\"security guarantee\"");
    exactly.sort();
    assert_eq!(exactly, ["000", "003", "004"]);
    assert_eq!(numbers("person:zelensky").len(), 5, "one value for one person");
    let request = SearchRequest::all_articles();
    let facets = engine.search(&request).unwrap().facets.unwrap();
    let people: Vec<_> = facets.values["person"]
        .iter()
        .filter(|value| value.value.contains("Zelensk"))
        .collect();
    assert_eq!(people.len(), 1, "{people:?}");
    assert_eq!(people[0].count, 5);
}
