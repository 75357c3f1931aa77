//! How words are spelled: how many letters part two of them, and the shapes that wildcards stand for.

/// Shorter words are like too many others.
pub(crate) const MIN_LETTERS: usize = 4;
/// Longer words may differ in two letters. With two for six letters, `anyone` was `alone`.
const SHORT_LETTERS: usize = 7;

/// Returns by how many letters what was meant by a word of so many letters may differ from it.
pub(crate) fn most_changes(n_letters: usize) -> u8 {
    match n_letters {
        0..MIN_LETTERS => 0,
        MIN_LETTERS..=SHORT_LETTERS => 1,
        _ => 2,
    }
}

/// Returns the same for a word that is being typed: it is close to all words with a start, and may want its last letter.
pub(crate) fn most_changes_of_start(n_letters: usize) -> u8 {
    most_changes(n_letters.saturating_sub(1))
}

/// Returns how many letters must be changed, added, left out or swapped with their neighbour to make one word of
/// the other, each letter once at most (Damerau's distance, as "optimal string alignment"); nothing where more
/// than `most` must, or where the first letters differ: hardly anybody mistypes those, and a word list is in their
/// order.
pub(crate) fn distance(word: &[char], other: &str, most: u8) -> Option<u8> {
    // A letter that is changed leaves one kind of letter and adds another; most words are told apart by that alone.
    let kinds = kinds_of(word.iter().copied()) ^ kinds_of(other.chars());
    if kinds.count_ones() > 2 * u32::from(most) {
        return None;
    }
    let other: Vec<char> = other.chars().collect();
    if word.len().abs_diff(other.len()) > usize::from(most) {
        return None;
    }
    last_row(word, &other, most)?
        .last()
        .copied()
        .filter(|found| *found <= most)
}

/// Returns by how many letters a word differs in the same way from the start of another that is closest to it.
pub(crate) fn start_distance(word: &[char], other: &str, most: u8) -> Option<u8> {
    // Each letter that the other does not have must be changed or left out.
    let lacking = kinds_of(word.iter().copied()) & !kinds_of(other.chars());
    if lacking.count_ones() > u32::from(most) {
        return None;
    }
    let longest = word.len() + usize::from(most);
    let other: Vec<char> = other.chars().take(longest).collect();
    last_row(word, &other, most)?
        .into_iter()
        .min()
        .filter(|found| *found <= most)
}

/// Returns by how many letters a word differs from each start of another, the empty one first; nothing where all differ
/// by more than `most`, or where the first letters do.
fn last_row(word: &[char], other: &[char], most: u8) -> Option<Vec<u8>> {
    if word.is_empty() || word.first() != other.first() {
        return None;
    }
    let mut before: Vec<u8> = Vec::new();
    // Greater distances than a byte holds do not count.
    let mut last: Vec<u8> = (0..=other.len())
        .map(|length| length.try_into().unwrap_or(u8::MAX))
        .collect();
    for (row, letter) in word.iter().enumerate() {
        let mut next = Vec::with_capacity(other.len() + 1);
        next.push((row + 1).try_into().unwrap_or(u8::MAX));
        for (column, other_letter) in other.iter().enumerate() {
            let changed = last[column].saturating_add(u8::from(letter != other_letter));
            let mut least = changed
                .min(last[column + 1].saturating_add(1))
                .min(next[column].saturating_add(1));
            let is_swapped =
                row > 0 && column > 0 && word[row - 1] == *other_letter && *letter == other[column - 1];
            if is_swapped {
                least = least.min(before[column - 1].saturating_add(1));
            }
            next.push(least);
        }
        if next.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    Some(last)
}

/// Returns which letters a word has, a bit each; some letters share one.
fn kinds_of(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |kinds, letter| kinds | 1 << (u32::from(letter) % u32::BITS))
}

/// Tells whether a folded word has the shape of a pattern: `?` is one letter, `*` any number of them.
pub(crate) fn has_shape(word: &str, pattern: &[char]) -> bool {
    let word: Vec<char> = word.chars().collect();
    let (mut at, mut place) = (0, 0);
    // Where the last star stands, and what it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while at < word.len() {
        match pattern.get(place) {
            Some('*') => {
                star = Some((place, at));
                place += 1;
            }
            Some(letter) if *letter == '?' || *letter == word[at] => {
                place += 1;
                at += 1;
            }
            _ => {
                let Some((star_place, taken)) = &mut star else {
                    return false;
                };
                *taken += 1;
                (place, at) = (*star_place + 1, *taken);
            }
        }
    }
    pattern[place..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use text_analysis::fold;

    use super::*;

    #[test]
    fn distances_are_those_of_a_table() {
        let cases = [
            ("zelensky", "zelensky", Some(0)),
            ("zelensky", "zelenskyy", Some(1)),
            ("zelenksy", "zelensky", Some(1)),
            ("guarentee", "guarantee", Some(1)),
            ("kiev", "kyiv", Some(2)),
            ("minister", "sinister", None),
            ("talks", "walks", None),
            ("tarnwick", "tarnwyck", Some(1)),
            ("tarnwick", "tarzwyck", Some(2)),
            ("tarnwick", "tarzwyek", None),
            ("cat", "catalog", None),
            ("été", "ét", Some(1)),
            ("a", "", None),
        ];
        for (word, other, expected) in cases {
            let word: Vec<char> = word.chars().collect();
            assert_eq!(distance(&word, other, 2), expected, "{word:?} {other}");
        }
    }

    #[test]
    fn distances_of_starts_are_those_of_a_table() {
        let cases = [
            ("zel", "zelensky", Some(0)),
            ("zelensky", "zelensky", Some(0)),
            ("zeln", "zelensky", Some(1)),
            ("zlensk", "zelensky", Some(1)),
            ("zelenksyy", "zelensky", Some(2)),
            ("bernak", "bernanke", Some(1)),
            ("xbern", "bernanke", None),
            ("bxxr", "bernanke", Some(2)),
            ("bxxxr", "bernanke", None),
            ("ééa", "été", Some(2)),
            ("", "a", None),
            ("a", "", None),
        ];
        for (word, other, expected) in cases {
            let word: Vec<char> = word.chars().collect();
            assert_eq!(start_distance(&word, other, 2), expected, "{word:?} {other}");
        }
    }

    #[test]
    fn shapes_are_those_of_wildcards() {
        let cases = [
            ("wom?n", "woman", true),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("organi*ation", "organisation", true),
            ("organi*ation", "organiation", true),
            ("organi*ation", "organizations", false),
            ("col*r*", "colours", true),
            ("a*b*c", "abbbcbc", true),
            ("a*b*c", "abbbcb", false),
            ("é?é", "été", true),
            ("대?령", "대통령", true),
            ("대?령", "대령", false),
            ("대?령", "대한통령", false),
            ("대?", "댁", false),
            ("대*령", "대통령", true),
        ];
        for (pattern, word, expected) in cases {
            let pattern: Vec<char> = fold(pattern).chars().collect();
            assert_eq!(has_shape(&fold(word), &pattern), expected, "{pattern:?} {word}");
        }
    }
}
