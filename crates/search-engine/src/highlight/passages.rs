//! The passages of an article that show why it was found: whole sentences, chosen to cover the query.

use std::ops::Range;

use article::PARAGRAPH_BREAK;
use text_analysis::{first_sentence, sentence_run_at, sentences_of_run};
use unicode_segmentation::UnicodeSegmentation;

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
    let mut covered: Vec<usize> = Vec::new();
    while chosen.len() < MAX_PASSAGES {
        let worth = |candidate: &Candidate| {
            let is_new = |pattern: &&usize| !covered.contains(pattern);
            let new = candidate.patterns.iter().filter(is_new).count();
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
    cut_to_pieces(text, 0..text.len(), &marks(text, matches))
}

/// Returns the opening of a text as a passage without marks.
pub(crate) fn opening(text: &str) -> Vec<Vec<Piece>> {
    let first = text
        .split(PARAGRAPH_BREAK)
        .find_map(|paragraph| Some((paragraph, first_sentence(paragraph)?)));
    first
        .map(|(paragraph, range)| pieces(paragraph, range, &[]))
        .into_iter()
        .collect()
}

/// Returns the places to mark in a text, in order: matches that overlap, or that only a space parts, are one.
pub(crate) fn marks(text: &str, matches: &[Match]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for Match { range, .. } in matches {
        match marks.last_mut() {
            Some(last) if range.start <= last.end || is_blank(text, last.end, range.start) => {
                last.end = last.end.max(range.end);
            }
            _ => marks.push(range.clone()),
        }
    }
    marks
}

/// Returns the end of at most this many characters of a text from a place on: behind a word where there is one,
/// else between two letters.
pub(crate) fn cut_end(text: &str, from: usize, max_chars: usize) -> usize {
    let Some((limit, next)) = text[from..].char_indices().nth(max_chars) else {
        return text.len();
    };
    let shown = &text[from..from + limit];
    let word_end = if next.is_whitespace() {
        Some(shown.len())
    } else {
        shown.rfind(char::is_whitespace)
    };
    match word_end.map(|end| shown[..end].trim_end().len()) {
        Some(length) if length > 0 => from + length,
        _ => from + letter_end(&text[from..], limit),
    }
}

/// Returns the last place up to a limit where a text can be cut without parting a letter from its marks.
fn letter_end(text: &str, limit: usize) -> usize {
    let ends = text
        .grapheme_indices(true)
        .map(|(start, letter)| start + letter.len());
    // One letter longer than the limit is no letter of any language: it is cut where it must be.
    ends.take_while(|end| *end <= limit).last().unwrap_or(limit)
}

/// A sentence with matches.
struct Candidate {
    range: Range<usize>,
    /// The patterns that match in it, each once.
    patterns: Vec<usize>,
    /// Neighbouring matches of different patterns: the words of the query next to each other.
    closeness: usize,
}

fn candidates(text: &str, matches: &[Match]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for range in whole_sentences(text, matches) {
        let inside = starting_in(matches, &range);
        if inside.is_empty() {
            continue;
        }
        let is_close = |pair: &[Match]| {
            pair[0].pattern != pair[1].pattern && is_blank(text, pair[0].range.end, pair[1].range.start)
        };
        let mut patterns: Vec<usize> = inside.iter().map(|found| found.pattern).collect();
        patterns.sort_unstable();
        patterns.dedup();
        candidates.push(Candidate {
            patterns,
            closeness: inside.windows(2).filter(|pair| is_close(pair)).count(),
            range,
        });
    }
    candidates
}

/// Returns the sentences in which matches are; those that a match joins, such as a phrase over a full stop, are one.
/// Most of a text has no match and is not parted, because that costs more than all the rest; where one pattern alone
/// matches, the first sentences are all that is shown.
fn whole_sentences(text: &str, matches: &[Match]) -> Vec<Range<usize>> {
    let is_one_pattern = matches.windows(2).all(|pair| pair[0].pattern == pair[1].pattern);
    let most = if is_one_pattern { MAX_PASSAGES } else { usize::MAX };
    let mut whole: Vec<Range<usize>> = Vec::new();
    // How far the matches so far reach, and the text that was looked at.
    let (mut reach, mut next) = (0, 0);
    while next < text.len() {
        let first = matches.partition_point(|found| found.range.start < next);
        let at = match matches.get(first) {
            _ if reach > next => next,
            Some(found) if whole.len() < most => found.range.start,
            _ => break,
        };
        let run = sentence_run_at(text, next, at);
        next = run.end;
        for sentence in sentences_of_run(text, run) {
            let own = starting_in(matches, &sentence).iter();
            let own_reach = own.map(|found| found.range.end).max();
            match whole.last_mut() {
                Some(last) if reach > sentence.start => last.end = sentence.end,
                _ if own_reach.is_none() => continue,
                _ => whole.push(sentence),
            }
            reach = reach.max(own_reach.unwrap_or(0));
        }
    }
    whole
}

/// Returns the matches that start in a part of a text.
fn starting_in<'a>(matches: &'a [Match], part: &Range<usize>) -> &'a [Match] {
    let from = matches.partition_point(|found| found.range.start < part.start);
    let to = matches.partition_point(|found| found.range.start < part.end);
    &matches[from..to]
}

fn pieces(text: &str, sentence: Range<usize>, matches: &[Match]) -> Vec<Piece> {
    let mut marks = marks(text, starting_in(matches, &sentence));
    let shown = cut(text, &sentence, marks.first());
    marks.retain(|mark| mark.start < shown.end);
    if let Some(last) = marks.last_mut() {
        last.end = last.end.min(shown.end);
    }
    let mut pieces = cut_to_pieces(text, shown.clone(), &marks);
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

/// Tells whether at most one space stands between two places of a text.
fn is_blank(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .is_some_and(|between| matches!(between, "" | " " | "\u{a0}"))
}

/// Returns the part of a long sentence that is shown: it holds the first mark and, where it can, begins and ends
/// at a word.
fn cut(text: &str, sentence: &Range<usize>, mark: Option<&Range<usize>>) -> Range<usize> {
    let words = &text[sentence.clone()];
    if words.chars().count() <= MAX_CHARS {
        return sentence.clone();
    }
    let mark = mark.map_or(0..0, |mark| {
        mark.start - sentence.start..mark.end - sentence.start
    });
    let start = cut_start(words, mark.start);
    let end = match cut_end(words, start, MAX_CHARS) {
        end if end >= mark.end => end,
        // The last space stands before the mark: better to cut a word than to lose what was searched for.
        _ => {
            let limit = words[start..].char_indices().nth(MAX_CHARS);
            limit.map_or(words.len(), |(limit, _)| {
                start + letter_end(&words[start..], limit)
            })
        }
    };
    sentence.start + start..sentence.start + end
}

/// Returns where to begin so that some words before the mark are shown.
fn cut_start(words: &str, mark: usize) -> usize {
    let Some((before, _)) = words[..mark].char_indices().rev().nth(LEAD_CHARS) else {
        return 0;
    };
    let lead = &words[before..mark];
    match lead.find(char::is_whitespace) {
        Some(space) => mark - lead[space..].trim_start().len(),
        None => letter_end(words, before),
    }
}

fn cut_to_pieces(text: &str, shown: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut is_after_space = false;
    let mut add = |range: Range<usize>, is_match: bool| {
        let text = clean(&text[range], &mut is_after_space);
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
/// space of any kind and length becomes one space, over the borders of pieces too.
fn clean(text: &str, is_after_space: &mut bool) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let plain = plain_length(rest, is_after_space);
        cleaned.push_str(&rest[..plain]);
        let mut letters = rest[plain..].chars();
        let Some(character) = letters.next() else {
            return cleaned;
        };
        rest = letters.as_str();
        if character.is_whitespace() {
            if !*is_after_space {
                cleaned.push(' ');
            }
            *is_after_space = true;
        } else if !character.is_control() && !turns_direction(character) {
            cleaned.push(character);
            *is_after_space = false;
        }
    }
}

/// Returns how much of a text's beginning stays as it is: letters of ASCII and spaces that stand alone. Most pieces
/// are that and nothing else, which is seen many bytes at a time.
fn plain_length(text: &str, is_after_space: &mut bool) -> usize {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    let is_odd = |byte: &u8| !(b' '..=b'~').contains(byte);
    let has_odd = bytes.iter().fold(false, |found, byte| found | is_odd(byte));
    let pairs = bytes.iter().zip(&bytes[1..]);
    let has_double = pairs.fold(*is_after_space && *first == b' ', |found, (byte, next)| {
        found | ((*byte == b' ') & (*next == b' '))
    });
    if !has_odd && !has_double {
        *is_after_space = *last == b' ';
        return bytes.len();
    }
    let stays = |byte: &u8| {
        let is_space = *byte == b' ';
        let stays = byte.is_ascii_graphic() || is_space && !*is_after_space;
        *is_after_space = if stays { is_space } else { *is_after_space };
        stays
    };
    bytes.iter().copied().take_while(stays).count()
}

/// Tells whether a character turns the direction of the text after it (the property Bidi_Control of Unicode).
fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
