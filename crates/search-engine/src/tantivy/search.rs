//! One search: translate, run, widen where too little is found, and put the answer together.

use std::time::{Duration, Instant};

use query_language::Warning;

use super::aging::Aging;
use super::close_spellings::{Respelled, respelled};
use super::closeness::Closeness;
use super::cores::{Core, both};
use super::facet_search::values_with;
use super::filters::FilterSet;
use super::frequent::Frequent;
use super::head_facets::most_frequent;
use super::highlighting::highlighter;
use super::histogram::histogram;
use super::hits::{hit, n_to_read};
use super::matching::combined;
use super::page::{Counting, Page, Pass};
use super::ranked::Ranked;
use super::significance::significant_values;
use super::snapshot::Snapshot;
use super::tally::Tally;
use super::terms::TermSource;
use super::translate::{Need, Translator};
use super::verified::Clock;
use super::words::explained;
use crate::highlight::Highlighter;
use crate::{
    FacetField, FacetOrder, Facets, Hit, MAX_FACET_VALUES, MAX_HALF_LIFE, MAX_WINDOW, MatchTier, QueryEcho,
    SearchError, SearchRequest, SearchResults, Sort,
};

/// A search that takes longer answers with what it has, and says so.
pub(super) const DEADLINE: Duration = Duration::from_secs(1);
/// A search for everything that takes longer fails, because what it has is not everything.
const LONG_DEADLINE: Duration = Duration::from_secs(60);
/// Articles to read for a page of which half are worth a core of their own.
const WORTH_A_CORE: usize = 6;

/// Answers a search on one state of the index.
pub(super) fn search(snapshot: &Snapshot, request: &SearchRequest) -> Result<SearchResults, SearchError> {
    let started = Instant::now();
    let _core = Core::for_search();
    check_limits(request)?;
    let clock = Clock::new(started + DEADLINE);
    let mut terms = TermSource::new(snapshot);
    let explained = explained(snapshot, &mut terms, &request.query)?;
    let respelled = respelled(snapshot, &mut terms, &request.query, &clock)?;
    let widened = respelled.request(request);
    let request = widened.as_ref().unwrap_or(request);
    let filters = FilterSet::new(&request.filters, snapshot)?;
    let closeness = closeness(snapshot, &mut terms, request)?;
    let pass = Pass {
        snapshot,
        filters: &filters,
        sort: request.sort,
        aging: Aging::new(snapshot, request.half_life),
        keep: closeness.n_kept(request.offset + request.limit),
        counting: if request.facet_values > 0 {
            Counting::Facets(request.counts)
        } else {
            Counting::Total
        },
        deadline: started + DEADLINE,
    };
    let mut translator = Translator::new(snapshot, &request.query.text, terms, clock);
    let mut tally = match pass.counting {
        Counting::Facets(_) => snapshot.rooms.take(snapshot),
        Counting::Total => Tally::default(),
    };
    let tiers = ranked_tiers(&pass, &mut translator, request, &closeness, &mut tally)?;
    let matches = shown_tiers(&tiers);
    let page = join(tiers);
    let facets = (pass.counting != Counting::Total).then(|| {
        let facets = facets(snapshot, &filters, &mut tally, request);
        snapshot.rooms.give_back(tally);
        facets
    });
    let highlighter = highlighter(snapshot, &mut translator.terms, &request.query.tree)?;
    Ok(SearchResults {
        hits: hits(snapshot, request, &highlighter, &page.best)?,
        total: page.total,
        matches,
        partial: page.is_partial || translator.clock.is_late(),
        query: echo(request, explained, respelled, translator.warnings),
        facets,
        index: snapshot.status(),
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
    })
}

/// Makes the hits of the page that is asked for, half of them on another core where so many are to be read that it is
/// worth it.
fn hits(
    snapshot: &Snapshot,
    request: &SearchRequest,
    highlighter: &Highlighter,
    best: &[Ranked],
) -> Result<Vec<Hit>, SearchError> {
    let shown = best.get(request.offset..).unwrap_or_default();
    let shown = &shown[..request.limit.min(shown.len())];
    let made = |shown: &[Ranked]| -> Result<Vec<Hit>, SearchError> {
        let hits = shown.iter();
        hits.map(|ranked| hit(snapshot, request, highlighter, ranked))
            .collect()
    };
    if n_to_read(snapshot, request, highlighter, shown) < WORTH_A_CORE {
        return made(shown);
    }
    let (first, others) = shown.split_at(shown.len() / 2);
    let (hits, others) = both(|| made(first), || made(others));
    let mut hits = hits?;
    hits.extend(others?);
    Ok(hits)
}

/// Returns the query as it was understood, with what its parser, the close spellings and the index made of it.
fn echo(
    request: &SearchRequest,
    explained: String,
    respelled: Respelled,
    of_index: Vec<Warning>,
) -> QueryEcho {
    let mut warnings = request.query.warnings.clone();
    warnings.extend(respelled.warnings);
    warnings.extend(of_index);
    QueryEcho {
        text: request.query.text.clone(),
        explained,
        suggestion: respelled.suggestion,
        parts: request.query.parts.clone(),
        warnings,
    }
}

/// Returns every match of a search, in its order.
pub(super) fn every_match(snapshot: &Snapshot, request: &SearchRequest) -> Result<Vec<Ranked>, SearchError> {
    let deadline = Instant::now() + LONG_DEADLINE;
    let clock = Clock::new(deadline);
    let mut terms = TermSource::new(snapshot);
    let respelled = respelled(snapshot, &mut terms, &request.query, &clock)?;
    let widened = respelled.request(request);
    let request = widened.as_ref().unwrap_or(request);
    let closeness = closeness(snapshot, &mut terms, request)?;
    let pass = Pass {
        snapshot,
        filters: &FilterSet::new(&request.filters, snapshot)?,
        sort: request.sort,
        aging: Aging::new(snapshot, request.half_life),
        keep: usize::MAX,
        counting: Counting::Total,
        deadline,
    };
    let mut translator = Translator::new(snapshot, &request.query.text, terms, clock);
    let tiers = ranked_tiers(&pass, &mut translator, request, &closeness, &mut Tally::default())?;
    let page = join(tiers);
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

/// Returns what ranks the best matches again; nothing does where they are in the order of their dates.
fn closeness(
    snapshot: &Snapshot,
    terms: &mut TermSource,
    request: &SearchRequest,
) -> Result<Closeness, SearchError> {
    match request.sort {
        Sort::Relevance => Closeness::new(snapshot, terms, &request.query.tree),
        Sort::Newest | Sort::Oldest => Ok(Closeness::default()),
    }
}

/// Runs the query, and ranks the best matches of each tier again by how close the words stand together.
fn ranked_tiers(
    pass: &Pass<'_>,
    translator: &mut Translator<'_>,
    request: &SearchRequest,
    closeness: &Closeness,
    tally: &mut Tally,
) -> Result<Vec<Tier>, SearchError> {
    let mut tiers = run_tiers(pass, translator, request, tally)?;
    for tier in &mut tiers {
        closeness.rerank(pass.snapshot, &mut tier.page.best)?;
    }
    Ok(tiers)
}

/// Runs the query for all words, then, while too little is found, for most and for any. A tier leaves out what
/// the tiers before it found. A question asks for any word: by relevance as one tier, because what its words say
/// decides, not how many there are; by date as all tiers, because the latest of what has one of them says nothing.
fn run_tiers(
    pass: &Pass<'_>,
    translator: &mut Translator<'_>,
    request: &SearchRequest,
    tally: &mut Tally,
) -> Result<Vec<Tier>, SearchError> {
    let query = &request.query.tree;
    let (n_words, is_question) = translator.telling(query)?;
    if is_question && request.sort == Sort::Relevance {
        let any = translator.translate(query, Need::AtLeast(1))?;
        let page = pass.run(any, tally)?;
        return Ok(vec![Tier {
            label: "some words",
            page,
        }]);
    }
    let enough = if is_question { usize::MAX } else { request.enough };
    let mut narrower = translator.translate(query, Need::All)?;
    let label = if n_words == 0 { "all" } else { "all words" };
    let mut tiers = vec![Tier {
        label,
        page: pass.run(narrower.box_clone(), tally)?,
    }];
    for (label, need) in wider_needs(n_words) {
        let found: usize = tiers.iter().map(|tier| tier.page.total).sum();
        if found >= enough || tiers.iter().any(|tier| tier.page.is_partial) {
            break;
        }
        let wider = translator.translate(query, need)?;
        let others = combined(vec![wider.box_clone()], Vec::new(), vec![narrower]);
        tiers.push(Tier {
            label,
            page: pass.run(others, tally)?,
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

/// Joins the pages of all tiers: a better tier comes first, whatever the scores and dates.
fn join(tiers: Vec<Tier>) -> Page {
    let mut joined = Page::default();
    for Tier { page, .. } in tiers {
        joined.total += page.total;
        joined.best.extend(page.best);
        joined.is_partial |= page.is_partial;
    }
    joined
}

fn facets(snapshot: &Snapshot, filters: &FilterSet, tally: &mut Tally, request: &SearchRequest) -> Facets {
    let (by_day, undated) = tally.by_day(snapshot);
    let mut facets = Facets {
        date: histogram(by_day, request.interval, &snapshot.days),
        undated,
        ..Facets::default()
    };
    if let Some(values) = most_frequent(snapshot, filters, tally, request) {
        facets.values = values;
        return facets;
    }
    let heads = snapshot.rooms.heads(snapshot);
    for (facet, counts) in FacetField::ALL.into_iter().zip(&tally.facets(snapshot)) {
        let table = snapshot.facet(facet);
        let chosen = filters.chosen(facet);
        let limit = request.facet_values;
        let asked = request.facet_query.as_ref().filter(|asked| asked.facet == facet);
        let values = match (asked, facet, request.facet_order) {
            (Some(asked), ..) => values_with(&asked.typed, counts, table, facet, request),
            (None, FacetField::Entity(_), FacetOrder::Significant) => {
                let n_articles = snapshot.status().articles;
                significant_values(counts, table, n_articles, limit, &chosen.numbers)
            }
            _ => {
                let frequent = Frequent {
                    name: |number| table.value(number).name(),
                    head: heads.head(facet),
                    counts,
                    limit,
                };
                frequent.values(&chosen).unwrap_or_default()
            }
        };
        facets.values.insert(facet.name().into(), values);
    }
    facets
}
