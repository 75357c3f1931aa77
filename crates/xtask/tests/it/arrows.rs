//! The arrows of docs/ARCHITECTURE.md: a crate may use only what its line names.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Package};

/// Each crate and those of ours that it may use: only crates of rows above its own.
const ARROWS: [(&str, &[&str]); 13] = [
    ("article", &[]),
    ("xtask", &[]),
    ("article-reader", &["article"]),
    ("public-suffix", &[]),
    (
        "article-extractor",
        &["article", "text-analysis", "public-suffix"],
    ),
    ("text-analysis", &["article"]),
    ("entity-tagger", &["article", "text-analysis"]),
    ("query-language", &["article"]),
    ("article-export", &["article"]),
    ("search-engine", &["article", "text-analysis", "query-language"]),
    (
        "indexer",
        &[
            "article",
            "article-reader",
            "article-extractor",
            "text-analysis",
            "entity-tagger",
            "search-engine",
        ],
    ),
    (
        "search-server",
        &["article", "article-export", "query-language", "search-engine"],
    ),
    (
        "search-cli",
        &["article", "article-export", "query-language", "search-engine"],
    ),
];

/// What tests may use in addition: an index is judged by what a query finds in it.
const TEST_ARROWS: [(&str, &[&str]); 1] = [("indexer", &["query-language"])];

#[test]
fn the_workspace_has_the_crates_of_the_design() {
    let metadata = crate::workspace();
    let there: BTreeSet<String> = crate::members(&metadata)
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let planned: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        there, planned,
        "help: a new crate needs a row in docs/ARCHITECTURE.md and in crates/xtask/tests/it/arrows.rs"
    );
}

#[test]
fn crates_use_only_the_crates_above_them() {
    let metadata = crate::workspace();
    let mut wrong = Vec::new();
    for package in crate::members(&metadata) {
        let allowed = allowed(&ARROWS, &package.name);
        let allowed_in_tests = allowed_in_tests(&package.name);
        for (name, kind) in ours(package) {
            let is_allowed = allowed.contains(&name)
                || (kind == DependencyKind::Development && allowed_in_tests.contains(&name));
            if !is_allowed {
                wrong.push(format!("{} uses {name}", package.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}; help: move the code to a crate above both, or pass the value in; \
         if the arrow is right, add it to docs/ARCHITECTURE.md and crates/xtask/tests/it/arrows.rs",
        wrong.join(", ")
    );
}

#[test]
fn the_table_itself_has_no_circle() {
    for (place, (name, uses)) in ARROWS.iter().enumerate() {
        for used in *uses {
            let target = ARROWS.iter().position(|(other, _)| other == used);
            let target = target.unwrap_or_else(|| panic!("{name} may use {used}, which is no crate"));
            let is_above = target < place || allowed(&ARROWS, used).iter().all(|deeper| deeper != name);
            assert!(is_above, "help: {name} and {used} must not use each other");
        }
    }
}

fn allowed(table: &[(&str, &'static [&'static str])], name: &str) -> &'static [&'static str] {
    table
        .iter()
        .find(|(crate_name, _)| *crate_name == name)
        .map_or(&[], |(_, allowed)| allowed)
}

fn allowed_in_tests(name: &str) -> &'static [&'static str] {
    allowed(&TEST_ARROWS, name)
}

/// Returns the crates of the workspace that a crate uses, and for what.
fn ours(package: &Package) -> Vec<(&str, DependencyKind)> {
    let inside = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.path.is_some());
    inside
        .map(|dependency| (dependency.name.as_str(), dependency.kind))
        .collect()
}
