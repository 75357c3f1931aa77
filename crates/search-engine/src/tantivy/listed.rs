//! [`Listed`]: articles that corrections count under a value of which their column says something else.

use article::EntityKind;
use tantivy::collector::DocSetCollector;
use tantivy::query::{ConstScoreQuery, TermSetQuery};
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, Term};

use super::matching::{any_of, combined, nothing};
use super::schema::Fields;
use super::translate::Clause;
use crate::{FacetField, SearchError};

/// Articles of one key, all of them or those that write its name in certain ways.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The key that they have as they are shown.
    pub(super) key: String,
    /// The kind under which they are stored.
    pub(super) kind: EntityKind,
    /// The key under which they are stored.
    pub(super) stored_key: String,
    /// Terms of `spelling`: an article that has one of them belongs here.
    pub(super) written: Vec<String>,
    /// Values of the kind's column: an article that has one of them and none of `unless` belongs here.
    pub(super) terms: Vec<String>,
    /// Terms of `spelling` that belong to somebody else.
    pub(super) unless: Vec<String>,
}

impl Listed {
    /// Returns the query for these articles.
    pub(super) fn clause(&self, fields: &Fields) -> Clause {
        let column = fields.facet(FacetField::Entity(self.kind));
        let unless = vec![one_of(fields.spelling, &self.unless)];
        let by_term = combined(vec![one_of(column, &self.terms)], Vec::new(), unless);
        any_of(vec![one_of(fields.spelling, &self.written), by_term])
    }

    /// Returns whether a term of `spelling` may be one of its ways to write the name.
    pub(super) fn has_written(&self, term: &str) -> bool {
        let is = |other: &String| other == term;
        self.written.iter().any(is) || !self.unless.iter().any(is)
    }

    /// Returns the articles, each by segment and number, in order.
    pub(super) fn articles(
        &self,
        searcher: &Searcher,
        fields: &Fields,
    ) -> Result<Vec<(u32, DocId)>, SearchError> {
        let found = searcher.search(&*self.clause(fields), &DocSetCollector)?;
        let mut articles: Vec<_> = found.into_iter().map(|at| (at.segment_ord, at.doc_id)).collect();
        articles.sort_unstable();
        Ok(articles)
    }
}

fn one_of(field: Field, terms: &[String]) -> Clause {
    if terms.is_empty() {
        return nothing();
    }
    let terms = terms.iter().map(|term| Term::from_field_text(field, term));
    Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
}
