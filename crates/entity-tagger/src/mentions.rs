//! The first step: every place where a field of the article names something, with its kind.

use article::{Article, EntityKind, Mention, TextField};

use rustc_hash::FxHashSet;

use crate::caseless;
use crate::classify::{Scores, Vote, scores};
use crate::key::person_words;
use crate::lexicon::{Entry, Flags, LEXICON, Rank};
use crate::lines::{Casing, lines};
use crate::runs::{Page, runs};
use crate::split::{Name, split};
use crate::tokens::{Shape, Token, tokens};
use crate::usage::Usage;
use crate::writing::Writing;

/// A mention with what the second step needs to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) mention: Mention,
    /// What it names.
    pub(crate) kind: EntityKind,
    /// The thing of the gazetteer that it names.
    pub(crate) entry: Option<&'static Entry>,
    /// Whether its line gives a capital to most words or to all.
    pub(crate) in_heading: bool,
    /// Whether it stands in round brackets directly after the mention before it.
    pub(crate) explains_previous: bool,
}

/// A field of the article, cut into words and lines.
struct Text<'a> {
    field: TextField,
    text: std::borrow::Cow<'a, str>,
    tokens: Vec<Token>,
    lines: Vec<(std::ops::Range<usize>, Casing)>,
}

/// A name before the article's vote.
struct Candidate {
    text: usize,
    name: Name,
    scores: Scores,
    casing: Casing,
}

/// Returns the mentions of the article, in reading order.
pub(crate) fn find(article: &Article) -> Vec<Found> {
    let writing = Writing::of(article);
    let texts: Vec<Text<'_>> = TextField::ALL
        .into_iter()
        .map(|field| read(article, field, writing))
        .collect();
    let mut usage = Usage::default();
    for text in &texts {
        usage.add(&text.tokens, &text.lines, writing);
    }
    let (candidates, vote) = candidates(&texts, &usage, writing);
    let surnames = Surnames::of(&candidates, &texts, &vote);
    let evidence = Evidence {
        texts: &texts,
        usage: &usage,
        vote: &vote,
        surnames: &surnames,
    };
    let cased = candidates
        .iter()
        .filter_map(|candidate| decide(candidate, &evidence));
    let mut found: Vec<Found> = cased.chain(texts.iter().flat_map(caseless_mentions)).collect();
    found.sort_by_key(|found| (found.mention.field, found.mention.start, found.mention.end));
    found
}

/// Returns the names of the texts, and their vote on kinds.
fn candidates(texts: &[Text<'_>], usage: &Usage, writing: Writing) -> (Vec<Candidate>, Vote) {
    let mut candidates = Vec::new();
    let mut vote = Vote::default();
    for (index, text) in texts.iter().enumerate() {
        let page = Page {
            tokens: &text.tokens,
            usage,
            writing,
        };
        for (line, casing) in &text.lines {
            for run in runs(page, line.clone(), *casing) {
                let mut names = Vec::new();
                split(page, run, &mut names);
                for name in names {
                    let scores = scores(page, &name, *casing);
                    vote.add(&text.tokens[name.range.clone()], scores);
                    candidates.push(Candidate {
                        text: index,
                        name,
                        scores,
                        casing: *casing,
                    });
                }
            }
        }
    }
    (candidates, vote)
}

/// What the article as a whole says about a candidate.
struct Evidence<'a> {
    texts: &'a [Text<'a>],
    usage: &'a Usage,
    vote: &'a Vote,
    surnames: &'a Surnames,
}

/// The family names of the article's persons, each in the spelling that stands for all.
struct Surnames(FxHashSet<String>);

impl Surnames {
    fn of(candidates: &[Candidate], texts: &[Text<'_>], vote: &Vote) -> Self {
        let mut seen = FxHashSet::default();
        let mut surnames = FxHashSet::default();
        for candidate in candidates
            .iter()
            .filter(|candidate| candidate.name.range.len() > 1)
        {
            let text = &texts[candidate.text];
            let words = &text.tokens[candidate.name.range.clone()];
            let Some(last) = words.last().filter(|last| seen.insert(last.hash)) else {
                continue;
            };
            if vote.kind(words, candidate.scores) == Some(EntityKind::Person) {
                surnames.extend(person_words(&text.text[last.start..last.end]).pop());
            }
        }
        Self(surnames)
    }

    /// Returns whether a word is one of them in another spelling, such as Zelenskyy beside Zelensky.
    fn have(&self, word: &str) -> bool {
        !self.0.is_empty()
            && person_words(word)
                .pop()
                .is_some_and(|word| self.0.contains(&word))
    }
}

fn read(article: &Article, field: TextField, writing: Writing) -> Text<'_> {
    let text = article.field(field);
    let tokens = tokens(&text, writing.elision, writing.reader);
    let lines = lines(&tokens);
    Text {
        field,
        text,
        tokens,
        lines,
    }
}

/// Returns the candidate as a mention, if the article's vote gives it a kind.
fn decide(candidate: &Candidate, evidence: &Evidence<'_>) -> Option<Found> {
    let text = &evidence.texts[candidate.text];
    let words = &text.tokens[candidate.name.range.clone()];
    let (first, mut last) = (words.first()?, words.last()?);
    if let [word] = words {
        let is_people = word.has(Flags::DEMONYM) && !candidate.name.titled;
        if is_people || word.shape == Shape::Initial && candidate.name.entry.is_none() {
            return None;
        }
    }
    let is_surname = || words.len() == 1 && evidence.surnames.have(&text.text[first.start..first.end]);
    let known = evidence.vote.kind(words, candidate.scores);
    let spelled_otherwise = || is_surname().then_some(EntityKind::Person);
    let kind = known
        .or_else(spelled_otherwise)
        .or_else(|| unknown_kind(words, evidence.usage))?;
    let before = candidate
        .name
        .range
        .start
        .checked_sub(1)
        .map(|index| &text.tokens[index]);
    let mut entry = candidate.name.entry.filter(|entry| entry.kind == kind);
    let mut after = text.tokens.get(candidate.name.range.end);
    if kind == EntityKind::Place {
        if let Some((region, word)) = region_behind(entry, after) {
            (entry, last) = (Some(region), word);
            after = text.tokens.get(candidate.name.range.end + 1);
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
        in_heading: candidate.casing != Casing::Sentence,
        explains_previous: before.is_some_and(|mark| mark.is_mark('('))
            && after.is_some_and(|mark| mark.is_mark(')')),
    })
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

/// Returns the kind of a word of which nothing is known but that the article keeps writing it as a name: news
/// introduces persons and places with cues, and leaves brands and bodies without.
fn unknown_kind(words: &[Token], usage: &Usage) -> Option<EntityKind> {
    /// Once may be a slip or an opening word.
    const MIN_CAPITALS: u32 = 2;
    let [word] = words else { return None };
    let count = usage.count(word);
    let known = Flags::TITLE
        .union(Flags::DEMONYM)
        .union(Flags::PLACE)
        .union(Flags::ORGANISATION);
    let is_unknown = word.shape == Shape::Capital && !word.has(known) && !word.is_ordinary();
    (is_unknown && count.small == 0 && count.capital >= MIN_CAPITALS).then_some(EntityKind::Organisation)
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
            in_heading: false,
            explains_previous: false,
        }
    });
    mentions.collect()
}
