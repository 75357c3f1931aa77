//! [`RemoteEngine`]: a search-server over HTTP as an engine.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::time::Duration;

use article::{ArticleId, EntityKind};
use form_urlencoded::Serializer;
use query_language::ParsedQuery;
use search_engine::{
    ArticleView, Counts, ENOUGH, EntityView, Explain, FacetOrder, FilterEffect, IndexStatus, MAX_LIMIT,
    Matches, SearchEngine, SearchError, SearchRequest, SearchResults, Sort, Suggestion,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::Agent;

use crate::failure::Failure;

/// What to do when a server does not answer as it should.
const HINT: &str = "check the address, and that search-server runs there and is ready: URL/readyz";

/// Longest wait for one answer: a server with a full queue takes about half a minute.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest wait for a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// Largest answer that is read: a page of a hundred hits and a thousand values a facet is under a megabyte.
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;

/// A search-server that answers searches.
pub(crate) struct RemoteEngine {
    agent: Agent,
    address: String,
}

impl RemoteEngine {
    /// Returns the engine at an address, such as `http://127.0.0.1:8311`. Nothing is asked yet.
    pub(crate) fn new(address: &str) -> Result<Self, Failure> {
        let address = address.trim_end_matches('/');
        let address = match address.split_once("://") {
            Some(("http", rest)) if !rest.is_empty() => address.to_owned(),
            Some(("https", _)) => {
                let hint = "give an http:// address, if need be of a tunnel to the server";
                return Err(Failure::new("search-cli does not speak https", hint));
            }
            None if !address.is_empty() => format!("http://{address}"),
            _ => {
                let message = format!("`{address}` is no address of a server");
                return Err(Failure::new(message, "give one such as http://127.0.0.1:8311"));
            }
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT_PATIENCE))
            .timeout_global(Some(PATIENCE))
            .proxy(None);
        Ok(Self {
            agent: config.build().new_agent(),
            address,
        })
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, SearchError> {
        self.find(path)?
            .ok_or_else(|| self.error("there is no search-server at this address".to_owned()))
    }

    /// Asks for something that may not be there.
    fn find<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, SearchError> {
        let url = format!("{}{path}", self.address);
        let answer = self.agent.get(&url).header("accept", "application/json").call();
        let mut answer = answer.map_err(|error| self.error(error.to_string()))?;
        let body = answer
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER_BYTES)
            .read_to_string();
        let body = body.map_err(|error| self.error(error.to_string()))?;
        match answer.status().as_u16() {
            200 => {
                let parsed = serde_json::from_str(&body);
                parsed
                    .map(Some)
                    .map_err(|error| self.error(format!("the answer cannot be read: {error}")))
            }
            404 => Ok(None),
            status => Err(self.refused(status, &body)),
        }
    }

    /// Returns a refusal as an error, in the words of the server where it has some.
    fn refused(&self, status: u16, body: &str) -> SearchError {
        match refusal(body) {
            Some(refusal) => self.error(refusal),
            None => self.error(format!("it answers with status {status}")),
        }
    }

    fn error(&self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> SearchError {
        SearchError::Io {
            path: self.address.clone(),
            error: io::Error::other(cause),
        }
    }
}

/// Returns what to do about an error of a [`RemoteEngine`]; none for one of another engine.
pub(crate) fn hint(error: &SearchError) -> Option<&str> {
    let SearchError::Io { path, error } = error else {
        return None;
    };
    if !path.starts_with("http://") {
        return None;
    }
    let refusal = error.get_ref().and_then(|cause| cause.downcast_ref::<Refusal>());
    Some(refusal.map_or(HINT, |refusal| refusal.hint.as_str()))
}

impl SearchEngine for RemoteEngine {
    /// Asks for one page after another where more hits are wanted than a page holds.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        let mut results: SearchResults = self.get(&search_path(request, request.offset, request.limit))?;
        let without_facets = SearchRequest {
            facet_values: 0,
            ..request.clone()
        };
        let mut page_is_full = results.hits.len() == MAX_LIMIT;
        while page_is_full && results.hits.len() < request.limit {
            let n_hits = results.hits.len();
            let path = search_path(&without_facets, request.offset + n_hits, request.limit - n_hits);
            let page: SearchResults = self.get(&path)?;
            page_is_full = page.hits.len() == MAX_LIMIT;
            results.took_ms += page.took_ms;
            results.hits.extend(page.hits);
        }
        Ok(results)
    }

    /// Reads the articles while the server sends them.
    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        let mut pairs = shared_pairs(request);
        pairs.append_pair("format", "jsonl");
        let url = format!("{}/api/export?{}", self.address, pairs.finish());
        // However many articles there are, they may take their time.
        let unhurried = self.agent.get(&url).config().timeout_global(None).build();
        let mut answer = unhurried.call().map_err(|error| self.error(error.to_string()))?;
        if answer.status() != 200 {
            let body = answer.body_mut().read_to_string().unwrap_or_default();
            return Err(self.refused(answer.status().as_u16(), &body));
        }
        let address = self.address.clone();
        let lines = BufReader::new(answer.into_body().into_reader()).lines();
        Ok(Box::new(lines.map(move |line| {
            let article = line.and_then(|line| serde_json::from_str(&line).map_err(io::Error::other));
            article.map_err(|error| SearchError::Io {
                path: address.clone(),
                error,
            })
        })))
    }

    fn article(
        &self,
        id: ArticleId,
        query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        let mut pairs = Serializer::new(String::new());
        if let Some(query) = query {
            pairs.append_pair("q", &query.text);
        }
        self.find(&format!("/api/articles/{id}?{}", pairs.finish()))
    }

    fn related(&self, id: ArticleId, limit: usize) -> Result<Option<SearchResults>, SearchError> {
        self.find(&format!("/api/articles/{id}/related?limit={limit}"))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        /// The answer of the server.
        #[derive(Deserialize)]
        struct Suggestions {
            suggestions: Vec<Suggestion>,
        }
        let mut pairs = Serializer::new(String::new());
        pairs
            .append_pair("q", typed)
            .append_pair("limit", &limit.to_string());
        let answer: Suggestions = self.get(&format!("/api/suggest?{}", pairs.finish()))?;
        Ok(answer.suggestions)
    }

    fn entity(&self, kind: EntityKind, name: &str) -> Result<Option<EntityView>, SearchError> {
        let form = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
        // In a path a plus is a plus.
        self.find(&format!("/api/entities/{kind}/{}", form.replace('+', "%20")))
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        self.get("/readyz")
    }
}

fn search_path(request: &SearchRequest, offset: usize, limit: usize) -> String {
    let mut pairs = shared_pairs(request);
    pairs.append_pair("limit", &limit.min(MAX_LIMIT).to_string());
    pairs.append_pair("offset", &offset.to_string());
    pairs.append_pair("facets", &request.facet_values.to_string());
    if request.counts == Counts::Matches {
        pairs.append_pair("counts", "matches");
    }
    if request.facet_order == FacetOrder::Significant {
        pairs.append_pair("facet_order", "significant");
    }
    if let Some(facet_query) = &request.facet_query {
        pairs.append_pair("facet_query", &facet_query.to_string());
    }
    if let Some(interval) = request.interval {
        pairs.append_pair("interval", interval.name());
    }
    if request.enough != ENOUGH {
        pairs.append_pair("enough", &request.enough.to_string());
    }
    if request.explain == Explain::Yes {
        pairs.append_pair("explain", "true");
    }
    format!("/api/search?{}", pairs.finish())
}

/// Returns the parameters that every path takes which searches: query, filters and order.
fn shared_pairs(request: &SearchRequest) -> Serializer<'static, String> {
    let mut pairs = Serializer::new(String::new());
    pairs.append_pair("q", &request.query.text);
    for (facet, values) in &request.filters.facets {
        for value in values {
            let minus = if value.effect == FilterEffect::Exclude {
                "-"
            } else {
                ""
            };
            pairs.append_pair(facet.name(), &format!("{minus}{}", value.value));
        }
    }
    for (name, day) in [
        ("after", request.filters.after),
        ("before", request.filters.before),
    ] {
        if let Some(day) = day {
            pairs.append_pair(name, &day.to_string());
        }
    }
    if request.filters.undated {
        pairs.append_pair("undated", "true");
    }
    let sort = match request.sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    };
    pairs.append_pair("sort", sort);
    if request.half_life > 0 {
        pairs.append_pair("half_life", &request.half_life.to_string());
    }
    pairs
}

/// What a server refuses, and what to do.
#[derive(Debug, Deserialize)]
struct Refusal {
    message: String,
    hint: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Refusal {}

/// Reads a refusal.
fn refusal(body: &str) -> Option<Refusal> {
    /// The body of an error, as docs/API.md has it.
    #[derive(Deserialize)]
    struct Body {
        error: Refusal,
    }
    let body: Body = serde_json::from_str(body).ok()?;
    Some(body.error)
}
