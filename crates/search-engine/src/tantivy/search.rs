//! One search: translate, run, widen where too little is found, and put the answer together.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use query_language::Warning;
use tantivy::query::{BooleanQuery, Occur};

use super::aging::Aging;
use super::close_spellings::{Respelled, respelled};
use super::closeness::{Closeness, RERANKED};
use super::exclusion::excluded;
use super::facet_table::{FacetTable, ValueId};
use super::filters::FilterSet;
use super::highlighting::highlighter;
use super::histogram::histogram;
use super::hits::hit;
use super::page::{Counting, Page, Pass, Ranked};
use super::significance::significant_values;
use super::snapshot::Snapshot;
use super::tally::{FacetCounts, Tally};
use super::terms::TermSource;
use super::translate::{Need, Translator};
use crate::{
    FacetField, FacetOrder, FacetValue, Facets, MAX_FACET_VALUES, MAX_HALF_LIFE, MAX_WINDOW, MatchTier,
    QueryEcho, SearchError, SearchRequest, SearchResults, Sort, UNKNOWN,
};

/// A search that takes longer answers with what it has, and says so.
const DEADLINE: Duration = Duration::from_secs(1);
/// A search for everything that takes longer fails, because what it has is not everything.
const LONG_DEADLINE: Duration = Duration::from_secs(60);

/// Answers a search on one state of the index.
pub(super) fn search(snapshot: &Snapshot, request: &SearchRequest) -> Result<SearchResults, SearchError> {
    let started = Instant::now();
    check_limits(request)?;
    let mut terms = TermSource::new(snapshot);
    let respelled = respelled(snapshot, &mut terms, &request.query)?;
    let widened = respelled.request(request);
    let request = widened.as_ref().unwrap_or(request);
    let filters = FilterSet::new(&request.filters, snapshot);
    let pass = Pass {
        snapshot,
        filters: &filters,
        sort: request.sort,
        aging: Aging::new(snapshot, request.half_life),
        keep: (request.offset + request.limit).max(RERANKED),
        counting: if request.facet_values > 0 {
            Counting::Facets(request.counts)
        } else {
            Counting::Total
        },
        deadline: started + DEADLINE,
    };
    let mut translator = Translator::new(snapshot, terms, &request.query.tree, pass.deadline);
    let mut tally = match pass.counting {
        Counting::Facets(_) => snapshot.rooms.take(snapshot),
        Counting::Total => Tally::default(),
    };
    let tiers = ranked_tiers(&pass, &mut translator, request, &mut tally)?;
    let matches = shown_tiers(&tiers);
    let page = join(tiers, request.sort);
    let facets = (pass.counting != Counting::Total).then(|| {
        let facets = facets(snapshot, &filters, &mut tally, request);
        snapshot.rooms.give_back(tally);
        facets
    });
    let highlighter = highlighter(snapshot, &mut translator.terms, &request.query.tree);
    let shown = page.best.iter().skip(request.offset).take(request.limit);
    let hits = shown
        .map(|ranked| hit(snapshot, request, &highlighter, ranked))
        .collect::<Result<_, _>>()?;
    Ok(SearchResults {
        total: page.total,
        matches,
        partial: page.is_partial || translator.clock.is_late(),
        query: echo(request, respelled, translator.warnings),
        hits,
        facets,
        index: snapshot.status(),
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
    })
}

/// Returns the query as it was understood, with what its parser, the close spellings and the index made of it.
fn echo(request: &SearchRequest, respelled: Respelled, of_index: Vec<Warning>) -> QueryEcho {
    let mut warnings = request.query.warnings.clone();
    warnings.extend(respelled.warnings);
    warnings.extend(of_index);
    QueryEcho {
        text: request.query.text.clone(),
        explained: request.query.explained.clone(),
        suggestion: respelled.suggestion,
        parts: request.query.parts.clone(),
        warnings,
    }
}

/// Returns every match of a search, in its order.
pub(super) fn every_match(snapshot: &Snapshot, request: &SearchRequest) -> Result<Vec<Ranked>, SearchError> {
    let mut terms = TermSource::new(snapshot);
    let respelled = respelled(snapshot, &mut terms, &request.query)?;
    let widened = respelled.request(request);
    let request = widened.as_ref().unwrap_or(request);
    let pass = Pass {
        snapshot,
        filters: &FilterSet::new(&request.filters, snapshot),
        sort: request.sort,
        aging: Aging::new(snapshot, request.half_life),
        keep: usize::MAX,
        counting: Counting::Total,
        deadline: Instant::now() + LONG_DEADLINE,
    };
    let mut translator = Translator::new(snapshot, terms, &request.query.tree, pass.deadline);
    let tiers = ranked_tiers(&pass, &mut translator, request, &mut Tally::default())?;
    let page = join(tiers, request.sort);
    if page.is_partial || translator.clock.is_late() {
        return Err(SearchError::Engine("finding everything took too long".into()));
    }
    Ok(page.best)
}

fn check_limits(request: &SearchRequest) -> Result<(), SearchError> {
    let limits = [
        (
            "offset + limit",
            request.offset.saturating_add(request.limit),
            MAX_WINDOW,
        ),
        (
            "the number of facet values",
            request.facet_values,
            MAX_FACET_VALUES,
        ),
        ("the half-life", request.half_life, MAX_HALF_LIFE),
    ];
    for (what, asked, limit) in limits {
        if asked > limit {
            return Err(SearchError::OverLimit { what, limit });
        }
    }
    Ok(())
}

/// Matches that have the same share of the words typed side by side.
struct Tier {
    label: &'static str,
    page: Page,
}

/// Returns how many matches each tier has; the first is told even where it has none.
fn shown_tiers(tiers: &[Tier]) -> Vec<MatchTier> {
    let shown = tiers
        .iter()
        .enumerate()
        .filter(|(number, tier)| *number == 0 || tier.page.total > 0);
    shown
        .map(|(_, tier)| MatchTier {
            label: tier.label.into(),
            count: tier.page.total,
        })
        .collect()
}

/// Runs the query, and ranks the best matches of each tier again by how close the words stand together.
fn ranked_tiers(
    pass: &Pass<'_>,
    translator: &mut Translator<'_>,
    request: &SearchRequest,
    tally: &mut Tally,
) -> Result<Vec<Tier>, SearchError> {
    let mut tiers = run_tiers(pass, translator, request, tally)?;
    if request.sort == Sort::Relevance {
        let closeness = Closeness::new(pass.snapshot, &mut translator.terms, &request.query.tree)?;
        for tier in &mut tiers {
            closeness.rerank(pass.snapshot, &mut tier.page.best)?;
        }
    }
    Ok(tiers)
}

/// Runs the query for all words, then, while too little is found, for most and for any. A tier leaves out what
/// the tiers before it found. A question is one tier: what its words say decides, not how many there are.
fn run_tiers(
    pass: &Pass<'_>,
    translator: &mut Translator<'_>,
    request: &SearchRequest,
    tally: &mut Tally,
) -> Result<Vec<Tier>, SearchError> {
    let query = &request.query.tree;
    let (n_words, is_question) = translator.telling(query)?;
    if is_question {
        let any = translator.translate(query, Need::AtLeast(1))?;
        let page = pass.run(any.as_ref(), tally)?;
        return Ok(vec![Tier {
            label: "some words",
            page,
        }]);
    }
    let mut narrower = translator.translate(query, Need::All)?;
    let label = if n_words == 0 { "all" } else { "all words" };
    let mut tiers = vec![Tier {
        label,
        page: pass.run(narrower.as_ref(), tally)?,
    }];
    for (label, need) in wider_needs(n_words) {
        let found: usize = tiers.iter().map(|tier| tier.page.total).sum();
        if found >= request.enough || tiers.iter().any(|tier| tier.page.is_partial) {
            break;
        }
        let wider = translator.translate(query, need)?;
        let others = BooleanQuery::new(vec![(Occur::Must, wider.box_clone()), excluded(narrower)]);
        tiers.push(Tier {
            label,
            page: pass.run(&others, tally)?,
        });
        narrower = wider;
    }
    Ok(tiers)
}

fn wider_needs(words: usize) -> Vec<(&'static str, Need)> {
    let mut needs = Vec::new();
    if words > 2 {
        needs.push(("most words", Need::AtLeast((2 * words).div_ceil(3))));
    }
    if words > 1 {
        needs.push(("some words", Need::AtLeast(1)));
    }
    needs
}

/// Joins the pages of all tiers. By relevance a better tier comes first whatever the scores; by date all are one.
fn join(tiers: Vec<Tier>, sort: Sort) -> Page {
    let mut joined = Page::default();
    for Tier { page, .. } in tiers {
        joined.total += page.total;
        joined.best.extend(page.best);
        joined.is_partial |= page.is_partial;
    }
    if sort != Sort::Relevance {
        joined.best.sort_by(|a, b| b.cmp(a));
    }
    joined
}

fn facets(snapshot: &Snapshot, filters: &FilterSet, tally: &mut Tally, request: &SearchRequest) -> Facets {
    let mut facets = Facets {
        date: histogram(tally.by_day(snapshot)),
        undated: tally.undated,
        ..Facets::default()
    };
    for (facet, counts) in FacetField::ALL.into_iter().zip(&tally.facets(snapshot)) {
        let table = snapshot.facet(facet);
        let chosen = filters.chosen_names(facet, snapshot);
        let values = match (facet, request.facet_order) {
            (FacetField::Entity(_), FacetOrder::Significant) => {
                let n_articles = snapshot.status().articles;
                significant_values(counts, table, n_articles, request.facet_values, &chosen)
            }
            _ => frequent_values(facet, counts, table, request.facet_values, &chosen),
        };
        facets.values.insert(facet.name().into(), values);
    }
    facets
}

/// Returns the values that most matches have, and those that are chosen however rare they are.
fn frequent_values(
    facet: FacetField,
    counts: &FacetCounts,
    table: &FacetTable,
    limit: usize,
    chosen: &[&str],
) -> Vec<FacetValue> {
    let name = |number: ValueId| table.value(number).name();
    let is_unknown_named = facet.counts_unknown() && counts.without > 0;
    let mut unknown = counts.without;
    let mut values = Best::new(limit, chosen);
    for (number, count) in &counts.found {
        if is_unknown_named && name(*number) == UNKNOWN {
            // Together with those whose value has the very name that stands for articles without one.
            unknown += *count as usize;
        } else if values.may_take(*count as usize) {
            // A name is read where it may be shown only: reading all of them cost as much as counting.
            values.add((Reverse(*count as usize), name(*number)));
        }
    }
    if is_unknown_named {
        values.add((Reverse(unknown), UNKNOWN));
    }
    let values = values.in_order();
    let owned = |(Reverse(count), name): Counted<'_>| FacetValue {
        value: name.to_owned(),
        count,
        in_archive: None,
    };
    values.into_iter().map(owned).collect()
}

/// A value of a facet by what orders it: the most frequent first, then by name.
type Counted<'a> = (Reverse<usize>, &'a str);

/// The most frequent values, and those that are chosen however rare they are.
struct Best<'a> {
    limit: usize,
    /// The rarest on top: a large index has half a million people, of which only what is shown is sorted.
    frequent: BinaryHeap<Counted<'a>>,
    chosen: &'a [&'a str],
    rare: Vec<Counted<'a>>,
}

impl<'a> Best<'a> {
    fn new(limit: usize, chosen: &'a [&'a str]) -> Self {
        Self {
            limit,
            frequent: BinaryHeap::with_capacity(limit),
            chosen,
            rare: Vec::new(),
        }
    }

    /// Tells whether a value that so many have may be kept, whatever its name.
    fn may_take(&self, count: usize) -> bool {
        let rarest = self.frequent.peek().filter(|_| self.frequent.len() == self.limit);
        !self.chosen.is_empty() || rarest.is_none_or(|(Reverse(least), _)| count >= *least)
    }

    fn add(&mut self, value: Counted<'a>) {
        let mut left_out = value;
        if self.frequent.len() < self.limit {
            self.frequent.push(value);
            return;
        }
        if let Some(mut rarest) = self.frequent.peek_mut()
            && value < *rarest
        {
            left_out = std::mem::replace(&mut *rarest, value);
        }
        if self.chosen.contains(&left_out.1) {
            self.rare.push(left_out);
        }
    }

    fn in_order(self) -> Vec<Counted<'a>> {
        let mut values = self.frequent.into_vec();
        values.extend(self.rare);
        values.sort_unstable();
        values
    }
}
