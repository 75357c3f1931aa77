//! Which articles are found by where their words stand.

use query_language::{Query, parse};

use super::contract;
use crate::articles::{all, draft, sorted_keys};
use crate::index::{NewIndex, filled};

contract! {
    finds_words_near_each_other keeps_to_sentences_and_paragraphs keeps_to_parts counts_places finds_words_as_written
    finds_words_by_shape finds_authors_and_addresses leaves_out_what_is_near takes_the_closest_spellings
}

fn tree(text: &str) -> Query {
    let query = parse(text, None);
    assert_eq!(query.warnings, [], "{text}");
    query.tree
}

fn check(engine: &dyn search_engine::SearchEngine, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let results = engine.search(&crate::articles::request(tree(text))).unwrap();
        assert_eq!(sorted_keys(&results), *expected, "{text}");
        assert_eq!(results.total, expected.len(), "{text}");
    }
}

fn finds_words_near_each_other(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("1", "The ferry strike ended.").language("en"),
            draft("3", "A strike by the ferry crews.").language("en"),
            draft("6", "Ferries run again after a long strike.").language("en"),
            draft("paragraphs", "They took the ferry\n\nStrikes came later.").language("en"),
            draft("fields", "Strikes came later.")
                .title("On the ferry")
                .language("en"),
            draft("title", "Nothing.")
                .title("Strike on the ferry")
                .language("en"),
            draft("both", "A ferry and a boat met; the night boat had a strike.").language("en"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("ferry NEAR/1 strike", &["1", "paragraphs"]),
            ("ferry NEAR/2 strike", &["1", "paragraphs"]),
            ("ferry NEAR/3 strike", &["1", "3", "paragraphs", "title"]),
            ("ferry w/6 strike", &["1", "3", "6", "paragraphs", "title"]),
            ("ferry pre/1 strike", &["1", "paragraphs"]),
            ("strike pre/3 ferry", &["3", "title"]),
            ("\"ferry strike\"~0", &["1"]),
            ("\"ferry strike\"~2", &["1", "3", "paragraphs", "title"]),
            ("title:(ferry w/5 strike)", &["title"]),
            ("title:ferry w/5 strike", &["title"]),
            ("body:ferry w/3 strike", &["1", "3", "paragraphs"]),
            (
                "(ferry OR boat) w/3 strike",
                &["1", "3", "both", "paragraphs", "title"],
            ),
            ("\"night boat\" w/4 strike", &["both"]),
            ("ferry w/7 boat w/3 strike", &["both"]),
            ("ferry w/4 boat w/3 strike", &[]),
            ("boat w/4 ferry w/1 \"and a\"", &["both"]),
            ("ferry w/4 ferry", &[]),
            ("boat w/4 boat", &["both"]),
        ],
    );
}

fn keeps_to_sentences_and_paragraphs(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("sentence", "The captain left. A pilot met the harbour master.").language("en"),
            draft("apart", "The pilot left. The harbour was closed.").language("en"),
            draft("paragraphs", "The pilot left\n\nThe harbour was closed.").language("en"),
            draft("mr", "The pilot met Mr. Reis at the harbour.").language("en"),
            draft(
                "de",
                "Am 3. Oktober traf er den 2. Bürgermeister. Der Hafen ruht.",
            )
            .language("de"),
            draft("ja", "首相は会見した。「和平は可能だ」と述べた。").language("ja"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("oktober /s bürgermeister", &["de"]),
            ("bürgermeister /s hafen", &[]),
            ("和平 /s 可能", &["ja"]),
            ("会見 /s 和平", &[]),
            ("pilot /s harbour", &["mr", "sentence"]),
            ("harbour /s pilot", &["mr", "sentence"]),
            ("harbour pre/s pilot", &[]),
            ("pilot /p harbour", &["apart", "mr", "sentence"]),
            ("captain /s pilot", &[]),
            ("captain /p pilot", &["sentence"]),
            ("pilot w/50 harbour", &["apart", "mr", "paragraphs", "sentence"]),
        ],
    );
}

fn keeps_to_parts(new: NewIndex) {
    let third = "One.\n\nTwo.\n\nThe lighthouse is in the third.";
    let late = format!("{}lighthouse", "word ".repeat(100));
    let index = filled(
        new,
        all([
            draft("title", "Nothing.").title("A lighthouse"),
            draft("standfirst", "Nothing.").standfirst("A lighthouse"),
            draft("first", "A lighthouse.\n\nMore."),
            draft("second", "One.\n\nThe lighthouse."),
            draft("third", third),
            draft("late", &late),
        ]),
    );
    check(
        index.engine(),
        &[
            ("title:lighthouse", &["title"]),
            ("lead:lighthouse", &["first", "second", "standfirst"]),
            ("hlead:lighthouse", &["first", "second", "standfirst", "title"]),
            ("body:lighthouse", &["first", "late", "second", "third"]),
            ("lead:\"a lighthouse\"", &["first", "standfirst"]),
            ("body:lightho*", &["first", "late", "second", "third"]),
            ("lead:l?ghthouse", &["first", "second", "standfirst"]),
            ("lead:lighthous~1", &["first", "second", "standfirst"]),
            ("lead:=lighthouse", &["first", "second", "standfirst"]),
            ("lighthouse -lead:lighthouse", &["late", "third", "title"]),
        ],
    );
}

fn counts_places(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("title", "Nothing.").title("Ferry"),
            draft("two", "A ferry.").title("Ferries").language("en"),
            draft("three", "A ferry, two ferries.")
                .title("Ferries")
                .language("en"),
            draft("boats", "A ferry, a boat, a boat."),
        ]),
    );
    check(
        index.engine(),
        &[
            ("atleast1(ferry)", &["boats", "three", "title", "two"]),
            ("atleast2(ferry)", &["three", "two"]),
            ("atleast3(ferry)", &["three"]),
            ("atleast4(ferry)", &[]),
            ("atleast3(ferry OR boat)", &["boats", "three"]),
            ("atleast2(body:ferry)", &["three"]),
            ("atleast2(=ferries)", &["three"]),
            ("atleast2(ferr*)", &["three", "two"]),
        ],
    );
    // The parser warns that each word counts of what is near each other.
    let near = parse("atleast3(boat w/9 ferry)", None).tree;
    let results = index.engine().search(&crate::articles::request(near)).unwrap();
    assert_eq!(sorted_keys(&results), ["boats"]);
}

fn finds_words_as_written(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("one", "A security guarantee.").language("en"),
            draft("many", "Security guarantees.").language("en"),
            draft("both", "Security guaranteed; a guarantee of security.").language("en"),
            draft("title", "Nothing.").title("Guarantees").language("en"),
            draft("name", "Mr. O’Brien").language("en"),
            // Without a language, words are their own stems, which English has for others.
            draft("unknown", "The tide came.").title("Tides"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("=guarantee", &["both", "one"]),
            ("=Guarantees", &["many", "title"]),
            ("title:=guarantees", &["title"]),
            ("title:=guarantee", &[]),
            ("=\"security guarantee\"", &["one"]),
            ("=\"SECURITY guarantees\"", &["many"]),
            ("=\"guarantee of security\"", &["both"]),
            ("=security w/1 =guarantee", &["one"]),
            ("=security w/1 guarantee", &["both", "many", "one"]),
            ("=brien", &[]),
            ("body:=tides", &[]),
            ("body:=tide", &["unknown"]),
            ("=tides", &["unknown"]),
            ("=o'brien", &["name"]),
            ("-=guarantee", &["many", "name", "title", "unknown"]),
        ],
    );
}

fn finds_words_by_shape(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("woman", "A woman spoke").language("en"),
            draft("women", "Women spoke").language("en"),
            draft("s", "An organisation").language("en"),
            draft("z", "Organizations").title("Organization").language("en"),
            draft("kyiv", "Kyiv").language("en"),
            draft("zelensky", "Zelensky").language("en"),
            draft("zelenskyy", "Zelenskyy").language("en"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("wom?n", &["woman", "women"]),
            ("w?man", &["woman"]),
            ("organi*ation", &["s", "z"]),
            ("organi?ation*", &["s", "z"]),
            ("title:organi?ation", &["z"]),
            ("title:organi?ations", &[]),
            ("zelensky~1", &["zelensky", "zelenskyy"]),
            ("zelesnky~1", &["zelensky"]),
            ("zelesnky~2", &["zelensky", "zelenskyy"]),
            ("kiev~1", &[]),
            ("kiev~2", &["kyiv"]),
            ("wom?n w/1 spoke", &["woman", "women"]),
            ("\"wom?n spoke\"", &["woman", "women"]),
            ("\"spoke wom?n\"", &[]),
            ("\"a wom?n spoke\"", &["woman"]),
            ("\"a * spoke\"", &["woman"]),
            ("\"womna~1 spoke\"", &["woman"]),
        ],
    );
}

fn finds_authors_and_addresses(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("roe", "x")
                .byline("Jane Roe")
                .url("https://www.news.example.org/world/2025"),
            draft("two", "x")
                .byline("Jane Reis")
                .byline("Tom Roe")
                .url("https://example.org/world"),
            draft("none", "x"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("byline:roe", &["roe", "two"]),
            ("author:\"jane roe\"", &["roe"]),
            ("by=(Jane Reis)", &["two"]),
            ("byline:\"Roe Jane\"", &[]),
            ("-byline:jane", &["none"]),
            ("byline:ro*", &["roe", "two"]),
            ("byline:\"jane r?e\"", &["roe"]),
            ("byline:(jane r*)", &["roe", "two"]),
            ("byline:zo*", &[]),
            ("url:example.org", &["roe", "two"]),
            ("site:news.example.org", &["roe"]),
            ("url:example.org/world/2025", &["roe"]),
            ("url:ample.org", &[]),
        ],
    );
}

/// Exclusions ask for articles behind where the excluded side stands.
fn leaves_out_what_is_near(new: NewIndex) {
    let texts = [
        "tide",
        "tide of a calm sea",
        "calm tide, sea",
        "tide calm",
        "tide",
        "sea tide",
        "tide. Calm",
    ];
    let drafts = texts
        .iter()
        .enumerate()
        .map(|(number, text)| draft(&number.to_string(), text));
    let index = filled(new, all(drafts));
    check(
        index.engine(),
        &[
            ("tide -(tide w/1 calm)", &["0", "1", "4", "5"]),
            ("tide -(tide /s calm)", &["0", "4", "5", "6"]),
            ("tide -(tide w/1 calm) -(sea w/1 tide)", &["0", "1", "4"]),
            ("tide -=\"tide calm\"", &["0", "1", "2", "4", "5"]),
            ("(tide w/1 calm) AND (tide w/1 sea)", &["2"]),
            ("(tide w/1 sea) OR =\"tide calm\"", &["2", "3", "5", "6"]),
        ],
    );
}

fn takes_the_closest_spellings(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("a", "The harbour master spoke").language("en"),
            draft("b", "Harbour news").language("en"),
            draft("c", "The garden").language("en"),
        ]),
    );
    check(
        index.engine(),
        &[
            ("harbuor", &["a", "b"]),
            ("title:harbuor", &[]),
            ("harbour -gardn", &["a", "b"]),
            ("\"harbuor master\"", &[]),
            ("=harbuor", &[]),
            ("harbuor w/1 master", &["a"]),
            ("gardn", &["c"]),
            ("xylophone", &[]),
        ],
    );
}
