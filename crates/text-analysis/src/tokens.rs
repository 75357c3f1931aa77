//! Tokens: where the words of a text are.

use unicode_segmentation::UnicodeSegmentation;

use crate::characters;

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
/// Words follow the default word boundaries of Unicode (UAX #29) with changes for news: a possessive ending is not part
/// of the word (`Trump’s` is `Trump`), letters joined by a colon are split (`EU:n`, `Live:Updates`), and so are those
/// joined by full stops unless they are initials (`ended.Next` is two words, `U.S.` is one). Characters of Katakana and
/// Hangul are a word each, as those of Han and Hiragana are: `대통령` is found in `대통령의`, as a phrase.
pub fn words(text: &str) -> impl Iterator<Item = WordSpan<'_>> {
    stretches(text)
        .flat_map(|(start, stretch)| {
            let words = unicode_words(stretch);
            words.map(move |(word_start, word)| (start + word_start, word))
        })
        .flat_map(|(start, word)| parts(start, word))
        .map(drop_possessive)
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Letters and digits of ASCII, and nothing else.
    Plain,
    /// Others, or marks between them.
    Other,
}

/// Calls `sink` for every word that [`words`] returns, in order, several times as fast in texts of ASCII.
pub fn each_word<'a>(text: &'a str, mut sink: impl FnMut(WordSpan<'a>)) {
    for (start, stretch) in stretches(text) {
        if stretch.is_ascii() {
            each_ascii_word(start, stretch, &mut sink);
        } else {
            for (word_start, word) in unicode_words(stretch) {
                each_part(start + word_start, word, &mut sink);
            }
        }
    }
}

/// Parts a text where no word goes on, into parts of ASCII and parts that end behind a space or a line break. The
/// boundaries of ASCII are found many times as fast, and a curly quotation mark would otherwise slow a whole article.
pub(crate) fn stretches(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\n');
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        let rest = &bytes[start..];
        let ascii = ascii_length(rest);
        let last_space = rest[..ascii].iter().rposition(is_space);
        next = match last_space {
            _ if ascii == rest.len() => bytes.len(),
            Some(space) => start + space + 1,
            None => {
                let space = rest[ascii..].iter().position(is_space);
                space.map_or(bytes.len(), |space| start + ascii + space + 1)
            }
        };
        (start < next).then(|| (start, &text[start..next]))
    })
}

/// Returns how many bytes of ASCII a text begins with, many at a time.
fn ascii_length(bytes: &[u8]) -> usize {
    const AT_ONCE: usize = 128;
    let whole = bytes.chunks(AT_ONCE).take_while(|chunk| chunk.is_ascii()).count() * AT_ONCE;
    let rest = bytes.get(whole..).unwrap_or_default();
    let rest = rest.iter().take_while(|byte| byte.is_ascii()).count();
    (whole + rest).min(bytes.len())
}

/// Finds the words of a text of ASCII as UAX #29 has them.
fn each_ascii_word<'a>(start: usize, text: &'a str, sink: &mut impl FnMut(WordSpan<'a>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word_byte(bytes[at]) {
            at += 1;
            continue;
        }
        let first = at;
        let (end, letters) = ascii_end(bytes, first);
        at = end;
        let (first, word) = (start + first, &text[first..end]);
        match letters {
            Letters::Plain => sink(span(first, word)),
            Letters::Other if word.bytes().all(|byte| byte == b'_') => {}
            Letters::Other => each_part(first, word, sink),
        }
    }
}

/// Returns where a word of ASCII ends that begins here, and what it is made of.
pub(crate) fn ascii_end(bytes: &[u8], first: usize) -> (usize, Letters) {
    let mut letters = Letters::Plain;
    let mut at = first;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'_' {
            letters = Letters::Other;
        } else if !byte.is_ascii_alphanumeric() {
            if !is_joint(bytes, at) {
                break;
            }
            letters = Letters::Other;
        }
        at += 1;
    }
    (at, letters)
}

/// Returns where a word of ASCII begins that goes on here.
pub(crate) fn ascii_start(bytes: &[u8], inside: usize) -> usize {
    let goes_on = |at: &usize| is_word_byte(bytes[*at]) || is_joint(bytes, *at);
    let before = (0..inside).rev().take_while(goes_on).count();
    inside - before
}

/// Tells whether a word goes on behind a mark, because it stands between two letters or two digits.
pub(crate) fn is_joint(bytes: &[u8], mark: usize) -> bool {
    let next = bytes.get(mark + 1).copied().unwrap_or_default();
    mark > 0 && joins(bytes[mark], [bytes[mark - 1], next])
}

pub(crate) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Tells whether a mark joins the letters or digits around it (rules WB6, WB7, WB11 and WB12), but for the colon.
fn joins(mark: u8, around: [u8; 2]) -> bool {
    match mark {
        b'.' | b'\'' => around.iter().all(u8::is_ascii_alphabetic) || around.iter().all(u8::is_ascii_digit),
        b',' | b';' => around.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn each_part<'a>(start: usize, word: &'a str, sink: &mut impl FnMut(WordSpan<'a>)) {
    parts(start, word).map(drop_possessive).for_each(sink);
}

pub(crate) fn span(start: usize, text: &str) -> WordSpan<'_> {
    WordSpan {
        text,
        start,
        end: start + text.len(),
    }
}

/// Returns the words of UAX #29, with those joined that stand around a Hebrew gershayim, which is typed as a curly
/// quotation mark as well.
pub(crate) fn unicode_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_hebrew = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, 'א'..='ת'));
    let mut words = text.unicode_word_indices().peekable();
    std::iter::from_fn(move || {
        let (start, word) = words.next()?;
        let mut end = start + word.len();
        while let Some((next, word)) = words.peek() {
            let ends_in_hebrew = is_hebrew(text[..end].chars().next_back());
            if !ends_in_hebrew || &text[end..*next] != "”" || !is_hebrew(word.chars().next()) {
                break;
            }
            end = next + word.len();
            words.next();
        }
        Some((start, &text[start..end]))
    })
}

/// Returns the words of what UAX #29 takes for one.
pub(crate) fn parts(start: usize, word: &str) -> impl Iterator<Item = WordSpan<'_>> {
    /// The colon, upright, small and of full width.
    const COLONS: [char; 4] = [':', '\u{fe13}', '\u{fe55}', '\u{ff1a}'];
    let base = word.as_ptr() as usize;
    let may_part = |byte: u8| matches!(byte, b':' | b'.') || characters::may_begin(byte);
    let (whole, parted) = match word.bytes().any(may_part) {
        false => (Some(word), None),
        true => (
            None,
            Some(
                word.split(COLONS)
                    .flat_map(characters::cut)
                    .flat_map(split_at_stops),
            ),
        ),
    };
    whole
        .into_iter()
        .chain(parted.into_iter().flatten())
        .map(move |part| span(start + (part.as_ptr() as usize - base), part))
}

fn split_at_stops(word: &str) -> impl Iterator<Item = &str> {
    // Digits keep their stops (3.5), and so do initials (U.S), whose parts are single letters.
    let keeps_stops = !word.contains('.')
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || word.split('.').all(|part| part.chars().count() == 1);
    let separator = if keeps_stops { '\0' } else { '.' };
    word.split(separator).filter(|part| !part.is_empty())
}

/// Leaves out a possessive ending, and a mark at the end that is no part of the letters.
pub(crate) fn drop_possessive(word: WordSpan<'_>) -> WordSpan<'_> {
    let kept = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.text.strip_suffix(ending));
    match kept {
        Some(text) if !text.is_empty() => span(word.start, text),
        // A geresh ends a Hebrew word that is cut short or borrowed, or is a quotation mark.
        _ => span(word.start, word.text.trim_end_matches(['\'', '׳'])),
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
        check("EU:n ja FN:s", &["EU", "n", "ja", "FN", "s"]);
        check("Live:Updates at 10:30", &["Live", "Updates", "at", "10", "30"]);
        check("Été：direct a.b:c.De", &["Été", "direct", "a.b", "c", "De"]);
        check("中文双语", &["中", "文", "双", "语"]);
        check("ロッテルダムで", &["ロ", "ッ", "テ", "ル", "ダ", "ム", "で"]);
        check("대통령이 KBS는", &["대", "통", "령", "이", "KBS", "는"]);
        check(
            "צה\"ל צה״ל צה”ל ג'ורג' ג׳ורג׳",
            &["צה\"ל", "צה״ל", "צה”ל", "ג'ורג", "ג׳ורג"],
        );
        check("כך ”אמר” ראש", &["כך", "אמר", "ראש"]);
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

        #[test]
        fn each_word_is_a_word(text in "([a-zA-Z0-9_ .,:：;'\\-äжקカ각\r\n]|[a-c1.:,;'_]|'s|\\PC){0,60}") {
            let mut found = Vec::new();
            each_word(&text, |word| found.push(word));
            prop_assert_eq!(found, words(&text).collect::<Vec<_>>());
        }
    }
}
