//! The headline of a page: its own heading, or what it states of itself in OpenGraph, JSON-LD and its title.

use article::EvidenceFrom;

use super::marks::names_site;
use super::metadata::{Metadata, text_of};
use super::tree::Tree;
use crate::draft::{Draft, Found, offer};
use crate::title::{same_headline, split_site};
use crate::wording::{count_words, overlap, same_words, squeeze, word_key, word_starts};

/// A heading of a page.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// All of its text.
    pub(super) text: String,
    /// The texts of its elements where there are several, such as a kicker and the headline.
    pieces: Vec<String>,
    /// Whether it is the name of the site, as a logo or a link to its first page.
    pub(super) is_of_site: bool,
}

impl Heading {
    /// Reads a heading, nothing where it has no text.
    pub(super) fn read(tree: &Tree<'_>, place: usize) -> Option<Self> {
        let text = text_of(tree, place);
        (!text.is_empty()).then(|| Self {
            text,
            pieces: tree.pieces(place),
            is_of_site: names_site(tree, place),
        })
    }
}

impl Metadata {
    /// The article's own heading is its headline where another statement agrees with it; else those, without the site's name.
    pub(super) fn offer_title(&self, draft: &mut Draft) {
        let names = self.site_names();
        let open_graph = self.meta(&["og:title", "twitter:title", "dc.title"]);
        let stated: Vec<(String, EvidenceFrom)> = [
            (self.linked.headline.as_deref(), EvidenceFrom::JsonLd),
            (open_graph, EvidenceFrom::MetaTag),
            (self.title.as_deref(), EvidenceFrom::Element),
        ]
        .into_iter()
        .filter_map(|(title, from)| Some((split_site(&squeeze(title?), &names).0, from)))
        .filter(|(title, _)| !self.is_name_of_site(title))
        .collect();
        if let Some(found) = self.overruled_heading(&stated) {
            return offer(&mut draft.title, Some(found));
        }
        if let Some(heading) = self.agreed_heading(&stated) {
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
        if let [heading] = self.headings.as_slice()
            && !heading.is_of_site
        {
            let text = &heading.text;
            offer(
                &mut draft.title,
                Some(Found::new(text.clone(), EvidenceFrom::Element, text, 0.7)),
            );
        }
    }

    /// Returns the heading that agrees best with what the page states, without a kicker in an element of its own.
    fn agreed_heading(&self, stated: &[(String, EvidenceFrom)]) -> Option<&str> {
        // The title element has the site's name too, so it counts where a heading fits nothing else.
        let of_page: Vec<&str> = stated
            .iter()
            .filter(|(_, from)| *from != EvidenceFrom::Element)
            .map(|(title, _)| title.as_str())
            .collect();
        let all: Vec<&str> = stated.iter().map(|(title, _)| title.as_str()).collect();
        let heading = self
            .likest_heading(&of_page)
            .or_else(|| self.lesser_heading(&of_page))
            .or_else(|| self.likest_heading(&all))
            .or_else(|| self.lesser_heading(&self.title_parts()))?;
        let is_stated = |piece: &&String| {
            count_words(piece) >= 3 && stated.iter().any(|(title, _)| same_words(title, piece))
        };
        let piece = heading.pieces.iter().find(is_stated);
        Some(piece.unwrap_or(&heading.text))
    }

    /// Returns the first-level heading that is most like one of these titles.
    fn likest_heading(&self, titles: &[&str]) -> Option<&Heading> {
        let mut best: Option<(&Heading, f32)> = None;
        for heading in &self.headings {
            let of = |title: &&str| likeness(title, &heading.text);
            let alike = titles.iter().map(of).fold(0.0, f32::max);
            let is_better = alike > 0.0 && best.is_none_or(|(_, most)| alike > most);
            if is_better && !heading.is_of_site && !self.is_name_of_site(&heading.text) {
                best = Some((heading, alike));
            }
        }
        best.map(|(heading, _)| heading)
    }

    /// Returns the second-level heading that is one of these titles: blogs set the site's name as the first heading.
    fn lesser_heading(&self, titles: &[&str]) -> Option<&Heading> {
        /// Shorter ones are rubrics.
        const FEWEST_WORDS: usize = 3;
        let is_title = |heading: &&Heading| {
            count_words(&heading.text) >= FEWEST_WORDS
                && titles.iter().any(|title| same_words(title, &heading.text))
        };
        self.lesser_headings.iter().find(is_title)
    }

    /// Returns the parts of the title element.
    fn title_parts(&self) -> Vec<&str> {
        /// Parts of the longest path of sections.
        const MOST: usize = 12;
        let title = self.title.as_deref().unwrap_or_default();
        let parts = title.split(['|', '»', '·', '•']);
        parts
            .flat_map(|part| part.split(" - "))
            .flat_map(|part| part.split(" – "))
            .flat_map(|part| part.split(" — "))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .take(MOST)
            .collect()
    }

    /// Returns whether a heading is the name of the site: the page says so, or its title names it beside the text of
    /// another heading.
    fn is_name_of_site(&self, heading: &str) -> bool {
        let names = self.site_names();
        let is_name = |text: &str| names.iter().any(|name| same_words(name, text));
        if is_name(heading) {
            return true;
        }
        let parts = self.title_parts();
        let headings = || self.headings.iter().chain(&self.lesser_headings);
        let is_headline = |part: &str| {
            count_words(part) >= 3
                && !same_words(part, heading)
                && !is_name(part)
                && headings().any(|other| same_words(part, &other.text))
        };
        let Some(at) = parts.iter().position(|part| same_words(part, heading)) else {
            return false;
        };
        // Of two parts that are both headings the shorter is the site's, else the last.
        let (n_words, is_last) = (count_words(heading), at + 1 == parts.len());
        let is_longer = |part: &&str| {
            let n_other = count_words(part);
            n_other > n_words || n_other == n_words && is_last
        };
        parts.iter().any(|part| is_headline(part) && is_longer(part))
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
                .any(|heading| ends_with(&heading.text, title) || ends_with(title, &heading.text))
        };
        let other = self.linked.alternative.as_deref();
        let agreed = linked.filter(|title| {
            open_graph.is_some_and(|other| same_words(title, other))
                || other.is_some_and(|other| same_words(title, other))
        });
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
}

/// Returns how much two headlines of one article have in common, nothing where they need not be of one.
fn likeness(first: &str, second: &str) -> f32 {
    /// Fewer words in common are those of a subject.
    const LEAST: f32 = 0.3;
    if same_words(first, second) {
        return 2.0;
    }
    let words = word_starts(first).collect();
    let common = overlap(second, &words);
    let back = overlap(first, &word_starts(second).collect());
    if same_headline(first, second) {
        return 1.0 + common.min(back) / 2.0;
    }
    if common >= LEAST {
        (common + back) / 2.0
    } else {
        0.0
    }
}
