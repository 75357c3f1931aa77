//! [`PhraseSearch`]: articles that have words one after another. They are those of tantivy's own query, with the same
//! scores; with frequent words they are found in a fraction of the time.

mod candidates;
mod occurrences;
mod scorer;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TantivyError, Term};

use candidates::PhraseWord;
pub(super) use occurrences::{Occurrences, Span, WordLists};
use scorer::PhraseScorer;

use super::verified::Clock;

/// A query for words of a field one after another.
#[derive(Clone, Debug)]
pub(super) struct PhraseSearch {
    terms: Vec<Term>,
    /// When to stop looking at articles.
    clock: Arc<Clock>,
}

impl PhraseSearch {
    /// Returns the query for these words, of which there are several, all of one field that has positions.
    pub(super) fn new(terms: Vec<Term>, clock: &Arc<Clock>) -> Self {
        Self {
            terms,
            clock: Arc::clone(clock),
        }
    }
}

impl Query for PhraseSearch {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = match scoring {
            EnableScoring::Enabled {
                statistics_provider, ..
            } => Some(Bm25Weight::for_terms(statistics_provider, &self.terms)?),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PhraseWeight {
            terms: self.terms.clone(),
            weight,
            clock: Arc::clone(&self.clock),
        }))
    }
}

struct PhraseWeight {
    terms: Vec<Term>,
    /// What scores are made of, where they are wanted.
    weight: Option<Bm25Weight>,
    clock: Arc<Clock>,
}

impl PhraseWeight {
    /// Returns the matches of a segment before the first is looked for; nothing where a word is not in the segment.
    fn matches(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<PhraseScorer>> {
        let field = self.terms[0].field();
        let lists = WordLists::open(reader, field)?;
        let mut words = Vec::with_capacity(self.terms.len());
        for (distance, term) in (0..).zip(self.terms.iter().rev()) {
            let Some(occurrences) = lists.occurrences(term)? else {
                return Ok(None);
            };
            words.push(PhraseWord {
                occurrences,
                distance,
            });
        }
        let lengths = match &self.weight {
            Some(_) => reader.fieldnorms_readers().get_field(field)?,
            None => None,
        };
        let lengths = lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let weight = self.weight.as_ref().map(|weight| weight.boost_by(boost));
        Ok(Some(PhraseScorer::new(words, weight, lengths, &self.clock)))
    }
}

impl Weight for PhraseWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(mut matches) = self.matches(reader, boost)? else {
            return Ok(Box::new(EmptyScorer));
        };
        matches.go_on();
        Ok(Box::new(matches))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            let message = format!("article {document} does not have the phrase");
            return Err(TantivyError::InvalidArgument(message));
        }
        Ok(Explanation::new("the words one after another", scorer.score()))
    }
}
