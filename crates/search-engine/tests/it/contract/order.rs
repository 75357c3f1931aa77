//! The order of hits, pages, and how a search widens.

use query_language::Query;
use search_engine::{SearchError, SearchRequest, SearchResults, Sort};

use super::contract;
use crate::articles::{all, draft, keys, request, sorted_keys, word, words};
use crate::index::{NewIndex, filled};

contract! {
    all_words_come_before_some stays_narrow_where_enough_is_found widens_only_words sorts_by_date
    tiers_by_date_follow_each_other pages_join_without_gap every_match_is_handed_over_in_order equals_come_latest_first refuses_what_is_too_deep
}

fn tiers(results: &SearchResults) -> Vec<(&str, usize)> {
    results
        .matches
        .iter()
        .map(|tier| (tier.label.as_str(), tier.count))
        .collect()
}

fn all_words_come_before_some(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("one", "alpha alpha alpha alpha").title("Alpha alpha"),
            draft("two", "alpha beta, and much that has nothing to do with it"),
            draft(
                "three",
                "gamma, then some words in between, beta, and later alpha",
            ),
            draft("none", "delta"),
        ]),
    );
    let check = |text: &str, order: &[&[&str]], expected: &[(&str, usize)]| {
        let results = index.engine().search(&request(words(text))).unwrap();
        assert_eq!(tiers(&results), expected, "{text}");
        assert_eq!(results.total, order.concat().len(), "{text}");
        let mut rest = keys(&results);
        for tier in order {
            let mut found: Vec<&str> = rest.drain(..tier.len()).collect();
            found.sort_unstable();
            assert_eq!(found, *tier, "{text}");
        }
    };
    check(
        "alpha beta gamma",
        &[&["three"], &["two"], &["one"]],
        &[("all words", 1), ("most words", 1), ("some words", 1)],
    );
    check(
        "alpha beta",
        &[&["three", "two"], &["one"]],
        &[("all words", 2), ("some words", 1)],
    );
    check(
        "alpha omega",
        &[&["one", "three", "two"]],
        &[("all words", 0), ("some words", 3)],
    );
    check(
        "alpha beta gamma omega",
        &[&["three"], &["one", "two"]],
        &[("all words", 0), ("most words", 1), ("some words", 2)],
    );
    check("omega psi", &[], &[("all words", 0)]);
}

fn stays_narrow_where_enough_is_found(new: NewIndex) {
    let both = (0..10).map(|number| draft(&format!("both {number}"), "alpha beta"));
    let one = (0..5).map(|number| draft(&format!("one {number}"), "alpha"));
    let index = filled(new, all(both.chain(one)));
    let results = index.engine().search(&request(words("alpha beta"))).unwrap();
    assert_eq!((results.total, tiers(&results)), (10, vec![("all words", 10)]));
    // A page that is asked for in two parts widens as the whole does.
    let results = index.engine().search(&request(words("alpha gamma"))).unwrap();
    assert_eq!(
        (results.total, tiers(&results)),
        (15, vec![("all words", 0), ("some words", 15)])
    );
}

fn widens_only_words(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("post", "alpha").source("Post"),
            draft("times", "alpha beta").source("Times"),
            draft("other", "gamma").source("Post"),
        ]),
    );
    let with_filter = Query::And(vec![words("alpha beta"), Query::Source("post".into())]);
    let results = index.engine().search(&request(with_filter)).unwrap();
    assert_eq!(sorted_keys(&results), ["post"]);
    assert_eq!(tiers(&results), [("all words", 0), ("some words", 1)]);
    let strict = Query::And(vec![word("alpha"), word("beta")]);
    let results = index.engine().search(&request(strict)).unwrap();
    assert_eq!(
        (sorted_keys(&results), tiers(&results)),
        (vec!["times"], vec![("all", 1)])
    );
}

fn sorts_by_date(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("undated", "alpha beta"),
            draft("old", "alpha").published("1912"),
            draft("noon", "alpha").published("2025-12-02T12:00:00Z"),
            draft("day", "alpha beta").published("2025-12-02"),
            draft("new", "alpha").published("2025-12-03"),
            draft("undated too", "alpha"),
        ]),
    );
    for (sort, expected) in [
        (Sort::Newest, ["new", "noon", "day", "old"]),
        (Sort::Oldest, ["old", "day", "noon", "new"]),
    ] {
        let results = index.engine().search(&SearchRequest {
            sort,
            ..request(word("alpha"))
        });
        assert_eq!(keys(&results.unwrap())[..4], expected, "{sort:?}");
    }
}

/// What has every word comes first, however old it is; what has none of the dates comes last among its like.
fn tiers_by_date_follow_each_other(new: NewIndex) {
    let dated = [
        ("all undated", "alpha beta gamma delta kappa sigma", None),
        ("all old", "sigma kappa delta gamma beta alpha", Some("1912")),
        (
            "all day",
            "alpha beta gamma delta kappa sigma",
            Some("2025-12-02"),
        ),
        (
            "all noon",
            "alpha beta gamma delta kappa sigma",
            Some("2025-12-02T12:00:00Z"),
        ),
        ("most old", "alpha beta gamma delta", Some("1990-05")),
        ("most new", "alpha beta gamma sigma kappa", Some("2025-12-03")),
        ("most undated", "alpha beta gamma delta", None),
        ("some old", "alpha beta gamma", Some("1950")),
        ("some new", "sigma", Some("2025-12-04")),
        ("none", "omega", Some("2025-12-05")),
    ];
    let drafts = dated.map(|(key, text, date)| match date {
        Some(date) => draft(key, text).published(date),
        None => draft(key, text),
    });
    let index = filled(new, all(drafts));
    let check = |text: &str, sort: Sort, expected: &[&[&str]], labels: &[&str]| {
        // All words are found often enough, and yet a question lists the rest.
        let enough = if expected.len() == 3 { 1 } else { 10 };
        let asked = SearchRequest {
            sort,
            enough,
            ..request(words(text))
        };
        let results = index.engine().search(&asked).unwrap();
        let counts = expected.iter().map(|tier| tier.len());
        let shown: Vec<(&str, usize)> = labels.iter().copied().zip(counts).collect();
        assert_eq!(tiers(&results), shown, "{text} {sort:?}");
        assert_eq!(keys(&results), expected.concat(), "{text} {sort:?}");
        assert_eq!(results.total, expected.concat().len(), "{text} {sort:?}");
    };
    let question = "alpha beta gamma delta kappa sigma";
    let by_most = ["all words", "most words", "some words"];
    check(
        question,
        Sort::Newest,
        &[
            &["all noon", "all day", "all old", "all undated"],
            &["most new", "most old", "most undated"],
            &["some new", "some old"],
        ],
        &by_most,
    );
    check(
        question,
        Sort::Oldest,
        &[
            &["all old", "all day", "all noon", "all undated"],
            &["most old", "most new", "most undated"],
            &["some old", "some new"],
        ],
        &by_most,
    );
    let by_some = ["all words", "some words"];
    check(
        "kappa gamma",
        Sort::Oldest,
        &[
            &["all old", "all day", "all noon", "most new", "all undated"],
            &["some old", "most old", "most undated"],
        ],
        &by_some,
    );
    check(
        "kappa omega",
        Sort::Newest,
        &[
            &[],
            &[
                "none",
                "most new",
                "all noon",
                "all day",
                "all old",
                "all undated",
            ],
        ],
        &by_some,
    );
}

fn pages_join_without_gap(new: NewIndex) {
    let drafts = (0..47).map(|number| {
        let text = match number % 12 {
            0 => "alpha beta gamma delta kappa",
            4 | 5 => "alpha beta gamma delta",
            3 | 6 | 9 => "alpha beta",
            _ => "alpha",
        };
        let draft = draft(&number.to_string(), text);
        if number % 4 == 0 {
            draft
        } else {
            draft.published(&format!("2025-12-{:02}", 1 + number % 5))
        }
    });
    let index = filled(new, all(drafts));
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        for tree in [
            Query::All,
            words("alpha"),
            words("alpha beta"),
            words("alpha omega"),
            words("alpha beta gamma delta kappa"),
        ] {
            let page = |offset: usize, limit: usize| {
                let results = index.engine().search(&SearchRequest {
                    sort,
                    offset,
                    limit,
                    ..request(tree.clone())
                });
                results.unwrap()
            };
            let whole = page(0, 100);
            for size in [1, 7, 20] {
                let mut joined = Vec::new();
                for offset in (0..whole.total + size).step_by(size) {
                    joined.extend(page(offset, size).hits.into_iter().map(|hit| hit.key));
                }
                assert_eq!(joined, keys(&whole), "{sort:?} {tree:?} by {size}");
            }
            assert!(page(0, 0).hits.is_empty());
            assert_eq!(page(9_999, 1).total, whole.total);
        }
    }
}

/// What no word ranks has an order too, and the same after every rebuild.
fn every_match_is_handed_over_in_order(new: NewIndex) {
    let day = |number: usize| format!("2025-11-{:02}", 1 + number % 28);
    let drafts = (0..40).map(|number| draft(&format!("a{number}"), "alpha").published(&day(number)));
    let index = filled(new, all(drafts.chain([draft("other", "beta")])));
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let page = SearchRequest {
            sort,
            limit: 40,
            ..request(word("alpha"))
        };
        let shown = index.engine().search(&page).unwrap();
        // The page that is asked for does not count.
        let asked = SearchRequest {
            limit: 1,
            offset: 7,
            ..page
        };
        let found: Vec<String> = index
            .engine()
            .matches(&asked)
            .unwrap()
            .map(|article| article.unwrap().key)
            .collect();
        assert_eq!(found, keys(&shown), "{sort:?}");
        assert_eq!(found.len(), 40);
    }
}

fn equals_come_latest_first(new: NewIndex) {
    let mut drafts: Vec<_> = (1..6)
        .map(|day| draft(&day.to_string(), "alpha").published(&format!("2025-12-0{day}")))
        .collect();
    drafts.push(draft("undated", "alpha"));
    for _ in 0..drafts.len() {
        drafts.rotate_left(1);
        let index = filled(new, all(drafts.clone()));
        let results = index.engine().search(&request(Query::All)).unwrap();
        assert_eq!(keys(&results), ["5", "4", "3", "2", "1", "undated"]);
    }
}

fn refuses_what_is_too_deep(new: NewIndex) {
    let index = filled(new, all([draft("a", "alpha")]));
    for (offset, limit) in [(10_000, 1), (0, 10_001), (usize::MAX, 1), (1, usize::MAX)] {
        let results = index.engine().search(&SearchRequest {
            offset,
            limit,
            ..request(Query::All)
        });
        assert!(
            matches!(results, Err(SearchError::OverLimit { limit: 10_000, .. })),
            "{offset} {limit}"
        );
    }
}
