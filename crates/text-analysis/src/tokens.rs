//! Tokens: where the words of a text are.

use unicode_segmentation::UnicodeSegmentation;

/// A word of a text: its letters as they stand there, and their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpan<'a> {
    /// The letters.
    pub text: &'a str,
    /// Start, in bytes.
    pub start: usize,
    /// End (exclusive), in bytes.
    pub end: usize,
}

/// Returns the words of a text in order.
///
/// Words follow the default word boundaries of Unicode (UAX #29) with three changes for news: a possessive
/// ending is not part of the word (`Trump’s` is `Trump`), letters joined by full stops are split unless they are
/// initials (`ended.Next` is two words, `U.S.` is one), and Han and Kana characters are a word each.
pub fn words(text: &str) -> impl Iterator<Item = WordSpan<'_>> {
    text.unicode_word_indices()
        .flat_map(|(start, word)| split_at_stops(start, word))
        .map(drop_possessive)
}

fn split_at_stops(start: usize, word: &str) -> impl Iterator<Item = WordSpan<'_>> {
    // Digits keep their stops (3.5), and so do initials (U.S), whose parts are single letters.
    let keeps_stops = !word.contains('.')
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || word.split('.').all(|part| part.chars().count() == 1);
    let separator = if keeps_stops { '\0' } else { '.' };
    let base = word.as_ptr() as usize;
    word.split(separator)
        .filter(|part| !part.is_empty())
        .map(move |part| {
            let start = start + (part.as_ptr() as usize - base);
            WordSpan {
                text: part,
                start,
                end: start + part.len(),
            }
        })
}

fn drop_possessive(word: WordSpan<'_>) -> WordSpan<'_> {
    let kept = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.text.strip_suffix(ending));
    match kept {
        Some(text) if !text.is_empty() => WordSpan {
            text,
            start: word.start,
            end: word.start + text.len(),
        },
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(
            words(text).map(|word| word.text).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
        for word in words(text) {
            assert_eq!(&text[word.start..word.end], word.text);
        }
    }

    #[test]
    fn finds_words() {
        check(
            "Washington’s 10-year security guarantee.",
            &["Washington", "10", "year", "security", "guarantee"],
        );
        check("the U.S. envoy", &["the", "U.S", "envoy"]);
        check(
            "It ended.Next day, 3.5% more",
            &["It", "ended", "Next", "day", "3.5", "more"],
        );
        check("O'Brien and l’ONU", &["O'Brien", "and", "l’ONU"]);
        check("中文双语", &["中", "文", "双", "语"]);
        check("", &[]);
        check("… — !", &[]);
    }
}
