//! The authors of a page: those that JSON-LD and meta tags state, and those that marked elements name.

use std::borrow::Cow;

use article::EvidenceFrom;

use super::marks::{
    has_author_words, has_class, is_set_right, is_signature, leads_to_author, stands_in_list,
};
use super::metadata::{Metadata, text_of};
use super::tree::{Name, Tree};
use crate::byline::{self, Byline};
use crate::draft::{Draft, Found, offer};
use crate::phrases::{self, Phrase};
use crate::source;
use crate::wording::{count_words, is_unspaced, phrase_key, title_case, word_key};

/// How sure a name of one word is: less than a whole line that says who wrote, more than a piece of one.
const PEN_NAME: f32 = 0.64;

/// What an element that names an author says.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) text: String,
    /// Whether it is marked as the author and nothing else.
    is_signature: bool,
    /// The elements in which it stands, the nearest first: authors of one article stand side by side.
    above: [usize; 2],
}

impl Named {
    /// Returns what can be a name of one word: all of a signature, or what follows the words that open a byline.
    fn pen_name(&self) -> Option<String> {
        if self.is_signature {
            return Some(byline::bare_name(&self.text));
        }
        byline::labelled_word(&self.text).map(str::to_owned)
    }
}

/// Returns whether an element may name an author that is not marked as one: as a link in one that is marked, by words of its
/// class, or as a link to an author's page that stands near the headline.
pub(super) fn may_name(tree: &Tree<'_>, place: usize, above: bool, heading: Option<usize>) -> bool {
    /// Elements around a headline and its credits; links to authors further off are of other articles.
    const NEAR: usize = 48;
    let element = &tree.elements[place];
    let is_near = || heading.is_some_and(|heading| place.abs_diff(heading) <= NEAR);
    above && element.name == Name::A
        || has_author_words(element)
        || is_near() && leads_to_author(element)
        || is_set_right(element) && is_bare_name(tree, place)
}

/// The elements of a page that name an author, with their places.
#[derive(Default)]
pub(super) struct Authors {
    found: Vec<(usize, Named)>,
    n_seen: usize,
}

impl Authors {
    /// Adds an element, unless it stands in a comment, a list of other articles or the foot of the page.
    pub(super) fn add(&mut self, tree: &Tree<'_>, place: usize, heading: Option<usize>) {
        /// Elements that are looked at; a list of the newsroom has hundreds.
        const MOST: usize = 24;
        if self.n_seen >= MOST {
            return;
        }
        self.n_seen += 1;
        let element = &tree.elements[place];
        let text = names_in(tree, place);
        if (1..=14).contains(&count_words(&text))
            && !text.contains('©')
            && (!text.chars().any(is_unspaced) || is_signature(element) || has_class(element, &["author"]))
            && !stands_in_list(tree, place, heading)
        {
            let parent = tree.elements[place].parent;
            let named = Named {
                text,
                is_signature: is_signature(element),
                above: [parent, tree.elements[parent].parent],
            };
            self.found.push((place, named));
        }
    }

    /// Hands over the texts, the nearest to the headline first.
    pub(super) fn settle(mut self, heading: Option<usize>, metadata: &mut Metadata) {
        if let Some(heading) = heading {
            self.found.sort_by_key(|(place, _)| place.abs_diff(heading));
        }
        metadata.authors = self.found.into_iter().map(|(_, named)| named).collect();
    }
}

/// Returns whether an element holds nothing but a name of two or three words.
fn is_bare_name(tree: &Tree<'_>, place: usize) -> bool {
    let text = text_of(tree, place);
    let has_signs = text.contains(|sign: char| sign.is_ascii_digit() || matches!(sign, '/' | ',' | '|'));
    (2..=3).contains(&text.split(' ').count()) && !has_signs && byline::people_only(&text).is_some()
}

/// Returns the text of an element, with commas between its pieces where each of them is a name.
fn names_in(tree: &Tree<'_>, place: usize) -> String {
    let pieces = tree.pieces(place);
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
            (&self.shown_authors(), EvidenceFrom::Element, 0.7),
        ];
        for (names, from, confidence) in lists {
            let mut byline = read(names, from);
            if from == EvidenceFrom::JsonLd && byline.people.is_empty() {
                let people = self.linked.people.iter();
                byline
                    .people
                    .extend(people.filter_map(|name| byline::stated_person(name)));
            }
            let source = draft.source.as_ref().map(|found| found.value.as_str());
            byline.people.retain(|name| !byline::is_account(name, source));
            let text = names.join(", ");
            if !byline.agencies.is_empty() {
                offer(
                    &mut draft.agencies,
                    Some(Found::new(byline.agencies, from, &text, confidence)),
                );
            }
            if !byline.people.is_empty() {
                // A page that gives its own name as the author may show who wrote it.
                let confidence = if byline.people.iter().all(|name| self.is_site(name)) {
                    0.69
                } else {
                    confidence
                };
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

    /// Returns the texts of the elements that name the authors: the first that does so, and those beside it.
    fn shown_authors(&self) -> Vec<String> {
        let names_person = |named: &&Named| !byline::from_names(&named.text).is_empty();
        let is_name =
            |named: &&Named| named.is_signature && self.is_pen_name(&byline::bare_name(&named.text));
        let Some(first) = self
            .authors
            .iter()
            .find(|named| names_person(named) || is_name(named))
        else {
            return Vec::new();
        };
        let beside = |named: &&Named| named.above.iter().zip(&first.above).any(|(a, b)| a == b);
        let names = self.authors.iter().filter(beside).map(|named| named.text.clone());
        names.collect()
    }

    /// Returns what meta tags state as the authors: the first of them that names a person, else the first.
    fn meta_authors(&self) -> Vec<String> {
        const AUTHOR: [&str; 12] = [
            "author",
            "article:author",
            "parsely-author",
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "sailthru.author",
            "byl",
            "cxenseparse:author",
            "twitter:misc:written by",
            "article.author",
            "authors",
        ];
        let labelled = self.labelled_author();
        let stated: Vec<Vec<String>> = AUTHOR
            .iter()
            .map(|name| {
                let names = self.meta_list(name);
                if *name == "citation_author" {
                    names.iter().map(|name| byline::in_order(name)).collect()
                } else {
                    names
                }
            })
            .chain([labelled])
            .filter(|names| !names.is_empty())
            .collect();
        let names_person = |names: &&Vec<String>| !read(names, EvidenceFrom::MetaTag).people.is_empty();
        let best = stated.iter().find(names_person).or(stated.first());
        best.cloned().unwrap_or_default()
    }

    /// Returns the author that the page gives to cards of itself, beside the label that says so.
    fn labelled_author(&self) -> Vec<String> {
        let is_author = |label: Option<&str>| {
            label.is_none_or(|label| phrases::is(Phrase::BylineStart, &phrase_key(label)))
        };
        let labels = [
            ("twitter:label1", "twitter:data1"),
            ("twitter:label2", "twitter:data2"),
        ];
        let data = labels
            .into_iter()
            .find(|(label, data)| self.meta(&[data]).is_some() && is_author(self.meta(&[label])));
        data.map(|(_, data)| self.meta_list(data)).unwrap_or_default()
    }

    /// Returns the author of one name, such as the pen name of a blog, which only markup can tell from other words.
    fn pseudonym(&self, meta: &[String]) -> Option<Found<Vec<String>>> {
        let shown: Vec<String> = self.authors.iter().filter_map(Named::pen_name).collect();
        let lists = [
            (self.linked.authors.as_slice(), EvidenceFrom::JsonLd),
            (meta, EvidenceFrom::MetaTag),
            (&shown, EvidenceFrom::Element),
        ];
        for (names, from) in lists {
            let mut names = names.iter().map(|name| byline::bare_name(name));
            if let Some(name) = names.find(|name| self.is_pen_name(name)) {
                return Some(Found::new(vec![name.clone()], from, &name, PEN_NAME));
            }
        }
        None
    }

    /// Returns whether a name is one by which an author goes, and not the site's.
    fn is_pen_name(&self, name: &str) -> bool {
        byline::is_pseudonym(name) && !self.names_site(name)
    }

    /// Returns whether one word is, or is in, a name of the site. The owner's given name may be a word of it.
    fn names_site(&self, name: &str) -> bool {
        let key = word_key(name);
        let host = self.url().and_then(source::host_of).unwrap_or_default();
        let host = host.split('.').next().unwrap_or_default();
        let names = self.site_names();
        let sites: Vec<String> = names
            .iter()
            .map(|name| word_key(name))
            .chain([word_key(&host.replace('-', " "))])
            .collect();
        let is_word = |site: &String| site.split(' ').count() > 1 && site.split(' ').any(|word| word == key);
        let bare = key.replace(' ', "");
        !sites.iter().any(is_word) && sites.iter().any(|site| site.replace(' ', "").contains(&bare))
    }

    /// Returns whether a name is also that of the site.
    fn is_site(&self, name: &str) -> bool {
        let bare = |name: &str| word_key(name).replace(' ', "");
        let key = bare(name);
        let host = self.url().and_then(source::host_of).unwrap_or_default();
        self.site_names().into_iter().any(|site| bare(site) == key)
            || host.split('.').any(|label| bare(label) == key)
    }
}

fn read(names: &[String], from: EvidenceFrom) -> Byline {
    let mut byline = Byline::default();
    for name in names {
        let read = if from == EvidenceFrom::Element {
            byline::from_names(name)
        } else {
            byline::from_names(&cased(name))
        };
        for person in read.people {
            if !byline.people.contains(&person) {
                byline.people.push(person);
            }
        }
        byline.agencies.extend(read.agencies);
    }
    byline
}

/// Returns a name that is stated in small letters with its capitals.
fn cased(name: &str) -> Cow<'_, str> {
    let words: Vec<&str> = name.split(' ').collect();
    let is_small = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_lowercase);
    if !(2..=3).contains(&words.len()) || !words.iter().all(is_small) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(title_case(&name.to_uppercase()))
}
