//! `GET /api/search`: parse, search, answer.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use query_language::ParsedQuery;
use search_engine::{
    ENOUGH, Explain, FacetField, FilterValue, Filters, MAX_FACET_VALUES, MAX_HALF_LIFE, MAX_LIMIT,
    MAX_WINDOW, SearchRequest, SearchResults, Sort,
};

use crate::App;
use crate::error::ApiError;
use crate::parameters::{Edge, Given, Parameter, ParameterKind, QUERY, parse_query};

/// Answers a search.
pub(crate) async fn search(
    State(app): State<App>,
    RawQuery(raw): RawQuery,
) -> Result<Json<SearchResults>, ApiError> {
    let request = search_request(raw.as_deref().unwrap_or_default())?;
    Ok(Json(app.gate.search(request).await?))
}

/// Returns what a search can be given.
pub(crate) fn parameters() -> Vec<Parameter> {
    let mut parameters = narrowing_parameters();
    parameters.extend(hit_parameters());
    parameters.extend(facet_parameters());
    parameters
}

/// Returns what decides which articles a search finds, and in which order: all that can be given where all of them
/// are wanted.
pub(crate) fn narrowing_parameters() -> Vec<Parameter> {
    use ParameterKind::{Choice, Date, Flag, Number, Values};
    let mut parameters = vec![QUERY];
    parameters.extend(FacetField::ALL.map(|facet| Parameter {
        name: facet.name(),
        kind: Values,
        about: "narrows to articles with this value of the facet; may be repeated (any of these); \
                a leading `-` keeps articles with the value out",
    }));
    parameters.extend([
        Parameter {
            name: "after",
            kind: Date,
            about: "first day of publication, itself included",
        },
        Parameter {
            name: "before",
            kind: Date,
            about: "last day of publication, itself included",
        },
        Parameter {
            name: "undated",
            kind: Flag,
            about: "whether only articles without a known date are wanted",
        },
        Parameter {
            name: "sort",
            kind: Choice(&["relevance", "newest", "oldest"]),
            about: "order of hits; without a query the default is newest, else relevance",
        },
        Parameter {
            name: "half_life",
            kind: Number {
                default: 0,
                max: MAX_HALF_LIFE,
            },
            about: "days in which half of what age can take from a score is gone, counted from the newest article; \
                    age takes at most half of a score, and nothing with 0",
        },
    ]);
    parameters
}

/// Returns what says which hits of a search are given, and how.
fn hit_parameters() -> [Parameter; 4] {
    use ParameterKind::{Flag, Number};
    [
        Parameter {
            name: "limit",
            kind: Number {
                default: 10,
                max: MAX_LIMIT,
            },
            about: "how many hits to give",
        },
        Parameter {
            name: "offset",
            kind: Number {
                default: 0,
                max: MAX_WINDOW,
            },
            about: "how many hits to pass over; offset + limit is at most 10000",
        },
        Parameter {
            name: "enough",
            kind: Number {
                default: ENOUGH,
                max: MAX_WINDOW,
            },
            about: "with fewer articles than this that have all plain words, those with fewer of the words follow",
        },
        Parameter {
            name: "explain",
            kind: Flag,
            about: "whether each hit tells how its score came about",
        },
    ]
}

/// Returns what says which facets of a search are given.
fn facet_parameters() -> [Parameter; 5] {
    use ParameterKind::{Choice, Number, Text};
    [
        Parameter {
            name: "facets",
            kind: Number {
                default: 10,
                max: MAX_FACET_VALUES,
            },
            about: "how many values each facet gives; 0 leaves facets and dates out",
        },
        Parameter {
            name: "counts",
            kind: Choice(&["choices", "matches"]),
            about: "what facets and dates count: what could be chosen, whatever is chosen in the same facet \
                    (the default), or the matches alone",
        },
        Parameter {
            name: "facet_order",
            kind: Choice(&["count", "significant"]),
            about: "which people, organisations and places are given: those that most matches name (the default), or \
                    those that set the matches apart from the archive",
        },
        Parameter {
            name: "facet_query",
            kind: Text,
            about: "a facet and starts of words, such as person:hald: that facet gives the values, however rare, that \
                    have a word with each of these starts",
        },
        Parameter {
            name: "interval",
            kind: Choice(&["day", "week", "month", "year"]),
            about: "by what dates are counted; by what suits their span where it is not given, and by the next coarser \
                    one where it would be over 500 counts",
        },
    ]
}

/// Reads the query string of a search.
fn search_request(raw: &str) -> Result<SearchRequest, ApiError> {
    let accepted = parameters();
    let given = Given::read(raw, &accepted)?;
    let limit = given.number("limit")?;
    let offset = given.number("offset")?;
    if offset + limit > MAX_WINDOW {
        return Err(ApiError::over_limit("offset + limit", MAX_WINDOW));
    }
    Ok(SearchRequest {
        half_life: given.number("half_life")?,
        limit,
        offset,
        facet_values: given.number("facets")?,
        counts: given.choice("counts")?,
        facet_order: given.choice("facet_order")?,
        facet_query: given.parsed("facet_query")?,
        interval: given.parsed("interval")?,
        enough: given.number("enough")?,
        explain: if given.flag("explain")? {
            Explain::Yes
        } else {
            Explain::No
        },
        ..narrowed(&given)?
    })
}

/// Returns the search with the query, the filters and the order that were given, and the defaults of the rest.
pub(crate) fn narrowed(given: &Given<'_>) -> Result<SearchRequest, ApiError> {
    let query = parse_query(given.one("q"))?;
    Ok(SearchRequest {
        filters: filters(given)?,
        sort: sort(given, &query)?,
        ..SearchRequest::new(query)
    })
}

fn filters(given: &Given) -> Result<Filters, ApiError> {
    let mut facets = BTreeMap::new();
    for facet in FacetField::ALL {
        let values: Vec<FilterValue> = given.all(facet.name()).map(FilterValue::from).collect();
        if !values.is_empty() {
            facets.insert(facet, values);
        }
    }
    Ok(Filters {
        facets,
        after: given.day("after", Edge::First)?,
        before: given.day("before", Edge::Last)?,
        undated: given.flag("undated")?,
    })
}

fn sort(given: &Given, query: &ParsedQuery) -> Result<Sort, ApiError> {
    match given.one("sort") {
        Some(sort) => sort
            .parse()
            .map_err(|expected| ApiError::bad_parameter("sort", sort, expected)),
        None if query.text.trim().is_empty() => Ok(Sort::Newest),
        None => Ok(Sort::Relevance),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_query_string_is_too_odd(raw in any::<String>()) {
            let _ = search_request(&raw);
        }

        #[test]
        fn what_passes_is_within_the_limits(
            name in prop::sample::select(vec!["limit", "offset", "enough", "facets", "after", "before", "sort", "half_life", "explain", "undated", "counts", "facet_order", "facet_query", "interval"]),
            value in "[0-9]{0,6}|[-+.0-9a-z]{0,12}",
        ) {
            let Ok(request) = search_request(&format!("q=a&{name}={value}")) else {
                return Ok(());
            };
            prop_assert!(request.limit <= MAX_LIMIT && request.offset + request.limit <= MAX_WINDOW);
            prop_assert!(request.facet_values <= MAX_FACET_VALUES && request.enough <= MAX_WINDOW);
        }
    }
}
