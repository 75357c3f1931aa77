//! [`VerifiedScorer`]: goes through the candidates of a segment, some of which are judged ahead.

use std::sync::Arc;

use tantivy::query::Scorer;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

use super::Check;
use super::article_places::ArticlePlaces;
use super::block::{BlockCheck, Verdict};
use crate::tantivy::document::packed_article;
use crate::tantivy::stored::texts_of_stored;

/// Candidates between two looks at the clock.
const CANDIDATES_A_LOOK: usize = 64;
/// Candidates that are judged at once after a leap; each time that they are passed, twice as many, up to a block.
const FIRST_LOOK: usize = 4;
/// Candidates of a block.
const BLOCK: usize = 128;
/// Blocks of stored articles that a scorer keeps: candidates come in the order in which articles are stored.
const STORE_BLOCKS: usize = 1;
/// How much more a candidate costs than a match of words.
const COST: u64 = 20;

/// The candidates of a segment that have a pattern.
pub(super) struct VerifiedScorer {
    /// Stands at the last candidate of the block, or behind all.
    candidates: Box<dyn Scorer>,
    check: Arc<Check>,
    block: Block,
    bulk: Option<BlockCheck>,
    places: Option<ArticlePlaces>,
    store: StoreReader,
    /// How many candidates are judged next.
    ahead: usize,
    /// Candidates since the last look at the clock.
    n_seen: usize,
    /// Whether the deadline passed.
    is_over: bool,
}

/// Candidates, and where in them a scorer stands.
#[derive(Default)]
struct Block {
    articles: Vec<DocId>,
    scores: Vec<Score>,
    verdicts: Vec<Verdict>,
    at: usize,
}

impl Block {
    fn clear(&mut self) {
        self.articles.clear();
        self.scores.clear();
        self.at = 0;
    }

    fn add(&mut self, candidates: &mut dyn Scorer) {
        self.articles.push(candidates.doc());
        self.scores.push(candidates.score());
    }

    fn article(&self) -> Option<DocId> {
        self.articles.get(self.at).copied()
    }

    /// Passes over the candidates before an article.
    fn pass(&mut self, target: DocId) {
        self.at += self.articles[self.at..].partition_point(|article| *article < target);
    }
}

impl VerifiedScorer {
    /// Begins at the first match.
    pub(super) fn new(
        reader: &SegmentReader,
        candidates: Box<dyn Scorer>,
        check: &Arc<Check>,
    ) -> tantivy::Result<Self> {
        let (mut places, mut bulk) = (None, None);
        if let Some(leaves) = &check.leaves {
            places = Some(ArticlePlaces::open(reader, leaves, &check.fields)?);
            bulk = BlockCheck::open(reader, &check.pattern, leaves, &check.fields)?;
        }
        let mut scorer = Self {
            candidates,
            check: check.clone(),
            block: Block::default(),
            bulk,
            places,
            store: reader.get_store_reader(STORE_BLOCKS)?,
            ahead: FIRST_LOOK,
            n_seen: CANDIDATES_A_LOOK,
            is_over: false,
        };
        scorer.take_block();
        scorer.go_on();
        Ok(scorer)
    }

    /// Takes candidates from where they stand on.
    fn take_block(&mut self) {
        let n_wanted = if self.bulk.is_some() { self.ahead } else { 1 };
        self.block.clear();
        while self.candidates.doc() != TERMINATED {
            self.block.add(&mut *self.candidates);
            if self.block.articles.len() == n_wanted {
                break;
            }
            self.candidates.advance();
        }
        self.ahead = BLOCK.min(self.ahead * 2);
        self.judge();
    }

    /// Judges the candidates of the block.
    fn judge(&mut self) {
        self.n_seen += self.block.articles.len();
        if self.n_seen >= CANDIDATES_A_LOOK {
            self.n_seen = 0;
            self.is_over |= self.check.clock.has_passed();
        }
        let Block {
            articles, verdicts, ..
        } = &mut self.block;
        match &mut self.bulk {
            Some(bulk) if !self.is_over => bulk.check(&self.check.pattern, articles, verdicts),
            _ => {
                verdicts.clear();
                verdicts.resize(articles.len(), Verdict::Unclear);
            }
        }
    }

    /// Goes on to the first candidate from here on that has the pattern.
    fn go_on(&mut self) -> DocId {
        while !self.is_over {
            match self.block.article() {
                Some(article) if self.fits(article) => break,
                Some(_) => self.block.at += 1,
                None if self.candidates.doc() == TERMINATED => break,
                None => {
                    self.candidates.advance();
                    self.take_block();
                }
            }
        }
        self.doc()
    }

    /// Tells whether the candidate of the block at which this stands has the pattern.
    fn fits(&mut self, article: DocId) -> bool {
        match self.block.verdicts[self.block.at] {
            Verdict::Has => true,
            Verdict::Lacks => false,
            Verdict::Unclear => self.has_by_itself(article),
        }
    }

    /// Looks at one article, which is none before the last that was asked for.
    fn has_by_itself(&mut self, article: DocId) -> bool {
        match &mut self.places {
            Some(places) => {
                let have = places.have(&self.check.pattern, article);
                have && (!places.is_unsure || self.has_in_text(article))
            }
            None => self.has_in_text(article),
        }
    }

    /// Looks for the pattern in a stored article. One that cannot be read is not found.
    fn has_in_text(&mut self, article: DocId) -> bool {
        if self.check.clock.has_passed() {
            self.is_over = true;
            return false;
        }
        let packed = packed_article(&self.store, article).ok();
        let stored = packed.and_then(|packed| self.check.dictionaries.unpacked(&packed).ok());
        let article = stored.and_then(|stored| texts_of_stored(&stored).ok());
        article.is_some_and(|article| self.check.pattern.is_in(&article, &self.check.wanted))
    }
}

impl DocSet for VerifiedScorer {
    fn advance(&mut self) -> DocId {
        if self.doc() == TERMINATED {
            return TERMINATED;
        }
        self.block.at += 1;
        self.go_on()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.block.pass(target);
        if self.block.article().is_none() && self.candidates.doc() != TERMINATED {
            self.candidates.seek(target);
            self.ahead = FIRST_LOOK;
            self.take_block();
        }
        self.go_on()
    }

    /// Checks a candidate only where it is the very one that is asked for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.is_over || target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        self.block.pass(target);
        if self.block.article().is_none() {
            self.block.clear();
            if self.candidates.doc() == TERMINATED {
                return SeekDangerResult::SeekLowerBound(TERMINATED);
            }
            match self.candidates.seek_danger(target) {
                SeekDangerResult::Found => self.block.add(&mut *self.candidates),
                bound @ SeekDangerResult::SeekLowerBound(_) => return bound,
            }
            self.judge();
        }
        match self.block.article() {
            Some(article) if article > target => SeekDangerResult::SeekLowerBound(article),
            _ if !self.is_over && self.fits(target) => SeekDangerResult::Found,
            _ if self.is_over => SeekDangerResult::SeekLowerBound(TERMINATED),
            _ => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        match self.block.article() {
            Some(article) if !self.is_over => article,
            _ => TERMINATED,
        }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost().saturating_mul(COST)
    }
}

impl Scorer for VerifiedScorer {
    fn score(&mut self) -> Score {
        self.block.scores[self.block.at]
    }
}
