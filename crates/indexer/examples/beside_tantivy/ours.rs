//! Dateline's own stages: names, index, and the answer to a query with and without facets.

use std::error::Error;
use std::path::Path;

use article::{Article, EnrichedArticle, Entity};
use search_engine::{ArticleStore, EmbeddedEngine, EmbeddedStore, SearchEngine, SearchRequest};

/// Memory for what is not yet on disk, in bytes.
const MEMORY: usize = 256 << 20;

/// How much of an answer is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
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

/// Answers each query.
pub(crate) fn ask(engine: &EmbeddedEngine, queries: &[&str], answer: Answer) -> Result<(), Box<dyn Error>> {
    for query in queries {
        let mut request = SearchRequest::new(query_language::parse(query, None));
        if answer == Answer::Hits {
            request.facet_values = 0;
        }
        engine.search(&request)?;
    }
    Ok(())
}
