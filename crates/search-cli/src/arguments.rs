//! The command line, and the search it asks for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use article::{ArticleId, EntityKind, Precision, Published};
use article_export::Format;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};
use jiff::civil::Date;
use search_engine::{
    Counts, ENOUGH, Explain, FacetField, FacetOrder, FacetQuery, FilterValue, Filters, HitDetail, MAX_WINDOW,
    SearchRequest, Sort,
};

use crate::failure::Failure;

/// Hits of one search unless told otherwise.
const DEFAULT_LIMIT: usize = 10;
/// Hits a query in `--format trec` unless told otherwise: how deep rankings are judged.
const TREC_DEPTH: usize = 1_000;
/// Values of each facet in JSON and with `--facets`: as many as the server gives unless told otherwise.
pub(crate) const FACET_VALUES: usize = 10;

/// Searches a news archive.
///
/// Several words are one query: `search-cli security guarantee`. A phrase needs its quotes to get past the shell:
/// `search-cli '"security guarantee"'`, and so does a word that begins with a hyphen: `search-cli 'talks -sanctions'`;
/// where it is the first, `search-cli -- -sanctions`. The query language: `search-cli --help-query`.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit status: 0 found, 1 nothing found or a broken line of --batch, 2 usage or broken input."
)]
pub(crate) struct Arguments {
    /// What to search for; without it, the newest articles.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Folder of the index.
    #[arg(long, value_name = "DIR", env = "DATELINE_INDEX", default_value = "index")]
    pub(crate) index: PathBuf,
    /// Server to ask in place of an index, such as http://127.0.0.1:8311; DATELINE_INDEX does not count then.
    #[arg(long, value_name = "URL")]
    pub(crate) server: Option<String>,
    /// Prints the answer as JSON (docs/API.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// How many hits to print [default: 10; 1000 for --format trec].
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How many hits to pass over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Order of hits: relevance, newest or oldest [default: relevance; newest without a query].
    #[arg(long, value_name = "ORDER")]
    sort: Option<Sort>,
    /// Lets newer articles count for more: age takes up to half of a score, half of that in so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    half_life: usize,
    /// Only this source; `-NAME` keeps it out. This and the next five may be repeated.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    source: Vec<String>,
    /// Only this language, by its code, such as en.
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    lang: Vec<String>,
    /// Only articles that name this person.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    person: Vec<String>,
    /// Only articles that name this organisation.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    org: Vec<String>,
    /// Only articles that name this place.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    place: Vec<String>,
    /// Only articles that credit this wire agency.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    agency: Vec<String>,
    /// Only articles published on this day (YYYY-MM-DD, YYYY-MM or YYYY) or later.
    #[arg(long, value_name = "DATE", value_parser = published)]
    after: Option<Published>,
    /// Only articles published on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = published)]
    before: Option<Published>,
    /// Prints more values of every facet, and the dates as a chart.
    #[arg(long)]
    pub(crate) facets: bool,
    /// Prints the values of one facet that have words with these starts, however rare they are, such as person:hald.
    #[arg(long, value_name = "FACET:STARTS")]
    pub(crate) facet_query: Option<FacetQuery>,
    /// Prints how each score came about.
    #[arg(long)]
    explain: bool,
    /// File with one query a line, as text or as {"id", "text"}; `-` is stdin.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "json"])]
    pub(crate) batch: Option<PathBuf>,
    /// Form of the answers to --batch.
    #[arg(long, value_name = "FORM", requires = "batch", default_value = "jsonl", conflicts_with_all = ["query", "json"])]
    pub(crate) format: BatchFormat,
    /// Writes everything that is found, whole and however much it is: csv, jsonl, ris, bibtex or markdown.
    #[arg(long, value_name = "FORM", value_parser = export_format, conflicts_with_all = ["json", "batch", "limit", "offset", "facets", "facet_query", "explain"])]
    pub(crate) export: Option<Format>,
    /// Prints the articles most like this one, in place of a search; at most 50. It is given by the id or the key that
    /// --explain and --json print; the key of an article without an id of its own is its path.
    #[arg(long, value_name = "ID", conflicts_with_all = ["query", "batch", "export", "offset", "facets", "facet_query", "explain", "sort", "half_life", "source", "lang", "person", "org", "place", "agency", "after", "before"])]
    pub(crate) like: Option<String>,
    /// Prints the query language on one screen.
    #[arg(long)]
    pub(crate) help_query: bool,
}

/// The form of the answers to a list of queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    /// One JSON object a query.
    Jsonl,
    /// One row a hit, under a header.
    Csv,
    /// One line a hit, as trec_eval reads it.
    Trec,
}

impl Arguments {
    /// Reads the command line, and ends the program where it is wrong.
    pub(crate) fn read() -> Self {
        let mut command = Self::command();
        let matches = command.get_matches_mut();
        // A conflict of clap's would count the variable as well, so whoever exports it could ask no server.
        let names_index = matches.value_source("index") == Some(ValueSource::CommandLine);
        if names_index && matches.contains_id("server") {
            let message = "the argument '--index <DIR>' cannot be used with '--server <URL>'";
            command.error(ErrorKind::ArgumentConflict, message).exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit())
    }

    /// Returns the query as typed.
    pub(crate) fn query(&self) -> String {
        self.query.join(" ")
    }

    /// Returns which article, by what was given for it, may be the one for which related ones are wanted.
    pub(crate) fn like(&self) -> Option<(&str, Vec<ArticleId>)> {
        let named = self.like.as_deref()?;
        // The id that a record has of its own may look like one of ours.
        let by_id = named.parse().ok();
        Some((
            named,
            by_id.into_iter().chain([ArticleId::from_key(named)]).collect(),
        ))
    }

    /// Returns the search for a query with the filters, order and page of the command line.
    pub(crate) fn request(&self, text: &str) -> Result<SearchRequest, Failure> {
        let default_limit = if self.writes_trec() {
            TREC_DEPTH
        } else {
            DEFAULT_LIMIT
        };
        let limit = self.limit.unwrap_or(default_limit);
        if limit.saturating_add(self.offset) > MAX_WINDOW {
            return Err(Failure::new(
                format!("offset + limit is at most {MAX_WINDOW}"),
                "ask for less at once",
            ));
        }
        let default_sort = if text.trim().is_empty() {
            Sort::Newest
        } else {
            Sort::Relevance
        };
        Ok(SearchRequest {
            query: query_language::parse(text, Some(jiff::Zoned::now().date())),
            filters: self.filters(),
            sort: self.sort.unwrap_or(default_sort),
            half_life: self.half_life,
            limit,
            offset: self.offset,
            facet_values: if self.batch.is_none() || self.facets || self.facet_query.is_some() {
                FACET_VALUES
            } else {
                0
            },
            counts: Counts::Choices,
            facet_order: FacetOrder::Count,
            facet_query: self.facet_query.clone(),
            interval: None,
            // A run that is asked for a thousand articles a query wants them, however few have every word.
            enough: if self.writes_trec() { limit } else { ENOUGH },
            explain: if self.explain { Explain::Yes } else { Explain::No },
            detail: if self.writes_trec() {
                HitDetail::Ranking
            } else {
                HitDetail::Page
            },
        })
    }

    fn writes_trec(&self) -> bool {
        self.batch.is_some() && self.format == BatchFormat::Trec
    }

    fn filters(&self) -> Filters {
        let mut facets = BTreeMap::new();
        for facet in FacetField::ALL {
            let values: Vec<FilterValue> = self
                .values(facet)
                .iter()
                .map(|value| FilterValue::from(value.as_str()))
                .collect();
            if !values.is_empty() {
                facets.insert(facet, values);
            }
        }
        let after: Option<Date> = self.after.map(|date| date.date());
        Filters {
            facets,
            after,
            before: self.before.map(|date| date.last_date()),
            undated: false,
        }
    }

    fn values(&self, facet: FacetField) -> &[String] {
        match facet {
            FacetField::Source => &self.source,
            FacetField::Language => &self.lang,
            FacetField::Agency => &self.agency,
            FacetField::Entity(EntityKind::Person) => &self.person,
            FacetField::Entity(EntityKind::Organisation) => &self.org,
            FacetField::Entity(EntityKind::Place) => &self.place,
        }
    }
}

fn export_format(text: &str) -> Result<Format, String> {
    Format::named(text).ok_or_else(|| format!("the form is one of {}", Format::NAMES.join(", ")))
}

fn published(text: &str) -> Result<Published, &'static str> {
    const EXPECTED: &str = "a date is YYYY-MM-DD, YYYY-MM or YYYY, such as 2025-12-03";
    let date: Published = text.parse().map_err(|_| EXPECTED)?;
    if date.precision() == Precision::Second {
        Err(EXPECTED)
    } else {
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(arguments: &[&str]) -> SearchRequest {
        let arguments = Arguments::try_parse_from(["search-cli"].iter().chain(arguments)).unwrap();
        arguments.request(&arguments.query()).unwrap()
    }

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn several_words_are_one_query() {
        assert_eq!(
            request(&["security", "guarantee"]).query.text,
            "security guarantee"
        );
    }

    #[test]
    fn the_order_follows_the_query() {
        assert_eq!(request(&["ferry"]).sort, Sort::Relevance);
        assert_eq!(request(&["--source", "A"]).sort, Sort::Newest);
        assert_eq!(request(&["--sort", "oldest"]).sort, Sort::Oldest);
    }

    #[test]
    fn filters_widen_and_exclude() {
        let request = request(&[
            "x", "--person", "A", "--person", "-B C", "--lang", "-fr", "--before", "2024-02",
        ]);
        let people = &request.filters.facets[&FacetField::Entity(EntityKind::Person)];
        assert_eq!(people, &[FilterValue::from("A"), FilterValue::from("-B C")]);
        assert_eq!(
            request.filters.facets[&FacetField::Language],
            [FilterValue::from("-fr")]
        );
        assert_eq!(request.filters.before.unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn trec_runs_go_deep_and_need_no_facets() {
        let request = request(&["--batch", "queries", "--format", "trec"]);
        assert_eq!((request.limit, request.facet_values), (1_000, 0));
    }
}
