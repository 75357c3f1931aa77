//! What an index takes on disk, by kind of file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::tree;

/// Endings of the engine's files, and what is in them.
const KINDS: [(&str, &str); 7] = [
    ("store", "stored articles"),
    ("term", "terms"),
    ("idx", "lists of articles"),
    ("pos", "positions"),
    ("fast", "columns"),
    ("fieldnorm", "lengths of fields"),
    ("redb", "list of indexed files"),
];

/// Returns the bytes of each kind of file, the largest first.
pub(crate) fn by_kind(index: &Path) -> Result<Vec<(&'static str, u64)>> {
    let mut kinds: BTreeMap<&'static str, u64> = BTreeMap::new();
    for file in tree::files(index)? {
        let ending = file.extension().and_then(|ending| ending.to_str());
        let known = KINDS.iter().find(|(known, _)| Some(*known) == ending);
        let kind = known.map_or("others", |(_, kind)| kind);
        *kinds.entry(kind).or_default() += std::fs::metadata(&file)?.len();
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_by_ending() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [("a.store", 3), ("b.store", 4), ("a.term", 5), ("current", 1)] {
            tree::write(&folder.path().join("segments").join(name), &vec![0; bytes]).unwrap();
        }
        let expected = [("stored articles", 7), ("terms", 5), ("others", 1)];
        assert_eq!(by_kind(folder.path()).unwrap(), expected);
    }
}
