//! Folding of texts before they are compared, so that only differences that matter count.

use unicode_normalization::UnicodeNormalization;

/// Prefixes of a byline that are not part of the name.
const BYLINE_PREFIXES: [&str; 10] = [
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "text: ",
    "words by ",
];

/// Returns the text with compatibility forms, case, quotes, dashes and white space made alike.
pub(crate) fn fold(text: &str) -> String {
    let alike = |character: char| match character {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        character => character,
    };
    // Two steps, because the compatibility form of an acute accent on its own begins with a space.
    let alike: String = text
        .chars()
        .map(alike)
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(alike)
        .collect();
    squeeze(&alike)
}

/// Returns the text with every run of white space made one space, and none at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a folded name of an author without what stands before it.
pub(crate) fn fold_author(name: &str) -> String {
    let folded = fold(name);
    let bare = BYLINE_PREFIXES
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix));
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_does_not_matter() {
        for (text, folded) in [
            ("  “It’s” \u{a0}over — now ", "\"it's\" over - now"),
            ("ＡＢＣ ﬁne", "abc fine"),
            ("e\u{301}te\u{301}", "été"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn drops_the_prefix_of_a_byline() {
        for (name, folded) in [
            ("By Ann Lee", "ann lee"),
            ("Von Jan Ort", "jan ort"),
            ("Byron Day", "byron day"),
            ("Ann", "ann"),
        ] {
            assert_eq!(fold_author(name), folded);
        }
    }
}
