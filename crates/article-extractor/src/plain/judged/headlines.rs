//! Lines -> numbers by which one of them is judged to be the headline, once it is known which are story. The order of
//! the numbers is part of the model, as that of [`features`](super::features) is.

use std::ops::Range;

use super::super::line::Line;
use super::LEAST;
use super::features::{Shared, Starts};
use crate::numbers::{flag, ln, signed_ln};
use crate::wording::word_key;

/// Returns the numbers by which a line is judged to be the headline, for the lines down to the first paragraph of the
/// story; given the numbers of each line, the probability that it is story, and the run that holds most of it.
pub(super) fn rows(
    lines: &[Line],
    starts: &[Starts],
    line_rows: &[Vec<f32>],
    judged: &[f32],
    run: Range<usize>,
) -> Vec<Vec<f32>> {
    /// Lines of the first paragraphs that can hold a headline all the same.
    const INTO_STORY: usize = 4;
    let top = run
        .clone()
        .find(|place| is_paragraph(&lines[*place], judged[*place]))
        .unwrap_or(run.start);
    let n = (top + INTO_STORY).min(judged.len());
    let shared = Shared::of(starts, n, |place| is_paragraph(&lines[place], judged[place]));
    let most = shared.counts[..top].iter().copied().max().unwrap_or_default();
    let keys: Vec<String> = lines[..n].iter().map(|line| word_key(&line.text)).collect();
    let mut result = Vec::with_capacity(n);
    for (place, line_row) in line_rows[..n].iter().enumerate() {
        let mut row = line_row.clone();
        let near = |step: isize| {
            let other = place.checked_add_signed(step);
            other.and_then(|other| judged.get(other)).copied().unwrap_or(-0.1)
        };
        row.extend([0, -1, 1, -2, 2, 3, 4].map(near));
        let is_better =
            |other: &usize| shared.shares[*other] > shared.shares[place] && lines[*other].n_words >= 4;
        row.extend([
            signed_ln(place as f32 - top as f32),
            shared.counts[place] as f32,
            shared.shares[place],
            shared.counts[place] as f32 - most as f32,
            ln((place.min(top)..top).filter(is_better).count()),
        ]);
        let twins = Twins::of(&keys, place);
        row.extend([ln(twins.n_within), flag(twins.is_above), flag(twins.is_below)]);
        result.push(row);
    }
    result
}

/// Returns the run of lines that holds most of the story, given the probability that each line is: what stands far from
/// it is the text of a prompt or a comment.
pub(super) fn run(lines: &[Line], judged: &[f32]) -> Range<usize> {
    /// Words of a paragraph that count.
    const MOST_WORDS: f32 = 50.0;
    /// What a line that is no story takes off.
    const APART: f32 = 2.0;
    let mut best = (0.0, 0..0);
    let (mut start, mut sum) = (0, 0.0);
    for (place, (line, probability)) in lines.iter().zip(judged).enumerate() {
        if sum <= 0.0 {
            (start, sum) = (place, 0.0);
        }
        sum += match *probability >= LEAST {
            true => probability * (line.n_words as f32).min(MOST_WORDS),
            false => -APART,
        };
        if sum > best.0 {
            best = (sum, start..place + 1);
        }
    }
    best.1
}

/// Returns whether a line is a paragraph of the story, given the probability that it is story.
fn is_paragraph(line: &Line, probability: f32) -> bool {
    probability >= LEAST && line.n_words >= 8
}

/// Where else a line stands among the lines above a story.
#[derive(Default)]
struct Twins {
    /// Lines that hold it within other words.
    n_within: usize,
    is_above: bool,
    is_below: bool,
}

impl Twins {
    fn of(keys: &[String], place: usize) -> Self {
        /// A shorter text stands in others by chance.
        const FEWEST_BYTES: usize = 12;
        /// Lines on either side that are compared.
        const REACH: usize = 300;
        let key = keys[place].as_str();
        let mut twins = Self::default();
        if key.len() < FEWEST_BYTES {
            return twins;
        }
        let range = place.saturating_sub(REACH)..(place + REACH).min(keys.len());
        for other in range.filter(|other| *other != place && keys[*other].contains(key)) {
            twins.n_within += 1;
            if keys[other] == key {
                twins.is_above |= other < place;
                twins.is_below |= other > place;
            }
        }
        twins
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::Mark;

    #[test]
    fn the_run_is_where_most_of_the_story_stands() {
        let line = Line::new("one two three four five six seven eight", Mark::None, true).unwrap();
        let lines = vec![line; 12];
        for (story, expected) in [
            (&[][..], 0..0),
            (&[3], 3..4),
            (&[0, 7, 8, 9], 7..10),
            (&[4, 5, 7, 8], 4..9),
        ] {
            let judged: Vec<f32> = (0..12)
                .map(|place| if story.contains(&place) { 0.9 } else { 0.1 })
                .collect();
            assert_eq!(run(&lines, &judged), expected, "{story:?}");
        }
    }

    #[test]
    fn twins_stand_above_below_or_within() {
        let keys = [
            "bridge closes to lorries",
            "home",
            "news bridge closes to lorries",
            "bridge closes to lorries",
        ];
        let keys: Vec<String> = keys.map(str::to_owned).into();
        let twins = |place| {
            let twins = Twins::of(&keys, place);
            (twins.n_within, twins.is_above, twins.is_below)
        };
        assert_eq!(twins(0), (2, false, true));
        assert_eq!(twins(1), (0, false, false));
        assert_eq!(twins(2), (0, false, false));
        assert_eq!(twins(3), (2, true, false));
    }
}
