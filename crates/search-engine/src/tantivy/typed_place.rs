//! Where something that a query asks for stands in its text: its tree is free of how it was typed.

/// Returns where a word stands in a query for the first time, in Unicode scalar values.
pub(super) fn place(text: &str, word: &str) -> Option<(usize, usize)> {
    let start = whole(text, word).next()?;
    Some(in_scalars(text, start, word))
}

/// Returns the same for a name or word that may have been asked for with a sign, as in `person:"Ana Reis"` and `fees*`:
/// where it stands behind the sign of a field, or in parentheses that do, if it does anywhere.
pub(super) fn place_of_name(text: &str, name: &str) -> Option<(usize, usize)> {
    let is_between = |c: char| !c.is_alphanumeric() && !matches!(c, ':' | '=' | ')');
    let ends_in_sign = |text: &str| text.trim_end_matches(is_between).ends_with([':', '=']);
    let is_of_a_field = |start: &usize| {
        let before = &text[..*start];
        let group = before.rfind('(').filter(|open| !before[*open..].contains(')'));
        ends_in_sign(before) || group.is_some_and(|open| ends_in_sign(&before[..open]))
    };
    let start = whole(text, name).find(is_of_a_field);
    let start = start.or_else(|| whole(text, name).next())?;
    Some(in_scalars(text, start, name))
}

/// Returns where a text has a word that is not part of a longer one, in bytes.
fn whole(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = move |(at, found): &(usize, &str)| {
        !is_letter(text[..*at].chars().next_back()) && !is_letter(text[at + found.len()..].chars().next())
    };
    text.match_indices(word).filter(is_whole).map(|(at, _)| at)
}

fn in_scalars(text: &str, start: usize, found: &str) -> (usize, usize) {
    let start = text[..start].chars().count();
    (start, start + found.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_behind_their_fields() {
        for (text, name, expected) in [
            ("a person:reis b", "reis", Some((9, 13))),
            ("é reis person:(Reis or reis)", "reis", Some((7 + 16, 7 + 20))),
            ("reis person:(reis)", "reis", Some((13, 17))),
            ("reis -person:“Ana Reis”", "Ana Reis", Some((14, 22))),
            ("reisen rst=(post or reis)", "reis", Some((20, 24))),
            ("reis", "reis", Some((0, 4))),
            ("reisen", "reis", None),
        ] {
            assert_eq!(place_of_name(text, name), expected, "{text}");
        }
    }
}
