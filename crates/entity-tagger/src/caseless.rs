//! Names in scripts without case, such as Chinese and Arabic: found by the gazetteer alone.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::lexicon::{Entry, Lexicon};
use crate::persons;

/// Words in which forms of the gazetteer stand by chance, as Mali in Maryland and Riga in "100 kilometres an hour", and
/// forms that are words of their own, such as Datong in "to open up".
const NO_NAMES: [&str; 8] = [
    "马里兰",
    "罗马里奥",
    "公里加",
    "中非",
    "打通",
    "关口",
    "或索",
    "李强调",
];

/// The forms of the gazetteer in such scripts, and one search for all of them.
struct Forms {
    search: Option<AhoCorasick>,
    /// What each form names; nothing for words that are no names.
    entries: Vec<Option<&'static Entry>>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    // Of two forms that are the same the first counts.
    let words = NO_NAMES.iter().map(|word| (*word, None));
    let names = Lexicon::forms_without_case().chain(persons::forms_without_case());
    let names = names.map(|(form, entry)| (form, Some(entry)));
    let (forms, entries): (Vec<_>, Vec<_>) = words.chain(names).unzip();
    let search = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms)
        .ok();
    Forms { search, entries }
});

/// Returns whether a text is in a script without case that the gazetteer covers.
pub(crate) fn is_caseless(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_caseless_letter)
}

/// Returns the bytes of every name in the text, and what it names, from left to right.
pub(crate) fn names(text: &str) -> Vec<(usize, usize, &'static Entry)> {
    let Some(search) = &FORMS.search else {
        return Vec::new();
    };
    let found = search
        .find_iter(text)
        .filter(|found| stands_alone(text, found.start(), found.end()));
    found
        .filter_map(|found| {
            let entry = FORMS.entries[found.pattern().as_usize()]?;
            Some((found.start(), found.end(), entry))
        })
        .collect()
}

fn is_caseless_letter(char: char) -> bool {
    is_arabic(char) || is_unspaced(char)
}

fn is_arabic(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// Returns whether a letter is of the script in which Japanese writes foreign names, whose words are told by their ends.
fn is_katakana(char: char) -> bool {
    matches!(char, '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}

/// Returns whether a letter is of a script that puts no spaces between words.
pub(crate) fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Returns whether a name is a word of its own, which only scripts with spaces show. Arabic writes "and",
/// "in", "for" and "as" onto the word that follows.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    if text[start..].starts_with(is_katakana) {
        let (before, after) = (&text[..start], &text[end..]);
        return !before.ends_with(is_katakana) && !after.starts_with(is_katakana);
    }
    if !text[start..].starts_with(is_arabic) {
        return true;
    }
    let before = text[..start]
        .strip_suffix(['و', 'ب', 'ل', 'ف', 'ك'])
        .unwrap_or(&text[..start]);
    !before.ends_with(is_arabic) && !text[end..].starts_with(is_arabic)
}
