//! [`WindowScorer`]: the matches of a query in one segment, window by window, and one by one for whoever asks so.

use std::ops::Range;

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::node::Node;
use super::window::Window;
use crate::tantivy::bits::WORD;

/// The matches of a query in a segment.
pub(in crate::tantivy) struct WindowScorer {
    node: Node,
    window: Window,
    document: DocId,
    /// The article behind the last that may match.
    end: DocId,
}

impl WindowScorer {
    /// Returns them before the first is looked for.
    pub(super) fn new(node: Node) -> Self {
        Self {
            node,
            window: Window::default(),
            document: 0,
            end: TERMINATED,
        }
    }

    /// Returns about how many match, at most.
    pub(in crate::tantivy) fn cost(&self) -> u64 {
        self.node.cost()
    }

    /// Begins at the first match.
    pub(super) fn begun(mut self) -> Self {
        self.refill(0);
        self
    }

    /// Goes through the matches in a stretch of articles, which ends where a word of them does or with all, a window at a
    /// time, for as long as the visitor asks for more.
    pub(in crate::tantivy) fn each_window(
        mut self,
        stretch: Range<DocId>,
        mut visit: impl FnMut(&mut Window) -> bool,
    ) {
        self.end = stretch.end;
        self.refill(stretch.start);
        while self.document != TERMINATED && visit(&mut self.window) {
            self.refill(self.window.end());
        }
    }

    /// Goes on to the first window with a match from an article on.
    fn refill(&mut self, mut from: DocId) {
        self.document = TERMINATED;
        while from < TERMINATED {
            from = self.node.next(from);
            if from >= self.end {
                return;
            }
            self.window.restart(from - from % WORD as DocId);
            self.node.fill(&mut self.window);
            self.window.cut(self.end);
            if let Some(first) = self.window.next(from) {
                self.document = first;
                return;
            }
            from = self.window.end();
        }
    }

    fn go_to(&mut self, document: DocId) -> DocId {
        if self.document == TERMINATED || document >= TERMINATED {
            self.document = TERMINATED;
        } else if let Some(next) = self.window.next(document) {
            self.document = next;
        } else {
            self.refill(document.max(self.window.end()));
        }
        self.document
    }
}

impl DocSet for WindowScorer {
    fn advance(&mut self) -> DocId {
        self.go_to(self.document.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.go_to(target.max(self.document))
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.node.cost().try_into().unwrap_or(u32::MAX)
    }
}

impl Scorer for WindowScorer {
    fn score(&mut self) -> Score {
        self.window.score(self.document)
    }
}
