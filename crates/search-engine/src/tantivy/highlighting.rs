//! From a query to what is marked in articles: the same terms that the search runs on.

use std::collections::HashSet;

use article::EntityKind;
use query_language::{Near, Phrase, PhraseForm, Query, Reach, Scope, Word, WordForm};
use text_analysis::{fold, words};

use super::expansion::Shape;
use super::names_meant::in_other_scripts;
use super::naming::shown_keys;
use super::snapshot::Snapshot;
use super::terms::TermSource;
use super::words::SideBySide;
use crate::highlight::{Highlighter, Pattern, PatternForm};
use crate::places::{Leaf, Sought};
use crate::{FacetField, SearchError};

/// Returns what to mark for a query: its words, phrases and entities, but for those it forbids, and small words beside
/// others.
pub(super) fn highlighter(
    snapshot: &Snapshot,
    terms: &mut TermSource,
    query: &Query,
) -> Result<Highlighter, SearchError> {
    let mut wanted = Sides::default();
    collect(terms, snapshot, query, &mut wanted)?;
    Ok(Highlighter::new(wanted.patterns, wanted.entities))
}

/// What a query wants in a text and in the names of an article.
#[derive(Default)]
struct Sides {
    patterns: Vec<Pattern>,
    entities: HashSet<(EntityKind, String)>,
}

/// Returns the pattern of what has places in a text; nothing for anything else.
pub(super) fn pattern(terms: &mut TermSource, query: &Query) -> Option<Pattern> {
    let (count, part) = match query {
        Query::AtLeast { count, part } => (*count, &**part),
        part => (1, part),
    };
    let mut forms = Vec::new();
    let sought = sought(terms, part, &mut forms)?;
    Some(Pattern { sought, forms, count })
}

fn sought(terms: &mut TermSource, query: &Query, forms: &mut Vec<PatternForm>) -> Option<Sought> {
    match query {
        Query::Word(word) => {
            let form = match word.form {
                WordForm::Inflected => PatternForm::Sequences(terms.spellings(&word.text)),
                WordForm::Exact => written(terms, &word.text),
                _ => {
                    let (before, shape) = Shape::of(word)?;
                    shape.pattern(before)
                }
            };
            Some(leaf(form, word.scope, forms))
        }
        Query::Phrase(phrase) => {
            let form = match phrase.form {
                PhraseForm::Inflected => PatternForm::Sequences(terms.spellings(&phrase.text)),
                PhraseForm::Exact => written(terms, &phrase.text),
            };
            Some(leaf(form, phrase.scope, forms))
        }
        Query::Or(parts) => {
            let parts = parts.iter().filter_map(|part| sought(terms, part, forms));
            Some(Sought::Any(parts.collect()))
        }
        Query::Near(near) => near_each_other(terms, near, forms),
        _ => None,
    }
}

fn near_each_other(terms: &mut TermSource, near: &Near, forms: &mut Vec<PatternForm>) -> Option<Sought> {
    let parts = near.parts.iter().map(|part| sought(terms, part, forms));
    let parts: Vec<Sought> = parts.collect::<Option<_>>()?;
    let Reach::Stretch(distance) = near.reach else {
        return Some(Sought::Near {
            parts,
            reach: near.reach,
            order: near.order,
        });
    };
    let n_words = distance + parts.iter().map(|part| longest(part, forms)).sum::<usize>();
    // Words of one stem are one part that must stand there more often.
    let mut counted: Vec<(Sought, usize)> = Vec::new();
    for part in parts {
        match counted.iter_mut().find(|(other, _)| *other == part) {
            Some((_, count)) => *count += 1,
            None => counted.push((part, 1)),
        }
    }
    Some(Sought::Stretch {
        parts: counted,
        n_words,
    })
}

/// Returns how many words something has at most.
fn longest(sought: &Sought, forms: &[PatternForm]) -> usize {
    match sought {
        Sought::Leaf(leaf) => forms[leaf.number].longest(),
        Sought::Any(parts) | Sought::Near { parts, .. } => {
            parts.iter().map(|part| longest(part, forms)).max().unwrap_or(1)
        }
        Sought::Stretch { n_words, .. } => *n_words,
    }
}

/// Returns a leaf of these letters; equal ones have one number.
fn leaf(form: PatternForm, scope: Scope, forms: &mut Vec<PatternForm>) -> Sought {
    let known = forms.iter().position(|other| *other == form);
    let number = known.unwrap_or(forms.len());
    if known.is_none() {
        forms.push(form);
    }
    Sought::Leaf(Leaf { number, scope })
}

fn written(terms: &mut TermSource, text: &str) -> PatternForm {
    PatternForm::Written {
        words: words(text).map(|word| fold(word.text)).collect(),
        sequences: terms.variants(text),
    }
}

fn collect(
    terms: &mut TermSource,
    snapshot: &Snapshot,
    query: &Query,
    found: &mut Sides,
) -> Result<(), SearchError> {
    match query {
        Query::Word(_) | Query::Phrase(_) | Query::Near(_) | Query::AtLeast { .. } => {
            // What was typed twice is looked for once.
            let new = pattern(terms, query).filter(|pattern| !found.patterns.contains(pattern));
            found.patterns.extend(new);
            found.entities.extend(keys_in_other_scripts(snapshot, query));
        }
        Query::Entity { kind, name } => found.entities.extend(shown_keys(snapshot, *kind, name)),
        Query::And(parts) | Query::Or(parts) => {
            for part in parts {
                collect(terms, snapshot, part, found)?;
            }
        }
        Query::Words(parts) => {
            for part in SideBySide::new(parts, snapshot, terms)?.telling {
                collect(terms, snapshot, part, found)?;
            }
        }
        Query::All
        | Query::Source(_)
        | Query::Agency(_)
        | Query::Byline(_)
        | Query::Url(_)
        | Query::Language(_)
        | Query::Published { .. }
        | Query::Not(_) => {}
    }
    Ok(())
}

/// Returns the kinds and keys of what a word or phrase names in articles of another script.
fn keys_in_other_scripts(snapshot: &Snapshot, query: &Query) -> Vec<(EntityKind, String)> {
    let (Query::Word(Word {
        text,
        scope: Scope::Anywhere,
        form: WordForm::Inflected,
    })
    | Query::Phrase(Phrase {
        text,
        scope: Scope::Anywhere,
        form: PhraseForm::Inflected,
    })) = query
    else {
        return Vec::new();
    };
    let key = |kind: EntityKind, number| {
        let value = snapshot.facet(FacetField::Entity(kind)).value(number);
        (kind, value.key().to_owned())
    };
    let named = in_other_scripts(snapshot, text).into_iter();
    named
        .flat_map(|(kind, values)| values.into_iter().map(move |number| key(kind, number)))
        .collect()
}
