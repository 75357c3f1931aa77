//! A forest of decision trees that sums to the log-odds of a row (gradient boosting; Friedman, "Greedy function
//! approximation", 2001), as bytes: trained by the example `train_story`, read here.

/// One node: a split, or a leaf, at which a row stays however often it is asked.
#[derive(Clone, Copy, Debug)]
struct Node {
    feature: u16,
    /// Rows with a value of at most this go on with the next node, others with `other`. No value is at most that of a
    /// leaf, which is no number.
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
    /// What each node adds if it is a leaf.
    values: Vec<f32>,
    trees: Vec<Tree>,
}

/// Where a tree begins, and how many splits its longest way has.
#[derive(Clone, Copy, Debug)]
struct Tree {
    root: usize,
    depth: usize,
}

impl Forest {
    /// Reads a forest: the number of trees, then for each tree the number of its nodes and the nodes.
    pub(super) fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut forest = Self::default();
        let n_trees = take_u32(bytes)?;
        for _ in 0..n_trees {
            let n_nodes = take_u32(bytes)? as usize;
            let packed = bytes.get(..n_nodes.checked_mul(NODE_BYTES)?)?;
            *bytes = &bytes[packed.len()..];
            forest.add_tree(packed);
        }
        Some(forest)
    }

    fn add_tree(&mut self, packed: &[u8]) {
        let root = self.nodes.len();
        let mut depths = vec![0_usize; packed.len() / NODE_BYTES];
        for (at, node) in packed.chunks_exact(NODE_BYTES).enumerate() {
            let feature = u16::from_le_bytes([node[0], node[1]]);
            let value = f32::from_le_bytes([node[2], node[3], node[4], node[5]]);
            let other = u32::from_le_bytes([node[6], node[7], node[8], node[9]]);
            let is_leaf = feature == LEAF;
            self.nodes.push(Node {
                feature: if is_leaf { 0 } else { feature },
                value: if is_leaf { f32::NAN } else { value },
                other: root as u32 + if is_leaf { at as u32 } else { other },
            });
            self.values.push(value);
            if !is_leaf {
                for child in [at + 1, other as usize] {
                    if let Some(depth) = depths.get(at).map(|depth| depth + 1)
                        && let Some(below) = depths.get_mut(child)
                    {
                        *below = depth;
                    }
                }
            }
        }
        let depth = depths.into_iter().max().unwrap_or(0);
        self.trees.push(Tree { root, depth });
    }

    /// Returns the probability of each row, one tree after the other for all of them: a tree fits the nearest cache
    /// of the processor, the forest does not.
    pub(super) fn probabilities(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        let mut sums = vec![0.0_f32; rows.len()];
        for tree in &self.trees {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += self.leaf(*tree, row);
            }
        }
        sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }

    /// Returns what the leaf of a row adds. All rows take as many steps: where a way ends cannot be foreseen, and to
    /// guess wrong costs the processor more than some steps on the spot.
    fn leaf(&self, tree: Tree, row: &[f32]) -> f32 {
        let mut at = tree.root;
        for _ in 0..tree.depth {
            let node = &self.nodes[at];
            let value = row.get(node.feature as usize).copied().unwrap_or_default();
            // Picked from two and not branched upon, for the same reason.
            at = [node.other as usize, at + 1][usize::from(value <= node.value)];
        }
        self.values[at]
    }
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*first))
}
