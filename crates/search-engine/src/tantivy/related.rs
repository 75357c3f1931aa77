//! Articles related to one: those that its most telling words and its entities find.

use std::collections::HashMap;
use std::time::Instant;

use article::{ArticleId, ArticleRecord, Language, TextField};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Query, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};
use text_analysis::is_stop_word;

use super::closeness::{K1, rarity};
use super::copies::copies;
use super::document::TITLE_WEIGHT;
use super::facet_table::Known;
use super::hits::{address_of, hit, stored};
use super::ranked::Ranked;
use super::snapshot::Snapshot;
use crate::analysis::analyse;
use crate::highlight::{Highlighter, text_of};
use crate::{FacetField, MatchTier, QueryEcho, SearchError, SearchRequest, SearchResults};

/// Words that stand for an article: more cost more and find the same.
const MAX_WORDS: usize = 25;
/// Entities that stand for an article, the most mentioned.
const MAX_ENTITIES: usize = 8;
/// What an entity is worth against a word as rare: its words count as well.
const ENTITY_WEIGHT: Score = 0.6;
/// Matches that are looked at for each hit, because copies of a story are one hit.
const LOOKED_AT: usize = 4;

/// Returns the articles most like one, the most like first and of copies one; nothing where it is not there. Terms
/// are weighed as in a query of the whole article (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
/// 2009): by how rare they are and how often the article has them.
pub(super) fn related(
    snapshot: &Snapshot,
    id: ArticleId,
    limit: usize,
) -> Result<Option<SearchResults>, SearchError> {
    let started = Instant::now();
    let Some(address) = address_of(snapshot, id)? else {
        return Ok(None);
    };
    let article = stored(snapshot, address)?;
    let mut seen = vec![address];
    seen.extend(copies(snapshot, address, usize::MAX)?);
    let mut clauses = words(snapshot, &article, seen.len())?;
    clauses.extend(entities(snapshot, &article, seen.len()));
    let query = BooleanQuery::union(clauses);
    let n_matches = (limit + 1) * LOOKED_AT + seen.len();
    let best = snapshot
        .searcher
        .search(&query, &TopDocs::with_limit(n_matches).order_by_score())?;
    let request = SearchRequest::all_articles();
    let nothing = Highlighter::default();
    let mut hits = Vec::new();
    for (score, address) in best {
        if hits.len() == limit {
            break;
        }
        if !seen.contains(&address) {
            seen.push(address);
            seen.extend(copies(snapshot, address, usize::MAX)?);
            hits.push(hit(
                snapshot,
                &request,
                &nothing,
                &Ranked::by_score(score, address),
            )?);
        }
    }
    Ok(Some(SearchResults {
        query: QueryEcho {
            text: String::new(),
            explained: explained(&article),
            parts: Vec::new(),
            warnings: Vec::new(),
            suggestion: None,
        },
        total: hits.len(),
        matches: vec![MatchTier {
            label: "related".into(),
            count: hits.len(),
        }],
        partial: false,
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
        index: snapshot.status(),
        hits,
        facets: None,
    }))
}

fn explained(article: &ArticleRecord) -> String {
    let named = article.title.as_ref().unwrap_or(&article.path);
    format!("articles related to “{named}”")
}

/// Returns the words that tell most about an article, of those that more articles have than itself and its copies.
fn words(
    snapshot: &Snapshot,
    article: &ArticleRecord,
    n_copies: usize,
) -> Result<Vec<Box<dyn Query>>, SearchError> {
    let mut telling = Vec::new();
    for (word, count) in counted_words(article, usize::MAX) {
        let term = Term::from_field_text(snapshot.fields.text, &word);
        let having = snapshot.searcher.doc_freq(&term)?;
        if having > n_copies as u64 {
            let often = count as Score / (count as Score + K1);
            telling.push((often * rarity(snapshot, having), often, term));
        }
    }
    telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    telling.truncate(MAX_WORDS);
    let clause = |(_, often, term)| -> Box<dyn Query> {
        let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), often))
    };
    Ok(telling.into_iter().map(clause).collect())
}

/// Returns the terms of an article but for numbers and small words, and how often it has each; one in the headline
/// counts as in a search. Of each text so many bytes are read.
pub(super) fn counted_words(article: &ArticleRecord, n_bytes: usize) -> HashMap<String, usize> {
    let language = article.language.as_deref().and_then(Language::from_code);
    let mut counts = HashMap::new();
    for field in TextField::SEARCHED {
        let weight = if field == TextField::Title {
            TITLE_WEIGHT
        } else {
            1
        };
        let text = text_of(article, field);
        let text = &text[..text.floor_char_boundary(n_bytes)];
        analyse(text, language.as_ref(), |token| {
            let word = &text[token.start..token.end];
            let is_small = language
                .as_ref()
                .is_some_and(|language| is_stop_word(word, language));
            if !is_small && word.chars().any(char::is_alphabetic) {
                *counts.entry(token.term.to_owned()).or_default() += weight;
            }
        });
    }
    counts
}

/// Returns the entities that an article mentions most, each in any spelling of the archive, so that articles in
/// other languages are found as well.
fn entities(snapshot: &Snapshot, article: &ArticleRecord, n_copies: usize) -> Vec<Box<dyn Query>> {
    let mut clauses: Vec<Box<dyn Query>> = Vec::new();
    for entity in article.entities.iter().take(MAX_ENTITIES) {
        let facet = FacetField::Entity(entity.kind);
        let table = snapshot.facet(facet);
        let Some(Known::Here(number)) = table.known(&entity.key) else {
            continue;
        };
        let value = table.value(number);
        if value.count() <= n_copies {
            continue;
        }
        let count = entity.mentions.len() as Score;
        let weight = ENTITY_WEIGHT * count / (count + K1) * rarity(snapshot, value.count() as u64);
        let terms = value
            .terms()
            .map(|term| Term::from_field_text(snapshot.fields.facet(facet), term));
        clauses.push(Box::new(ConstScoreQuery::new(
            Box::new(TermSetQuery::new(terms)),
            weight,
        )));
    }
    clauses
}
