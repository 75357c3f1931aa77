//! [`Meeting`]: which matches of a window another query matches as well.

use tantivy::DocId;

use super::node::Node;
use super::window::{Effect, Window, Words};

/// A query in a segment that is asked about the matches of another.
pub(in crate::tantivy) struct Meeting {
    node: Option<Node>,
    /// Articles of the segment.
    n_articles: DocId,
    rooms: [Window; 2],
}

impl Meeting {
    /// Returns what matches nothing without a node.
    pub(super) fn new(node: Option<Node>, n_articles: DocId) -> Self {
        Self {
            node,
            n_articles,
            rooms: Default::default(),
        }
    }

    /// Returns which matches of a window match this too. Windows are asked about in order.
    pub(in crate::tantivy) fn of(&mut self, window: &Window) -> Words {
        let Some(node) = &mut self.node else {
            return [0; _];
        };
        let [common, met] = &mut self.rooms;
        common.restart(window.start());
        common.set_words(*window.words());
        node.meet(common, Effect::Required, met, self.n_articles);
        *common.words()
    }
}
