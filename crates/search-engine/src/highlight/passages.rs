//! The passages of an article that show why it was found: whole sentences, chosen to cover the query.

use std::collections::BTreeSet;
use std::ops::Range;

use text_analysis::sentences;

use super::matches::Match;
use crate::Piece;

/// Most passages an article shows.
const MAX_PASSAGES: usize = 3;
/// A longer sentence is cut to this many characters around its matches.
const MAX_CHARS: usize = 280;
/// Characters kept before the first match of a sentence that is cut.
const LEAD_CHARS: usize = 90;
/// What stands for words that were cut.
const ELLIPSIS: &str = "…";

/// Returns up to three passages that together show as many parts of the query as possible, in reading order.
pub(crate) fn passages(text: &str, matches: &[Match]) -> Vec<Vec<Piece>> {
    if matches.is_empty() {
        return Vec::new();
    }
    let candidates = candidates(text, matches);
    let mut chosen: Vec<&Candidate> = Vec::new();
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    while chosen.len() < MAX_PASSAGES {
        let worth = |candidate: &Candidate| {
            let new = candidate.patterns.difference(&covered).count();
            (new, candidate.closeness, candidate.patterns.len())
        };
        let left = candidates
            .iter()
            .filter(|candidate| !chosen.iter().any(|taken| taken.range == candidate.range));
        // Among equals the earliest: news says first what matters most.
        let Some(best) = left.rev().max_by_key(|candidate| worth(candidate)) else {
            break;
        };
        covered.extend(&best.patterns);
        chosen.push(best);
    }
    chosen.sort_by_key(|candidate| candidate.range.start);
    chosen
        .into_iter()
        .map(|candidate| pieces(text, candidate.range.clone(), matches))
        .collect()
}

/// Returns a whole text in pieces, marked.
pub(crate) fn marked(text: &str, matches: &[Match]) -> Vec<Piece> {
    cut_to_pieces(text, 0..text.len(), &marks(text, &(0..text.len()), matches))
}

/// Returns the opening of a text as a passage without marks.
pub(crate) fn opening(text: &str) -> Vec<Vec<Piece>> {
    let first = sentences(text).into_iter().next();
    first.map(|range| pieces(text, range, &[])).into_iter().collect()
}

/// A sentence with matches.
struct Candidate {
    range: Range<usize>,
    patterns: BTreeSet<usize>,
    /// Neighbouring matches of different patterns: the words of the query next to each other.
    closeness: usize,
}

fn candidates(text: &str, matches: &[Match]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for range in sentences(text) {
        let from = matches.partition_point(|found| found.range.start < range.start);
        let inside: Vec<&Match> = matches[from..]
            .iter()
            .take_while(|found| found.range.end <= range.end)
            .collect();
        if inside.is_empty() {
            continue;
        }
        let is_close = |pair: &[&Match]| {
            pair[0].pattern != pair[1].pattern && is_blank(text, pair[0].range.end, pair[1].range.start)
        };
        candidates.push(Candidate {
            patterns: inside.iter().map(|found| found.pattern).collect(),
            closeness: inside.windows(2).filter(|pair| is_close(pair)).count(),
            range,
        });
    }
    candidates
}

fn pieces(text: &str, sentence: Range<usize>, matches: &[Match]) -> Vec<Piece> {
    let marks = marks(text, &sentence, matches);
    let shown = cut(text, &sentence, marks.first());
    let inside: Vec<Range<usize>> = marks
        .into_iter()
        .filter(|mark| mark.start >= shown.start && mark.end <= shown.end)
        .collect();
    let mut pieces = cut_to_pieces(text, shown.clone(), &inside);
    let ellipsis = |text: String| Piece {
        text,
        is_match: false,
    };
    if shown.start > sentence.start {
        pieces.insert(0, ellipsis(format!("{ELLIPSIS} ")));
    }
    if shown.end < sentence.end {
        pieces.push(ellipsis(format!(" {ELLIPSIS}")));
    }
    pieces
}

/// Returns the places to mark in a part of a text: matches that overlap, or that only white space parts, are one.
fn marks(text: &str, part: &Range<usize>, matches: &[Match]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for Match { range, .. } in matches
        .iter()
        .filter(|m| m.range.start >= part.start && m.range.end <= part.end)
    {
        match marks.last_mut() {
            Some(last) if range.start <= last.end || is_blank(text, last.end, range.start) => {
                last.end = last.end.max(range.end);
            }
            _ => marks.push(range.clone()),
        }
    }
    marks
}

/// Tells whether at most one space stands between two places of a text.
fn is_blank(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .is_some_and(|between| matches!(between, "" | " " | "\u{a0}"))
}

/// Returns the part of a long sentence that is shown: it holds the first mark and begins and ends at a word.
fn cut(text: &str, sentence: &Range<usize>, mark: Option<&Range<usize>>) -> Range<usize> {
    let words = &text[sentence.clone()];
    if words.chars().count() <= MAX_CHARS {
        return sentence.clone();
    }
    let mark = mark.map_or(0, |mark| mark.start - sentence.start);
    let before = words[..mark]
        .char_indices()
        .rev()
        .nth(LEAD_CHARS)
        .map_or(0, |(byte, _)| byte);
    let start = if before == 0 {
        0
    } else {
        next_word(words, before).min(mark)
    };
    let longest = words[start..]
        .char_indices()
        .nth(MAX_CHARS)
        .map_or(words.len(), |(byte, _)| start + byte);
    let end = if longest == words.len() {
        longest
    } else {
        last_word_end(words, start, longest)
    };
    sentence.start + start..sentence.start + end
}

fn next_word(text: &str, from: usize) -> usize {
    let after_space = text[from..].find(char::is_whitespace).map(|space| from + space);
    after_space.map_or(from, |space| text.len() - text[space..].trim_start().len())
}

fn last_word_end(text: &str, start: usize, limit: usize) -> usize {
    let space = text[start..limit].rfind(char::is_whitespace);
    match space.map(|space| text[start..start + space].trim_end().len()) {
        Some(length) if length > 0 => start + length,
        _ => limit,
    }
}

fn cut_to_pieces(text: &str, shown: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |range: Range<usize>, is_match: bool| {
        let text = clean(&text[range]);
        if !text.is_empty() {
            pieces.push(Piece { text, is_match });
        }
    };
    let mut last = shown.start;
    for mark in marks {
        add(last..mark.start, false);
        add(mark.clone(), true);
        last = mark.end;
    }
    add(last..shown.end, false);
    pieces
}

/// Returns a text without control characters and without marks that turn the direction of what follows; white
/// space of any kind and length becomes one space.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !character.is_control() && !turns_direction(character) {
            cleaned.push(character);
        }
    }
    cleaned
}

/// Tells whether a character turns the direction of the text after it.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
