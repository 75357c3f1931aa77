//! The authors of a page: those that JSON-LD and meta tags state, and those that marked elements name.

use article::EvidenceFrom;

use super::marks::{is_signature, stands_in_list};
use super::metadata::{Metadata, text_of};
use super::tree::{Event, Tree};
use crate::byline::{self, Byline};
use crate::draft::{Draft, Found, offer};
use crate::wording::{count_words, is_unspaced, squeeze, word_key};

/// The elements of a page that name an author, with their places.
#[derive(Default)]
pub(super) struct Authors {
    found: Vec<(usize, String, bool)>,
    n_seen: usize,
}

impl Authors {
    /// Adds an element, unless it stands in a comment, a list of other articles or the foot of the page.
    pub(super) fn add(&mut self, tree: &Tree<'_>, place: usize) {
        /// Elements that are looked at; a list of the newsroom has hundreds.
        const MOST: usize = 24;
        if self.n_seen >= MOST {
            return;
        }
        self.n_seen += 1;
        let text = names_in(tree, place);
        if (1..=14).contains(&count_words(&text))
            && !text.contains('©')
            && !text.chars().any(is_unspaced)
            && !stands_in_list(tree, place)
        {
            self.found
                .push((place, text, is_signature(&tree.elements[place])));
        }
    }

    /// Hands over the texts, the nearest to the headline first.
    pub(super) fn settle(mut self, heading: Option<usize>, metadata: &mut Metadata) {
        if let Some(heading) = heading {
            self.found.sort_by_key(|(place, ..)| place.abs_diff(heading));
        }
        for (_, text, is_signature) in self.found {
            if is_signature {
                metadata.signatures.push(text.clone());
            }
            metadata.authors.push(text);
        }
    }
}

/// Returns the text of an element, with commas between its pieces where each of them is a name.
fn names_in(tree: &Tree<'_>, place: usize) -> String {
    let events = &tree.events[tree.elements[place].events.clone()];
    let pieces: Vec<String> = events
        .iter()
        .filter_map(|event| match event {
            Event::Text(_, raw) => Some(squeeze(&html_escape::decode_html_entities(raw))),
            _ => None,
        })
        .filter(|text| !text.is_empty())
        .collect();
    if pieces.len() > 1 && pieces.iter().all(|piece| byline::is_person(piece)) {
        return pieces.join(", ");
    }
    text_of(tree, place)
}

impl Metadata {
    /// Offers the people and agencies that the page states as its authors.
    pub(super) fn offer_byline(&self, draft: &mut Draft) {
        let meta = self.meta_authors();
        let lists = [
            (&self.linked.authors, EvidenceFrom::JsonLd, 0.95),
            (&meta, EvidenceFrom::MetaTag, 0.85),
            (&self.authors, EvidenceFrom::Element, 0.7),
        ];
        for (names, from, confidence) in lists {
            let byline = read(names, from);
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
        if draft.byline.is_none() {
            offer(&mut draft.byline, self.pseudonym(&meta));
        }
    }

    /// Returns what meta tags state as the author: the first of them that names a person, else the first.
    fn meta_authors(&self) -> Vec<String> {
        const AUTHOR: [&str; 12] = [
            "author",
            "article:author",
            "parsely-author",
            "dc.creator",
            "dcterms.creator",
            "sailthru.author",
            "byl",
            "twitter:data1",
            "cxenseparse:author",
            "twitter:misc:written by",
            "article.author",
            "authors",
        ];
        let stated: Vec<&str> = AUTHOR
            .iter()
            .filter_map(|name| self.meta(&[name]))
            .filter(|name| !name.contains("http"))
            .collect();
        let names_person = |name: &&&str| !byline::from_names(name).people.is_empty();
        let best = stated.iter().find(names_person).or(stated.first());
        best.map(|name| (*name).to_owned()).into_iter().collect()
    }

    /// Returns the author of one name, such as the pen name of a blog, which only markup can tell from other words.
    fn pseudonym(&self, meta: &[String]) -> Option<Found<Vec<String>>> {
        let names_site = |name: &str| {
            let key = word_key(name).replace(' ', "");
            let names = self.site_names();
            let host = self.url().and_then(crate::source::host_of).unwrap_or_default();
            names
                .iter()
                .any(|site| word_key(site).replace(' ', "").contains(&key))
                || host.replace('-', "").contains(&key)
        };
        let lists = [
            (self.linked.authors.as_slice(), EvidenceFrom::JsonLd),
            (meta, EvidenceFrom::MetaTag),
            (self.signatures.as_slice(), EvidenceFrom::Element),
        ];
        for (names, from) in lists {
            let mut names = names.iter().map(|name| byline::bare_name(name));
            if let Some(name) = names.find(|name| byline::is_pseudonym(name) && !names_site(name)) {
                return Some(Found::new(vec![name.clone()], from, &name, 0.6));
            }
        }
        None
    }
}

fn read(names: &[String], from: EvidenceFrom) -> Byline {
    let mut byline = Byline::default();
    for name in names {
        let read = byline::from_names(name);
        for person in read.people {
            if !byline.people.contains(&person) {
                byline.people.push(person);
            }
        }
        byline.agencies.extend(read.agencies);
        // Elements repeat each other; the list of a statement is one.
        if from == EvidenceFrom::Element && !byline.is_empty() {
            break;
        }
    }
    byline
}
