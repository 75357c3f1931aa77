//! What ranks: small words, questions, words that stand close together, and age.

use article::EntityKind;
use search_engine::{Explain, MAX_HALF_LIFE, SearchError, SearchRequest, SearchResults};

use crate::articles::{Draft, all, draft, keys, request, word, words};
use crate::index::{embedded, filled};

fn search(drafts: &[Draft], text: &str) -> SearchResults {
    let drafts = drafts.iter().map(|draft| draft.clone().language("en"));
    let index = filled(embedded, all(drafts));
    index.engine().search(&request(words(text))).unwrap()
}

#[track_caller]
fn check(results: &SearchResults, order: &[&str], tiers: &[(&str, usize)]) {
    assert_eq!(keys(results), order);
    let found: Vec<(&str, usize)> = results
        .matches
        .iter()
        .map(|tier| (tier.label.as_str(), tier.count))
        .collect();
    assert_eq!(found, tiers);
}

#[test]
fn small_words_force_no_match() {
    let drafts = [
        draft("bare", "Harbour strike, and nothing else was told about this"),
        draft("none", "The fog was over the hills"),
        draft("one", "A strike of the bakers"),
    ];
    let expected: (&[&str], &[(&str, usize)]) = (&["bare", "one"], &[("all words", 1), ("some words", 1)]);
    let results = search(&drafts, "the strike of the harbour");
    check(&results, expected.0, expected.1);
    // Where there is nothing else they are words like any other.
    let results = search(&drafts, "was over");
    check(
        &results,
        &["none", "bare"],
        &[("all words", 1), ("some words", 1)],
    );
}

#[test]
fn a_small_word_of_a_name_is_wanted() {
    let drafts = [
        draft("will", "Will Smith sang.").person("will smith", "Will Smith"),
        draft("other", "John Smith sang, and Anna Smith, Smith told.").person("john smith", "John Smith"),
    ];
    let found = search(&drafts, "will smith");
    check(&found, &["will", "other"], &[("all words", 1), ("some words", 1)]);
    let found = search(&drafts, "will john smith");
    assert_eq!(
        found.matches[0].count, 1,
        "nobody is named will john, so “will” is small"
    );
}

#[test]
fn a_name_ranks_above_other_words_of_its_stem() {
    let drafts = [
        draft("well", "All is well, well and well again"),
        draft(
            "name",
            "It was said at length by Anna Wells of the harbour board in a long talk on Monday",
        )
        .person("anna wells", "Anna Wells"),
        draft("no", "Nothing else was said"),
    ];
    assert_eq!(keys(&search(&drafts, "Wells")), ["name", "well"]);
    assert_eq!(keys(&search(&drafts, "wells")), ["well", "name"]);
    let drafts = [
        draft("who", "It is she who told who reported who and who"),
        draft(
            "body",
            "The Harbour Health Organisation, HHO, and the WHO told on Monday at some length of a new report",
        )
        .entity(
            EntityKind::Organisation,
            "world health organization",
            "World Health Organization",
        )
        .written("WHO"),
    ];
    assert_eq!(keys(&search(&drafts, "WHO report")), ["body", "who"]);
    assert_eq!(keys(&search(&drafts, "who reported")), ["who", "body"]);
}

#[test]
fn names_in_a_question_weigh_no_more_than_its_other_words() {
    let mut drafts = vec![
        draft(
            "meant",
            "The storm took the roof of the White House and flooded its garden",
        ),
        draft(
            "namesake",
            "The storm took the roof of the white housing and flooded its garden on Monday",
        )
        .person("paul house", "Paul House"),
    ];
    drafts.extend((0..20).map(|number| draft(&number.to_string(), "Nothing else was said of any house")));
    let question = "Which storm took the roof of the White House and flooded the garden";
    assert_eq!(keys(&search(&drafts, question))[0], "meant");
}

#[test]
fn a_word_is_as_rare_in_a_language_as_in_all() {
    let english = ["one", "two", "three"].map(|key| draft(key, "Rotterdam port news").language("en"));
    let longer = draft(
        "french",
        "Rotterdam et le port de la ville de Rotterdam et de la mer au nord",
    )
    .language("fr");
    let index = filled(embedded, all(english.into_iter().chain([longer])));
    for text in ["Rotterdam", "Rotterdam port"] {
        let results = index.engine().search(&request(words(text))).unwrap();
        assert_eq!(keys(&results).last(), Some(&"french"), "{text}");
    }
}

#[test]
fn a_small_word_in_capitals_is_a_name() {
    let drafts = [
        draft("who", "A report by WHO on fevers"),
        draft("other", "A report, a report and a report on fevers"),
    ];
    let results = search(&drafts, "WHO report");
    check(
        &results,
        &["who", "other"],
        &[("all words", 1), ("some words", 1)],
    );
    let results = search(&drafts, "who report");
    assert_eq!(
        results.matches[0].count, 2,
        "“who” is a small word, so both have all words"
    );
}

#[test]
fn a_question_goes_by_what_its_words_say() {
    let common = "town council spoke today about plans";
    let mut drafts: Vec<Draft> = (0..20)
        .map(|number| draft(&format!("common {number}"), common))
        .collect();
    drafts.push(draft("rare", "The zeppelin landed"));
    let results = search(
        &drafts,
        "what plans about the zeppelin did the town council speak of today",
    );
    assert_eq!(keys(&results)[0], "rare");
    assert_eq!(results.matches.len(), 1);
    assert_eq!(
        (results.matches[0].label.as_str(), results.total),
        ("some words", 21)
    );
}

#[test]
fn words_in_one_sentence_come_before_scattered_ones() {
    let filling = "and more was told of it ".repeat(10);
    let drafts = [
        draft(
            "apart",
            &format!("The harbour stood. {filling} {filling} A strike came."),
        ),
        draft(
            "close",
            &format!("The harbour had a strike. {filling} {filling} It came."),
        ),
    ];
    for text in ["harbour strike", "strike harbour"] {
        let results = search(&drafts, text);
        check(&results, &["close", "apart"], &[("all words", 2)]);
        assert!(results.hits[0].score > results.hits[1].score);
    }
}

#[test]
fn an_article_of_the_future_does_not_age_all_others() {
    let index = filled(
        embedded,
        all([
            draft("old", "alpha").published("2015-12-02"),
            draft("new", "alpha").published("2025-12-03"),
            draft("misdated", "delta").published("2099-03-01"),
        ]),
    );
    let results = index.engine().search(&SearchRequest {
        half_life: 3_650,
        ..request(word("alpha"))
    });
    let hits = results.unwrap().hits;
    assert!(
        hits[0].score > 1.1 * hits[1].score,
        "{} {}",
        hits[0].score,
        hits[1].score
    );
}

#[test]
fn newer_articles_count_for_more() {
    let index = filled(
        embedded,
        all([
            draft("undated", "alpha alpha alpha alpha"),
            draft("old", "alpha alpha alpha delta").published("2019-12-02"),
            draft("older", "alpha alpha delta delta").published("1912"),
            draft("new", "alpha beta gamma delta").published("2025-12-03"),
        ]),
    );
    for (half_life, expected) in [
        (0, ["undated", "old", "older", "new"]),
        (30, ["new", "undated", "old", "older"]),
        (MAX_HALF_LIFE, ["old", "new", "older", "undated"]),
    ] {
        let results = index.engine().search(&SearchRequest {
            half_life,
            explain: Explain::Yes,
            ..request(word("alpha"))
        });
        let results = results.unwrap();
        assert_eq!(keys(&results), expected, "half-life of {half_life} days");
        for hit in &results.hits {
            let parts = hit.explanation.iter().flatten();
            let sum: f32 = parts.map(|part| part.value).sum();
            assert!(
                (sum - hit.score).abs() < 1e-4,
                "{}: {sum} is not {}",
                hit.key,
                hit.score
            );
        }
    }
    let too_long = SearchRequest {
        half_life: MAX_HALF_LIFE + 1,
        ..request(word("alpha"))
    };
    let error = index.engine().search(&too_long).unwrap_err();
    assert!(matches!(error, SearchError::OverLimit { .. }), "{error}");
}
