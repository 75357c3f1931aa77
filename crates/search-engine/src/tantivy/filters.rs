//! [`FilterSet`]: what results are narrowed to, as numbers that a match is checked against.

use std::ops::Range;

use query_language::language_code;
use tantivy::{BitSet, DocId};

use super::article_set::{ArticleSet, word};
use super::bits::{WORD, intersect, subtract};
use super::columns::Days;
use super::facet_table::{ValueId, is_unknown};
use super::frequent::Chosen;
use super::joint_values::{JointId, JointValues};
use super::matching::{Window, Words, all_of, set};
use super::snapshot::Snapshot;
use super::translate::Clause;
use crate::{FacetField, FilterEffect, Filters, SearchError};

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

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// The values of a facet.
    AtFacet(FacetField),
    /// The day.
    AtDate,
}

/// A filter in one segment.
pub(super) struct SegmentFilter<'a> {
    /// What it looks at.
    pub(super) looks: Looks,
    passing: Passing<'a>,
}

/// How those that pass are found.
enum Passing<'a> {
    /// They have a value that is asked for, where one is, and none that is kept out.
    Values {
        included: Option<&'a BitSet>,
        excluded: Option<&'a BitSet>,
    },
    /// Their values are looked through, because articles without one are meant.
    Listed(&'a FacetFilter, &'a JointValues),
    /// Their days are looked at.
    Days(&'a FilterSet, &'a Days, usize),
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
    /// The articles that have one, where values alone are meant.
    articles: Option<ArticleSet>,
}

/// Returns the values that a filter names: in full, a language by its name as well.
fn named(snapshot: &Snapshot, facet: FacetField, value: &str) -> Vec<ValueId> {
    let table = snapshot.facet(facet);
    let code = (facet == FacetField::Language).then(|| language_code(value));
    table.named(code.flatten().as_deref().unwrap_or(value))
}

impl FilterSet {
    /// Resolves filters; a value that the index does not have matches nothing.
    pub(super) fn new(filters: &Filters, snapshot: &Snapshot) -> Result<Self, SearchError> {
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
                let named = named(snapshot, *facet, &value.value).into_iter();
                wanted
                    .numbers
                    .extend(named.map(|number| snapshot.numbering.joint(*facet, number)));
                wanted.unknown |= is_unknown(*facet, &value.value);
            }
            filter.look_up(snapshot)?;
            facets.push(filter);
        }
        let day = |date: jiff::civil::Date| i64::from(article::Published::day(date).days_since_epoch());
        Ok(Self {
            facets,
            after: filters.after.map(day),
            before: filters.before.map(day),
            undated: filters.undated,
        })
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

    /// Returns what finds the same as a query among the articles that may pass, as far as it is known: those with a
    /// value that is asked for, where these are few. What it finds is still to be checked.
    pub(super) fn narrowed(&self, query: Clause, snapshot: &Snapshot) -> Clause {
        let n_articles = snapshot.searcher.num_docs() as usize;
        let few = self
            .facets
            .iter()
            .filter_map(|filter| filter.few_having(n_articles));
        all_of(few.chain([query]).collect())
    }

    /// Returns the filters for a segment, by its number.
    pub(super) fn in_segment<'a>(&'a self, snapshot: &'a Snapshot, segment: usize) -> Vec<SegmentFilter<'a>> {
        let facets = self.facets.iter().map(|filter| SegmentFilter {
            looks: Looks::AtFacet(filter.facet),
            passing: filter.in_segment(snapshot, segment),
        });
        let mut filters: Vec<SegmentFilter<'a>> = facets.collect();
        if self.after.is_some() || self.before.is_some() || self.undated {
            filters.push(SegmentFilter {
                looks: Looks::AtDate,
                passing: Passing::Days(self, &snapshot.days, segment),
            });
        }
        filters
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
    /// Looks up which articles have the values.
    fn look_up(&mut self, snapshot: &Snapshot) -> Result<(), SearchError> {
        if self.included.unknown || self.excluded.unknown {
            return Ok(());
        }
        for wanted in [&mut self.included, &mut self.excluded] {
            if wanted.is_set {
                let numbers = wanted.numbers.iter();
                let values: Vec<ValueId> = numbers.map(|number| number - self.range.start).collect();
                wanted.articles = Some(snapshot.value_sets.of(snapshot, self.facet, values)?);
            }
        }
        Ok(())
    }

    /// Returns the articles with a value that is asked for, where they are few among so many.
    fn few_having(&self, n_articles: usize) -> Option<Clause> {
        let articles = self.included.articles.as_ref()?;
        (articles.len() * FEW_ONE_IN <= n_articles).then(|| set(articles.clone()))
    }

    fn in_segment<'a>(&'a self, snapshot: &'a Snapshot, segment: usize) -> Passing<'a> {
        if self.included.unknown || self.excluded.unknown {
            return Passing::Listed(self, &snapshot.values[segment]);
        }
        let id = snapshot.searcher.segment_reader(segment as u32).segment_id();
        let of_segment = |wanted: &'a Wanted| wanted.articles.as_ref()?.of_segment(id).map(|set| &**set);
        Passing::Values {
            included: of_segment(&self.included),
            excluded: of_segment(&self.excluded),
        }
    }

    fn passes(&self, values: &[JointId]) -> bool {
        let has = |wanted: &Wanted| {
            values.iter().any(|number| wanted.numbers.contains(number))
                || (wanted.unknown && values.is_empty())
        };
        (!self.included.is_set || has(&self.included)) && !(self.excluded.is_set && has(&self.excluded))
    }
}

impl SegmentFilter<'_> {
    /// Returns which matches of a window pass.
    pub(super) fn passing(&self, window: &Window) -> Words {
        let mut passing = *window.words();
        match &self.passing {
            Passing::Values { included, excluded } => {
                if let Some(included) = included {
                    intersect(&mut passing, &words(included, window.start()));
                }
                if let Some(excluded) = excluded {
                    subtract(&mut passing, &words(excluded, window.start()));
                }
            }
            Passing::Listed(filter, values) => window.each_match(|document, _| {
                if !filter.passes(values.of_facet(document, &filter.range)) {
                    window.take_out(document, &mut passing);
                }
            }),
            Passing::Days(filters, days, segment) => window.each_match(|document, _| {
                if !filters.passes_date(days.day(*segment, document)) {
                    window.take_out(document, &mut passing);
                }
            }),
        }
        passing
    }
}

/// Returns which articles of a window are in a set.
fn words(articles: &BitSet, start: DocId) -> Words {
    let mut words: Words = [0; _];
    let documents = (start..articles.max_value()).step_by(WORD);
    for (own, document) in words.iter_mut().zip(documents) {
        *own = word(articles, document);
    }
    words
}
