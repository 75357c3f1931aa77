//! Facets: what they count, and what choosing in them does.

use query_language::Query;
use search_engine::{Counts, FacetField, FacetOrder, SearchError, SearchRequest};

use super::contract;
use crate::articles::{all, counts, draft, narrowed, person, request, sorted_keys, word, words};
use crate::index::{NewIndex, TestIndex, filled};
use article::EntityKind;

const PERSON: FacetField = FacetField::Entity(EntityKind::Person);
const PLACE: FacetField = FacetField::Entity(EntityKind::Place);

contract! {
    counts_beside_what_is_chosen several_values_widen_and_facets_narrow excludes unknown_is_a_value
    gives_no_more_than_asked_but_what_is_chosen shows_the_commonest_name one_name_is_one_value
    an_older_spelling_still_filters counts_what_the_search_widened_to leaves_facets_out
    counts_an_entity_once_an_article counts_only_matches finds_values_within_a_facet
}

/// Four articles of three publishers, in two languages, about three people.
fn archive(new: NewIndex) -> Box<dyn TestIndex> {
    filled(
        new,
        all([
            draft("1", "tide")
                .source("Post")
                .language("en")
                .person("ada", "Ada")
                .person("bo", "Bo"),
            draft("2", "tide")
                .source("Post")
                .language("de")
                .person("ada", "Ada"),
            draft("3", "tide")
                .source("Times")
                .language("en")
                .person("cy", "Cy"),
            draft("4", "tide")
                .language("en")
                .person("bo", "Bo")
                .place("elba", "Elba"),
        ]),
    )
}

fn check(index: &dyn TestIndex, request: &SearchRequest, found: &[&str], facets: &[(FacetField, &[&str])]) {
    let results = index.engine().search(request).unwrap();
    assert_eq!(sorted_keys(&results), found, "{:?}", request.filters);
    assert_eq!(results.total, found.len());
    for (facet, expected) in facets {
        assert_eq!(
            counts(&results, *facet),
            *expected,
            "{facet}: {:?}",
            request.filters
        );
    }
}

fn counts_beside_what_is_chosen(new: NewIndex) {
    let index = archive(new);
    check(
        &*index,
        &request(word("tide")),
        &["1", "2", "3", "4"],
        &[
            (FacetField::Source, &["Post 2", "Times 1", "unknown 1"]),
            (FacetField::Language, &["en 3", "de 1"]),
            (PERSON, &["Ada 2", "Bo 2", "Cy 1"]),
            (PLACE, &["Elba 1"]),
            (FacetField::Agency, &[]),
        ],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["Post"])]),
        &["1", "2"],
        &[
            (FacetField::Source, &["Post 2", "Times 1", "unknown 1"]),
            (FacetField::Language, &["de 1", "en 1"]),
            (PERSON, &["Ada 2", "Bo 1"]),
        ],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["Post"]), (FacetField::Language, &["en"])]),
        &["1"],
        &[
            (FacetField::Source, &["Post 1", "Times 1", "unknown 1"]),
            (FacetField::Language, &["de 1", "en 1"]),
            (PERSON, &["Ada 1", "Bo 1"]),
        ],
    );
}

fn counts_only_matches(new: NewIndex) {
    let index = archive(new);
    let request = SearchRequest {
        counts: Counts::Matches,
        ..narrowed(&[(PERSON, &["Bo"])])
    };
    check(
        &*index,
        &request,
        &["1", "4"],
        &[
            (PERSON, &["Bo 2", "Ada 1"]),
            (FacetField::Source, &["Post 1", "unknown 1"]),
            (PLACE, &["Elba 1"]),
        ],
    );
}

/// The values of one facet with words that start so, however rare they are; the other facets are as ever.
fn finds_values_within_a_facet(new: NewIndex) {
    let mut drafts = vec![
        draft("1", "tide")
            .source("Unknown Post")
            .person("hald", "Ina Hald"),
        draft("2", "tide")
            .person("hald", "Ina Hald")
            .person("haldane", "Bo Haldane"),
        draft("3", "tide")
            .source("Post")
            .person("elodie", "Élodie Hald-Roy"),
        draft("4", "other").source("Post").person("halder", "Ina Halder"),
    ];
    let many = (0..30).map(|number| draft(&format!("many {number}"), "tide").person("common", "Cy Common"));
    drafts.extend(many);
    let index = filled(new, all(drafts));
    for (asked, filters, limit, expected) in [
        (
            "person:hald",
            &[][..],
            10,
            &["Ina Hald 2", "Bo Haldane 1", "Élodie Hald-Roy 1"][..],
        ),
        ("person:HALD", &[], 1, &["Ina Hald 2"]),
        ("person: i hal", &[], 10, &["Ina Hald 2"]),
        ("person:elodie", &[], 10, &["Élodie Hald-Roy 1"]),
        (
            "person:hald",
            &[(FacetField::Source, &["Post"][..])],
            10,
            &["Élodie Hald-Roy 1"],
        ),
        // What is chosen in a facet does not narrow it.
        (
            "person:hald",
            &[(PERSON, &["Cy Common"])],
            2,
            &["Ina Hald 2", "Bo Haldane 1"],
        ),
        ("person:nobody", &[], 10, &[]),
        ("person:…", &[], 10, &[]),
        ("source:un", &[], 10, &["unknown 31", "Unknown Post 1"]),
        ("source:post", &[], 10, &["Post 1", "Unknown Post 1"]),
    ] {
        let mut request = SearchRequest {
            facet_query: Some(asked.parse().unwrap()),
            facet_values: limit,
            query: request(word("tide")).query,
            ..narrowed(filters)
        };
        for facet_order in [FacetOrder::Count, FacetOrder::Significant] {
            request.facet_order = facet_order;
            let results = index.engine().search(&request).unwrap();
            let facet = request.facet_query.as_ref().unwrap().facet;
            assert_eq!(counts(&results, facet), expected, "{asked} {filters:?}");
            let others = if facet == PERSON {
                FacetField::Source
            } else {
                PERSON
            };
            let plain = SearchRequest {
                facet_query: None,
                ..request.clone()
            };
            let plain = index.engine().search(&plain).unwrap();
            assert_eq!(counts(&results, others), counts(&plain, others), "{asked}");
            let in_archive = results.facets.unwrap().values[facet.name()]
                .iter()
                .map(|value| value.in_archive)
                .collect::<Vec<_>>();
            let is_told = facet == PERSON && facet_order == FacetOrder::Significant;
            assert!(
                in_archive.iter().all(|count| count.is_some() == is_told),
                "{asked}"
            );
        }
    }
}

fn several_values_widen_and_facets_narrow(new: NewIndex) {
    let index = archive(new);
    check(
        &*index,
        &narrowed(&[(PERSON, &["Ada", "Cy"])]),
        &["1", "2", "3"],
        &[(PERSON, &["Ada 2", "Bo 2", "Cy 1"])],
    );
    check(
        &*index,
        &narrowed(&[(PERSON, &["Ada", "Cy"]), (FacetField::Source, &["Times", "Post"])]),
        &["1", "2", "3"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(PERSON, &["Nobody"])]),
        &[],
        &[(PERSON, &["Ada 2", "Bo 2", "Cy 1"]), (FacetField::Source, &[])],
    );
    check(&*index, &narrowed(&[(PERSON, &["Nobody", "Cy"])]), &["3"], &[]);
}

fn excludes(new: NewIndex) {
    let index = archive(new);
    check(
        &*index,
        &narrowed(&[(PERSON, &["-Ada"])]),
        &["3", "4"],
        &[
            (PERSON, &["Ada 2", "Bo 2", "Cy 1"]),
            (FacetField::Source, &["Times 1", "unknown 1"]),
        ],
    );
    check(&*index, &narrowed(&[(PERSON, &["-Ada", "-Cy"])]), &["4"], &[]);
    check(&*index, &narrowed(&[(PERSON, &["Bo", "-Ada"])]), &["4"], &[]);
    check(
        &*index,
        &narrowed(&[(PERSON, &["-Nobody"])]),
        &["1", "2", "3", "4"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(PERSON, &["-Ada"]), (FacetField::Source, &["-unknown"])]),
        &["3"],
        &[],
    );
}

fn unknown_is_a_value(new: NewIndex) {
    let index = archive(new);
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["unknown"])]),
        &["4"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["unknown", "Times"])]),
        &["3", "4"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["-unknown"])]),
        &["1", "2", "3"],
        &[],
    );
    // A publisher that calls itself so is no other value.
    let index = filled(
        new,
        all([
            draft("a", "x").source("unknown"),
            draft("b", "x"),
            draft("c", "x").source("Z"),
        ]),
    );
    check(
        &*index,
        &request(Query::All),
        &["a", "b", "c"],
        &[(FacetField::Source, &["unknown 2", "Z 1"])],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["unknown"])]),
        &["a", "b"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["-unknown"])]),
        &["c"],
        &[],
    );
}

fn gives_no_more_than_asked_but_what_is_chosen(new: NewIndex) {
    let index = archive(new);
    let check_values = |source: &[&str], people: &[&str], sources_expected: &[&str], expected: &[&str]| {
        let mut request = narrowed(&[(FacetField::Source, source), (PERSON, people)]);
        request.facet_values = 1;
        let results = index.engine().search(&request).unwrap();
        assert_eq!(
            counts(&results, FacetField::Source),
            sources_expected,
            "{source:?} {people:?}"
        );
        assert_eq!(counts(&results, PERSON), expected, "{source:?} {people:?}");
    };
    check_values(&[], &[], &["Post 2"], &["Ada 2"]);
    check_values(&[], &["Cy"], &["Times 1"], &["Ada 2", "Cy 1"]);
    check_values(&[], &["-Cy"], &["Post 2"], &["Ada 2", "Cy 1"]);
    check_values(&["unknown"], &[], &["Post 2", "unknown 1"], &["Bo 1"]);
    check_values(
        &["Times", "-unknown"],
        &[],
        &["Post 2", "Times 1", "unknown 1"],
        &["Cy 1"],
    );
}

fn shows_the_commonest_name(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("1", "x").person("kim", "Kim"),
            draft("2", "x").person("kim", "Kim Arden"),
            draft("3", "x").person("kim", "Kim Arden"),
            draft("4", "x").person("lee", "Lee"),
            draft("5", "x").person("lee", "Lee Moss"),
        ]),
    );
    check(
        &*index,
        &request(Query::All),
        &["1", "2", "3", "4", "5"],
        &[(PERSON, &["Kim Arden 3", "Lee Moss 2"])],
    );
    check(
        &*index,
        &narrowed(&[(PERSON, &["Kim Arden"])]),
        &["1", "2", "3"],
        &[],
    );
}

fn one_name_is_one_value(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("1", "x").person("kim arden", "Kim Arden"),
            draft("2", "x").person("kim", "Kim Arden"),
            draft("3", "x")
                .person("kim", "Kim Arden")
                .person("kim arden", "Kim Arden"),
        ]),
    );
    check(
        &*index,
        &request(Query::All),
        &["1", "2", "3"],
        &[(PERSON, &["Kim Arden 3"])],
    );
    check(
        &*index,
        &narrowed(&[(PERSON, &["Kim Arden"])]),
        &["1", "2", "3"],
        &[],
    );
    check(&*index, &narrowed(&[(PERSON, &["-Kim Arden"])]), &[], &[]);
    check(&*index, &request(person("arden")), &["1", "2", "3"], &[]);
}

/// A saved link holds the name of the day it was made; the same value may be shown otherwise since.
fn an_older_spelling_still_filters(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("1", "x").person("kim", "Kim").source("Harbour Post"),
            draft("2", "x").person("kim", "Kim Arden"),
            draft("3", "x").person("kim", "Kim Arden"),
            draft("4", "x").person("arden", "Arden"),
        ]),
    );
    check(&*index, &narrowed(&[(PERSON, &["Kim"])]), &["1", "2", "3"], &[]);
    check(&*index, &narrowed(&[(PERSON, &["-kim arden"])]), &["4"], &[]);
    check(&*index, &narrowed(&[(PERSON, &["Arden"])]), &["4"], &[]);
    check(&*index, &narrowed(&[(PERSON, &["Kim Moss"])]), &[], &[]);
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["harbour post"])]),
        &["1"],
        &[],
    );
    check(
        &*index,
        &narrowed(&[(FacetField::Source, &["harbour"])]),
        &[],
        &[],
    );
}

fn counts_what_the_search_widened_to(new: NewIndex) {
    let index = archive(new);
    let index_with_words = words("tide absent");
    let results = index.engine().search(&request(index_with_words)).unwrap();
    assert_eq!(results.total, 4);
    assert_eq!(
        counts(&results, FacetField::Source),
        ["Post 2", "Times 1", "unknown 1"]
    );
}

fn leaves_facets_out(new: NewIndex) {
    let index = archive(new);
    let none = SearchRequest {
        facet_values: 0,
        ..request(word("tide"))
    };
    let results = index.engine().search(&none).unwrap();
    assert_eq!((results.facets, results.total), (None, 4));
    let too_many = SearchRequest {
        facet_values: 1_001,
        ..request(word("tide"))
    };
    let error = index.engine().search(&too_many).unwrap_err();
    assert!(
        matches!(error, SearchError::OverLimit { limit: 1_000, .. }),
        "{error}"
    );
}

fn counts_an_entity_once_an_article(new: NewIndex) {
    let twice = draft("1", "x")
        .person("kim", "Kim")
        .person("kim", "Kim Arden")
        .agency("AFP")
        .agency("AFP");
    let index = filled(new, all([twice, draft("2", "x").person("kim", "Kim")]));
    check(
        &*index,
        &request(Query::All),
        &["1", "2"],
        &[(PERSON, &["Kim 2"]), (FacetField::Agency, &["AFP 1"])],
    );
}
