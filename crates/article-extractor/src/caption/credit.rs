//! The credits of pictures: how a caption ends that says who took it. Told sign by sign: a pattern for all of it has
//! hundreds of counted letters and is slow to build and to ask.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

/// Houses that sell pictures, in the spellings of credits.
const HOUSES: [&str; 61] = [
    "AP Photo",
    "AP Images",
    "AP Foto",
    "Getty Images",
    "GettyImages",
    "Getty",
    "Shutterstock",
    "Reuters",
    "REUTERS",
    "AFP",
    "AAP",
    "EPA",
    "EFE",
    "dpa",
    "DPA",
    "IMAGO",
    "imago",
    "Imago",
    "picture alliance",
    "picture-alliance",
    "Alamy",
    "iStock",
    "ANSA",
    "ANP",
    "Bloomberg",
    "Xinhua",
    "TASS",
    "Sputnik",
    "PA Wire",
    "PA Images",
    "PTI",
    "ANI",
    "NurPhoto",
    "Zuma",
    "ZUMA",
    "Anadolu",
    "Europa Press",
    "NTB",
    "TT",
    "Ritzau",
    "Scanpix",
    "LaPresse",
    "Unsplash",
    "Pexels",
    "Pixabay",
    "Wikimedia Commons",
    "Handout",
    "handout",
    "Pool",
    "Canadian Press",
    "Kyodo",
    "Yonhap",
    "Keystone",
    "PAP",
    "Instagram",
    "Facebook",
    "Twitter",
    "YouTube",
    "AP",
    "CP",
    "UPI",
];

/// Words before the colon of a credit.
const LABELS: [&str; 25] = [
    "Foto",
    "FOTO",
    "Fotos",
    "Picture",
    "PICTURE",
    "Pictures",
    "Image",
    "Photo",
    "Photos",
    "PHOTO",
    "Bild",
    "Crédit",
    "Crédits",
    "Zdjęcie",
    "Fot.",
    "Фото",
    "Kuva",
    "Foto de",
    "Imagen",
    "Immagine",
    "Grafik",
    "Credit",
    "Credits",
    "Symbolfoto",
    "Symbolbild",
];

/// Returns whether a text ends in the credit of a picture.
pub(super) fn ends_in_credit(tail: &str) -> bool {
    in_parentheses(tail)
        || tail
            .match_indices(['/', '|'])
            .any(|(at, _)| is_beside_house(tail, at))
        || tail
            .match_indices('©')
            .any(|(at, sign)| is_name(&tail[at + sign.len()..]))
        || ends_with_house(tail)
        || tail.match_indices(':').any(|(at, _)| is_labelled(tail, at))
        || tail
            .match_indices("Фото ")
            .any(|(at, word)| is_russian(tail, at, word))
        || is_credited(tail)
}

/// (Name/Agency), (AP Photo/Name), (Name via AP), (Photo by Name)
fn in_parentheses(tail: &str) -> bool {
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/|\bvia\b|(?i:photo|foto|image|picture|file|courtesy|bild|©|crédit|archiv)")
            .expect("the pattern is fixed")
    });
    let bare = tail.strip_suffix('.').unwrap_or(tail).trim_end();
    let Some(before) = bare.strip_suffix(')') else {
        return false;
    };
    let open = before
        .rfind(['(', ')'])
        .filter(|at| before[*at..].starts_with('('));
    open.is_some_and(|at| INSIDE.is_match(&before[at + 1..]))
}

/// REUTERS/Name, Name/AFP, Name | Getty Images; `at` is the place of the sign.
fn is_beside_house(tail: &str, at: usize) -> bool {
    let (before, after) = (&tail[..at], &tail[at + 1..]);
    let is_house_before = |before: &str| HOUSES.iter().any(|house| before.ends_with(house));
    let is_house_after = |after: &str| {
        let rests = HOUSES.iter().filter_map(|house| after.strip_prefix(house));
        rests
            .map(|rest| rest.strip_suffix('.').unwrap_or(rest))
            .any(|rest| is_short(rest, 0..=30))
    };
    let ends_name =
        |before: &str| before.ends_with(|last: char| last.is_alphabetic() || matches!(last, ']' | ')'));
    is_name(after) && with_and_without_space_at_end(before).any(is_house_before)
        || with_and_without_space_at_end(before).any(ends_name)
            && [after, without_space(after)].into_iter().any(is_house_after)
}

/// Returns whether a text is no sentence and as long as names are, with or without a space before it.
fn is_name(rest: &str) -> bool {
    [rest, without_space(rest)]
        .into_iter()
        .any(|rest| is_short(rest, 2..=60))
}

fn is_short(rest: &str, n_letters: RangeInclusive<usize>) -> bool {
    !rest.contains('.') && n_letters.contains(&rest.chars().count())
}

/// Returns a text without one space at its start.
fn without_space(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

/// Returns a text as it is, and without one space at its end.
fn with_and_without_space_at_end(text: &str) -> impl Iterator<Item = &str> {
    [text, text.strip_suffix(char::is_whitespace).unwrap_or(text)].into_iter()
}

fn is_word_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Getty Images, via AP, via Reuters, with nothing but signs behind it.
fn ends_with_house(tail: &str) -> bool {
    const ENDS: [&str; 5] = [
        "Getty Images",
        "via AP",
        "via Getty",
        "via Reuters",
        "via REUTERS",
    ];
    let bare = tail.trim_end_matches(|letter| !is_word_part(letter));
    ENDS.iter().any(|end| is_own_word(bare, end))
}

/// Returns whether a text ends with these words, and not inside a longer one.
fn is_own_word(text: &str, end: &str) -> bool {
    text.strip_suffix(end)
        .is_some_and(|before| !before.ends_with(is_word_part))
}

/// Foto: Name, Crédit : Name; `at` is the place of the colon.
fn is_labelled(tail: &str, at: usize) -> bool {
    let after = &tail[at + 1..];
    let has_name = [Some(after), after.strip_prefix(' ')]
        .into_iter()
        .flatten()
        .any(|name| (2..=70).contains(&name.chars().count()));
    let mut before = with_and_without_space_at_end(&tail[..at]);
    has_name && before.any(|before| LABELS.iter().any(|label| is_own_word(before, label)))
}

/// Фото Имя Фамилия; `at` is the place of the word.
fn is_russian(tail: &str, at: usize, word: &str) -> bool {
    let name = &tail[at + word.len()..];
    !tail[..at].ends_with(is_word_part)
        && (3..=30).contains(&name.chars().count())
        && name
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '.' | ' '))
}

/// Image credit: Name, Photo courtesy of Name
fn is_credited(tail: &str) -> bool {
    static CREDITED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?i:image|photo|picture) (?i:credit|courtesy|by)s?\b[: ]")
            .expect("the pattern is fixed")
    });
    let may = |sign: &str| tail.contains(sign);
    (may("mage ") || may("hoto ") || may("icture ") || may("MAGE ") || may("HOTO ") || may("ICTURE "))
        && CREDITED
            .find_iter(tail)
            .any(|found| (2..=60).contains(&tail[found.end()..].chars().count()))
}
