//! Where things stand in an article by the positions of its words, and which of them stand near each other. The
//! same code serves the search, on positions of the index, and the highlighter, on those of a text.

mod layout;
mod sought;

pub(crate) use layout::{GAP, LEAD_PARAGRAPHS, LEAD_WORDS, Layout, Part, may_turn};
pub(crate) use sought::{Leaf, Sought};

/// A stretch of positions: a word, or a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Position of the first word.
    pub(crate) start: u32,
    /// Position behind the last word.
    pub(crate) end: u32,
}

impl Place {
    /// Returns the position of the last word.
    fn last(self) -> u32 {
        self.end.saturating_sub(1).max(self.start)
    }
}
