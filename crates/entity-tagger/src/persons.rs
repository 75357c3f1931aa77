//! Persons known by name: the spelling to show for each, and what else their names are: `data/persons.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A person of the table.
#[derive(Debug)]
pub(crate) struct KnownPerson {
    /// The name to show.
    pub(crate) name: &'static str,
    /// The key of that name.
    pub(crate) key: String,
}

static PERSONS: LazyLock<Vec<(KnownPerson, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("../data/persons.tsv").lines();
    let persons = lines.map(|line| {
        let (name, variants) = line.split_once('\t').unwrap_or((line, ""));
        let variants = variants.split('|').filter(|variant| !variant.is_empty());
        let person = KnownPerson {
            name,
            key: crate::key::spelled_key(name),
        };
        (person, variants.map(crate::key::spelled_key).collect())
    });
    persons.collect()
});

static BY_KEY: LazyLock<FxHashMap<&'static str, &'static KnownPerson>> = LazyLock::new(|| {
    let mut by_key = FxHashMap::default();
    for (person, _) in PERSONS.iter() {
        by_key.insert(person.key.as_str(), person);
    }
    for (person, variants) in PERSONS.iter() {
        for variant in variants {
            by_key.entry(variant.as_str()).or_insert(person);
        }
    }
    by_key
});

/// Returns the person whose name, in any spelling, has this key.
pub(crate) fn known_person(key: &str) -> Option<&'static KnownPerson> {
    BY_KEY.get(key).copied()
}
