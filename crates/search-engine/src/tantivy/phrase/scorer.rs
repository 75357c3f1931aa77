//! [`PhraseScorer`]: goes through the articles of a segment that have a phrase, a block of its rarest word at a time.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED};

use super::candidates::{Candidates, Match, PhraseWord};
use super::occurrences::BLOCK;
use crate::tantivy::verified::Clock;

/// Articles that are looked at after a leap; each time that they are passed, twice as many, up to a block.
const FIRST_LOOK: usize = 4;
/// Blocks between two looks at the clock: eight thousand articles, which take a millisecond.
const BLOCKS_A_LOOK: usize = 64;
/// How many times an article costs, for each word, what an article of one word costs.
const COST: u32 = 10;

/// The articles of a segment that have a phrase.
pub(super) struct PhraseScorer {
    /// The words, the rarest first.
    words: Vec<PhraseWord>,
    weight: Option<Bm25Weight>,
    lengths: FieldNormReader,
    candidates: Candidates,
    /// What was found ahead, and where in it this stands.
    found: Vec<Match>,
    at: usize,
    /// The first article that was not looked at.
    next: DocId,
    /// How many articles are looked at next.
    ahead: usize,
    document: DocId,
    clock: Arc<Clock>,
    /// Blocks that were looked at, or parts of them.
    n_blocks: usize,
}

impl PhraseScorer {
    /// Returns the articles with these words, of which there are several, before the first of them is looked for.
    pub(super) fn new(
        mut words: Vec<PhraseWord>,
        weight: Option<Bm25Weight>,
        lengths: FieldNormReader,
        clock: &Arc<Clock>,
    ) -> Self {
        words.sort_by_key(|word| word.occurrences.n_articles());
        Self {
            words,
            weight,
            lengths,
            candidates: Candidates::default(),
            found: Vec::new(),
            at: 0,
            next: 0,
            ahead: FIRST_LOOK,
            document: 0,
            clock: Arc::clone(clock),
            n_blocks: 0,
        }
    }

    /// Goes to the first match that was found from here on, and looks for more where there is none.
    pub(super) fn go_on(&mut self) -> DocId {
        while self.at == self.found.len() && self.next < TERMINATED {
            self.n_blocks += 1;
            if self.n_blocks.is_multiple_of(BLOCKS_A_LOOK) && self.clock.has_passed() {
                self.next = TERMINATED;
                break;
            }
            self.forget();
            let place = self.words[0].occurrences.seek(self.next);
            let n_articles = self.ahead.min(self.words[0].occurrences.articles().len() - place);
            self.look(place, n_articles);
            self.ahead = BLOCK.min(self.ahead * 2);
        }
        self.document = self.found.get(self.at).map_or(TERMINATED, |found| found.document);
        self.document
    }

    /// Looks for the phrase in so many articles from a place on.
    fn look(&mut self, place: usize, n_articles: usize) {
        let articles = &self.words[0].occurrences.articles()[place..place + n_articles];
        self.next = articles.last().map_or(TERMINATED, |last| last + 1);
        self.candidates
            .find(&mut self.words, place, n_articles, &mut self.found);
    }

    fn forget(&mut self) {
        self.found.clear();
        self.at = 0;
    }

    /// Passes over what was found before an article.
    fn pass(&mut self, target: DocId) {
        self.at += self.found[self.at..].partition_point(|found| found.document < target);
    }

    /// Returns about how many articles have all words, as the engine estimates it: the order of the parts of a query,
    /// and with it the last digit of scores, hangs on that.
    fn n_common(&self) -> u32 {
        let n_articles = f64::from(self.lengths.num_docs());
        let mut common = f64::from(self.words[0].occurrences.n_articles());
        let nearness = [1.2, 1.1].into_iter().chain(std::iter::repeat(1.0));
        for (word, nearness) in self.words[1..].iter().zip(nearness) {
            common *= f64::from(word.occurrences.n_articles()) / n_articles * nearness;
        }
        (common.round() as u32).min(self.words[0].occurrences.n_articles())
    }
}

impl DocSet for PhraseScorer {
    fn advance(&mut self) -> DocId {
        self.at = self.found.len().min(self.at + 1);
        self.go_on()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target < self.next {
            self.pass(target);
        } else {
            self.forget();
            self.next = target;
            self.ahead = FIRST_LOOK;
        }
        self.go_on()
    }

    /// Looks at the article that is asked for alone.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.document = target;
        if target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if target >= self.next {
            self.forget();
            let place = self.words[0].occurrences.seek(target);
            match self.words[0].occurrences.article(place) {
                article if article == target => self.look(place, 1),
                article => self.next = article,
            }
        }
        self.pass(target);
        match self.found.get(self.at) {
            Some(found) if found.document == target => SeekDangerResult::Found,
            Some(found) => SeekDangerResult::SeekLowerBound(found.document),
            None => SeekDangerResult::SeekLowerBound(self.next),
        }
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.n_common() / (COST * self.words.len() as u32)
    }

    fn cost(&self) -> u64 {
        u64::from(self.n_common()) * u64::from(COST) * self.words.len() as u64
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        let Some(weight) = &self.weight else { return 1.0 };
        let count = self.found.get(self.at).map_or(0, |found| found.count);
        weight.score(self.lengths.fieldnorm_id(self.document), count)
    }
}
