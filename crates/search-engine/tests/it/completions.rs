//! What is suggested while a query is typed: names, words and headlines, and how many articles have them.

use article::{ArticleId, EntityKind};
use query_language::parse;
use search_engine::{SearchRequest, Suggestion};

use crate::articles::draft;
use crate::index::{TestIndex, index_of};

/// Returns an index with names of every kind.
fn names() -> Box<dyn TestIndex> {
    index_of([
        draft("1", "Marina Duarte spoke in Marlow.")
            .person("marina duarte", "Marina Duarte")
            .source("Marlow Post"),
        draft("2", "Marina Duarte again. Marching. Marching").person("marina duarte", "Marina Duarte"),
        draft("3", "Rock “the rock” O’Mara")
            .person("rock omara", "Rock “The ‘Rock’” O’Mara")
            .source("AND: the (news) *"),
        draft("4", "In Marlow, marching on.")
            .place("marlow", "Marlow")
            .agency("Mar Press")
            .language("en"),
        draft("5", "№ ½ ﬁnance and OR NOT")
            .person("not so", "NOT So")
            .place("l'aquila", "L’Aquila"),
    ])
}

#[test]
fn suggests_names_and_words() {
    let index = names();
    let check = |typed: &str, limit: usize, expected: &[&str]| {
        assert_eq!(suggested(&*index, typed, limit), expected, "{typed}");
    };
    check(
        "mar",
        10,
        &[
            "person Marina Duarte 2",
            "place Marlow 1",
            "source Marlow Post 1",
            "person Rock “The ‘Rock’” O’Mara 1",
            "word marching 2",
            "word marina 2",
            "word marlow 2",
        ],
    );
    check("mar", 2, &["person Marina Duarte 2", "word marching 2"]);
    check("MARINA du", 10, &["person Marina Duarte 2"]);
    check("duarte marina", 10, &["person Marina Duarte 2"]);
    check("aquil", 10, &["place L’Aquila 1"]);
    check("zzz", 10, &[]);
    check("", 10, &[]);
    check("…", 10, &[]);
    check("mar", 0, &[]);
}

#[test]
fn a_completion_keeps_the_signs_before_it() {
    let index = names();
    for (typed, expected) in [
        ("-duar", "-person:\"Marina Duarte\""),
        ("(duar", "(person:\"Marina Duarte\""),
        (" +duar", "+person:\"Marina Duarte\""),
        ("duar", "person:\"Marina Duarte\""),
    ] {
        let found = index.engine().suggest(typed, 1).unwrap();
        assert_eq!(found[0].query, expected, "{typed}");
    }
}

#[test]
fn suggests_headlines_with_the_words_typed() {
    let index = index_of([
        draft("1", "x").title("Night ferry “sails” again: harbour"),
        // Signs do not count: both are found by one query.
        draft("2", "y").title("Night ferry “sails” again – harbour"),
        draft("3", "z").title("Harbour fees rise by night"),
        draft("4", "night ferry"),
    ]);
    let check = |typed: &str, expected: &[&str]| {
        let found = index.engine().suggest(typed, 10).unwrap();
        let found: Vec<String> = found
            .iter()
            .filter(|s| s.kind == "headline")
            .map(|s| format!("{} {}", s.query, s.count))
            .collect();
        // Which of two is the better match is not what this is about.
        let [mut found, mut expected] = [found, expected.iter().map(|it| (*it).to_owned()).collect()];
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{typed}");
    };
    let ferry = "title:\"Night ferry sails again harbour\" 2";
    check("night fer", &[ferry]);
    check("FERRY nigh", &[ferry]);
    check("Harbour nig", &[ferry, "title:\"Harbour fees rise by night\" 1"]);
    check("night", &[]);
    check("night f", &[]);
    check("night lamp", &[]);
    check("nigth fer", &[ferry]);
    check("night ferrry", &[ferry]);
    check("nigth lamp", &[]);
}

/// Returns kind, text and count of what is suggested.
fn suggested(index: &dyn TestIndex, typed: &str, limit: usize) -> Vec<String> {
    let found = index.engine().suggest(typed, limit).unwrap();
    let told = found.iter().map(|s| format!("{} {} {}", s.kind, s.text, s.count));
    told.collect()
}

#[test]
fn what_is_used_most_comes_first() {
    let mut drafts = Vec::new();
    for number in 0..30_u8 {
        let title = format!("Fish prices rise in town {number}");
        let text = "Merging and merging, said the merger.";
        let organisation = if number == 0 {
            "Northlight GmbH"
        } else {
            "Northlight"
        };
        drafts.push(draft(&format!("a{number}"), text).title(&title).entity(
            EntityKind::Organisation,
            "northlight",
            organisation,
        ));
    }
    for number in 0..2_u8 {
        drafts.push(
            draft(&format!("b{number}"), "x")
                .entity(EntityKind::Organisation, "mergermetrics", "Mergermetrics")
                .entity(EntityKind::Organisation, "gm harbour", "GM Harbour")
                .entity(EntityKind::Organisation, "fish price", "Fish Price Information"),
        );
    }
    let index = index_of(drafts);
    for (typed, expected) in [
        (
            "merg",
            &[
                "word merger 30",
                "word merging 30",
                "organisation Mergermetrics 2",
            ][..],
        ),
        // A name counts with the articles that write it so.
        ("gm", &["organisation GM Harbour 2", "organisation Northlight 30"]),
        ("north", &["organisation Northlight 30"]),
        (
            "fish pri",
            &["headline Fish prices 30", "organisation Fish Price Information 2"],
        ),
    ] {
        let found = suggested(&*index, typed, 10);
        assert_eq!(found[..expected.len()], *expected, "{typed}: {found:?}");
    }
}

#[test]
fn what_is_spelled_almost_so_is_suggested() {
    let many = (0..40_u8).map(|number| {
        draft(&number.to_string(), "Marina Duarte, of Goldmark. A restaurant.")
            .title("Fish prices rise")
            .person("marina duarte", "Marina Duarte")
            .entity(EntityKind::Organisation, "goldmark", "Goldmark")
            .source("Tarnwick Courier")
    });
    // The names of misprints, and of others.
    let others = [
        draft("a", "Goldmrak").entity(EntityKind::Organisation, "goldmrak", "Goldmrak"),
        draft("b", "Marius Dupont").person("marius dupont", "Marius Dupont"),
    ];
    let index = index_of(many.chain(others));
    for (typed, expected) in [
        ("duatre", &["person Marina Duarte 40", "word duarte 40"][..]),
        ("duatr", &["person Marina Duarte 40", "word duarte 40"]),
        ("dua", &["person Marina Duarte 40", "word duarte 40"]),
        ("marnia dua", &["person Marina Duarte 40"]),
        ("marina duatre", &["person Marina Duarte 40"]),
        ("Tranwick", &["source Tarnwick Courier 40"]),
        ("restuar", &["word restaurant 40"]),
        ("-Goldmakr", &["organisation Goldmark 40", "word goldmark 40"]),
        // What was typed comes first.
        (
            "goldmra",
            &[
                "organisation Goldmrak 1",
                "word goldmrak 1",
                "organisation Goldmark 40",
                "word goldmark 40",
            ],
        ),
        // Of a name that is there nothing is offered that is hardly more frequent.
        ("dupont", &["person Marius Dupont 1", "word dupont 1"]),
        ("fish prcies", &["headline Fish prices rise 40"]),
        ("fihs pri", &["headline Fish prices rise 40"]),
        // Few letters are like too many words, and hardly anybody mistypes the first.
        ("dtua", &[]),
        ("tuarte", &[]),
    ] {
        assert_eq!(suggested(&*index, typed, 10), expected, "{typed}");
    }
    let found = index.engine().suggest("-Goldmakr", 1).unwrap();
    assert_eq!(found[0].query, "-org:\"Goldmark\"");
    assert_eq!(suggested(&*index, "goldmra", 1), ["organisation Goldmrak 1"]);
}

#[test]
fn a_suggestion_stands_for_a_query_that_finds_it() {
    let index = names();
    let mut n_checked = 0;
    for typed in [
        "mar",
        "a",
        "r",
        "o",
        "n",
        "t",
        "f",
        "1",
        "l",
        "the",
        "so",
        "news",
        "in mar",
        "the rock",
        "and or no",
        "marlwo",
        "marnia du",
        "finacne",
    ] {
        for Suggestion {
            kind,
            text,
            query,
            count,
        } in index.engine().suggest(typed, 50).unwrap()
        {
            let parsed = parse(&query, None);
            assert!(parsed.warnings.is_empty(), "{query}: {:?}", parsed.warnings);
            let results = index.engine().search(&SearchRequest {
                limit: 100,
                ..SearchRequest::new(parsed)
            });
            let results = results.unwrap();
            assert!(
                results.total >= count && count > 0,
                "{kind} {text}: {query} finds {}",
                results.total
            );
            n_checked += 1;
        }
    }
    assert!(n_checked > 20);
}

#[test]
fn a_name_of_removed_articles_is_not_suggested() {
    let index = names();
    index.store().remove(ArticleId::from_key("4")).unwrap();
    index.store().commit().unwrap();
    let found = index.engine().suggest("marlow", 10).unwrap();
    assert!(
        found.iter().all(|suggestion| suggestion.kind != "place"),
        "{found:?}"
    );
}

#[test]
fn a_word_of_removed_articles_is_not_suggested() {
    let index = index_of([
        draft("1", "zyzzyva ferry"),
        draft("2", "ferry"),
        draft("3", "harbour"),
    ]);
    index.store().remove(ArticleId::from_key("1")).unwrap();
    index.store().commit().unwrap();
    let counts = |typed: &str| -> Vec<(String, usize)> {
        let found = index.engine().suggest(typed, 10).unwrap().into_iter();
        found
            .map(|suggestion| (suggestion.text, suggestion.count))
            .collect()
    };
    assert_eq!(counts("zyzz"), []);
    assert_eq!(counts("ferr"), [("ferry".to_owned(), 1)]);
}

#[test]
fn a_close_word_of_removed_articles_does_not_hide_the_next() {
    let mut drafts: Vec<_> = (4..40)
        .map(|number| draft(&number.to_string(), "ferry"))
        .collect();
    drafts.extend([
        draft("1", "guarantee guaranty guarantees"),
        draft("2", "guarantee guaranty guarantees"),
        draft("3", "guarantor"),
    ]);
    let index = index_of(drafts);
    for removed in ["1", "2"] {
        index.store().remove(ArticleId::from_key(removed)).unwrap();
    }
    index.store().commit().unwrap();
    let found = index.engine().suggest("guarent", 10).unwrap();
    let texts: Vec<&str> = found.iter().map(|suggestion| suggestion.text.as_str()).collect();
    assert_eq!(texts, ["guarantor"]);
}

#[test]
fn a_headline_counts_all_articles_that_have_it() {
    let drafts = (0..30).map(|number| draft(&number.to_string(), "x").title("Night ferry sails again"));
    let index = index_of(drafts);
    let found = index.engine().suggest("night fer", 10).unwrap();
    let headline = found
        .iter()
        .find(|suggestion| suggestion.kind == "headline")
        .unwrap();
    assert_eq!(headline.count, 30);
}
