//! Names of people, organisations, places and publishers that complete what is typed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use article::EntityKind;
use tantivy::Term;
use text_analysis::words;

use super::super::close_spellings::n_alive;
use super::super::document::key_and_name;
use super::super::facet_table::{CloseName, Closeness, ValueId};
use super::super::most_used::{MostUsed, Named};
use super::super::snapshot::Snapshot;
use super::super::spellings::each_written;
use super::{Offer, quotable};
use crate::analysis::written_forms;
use crate::spelling::most_changes_of_start;
use crate::{FacetField, SearchError, Suggestion};

/// A name is worth as much as a word that so many times more articles have: it says which of them are meant.
const WORTH: usize = 10;
/// Names with many articles of which few write what was typed: so many may be in the way of those that are offered.
const FOUND_OTHERWISE: usize = 32;

/// Returns the names of which a word begins with each of these.
pub(super) fn beginning(
    snapshot: &Snapshot,
    starts: &[String],
    limit: usize,
) -> Result<Vec<Offer>, SearchError> {
    let mut named = MostUsed::new(limit + FOUND_OTHERWISE);
    for (facet, _) in FIELDS {
        let table = snapshot.facet(facet);
        table.each_starting(starts, |number, count| named.offer(facet, table, number, count));
    }
    let named = named.in_order().into_iter();
    by_use(snapshot, named.map(|named| (named, starts)), limit)
}

/// Returns the names of which a word begins almost with each of these: those that differ by the fewest letters.
pub(super) fn beginning_almost(
    snapshot: &Snapshot,
    starts: &[String],
    limit: usize,
) -> Result<Vec<Offer>, SearchError> {
    let is_short = |start: &String| most_changes_of_start(start.chars().count()) == 0;
    if starts.iter().all(is_short) {
        return Ok(Vec::new());
    }
    let mut close: Vec<(FacetField, CloseName<'_>)> = Vec::new();
    for (facet, _) in FIELDS {
        let names = snapshot.facet(facet).close_to(starts, Closeness::Begun);
        close.extend(names.into_iter().map(|name| (facet, name)));
    }
    let closest = close.iter().map(|(_, name)| name.distance).min();
    close.retain(|(_, name)| Some(name.distance) == closest);
    let mut named = MostUsed::new(limit + FOUND_OTHERWISE);
    let mut words_of: HashMap<(FacetField, ValueId), Vec<&str>> = HashMap::new();
    for (facet, name) in close {
        let table = snapshot.facet(facet);
        let count = table.value(name.number).count() as u32;
        if count > 0 {
            named.offer(facet, table, name.number, count);
            words_of.insert((facet, name.number), name.words);
        }
    }
    let named = named.in_order().into_iter();
    let with_words = named.filter_map(|named| {
        let words = words_of.get(&(named.facet, named.number))?;
        Some((named, words.as_slice()))
    });
    by_use(snapshot, with_words, limit)
}

/// Orders names, which come with the starts of words by which they were found, by how many articles write them so.
fn by_use<'a, S: AsRef<str> + 'a>(
    snapshot: &Snapshot,
    named: impl Iterator<Item = (Named<'a>, &'a [S])>,
    limit: usize,
) -> Result<Vec<Offer>, SearchError> {
    let mut found: Vec<(usize, Named<'a>)> = Vec::new();
    for (named, starts) in named {
        // They come in the order of all their articles.
        let better = found
            .iter()
            .filter(|(n_articles, _)| *n_articles >= named.entry.count());
        if better.count() >= limit {
            break;
        }
        found.push((n_writing(snapshot, &named, starts)?, named));
    }
    found.sort_by_key(|(n_articles, _)| Reverse(*n_articles));
    found.truncate(limit);
    let offers = found
        .iter()
        .filter_map(|(n_articles, named)| offer(*n_articles, named));
    Ok(offers.collect())
}

/// Returns how many articles write a name in a way of which these begin words: of a name that is shown so all that have
/// it, of others about as many. One that writes "Nokia GmbH" does not make Nokia a name for `gmbh`.
fn n_writing<S: AsRef<str>>(
    snapshot: &Snapshot,
    named: &Named<'_>,
    starts: &[S],
) -> Result<usize, SearchError> {
    let fits = |name: &str| {
        let forms: Vec<String> = words(name).flat_map(|word| written_forms(word.text)).collect();
        let begins_one = |start: &S| forms.iter().any(|form| form.starts_with(start.as_ref()));
        starts.iter().all(begins_one)
    };
    let entry = named.entry;
    // A name that corrections give is as good.
    if fits(entry.name()) || entry.names_by_hand().any(fits) {
        return Ok(entry.count());
    }
    // By key, how many articles call it so, and how many write it so somewhere: mostly these are the same.
    let mut by_key: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for term in entry.terms() {
        let (key, name) = key_and_name(term);
        let [called, _] = by_key.entry(key).or_default();
        if fits(key) || fits(name) {
            let term = Term::from_field_text(snapshot.fields.facet(named.facet), term);
            *called += n_alive(&snapshot.searcher, &term)?;
        }
    }
    if let FacetField::Entity(kind) = named.facet {
        let field = snapshot.fields.spelling;
        for (key, [_, writing]) in &mut by_key {
            each_written(&snapshot.searcher, field, kind, Some(key), |written| {
                if fits(written.text) {
                    *writing += written.n_articles();
                }
            })?;
        }
    }
    let n_articles: usize = by_key
        .into_values()
        .flat_map(|counts| counts.into_iter().max())
        .sum();
    Ok(n_articles.max(1).min(entry.count()))
}

fn offer(n_articles: usize, named: &Named<'_>) -> Option<Offer> {
    let Named { facet, entry, .. } = named;
    let (_, field) = FIELDS.into_iter().find(|(other, _)| other == facet)?;
    Some(Offer {
        worth: n_articles.saturating_mul(WORTH),
        suggestion: Suggestion {
            kind: facet.name().into(),
            query: format!("{field}:\"{}\"", quotable(entry.name())),
            text: entry.name().to_owned(),
            count: entry.count(),
        },
    })
}

/// The facets whose values are offered by name, each with its query field.
const FIELDS: [(FacetField, &str); 4] = [
    (FacetField::Source, "source"),
    (FacetField::Entity(EntityKind::Person), "person"),
    (FacetField::Entity(EntityKind::Organisation), "org"),
    (FacetField::Entity(EntityKind::Place), "place"),
];
