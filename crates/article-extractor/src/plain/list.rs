//! Finds the lists that a story announces, such as the states or products under "These states are affected:", so that
//! their short lines are not taken for a menu.

use super::kind::Kind;
use super::line::Line;
use crate::byline;

/// Words of a line that announces a list; "Topics:" and "Follow us:" head modules.
const FEWEST_WORDS: usize = 3;

/// Makes items of the rows of tables, whose bars are those of menus otherwise.
pub(super) fn with_rows(lines: &[Line], mut kinds: Vec<Kind>) -> Vec<Kind> {
    /// Bars of a row; a label before a headline has one.
    const FEWEST_BARS: usize = 2;
    let n_bars = |line: &Line| line.text.matches('|').count();
    let mut place = 0;
    while place < lines.len() {
        let bars = n_bars(&lines[place]);
        let n_rows = lines[place..]
            .iter()
            .take_while(|line| n_bars(line) == bars)
            .count();
        if bars >= FEWEST_BARS && n_rows >= 2 {
            kinds[place..place + n_rows].fill(Kind::Item);
        }
        place += n_rows;
    }
    kinds
}

/// Makes items of the short lines between a line of the story that ends in a colon and its next sentence.
pub(super) fn with_items(lines: &[Line], mut kinds: Vec<Kind>) -> Vec<Kind> {
    let Some(first) = kinds.iter().position(|kind| *kind == Kind::Prose) else {
        return kinds;
    };
    let mut end = 0;
    for place in first..lines.len() {
        if !announces(&lines[place], kinds[place]) {
            continue;
        }
        let from = place + 1;
        let is_item = |place: &usize| match kinds[*place] {
            Kind::Short => true,
            // Names alone look like bylines.
            Kind::Credit => byline::people_only(&lines[*place].text).is_some(),
            _ => false,
        };
        // Where the last list was none, it is not counted again for a line inside it.
        if from > end {
            end = from + (from..lines.len()).take_while(is_item).count();
        }
        let next = kinds.get(end);
        if matches!(next, Some(Kind::Prose | Kind::Sentence)) {
            kinds[from..end].fill(Kind::Item);
        }
    }
    kinds
}

/// Returns whether a line says by a number in front that it is an item of a list, as no entry of a menu does. Longer ones
/// may be the headlines that are read most.
pub(super) fn is_numbered(line: &Line) -> bool {
    /// Words of an item, its number among them.
    const MOST_WORDS: usize = 5;
    let behind = line.text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let has_number = behind.len() < line.text.len() && (behind.starts_with(". ") || behind.starts_with(") "));
    has_number && line.n_words <= MOST_WORDS
}

fn announces(line: &Line, kind: Kind) -> bool {
    kind.is_story() && line.n_words >= FEWEST_WORDS && line.text.ends_with([':', '：'])
}
