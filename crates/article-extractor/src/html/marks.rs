//! How pages mark the elements that name an author or hold a date, and those that are beside the article.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::tree::{Element, Event, Name, Tree};

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

pub(super) fn has_class(element: &Element<'_>, wanted: &[&str]) -> bool {
    element
        .attribute("class")
        .is_some_and(|classes| classes.split_whitespace().any(|class| wanted.contains(&class)))
}

/// Returns whether a page marks the element as naming an author.
pub(super) fn names_author(element: &Element<'_>) -> bool {
    // Most classes name no author, and to compare them with all that do takes long.
    let may = |classes: &str| classes.contains("author") || classes.contains("byline");
    element.attribute("class").is_some_and(|classes| may(&classes)) && has_class(element, &AUTHOR_CLASSES)
        || element.attribute("itemprop").is_some_and(|name| name == "author")
        || element.name == Name::A && element.attribute("rel").is_some_and(|kind| kind == "author")
}

/// Returns whether a page marks the element as the author and nothing else: a link to the author's page, or a card.
pub(super) fn is_signature(element: &Element<'_>) -> bool {
    element.attribute("itemprop").is_some_and(|name| name == "author")
        || element
            .attribute("rel")
            .is_some_and(|kinds| kinds.split(' ').any(|kind| kind == "author"))
        || leads_to_author(element)
        || has_class(element, &["vcard", "fn"])
}

/// Returns whether a line is set to the right, as the signature under a story is.
pub(super) fn is_set_right(element: &Element<'_>) -> bool {
    let is_line = matches!(element.name, Name::P | Name::Div);
    is_line
        && element.mentions("right")
        && (element.attribute("align").is_some_and(|side| side == "right")
            || element.attribute("style").is_some_and(|style| {
                let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
                style.contains("text-align:right")
            }))
}

/// Returns whether a link leads to the page of an author, such as "/author/jane-roe".
pub(super) fn leads_to_author(element: &Element<'_>) -> bool {
    const FOLDERS: [&str; 20] = [
        "author",
        "authors",
        "autor",
        "autores",
        "autoren",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "autorzy",
        "autorius",
        "contributor",
        "contributors",
        "journalist",
        "journalists",
        "columnist",
        "columnists",
        "reporter",
        "reporters",
        "_author",
    ];
    if element.name != Name::A {
        return false;
    }
    let Some(address) = element.attribute("href") else {
        return false;
    };
    let parts: Vec<&str> = address.split(['/', '?', '&', '=']).collect();
    let mut pairs = parts.windows(2);
    pairs.any(|pair| FOLDERS.contains(&pair[0]) && pair[1].contains(char::is_alphanumeric))
}

/// Returns whether an element stands in a comment or a list of other articles.
pub(super) fn stands_in_list(tree: &Tree<'_>, place: usize, heading: Option<usize>) -> bool {
    const LIST: [&str; 6] = ["comment", "related", "sidebar", "teaser", "recent", "popular"];
    has_above(tree, place, heading, &LIST)
}

/// Returns whether the class or the name of an element or of one above it holds one of these words. What holds the
/// headline too is no place beside the article, whatever it is called.
fn has_above(tree: &Tree<'_>, place: usize, heading: Option<usize>, words: &[&str]) -> bool {
    let heading = heading.map(|heading| tree.elements[heading].events.start);
    let is_apart =
        |above: &usize| heading.is_none_or(|heading| !tree.elements[*above].events.contains(&heading));
    tree.above(place).chain([place]).filter(is_apart).any(|above| {
        let element = &tree.elements[above];
        let holds = |name| {
            element.attribute(name).is_some_and(|value| {
                let value = value.to_lowercase();
                words.iter().any(|word| value.contains(word))
            })
        };
        !matches!(element.name, Name::Body | Name::Html) && (holds("class") || holds("id"))
    })
}

/// Returns whether words of a class say that the element names an author, and not that it shows or describes one.
pub(super) fn has_author_words(element: &Element<'_>) -> bool {
    const NAMES: [&str; 8] = [
        "author",
        "authors",
        "authorname",
        "byline",
        "autor",
        "autoren",
        "auteur",
        "contributor",
    ];
    const OTHER: [&str; 14] = [
        "bio",
        "avatar",
        "image",
        "img",
        "photo",
        "picture",
        "box",
        "description",
        "social",
        "icon",
        "title",
        "role",
        "comment",
        "more",
    ];
    element.attribute("class").is_some_and(|classes| {
        if !MAY_NAME_AUTHOR.is_match(&*classes) {
            return false;
        }
        let words = class_words(&classes);
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        has(&NAMES) && !has(&OTHER)
    })
}

/// Returns whether a class of the element says that it holds a date, and not that of an update or of something that is on.
pub(super) fn has_date_class(element: &Element<'_>) -> bool {
    const OTHER: [&str; 17] = [
        "updated", "modified", "picker", "hours", "opening", "event", "events", "weather", "calendar",
        "deadline", "expiry", "expires", "birth", "today", "current", "start", "end",
    ];
    let names_date = |word: &str| {
        matches!(
            word,
            "date"
                | "datum"
                | "fecha"
                | "posted"
                | "timestamp"
                | "time"
                | "publishtime"
                | "pubtime"
                | "postmetadata"
                | "postmeta"
        ) || word.ends_with("published") && word != "unpublished"
            || word.ends_with("date") && !matches!(word, "update" | "candidate" | "mandate" | "moddate")
    };
    element.attribute("class").is_some_and(|classes| {
        // Most classes name no date, and to part them into words takes long.
        if !MAY_NAME_DATE.is_match(&*classes) {
            return false;
        }
        let words = class_words(&classes);
        words.iter().any(|word| names_date(word)) && !words.iter().any(|word| OTHER.contains(&word.as_str()))
    })
}

/// Parts of the classes that name an author.
static MAY_NAME_AUTHOR: LazyLock<AhoCorasick> =
    LazyLock::new(|| search_for(["auth", "byli", "auto", "aute", "cont"]));

/// Parts of the classes that name a date.
static MAY_NAME_DATE: LazyLock<AhoCorasick> =
    LazyLock::new(|| search_for(["dat", "time", "publ", "post", "fech"]));

/// Returns a search for words in small letters and capitals.
fn search_for(words: [&str; 5]) -> AhoCorasick {
    let builder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .prefilter(false)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words);
    builder.expect("a few short words can be searched for")
}

/// Returns whether a time is that of a change: its class, or that of an element just above it, says so.
pub(super) fn is_change(tree: &Tree<'_>, place: usize) -> bool {
    /// Elements above the time that are its own.
    const OWN: usize = 2;
    let says_change = |place: usize| {
        tree.elements[place].attribute("class").is_some_and(|classes| {
            let words = class_words(&classes);
            let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
            has(&["modified", "updated", "lastmod", "lastupdated"]) && !has(&["published", "created"])
        })
    };
    [place]
        .into_iter()
        .chain(tree.above(place).take(OWN))
        .any(says_change)
}

/// Returns the words of class names in small letters, parted at signs and at capitals inside a name.
fn class_words(classes: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in classes.chars() {
        if !letter.is_ascii_alphanumeric() || was_small && letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        if letter.is_ascii_alphanumeric() {
            words
                .last_mut()
                .expect("there is one from the start")
                .push(letter.to_ascii_lowercase());
        }
        was_small = letter.is_ascii_lowercase();
    }
    words
}

/// Returns whether an element stands in a comment, a list of other articles or the foot of the page.
pub(super) fn stands_aside(tree: &Tree<'_>, place: usize, heading: Option<usize>) -> bool {
    const ASIDE: [&str; 9] = [
        "comment", "related", "sidebar", "widget", "teaser", "footer", "recent", "archive", "calendar",
    ];
    let is_beside = |above: usize| {
        let element = &tree.elements[above];
        matches!(element.name, Name::Aside | Name::Footer | Name::Nav)
            || element
                .attribute("itemprop")
                .is_some_and(|name| matches!(&*name, "review" | "comment"))
    };
    tree.above(place).chain([place]).any(is_beside) || has_above(tree, place, heading, &ASIDE)
}

/// Returns whether a heading is the name of the site: it is marked as a logo, or it is a link to the first page.
pub(super) fn names_site(tree: &Tree<'_>, heading: usize) -> bool {
    const NAMES: [&str; 5] = ["logo", "branding", "brand", "sitetitle", "sitename"];
    let says_site = |element: &Element<'_>| {
        ["class", "id"].iter().any(|name| {
            element.attribute(name).is_some_and(|value| {
                let words = class_words(&value);
                let is_site =
                    |pair: &[String]| pair[0] == "site" && matches!(pair[1].as_str(), "title" | "name");
                words.iter().any(|word| NAMES.contains(&word.as_str())) || words.windows(2).any(is_site)
            })
        })
    };
    let leads_home = |element: &Element<'_>| {
        element.name == Name::A
            && (element.attribute("rel").is_some_and(|kind| kind == "home")
                || element
                    .attribute("href")
                    .is_some_and(|address| is_first_page(&address)))
    };
    let events = &tree.events[tree.elements[heading].events.clone()];
    let mut inside = events.iter().filter_map(|event| match event {
        Event::Open(place) => Some(&tree.elements[*place]),
        _ => None,
    });
    says_site(&tree.elements[heading]) || inside.any(leads_home)
}

/// Returns whether an address is that of the first page of a site.
fn is_first_page(address: &str) -> bool {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => match address.strip_prefix('/') {
            Some(path) => path,
            None => return false,
        },
    };
    path.is_empty() || path.starts_with('?')
}

/// Returns whether the classes of a body are those that WordPress gives a page that is no post.
pub(super) fn is_site_page(body: &Element<'_>) -> bool {
    body.attribute("class").is_some_and(|classes| {
        let has = |starts: &[&str]| {
            let mut classes = classes.split_whitespace();
            classes.any(|class| starts.iter().any(|start| class.starts_with(start)))
        };
        has(&["page-id-", "page-template"]) && !has(&["single", "postid-"])
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
