//! Where the headline and the story of a page stand, by the kinds of its lines.

use std::ops::Range;

use super::kind::Kind;
use super::line::Line;
use super::{Known, bare, fields, headline, region, story};
use crate::draft::Around;
use crate::title::{same_headline, split_site};

/// The parts of a page, as places of lines.
pub(super) struct Outline {
    /// Whether the text is a story and little else.
    pub(super) is_bare: bool,
    /// The headline, and how sure that is.
    pub(super) title: Option<(usize, f32)>,
    /// The first line after the headline, or of the story where there is none.
    pub(super) start: usize,
    /// The story from its first paragraph.
    pub(super) region: Range<usize>,
    /// The lines of the story.
    pub(super) picked: Vec<usize>,
}

impl Outline {
    /// Returns the outline of a page, nothing where no line speaks for a story.
    pub(super) fn of(lines: &[Line], kinds: &[Kind], known: Known<'_>) -> Option<Self> {
        let found = region::find(lines, kinds)?;
        let is_bare = bare::is_bare(lines, kinds);
        let mut region = if is_bare {
            bare::story(lines, kinds, found)
        } else {
            found
        };
        let title = match known.title {
            Some(title) => place_of(lines, title, region.end).map(|place| (place, 0.9)),
            None => {
                let (found, story) = with_headline(lines, kinds, region, known.around);
                region = story;
                found
            }
        };
        // A question above the story looks like its first paragraph.
        if known.title.is_none() && title.is_some_and(|(place, _)| place == region.start) {
            region.start = (region.start + 1..region.end)
                .find(|place| kinds[*place].is_story())
                .unwrap_or(region.start);
        }
        let start = match title {
            _ if is_bare => 0,
            Some((place, _)) if place < region.start => place + 1,
            Some(_) => region.start,
            None => opening(kinds, region.start),
        };
        let mut outline = Self {
            is_bare,
            title,
            start,
            region,
            picked: Vec::new(),
        };
        outline.pick(lines, kinds, known);
        Some(outline)
    }

    fn pick(&mut self, lines: &[Line], kinds: &[Kind], known: Known<'_>) {
        let range = self.start..self.region.end;
        let own = self.title.map(|(place, _)| headline_of(&lines[place]));
        let title = known.title.or(own.as_deref());
        self.picked = if self.is_bare {
            story::pick_bare(lines, kinds, range, title)
        } else {
            story::pick(lines, kinds, range, title)
        };
        let picked = std::mem::take(&mut self.picked);
        self.picked = picked
            .into_iter()
            .filter(|place| fields::is_text(lines, kinds, self, *place))
            .collect();
    }
}

/// Returns the headline of its line, without the name of the site.
fn headline_of(line: &Line) -> String {
    // A kicker may stand on a line of its own before the colon.
    split_site(line.text.trim_start_matches([':', '|', ' ']), &[]).0
}

/// Returns the headline of a story, above it, else below a notice with which it begins, else what looks most like one;
/// and the story.
fn with_headline(
    lines: &[Line],
    kinds: &[Kind],
    story: Range<usize>,
    around: Around<'_>,
) -> (Option<(usize, f32)>, Range<usize>) {
    let of = |story: &Range<usize>| headline::find(lines, kinds, story.start, story.end, around);
    let found = of(&story);
    if found.is_some() {
        return (found, story);
    }
    let below = region::below_notice(lines, kinds, &story);
    match below.and_then(|below| Some((of(&below)?, below))) {
        Some((found, below)) => (Some(found), below),
        None => (headline::guess(lines, kinds, &story), story),
    }
}

/// Returns the first of the short sentences that lead up to the first paragraph.
fn opening(kinds: &[Kind], first: usize) -> usize {
    let n_sentences = kinds[..first]
        .iter()
        .rev()
        .take_while(|kind| **kind == Kind::Sentence)
        .count();
    first - n_sentences
}

/// Returns the last place above the story's end where a known headline stands, but the first inside the story.
fn place_of(lines: &[Line], title: &str, end: usize) -> Option<usize> {
    lines[..end]
        .iter()
        .rposition(|line| line.n_words <= 40 && same_headline(&line.text, title))
}
