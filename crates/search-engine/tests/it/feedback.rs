//! What the first matches of a question tell of: other matches that tell of the same rank higher, and nothing else changes.

use search_engine::{Explain, SearchRequest, SearchResults};

use crate::articles::{Draft, all, draft, keys, request, sorted_keys, words};
use crate::index::{embedded, filled};

const QUESTION: &str = "which storm flooded the harbour warehouses and roads";
/// Of key words, which are no question.
const KEY_WORDS: &str = "storm flooded harbour roads";
const LABEL: &str = "other words of the best matches";

/// Five articles that answer the question, all of sandbags, pumps and dykes; one `like` them and one `unlike` them that
/// match as well as each other; one that only tells of the same; and many of nothing.
fn archive() -> Vec<Draft> {
    let places = ["the ferry", "a bakery", "two mills", "some barns", "one chapel"];
    let mut drafts: Vec<Draft> = places
        .iter()
        .map(|place| {
            let text = format!(
                "The storm flooded harbour warehouses and roads. Sandbags, pumps and dykes saved {place}."
            );
            draft(place, &text)
        })
        .collect();
    drafts.push(
        draft(
            "like",
            "The storm reached harbour roads. Sandbags, pumps and dykes were brought.",
        )
        .published("2020-12-02"),
    );
    // The latest of two that match equally comes first.
    drafts.push(
        draft(
            "unlike",
            "The storm reached harbour roads. Violins, trumpets and drums were played.",
        )
        .published("2025-12-02"),
    );
    drafts.push(draft("outside", "Sandbags, pumps and dykes were sold."));
    drafts.extend((0..40).map(|number| draft(&number.to_string(), "Nothing else was said of any house")));
    drafts
}

fn search(drafts: Vec<Draft>, request: &SearchRequest) -> SearchResults {
    let drafts = drafts.into_iter().map(|draft| draft.language("en"));
    filled(embedded, all(drafts)).engine().search(request).unwrap()
}

fn explained(text: &str) -> SearchRequest {
    SearchRequest {
        explain: Explain::Yes,
        ..request(words(text))
    }
}

/// Returns what the likeness of a hit to the first matches adds to its score.
fn likeness(results: &SearchResults, key: &str) -> Option<f32> {
    let hit = results.hits.iter().find(|hit| hit.key == key).unwrap();
    let part = hit.explanation.iter().flatten().find(|part| part.label == LABEL);
    part.map(|part| part.value)
}

#[test]
fn the_first_match_stays_first() {
    let mut drafts = archive();
    let text =
        "Which storm flooded the harbour? It flooded warehouses, roads and the harbour, violins and drums.";
    drafts.push(draft("first", text).title("Storm flooded harbour warehouses and roads"));
    let results = search(drafts, &explained(QUESTION));
    let keys = keys(&results);
    assert_eq!(keys[0], "first");
    let others = keys[1..].iter().filter_map(|key| likeness(&results, key));
    assert!(likeness(&results, "first").unwrap() >= others.fold(0.0, f32::max));
}

#[test]
fn matches_that_tell_of_the_same_as_the_first_rank_higher() {
    let results = search(archive(), &explained(QUESTION));
    assert_eq!(keys(&results)[5..], ["like", "unlike"]);
    assert!(likeness(&results, "like") > likeness(&results, "unlike"));
    for hit in &results.hits {
        let sum: f32 = hit.explanation.iter().flatten().map(|part| part.value).sum();
        assert!(
            (sum - hit.score).abs() < 1e-3,
            "{}: {sum} is not {}",
            hit.key,
            hit.score
        );
    }
}

#[test]
fn key_words_are_ranked_by_themselves_alone() {
    let results = search(archive(), &explained(KEY_WORDS));
    assert_eq!(keys(&results)[5..], ["unlike", "like"]);
    for key in keys(&results) {
        assert_eq!(likeness(&results, key), None, "{key}");
    }
}

#[test]
fn what_the_first_matches_tell_of_finds_nothing() {
    let results = search(archive(), &request(words(QUESTION)));
    let mut found = [
        "the ferry",
        "a bakery",
        "two mills",
        "some barns",
        "one chapel",
        "like",
        "unlike",
    ];
    found.sort_unstable();
    assert_eq!(sorted_keys(&results), found);
    assert_eq!((results.total, results.matches[0].count), (7, 7));
}

#[test]
fn pages_of_a_question_join() {
    let asked = ["storm", "flooded", "harbour", "warehouses", "roads"];
    let told = [
        "sandbags", "pumps", "dykes", "violins", "trumpets", "drums", "mayors",
    ];
    let matching = (0..150).map(|number: usize| {
        let some = |list: &[&str], bits: usize| {
            let has = list.iter().enumerate().filter(|(nth, _)| bits >> nth & 1 == 1);
            has.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
        };
        let text = format!(
            "{}, {}.",
            some(&asked, number % 31 + 1),
            some(&told, number * 37 % 128)
        );
        draft(&format!("match {number}"), &text)
    });
    let drafts: Vec<Draft> = matching
        .chain((0..600).map(|number| draft(&format!("other {number}"), "Nothing else was said of any house")))
        .map(|draft| draft.language("en"))
        .collect();
    let ways = [drafts.clone(), drafts.into_iter().rev().collect()];
    let orders = ways.map(|drafts| {
        let index = filled(embedded, all(drafts));
        let page = |offset: usize, limit: usize| {
            let results = index.engine().search(&SearchRequest {
                offset,
                limit,
                ..explained(QUESTION)
            });
            let results = results.unwrap();
            assert_eq!(results.total, 150);
            keys(&results).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let at_once = page(0, 150);
        let joined: Vec<String> = (0..150).step_by(7).flat_map(|offset| page(offset, 7)).collect();
        assert_eq!(joined, at_once);
        let mut different = at_once.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), 150);
        at_once
    });
    assert_eq!(
        orders[0], orders[1],
        "the order of the archive's files says nothing"
    );
}

#[test]
fn first_matches_of_no_worth_tell_nothing() {
    let old = archive().into_iter().map(|draft| draft.published("1912-04-15"));
    let drafts = old.chain([draft("new", "Nothing else was said").published("2025-12-02")]);
    let results = search(
        drafts.collect(),
        &SearchRequest {
            half_life: 1,
            ..request(words(QUESTION))
        },
    );
    assert_eq!(results.total, 7);
    for hit in &results.hits {
        assert!(hit.score.is_finite(), "{}: {}", hit.key, hit.score);
    }
}
