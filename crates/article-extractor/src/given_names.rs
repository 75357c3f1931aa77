//! Given names: which words are one. They tell a person's name from a label where nothing else does.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use text_analysis::fold;

static GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/given-names.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(' '))
        .collect()
});

/// Returns whether the first word of a name is a given name, in full or before a hyphen.
pub(crate) fn begins_with_one(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    let folded = fold(first);
    GIVEN_NAMES.contains(folded.as_str())
        || folded
            .split_once('-')
            .is_some_and(|(first, _)| GIVEN_NAMES.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_from_labels() {
        for (name, expected) in [
            ("Johanna Berg", true),
            ("JOHANNA BERG", true),
            ("Anna-Lena Berg", true),
            ("Trade Program", false),
            ("Summer Sale", false),
            ("", false),
        ] {
            assert_eq!(begins_with_one(name), expected, "{name}");
        }
    }
}
