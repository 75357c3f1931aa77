//! [`Weights`]: what each feature says for each label, as training left it in `data/names.model`.
//!
//! The file, all numbers little-endian: `DLN1`, the number of features (u32), the weights of each pair of labels in a
//! row (81 of i16), the features in ascending order (u32 each), then their weights, one i8 for each label.

use super::feature::Feature;
use super::label::N_LABELS;

/// What marks the file and its version.
const MAGIC: [u8; 4] = *b"DLN1";
/// Numbers in a vector of scores: as many as labels, then room up to a width that processors add at once.
pub(super) const WIDTH: usize = 16;

/// Bits of a feature that tell whether there may be weights for it: 256 kB.
const PRESENT_BITS: u32 = 21;

/// A score for each label, the rest 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scores(pub(super) [i16; WIDTH]);

impl Scores {
    /// Adds another's scores.
    #[inline]
    pub(super) fn add(&mut self, other: &Self) {
        for (label, score) in self.0.iter_mut().enumerate() {
            *score = score.wrapping_add(other.0[label]);
        }
    }
}

/// The weights of a trained model.
pub(super) struct Weights {
    /// One bit for all features with the same first bits, set where there is one. Most that are asked for are
    /// none, and this is small enough to stay in the processor's cache.
    present: Vec<u64>,
    /// Where the features with the same first 16 bits start.
    starts: Vec<u32>,
    features: Vec<u32>,
    rows: &'static [u8],
    /// The weight of each label behind each other.
    pub(super) pairs: [[i16; N_LABELS]; N_LABELS],
}

impl Weights {
    /// Reads a model; one that is no model, or cut short, weighs nothing.
    pub(super) fn read(bytes: &'static [u8]) -> Self {
        Self::parse(bytes).unwrap_or_else(|| Self {
            present: vec![0; (1 << PRESENT_BITS) / 64],
            starts: vec![0; (1 << 16) + 1],
            features: Vec::new(),
            rows: &[],
            pairs: [[0; N_LABELS]; N_LABELS],
        })
    }

    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (n_features, rest) = rest.split_first_chunk::<4>()?;
        let n_features = u32::from_le_bytes(*n_features) as usize;
        let (pair_bytes, rest) = rest.split_at_checked(2 * N_LABELS * N_LABELS)?;
        let (feature_bytes, rows) = rest.split_at_checked(4 * n_features)?;
        if rows.len() != n_features * N_LABELS {
            return None;
        }
        let mut pairs = [[0; N_LABELS]; N_LABELS];
        for (pair, bytes) in pairs
            .as_flattened_mut()
            .iter_mut()
            .zip(pair_bytes.as_chunks::<2>().0)
        {
            *pair = i16::from_le_bytes(*bytes);
        }
        let features: Vec<u32> = feature_bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
            .collect();
        let mut present = vec![0; (1 << PRESENT_BITS) / 64];
        let mut starts = vec![0u32; (1 << 16) + 1];
        for feature in &features {
            let (word, bit) = presence(*feature);
            present[word] |= bit;
            starts[(feature >> 16) as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Some(Self {
            present,
            starts,
            features,
            rows,
            pairs,
        })
    }

    /// Adds the weights of a feature to scores.
    pub(super) fn add(&self, feature: Feature, scores: &mut Scores) {
        let (word, bit) = presence(feature.0);
        if self.present[word] & bit == 0 {
            return;
        }
        let bucket = (feature.0 >> 16) as usize;
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        let Some(nth) = self.features[range.clone()]
            .iter()
            .position(|&known| known == feature.0)
        else {
            return;
        };
        let row = &self.rows[(range.start + nth) * N_LABELS..];
        for (label, weight) in row.iter().take(N_LABELS).enumerate() {
            scores.0[label] = scores.0[label].wrapping_add(i16::from(weight.cast_signed()));
        }
    }
}

/// Returns where the bit of a feature is: which word, and the bit in it.
fn presence(feature: u32) -> (usize, u64) {
    let bit = feature >> (u32::BITS - PRESENT_BITS);
    (bit as usize / 64, 1 << (bit % 64))
}

/// Returns the file of a model: the weights of each feature and of each pair of labels, scaled so that the largest
/// of a feature fits. Features whose weights all round to nothing are left out.
pub fn written(features: &[(Feature, [f32; N_LABELS])], pairs: &[[f32; N_LABELS]; N_LABELS]) -> Vec<u8> {
    /// Steps for a weight of 1.
    const SCALE: f32 = 24.0;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
    let small = |weight: f32| (weight * SCALE).round().clamp(-127.0, 127.0) as i8;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i16")]
    let wide = |weight: f32| (weight * SCALE).round().clamp(-20_000.0, 20_000.0) as i16;
    let mut rows: Vec<(u32, [i8; N_LABELS])> = features
        .iter()
        .map(|(feature, weights)| (feature.0, weights.map(small)))
        .collect();
    rows.retain(|(_, row)| row.iter().any(|&weight| weight != 0));
    rows.sort_unstable();
    rows.dedup_by_key(|(feature, _)| *feature);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(
        u32::try_from(rows.len())
            .expect("features are numbers of 32 bits")
            .to_le_bytes(),
    );
    bytes.extend(
        pairs
            .as_flattened()
            .iter()
            .flat_map(|&weight| wide(weight).to_le_bytes()),
    );
    bytes.extend(rows.iter().flat_map(|(feature, _)| feature.to_le_bytes()));
    bytes.extend(rows.iter().flat_map(|(_, row)| row.map(i8::cast_unsigned)));
    bytes
}
