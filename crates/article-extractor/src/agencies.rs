//! Wire agencies: which names are theirs, and where a text credits one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::wording::word_key;

static AGENCIES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut agencies = FxHashMap::default();
    for line in include_str!("../data/agencies.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut names = line.split('|').map(str::trim);
        let canonical = names.clone().next().unwrap_or_default();
        agencies.extend(names.by_ref().map(|name| (word_key(name), canonical)));
    }
    agencies
});

/// Returns the canonical name of an agency under any of its names.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    AGENCIES.get(&word_key(name)).copied()
}

/// Returns the agencies in a credit such as "Agencies - Xinhua", "dpa/AFP" or "AP and Reuters".
pub(crate) fn agencies_in(credit: &str) -> Vec<&'static str> {
    /// Words of the longest agency name.
    const LONGEST: usize = 5;
    let pieces = credit.split(['/', ',', ';', '|', '-', '–', '—', '(', ')', ':', '&', '+', '、']);
    let mut found = Vec::new();
    for piece in pieces {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=LONGEST.min(words.len() - at)).rev();
            let name = longest
                .filter_map(|n| Some((n, agency_as_written(&words[at..at + n].join(" "))?)))
                .next();
            let Some((n, name)) = name else {
                at += 1;
                continue;
            };
            if !found.contains(&name) {
                found.push(name);
            }
            at += n;
        }
    }
    found
}

/// Initials that are words of a language when written small, such as "map" or "tap", count in capitals only.
fn agency_as_written(name: &str) -> Option<&'static str> {
    const ARTICLES: [&str; 6] = ["l'", "l’", "L'", "L’", "d'", "d’"];
    let name = ARTICLES
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name);
    let canonical = agency(name)?;
    let initials = canonical.chars().all(|letter| !letter.is_lowercase());
    let small = name.chars().all(|letter| !letter.is_uppercase());
    (!(initials && small && canonical.is_ascii())).then_some(canonical)
}
