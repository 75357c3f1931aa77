//! Corrections: each action changes facets, filters, queries, suggestions, hits and articles alike, and nothing
//! else; what a line cannot do it says.

use std::collections::BTreeMap;
use std::fs;

use article::{ArticleId, EntityKind};
use query_language::Query;
use search_engine::{
    Correction, CorrectionAction, Corrections, EmbeddedEngine, EntitiesRequest, FacetField, KeyedName,
    SearchEngine, SearchError, current_generation, verify, write_corrections,
};

use crate::articles::{Draft, all, counts, draft, keys, narrowed, person, query, request, sorted_keys};
use crate::index::{Embedded, new_embedded};
use search_engine::ArticleStore;

const PERSON: FacetField = FacetField::Entity(EntityKind::Person);
const PLACE: FacetField = FacetField::Entity(EntityKind::Place);
const ORGANISATION: FacetField = FacetField::Entity(EntityKind::Organisation);

/// Articles about two people of one family name, one of them under two keys, a town of two names, and a body that
/// was taken for a person.
fn archive() -> Vec<Draft> {
    vec![
        draft("1", "Kim Arden spoke. Arden left for Norrvik.")
            .source("Post")
            .person("kim arden", "Kim Arden")
            .written("Arden")
            .place("norrvik", "Norrvik"),
        draft("2", "K. Arden spoke in Sorrvik.")
            .source("Post")
            .person("k arden", "K. Arden")
            .place("norrvik", "Norrvik")
            .written("Sorrvik"),
        draft("3", "Lee Arden and Kim Arden met. Arden smiled.")
            .source("Times")
            .person("lee arden", "Lee Arden")
            .written("Arden")
            .person("kim arden", "Kim Arden"),
        draft("4", "Amnest said so in Norrvik and Sorrvik.")
            .source("Times")
            .person("amnest", "Amnest")
            .place("norrvik", "Norrvik")
            .written("Sorrvik"),
        draft("5", "K. Arden and Kim Arden are one.")
            .person("k arden", "K. Arden")
            .person("kim arden", "Kim Arden"),
    ]
}

fn index() -> Embedded {
    let index = new_embedded();
    for (number, article) in all(archive()).into_iter().enumerate() {
        // Two segments, so that what is listed by article is listed in each.
        if number == 3 {
            index.store.commit().unwrap();
        }
        index.store.put(article).unwrap();
    }
    index.store.commit().unwrap();
    index.engine.refresh().unwrap();
    index
}

/// Returns a line of words parted by `|`: action, kind or `-`, names, and what the action asks for.
fn line(number: usize, text: &str) -> Correction {
    let mut words: Vec<&str> = text.split('|').collect();
    let rank = usize::from(words[0].starts_with('~'));
    let action = match words[0].trim_start_matches('~') {
        "merge" => CorrectionAction::Merge,
        "apart" => CorrectionAction::Apart,
        "hide" => CorrectionAction::Hide,
        "rename" => CorrectionAction::Rename(words.pop().unwrap().into()),
        "retype" => CorrectionAction::Retype(words.pop().unwrap().parse().unwrap()),
        other => panic!("{other} is no action"),
    };
    let name = |name: &&str| KeyedName {
        text: (*name).into(),
        keys: BTreeMap::new(),
    };
    Correction {
        origin: format!("aliases.tsv#{number}"),
        rank,
        action,
        kind: words[1].parse().ok(),
        names: words[2..].iter().map(name).collect(),
    }
}

pub(crate) fn corrections(lines: &[&str]) -> Corrections {
    let numbered = (1..).zip(lines);
    Corrections {
        lines: numbered.map(|(number, text)| line(number, text)).collect(),
    }
}

fn correct(index: &Embedded, lines: &[&str]) {
    let generation = current_generation(index.folder.path()).unwrap();
    write_corrections(&generation, &corrections(lines)).unwrap();
    index.engine.refresh().unwrap();
}

/// Corrects the archive and returns it; everything that names entities must agree.
fn corrected(lines: &[&str]) -> Embedded {
    let index = index();
    correct(&index, lines);
    agree(&index.engine);
    index
}

/// Checks that filters, queries, articles, lists and suggestions give what the facets say.
fn agree(engine: &EmbeddedEngine) {
    let results = engine.search(&request(Query::All)).unwrap();
    for kind in EntityKind::ALL {
        let facet = FacetField::Entity(kind);
        for value in &results.facets.as_ref().unwrap().values[facet.name()] {
            let name = value.value.as_str();
            let filtered = engine.search(&narrowed(&[(facet, &[name])])).unwrap();
            assert_eq!(filtered.total, value.count, "filter {facet} {name}");
            let filtered = sorted_keys(&filtered);
            let queried = engine
                .search(&request(Query::Entity {
                    kind,
                    name: name.into(),
                }))
                .unwrap();
            assert!(
                filtered.iter().all(|key| sorted_keys(&queried).contains(key)),
                "query {facet} {name}"
            );
            for key in ["1", "2", "3", "4", "5"] {
                let view = engine.article(ArticleId::from_key(key), None).unwrap().unwrap();
                let mut entities = view.article.entities.iter();
                let names_it = entities.any(|entity| entity.kind == kind && entity.name == name);
                assert_eq!(names_it, filtered.contains(&key), "article {key} {facet} {name}");
            }
            let view = engine.entity(kind, name).unwrap().unwrap();
            assert_eq!((view.name.as_str(), view.count), (name, value.count));
            let suggested = engine.suggest(name, 50).unwrap();
            let own = suggested
                .iter()
                .find(|one| one.kind == kind.name() && one.text == name);
            assert_eq!(
                own.map(|one| one.count),
                Some(value.count),
                "suggestion {facet} {name}"
            );
        }
    }
}

fn check(lines: &[&str], expected: &[(FacetField, &[&str])]) -> Embedded {
    let index = corrected(lines);
    let results = index.engine.search(&request(Query::All)).unwrap();
    for (facet, values) in expected {
        assert_eq!(counts(&results, *facet), *values, "{facet} after {lines:?}");
    }
    let idle: Vec<_> = index.engine.correction_outcomes();
    let idle: Vec<_> = idle.iter().filter_map(|outcome| outcome.idle.as_ref()).collect();
    assert!(idle.is_empty(), "{lines:?}: {idle:?}");
    index
}

fn total(index: &Embedded, kind: EntityKind, name: &str) -> usize {
    let tree = Query::Entity {
        kind,
        name: name.into(),
    };
    index.engine.search(&request(tree)).unwrap().total
}

#[test]
fn nothing_is_changed_without_corrections() {
    check(
        &[],
        &[
            (PERSON, &["Kim Arden 3", "K. Arden 2", "Amnest 1", "Lee Arden 1"]),
            (PLACE, &["Norrvik 3"]),
            (ORGANISATION, &[]),
        ],
    );
}

#[test]
fn merged_names_are_one_value() {
    let index = check(
        &["merge|person|kim  ARDEN|K. Arden"],
        &[(PERSON, &["Kim Arden 4", "Amnest 1", "Lee Arden 1"])],
    );
    // The older name still filters, and finds.
    let filtered = index
        .engine
        .search(&narrowed(&[(PERSON, &["K. Arden"])]))
        .unwrap();
    assert_eq!(sorted_keys(&filtered), ["1", "2", "3", "5"]);
    let view = index
        .engine
        .article(ArticleId::from_key("5"), Some(&query(person("k arden"))));
    let view = view.unwrap().unwrap();
    assert_eq!(
        view.article.entities.len(),
        1,
        "one entity with the mentions of both"
    );
    assert_eq!(view.matches.len(), 2);
    let only = narrowed(&[(PERSON, &["-Kim Arden"])]);
    assert_eq!(keys(&index.engine.search(&only).unwrap()), ["4"]);
}

#[test]
fn merges_chain_only_where_lines_say_so() {
    check(
        &["merge|-|Kim Arden|K. Arden", "merge|person|K. Arden|Lee Arden"],
        &[(PERSON, &["Kim Arden 4", "Amnest 1"])],
    );
    let index = corrected(&["merge|person|Arden|Amnest"]);
    let outcome = &index.engine.correction_outcomes()[0];
    assert_eq!(
        outcome.idle.as_deref(),
        Some("“Arden” is short for several names"),
        "a family name alone says nobody"
    );
}

#[test]
fn names_that_are_kept_apart_share_out_the_articles() {
    let index = check(
        &["apart|place|Norrvik|Sorrvik"],
        &[(PLACE, &["Norrvik 2", "Sorrvik 2"])],
    );
    assert_eq!(total(&index, EntityKind::Place, "sorrvik"), 2);
    assert_eq!(total(&index, EntityKind::Place, "norrvik"), 2);
    let view = index
        .engine
        .article(ArticleId::from_key("4"), None)
        .unwrap()
        .unwrap();
    let places = view
        .article
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Place);
    let places: Vec<_> = places
        .map(|place| (place.name.as_str(), place.mentions[0].text.as_str()))
        .collect();
    assert_eq!(places, [("Norrvik", "Norrvik"), ("Sorrvik", "Sorrvik")]);
}

#[test]
fn the_stronger_file_wins() {
    check(
        &[
            "apart|place|Norrvik|Sorrvik",
            "~rename|place|Sorrvik|South Norrvik",
        ],
        &[(PLACE, &["Norrvik 2", "South Norrvik 2"])],
    );
    check(
        &["merge|place|Norrvik|Sorrvik", "~apart|place|Norrvik|Sorrvik"],
        &[(PLACE, &["Norrvik 3"])],
    );
    let index = corrected(&[
        "apart|person|Kim Arden|K. Arden",
        "~merge|person|Kim Arden|K. Arden",
    ]);
    let results = index.engine.search(&request(Query::All)).unwrap();
    assert_eq!(counts(&results, PERSON)[0], "Kim Arden 3");
    let outcomes = index.engine.correction_outcomes();
    assert_eq!(
        outcomes[1].idle.as_deref(),
        Some("they are kept apart by aliases.tsv#1")
    );
    let index = corrected(&["rename|-|Amnest|Amnest One", "~rename|-|Amnest|Amnest Two"]);
    assert_eq!(total(&index, EntityKind::Person, "one"), 1);
    assert_eq!(total(&index, EntityKind::Person, "two"), 0);
}

#[test]
fn of_two_lines_that_say_the_opposite_the_first_counts() {
    for (lines, person, first) in [
        (
            &["rename|-|Amnest|Amnest One", "rename|-|Amnest|Amnest Two"][..],
            "Amnest One 1",
            true,
        ),
        (
            &["rename|-|Amnest|Amnest Two", "rename|-|Amnest|Amnest One"],
            "Amnest One 1",
            false,
        ),
        (
            &[
                "apart|person|Kim Arden|Lee Arden",
                "merge|person|Kim Arden|K. Arden",
                "merge|person|K. Arden|Lee Arden",
            ],
            "Kim Arden 4",
            true,
        ),
        (
            &[
                "merge|person|K. Arden|Lee Arden",
                "merge|person|Kim Arden|K. Arden",
                "apart|person|Kim Arden|Lee Arden",
            ],
            "Kim Arden 3",
            true,
        ),
    ] {
        let index = corrected(lines);
        let results = index.engine.search(&request(Query::All)).unwrap();
        let is_shown = counts(&results, PERSON).iter().any(|shown| shown == person);
        assert_eq!(is_shown, first, "{person} after {lines:?}");
    }
}

#[test]
fn a_short_form_is_written_as_articles_write_it() {
    // "Norrvik" and "Sorrvik" are written of one place; only the second is no name of it.
    for (written, is_known) in [("SORRVIK", true), ("Sórrvik", true), ("Soerrvik", false)] {
        let rename = format!("rename|place|{written}|South Norrvik");
        let index = corrected(&[&rename]);
        let idle = index.engine.correction_outcomes()[0].idle.clone();
        assert_eq!(idle.is_none(), is_known, "{written}: {idle:?}");
    }
}

#[test]
fn a_new_name_is_shown_and_found() {
    let index = check(
        &["rename|person|K. Arden|Karla Arden"],
        &[(
            PERSON,
            &["Kim Arden 3", "Karla Arden 2", "Amnest 1", "Lee Arden 1"],
        )],
    );
    assert_eq!(total(&index, EntityKind::Person, "karla"), 2);
    let filtered = index
        .engine
        .search(&narrowed(&[(PERSON, &["K. Arden"])]))
        .unwrap();
    assert_eq!(filtered.total, 2, "a saved link of the old name");
    // The name of another makes them one: nobody could tell them apart.
    check(
        &["rename|person|Lee Arden|Kim Arden"],
        &[(PERSON, &["Kim Arden 3", "K. Arden 2", "Amnest 1"])],
    );
}

#[test]
fn another_kind_moves_the_value() {
    let index = check(
        &["retype|person|Amnest|organisation"],
        &[
            (PERSON, &["Kim Arden 3", "K. Arden 2", "Lee Arden 1"]),
            (ORGANISATION, &["Amnest 1"]),
        ],
    );
    assert_eq!(total(&index, EntityKind::Organisation, "amnest"), 1);
    assert_eq!(total(&index, EntityKind::Person, "amnest"), 0);
    // All actions together, on what lines before made.
    check(
        &[
            "retype|place|Norrvik|organisation",
            "retype|-|Amnest|organisation",
            "merge|organisation|Amnest|Sorrvik",
            "apart|place|Norrvik|Sorrvik",
            "rename|organisation|Amnest|Amnest and Sorrvik",
            "retype|place|Sorrvik|organisation",
        ],
        &[
            (PLACE, &[]),
            (ORGANISATION, &["Amnest and Sorrvik 2", "Norrvik 2"]),
        ],
    );
}

#[test]
fn what_is_hidden_is_nowhere() {
    let index = check(
        &["hide|person|Kim Arden", "hide|-|norrvik"],
        &[(PERSON, &["K. Arden 2", "Amnest 1", "Lee Arden 1"]), (PLACE, &[])],
    );
    assert_eq!(total(&index, EntityKind::Place, "norrvik"), 0);
    assert_eq!(index.engine.entity(EntityKind::Place, "Norrvik").unwrap(), None);
    let suggested = index.engine.suggest("norr", 10).unwrap();
    assert!(suggested.iter().all(|one| one.kind == "word"), "{suggested:?}");
    let hits = index.engine.search(&request(Query::All)).unwrap().hits;
    let mut names = hits.iter().flat_map(|hit| &hit.entities);
    assert!(names.all(|entity| entity.name != "Kim Arden"));
}

#[test]
fn a_line_without_effect_says_why() {
    let index = corrected(&[
        "hide|place|Kim Arden",
        "merge|person|Kim Arden|Nobody",
        "apart|person|Kim Arden|Lee Arden",
        "merge|-|Kim Arden|Norrvik",
        "retype|-|Amnest|person",
    ]);
    let outcomes = index.engine.correction_outcomes();
    let idle: Vec<_> = outcomes
        .iter()
        .map(|outcome| outcome.idle.as_deref().unwrap())
        .collect();
    assert_eq!(
        idle,
        [
            "“Kim Arden” is in no article",
            "“Nobody” is in no article",
            "the names are apart already",
            "the names are of different kinds; a retype line makes them one kind",
            "“Amnest” is of this kind already",
        ]
    );
}

#[test]
fn an_open_engine_follows_an_edit() {
    let index = index();
    let people =
        |engine: &EmbeddedEngine| counts(&engine.search(&request(Query::All)).unwrap(), PERSON).len();
    assert_eq!(people(&index.engine), 4);
    let generation = current_generation(index.folder.path()).unwrap();
    let lines = corrections(&["hide|person|Amnest"]);
    assert_eq!(
        write_corrections(&generation, &lines).unwrap(),
        Corrections::default()
    );
    assert!(index.engine.refresh().unwrap());
    assert_eq!(people(&index.engine), 3);
    assert!(!index.engine.refresh().unwrap());
    assert_eq!(
        write_corrections(&generation, &Corrections::default()).unwrap(),
        lines
    );
    assert!(index.engine.refresh().unwrap());
    assert_eq!(people(&index.engine), 4);
}

#[test]
fn damaged_corrections_are_told_of() {
    let index = corrected(&["hide|person|Amnest"]);
    let folder = index.folder.path();
    assert_eq!(verify(folder).unwrap().damaged, [""; 0]);
    let path = current_generation(folder).unwrap().folder.join("corrections");
    let whole = fs::read(&path).unwrap();
    for place in 0..whole.len() - 1 {
        let mut broken = whole.clone();
        broken[place] ^= 0x04;
        fs::write(&path, broken).unwrap();
        assert_eq!(verify(folder).unwrap().damaged, ["corrections"], "byte {place}");
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(
        EmbeddedEngine::open(folder),
        Err(SearchError::Damaged { .. })
    ));
    // The engine that is open goes on answering, and the next build mends it.
    assert_eq!(index.engine.search(&request(Query::All)).unwrap().total, 5);
    correct(&index, &["hide|person|Amnest"]);
    assert_eq!(verify(folder).unwrap().damaged, [""; 0]);
}

#[test]
fn an_entity_tells_its_spellings_and_who_uses_them() {
    let index = corrected(&["merge|person|Kim Arden|K. Arden"]);
    let view = index
        .engine
        .entity(EntityKind::Person, "Kim Arden")
        .unwrap()
        .unwrap();
    let spellings: Vec<String> = view
        .spellings
        .iter()
        .map(|spelling| {
            let sources = spelling.sources.iter();
            let sources: Vec<_> = sources
                .map(|one| format!("{} {}", one.value, one.count))
                .collect();
            format!("{} {}: {}", spelling.text, spelling.count, sources.join(", "))
        })
        .collect();
    assert_eq!(
        spellings,
        [
            "Kim Arden 3: Post 1, Times 1, unknown 1",
            "K. Arden 2: Post 1, unknown 1",
            "Arden 1: Post 1",
        ]
    );
    assert_eq!(view.spellings[1].keys, ["k arden"]);
    assert_eq!(view.spellings[1].corrections, ["aliases.tsv#1"]);
    let by_spelling = |kind, name| index.engine.entity(kind, name).unwrap().map(|view| view.name);
    assert_eq!(
        by_spelling(EntityKind::Place, "sorrvik").as_deref(),
        Some("Norrvik")
    );
    assert_eq!(
        by_spelling(EntityKind::Person, "arden").as_deref(),
        Some("Kim Arden")
    );
    assert_eq!(
        by_spelling(EntityKind::Person, "kim"),
        None,
        "a part of a name is no name"
    );
    let list = |name: &str, kind, limit| {
        let names = (!name.is_empty()).then(|| KeyedName {
            text: name.into(),
            keys: BTreeMap::from([(EntityKind::Person, "lee arden".into())]),
        });
        let names = names.into_iter().collect();
        let found = index
            .engine
            .entities(&EntitiesRequest { kind, names, limit })
            .unwrap();
        let shown = found
            .entities
            .iter()
            .map(|entity| format!("{} {}", entity.name, entity.count));
        (found.total, shown.collect::<Vec<_>>())
    };
    assert_eq!(
        list("", None, 3),
        (
            4,
            vec!["Kim Arden 4".into(), "Norrvik 3".into(), "Amnest 1".into()]
        )
    );
    assert_eq!(
        list("sorrvik", Some(EntityKind::Place), 9),
        (1, vec!["Norrvik 3".into()])
    );
    assert_eq!(
        list("Leigh Arden", None, 9),
        (1, vec!["Lee Arden 1".into()]),
        "by its key"
    );
}

#[test]
fn removed_articles_count_for_nothing() {
    let index = corrected(&["apart|place|Norrvik|Sorrvik", "merge|person|Kim Arden|K. Arden"]);
    index.store.remove(ArticleId::from_key("2")).unwrap();
    index.store.remove(ArticleId::from_key("4")).unwrap();
    index.store.commit().unwrap();
    index.engine.refresh().unwrap();
    let results = index.engine.search(&request(Query::All)).unwrap();
    assert_eq!(counts(&results, PLACE), ["Norrvik 1"]);
    assert_eq!(counts(&results, PERSON), ["Kim Arden 3", "Lee Arden 1"]);
}
