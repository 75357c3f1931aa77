//! [`Frame`]: the layout of an article for sets of places: which place a position is, and which places a part has.
//!
//! Positions are given as steps: the first one, and how far each other is from the one before it.

use query_language::Scope;

use super::place_set::PlaceSet;
use crate::places::{GAP, LEAD_PARAGRAPHS, LEAD_WORDS};

/// Where the parts of an article begin; behind every position where there is no such part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The headline once more.
    pub(super) again: u32,
    /// The standfirst.
    pub(super) standfirst: u32,
    /// The story.
    pub(super) story: u32,
}

impl Parts {
    /// Where what an article lacks begins.
    pub(super) const NOWHERE: u32 = u32::MAX;

    /// Tells whether they come in this order, as they are written.
    pub(super) fn are_in_order(self) -> bool {
        let is_before = |start: u32, behind: u32| start <= behind || start == Self::NOWHERE;
        is_before(self.again, self.standfirst.min(self.story)) && is_before(self.standfirst, self.story)
    }

    /// Tells how many of the parts that may be parted by free places begin up to a position.
    #[inline]
    fn count_up_to(self, position: u32) -> u32 {
        u32::from(position >= self.standfirst) + u32::from(position >= self.story)
    }
}

/// How positions of an article become places of a set.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    parts: Parts,
    /// The same as places.
    bounds: Parts,
    /// Places that are left free before a standfirst and a story, so that nothing is near across them.
    spacing: u32,
    /// Where paragraphs begin, where the gaps before them are left out: then one word is next to the other.
    paragraphs: Option<&'a [u32]>,
    /// Where the first paragraph begins that is behind the lead of the story, as a place.
    behind_lead: u32,
}

impl<'a> Frame<'a> {
    /// Returns the frame of an article, in which gaps count where no paragraphs are given.
    pub(super) fn new(parts: Parts, spacing: u32, paragraphs: Option<&'a [u32]>) -> Self {
        let mut frame = Self {
            parts,
            bounds: parts,
            spacing,
            paragraphs,
            behind_lead: Parts::NOWHERE,
        };
        frame.bounds = Parts {
            again: frame.bound(parts.again),
            standfirst: frame.bound(parts.standfirst),
            story: frame.bound(parts.story),
        };
        frame
    }

    /// Finds where the lead of the story ends.
    pub(super) fn find_lead(&mut self) {
        let (mut position, mut n_story) = (0, 0);
        for (step, gaps) in self
            .paragraphs
            .unwrap_or_default()
            .iter()
            .zip((GAP..).step_by(GAP as usize))
        {
            position += step;
            n_story += usize::from(position > self.parts.story);
            if n_story == LEAD_PARAGRAPHS {
                self.behind_lead = position.saturating_sub(gaps) + self.free_before(position);
                return;
            }
        }
    }

    /// Returns the places of positions; a set has room for them.
    #[inline]
    pub(super) fn places<const N: usize>(&self, steps: &[u32]) -> PlaceSet<N> {
        let mut places = PlaceSet::EMPTY;
        let mut position = 0;
        match self.paragraphs {
            None if self.spacing == 0 => {
                for step in steps {
                    position += step;
                    places.insert(position);
                }
            }
            None => {
                for step in steps {
                    position += step;
                    places.insert(position + self.free_before(position));
                }
            }
            Some(paragraphs) => {
                let mut paragraphs = paragraphs.iter();
                let (mut gaps, mut next) = (0, paragraphs.next().copied());
                for step in steps {
                    position += step;
                    while let Some(start) = next.filter(|start| *start <= position) {
                        gaps += GAP;
                        next = paragraphs.next().map(|step| start + step);
                    }
                    places.insert(position.saturating_sub(gaps) + self.free_before(position));
                }
            }
        }
        places
    }

    /// Returns where units begin: at these positions, and with each part.
    pub(super) fn units<const N: usize>(&self, paragraphs: &[u32], sentences: &[u32]) -> PlaceSet<N> {
        let end = PlaceSet::<N>::PLACES - 2 * self.spacing;
        let mut units = self.places(before(paragraphs, end));
        units.add(&self.places(before(sentences, end)));
        for start in [self.bounds.again, self.bounds.standfirst, self.bounds.story] {
            if start < PlaceSet::<N>::PLACES {
                units.insert(start);
            }
        }
        units
    }

    /// Takes out what does not stand right behind the word before it.
    #[inline]
    pub(super) fn keep_continued<const N: usize>(&self, places: &mut PlaceSet<N>) {
        if let Some(paragraphs) = self.paragraphs {
            let end = PlaceSet::<N>::PLACES - 2 * self.spacing;
            places.take_out(&self.places(before(paragraphs, end)));
        }
    }

    /// Keeps those of some places of so many words that are in a part of the article.
    #[inline]
    pub(super) fn keep_scope<const N: usize>(&self, places: &mut PlaceSet<N>, scope: Scope, length: u32) {
        let Parts {
            again,
            standfirst,
            story,
        } = self.bounds;
        let (text, end) = (standfirst.min(story), PlaceSet::<N>::PLACES);
        let behind_title = again.min(text);
        match scope {
            Scope::Anywhere => places.clear(behind_title, text),
            Scope::Title => places.clear(behind_title, end),
            Scope::Body => places.clear(0, story),
            Scope::Lead | Scope::Opening => {
                let start = if scope == Scope::Lead { 0 } else { behind_title };
                places.clear(start, text);
                let lead_end = self.behind_lead.min(story.saturating_add(LEAD_WORDS));
                places.clear(lead_end.saturating_sub(length - 1).max(story), end);
            }
        }
    }

    /// Returns the place where a part begins.
    fn bound(&self, start: u32) -> u32 {
        if start == Parts::NOWHERE {
            return start;
        }
        let (mut position, mut gaps) = (0, 0);
        for step in self.paragraphs.unwrap_or_default() {
            position += step;
            if position > start {
                break;
            }
            gaps += GAP;
        }
        start.saturating_sub(gaps) + self.free_before(start)
    }

    #[inline]
    fn free_before(&self, position: u32) -> u32 {
        self.parts.count_up_to(position) * self.spacing
    }
}

/// Returns the steps to positions before an end.
fn before(steps: &[u32], end: u32) -> &[u32] {
    let mut position = 0;
    let n_before = steps.iter().take_while(|step| {
        position += *step;
        position < end
    });
    &steps[..n_before.count()]
}
