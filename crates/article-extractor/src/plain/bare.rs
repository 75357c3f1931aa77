//! Tells texts that are a story and little else, as people type, copy or export them: there what stands above, between
//! and under the paragraphs is kept, which on a page of a site would be its menu.

use std::ops::Range;

use super::kind::{Kind, is_link_list};
use super::line::{Line, Mark};
use super::{publisher, region};
use crate::byline;
use crate::source;
use crate::wording::is_capitalised;

/// Buttons and labels that a copied text may have; a page has more, or a menu.
const MOST_FURNITURE: usize = 2;
/// Words of a label.
const LABEL_WORDS: usize = 3;
/// Lines between the top of a bare text and its first paragraph.
const MOST_ABOVE: usize = 8;

/// Returns whether a text is a story and little else.
pub(super) fn is_bare(lines: &[Line], kinds: &[Kind]) -> bool {
    let is_furniture = |(line, kind): &(&Line, &Kind)| {
        let is_label = matches!(
            kind,
            Kind::Widget | Kind::Tail | Kind::Footer | Kind::RelatedMarker | Kind::Related
        );
        is_label && !line.key.is_empty()
    };
    let is_label = |(line, kind): &(&Line, &Kind)| {
        line.n_words <= LABEL_WORDS && line.mark == Mark::None && !matches!(kind, Kind::Item | Kind::Credit)
    };
    let with_kinds = || lines.iter().zip(kinds);
    let n_furniture = with_kinds().filter(is_furniture).count();
    let n_labels = with_kinds().filter(is_label).count();
    let first = kinds.iter().position(|kind| *kind == Kind::Prose);
    n_furniture <= MOST_FURNITURE
        && !lines.iter().any(|line| is_link_list(&line.text))
        && n_labels * 3 <= lines.len()
        && first.is_some_and(|first| first <= MOST_ABOVE)
}

/// Returns the story of a bare text: from its first paragraph to the last line that says something, before what
/// heads a module or is a legal notice.
pub(super) fn story(lines: &[Line], kinds: &[Kind], found: Range<usize>) -> Range<usize> {
    // A long headline looks like a paragraph but for its stop.
    let is_paragraph = |place: usize| kinds[place] == Kind::Prose && lines[place].is_sentence;
    let first = (0..found.start).find(|place| is_paragraph(*place));
    let start = first.unwrap_or(found.start);
    let ends = |place: &usize| {
        matches!(kinds[*place], Kind::Tail | Kind::Footer)
            && region::after_link(lines, kinds, *place).is_none()
    };
    let mut end = (found.end..lines.len()).find(ends).unwrap_or(lines.len());
    // Links under the story have no sentence after them.
    let says = |place: usize| matches!(kinds[place], Kind::Prose | Kind::Sentence | Kind::Item);
    let last = (start..end).rev().find(|place| says(*place));
    let links = |place: &usize| matches!(kinds[*place], Kind::RelatedMarker | Kind::Related);
    if let Some(marker) = last.and_then(|last| (last..end).find(links)) {
        end = marker;
    }
    // Names, buttons and addresses are the foot of a page, and so is what stands behind them.
    let behind = last.map_or(found.end, |last| last + 1).max(found.end);
    let is_foot = |place: &usize| {
        let line = &lines[*place];
        let mut words = line.text.split(' ');
        kinds[*place] == Kind::Widget && !line.key.is_empty()
            || is_name(line)
            || words.any(|word| word.contains('@') || publisher::is_site(word))
    };
    end = (behind..end).find(is_foot).unwrap_or(end);
    while end > behind && !is_telling(&lines[end - 1], kinds[end - 1]) {
        end -= 1;
    }
    start..end
}

fn is_telling(line: &Line, kind: Kind) -> bool {
    kind == Kind::Short
        && (line.mark == Mark::Bullet || line.n_words > LABEL_WORDS)
        && !is_label(line)
        && !is_name(line)
}

/// Returns whether a short line is a name, a path or an address and no part of the story.
pub(super) fn is_label(line: &Line) -> bool {
    let text = line.text.as_str();
    let is_path = [" › ", " » ", " > "].iter().any(|sign| text.contains(sign));
    let names = line.n_words <= 5
        && (source::is_known(text) || source::sounds_like_press(text) && is_capitalised(text));
    is_path || names || is_address(text) || is_publisher(text)
}

/// Returns whether a line is in capitals, as the slugs of agencies are.
pub(super) fn is_loud(line: &Line) -> bool {
    let has = |is_so: fn(char) -> bool| line.text.contains(is_so);
    has(char::is_uppercase) && !has(char::is_lowercase)
}

/// Returns whether a line names people and nothing else.
pub(super) fn is_name(line: &Line) -> bool {
    line.n_words <= 4 && byline::people_only(&line.text).is_some()
}

/// Returns whether a line is an address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(' ')
}

/// Returns whether a line names a known publisher, alone or before a place as in "BBC News, Marlow".
pub(super) fn is_publisher(text: &str) -> bool {
    publisher_of(text).is_some()
}

/// Returns the known publisher of a line that says little else.
pub(super) fn publisher_of(text: &str) -> Option<&str> {
    /// Words of a place.
    const PLACE_WORDS: usize = 3;
    let (name, place) = text.split_once(", ").unwrap_or((text, ""));
    let is_place = place.split_whitespace().count() <= PLACE_WORDS
        && place
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
    (is_place && source::is_known(name)).then_some(name)
}
