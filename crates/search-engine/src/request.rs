//! What a search asks for: the query, filters by facet and date, order and page.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use article::EntityKind;
use jiff::civil::Date;
use query_language::{ParsedQuery, Query};
use serde::{Deserialize, Serialize};

use crate::KeyedName;

/// Most hits of one page.
pub const MAX_LIMIT: usize = 100;
/// Deepest page: `offset + limit` may not pass this.
pub const MAX_WINDOW: usize = 10_000;
/// Longest half-life of age, in days: a century.
pub const MAX_HALF_LIFE: usize = 36_500;
/// Most articles like one in one answer.
pub const MAX_RELATED: usize = 50;
/// Most values of one facet in one answer.
pub const MAX_FACET_VALUES: usize = 1_000;

/// Fewest matches with a value before it can set them apart: two may be chance.
pub const MIN_SIGNIFICANT: usize = 3;

/// Matches with which a search is content, unless it asks for another number: one page.
pub const ENOUGH: usize = 10;

/// One search.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// The query.
    pub query: ParsedQuery,
    /// What the results are narrowed to.
    pub filters: Filters,
    /// In which order hits come.
    pub sort: Sort,
    /// Days in which half of what age can take from a score is gone, up to [`MAX_HALF_LIFE`]; 0 lets age not count.
    pub half_life: usize,
    /// How many hits, at most [`MAX_LIMIT`] (batch runs may ask for more, within [`MAX_WINDOW`]).
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many values each facet gives, at most [`MAX_FACET_VALUES`]; 0 leaves facets and histogram out.
    pub facet_values: usize,
    /// What facets and histogram count.
    pub counts: Counts,
    /// Which values the facets of people, organisations and places give.
    pub facet_order: FacetOrder,
    /// A facet of which only some values are wanted.
    pub facet_query: Option<FacetQuery>,
    /// By what dates are counted; where none is asked for, by what suits their span.
    pub interval: Option<Interval>,
    /// With fewer matches than this for all words typed side by side, articles with fewer of them follow.
    pub enough: usize,
    /// Whether each hit tells how its score came about.
    pub explain: Explain,
    /// What each hit tells beside what its article is.
    pub detail: HitDetail,
}

/// What facets and histogram count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// What could be chosen: the counts of a facet ignore what is chosen in it, those of days the chosen days.
    #[default]
    Choices,
    /// The matches and nothing else.
    Matches,
}

impl FromStr for Counts {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "choices" => Ok(Self::Choices),
            "matches" => Ok(Self::Matches),
            _ => Err("what is counted is choices or matches"),
        }
    }
}

/// Which values the facets of people, organisations and places give, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FacetOrder {
    /// Those that most matches have.
    #[default]
    Count,
    /// Those that set the matches apart from the archive: what they have far more often than other articles.
    Significant,
}

impl FromStr for FacetOrder {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "count" => Ok(Self::Count),
            "significant" => Ok(Self::Significant),
            _ => Err("the order of facet values is count or significant"),
        }
    }
}

/// A facet of which only the values are wanted that have words with these starts, whatever the order of facets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetQuery {
    /// The facet.
    pub facet: FacetField,
    /// The starts of words, as typed.
    pub typed: String,
}

impl FromStr for FacetQuery {
    type Err = &'static str;

    /// Reads a facet's name and what is typed, such as `person:hald`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once(':');
        let read = parts.and_then(|(name, typed)| {
            let facet = FacetField::ALL.into_iter().find(|facet| facet.name() == name)?;
            let typed = typed.trim().to_owned();
            (!typed.is_empty()).then_some(Self { facet, typed })
        });
        read.ok_or(
            "it is a facet and starts of words, such as person:hald; \
             the facets are source, person, organisation, place, language and agency",
        )
    }
}

impl fmt::Display for FacetQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.facet, self.typed)
    }
}

/// By what dates are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// Calendar days.
    Day,
    /// Weeks from Monday to Sunday, as ISO 8601 has them.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl Interval {
    /// Returns its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl FromStr for Interval {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Day, Self::Week, Self::Month, Self::Year];
        let mut all = all.into_iter();
        all.find(|interval| interval.name() == text)
            .ok_or("dates are counted by day, week, month or year")
    }
}

/// What a hit tells beside what its article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitDetail {
    /// What a page of results shows: passages, marks, names and copies.
    #[default]
    Page,
    /// Nothing: a ranking of a thousand articles is for a program.
    Ranking,
}

impl SearchRequest {
    /// Returns a search for every article, with no filter.
    pub fn all_articles() -> Self {
        Self::new(ParsedQuery {
            text: String::new(),
            tree: Query::All,
            explained: "all articles".into(),
            parts: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// Returns a search with no filter, by relevance: the first ten hits with ten values a facet.
    pub fn new(query: ParsedQuery) -> Self {
        Self {
            query,
            filters: Filters::default(),
            sort: Sort::Relevance,
            half_life: 0,
            limit: 10,
            offset: 0,
            facet_values: 10,
            counts: Counts::Choices,
            facet_order: FacetOrder::Count,
            facet_query: None,
            interval: None,
            enough: ENOUGH,
            explain: Explain::No,
            detail: HitDetail::Page,
        }
    }
}

/// Which entities are wanted.
#[derive(Clone, Debug)]
pub struct EntitiesRequest {
    /// Their kind; every kind where there is none.
    pub kind: Option<EntityKind>,
    /// Names one of which articles write; any where there is none.
    pub names: Vec<KeyedName>,
    /// How many, the most frequent.
    pub limit: usize,
}

/// Whether a hit tells how its score came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest publication first, undated last.
    Newest,
    /// Earliest publication first, undated last.
    Oldest,
}

impl FromStr for Sort {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "relevance" => Ok(Self::Relevance),
            "newest" => Ok(Self::Newest),
            "oldest" => Ok(Self::Oldest),
            _ => Err("the order is relevance, newest or oldest"),
        }
    }
}

/// A property of articles that results are counted by and narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetField {
    /// Publisher.
    Source,
    /// Language code.
    Language,
    /// Wire agency credited.
    Agency,
    /// Person, organisation or place.
    Entity(EntityKind),
}

impl FacetField {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Source,
        Self::Entity(EntityKind::Person),
        Self::Entity(EntityKind::Organisation),
        Self::Entity(EntityKind::Place),
        Self::Language,
        Self::Agency,
    ];

    /// Returns the facet's name in JSON, in URLs and in the index.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Language => "language",
            Self::Agency => "agency",
            Self::Entity(kind) => kind.name(),
        }
    }

    /// Returns the facet's place in [`FacetField::ALL`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Source => 0,
            Self::Entity(EntityKind::Person) => 1,
            Self::Entity(EntityKind::Organisation) => 2,
            Self::Entity(EntityKind::Place) => 3,
            Self::Language => 4,
            Self::Agency => 5,
        }
    }

    /// Returns whether articles without a value count under [`UNKNOWN`].
    pub fn counts_unknown(self) -> bool {
        matches!(self, Self::Source | Self::Language)
    }
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The facet value of articles whose source or language is not known.
pub const UNKNOWN: &str = "unknown";

/// One value of a facet that results are narrowed to, or that is kept out of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterValue {
    /// The value, as facets give it.
    pub value: String,
    /// Whether articles with it are wanted or unwanted.
    pub effect: FilterEffect,
}

/// What a filter value does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterEffect {
    /// Wanted: several wanted values of one facet widen.
    Include,
    /// Unwanted.
    Exclude,
}

/// Reads a value as the API takes it: a leading `-` excludes.
impl From<&str> for FilterValue {
    fn from(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(value) if !value.is_empty() => Self {
                value: value.to_owned(),
                effect: FilterEffect::Exclude,
            },
            _ => Self {
                value: text.to_owned(),
                effect: FilterEffect::Include,
            },
        }
    }
}

/// What results are narrowed to: every facet and the span of days must agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The chosen values of each facet.
    pub facets: BTreeMap<FacetField, Vec<FilterValue>>,
    /// First day of publication.
    pub after: Option<Date>,
    /// Last day of publication.
    pub before: Option<Date>,
    /// Whether only articles without a known date are wanted; with a day nothing is found.
    pub undated: bool,
}
