//! The query tree as a query of the engine.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use query_language::{Phrase, PhraseForm, Query, Scope, Warning, Word, WordForm};
use tantivy::query::{
    ConstScoreQuery, EnableScoring, ExistsQuery, Query as EngineQuery, RangeQuery, TermSetQuery,
};
use tantivy::schema::Field;
use tantivy::{DocSet, Term};
use text_analysis::fold;

use super::address::wanted_terms;
use super::expansion::{Expansion, Shape};
use super::facet_table::{ValueId, is_unknown};
use super::matching::{
    alike, all_but, all_of, any_of, at_least, combined, everything, nothing, scored_term, unscored_term,
    weighted,
};
use super::names_meant::{names_first, or_in_other_scripts};
use super::phrase::PhraseSearch;
use super::ranked::Ranked;
use super::snapshot::Snapshot;
use super::terms::{TermSource, Variants};
use super::typed_place::place_of_name;
use super::verified::Clock;
use super::words::SideBySide;
use crate::{FacetField, ScorePart, SearchError, UNKNOWN};

/// How much a small word weighs, against a telling one that is as rare.
const SMALL_WEIGHT: f32 = 0.1;

/// A score whose parts take longer is explained without the rest.
const EXPLAIN_DEADLINE: Duration = Duration::from_secs(1);

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
    pub(super) snapshot: &'a Snapshot,
    /// The query as typed, for the places of warnings.
    text: &'a str,
    /// The terms of the query; they serve whatever else looks at it.
    pub(super) terms: TermSource,
    /// What the index made of the query that its author should know.
    pub(super) warnings: Vec<Warning>,
    /// What its prefixes and other shapes stand for.
    pub(super) expansions: HashMap<(Shape, Field), Expansion>,
    /// Whether words in capitals rank what they name first.
    has_names: bool,
    /// When to stop looking at articles.
    pub(super) clock: Arc<Clock>,
}

/// A query of the engine.
pub(super) type Clause = Box<dyn EngineQuery>;

impl<'a> Translator<'a> {
    /// Returns a translator of a query, given how it was typed, for one state of the index.
    pub(super) fn new(snapshot: &'a Snapshot, text: &'a str, terms: TermSource, clock: Arc<Clock>) -> Self {
        Self {
            snapshot,
            text,
            terms,
            warnings: Vec::new(),
            expansions: HashMap::new(),
            has_names: true,
            clock,
        }
    }

    /// Returns the engine's query for a tree.
    pub(super) fn translate(&mut self, query: &Query, need: Need) -> Result<Clause, SearchError> {
        Ok(match query {
            Query::All => everything(),
            Query::Word(word) => self.word(word)?,
            Query::Phrase(phrase) => self.phrase(phrase)?,
            Query::Near(_) | Query::AtLeast { .. } => self.verified(query)?,
            Query::Byline(name) => self.byline(name)?,
            Query::Url(address) => self.url(address),
            Query::Entity { kind, name } => self.facet_value(FacetField::Entity(*kind), name),
            Query::Source(name) => self.facet_value(FacetField::Source, name),
            Query::Agency(name) => self.facet_value(FacetField::Agency, name),
            Query::Language(code) if code == UNKNOWN => self.without(FacetField::Language),
            Query::Language(code) => in_column(self.snapshot, FacetField::Language, [code.as_str()]),
            Query::Published { from, to } => self.published(*from, *to),
            Query::And(parts) => self.all_of(parts, need)?,
            Query::Or(parts) => {
                let parts = parts.iter().map(|part| self.translate(part, need));
                any_of(parts.collect::<Result<_, _>>()?)
            }
            Query::Not(part) => all_but(self.translate(part, need)?),
            Query::Words(parts) => self.words(parts, need)?,
        })
    }

    fn all_of(&mut self, parts: &[Query], need: Need) -> Result<Clause, SearchError> {
        let (mut required, mut excluded) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Query::Not(inner) => excluded.push(self.translate(inner, need)?),
                _ => required.push(self.translate(part, need)?),
            }
        }
        Ok(combined(required, Vec::new(), excluded))
    }

    /// Words typed side by side: as many of the telling ones as are needed must match. In a question, small words
    /// add nothing: on the test collections it ranks as well without them, and they are in every article.
    fn words(&mut self, parts: &[Query], need: Need) -> Result<Clause, SearchError> {
        let sorted = SideBySide::new(parts, self.snapshot, &mut self.terms)?;
        self.has_names = sorted.has_names();
        let telling = sorted.telling.iter().map(|part| self.translate(part, need));
        let telling = telling.collect::<Result<Vec<_>, _>>()?;
        let needed = match need {
            Need::All => all_of(telling),
            Need::AtLeast(count) => at_least(count.min(telling.len()), telling),
        };
        if sorted.small.is_empty() || sorted.is_question() {
            return Ok(needed);
        }
        let small = sorted.small.into_iter().map(|part| self.translate(part, need));
        let small = small.map(|clause| Ok(weighted(clause?, SMALL_WEIGHT)));
        let small = small.collect::<Result<_, SearchError>>()?;
        Ok(combined(vec![needed], small, Vec::new()))
    }

    fn word(&mut self, word: &Word) -> Result<Clause, SearchError> {
        match word.scope {
            Scope::Anywhere | Scope::Title if !has_to_be_placed(word) => self.word_anywhere(word),
            _ => self.verified(&Query::Word(word.clone())),
        }
    }

    /// Articles with a word, wherever it stands in the headline or in all; of an exact one those that may have it.
    pub(super) fn word_anywhere(&mut self, word: &Word) -> Result<Clause, SearchError> {
        Ok(match word.form {
            WordForm::Inflected => self.inflected(&word.text, word.scope),
            WordForm::Exact => self.exact_words(&word.text, word.scope),
            WordForm::Prefix | WordForm::Wildcard | WordForm::Fuzzy(_) => self.shaped(word)?,
        })
    }

    fn phrase(&mut self, phrase: &Phrase) -> Result<Clause, SearchError> {
        match (phrase.scope, phrase.form) {
            (Scope::Anywhere | Scope::Title, PhraseForm::Inflected) => self.phrase_anywhere(phrase),
            _ => self.verified(&Query::Phrase(phrase.clone())),
        }
    }

    /// Articles with a phrase, wherever it stands in the headline or in all; of an exact one those that may have
    /// it.
    pub(super) fn phrase_anywhere(&mut self, phrase: &Phrase) -> Result<Clause, SearchError> {
        Ok(match phrase.form {
            PhraseForm::Inflected => self.inflected(&phrase.text, phrase.scope),
            PhraseForm::Exact => self.exact_words(&phrase.text, phrase.scope),
        })
    }

    /// Articles with a word or phrase in any inflection, with and without hyphens, or with what it names.
    fn inflected(&mut self, text: &str, scope: Scope) -> Clause {
        let variants = self.terms.variants(text);
        let mut found = self.sequences(&variants, scope);
        let other = self.terms.other_spelling(text);
        if !other.is_empty() {
            // Two parts of a word are each as rare as a word.
            let n_words = |spelling: &Variants| spelling.iter().map(Vec::len).max().unwrap_or(1) as f32;
            let factor = (n_words(&variants) / n_words(&other)).min(1.0);
            found = any_of(vec![found, weighted(self.sequences(&other, scope), factor)]);
        }
        if scope != Scope::Anywhere {
            return found;
        }
        let found = or_in_other_scripts(self.snapshot, text, found);
        if self.has_names {
            names_first(self.snapshot, text, found)
        } else {
            found
        }
    }

    /// Articles whose address has these parts.
    fn url(&self, address: &str) -> Clause {
        let having = |term: &String| unscored_term(Term::from_field_text(self.snapshot.fields.url, term));
        let wanted = wanted_terms(address).into_iter();
        any_of(
            wanted
                .map(|terms| all_of(terms.iter().map(&having).collect()))
                .collect(),
        )
    }

    /// Articles that have one of the term sequences.
    pub(super) fn sequences(&self, variants: &Variants, scope: Scope) -> Clause {
        let field = self.field_of(scope);
        let sequences: Vec<Vec<Term>> = variants
            .iter()
            .map(|sequence| {
                sequence
                    .iter()
                    .map(|term| Term::from_field_text(field, term))
                    .collect()
            })
            .collect();
        let words = words_of(&sequences);
        let any = any_of(
            sequences
                .into_iter()
                .map(|terms| sequence_query(terms, &self.clock))
                .collect(),
        );
        alike(any, words)
    }

    /// Articles with a facet value whose name has every word of this.
    fn facet_value(&mut self, facet: FacetField, name: &str) -> Clause {
        let values = self.snapshot.facet(facet).asked_for(name);
        let means_unknown = is_unknown(facet, &fold(name));
        if values.is_empty() && !means_unknown {
            self.warn(name, format!("no {facet} of this index is named “{name}”"));
        }
        let named = having(self.snapshot, facet, &values);
        if means_unknown {
            return any_of(vec![named, self.without(facet)]);
        }
        named
    }

    /// Articles that have no value of a facet.
    fn without(&self, facet: FacetField) -> Clause {
        let having: Clause = Box::new(ExistsQuery::new(facet.name().to_owned(), false));
        all_but(having)
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
            (Bound::Unbounded, Bound::Unbounded) => everything(),
            (from, to) => unscored(RangeQuery::new(from, to)),
        }
    }

    /// Returns the clauses of a query that add to scores, each with what it is in words.
    fn labelled(&mut self, query: &Query) -> Result<Vec<(String, Clause)>, SearchError> {
        let mut labelled = Vec::new();
        match query {
            Query::Word(_) | Query::Phrase(_) | Query::Near(_) | Query::AtLeast { .. } => {
                labelled.push((label(query), self.translate(query, Need::All)?));
            }
            Query::And(parts) | Query::Or(parts) => {
                for part in parts {
                    labelled.extend(self.labelled(part)?);
                }
            }
            Query::Words(parts) => {
                let sorted = SideBySide::new(parts, self.snapshot, &mut self.terms)?;
                self.has_names = sorted.has_names();
                let small_count = !sorted.is_question();
                for part in sorted.telling {
                    labelled.extend(self.labelled(part)?);
                }
                for part in sorted.small.into_iter().filter(|_| small_count) {
                    for (label, clause) in self.labelled(part)? {
                        labelled.push((format!("{label}, a small word"), weighted(clause, SMALL_WEIGHT)));
                    }
                }
            }
            _ => {}
        }
        Ok(labelled)
    }

    /// Returns the field that has the words of a scope.
    pub(super) fn field_of(&self, scope: Scope) -> Field {
        match scope {
            Scope::Title => self.snapshot.fields.title,
            _ => self.snapshot.fields.text,
        }
    }

    /// Returns how many telling words were typed side by side, and whether they are a question.
    pub(super) fn telling(&mut self, query: &Query) -> Result<(usize, bool), SearchError> {
        match query {
            Query::Words(parts) => {
                let sorted = SideBySide::new(parts, self.snapshot, &mut self.terms)?;
                Ok((sorted.telling.len(), sorted.is_question()))
            }
            Query::And(parts) => {
                let mut most = (0, false);
                for part in parts {
                    most = most.max(self.telling(part)?);
                }
                Ok(most)
            }
            _ => Ok((0, false)),
        }
    }

    /// Warns of a name or word of the query.
    pub(super) fn warn(&mut self, about: &str, message: String) {
        let (start, end) = place_of_name(self.text, about).unwrap_or_default();
        let warning = Warning { message, start, end };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// Returns what each word, phrase and group of words of a query adds to the score of a match, in the order of the query;
/// filters add nothing.
pub(super) fn score_parts(
    snapshot: &Snapshot,
    query: &Query,
    ranked: &Ranked,
) -> Result<Vec<ScorePart>, SearchError> {
    let clock = Clock::new(Instant::now() + EXPLAIN_DEADLINE);
    let mut translator = Translator::new(snapshot, "", TermSource::new(snapshot), clock);
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
    if ranked.closeness > 0.0 {
        parts.push(ScorePart {
            label: "the words close together".into(),
            value: ranked.closeness,
        });
    }
    if ranked.likeness > 0.0 {
        parts.push(ScorePart {
            label: "other words of the best matches".into(),
            value: ranked.likeness,
        });
    }
    if ranked.freshness < 1.0 {
        parts.push(ScorePart {
            label: "less for its age".into(),
            value: ranked.score - ranked.score / ranked.freshness,
        });
    }
    Ok(parts)
}

/// Returns what a part of a query is in words.
fn label(query: &Query) -> String {
    let place = |scope: Scope| match scope {
        Scope::Anywhere => "",
        Scope::Title => " in the headline",
        Scope::Lead => " in the lead",
        Scope::Opening => " in the headline or the lead",
        Scope::Body => " in the text",
    };
    let all = |parts: &[Query], joint: &str| parts.iter().map(label).collect::<Vec<_>>().join(joint);
    match query {
        Query::Word(Word { text, scope, form }) => match form {
            WordForm::Inflected => format!("“{text}”{}", place(*scope)),
            WordForm::Exact => format!("=“{text}”{}", place(*scope)),
            WordForm::Prefix => format!("{text}*{}", place(*scope)),
            WordForm::Wildcard => format!("{text}{}", place(*scope)),
            WordForm::Fuzzy(distance) => format!("{text}~{distance}{}", place(*scope)),
        },
        Query::Phrase(Phrase { text, scope, .. }) => format!("“{text}”{}", place(*scope)),
        Query::Near(near) => format!("{} near each other", all(&near.parts, " and ")),
        Query::AtLeast { count, part } => format!("{} {count} times", label(part)),
        Query::Or(parts) => all(parts, " or "),
        _ => String::new(),
    }
}

/// Tells whether articles that have the terms of a word may lack the word: it must be as it is written, or its parts
/// next to each other.
fn has_to_be_placed(word: &Word) -> bool {
    match word.form {
        WordForm::Exact => true,
        WordForm::Prefix => Shape::of(word).is_some_and(|(before, _)| !before.is_empty()),
        WordForm::Inflected | WordForm::Wildcard | WordForm::Fuzzy(_) => false,
    }
}

pub(super) fn sequence_query(mut terms: Vec<Term>, clock: &Arc<Clock>) -> Clause {
    match terms.len() {
        1 => scored_term(terms.remove(0)),
        _ => Box::new(PhraseSearch::new(terms, clock)),
    }
}

/// Returns the terms of each word of which there are sequences of terms, one a language. Where languages part the text
/// into words in other ways, the words of each way are apart.
fn words_of(sequences: &[Vec<Term>]) -> Vec<Vec<Term>> {
    let mut words: BTreeMap<(usize, usize), Vec<Term>> = BTreeMap::new();
    for sequence in sequences {
        for (at, term) in sequence.iter().enumerate() {
            words.entry((sequence.len(), at)).or_default().push(term.clone());
        }
    }
    words.into_values().collect()
}

/// Articles that have one of these values of a facet.
pub(super) fn having(snapshot: &Snapshot, facet: FacetField, values: &[ValueId]) -> Clause {
    let table = snapshot.facet(facet);
    let named = in_column(snapshot, facet, table.terms(values));
    let listed = table.listed(values);
    let mut clauses: Vec<Clause> = listed.map(|listed| listed.clause(&snapshot.fields)).collect();
    if clauses.is_empty() {
        return named;
    }
    clauses.push(named);
    any_of(clauses)
}

/// Articles for which the column of a facet holds one of these terms.
fn in_column<'t>(snapshot: &Snapshot, facet: FacetField, terms: impl IntoIterator<Item = &'t str>) -> Clause {
    let field = snapshot.fields.facet(facet);
    let terms = terms.into_iter().map(|term| Term::from_field_text(field, term));
    let mut terms: Vec<Term> = terms.collect();
    match terms.len() {
        0 => nothing(),
        1 => unscored_term(terms.remove(0)),
        _ => unscored(TermSetQuery::new(terms)),
    }
}

/// A clause that narrows and adds nothing to the score.
pub(super) fn unscored(clause: impl EngineQuery) -> Clause {
    Box::new(ConstScoreQuery::new(Box::new(clause), 0.0))
}
