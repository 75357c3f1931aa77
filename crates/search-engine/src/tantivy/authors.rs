//! The articles of an author who is asked for by name.

use tantivy::Term;

use super::address::{NameWord, asked_words};
use super::expansion::{Shape, expand};
use super::matching::any_of;
use super::translate::{Clause, Translator, sequence_query, unscored};
use crate::SearchError;

/// Most ways to write a name that its wildcards stand for.
const MAX_NAMES: usize = 1_024;

impl Translator<'_> {
    /// Articles of an author whose name has these words in a row.
    pub(super) fn byline(&mut self, name: &str) -> Result<Clause, SearchError> {
        let field = self.snapshot.fields.byline;
        let mut written: Vec<Vec<Term>> = vec![Vec::new()];
        for word in asked_words(name) {
            let words = self.author_words(word)?;
            let terms = words.iter().map(|word| Term::from_field_text(field, word));
            let terms: Vec<Term> = terms.collect();
            let longer = |before: &Vec<Term>| {
                let with = |term: &Term| before.iter().chain([term]).cloned().collect();
                terms.iter().map(with).collect::<Vec<Vec<Term>>>()
            };
            written = written.iter().flat_map(longer).take(MAX_NAMES + 1).collect();
        }
        written.retain(|terms| !terms.is_empty());
        if written.len() > MAX_NAMES {
            written.truncate(MAX_NAMES);
            let message = format!(
                "“{name}” stands for more than {MAX_NAMES} names of authors, of which the most frequent were searched"
            );
            self.warn(name, message);
        }
        let clauses = written
            .into_iter()
            .map(|terms| sequence_query(terms, &self.clock));
        Ok(unscored(any_of(clauses.collect())))
    }

    fn author_words(&self, word: NameWord) -> Result<Vec<String>, SearchError> {
        let shape = match word {
            NameWord::Whole(word) => return Ok(vec![word]),
            NameWord::Shape(shape) => Shape::Wildcard(shape),
        };
        let field = self.snapshot.fields.byline;
        let found = expand(self.snapshot, field, &shape, MAX_NAMES + 1, &self.clock)?;
        Ok(found.into_iter().map(|word| word.text).collect())
    }
}
