//! [`ValueLists`]: what each article of a segment has, as one list of numbers, and how often matches have each.

use tantivy::DocId;

use super::matched::{Matched, Share};

/// The numbers that the articles of a segment have.
pub(super) struct ValueLists<Id> {
    /// Where those of each article end.
    ends: Vec<u32>,
    values: Vec<Id>,
    /// How many articles have each, the removed ones among them; nothing where all are counted as quickly without.
    totals: Option<Vec<u32>>,
}

impl<Id: Copy + Into<u32>> ValueLists<Id> {
    /// Returns room for so many articles.
    pub(super) fn with_capacity(n_articles: usize) -> Self {
        Self {
            ends: Vec::with_capacity(n_articles),
            values: Vec::new(),
            totals: None,
        }
    }

    /// Adds the next article: the numbers that it has are pushed.
    pub(super) fn add(&mut self, push: impl FnOnce(&mut Vec<Id>)) {
        push(&mut self.values);
        self.ends.push(self.values.len() as u32);
    }

    /// Gives back the room that is left, when all articles are there.
    pub(super) fn shrink_to_fit(&mut self) {
        self.values.shrink_to_fit();
    }

    /// Adds up how many articles have each of so many numbers.
    pub(super) fn add_up(&mut self, n_ids: usize) {
        let mut totals = vec![0; n_ids];
        self.values.iter().for_each(|id| totals[place(*id)] += 1);
        self.totals = Some(totals);
    }

    /// Returns how many articles there are.
    pub(super) fn n_articles(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many numbers they have together.
    pub(super) fn n_values(&self) -> usize {
        self.values.len()
    }

    /// Returns what an article has.
    pub(super) fn of(&self, document: DocId) -> &[Id] {
        let document = document as usize;
        let start = document.checked_sub(1).map_or(0, |last| self.ends[last]);
        &self.values[start as usize..self.ends[document] as usize]
    }

    /// Adds what a share of some articles has, each number where `counted_at` puts it.
    pub(super) fn count(
        &self,
        articles: &Matched,
        share: Share,
        counted_at: impl Fn(usize) -> usize,
        counts: &mut [u32],
    ) {
        let Some(totals) = self.totals.as_ref().filter(|_| articles.are_most()) else {
            articles.each_in(share, |document| {
                let own = self.of(document).iter();
                own.for_each(|id| counts[counted_at(place(*id))] += 1);
            });
            return;
        };
        // What most articles have is what all have without what the others have. Of half of them that may be less than
        // nothing, until the other half is added.
        articles.each_other_in(share, |document| {
            let own = self.of(document).iter();
            own.for_each(|id| {
                let count = &mut counts[counted_at(place(*id))];
                *count = count.wrapping_sub(1);
            });
        });
        if share != Share::SecondHalf {
            for (id, total) in totals.iter().enumerate() {
                let count = &mut counts[counted_at(id)];
                *count = count.wrapping_add(*total);
            }
        }
    }
}

fn place(id: impl Into<u32>) -> usize {
    id.into() as usize
}
