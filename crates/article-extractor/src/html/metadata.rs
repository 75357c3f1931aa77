//! What a page says of itself: JSON-LD, OpenGraph and other meta tags, `time` elements, headings and its address.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use article::{EvidenceFrom, Language};

use super::authors::{self, Authors, Named};
use super::headline::Heading;
use super::json_ld::{self, LinkedArticle};
use super::marks::{
    attribute_holds, has_date_class, is_change, is_marked_time, is_site_page, names_author, stands_aside,
};
use super::tree::{Element, Event, Name, Tree};
use crate::dates::DayOrder;
use crate::draft::{Around, Draft, Found, offer};
use crate::wording::{count_words, squeeze};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) linked: LinkedArticle,
    pub(super) meta: HashMap<String, String>,
    pub(super) title: Option<String>,
    /// The headings of the first level.
    pub(super) headings: Vec<Heading>,
    /// The first headings of the second level.
    pub(super) lesser_headings: Vec<Heading>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    /// What further tags of a name that is given more than once state.
    pub(super) further: Vec<(String, String)>,
    /// Elements that name an author, the nearest to the headline first.
    pub(super) authors: Vec<Named>,
    /// The times that elements state, the nearest to the headline first, and whether they are marked as the publication's.
    pub(super) times: Vec<(String, bool)>,
    /// The times that elements beside the article state.
    pub(super) aside: Vec<String>,
    /// The times that are marked as those of changes.
    pub(super) changed: Vec<String>,
    /// Texts of elements whose class says that they hold the date, in the same order, and whether they stand near the
    /// headline.
    pub(super) dated: Vec<(String, bool)>,
    /// Whether the system that made the page calls it a page and no post.
    is_site_page: bool,
}

/// What elements of a page say of dates, with their places.
#[derive(Default)]
struct Dates {
    marked: Vec<(usize, String)>,
    unmarked: Vec<(usize, String)>,
    classed: Vec<(usize, String)>,
    changed: Vec<String>,
    /// Times in elements beside the article.
    aside: Vec<String>,
    n_seen: usize,
}

impl Dates {
    fn add(&mut self, tree: &Tree<'_>, place: usize, heading: Option<usize>) {
        /// Elements that a headline and its credits take.
        const NEAR: usize = 16;
        /// Elements that are looked at; lists of teasers have hundreds.
        const MOST: usize = 48;
        let element = &tree.elements[place];
        let (is_time, is_marked) = (element.name == Name::Time, is_marked_time(element));
        let is_classed = has_date_class(element);
        if !(is_time || is_marked || is_classed) || self.n_seen >= MOST {
            return;
        }
        self.n_seen += 1;
        let is_under_heading =
            heading.is_some_and(|heading| (1..=NEAR).contains(&place.saturating_sub(heading)));
        if !is_under_heading && stands_aside(tree, place, heading) {
            let stated = element.attribute("datetime").filter(|_| is_time);
            self.aside.extend(stated.map(Cow::into_owned));
            return;
        }
        if is_classed {
            let text = text_of(tree, place);
            self.classed
                .extend((count_words(&text) <= 12).then_some((place, text)));
        }
        let stated = |names: &[&str]| names.iter().find_map(|name| element.attribute(name));
        if is_marked {
            let stated = stated(&["datetime", "content", "title"]);
            let text = stated.map_or_else(|| text_of(tree, place), Cow::into_owned);
            self.marked.push((place, text));
        } else if is_time {
            let time = stated(&["datetime"]).map(Cow::into_owned);
            if is_change(tree, place) {
                self.changed.extend(time);
            } else {
                self.unmarked.extend(time.map(|time| (place, time)));
            }
        }
    }

    /// Hands over what was found, the nearest to the headline first.
    fn settle(mut self, heading: Option<usize>, metadata: &mut Metadata) {
        if let Some(heading) = heading {
            for dates in [&mut self.marked, &mut self.unmarked, &mut self.classed] {
                dates.sort_by_key(|(place, _)| place.abs_diff(heading));
            }
        }
        // A page with one time only dates itself by it, wherever that stands.
        self.aside.dedup();
        if let ([time], true, true) = (
            self.aside.as_slice(),
            self.marked.is_empty(),
            self.unmarked.is_empty(),
        ) {
            self.unmarked.push((0, time.clone()));
        }
        metadata
            .times
            .extend(self.marked.into_iter().map(|(_, text)| (text, true)));
        metadata
            .times
            .extend(self.unmarked.into_iter().map(|(_, text)| (text, false)));
        metadata.changed = self.changed;
        metadata.aside = self.aside;
        /// Elements from the headline to the last of its credits.
        const NEAR: usize = 60;
        let is_near = |place: usize| heading.is_none_or(|heading| place.abs_diff(heading) <= NEAR);
        metadata.dated.extend(
            self.classed
                .into_iter()
                .map(|(place, text)| (text, is_near(place))),
        );
    }
}

/// Reads what the page says of itself, in one walk; `heading` is the element of its headline.
pub(super) fn read(tree: &Tree<'_>, heading: Option<usize>) -> Metadata {
    let mut metadata = Metadata::default();
    let mut scripts = Vec::new();
    // Whether each element stands in one that names an author.
    let mut in_author: Vec<bool> = Vec::with_capacity(tree.elements.len());
    let mut dates = Dates::default();
    let mut authors = Authors::default();
    for (place, element) in tree.elements.iter().enumerate() {
        let above = in_author.get(element.parent).copied().unwrap_or(false);
        let is_author = names_author(element);
        in_author.push(above || is_author);
        match element.name {
            Name::Script if is_linked_data(tree, place) => scripts.push(tree.raw_text(place)),
            Name::Meta => metadata.add_meta(element),
            Name::Title if metadata.title.is_none() => {
                metadata.title = Some(text_of(tree, place)).filter(|title| !title.is_empty());
            }
            Name::H1 => metadata.headings.extend(Heading::read(tree, place)),
            Name::H2 | Name::H3 if metadata.lesser_headings.len() < MOST_LESSER && is_lesser(element) => {
                metadata.lesser_headings.extend(Heading::read(tree, place));
            }
            Name::Html if metadata.language.is_none() => {
                metadata.language = element.attribute("lang").map(Cow::into_owned);
            }
            Name::Body => metadata.is_site_page |= is_site_page(element),
            Name::Link if metadata.address.is_none() && attribute_holds(element, "rel", "canonical") => {
                metadata.address = element.attribute("href").map(Cow::into_owned);
            }
            _ => {}
        }
        if is_author || authors::may_name(tree, place, above, heading) {
            authors.add(tree, place, heading);
        }
        dates.add(tree, place, heading);
    }
    dates.settle(heading, &mut metadata);
    authors.settle(heading, &mut metadata);
    metadata.linked = json_ld::read(scripts.iter().map(String::as_str)).unwrap_or_default();
    metadata
}

/// Returns whether a heading can be the headline below the name of the site.
fn is_lesser(element: &Element<'_>) -> bool {
    element.name == Name::H2
        || attribute_holds(element, "class", "entry-title")
        || attribute_holds(element, "class", "post-title")
}

/// Headings of the second level that are looked at.
const MOST_LESSER: usize = 12;

/// Returns whether a script holds JSON-LD; some pages leave out its type.
fn is_linked_data(tree: &Tree<'_>, place: usize) -> bool {
    /// Bytes before the context.
    const LEAD: usize = 40;
    let element = &tree.elements[place];
    if attribute_holds(element, "type", "ld+json") {
        return true;
    }
    let Some(Event::Text(_, text)) = tree.events.get(element.events.start + 1) else {
        return false;
    };
    let text = text.trim_start();
    text.starts_with('{') && text[..text.floor_char_boundary(LEAD.min(text.len()))].contains("\"@context\"")
}

/// Returns the text of an element. Pages set the kicker of a headline in an element of its own, and the colon after it.
pub(super) fn text_of(tree: &Tree<'_>, place: usize) -> String {
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
            match self.meta.entry(name.to_lowercase()) {
                Entry::Vacant(slot) => {
                    slot.insert(content);
                }
                Entry::Occupied(slot) => self.further.push((slot.key().clone(), content)),
            }
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

    /// Returns the names that meta tags of one name state, each once.
    pub(super) fn meta_list(&self, name: &str) -> Vec<String> {
        let further = self.further.iter().filter(|(known, _)| known == name);
        let mut names: Vec<String> = Vec::new();
        for text in self
            .meta
            .get(name)
            .into_iter()
            .chain(further.map(|(_, text)| text))
        {
            if !text.contains("http") && !names.contains(text) {
                names.push(text.clone());
            }
        }
        names
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

    /// Returns the names that the page gives its site.
    pub(super) fn site_names(&self) -> Vec<&str> {
        let names = [
            self.meta(&["og:site_name"]),
            self.linked.publisher.as_deref(),
            self.meta(&["application-name", "twitter:site"]),
        ];
        let headings = self.headings.iter().filter(|heading| heading.is_of_site);
        let headings = headings.map(|heading| heading.text.as_str());
        names.into_iter().flatten().chain(headings).collect()
    }

    /// Returns whether the page is a standing one of its site: its first, or one that WordPress calls a page. Those are
    /// made once and changed for years: of 18 labelled ones none had the day of their making as its date alone.
    pub(super) fn is_standing_page(&self) -> bool {
        let is_first = |address: &&str| {
            let path = address
                .split_once("://")
                .and_then(|(_, rest)| rest.split_once('/'));
            path.map_or("", |(_, path)| path).is_empty()
        };
        // Some pages name the first one of their site as their own address.
        let addresses = [self.address.as_deref(), self.meta(&["og:url"])];
        let mut addresses = addresses.into_iter().flatten().peekable();
        self.is_site_page || addresses.peek().is_some() && addresses.all(|address| is_first(&address))
    }

    /// Returns whether the page says that it is an article.
    pub(super) fn is_article(&self) -> bool {
        self.linked.headline.is_some() || self.meta(&["og:type"]) == Some("article")
    }

    /// Returns the code of the language that the page states, with the region where it names one.
    pub(super) fn language_code(&self) -> Option<&str> {
        let stated = [
            self.linked.language.as_deref(),
            self.language.as_deref(),
            self.meta(&["og:locale"]),
            self.meta(&["content-language"]),
        ];
        let is_code = |stated: &&str| Language::from_code(stated).is_some();
        stated.into_iter().flatten().find(is_code)
    }

    /// Returns the language that the page states.
    pub(super) fn language(&self) -> Option<Language> {
        self.language_code().and_then(Language::from_code)
    }
}
