//! Completions of what is being typed: names and publishers of the index first, then its words.

use std::collections::BTreeSet;

use article::EntityKind;
use text_analysis::{fold, words};

use super::expansion::{Expanded, MAX_EXPANSIONS, Shape, expand};
use super::facet_table::FacetEntry;
use super::snapshot::Snapshot;
use crate::{FacetField, SearchError, Suggestion};

/// Words of the index that are offered at most, so that names are not crowded out.
const MAX_WORDS: usize = 3;

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
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for facet in FacetField::ALL {
        if let Some(field) = query_field(facet) {
            found.extend(
                names(snapshot, facet, &typed_words)
                    .into_iter()
                    .map(|entry| Suggestion {
                        kind: facet.name().into(),
                        query: format!("{field}:\"{}\"", quotable(&entry.name)),
                        text: entry.name.clone(),
                        count: entry.count,
                    }),
            );
        }
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    found.truncate(limit.saturating_sub(completions.len()).max(1));
    found.extend(completions);
    found.truncate(limit);
    Ok(found)
}

/// Returns the words of the index that start with this one.
fn completions(snapshot: &Snapshot, start: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let shape = Shape::Prefix(start.to_owned());
    let expansion = expand(snapshot, snapshot.fields.word, &shape, MAX_EXPANSIONS)?;
    // Folding may make several words of one (½ is 1⁄2), which typed again are not that word.
    let is_one_word = |word: &str| words(word).map(|word| word.text).eq([word]);
    let offered = expansion
        .words
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

fn names<'a>(snapshot: &'a Snapshot, facet: FacetField, typed: &[String]) -> Vec<&'a FacetEntry> {
    let table = snapshot.facet(facet);
    let mut having: Option<BTreeSet<u32>> = None;
    for prefix in typed {
        let these: BTreeSet<u32> = table.with_prefix(prefix).collect();
        having = Some(match having {
            Some(before) => before.intersection(&these).copied().collect(),
            None => these,
        });
    }
    let numbers = having.unwrap_or_default().into_iter();
    numbers.map(|number| &table.values[number as usize]).collect()
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
