//! One search: translate, run, widen where too little is found, and put the answer together.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use query_language::{Query, Warning};
use tantivy::query::{BooleanQuery, Occur};

use super::aging::Aging;
use super::close_spellings::{Respelled, respelled};
use super::closeness::{Closeness, RERANKED};
use super::exclusion::excluded;
use super::facet_table::{FacetEntry, ValueId};
use super::filters::FilterSet;
use super::highlighting::highlighter;
use super::histogram::histogram;
use super::hits::hit;
use super::page::{Counting, FacetCounts, Page, Pass, Ranked};
use super::significance::significant_values;
use super::snapshot::Snapshot;
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
        aging: Aging::new(snapshot, request.half_life)?,
        keep: (request.offset + request.limit).max(RERANKED),
        counting: if request.facet_values > 0 {
            Counting::Facets(request.counts)
        } else {
            Counting::Total
        },
        deadline: started + DEADLINE,
    };
    let mut translator = Translator::new(snapshot, terms, &request.query.tree, pass.deadline);
    let tiers = ranked_tiers(&pass, &mut translator, request)?;
    let matches = shown_tiers(&tiers);
    let page = join(tiers, request.sort);
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
        facets: (pass.counting != Counting::Total).then(|| facets(snapshot, &filters, &page, request)),
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
        aging: Aging::new(snapshot, request.half_life)?,
        keep: usize::MAX,
        counting: Counting::Total,
        deadline: Instant::now() + LONG_DEADLINE,
    };
    let mut translator = Translator::new(snapshot, terms, &request.query.tree, pass.deadline);
    let tiers = ranked_tiers(&pass, &mut translator, request)?;
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
) -> Result<Vec<Tier>, SearchError> {
    let mut tiers = run_tiers(pass, translator, &request.query.tree, request.enough)?;
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
    query: &Query,
    enough: usize,
) -> Result<Vec<Tier>, SearchError> {
    let (n_words, is_question) = translator.telling(query)?;
    if is_question {
        let any = translator.translate(query, Need::AtLeast(1))?;
        let page = pass.run(any.as_ref())?;
        return Ok(vec![Tier {
            label: "some words",
            page,
        }]);
    }
    let mut narrower = translator.translate(query, Need::All)?;
    let label = if n_words == 0 { "all" } else { "all words" };
    let mut tiers = vec![Tier {
        label,
        page: pass.run(narrower.as_ref())?,
    }];
    for (label, need) in wider_needs(n_words) {
        let found: usize = tiers.iter().map(|tier| tier.page.total).sum();
        if found >= enough || tiers.iter().any(|tier| tier.page.is_partial) {
            break;
        }
        let wider = translator.translate(query, need)?;
        let others = BooleanQuery::new(vec![(Occur::Must, wider.box_clone()), excluded(narrower)]);
        tiers.push(Tier {
            label,
            page: pass.run(&others)?,
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
        joined.undated += page.undated;
        joined.is_partial |= page.is_partial;
        for (day, count) in page.days {
            *joined.days.entry(day).or_default() += count;
        }
        if joined.facets.is_empty() {
            joined.facets = page.facets;
            continue;
        }
        for (sum, counts) in joined.facets.iter_mut().zip(&page.facets) {
            sum.join(counts);
        }
    }
    if sort != Sort::Relevance {
        joined.best.sort_by(|a, b| b.cmp(a));
    }
    joined
}

fn facets(snapshot: &Snapshot, filters: &FilterSet, page: &Page, request: &SearchRequest) -> Facets {
    let mut facets = Facets {
        date: histogram(&page.days),
        undated: page.undated,
        ..Facets::default()
    };
    for (facet, counts) in FacetField::ALL.into_iter().zip(&page.facets) {
        let entries = &snapshot.facet(facet).values;
        let chosen = filters.chosen_names(facet, snapshot);
        let values = match (facet, request.facet_order) {
            (FacetField::Entity(_), FacetOrder::Significant) => {
                let n_articles = snapshot.status().articles;
                significant_values(counts, entries, n_articles, request.facet_values, &chosen)
            }
            _ => frequent_values(facet, counts, entries, request.facet_values, &chosen),
        };
        facets.values.insert(facet.name().into(), values);
    }
    facets
}

/// Returns the values that most matches have, and those that are chosen however rare they are.
fn frequent_values(
    facet: FacetField,
    counts: &FacetCounts,
    entries: &[FacetEntry],
    limit: usize,
    chosen: &[&str],
) -> Vec<FacetValue> {
    let counted = |number: &ValueId| {
        let number = *number as usize;
        (
            Reverse(counts.with[number] as usize),
            entries[number].name.as_str(),
        )
    };
    let mut values: Vec<Counted<'_>> = counts.found.iter().map(counted).collect();
    if facet.counts_unknown() && counts.without > 0 {
        add_unknown(&mut values, counts.without);
    }
    keep_best(&mut values, limit, chosen);
    let owned = |(Reverse(count), name): Counted<'_>| FacetValue {
        value: name.to_owned(),
        count,
        in_archive: None,
    };
    values.into_iter().map(owned).collect()
}

/// A value of a facet by what orders it: the most frequent first, then by name.
type Counted<'a> = (Reverse<usize>, &'a str);

/// Counts articles without a value, together with those whose value has the very name that stands for it.
fn add_unknown(values: &mut Vec<Counted<'_>>, without: usize) {
    match values.iter_mut().find(|(_, name)| *name == UNKNOWN) {
        Some((Reverse(count), _)) => *count += without,
        None => values.push((Reverse(without), UNKNOWN)),
    }
}

/// Keeps the most frequent values, and those that are chosen however rare they are, and puts them in order.
fn keep_best(values: &mut Vec<Counted<'_>>, limit: usize, chosen: &[&str]) {
    // A large index has half a million people: only what is shown is sorted.
    if values.len() > limit {
        values.select_nth_unstable(limit);
        let rare = values.split_off(limit);
        values.extend(rare.into_iter().filter(|(_, name)| chosen.contains(name)));
    }
    values.sort_unstable();
}
