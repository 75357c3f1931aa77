//! A forest of decision trees that sums to the log-odds of a row (gradient boosting; Friedman, "Greedy function
//! approximation", 2001), as bytes: trained by the example `train`, read here.

/// Splits from the root of a tree to each of its leaves; shorter ways are filled up.
const DEPTH: usize = 5;
/// Leaves of a tree.
const N_LEAVES: usize = 1 << DEPTH;
/// Numbers of a row at most.
const N_FEATURES: usize = 256;

/// Rows with a value of at most this in the feature go left, others right.
#[derive(Clone, Copy, Debug, Default)]
struct Split {
    value: f32,
    feature: u8,
}

/// A complete tree: the split at `n` has those at `2 n` and `2 n + 1` below it, the root is at 1.
#[derive(Clone, Debug)]
struct Tree {
    splits: [Split; N_LEAVES],
    leaves: [f32; N_LEAVES],
}

/// Trees whose leaves add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    trees: Vec<Tree>,
}

impl Forest {
    /// Reads the two forests of a model of ours.
    pub(crate) fn pair(mut bytes: &[u8]) -> (Self, Self) {
        let mut read = || Self::read(&mut bytes).expect("the model is written by the example train");
        (read(), read())
    }

    /// Reads a forest: the number of trees, then for each tree the number of its nodes and the nodes.
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut forest = Self::default();
        let n_trees = take_u32(bytes)?;
        for _ in 0..n_trees {
            let n_nodes = take_u32(bytes)? as usize;
            let packed = bytes.get(..n_nodes.checked_mul(NODE_BYTES)?)?;
            *bytes = &bytes[packed.len()..];
            let mut tree = Tree {
                splits: [Split::default(); N_LEAVES],
                leaves: [0.0; N_LEAVES],
            };
            tree.fill(packed, 0, 1)?;
            forest.trees.push(tree);
        }
        Some(forest)
    }

    /// Returns the probability of each row, some rows at a time and one tree after the other for all of them: so both
    /// stay in the near caches of the processor.
    pub(crate) fn probabilities(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        /// Rows at a time.
        const TOGETHER: usize = 64;
        let mut probabilities = Vec::with_capacity(rows.len());
        for rows in rows.chunks(TOGETHER) {
            let rows: Vec<[f32; N_FEATURES]> = rows.iter().map(|row| filled_up(row)).collect();
            let mut sums = vec![0.0_f32; rows.len()];
            for tree in &self.trees {
                for (sum, row) in sums.iter_mut().zip(&rows) {
                    *sum += tree.leaf(row);
                }
            }
            probabilities.extend(sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())));
        }
        probabilities
    }
}

impl Tree {
    /// Takes over the node at a place of the packed tree, and all below it; nothing where it is none.
    fn fill(&mut self, packed: &[u8], node: usize, at: usize) -> Option<()> {
        /// Marks a leaf in the packed tree.
        const LEAF: u16 = u16::MAX;
        let start = node.checked_mul(NODE_BYTES)?;
        let bytes = packed.get(start..)?.first_chunk::<NODE_BYTES>()?;
        let feature = u16::from_le_bytes([bytes[0], bytes[1]]);
        let value = f32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
        let other = u32::from_le_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]);
        if feature == LEAF {
            let (mut first, mut last) = (at, at);
            while first < N_LEAVES {
                (first, last) = (2 * first, 2 * last + 1);
            }
            self.leaves
                .get_mut(first - N_LEAVES..=last - N_LEAVES)?
                .fill(value);
            return Some(());
        }
        let feature = u8::try_from(feature).ok()?;
        *self.splits.get_mut(at)? = Split { value, feature };
        self.fill(packed, node + 1, 2 * at)?;
        self.fill(packed, other as usize, 2 * at + 1)
    }

    /// Returns what the leaf of a row adds. Nothing is branched upon: which way a row goes cannot be foreseen, and to
    /// guess wrong costs the processor more than all of the steps.
    fn leaf(&self, row: &[f32; N_FEATURES]) -> f32 {
        let mut at = 1;
        for _ in 0..DEPTH {
            let split = self.splits[at % N_LEAVES];
            let is_right = usize::from(row[usize::from(split.feature)] <= split.value) ^ 1;
            at = 2 * at + is_right;
        }
        self.leaves[at % N_LEAVES]
    }
}

/// Bytes of a packed node: its feature, its value, and the place of the node for rows above that; the one for others
/// comes next.
const NODE_BYTES: usize = 10;

/// Returns a row with nothing in the features that it has not.
fn filled_up(row: &[f32]) -> [f32; N_FEATURES] {
    let mut filled = [0.0; N_FEATURES];
    for (slot, value) in filled.iter_mut().zip(row) {
        *slot = *value;
    }
    filled
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(feature: u16, value: f32, other: u32) -> Vec<u8> {
        let parts = [
            &feature.to_le_bytes()[..],
            &value.to_le_bytes(),
            &other.to_le_bytes(),
        ];
        parts.concat()
    }

    #[test]
    fn rows_go_to_the_leaves_of_their_values() {
        let leaf = |value| node(u16::MAX, value, 0);
        let nodes = [node(3, 0.5, 2), leaf(-8.0), node(0, 1.0, 4), leaf(0.0), leaf(8.0)].concat();
        let bytes = [&1_u32.to_le_bytes()[..], &5_u32.to_le_bytes(), &nodes].concat();
        let forest = Forest::read(&mut bytes.as_slice()).unwrap();
        let rows = [
            vec![9.0, 0.0, 0.0, 0.5],
            vec![1.0, 0.0, 0.0, 0.6],
            vec![1.1, 0.0, 0.0, 0.6],
            vec![],
        ];
        let halves: Vec<f32> = forest.probabilities(&rows).iter().map(|p| p.round()).collect();
        assert_eq!(halves, [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(forest.probabilities(&rows)[1], 0.5);
        for end in 0..bytes.len() {
            assert!(Forest::read(&mut &bytes[..end]).is_none(), "{end}");
        }
    }

    #[test]
    fn a_tree_that_leads_back_to_itself_is_none() {
        let bytes = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &node(0, 1.0, 0)].concat();
        assert!(Forest::read(&mut bytes.as_slice()).is_none());
    }
}
