//! Completions of what is being typed: names and publishers of the index first, then its words or headlines.

use std::cmp::Reverse;

use article::EntityKind;
use query_language::{MAX_PHRASE_WORDS, ParsedQuery, Query, Scope, Word, WordForm, parse};
use tantivy::{SegmentReader, Term};
use text_analysis::{fold, words};

use super::close_spellings::n_alive;
use super::expansion::Expanded;
use super::most_used::{MostUsed, Named};
use super::search::search;
use super::snapshot::Snapshot;
use super::starting::{most_frequent, starting};
use crate::{FacetField, HitDetail, SearchError, SearchRequest, Suggestion};

/// Words of the index that are offered at most, so that names are not crowded out.
const MAX_WORDS: usize = 3;
/// Most frequent words that are looked at, at first and at most.
const FIRST_LOOKED_AT: usize = 8;
const MAX_COMPLETIONS: usize = 1_024;
/// Headlines that are offered at most.
const MAX_HEADLINES: usize = 2;
/// Best matches whose headlines are looked at: copies of a story have the same.
const HEADLINES_LOOKED_AT: usize = 10;
/// Letters of a word that is being typed before headlines are looked for.
const MIN_START: usize = 2;

/// Returns completions, the most useful first: every word typed must start a word of the name.
pub(super) fn suggest(
    snapshot: &Snapshot,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, SearchError> {
    let typed_words: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
    let completions = match typed_words.as_slice() {
        [] => return Ok(Vec::new()),
        [word] => completions(snapshot, word, limit)?,
        several => headlines(snapshot, several, limit)?,
    };
    let mut named = MostUsed::new(limit);
    for facet in FacetField::ALL {
        if query_field(facet).is_some() {
            let table = snapshot.facet(facet);
            table.each_starting(&typed_words, |number, count| {
                named.offer(facet, table, number, count);
            });
        }
    }
    let mut named = named.in_order();
    named.truncate(limit.saturating_sub(completions.len()).max(1));
    let mut found: Vec<Suggestion> = named.iter().filter_map(named_suggestion).collect();
    found.extend(completions);
    found.truncate(limit);
    let signs = signs(typed);
    for suggestion in &mut found {
        suggestion.query.insert_str(0, signs);
    }
    Ok(found)
}

/// Returns the signs before what is typed, which mean something to the query: it stays excluded, or in parentheses.
fn signs(typed: &str) -> &str {
    let typed = typed.trim_start();
    let rest = typed.trim_start_matches(['-', '+', '(']);
    // With a space behind it, it is a dash.
    if rest.starts_with(char::is_whitespace) {
        ""
    } else {
        &typed[..typed.len() - rest.len()]
    }
}

fn named_suggestion(named: &Named<'_>) -> Option<Suggestion> {
    let Named { facet, entry, .. } = named;
    Some(Suggestion {
        kind: facet.name().into(),
        query: format!("{}:\"{}\"", query_field(*facet)?, quotable(entry.name())),
        text: entry.name().to_owned(),
        count: entry.count(),
    })
}

/// Returns the words of the index that start with this one.
fn completions(snapshot: &Snapshot, start: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let limit = MAX_WORDS.min(limit);
    let words = starting(snapshot, snapshot.fields.word, start)?;
    let mut looked_at = FIRST_LOOKED_AT;
    let offered = loop {
        let found = most_frequent(&words, looked_at).map_err(tantivy::TantivyError::from)?;
        let n_found = found.len();
        let offered = found.into_iter().filter(|word| is_one_word(&word.text));
        let offered: Vec<Expanded> = offered.take(limit).collect();
        if offered.len() == limit || n_found < looked_at || looked_at == MAX_COMPLETIONS {
            break offered;
        }
        looked_at = MAX_COMPLETIONS.min(8 * looked_at);
    };
    let suggestion = |word: Expanded| Suggestion {
        kind: "word".into(),
        query: word.text.clone(),
        text: word.text,
        count: word.n_articles,
    };
    let offered = without_removed(snapshot, offered)?;
    Ok(offered.into_iter().map(suggestion).collect())
}

/// Counts rare words anew without articles that are removed, and drops those that no other article has. Of frequent words
/// removed articles are few, and counting takes long.
fn without_removed(snapshot: &Snapshot, mut words: Vec<Expanded>) -> Result<Vec<Expanded>, SearchError> {
    /// Articles that have a rare word at most.
    const RARE: usize = 1_000;
    let mut segments = snapshot.searcher.segment_readers().iter();
    if !segments.any(SegmentReader::has_deletes) {
        return Ok(words);
    }
    for word in words.iter_mut().filter(|word| word.n_articles <= RARE) {
        let term = Term::from_field_text(snapshot.fields.word, &word.text);
        word.n_articles = n_alive(&snapshot.searcher, &term)?;
    }
    words.retain(|word| word.n_articles > 0);
    words.sort_by_key(|word| Reverse(word.n_articles));
    Ok(words)
}

/// Tells whether a folded word is one when it is typed again: folding may make several of one (½ is 1⁄2).
fn is_one_word(word: &str) -> bool {
    words(word).map(|word| word.text).eq([word])
}

/// Returns headlines with these words, the last of which may be the start of one.
fn headlines(snapshot: &Snapshot, typed: &[String], limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let Some(tree) = in_headline(typed) else {
        return Ok(Vec::new());
    };
    let request = SearchRequest {
        limit: HEADLINES_LOOKED_AT,
        facet_values: 0,
        detail: HitDetail::Ranking,
        ..SearchRequest::new(ParsedQuery {
            tree,
            ..SearchRequest::all_articles().query
        })
    };
    let results = search(snapshot, &request)?;
    // A word that is searched in another spelling is for the search to tell of, not for a list that lies over it.
    if !results.query.warnings.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Suggestion> = Vec::new();
    for title in results.hits.into_iter().filter_map(|hit| hit.title) {
        if words(&title).count() > MAX_PHRASE_WORDS {
            continue;
        }
        let query = format!("title:\"{}\"", quotable(&title));
        // Headlines that differ in their signs alone are one query.
        match found.iter_mut().find(|known| known.query == query) {
            Some(known) => known.count += 1,
            None => found.push(Suggestion {
                kind: "headline".into(),
                query,
                text: title,
                count: 1,
            }),
        }
    }
    found.truncate(MAX_HEADLINES.min(limit));
    if results.total > HEADLINES_LOOKED_AT {
        for headline in &mut found {
            headline.count = n_matches(snapshot, &headline.query)?;
        }
    }
    Ok(found)
}

fn n_matches(snapshot: &Snapshot, query: &str) -> Result<usize, SearchError> {
    let request = SearchRequest {
        limit: 0,
        facet_values: 0,
        enough: 0,
        ..SearchRequest::new(parse(query, None))
    };
    Ok(search(snapshot, &request)?.total)
}

/// Returns the query for headlines with these words; none for a single word, which is in too many headlines to tell
/// which is meant.
fn in_headline(typed: &[String]) -> Option<Query> {
    let (last, first) = typed.split_last()?;
    let word = |text: &String, form| {
        Query::Word(Word {
            text: text.clone(),
            scope: Scope::Title,
            form,
        })
    };
    let whole = first.iter().map(|text| word(text, WordForm::Inflected));
    let is_begun = last.chars().count() >= MIN_START;
    let begun = is_begun.then(|| word(last, WordForm::Prefix));
    let parts: Vec<Query> = whole.chain(begun).collect();
    (2..=MAX_PHRASE_WORDS)
        .contains(&parts.len())
        .then_some(Query::And(parts))
}

/// Returns a name as it may stand between quotation marks: as it is, or only its words where it has signs that
/// mean something there.
fn quotable(name: &str) -> String {
    let is_plain = |character: char| {
        character.is_alphanumeric() || matches!(character, ' ' | '-' | '.' | '&' | '’' | '\'')
    };
    if name.chars().all(is_plain) {
        return name.to_owned();
    }
    words(name).map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// Returns the query field of a facet whose values are offered by name.
fn query_field(facet: FacetField) -> Option<&'static str> {
    match facet {
        FacetField::Source => Some("source"),
        FacetField::Entity(EntityKind::Person) => Some("person"),
        FacetField::Entity(EntityKind::Organisation) => Some("org"),
        FacetField::Entity(EntityKind::Place) => Some("place"),
        FacetField::Language | FacetField::Agency => None,
    }
}
