//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), trained by stochastic gradient steps
//! whose size each weight finds for itself (AdaGrad: Duchi, Hazan and Singer 2011), with weights that say little set
//! to nothing (the dual averaging of the same paper).

use entity_tagger::training::{Label, N_LABELS};

/// A sentence: the features and the label of each word.
#[derive(Clone, Default)]
pub(crate) struct Example {
    pub(crate) features: Vec<Box<[u32]>>,
    pub(crate) labels: Vec<u8>,
}

/// How to train.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    /// Times that all sentences are seen.
    pub(crate) n_rounds: usize,
    /// Size of the steps.
    pub(crate) rate: f32,
    /// Average gradient below which a weight stays nothing.
    pub(crate) threshold: f32,
    /// Seed of the order of the sentences.
    pub(crate) seed: u64,
}

impl Default for Settings {
    /// What measured best on the development part of world newswire.
    fn default() -> Self {
        Self {
            n_rounds: 10,
            rate: 0.035,
            threshold: 8e-7,
            seed: 1,
        }
    }
}

type Row = [f32; N_LABELS];

/// Sums of the gradients of a row of weights and of their squares.
#[derive(Clone, Copy, Default)]
struct Sums {
    gradient: Row,
    square: Row,
}

/// The trained weights.
pub(crate) struct Field {
    /// Those of each feature.
    pub(crate) weights: Vec<Row>,
    /// Those of each label (row) behind each other.
    pub(crate) pairs: [Row; N_LABELS],
}

struct Trainer {
    settings: Settings,
    /// Sentences seen.
    n_steps: f32,
    features: Vec<Sums>,
    pairs: [Sums; N_LABELS],
}

impl Field {
    /// Trains on sentences whose features are numbers below `n_features`.
    pub(crate) fn train(examples: &[&Example], n_features: usize, settings: Settings) -> Self {
        let mut trainer = Trainer {
            settings,
            n_steps: 0.0,
            features: vec![Sums::default(); n_features],
            pairs: Default::default(),
        };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seed = settings.seed;
        for round in 0..settings.n_rounds {
            shuffle(&mut order, &mut seed);
            let loss: f64 = order
                .iter()
                .map(|&index| f64::from(trainer.step(examples[index])))
                .sum();
            eprintln!("round {round}: loss {loss:.0}");
        }
        Self {
            weights: trainer.features.iter().map(|sums| trainer.row(sums)).collect(),
            pairs: trainer.pairs.map(|sums| trainer.row(&sums)),
        }
    }
}

impl Field {
    /// Returns the best labels of a sentence (Viterbi 1967).
    pub(crate) fn labels(&self, example: &Example) -> Vec<Label> {
        let mut best = [f32::MIN; N_LABELS];
        best[0] = 0.0;
        let mut backs = Vec::with_capacity(example.features.len());
        for features in &example.features {
            let mut next = [f32::MIN; N_LABELS];
            let mut back = [0; N_LABELS];
            for (before, pairs) in (0u8..).zip(&self.pairs) {
                for (label, pair) in (0u8..).zip(pairs) {
                    let value = best[usize::from(before)] + pair;
                    if Label(label).may_follow(Label(before)) && value > next[usize::from(label)] {
                        next[usize::from(label)] = value;
                        back[usize::from(label)] = before;
                    }
                }
            }
            for &feature in features {
                next.iter_mut()
                    .zip(&self.weights[feature as usize])
                    .for_each(|(value, weight)| *value += weight);
            }
            best = next;
            backs.push(back);
        }
        let mut label = (0u8..)
            .zip(best)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(0, |(label, _)| label);
        let mut labels = vec![Label::OUTSIDE; backs.len()];
        for (word, back) in labels.iter_mut().zip(&backs).rev() {
            *word = Label(label);
            label = back[usize::from(label)];
        }
        labels
    }
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for index in (1..order.len()).rev() {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(*seed >> 33).unwrap_or(0) % (index + 1);
        order.swap(index, other);
    }
}

impl Trainer {
    /// Returns the weights that sums stand for.
    fn row(&self, sums: &Sums) -> Row {
        let limit = self.settings.threshold * self.n_steps;
        std::array::from_fn(|label| {
            let gradient = sums.gradient[label];
            let rest = (gradient.abs() - limit).max(0.0);
            -gradient.signum() * self.settings.rate * rest / (sums.square[label].sqrt() + 1e-2)
        })
    }

    /// Learns from one sentence. Returns the loss before.
    fn step(&mut self, example: &Example) -> f32 {
        let n_words = example.labels.len();
        if n_words == 0 {
            return 0.0;
        }
        self.n_steps += 1.0;
        let scores: Vec<Row> = example
            .features
            .iter()
            .map(|features| self.scores(features))
            .collect();
        let mut pairs = self.pairs.map(|sums| self.row(&sums));
        for (before, row) in (0u8..).zip(&mut pairs) {
            for (label, weight) in (0u8..).zip(row.iter_mut()) {
                *weight = if Label(label).may_follow(Label(before)) {
                    weight.exp()
                } else {
                    0.0
                };
            }
        }
        let chain = Chain::of(&scores, &pairs);
        let loss = chain.log_sum - gold_score(example, &scores, &pairs);
        for (word, features) in example.features.iter().enumerate() {
            let mut gradient = chain.marginal(word);
            gradient[usize::from(example.labels[word])] -= 1.0;
            for &feature in features {
                add(&mut self.features[feature as usize], &gradient);
            }
        }
        let mut gradients = chain.pair_marginals(&pairs);
        let before = std::iter::once(0).chain(example.labels.iter().copied());
        for (before, &label) in before.zip(&example.labels) {
            gradients[usize::from(before)][usize::from(label)] -= 1.0;
        }
        for (sums, gradient) in self.pairs.iter_mut().zip(&gradients) {
            add(sums, gradient);
        }
        loss
    }

    fn scores(&self, features: &[u32]) -> Row {
        let mut scores = Row::default();
        for &feature in features {
            let row = self.row(&self.features[feature as usize]);
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
        scores
    }
}

fn add(sums: &mut Sums, gradient: &Row) {
    for (sum, gradient) in sums.gradient.iter_mut().zip(gradient) {
        *sum += gradient;
    }
    for (sum, gradient) in sums.square.iter_mut().zip(gradient) {
        *sum += gradient * gradient;
    }
}

fn gold_score(example: &Example, scores: &[Row], pairs: &[Row; N_LABELS]) -> f32 {
    let mut before = 0;
    let mut sum = 0.0;
    for (&label, scores) in example.labels.iter().zip(scores) {
        let label = usize::from(label);
        sum += scores[label] + pairs[before][label].max(1e-30).ln();
        before = label;
    }
    sum
}

/// The sums over all rows of labels, scaled word by word so that they stay within the range of numbers.
struct Chain {
    /// Weight of all beginnings that end with each label.
    forward: Vec<Row>,
    /// Weight of all ends behind each label.
    backward: Vec<Row>,
    /// Weight of each label of each word, its largest 1.
    local: Vec<Row>,
    log_sum: f32,
}

impl Chain {
    fn of(scores: &[Row], pairs: &[Row; N_LABELS]) -> Self {
        let mut log_sum = 0.0;
        let mut local = Vec::with_capacity(scores.len());
        for row in scores {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            log_sum += top;
            local.push(row.map(|score| (score - top).exp()));
        }
        let mut forward: Vec<Row> = Vec::with_capacity(scores.len());
        let mut before = Row::default();
        before[0] = 1.0;
        for local in &local {
            let mut here = Row::default();
            for (weight, pairs) in before.iter().zip(pairs) {
                for label in 0..N_LABELS {
                    here[label] += weight * pairs[label];
                }
            }
            for label in 0..N_LABELS {
                here[label] *= local[label];
            }
            let sum: f32 = here.iter().sum::<f32>().max(1e-30);
            log_sum += sum.ln();
            before = here.map(|weight| weight / sum);
            forward.push(before);
        }
        let mut backward = vec![[1.0; N_LABELS]; scores.len()];
        for word in (1..scores.len()).rev() {
            let mut here = Row::default();
            for (before, pairs) in pairs.iter().enumerate() {
                for label in 0..N_LABELS {
                    here[before] += pairs[label] * local[word][label] * backward[word][label];
                }
            }
            let top = here.iter().copied().fold(1e-30, f32::max);
            backward[word - 1] = here.map(|weight| weight / top);
        }
        Self {
            forward,
            backward,
            local,
            log_sum,
        }
    }

    /// Returns how likely each label of a word is.
    fn marginal(&self, word: usize) -> Row {
        let row: Row = std::array::from_fn(|label| self.forward[word][label] * self.backward[word][label]);
        let sum: f32 = row.iter().sum::<f32>().max(1e-30);
        row.map(|weight| weight / sum)
    }

    /// Returns how often each label is expected behind each other.
    fn pair_marginals(&self, pairs: &[Row; N_LABELS]) -> [Row; N_LABELS] {
        let mut sums = [Row::default(); N_LABELS];
        let mut start = Row::default();
        start[0] = 1.0;
        for word in 0..self.local.len() {
            let before = word.checked_sub(1).map_or(&start, |before| &self.forward[before]);
            let mut table = [Row::default(); N_LABELS];
            let mut total = 0.0;
            for from in 0..N_LABELS {
                for to in 0..N_LABELS {
                    let weight =
                        before[from] * pairs[from][to] * self.local[word][to] * self.backward[word][to];
                    table[from][to] = weight;
                    total += weight;
                }
            }
            let total: f32 = f32::max(total, 1e-30);
            for (sum, row) in sums.iter_mut().zip(&table) {
                for label in 0..N_LABELS {
                    sum[label] += row[label] / total;
                }
            }
        }
        sums
    }
}
