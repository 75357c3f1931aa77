//! Gradient boosting of decision trees on binned columns, for log loss with weighted rows (Friedman 2001; the gains
//! are those of Chen and Guestrin, "XGBoost", 2016).

/// Values of a column are told apart by at most this many bins.
const BINS: usize = 64;
/// Weight of the pull of leaves to zero.
const LAMBDA: f32 = 1.0;
/// Least sum of second derivatives in a leaf.
const LEAST_HESSIAN: f32 = 0.15;
/// Marks a leaf in the written forest.
const LEAF: u16 = u16::MAX;

/// How a forest is grown.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) n_trees: usize,
    pub(crate) depth: usize,
    pub(crate) rate: f32,
    pub(crate) seed: u64,
}

/// Rows by column, each value as the number of its bin.
pub(crate) struct Columns {
    bins: Vec<Vec<u8>>,
    edges: Vec<Vec<f32>>,
}

impl Columns {
    pub(crate) fn of<'a>(rows: impl IntoIterator<Item = &'a Vec<f32>>) -> Self {
        let rows: Vec<&Vec<f32>> = rows.into_iter().collect();
        let n_columns = rows.first().map_or(0, |row| row.len());
        let mut columns = Self {
            bins: Vec::new(),
            edges: Vec::new(),
        };
        for column in 0..n_columns {
            let edges = edges(rows.iter().step_by(3).map(|row| row[column]).collect());
            let bins = rows
                .iter()
                .map(|row| edges.partition_point(|edge| *edge < row[column]) as u8)
                .collect();
            columns.bins.push(bins);
            columns.edges.push(edges);
        }
        columns
    }
}

/// Returns the upper bounds of all bins but the last, by quantiles.
fn edges(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = (1..BINS)
        .map(|bin| values[(values.len() - 1) * bin / BINS])
        .collect();
    values.dedup();
    if values.len() <= BINS {
        values.pop();
        return values;
    }
    edges.dedup();
    edges
}

struct Node {
    feature: u16,
    bin: u8,
    value: f32,
    other: usize,
}

/// Trees in one list of nodes; the branch of small values follows its split.
pub(crate) struct Forest {
    trees: Vec<Vec<Node>>,
}

impl Forest {
    fn sum(&self, columns: &Columns, row: usize) -> f32 {
        self.trees.iter().map(|tree| leaf(tree, columns, row)).sum()
    }

    pub(crate) fn probability(&self, columns: &Columns, row: usize) -> f32 {
        sigmoid(self.sum(columns, row))
    }

    /// Writes what `src/forest.rs` reads.
    pub(crate) fn write(&self, columns: &Columns, bytes: &mut Vec<u8>) {
        bytes.extend((self.trees.len() as u32).to_le_bytes());
        for tree in &self.trees {
            bytes.extend((tree.len() as u32).to_le_bytes());
            for node in tree {
                let is_leaf = node.feature == LEAF;
                let value = if is_leaf {
                    node.value
                } else {
                    columns.edges[node.feature as usize][node.bin as usize]
                };
                bytes.extend(node.feature.to_le_bytes());
                bytes.extend(value.to_le_bytes());
                bytes.extend((node.other as u32).to_le_bytes());
            }
        }
    }
}

fn leaf(tree: &[Node], columns: &Columns, row: usize) -> f32 {
    let mut at = 0;
    loop {
        let node = &tree[at];
        if node.feature == LEAF {
            return node.value;
        }
        at = if columns.bins[node.feature as usize][row] <= node.bin {
            at + 1
        } else {
            node.other
        };
    }
}

fn sigmoid(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Trains a forest on these rows. Weights are scaled so that the mean row weighs one.
pub(crate) fn train(
    columns: &Columns,
    label: &[f32],
    weight: &[f32],
    rows: &[usize],
    settings: Settings,
) -> Forest {
    let total: f32 = rows.iter().map(|row| weight[*row]).sum();
    let scale = rows.len() as f32 / total.max(f32::MIN_POSITIVE);
    let mut forest = Forest { trees: Vec::new() };
    let mut sums = vec![0.0_f32; label.len()];
    let mut random = Random(settings.seed);
    for _ in 0..settings.n_trees {
        let gradients: Vec<(f32, f32)> = rows
            .iter()
            .map(|row| {
                let p = sigmoid(sums[*row]);
                let weight = weight[*row] * scale;
                ((p - label[*row]) * weight, (p * (1.0 - p)).max(1e-6) * weight)
            })
            .collect();
        let mut grower = Grower {
            columns,
            gradients: vec![(0.0, 0.0); label.len()],
            features: (0..columns.bins.len()).filter(|_| random.next() < 0.4).collect(),
            settings,
            nodes: Vec::new(),
        };
        for (row, gradient) in rows.iter().zip(gradients) {
            grower.gradients[*row] = gradient;
        }
        let sample: Vec<usize> = rows.iter().copied().filter(|_| random.next() < 0.6).collect();
        grower.grow(sample, 0);
        for row in rows {
            sums[*row] += leaf(&grower.nodes, columns, *row);
        }
        forest.trees.push(grower.nodes);
    }
    forest
}

struct Grower<'a> {
    columns: &'a Columns,
    gradients: Vec<(f32, f32)>,
    features: Vec<usize>,
    settings: Settings,
    nodes: Vec<Node>,
}

impl Grower<'_> {
    fn grow(&mut self, rows: Vec<usize>, depth: usize) {
        let sum = rows
            .iter()
            .fold((0.0, 0.0), |sum, row| add(sum, self.gradients[*row]));
        let best = if depth < self.settings.depth {
            self.best_split(&rows, sum)
        } else {
            None
        };
        let Some((feature, bin)) = best else {
            let value = -sum.0 / (sum.1 + LAMBDA) * self.settings.rate;
            return self.nodes.push(Node {
                feature: LEAF,
                bin: 0,
                value,
                other: 0,
            });
        };
        let at = self.nodes.len();
        self.nodes.push(Node {
            feature: feature as u16,
            bin,
            value: 0.0,
            other: 0,
        });
        let column = &self.columns.bins[feature];
        let (small, large): (Vec<usize>, Vec<usize>) = rows.into_iter().partition(|row| column[*row] <= bin);
        self.grow(small, depth + 1);
        self.nodes[at].other = self.nodes.len();
        self.grow(large, depth + 1);
    }

    fn best_split(&self, rows: &[usize], sum: (f32, f32)) -> Option<(usize, u8)> {
        let gain = |sum: (f32, f32)| sum.0 * sum.0 / (sum.1 + LAMBDA);
        let mut best = None;
        let mut best_gain = gain(sum) + 1e-3;
        for feature in &self.features {
            let column = &self.columns.bins[*feature];
            let mut histogram = [(0.0_f32, 0.0_f32); BINS];
            for row in rows {
                let bin = &mut histogram[column[*row] as usize];
                *bin = add(*bin, self.gradients[*row]);
            }
            let mut left = (0.0, 0.0);
            let n_splits = self.columns.edges[*feature].len();
            for (bin, sum_of_bin) in histogram.iter().take(n_splits).enumerate() {
                left = add(left, *sum_of_bin);
                let right = (sum.0 - left.0, sum.1 - left.1);
                if left.1 < LEAST_HESSIAN || right.1 < LEAST_HESSIAN {
                    continue;
                }
                let split_gain = gain(left) + gain(right);
                if split_gain > best_gain {
                    (best, best_gain) = (Some((*feature, bin as u8)), split_gain);
                }
            }
        }
        best
    }
}

fn add(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    (a.0 + b.0, a.1 + b.1)
}

/// Numbers that are the same on every machine (SplitMix64; Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f32 {
        let mut state = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0 = state;
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((state ^ (state >> 31)) >> 40) as f32 / (1 << 24) as f32
    }
}
