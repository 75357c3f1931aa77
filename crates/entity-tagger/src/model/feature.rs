//! [`Feature`]: one fact about a word and its place, as the number under which the model keeps its weights.

/// A fact, hashed: what it tells, its value, and where the word stands from which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(pub u32);

/// Offsets at which a word may tell something of another, from two words before it to two behind it.
pub(super) const N_OFFSETS: usize = 5;
/// The place of offset 0.
pub(super) const HERE: usize = 2;

/// How far a fact of a word counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reach {
    /// For the word alone.
    Here,
    /// For its neighbours as well.
    Beside,
    /// For two words on either side.
    Around,
}

impl Reach {
    /// Returns the places at which the fact counts.
    pub(super) fn places(self) -> std::ops::Range<usize> {
        match self {
            Self::Here => HERE..HERE + 1,
            Self::Beside => HERE - 1..HERE + 2,
            Self::Around => 0..N_OFFSETS,
        }
    }
}

/// Returns the fact that a template gives for a value, not yet placed.
pub(super) fn fact(template: u8, value: u64) -> u64 {
    mix(value ^ (u64::from(template) << 56).wrapping_add(0x9e37_79b9_7f4a_7c15))
}

impl Feature {
    /// Returns a fact as told by the word at this place.
    pub(super) fn at(fact: u64, place: usize) -> Self {
        let mixed = mix(fact.wrapping_add((place as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)));
        Self((mixed >> 32) as u32)
    }
}

/// The finaliser of MurmurHash3 (Appleby).
fn mix(mut value: u64) -> u64 {
    value ^= value >> 33;
    value = value.wrapping_mul(0xff51_afd7_ed55_8ccd);
    value ^= value >> 33;
    value = value.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ (value >> 33)
}
