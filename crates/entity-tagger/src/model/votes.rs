//! The article's vote: what the first reading took the other places of a word for, as facts for a second reading
//! (after Krishnan and Manning 2006, "An effective two-stage model for exploiting non-local dependencies in named
//! entity recognition").

use rustc_hash::FxHashMap;

use super::facts::told_by_vote;
use super::label::Label;

/// Labels of one word: by kind (outside and the four kinds), as first or later word.
type Counts = [[u16; 2]; 5];

/// The labels of all words of an article by the hash of the word.
#[derive(Default)]
pub struct Ballot(FxHashMap<u64, Counts>);

impl Ballot {
    /// Adds the label of one place of a word.
    pub fn add(&mut self, word: u64, label: Label) {
        let (kind, place) = slot(label);
        let count = &mut self.0.entry(word).or_default()[kind][place];
        *count = count.saturating_add(1);
    }

    /// Returns what the other places of a word say, if it has any.
    pub(super) fn others(&self, word: u64, own: Option<Label>) -> Option<Vote> {
        let mut counts = *self.0.get(&word)?;
        if let Some(own) = own {
            let (kind, place) = slot(own);
            counts[kind][place] = counts[kind][place].saturating_sub(1);
        }
        let sums = counts.map(|[first, later]| u32::from(first) + u32::from(later));
        let total: u32 = sums.iter().sum();
        let kind = (0..sums.len())
            .rev()
            .max_by_key(|&kind| sums[kind])
            .filter(|_| total > 0)?;
        let [first, later] = counts[kind];
        let place = match (first, later) {
            (_, 0) => 0,
            (0, _) => 1,
            _ => 2,
        };
        let is_unanimous = u8::from(sums[kind] == total);
        let size = match total {
            1 => 0,
            2..=3 => 1,
            _ => 2,
        };
        let kind = u8::try_from(kind).unwrap_or(0);
        Some(Vote(kind + 5 * (place + 3 * (is_unanimous + 2 * size))))
    }
}

fn slot(label: Label) -> (usize, usize) {
    (usize::from(label.0.div_ceil(2)), usize::from(label.is_later()))
}

/// What the other places of a word say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vote(pub(super) u8);

impl Vote {
    /// Number of values.
    pub(super) const N: usize = 90;

    /// Returns the fact that it is.
    pub(super) fn fact(self) -> u64 {
        told_by_vote(self.0)
    }
}
