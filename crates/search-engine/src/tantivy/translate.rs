//! The query tree as a query of the engine.

use std::ops::Bound;

use jiff::civil::Date;
use query_language::{Phrase, Query, Scope, Warning, Word, WordForm};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, ExistsQuery, Occur,
    PhraseQuery, Query as EngineQuery, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Term};
use text_analysis::fold;

use super::exclusion::excluded;
use super::facet_table::is_unknown;
use super::page::Ranked;
use super::snapshot::Snapshot;
use super::terms::{TermSource, Variants, folded_prefix};
use crate::{FacetField, ScorePart, SearchError, UNKNOWN};

/// How much a word weighs in the headline and in the standfirst, against one in the story: a headline of ten
/// words says what the article is about, and BM25 alone does not know it.
const TITLE_WEIGHT: f32 = 2.5;
/// See [`TITLE_WEIGHT`].
const STANDFIRST_WEIGHT: f32 = 1.5;
/// How much two words of the query that stand next to each other add, against one of them alone.
const NEIGHBOURS_WEIGHT: f32 = 1.5;

/// Which of the words that were typed side by side an article must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Every one.
    All,
    /// At least this many.
    AtLeast(usize),
}

/// Translates query trees for one state of the index.
pub(super) struct Translator<'a> {
    snapshot: &'a Snapshot,
    terms: TermSource<'a>,
    /// What the index made of the query that its author should know.
    pub(super) warnings: Vec<Warning>,
}

type Clause = Box<dyn EngineQuery>;

impl<'a> Translator<'a> {
    /// Returns a translator for one state of the index.
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            terms: TermSource::new(snapshot),
            warnings: Vec::new(),
        }
    }

    /// Returns the engine's query for a tree.
    pub(super) fn translate(&mut self, query: &Query, need: Need) -> Result<Clause, SearchError> {
        Ok(match query {
            Query::All => unscored(AllQuery),
            Query::Word(word) => self.word(word)?,
            Query::Phrase(phrase) => self.phrase(phrase),
            Query::Entity { kind, name } => self.facet_value(FacetField::Entity(*kind), name),
            Query::Source(name) => self.facet_value(FacetField::Source, name),
            Query::Agency(name) => self.facet_value(FacetField::Agency, name),
            Query::Language(code) if code == UNKNOWN => self.without(FacetField::Language),
            Query::Language(code) => self.exact(FacetField::Language, [code.as_str()]),
            Query::Published { from, to } => self.published(*from, *to),
            Query::And(parts) => self.all_of(parts, need)?,
            Query::Or(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| self.translate(part, need))
                    .collect::<Result<_, _>>()?;
                Box::new(BooleanQuery::union(parts))
            }
            Query::Not(part) => {
                let part = self.translate(part, need)?;
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, unscored(AllQuery)),
                    excluded(part),
                ]))
            }
            Query::Words(parts) => self.words(parts, need)?,
        })
    }

    fn all_of(&mut self, parts: &[Query], need: Need) -> Result<Clause, SearchError> {
        let mut clauses = Vec::new();
        for part in parts {
            clauses.push(match part {
                Query::Not(inner) => excluded(self.translate(inner, need)?),
                _ => (Occur::Must, self.translate(part, need)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Words typed side by side: as many as are needed must match, and neighbours count more.
    fn words(&mut self, parts: &[Query], need: Need) -> Result<Clause, SearchError> {
        let parts_translated = parts
            .iter()
            .map(|part| self.translate(part, need))
            .collect::<Result<Vec<_>, _>>()?;
        let needed: Clause = match need {
            Need::All => Box::new(BooleanQuery::intersection(parts_translated)),
            Need::AtLeast(count) => Box::new(BooleanQuery::union_with_minimum_required_clauses(
                parts_translated,
                count.min(parts.len()),
            )),
        };
        let neighbours: Vec<Clause> = parts
            .windows(2)
            .filter_map(|pair| self.neighbours(pair))
            .collect();
        if neighbours.is_empty() {
            return Ok(needed);
        }
        let mut clauses = vec![(Occur::Must, needed)];
        clauses.extend(neighbours.into_iter().map(|clause| (Occur::Should, clause)));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn neighbours(&mut self, pair: &[Query]) -> Option<Clause> {
        let [Query::Word(first), Query::Word(second)] = pair else {
            return None;
        };
        if first.form != WordForm::Inflected
            || second.form != WordForm::Inflected
            || first.scope != second.scope
        {
            return None;
        }
        let variants = self.terms.variants(&format!("{} {}", first.text, second.text));
        Some(Box::new(BoostQuery::new(
            self.in_fields(&variants, first.scope),
            NEIGHBOURS_WEIGHT,
        )))
    }

    fn word(&mut self, word: &Word) -> Result<Clause, SearchError> {
        if word.form == WordForm::Inflected {
            let variants = self.terms.variants(&word.text);
            return Ok(self.in_fields(&variants, word.scope));
        }
        let Some((before, start)) = folded_prefix(&word.text) else {
            return Ok(Box::new(EmptyQuery));
        };
        let field = match word.scope {
            Scope::Title => self.snapshot.fields.title_word,
            Scope::Anywhere => self.snapshot.fields.word,
        };
        let expansion = self.terms.expand(&start, field)?;
        if expansion.is_cut {
            let message = format!(
                "{}* stands for more words than can be searched at once; the {} most frequent are",
                word.text,
                expansion.words.len()
            );
            self.warn(message);
        }
        let terms = expansion
            .words
            .iter()
            .map(|(word, _)| Term::from_field_text(field, word));
        let last: Clause = Box::new(TermSetQuery::new(terms));
        let written = |word: &String| {
            let term = Term::from_field_text(field, word);
            unscored(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let mut parts: Vec<Clause> = before.iter().map(written).collect();
        if parts.is_empty() {
            return Ok(last);
        }
        parts.push(last);
        Ok(Box::new(BooleanQuery::intersection(parts)))
    }

    fn phrase(&mut self, phrase: &Phrase) -> Clause {
        let variants = self.terms.variants(&phrase.text);
        self.in_fields(&variants, phrase.scope)
    }

    /// Articles that have one of the term sequences in one of the fields of the scope.
    fn in_fields(&self, variants: &Variants, scope: Scope) -> Clause {
        let mut clauses: Vec<Clause> = Vec::new();
        for (field, weight, _) in self.fields_of(scope) {
            clauses.extend(
                variants
                    .iter()
                    .map(|sequence| boosted(sequence_query(field, sequence), weight)),
            );
        }
        match clauses.len() {
            0 => Box::new(EmptyQuery),
            1 => clauses.remove(0),
            _ => Box::new(BooleanQuery::union(clauses)),
        }
    }

    /// Articles with a facet value whose name has every word of this.
    fn facet_value(&mut self, facet: FacetField, name: &str) -> Clause {
        let values = self.snapshot.facet(facet).with_words(name);
        let means_unknown = is_unknown(facet, &fold(name));
        if values.is_empty() && !means_unknown {
            self.warn(format!("no {facet} of this index is named “{name}”"));
        }
        let table = self.snapshot.facet(facet);
        let mut named = self.exact(facet, table.terms(&values));
        let listed = table.listed(&values);
        let mut clauses: Vec<Clause> = listed
            .map(|listed| listed.clause(&self.snapshot.fields))
            .collect();
        if !clauses.is_empty() {
            clauses.push(named);
            named = unscored(BooleanQuery::union(clauses));
        }
        if means_unknown {
            return unscored(BooleanQuery::union(vec![named, self.without(facet)]));
        }
        named
    }

    fn exact<'t>(&self, facet: FacetField, values: impl IntoIterator<Item = &'t str>) -> Clause {
        let field = self.snapshot.fields.facet(facet);
        let terms: Vec<Term> = values
            .into_iter()
            .map(|value| Term::from_field_text(field, value))
            .collect();
        if terms.is_empty() {
            Box::new(EmptyQuery)
        } else {
            unscored(TermSetQuery::new(terms))
        }
    }

    /// Articles that have no value of a facet.
    fn without(&self, facet: FacetField) -> Clause {
        let having: Clause = Box::new(ExistsQuery::new(facet.name().to_owned(), false));
        unscored(BooleanQuery::new(vec![
            (Occur::Must, Box::new(AllQuery)),
            excluded(having),
        ]))
    }

    fn published(&self, from: Option<Date>, to: Option<Date>) -> Clause {
        let bound = |date: Option<Date>| match date {
            Some(date) => {
                let day = article::Published::day(date).days_since_epoch();
                Bound::Included(Term::from_field_i64(
                    self.snapshot.fields.published_day,
                    day.into(),
                ))
            }
            None => Bound::Unbounded,
        };
        match (bound(from), bound(to)) {
            (Bound::Unbounded, Bound::Unbounded) => unscored(AllQuery),
            (from, to) => unscored(RangeQuery::new(from, to)),
        }
    }

    /// Returns the clauses of a query that add to scores, each with what it is in words.
    fn labelled(&mut self, query: &Query) -> Result<Vec<(String, Clause)>, SearchError> {
        let mut labelled = Vec::new();
        match query {
            Query::Word(word) if word.form == WordForm::Prefix => {
                labelled.push((format!("{}*", word.text), self.word(word)?));
            }
            Query::Word(Word { text, scope, .. }) | Query::Phrase(Phrase { text, scope }) => {
                let variants = self.terms.variants(text);
                for (field, weight, place) in self.fields_of(*scope) {
                    let sequences = variants
                        .iter()
                        .map(|sequence| sequence_query(field, sequence))
                        .collect();
                    let clause = boosted(Box::new(BooleanQuery::union(sequences)), weight);
                    labelled.push((format!("“{text}” in the {place}"), clause));
                }
            }
            Query::Words(parts) | Query::And(parts) | Query::Or(parts) => {
                for part in parts {
                    labelled.extend(self.labelled(part)?);
                }
                if let Query::Words(parts) = query {
                    for pair in parts.windows(2) {
                        let clause = self.neighbours(pair);
                        labelled.extend(clause.map(|clause| ("neighbouring words".to_owned(), clause)));
                    }
                }
            }
            _ => {}
        }
        Ok(labelled)
    }

    /// Returns the fields of a scope, with their weights and what they are called.
    fn fields_of(&self, scope: Scope) -> Vec<(Field, f32, &'static str)> {
        let fields = &self.snapshot.fields;
        let mut all = vec![(fields.title, TITLE_WEIGHT, "headline")];
        if scope == Scope::Anywhere {
            all.extend([
                (fields.standfirst, STANDFIRST_WEIGHT, "standfirst"),
                (fields.body, 1.0, "text"),
            ]);
        }
        all
    }

    fn warn(&mut self, message: String) {
        let warning = Warning {
            message,
            start: 0,
            end: 0,
        };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// Returns what each word, phrase and filter of a query adds to the score of a match, in the order of the query.
pub(super) fn score_parts(
    snapshot: &Snapshot,
    query: &Query,
    ranked: &Ranked,
) -> Result<Vec<ScorePart>, SearchError> {
    let mut translator = Translator::new(snapshot);
    let mut parts = Vec::new();
    for (label, clause) in translator.labelled(query)? {
        let reader = snapshot.searcher.segment_reader(ranked.address.segment_ord);
        let weight = clause.weight(EnableScoring::enabled_from_searcher(&snapshot.searcher))?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let document = ranked.address.doc_id;
        if scorer.doc() <= document && scorer.seek(document) == document {
            parts.push(ScorePart {
                label,
                value: scorer.score(),
            });
        }
    }
    Ok(parts)
}

fn sequence_query(field: Field, sequence: &[String]) -> Clause {
    let mut terms: Vec<Term> = sequence
        .iter()
        .map(|term| Term::from_field_text(field, term))
        .collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

fn boosted(clause: Clause, weight: f32) -> Clause {
    if weight == 1.0 {
        clause
    } else {
        Box::new(BoostQuery::new(clause, weight))
    }
}

/// A clause that narrows and adds nothing to the score.
fn unscored(clause: impl EngineQuery) -> Clause {
    Box::new(ConstScoreQuery::new(Box::new(clause), 0.0))
}
