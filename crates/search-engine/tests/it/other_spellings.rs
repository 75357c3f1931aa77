//! One thing that is written in several ways: with and without a hyphen, and in another script.

use article::EntityKind;
use query_language::{Query, Scope, Word, WordForm};

use crate::articles::{draft, phrase, request, sorted_keys, word};
use crate::index::{TestIndex, index_of};

#[track_caller]
fn check(index: &dyn TestIndex, cases: &[(Query, &[&str])]) {
    for (query, expected) in cases {
        let results = index.engine().search(&request(query.clone())).unwrap();
        assert_eq!(sorted_keys(&results), *expected, "{query:?}");
    }
}

fn exact(text: &str) -> Query {
    Query::Word(Word {
        text: text.into(),
        scope: Scope::Anywhere,
        form: WordForm::Exact,
    })
}

#[test]
fn finds_words_with_and_without_hyphens() {
    let index = index_of([
        draft("parted", "The sub-prime ferry loans of the G-20").language("en"),
        draft("one", "Subprime ferry loans of the G20").language("en"),
        draft("apart", "A sub prime loan").language("en"),
        draft("other", "The harbourmaster").language("en"),
        draft("line", "The harbor-line near the harbourline").language("en"),
    ]);
    check(
        &*index,
        &[
            (word("subprime"), &["apart", "one", "parted"]),
            (word("sub-prime"), &["apart", "one", "parted"]),
            (word("g20"), &["one", "parted"]),
            (phrase("subprime ferry"), &["one", "parted"]),
            (phrase("sub-prime ferry"), &["one", "parted"]),
            (exact("subprime"), &["one"]),
            (word("harbour-master"), &["other"]),
            (word("harborline"), &["line"]),
            (word("harbourmaster"), &["other"]),
        ],
    );
}

#[test]
fn finds_names_in_other_scripts() {
    let index = index_of([
        draft("latin", "Zoryanska spoke in Tarnograd")
            .language("en")
            .person("olena zoryanska", "Olena Zoryanska")
            .place("tarnograd", "Tarnograd"),
        draft("cyrillic", "Говорила Зорянська у Тарнограді")
            .language("uk")
            .person("olena zoryanska", "Олена Зорянська")
            .place("tarnograd", "Тарноград"),
        draft("club", "The Tarnograd Club met").language("en").entity(
            EntityKind::Organisation,
            "tarnograd club",
            "Tarnograd Club",
        ),
        draft("clubs", "Клуб Тарноград").language("uk").entity(
            EntityKind::Organisation,
            "tarnograd club",
            "Клуб Тарноград",
        ),
    ]);
    check(
        &*index,
        &[
            (word("Зорянська"), &["cyrillic", "latin"]),
            (phrase("Олена Зорянська"), &["cyrillic", "latin"]),
            (word("zoryanska"), &["cyrillic", "latin"]),
            (exact("Зорянська"), &["cyrillic"]),
            (word("клуб"), &["clubs"]),
            (word("spoke"), &["latin"]),
        ],
    );
}
