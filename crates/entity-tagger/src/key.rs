//! Keys: what joins the spellings of one name across articles.

use std::borrow::Cow;
use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::FxHashMap;

use crate::bodies::body;
use crate::cyrillic;
use crate::firms::{self, LEGAL_FORMS};
use crate::lexicon::{Flags, LEXICON, Reader};
use crate::persons::{known_person, known_without_case};
use crate::rules::is_roman;
use crate::slavic::{after_slavic_given_name, slavic};
use crate::spelling::{fold, word_hash};
use crate::tokens::{Elision, tokens};

/// Articles that some writers put before an Arabic family name and others leave out.
const ARABIC_ARTICLES: [&str; 2] = ["al", "el"];

/// Variants of names whose romanisation is unstable, each with the spelling that stands for all.
static SPELLINGS: LazyLock<FxHashMap<&'static str, Spelling>> = LazyLock::new(|| {
    let mut spellings = FxHashMap::default();
    for line in include_str!("../data/spellings.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(tradition), Some(name), Some(variants)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let spelling = Spelling {
            name,
            is_slavic: tradition == "slavic",
        };
        for variant in variants.split(' ').chain([name]) {
            spellings.insert(variant, spelling);
        }
    }
    spellings
});

/// The spelling that stands for all of a name.
#[derive(Clone, Copy)]
struct Spelling {
    name: &'static str,
    /// Whether a person of this given name likely has a Slavic family name.
    is_slavic: bool,
}

/// Returns the key of a name: two names of one kind with one key are the same thing.
///
/// A place or organisation that the gazetteer knows has the key of its canonical name, so `U.S.` and
/// `United States` share one. Persons are folded over case, accents and alphabets, over initials, and over
/// the ways of romanising Slavic and Arabic names.
pub fn name_key(kind: EntityKind, name: &str) -> String {
    if kind == EntityKind::Person {
        if let Some(known) = known_without_case(name) {
            return spelled_key(known);
        }
        let key = spelled_key(name);
        let known = known_person(&key).or_else(|| known_in_cyrillic(name));
        return known.map_or(key, spelled_key);
    }
    let words = tokens(name, Elision::Keeps, Reader::English);
    let of_state = || {
        let (body, country) = body(&words, 0..words.len())?;
        body.of(country?)
    };
    let known = firms::entry(&words)
        .filter(|entry| entry.kind == kind)
        .or_else(|| of_state().filter(|entry| entry.kind == kind));
    plain_key(kind, known.map_or(name, |entry| entry.name))
}

/// Returns the name to show for a person whose name stands in Cyrillic and in another case than the first.
fn known_in_cyrillic(name: &str) -> Option<&'static str> {
    let words = cyrillic::is_written_in(name).then(|| latin_words(name))?;
    known_person(&spelled_key(&cyrillic::nominative(&words)?))
}

/// What gives a name its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFrom {
    /// Its own words, folded.
    Spelling,
    /// A list of names knows it as another name of the thing.
    KnownName,
}

/// Returns what gives a name its [`name_key`].
pub fn key_from(kind: EntityKind, name: &str) -> KeyFrom {
    let own = match kind {
        EntityKind::Person => spelled_key(name),
        _ => plain_key(kind, name),
    };
    if name_key(kind, name) == own {
        KeyFrom::Spelling
    } else {
        KeyFrom::KnownName
    }
}

/// Returns the key of a place or organisation from its own words.
fn plain_key(kind: EntityKind, name: &str) -> String {
    let mut words = latin_words(name);
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    match kind {
        EntityKind::Organisation => {
            let n_words = words.len();
            let is_form = |word: &String| LEGAL_FORMS.contains(&word.as_str());
            while words.len() > 1 && words.last().is_some_and(is_form) {
                words.pop();
            }
            if words.len() < n_words && words.len() > 1 && words.last().is_some_and(|last| last == "and") {
                words.pop();
            }
        }
        _ if words.last().is_some_and(|last| last == "airport") => {
            words.retain(|word| word != "international");
        }
        _ => {}
    }
    or_as_written(words.join(" "), name)
}

/// Returns the key of a person's name from its own words.
pub(crate) fn spelled_key(name: &str) -> String {
    let words = person_latin_words(name);
    let given = words.first().and_then(|given| SPELLINGS.get(given.as_str()));
    let is_slavic = given.is_some_and(|given| given.is_slavic);
    let spelled = |(index, word): (usize, &String)| {
        let word = word.as_str();
        if index == 0 || !is_slavic {
            return name_word(word);
        }
        let word = SPELLINGS.get(word).map_or(word, |spelling| spelling.name);
        slavic(word).unwrap_or_else(|| after_slavic_given_name(word))
    };
    let words: Vec<String> = words.iter().enumerate().map(spelled).collect();
    or_as_written(words.join(" "), name)
}

/// Returns the words of a person's name, each in the spelling that it has alone: what a short form in the same
/// article is matched with.
pub(crate) fn person_words(name: &str) -> Vec<String> {
    if cyrillic::is_written_in(name) {
        let folded = fold(&with_latin_initials(name));
        let stems: Vec<&str> = folded.split_whitespace().map(cyrillic::stem).collect();
        return with_initials_joined(latin_words(&stems.join(" ")));
    }
    person_latin_words(name)
        .iter()
        .map(|word| name_word(word))
        .collect()
}

/// What some writers put before and behind a name without telling its bearer from another.
const STYLES: [&str; 8] = ["dr", "mr", "mrs", "ms", "prof", "professor", "sir", "dame"];
const DEGREES: [&str; 9] = ["md", "phd", "esq", "mp", "obe", "mbe", "cbe", "kc", "qc"];

fn person_latin_words(name: &str) -> Vec<String> {
    let mut words = with_initials_joined(latin_words(&with_latin_initials(name)));
    while words.len() > 1 && STYLES.contains(&words[0].as_str()) {
        words.remove(0);
    }
    while words.len() > 2 && words.last().is_some_and(|last| DEGREES.contains(&last.as_str())) {
        words.pop();
    }
    // "King Felipe VI" is Felipe VI: the number tells whose name it is.
    if let [title, _, .., number] = &words[..]
        && is_throne(title)
        && is_roman(&number.to_uppercase())
    {
        words.remove(0);
    }
    // Al Gore is no bare Gore: before one word and without a hyphen it is a given name.
    let is_given = words.len() == 2 && matches!(name.trim_start().get(..3), Some("Al " | "AL "));
    if words.len() > 1 && !is_given {
        words.retain(|word| !ARABIC_ARTICLES.contains(&word.as_str()));
    }
    let n_full = words.iter().filter(|word| word.len() > 1).count();
    if n_full > 1 {
        words.retain(|word| word.len() > 1);
    }
    words
}

/// Returns whether a word is the title of a ruler or of their like.
pub(crate) fn is_throne(word: &str) -> bool {
    LEXICON.word(word_hash(word)).intersects(Flags::THRONE)
}

/// Returns whether a word is one initial or several in a row: `J.`, `J.K.`.
pub(crate) fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.');
    letters.all(|letter| letter.chars().count() <= 1) && word.starts_with(char::is_alphabetic)
}

/// Returns a name in Cyrillic with one Latin letter for each of its initials, of which some are romanised as two; any
/// other as it is.
fn with_latin_initials(name: &str) -> Cow<'_, str> {
    if !cyrillic::is_written_in(name) || !name.split_whitespace().any(is_initials) {
        return Cow::Borrowed(name);
    }
    let latin = |word: &str| {
        if !is_initials(word) {
            return word.to_owned();
        }
        let letters = word.chars().filter(|char| char.is_alphabetic());
        let first = |letter: char| romanise(&fold(&letter.to_string())).chars().next();
        letters.filter_map(first).collect()
    };
    Cow::Owned(name.split_whitespace().map(latin).collect::<Vec<_>>().join(" "))
}

/// Joins initials that stand in a row: `J. K. Rowling` is J.K. Rowling, and of George H. W. Bush no more can vanish than
/// of George W. Bush.
fn with_initials_joined(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut follows_initial = false;
    for word in words {
        let is_initial = word.len() == 1 && word.starts_with(|char: char| char.is_ascii_alphabetic());
        match joined.last_mut() {
            Some(initials) if is_initial && follows_initial => initials.push_str(&word),
            _ => joined.push(word),
        }
        follows_initial = is_initial;
    }
    joined
}

/// Returns the key, or the name in small letters where it has no letter or digit.
fn or_as_written(key: String, name: &str) -> String {
    if key.is_empty() {
        name.trim().to_lowercase()
    } else {
        key
    }
}

/// Returns the words of a name in folded Latin letters; apostrophes and full stops vanish, other marks part
/// words.
fn latin_words(name: &str) -> Vec<String> {
    if name.is_ascii() {
        return ascii_words(name);
    }
    let name = name.replace(['\'', '’', 'ʼ', '.'], "");
    let latin = deunicode::deunicode(&romanise(&fold(&name))).to_lowercase();
    let latin = latin.replace(['\'', '`'], "").replace('&', " and ");
    latin
        .split(|char: char| !char.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The same of a name in ASCII, without texts between.
fn ascii_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in name.bytes().chain([b' ']) {
        match letter {
            b'\'' | b'.' | b'`' => continue,
            _ if letter.is_ascii_alphanumeric() => {
                word.push(char::from(letter.to_ascii_lowercase()));
                continue;
            }
            _ if word.is_empty() => {}
            _ => words.push(std::mem::take(&mut word)),
        }
        if letter == b'&' {
            words.push("and".to_owned());
        }
    }
    words
}

/// Writes Cyrillic letters as English newspapers do, where the general table differs.
fn romanise(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let mut latin = String::with_capacity(folded.len());
    for char in folded.chars() {
        match char {
            'х' => latin.push_str("kh"),
            'ж' => latin.push_str("zh"),
            'ц' => latin.push_str("ts"),
            'щ' => latin.push_str("shch"),
            'й' | 'и' | 'і' | 'ї' => latin.push('i'),
            'ы' => latin.push('y'),
            'ю' => latin.push_str("yu"),
            'я' => latin.push_str("ya"),
            'є' => latin.push_str("ye"),
            'ь' | 'ъ' => {}
            other => latin.push(other),
        }
    }
    latin
}

/// Returns one word of a person's name in the spelling that stands for all.
fn name_word(word: &str) -> String {
    match SPELLINGS.get(word) {
        Some(spelling) => slavic(spelling.name).unwrap_or_else(|| spelling.name.to_owned()),
        None => slavic(word).unwrap_or_else(|| without_umlauts(&with_one_dj(word))),
    }
}

/// Returns a family name of the Balkans with one letter for the `đ` that some write as two: Djoković is Đoković.
fn with_one_dj(word: &str) -> Cow<'_, str> {
    if word.ends_with("ic") && word.contains("dj") {
        return Cow::Owned(word.replace("dj", "d"));
    }
    Cow::Borrowed(word)
}

/// Returns a word with one letter for each umlaut that is written as two: Mueller is Müller, which is folded to
/// Muller. What cannot be one stays: Michael, Samuel, Rodriguez, Enrique.
fn without_umlauts(word: &str) -> String {
    /// Shorter words, such as Joe, Noel or Mae, have no umlaut.
    const SHORTEST: usize = 5;
    let letters: Vec<char> = word.chars().collect();
    let is_umlaut = |index: usize| {
        let [.., before, vowel] = letters[..index] else {
            return false;
        };
        letters[index] == 'e'
            && matches!(vowel, 'a' | 'o' | 'u')
            // Bauer and Neuer have no umlaut, nor has Guerra.
            && !(vowel == 'u' && matches!(before, 'a' | 'e' | 'g' | 'q'))
            && letters[index + 1..] != ['l']
    };
    let kept = |index: &usize| letters.len() < SHORTEST || !is_umlaut(*index);
    (0..letters.len())
        .filter(kept)
        .map(|index| letters[index])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ascii_are_those_of_others() {
        for (name, expected) in [
            ("O'Brien-Whitlow", "obrien whitlow"),
            ("J. R. Perrin", "j r perrin"),
            ("Brenner & Sohn", "brenner and sohn"),
            ("R&D", "r and d"),
            ("  N`vik, 3rd ", "nvik 3rd"),
            ("&", "and"),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(latin_words(name).join(" "), expected, "{name}");
            // A letter of another kind makes it a text of another kind.
            let other = latin_words(&format!("{name} \u{e9}")).join(" ");
            assert_eq!(other, format!("{expected} e").trim(), "{name}");
        }
    }
}
