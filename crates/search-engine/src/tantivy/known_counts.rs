//! [`KnownCounts`]: how many articles each value of a facet has, side by side, for passing over a tenth of all values in
//! no order. What a letter stands for is counted a million articles wide in two milliseconds by it, and in twenty by the
//! tables, which know what has become of each.

use super::facet_table::{FacetTable, ValueId};

/// Stands for a value of which the table has to be asked what has become of it.
const ASK: u32 = u32::MAX;

/// The counts of all values of one facet, by number.
pub(super) struct KnownCounts(Box<[u32]>);

impl KnownCounts {
    /// Reads the counts of a table that will not change any more.
    pub(super) fn of(table: &FacetTable) -> Self {
        let counts = table.values().map(|(_, value)| value.count() as u32);
        let mut counts: Box<[u32]> = counts.collect();
        for number in table.moves.joined.keys().chain(&table.reworded) {
            counts[*number as usize] = ASK;
        }
        Self(counts)
    }

    /// Returns the count of a value; nothing where it may be another's by now, or found by other words than those of the
    /// register.
    pub(super) fn get(&self, number: ValueId) -> Option<u32> {
        let count = self.0[number as usize];
        (count != ASK).then_some(count)
    }
}
