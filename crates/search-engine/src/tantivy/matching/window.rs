//! [`Window`]: which of a few thousand neighbouring articles match, and how well.

use tantivy::{DocId, Score};

use crate::tantivy::bits::{WORD, bits};

/// Articles of a window: their scores stay in the processor's nearest cache.
pub(super) const WIDTH: usize = 4_096;

/// One bit for each article of a window.
pub(in crate::tantivy) type Words = [u64; WIDTH / WORD];

/// Articles of a segment from one on, so many, each with whether it matches.
///
/// While matches are added to it, the scores of articles that do not match are zero, so that scores are summed without
/// a look at what matched before.
pub(in crate::tantivy) struct Window {
    start: DocId,
    /// One bit an article.
    matches: Words,
    /// True where the bit is set.
    scores: Box<[Score; WIDTH]>,
    /// One bit for each word of articles of which one may have a score.
    scored: u64,
}

/// What matching one thing more does to an article that matches already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It must, and its score is more.
    Required,
    /// It may, and then its score is more.
    Scored,
    /// It must not.
    Excluded,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            start: 0,
            matches: [0; WIDTH / WORD],
            scores: Box::new([0.0; WIDTH]),
            scored: 0,
        }
    }
}

impl Window {
    /// Begins at an article, of which as of those behind it none matches yet.
    pub(super) fn restart(&mut self, start: DocId) {
        self.start = start;
        self.matches = [0; WIDTH / WORD];
        let words = self.scores.as_chunks_mut::<WORD>().0;
        bits(self.scored).for_each(|number| words[number] = [0.0; WORD]);
        self.scored = 0;
    }

    /// Returns one bit an article.
    pub(in crate::tantivy) fn words(&self) -> &Words {
        &self.matches
    }

    /// Lets these match and no others; a score is true only where an article matched before.
    pub(in crate::tantivy) fn set_words(&mut self, matches: Words) {
        self.matches = matches;
    }

    /// Returns the first article, whose number is divisible by the length of a word.
    pub(in crate::tantivy) fn start(&self) -> DocId {
        self.start
    }

    /// Returns the article behind the last.
    pub(super) fn end(&self) -> DocId {
        self.start + WIDTH as DocId
    }

    /// Returns how many match.
    pub(in crate::tantivy) fn n_matches(&self) -> u32 {
        self.matches.iter().map(|word| word.count_ones()).sum()
    }

    /// Tells whether none matches.
    pub(super) fn is_empty(&self) -> bool {
        self.matches.iter().all(|word| *word == 0)
    }

    /// Adds a match, or to its score.
    pub(super) fn add(&mut self, document: DocId, score: Score) {
        self.add_all(&[document], &[score]);
    }

    /// Adds matches of this window, which are in order, or to their scores.
    pub(super) fn add_all(&mut self, documents: &[DocId], scores: &[Score]) {
        let [Some(first), Some(last)] = [documents.first(), documents.last()] else {
            return;
        };
        let number = |document: DocId| (document - self.start) as usize / WORD;
        self.scored |= u64::MAX << number(*first) & u64::MAX >> (u64::BITS as usize - 1 - number(*last));
        for (document, score) in documents.iter().zip(scores) {
            self.scores[(document - self.start) as usize % WIDTH] += score;
        }
        self.mark(documents);
    }

    /// Adds matches of this window, which are in order and add nothing to scores.
    pub(super) fn mark(&mut self, documents: &[DocId]) {
        // A word is put together before it is written: reading what was just written takes longer than all else.
        let (mut number, mut word) = (0, 0);
        for document in documents {
            let place = (document - self.start) as usize % WIDTH;
            if place / WORD != number {
                self.matches[number] |= word;
                (number, word) = (place / WORD, 0);
            }
            word |= 1 << (place % WORD);
        }
        self.matches[number] |= word;
    }

    /// Adds matches that add nothing to scores: one bit an article, sixty-four of them from `document` on, which is as
    /// far from the start as some words are long.
    pub(super) fn add_word(&mut self, document: DocId, matches: u64) {
        self.matches[(document - self.start) as usize / WORD] |= matches;
    }

    /// Leaves out the words of articles from this one on.
    pub(super) fn cut(&mut self, end: DocId) {
        let n_left = (end.saturating_sub(self.start) as usize).div_ceil(WORD);
        self.matches.iter_mut().skip(n_left).for_each(|word| *word = 0);
    }

    /// Visits the matches in order, each with its score.
    pub(in crate::tantivy) fn each_match(&self, mut visit: impl FnMut(DocId, Score)) {
        for (number, word) in self.matches.iter().enumerate() {
            for bit in bits(*word) {
                let place = number * WORD + bit;
                visit(self.start + place as DocId, self.scores[place]);
            }
        }
    }

    /// Visits the matches in order whose scores are so high, each with its score.
    pub(in crate::tantivy) fn each_at_least(&self, least: Score, mut visit: impl FnMut(DocId, Score)) {
        let scores = self.scores.as_chunks::<WORD>().0;
        for (number, (word, scores)) in self.matches.iter().zip(scores).enumerate() {
            // All at once: hardly any word has one.
            let is_one = scores
                .iter()
                .fold(false, |is_one, score| is_one | (*score >= least));
            if *word == 0 || !is_one {
                continue;
            }
            for bit in bits(*word).filter(|bit| scores[*bit] >= least) {
                visit(self.start + (number * WORD + bit) as DocId, scores[bit]);
            }
        }
    }

    /// Takes an article of this window out of some of its articles.
    pub(in crate::tantivy) fn take_out(&self, document: DocId, articles: &mut Words) {
        let place = (document - self.start) as usize;
        articles[place / WORD] &= !(1 << (place % WORD));
    }

    /// Returns the first match from an article on.
    pub(super) fn next(&self, document: DocId) -> Option<DocId> {
        let from = document.saturating_sub(self.start) as usize;
        let first = self.matches.get(from / WORD)? & (u64::MAX << (from % WORD));
        let words = [first]
            .into_iter()
            .chain(self.matches.iter().copied().skip(from / WORD + 1));
        let (number, word) = words.enumerate().find(|(_, word)| *word != 0)?;
        let place = (from / WORD + number) * WORD + word.trailing_zeros() as usize;
        Some(self.start + place as DocId)
    }

    /// Returns the score of a match.
    pub(super) fn score(&self, document: DocId) -> Score {
        self.scores[(document - self.start) as usize]
    }

    /// Adds the matches of another window of the same articles.
    pub(super) fn join(&mut self, other: &Self) {
        other.each_match(|document, score| self.add(document, score));
    }

    /// Lets what matches in another window of the same articles, to which matches were added only, have an effect.
    pub(super) fn meet(&mut self, other: &Self, effect: Effect) {
        for (number, (own, others)) in self.matches.iter_mut().zip(other.matches).enumerate() {
            match effect {
                Effect::Required => *own &= others,
                Effect::Scored => {}
                Effect::Excluded => {
                    *own &= !others;
                    continue;
                }
            }
            if *own & others != 0 && other.scored >> number & 1 == 1 {
                self.scored |= 1 << number;
                let range = number * WORD..(number + 1) * WORD;
                let others = &other.scores[range.clone()];
                let own = self.scores[range].iter_mut();
                own.zip(others).for_each(|(own, other)| *own += other);
            }
        }
    }

    /// Keeps only those matches.
    pub(in crate::tantivy) fn retain(&mut self, mut is_kept: impl FnMut(DocId) -> bool) {
        self.meet_each(Effect::Required, |document| is_kept(document).then_some(0.0));
    }

    /// Lets what one article after the other scores have an effect: nothing where it does not match.
    pub(super) fn meet_each(&mut self, effect: Effect, mut score_of: impl FnMut(DocId) -> Option<Score>) {
        for (number, own) in self.matches.iter_mut().enumerate() {
            self.scored |= u64::from(*own != 0) << number;
            for bit in bits(*own) {
                let place = number * WORD + bit;
                match (score_of(self.start + place as DocId), effect) {
                    (Some(score), Effect::Required | Effect::Scored) => self.scores[place] += score,
                    (Some(_), Effect::Excluded) | (None, Effect::Required) => *own &= !(1 << bit),
                    (None, Effect::Scored | Effect::Excluded) => {}
                }
            }
        }
    }
}
