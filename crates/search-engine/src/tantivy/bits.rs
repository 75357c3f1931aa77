//! Articles as one bit each, in words of sixty-four.

/// Articles of a word.
pub(super) const WORD: usize = u64::BITS as usize;

/// Returns the places of the bits that are set, in order.
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

/// Keeps what others have too.
pub(super) fn intersect(own: &mut [u64], others: &[u64]) {
    own.iter_mut()
        .zip(others)
        .for_each(|(own, others)| *own &= others);
}

/// Takes out what others have.
pub(super) fn subtract(own: &mut [u64], others: &[u64]) {
    own.iter_mut()
        .zip(others)
        .for_each(|(own, others)| *own &= !others);
}
