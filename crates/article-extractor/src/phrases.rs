//! Fixed phrases of pages in many languages, read from `data/phrases.txt`, by what a line with them does.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use crate::wording::{is_unspaced, phrase_key};

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
    /// The text holds the words of an error page.
    ErrorPart,
    /// The text holds the words that ask for consent to cookies and their like.
    ConsentPart,
    /// The text holds the words of a wall: pay, log in, prove to be human.
    WallPart,
    /// The text holds the words with which a page asks for scripts.
    ScriptPart,
    /// The title begins as that of a list of articles: found by a search, or filed under a word.
    ListStart,
    /// The text holds the words of the head or the foot of a newsletter.
    MailPart,
}

const SECTIONS: [(&str, Phrase); 22] = [
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
    ("error part", Phrase::ErrorPart),
    ("consent part", Phrase::ConsentPart),
    ("wall part", Phrase::WallPart),
    ("script part", Phrase::ScriptPart),
    ("list start", Phrase::ListStart),
    ("mail part", Phrase::MailPart),
];

/// All phrases, by their keys.
struct Phrases {
    /// Which sections have a phrase: a bit for each [`Phrase`].
    sections: FxHashMap<String, u32>,
    /// Which sections have a phrase that begins with a word.
    openings: FxHashMap<String, u32>,
    /// The phrases of each section in scripts that put no spaces between words.
    unspaced: Vec<Vec<String>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases {
        sections: FxHashMap::default(),
        openings: FxHashMap::default(),
        unspaced: vec![Vec::new(); SECTIONS.len()],
    };
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
        if key.is_empty() {
            continue;
        }
        if key.chars().next_back().is_some_and(is_unspaced) {
            phrases.unspaced[section as usize].push(key.clone());
        }
        let opening = key.split(' ').next().unwrap_or_default().to_owned();
        *phrases.openings.entry(opening).or_default() |= section.bit();
        *phrases.sections.entry(key).or_default() |= section.bit();
    }
    phrases
});

impl Phrase {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl Phrases {
    fn holds(&self, phrase: Phrase, key: &str) -> bool {
        self.sections
            .get(key)
            .is_some_and(|sections| sections & phrase.bit() != 0)
    }
}

/// Words of the longest phrase that can begin a line.
pub(crate) const LONGEST: usize = 8;

/// Returns whether the key is one of these phrases as a whole.
pub(crate) fn is(phrase: Phrase, key: &str) -> bool {
    PHRASES.holds(phrase, key)
}

/// Returns the longest of these phrases that begins the key, cut at a word.
pub(crate) fn start_of(phrase: Phrase, key: &str) -> Option<&str> {
    let phrases = &*PHRASES;
    let opening = key.split(' ').next().unwrap_or_default();
    let opens = phrases
        .openings
        .get(opening)
        .is_some_and(|sections| sections & phrase.bit() != 0);
    let ends = key
        .match_indices(' ')
        .map(|(end, _)| end)
        .chain([key.len()])
        .take(if opens { LONGEST } else { 0 });
    let found = ends.filter(|end| phrases.holds(phrase, &key[..*end])).last();
    let unspaced = || {
        let starts = phrases.unspaced[phrase as usize]
            .iter()
            .filter(|text| key.starts_with(text.as_str()));
        starts.map(String::len).max()
    };
    let unspaced = if key.is_ascii() { None } else { unspaced() };
    found.or(unspaced).map(|end| &key[..end])
}

/// Returns whether one of these phrases stands in the key, as whole words where its script has spaces.
pub(crate) fn within(phrase: Phrase, key: &str) -> bool {
    static MATCHERS: LazyLock<Vec<Option<AhoCorasick>>> = LazyLock::new(|| {
        let matcher = |(_, phrase): &(&str, Phrase)| {
            let mut texts: Vec<String> = PHRASES
                .sections
                .iter()
                .filter(|(_, sections)| *sections & phrase.bit() != 0)
                .map(|(text, _)| match text.chars().any(is_unspaced) {
                    true => text.clone(),
                    false => format!(" {text} "),
                })
                .collect();
            texts.sort();
            let is_looked_for = matches!(
                phrase,
                Phrase::WidgetPart
                    | Phrase::FooterPart
                    | Phrase::EntryPart
                    | Phrase::ErrorPart
                    | Phrase::ConsentPart
                    | Phrase::WallPart
                    | Phrase::ScriptPart
                    | Phrase::MailPart
            );
            is_looked_for.then(|| AhoCorasick::new(texts).ok()).flatten()
        };
        SECTIONS.iter().map(matcher).collect()
    });
    MATCHERS[phrase as usize]
        .as_ref()
        .is_some_and(|matcher| matcher.is_match(&format!(" {key} ")))
}
