//! [`ReferenceEngine`]: the contract in the plainest words. It looks at every article for every question, and
//! shares with the embedded engine nothing but the text analysis.

mod facets;
mod matching;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::RwLock;

use article::{ArticleId, ArticleRecord, EnrichedArticle, EntityKind};
use jiff::ToSpan;
use jiff::civil::Date;
pub(crate) use matching::forms;
use matching::is_within;
use query_language::{MAX_KEY_WORDS, ParsedQuery, Query};
use search_engine::{
    ArticleStore, ArticleView, DateBucket, EntityView, FacetField, Filters, Hit, IndexStatus, Interval,
    MAX_FACET_VALUES, MAX_WINDOW, MatchTier, Matches, QueryEcho, SearchEngine, SearchError, SearchRequest,
    SearchResults, Sort, Suggestion,
};

/// An engine without an index.
#[derive(Default)]
pub(crate) struct ReferenceEngine {
    committed: RwLock<Committed>,
    pending: RwLock<Vec<Change>>,
}

#[derive(Default)]
struct Committed {
    articles: BTreeMap<ArticleId, EnrichedArticle>,
    commits: usize,
}

enum Change {
    Put(Box<EnrichedArticle>),
    Remove(ArticleId),
}

impl ReferenceEngine {
    /// Returns a tree with the closest spellings of the words that no article has.
    pub(crate) fn respelled(&self, tree: &Query) -> Query {
        self.committed.read().unwrap().respelled(tree)
    }
}

impl ArticleStore for ReferenceEngine {
    fn put(&self, article: EnrichedArticle) -> Result<(), SearchError> {
        self.pending.write().unwrap().push(Change::Put(Box::new(article)));
        Ok(())
    }

    fn remove(&self, id: ArticleId) -> Result<(), SearchError> {
        self.pending.write().unwrap().push(Change::Remove(id));
        Ok(())
    }

    fn commit(&self) -> Result<(), SearchError> {
        let mut committed = self.committed.write().unwrap();
        for change in self.pending.write().unwrap().drain(..) {
            match change {
                Change::Put(article) => committed.articles.insert(article.article.id, *article),
                Change::Remove(id) => committed.articles.remove(&id),
            };
        }
        committed.commits += 1;
        Ok(())
    }
}

impl SearchEngine for ReferenceEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        self.committed.read().unwrap().search(request)
    }

    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        let committed = self.committed.read().unwrap();
        let everything = SearchRequest {
            offset: 0,
            limit: MAX_WINDOW,
            ..request.clone()
        };
        let found = committed.search(&everything)?.hits;
        let found = found.iter().map(|hit| committed.articles[&hit.id].clone());
        let articles: Vec<_> = found.map(|article| Ok(ArticleRecord::from(article))).collect();
        Ok(Box::new(articles.into_iter()))
    }

    fn article(
        &self,
        id: ArticleId,
        _query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        let committed = self.committed.read().unwrap();
        let article = committed.articles.get(&id).cloned();
        Ok(article.map(|article| ArticleView {
            article: ArticleRecord::from(article),
            matches: Vec::new(),
            duplicates: Vec::new(),
        }))
    }

    fn related(&self, _id: ArticleId, _limit: usize) -> Result<Option<SearchResults>, SearchError> {
        Ok(None)
    }

    fn suggest(&self, _typed: &str, _limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(Vec::new())
    }

    fn entity(&self, _kind: EntityKind, _name: &str) -> Result<Option<EntityView>, SearchError> {
        Ok(None)
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        Ok(self.committed.read().unwrap().status())
    }
}

impl Committed {
    fn status(&self) -> IndexStatus {
        IndexStatus {
            generation: format!("1.{}", self.commits),
            articles: self.articles.len(),
        }
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        check_limits(request)?;
        let spelled = self.respelled(&request.query.tree);
        let request = &SearchRequest {
            query: crate::articles::query(spelled),
            ..request.clone()
        };
        let tree = &request.query.tree;
        let tiers = self.tiers(request);
        let matches = tiers
            .iter()
            .enumerate()
            .filter(|(number, (_, found))| *number == 0 || !found.is_empty())
            .map(|(_, (label, found))| MatchTier {
                label: (*label).into(),
                count: found.len(),
            })
            .collect();
        // Facets count what any tier that was run asks for.
        let least = tiers
            .last()
            .map_or(usize::MAX, |_| needs(tree, request.sort)[tiers.len() - 1].1);
        let facets = (request.facet_values > 0).then(|| self.facets(request, least));
        let mut found: Vec<&EnrichedArticle> = Vec::new();
        for (_, mut tier) in tiers {
            sort(&mut tier, Sort::Newest);
            sort(&mut tier, request.sort);
            found.extend(tier);
        }
        let total = found.len();
        let page = found.into_iter().skip(request.offset).take(request.limit);
        Ok(SearchResults {
            query: QueryEcho {
                text: request.query.text.clone(),
                explained: request.query.explained.clone(),
                suggestion: None,
                parts: Vec::new(),
                warnings: Vec::new(),
            },
            total,
            matches,
            partial: false,
            took_ms: 0.0,
            index: self.status(),
            hits: page.map(hit).collect(),
            facets,
        })
    }

    /// Returns the articles of each tier that is run: all words, most words, some words.
    fn tiers(&self, request: &SearchRequest) -> Vec<(&'static str, Vec<&EnrichedArticle>)> {
        let tree = &request.query.tree;
        let is_question = words_side_by_side(tree) > MAX_KEY_WORDS;
        let mut tiers = Vec::new();
        let mut seen = BTreeSet::new();
        for (label, least) in needs(tree, request.sort) {
            if seen.len() >= request.enough && !is_question {
                break;
            }
            let passing = self.articles.values().filter(|article| {
                self.matches(tree, article, least)
                    && FacetField::ALL
                        .iter()
                        .all(|facet| self.passes_facet(request, *facet, article))
                    && passes_dates(request, article)
            });
            let new: Vec<&EnrichedArticle> = passing
                .filter(|article| !seen.contains(&article.article.id))
                .collect();
            seen.extend(new.iter().map(|article| article.article.id));
            tiers.push((label, new));
        }
        tiers
    }
}

fn check_limits(request: &SearchRequest) -> Result<(), SearchError> {
    if request.offset.saturating_add(request.limit) > MAX_WINDOW {
        return Err(SearchError::OverLimit {
            what: "offset + limit",
            limit: MAX_WINDOW,
        });
    }
    if request.facet_values > MAX_FACET_VALUES {
        return Err(SearchError::OverLimit {
            what: "the number of facet values",
            limit: MAX_FACET_VALUES,
        });
    }
    Ok(())
}

/// Returns each tier's name and how many of the words it needs.
fn needs(tree: &Query, sort: Sort) -> Vec<(&'static str, usize)> {
    match words_side_by_side(tree) {
        n_words if n_words > MAX_KEY_WORDS && sort == Sort::Relevance => vec![("some words", 1)],
        0 => vec![("all", usize::MAX)],
        1 => vec![("all words", usize::MAX)],
        2 => vec![("all words", usize::MAX), ("some words", 1)],
        n_words => vec![
            ("all words", usize::MAX),
            ("most words", (2 * n_words).div_ceil(3)),
            ("some words", 1),
        ],
    }
}

fn words_side_by_side(query: &Query) -> usize {
    match query {
        Query::Words(words) => words.len(),
        Query::And(parts) => parts.iter().map(words_side_by_side).max().unwrap_or(0),
        _ => 0,
    }
}

fn passes_dates(request: &SearchRequest, article: &EnrichedArticle) -> bool {
    let Filters {
        after,
        before,
        undated,
        ..
    } = request.filters;
    let is_wanted = !undated || article.article.published.is_none();
    is_wanted && ((after.is_none() && before.is_none()) || is_within(article, after, before))
}

fn sort(found: &mut [&EnrichedArticle], by: Sort) {
    let moment = |article: &&EnrichedArticle| article.article.published.map(|date| date.local());
    match by {
        // It knows no scores: all are equal, and equals come latest first.
        Sort::Relevance => {}
        Sort::Newest => found.sort_by_key(|article| std::cmp::Reverse(moment(article))),
        Sort::Oldest => found.sort_by_key(|article| (moment(article).is_none(), moment(article))),
    }
}

fn buckets(days: &[Date], asked: Option<Interval>, archive: &[Date]) -> Vec<DateBucket> {
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    let suited = match (*last - *first).get_days() {
        0..62 => Interval::Day,
        62..366 => Interval::Week,
        366..=1_826 => Interval::Month,
        _ => Interval::Year,
    };
    let bounds = |day: Date| match asked.unwrap_or(suited) {
        Interval::Day => (day, day),
        Interval::Week => {
            let monday = day - i64::from(day.weekday().to_monday_zero_offset()).days();
            (monday, monday + 6.days())
        }
        Interval::Month => (day.first_of_month(), day.last_of_month()),
        Interval::Year => (day.first_of_year(), day.last_of_year()),
    };
    let mut buckets = Vec::new();
    let mut day = *first;
    while day <= *last {
        let (from, to) = bounds(day);
        let count = |days: &[Date]| days.iter().filter(|day| (from..=to).contains(*day)).count();
        buckets.push(DateBucket {
            from: from.to_string(),
            to: to.to_string(),
            count: count(days),
            in_archive: count(archive),
        });
        day = to.tomorrow().unwrap();
    }
    buckets
}

fn hit(article: &EnrichedArticle) -> Hit {
    let record = ArticleRecord::from(article.clone());
    Hit {
        id: record.id,
        key: record.key,
        path: record.path,
        title: record.title,
        lead: String::new(),
        source: record.source,
        published: record.published,
        published_precision: record.published_precision,
        language: record.language,
        url: record.url,
        score: 0.0,
        snippets: Vec::new(),
        title_pieces: Vec::new(),
        entities: Vec::new(),
        duplicates: Vec::new(),
        explanation: None,
    }
}
