//! Entities of the index one by one: how articles write them, which sources do, and what corrections did.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use article::EntityKind;
use tantivy::{DocAddress, DocId};

use super::document::key_and_name;
use super::facet_entry::Entry;
use super::facet_table::{Known, Place};
use super::snapshot::Snapshot;
use super::spellings::{Written, each_written, folded};
use crate::{
    EntitiesRequest, EntityList, EntitySpelling, EntityView, FacetField, FacetValue, KeyedName, SearchError,
    UNKNOWN,
};

/// Returns the entity that facets show under this name, or that has it as another spelling.
pub(super) fn entity(
    snapshot: &Snapshot,
    kind: EntityKind,
    name: &str,
) -> Result<Option<EntityView>, SearchError> {
    /// A name that more entities share is no name of one.
    const MOST_LOOKED_AT: usize = 20;
    let table = snapshot.facet(FacetField::Entity(kind));
    let size = |number: &u32| {
        let value = table.value(*number);
        (Reverse(value.count()), value.name())
    };
    if let Some(number) = table.named(name).into_iter().min_by_key(size) {
        return view(snapshot, (kind, number)).map(Some);
    }
    let mut having = table.with_words(name);
    having.sort_by_key(size);
    for number in having.into_iter().take(MOST_LOOKED_AT) {
        let view = view(snapshot, (kind, number))?;
        let mut spellings = view.spellings.iter();
        if spellings.any(|spelling| folded(&spelling.text) == folded(name)) {
            return Ok(Some(view));
        }
    }
    Ok(None)
}

/// Returns the most frequent entities of which articles write one of the names, or of all.
pub(super) fn entities(snapshot: &Snapshot, request: &EntitiesRequest) -> Result<EntityList, SearchError> {
    let mut found: Vec<(Reverse<usize>, &str, Place)> = Vec::new();
    for kind in EntityKind::ALL {
        if request.kind.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let table = snapshot.facet(FacetField::Entity(kind));
        let with_name = |name: &KeyedName| {
            let mut numbers = table.with_words(&name.text);
            if let Some(Known::Here(number)) = name.keys.get(&kind).and_then(|key| table.known(key)) {
                numbers.push(number);
            }
            numbers
        };
        let wanted: HashSet<u32> = request.names.iter().flat_map(with_name).collect();
        for (number, value) in table.values() {
            let is_wanted = request.names.is_empty() || wanted.contains(&number);
            if is_wanted && !value.is_empty() {
                found.push((Reverse(value.count()), value.name(), (kind, number)));
            }
        }
    }
    found.sort_unstable();
    let total = found.len();
    found.truncate(request.limit);
    let places = found.into_iter().map(|(_, _, place)| place);
    let entities = places
        .map(|place| view(snapshot, place))
        .collect::<Result<_, _>>()?;
    Ok(EntityList { total, entities })
}

/// An article, by segment and number.
type Article = (u32, DocId);

/// What is known of one way to write an entity.
#[derive(Default)]
struct Gathered {
    articles: BTreeSet<Article>,
    keys: BTreeSet<String>,
    corrections: BTreeSet<String>,
}

fn view(snapshot: &Snapshot, (kind, number): Place) -> Result<EntityView, SearchError> {
    let value = snapshot.facet(FacetField::Entity(kind)).value(number);
    let mut spellings: Vec<EntitySpelling> = gather(snapshot, kind, value)?
        .into_iter()
        .map(|(text, gathered)| EntitySpelling {
            text,
            count: gathered.articles.len(),
            sources: sources(snapshot, &gathered.articles),
            keys: gathered.keys.into_iter().collect(),
            corrections: gathered.corrections.into_iter().collect(),
        })
        .collect();
    spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    Ok(EntityView {
        kind,
        name: value.name().to_owned(),
        count: value.count(),
        spellings,
    })
}

/// Collects the ways to write a value from all entities that it is made of.
fn gather(
    snapshot: &Snapshot,
    kind: EntityKind,
    value: Entry<'_>,
) -> Result<BTreeMap<String, Gathered>, SearchError> {
    let mut found: BTreeMap<String, Gathered> = BTreeMap::new();
    let mut add = |kind: EntityKind, written: &Written<'_>, articles: &mut dyn Iterator<Item = Article>| {
        let mut articles = articles.peekable();
        if articles.peek().is_none() {
            return;
        }
        let text = written.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let gathered = found.entry(text).or_default();
        gathered.articles.extend(articles);
        gathered.keys.insert(written.key.to_owned());
        let reasons = &snapshot.corrected.reasons;
        let lines = reasons.get(&(kind, written.key.to_owned()));
        gathered.corrections.extend(lines.into_iter().flatten().cloned());
    };
    let field = snapshot.fields.spelling;
    let keys: BTreeSet<&str> = value.terms().map(|term| key_and_name(term).0).collect();
    for key in keys {
        each_written(&snapshot.searcher, field, kind, Some(key), |written| {
            add(
                kind,
                &written,
                &mut written.articles().map(|article| (written.segment, article)),
            );
        })?;
    }
    for listed in value.listed() {
        let own: HashSet<Article> = listed
            .articles(&snapshot.searcher, &snapshot.fields)?
            .into_iter()
            .collect();
        let stored_key = Some(listed.stored_key.as_str());
        each_written(&snapshot.searcher, field, listed.kind, stored_key, |written| {
            if listed.has_written(written.term) {
                let articles = written.articles().map(|article| (written.segment, article));
                add(
                    listed.kind,
                    &written,
                    &mut articles.filter(|article| own.contains(article)),
                );
            }
        })?;
    }
    Ok(found)
}

/// Returns how many of these articles each source has, the most frequent first.
fn sources(snapshot: &Snapshot, articles: &BTreeSet<Article>) -> Vec<FacetValue> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (segment, article) in articles {
        let source = snapshot.source_of(DocAddress::new(*segment, *article));
        *counts.entry(source.unwrap_or(UNKNOWN)).or_default() += 1;
    }
    let counts = counts.into_iter();
    let mut values: Vec<FacetValue> = counts
        .map(|(value, count)| FacetValue {
            value: value.to_owned(),
            count,
            in_archive: None,
        })
        .collect();
    values.sort_by_key(|value| Reverse(value.count));
    values
}
