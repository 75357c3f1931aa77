//! [`Plan`]: what must be known of an article to tell by sets of places whether it has a pattern.

use query_language::{Order, Reach, Scope};

use super::block_words::BlockWords;
use super::frame::Frame;
use super::place_set::PlaceSet;
use super::word_terms::LeafTerms;
use crate::highlight::Pattern;
use crate::places::{Leaf, Sought, may_turn};

/// The farthest reach that is told by sets, which leave so many places free between parts.
const MAX_REACH: usize = 100;

/// What must be known of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Whether it is a word or a phrase as it is written, wherever it stands: of every candidate its stems are known to
    /// stand one after another.
    pub(super) is_one_leaf: bool,
    /// Places to leave free between parts.
    pub(super) spacing: u32,
    /// Whether gaps between paragraphs matter: words are counted.
    pub(super) counts_words: bool,
    /// Whether what is there as long as gaps count is there without them too, so that few are asked for gaps.
    pub(super) only_gains: bool,
    /// Whether it matters where the lead ends.
    pub(super) asks_for_lead: bool,
    /// What something must stand together in.
    pub(super) unit: Option<Unit>,
}

/// What something must stand together in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

impl Plan {
    /// Returns the plan for a pattern; nothing where sets do not tell.
    pub(super) fn new(pattern: &Pattern, leaves: &[LeafTerms]) -> Option<Self> {
        let lengths: Option<Vec<u32>> = leaves.iter().map(length_of).collect();
        let mut plan = Self {
            only_gains: pattern.count == 1,
            is_one_leaf: pattern.count == 1 && is_anywhere(&pattern.sought),
            ..Self::default()
        };
        plan.add_top(&pattern.sought, pattern.count, &lengths?)?;
        Some(plan)
    }

    /// Tells whether paragraphs and sentences of every article matter.
    pub(super) fn needs_marks(self) -> bool {
        !self.only_gains && (self.counts_words || self.unit.is_some())
    }

    /// Adds what is needed for the whole of a pattern.
    fn add_top(&mut self, sought: &Sought, count: usize, lengths: &[u32]) -> Option<()> {
        match sought {
            Sought::Near { parts, reach, .. } if parts.len() == 2 && count == 1 => {
                let left = self.add(&parts[0], lengths)?;
                let right = self.add(&parts[1], lengths)?;
                self.add_reach(*reach, left.max(right))
            }
            Sought::Stretch { parts, n_words } if count == 1 => {
                let mut longest = 1;
                for (part, least) in parts {
                    longest = longest.max(self.add(part, lengths)?);
                    (*least == 1).then_some(())?;
                }
                self.add_reach(Reach::Words(*n_words), longest)
            }
            _ => self.add(sought, lengths).map(|_| ()),
        }
    }

    /// Adds what is needed for the places of a part, and returns how many words each of them has.
    fn add(&mut self, sought: &Sought, lengths: &[u32]) -> Option<u32> {
        match sought {
            Sought::Leaf(Leaf { number, scope }) => {
                if matches!(scope, Scope::Lead | Scope::Opening) {
                    self.asks_for_lead = true;
                    self.counts_words = true;
                    self.only_gains = false;
                }
                lengths.get(*number).copied()
            }
            Sought::Any(parts) => self.add_equal(parts, lengths),
            Sought::Near { parts, reach, .. } => {
                let length = self.add_equal(parts, lengths)?;
                self.add_reach(*reach, length)?;
                Some(length)
            }
            Sought::Stretch { .. } => None,
        }
    }

    /// Adds parts that all have places of as many words.
    fn add_equal(&mut self, parts: &[Sought], lengths: &[u32]) -> Option<u32> {
        let own: Option<Vec<u32>> = parts.iter().map(|part| self.add(part, lengths)).collect();
        let own = own?;
        let first = *own.first()?;
        own.iter().all(|length| *length == first).then_some(first)
    }

    fn add_reach(&mut self, reach: Reach, longest: u32) -> Option<()> {
        match reach {
            Reach::Words(distance) => {
                let reach = u32::try_from(distance.min(MAX_REACH + 1)).ok()? + longest;
                self.spacing = self.spacing.max(reach);
                self.counts_words = true;
                (distance <= MAX_REACH).then_some(())
            }
            Reach::Sentence => self.add_unit(Unit::Sentence),
            Reach::Paragraph => self.add_unit(Unit::Paragraph),
            Reach::Stretch(_) => None,
        }
    }

    /// Adds a unit; there is one of them at most.
    fn add_unit(&mut self, unit: Unit) -> Option<()> {
        self.only_gains = false;
        (*self.unit.get_or_insert(unit) == unit).then_some(())
    }
}

fn is_anywhere(sought: &Sought) -> bool {
    matches!(sought, Sought::Leaf(leaf) if leaf.scope == Scope::Anywhere)
}

/// Returns how many words each place of a leaf has; nothing where they differ.
fn length_of(leaf: &LeafTerms) -> Option<u32> {
    let first = leaf.first().map_or(1, Vec::len);
    let are_equal = leaf.iter().all(|sequence| sequence.len() == first);
    are_equal.then(|| u32::try_from(first).ok()).flatten()
}

/// Where the leaves of a pattern are in one article.
pub(super) struct Placed<'a, const N: usize> {
    /// The words of the leaves in the block of the article.
    pub(super) words: &'a BlockWords,
    /// The number of the article in the block.
    pub(super) article: usize,
    /// Its layout.
    pub(super) frame: &'a Frame<'a>,
    /// Where the sentences or paragraphs begin in which something must stand together.
    pub(super) units: &'a PlaceSet<N>,
}

impl<const N: usize> Placed<'_, N> {
    /// Tells whether a pattern that has a plan is there so often.
    pub(super) fn have(&self, sought: &Sought, count: usize) -> bool {
        match sought {
            Sought::Near { parts, reach, order } if parts.len() == 2 && count == 1 => {
                self.are_near(&parts[0], &parts[1], *reach, *order)
            }
            Sought::Stretch { parts, n_words } => self.are_in_stretch(parts, *n_words as u32),
            _ if count == 1 => !self.places(sought).0.is_empty(),
            _ => self.places(sought).0.count() >= count,
        }
    }

    /// Returns the places of a part, and how many words each has.
    fn places(&self, sought: &Sought) -> (PlaceSet<N>, u32) {
        match sought {
            Sought::Leaf(Leaf { number, scope }) => {
                let (mut places, length) = self.words.starts(*number, self.article, self.frame);
                self.frame.keep_scope(&mut places, *scope, length);
                (places, length)
            }
            Sought::Any(parts) => {
                let (mut all, mut length) = (PlaceSet::EMPTY, 1);
                for part in parts {
                    let (places, of_part) = self.places(part);
                    all.add(&places);
                    length = of_part;
                }
                (all, length)
            }
            Sought::Near { parts, reach, order } => {
                let mut parts = parts.iter().map(|part| self.places(part));
                let (mut found, length) = parts.next().unwrap_or((PlaceSet::EMPTY, 1));
                for (places, _) in parts {
                    found = self.both_near(&found, &places, length, *reach, *order);
                }
                (found, length)
            }
            Sought::Stretch { .. } => (PlaceSet::EMPTY, 1),
        }
    }

    /// Returns how many places a part has at most, as far as that is told at a glance.
    fn most_places(&self, sought: &Sought) -> u32 {
        match sought {
            Sought::Leaf(Leaf { number, .. }) => self.words.most_places(*number, self.article),
            _ => u32::MAX,
        }
    }

    /// Tells whether something is near something else.
    fn are_near(&self, left: &Sought, right: &Sought, reach: Reach, order: Order) -> bool {
        let are_fewer_left = self.most_places(left) < self.most_places(right);
        let ((left, of_left), (right, of_right)) = (self.places(left), self.places(right));
        let left = Side::left(left, of_left, order);
        let right = Side::right(right, of_right, order);
        let (fewer, more) = match are_fewer_left {
            true => (left, right),
            false => (right, left),
        };
        fewer
            .places
            .any(|place| self.has_partner(&fewer, place, &more, reach))
    }

    /// Returns the places of two sides, all of so many words, that have one of the other near them.
    fn both_near(
        &self,
        left: &PlaceSet<N>,
        right: &PlaceSet<N>,
        length: u32,
        reach: Reach,
        order: Order,
    ) -> PlaceSet<N> {
        let left = Side::left(*left, length, order);
        let right = Side::right(*right, length, order);
        let (mut found, mut of_right) = (left.places, right.places);
        found.retain(|place| self.has_partner(&left, place, &right, reach));
        of_right.retain(|place| self.has_partner(&right, place, &left, reach));
        found.add(&of_right);
        found
    }

    /// Tells whether a place of one side has one of the other near it.
    #[inline]
    fn has_partner(&self, own: &Side<N>, place: u32, other: &Side<N>, reach: Reach) -> bool {
        let behind_other = (place + 1).saturating_sub(other.length);
        let behind_own = place + own.length;
        let (first, end) = match reach {
            Reach::Words(distance) => {
                let distance = distance as u32;
                (behind_other.saturating_sub(distance), behind_own + distance)
            }
            _ => {
                let first = self.units.last_up_to(behind_own - 1).unwrap_or(0);
                let end = self.units.first_behind(place) + 1;
                (first, end.saturating_sub(other.length))
            }
        };
        own.looks_before && other.places.has_within(first, behind_other)
            || own.looks_behind && other.places.has_within(behind_own, end)
    }

    /// Tells whether all of some parts stand in a stretch of so many words.
    fn are_in_stretch(&self, parts: &[(Sought, usize)], n_words: u32) -> bool {
        if let [(left, _), (right, _)] = parts {
            let (fewer, more) = match self.most_places(left) < self.most_places(right) {
                true => (left, right),
                false => (right, left),
            };
            let ((fewer, of_fewer), (more, of_more)) = (self.places(fewer), self.places(more));
            return fewer.any(|place| {
                let start = (place + of_fewer).saturating_sub(n_words);
                more.has_within(start, (place + n_words + 1).saturating_sub(of_more))
            });
        }
        let mut starts: Option<PlaceSet<N>> = None;
        for (part, _) in parts {
            let (mut places, length) = self.places(part);
            places.spread_down((n_words + 1).saturating_sub(length));
            if let Some(starts) = &starts {
                places.keep(starts);
            }
            starts = Some(places);
        }
        starts.is_some_and(|starts| !starts.is_empty())
    }
}

/// One of two sides that must be near each other.
struct Side<const N: usize> {
    places: PlaceSet<N>,
    /// Words of each place.
    length: u32,
    /// Whether its partner may stand before it.
    looks_before: bool,
    /// Whether it may stand behind it.
    looks_behind: bool,
}

impl<const N: usize> Side<N> {
    fn left(places: PlaceSet<N>, length: u32, order: Order) -> Self {
        Self {
            places,
            length,
            looks_before: may_turn(order),
            looks_behind: true,
        }
    }

    fn right(places: PlaceSet<N>, length: u32, order: Order) -> Self {
        Self {
            places,
            length,
            looks_before: true,
            looks_behind: may_turn(order),
        }
    }
}
