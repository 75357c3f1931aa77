//! Names in Cyrillic: the stem that all cases of a word share, and how family names and patronymics end.

/// Letters of the shortest stem.
const SHORTEST: usize = 3;

/// Endings of cases, folded (`й` is `и`), those of several letters before their parts.
const ENDINGS: [&str; 38] = [
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ии", "иеи", "ыи", "ои", "еи", "ою", "ею", "ью",
    "ым", "им", "ом", "ем", "ых", "их", "ах", "ях", "ам", "ям", "а", "я", "о", "е", "у", "ю", "ы", "и", "і",
    "ь", "ів", "є",
];

/// Endings of adjectives, which are endings behind these letters only.
const OF_ADJECTIVES: [&str; 6] = ["ая", "ую", "ое", "ые", "а", "я"];

/// Returns what all cases of a folded word share; a word in other letters as it is.
pub(crate) fn stem(folded: &str) -> &str {
    if !folded.starts_with(is_cyrillic) {
        return folded;
    }
    let stem_of = |ending: &&str| {
        folded
            .strip_suffix(*ending)
            .filter(|stem| stem.chars().count() >= SHORTEST)
    };
    let adjective = OF_ADJECTIVES[..4].iter().find_map(stem_of);
    if let Some(stem) = adjective.filter(|stem| stem.ends_with(['к', 'н', 'г', 'х'])) {
        return stem;
    }
    for ending in ENDINGS {
        let Some(stem) = stem_of(&ending) else { continue };
        // Only surnames and adjectives have two vowels there: Словакии is of Словакия.
        if ending == "ии" && !stem.ends_with("ск") && !stem.ends_with("цк") {
            continue;
        }
        // "Марией" is of "Мария", whose stem is "Мари".
        if ending == "иеи" {
            return &folded[..folded.len() - "еи".len()];
        }
        return stem;
    }
    folded
}

/// Returns whether a name is in Cyrillic.
pub(crate) fn is_written_in(name: &str) -> bool {
    name.starts_with(is_cyrillic)
}

/// Returns the first case of a person's name in one of the others, its words romanised, where they end so.
pub(crate) fn nominative(words: &[String]) -> Option<String> {
    const OF_GIVEN: [(&str, &str); 6] = [
        ("ya", "i"),
        ("yu", "i"),
        ("om", ""),
        ("em", "i"),
        ("a", ""),
        ("u", ""),
    ];
    const OF_FAMILY: [(&str, &str); 9] = [
        ("skogo", "skii"),
        ("skoho", "skii"),
        ("skomu", "skii"),
        ("skim", "skii"),
        ("skom", "skii"),
        ("ym", ""),
        ("om", ""),
        ("a", ""),
        ("u", ""),
    ];
    let turned = |word: &str, endings: &[(&str, &str)]| {
        let mut turned = endings
            .iter()
            .filter_map(|(ending, first)| Some(format!("{}{first}", word.strip_suffix(ending)?)));
        turned.next()
    };
    let (family, given) = words.split_last().filter(|(_, given)| !given.is_empty())?;
    let given: Option<Vec<String>> = given.iter().map(|word| turned(word, &OF_GIVEN)).collect();
    Some(format!("{} {}", given?.join(" "), turned(family, &OF_FAMILY)?))
}

fn is_cyrillic(char: char) -> bool {
    matches!(char, '\u{400}'..='\u{52f}')
}

/// How Russian, Ukrainian, Belarusian and Caucasian family names and patronymics end, in all cases.
const OF_NAMES: [&str; 35] = [
    "ов",
    "ова",
    "ову",
    "овым",
    "ове",
    "овой",
    "ев",
    "ева",
    "еву",
    "евым",
    "еве",
    "евой",
    "ёв",
    "ёва",
    "ин",
    "ина",
    "ину",
    "иным",
    "ине",
    "иной",
    "енко",
    "ич",
    "ича",
    "ичу",
    "ичем",
    "вна",
    "вны",
    "вне",
    "вну",
    "вной",
    "швили",
    "дзе",
    "янц",
    "ян",
    "яна",
];

/// Returns whether a word with a capital ends as family names and patronymics do.
pub(crate) fn ends_as_name(word: &str) -> bool {
    /// A shorter word is a given name, a town or a noun.
    const LETTERS: usize = 5;
    word.starts_with(is_cyrillic)
        && word.chars().count() >= LETTERS
        && OF_NAMES.iter().any(|ending| word.ends_with(ending))
}
