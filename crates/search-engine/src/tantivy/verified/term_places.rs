//! [`TermPlaces`]: where terms stand in the articles of a block.

use tantivy::{DocId, Term};

use crate::tantivy::phrase::{Occurrences, Span, WordLists};

/// The lists of some terms, by their numbers, and what was read of them for a block of articles.
#[derive(Default)]
pub(super) struct TermPlaces(Vec<TermList>);

struct TermList {
    term: Term,
    occurrences: Option<Occurrences>,
    /// The articles of the block.
    spans: Vec<Span>,
    /// Where what was read of each of them begins in all that was read.
    read: Vec<Span>,
    steps: Vec<u32>,
}

impl TermPlaces {
    /// Adds a term and returns its number; equal ones have one.
    pub(super) fn add(&mut self, lists: &WordLists, term: &Term) -> tantivy::Result<usize> {
        if let Some(known) = self.0.iter().position(|list| list.term == *term) {
            return Ok(known);
        }
        self.0.push(TermList {
            term: term.clone(),
            occurrences: lists.occurrences(term)?,
            spans: Vec::new(),
            read: Vec::new(),
            steps: Vec::new(),
        });
        Ok(self.0.len() - 1)
    }

    /// Looks up which articles have the terms; these come in order, behind those that were looked up before.
    pub(super) fn find(&mut self, articles: &[DocId]) {
        for list in &mut self.0 {
            match &mut list.occurrences {
                Some(occurrences) => occurrences.spans(articles, &mut list.spans),
                None => list.spans.resize(articles.len(), Span::default()),
            }
        }
    }

    /// Reads where the terms stand in those of the articles that are wanted.
    pub(super) fn read(&mut self, is_wanted: impl Fn(usize) -> bool) {
        for list in &mut self.0 {
            list.read.clone_from(&list.spans);
            for (_, span) in (0..)
                .zip(&mut list.read)
                .filter(|(article, _)| !is_wanted(*article))
            {
                span.length = 0;
            }
            if let Some(occurrences) = &mut list.occurrences {
                occurrences.read(&mut list.read, &mut list.steps);
            }
        }
    }

    /// Reads where the terms stand in articles, as if they were looked up and all were wanted.
    pub(super) fn load(&mut self, articles: &[DocId]) {
        self.find(articles);
        self.read(|_| true);
    }

    /// Tells whether an article of the block has a term.
    #[inline]
    pub(super) fn has(&self, number: usize, article: usize) -> bool {
        self.count(number, article) > 0
    }

    /// Returns how often an article of the block has a term.
    #[inline]
    pub(super) fn count(&self, number: usize, article: usize) -> u32 {
        self.0[number].spans[article].length
    }

    /// Returns where a term stands in an article of the block: the first position, and how far each other is from the one
    /// before it.
    #[inline]
    pub(super) fn steps(&self, number: usize, article: usize) -> &[u32] {
        let list = &self.0[number];
        &list.steps[list.read[article].range()]
    }

    /// Returns the last position that any of the terms has in an article of the block.
    #[inline]
    pub(super) fn last(&self, article: usize) -> u32 {
        let mut last = 0;
        for list in &self.0 {
            let steps = &list.steps[list.read[article].range()];
            last = last.max(steps.iter().sum());
        }
        last
    }
}
