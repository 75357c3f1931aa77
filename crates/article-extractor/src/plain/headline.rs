//! Finds the headline among the lines above the story.

use std::collections::HashSet;
use std::ops::Range;

use super::bare;
use super::kind::Kind;
use super::line::{Line, Mark};
use crate::byline;
use crate::draft::Around;
use crate::source;
use crate::title::same_headline;
use crate::wording::{is_unspaced, overlap, word_key, word_starts};

/// How far above the story its headline can stand, in lines.
const REACH: usize = 30;
/// The score from which a line is taken for the headline, chosen on labelled pages.
const ENOUGH: f32 = 1.9;
/// What the best line above a story needs where no line looks like a headline.
const SCARCELY: f32 = 0.9;
/// Words beyond which a line is more likely a standfirst.
const LONG: usize = 15;
/// A shorter line under another is the headline under its kicker.
const STANDFIRST_WORDS: usize = 10;
/// A line as long as this above another is no kicker.
const HEADLINE_WORDS: usize = 6;
/// By how much a standfirst can outdo the headline above it.
const STANDFIRST_LEAD: f32 = 1.8;
/// The share of a headline's longer words that its story has, at the least.
const SHARED: f32 = 0.25;
/// Headlines are longer than section labels and shorter than paragraphs.
const WORDS: std::ops::RangeInclusive<usize> = 3..=36;

/// Returns the place of the headline of a story that begins at `start`, and how sure that is.
pub(crate) fn find(
    lines: &[Line],
    kinds: &[Kind],
    start: usize,
    end: usize,
    around: Around<'_>,
) -> Option<(usize, f32)> {
    /// What speaks for a line that stands alone above the story is its place only.
    const ALONE: f32 = 0.5;
    let scored = best(lines, kinds, start, end).filter(|(.., score)| *score >= ENOUGH);
    let scored = scored.map(|(place, confidence, _)| (place, confidence));
    // A mail has its subject.
    if scored.is_some() || around.is_titled {
        return scored;
    }
    first_line(lines, kinds, start, end).map(|first| (first, ALONE))
}

/// Returns the first line of a text that has little above its story, where a blank line or a credit parts it from what
/// follows.
fn first_line(lines: &[Line], kinds: &[Kind], start: usize, end: usize) -> Option<usize> {
    /// Lines above the story that may be its headline; a menu has more.
    const MOST: usize = 3;
    /// All lines above the story, credits and buttons among them.
    const MOST_ABOVE: usize = 12;
    let can_be = |place: &usize| {
        let line = &lines[*place];
        matches!(kinds[*place], Kind::Short | Kind::Sentence | Kind::Prose)
            && (1..=*WORDS.end()).contains(&line.n_words)
            && line.mark != Mark::Bullet
            && !line.text.ends_with(['.', ',', ':', ';', '。', '，', '：'])
            && !bare::is_label(line)
            && !line.text.contains('@')
            && !byline::opens_byline(&line.text)
    };
    // Headlines such as "Pool Closes" look like names, which stand between others.
    let names_nobody = |place: &usize| !bare::is_name(&lines[*place]);
    let is_parted = |place: usize| {
        lines.get(place + 1).is_some_and(|next| {
            next.after_gap
                || kinds[place + 1] == Kind::Credit
                || kinds[place + 1] == Kind::Prose
                || bare::is_label(next)
                || bare::is_name(next)
        })
    };
    if start > MOST_ABOVE {
        return None;
    }
    let mut heads: Vec<usize> = (0..start).filter(can_be).collect();
    if heads.iter().any(names_nobody) {
        heads.retain(names_nobody);
    }
    if heads.is_empty() {
        let has_story = kinds[start + 1..end.max(start + 1)].contains(&Kind::Prose);
        let is_head = kinds.get(start + 1) == Some(&Kind::Credit)
            || lines.get(start + 1).is_some_and(|next| next.after_gap);
        return (has_story && is_head && can_be(&start)).then_some(start);
    }
    let first = heads[0];
    let telling = heads
        .iter()
        .copied()
        .find(|place| lines[*place].n_words >= *WORDS.start());
    let head = if heads.len() == 1 {
        first
    } else {
        telling.unwrap_or(first)
    };
    (heads.len() <= MOST && is_parted(head)).then_some(head)
}

/// Returns the line that looks most like a headline where none looks like one, and how sure that is.
pub(crate) fn guess(lines: &[Line], kinds: &[Kind], story: &Range<usize>) -> Option<(usize, f32)> {
    /// Less sure than any headline that is found.
    const SURE: f32 = 0.4;
    /// Shorter lines are names and labels.
    const FEWEST_WORDS: usize = 4;
    let (place, _, score) = best(lines, kinds, story.start, story.end)?;
    let line = &lines[place];
    let is_label = line.n_words < FEWEST_WORDS || byline::opens_byline(&line.text);
    (score >= SCARCELY && !is_label).then_some((place, SURE))
}

/// Returns the line above the story that says most of what it says, how sure that is, and its score.
fn best(lines: &[Line], kinds: &[Kind], start: usize, end: usize) -> Option<(usize, f32, f32)> {
    let story: HashSet<String> = lines[start..end]
        .iter()
        .zip(&kinds[start..end])
        .filter(|(_, kind)| matches!(kind, Kind::Prose))
        .flat_map(|(line, _)| word_starts(&line.text))
        .collect();
    let first = start.saturating_sub(REACH);
    let scored = (first..start).filter_map(|place| Some((place, score(lines, kinds, place, start, &story)?)));
    let scored: Vec<(usize, f32)> = scored.collect();
    let (mut place, score) = scored
        .iter()
        .copied()
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    // The standfirst has as many of the story's words as the headline above it.
    if let Some((above, _)) = scored.iter().find(|(above, other)| {
        *other >= score - STANDFIRST_LEAD
            && is_right_above(kinds, *above, place)
            && (place == *above + 1 || lines[place].is_sentence && !lines[*above].is_sentence)
            && is_standfirst_of(&lines[*above], &lines[place])
            && overlap(&lines[*above].text, &story) >= SHARED
    }) {
        place = *above;
    }
    place = barest(lines, kinds, place, start);
    Some((place, (0.45 + score / 12.0).min(0.9), score))
}

/// Returns whether nothing but credits stands between two lines.
fn is_right_above(kinds: &[Kind], above: usize, place: usize) -> bool {
    above < place && kinds[above + 1..place].iter().all(|kind| *kind == Kind::Credit)
}

/// Returns whether a line says more than one above it that looks like a headline: it is longer, or of whole sentences.
fn is_standfirst_of(above: &Line, line: &Line) -> bool {
    // Few headlines end as a sentence does, and a kicker above one is shorter than its words allow.
    let is_whole = line.text.ends_with('.') && !above.is_sentence && above.n_words >= 4;
    let is_long = (line.n_words >= STANDFIRST_WORDS || above.n_words >= HEADLINE_WORDS)
        && (above.n_words < line.n_words
            || line.is_sentence && !above.is_sentence
            || line.text.contains(". ") && !above.text.contains(". "));
    (is_whole || is_long)
        && above
            .text
            .chars()
            .any(|letter| letter.is_lowercase() || is_unspaced(letter))
        && above.mark == line.mark
        && !line.is_heading()
}

/// Returns the place where the same headline stands barest: pages repeat it in a path or with a button's label.
fn barest(lines: &[Line], kinds: &[Kind], place: usize, start: usize) -> usize {
    let key = word_key(&lines[place].text);
    let is_barer = |other: &usize| {
        let bare = word_key(&lines[*other].text);
        let fits = key.len() > bare.len() && lines[*other].n_words >= 4 && kinds[*other] == Kind::Short;
        fits && (key.starts_with(&bare) || key.ends_with(&bare)) && bare.len() * 2 > key.len()
    };
    (0..start).rev().find(is_barer).unwrap_or(place)
}

fn score(lines: &[Line], kinds: &[Kind], place: usize, start: usize, story: &HashSet<String>) -> Option<f32> {
    let line = &lines[place];
    let is_candidate = matches!(kinds[place], Kind::Short | Kind::Sentence | Kind::Prose);
    if !is_candidate
        || !(WORDS.contains(&line.n_words) || line.is_heading() && line.n_words <= *WORDS.end())
        || line.text.contains(" | ") && line.n_words > 20
    {
        return None;
    }
    let shared = overlap(&line.text, story);
    let mut score = 2.4 * shared;
    score += (line.n_words.min(8) as f32) / 8.0;
    score -= (start - place) as f32 * 0.06;
    score += match line.mark {
        Mark::Heading(1) => 2.5,
        Mark::Heading(_) => 1.0,
        Mark::Bullet => -1.2,
        Mark::None => 0.0,
    };
    score -= line.n_words.saturating_sub(LONG) as f32 * 0.07;
    if place + 1 < kinds.len() && kinds[place + 1] == Kind::Credit {
        score += 0.4;
    }
    if !line.text.chars().any(char::is_lowercase) && line.text.is_ascii() {
        score -= 0.7;
    }
    if line.n_words <= 4 && byline::people_only(&line.text).is_some() {
        score -= 1.2;
    }
    if line.n_words <= 5 && source::sounds_like_press(&line.text) {
        score -= 1.5;
    }
    if line.text.matches(" / ").count() >= 2
        || line.text.contains(" › ")
        || line.text.contains(" » ")
        || line.text.contains(" > ")
    {
        score -= 2.0;
    }
    if line.text.ends_with(['.', ',', ':']) {
        score -= 1.2;
    }
    let is_repeated = lines
        .iter()
        .enumerate()
        .any(|(other, text)| other != place && same_headline(&text.text, &line.text));
    // Entries of menus are repeated too.
    score += if is_repeated && shared >= SHARED { 0.9 } else { 0.0 };
    let next = &kinds[place + 1..(place + 6).min(start + 3).max(place + 1).min(kinds.len())];
    score += match next.iter().position(|kind| *kind == Kind::Credit) {
        Some(0..=1) => 0.8,
        Some(_) => 0.5,
        None => 0.0,
    };
    Some(score)
}
