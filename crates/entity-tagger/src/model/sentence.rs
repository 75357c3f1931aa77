//! An article's sentences, and the features of their words: what training learns from and tagging adds up.

use std::ops::Range;

use super::classes::class;
use super::facts::{PairHalf, PhrasePlace, Standing, in_article, of_pair, own};
use super::feature::{Feature, HERE, N_OFFSETS, Reach, fact};
use super::usage::{ArticleUse, is_told};
use crate::lines::Casing;
use crate::phrases::Phrase;
use crate::text::Text;
use crate::tokens::Token;

/// Words of the longest sentence; what is longer is cut, so that hostile input stays linear.
const MAX_SENTENCE: usize = 400;

/// A sentence of one text.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Its words and marks, as a range of tokens of the text.
    pub(super) range: Range<usize>,
    /// How its line is written.
    pub(super) casing: Casing,
}

/// Returns the sentences of a text.
pub(super) fn sentences(text: &Text<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (line, casing) in &text.lines {
        let mut start = line.start;
        for index in line.clone() {
            let is_next = index > start && opens_sentence(&text.tokens[..=index]);
            if is_next || index - start == MAX_SENTENCE {
                sentences.push(Sentence {
                    range: start..index,
                    casing: *casing,
                });
                start = index;
            }
        }
        if start < line.end {
            sentences.push(Sentence {
                range: start..line.end,
                casing: *casing,
            });
        }
    }
    sentences
}

/// Words around one with a capital that may be part of its name, as in `Bank of the West`.
const MARGIN: usize = 2;

/// Returns the stretches of a sentence that can hold a name: words with a capital, those around them and what
/// hyphens join to these. About half of a text is in none, and is outside of names.
pub(super) fn stretches(text: &Text<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let range = &sentence.range;
    let is_joined = |index: usize| text.tokens[index].start == text.tokens[index - 1].end;
    for index in range.clone().filter(|index| text.tokens[*index].is_capitalised()) {
        let start = index.saturating_sub(MARGIN).max(range.start);
        let mut end = (index + MARGIN + 1).min(range.end);
        while end < range.end && is_joined(end) {
            end += 1;
        }
        match stretches.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => stretches.push(start..end),
        }
    }
    stretches
}

fn opens_sentence(tokens: &[Token]) -> bool {
    let [.., before, word] = tokens else { return false };
    word.opens && ['.', '!', '?', '…'].into_iter().any(|mark| before.is_mark(mark))
}

/// What the whole article says of its words.
pub(super) struct Reading {
    /// What it does with each.
    pub(super) usage: ArticleUse,
    /// Where each word of each text stands in a phrase of the gazetteer.
    pub(super) phrases: Vec<Vec<PhrasePlace>>,
}

impl Reading {
    pub(super) fn of(texts: &[Text<'_>], phrases: &[Vec<Phrase>]) -> Self {
        let mut usage = ArticleUse::default();
        for text in texts {
            for (line, casing) in &text.lines {
                usage.add(&text.tokens[line.clone()], *casing);
            }
        }
        Self {
            usage,
            phrases: texts
                .iter()
                .zip(phrases)
                .map(|(text, phrases)| places(text, phrases))
                .collect(),
        }
    }
}

/// Returns where each word stands in the phrases of a text that have a capital.
fn places(text: &Text<'_>, phrases: &[Phrase]) -> Vec<PhrasePlace> {
    let mut places = vec![PhrasePlace::default(); text.tokens.len()];
    for Phrase { range, entry } in phrases {
        if text.tokens[range.clone()].iter().any(Token::is_capitalised) {
            for (nth, place) in places[range.clone()].iter_mut().enumerate() {
                *place = PhrasePlace::new(entry, nth, range.len());
            }
        }
    }
    places
}

/// The fact that no word stands at a place.
pub(super) fn edge() -> u64 {
    fact(40, 0)
}

/// Returns where the word `index` finds the word at this place, if the sentence has one there.
pub(super) fn neighbour(index: usize, place: usize, sentence: &Range<usize>) -> Option<usize> {
    (index + place)
        .checked_sub(HERE)
        .filter(|neighbour| sentence.contains(neighbour))
}

/// Returns the features of a word of a sentence.
pub(super) fn features(
    text: &Text<'_>,
    nth_text: usize,
    sentence: &Sentence,
    index: usize,
    reading: &Reading,
) -> Vec<Feature> {
    let mut features = Vec::with_capacity(80);
    for place in 0..N_OFFSETS {
        let Some(neighbour) = neighbour(index, place, &sentence.range) else {
            features.push(Feature::at(edge(), place));
            continue;
        };
        let token = &text.tokens[neighbour];
        let mut sink = |fact: u64, reach: Reach| {
            if reach.places().contains(&place) {
                features.push(Feature::at(fact, place));
            }
        };
        own(token, text.word(token), sentence.casing, &mut sink);
        if let Some(usage) = reading.usage.get(token).filter(|_| is_told(token)) {
            in_article(usage, &mut sink);
        }
        let phrase = reading.phrases[nth_text][neighbour];
        if phrase != PhrasePlace::default() {
            sink(phrase.fact(), Reach::Beside);
        }
    }
    let token = &text.tokens[index];
    let standing = Standing::new(token, class(text.word(token)).capital, reading.usage.get(token));
    features.push(Feature::at(standing.fact(), HERE));
    let half = |index: usize| {
        let token = &text.tokens[index];
        PairHalf::of(token, text.word(token), sentence.casing)
    };
    // The pair that ends with the word, then the one that it opens.
    for (nth, place) in [(index, HERE), (index + 1, HERE + 1)] {
        if nth > sentence.range.start && nth < sentence.range.end {
            let facts = of_pair(&half(nth - 1), &half(nth)).into_iter().flatten();
            features.extend(facts.map(|fact| Feature::at(fact, place)));
        }
    }
    features
}
