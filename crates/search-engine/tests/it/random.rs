//! The embedded engine against the reference engine, on random collections and questions.

use std::collections::BTreeMap;

use article::{EnrichedArticle, EntityKind, TextField};
use proptest::prelude::*;
use query_language::{Near, Order, Phrase, PhraseForm, Query, Reach, Scope, Word, WordForm};
use search_engine::{
    ArticleStore, Counts, FacetField, FacetOrder, FacetQuery, FilterEffect, FilterValue, Filters, Interval,
    MatchSpan, SearchRequest, Sort,
};

use crate::articles::{draft, query};
use crate::index::{TestIndex, new_embedded};
use crate::reference::ReferenceEngine;
use crate::reference_places::ReferencePlaces;

/// Few words, so that random texts and queries meet; some are inflections and spellings of each other. None is a
/// small word, which the engine lets force no match.
const WORDS: [&str; 12] = [
    "security",
    "securities",
    "secure",
    "tide",
    "tides",
    "Garantie",
    "Garantien",
    "l’écluse",
    "ecluse",
    "Zoë",
    "中文",
    "U.S.",
];
const NAMES: [&str; 5] = ["Ada", "Ada Moss", "Bo", "Bo Ada", "unknown"];
const SOURCES: [&str; 4] = ["Post", "Harbour Post", "unknown", "Times"];
const DATES: [&str; 8] = [
    "1965",
    "2024-02-29",
    "2025-11",
    "2025-12-01",
    "2025-12-02",
    "2025-12-02T23:30:00-05:00",
    "2025-12-02T01:00:00Z",
    "2031-01-01",
];

fn text() -> impl Strategy<Value = String> {
    let sentence =
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..6).prop_map(|words| words.join(" "));
    let joint = prop::sample::select(&[". ", "\n\n", ", "][..]);
    prop::collection::vec((sentence, joint), 1..4).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(sentence, joint)| sentence + joint)
            .collect::<String>()
    })
}

pub(crate) fn article() -> impl Strategy<Value = EnrichedArticle> {
    let texts = (text(), prop::option::of(text()), prop::option::of(text()));
    let known = (
        prop::option::of(prop::sample::select(&SOURCES[..])),
        prop::option::of(prop::sample::select(&["en", "de", "fr", "zh"][..])),
        prop::option::of(prop::sample::select(&DATES[..])),
        prop::collection::vec(prop::sample::select(&["AFP", "Reuters"][..]), 0..3),
    );
    let entities = prop::collection::vec(
        (
            prop::sample::select(&EntityKind::ALL[..]),
            prop::sample::select(&["a", "b", "c"][..]),
            prop::sample::select(&NAMES[..]),
        ),
        0..4,
    );
    (0..40_u8, texts, known, entities).prop_map(|(key, texts, known, entities)| {
        let (text, title, standfirst) = texts;
        let (source, language, published, agencies) = known;
        let mut draft = draft(&key.to_string(), text.trim());
        if let Some(title) = title {
            draft = draft.title(title.trim());
        }
        if let Some(standfirst) = standfirst {
            draft = draft.standfirst(standfirst.trim());
        }
        if let Some(source) = source {
            draft = draft.source(source);
        }
        if let Some(language) = language {
            draft = draft.language(language);
        }
        if let Some(published) = published {
            draft = draft.published(published);
        }
        for agency in agencies {
            draft = draft.agency(agency);
        }
        match key % 4 {
            0 => draft = draft.byline("Ada Moss").url("https://www.news.example.org/a/b"),
            1 => {
                draft = draft
                    .byline("Bo Reis")
                    .byline("Moss")
                    .url("https://example.org/b-c");
            }
            _ => {}
        }
        for (kind, key, name) in entities {
            draft = draft.entity(kind, key, name);
        }
        draft.done()
    })
}

/// An article of many words, few of which anyone looks for.
fn long_article() -> impl Strategy<Value = EnrichedArticle> {
    let word = prop_oneof![
        1 => prop::sample::select(&WORDS[..]),
        9 => prop::sample::select(&["barge", "quay", "lock", "weir"][..]),
    ];
    let sentence = prop::collection::vec(word, 1..30).prop_map(|words| words.join(" "));
    let joint = prop::sample::select(&[". ", ". ", "\n\n", "\n\n* * *\n\n"][..]);
    let text = (1..200_usize).prop_flat_map(move |n_sentences| {
        let sentences = prop::collection::vec((sentence.clone(), joint.clone()), n_sentences);
        sentences.prop_map(|sentences| {
            let parts = sentences.into_iter().map(|(sentence, joint)| sentence + joint);
            parts.collect::<String>()
        })
    });
    (article(), text).prop_map(|(mut article, text)| {
        article.article.paragraphs = text.trim().split("\n\n").map(str::to_owned).collect();
        article
    })
}

fn scope() -> impl Strategy<Value = Scope> + Clone {
    prop_oneof![
        4 => Just(Scope::Anywhere),
        1 => Just(Scope::Title),
        1 => Just(Scope::Lead),
        1 => Just(Scope::Opening),
        1 => Just(Scope::Body),
    ]
}

/// A word of a form, one of these.
fn word(form: WordForm, texts: &'static [&'static str]) -> impl Strategy<Value = Query> + Clone {
    (prop::sample::select(texts), scope()).prop_map(move |(text, scope)| {
        Query::Word(Word {
            text: text.into(),
            scope,
            form,
        })
    })
}

/// Words and phrases of any form.
fn plain() -> impl Strategy<Value = Query> + Clone {
    let phrase = (
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4),
        scope(),
        prop::sample::select(&[PhraseForm::Inflected, PhraseForm::Inflected, PhraseForm::Exact][..]),
    )
        .prop_map(|(words, scope, form)| {
            Query::Phrase(Phrase {
                text: words.join(" "),
                scope,
                form,
            })
        });
    prop_oneof![
        6 => word(WordForm::Inflected, &WORDS),
        2 => word(WordForm::Exact, &WORDS),
        2 => word(WordForm::Prefix, &["sec", "securi", "t", "écl", "Ga", "中", "u.s", "zo", "x", "tide-sec"]),
        1 => word(WordForm::Wildcard, &["t?de", "sec*e", "se?ur*s", "garan*n", "*cluse", "x?y"]),
        1 => word(WordForm::Fuzzy(1), &["tied", "secure", "zoo", "garantee"]),
        1 => word(WordForm::Fuzzy(2), &["seucritys", "tiles", "ecluses"]),
        4 => phrase,
    ]
}

fn near(parts: impl Strategy<Value = Vec<Query>>) -> impl Strategy<Value = Query> {
    let reach = prop_oneof![
        4 => (1..8_usize).prop_map(Reach::Words),
        1 => Just(Reach::Sentence),
        1 => Just(Reach::Paragraph),
    ];
    let order = prop::sample::select(&[Order::Any, Order::Any, Order::Typed][..]);
    (parts, reach, order).prop_map(|(parts, reach, order)| Query::Near(Near { parts, reach, order }))
}

/// Words and phrases of any form, and what stands near each other.
fn placed() -> impl Strategy<Value = Query> + Clone {
    let stretched = prop_oneof![
        3 => word(WordForm::Inflected, &WORDS),
        1 => word(WordForm::Exact, &["tide", "tides", "security", "U.S."]),
    ];
    let stretch = (prop::collection::vec(stretched, 2..4), 1..6_usize).prop_map(|(parts, distance)| {
        Query::Near(Near {
            parts,
            reach: Reach::Stretch(distance),
            order: Order::Any,
        })
    });
    let plain = prop_oneof![6 => plain(), 1 => stretch];
    plain.prop_recursive(2, 6, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => near(parts),
            1 => prop::collection::vec(inner, 1..4).prop_map(Query::Or),
        ]
    })
}

fn leaf() -> impl Strategy<Value = Query> {
    let word = || word(WordForm::Inflected, &WORDS);
    let entity = (
        prop::sample::select(&EntityKind::ALL[..]),
        prop::sample::select(&["ada", "Bo", "moss ada", "a", "x", "a*", "m?ss ad*"][..]),
    )
        .prop_map(|(kind, name)| Query::Entity {
            kind,
            name: name.into(),
        });
    let date = || {
        prop::option::of(prop::sample::select(
            &["1970-01-01", "2025-11-30", "2025-12-02"][..],
        ))
    };
    let published = (date(), date()).prop_map(|(from, to)| Query::Published {
        from: from.and_then(|date| date.parse().ok()),
        to: to.and_then(|date| date.parse().ok()),
    });
    prop_oneof![
        1 => Just(Query::All),
        6 => word(),
        7 => placed(),
        2 => (2..4_usize, placed()).prop_map(|(count, part)| Query::AtLeast { count, part: Box::new(part) }),
        1 => prop::sample::select(&["moss", "Ada Moss", "x", "a* mos*", "m?ss"][..]).prop_map(|name| Query::Byline(name.into())),
        1 => prop::sample::select(&["example.org", "news", "news.example.org/a", "org/b", "b-c", "b_a"][..])
            .prop_map(|address| Query::Url(address.into())),
        2 => entity,
        1 => prop::sample::select(&["post", "harbour", "unknown", "x"][..]).prop_map(|name| Query::Source(name.into())),
        1 => prop::sample::select(&["afp", "x"][..]).prop_map(|name| Query::Agency(name.into())),
        1 => prop::sample::select(&["en", "zh", "ru"][..]).prop_map(|code| Query::Language(code.into())),
        1 => published,
    ]
}

/// Trees as the parser makes them: words side by side stand at the top, or in the AND at the top.
fn tree() -> impl Strategy<Value = Query> {
    let strict = leaf().prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::And),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::Or),
            inner.prop_map(|part| Query::Not(Box::new(part))),
        ]
    });
    let strict = strict.boxed();
    let words = prop::collection::vec(strict.clone(), 2..7)
        .prop_map(Query::Words)
        .boxed();
    let beside =
        (words.clone(), prop::collection::vec(strict.clone(), 1..3)).prop_map(|(words, mut parts)| {
            parts.insert(0, words);
            Query::And(parts)
        });
    prop_oneof![strict, words, beside]
}

fn filters() -> impl Strategy<Value = Filters> {
    let values = prop::sample::select(
        &[
            "Post", "unknown", "Ada", "ada moss", "Bo", "c", "en", "de", "AFP", "no such",
        ][..],
    );
    let effect = prop::sample::select(&[FilterEffect::Include, FilterEffect::Exclude][..]);
    let value = (values, effect).prop_map(|(value, effect)| FilterValue {
        value: value.into(),
        effect,
    });
    let facet = (
        prop::sample::select(&FacetField::ALL[..]),
        prop::collection::vec(value, 1..4),
    );
    let date = || {
        prop::option::weighted(
            0.2,
            prop::sample::select(&["2024-01-01", "2025-12-01", "2025-12-02"][..]),
        )
    };
    let undated = prop::bool::weighted(0.1);
    let facets = prop::collection::vec(facet, 0..3);
    (facets, date(), date(), undated).prop_map(|(facets, after, before, undated)| Filters {
        facets: facets.into_iter().collect(),
        after: after.and_then(|date| date.parse().ok()),
        before: before.and_then(|date| date.parse().ok()),
        undated,
    })
}

fn facet_query() -> impl Strategy<Value = FacetQuery> {
    let facet = prop::sample::select(&FacetField::ALL[..]);
    let typed = prop::sample::select(&["a", "Mo", "ada m", "post", "u", "no such", "-"][..]);
    (facet, typed).prop_map(|(facet, typed)| FacetQuery {
        facet,
        typed: typed.into(),
    })
}

fn question() -> impl Strategy<Value = SearchRequest> {
    let sort = prop::sample::select(&[Sort::Relevance, Sort::Newest, Sort::Oldest][..]);
    let counts = prop::sample::select(&[Counts::Choices, Counts::Choices, Counts::Matches][..]);
    let facet_order = prop::sample::select(&[FacetOrder::Count, FacetOrder::Significant][..]);
    let facet_query = prop::option::weighted(0.3, facet_query());
    let interval = prop::option::weighted(0.2, Just(Interval::Year));
    let question = (
        tree(),
        filters(),
        sort,
        1..8_usize,
        counts,
        facet_order,
        facet_query,
        interval,
    );
    question.prop_map(
        |(tree, filters, sort, facet_values, counts, facet_order, facet_query, interval)| SearchRequest {
            filters,
            sort,
            limit: 100,
            facet_values,
            counts,
            facet_order,
            facet_query,
            interval,
            ..SearchRequest::new(query(tree))
        },
    )
}

/// Puts the same articles into both engines, with a commit after every few.
fn both(articles: &[EnrichedArticle], a_commit: usize) -> (Box<dyn TestIndex>, ReferenceEngine) {
    let (embedded, reference) = (Box::new(new_embedded()), ReferenceEngine::default());
    for part in articles.chunks(a_commit) {
        for article in part {
            embedded.store.put(article.clone()).unwrap();
            reference.put(article.clone()).unwrap();
        }
        embedded.store.commit().unwrap();
    }
    reference.commit().unwrap();
    (embedded, reference)
}

fn check_question(embedded: &dyn TestIndex, reference: &ReferenceEngine, request: &SearchRequest) {
    // One state for all pages: merges in the background change what removed articles weigh.
    let engine = embedded.engine();
    let found = engine.search(request).unwrap();
    let expected = reference.engine().search(request).unwrap();
    // A machine that is busy with other things may reach the deadline of a search.
    if found.partial {
        return;
    }
    let asked = || format!("{:?} {:?}", request.query.tree, request.filters);
    assert_eq!(
        crate::articles::sorted_keys(&found),
        crate::articles::sorted_keys(&expected),
        "hits of {}",
        asked()
    );
    assert_eq!(found.total, expected.total, "total of {}", asked());
    assert_eq!(found.matches, expected.matches, "tiers of {}", asked());
    assert_eq!(found.facets, expected.facets, "facets of {}", asked());
    if request.sort != Sort::Relevance {
        let dates = |results: &search_engine::SearchResults| {
            let hits = results.hits.iter();
            hits.map(|hit| hit.published.clone()).collect::<Vec<_>>()
        };
        assert_eq!(dates(&found), dates(&expected), "order of {}", asked());
    }
    for size in [1, 3] {
        let pages = (0..found.total).step_by(size).map(|offset| {
            let page = SearchRequest {
                offset,
                limit: size,
                facet_values: 0,
                ..request.clone()
            };
            engine.search(&page).unwrap()
        });
        let pages: Vec<_> = pages.collect();
        if pages.iter().any(|page| page.partial) {
            return;
        }
        let joined: Vec<_> = pages
            .into_iter()
            .flat_map(|page| page.hits)
            .map(|hit| hit.id)
            .collect();
        let whole: Vec<_> = found.hits.iter().map(|hit| hit.id).collect();
        assert_eq!(joined, whole, "pages of {size} of {}", asked());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_engines_answer_alike(
        articles in prop::collection::vec(article(), 0..30),
        a_commit in 1..12_usize,
        questions in prop::collection::vec(question(), 12),
    ) {
        let (embedded, reference) = both(&articles, a_commit);
        for question in &questions {
            check_question(&*embedded, &reference, question);
        }
    }

    #[test]
    fn marks_are_where_things_are_near_each_other(
        articles in prop::collection::vec(article(), 1..6),
        queries in prop::collection::vec(near(prop::collection::vec(plain(), 2)), 12),
    ) {
        let (embedded, reference) = both(&articles, 10);
        let engine = embedded.engine();
        let articles: BTreeMap<_, _> = articles.iter().map(|article| (article.article.id, article)).collect();
        let languages = || articles.values().map(|article| article.article.language.clone());
        for tree in &queries {
            for (id, article) in &articles {
                let view = engine.article(*id, Some(&query(tree.clone()))).unwrap().unwrap();
                let places = ReferencePlaces::new(article, languages());
                let [beside, under] = places.words_beside_and_under(&places.of(&reference.respelled(tree)));
                let is_marked = |(field, start, end): &(TextField, usize, usize)| {
                    let covers = |span: &MatchSpan| span.field == *field && span.start <= *start && *end <= span.end;
                    view.matches.iter().any(covers)
                };
                prop_assert!(under.iter().all(is_marked), "{:?} in {:?}: {:?}", tree, view.article, view.matches);
                prop_assert!(!beside.iter().any(is_marked), "{:?} in {:?}: {:?}", tree, view.article, view.matches);
            }
        }
    }

    #[test]
    fn both_engines_find_the_same_in_long_articles(
        articles in prop::collection::vec(long_article(), 1..12),
        a_commit in 1..12_usize,
        queries in prop::collection::vec((1..4_usize, placed()), 12),
    ) {
        let (embedded, reference) = both(&articles, a_commit);
        for (count, part) in queries {
            let tree = match count {
                1 => part,
                _ => Query::AtLeast { count, part: Box::new(part) },
            };
            let whole = SearchRequest { limit: articles.len(), ..SearchRequest::new(query(tree)) };
            check_question(&*embedded, &reference, &whole);
        }
    }
}
