//! Collects the warnings of one query.

use crate::Warning;

/// Most warnings of one query: a person reads a few, and a hostile query would earn hundreds.
const MAX_WARNINGS: usize = 16;

/// A span of the query text, in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    /// Returns the span from the start of this one to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: other.end.max(self.end),
        }
    }
}

/// The warnings of one query, as they come up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Warnings {
    found: Vec<Warning>,
    n_more: usize,
}

impl Warnings {
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) {
        let warning = Warning {
            message: message.into(),
            start: span.start,
            end: span.end,
        };
        if self.found.contains(&warning) {
            return;
        }
        if self.found.len() == MAX_WARNINGS {
            self.n_more += 1;
        } else {
            self.found.push(warning);
        }
    }

    /// Returns how many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.found.len() + self.n_more
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the warnings by their place.
    pub(crate) fn finish(self) -> Vec<Warning> {
        let mut found = self.found;
        found.sort_by_key(|warning| (warning.start, warning.end));
        if self.n_more > 0
            && let Some(last) = found.last_mut()
        {
            last.message = format!(
                "{}; {} more of this query is taken otherwise",
                last.message, self.n_more
            );
        }
        found
    }
}
