//! What a search answers: the pinned JSON of docs/API.md, the same for HTTP, command line and batch runs.

use std::collections::BTreeMap;

use article::{ArticleId, ArticleRecord, EntityKind, Precision, TextField};
use query_language::{QueryPart, Warning};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The answer to one search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SearchResults {
    /// The query as it was understood.
    pub query: QueryEcho,
    /// How many articles match.
    pub total: usize,
    /// How the matches fall apart by how many of the words they have, best first.
    pub matches: Vec<MatchTier>,
    /// Whether the deadline passed before every match was seen; counts are then lower bounds.
    pub partial: bool,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
    /// The index that answered.
    pub index: IndexStatus,
    /// One page of matches.
    pub hits: Vec<Hit>,
    /// Counts over all matches; absent where none were asked for.
    pub facets: Option<Facets>,
}

/// A query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueryEcho {
    /// The text as typed.
    pub text: String,
    /// What was searched, in words.
    pub explained: String,
    /// The query as its author may have meant it, where a word finds little and a close spelling finds much.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub suggestion: Option<String>,
    /// Its parts at the top level, in the order of the text, each with what to take out to be rid of it.
    #[serde(default)]
    pub parts: Vec<QueryPart>,
    /// What was taken otherwise than typed.
    pub warnings: Vec<Warning>,
}

/// Matches that have the same share of the query's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MatchTier {
    /// What they have, such as `all words`, `most words` or `some words`.
    pub label: String,
    /// How many there are.
    pub count: usize,
}

/// Which index answers and how many articles it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IndexStatus {
    /// Number of the generation, and of the update within it, such as `3.17`.
    pub generation: String,
    /// Articles in the index.
    pub articles: usize,
}

/// One article that matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hit {
    /// Stable id.
    #[schema(value_type = String)]
    pub id: ArticleId,
    /// The record's own id where it has one, else its path.
    pub key: String,
    /// Path below the corpus folder.
    pub path: String,
    /// Headline.
    pub title: Option<String>,
    /// What to show as a headline where there is none: the start of the story.
    pub lead: String,
    /// Publisher.
    pub source: Option<String>,
    /// Publication date.
    pub published: Option<String>,
    /// How much of it is known.
    pub published_precision: Option<Precision>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Relevance; comparable within one answer only.
    pub score: f32,
    /// Up to three passages, each a list of pieces.
    pub snippets: Vec<Vec<Piece>>,
    /// The headline in pieces, marked; empty where there is none.
    pub title_pieces: Vec<Piece>,
    /// The entities that the article names most.
    pub entities: Vec<EntityName>,
    /// Other articles of the index with the same story.
    pub duplicates: Vec<Duplicate>,
    /// How the score came about, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub explanation: Option<Vec<ScorePart>>,
}

/// A piece of article text. Data, never markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was searched for.
    #[serde(rename = "match")]
    pub is_match: bool,
}

/// A person, organisation or place by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct EntityName {
    /// What it is.
    pub kind: EntityKind,
    /// The name, as facets give it.
    pub name: String,
}

/// Another article with the same story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Duplicate {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ArticleId,
    /// Its publisher.
    pub source: Option<String>,
}

/// Entities of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntityList {
    /// How many there are.
    pub total: usize,
    /// The most frequent of them.
    pub entities: Vec<EntityView>,
}

/// A person, organisation or place of the archive, and how its articles write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntityView {
    /// What it is.
    pub kind: EntityKind,
    /// The name, as facets give it.
    pub name: String,
    /// How many articles name it.
    pub count: usize,
    /// The ways in which they write it, the most frequent first; an article may write several.
    pub spellings: Vec<EntitySpelling>,
}

/// One way in which articles write an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntitySpelling {
    /// The words.
    pub text: String,
    /// How many articles write it so.
    pub count: usize,
    /// How many of them each source has, the most frequent first.
    pub sources: Vec<FacetValue>,
    /// The keys under which articles store it: spellings of one key were joined by Dateline.
    pub keys: Vec<String>,
    /// The lines of aliases.tsv that touch these keys.
    pub corrections: Vec<String>,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScorePart {
    /// What it is for, such as `security in the headline`.
    pub label: String,
    /// What it adds.
    pub value: f32,
}

/// Counts over all matches. Each facet's counts ignore what is chosen in that facet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facets {
    /// Values of each facet, most frequent first, by the facet's name.
    #[serde(flatten)]
    pub values: BTreeMap<String, Vec<FacetValue>>,
    /// Matches by calendar year, month, week or day, whichever was asked for or suits the span, without gaps.
    pub date: Vec<DateBucket>,
    /// Matches without a known date.
    pub undated: usize,
}

/// A value of a facet and how many matches have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// How many matches have it.
    pub count: usize,
    /// How many articles of the index have it, where values are given that set the matches apart.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_archive: Option<usize>,
}

/// A span of days and how many matches were published in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateBucket {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// How many matches.
    pub count: usize,
    /// How many articles of the index.
    pub in_archive: usize,
}

/// A stored article and where a query matches in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ArticleView {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRecord,
    /// Where the query matches, in reading order.
    pub matches: Vec<MatchSpan>,
    /// Other articles of the index with the same story.
    pub duplicates: Vec<Duplicate>,
}

/// A place in an article where the query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MatchSpan {
    /// The part of the article.
    pub field: TextField,
    /// Start, in Unicode scalar values from the start of the field.
    pub start: usize,
    /// End (exclusive), in Unicode scalar values from the start of the field.
    pub end: usize,
}

/// A completion of what is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// What it is: `person`, `organisation`, `place`, `source`, `headline` or `word`.
    pub kind: String,
    /// What to show.
    pub text: String,
    /// The query that it stands for.
    pub query: String,
    /// How many articles have it.
    pub count: usize,
}
