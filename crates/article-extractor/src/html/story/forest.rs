//! A forest of decision trees that sums to the log-odds of a row (gradient boosting; Friedman, "Greedy function
//! approximation", 2001), as bytes: trained by the example `train_story`, read here.

/// One node: a split, or a leaf where the feature is [`LEAF`].
#[derive(Clone, Copy, Debug)]
struct Node {
    feature: u16,
    /// Rows with a value of at most this go on with the next node, others with `other`.
    value: f32,
    other: u32,
}

/// Marks a leaf, whose value is added to the sum.
const LEAF: u16 = u16::MAX;
/// Bytes of a node.
const NODE_BYTES: usize = 10;

/// Trees, each from its root, in one list of nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

impl Forest {
    /// Reads a forest: the number of trees, then for each tree the number of its nodes and the nodes.
    pub(super) fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut forest = Self::default();
        let n_trees = take_u32(bytes)?;
        for _ in 0..n_trees {
            let n_nodes = take_u32(bytes)? as usize;
            let first = forest.nodes.len();
            forest.roots.push(first);
            let packed = bytes.get(..n_nodes.checked_mul(NODE_BYTES)?)?;
            *bytes = &bytes[packed.len()..];
            for node in packed.chunks_exact(NODE_BYTES) {
                forest.nodes.push(Node {
                    feature: u16::from_le_bytes([node[0], node[1]]),
                    value: f32::from_le_bytes([node[2], node[3], node[4], node[5]]),
                    other: first as u32 + u32::from_le_bytes([node[6], node[7], node[8], node[9]]),
                });
            }
        }
        Some(forest)
    }

    /// Returns the probability of each row, one tree after the other for all of them: a tree fits the nearest cache
    /// of the processor, the forest does not.
    pub(super) fn probabilities(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        let mut sums = vec![0.0_f32; rows.len()];
        for root in &self.roots {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += self.leaf(*root, row);
            }
        }
        sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }

    fn leaf(&self, root: usize, row: &[f32]) -> f32 {
        let mut at = root;
        loop {
            let node = &self.nodes[at];
            if node.feature == LEAF {
                return node.value;
            }
            let value = row.get(node.feature as usize).copied().unwrap_or_default();
            // Picked from two and not branched upon: which way a row goes cannot be foreseen.
            at = [node.other as usize, at + 1][usize::from(value <= node.value)];
        }
    }
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*first))
}
