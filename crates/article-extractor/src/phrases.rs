//! Fixed phrases of pages in many languages, read from `data/phrases.txt`, by what a line with them does.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::wording::phrase_key;

/// What a phrase makes of a line, and where in the line it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phrase {
    /// The whole line is a button or label.
    Widget,
    /// The line begins as a prompt.
    WidgetStart,
    /// The line holds the words of a prompt.
    WidgetPart,
    /// The whole line announces links to other articles.
    RelatedMarker,
    /// The line begins as a link to another article.
    RelatedStart,
    /// The whole line heads a module after the story.
    Tail,
    /// The line begins as a legal notice.
    FooterStart,
    /// The line holds the words of a legal notice.
    FooterPart,
    /// The line begins as a credit under the story.
    ClosingStart,
    /// The label of an update date.
    UpdatedLabel,
    /// The label of a publication date.
    PublishedLabel,
    /// The label of a date that is no day of publication, such as a deadline or a birthday.
    OtherDateLabel,
    /// What stands before the names of authors.
    BylineStart,
    /// The label of a picture's caption or credit.
    CaptionStart,
    /// The whole text of a page that is no article.
    NoArticle,
    /// The text holds the words with which blogs state when an entry was posted.
    EntryPart,
}

const SECTIONS: [(&str, Phrase); 16] = [
    ("widget", Phrase::Widget),
    ("widget start", Phrase::WidgetStart),
    ("widget part", Phrase::WidgetPart),
    ("related marker", Phrase::RelatedMarker),
    ("related start", Phrase::RelatedStart),
    ("tail", Phrase::Tail),
    ("footer start", Phrase::FooterStart),
    ("footer part", Phrase::FooterPart),
    ("closing start", Phrase::ClosingStart),
    ("updated label", Phrase::UpdatedLabel),
    ("published label", Phrase::PublishedLabel),
    ("other date label", Phrase::OtherDateLabel),
    ("byline start", Phrase::BylineStart),
    ("caption start", Phrase::CaptionStart),
    ("no article", Phrase::NoArticle),
    ("entry part", Phrase::EntryPart),
];

static PHRASES: LazyLock<HashMap<Phrase, HashSet<String>>> = LazyLock::new(|| {
    let mut phrases: HashMap<Phrase, HashSet<String>> = HashMap::new();
    let mut section = Phrase::Widget;
    for line in include_str!("../data/phrases.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        if let Some(name) = line.strip_prefix('[') {
            let name = name.trim_end_matches(']');
            section = SECTIONS
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(section, |(_, phrase)| *phrase);
            continue;
        }
        let key = phrase_key(line);
        if !key.is_empty() {
            phrases.entry(section).or_default().insert(key);
        }
    }
    phrases
});

/// Words of the longest phrase that can begin a line.
const LONGEST: usize = 8;

/// Returns whether the key is one of these phrases as a whole.
pub(crate) fn is(phrase: Phrase, key: &str) -> bool {
    PHRASES.get(&phrase).is_some_and(|phrases| phrases.contains(key))
}

/// Returns the longest of these phrases that begins the key, cut at a word.
pub(crate) fn start_of(phrase: Phrase, key: &str) -> Option<&str> {
    let phrases = PHRASES.get(&phrase)?;
    let ends = key
        .match_indices(' ')
        .map(|(end, _)| end)
        .chain([key.len()])
        .take(LONGEST);
    let found = ends.filter(|end| phrases.contains(&key[..*end])).last();
    let unspaced = || {
        phrases
            .iter()
            .filter(|text| !text.is_ascii() && key.starts_with(text.as_str()))
            .map(String::len)
            .max()
    };
    let unspaced = if key.is_ascii() {
        None
    } else {
        unspaced_only(unspaced(), key)
    };
    found.or(unspaced).map(|end| &key[..end])
}

/// Keeps a phrase that ends inside a word only in scripts that put no spaces between words.
fn unspaced_only(end: Option<usize>, key: &str) -> Option<usize> {
    end.filter(|end| {
        key[..*end]
            .chars()
            .next_back()
            .is_some_and(crate::wording::is_unspaced)
    })
}

/// Returns whether one of these phrases stands in the key.
pub(crate) fn within(phrase: Phrase, key: &str) -> bool {
    static MATCHERS: LazyLock<HashMap<Phrase, AhoCorasick>> = LazyLock::new(|| {
        let built = PHRASES
            .iter()
            .map(|(phrase, texts)| (*phrase, AhoCorasick::new(texts)));
        built
            .filter_map(|(phrase, matcher)| Some((phrase, matcher.ok()?)))
            .collect()
    });
    MATCHERS.get(&phrase).is_some_and(|matcher| matcher.is_match(key))
}
