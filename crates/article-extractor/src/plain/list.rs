//! Finds the lists that a story announces, such as the states or products under "These states are affected:", so that
//! their short lines are not taken for a menu.

use super::kind::Kind;
use super::line::Line;

/// Words of a line that announces a list; "Topics:" and "Follow us:" head modules.
const FEWEST_WORDS: usize = 3;

/// Makes items of the short lines between a line of the story that ends in a colon and its next sentence.
pub(super) fn with_items(lines: &[Line], mut kinds: Vec<Kind>) -> Vec<Kind> {
    let Some(first) = kinds.iter().position(|kind| *kind == Kind::Prose) else {
        return kinds;
    };
    for place in first..lines.len() {
        if !announces(&lines[place], kinds[place]) {
            continue;
        }
        let from = place + 1;
        let n_short = kinds[from..]
            .iter()
            .take_while(|kind| **kind == Kind::Short)
            .count();
        let next = kinds.get(from + n_short);
        if matches!(next, Some(Kind::Prose | Kind::Sentence)) {
            kinds[from..from + n_short].fill(Kind::Item);
        }
    }
    kinds
}

fn announces(line: &Line, kind: Kind) -> bool {
    kind.is_story() && line.n_words >= FEWEST_WORDS && line.text.ends_with([':', '：'])
}
