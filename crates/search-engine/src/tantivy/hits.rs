//! Hits and whole articles: the stored article, what is marked in it, and its copies.

use std::collections::HashMap;

use article::{ArticleId, ArticleRecord, TextField};
use query_language::{ParsedQuery, Query};
use tantivy::collector::DocSetCollector;
use tantivy::query::{TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::document::record;
use super::highlighting::highlighter;
use super::page::Ranked;
use super::sketch::SAME_STORY;
use super::snapshot::Snapshot;
use super::translate::score_parts;
use crate::highlight::{Highlighter, cut_end, marked, marks, opening, passages, scalar_spans};
use crate::{
    ArticleView, Duplicate, EntityName, Explain, FacetField, Hit, MatchSpan, Piece, SearchError,
    SearchRequest,
};

/// Entities that a hit names.
const ENTITIES_A_HIT: usize = 6;
/// Characters of the opening that stands for a headline where there is none.
const LEAD_CHARS: usize = 120;
/// Copies of a story that are listed.
const MAX_DUPLICATES: usize = 20;

/// Returns the hit for a ranked match.
pub(super) fn hit(
    snapshot: &Snapshot,
    request: &SearchRequest,
    highlighter: &Highlighter,
    ranked: &Ranked,
) -> Result<Hit, SearchError> {
    let mut record = stored(snapshot, ranked.address)?;
    show_canonical_names(snapshot, &mut record);
    let explanation = match request.explain {
        Explain::Yes => Some(score_parts(snapshot, &request.query.tree, ranked)?),
        Explain::No => None,
    };
    Ok(Hit {
        duplicates: duplicates(snapshot, ranked.address)?,
        snippets: snippets(&record, highlighter),
        title_pieces: title_pieces(&record, highlighter),
        lead: lead(&record),
        entities: leading_entities(&record),
        id: record.id,
        key: record.key,
        path: record.path,
        title: record.title,
        source: record.source,
        published: record.published,
        published_precision: record.published_precision,
        language: record.language,
        url: record.url,
        score: ranked.score,
        explanation,
    })
}

/// Returns a stored article with every place where the query matches.
pub(super) fn article(
    snapshot: &Snapshot,
    id: ArticleId,
    query: Option<&ParsedQuery>,
) -> Result<Option<ArticleView>, SearchError> {
    let term = Term::from_field_text(snapshot.fields.id, &id.to_string());
    let found = snapshot
        .searcher
        .search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
    let Some(address) = found.into_iter().next() else {
        return Ok(None);
    };
    let mut article = stored(snapshot, address)?;
    show_canonical_names(snapshot, &mut article);
    let matches = query
        .map(|query| all_matches(snapshot, &article, &query.tree))
        .unwrap_or_default();
    Ok(Some(ArticleView {
        article,
        matches,
        duplicates: duplicates(snapshot, address)?,
    }))
}

fn stored(snapshot: &Snapshot, address: DocAddress) -> Result<ArticleRecord, SearchError> {
    record(&snapshot.searcher.doc(address)?, &snapshot.fields)
}

/// Gives entities the names that facets show, so that a click on one filters by it.
fn show_canonical_names(snapshot: &Snapshot, record: &mut ArticleRecord) {
    for entity in &mut record.entities {
        if let Some(name) = snapshot
            .facet(FacetField::Entity(entity.kind))
            .name_of(&entity.key)
        {
            name.clone_into(&mut entity.name);
        }
    }
}

fn all_matches(snapshot: &Snapshot, record: &ArticleRecord, query: &Query) -> Vec<MatchSpan> {
    let highlighter = highlighter(snapshot, query);
    let mut spans = Vec::new();
    for field in TextField::ALL {
        let text = text_of(record, field);
        let found = marks(text, &highlighter.matches(record, field, text));
        spans.extend(scalar_spans(field, text, &found));
    }
    spans
}

fn text_of(record: &ArticleRecord, field: TextField) -> &str {
    match field {
        TextField::Title => record.title.as_deref().unwrap_or_default(),
        TextField::Standfirst => record.standfirst.as_deref().unwrap_or_default(),
        TextField::Text => &record.text,
    }
}

/// Returns passages of the story; of the standfirst where the story has none; else the opening.
fn snippets(record: &ArticleRecord, highlighter: &Highlighter) -> Vec<Vec<Piece>> {
    for field in [TextField::Text, TextField::Standfirst] {
        let text = text_of(record, field);
        let found = passages(text, &highlighter.matches(record, field, text));
        if !found.is_empty() {
            return found;
        }
    }
    let standfirst = text_of(record, TextField::Standfirst);
    opening(if standfirst.is_empty() {
        &record.text
    } else {
        standfirst
    })
}

fn title_pieces(record: &ArticleRecord, highlighter: &Highlighter) -> Vec<Piece> {
    let title = text_of(record, TextField::Title);
    marked(title, &highlighter.matches(record, TextField::Title, title))
}

fn lead(record: &ArticleRecord) -> String {
    let first: String = opening(&record.text)
        .into_iter()
        .flatten()
        .map(|piece| piece.text)
        .collect();
    let end = cut_end(&first, 0, LEAD_CHARS);
    if end == first.len() {
        first
    } else {
        format!("{}…", &first[..end])
    }
}

fn leading_entities(record: &ArticleRecord) -> Vec<EntityName> {
    let leading = record.entities.iter().take(ENTITIES_A_HIT);
    leading
        .map(|entity| EntityName {
            kind: entity.kind,
            name: entity.name.clone(),
        })
        .collect()
}

/// Returns the other articles whose stories share most of their sketch with this one's.
fn duplicates(snapshot: &Snapshot, address: DocAddress) -> Result<Vec<Duplicate>, SearchError> {
    let story = |address: DocAddress| -> Result<Vec<u64>, SearchError> {
        let column = snapshot
            .searcher
            .segment_reader(address.segment_ord)
            .fast_fields()
            .u64("story")?;
        Ok(column.values_for_doc(address.doc_id).collect())
    };
    let own = story(address)?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let terms = own
        .iter()
        .map(|number| Term::from_field_u64(snapshot.fields.story, *number));
    let candidates = snapshot
        .searcher
        .search(&TermSetQuery::new(terms), &DocSetCollector)?;
    let mut others: HashMap<DocAddress, usize> = HashMap::new();
    for candidate in candidates.into_iter().filter(|candidate| *candidate != address) {
        let shared = story(candidate)?
            .iter()
            .filter(|number| own.contains(number))
            .count();
        others.insert(candidate, shared);
    }
    let mut copies: Vec<DocAddress> = others
        .into_iter()
        .filter(|(_, shared)| *shared >= SAME_STORY)
        .map(|(address, _)| address)
        .collect();
    copies.sort_unstable();
    copies.truncate(MAX_DUPLICATES);
    copies.into_iter().map(|copy| duplicate(snapshot, copy)).collect()
}

/// Returns a copy by its columns: reading the stored articles of every copy cost more than the search.
fn duplicate(snapshot: &Snapshot, address: DocAddress) -> Result<Duplicate, SearchError> {
    let reader = snapshot.searcher.segment_reader(address.segment_ord);
    let mut id = String::new();
    if let Some(ids) = reader.fast_fields().str("id")?
        && let Some(ordinal) = ids.term_ords(address.doc_id).next()
    {
        ids.ord_to_str(ordinal, &mut id)
            .map_err(tantivy::TantivyError::from)?;
    }
    let sources = snapshot.facet(FacetField::Source);
    let source = sources.segments[address.segment_ord as usize]
        .of(address.doc_id)
        .next();
    Ok(Duplicate {
        id: id
            .parse()
            .map_err(|error: &str| SearchError::Engine(error.into()))?,
        source: source.map(|number| sources.values[number as usize].name.clone()),
    })
}
