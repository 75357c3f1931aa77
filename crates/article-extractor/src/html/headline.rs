//! The headline of a page: its own heading, or what it states of itself in OpenGraph, JSON-LD and its title.

use article::EvidenceFrom;

use super::metadata::Metadata;
use crate::draft::{Draft, Found, offer};
use crate::title::{same_headline, split_site};
use crate::wording::{count_words, overlap, same_words, squeeze, word_key, word_starts};

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
}

/// Returns whether two titles have enough of their longer words in common to be two headlines of one article.
fn alike(first: &str, second: &str) -> bool {
    let words = word_starts(first).collect();
    same_headline(first, second) || overlap(second, &words) >= 0.3
}
