//! [`MostUsed`]: the values with the most articles among many that are offered, of which only the names of those that may
//! be among them are read.

use std::cmp::Ordering;

use super::facet_entry::Entry;
use super::facet_table::{FacetTable, ValueId};
use crate::FacetField;

/// The best of what was offered, and as many again: the others are left out in one go.
pub(super) struct MostUsed<'a> {
    limit: usize,
    kept: Vec<Named<'a>>,
    /// How many articles a value must have to be one of them.
    least: u32,
}

/// A value of a facet.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// The facet.
    pub(super) facet: FacetField,
    /// Its number.
    pub(super) number: ValueId,
    count: u32,
    /// The value.
    pub(super) entry: Entry<'a>,
}

impl<'a> MostUsed<'a> {
    /// Returns room for so many.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            kept: Vec::new(),
            least: 0,
        }
    }

    /// Offers a value, which may have been offered before.
    pub(super) fn offer(&mut self, facet: FacetField, table: &'a FacetTable, number: ValueId, count: u32) {
        if count < self.least {
            return;
        }
        let is_kept = |named: &Named<'_>| named.number == number && named.facet == facet;
        if self.kept.iter().any(is_kept) {
            return;
        }
        self.kept.push(Named {
            facet,
            number,
            count,
            entry: table.value(number),
        });
        if self.kept.len() > 2 * self.limit {
            self.leave_out();
        }
    }

    /// Returns the best, best first.
    pub(super) fn in_order(mut self) -> Vec<Named<'a>> {
        self.leave_out();
        self.kept.sort_by(by_use);
        self.kept
    }

    fn leave_out(&mut self) {
        if self.kept.len() > self.limit {
            let (_, worst, _) = self.kept.select_nth_unstable_by(self.limit, by_use);
            self.least = worst.count;
            self.kept.truncate(self.limit);
        }
    }
}

/// Compares two values: that of more articles comes first, then the name that does in the alphabet.
fn by_use(a: &Named<'_>, b: &Named<'_>) -> Ordering {
    let by_count = b.count.cmp(&a.count);
    by_count
        .then_with(|| a.entry.name().cmp(b.entry.name()))
        .then(a.facet.cmp(&b.facet))
}
