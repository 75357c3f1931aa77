//! Gives the entities of an article that is shown the kinds, names and keys of the facet values that count it.

use std::collections::HashMap;

use article::{ArticleRecord, Entity, EntityKind, Mention};
use tantivy::DocAddress;

use super::facet_table::{Elsewhere, Known, Place};
use super::snapshot::Snapshot;
use super::spellings::folded;
use super::stored::Named;
use crate::{EntityName, FacetField};

/// Makes the entities of an article those that facets count, so that a click on one filters by it: one for each
/// value, those mentioned most often first.
pub(super) fn show_values(snapshot: &Snapshot, record: &mut ArticleRecord) {
    let mut shown: Vec<Entity> = Vec::with_capacity(record.entities.len());
    let mut numbers: HashMap<Place, usize> = HashMap::new();
    let mut is_joined = false;
    for entity in std::mem::take(&mut record.entities) {
        let table = snapshot.facet(FacetField::Entity(entity.kind));
        let parts = match table.known(&entity.key) {
            None => {
                shown.push(entity);
                continue;
            }
            Some(Known::Here(number)) => vec![(Some((entity.kind, number)), entity.mentions)],
            Some(Known::Elsewhere(elsewhere)) => parts(elsewhere, &entity.name, entity.mentions),
        };
        for (place, mentions) in parts {
            let Some(place) = place else { continue };
            if let Some(number) = numbers.get(&place) {
                shown[*number].mentions.extend(mentions);
                is_joined = true;
            } else {
                numbers.insert(place, shown.len());
                shown.push(named(snapshot, place, mentions));
            }
        }
    }
    if is_joined {
        for entity in &mut shown {
            entity
                .mentions
                .sort_by_key(|mention| (mention.field, mention.start));
            entity.mentions.dedup();
        }
        shown.sort_by_key(|entity| std::cmp::Reverse(entity.mentions.len()));
    }
    record.entities = shown;
}

/// Returns the first entities of an article as [`show_values`] makes them, given the first that it has and how many
/// there are; nothing where only the mentions tell which they are: where two entities are one value, or where there
/// are corrections, which may part one.
pub(super) fn leading_values(
    snapshot: &Snapshot,
    address: DocAddress,
    first: Vec<Named>,
    n_entities: usize,
) -> Option<Vec<EntityName>> {
    let has_corrections = !snapshot.corrected.outcomes.is_empty();
    if has_corrections || snapshot.n_entities(address) != n_entities {
        return None;
    }
    let shown = |Named { kind, key, name }| match snapshot.facet(FacetField::Entity(kind)).known(&key) {
        Some(Known::Here(number)) => {
            let value = snapshot.facet(FacetField::Entity(kind)).value(number);
            Some(EntityName {
                kind,
                name: value.name().to_owned(),
            })
        }
        None => Some(EntityName { kind, name }),
        Some(Known::Elsewhere(_)) => None,
    };
    first.into_iter().map(shown).collect()
}

fn named(snapshot: &Snapshot, (kind, number): Place, mentions: Vec<Mention>) -> Entity {
    let value = snapshot.facet(FacetField::Entity(kind)).value(number);
    Entity {
        kind,
        key: value.key().to_owned(),
        name: value.name().to_owned(),
        mentions,
    }
}

/// Shares out the mentions of an entity that corrections moved or parted: each goes to the side whose name it is,
/// the others to the first of these sides; where the article writes none of the names, all go by its own.
fn parts(elsewhere: &Elsewhere, name: &str, mentions: Vec<Mention>) -> Vec<(Option<Place>, Vec<Mention>)> {
    let side_of = |text: &str| {
        let name = folded(text);
        elsewhere.sides.iter().position(|(side, _)| *side == name)
    };
    let sides: Vec<Option<usize>> = mentions.iter().map(|mention| side_of(&mention.text)).collect();
    let first = sides.iter().flatten().next().copied().or_else(|| side_of(name));
    let mut parts: Vec<(Option<usize>, Vec<Mention>)> = Vec::new();
    for (mention, side) in mentions.into_iter().zip(sides) {
        let side = side.or(first);
        match parts.iter_mut().find(|(other, _)| *other == side) {
            Some((_, mentions)) => mentions.push(mention),
            None => parts.push((side, vec![mention])),
        }
    }
    let place = |side: Option<usize>| side.map_or(elsewhere.rest, |side| elsewhere.sides[side].1);
    parts
        .into_iter()
        .map(|(side, mentions)| (place(side), mentions))
        .collect()
}

/// Returns the kinds and keys that the entities of a value have as they are shown.
pub(super) fn shown_keys(snapshot: &Snapshot, kind: EntityKind, name: &str) -> Vec<(EntityKind, String)> {
    let table = snapshot.facet(FacetField::Entity(kind));
    let values = table.asked_for(name).into_iter();
    values
        .map(|number| (kind, table.value(number).key().to_owned()))
        .collect()
}
