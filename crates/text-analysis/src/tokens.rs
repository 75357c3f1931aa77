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
    stretches(text)
        .flat_map(|(start, stretch)| {
            let words = stretch.unicode_word_indices();
            words.map(move |(word_start, word)| (start + word_start, word))
        })
        .flat_map(|(start, word)| split_at_stops(start, word))
        .map(drop_possessive)
}

/// Parts a text where no word goes on: behind line breaks and, in lines with other letters than those of ASCII,
/// behind spaces. The boundaries of ASCII are found many times as fast, and a curly quotation mark would
/// otherwise slow a whole article.
fn stretches(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_inclusive('\n')
        .flat_map(|line| line.split_inclusive(if line.is_ascii() { '\n' } else { ' ' }))
        .map(move |stretch| (stretch.as_ptr() as usize - base, stretch))
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
    use proptest::prelude::*;

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
        check("“Yes,” he\r\nsaid. No ‘one’", &["Yes", "he", "said", "No", "one"]);
    }

    proptest! {
        #[test]
        fn stretches_end_where_words_end(text in "([a-zA-Z0-9_ .,:;'’“\u{301}\u{200d}äж中カ\u{5d0}\r\n]|\\PC){0,60}") {
            // A mark that counts as a letter takes the space before it into its word; a part has no such space.
            let without_space = |(start, word): (usize, &str)| {
                let letters = word.trim_start();
                (start + word.len() - letters.len(), letters.to_owned())
            };
            let whole: Vec<_> = text.unicode_word_indices().map(without_space).collect();
            let parted: Vec<_> = stretches(&text)
                .flat_map(|(start, stretch)| stretch.unicode_word_indices().map(move |(at, word)| (start + at, word)))
                .map(without_space)
                .collect();
            prop_assert_eq!(parted, whole);
        }
    }
}
