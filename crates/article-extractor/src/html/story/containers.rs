//! Sums over the elements that hold blocks, and the element that holds the bulk of the text.

use super::blocks::Block;
use crate::html::tree::{Name, Tree};

/// Sums over all blocks inside an element.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n_blocks: f32,
    chars: f32,
    link_chars: f32,
    long_words: f32,
}

/// The sums of every element of a page.
pub(super) struct Containers {
    sums: Vec<Sums>,
    /// Steps from the core up to an element that holds it.
    above_core: Vec<Option<u8>>,
    total: Sums,
}

impl Containers {
    /// Adds every block to all elements that hold it, and finds the core.
    pub(super) fn of(tree: &Tree<'_>, blocks: &[Block]) -> Self {
        let mut sums = vec![Sums::default(); tree.elements.len()];
        let mut scores = vec![0.0_f32; tree.elements.len()];
        for block in blocks {
            let words = if block.is_long() {
                block.n_words as f32
            } else {
                0.0
            };
            for at in std::iter::once(block.element).chain(tree.above(block.element)) {
                let sum = &mut sums[at];
                sum.n_blocks += 1.0;
                sum.chars += block.n_chars as f32;
                sum.link_chars += block.link_chars as f32;
                sum.long_words += words;
            }
            let first = match tree.elements[block.element].name {
                Name::P | Name::Li | Name::Blockquote | Name::Td => tree.elements[block.element].parent,
                _ => block.element,
            };
            let mut share = words;
            // Arc90's Readability gives the parent all and the grandparent half; a slower fall bears deeper wrappers.
            for at in std::iter::once(first).chain(tree.above(first)).take(4) {
                scores[at] += share;
                share *= 0.7;
            }
        }
        let best = scores
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        let core = best.map_or(0, |(at, _)| at);
        let mut above_core = vec![None; tree.elements.len()];
        above_core[core] = Some(0);
        for (steps, at) in tree.above(core).enumerate() {
            above_core[at] = Some((steps + 1).min(30) as u8);
        }
        let total = sums.first().copied().unwrap_or_default();
        Self {
            sums,
            above_core,
            total,
        }
    }

    /// Adds the numbers of a block's element and the three elements above it, and its way to the core.
    pub(super) fn features(&self, tree: &Tree<'_>, block: &Block, row: &mut Vec<f32>) {
        let mut at = block.element;
        for _ in 0..4 {
            let sums = &self.sums[at];
            row.extend([
                sums.long_words / self.total.long_words.max(1.0),
                sums.link_chars / sums.chars.max(1.0),
                sums.n_blocks.ln_1p(),
                sums.chars / self.total.chars.max(1.0),
            ]);
            at = tree.elements[at].parent;
        }
        let way = std::iter::once(block.element).chain(tree.above(block.element));
        let meeting = way
            .enumerate()
            .find_map(|(up, at)| Some((up, self.above_core[at]?)));
        let (up, down) = meeting.map_or((30, 30), |(up, down)| (up.min(30), down));
        row.extend([f32::from(down), up as f32]);
        row.push(self.sums[0].long_words.ln_1p());
    }
}
