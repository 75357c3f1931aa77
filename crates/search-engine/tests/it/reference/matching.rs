//! Which articles a query means.

use std::collections::{BTreeMap, BTreeSet};

use article::{EnrichedArticle, TextField};
use jiff::civil::Date;
use query_language::{MAX_KEY_WORDS, Near, Query, Scope, Word, WordForm};
use search_engine::{FacetField, UNKNOWN};
use text_analysis::{fold, words};

use super::Committed;
use crate::reference_places::{ReferencePlaces, is_like, n_changes};

impl Committed {
    /// Tells whether an article matches a tree with at least this many of the words typed side by side.
    pub(super) fn matches(&self, query: &Query, article: &EnrichedArticle, least: usize) -> bool {
        match query {
            Query::All => true,
            Query::Word(_) | Query::Phrase(_) | Query::Near(_) | Query::AtLeast { .. } => {
                self.is_placed(query, article)
            }
            Query::Byline(name) => has_author(article, name),
            Query::Url(address) => has_address(article, address),
            Query::Entity { kind, name } => self.has_named(FacetField::Entity(*kind), name, article),
            Query::Source(name) => self.has_named(FacetField::Source, name, article),
            Query::Agency(name) => self.has_named(FacetField::Agency, name, article),
            Query::Language(code) if code == UNKNOWN => article.article.language.is_none(),
            Query::Language(code) => language_of(article) == *code,
            Query::Published { from, to } => is_within(article, *from, *to),
            Query::And(parts) => parts.iter().all(|part| self.matches(part, article, least)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(part, article, least)),
            Query::Not(part) => !self.matches(part, article, least),
            Query::Words(parts) => {
                let n_found = parts
                    .iter()
                    .filter(|part| self.matches(part, article, least))
                    .count();
                n_found >= least.min(parts.len())
            }
        }
    }

    /// Returns a tree with the closest spellings of the words that no article has.
    pub(super) fn respelled(&self, query: &Query) -> Query {
        let all = |parts: &[Query]| parts.iter().map(|part| self.respelled(part)).collect();
        match query {
            Query::Word(word) if word.form == WordForm::Inflected => self.respelled_word(word),
            Query::And(parts) => Query::And(all(parts)),
            Query::Or(parts) => Query::Or(all(parts)),
            // A question wants no word in particular.
            Query::Words(parts) if parts.len() > MAX_KEY_WORDS => query.clone(),
            Query::Words(parts) => Query::Words(all(parts)),
            Query::Near(near) => Query::Near(Near {
                parts: all(&near.parts),
                ..near.clone()
            }),
            Query::AtLeast { count, part } => Query::AtLeast {
                count: *count,
                part: Box::new(self.respelled(part)),
            },
            other => other.clone(),
        }
    }

    pub(super) fn respelled_word(&self, word: &Word) -> Query {
        let anywhere = Query::Word(Word {
            scope: Scope::Anywhere,
            ..word.clone()
        });
        let n_letters = word.text.chars().count();
        let is_one = word.text.chars().all(char::is_alphabetic) && words(&word.text).count() == 1;
        let is_there = |article: &EnrichedArticle| self.is_placed(&anywhere, article);
        if !is_one || n_letters < 4 || self.articles.values().any(is_there) {
            return Query::Word(word.clone());
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for article in self.articles.values() {
            let scope = if word.scope == Scope::Title {
                Scope::Title
            } else {
                Scope::Anywhere
            };
            let texts: Vec<String> = fields(scope)
                .map(|field| article.article.field(field).into_owned())
                .collect();
            let written: BTreeSet<String> = texts
                .iter()
                .flat_map(|text| words(text).flat_map(|word| forms(word.text)).collect::<Vec<_>>())
                .collect();
            for form in written {
                *counts.entry(form).or_default() += 1;
            }
        }
        let own = fold(&word.text);
        let near = |(form, count): (String, usize)| {
            let distance = n_changes(&own, &form);
            let is_close = distance <= if n_letters <= 7 { 1 } else { 2 };
            let is_like = form.chars().next() == own.chars().next() && words(&form).count() == 1;
            (is_close && is_like && form != own).then_some((distance, std::cmp::Reverse(count), form))
        };
        let mut close: Vec<_> = counts.into_iter().filter_map(near).collect();
        close.sort();
        let least = close.first().map(|(distance, ..)| *distance);
        let best = close
            .into_iter()
            .filter(|(distance, ..)| Some(*distance) == least)
            .take(3);
        let spelled: Vec<Query> = best
            .map(|(_, _, text)| Query::Word(Word { text, ..word.clone() }))
            .collect();
        match spelled.len() {
            0 => Query::Word(word.clone()),
            _ => Query::Or(spelled),
        }
    }

    /// Tells whether a query that has places stands in an article, as often as it must.
    pub(super) fn is_placed(&self, query: &Query, article: &EnrichedArticle) -> bool {
        let languages = self
            .articles
            .values()
            .map(|article| article.article.language.clone());
        let places = ReferencePlaces::new(article, languages);
        match query {
            Query::AtLeast { count, part } => places.of(part).len() >= *count,
            query => !places.of(query).is_empty(),
        }
    }
}

fn fields(scope: Scope) -> impl Iterator<Item = TextField> {
    let is_wanted = move |field: &TextField| scope == Scope::Anywhere || *field == TextField::Title;
    TextField::SEARCHED.into_iter().filter(is_wanted)
}

/// Returns a word as it is written, folded, and what follows its apostrophe: l'élection, O'Brien.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let word = fold(word);
    let after = word.split_once('\'').map(|(_, after)| after.to_owned());
    let after = after.filter(|after| after.chars().count() > 2);
    [Some(word), after].into_iter().flatten().collect()
}

/// Tells whether an author's name has these words in a row.
fn has_author(article: &EnrichedArticle, name: &str) -> bool {
    let wanted = asked_words(name);
    let has = |author: &String| {
        let of_name: Vec<Vec<char>> = words(author)
            .map(|word| fold(word.text).chars().collect())
            .collect();
        let is_wanted = |row: &[Vec<char>]| row.iter().zip(&wanted).all(|(word, shape)| is_like(shape, word));
        of_name.windows(wanted.len()).any(is_wanted)
    };
    !wanted.is_empty() && article.article.byline.iter().any(has)
}

/// Returns the folded words of a name that is asked for, in which wildcards stand between spaces.
pub(super) fn asked_words(name: &str) -> Vec<Vec<char>> {
    let of_piece = |piece: &str| -> Vec<Vec<char>> {
        if piece.contains(['*', '?']) {
            return vec![fold(piece).chars().collect()];
        }
        words(piece)
            .map(|word| fold(word.text).chars().collect())
            .collect()
    };
    name.split_whitespace().flat_map(of_piece).collect()
}

/// Tells whether the address of an article has a host, or the end or a part of one, and words of a path; or only such
/// words, where there is no stop in what may be a host.
fn has_address(article: &EnrichedArticle, asked: &str) -> bool {
    let Some(address) = &article.article.url else {
        return false;
    };
    let parted = |address: &str| {
        let bare = address
            .trim_start_matches("https://")
            .trim_start_matches("www.")
            .to_owned();
        let (host, path) = bare.split_once('/').map_or((bare.as_str(), ""), |parts| parts);
        (host.to_owned(), path_words(path))
    };
    let ((host, path), (asked_host, asked_path)) = (parted(address), parted(asked));
    let is_host = asked_host.is_empty()
        || host == asked_host
        || host.ends_with(&format!(".{asked_host}"))
        || host.split('.').any(|part| part == asked_host);
    let is_in_path = !asked_host.contains('.') && path_words(&asked_host).is_subset(&path);
    (is_host || is_in_path) && asked_path.is_subset(&path)
}

fn path_words(path: &str) -> BTreeSet<String> {
    let words = path.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn language_of(article: &EnrichedArticle) -> String {
    article
        .article
        .language
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

pub(super) fn is_within(article: &EnrichedArticle, from: Option<Date>, to: Option<Date>) -> bool {
    if from.is_none() && to.is_none() {
        return true;
    }
    article.article.published.is_some_and(|published| {
        from.is_none_or(|from| published.date() >= from) && to.is_none_or(|to| published.date() <= to)
    })
}
