//! Finds the headline among the lines above the story.

use std::collections::HashSet;

use super::kind::Kind;
use super::line::{Line, Mark};
use crate::title::same_headline;
use crate::wording::{overlap, word_starts};

/// How far above the story its headline can stand, in lines.
const REACH: usize = 30;
/// The score from which a line is taken for the headline, chosen on labelled pages.
const ENOUGH: f32 = 1.9;
/// Headlines are longer than section labels and shorter than paragraphs.
const WORDS: std::ops::RangeInclusive<usize> = 3..=32;

/// Returns the place of the headline of a story that begins at `start`, and how sure that is.
pub(crate) fn find(lines: &[Line], kinds: &[Kind], start: usize, end: usize) -> Option<(usize, f32)> {
    let story: HashSet<String> = lines[start..end]
        .iter()
        .zip(&kinds[start..end])
        .filter(|(_, kind)| matches!(kind, Kind::Prose))
        .flat_map(|(line, _)| word_starts(&line.text))
        .collect();
    let first = start.saturating_sub(REACH);
    let scored = (first..start).filter_map(|place| Some((place, score(lines, kinds, place, start, &story)?)));
    let (place, score) = scored.max_by(|one, other| one.1.total_cmp(&other.1))?;
    (score >= ENOUGH).then_some((place, (0.45 + score / 12.0).min(0.9)))
}

fn score(lines: &[Line], kinds: &[Kind], place: usize, start: usize, story: &HashSet<String>) -> Option<f32> {
    let line = &lines[place];
    let is_candidate = matches!(kinds[place], Kind::Short | Kind::Sentence | Kind::Prose);
    if !is_candidate || !WORDS.contains(&line.n_words) || line.text.contains(" | ") && line.n_words > 20 {
        return None;
    }
    let mut score = 2.4 * overlap(&line.text, story);
    score += (line.n_words.min(8) as f32) / 8.0;
    score -= (start - place) as f32 * 0.06;
    score += match line.mark {
        Mark::Heading(1) => 2.5,
        Mark::Heading(_) => 1.0,
        Mark::Bullet => -1.2,
        Mark::None => 0.0,
    };
    if line.text.ends_with(['.', ',', ':']) {
        score -= 1.2;
    }
    let is_repeated = lines
        .iter()
        .enumerate()
        .any(|(other, text)| other != place && same_headline(&text.text, &line.text));
    score += if is_repeated { 0.9 } else { 0.0 };
    let next = &kinds[place + 1..(place + 6).min(start + 3).max(place + 1).min(kinds.len())];
    score += if next.contains(&Kind::Credit) { 0.8 } else { 0.0 };
    Some(score)
}
