//! Classifies the lines of a page of whose neighbours it is known what furniture they share.

use std::collections::HashSet;

use super::kind::{Kind, classify};
use super::line::Line;
use super::list;
use crate::byline;
use crate::furniture::Furniture;
use crate::wording::{overlap, word_starts};

/// Words of a headline.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 4..=36;
/// The share of a headline's longer words that its own story has.
const SHARED: f32 = 0.5;

/// Returns the kind of each line; what neighbours have as well is furniture whatever it says.
pub(crate) fn classify_among(lines: &[Line], furniture: Option<&Furniture>) -> Vec<Kind> {
    let mut kinds = list::with_items(
        lines,
        list::with_rows(lines, lines.iter().map(classify).collect()),
    );
    let Some(furniture) = furniture else {
        return kinds;
    };
    let shared: Vec<usize> = (0..lines.len())
        .filter(|place| kinds[*place].is_story() && furniture.holds(&lines[*place]))
        // Many stories have a list of the same states or teams.
        .filter(|place| kinds[*place] != Kind::Item && !list::is_numbered(&lines[*place]))
        // A staff writer's name stands on many pages.
        .filter(|place| lines[*place].n_words > 4 || byline::people_only(&lines[*place].text).is_none())
        .collect();
    let headlines = own_headlines(lines, &kinds, &shared);
    for place in shared {
        if !headlines.contains(&place) {
            kinds[place] = Kind::Widget;
        }
    }
    kinds
}

/// Returns the shared lines that are the headline of this page: elsewhere they are teasers for it.
fn own_headlines(lines: &[Line], kinds: &[Kind], shared: &[usize]) -> HashSet<usize> {
    let is_headline_long =
        |place: &usize| HEADLINE_WORDS.contains(&lines[*place].n_words) && !lines[*place].is_sentence;
    let candidates: Vec<usize> = shared.iter().copied().filter(is_headline_long).collect();
    if candidates.is_empty() {
        return HashSet::new();
    }
    let shared: HashSet<usize> = shared.iter().copied().collect();
    let story: HashSet<String> = (0..lines.len())
        .filter(|place| kinds[*place] == Kind::Prose && !shared.contains(place))
        .flat_map(|place| word_starts(&lines[place].text))
        .collect();
    let is_own = |place: &usize| overlap(&lines[*place].text, &story) >= SHARED;
    candidates.into_iter().filter(is_own).collect()
}
