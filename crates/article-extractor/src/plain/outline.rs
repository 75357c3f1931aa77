//! Where the headline and the story of a page stand, by the kinds of its lines.

use std::collections::HashSet;
use std::ops::Range;

use super::judged::Judged;
use super::kind::Kind;
use super::line::Line;
use super::story::TELLING_WORDS;
use super::{Known, bare, fields, headline, region, story};
use crate::draft::Around;
use crate::title::{same_headline, split_site};
use crate::wording::word_key;

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

    /// Returns the outline as the model corrects it, or as it is where the model finds no story.
    pub(super) fn corrected(self, judged: &Judged, lines: &[Line], kinds: &[Kind], known: Known<'_>) -> Self {
        /// The probability from which a line is taken for the headline.
        const SURE: f32 = 0.65;
        let title = match judged.headline {
            Some((place, probability)) if known.title.is_none() && probability >= SURE => {
                Some((place, 0.4 + probability / 2.0))
            }
            _ => self.title,
        };
        let own = title.map(|(place, _)| headline_of(&lines[place]).0);
        let own = known.title.or(own.as_deref());
        let is_headline =
            |line: &Line| line.n_words <= 40 && own.is_some_and(|title| same_headline(title, &line.text));
        let from = title.map_or(0, |(place, _)| place + 1);
        let mut seen = HashSet::new();
        let mut is_new = |line: &Line| line.n_words < TELLING_WORDS || seen.insert(word_key(&line.text));
        let is_furniture = |place: usize| {
            let furniture = known.around.furniture;
            kinds[place] == Kind::Widget && furniture.is_some_and(|known| known.holds(&lines[place]))
        };
        let picked: Vec<usize> = judged
            .story
            .iter()
            .copied()
            .filter(|place| *place >= from && !is_furniture(*place))
            .filter(|place| !is_headline(&lines[*place]) && is_new(&lines[*place]))
            .collect();
        let near: Vec<usize> = picked
            .iter()
            .copied()
            .filter(|place| judged.run.contains(place))
            .collect();
        let (Some(first), Some(last)) = (first_below_credits(lines, kinds, &near), near.last().copied())
        else {
            return self;
        };
        let mut outline = Self {
            is_bare: false,
            title,
            start: title.map_or(first, |(place, _)| place + 1),
            region: first..last + 1,
            picked: Vec::new(),
        };
        outline.picked = picked
            .into_iter()
            .filter(|place| fields::is_text(lines, kinds, &outline, *place))
            .collect();
        outline
    }

    fn pick(&mut self, lines: &[Line], kinds: &[Kind], known: Known<'_>) {
        let range = self.start..self.region.end;
        let own = self.title.map(|(place, _)| headline_of(&lines[place]).0);
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

/// Returns the first paragraph of the lines of a story: below its standfirst, where credits part them.
fn first_below_credits(lines: &[Line], kinds: &[Kind], picked: &[usize]) -> Option<usize> {
    /// Paragraphs above the credits, and lines between them and the next.
    const STANDFIRSTS: usize = 2;
    const MOST_BETWEEN: usize = 16;
    let paragraphs = || {
        picked
            .iter()
            .copied()
            .filter(|place| kinds[*place] == Kind::Prose)
    };
    let is_credit = |place: usize| kinds[place] == Kind::Credit || bare::is_name(&lines[place]);
    let mut first = paragraphs().next().or(picked.first().copied())?;
    for next in paragraphs().skip(1).take(STANDFIRSTS) {
        if next <= first + MOST_BETWEEN && (first + 1..next).any(is_credit) {
            first = next;
        }
    }
    Some(first)
}

/// Returns the headline of its line, and the name of the site that stands behind it.
pub(super) fn headline_of(line: &Line) -> (String, Option<String>) {
    // A kicker may stand on a line of its own before the colon.
    split_site(line.text.trim_start_matches([':', '|', ' ']), &[])
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
