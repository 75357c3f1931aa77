//! Words by their shape, exact words, and what stands near each other, as queries of the engine.

use query_language::{Near, Phrase, Query, Scope, Word, WordForm};
use tantivy::Term;
use tantivy::schema::Field;
use text_analysis::{fold, words};

use super::expansion::{Expanded, Expansion, Shape, expand, expand_to_articles};
use super::highlighting::pattern;
use super::matching::{all_of, any_of, combined, nothing, scored_term, set, unscored_term, weighted};
use super::translate::{Clause, Translator};
use super::verified::Verified;
use crate::SearchError;
use crate::highlight::{Pattern, PatternForm};

/// Words that a shape stands for whose stems are scored: as Lucene has it, the best of them tell enough.
const SCORED_EXPANSIONS: usize = 16;
/// Words that a shape stands for whose places are looked up; of more of them the stored text is looked at.
const PLACED_EXPANSIONS: usize = 256;

impl Translator<'_> {
    /// Articles that have what must be looked for by its places.
    pub(super) fn verified(&mut self, query: &Query) -> Result<Clause, SearchError> {
        let placed = self.spelled_out(query)?;
        let Some(mut pattern) = pattern(&mut self.terms, &placed) else {
            return Ok(nothing());
        };
        self.keep_present(&mut pattern)?;
        let candidates = self.candidates(query)?;
        Ok(Box::new(Verified::new(
            candidates,
            pattern,
            self.snapshot,
            &self.clock,
        )))
    }

    /// Leaves out what no article has of the words that must be as they are written: a word is a term in each language,
    /// and most languages lack most words.
    fn keep_present(&self, pattern: &mut Pattern) -> Result<(), SearchError> {
        for form in &mut pattern.forms {
            let PatternForm::Written { sequences, .. } = form else {
                continue;
            };
            for sequence in std::mem::take(sequences) {
                let mut is_present = true;
                for term in &sequence {
                    let term = Term::from_field_text(self.snapshot.fields.text, term);
                    is_present &= self.snapshot.searcher.doc_freq(&term)? > 0;
                }
                if is_present {
                    sequences.insert(sequence);
                }
            }
        }
        Ok(())
    }

    /// Returns a query with words in place of the shapes that stand for them, where that is not too many: where a word
    /// stands the index tells, of a shape only the text.
    fn spelled_out(&self, query: &Query) -> Result<Query, SearchError> {
        let all = |parts: &[Query]| -> Result<Vec<Query>, SearchError> {
            parts.iter().map(|part| self.spelled_out(part)).collect()
        };
        Ok(match query {
            Query::Word(word) => match Shape::of(word) {
                Some((before, shape)) if before.is_empty() => self.expanded(word, &shape)?,
                _ => query.clone(),
            },
            Query::Or(parts) => Query::Or(all(parts)?),
            Query::Near(near) => Query::Near(Near {
                parts: all(&near.parts)?,
                ..near.clone()
            }),
            Query::AtLeast { count, part } => Query::AtLeast {
                count: *count,
                part: Box::new(self.spelled_out(part)?),
            },
            other => other.clone(),
        })
    }

    /// Returns the words that a word of a shape stands for; itself where it is for none or too many.
    fn expanded(&self, word: &Word, shape: &Shape) -> Result<Query, SearchError> {
        if self.clock.has_passed() {
            return Ok(Query::Word(word.clone()));
        }
        let field = self.written_field(word.scope);
        let expanded = expand(self.snapshot, field, shape, PLACED_EXPANSIONS + 1, &self.clock)?;
        let mut texts: Vec<String> = expanded.into_iter().map(|word| word.text).collect();
        if texts.is_empty() || texts.len() > PLACED_EXPANSIONS {
            return Ok(Query::Word(word.clone()));
        }
        let whole = texts.iter().flat_map(|text| with_apostrophe(text));
        let whole: Vec<String> = whole.collect();
        for text in whole {
            let term = Term::from_field_text(field, &text);
            if self.snapshot.searcher.doc_freq(&term)? > 0 {
                texts.push(text);
            }
        }
        let spelled = |text: String| {
            Query::Word(Word {
                text,
                form: WordForm::Exact,
                ..word.clone()
            })
        };
        Ok(Query::Or(texts.into_iter().map(spelled).collect()))
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
            let message = format!("no word of this index is like {}", typed(word));
            self.warn(&word.text, message);
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

/// Returns the words of which a word may be what follows the apostrophe: `l'ecluse` and `o'hara` stand where they do, and
/// are words of their own where their language has no such article.
fn with_apostrophe(word: &str) -> impl Iterator<Item = String> {
    let letters = ('a'..='z').map(String::from);
    let longer = ["qu", "dell", "nell", "sull", "all", "dall", "un", "al"].map(str::to_owned);
    letters
        .chain(longer)
        .map(move |before| format!("{before}'{word}"))
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
