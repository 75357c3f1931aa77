//! Picks the paragraphs out of the story's lines: furniture between them is left out, subheads, lists and quotes stay.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::kind::Kind;
use super::line::{Line, Mark};
use crate::byline;
use crate::title::same_headline;
use crate::wording::word_key;

/// Short lines in a row, none of them a list item, from which they are a module and no subheads.
const MODULE_LINES: usize = 4;
/// A paragraph as long as this does not stand twice in one story.
pub(super) const TELLING_WORDS: usize = 12;

/// Returns the places of the lines that are story within a range.
pub(crate) fn pick(lines: &[Line], kinds: &[Kind], range: Range<usize>, title: Option<&str>) -> Vec<usize> {
    let mut picked = Vec::new();
    let mut seen = HashSet::new();
    let links = Links::of(&lines[range.clone()], &kinds[range.clone()]);
    let mut place = range.start;
    while place < range.end {
        let line = &lines[place];
        if kinds[place] == Kind::RelatedMarker || kinds[place] == Kind::Tail {
            place = after_links(lines, kinds, place + 1, range.end);
            continue;
        }
        if !kinds[place].is_story() {
            place += 1;
            continue;
        }
        if title.is_some_and(|title| same_headline(title, &line.text)) {
            place += 1 + usize::from(is_template_label(lines, kinds, place + 1, range.end));
            continue;
        }
        if links.is_link(line, kinds[place]) {
            place += 1;
            continue;
        }
        let n_short = short_run(lines, kinds, place, range.end);
        if n_short >= MODULE_LINES {
            place += n_short;
            continue;
        }
        if line.n_words < TELLING_WORDS || seen.insert(word_key(&line.text)) {
            picked.push(place);
        }
        place += 1;
    }
    without_hanging_heads(lines, kinds, picked)
}

/// Returns the places of the lines that are story in a text that is one and little else.
pub(crate) fn pick_bare(
    lines: &[Line],
    kinds: &[Kind],
    range: Range<usize>,
    title: Option<&str>,
) -> Vec<usize> {
    let mut picked = Vec::new();
    let mut seen = HashSet::new();
    let mut place = range.start;
    while place < range.end {
        let line = &lines[place];
        let is_title = || title.is_some_and(|title| same_headline(title, &line.text));
        if kinds[place] == Kind::RelatedMarker || kinds[place] == Kind::Tail {
            place = after_links(lines, kinds, place + 1, range.end);
            continue;
        }
        let mut is_new = || line.n_words < TELLING_WORDS || seen.insert(word_key(&line.text));
        if kinds[place].is_story() && !is_title() && is_new() {
            picked.push(place);
        }
        place += 1;
    }
    picked
}

/// Returns the first line after the links that a marker announces: a list's items, else one headline.
fn after_links(lines: &[Line], kinds: &[Kind], from: usize, end: usize) -> usize {
    let is_link = |place: usize| {
        kinds[place] == Kind::Short || kinds[place] == Kind::Sentence && lines[place].mark == Mark::Bullet
    };
    let mut place = from;
    while place < end && lines[place].mark == Mark::Bullet && is_link(place) {
        place += 1;
    }
    if place > from {
        return place;
    }
    // A section label may stand above the headline of the link.
    if place + 1 < end && lines[place].n_words <= 2 && is_link(place) {
        place += 1;
    }
    if place < end && is_link(place) {
        place + 1
    } else {
        place
    }
}

/// A headline that stands again inside the story belongs to the page's template, and so does the label under it.
fn is_template_label(lines: &[Line], kinds: &[Kind], place: usize, end: usize) -> bool {
    /// Labels such as "In depth" or "The full story"; a subhead says more.
    const LABEL_WORDS: usize = 3;
    place < end
        && kinds[place] == Kind::Short
        && lines[place].n_words <= LABEL_WORDS
        && lines[place].mark != Mark::Bullet
}

/// A name alone on one of the last lines heads the box about the author.
fn cut_author_box(lines: &[Line], kinds: &[Kind], picked: &mut Vec<usize>) {
    /// Lines of such a box.
    const MOST_LINES: usize = 4;
    let from = picked.len().saturating_sub(MOST_LINES).max(MOST_LINES);
    let is_name = |place: &usize| {
        kinds[*place] != Kind::Item
            && lines[*place].n_words <= 4
            && byline::people_only(&lines[*place].text).is_some()
    };
    if let Some(at) = (from..picked.len()).find(|at| is_name(&picked[*at])) {
        picked.truncate(at);
    }
}

fn short_run(lines: &[Line], kinds: &[Kind], from: usize, end: usize) -> usize {
    let is_short = |place: &usize| kinds[*place] == Kind::Short && lines[*place].mark == Mark::None;
    (from..end).take_while(is_short).count()
}

/// Labels before a bar or colon that stand so often that what follows them are links.
struct Links(HashSet<String>);

impl Links {
    /// A label on as many short lines is one of links; subheads do not begin alike.
    const TIMES: usize = 3;

    fn of(lines: &[Line], kinds: &[Kind]) -> Self {
        let mut labels: HashMap<String, usize> = HashMap::new();
        for (line, _) in lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Short) {
            if let Some(label) = label_of(line) {
                *labels.entry(label).or_default() += 1;
            }
        }
        Self(
            labels
                .into_iter()
                .filter(|(_, times)| *times >= Self::TIMES)
                .map(|(label, _)| label)
                .collect(),
        )
    }

    fn is_link(&self, line: &Line, kind: Kind) -> bool {
        kind == Kind::Short && label_of(line).is_some_and(|label| self.0.contains(&label))
    }
}

fn label_of(line: &Line) -> Option<String> {
    let (label, rest) = line
        .text
        .split_once(" | ")
        .or_else(|| line.text.split_once(": "))?;
    (label.split(' ').count() <= 5 && line.mark == Mark::None && rest.len() > 10).then(|| word_key(label))
}

/// Drops headings with nothing under them: the last lines of the story that are neither sentences nor list items.
fn without_hanging_heads(lines: &[Line], kinds: &[Kind], mut picked: Vec<usize>) -> Vec<usize> {
    cut_author_box(lines, kinds, &mut picked);
    while let Some(last) = picked.last() {
        let hangs =
            kinds[*last] == Kind::Short && (lines[*last].mark != Mark::Bullet || lines[*last].n_words < 3);
        if !hangs {
            break;
        }
        picked.pop();
    }
    picked
}
