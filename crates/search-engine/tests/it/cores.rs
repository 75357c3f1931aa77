//! Archives that are so large that a search uses a second core: the answer is the same with one and with none.

use std::collections::BTreeMap;
use std::thread;

use query_language::Query;
use search_engine::{
    ArticleStore, EmbeddedEngine, EmbeddedStore, FacetField, SearchEngine, SearchRequest, SearchResults,
    Sort, create_generation, lock, publish,
};

use crate::articles::{draft, narrowed, request, word, words};

/// Articles of the archive: enough that what half of them have is worth two cores.
const N_ARTICLES: usize = 110_000;
/// Memory in which they are indexed as one segment.
const MEMORY: usize = 200_000_000;
/// Searches that run at once, more than there are cores.
const AT_ONCE: usize = 8;

/// What article `number` is like.
fn text_of(number: usize) -> &'static str {
    match (number.is_multiple_of(2), number.is_multiple_of(3)) {
        (true, true) => "Rain and snow.",
        (true, false) => "Rain and more rain.",
        (false, true) => "Snow.",
        (false, false) => "Sun.",
    }
}

fn source_of(number: usize) -> String {
    format!("Paper {}", number % 7)
}

fn archive() -> (tempfile::TempDir, EmbeddedEngine) {
    let folder = tempfile::tempdir().unwrap();
    let lock = lock(folder.path()).unwrap();
    let generation = create_generation(folder.path(), &lock).unwrap();
    let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
    for number in 0..N_ARTICLES {
        let article = draft(&format!("{number:05}"), text_of(number)).source(&source_of(number));
        let day = format!("2026-01-{:02}", 1 + number % 28);
        store.put(article.published(&day).done()).unwrap();
    }
    store.commit().unwrap();
    publish(folder.path(), &generation, &lock).unwrap();
    let engine = EmbeddedEngine::open(folder.path()).unwrap();
    (folder, engine)
}

/// Returns how many articles of those that count have each source, the most frequent first.
fn sources(counts: impl Fn(usize) -> bool) -> Vec<(String, usize)> {
    let mut sources = BTreeMap::new();
    for number in (0..N_ARTICLES).filter(|number| counts(*number)) {
        *sources.entry(source_of(number)).or_default() += 1;
    }
    let mut sources: Vec<(String, usize)> = sources.into_iter().collect();
    sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sources
}

fn found_sources(found: &SearchResults) -> Vec<(String, usize)> {
    let values = &found.facets.as_ref().unwrap().values["source"];
    values
        .iter()
        .map(|value| (value.value.clone(), value.count))
        .collect()
}

fn days_of(found: &SearchResults) -> usize {
    found
        .facets
        .as_ref()
        .unwrap()
        .date
        .iter()
        .map(|day| day.count)
        .sum()
}

#[test]
fn answers_are_the_same_on_one_core_and_on_two() {
    let (_folder, engine) = archive();
    let has = |number: usize, word: &str| text_of(number).to_lowercase().contains(word);
    let paper = |number: usize| number % 7 == 3;
    let of_paper = |tree: Query| SearchRequest {
        query: request(tree).query,
        ..narrowed(&[(FacetField::Source, &["Paper 3"])])
    };
    let newest = |request: SearchRequest| SearchRequest {
        sort: Sort::Newest,
        ..request
    };
    type Matches<'a> = &'a dyn Fn(usize) -> bool;
    let cases: [(SearchRequest, Matches, Matches); 5] = [
        (request(word("rain")), &|n| has(n, "rain"), &|n| has(n, "rain")),
        (
            request(words("rain snow")),
            &|n| has(n, "rain") && has(n, "snow"),
            &|n| has(n, "rain") && has(n, "snow"),
        ),
        (request(Query::All), &|_| true, &|_| true),
        (newest(request(word("snow"))), &|n| has(n, "snow"), &|n| {
            has(n, "snow")
        }),
        (of_paper(word("rain")), &|n| has(n, "rain") && paper(n), &|n| {
            has(n, "rain")
        }),
    ];
    for (request, matches, counts) in cases {
        let alone = engine.search(&request).unwrap();
        let total = (0..N_ARTICLES).filter(|number| matches(*number)).count();
        assert_eq!(alone.total, total, "{:?}", request.query);
        assert_eq!(days_of(&alone), total, "{:?}", request.query);
        assert_eq!(found_sources(&alone), sources(counts), "{:?}", request.query);
        let ids = |found: &SearchResults| found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
        thread::scope(|scope| {
            let others: Vec<_> = (0..AT_ONCE)
                .map(|_| scope.spawn(|| engine.search(&request).unwrap()))
                .collect();
            for other in others {
                let other = other.join().unwrap();
                assert_eq!(ids(&other), ids(&alone), "{:?}", request.query);
                assert_eq!(other.facets, alone.facets, "{:?}", request.query);
            }
        });
    }
}
