//! Scores of words -> the best row of labels (Viterbi 1967).

use super::label::{Label, N_LABELS};
use super::weights::{Scores, WIDTH, Weights};

/// Finds the best row of labels.
pub(super) struct Decoder {
    /// The weight of each label (row) behind each other; pairs that cannot be weigh far too little.
    pairs: [[i32; WIDTH]; N_LABELS],
    back: Vec<[u8; WIDTH]>,
}

/// Weighs more than any sum of real weights.
const NEVER: i32 = -1_000_000;

impl Decoder {
    pub(super) fn new(weights: &Weights) -> Self {
        let mut pairs = [[NEVER; WIDTH]; N_LABELS];
        for (before, row) in (0u8..).zip(&mut pairs) {
            for (label, weight) in (0u8..).zip(row.iter_mut().take(N_LABELS)) {
                if Label(label).may_follow(Label(before)) {
                    *weight = i32::from(weights.pairs[usize::from(before)][usize::from(label)]);
                }
            }
        }
        Self {
            pairs,
            back: Vec::new(),
        }
    }

    /// Writes the best labels of the words with these scores. `goes_on` tells whether a word outside of names
    /// follows; before the first there is none, or one outside of names, which is the same.
    pub(super) fn decode(&mut self, scores: &[Scores], goes_on: bool, labels: &mut [Label]) {
        self.back.clear();
        // Before the first word nothing stands, which is outside of names.
        let mut best = [NEVER; WIDTH];
        best[0] = 0;
        for scores in scores {
            let mut next = [i32::MIN; WIDTH];
            let mut back = [0u8; WIDTH];
            for (before, pairs) in (0u8..).zip(&self.pairs) {
                let sum = best[usize::from(before)];
                for label in 0..WIDTH {
                    let value = sum + pairs[label];
                    let is_better = value > next[label];
                    next[label] = if is_better { value } else { next[label] };
                    back[label] = if is_better { before } else { back[label] };
                }
            }
            for (value, score) in next.iter_mut().zip(&scores.0) {
                *value = (*value + i32::from(*score)).max(4 * NEVER);
            }
            self.back.push(back);
            best = next;
        }
        if goes_on {
            for (value, pairs) in best.iter_mut().zip(&self.pairs) {
                *value += pairs[0];
            }
        }
        let mut label = (0..N_LABELS)
            .max_by_key(|&label| (best[label], std::cmp::Reverse(label)))
            .unwrap_or(0);
        for (word, back) in labels.iter_mut().zip(&self.back).rev() {
            *word = Label(u8::try_from(label).unwrap_or(0));
            label = usize::from(back[label]);
        }
    }
}
