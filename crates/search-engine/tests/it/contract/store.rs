//! What writing does, and when readers see it.

use article::{ArticleId, ArticleRecord};
use query_language::Query;

use super::{check_found, contract};
use crate::articles::{all, draft, person, prefix, request, word};
use crate::index::{NewIndex, filled};

contract! {
    nothing_is_seen_before_a_commit a_later_put_replaces removes gives_back_the_whole_article
    takes_articles_from_several_threads takes_any_text
}

fn nothing_is_seen_before_a_commit(new: NewIndex) {
    let index = filled(new, all([draft("a", "alpha")]));
    let before = index.engine().status().unwrap();
    index.store().put(draft("b", "alpha").done()).unwrap();
    index.store().remove(ArticleId::from_key("a")).unwrap();
    assert_eq!(index.engine().status().unwrap(), before);
    check_found(index.engine(), &[(word("alpha"), &["a"])]);
    index.store().commit().unwrap();
    let after = index.engine().status().unwrap();
    assert_eq!(after.articles, 1);
    assert_ne!(after.generation, before.generation);
    check_found(index.engine(), &[(word("alpha"), &["b"])]);
}

fn a_later_put_replaces(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("a", "first").source("Post").person("kim", "Kim"),
            draft("b", "first"),
            draft("a", "second"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (word("first"), &["b"]),
            (word("second"), &["a"]),
            (person("kim"), &[]),
            (Query::Source("post".into()), &[]),
            (Query::All, &["a", "b"]),
        ],
    );
    // Twice in one commit, and again in the next.
    index.store().put(draft("a", "third").done()).unwrap();
    index.store().put(draft("a", "fourth").done()).unwrap();
    index.store().commit().unwrap();
    check_found(
        index.engine(),
        &[
            (word("third"), &[]),
            (word("fourth"), &["a"]),
            (Query::All, &["a", "b"]),
        ],
    );
    assert_eq!(index.engine().status().unwrap().articles, 2);
}

fn removes(new: NewIndex) {
    let index = filled(new, all([draft("a", "alpha").source("Post"), draft("b", "beta")]));
    index.store().remove(ArticleId::from_key("a")).unwrap();
    index.store().remove(ArticleId::from_key("never there")).unwrap();
    index.store().commit().unwrap();
    check_found(
        index.engine(),
        &[(word("alpha"), &[]), (prefix("alp"), &[]), (Query::All, &["b"])],
    );
    let results = index.engine().search(&request(Query::All)).unwrap();
    assert_eq!(
        crate::articles::counts(&results, search_engine::FacetField::Source),
        ["unknown 1"]
    );
    assert_eq!(
        index.engine().article(ArticleId::from_key("a"), None).unwrap(),
        None
    );
    // Put, then removed, before anybody saw it; and put again after it was removed.
    index.store().put(draft("c", "gamma").done()).unwrap();
    index.store().remove(ArticleId::from_key("c")).unwrap();
    index.store().put(draft("a", "alpha").done()).unwrap();
    index.store().commit().unwrap();
    check_found(index.engine(), &[(Query::All, &["a", "b"]), (word("gamma"), &[])]);
}

fn gives_back_the_whole_article(new: NewIndex) {
    let whole = draft("a", "One paragraph 😀.\n\nAnother.")
        .title("A title")
        .standfirst("A standfirst")
        .source("Post")
        .agency("AFP")
        .language("en")
        .published("2025-12-02T10:00:00+08:00")
        .person("kim", "Kim")
        .done();
    let index = filled(new, vec![whole.clone()]);
    let view = index.engine().article(whole.article.id, None).unwrap().unwrap();
    assert_eq!(view.article, ArticleRecord::from(whole));
    assert!(view.matches.is_empty() && view.duplicates.is_empty());
    assert_eq!(
        index
            .engine()
            .article(ArticleId::from_key("other"), None)
            .unwrap(),
        None
    );
}

fn takes_articles_from_several_threads(new: NewIndex) {
    let index = new();
    let store = index.store();
    std::thread::scope(|scope| {
        for thread in 0..3 {
            scope.spawn(move || {
                for number in 0..20 {
                    store
                        .put(draft(&format!("{thread} {number}"), "alpha").done())
                        .unwrap();
                }
            });
        }
    });
    store.commit().unwrap();
    assert_eq!(index.engine().search(&request(word("alpha"))).unwrap().total, 60);
}

/// Texts that no reader should let through must not break an index either.
fn takes_any_text(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("empty", "").title("").source("").person("", ""),
            draft("long", &"x".repeat(70_000)),
            draft("control", "alpha\u{0}beta \u{202e}gamma\u{1f}delta").source("A\u{1f}B"),
            draft("name", "epsilon").person("key\u{1f}odd", "Odd\u{1f}name"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (Query::All, &["control", "empty", "long", "name"]),
            (word("gamma"), &["control"]),
        ],
    );
    assert!(index.engine().search(&request(person("odd"))).is_ok());
}
