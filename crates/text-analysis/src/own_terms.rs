//! Words that keep a term of their own: the stemmer would make them another word, and their readers would not.

use std::collections::HashMap;
use std::sync::LazyLock;

/// By language: a term, and the words that have it. What is not here is stemmed.
///
/// The English stemmer takes `university` for `universe` and `business` for `busy`; it also parts `organisation`
/// from `organization`.
const OWN_TERMS: [(&str, &str, &str); 31] = [
    ("en", "add", "add adds added adding"),
    ("en", "animal", "animal animals"),
    ("en", "authority", "authority authorities"),
    ("en", "business", "business businesses"),
    ("en", "conservative", "conservative conservatives conservatively"),
    ("en", "customer", "customer customers"),
    ("en", "department", "department departments departmental"),
    ("en", "emergency", "emergency emergencies"),
    ("en", "evening", "evening evenings"),
    ("en", "executive", "executive executives"),
    (
        "en",
        "experiment",
        "experiment experiments experimental experimentally experimented experimenting",
    ),
    ("en", "hospital", "hospital hospitals"),
    ("en", "important", "important importantly importance"),
    (
        "en",
        "international",
        "international internationals internationally",
    ),
    ("en", "intern", "intern interns"),
    ("en", "internal", "internal internally"),
    ("en", "news", "news"),
    ("en", "objective", "objective objectives objectively"),
    ("en", "opera", "opera operas"),
    (
        "en",
        "organiz",
        "organize organizes organized organizing organizer organizers organization organizations organizational \
            organise organises organised organising organiser organisers organisation organisations organisational",
    ),
    ("en", "organ", "organ organs organic"),
    ("en", "positive", "positive positively positives"),
    ("en", "publication", "publication publications"),
    ("en", "several", "several"),
    ("en", "severe", "severe severely severity"),
    ("en", "unite", "unite unites united uniting"),
    ("en", "unit", "unit units"),
    ("en", "universe", "universe universes"),
    ("en", "universal", "universal universally"),
    ("en", "university", "university universities"),
    // The stem of Paris.
    ("pt", "para", "para"),
];

/// Returns the term of a folded word that keeps one of its own.
pub(crate) fn own_term(language: &str, word: &str) -> Option<&'static str> {
    static TERMS: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
        let words = |(language, term, words): &(&'static str, &'static str, &'static str)| {
            let (language, term) = (*language, *term);
            words
                .split_ascii_whitespace()
                .map(move |word| ((language, word), term))
        };
        OWN_TERMS.iter().flat_map(words).collect()
    });
    TERMS.get(&(language, word)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_term_and_is_folded() {
        let words: Vec<(&str, &str)> = OWN_TERMS
            .iter()
            .flat_map(|(language, _, words)| words.split_ascii_whitespace().map(|word| (*language, word)))
            .collect();
        let distinct: std::collections::HashSet<_> = words.iter().collect();
        assert_eq!(distinct.len(), words.len());
        for (_, word) in words {
            assert_eq!(crate::fold(word), word);
            let is_kept = OWN_TERMS
                .iter()
                .filter(|(_, _, words)| words.split_ascii_whitespace().any(|other| other == word))
                .all(|(_, term, _)| term.get(..3) == word.get(..3));
            assert!(is_kept, "help: a term begins as its words do; check {word}");
        }
    }
}
