//! What a page says of itself: JSON-LD, OpenGraph and other meta tags, `time` elements, headings and its address.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use article::{EvidenceFrom, Language};
use regex::Regex;

use super::json_ld::{self, LinkedArticle};
use super::tree::{Element, Name, Tree};
use crate::byline::{self, Byline};
use crate::dates::{DayOrder, parse_date, sharpest};
use crate::draft::{Draft, Found, offer};
use crate::source;
use crate::title::{same_headline, split_site};
use crate::wording::{count_words, is_unspaced, overlap, same_words, squeeze, word_key, word_starts};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) linked: LinkedArticle,
    meta: HashMap<String, String>,
    title: Option<String>,
    headings: Vec<String>,
    language: Option<String>,
    address: Option<String>,
    authors: Vec<String>,
    times: Vec<(String, bool)>,
    /// Texts of elements whose class says that they hold the date.
    dated: Vec<String>,
}

/// Reads what the page says of itself, in one walk.
pub(super) fn read(tree: &Tree<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let mut scripts = Vec::new();
    // Whether each element stands in one that names an author.
    let mut in_author: Vec<bool> = Vec::with_capacity(tree.elements.len());
    let mut unmarked = Vec::new();
    for (place, element) in tree.elements.iter().enumerate() {
        let above = in_author.get(element.parent).copied().unwrap_or(false);
        let names_author = names_author(element);
        in_author.push(above || names_author);
        match element.name {
            Name::Script if attribute_holds(element, "type", "ld+json") => scripts.push(tree.raw_text(place)),
            Name::Meta => metadata.add_meta(element),
            Name::Title if metadata.title.is_none() => {
                metadata.title = Some(text_of(tree, place)).filter(|title| !title.is_empty());
            }
            Name::H1 => metadata
                .headings
                .extend(Some(text_of(tree, place)).filter(|text| !text.is_empty())),
            Name::Html if metadata.language.is_none() => {
                metadata.language = element.attribute("lang").map(Cow::into_owned);
            }
            Name::Link if metadata.address.is_none() && attribute_holds(element, "rel", "canonical") => {
                metadata.address = element.attribute("href").map(Cow::into_owned);
            }
            _ => {}
        }
        if names_author || above && element.name == Name::A {
            metadata.add_author(tree, place);
        }
        if metadata.dated.len() < MOST_TIMES && has_date_class(element) && !stands_aside(tree, place) {
            metadata
                .dated
                .extend(Some(text_of(tree, place)).filter(|text| count_words(text) <= 12));
        }
        if is_marked_time(element) {
            let stated = ["datetime", "content", "title"]
                .iter()
                .find_map(|name| element.attribute(name));
            let text = stated.map_or_else(|| text_of(tree, place), Cow::into_owned);
            metadata.times.push((text, true));
        } else if element.name == Name::Time && unmarked.len() < MOST_TIMES {
            unmarked.extend(
                element
                    .attribute("datetime")
                    .map(|time| (time.into_owned(), false)),
            );
        }
    }
    metadata.times.extend(unmarked);
    metadata.linked = json_ld::read(scripts.iter().map(String::as_str)).unwrap_or_default();
    metadata
}

/// Elements with a time that are looked at; lists of teasers have hundreds.
const MOST_TIMES: usize = 8;
/// Elements that name an author; a list of the newsroom has hundreds.
const MOST_AUTHORS: usize = 6;

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

fn attribute_holds(element: &Element<'_>, name: &str, part: &str) -> bool {
    element.attribute(name).is_some_and(|value| value.contains(part))
}

fn has_class(element: &Element<'_>, wanted: &[&str]) -> bool {
    element
        .attribute("class")
        .is_some_and(|classes| classes.split_whitespace().any(|class| wanted.contains(&class)))
}

/// Returns whether a page marks the element as naming an author.
fn names_author(element: &Element<'_>) -> bool {
    has_class(element, &AUTHOR_CLASSES)
        || element.attribute("itemprop").is_some_and(|name| name == "author")
        || element.name == Name::A && element.attribute("rel").is_some_and(|kind| kind == "author")
}

/// Returns whether a class of the element says that it holds a date, and not that of an update.
fn has_date_class(element: &Element<'_>) -> bool {
    let names_date = |word: &str| {
        matches!(
            word,
            "date" | "datum" | "fecha" | "posted" | "published" | "timestamp"
        ) || word.ends_with("date") && !matches!(word, "update" | "candidate" | "mandate" | "moddate")
    };
    element.attribute("class").is_some_and(|classes| {
        let lower = classes.to_lowercase();
        let mut words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.clone().any(names_date) && !words.any(|word| matches!(word, "updated" | "modified" | "picker"))
    })
}

/// Returns whether an element stands in a comment, a list of other articles or the foot of the page.
fn stands_aside(tree: &Tree<'_>, place: usize) -> bool {
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
fn is_marked_time(element: &Element<'_>) -> bool {
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

/// Returns the text of an element. Pages set the kicker of a headline in an element of its own, and the colon after it.
fn text_of(tree: &Tree<'_>, place: usize) -> String {
    let text = squeeze(&tree.spaced_text(place));
    let is_french = text.contains(" ?") || text.contains(" !") || text.contains("« ");
    if is_french {
        text
    } else {
        text.replace(" : ", ": ").replace(" , ", ", ")
    }
}

impl Metadata {
    fn add_meta(&mut self, element: &Element<'_>) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|name| element.attribute(name));
        let content = element.attribute("content").unwrap_or_default();
        // Some pages escape twice.
        let content = squeeze(&html_escape::decode_html_entities(&content));
        if let (Some(name), false) = (name, content.is_empty()) {
            self.meta.entry(name.to_lowercase()).or_insert(content);
        }
    }

    fn add_author(&mut self, tree: &Tree<'_>, place: usize) {
        if self.authors.len() >= MOST_AUTHORS {
            return;
        }
        let text = text_of(tree, place);
        if (1..=12).contains(&count_words(&text)) && !text.chars().any(is_unspaced) {
            self.authors.push(text);
        }
    }
}

impl Metadata {
    fn meta(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.meta.get(*name))
            .map(String::as_str)
    }

    /// Takes the address that the page was fetched from where the page names none.
    pub(super) fn fetched_from(&mut self, address: &str) {
        if self.url().is_none() {
            self.address = Some(address.to_owned());
        }
    }

    /// Returns the address of the page.
    fn url(&self) -> Option<&str> {
        let found = [
            self.address.as_deref(),
            self.meta(&["og:url"]),
            self.linked.url.as_deref(),
        ];
        found.into_iter().flatten().find(|url| url.starts_with("http"))
    }

    /// Offers every field that the page states.
    pub(super) fn offer_to(&self, draft: &mut Draft, order: DayOrder) {
        if let Some(url) = self.url() {
            offer(
                &mut draft.url,
                Some(Found::new(url.to_owned(), EvidenceFrom::MetaTag, url, 0.95)),
            );
        }
        self.offer_source(draft);
        self.offer_title(draft);
        self.offer_byline(draft);
        self.offer_dates(draft, order);
        let section = self
            .linked
            .section
            .as_deref()
            .map(|section| (section, EvidenceFrom::JsonLd));
        let section =
            section.or_else(|| Some((self.meta(&["article:section", "section"])?, EvidenceFrom::MetaTag)));
        offer(
            &mut draft.section,
            section.map(|(name, from)| Found::new(name.to_owned(), from, name, 0.9)),
        );
        let language = self
            .language()
            .map(|code| Found::new(code.clone(), EvidenceFrom::MetaTag, code.code(), 0.8));
        offer(&mut draft.language, language);
    }

    fn offer_source(&self, draft: &mut Draft) {
        let mut put = |name: Option<String>, from, text: &str, confidence| {
            offer(
                &mut draft.source,
                name.map(|name| Found::new(name, from, text, confidence)),
            );
        };
        if let Some(url) = self.url() {
            // Publishers of one house copy each other's pages with the first one's address; the name on the page counts.
            let elsewhere = self.site_names().into_iter().any(source::is_known);
            put(
                source::of_address(url),
                EvidenceFrom::Url,
                url,
                if elsewhere { 0.92 } else { 0.97 },
            );
            put(source::name_of_domain(url), EvidenceFrom::Url, url, 0.4);
        }
        let publisher = self
            .linked
            .publisher
            .as_deref()
            .map(|name| (name, EvidenceFrom::JsonLd, 0.9));
        let site = self
            .meta(&["og:site_name"])
            .map(|name| (name, EvidenceFrom::MetaTag, 0.88));
        let application = self.meta(&[
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
            "cre",
        ]);
        let application = application.map(|name| (name, EvidenceFrom::MetaTag, 0.7));
        for (name, from, confidence) in [site, publisher, application].into_iter().flatten() {
            let bare = name.split(" | ").next().unwrap_or(name);
            let known = if source::is_known(bare) { 0.05 } else { 0.0 };
            let is_name = count_words(bare) <= 8;
            put(
                is_name.then(|| source::canonical(bare)),
                from,
                name,
                confidence + known,
            );
        }
    }

    fn site_names(&self) -> Vec<&str> {
        let names = [
            self.meta(&["og:site_name"]),
            self.linked.publisher.as_deref(),
            self.meta(&["application-name", "twitter:site"]),
        ];
        names.into_iter().flatten().collect()
    }

    /// The article's own heading is its headline where another statement agrees with it; else those, without the site's name.
    fn offer_title(&self, draft: &mut Draft) {
        let names = self.site_names();
        let open_graph = self.meta(&["og:title", "twitter:title", "dc.title"]);
        let stated: Vec<(String, EvidenceFrom)> = [
            (self.linked.headline.as_deref(), EvidenceFrom::JsonLd),
            (open_graph, EvidenceFrom::MetaTag),
            (self.title.as_deref(), EvidenceFrom::Element),
        ]
        .into_iter()
        .filter_map(|(title, from)| Some((split_site(&squeeze(title?), &names).0, from)))
        .collect();
        let agrees = |heading: &&String| stated.iter().any(|(title, _)| alike(title, heading));
        if let Some(found) = self.overruled_heading(&stated) {
            return offer(&mut draft.title, Some(found));
        }
        if let Some(heading) = self.headings.iter().find(agrees) {
            let (title, _) = split_site(heading, &names);
            offer(
                &mut draft.title,
                Some(Found::new(title, EvidenceFrom::Element, heading, 0.95)),
            );
            return;
        }
        // The title element can be the site's only; a second statement that agrees makes it sure.
        let confidence = if stated.len() > 1 { 0.85 } else { 0.6 };
        let best = stated
            .into_iter()
            .find(|(title, _)| !names.iter().any(|name| same_headline(name, title)));
        offer(
            &mut draft.title,
            best.map(|(title, from)| Found::new(title.clone(), from, &title, confidence)),
        );
        if let [heading] = self.headings.as_slice() {
            offer(
                &mut draft.title,
                Some(Found::new(heading.clone(), EvidenceFrom::Element, heading, 0.7)),
            );
        }
    }

    /// Returns what a page of news states beside its heading where that is the headline all the same: both statements
    /// say it, or it differs from the heading by a kicker only. Blogs and shops write such statements for search engines.
    fn overruled_heading(&self, stated: &[(String, EvidenceFrom)]) -> Option<Found<String>> {
        /// Words of a kicker.
        const KICKER: usize = 4;
        if !self.linked.is_news {
            return None;
        }
        let of = |from| {
            stated
                .iter()
                .find(|(_, known)| *known == from)
                .map(|(title, _)| title)
        };
        let (linked, open_graph) = (of(EvidenceFrom::JsonLd), of(EvidenceFrom::MetaTag));
        let ends_with = |long: &str, short: &str| {
            let (long, short) = (word_key(long), word_key(short));
            let n_more = count_words(&long).saturating_sub(count_words(&short));
            count_words(&short) >= 3
                && n_more <= KICKER
                && long.len() > short.len()
                && long.ends_with(&format!(" {short}"))
        };
        let has_kicker = |title: &String| {
            self.headings
                .iter()
                .any(|heading| ends_with(heading, title) || ends_with(title, heading))
        };
        let agreed = linked.filter(|title| open_graph.is_some_and(|other| same_words(title, other)));
        let found = agreed
            .map(|title| (title, EvidenceFrom::JsonLd))
            .or_else(|| {
                Some((
                    open_graph.filter(|title| has_kicker(title))?,
                    EvidenceFrom::MetaTag,
                ))
            })
            .or_else(|| Some((linked.filter(|title| has_kicker(title))?, EvidenceFrom::JsonLd)))?;
        Some(Found::new(found.0.clone(), found.1, found.0, 0.95))
    }

    fn offer_byline(&self, draft: &mut Draft) {
        let meta = self.meta(&[
            "author",
            "article:author",
            "parsely-author",
            "dc.creator",
            "dcterms.creator",
            "sailthru.author",
            "byl",
            "twitter:data1",
        ]);
        let meta: Vec<String> = meta
            .into_iter()
            .filter(|name| !name.contains("http"))
            .map(str::to_owned)
            .collect();
        let lists = [
            (&self.linked.authors, EvidenceFrom::JsonLd, 0.95),
            (&meta, EvidenceFrom::MetaTag, 0.85),
            (&self.authors, EvidenceFrom::Element, 0.7),
        ];
        for (names, from, confidence) in lists {
            let mut byline = Byline::default();
            for name in names {
                let read = byline::from_names(name);
                byline.people.extend(
                    read.people
                        .into_iter()
                        .filter(|name| !byline.people.contains(name))
                        .collect::<Vec<_>>(),
                );
                byline.agencies.extend(read.agencies);
                // Elements repeat each other; the list of a statement is one.
                if from == EvidenceFrom::Element && !byline.people.is_empty() {
                    break;
                }
            }
            let text = names.join(", ");
            if !byline.agencies.is_empty() {
                offer(
                    &mut draft.agencies,
                    Some(Found::new(byline.agencies, from, &text, confidence)),
                );
            }
            if !byline.people.is_empty() {
                offer(
                    &mut draft.byline,
                    Some(Found::new(byline.people, from, &text, confidence)),
                );
            }
        }
    }

    fn offer_dates(&self, draft: &mut Draft, order: DayOrder) {
        const PUBLISHED: [&str; 19] = [
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "og:published_time",
            "article:published",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "rnews:datepublished",
            "article.published",
            "cxenseparse:recs:publishtime",
        ];
        const UPDATED: [&str; 6] = [
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "lastmod",
            "last-modified",
            "dcterms.modified",
        ];
        let read = |text: &str| parse_date(text, order);
        if let Some((text, date)) = self
            .linked
            .published
            .as_deref()
            .and_then(|text| Some((text, read(text)?)))
        {
            let date = self
                .meta(&PUBLISHED)
                .and_then(read)
                .map_or(date, |other| sharpest(date, other));
            offer(
                &mut draft.published,
                Some(Found::new(date, EvidenceFrom::JsonLd, text, 0.97)),
            );
        }
        let meta = self
            .meta(&PUBLISHED)
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::MetaTag, text, 0.95)));
        offer(&mut draft.published, meta);
        let modified = self
            .linked
            .modified
            .as_deref()
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::JsonLd, text, 0.95)));
        let tag = self
            .meta(&UPDATED)
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::MetaTag, text, 0.9)));
        offer(&mut draft.updated, modified.or(tag));
        let marked = self
            .times
            .iter()
            .find(|(_, marked)| *marked)
            .or(self.times.first());
        if let Some((text, marked)) = marked {
            let confidence = if *marked { 0.9 } else { 0.62 };
            offer(
                &mut draft.published,
                read(text).map(|date| Found::new(date, EvidenceFrom::Element, text, confidence)),
            );
        }
        if let Some((text, date)) = self.dated.iter().find_map(|text| Some((text, read(text)?))) {
            offer(
                &mut draft.published,
                Some(Found::new(date, EvidenceFrom::Element, text, 0.64)),
            );
        }
        if let Some(url) = self.url() {
            offer(
                &mut draft.published,
                date_of_address(url).map(|date| Found::new(date, EvidenceFrom::Url, url, 0.66)),
            );
        }
    }

    /// Returns whether the page says that it is an article.
    pub(super) fn is_article(&self) -> bool {
        self.linked.headline.is_some() || self.meta(&["og:type"]) == Some("article")
    }

    /// Returns the language that the page states.
    pub(super) fn language(&self) -> Option<Language> {
        let stated = self.linked.language.as_deref().or(self.language.as_deref());
        Language::from_code(stated.or_else(|| self.meta(&["og:locale", "content-language"]))?)
    }
}

/// Returns whether two titles have enough of their longer words in common to be two headlines of one article.
fn alike(first: &str, second: &str) -> bool {
    let words = word_starts(first).collect();
    same_headline(first, second) || overlap(second, &words) >= 0.3
}

/// Reads the date in an address such as "/2025/12/02/".
fn date_of_address(url: &str) -> Option<article::Published> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
            .expect("the pattern is fixed")
    });
    let captures = DAY.captures(url)?;
    parse_date(
        &format!("{}-{}-{}", &captures[1], &captures[2], &captures[3]),
        DayOrder::DayFirst,
    )
}
