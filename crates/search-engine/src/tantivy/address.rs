//! Bylines and addresses: their terms in the index, and those that a query looks for.

use std::collections::BTreeSet;

use text_analysis::{fold, words};

/// Longer words of a path are numbers or noise that nobody looks for.
const MAX_BYTES: usize = 40;

/// Returns the words of a name, folded.
pub(super) fn name_words(name: &str) -> Vec<String> {
    words(name).map(|word| fold(word.text)).collect()
}

/// A word of a name that is asked for, folded.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NameWord {
    /// A word as it is.
    Whole(String),
    /// Any word that [`has_shape`](crate::spelling::has_shape).
    Shape(Vec<char>),
}

/// Returns the words of a name that is asked for. Those with wildcards stand between spaces.
pub(super) fn asked_words(name: &str) -> Vec<NameWord> {
    let of_piece = |piece: &str| -> Vec<NameWord> {
        if piece.contains(['*', '?']) {
            return vec![NameWord::Shape(fold(piece).chars().collect())];
        }
        name_words(piece).into_iter().map(NameWord::Whole).collect()
    };
    name.split_whitespace().flat_map(of_piece).collect()
}

/// Returns the terms of an address: the host, everything that it ends in, its parts, and the words of the path.
pub(super) fn address_terms(address: &str) -> BTreeSet<String> {
    let (host, path) = host_and_path(address);
    let mut terms: BTreeSet<String> = host
        .match_indices('.')
        .map(|(at, _)| host[at + 1..].to_owned())
        .collect();
    terms.extend(host.split('.').map(str::to_owned));
    terms.extend(path_words(&path));
    terms.insert(host);
    terms.retain(|term| !term.is_empty());
    terms
}

/// Returns the terms that an article's address must have, all of one of these lists, for what a query asks: a host or
/// the end of one before words of the path. What has no stop, such as `harbour-strike`, may be words of the path too.
pub(super) fn wanted_terms(asked: &str) -> Vec<Vec<String>> {
    let (host, path) = host_and_path(asked);
    let host = host.trim_matches('.');
    let mut starts = vec![Vec::from_iter((!host.is_empty()).then(|| host.to_owned()))];
    let words: Vec<String> = path_words(host).collect();
    if !host.contains('.') && !words.is_empty() && words != starts[0] {
        starts.push(words);
    }
    for terms in &mut starts {
        terms.extend(path_words(&path));
    }
    starts.retain(|terms| !terms.is_empty());
    starts
}

/// Returns the host in small letters, without `www.`, user and port, and what follows it.
fn host_and_path(address: &str) -> (String, String) {
    let address = address.trim().to_lowercase();
    let address = address
        .split_once("://")
        .map_or(address.as_str(), |(_, rest)| rest);
    let end = address.find(['/', '?', '#', ' ']).unwrap_or(address.len());
    let (host, path) = address.split_at(end);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.to_owned(), path.to_owned())
}

fn path_words(path: &str) -> impl Iterator<Item = String> + '_ {
    let words = path.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty() && word.len() <= MAX_BYTES)
        .map(fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_by_the_end_of_its_host_and_words_of_its_path() {
        let address = "https://www.news.example.co.uk:443/world/2025/Harbour-strike_12.html?id=7";
        let terms = address_terms(address);
        let is_there = |asked: &str| {
            let mut wanted = wanted_terms(asked).into_iter();
            wanted.any(|wanted| wanted.iter().all(|term| terms.contains(term)))
        };
        for asked in [
            "example.co.uk",
            "news.example.co.uk",
            "www.news.example.co.uk",
            "co.uk",
            "example",
            ".uk",
            "example.co.uk/world",
            "https://news.example.co.uk/world/2025",
            "/harbour-strike",
            address,
            "harbour-strike",
            "Harbour_strike",
            "2025/harbour-strike",
            "harbour",
        ] {
            assert!(is_there(asked), "{asked}: {:?} of {terms:?}", wanted_terms(asked));
        }
        for asked in [
            "ample.co.uk",
            "example.com",
            "example.co.uk/sport",
            "news.example",
            "harbour-talks",
            "harbour-strike/sport",
            "",
        ] {
            assert!(!is_there(asked), "{asked}");
        }
    }
}
