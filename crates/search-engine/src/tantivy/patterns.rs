//! Words by their shape, exact words, and what stands near each other, as queries of the engine.

use query_language::{Near, Phrase, Query, Scope, Word, WordForm};
use tantivy::Term;
use tantivy::schema::Field;
use text_analysis::{fold, words};

use super::expansion::{Expanded, Expansion, Shape, expand_to_articles};
use super::highlighting::pattern;
use super::matching::{all_of, any_of, combined, nothing, scored_term, set, unscored_term, weighted};
use super::translate::{Clause, Translator};
use super::verified::Verified;
use crate::SearchError;

/// Words that a shape stands for whose stems are scored: as Lucene has it, the best of them tell enough.
const SCORED_EXPANSIONS: usize = 16;

impl Translator<'_> {
    /// Articles that have what must be looked for by its places.
    pub(super) fn verified(&mut self, query: &Query) -> Result<Clause, SearchError> {
        let Some(pattern) = pattern(&mut self.terms, query) else {
            return Ok(nothing());
        };
        let candidates = self.candidates(query)?;
        Ok(Box::new(Verified::new(
            candidates,
            pattern,
            self.snapshot,
            &self.clock,
        )))
    }

    /// Articles that have the words, wherever they stand.
    fn candidates(&mut self, query: &Query) -> Result<Clause, SearchError> {
        let anywhere = |scope: Scope| match scope {
            Scope::Title => Scope::Title,
            _ => Scope::Anywhere,
        };
        match query {
            Query::Word(word) => self.word_anywhere(&Word {
                scope: anywhere(word.scope),
                ..word.clone()
            }),
            Query::Phrase(phrase) => self.phrase_anywhere(&Phrase {
                scope: anywhere(phrase.scope),
                ..phrase.clone()
            }),
            Query::Near(Near { parts, .. }) => {
                let mut distinct: Vec<&Query> = Vec::new();
                for part in parts {
                    if !distinct.contains(&part) {
                        distinct.push(part);
                    }
                }
                let parts = distinct.into_iter().map(|part| self.candidates(part));
                Ok(all_of(parts.collect::<Result<_, _>>()?))
            }
            Query::Or(parts) => {
                let parts = parts.iter().map(|part| self.candidates(part));
                Ok(any_of(parts.collect::<Result<_, _>>()?))
            }
            Query::AtLeast { part, .. } => self.candidates(part),
            _ => Ok(nothing()),
        }
    }

    /// Articles that may have words as they are written: they have them somewhere, and the stems in a row.
    pub(super) fn exact_words(&mut self, text: &str, scope: Scope) -> Clause {
        let field = self.written_field(scope);
        let wanted: Vec<String> = words(text).map(|word| fold(word.text)).collect();
        if wanted.is_empty() {
            return nothing();
        }
        let variants = self.terms.variants(text);
        let scored = self.sequences(&variants, scope);
        let mut required: Vec<Clause> = wanted.iter().map(|word| written(field, word)).collect();
        if wanted.len() == 1 {
            return combined(required, vec![scored], Vec::new());
        }
        required.push(scored);
        all_of(required)
    }

    /// Articles that have a word of a shape, in the headline or anywhere: all of them match, and the stems of the best
    /// words are scored.
    pub(super) fn shaped(&mut self, word: &Word) -> Result<Clause, SearchError> {
        let Some((before, shape)) = Shape::of(word) else {
            return Ok(nothing());
        };
        let field = self.written_field(word.scope);
        let expansion = self.expansion(&shape, field)?;
        if expansion.best.is_empty() {
            self.warn(format!("no word of this index is like {}", typed(word)));
        }
        let mut required: Vec<Clause> = vec![set(expansion.articles)];
        required.extend(before.iter().map(|word| written(field, word)));
        let scored = self.scored(&expansion.best, word.scope);
        Ok(combined(required, scored, Vec::new()))
    }

    /// Returns what a shape stands for; it is looked up once, however often the query is run.
    fn expansion(&mut self, shape: &Shape, field: Field) -> Result<Expansion, SearchError> {
        let key = (shape.clone(), field);
        if let Some(known) = self.expansions.get(&key) {
            return Ok(known.clone());
        }
        let expansion = expand_to_articles(self.snapshot, field, shape, SCORED_EXPANSIONS, &self.clock)?;
        self.expansions.insert(key, expansion.clone());
        Ok(expansion)
    }

    /// Scores the stems of words that a shape stands for, the less the more letters differ.
    fn scored(&mut self, best: &[Expanded], scope: Scope) -> Vec<Clause> {
        let field = self.field_of(scope);
        let mut terms: Vec<(Term, u8)> = Vec::new();
        for word in best {
            for sequence in self.terms.variants(&word.text) {
                let [stem] = &sequence[..] else { continue };
                let term = Term::from_field_text(field, stem);
                // The nearest come first.
                if terms.iter().all(|(other, _)| *other != term) {
                    terms.push((term, word.distance));
                }
            }
        }
        let scored = terms
            .into_iter()
            .map(|(term, distance)| weighted(scored_term(term), 1.0 / (1.0 + f32::from(distance))));
        scored.collect()
    }

    /// Returns the field that has the words of a scope as they are written.
    fn written_field(&self, scope: Scope) -> Field {
        match scope {
            Scope::Title => self.snapshot.fields.title_word,
            _ => self.snapshot.fields.word,
        }
    }
}

fn written(field: Field, word: &str) -> Clause {
    unscored_term(Term::from_field_text(field, word))
}

/// Returns a word as it was typed.
fn typed(word: &Word) -> String {
    match word.form {
        WordForm::Prefix => format!("{}*", word.text),
        WordForm::Fuzzy(distance) => format!("{}~{distance}", word.text),
        _ => word.text.clone(),
    }
}
