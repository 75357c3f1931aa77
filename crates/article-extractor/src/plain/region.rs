//! Finds the run of lines that holds the story: the one with the greatest sum of line weights.

use std::ops::Range;

use super::kind::{Kind, weight};
use super::line::{Line, Mark};

/// Prose that counts less once the story has ended: teasers, biographies and notices under it.
const AFTER_END: f32 = 0.3;
/// Prose that counts less because it stands alone between names and labels, as the words under links do.
const TEASER: f32 = 0.4;
/// Lines above the first paragraph of a page with a menu.
const MENU: usize = 8;
/// Paragraphs after which a module heading can end the story; before that it is part of a menu.
const FEWEST_PARAGRAPHS: usize = 3;

/// Returns the lines of the story, nothing where no line speaks for one.
pub(crate) fn find(lines: &[Line], kinds: &[Kind]) -> Option<Range<usize>> {
    let mut best: Option<(f32, Range<usize>)> = None;
    let (mut start, mut sum, mut n_prose) = (0, 0.0_f32, 0);
    let mut has_ended = false;
    let is_page = kinds.iter().take(MENU).all(|kind| *kind != Kind::Prose);
    for (place, (line, kind)) in lines.iter().zip(kinds).enumerate() {
        if sum <= 0.0 {
            (start, sum, n_prose, has_ended) = (place, 0.0, 0, false);
        }
        has_ended |= matches!(kind, Kind::Tail | Kind::Footer) && n_prose >= FEWEST_PARAGRAPHS;
        n_prose += usize::from(*kind == Kind::Prose);
        let is_teaser = is_page && is_teaser(lines, kinds, place);
        let weight = weight(line, *kind) * if is_teaser { TEASER } else { 1.0 };
        sum += if has_ended && weight > 0.0 {
            weight * AFTER_END
        } else {
            weight
        };
        if weight > 0.0 && best.as_ref().is_none_or(|(most, _)| sum > *most) {
            best = Some((sum, start..place + 1));
        }
    }
    let (_, range) = best?;
    let range = with_trailing_list(lines, kinds, trimmed(kinds, range));
    let end = after_link(lines, kinds, range.end).unwrap_or(range.end);
    Some(range.start..end)
}

/// Returns whether a paragraph stands between two short lines.
fn is_teaser(lines: &[Line], kinds: &[Kind], place: usize) -> bool {
    let is_short = |place: Option<usize>| {
        place.is_some_and(|place| kinds.get(place) == Some(&Kind::Short) && lines[place].mark == Mark::None)
    };
    kinds[place] == Kind::Prose && is_short(place.checked_sub(1)) && is_short(Some(place + 1))
}

/// Returns a story without the notice that stands above its headline, such as a correction: prose, then what looks like
/// a headline and credits before the next.
pub(crate) fn below_notice(lines: &[Line], kinds: &[Kind], story: &Range<usize>) -> Option<Range<usize>> {
    /// Lines of the longest notice.
    const MOST_LINES: usize = 2;
    /// Lines between notice and story: section, headline, standfirst and credits.
    const MOST_BETWEEN: usize = 10;
    let is_notice = |place: &usize| matches!(kinds[*place], Kind::Prose | Kind::Sentence);
    let head = story.start + story.clone().take(MOST_LINES).take_while(is_notice).count();
    let is_headline = |place: &usize| {
        let line = &lines[*place];
        kinds[*place] == Kind::Short && !line.is_sentence && line.n_words >= 4 && line.mark != Mark::Bullet
    };
    let near = head..(head + MOST_BETWEEN).min(story.end);
    let headline = near.clone().take(MOST_LINES + 1).find(is_headline)?;
    let credit = (headline + 1..near.end).rfind(|place| kinds[*place] == Kind::Credit)?;
    let start = (credit + 1..story.end).find(|place| kinds[*place] == Kind::Prose)?;
    let has_story = kinds[start..story.end]
        .iter()
        .filter(|kind| **kind == Kind::Prose)
        .count()
        > head - story.start;
    (has_story && start <= near.end).then_some(start..story.end)
}

/// Leaves out what stands before the first line of the story.
fn trimmed(kinds: &[Kind], range: Range<usize>) -> Range<usize> {
    let prose = range.clone().find(|place| kinds[*place] == Kind::Prose);
    let first = prose.or_else(|| range.clone().find(|place| kinds[*place] == Kind::Sentence));
    first.unwrap_or(range.start)..range.end
}

/// Takes in the items of a list that ends the story without a full stop.
fn with_trailing_list(lines: &[Line], kinds: &[Kind], range: Range<usize>) -> Range<usize> {
    /// Menus are bulleted too, so the items have to be as long as a clause.
    const ITEM_WORDS: usize = 4;
    let mut end = range.end;
    while let Some(line) = lines.get(end) {
        let is_item = line.mark == Mark::Bullet && !line.after_gap;
        if !is_item || !kinds[end].is_story() || line.n_words < ITEM_WORDS {
            break;
        }
        end += 1;
    }
    range.start..end
}

/// Returns where the story ends if the label at a place heads one link only, and behind it the last paragraphs of the
/// document follow.
pub(super) fn after_link(lines: &[Line], kinds: &[Kind], place: usize) -> Option<usize> {
    /// Paragraphs behind the link; a list of teasers has more.
    const MOST: usize = 2;
    let is_label = matches!(
        kinds.get(place)?,
        Kind::Tail | Kind::RelatedMarker | Kind::Related
    );
    let n_links = usize::from(kinds.get(place + 1) == Some(&Kind::Short) && kinds[place] != Kind::Related);
    let from = place + 1 + n_links;
    let is_paragraph = |place: &usize| kinds[*place] == Kind::Prose && lines[*place].after_gap;
    let n_paragraphs = (from..lines.len()).take_while(is_paragraph).count();
    let end = from + n_paragraphs;
    let is_over = kinds[end..]
        .iter()
        .all(|kind| matches!(kind, Kind::Closing | Kind::Footer));
    (is_label && is_over && (1..=MOST).contains(&n_paragraphs)).then_some(end)
}
