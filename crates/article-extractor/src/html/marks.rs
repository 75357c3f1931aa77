//! How pages mark the elements that name an author or hold a date, and those that are beside the article.

use super::tree::{Element, Name, Tree};

/// Classes of elements that name an author.
const AUTHOR_CLASSES: [&str; 11] = [
    "author-name",
    "byline-name",
    "author__name",
    "article-author",
    "byline__name",
    "byline",
    "author",
    "post-author",
    "entry-author",
    "article__author",
    "c-byline",
];

/// Returns whether the value of an attribute holds a text.
pub(super) fn attribute_holds(element: &Element<'_>, name: &str, part: &str) -> bool {
    element.attribute(name).is_some_and(|value| value.contains(part))
}

fn has_class(element: &Element<'_>, wanted: &[&str]) -> bool {
    element
        .attribute("class")
        .is_some_and(|classes| classes.split_whitespace().any(|class| wanted.contains(&class)))
}

/// Returns whether a page marks the element as naming an author.
pub(super) fn names_author(element: &Element<'_>) -> bool {
    has_class(element, &AUTHOR_CLASSES)
        || element.attribute("itemprop").is_some_and(|name| name == "author")
        || element.name == Name::A && element.attribute("rel").is_some_and(|kind| kind == "author")
}

/// Returns whether a class of the element says that it holds a date, and not that of an update.
pub(super) fn has_date_class(element: &Element<'_>) -> bool {
    let names_date = |word: &str| {
        matches!(
            word,
            "date" | "datum" | "fecha" | "posted" | "timestamp" | "time" | "publishtime" | "pubtime"
        ) || word.ends_with("published") && word != "unpublished"
            || word.ends_with("date") && !matches!(word, "update" | "candidate" | "mandate" | "moddate")
    };
    element.attribute("class").is_some_and(|classes| {
        let lower = classes.to_lowercase();
        let mut words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.clone().any(names_date) && !words.any(|word| matches!(word, "updated" | "modified" | "picker"))
    })
}

/// Returns whether an element stands in a comment, a list of other articles or the foot of the page.
pub(super) fn stands_aside(tree: &Tree<'_>, place: usize) -> bool {
    const ASIDE: [&str; 9] = [
        "comment", "related", "sidebar", "widget", "teaser", "footer", "recent", "archive", "calendar",
    ];
    tree.above(place).chain([place]).any(|above| {
        let element = &tree.elements[above];
        let holds = |name| {
            element.attribute(name).is_some_and(|value| {
                let value = value.to_lowercase();
                ASIDE.iter().any(|word| value.contains(word))
            })
        };
        matches!(element.name, Name::Aside | Name::Footer | Name::Nav)
            || element.name != Name::Body && element.name != Name::Html && (holds("class") || holds("id"))
    })
}

/// Returns whether a page marks the element as the time of publication.
pub(super) fn is_marked_time(element: &Element<'_>) -> bool {
    element
        .attribute("itemprop")
        .is_some_and(|name| name == "datePublished")
        || match element.name {
            Name::Time => {
                element.attribute("pubdate").is_some() || has_class(element, &["published", "entry-date"])
            }
            Name::Abbr => has_class(element, &["published"]),
            _ => false,
        }
}
