//! What sets matches apart: the values of a facet that they have far more often than the archive as a whole.
//!
//! A value is as telling as JLH says, a measure that Elasticsearch describes for its significant terms: the
//! difference of the two shares times their quotient. The difference asks for values that are frequent, the
//! quotient for values that are rare elsewhere. Counts are exact, so the order is too.

use super::facet_table::{FacetTable, ValueId};
use super::tally::FacetCounts;
use crate::{FacetValue, MIN_SIGNIFICANT};

/// How many of some articles have a value.
#[derive(Clone, Copy)]
struct Proportion {
    with: usize,
    of: usize,
}

/// A value and how telling it is.
struct Scored<'a> {
    score: f64,
    count: usize,
    number: ValueId,
    name: &'a str,
}

/// Returns the values that tell most about the matches, and those that are chosen however little they tell.
pub(super) fn significant_values(
    counts: &FacetCounts<'_>,
    table: &FacetTable,
    n_articles: usize,
    limit: usize,
    chosen: &[ValueId],
) -> Vec<FacetValue> {
    let scored = |(number, count): &(ValueId, u32)| {
        let entry = table.value(*number);
        let count = *count as usize;
        let matches = Proportion {
            with: count,
            of: counts.n_articles,
        };
        let archive = Proportion {
            with: entry.count(),
            of: n_articles,
        };
        let score = if count < MIN_SIGNIFICANT {
            0.0
        } else {
            jlh(matches, archive)
        };
        Scored {
            score,
            count,
            number: *number,
            name: entry.name(),
        }
    };
    let is_told = |value: &Scored<'_>| value.score > 0.0 || chosen.contains(&value.number);
    // Rarer ones tell nothing.
    let least = if chosen.is_empty() { MIN_SIGNIFICANT } else { 1 };
    let found = counts.found.at_least(least as u32);
    let mut values: Vec<Scored<'_>> = found.iter().map(scored).filter(is_told).collect();
    values.sort_unstable_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score).then(b.count.cmp(&a.count));
        by_score.then(a.name.cmp(b.name))
    });
    let kept = values.into_iter().enumerate();
    kept.filter(|(place, value)| *place < limit || chosen.contains(&value.number))
        .map(|(_, value)| FacetValue {
            value: value.name.to_owned(),
            count: value.count,
            in_archive: Some(table.value(value.number).count()),
        })
        .collect()
}

/// Returns how much more often a value stands in the matches than in the archive; 0 where it does not.
fn jlh(matches: Proportion, archive: Proportion) -> f64 {
    let (here, everywhere) = (matches.value(), archive.value());
    if here > everywhere {
        (here - everywhere) * here / everywhere
    } else {
        0.0
    }
}

impl Proportion {
    fn value(self) -> f64 {
        self.with as f64 / self.of.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_tells_by_difference_and_quotient_of_its_shares() {
        let proportion = |with, of| Proportion { with, of };
        for (matches, archive, expected) in [
            ((60, 100), (600, 10_000), 5.4),
            ((3, 100), (3, 10_000), 2.97),
            ((10, 100), (1_000, 10_000), 0.0),
            ((0, 100), (1_000, 10_000), 0.0),
            ((0, 0), (0, 0), 0.0),
        ] {
            let score = jlh(proportion(matches.0, matches.1), proportion(archive.0, archive.1));
            assert!(
                (score - expected).abs() < 1e-9,
                "{matches:?} of {archive:?}: {score}"
            );
        }
    }
}
