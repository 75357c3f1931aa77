//! What a page says itself of its blocks: that they are captions, or links to other articles.

use super::blocks::Block;
use super::places::Place;
use super::{LEAST, PageBlocks};
use crate::html::tree::{Name, Tree};
use crate::plain::{Line, Mark, is_related, related_label};
use crate::wording::is_unspaced;

impl PageBlocks {
    /// Takes out of the story what says itself that it is none: captions, unless a good part of the story stands in them
    /// as in a series of pictures, and links to other articles behind a label that says so.
    pub(super) fn leave_out_told(&self, judged: &mut [f32]) {
        /// The share of a story's words from which its captions are part of it.
        const SERIES: f32 = 0.25;
        let story: Vec<usize> = (0..self.blocks.len()).filter(|at| judged[*at] >= LEAST).collect();
        let (mut n_captions, mut n_all) = (0, 0);
        for at in &story {
            n_all += self.blocks[*at].n_words;
            n_captions += if self.figcaptions[*at] {
                self.blocks[*at].n_words
            } else {
                0
            };
        }
        let are_captions = (n_captions as f32) < n_all as f32 * SERIES;
        for at in story {
            if are_captions && self.figcaptions[at] || is_related_link(&self.blocks[at]) {
                judged[at] = 0.0;
            }
        }
        self.leave_out_lines(judged);
    }
}

/// Returns whether a block is a link to another article behind a label such as "Also read", which needs no colon where
/// the link begins right behind it.
fn is_related_link(block: &Block) -> bool {
    /// Letters of a label that need not be those of the phrase: signs, spaces and a colon.
    const BESIDE: usize = 6;
    if block.n_links == 0 || block.link_density() < 0.5 {
        return false;
    }
    let Some(line) = Line::new(&block.text, Mark::None, true) else {
        return false;
    };
    let label = related_label(&line).filter(|label| label.contains(' ') || label.chars().any(is_unspaced));
    let n_beside = block.n_chars.saturating_sub(block.link_chars);
    is_related(&line) || label.is_some_and(|label| n_beside > 0 && n_beside <= label.chars().count() + BESIDE)
}

/// Returns whether a block is a `figcaption`, or an element near above it has a class of captions, and neither stands
/// in a menu or beside the article.
pub(super) fn is_marked_caption(tree: &Tree<'_>, place: &Place, block: &Block) -> bool {
    /// Elements between a caption's text and the one that says what it is.
    const STEPS: usize = 3;
    if place.is_within(&[Name::Nav, Name::Footer, Name::Aside, Name::Form]) {
        return false;
    }
    let says_so = |at: usize| {
        let class = tree.elements[at].attribute("class");
        class.is_some_and(|class| class.to_ascii_lowercase().contains("caption"))
    };
    place.is_within(&[Name::Figcaption])
        || std::iter::once(block.element)
            .chain(tree.above(block.element))
            .take(STEPS)
            .any(says_so)
}
