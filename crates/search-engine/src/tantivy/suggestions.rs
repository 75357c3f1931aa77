//! Completions of what is being typed: names and publishers of the index first, then its words.

use std::collections::BTreeSet;

use text_analysis::{fold, words};

use super::snapshot::Snapshot;
use super::terms::TermSource;
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
    let Some(last) = typed_words.last() else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for facet in FacetField::ALL {
        let Some(field) = query_field(facet) else {
            continue;
        };
        found.extend(
            names(snapshot, facet, &typed_words).map(|(name, count)| Suggestion {
                kind: facet.name().into(),
                query: format!("{field}:\"{}\"", name.replace('"', " ")),
                text: name.to_owned(),
                count,
            }),
        );
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let n_words = if typed_words.len() == 1 { MAX_WORDS } else { 0 };
    found.truncate(limit.saturating_sub(n_words).max(1));
    let expansion = TermSource::new(snapshot).expand(last, snapshot.fields.word)?;
    found.extend(
        expansion
            .words
            .into_iter()
            .take(n_words)
            .map(|(word, count)| Suggestion {
                kind: "word".into(),
                query: word.clone(),
                text: word,
                count,
            }),
    );
    found.truncate(limit);
    Ok(found)
}

fn names<'a>(
    snapshot: &'a Snapshot,
    facet: FacetField,
    typed: &[String],
) -> impl Iterator<Item = (&'a str, usize)> + use<'a> {
    let table = snapshot.facet(facet);
    let mut having: Option<BTreeSet<u32>> = None;
    for prefix in typed {
        let these: BTreeSet<u32> = table.with_prefix(prefix).collect();
        having = Some(match having {
            Some(before) => before.intersection(&these).copied().collect(),
            None => these,
        });
    }
    having.unwrap_or_default().into_iter().map(|number| {
        let entry = &table.values[number as usize];
        (entry.name.as_str(), entry.count)
    })
}

/// Returns the query field of a facet whose values are offered by name.
fn query_field(facet: FacetField) -> Option<&'static str> {
    match facet {
        FacetField::Source => Some("source"),
        FacetField::Entity(kind) => Some(match kind {
            article::EntityKind::Person => "person",
            article::EntityKind::Organisation => "org",
            article::EntityKind::Place => "place",
        }),
        FacetField::Language | FacetField::Agency => None,
    }
}
