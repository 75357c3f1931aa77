//! One query: search, print, say whether anything was found.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use article::ArticleId;
use search_engine::{MAX_RELATED, SearchEngine, SearchResults, Sort};

use crate::Outcome;
use crate::answer::{Look, answer, grouped};
use crate::arguments::Arguments;
use crate::clean::{clean, escape_controls};
use crate::facets::Detail;
use crate::failure::Failure;
use crate::layout::Marks;
use crate::warnings::tell_of_answer;

/// Width of the answer where there is no terminal to ask.
const PIPED_WIDTH: usize = 80;
/// Widest text: longer lines are hard to read, however wide the terminal is.
const MAX_WIDTH: usize = 100;
/// Narrowest text that can still hold a word and its indent.
const MIN_WIDTH: usize = 20;

/// Runs the query of the command line.
pub(crate) fn run(engine: &dyn SearchEngine, arguments: &Arguments) -> Result<Outcome, Failure> {
    let request = arguments.request(&arguments.query())?;
    let results = match arguments.like() {
        None => engine.search(&request)?,
        Some((named, ids)) => related(engine, named, &ids, request.limit.min(MAX_RELATED))?,
    };
    let outcome = if results.total == 0 {
        Outcome::Lacking
    } else {
        Outcome::Done
    };
    if arguments.json {
        let json = serde_json::to_string(&results).expect("results are plain data");
        writeln!(io::stdout(), "{}", escape_controls(&json))?;
        return Ok(outcome);
    }
    let is_listing = request.query.text.trim().is_empty() && arguments.like.is_none();
    tell(&results, request.sort, is_listing);
    let detail = if arguments.facets || arguments.facet_query.is_some() {
        Detail::Full
    } else {
        Detail::Brief
    };
    let look = Look {
        width: width(),
        marks: marks(),
        detail,
        offset: request.offset,
    };
    let mut out = anstream::stdout();
    write!(out, "{}", answer(&request.query.tree, &results, &look))?;
    out.flush()?;
    let n_seen = request.offset + results.hits.len();
    if !results.hits.is_empty() && n_seen < results.total {
        anstream::eprintln!(
            "note: {} more with --offset {n_seen}",
            grouped(results.total - n_seen)
        );
    }
    Ok(outcome)
}

/// Returns the articles most like the first of these that is there.
fn related(
    engine: &dyn SearchEngine,
    named: &str,
    ids: &[ArticleId],
    limit: usize,
) -> Result<SearchResults, Failure> {
    for id in ids {
        if let Some(results) = engine.related(*id, limit)? {
            return Ok(results);
        }
    }
    // Paths are no way into the index: the one of a record that has an id of its own tells where it stands and no more.
    Err(Failure::new(
        format!("no article has the id or key {named}"),
        "give the id that --explain prints below each hit; a path names only articles that have no id of their own",
    ))
}

/// Says on stderr how the query was understood; `is_listing` where there is none.
fn tell(results: &SearchResults, sort: Sort, is_listing: bool) {
    let query = &results.query;
    if is_listing {
        let order = match sort {
            Sort::Oldest => "oldest",
            Sort::Newest | Sort::Relevance => "newest",
        };
        anstream::eprintln!("note: no query, so the {order} articles come first");
    } else if !query.explained.is_empty() {
        anstream::eprintln!("searched: {}", clean(&query.explained));
    }
    if let Some(suggestion) = &query.suggestion {
        anstream::eprintln!("did you mean: {}", clean(suggestion));
    }
    tell_of_answer("", results);
}

fn width() -> usize {
    let terminal = if io::stdout().is_terminal() {
        terminal_size::terminal_size()
    } else {
        None
    };
    let width = terminal.map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0));
    width.clamp(MIN_WIDTH, MAX_WIDTH)
}

fn marks() -> Marks {
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Marks::Bracketed,
        _ => Marks::Styled,
    }
}
