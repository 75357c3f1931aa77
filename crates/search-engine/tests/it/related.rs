//! Articles related to one.

use article::{ArticleId, EntityKind};

use crate::articles::{all, draft, keys};
use crate::index::{TestIndex, embedded, filled};

fn related(index: &dyn TestIndex, key: &str, limit: usize) -> Vec<String> {
    let found = index
        .engine()
        .related(ArticleId::from_key(key), limit)
        .unwrap()
        .unwrap();
    assert_eq!(found.total, found.hits.len());
    keys(&found).into_iter().map(str::to_owned).collect()
}

/// A story long enough that copies of it are known as such.
fn long(start: &str) -> String {
    let rest: Vec<String> = (0..60).map(|number| format!("detail{number}")).collect();
    format!("{start} {}", rest.join(" "))
}

#[test]
fn finds_the_same_subject_first() {
    let index = filled(
        embedded,
        all([
            draft(
                "storm",
                "The storm kept the ferry in the harbour, and the ferry crew on deck.",
            )
            .title("Ferry waits")
            .language("en"),
            draft("crew", "A ferry crew waited for the storm to pass.").language("en"),
            draft("harbour", "The harbour was dredged in the spring.").language("en"),
            draft("wheat", "Prices of wheat and of maize rose in the spring.").language("en"),
        ]),
    );
    assert_eq!(related(&*index, "storm", 5), ["crew", "harbour"]);
    assert_eq!(related(&*index, "storm", 1), ["crew"]);
    assert_eq!(related(&*index, "storm", 0), [""; 0]);
    assert!(
        index
            .engine()
            .related(ArticleId::from_key("gone"), 5)
            .unwrap()
            .is_none()
    );
}

#[test]
fn copies_are_one() {
    let index = filled(
        embedded,
        all([
            draft("own", &long("harbour pilot")),
            draft("own copy", &long("harbour pilot")),
            draft("other", "A harbour pilot went aboard. detail1 detail2"),
            draft("third", &format!("harbour notes detail3 {}", "more ".repeat(50))),
        ]),
    );
    assert_eq!(related(&*index, "own", 5), ["other", "third"]);
    let of_other = related(&*index, "other", 5);
    assert_eq!(of_other.len(), 2, "{of_other:?}");
    assert!(of_other.contains(&"third".to_owned()));
}

#[test]
fn many_copies_are_one() {
    let copies = (0..25).map(|number| draft(&format!("copy {number}"), &long("harbour pilot")));
    let others = [
        draft("own", &long("harbour pilot")),
        draft("other", "A harbour pilot went aboard."),
        draft("third", &format!("harbour notes {}", "more ".repeat(50))),
    ];
    let index = filled(embedded, all(copies.chain(others)));
    assert_eq!(related(&*index, "own", 5), ["other", "third"]);
}

#[test]
fn entities_reach_other_languages() {
    let person = |key, text, name| draft(key, text).entity(EntityKind::Person, "ada moreau", name);
    let index = filled(
        embedded,
        all([
            person("en", "Ada Moreau opened the observatory.", "Ada Moreau").language("en"),
            person("uk", "Ада Моро відкрила обсерваторію.", "Ада Моро").language("uk"),
            draft("de", "Ein Hafen wurde geöffnet.").language("de"),
        ]),
    );
    assert_eq!(related(&*index, "en", 5), ["uk"]);
}
