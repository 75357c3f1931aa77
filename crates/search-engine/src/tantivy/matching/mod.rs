//! [`Matching`]: which articles match a query and how well, evaluated a window of articles at a time.
//!
//! The engine's own combinations of queries go from match to match, through a tree of scorers, and skip what cannot be
//! among the best. A page counts every match, so that nothing can be skipped, and a word is several terms, one a
//! language: a tree for each word. Scores are the engine's, BM25 of each term and their sums.

mod common_statistics;
mod leaf;
mod node;
mod scorer;
mod term_list;
mod weight;
mod window;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{Score, Term};

pub(super) use self::scorer::WindowScorer;
pub(super) use self::weight::MatchingWeight;
pub(super) use self::window::{Window, Words};
use super::article_set::ArticleSet;
use super::translate::Clause;

/// A query that is evaluated a window at a time.
#[derive(Clone, Debug)]
pub(super) struct Matching(Part);

/// A part of it.
#[derive(Clone, Debug)]
enum Part {
    /// A term.
    Term(Term, Scoring),
    /// Articles that are known.
    Set(ArticleSet),
    /// A query of another kind.
    Other(Arc<dyn Query>),
    /// Every article.
    Everything,
    /// Parts that must match, that only score, and that must not match.
    All {
        required: Vec<Self>,
        scored: Vec<Self>,
        excluded: Vec<Self>,
    },
    /// So many of some parts must match.
    Some { parts: Vec<Self>, least: usize },
    /// A part whose scores are multiplied.
    Times(Box<Self>, Score),
    /// A part with words that are a term in each language: each of these terms is as rare as they all are together.
    Alike { part: Box<Self>, words: Vec<Vec<Term>> },
}

/// Whether a term adds to scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scoring {
    On,
    Off,
}

/// Returns the articles that have a term, scored by how often they do.
pub(super) fn scored_term(term: Term) -> Clause {
    Part::Term(term, Scoring::On).clause()
}

/// Returns the articles that have a term, which adds nothing to their scores.
pub(super) fn unscored_term(term: Term) -> Clause {
    Part::Term(term, Scoring::Off).clause()
}

/// Returns every article.
pub(super) fn everything() -> Clause {
    Part::Everything.clause()
}

/// Returns articles that are known, which adds nothing to their scores.
pub(super) fn set(articles: ArticleSet) -> Clause {
    Part::Set(articles).clause()
}

/// Returns no article.
pub(super) fn nothing() -> Clause {
    any_of(Vec::new())
}

/// Returns every article but those that match a clause.
pub(super) fn all_but(excluded: Clause) -> Clause {
    combined(Vec::new(), Vec::new(), vec![excluded])
}

/// Returns the articles that match all of some clauses.
pub(super) fn all_of(required: Vec<Clause>) -> Clause {
    combined(required, Vec::new(), Vec::new())
}

/// Returns the articles that match all required clauses and no excluded one; those that only score add to scores.
pub(super) fn combined(required: Vec<Clause>, scored: Vec<Clause>, excluded: Vec<Clause>) -> Clause {
    let mut required = Part::all(required);
    if required.is_empty() {
        required.push(Part::Everything);
    }
    let all = Part::All {
        required,
        scored: Part::all(scored),
        excluded: Part::all(excluded),
    };
    all.clause()
}

/// Returns the articles that match one of some clauses at least.
pub(super) fn any_of(parts: Vec<Clause>) -> Clause {
    at_least(1, parts)
}

/// Returns the articles that match so many of some clauses.
pub(super) fn at_least(least: usize, parts: Vec<Clause>) -> Clause {
    let parts = Part::all(parts);
    Part::Some { parts, least }.clause()
}

/// Returns the articles that match a clause, with their scores times a factor.
pub(super) fn weighted(clause: Clause, factor: Score) -> Clause {
    Part::Times(Box::new(Part::of(clause)), factor).clause()
}

/// Returns a clause with words that are a term in each language. Such a term is weighed by how many articles have any
/// of its word, or a name would count for more where few articles are in the language.
pub(super) fn alike(clause: Clause, words: Vec<Vec<Term>>) -> Clause {
    let part = Box::new(Part::of(clause));
    Part::Alike { part, words }.clause()
}

impl Part {
    fn clause(self) -> Clause {
        Box::new(Matching(self))
    }

    fn of(clause: Clause) -> Self {
        match clause.downcast::<Matching>() {
            Ok(matching) => matching.0,
            Err(other) => Self::Other(other.into()),
        }
    }

    fn all(clauses: Vec<Clause>) -> Vec<Self> {
        clauses.into_iter().map(Self::of).collect()
    }
}

impl Matching {
    /// Returns any query as one of this kind.
    pub(super) fn of(clause: Clause) -> Self {
        Self(Part::of(clause))
    }

    /// Weighs it.
    pub(super) fn weighed(&self, scoring: EnableScoring<'_>) -> tantivy::Result<MatchingWeight> {
        MatchingWeight::new(&self.0, scoring)
    }
}

impl Query for Matching {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.weighed(scoring)?))
    }
}
