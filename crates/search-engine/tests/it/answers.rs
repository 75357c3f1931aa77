//! What the embedded engine tells about each hit: marks, passages, copies, scores.

use article::{ArticleId, EntityKind};
use query_language::{Query, parse};
use search_engine::{Explain, FacetField, Hit, MatchSpan, Piece, SearchRequest};

use crate::articles::{
    draft, keys, narrowed, not, person, phrase, prefix, query, request, sorted_keys, word, words,
};
use crate::index::{TestIndex, index_of};

fn written(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        if piece.is_match {
            format!("[{}]", piece.text)
        } else {
            piece.text.clone()
        }
    };
    pieces.iter().map(piece).collect()
}

fn only_hit(index: &dyn TestIndex, tree: Query) -> Hit {
    let mut results = index.engine().search(&request(tree)).unwrap();
    assert_eq!(results.hits.len(), 1);
    results.hits.remove(0)
}

#[test]
fn marks_what_was_searched_for() {
    let text = "Guarantees for Kyiv were discussed. The security guarantee came later.\n\n\
                O’Hara, the securities expert, spoke of l’élection.";
    let kyiv = draft("a", text)
        .title("On guarantees of security")
        .language("en")
        .place("kyiv", "Kyiv");
    let index = index_of([kyiv]);
    let check = |tree: Query, title: &str, expected: &[&str]| {
        let hit = only_hit(&*index, tree.clone());
        let snippets: Vec<String> = hit.snippets.iter().map(|pieces| written(pieces)).collect();
        assert_eq!(snippets, expected, "{tree:?}");
        assert_eq!(written(&hit.title_pieces), title, "{tree:?}");
    };
    check(
        phrase("security guarantees"),
        "On guarantees of security",
        &["The [security guarantee] came later."],
    );
    check(
        words("security guarantee"),
        "On [guarantees] of [security]",
        &[
            "[Guarantees] for Kyiv were discussed.",
            "The [security guarantee] came later.",
            "O’Hara, the [securities] expert, spoke of l’élection.",
        ],
    );
    let kyiv = Query::Entity {
        kind: EntityKind::Place,
        name: "kyiv".into(),
    };
    check(
        kyiv,
        "On guarantees of security",
        &["Guarantees for [Kyiv] were discussed."],
    );
    check(
        prefix("élec"),
        "On guarantees of security",
        &["O’Hara, the securities expert, spoke of [l’élection]."],
    );
    check(
        Query::And(vec![word("kyiv"), not(word("absent"))]),
        "On guarantees of security",
        &["Guarantees for [Kyiv] were discussed."],
    );
    check(
        Query::All,
        "On guarantees of security",
        &["Guarantees for Kyiv were discussed."],
    );
}

#[test]
fn small_words_are_neither_told_nor_marked_beside_others() {
    let text = "Where is the mayor? She is in the town. A zeppelin landed.";
    let index = index_of([draft("a", text).title("The zeppelin").language("en")]);
    let check = |typed: &str, explained: &str, title: &str, expected: &[&str]| {
        let request = SearchRequest::new(parse(typed, None));
        let results = index.engine().search(&request).unwrap();
        assert_eq!(results.query.explained, explained, "{typed}");
        let hit = &results.hits[0];
        let snippets: Vec<String> = hit.snippets.iter().map(|pieces| written(pieces)).collect();
        assert_eq!(snippets, expected, "{typed}");
        assert_eq!(written(&hit.title_pieces), title, "{typed}");
    };
    check(
        "where is the zeppelin",
        "articles with the word “zeppelin”, in any inflection (“where”, “is” and “the” are small words and count little)",
        "The [zeppelin]",
        &["A [zeppelin] landed."],
    );
    check(
        "where is she",
        "articles with all three words, in any inflection",
        "The zeppelin",
        &["[Where is] the mayor?", "[She is] in the town."],
    );
}

#[test]
fn a_story_without_a_match_shows_the_standfirst_or_its_opening() {
    let index = index_of([draft("a", "Nothing here. Or here.")
        .title("Tide")
        .standfirst("The tide rises.")]);
    let snippets = |tree: Query| {
        let hit = only_hit(&*index, tree);
        hit.snippets
            .iter()
            .map(|pieces| written(pieces))
            .collect::<Vec<_>>()
    };
    assert_eq!(snippets(word("tide")), ["The [tide] rises."]);
    assert_eq!(snippets(crate::articles::title_word("tide")), ["The tide rises."]);
    let index = index_of([draft("a", "Nothing here. Or here.").title("Tide")]);
    let hit = only_hit(&*index, word("tide"));
    assert_eq!(written(&hit.snippets[0]), "Nothing here.");
    assert_eq!(hit.lead, "Nothing here.");
}

#[test]
fn a_name_in_a_caption_finds_the_article_and_its_words_do_not() {
    let index = index_of([draft("a", "The tide rises.").pictured(
        "ada moss",
        "Ada Moss",
        "Ada Moss waits on the pier.",
    )]);
    let hit = only_hit(&*index, person("ada moss"));
    assert_eq!(written(&hit.snippets[0]), "[Ada Moss] waits on the pier.");
    let found = |tree: Query| {
        let found = index
            .engine()
            .article(ArticleId::from_key("a"), Some(&query(tree)));
        found.unwrap().unwrap().matches
    };
    assert_eq!(found(person("ada moss")).len(), 1);
    assert_eq!(found(word("pier")), []);
}

#[test]
fn article_matches_are_in_scalars() {
    let text = "😀😀 Kyiv 😀 security\n\nguarantee and security guarantee 😀";
    let index = index_of([draft("a", text)
        .title("😀 Security")
        .language("en")
        .place("kyiv", "Kyiv")]);
    let check = |tree: Query, expected: &[&str]| {
        let view = index
            .engine()
            .article(ArticleId::from_key("a"), Some(&query(tree.clone())))
            .unwrap()
            .unwrap();
        let marked = |span: &MatchSpan| {
            let text = match span.field {
                article::TextField::Title => view.article.title.as_deref().unwrap_or_default(),
                article::TextField::Standfirst => view.article.standfirst.as_deref().unwrap_or_default(),
                article::TextField::Text => &view.article.text,
                article::TextField::Captions => &view.article.captions,
            };
            text.chars()
                .skip(span.start)
                .take(span.end - span.start)
                .collect::<String>()
        };
        assert_eq!(
            view.matches.iter().map(marked).collect::<Vec<_>>(),
            expected,
            "{tree:?}"
        );
    };
    check(word("security"), &["Security", "security", "security"]);
    check(phrase("security guarantee"), &["security guarantee"]);
    check(
        words("security guarantees"),
        &["Security", "security", "guarantee", "security guarantee"],
    );
    check(
        Query::Or(vec![phrase("security guarantee"), word("guarantee")]),
        &["guarantee", "security guarantee"],
    );
    check(
        Query::Entity {
            kind: EntityKind::Place,
            name: "Kyiv".into(),
        },
        &["Kyiv"],
    );
    check(
        Query::Words(vec![
            word("kyiv"),
            Query::Entity {
                kind: EntityKind::Place,
                name: "Kyiv".into(),
            },
        ]),
        &["Kyiv"],
    );
    check(not(word("security")), &[]);
}

#[test]
fn lists_other_copies_of_a_story() {
    let story = |from: usize| {
        (from..from + 120)
            .map(|n| format!("word{n} "))
            .collect::<String>()
    };
    let index = index_of([
        draft("wire", &story(0)).source("Agency"),
        draft("copy", &format!("{} Shortened by the desk.", story(0))).source("Post"),
        draft("other", &story(500)),
        draft("short", "word1 word2"),
    ]);
    let results = index.engine().search(&request(Query::All)).unwrap();
    for hit in results.hits {
        let copies: Vec<_> = hit
            .duplicates
            .iter()
            .map(|copy| (copy.id, copy.source.as_deref()))
            .collect();
        let expected = match hit.key.as_str() {
            "wire" => vec![(ArticleId::from_key("copy"), Some("Post"))],
            "copy" => vec![(ArticleId::from_key("wire"), Some("Agency"))],
            _ => Vec::new(),
        };
        assert_eq!(copies, expected, "{}", hit.key);
        let view = index.engine().article(hit.id, None).unwrap().unwrap();
        assert_eq!(view.duplicates, hit.duplicates);
    }
}

#[test]
fn a_hit_that_is_shown_again_is_marked_anew() {
    let story: String = (0..120).map(|n| format!("word{n} ")).collect();
    let index = index_of([draft("wire", &format!("Rain fell. {story}")).person("ana reis", "Ana Reis")]);
    let rain = only_hit(&*index, word("rain"));
    assert!(written(&rain.snippets[0]).contains("[Rain] fell"));
    let fallen = only_hit(&*index, word("fell"));
    assert!(written(&fallen.snippets[0]).contains("Rain [fell]"));
    assert_eq!((&fallen.entities, fallen.duplicates.len()), (&rain.entities, 0));

    // Whether there are copies is known of a state of the index, not of an article.
    let copy = draft("copy", &format!("Sun shone. {story}"));
    index.store().put(copy.done()).unwrap();
    index.store().commit().unwrap();
    assert_eq!(only_hit(&*index, word("rain")).duplicates.len(), 1);
}

#[test]
fn ranks_by_place_and_nearness() {
    let index = index_of([
        draft("text", "Reports of the harbour and later of its strike, and more").language("en"),
        draft("title", "Reports of something else")
            .title("Harbour strike")
            .language("en"),
        draft("near", "Reports of the harbour strike, and so on, and more").language("en"),
        draft("standfirst", "Reports")
            .standfirst("A strike, and a harbour")
            .language("en"),
    ]);
    let results = index.engine().search(&request(words("harbour strike"))).unwrap();
    let found = keys(&results);
    let place = |key: &str| found.iter().position(|found| *found == key).unwrap();
    assert_eq!(place("title"), 0);
    assert!(place("near") < place("text"));
    assert!(results.hits.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn parts_of_a_score_add_up() {
    let index = index_of([
        draft("a", "A security guarantee, securing peace")
            .title("Security")
            .language("en")
            .person("kim", "Kim"),
        draft("b", "Guarantees of security")
            .standfirst("Security, then")
            .language("de"),
    ]);
    for tree in [
        word("security"),
        phrase("security guarantee"),
        words("security guarantee absent"),
        prefix("secur"),
        Query::And(vec![
            words("security guarantee"),
            person("kim"),
            not(word("absent")),
        ]),
        Query::Or(vec![word("guarantee"), prefix("sec")]),
        Query::All,
    ] {
        let results = index.engine().search(&SearchRequest {
            explain: Explain::Yes,
            ..request(tree.clone())
        });
        for hit in results.unwrap().hits {
            let parts = hit.explanation.unwrap();
            let sum: f32 = parts.iter().map(|part| part.value).sum();
            assert!(
                (sum - hit.score).abs() < 1e-4,
                "{tree:?}: {sum} is not {}: {parts:?}",
                hit.score
            );
            assert!(
                parts
                    .iter()
                    .all(|part| !part.label.is_empty() && part.value >= 0.0)
            );
        }
    }
    let hit = only_hit(&*index, Query::And(vec![word("peace")]));
    assert_eq!(hit.explanation, None, "only where it is asked for");
}

#[test]
fn warns_of_names_that_the_index_does_not_have() {
    let index = index_of([draft("a", "alpha").source("Post")]);
    let warnings = |tree: Query| {
        let results = index.engine().search(&request(tree)).unwrap();
        results
            .query
            .warnings
            .into_iter()
            .map(|warning| warning.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        warnings(Query::Source("Times".into())),
        ["no source of this index is named “Times”"]
    );
    assert_eq!(
        warnings(Query::And(vec![words("a b"), person("Kim")])).len(),
        1,
        "once, however far it widens"
    );
    assert!(warnings(Query::Source("post".into())).is_empty());
}

#[test]
fn warnings_of_names_tell_where_they_stand() {
    let index = index_of([draft("a", "alpha").source("Post")]);
    for (typed, expected) in [
        ("alpha person:sarkosy beta", &["sarkosy"][..]),
        ("sn=(post or nyt)", &["nyt"]),
        ("é person:“Ana Reis” -org:Goldmann", &["Ana Reis", "Goldmann"]),
        ("kim kimchi person:(lee OR kim)", &["lee", "kim"]),
        ("alpha OR xqz*", &["xqz"]),
    ] {
        let results = index
            .engine()
            .search(&SearchRequest::new(parse(typed, None)))
            .unwrap();
        let warned = results.query.warnings.iter().map(|warning| {
            let place = typed.chars().skip(warning.start);
            place.take(warning.end - warning.start).collect::<String>()
        });
        assert_eq!(warned.collect::<Vec<_>>(), expected, "{typed}");
        let behind = results.query.warnings.iter().all(|warning| warning.start > 5);
        assert!(behind, "{typed}: {:?}", results.query.warnings);
    }
}

#[test]
fn small_words_of_either_half_of_an_archive_are_small() {
    let drafts = ["de", "en"].into_iter().flat_map(|code| {
        (0..5).map(move |number| draft(&format!("{code}{number}"), "die Wahl the vote").language(code))
    });
    let index = index_of(drafts);
    for small in ["die", "the"] {
        let typed = format!("{small} wahl");
        let results = index
            .engine()
            .search(&SearchRequest::new(parse(&typed, None)))
            .unwrap();
        let expected = format!(
            "articles with the word “wahl”, in any inflection (“{small}” is a small word and counts little)"
        );
        assert_eq!(results.query.explained, expected, "{typed}");
    }
}

#[test]
fn hits_name_entities_as_facets_do() {
    let index = index_of([
        draft("1", "Kim").person("kim", "Kim"),
        draft("2", "x").person("kim", "Kim Arden"),
        draft("3", "x").person("kim", "Kim Arden"),
    ]);
    let results = index.engine().search(&request(Query::All)).unwrap();
    let person = FacetField::Entity(EntityKind::Person);
    assert_eq!(crate::articles::counts(&results, person), ["Kim Arden 3"]);
    assert!(results.hits.iter().all(|hit| hit.entities[0].name == "Kim Arden"));
}

#[test]
fn marks_only_what_is_near_each_other() {
    let text =
        "The ferry came in today. A strike of the ferry crews; later a strike. The captain met the pilot.";
    let index = index_of([draft("a", text).title("Ferry strike").language("en")]);
    let check = |typed: &str, title: &str, expected: &[&str]| {
        let hit = only_hit(&*index, parse(typed, None).tree);
        let snippets: Vec<String> = hit.snippets.iter().map(|pieces| written(pieces)).collect();
        assert_eq!(snippets, expected, "{typed}");
        assert_eq!(written(&hit.title_pieces), title, "{typed}");
    };
    let crews = "A [strike] of the [ferry] crews; later a strike.";
    check("strike pre/3 ferry", "Ferry strike", &[crews]);
    check("ferry w/3 strike", "[Ferry strike]", &[crews]);
    check(
        "captain /s pilot",
        "Ferry strike",
        &["The [captain] met the [pilot]."],
    );
    check("body:\"strike ferry\"~2", "Ferry strike", &[crews]);
    check(
        "=crews",
        "Ferry strike",
        &["A strike of the ferry [crews]; later a strike."],
    );
    check(
        "cr?ws",
        "Ferry strike",
        &["A strike of the ferry [crews]; later a strike."],
    );
    check("captian~1", "Ferry strike", &["The [captain] met the pilot."]);
    check(
        "(a OR =strike) w/1 of",
        "Ferry strike",
        &["A [strike of] the ferry crews; later a strike."],
    );
}

#[test]
fn a_language_is_chosen_by_its_name() {
    let index = index_of([
        draft("a", "one").language("de"),
        draft("b", "one").language("en"),
        draft("c", "one"),
    ]);
    for (value, expected) in [
        ("German", &["a"][..]),
        ("Deutsch", &["a"]),
        ("eng", &["b"]),
        ("de", &["a"]),
        ("unknown", &["c"]),
        ("French", &[]),
    ] {
        let results = index
            .engine()
            .search(&narrowed(&[(FacetField::Language, &[value])]))
            .unwrap();
        assert_eq!(sorted_keys(&results), expected, "{value}");
    }
}

#[test]
fn asks_what_was_meant() {
    let many = (0..50_u8).map(|number| draft(&number.to_string(), "The harbour news").language("en"));
    let rare = draft("rare", "The harbor").language("de");
    let index = index_of(many.chain([rare]));
    let check = |typed: &str, meant: Option<&str>, warning: Option<&str>| {
        let results = index
            .engine()
            .search(&SearchRequest::new(parse(typed, None)))
            .unwrap();
        assert_eq!(results.query.suggestion.as_deref(), meant, "{typed}");
        let warned = results.query.warnings.iter().map(|warning| {
            let chars = typed
                .chars()
                .skip(warning.start)
                .take(warning.end - warning.start);
            chars.collect::<String>()
        });
        assert_eq!(warned.collect::<Vec<_>>(), Vec::from_iter(warning), "{typed}");
    };
    check("harbour news", None, None);
    check("Harbuor news", Some("Harbour news"), Some("Harbuor"));
    check(
        "title:x OR (harbuor)",
        Some("title:x OR (harbour)"),
        Some("harbuor"),
    );
    check("harbor", Some("harbour"), None);
    check("\"harbuor news\"", Some("\"harbour news\""), None);
    check("nwes", Some("news"), Some("nwes"));
    check("xylophone", None, None);
    check("news -harbuor", None, None);
    check("=harbuor", None, None);
    // A question is not widened.
    check(
        "which harbuor news did ferry talks bring shortly",
        Some("which harbour news did ferry talks bring shortly"),
        None,
    );
    check("five other words say nothing here", None, None);
}

#[test]
fn asks_which_name_was_meant() {
    let named = (0..50_u8).map(|number| {
        draft(&number.to_string(), "x")
            .person("marina duarte", "Marina Duarte")
            .entity(EntityKind::Organisation, "goldmark bank", "Goldmark Bank")
            .source("Tarnwick Courier")
            .agency("Harbour Wire")
            .byline("Ana Solheim")
    });
    let others = [
        draft("a", "x")
            .person("marina keys", "Marina Keys")
            .byline("Rosa Solhein"),
        draft("b", "x").person("m duerte", "Mario Duerte"),
        draft("c", "x").person("rosa lind", "Rosa Lind"),
    ];
    let index = index_of(named.chain(others));
    for (typed, meant) in [
        ("person:duarte", None),
        ("person:duatre", Some("person:duarte")),
        ("person:\"Marina Duatre\"", Some("person:\"Marina Duarte\"")),
        ("person:\"Marnia Duatre\" x", Some("person:\"Marina Duarte\" x")),
        ("person:\"Duarte, Marnia\"", Some("person:\"Duarte, Marina\"")),
        // Both words are names, of no one person.
        ("person:\"Rosa Duarte\"", None),
        ("person:duerte", Some("person:duarte")),
        ("person:lynd", Some("person:lind")),
        ("person:xylo", None),
        ("person:duat*", None),
        ("org:Goldmakr", Some("org:Goldmark")),
        ("place:goldmakr", None),
        ("source:tranwick OR x", Some("source:tarnwick OR x")),
        ("agency:wier", Some("agency:wire")),
        ("source:unknown", None),
        ("x -person:duatre", None),
        ("byline:Solheim", None),
        ("byline:Solhiem", Some("byline:Solheim")),
        ("byline:solhein", Some("byline:solheim")),
        ("author:\"Ana Solhiem\" x", Some("author:\"Ana Solheim\" x")),
        ("byline:\"Rosa Solhien\"", Some("byline:\"Rosa Solhein\"")),
        ("byline:\"Bo Solhiem\"", None),
        ("byline:duatre", None),
        ("byline:Solhi*", None),
        ("x -byline:solhiem", None),
    ] {
        let results = index
            .engine()
            .search(&SearchRequest::new(parse(typed, None)))
            .unwrap();
        assert_eq!(results.query.suggestion.as_deref(), meant, "{typed}");
    }
}

#[test]
fn a_prefix_finds_all_its_words_however_many() {
    let many: Vec<String> = (0..1_100).map(|number| format!("sec{number:04}")).collect();
    let index = index_of([draft("many", &many.join(" ")), draft("last", "A seczy word.")]);
    let results = index.engine().search(&request(prefix("sec"))).unwrap();
    assert_eq!(results.total, 2);
    assert!(results.query.warnings.is_empty(), "{:?}", results.query.warnings);
}
