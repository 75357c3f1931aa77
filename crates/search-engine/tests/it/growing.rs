//! An index that grows: many updates in a row give what one build gives, whether a reader followed them or came later,
//! and with what lies beside the index or without.

use std::fs;

use article::{ArticleId, EnrichedArticle, EntityKind};
use proptest::prelude::*;
use query_language::Query;
use search_engine::{
    ArticleStore, EmbeddedEngine, EntitiesRequest, FacetField, FacetOrder, SearchEngine, SearchRequest,
    current_generation, keep_register, verify, write_corrections,
};

use crate::articles::{draft, narrowed, request, word};
use crate::corrections::corrections;
use crate::index::{Embedded, new_embedded};
use crate::random::article;

/// One update.
#[derive(Clone, Debug)]
struct Step {
    put: Vec<EnrichedArticle>,
    removed: Vec<u8>,
    /// What happens to the register afterwards.
    register: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    IsKept,
    IsRemoved,
    IsDamaged,
}

fn step() -> impl Strategy<Value = Step> {
    const FATES: [Fate; 5] = [
        Fate::Stays,
        Fate::IsKept,
        Fate::IsKept,
        Fate::IsRemoved,
        Fate::IsDamaged,
    ];
    let removed = prop::collection::vec(0..40_u8, 0..4);
    (
        prop::collection::vec(article(), 0..6),
        removed,
        prop::sample::select(&FATES[..]),
    )
        .prop_map(|(put, removed, register)| Step {
            put,
            removed,
            register,
        })
}

fn correction_lines() -> impl Strategy<Value = Vec<&'static str>> {
    const LINES: [&[&str]; 5] = [
        &[],
        &[],
        &["merge|-|Ada|Bo"],
        &["hide|person|Ada Moss", "rename|-|Bo|Bo Reis"],
        &["retype|person|Ada|place", "apart|-|Ada|Ada Moss"],
    ];
    prop::sample::select(&LINES[..]).prop_map(<[&str]>::to_vec)
}

fn register_of(index: &Embedded) -> std::path::PathBuf {
    current_generation(index.folder.path())
        .unwrap()
        .folder
        .join("register")
}

fn update(index: &Embedded, step: &Step) {
    for key in &step.removed {
        index.store.remove(ArticleId::from_key(&key.to_string())).unwrap();
    }
    for article in &step.put {
        index.store.put(article.clone()).unwrap();
    }
    index.store.commit().unwrap();
    let register = register_of(index);
    match step.register {
        Fate::Stays => {}
        Fate::IsKept => keep_register(&current_generation(index.folder.path()).unwrap()).unwrap(),
        Fate::IsRemoved => drop(fs::remove_file(register)),
        Fate::IsDamaged => {
            if let Ok(mut bytes) = fs::read(&register) {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(&register, bytes).unwrap();
            }
        }
    }
}

fn entity(kind: EntityKind, name: &str) -> Query {
    Query::Entity {
        kind,
        name: name.into(),
    }
}

/// Returns all that an engine says of facets and entities, in words.
fn told(engine: &EmbeddedEngine) -> Vec<String> {
    let mut told = Vec::new();
    for facet_order in [FacetOrder::Count, FacetOrder::Significant] {
        let results = engine
            .search(&SearchRequest {
                facet_values: 1_000,
                facet_order,
                ..request(Query::All)
            })
            .unwrap();
        told.push(format!("{} {:?}", results.total, results.facets));
        let facets = results.facets.unwrap();
        for facet in FacetField::ALL {
            for value in &facets.values[facet.name()] {
                let filtered = engine.search(&narrowed(&[(facet, &[&value.value])])).unwrap();
                told.push(format!("{facet} {} {:?}", value.value, filtered.facets));
            }
        }
    }
    for kind in EntityKind::ALL {
        for name in ["Ada", "Ada Moss", "Bo", "ada", "bo ada", "b", "Bo Reis", "nobody"] {
            told.push(format!("{:?}", engine.entity(kind, name).unwrap()));
            let found = engine.search(&request(entity(kind, name))).unwrap();
            told.push(format!(
                "{kind} {name} {} {:?}",
                found.total, found.query.warnings
            ));
        }
    }
    let all = EntitiesRequest {
        kind: None,
        names: Vec::new(),
        limit: 1_000,
    };
    told.push(format!("{:?}", engine.entities(&all).unwrap()));
    for typed in ["a", "ad", "ada m", "b", "bo", "mo", "po", "re", "u"] {
        let names = engine.suggest(typed, 100).unwrap().into_iter();
        // Words count removed articles until their segment is merged.
        told.extend(
            names
                .filter(|name| name.kind != "word")
                .map(|name| format!("{name:?}")),
        );
    }
    told
}

#[test]
fn a_source_stays_known_when_as_many_of_its_articles_come_as_go() {
    let index = new_embedded();
    let post = |key: u8| draft(&key.to_string(), "Rain.").source("Harbour Post").done();
    let steps = [
        (vec![post(1), post(2), post(3)], Vec::new(), Fate::IsKept),
        (vec![post(4)], vec![1], Fate::Stays),
    ];
    for (put, removed, register) in steps {
        let step = Step {
            put,
            removed,
            register,
        };
        update(&index, &step);
        let late = EmbeddedEngine::open(index.folder.path()).unwrap();
        let found = late.suggest("harb", 10).unwrap();
        let found: Vec<_> = found.iter().filter(|found| found.kind == "source").collect();
        assert_eq!((found.len(), found[0].count), (1, 3));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn updates_in_a_row_give_what_one_build_gives(
        steps in prop::collection::vec(step(), 1..7),
        lines in correction_lines(),
    ) {
        let grown = new_embedded();
        let generation = current_generation(grown.folder.path()).unwrap();
        write_corrections(&generation, &corrections(&lines)).unwrap();
        let mut articles: Vec<EnrichedArticle> = Vec::new();
        for step in &steps {
            update(&grown, step);
            articles.retain(|article| {
                let is_removed = |key: &u8| ArticleId::from_key(&key.to_string()) == article.article.id;
                !step.removed.iter().any(is_removed)
            });
            for article in &step.put {
                articles.retain(|other| other.article.id != article.article.id);
                articles.push(article.clone());
            }
            grown.engine.refresh().unwrap();
            let at_once = new_embedded();
            let generation = current_generation(at_once.folder.path()).unwrap();
            write_corrections(&generation, &corrections(&lines)).unwrap();
            for article in &articles {
                at_once.store.put(article.clone()).unwrap();
            }
            at_once.store.commit().unwrap();
            let expected = told(&EmbeddedEngine::open(at_once.folder.path()).unwrap());
            prop_assert_eq!(&told(&grown.engine), &expected, "a reader that followed");
            let late = EmbeddedEngine::open(grown.folder.path()).unwrap();
            prop_assert_eq!(&told(&late), &expected, "a reader that came later");
        }
    }
}

/// Returns an article that names some people of a long row, the first of them also named by many others.
fn crowded(key: usize, names: impl Iterator<Item = usize>) -> EnrichedArticle {
    let common = (0..30).filter(|name| key.is_multiple_of(name + 1));
    let names: Vec<String> = common.chain(names).map(|name| format!("Nam{name:04}")).collect();
    let text = format!("{} {}", ["Rain", "Sun"][key % 2], names.join(" "));
    let draft = names.iter().fold(draft(&key.to_string(), &text), |draft, name| {
        draft.person(&name.to_lowercase(), name)
    });
    draft.done()
}

#[test]
fn the_most_frequent_of_many_names_stay_true_through_updates() {
    let index = new_embedded();
    let several = |key: usize| (0..100).map(move |number| 30 + (key * 50 + number) % 5_500);
    for key in 0..120 {
        index.store.put(crowded(key, several(key))).unwrap();
    }
    index.store.commit().unwrap();
    keep_register(&current_generation(index.folder.path()).unwrap()).unwrap();
    let asked = |engine: &EmbeddedEngine| {
        let queries = [
            request(Query::All),
            request(word("rain")),
            request(word("nam0002")),
        ];
        let found = queries.map(|request| engine.search(&request).unwrap());
        found.map(|results| format!("{} {:?}", results.total, results.facets))
    };
    // A name that hardly anybody had comes up, one that many had goes down, and others come that nobody had.
    for round in 0..12 {
        let rising = [5_400, 6_000 + round, 7_000 + round % 2];
        index.store.put(crowded(200 + round, rising.into_iter())).unwrap();
        index
            .store
            .remove(ArticleId::from_key(&(round * 6).to_string()))
            .unwrap();
        index.store.commit().unwrap();
        index.engine.refresh().unwrap();
        index.engine.prepare().unwrap();
        let late = EmbeddedEngine::open(index.folder.path()).unwrap();
        assert_eq!(asked(&index.engine), asked(&late), "round {round}");
    }
}

/// Returns an index with a register of two articles.
fn registered() -> Embedded {
    let index = new_embedded();
    for (key, name) in [("1", "Kim Arden"), ("2", "Lee Arden")] {
        let article = draft(key, "Rain.").person(&name.to_lowercase(), name);
        index.store.put(article.done()).unwrap();
    }
    index.store.commit().unwrap();
    keep_register(&current_generation(index.folder.path()).unwrap()).unwrap();
    index
}

#[test]
fn a_damaged_register_is_named_and_not_used() {
    let index = registered();
    let path = register_of(&index);
    let whole = fs::read(&path).unwrap();
    let expected = told(&EmbeddedEngine::open(index.folder.path()).unwrap());
    assert_eq!(verify(index.folder.path()).unwrap().damaged, [""; 0]);
    for place in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x10;
        fs::write(&path, &damaged).unwrap();
        assert_eq!(
            verify(index.folder.path()).unwrap().damaged,
            ["register"],
            "{place}"
        );
        let engine = EmbeddedEngine::open(index.folder.path()).unwrap();
        assert_eq!(told(&engine), expected, "{place}");
    }
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let engine = EmbeddedEngine::open(index.folder.path()).unwrap();
        assert_eq!(told(&engine), expected, "{length} bytes");
    }
    fs::remove_file(&path).unwrap();
    let engine = EmbeddedEngine::open(index.folder.path()).unwrap();
    assert_eq!(told(&engine), expected, "without");
    assert_eq!(verify(index.folder.path()).unwrap().damaged, [""; 0]);
    // What a build keeps is what was there.
    keep_register(&current_generation(index.folder.path()).unwrap()).unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole);
}

#[test]
fn a_register_of_another_index_is_not_used() {
    let (index, other) = (registered(), new_embedded());
    fs::copy(register_of(&index), register_of(&other)).unwrap();
    let found = EmbeddedEngine::open(other.folder.path()).unwrap();
    assert_eq!(told(&found), told(&other.engine));
}

#[test]
fn small_updates_leave_a_large_segment_alone() {
    let index = new_embedded();
    for number in 0..3_000 {
        index
            .store
            .put(draft(&number.to_string(), "Rain.").done())
            .unwrap();
    }
    index.store.commit().unwrap();
    let folder = current_generation(index.folder.path())
        .unwrap()
        .folder
        .join("segments");
    let store_files = || {
        let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|ending| ending == "store"))
            .collect::<Vec<_>>()
    };
    let before = store_files();
    assert!(!before.is_empty());
    for number in 0..20 {
        index
            .store
            .put(draft(&format!("late {number}"), "Rain.").done())
            .unwrap();
        index.store.commit().unwrap();
    }
    let Embedded {
        store,
        folder: _folder,
        ..
    } = index;
    store.close().unwrap();
    let after = store_files();
    assert!(
        before.iter().all(|path| after.contains(path)),
        "{before:?}, {after:?}"
    );
    assert!(
        after.len() < before.len() + 20,
        "the small ones were not merged: {after:?}"
    );
}

#[test]
fn corrections_find_few_names_among_many() {
    let index = new_embedded();
    for number in 0..120 {
        let mut article = draft(&number.to_string(), "Zed met others. Rain.");
        for person in 0..3 {
            let name = format!("Kim{number} Arden{person}");
            article = article.person(&name.to_lowercase(), &name);
        }
        if number == 7 {
            article = article.written("Zed");
        }
        index.store.put(article.done()).unwrap();
    }
    index.store.commit().unwrap();
    let generation = current_generation(index.folder.path()).unwrap();
    keep_register(&generation).unwrap();
    // One that came after the register.
    let late = draft("late", "Rain.").person("kim late", "Kim Late");
    index.store.put(late.done()).unwrap();
    index.store.commit().unwrap();
    let lines = [
        "merge|person|Kim1 Arden1|Kim2 Arden1",
        "rename|person|Zed|Zed Arden",
        "merge|person|kim late|Kim3 Arden0",
        "hide|person|Kim4 Arden2",
    ];
    write_corrections(&generation, &corrections(&lines)).unwrap();
    let engine = EmbeddedEngine::open(index.folder.path()).unwrap();
    let idle: Vec<_> = engine
        .correction_outcomes()
        .into_iter()
        .filter_map(|outcome| outcome.idle)
        .collect();
    assert_eq!(idle, [""; 0]);
    let count = |name: &str| {
        let found = engine.entity(EntityKind::Person, name).unwrap();
        found.map(|entity| (entity.name, entity.count))
    };
    for (name, expected) in [
        ("Kim1 Arden1", Some(("Kim1 Arden1", 2))),
        ("Kim2 Arden1", Some(("Kim1 Arden1", 2))),
        ("Zed", Some(("Zed Arden", 1))),
        ("Kim Late", Some(("Kim3 Arden0", 2))),
        ("Kim4 Arden2", None),
        ("Kim5 Arden2", Some(("Kim5 Arden2", 1))),
    ] {
        let expected = expected.map(|(name, count)| (name.to_owned(), count));
        assert_eq!(count(name), expected, "{name}");
    }
}
