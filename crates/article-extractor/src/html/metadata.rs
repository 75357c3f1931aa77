//! What a page says of itself: JSON-LD, OpenGraph and other meta tags, `time` elements, headings and its address.

use std::borrow::Cow;
use std::collections::HashMap;

use article::{EvidenceFrom, Language};

use super::json_ld::{self, LinkedArticle};
use super::marks::{attribute_holds, has_date_class, is_marked_time, names_author, stands_aside};
use super::tree::{Element, Name, Tree};
use crate::byline::{self, Byline};
use crate::dates::DayOrder;
use crate::draft::{Around, Draft, Found, offer};
use crate::source;
use crate::wording::{count_words, is_unspaced, squeeze};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) linked: LinkedArticle,
    pub(super) meta: HashMap<String, String>,
    pub(super) title: Option<String>,
    pub(super) headings: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) times: Vec<(String, bool)>,
    /// Texts of elements whose class says that they hold the date.
    pub(super) dated: Vec<String>,
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
    /// Returns the content of the first of these meta tags.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
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
    pub(super) fn url(&self) -> Option<&str> {
        let found = [
            self.address.as_deref(),
            self.meta(&["og:url"]),
            self.linked.url.as_deref(),
        ];
        found.into_iter().flatten().find(|url| url.starts_with("http"))
    }

    /// Offers every field that the page states.
    pub(super) fn offer_to(&self, draft: &mut Draft, order: DayOrder, around: Around<'_>) {
        if let Some(url) = self.url() {
            offer(
                &mut draft.url,
                Some(Found::new(url.to_owned(), EvidenceFrom::MetaTag, url, 0.95)),
            );
        }
        self.offer_source(draft);
        self.offer_title(draft);
        self.offer_byline(draft);
        self.offer_dates(draft, order, around);
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

    /// Returns the names that the page gives its site.
    pub(super) fn site_names(&self) -> Vec<&str> {
        let names = [
            self.meta(&["og:site_name"]),
            self.linked.publisher.as_deref(),
            self.meta(&["application-name", "twitter:site"]),
        ];
        names.into_iter().flatten().collect()
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
