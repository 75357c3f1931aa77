//! The values of one facet whose names have words with some starts: what is not among the most frequent is found so.

use tantivy::BitSet;
use text_analysis::{fold, words};

use super::facet_table::FacetTable;
use super::tally::FacetCounts;
use crate::{FacetField, FacetOrder, FacetValue, SearchRequest, UNKNOWN};

/// Returns the values that matches have and that have, in any of their spellings, a word with each start that was
/// typed; the most frequent first.
pub(super) fn values_with(
    typed: &str,
    counts: &FacetCounts<'_>,
    table: &FacetTable,
    facet: FacetField,
    request: &SearchRequest,
) -> Vec<FacetValue> {
    let starts: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
    let mut wanted = BitSet::with_max_value(table.n_values() as u32);
    table.each_starting(&starts, |number, _| {
        wanted.insert(number);
    });
    let is_by_archive =
        matches!(facet, FacetField::Entity(_)) && request.facet_order == FacetOrder::Significant;
    let mut values = Vec::new();
    for (number, count) in counts.found.at_least(1) {
        if wanted.contains(number) {
            let entry = table.value(number);
            values.push(FacetValue {
                value: entry.name().to_owned(),
                count: count as usize,
                in_archive: is_by_archive.then(|| entry.count()),
            });
        }
    }
    let is_unknown = !starts.is_empty() && starts.iter().all(|start| UNKNOWN.starts_with(start.as_str()));
    if is_unknown && counts.without > 0 {
        add_unknown(&mut values, counts.without);
    }
    values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(request.facet_values);
    values
}

/// Adds the articles without a value: to those whose value has the very name that stands for them.
fn add_unknown(values: &mut Vec<FacetValue>, without: usize) {
    match values.iter_mut().find(|value| value.value == UNKNOWN) {
        Some(same_name) => same_name.count += without,
        None => values.push(FacetValue {
            value: UNKNOWN.to_owned(),
            count: without,
            in_archive: None,
        }),
    }
}
