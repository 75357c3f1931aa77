//! [`FilterSet`]: what results are narrowed to, as numbers that a match is checked against.

use std::ops::Range;

use tantivy::DocId;
use tantivy::query::{BooleanQuery, Query};

use super::facet_table::{ValueId, is_unknown};
use super::frequent::Chosen;
use super::joint_values::{JointId, JointValues};
use super::snapshot::Snapshot;
use super::translate::{Clause, having};
use crate::{FacetField, FilterEffect, Filters};

/// Where at most one article of this many has a value that is asked for, matches are looked for among those. With half
/// of the articles this cost as much as checking every match.
const FEW_ONE_IN: usize = 4;

/// The filters of one search, resolved against one state of the index.
pub(super) struct FilterSet {
    facets: Vec<FacetFilter>,
    after: Option<i64>,
    before: Option<i64>,
    undated: bool,
}

/// What filters say of one match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It passes all.
    Passes,
    /// It fails those of one facet only.
    FailsFacet(FacetField),
    /// It fails the span of days only.
    FailsDate,
    /// It fails in two ways or more.
    Fails,
}

struct FacetFilter {
    facet: FacetField,
    /// The numbers of the facet's values.
    range: Range<JointId>,
    included: Wanted,
    excluded: Wanted,
}

/// A set of values of one facet.
#[derive(Default)]
struct Wanted {
    is_set: bool,
    numbers: Vec<JointId>,
    unknown: bool,
}

impl FilterSet {
    /// Resolves filters; a value that the index does not have matches nothing.
    pub(super) fn new(filters: &Filters, snapshot: &Snapshot) -> Self {
        let mut facets = Vec::new();
        for (facet, values) in &filters.facets {
            let mut filter = FacetFilter {
                facet: *facet,
                range: snapshot.numbering.range(*facet),
                included: Wanted::default(),
                excluded: Wanted::default(),
            };
            for value in values {
                let wanted = match value.effect {
                    FilterEffect::Include => &mut filter.included,
                    FilterEffect::Exclude => &mut filter.excluded,
                };
                wanted.is_set = true;
                let named = snapshot.facet(*facet).named(&value.value).into_iter();
                wanted
                    .numbers
                    .extend(named.map(|number| snapshot.numbering.joint(*facet, number)));
                wanted.unknown |= is_unknown(*facet, &value.value);
            }
            facets.push(filter);
        }
        let day = |date: jiff::civil::Date| i64::from(article::Published::day(date).days_since_epoch());
        Self {
            facets,
            after: filters.after.map(day),
            before: filters.before.map(day),
            undated: filters.undated,
        }
    }

    /// Returns the values that a facet includes or excludes.
    pub(super) fn chosen(&self, facet: FacetField) -> Chosen {
        let of_facet = self.facets.iter().filter(|filter| filter.facet == facet);
        let mut chosen = Chosen::default();
        for filter in of_facet {
            for Wanted { numbers, unknown, .. } in [&filter.included, &filter.excluded] {
                let numbers = numbers.iter().map(|number| number - filter.range.start);
                chosen.numbers.extend(numbers);
                chosen.unknown |= unknown;
            }
        }
        chosen
    }

    /// Tells whether every match passes.
    pub(super) fn is_open(&self) -> bool {
        self.facets.is_empty() && self.after.is_none() && self.before.is_none() && !self.undated
    }

    /// Returns what finds the same as a query among the articles that may pass, as far as the index tells: those with a
    /// value that is asked for, where these are few. What it finds is still to be checked.
    pub(super) fn narrowed(&self, query: &dyn Query, snapshot: &Snapshot) -> Clause {
        let few = self
            .facets
            .iter()
            .filter_map(|filter| filter.few_having(snapshot));
        let mut clauses: Vec<Clause> = few.collect();
        if clauses.is_empty() {
            return query.box_clone();
        }
        clauses.push(query.box_clone());
        Box::new(BooleanQuery::intersection(clauses))
    }

    /// Checks a match: its values among those of its segment, and its day.
    pub(super) fn check(
        &self,
        document: DocId,
        values: &JointValues,
        day: impl FnOnce() -> Option<i64>,
    ) -> Verdict {
        let mut verdict = Verdict::Passes;
        let is_open = self.after.is_none() && self.before.is_none();
        if (!is_open || self.undated) && !self.passes_date(day()) {
            verdict = Verdict::FailsDate;
        }
        for filter in &self.facets {
            if filter.passes(values.of_facet(document, &filter.range)) {
                continue;
            }
            if verdict != Verdict::Passes {
                return Verdict::Fails;
            }
            verdict = Verdict::FailsFacet(filter.facet);
        }
        verdict
    }

    fn passes_date(&self, day: Option<i64>) -> bool {
        match day {
            Some(day) => {
                !self.undated
                    && self.after.is_none_or(|after| day >= after)
                    && self.before.is_none_or(|before| day <= before)
            }
            None => self.after.is_none() && self.before.is_none(),
        }
    }
}

impl FacetFilter {
    /// Returns the articles with a value that is asked for, where the index tells them and they are few.
    fn few_having(&self, snapshot: &Snapshot) -> Option<Clause> {
        if !self.included.is_set || self.included.unknown {
            return None;
        }
        let numbers = self.included.numbers.iter();
        let values: Vec<ValueId> = numbers.map(|number| number - self.range.start).collect();
        let table = snapshot.facet(self.facet);
        let n_articles: usize = values.iter().map(|value| table.value(*value).count()).sum();
        let are_few = n_articles * FEW_ONE_IN <= snapshot.searcher.num_docs() as usize;
        are_few.then(|| having(snapshot, self.facet, &values))
    }

    fn passes(&self, values: &[JointId]) -> bool {
        let has = |wanted: &Wanted| {
            values.iter().any(|number| wanted.numbers.contains(number))
                || (wanted.unknown && values.is_empty())
        };
        (!self.included.is_set || has(&self.included)) && !(self.excluded.is_set && has(&self.excluded))
    }
}
