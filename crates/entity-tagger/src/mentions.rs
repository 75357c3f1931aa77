//! The first step: every place where a field of the article names something, with its kind.

use std::sync::LazyLock;

use article::{Article, EntityKind, Mention};

use crate::bodies::{self, Body};
use crate::caseless;
use crate::lexicon::{Entry, Flags, LEXICON, Rank, Reader};
use crate::spelling::word_hash;
use crate::text::{Text, texts};
use crate::tokens::{Shape, Token};
use crate::writing::Writing;
use crate::{firms, named, namesakes, rules};

/// A mention with what the second step needs to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) mention: Mention,
    /// What it names.
    pub(crate) kind: EntityKind,
    /// The thing of the gazetteer that it names.
    pub(crate) entry: Option<&'static Entry>,
    /// The body of some state that its words mean.
    pub(crate) body: Option<Body>,
    /// The title right before a person who may be called by a given name for it, as in `Queen Elizabeth`.
    pub(crate) title: Option<String>,
    /// Whether its line gives a capital to most words or to all.
    pub(crate) in_heading: bool,
    /// Whether it stands in round brackets directly after the mention before it.
    pub(crate) explains_previous: bool,
}

/// Returns the mentions of the article, in reading order: English ones by the trained model, those of other
/// languages by rules, those of scripts without case by the gazetteer.
pub(crate) fn find(article: &Article, writing: Writing) -> Vec<Found> {
    let texts = texts(article, writing);
    let mut found = match writing.reader {
        Reader::English => named::find(&texts),
        Reader::German | Reader::Any => rules::find(&texts, writing),
    };
    found.extend(texts.iter().flat_map(caseless_mentions));
    found.sort_by_key(|found| (found.mention.field, found.mention.start, found.mention.end));
    namesakes::settle(&mut found);
    firms::settle(&mut found);
    found
}

/// Returns the mention that stands at these tokens of a text; `entry` is the thing that they are known to name.
pub(crate) fn found(
    text: &Text<'_>,
    range: std::ops::Range<usize>,
    kind: EntityKind,
    entry: Option<&'static Entry>,
    in_heading: bool,
) -> Option<Found> {
    let words = &text.tokens[range.clone()];
    let (first, mut last) = (words.first()?, words.last()?);
    let before = range.start.checked_sub(1).map(|index| &text.tokens[index]);
    let mut entry = entry.filter(|entry| entry.kind == kind);
    let mut after = text.tokens.get(range.end);
    let mut body = None;
    let is_of_american_state = entry.is_some_and(|entry| entry.country.is_some());
    if kind == EntityKind::Organisation
        && !is_of_american_state
        && let Some((of_state, country)) = bodies::body(&text.tokens, range.clone())
    {
        body = Some(of_state);
        entry = country.and_then(|country| of_state.of(country)).or(entry);
    }
    if kind == EntityKind::Organisation && words.len() == 1 && is_x(first) {
        entry = Some(*X);
    }
    if kind == EntityKind::Place {
        if let Some((region, word)) = region_behind(entry, after).or_else(|| airport(words, after)) {
            (entry, last) = (Some(region), word);
            after = text.tokens.get(range.end + 1);
        } else if entry.is_none() && last.has(Flags::REGION) {
            let town = LEXICON.entry(&words[..words.len() - 1]);
            entry = town.and_then(|town| LEXICON.region_of(town));
        }
    }
    Some(Found {
        mention: Mention {
            field: text.field,
            start: first.char_start,
            end: last.char_end,
            text: text.text[first.start..last.end].to_owned(),
        },
        kind,
        entry,
        body,
        title: throne_before(text, kind, range.start),
        in_heading,
        explains_previous: before.is_some_and(|mark| mark.is_mark('('))
            && after.is_some_and(|mark| mark.is_mark(')')),
    })
}

/// The network whose name is one letter.
static X: LazyLock<&Entry> = LazyLock::new(|| LEXICON.body("X (social network)"));

/// Returns whether a word is the capital X and no initial.
pub(crate) fn is_x(word: &Token) -> bool {
    word.shape == Shape::Initial && word.end - word.start == 1 && word.hash == word_hash("x")
}

/// Returns the title of kings, popes and their like that stands right before a person's name.
fn throne_before(text: &Text<'_>, kind: EntityKind, name: usize) -> Option<String> {
    let title = text.tokens[..name]
        .last()
        .filter(|_| kind == EntityKind::Person)?;
    let is_title = title.has(Flags::THRONE) && title.is_capitalised() && !text.tokens[name].opens_line;
    is_title.then(|| text.word(title).to_owned())
}

/// Returns the region that a town and the small word behind it name, as in `Kharkov region`. "Henan province"
/// is Henan with or without its second word, which is left out.
fn region_behind<'a>(
    entry: Option<&'static Entry>,
    after: Option<&'a Token>,
) -> Option<(&'static Entry, &'a Token)> {
    let word = after.filter(|after| after.shape == Shape::Lower && after.has(Flags::REGION))?;
    let town = entry.filter(|entry| matches!(entry.rank, Rank::City(_)))?;
    Some((LEXICON.region_of(town)?, word))
}

/// Returns the airport that a name and the small word behind it mean, as in `Vnukovo airport`.
fn airport<'a>(words: &[Token], after: Option<&'a Token>) -> Option<(&'static Entry, &'a Token)> {
    let word = after.filter(|after| after.shape == Shape::Lower && after.has(Flags::PLACE))?;
    let phrase = words.iter().filter(|word| word.hash != 0).chain([word]);
    Some((LEXICON.place(phrase)?, word))
}

/// Returns the mentions of a text in a script without case.
fn caseless_mentions(text: &Text<'_>) -> Vec<Found> {
    if !caseless::is_caseless(&text.text) {
        return Vec::new();
    }
    let (mut byte, mut char) = (0, 0);
    let names = caseless::names(&text.text).into_iter();
    let mentions = names.map(|(start, end, entry)| {
        char += text.text[byte..start].chars().count();
        byte = start;
        let name = &text.text[start..end];
        let mention = Mention {
            field: text.field,
            start: char,
            end: char + name.chars().count(),
            text: name.to_owned(),
        };
        Found {
            mention,
            kind: entry.kind,
            entry: Some(entry),
            body: None,
            title: None,
            in_heading: false,
            explains_previous: false,
        }
    });
    mentions.collect()
}
