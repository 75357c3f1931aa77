//! Mentions by rules: words written as names, their cues, and the article's vote on their kinds. For languages
//! without a trained model.

mod classify;
mod german;
mod parts;
mod runs;
mod split;
mod usage;

use article::EntityKind;
use rustc_hash::FxHashSet;

use crate::key::person_words;
use crate::lexicon::Flags;
use crate::lines::Casing;
use crate::mentions::{Found, found};
use crate::polish;
use crate::text::Text;
use crate::tokens::{Shape, Token};
use crate::writing::Writing;
use classify::{Scores, Vote, scores};
use runs::{Page, runs};
use split::{Name, split};
use usage::Usage;

/// A name before the article's vote.
struct Candidate {
    text: usize,
    name: Name,
    scores: Scores,
    casing: Casing,
}

/// Returns the mentions of the texts, in reading order.
pub(crate) fn find(texts: &[Text<'_>], writing: Writing) -> Vec<Found> {
    let mut usage = Usage::default();
    for text in texts {
        usage.add(&text.tokens, &text.lines, writing);
    }
    let (candidates, vote) = candidates(texts, &usage, writing);
    let surnames = Surnames::of(&candidates, texts, &vote, writing);
    let evidence = Evidence {
        texts,
        usage: &usage,
        vote: &vote,
        surnames: &surnames,
    };
    let decided = candidates
        .iter()
        .filter_map(|candidate| decide(candidate, &evidence));
    decided.collect()
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
struct Surnames {
    words: FxHashSet<String>,
    polish_cases: bool,
}

impl Surnames {
    fn of(candidates: &[Candidate], texts: &[Text<'_>], vote: &Vote, writing: Writing) -> Self {
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
        Self {
            words: surnames,
            polish_cases: writing.polish_cases,
        }
    }

    /// Returns whether a word is one of them in another spelling or case, such as Zelenskyy beside Zelensky.
    fn have(&self, word: &str) -> bool {
        let Some(word) = person_words(word).pop().filter(|_| !self.words.is_empty()) else {
            return false;
        };
        let is_in_first_case = || {
            polish::nominatives(&word)
                .iter()
                .any(|first| self.words.contains(first))
        };
        self.words.contains(&word) || self.polish_cases && is_in_first_case()
    }
}

/// Returns the candidate as a mention, if the article's vote gives it a kind.
fn decide(candidate: &Candidate, evidence: &Evidence<'_>) -> Option<Found> {
    let text = &evidence.texts[candidate.text];
    let words = &text.tokens[candidate.name.range.clone()];
    let first = words.first()?;
    if let [word] = words {
        let is_people = word.has(Flags::DEMONYM) && !candidate.name.titled;
        let is_number = word.shape == Shape::Upper && is_roman(&text.text[word.start..word.end]);
        if is_people || is_number || word.shape == Shape::Initial && candidate.name.entry.is_none() {
            return None;
        }
    }
    let is_surname = || words.len() == 1 && evidence.surnames.have(&text.text[first.start..first.end]);
    let known = evidence.vote.kind(words, candidate.scores);
    let spelled_otherwise = || is_surname().then_some(EntityKind::Person);
    let kind = known
        .or_else(spelled_otherwise)
        .or_else(|| unknown_kind(words, evidence.usage))?;
    let in_heading = candidate.casing != Casing::Sentence;
    found(
        text,
        candidate.name.range.clone(),
        kind,
        candidate.name.entry,
        in_heading,
    )
}

/// Returns whether capitals are a number of a century, a king or a war.
pub(crate) fn is_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
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
