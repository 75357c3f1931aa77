//! Hits and whole articles: the stored article, what is marked in it, and its copies.

use article::{ArticleId, ArticleRecord, TextField};
use query_language::ParsedQuery;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::close_spellings::respelled;
use super::document::packed_article;
use super::highlighting::highlighter;
use super::naming::{leading_values, show_values};
use super::page::Ranked;
use super::sketch::SAME_STORY;
use super::snapshot::Snapshot;
use super::stored::{from_stored, names_of_stored, texts_of_stored};
use super::terms::TermSource;
use super::translate::score_parts;
use crate::highlight::{Highlighter, cut_end, marked, marks, opening, passages, scalar_spans, text_of};
use crate::{
    ArticleView, Duplicate, EntityName, Explain, Hit, HitDetail, MatchSpan, Piece, SearchError, SearchRequest,
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
    let stored = stored_words(snapshot, ranked.address)?;
    let (record, shown) = match request.detail {
        HitDetail::Page => shown(snapshot, &stored, highlighter, ranked.address)?,
        HitDetail::Ranking => (texts_of_stored(&stored)?, Shown::default()),
    };
    let explanation = match request.explain {
        Explain::Yes => Some(score_parts(snapshot, &request.query.tree, ranked)?),
        Explain::No => None,
    };
    Ok(Hit {
        duplicates: shown.duplicates,
        snippets: shown.snippets,
        title_pieces: shown.title_pieces,
        lead: shown.lead,
        entities: shown.entities,
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

/// What a page shows of a hit.
#[derive(Default)]
struct Shown {
    snippets: Vec<Vec<Piece>>,
    title_pieces: Vec<Piece>,
    lead: String,
    entities: Vec<EntityName>,
    duplicates: Vec<Duplicate>,
}

/// Returns an article and what a page shows of it. Its entities are read whole only where they are marked or where
/// their mentions decide which they are.
fn shown(
    snapshot: &Snapshot,
    stored: &str,
    highlighter: &Highlighter,
    address: DocAddress,
) -> Result<(ArticleRecord, Shown), SearchError> {
    let mut record = texts_of_stored(stored)?;
    let is_brief = !highlighter.wants_entities() && record.entities.is_empty();
    let leading = if is_brief {
        let (first, n_entities) = names_of_stored(stored, &record, ENTITIES_A_HIT)?;
        leading_values(snapshot, address, first, n_entities)
    } else {
        None
    };
    let entities = match leading {
        Some(entities) => entities,
        None => {
            record = from_stored(stored)?;
            show_values(snapshot, &mut record);
            leading_entities(&record)
        }
    };
    let shown = Shown {
        snippets: snippets(&record, highlighter),
        title_pieces: title_pieces(&record, highlighter),
        lead: lead(&record),
        entities,
        duplicates: duplicates(snapshot, address)?,
    };
    Ok((record, shown))
}

/// Returns a stored article with every place where the query matches.
pub(super) fn article(
    snapshot: &Snapshot,
    id: ArticleId,
    query: Option<&ParsedQuery>,
) -> Result<Option<ArticleView>, SearchError> {
    let Some(address) = address_of(snapshot, id)? else {
        return Ok(None);
    };
    let article = whole(snapshot, address)?;
    let matches = match query {
        Some(query) => all_matches(snapshot, &article, query)?,
        None => Vec::new(),
    };
    Ok(Some(ArticleView {
        article,
        matches,
        duplicates: duplicates(snapshot, address)?,
    }))
}

/// Returns where an article is.
pub(super) fn address_of(snapshot: &Snapshot, id: ArticleId) -> Result<Option<DocAddress>, SearchError> {
    let term = Term::from_field_text(snapshot.fields.id, &id.to_string());
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    let found = snapshot.searcher.search(&query, &DocSetCollector)?;
    Ok(found.into_iter().next())
}

/// Returns a stored article, with its entities by the names that facets show.
pub(super) fn whole(snapshot: &Snapshot, address: DocAddress) -> Result<ArticleRecord, SearchError> {
    let mut article = stored(snapshot, address)?;
    show_values(snapshot, &mut article);
    Ok(article)
}

/// Returns an article as it is stored.
pub(super) fn stored(snapshot: &Snapshot, address: DocAddress) -> Result<ArticleRecord, SearchError> {
    from_stored(&stored_words(snapshot, address)?)
}

/// Returns what the index stores of an article.
fn stored_words(snapshot: &Snapshot, address: DocAddress) -> Result<String, SearchError> {
    let store = &snapshot.stores[address.segment_ord as usize];
    let packed = packed_article(store, address.doc_id)?;
    snapshot.dictionaries.unpacked(&packed)
}

fn all_matches(
    snapshot: &Snapshot,
    record: &ArticleRecord,
    query: &ParsedQuery,
) -> Result<Vec<MatchSpan>, SearchError> {
    let mut terms = TermSource::new(snapshot);
    let respelled = respelled(snapshot, &mut terms, query)?;
    let highlighter = highlighter(
        snapshot,
        &mut terms,
        respelled.tree.as_ref().unwrap_or(&query.tree),
    );
    let mut spans = Vec::new();
    for field in TextField::ALL {
        let text = text_of(record, field);
        let found = marks(text, &highlighter.matches(record, field, text));
        spans.extend(scalar_spans(field, text, &found));
    }
    Ok(spans)
}

/// Returns passages of the story; of the standfirst or captions where the story has none; else the opening.
fn snippets(record: &ArticleRecord, highlighter: &Highlighter) -> Vec<Vec<Piece>> {
    for field in [TextField::Text, TextField::Standfirst, TextField::Captions] {
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

fn duplicates(snapshot: &Snapshot, address: DocAddress) -> Result<Vec<Duplicate>, SearchError> {
    let copies = copies(snapshot, address)?.into_iter();
    Ok(copies.map(|copy| duplicate(snapshot, copy)).collect())
}

/// Returns the other articles whose stories share most of their sketch with this one's, the first of them.
pub(super) fn copies(snapshot: &Snapshot, address: DocAddress) -> Result<Vec<DocAddress>, SearchError> {
    let stories = |segment: u32| &snapshot.columns[segment as usize].stories;
    let own: Vec<u64> = stories(address.segment_ord)
        .values_for_doc(address.doc_id)
        .collect();
    // A copy lacks so few numbers that it has one of these among its own first.
    let Some(n_asked) = (own.len() + 1).checked_sub(SAME_STORY) else {
        return Ok(Vec::new());
    };
    let mut copies = Vec::new();
    for (segment, reader) in (0..).zip(snapshot.searcher.segment_readers()) {
        let here = (segment == address.segment_ord).then_some(address.doc_id);
        let candidates = having_one(reader, snapshot.fields.story_start, &own[..n_asked], here)?.into_iter();
        let candidates = candidates.filter(|document| {
            let alive = reader.alive_bitset();
            alive.is_none_or(|alive| alive.is_alive(*document))
        });
        let addresses = candidates.map(|document| DocAddress::new(segment, document));
        let is_copy = |copy: &DocAddress| {
            let shared = stories(segment).values_for_doc(copy.doc_id);
            shared.filter(|number| own.contains(number)).count() >= SAME_STORY
        };
        let left = MAX_DUPLICATES - copies.len();
        copies.extend(addresses.filter(is_copy).take(left));
    }
    Ok(copies)
}

/// Returns the other articles of a segment that have one of these numbers first in their sketch, in order. `own` is the
/// article that the numbers are of, where it is in this segment: most numbers are its own alone.
fn having_one(
    reader: &SegmentReader,
    field: Field,
    numbers: &[u64],
    own: Option<DocId>,
) -> Result<Vec<DocId>, SearchError> {
    let terms = reader.inverted_index(field)?;
    let mut having = Vec::new();
    for number in numbers {
        let term = Term::from_field_u64(field, *number);
        let found = terms.get_term_info(&term).map_err(tantivy::TantivyError::from)?;
        let n_own = u32::from(own.is_some());
        let Some(info) = found.filter(|info| info.doc_freq > n_own) else {
            continue;
        };
        let mut documents = terms
            .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        while documents.doc() != TERMINATED {
            having.push(documents.doc());
            documents.advance();
        }
    }
    having.retain(|document| Some(*document) != own);
    having.sort_unstable();
    having.dedup();
    Ok(having)
}

/// Returns a copy by its columns: reading the stored articles of every copy cost more than the search.
fn duplicate(snapshot: &Snapshot, address: DocAddress) -> Duplicate {
    let columns = &snapshot.columns[address.segment_ord as usize];
    let id =
        [&columns.id_starts, &columns.id_ends].map(|half| half.first(address.doc_id).unwrap_or_default());
    Duplicate {
        id: ArticleId::from_numbers(id[0], id[1]),
        source: snapshot.source_of(address).map(str::to_owned),
    }
}
