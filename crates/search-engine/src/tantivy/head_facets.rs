//! [`most_frequent`]: the values of each facet that most matches have, from the heads of facets alone.

use std::collections::BTreeMap;

use tantivy::collector::DocSetCollector;

use super::cores::both;
use super::facet_table::ValueId;
use super::filters::FilterSet;
use super::frequent::{Chosen, Frequent};
use super::head::Head;
use super::heads::HeadCounts;
use super::snapshot::Snapshot;
use super::tally::{FacetCounts, Found, Tally};
use super::translate::having;
use crate::{FacetField, FacetOrder, FacetValue, SearchError, SearchRequest};

/// Articles of an archive from which half of its lists are worth a core of their own.
const WORTH_A_CORE: u64 = 100_000;

/// Returns the most frequent values of each facet by its name; nothing where counting the heads does not tell them.
pub(super) fn most_frequent(
    snapshot: &Snapshot,
    filters: &FilterSet,
    tally: &Tally,
    request: &SearchRequest,
) -> Option<BTreeMap<String, Vec<FacetValue>>> {
    if request.facet_order != FacetOrder::Count || request.facet_query.is_some() {
        return None;
    }
    let counted = tally.heads(snapshot.rooms.heads(snapshot))?;
    let facets = HeadFacets {
        snapshot,
        filters,
        tally,
        counted: &counted,
        limit: request.facet_values,
    };
    let some_of = |first: usize, step: usize| {
        let some = FacetField::ALL.into_iter().skip(first).step_by(step);
        let values = some.map(|facet| Some((facet.name().to_owned(), facets.of(facet)?)));
        values.collect::<Option<BTreeMap<_, _>>>()
    };
    let n_articles = snapshot.searcher.num_docs();
    if !counted.are_by_lists() || n_articles < WORTH_A_CORE {
        return some_of(0, 1);
    }
    let (some, others) = both(|| some_of(0, 2), || some_of(1, 2));
    let mut all = some?;
    all.extend(others?);
    Some(all)
}

/// Facets of which the heads are counted.
struct HeadFacets<'a> {
    snapshot: &'a Snapshot,
    filters: &'a FilterSet,
    tally: &'a Tally,
    counted: &'a HeadCounts<'a>,
    /// How many values of each are wanted.
    limit: usize,
}

impl HeadFacets<'_> {
    /// Returns the most frequent values of a facet.
    fn of(&self, facet: FacetField) -> Option<Vec<FacetValue>> {
        let head = self.snapshot.rooms.heads(self.snapshot).head(facet);
        let chosen = self.filters.chosen(facet);
        let rare = self.rare_of_chosen(facet, &chosen, head).ok()?;
        let counts = FacetCounts {
            found: Found::Head {
                by_rank: &|rank| self.counted.count(facet, rank),
                rare: &rare,
            },
            without: match facet.counts_unknown() {
                true => self.counted.count_without(facet) as usize,
                false => 0,
            },
            n_articles: self.tally.n_articles(facet),
        };
        let table = self.snapshot.facet(facet);
        let frequent = Frequent {
            name: |number| table.value(number).name(),
            head,
            counts: &counts,
            limit: self.limit,
        };
        frequent.values(&chosen)
    }

    /// Returns how many articles have those chosen values of a facet that are not in its head.
    fn rare_of_chosen(
        &self,
        facet: FacetField,
        chosen: &Chosen,
        head: &Head,
    ) -> Result<Vec<(ValueId, u32)>, SearchError> {
        let is_rare = |number: &&ValueId| head.most.iter().all(|(value, _)| value != *number);
        let counted = chosen.numbers.iter().filter(is_rare).map(|number| {
            let having = having(self.snapshot, facet, &[*number]);
            let found = self.snapshot.searcher.search(&*having, &DocSetCollector)?;
            Ok((*number, self.tally.n_among(facet, found)))
        });
        counted.collect()
    }
}
