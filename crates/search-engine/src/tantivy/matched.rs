//! [`Matched`]: articles of a segment that match, one bit each.

use tantivy::DocId;

use super::bits::{WORD, bits};

/// Which of a segment's articles are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// All of them.
    All,
    /// About the first half of them.
    FirstHalf,
    /// The others.
    SecondHalf,
}

/// Articles of a segment.
#[derive(Clone)]
pub(super) struct Matched {
    words: Box<[u64]>,
    /// Articles of the segment, these and others.
    n_all: usize,
    n_articles: usize,
}

impl Matched {
    /// Returns none of the articles of a segment that has so many.
    pub(super) fn none_of(n_all: usize) -> Self {
        Self {
            words: vec![0; n_all.div_ceil(WORD)].into(),
            n_all,
            n_articles: 0,
        }
    }

    /// Takes all out.
    pub(super) fn clear(&mut self) {
        if self.n_articles > 0 {
            self.words.fill(0);
            self.n_articles = 0;
        }
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.n_articles
    }

    /// Tells whether they are more than half of the segment's.
    pub(super) fn are_most(&self) -> bool {
        self.n_articles > self.n_all / 2
    }

    /// Tells whether an article is one of them.
    pub(super) fn contains(&self, document: DocId) -> bool {
        let document = document as usize;
        self.words[document / WORD] >> (document % WORD) & 1 == 1
    }

    /// Adds an article that is not among them.
    pub(super) fn add(&mut self, document: DocId) {
        self.words[document as usize / WORD] |= 1 << (document as usize % WORD);
        self.n_articles += 1;
    }

    /// Adds articles, one bit each from `start` on, of which none is among them.
    pub(super) fn add_words(&mut self, start: DocId, articles: &[u64]) {
        let words = &mut self.words[start as usize / WORD..];
        for (own, others) in words.iter_mut().zip(articles) {
            *own |= others;
            self.n_articles += others.count_ones() as usize;
        }
    }

    /// Adds other articles, of which none is among them.
    pub(super) fn join(&mut self, others: &Self) {
        self.add_words(0, &others.words);
    }

    /// Visits them in order.
    pub(super) fn each(&self, visit: impl FnMut(DocId)) {
        self.each_in(Share::All, visit);
    }

    /// Visits those of a share of the segment in order.
    pub(super) fn each_in(&self, share: Share, mut visit: impl FnMut(DocId)) {
        for (start, word) in self.words_in(share) {
            bits(word).for_each(|bit| visit(start + bit as DocId));
        }
    }

    /// Visits the others of a share of the segment in order.
    pub(super) fn each_other_in(&self, share: Share, mut visit: impl FnMut(DocId)) {
        for (start, word) in self.words_in(share) {
            let n_left = self.n_all - start as usize;
            let all = if n_left < WORD {
                (1 << n_left) - 1
            } else {
                u64::MAX
            };
            bits(!word & all).for_each(|bit| visit(start + bit as DocId));
        }
    }

    /// Returns the words of a share of the segment, each with its first article.
    fn words_in(&self, share: Share) -> impl Iterator<Item = (DocId, u64)> {
        let half = self.words.len() / 2;
        let (skipped, words) = match share {
            Share::All => (0, &self.words[..]),
            Share::FirstHalf => (0, &self.words[..half]),
            Share::SecondHalf => (half, &self.words[half..]),
        };
        let starts = ((skipped * WORD) as DocId..).step_by(WORD);
        starts.zip(words.iter().copied())
    }

    /// Returns how many are among these as well.
    pub(super) fn n_common(&self, others: &Self) -> usize {
        let common = self.words.iter().zip(&others.words);
        common
            .map(|(own, others)| (own & others).count_ones() as usize)
            .sum()
    }
}

/// Returns how many articles these are in all segments.
pub(super) fn n_articles(segments: &[Matched]) -> usize {
    segments.iter().map(Matched::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn is_a_set(n_all in 1_usize..300, some in prop::collection::btree_set(0_u32..300, 0..80), more in prop::collection::btree_set(0_u32..300, 0..80)) {
            let of = |articles: &BTreeSet<DocId>| {
                let mut matched = Matched::none_of(n_all);
                articles.iter().filter(|article| (**article as usize) < n_all).for_each(|article| matched.add(*article));
                matched
            };
            let (some, more) = (of(&some), of(&more));
            let (mut inside, mut outside) = (Vec::new(), Vec::new());
            some.each(|article| inside.push(article));
            for half in [Share::FirstHalf, Share::SecondHalf] {
                some.each_other_in(half, |article| outside.push(article));
            }
            let articles = 0..n_all as DocId;
            prop_assert_eq!(&inside, &articles.clone().filter(|article| some.contains(*article)).collect::<Vec<_>>());
            prop_assert_eq!(outside, articles.filter(|article| !some.contains(*article)).collect::<Vec<_>>());
            prop_assert_eq!(some.len(), inside.len());
            prop_assert_eq!(some.n_common(&more), inside.iter().filter(|article| more.contains(**article)).count());
        }
    }
}
