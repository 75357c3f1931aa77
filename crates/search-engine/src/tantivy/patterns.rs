//! Words by their shape, exact words, and what stands near each other, as queries of the engine.

use query_language::{MAX_PATTERNS, Near, Phrase, Query, Scope, Word, WordForm};
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use text_analysis::{fold, words};

use super::expansion::{Expanded, Expansion, MAX_EXPANSIONS, Shape, expand};
use super::highlighting::pattern;
use super::translate::{Clause, Translator, unscored};
use super::verified::Verified;
use crate::SearchError;

/// Words that a shape stands for whose stems are scored: as Lucene has it, the best of them tell enough.
const SCORED_EXPANSIONS: usize = 16;

impl Translator<'_> {
    /// Articles that have what must be looked for by its places.
    pub(super) fn verified(&mut self, query: &Query) -> Result<Clause, SearchError> {
        let Some(pattern) = pattern(&mut self.terms, query) else {
            return Ok(Box::new(EmptyQuery));
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
                Ok(Box::new(BooleanQuery::intersection(
                    parts.collect::<Result<_, _>>()?,
                )))
            }
            Query::Or(parts) => {
                let parts = parts.iter().map(|part| self.candidates(part));
                Ok(Box::new(BooleanQuery::union(parts.collect::<Result<_, _>>()?)))
            }
            Query::AtLeast { part, .. } => self.candidates(part),
            _ => Ok(Box::new(EmptyQuery)),
        }
    }

    /// Articles that may have words as they are written: they have them somewhere, and the stems in a row.
    pub(super) fn exact_words(&mut self, text: &str, scope: Scope) -> Clause {
        let field = self.written_field(scope);
        let wanted: Vec<String> = words(text).map(|word| fold(word.text)).collect();
        if wanted.is_empty() {
            return Box::new(EmptyQuery);
        }
        let variants = self.terms.variants(text);
        let scored = self.sequences(&variants, scope);
        let occur = if wanted.len() == 1 {
            Occur::Should
        } else {
            Occur::Must
        };
        let mut clauses = vec![(occur, scored)];
        clauses.extend(wanted.iter().map(|word| (Occur::Must, written(field, word))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Articles that have a word of a shape, in the headline or anywhere.
    pub(super) fn shaped(&mut self, word: &Word) -> Result<Clause, SearchError> {
        let Some((before, shape)) = Shape::of(word) else {
            return Ok(Box::new(EmptyQuery));
        };
        let field = self.written_field(word.scope);
        let expansion = self.expansion(&shape, field)?;
        self.tell_of(word, &expansion);
        let terms = expansion
            .words
            .iter()
            .map(|word| Term::from_field_text(field, &word.text));
        let mut clauses = vec![(Occur::Must, unscored(TermSetQuery::new(terms)))];
        clauses.extend(before.iter().map(|word| (Occur::Must, written(field, word))));
        let best = &expansion.words[..expansion.words.len().min(SCORED_EXPANSIONS)];
        if let Some(scored) = self.scored(best, word.scope) {
            clauses.push((Occur::Should, scored));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Returns the words that a shape stands for; they are looked up once, however often the query is run.
    fn expansion(&mut self, shape: &Shape, field: Field) -> Result<Expansion, SearchError> {
        let key = (shape.clone(), field);
        if let Some(known) = self.expansions.get(&key) {
            return Ok(known.clone());
        }
        let limit = MAX_EXPANSIONS / self.n_patterns.clamp(1, MAX_PATTERNS);
        let expansion = expand(self.snapshot, field, shape, limit)?;
        self.expansions.insert(key, expansion.clone());
        Ok(expansion)
    }

    fn tell_of(&mut self, word: &Word, expansion: &Expansion) {
        let typed = match word.form {
            WordForm::Prefix => format!("{}*", word.text),
            WordForm::Fuzzy(distance) => format!("{}~{distance}", word.text),
            _ => word.text.clone(),
        };
        if expansion.words.is_empty() {
            self.warn(format!("no word of this index is like {typed}"));
        } else if expansion.is_cut {
            let n_words = expansion.words.len();
            self.warn(format!(
                "{typed} stands for more words than can be searched at once; the {n_words} most frequent are"
            ));
        }
    }

    /// Scores the stems of words that a shape stands for, the less the more letters differ.
    fn scored(&mut self, best: &[Expanded], scope: Scope) -> Option<Clause> {
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
        let clause = |(term, distance): (Term, u8)| -> Clause {
            let term = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            match distance {
                0 => term,
                _ => Box::new(BoostQuery::new(term, 1.0 / (1.0 + f32::from(distance)))),
            }
        };
        let clauses: Vec<Clause> = terms.into_iter().map(clause).collect();
        (!clauses.is_empty()).then(|| -> Clause { Box::new(BooleanQuery::union(clauses)) })
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
    let term = Term::from_field_text(field, word);
    unscored(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Returns how many words of a tree stand for many words of the index.
pub(super) fn n_patterns(query: &Query) -> usize {
    match query {
        Query::Word(word) => usize::from(!matches!(word.form, WordForm::Inflected | WordForm::Exact)),
        Query::Near(near) => near.parts.iter().map(n_patterns).sum(),
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => parts.iter().map(n_patterns).sum(),
        Query::Not(part) | Query::AtLeast { part, .. } => n_patterns(part),
        _ => 0,
    }
}
