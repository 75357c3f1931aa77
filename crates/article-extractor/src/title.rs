//! Headlines: takes the name of the site off a title.

use crate::source;
use crate::wording::{count_words, is_capitalised, same_words, word_key};

/// Signs between a headline and the name of its site, the surest first.
const SEPARATORS: [&str; 13] = [
    " | ", " ｜ ", " » ", " › ", " :: ", " · ", " • ", " - ", " – ", " — ", "_", " / ", "--",
];

/// Returns the headline of a title such as "Headline | Section | Site" without the site, and the name it took off.
///
/// A part is taken off where it is one of the names known to be the site's, a known publisher or an address;
/// after a bar it is enough that it is short.
pub fn split_site(title: &str, site_names: &[&str]) -> (String, Option<String>) {
    let mut headline = title.trim().to_owned();
    let mut site = None;
    // "Headline - Section - Site" has two such parts; more are part of the headline.
    for _ in 0..3 {
        let Some((kept, part)) = split_last(&headline, site_names, site.is_some()) else {
            break;
        };
        site = site.or_else(|| Some(part.clone()));
        headline = kept;
    }
    // Before a colon another paper may be cited, so that only the page's own name counts.
    let is_own = |name: &str| site_names.iter().any(|site| same_words(site, name));
    let behind_colon = || headline.split_once(": ").filter(|(name, _)| is_own(name));
    if site.is_none()
        && let Some((name, rest)) = [" | ", " » ", " › ", " :: "]
            .iter()
            .find_map(|sign| headline.split_once(sign))
            .or_else(behind_colon)
        && names_site(name, site_names)
        && count_words(rest) >= 3
    {
        return (rest.trim().to_owned(), Some(name.trim().to_owned()));
    }
    (headline, site)
}

fn split_last(title: &str, site_names: &[&str], had_site: bool) -> Option<(String, String)> {
    let cuts = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, *separator)));
    let (at, separator) = cuts.max_by_key(|(at, _)| *at)?;
    let (kept, part) = (title[..at].trim(), title[at + separator.len()..].trim());
    let is_bar = matches!(separator, " | " | " ｜ " | " » " | " › " | " :: " | " · " | " • ");
    let fits = names_site(part, site_names)
        || is_bar && count_words(part) <= 5 && count_words(kept) >= 3
        || sounds_like_paper(part) && count_words(kept) >= 5
        || had_site && is_capitalised(part) && count_words(part) <= 2 && !is_bar && count_words(kept) >= 5;
    (fits && !kept.is_empty() && !part.is_empty()).then(|| (kept.to_owned(), part.to_owned()))
}

/// Returns whether a part is the unknown name of a paper: one of the words that papers are called by is its first or
/// last, as in "Harrow Bay Argus".
fn sounds_like_paper(part: &str) -> bool {
    let mut words = part.split(' ');
    let ends = [words.next(), words.next_back()];
    (2..=5).contains(&count_words(part))
        && ends.into_iter().flatten().any(source::sounds_like_press)
        && is_capitalised(part)
        && !source::is_menu(part)
}

fn names_site(part: &str, site_names: &[&str]) -> bool {
    let key = word_key(part);
    if key.is_empty() {
        return false;
    }
    let is_known = |name: &&str| {
        let name = word_key(name);
        !name.is_empty()
            && (name == key || name.replace(' ', "") == key.replace(' ', "") || holds_words(&key, &name))
    };
    site_names.iter().any(is_known) || source::is_known(part) || is_address(part)
}

/// "CBC News Loaded" holds "CBC News"; a long part that happens to hold a short name does not count.
fn holds_words(part: &str, name: &str) -> bool {
    let (n_part, n_name) = (count_words(part), count_words(name));
    n_part <= n_name + 2
        && (format!(" {part} ").contains(&format!(" {name} "))
            || n_name <= 4 && format!(" {name} ").contains(&format!(" {part} ")))
}

fn is_address(part: &str) -> bool {
    !part.contains(' ')
        && part.contains('.')
        && public_suffix::domain(&part.to_lowercase()).is_some()
        && part.len() > 4
}

/// Returns the headline of a title such as "Site - Archive - Headline" once the source is known.
pub fn without_source(title: &str, source: &str) -> String {
    let mut rest = title;
    while let Some((part, after)) = rest.split_once(" - ").or_else(|| rest.split_once(" | ")) {
        let had_source = rest.len() < title.len();
        let is_label = same_words(part, source) || had_source && count_words(part) == 1;
        if !is_label || count_words(after) < 3 {
            break;
        }
        rest = after.trim();
    }
    rest.to_owned()
}

/// Returns whether two titles are the same headline, with or without a site's name.
pub fn same_headline(first: &str, second: &str) -> bool {
    if begin_apart(first, second) {
        return false;
    }
    let (long, short) = if first.len() >= second.len() {
        (word_key(first), word_key(second))
    } else {
        (word_key(second), word_key(first))
    };
    if long == short {
        return true;
    }
    count_words(&short) >= 4 && long.starts_with(&short) && count_words(&long) <= count_words(&short) + 5
}

/// Returns whether two texts begin with other words, told by their first letter or digit where both are plain.
fn begin_apart(first: &str, second: &str) -> bool {
    let plain = |text: &str| {
        let is_sign = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let found = text.bytes().find(|byte| !is_sign(byte))?;
        found.is_ascii().then_some(found.to_ascii_lowercase())
    };
    matches!((plain(first), plain(second)), (Some(first), Some(second)) if first != second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_begins_apart_has_other_words(first in "[“‘ (]?([ab1]|é|e\u{301}|И\u{306}|ﬁ)[ab é\u{301}]{0,3}", second in "[“‘ (]?([AB1]|É|fi|й|e)[AB É\u{301}]{0,3}") {
            let (long, short) = (word_key(&first), word_key(&second));
            prop_assert!(!begin_apart(&first, &second) || short.is_empty() || !long.starts_with(&short));
        }
    }
}
