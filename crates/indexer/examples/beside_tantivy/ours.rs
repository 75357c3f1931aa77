//! Dateline's own stages: names, index, and the answer to a query with and without facets.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use article::{Article, EnrichedArticle, Entity, EntityKind};
use search_engine::{
    ArticleStore, EmbeddedEngine, EmbeddedStore, FacetField, FilterValue, Filters, HitDetail, SearchEngine,
    SearchRequest,
};

/// Memory for what is not yet on disk, in bytes.
const MEMORY: usize = 256 << 20;

/// How much of an answer is asked for.
pub(crate) enum Answer<'a> {
    /// Ten hits without passages, narrowed.
    Ranking(&'a Filters),
    /// Ten hits with their passages.
    Hits,
    /// The same with facets and histogram.
    Page,
}

/// Finds the people, organisations and places of each article on one thread.
pub(crate) fn names(articles: &[Article]) -> Vec<Vec<Entity>> {
    articles.iter().map(entity_tagger::tag).collect()
}

/// Indexes the articles and opens the index.
pub(crate) fn build(
    folder: &Path,
    articles: impl Iterator<Item = (Article, Vec<Entity>)>,
) -> Result<EmbeddedEngine, Box<dyn Error>> {
    std::fs::create_dir(folder)?;
    let lock = search_engine::lock(folder)?;
    let generation = search_engine::create_generation(folder, &lock)?;
    let store = EmbeddedStore::open(&generation, MEMORY)?;
    for (article, entities) in articles {
        store.put(EnrichedArticle { article, entities })?;
    }
    store.commit()?;
    store.close()?;
    search_engine::publish(folder, &generation, &lock)?;
    Ok(EmbeddedEngine::open(folder)?)
}

/// Returns three ways to narrow the archive: from the day on that half of its articles come before, to its most
/// frequent source, and to its most frequent place.
pub(crate) fn filters(engine: &EmbeddedEngine) -> Result<[Filters; 3], Box<dyn Error>> {
    let everything = engine.search(&SearchRequest::all_articles())?;
    let facets = everything.facets.unwrap_or_default();
    let by_value = |facet: FacetField| {
        let values = facets.values.get(facet.name()).into_iter().flatten();
        let first = values
            .take(1)
            .map(|value| FilterValue::from(value.value.as_str()));
        Filters {
            facets: BTreeMap::from([(facet, first.collect())]),
            ..Filters::default()
        }
    };
    let mut before = 0;
    let middle = facets.date.iter().find(|bucket| {
        before += bucket.count;
        2 * before >= everything.total
    });
    let by_date = Filters {
        after: middle.map(|bucket| bucket.from.parse()).transpose()?,
        ..Filters::default()
    };
    let place = FacetField::Entity(EntityKind::Place);
    Ok([by_date, by_value(FacetField::Source), by_value(place)])
}

/// Answers each query.
pub(crate) fn ask(
    engine: &EmbeddedEngine,
    queries: &[&str],
    answer: &Answer<'_>,
) -> Result<(), Box<dyn Error>> {
    for query in queries {
        let mut request = SearchRequest::new(query_language::parse(query, None));
        match answer {
            Answer::Ranking(filters) => {
                request.filters = (*filters).clone();
                request.facet_values = 0;
                request.detail = HitDetail::Ranking;
            }
            Answer::Hits => request.facet_values = 0,
            Answer::Page => {}
        }
        engine.search(&request)?;
    }
    Ok(())
}
