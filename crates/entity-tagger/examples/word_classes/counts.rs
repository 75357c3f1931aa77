//! Texts -> counts: which words stand beside which, and how often each has a capital.

use std::collections::HashMap;

use entity_tagger::training;

/// Words seen fewer times have no class.
const MIN_COUNT: u32 = 12;
/// The most frequent words, which alone serve as contexts.
const N_CONTEXTS: usize = 16_000;

/// What was counted.
#[derive(Default)]
pub(crate) struct Counts {
    ids: HashMap<String, u32>,
    words: Vec<String>,
    counts: Vec<u32>,
    sequence: Vec<u32>,
    /// Times a folded word stands small, and with a capital inside a sentence.
    writing: HashMap<String, [u32; 2]>,
}

/// The frequent words and their contexts.
pub(crate) struct Vocabulary {
    /// The words, the most frequent first.
    pub(crate) words: Vec<String>,
    /// How often each occurs.
    pub(crate) counts: Vec<u32>,
    /// Share of its occurrences inside sentences that have a capital, in steps of a sixth, from 1; 0 if unknown.
    pub(crate) capital: Vec<u8>,
    /// For each word, its contexts (a word on one side) and how often each occurs.
    pub(crate) contexts: Vec<Vec<(u32, u32)>>,
    /// Number of contexts.
    pub(crate) n_contexts: usize,
}

/// Stands between texts.
const BREAK: u32 = u32::MAX;

impl Counts {
    /// Adds a text.
    pub(crate) fn add(&mut self, text: &str) {
        for word in training::words(text) {
            if word.opens {
                self.sequence.push(BREAK);
            }
            let written = training::class_form(word.text).into_owned();
            if word.is_small || !word.opens {
                let place = usize::from(!word.is_small);
                if word.is_small || word.text.starts_with(char::is_uppercase) {
                    self.writing.entry(word.text.to_lowercase()).or_default()[place] += 1;
                }
            }
            let next = u32::try_from(self.words.len()).expect("far fewer than 2^32 words");
            let id = *self.ids.entry(written).or_insert_with_key(|written| {
                self.words.push(written.clone());
                self.counts.push(0);
                next
            });
            self.counts[id as usize] += 1;
            self.sequence.push(id);
        }
        self.sequence.push(BREAK);
    }

    /// Returns the number of words added.
    pub(crate) fn n_words(&self) -> usize {
        self.sequence.len()
    }

    /// Returns the frequent words with their contexts.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        let mut order: Vec<usize> = (0..self.words.len())
            .filter(|&id| self.counts[id] >= MIN_COUNT)
            .collect();
        order.sort_by(|&a, &b| {
            self.counts[b]
                .cmp(&self.counts[a])
                .then(self.words[a].cmp(&self.words[b]))
        });
        let mut ranks = vec![u32::MAX; self.words.len()];
        for (rank, &id) in order.iter().enumerate() {
            ranks[id] = u32::try_from(rank).expect("far fewer than 2^32 words");
        }
        let n_contexts = order.len().min(N_CONTEXTS);
        let mut contexts: Vec<HashMap<u32, u32>> = vec![HashMap::new(); order.len()];
        let rank = |id: u32| if id == BREAK { u32::MAX } else { ranks[id as usize] };
        for pair in self.sequence.windows(2) {
            let (left, right) = (rank(pair[0]), rank(pair[1]));
            // The last context of each side is that of the edges of texts and of all rare words.
            let limit = u32::try_from(n_contexts).expect("few contexts");
            if right != u32::MAX {
                *contexts[right as usize].entry(left.min(limit)).or_default() += 1;
            }
            if left != u32::MAX {
                *contexts[left as usize]
                    .entry(limit + 1 + right.min(limit))
                    .or_default() += 1;
            }
        }
        let sorted = |map: HashMap<u32, u32>| {
            let mut list: Vec<(u32, u32)> = map.into_iter().collect();
            list.sort_unstable();
            list
        };
        Vocabulary {
            words: order.iter().map(|&id| self.words[id].clone()).collect(),
            counts: order.iter().map(|&id| self.counts[id]).collect(),
            capital: order.iter().map(|&id| self.capital(&self.words[id])).collect(),
            contexts: contexts.into_iter().map(sorted).collect(),
            n_contexts: 2 * (n_contexts + 1),
        }
    }

    fn capital(&self, word: &str) -> u8 {
        let Some(&[small, capital]) = self.writing.get(&word.to_lowercase()) else {
            return 0;
        };
        u8::try_from(1 + 6 * capital / (small + capital).max(1)).unwrap_or(0)
    }
}
