//! [`CommonStatistics`]: how many articles have a word, whatever term it is in their language.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

/// The statistics of an index in which some terms are as frequent as all terms of their word together.
pub(super) struct CommonStatistics<'s> {
    of_index: &'s dyn Bm25StatisticsProvider,
    /// For each term of a word, how many articles have the word.
    having: Vec<(&'s Term, u64)>,
}

impl<'s> CommonStatistics<'s> {
    /// Counts the articles that have each of some words, of each of which all terms are given.
    pub(super) fn new(
        of_index: &'s dyn Bm25StatisticsProvider,
        words: &'s [Vec<Term>],
    ) -> tantivy::Result<Self> {
        let n_articles = of_index.total_num_docs()?;
        let mut having = Vec::new();
        for terms in words {
            let mut sum = 0;
            for term in terms {
                sum += of_index.doc_freq(term)?;
            }
            having.extend(terms.iter().map(|term| (term, sum.min(n_articles))));
        }
        Ok(Self { of_index, having })
    }
}

impl Bm25StatisticsProvider for CommonStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.of_index.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.of_index.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.having.iter().find(|(other, _)| *other == term) {
            Some((_, having)) => Ok(*having),
            None => self.of_index.doc_freq(term),
        }
    }
}
