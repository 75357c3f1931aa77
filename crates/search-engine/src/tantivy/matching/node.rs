//! [`Node`]: a part of a query in one segment, which is evaluated a [`Window`] of articles at a time.
//!
//! All articles that a term has in the window are taken at once, in a loop over a block of numbers; going from match
//! to match through a tree of scorers cost several times as much. Where few articles are left to ask about, they are
//! asked about one by one.

use std::sync::Arc;

use tantivy::{BitSet, DocId, Score, TERMINATED};

use super::leaf::Leaf;
use super::term_list::TermList;
use super::window::{Effect, WIDTH, Window};
use crate::tantivy::article_set::word;
use crate::tantivy::bits::WORD;

/// Asking about one article costs as much as taking so many in a row: a guess, a block is unpacked and searched for it.
const SEEK: u64 = 16;

/// A part of a query.
pub(super) enum Node {
    /// A term.
    Term(Box<TermList>),
    /// A query of another kind.
    Leaf(Leaf),
    /// Articles that are known.
    Set(Arc<BitSet>),
    /// What has all of some parts.
    All(Box<All>),
    /// What has at least so many of some parts.
    Some(Box<SomeOf>),
}

/// Parts that must match, that may, and that must not.
pub(super) struct All {
    /// There is one at least; what is rarest comes first.
    pub(super) required: Vec<Node>,
    /// Only their scores count.
    pub(super) scored: Vec<Node>,
    /// What they match does not.
    pub(super) excluded: Vec<Node>,
    /// Articles of the segment.
    pub(super) n_articles: DocId,
    /// Room for what all match and what one does.
    pub(super) rooms: [Window; 2],
}

/// Parts of which some must match.
pub(super) struct SomeOf {
    parts: Vec<Node>,
    /// How many must match.
    least: usize,
    /// Room for counting them; none is needed where one must.
    room: Option<Counted>,
}

/// How many parts match each article of a window.
#[derive(Default)]
struct Counted {
    one: Window,
    all: Window,
    counts: Vec<u8>,
}

impl Node {
    /// Returns about how many articles match, at most.
    pub(super) fn cost(&self) -> u64 {
        match self {
            Self::Term(list) => list.n_articles().into(),
            Self::Leaf(leaf) => leaf.cost(),
            Self::Set(articles) => articles.len() as u64,
            Self::All(all) => all.required.iter().map(Self::cost).min().unwrap_or(0),
            Self::Some(some) => some.parts.iter().map(Self::cost).sum(),
        }
    }

    /// Returns an article from this one on before which none matches; [`TERMINATED`] where there is none.
    pub(super) fn next(&mut self, document: DocId) -> DocId {
        match self {
            Self::Term(list) => list.seek(document),
            Self::Leaf(leaf) => leaf.seek(document),
            Self::Set(articles) => next(articles, document),
            Self::All(all) => {
                let required = all.required.iter_mut().enumerate();
                required.fold(document, |document, (number, part)| match part {
                    _ if document == TERMINATED => document,
                    // Looking for its next match costs more than asking about those of the rarest part.
                    Self::Leaf(_) if number > 0 => document,
                    _ => part.next(document),
                })
            }
            Self::Some(some) => {
                let parts = some.parts.iter_mut().map(|part| part.next(document));
                parts.min().unwrap_or(TERMINATED)
            }
        }
    }

    /// Finds the matches of an empty window.
    pub(super) fn fill(&mut self, window: &mut Window) {
        match self {
            Self::All(all) => std::mem::swap(window, all.find(window.start())),
            _ => self.add_to(window),
        }
    }

    /// Adds the matches of a window.
    pub(super) fn add_to(&mut self, window: &mut Window) {
        match self {
            Self::Term(list) => list.add_to(window),
            Self::Leaf(leaf) => leaf.add_to(window),
            Self::Set(articles) => {
                let end = window.end().min(articles.max_value());
                for document in (window.start()..end).step_by(WORD) {
                    window.add_word(document, word(articles, document));
                }
            }
            Self::All(all) => window.join(all.find(window.start())),
            Self::Some(some) => some.add_to(window),
        }
    }

    /// Returns the score of an article where it matches. Who asks does so in order.
    fn score_of(&mut self, document: DocId) -> Option<Score> {
        match self {
            Self::Term(list) => list.score_of(document),
            Self::Leaf(leaf) => leaf.score_of(document),
            Self::Set(articles) => {
                (document < articles.max_value() && articles.contains(document)).then_some(0.0)
            }
            Self::All(all) => all.score_of(document),
            Self::Some(some) => some.score_of(document),
        }
    }

    /// Lets what matches in a window have an effect; `met` is room for its matches.
    pub(super) fn meet(&mut self, window: &mut Window, effect: Effect, met: &mut Window, n_articles: DocId) {
        let n_own = self.cost() * WIDTH as u64 / u64::from(n_articles).max(1);
        let cost = match self {
            // It would go from one to the next in the same way.
            Self::Leaf(_) => 1,
            _ => SEEK,
        };
        if u64::from(window.n_matches()) * cost <= n_own {
            window.meet_each(effect, |document| self.score_of(document));
        } else {
            met.restart(window.start());
            self.add_to(met);
            window.meet(met, effect);
        }
    }
}

impl All {
    /// Returns the matches of the window that begins at an article.
    fn find(&mut self, start: DocId) -> &mut Window {
        let [found, met] = &mut self.rooms;
        found.restart(start);
        if let Some((first, others)) = self.required.split_first_mut() {
            first.add_to(found);
            let others = others.iter_mut().map(|part| (part, Effect::Required));
            let scored = self.scored.iter_mut().map(|part| (part, Effect::Scored));
            let excluded = self.excluded.iter_mut().map(|part| (part, Effect::Excluded));
            for (part, effect) in others.chain(excluded).chain(scored) {
                if found.is_empty() {
                    break;
                }
                part.meet(found, effect, met, self.n_articles);
            }
        }
        found
    }

    fn score_of(&mut self, document: DocId) -> Option<Score> {
        let mut score = 0.0;
        for part in &mut self.required {
            score += part.score_of(document)?;
        }
        let mut excluded = self.excluded.iter_mut();
        if excluded.any(|part| part.score_of(document).is_some()) {
            return None;
        }
        let scored = self.scored.iter_mut();
        score += scored.filter_map(|part| part.score_of(document)).sum::<Score>();
        Some(score)
    }
}

impl SomeOf {
    /// Returns what matches so many of these.
    pub(super) fn new(parts: Vec<Node>, least: usize) -> Self {
        Self {
            parts,
            least,
            room: (least > 1).then(Counted::default),
        }
    }

    fn add_to(&mut self, window: &mut Window) {
        let Some(Counted { one, all, counts }) = &mut self.room else {
            self.parts.iter_mut().for_each(|part| part.add_to(window));
            return;
        };
        all.restart(window.start());
        counts.clear();
        counts.resize(WIDTH, 0);
        for part in &mut self.parts {
            one.restart(window.start());
            part.add_to(one);
            one.each_match(|document, _| {
                let count = &mut counts[(document - window.start()) as usize];
                *count = count.saturating_add(1);
            });
            all.join(one);
        }
        all.each_match(|document, score| {
            if usize::from(counts[(document - window.start()) as usize]) >= self.least {
                window.add(document, score);
            }
        });
    }

    fn score_of(&mut self, document: DocId) -> Option<Score> {
        let parts = self.parts.iter_mut();
        let scores: Vec<Score> = parts.filter_map(|part| part.score_of(document)).collect();
        (scores.len() >= self.least).then(|| scores.iter().sum())
    }
}

/// Returns the first of some articles from one on; [`TERMINATED`] where there is none.
fn next(articles: &BitSet, document: DocId) -> DocId {
    if document >= articles.max_value() {
        return TERMINATED;
    }
    let here = word(articles, document) >> (document % WORD as DocId);
    if here != 0 {
        return document + here.trailing_zeros();
    }
    match articles.first_non_empty_bucket(document / WORD as u32 + 1) {
        Some(number) => {
            let start = number * WORD as u32;
            start + word(articles, start).trailing_zeros()
        }
        None => TERMINATED,
    }
}
