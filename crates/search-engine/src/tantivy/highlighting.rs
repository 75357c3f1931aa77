//! From a query to what is marked in articles: the same terms that the search runs on.

use query_language::{Query, WordForm};

use super::naming::shown_keys;
use super::snapshot::Snapshot;
use super::terms::{TermSource, folded_prefix};
use crate::highlight::{Highlighter, Pattern, PatternForm};

/// Returns what to mark for a query: its words, phrases and entities, but for those it forbids.
pub(super) fn highlighter(snapshot: &Snapshot, terms: &mut TermSource<'_>, query: &Query) -> Highlighter {
    let mut found = Highlighter::default();
    collect(terms, snapshot, query, &mut found);
    found
}

fn collect(terms: &mut TermSource<'_>, snapshot: &Snapshot, query: &Query, found: &mut Highlighter) {
    match query {
        Query::Word(word) => {
            let form = match word.form {
                WordForm::Inflected => Some(PatternForm::Sequences(terms.variants(&word.text))),
                WordForm::Prefix => {
                    folded_prefix(&word.text).map(|(before, start)| PatternForm::Prefix { before, start })
                }
            };
            found.patterns.extend(form.map(|form| Pattern {
                scope: word.scope,
                form,
            }));
        }
        Query::Phrase(phrase) => {
            let form = PatternForm::Sequences(terms.variants(&phrase.text));
            found.patterns.push(Pattern {
                scope: phrase.scope,
                form,
            });
        }
        Query::Entity { kind, name } => found.entities.extend(shown_keys(snapshot, *kind, name)),
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => {
            parts
                .iter()
                .for_each(|part| collect(terms, snapshot, part, found));
        }
        Query::All
        | Query::Source(_)
        | Query::Agency(_)
        | Query::Language(_)
        | Query::Published { .. }
        | Query::Not(_) => {}
    }
}
