//! Completions of what is being typed: names and publishers of the index first, then its words or headlines.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use article::EntityKind;
use query_language::{MAX_PHRASE_WORDS, ParsedQuery, Query, Scope, Word, WordForm};
use text_analysis::{fold, words};

use super::expansion::{Expanded, Shape, expand};
use super::facet_entry::Entry;
use super::facet_table::ValueId;
use super::search::search;
use super::snapshot::Snapshot;
use crate::{FacetField, HitDetail, SearchError, SearchRequest, Suggestion};

/// Words of the index that are offered at most, so that names are not crowded out.
const MAX_WORDS: usize = 3;
/// Most frequent words that are looked at.
const MAX_COMPLETIONS: usize = 1_024;
/// Headlines that are offered at most.
const MAX_HEADLINES: usize = 2;
/// Best matches whose headlines are looked at: copies of a story have the same.
const HEADLINES_LOOKED_AT: usize = 10;
/// Letters of a word that is being typed before headlines are looked for.
const MIN_START: usize = 2;

/// Letters of a start that is asked for so often, and stands for so much, that what completes it is kept.
const SHORT_START: usize = 2;
/// Short starts whose completions are kept.
const MAX_KEPT: usize = 1_024;

/// Completions of short starts in one state of the index, by what is typed and how many are asked for.
#[derive(Default)]
pub(super) struct KeptSuggestions(Mutex<HashMap<(String, usize), Vec<Suggestion>>>);

impl KeptSuggestions {
    fn get(&self, key: &(String, usize)) -> Option<Vec<Suggestion>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).cloned()
    }

    fn keep(&self, key: (String, usize), found: &[Suggestion]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_KEPT {
            kept.insert(key, found.to_vec());
        }
    }
}

/// Returns completions, the most useful first: every word typed must start a word of the name.
pub(super) fn suggest(
    snapshot: &Snapshot,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, SearchError> {
    let is_short = typed.chars().nth(SHORT_START).is_none();
    if !is_short {
        return completed(snapshot, typed, limit);
    }
    let key = (typed.to_owned(), limit);
    if let Some(found) = snapshot.suggestions.get(&key) {
        return Ok(found);
    }
    let found = completed(snapshot, typed, limit)?;
    snapshot.suggestions.keep(key, &found);
    Ok(found)
}

fn completed(snapshot: &Snapshot, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let typed_words: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
    let completions = match typed_words.as_slice() {
        [] => return Ok(Vec::new()),
        [word] => completions(snapshot, word, limit)?,
        several => headlines(snapshot, several, limit)?,
    };
    let mut named: Vec<(FacetField, Entry<'_>)> = Vec::new();
    for facet in FacetField::ALL {
        if query_field(facet).is_some() {
            named.extend(names(snapshot, facet, &typed_words).map(|entry| (facet, entry)));
        }
    }
    let by_use = |(facet, a): &(FacetField, Entry<'_>), (other, b): &(FacetField, Entry<'_>)| {
        let by_count = b.count().cmp(&a.count());
        by_count
            .then_with(|| a.name().cmp(b.name()))
            .then(facet.cmp(other))
    };
    // A letter begins the names of a tenth of an archive: only those that are shown are sorted.
    if named.len() > limit {
        named.select_nth_unstable_by(limit, by_use);
        named.truncate(limit);
    }
    named.sort_by(by_use);
    named.truncate(limit.saturating_sub(completions.len()).max(1));
    let mut found: Vec<Suggestion> = named.into_iter().filter_map(named_suggestion).collect();
    found.extend(completions);
    found.truncate(limit);
    Ok(found)
}

fn named_suggestion((facet, entry): (FacetField, Entry<'_>)) -> Option<Suggestion> {
    Some(Suggestion {
        kind: facet.name().into(),
        query: format!("{}:\"{}\"", query_field(facet)?, quotable(entry.name())),
        text: entry.name().to_owned(),
        count: entry.count(),
    })
}

/// Returns the words of the index that start with this one.
fn completions(snapshot: &Snapshot, start: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let shape = Shape::Prefix(start.to_owned());
    let found = expand(snapshot, snapshot.fields.word, &shape, MAX_COMPLETIONS)?;
    // Folding may make several words of one (½ is 1⁄2), which typed again are not that word.
    let is_one_word = |word: &str| words(word).map(|word| word.text).eq([word]);
    let offered = found
        .into_iter()
        .filter(|word| is_one_word(&word.text))
        .take(MAX_WORDS.min(limit));
    let suggestion = |word: Expanded| Suggestion {
        kind: "word".into(),
        query: word.text.clone(),
        text: word.text,
        count: word.n_articles,
    };
    Ok(offered.map(suggestion).collect())
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
        match found.iter_mut().find(|known| known.text == title) {
            Some(known) => known.count += 1,
            None => found.push(Suggestion {
                kind: "headline".into(),
                query: format!("title:\"{}\"", quotable(&title)),
                text: title,
                count: 1,
            }),
        }
    }
    found.truncate(MAX_HEADLINES.min(limit));
    Ok(found)
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

fn names<'a>(snapshot: &'a Snapshot, facet: FacetField, typed: &[String]) -> impl Iterator<Item = Entry<'a>> {
    let table = snapshot.facet(facet);
    let mut having: Option<Vec<ValueId>> = None;
    for prefix in typed {
        let these = table.with_prefix(prefix);
        having = Some(match having {
            Some(mut before) => {
                before.retain(|number| these.binary_search(number).is_ok());
                before
            }
            None => these,
        });
    }
    let numbers = having.unwrap_or_default().into_iter();
    numbers.map(|number| table.value(number))
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
