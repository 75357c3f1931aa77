//! Persons known by name: the spelling to show for each, and what else their names are: `data/persons.tsv`.

use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::FxHashMap;

use crate::caseless::is_caseless;
use crate::key::spelled_key;
use crate::lexicon::{Entry, Rank};

/// The names to show, by the keys of all their names.
static NAMES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for (name, _) in rows() {
        names.insert(spelled_key(name), name);
    }
    // A variant that is also the name of another stays with the other. Romanised, those in scripts without case would be
    // names of others: Biden in Chinese is Bai Deng.
    for (name, variants) in rows() {
        for variant in variants.filter(|variant| !is_caseless(variant)) {
            names.entry(spelled_key(variant)).or_insert(name);
        }
    }
    names
});

/// The persons of whom names in scripts without case are known, by these names.
static WITHOUT_CASE: LazyLock<FxHashMap<&'static str, &'static Entry>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for (name, variants) in rows() {
        let entry: &Entry = Box::leak(Box::new(Entry {
            name,
            kind: EntityKind::Person,
            rank: Rank::Organisation,
            country: None,
            has_namesakes: false,
        }));
        names.extend(
            variants
                .filter(|variant| is_caseless(variant))
                .map(|variant| (variant, entry)),
        );
    }
    names
});

/// Returns the names to show, each with the other names.
fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let lines = include_str!("../data/persons.tsv").lines();
    let rows = lines.map(|line| line.split_once('\t').unwrap_or((line, "")));
    rows.map(|(name, variants)| (name, variants.split('|').filter(|variant| !variant.is_empty())))
}

/// Returns the known names of persons in scripts without case.
pub(crate) fn forms_without_case() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    WITHOUT_CASE.iter().map(|(form, entry)| (*form, *entry))
}

/// Returns the name to show for the person who has this name in a script without case.
pub(crate) fn known_without_case(name: &str) -> Option<&'static str> {
    WITHOUT_CASE.get(name).map(|entry| entry.name)
}

/// Returns the name to show for the person whose name, in any spelling, has this key.
pub(crate) fn known_person(key: &str) -> Option<&'static str> {
    NAMES.get(key).copied()
}
