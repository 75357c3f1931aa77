//! Hits and whole articles: the stored article, what is marked in it, and its copies.

use std::sync::Arc;
use std::time::Instant;

use article::{ArticleId, ArticleRecord, TextField};
use query_language::ParsedQuery;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::cards::{Card, bare};
use super::close_spellings::respelled;
use super::copies::duplicates;
use super::document::packed_article;
use super::highlighting::highlighter;
use super::naming::show_values;
use super::ranked::Ranked;
use super::search::DEADLINE;
use super::snapshot::Snapshot;
use super::stored::{from_stored, texts_of_stored};
use super::terms::TermSource;
use super::translate::score_parts;
use super::verified::Clock;
use crate::highlight::{Highlighter, marked, marks, opening, passages, scalar_spans, text_of};
use crate::{ArticleView, Explain, Hit, HitDetail, MatchSpan, Piece, SearchError, SearchRequest};

/// Returns the hit for a ranked match.
pub(super) fn hit(
    snapshot: &Snapshot,
    request: &SearchRequest,
    highlighter: &Highlighter,
    ranked: &Ranked,
) -> Result<Hit, SearchError> {
    let mut hit = match request.detail {
        HitDetail::Page => {
            let card = card(snapshot, highlighter, ranked.address)?;
            shown(&card, highlighter)
        }
        HitDetail::Ranking => bare(&texts_of_stored(&stored_words(snapshot, ranked.address)?)?),
    };
    hit.score = ranked.score;
    if request.explain == Explain::Yes {
        hit.explanation = Some(score_parts(snapshot, &request.query.tree, ranked)?);
    }
    Ok(hit)
}

/// For a ranking so many articles are read in the time of one for a page, where its copies and names are looked up.
const RANKED_AS_ONE: usize = 10;

/// Returns how many articles have to be read as for a page for these hits.
pub(super) fn n_to_read(
    snapshot: &Snapshot,
    request: &SearchRequest,
    highlighter: &Highlighter,
    shown: &[Ranked],
) -> usize {
    match request.detail {
        HitDetail::Ranking => shown.len() / RANKED_AS_ONE,
        HitDetail::Page if highlighter.wants_entities() => shown.len(),
        HitDetail::Page => snapshot
            .cards
            .n_lacking(shown.iter().map(|ranked| ranked.address)),
    }
}

/// Returns what hits show of an article, which is kept for the next time. Its entities are read whole, and not kept,
/// where they are marked.
fn card(
    snapshot: &Snapshot,
    highlighter: &Highlighter,
    address: DocAddress,
) -> Result<Arc<Card>, SearchError> {
    if highlighter.wants_entities() {
        let record = whole(snapshot, address)?;
        return Card::of_whole(snapshot, address, record).map(Arc::new);
    }
    snapshot.cards.get_or_make(address, || {
        Card::of_stored(snapshot, address, &stored_words(snapshot, address)?)
    })
}

/// Returns the hit for an article with what a page shows of it.
fn shown(card: &Card, highlighter: &Highlighter) -> Hit {
    Hit {
        snippets: snippets(&card.record, highlighter),
        title_pieces: title_pieces(&card.record, highlighter),
        ..card.hit.clone()
    }
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
pub(super) fn stored_words(snapshot: &Snapshot, address: DocAddress) -> Result<String, SearchError> {
    let store = &snapshot.stores[address.segment_ord as usize];
    let packed = packed_article(store, address.doc_id)?;
    snapshot.dictionaries.unpacked(&packed)
}

fn all_matches(
    snapshot: &Snapshot,
    record: &ArticleRecord,
    query: &ParsedQuery,
) -> Result<Vec<MatchSpan>, SearchError> {
    let clock = Clock::new(Instant::now() + DEADLINE);
    let mut terms = TermSource::new(snapshot);
    let respelled = respelled(snapshot, &mut terms, query, &clock)?;
    let highlighter = highlighter(
        snapshot,
        &mut terms,
        respelled.tree.as_ref().unwrap_or(&query.tree),
    )?;
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
