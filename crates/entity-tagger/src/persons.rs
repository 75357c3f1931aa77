//! Persons known by name: the spelling to show for each, and what else their names are: `data/persons.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::key::spelled_key;

/// The names to show, by the keys of all their names.
static NAMES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = || include_str!("../data/persons.tsv").lines();
    let row = |line: &'static str| line.split_once('\t').unwrap_or((line, ""));
    let mut names = FxHashMap::default();
    for (name, _) in lines().map(row) {
        names.insert(spelled_key(name), name);
    }
    // A variant that is also the name of another stays with the other.
    for (name, variants) in lines().map(row) {
        for variant in variants.split('|').filter(|variant| !variant.is_empty()) {
            names.entry(spelled_key(variant)).or_insert(name);
        }
    }
    names
});

/// Returns the name to show for the person whose name, in any spelling, has this key.
pub(crate) fn known_person(key: &str) -> Option<&'static str> {
    NAMES.get(key).copied()
}
