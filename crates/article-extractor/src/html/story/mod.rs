//! The story of a page: which of its blocks are the article's text.
//!
//! Two forests of decision trees judge every block, the first by its words, elements, container and neighbours, the
//! second also by what the first says of the blocks around it (stacking; Wolpert, "Stacked generalization", 1992).

mod blocks;
mod containers;
mod features;
mod places;
mod stated;
mod told;
mod told_lines;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use self::blocks::Block;
use self::features::{Page, Stated};
use self::places::{Hidden, Place};
use self::told::is_marked_caption;
use super::printed::{self, Near};
use super::tree::{self, Name, Tree};
use crate::byline;
use crate::caption;
use crate::forest::Forest;
use crate::plain::{Kind, Line, Mark, classify_among};
use crate::title::same_headline;
use crate::wording::{count_words, squeeze};

/// A block is story from this probability on.
const LEAST: f32 = 0.5;
/// A text of so many words does not stand twice in one story.
const TELLING_WORDS: usize = 12;

/// Which lines of the story are among those that can tell of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Its first and last ones.
    Ends,
    /// All.
    Whole,
}

/// The blocks of a page with the numbers by which they are judged.
pub struct PageBlocks {
    blocks: Vec<Block>,
    /// Whether each block is marked as the caption of a picture.
    captions: Vec<bool>,
    /// Whether each block stands in a `figcaption`.
    figcaptions: Vec<bool>,
    /// What form gives each block's line.
    marks: Vec<Mark>,
    /// The line of each block as a whole, made where it is asked for.
    lines: Vec<OnceCell<Option<Line>>>,
    rows: Vec<Vec<f32>>,
    /// The container, the one above it, and the make of each block.
    groups: [Vec<u64>; 3],
    title_at: Option<usize>,
    stated: Stated,
    asks_for_password: bool,
}

impl PageBlocks {
    /// Reads a page.
    pub fn read(html: &str) -> Self {
        Self::of(&tree::parse(html))
    }

    pub(crate) fn of(tree: &Tree<'_>) -> Self {
        let (places, blocks) = shown(tree);
        let stated = stated::stated(tree);
        let page = Page::of(tree, &blocks, &stated);
        let rows = features::features(tree, &places, &blocks, &stated, &page);
        let parent = |at: usize| tree.elements[at].parent;
        let groups = [
            blocks.iter().map(|block| parent(block.element) as u64).collect(),
            blocks
                .iter()
                .map(|block| parent(parent(block.element)) as u64)
                .collect(),
            page.signatures().to_vec(),
        ];
        let marks = blocks
            .iter()
            .map(|block| mark(tree.elements[block.element].name))
            .collect();
        let captions = blocks
            .iter()
            .map(|block| is_marked_caption(tree, &places[block.element], block))
            .collect();
        let in_figure = |block: &Block| places[block.element].is_within(&[Name::Figcaption]);
        let figcaptions = blocks.iter().map(in_figure).collect();
        let lines = vec![OnceCell::new(); blocks.len()];
        let title_at = page.title_at();
        let is_password = |element: &tree::Element<'_>| {
            element.name == Name::Input && element.attribute("type").is_some_and(|kind| kind == "password")
        };
        let asks_for_password = tree.elements.iter().any(is_password);
        Self {
            blocks,
            captions,
            figcaptions,
            marks,
            lines,
            rows,
            groups,
            title_at,
            stated,
            asks_for_password,
        }
    }

    /// Returns for each block its lines, whether it is an item of a list, and the level of its heading or nought.
    pub fn forms(&self) -> impl Iterator<Item = (&[String], bool, u8)> {
        self.blocks
            .iter()
            .zip(&self.marks)
            .map(|(block, mark)| match mark {
                Mark::Heading(level) => (block.broken(), false, *level),
                mark => (block.broken(), *mark == Mark::Bullet, 0),
            })
    }

    /// Returns the text of each block.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|block| block.text.as_str())
    }

    /// Returns how many words the page shows.
    pub(crate) fn n_words(&self) -> usize {
        self.blocks.iter().map(|block| block.n_words).sum()
    }

    /// Returns the numbers of each block that the first forest reads.
    pub fn first_rows(&self) -> &[Vec<f32>] {
        &self.rows
    }

    /// Returns the numbers of each block that the second forest reads, given the probabilities of the first.
    pub fn second_rows(&self, first: &[f32]) -> Vec<Vec<f32>> {
        let means = self
            .groups
            .each_ref()
            .map(|groups| means(groups, &self.blocks, first));
        let weights: Vec<f32> = self
            .blocks
            .iter()
            .zip(first)
            .map(|(block, p)| block.n_words as f32 * p)
            .collect();
        let total: f32 = weights.iter().sum::<f32>().max(1.0);
        let mut before = 0.0;
        let mut rows = self.rows.clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let near = |step: isize| {
                at.checked_add_signed(step)
                    .and_then(|at| first.get(at))
                    .copied()
                    .unwrap_or(-0.1)
            };
            row.extend([0, -1, 1, -2, 2, -3, 3, -4, 4].map(near));
            row.extend((0..3).map(|group| {
                means[group]
                    .get(&self.groups[group][at])
                    .copied()
                    .unwrap_or_default()
            }));
            let window = |range: std::ops::Range<usize>| weights[range].iter().sum::<f32>() / total;
            row.push(window(at.saturating_sub(8)..at));
            row.push(window(at + 1..(at + 9).min(weights.len())));
            row.push(before / total);
            row.push(1.0 - (before + weights[at]) / total);
            row.push(total.ln());
            before += weights[at];
        }
        rows
    }

    /// Returns the probability that each block is story.
    pub(crate) fn judge(&self) -> Vec<f32> {
        let (first, second) = &*MODEL;
        let mut judged = second.probabilities(&self.second_rows(&first.probabilities(&self.rows)));
        self.leave_out_told(&mut judged);
        judged
    }

    /// Returns the paragraphs of the story, given the probability of each block.
    pub fn story(&self, probabilities: &[f32]) -> Vec<String> {
        let places = (0..self.blocks.len()).filter(|at| probabilities.get(*at).is_some_and(|p| *p >= LEAST));
        let mut seen = HashSet::new();
        // A long text that stands twice is a second layout of the first, or a caption under two sizes of a picture.
        let is_new = |at: &usize| {
            self.blocks[*at].n_words < TELLING_WORDS || seen.insert(self.blocks[*at].text.as_str())
        };
        let kept: Vec<&str> = places
            .filter(|at| !self.is_header(*at))
            .filter(is_new)
            .map(|at| self.blocks[at].text.as_str())
            .collect();
        if self.is_elsewhere(&kept) {
            let paragraphs = self.stated.body_text.lines().map(squeeze);
            return paragraphs
                .filter(|paragraph| paragraph.chars().any(char::is_alphanumeric))
                .collect();
        }
        kept.into_iter().map(str::to_owned).collect()
    }

    /// Returns the captions of the pictures between the headline and the end of the story, given the probability of
    /// each block.
    pub(crate) fn captions(&self, probabilities: &[f32]) -> Vec<String> {
        /// A longer text beside a picture is another article.
        const MOST_WORDS: usize = 120;
        let is_story = |at: usize| probabilities.get(at).is_some_and(|p| *p >= LEAST);
        let n = self.blocks.len();
        let (Some(first), Some(last)) = ((0..n).find(|at| is_story(*at)), (0..n).rfind(|at| is_story(*at)))
        else {
            return Vec::new();
        };
        let top = self.title_at.filter(|at| *at < first).unwrap_or(first);
        let is_caption = |at: &usize| {
            let block = &self.blocks[*at];
            let is_own = block.n_words <= MOST_WORDS && block.link_density() < 0.5 && !is_story(*at);
            is_own && self.is_caption(*at)
        };
        // A figure that ends the story has its caption behind the last paragraph.
        let places = (top..(last + 2).min(n)).filter(is_caption);
        caption::gathered(places.map(|at| (at, self.blocks[at].text.as_str())))
    }

    /// Returns whether a block is a caption: it says so or reads like one, and is no date, byline or button.
    fn is_caption(&self, at: usize) -> bool {
        let Some(line) = Line::new(&self.blocks[at].text, Mark::None, true) else {
            return false;
        };
        // Most blocks neither say so nor read like one, which is told sooner than what else they are.
        if !self.captions[at] && !caption::is_caption(&line.text, &line.key, line.n_words) {
            return false;
        }
        match classify_among(&[line], None)[0] {
            Kind::Caption => true,
            Kind::Prose | Kind::Sentence | Kind::Short | Kind::Item => self.captions[at],
            _ => false,
        }
    }

    /// Returns whether a block is the date, headline and byline of a page that parts them with `br` only.
    fn is_header(&self, at: usize) -> bool {
        /// A longer block is text.
        const MOST_WORDS: usize = 40;
        /// Blocks below the headline that can be its byline.
        const NEAR: usize = 6;
        const MOST_WORDS_A_LINE: usize = 12;
        let block = &self.blocks[at];
        let is_title = |line: &String| {
            let bare = features::bare(line);
            bare.len() >= 12 && self.stated.titles.iter().any(|title| title.contains(&bare))
        };
        // Further down, a list of books has such lines.
        let is_near = self
            .title_at
            .is_some_and(|title| at > title && at <= title + NEAR);
        let is_byline = |line: &String| is_near && byline::from_line(line).is_some();
        // Beside the line of a byline stand others as short, and no text.
        let is_short = |line: &String| count_words(line) <= MOST_WORDS_A_LINE;
        let has_byline = || block.lines.iter().any(is_byline) && block.lines.iter().all(is_short);
        block.n_words < MOST_WORDS && (block.lines.iter().any(is_title) || has_byline())
    }

    /// Returns whether the page holds its story only as data: its blocks have little of what JSON-LD states.
    fn is_elsewhere(&self, kept: &[&str]) -> bool {
        /// Shorter statements are summaries.
        const FEWEST_CHARS: usize = 200;
        let n_stated = self.stated.body.chars().count();
        let n_shown = || {
            let shown = kept.iter().map(|text| features::bare(text));
            shown
                .filter(|text| self.stated.body.contains(text.as_str()))
                .map(|text| text.chars().count())
                .sum::<usize>()
        };
        let kept_chars = kept.iter().map(|text| features::bare(text).chars().count());
        // A statement in other words that is shorter than what is shown is a summary.
        n_stated >= FEWEST_CHARS && kept_chars.sum::<usize>() < n_stated && n_shown() * 5 < n_stated * 2
    }

    /// Returns the lines that can tell of the article: around the headline, of the story, and below it.
    pub(crate) fn lines(&self, probabilities: &[f32], reach: Reach) -> Vec<Line> {
        /// Lines above the headline that may hold a section, a date or a name.
        const ABOVE: usize = 8;
        /// Lines below the headline or the story that may hold a credit.
        const BELOW: usize = 12;
        let is_story = |at: usize| probabilities.get(at).is_some_and(|p| *p >= LEAST);
        let n = self.blocks.len();
        let first = (0..n).find(|at| is_story(*at)).unwrap_or(n);
        let last = (0..n).rfind(|at| is_story(*at)).unwrap_or(n);
        let top = self
            .title_at
            .filter(|at| *at < first)
            .unwrap_or(first.min(n.saturating_sub(1)));
        let is_near = |at: usize| {
            at + ABOVE >= top && at <= top + BELOW
                || at + BELOW >= first && at < first + BELOW
                || is_story(at) && (reach == Reach::Whole || at < first + BELOW || at + BELOW > last)
                || at > last && at <= last + BELOW
        };
        let near = (0..n).filter(|at| first == n || is_near(*at));
        near.flat_map(|at| self.block_lines(at, is_story(at) && !self.is_header(at)))
            .collect()
    }

    /// Returns the lines of one block as the page breaks it; a paragraph of the story is one line.
    fn block_lines(&self, at: usize, is_paragraph: bool) -> Vec<Line> {
        if is_paragraph || self.blocks[at].lines.is_empty() {
            return self.line(at).cloned().into_iter().collect();
        }
        lines_of(&self.blocks[at], self.marks[at])
    }

    /// Returns the line that a block is as a whole.
    fn line(&self, at: usize) -> Option<&Line> {
        let line = || Line::new(&self.blocks[at].text, self.marks[at], true);
        self.lines[at].get_or_init(line).as_ref()
    }

    /// Returns the element of the headline.
    pub(crate) fn heading(&self) -> Option<usize> {
        self.title_at.map(|at| self.blocks[at].element)
    }

    /// Returns the short texts around the headline and the story, the surest to hold a date first.
    pub(super) fn near(&self, probabilities: &[f32], title: Option<&str>) -> Vec<Near<'_>> {
        /// Blocks above and below that may hold a date.
        const ABOVE: usize = 4;
        const BELOW: usize = 8;
        /// A longer text is a paragraph.
        const MOST_WORDS: usize = 24;
        /// Paragraphs that may begin with a date.
        const LEADS: usize = 2;
        /// Bytes of a paragraph that may give its date before it begins.
        const LEAD: usize = 60;
        let n = self.blocks.len();
        let is_story = |at: &usize| probabilities.get(*at).is_some_and(|p| *p >= LEAST);
        let first = (0..n).find(is_story);
        let titled = title.and_then(|title| self.headline(title, first.unwrap_or(n)));
        let title_at = titled.or(self.title_at);
        let Some(top) = title_at.or(first) else {
            return Vec::new();
        };
        let is_short = |at: &usize| self.blocks[*at].n_words <= MOST_WORDS;
        let near = |at: usize, place| Near {
            text: self.blocks[at].text.as_str(),
            place,
        };
        let mut below = (top..n.min(top + BELOW)).skip(usize::from(title_at.is_some()));
        let above = (top.saturating_sub(ABOVE)..top).rev().take_while(is_short);
        let mut texts: Vec<Near<'_>> = below
            .by_ref()
            .take_while(is_short)
            .map(|at| near(at, printed::Place::Below))
            .collect();
        let (first, last) = (first.unwrap_or(n), (0..n).rfind(is_story).unwrap_or(n));
        if first > top + BELOW {
            let leading = (first.saturating_sub(ABOVE)..first).rev().take_while(is_short);
            texts.extend(leading.map(|at| near(at, printed::Place::Below)));
        }
        texts.extend(above.map(|at| near(at, printed::Place::Above)));
        // A standfirst may come before the paragraph that begins with the day.
        let leads = (first..n).filter(is_story).take(LEADS).filter(|at| !is_short(at));
        texts.extend(leads.map(|at| {
            let text = self.blocks[at].text.as_str();
            Near {
                text: &text[..text.floor_char_boundary(LEAD.min(text.len()))],
                place: printed::Place::Lead,
            }
        }));
        let beneath = below.take_while(is_short);
        texts.extend(beneath.map(|at| near(at, printed::Place::Beneath)));
        let end = (last.saturating_add(1)..n.min(last.saturating_add(BELOW))).filter(is_short);
        texts.extend(end.map(|at| near(at, printed::Place::End)));
        texts
    }

    /// Returns the last block above the story that is this headline and nothing else.
    fn headline(&self, title: &str, story: usize) -> Option<usize> {
        /// Two spellings of a headline differ by this much.
        const WORDS: usize = 5;
        let n_words = count_words(title);
        let above = self.blocks.get(..story)?;
        let fits = |block: &Block| block.n_words.abs_diff(n_words) <= WORDS;
        above
            .iter()
            .rposition(|block| fits(block) && same_headline(&block.text, title))
    }

    /// Returns whether the page has a field for a password.
    pub(crate) fn asks_for_password(&self) -> bool {
        self.asks_for_password
    }

    /// Returns for each block whether it is a headline that is a link.
    pub(crate) fn linked_headlines(&self) -> Vec<bool> {
        let is_headline = |block: &Block| (4..=30).contains(&block.n_words) && block.link_density() > 0.8;
        self.blocks.iter().map(is_headline).collect()
    }

    /// Returns the block above the story that the page's description repeats: the standfirst as the page shows it.
    pub(crate) fn described(&self) -> Option<&str> {
        let at = (0..self.blocks.len()).find(|at| self.rows[*at][features::IS_DESCRIPTION] > 0.0)?;
        let block = &self.blocks[at];
        (block.n_words >= 5).then_some(block.text.as_str())
    }
}

/// Returns the mean probability of the blocks of each group, by words.
fn means(groups: &[u64], blocks: &[Block], first: &[f32]) -> HashMap<u64, f32> {
    let mut sums: HashMap<u64, (f32, f32)> = HashMap::new();
    for ((group, block), p) in groups.iter().zip(blocks).zip(first) {
        let sum = sums.entry(*group).or_default();
        sum.0 += p * block.n_words as f32;
        sum.1 += block.n_words as f32;
    }
    sums.into_iter()
        .map(|(group, (sum, words))| (group, sum / words.max(1.0)))
        .collect()
}

static MODEL: LazyLock<(Forest, Forest)> =
    LazyLock::new(|| Forest::pair(include_bytes!("../../../data/story.forest")));

/// Returns the lines of a page or of a fragment, all that a reader sees.
pub(crate) fn lines(html: &str) -> Vec<Line> {
    let tree = tree::parse(html);
    let (_, blocks) = shown(&tree);
    let lines = blocks
        .iter()
        .flat_map(|block| lines_of(block, mark(tree.elements[block.element].name)));
    lines.collect()
}

/// Returns the lines of a block as `br` elements part it.
fn lines_of(block: &Block, mark: Mark) -> Vec<Line> {
    let texts = block.broken().iter();
    texts.filter_map(|text| Line::new(text, mark, true)).collect()
}

/// Returns the blocks that a reader sees, or all of them where a page without a script would show next to nothing.
fn shown(tree: &Tree<'_>) -> (Vec<Place>, Vec<Block>) {
    /// A story is longer.
    const FEWEST_WORDS: usize = 40;
    let read = |hidden| {
        let places = places::places(tree, hidden);
        let blocks = blocks::blocks(tree, &places);
        let n_words: usize = blocks
            .iter()
            .filter(|block| block.is_long())
            .map(|block| block.n_words)
            .sum();
        (places, blocks, n_words)
    };
    let (places, blocks, n_words) = read(Hidden::Left);
    if n_words >= FEWEST_WORDS {
        return (places, blocks);
    }
    let (all_places, all_blocks, n_all) = read(Hidden::Shown);
    if n_all > 2 * n_words {
        (all_places, all_blocks)
    } else {
        (places, blocks)
    }
}

fn mark(name: Name) -> Mark {
    match name {
        Name::Li => Mark::Bullet,
        Name::H1 => Mark::Heading(1),
        Name::H2 => Mark::Heading(2),
        Name::H3 => Mark::Heading(3),
        Name::H4 | Name::H5 | Name::H6 => Mark::Heading(4),
        _ => Mark::None,
    }
}
