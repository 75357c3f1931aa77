//! The exchange: each word goes to the class in which it raises the likelihood of the contexts most.

use crate::counts::Vocabulary;

/// Values of `n ln n` kept ready.
const N_READY: usize = 1 << 16;

/// Counts of each context and class, and of each class.
struct State {
    n_classes: usize,
    pairs: Vec<u32>,
    totals: Vec<u64>,
    ready: Vec<f32>,
}

/// Returns the class of each word.
pub(crate) fn classes(vocabulary: &Vocabulary, n_classes: usize, n_rounds: usize) -> Vec<u16> {
    let mut class: Vec<usize> = (0..vocabulary.words.len()).map(|word| word % n_classes).collect();
    let mut state = State {
        n_classes,
        pairs: vec![0; vocabulary.n_contexts * n_classes],
        totals: vec![0; n_classes],
        ready: (0..N_READY).map(|n| weight(n as f32)).collect(),
    };
    for (word, &class) in class.iter().enumerate() {
        state.put(vocabulary, word, class);
    }
    for round in 0..n_rounds {
        let mut n_moved = 0;
        for (word, class) in class.iter_mut().enumerate() {
            state.take(vocabulary, word, *class);
            let best = state.best(vocabulary, word);
            n_moved += usize::from(best != *class);
            *class = best;
            state.put(vocabulary, word, best);
        }
        eprintln!("{n_classes} classes, round {round}: {n_moved} words moved");
    }
    class
        .into_iter()
        .map(|class| u16::try_from(class).expect("few classes"))
        .collect()
}

fn weight(n: f32) -> f32 {
    if n < 1.0 { 0.0 } else { n * n.ln() }
}

impl State {
    fn put(&mut self, vocabulary: &Vocabulary, word: usize, class: usize) {
        for &(context, n) in &vocabulary.contexts[word] {
            self.pairs[context as usize * self.n_classes + class] += n;
        }
        self.totals[class] += u64::from(vocabulary.counts[word]);
    }

    fn take(&mut self, vocabulary: &Vocabulary, word: usize, class: usize) {
        for &(context, n) in &vocabulary.contexts[word] {
            self.pairs[context as usize * self.n_classes + class] -= n;
        }
        self.totals[class] -= u64::from(vocabulary.counts[word]);
    }

    fn weight(&self, n: u32) -> f32 {
        match self.ready.get(n as usize) {
            Some(&weight) => weight,
            None => weight(n as f32),
        }
    }

    fn best(&self, vocabulary: &Vocabulary, word: usize) -> usize {
        let mut gain = vec![0f32; self.n_classes];
        for &(context, n) in &vocabulary.contexts[word] {
            let row = &self.pairs[context as usize * self.n_classes..][..self.n_classes];
            let alone = self.weight(n);
            for (gain, &pair) in gain.iter_mut().zip(row) {
                *gain += if pair == 0 {
                    alone
                } else {
                    self.weight(pair + n) - self.weight(pair)
                };
            }
        }
        let count = vocabulary.counts[word] as f64;
        let cost = |class: usize| {
            let total = self.totals[class] as f64;
            // A word counts once for each side.
            2.0 * ((total + count) * (total + count).ln() - total * total.max(1.0).ln())
        };
        let value = |class: usize| f64::from(gain[class]) - cost(class);
        let classes = 0..self.n_classes;
        classes
            .max_by(|&a, &b| value(a).total_cmp(&value(b)).then(b.cmp(&a)))
            .unwrap_or(0)
    }
}
