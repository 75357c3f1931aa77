//! Draws that are the same on every machine and every run, and names that no real text holds.

/// Syllables of the invented names: 40 of them, so that three give 64,000 names.
const SYLLABLES: [&str; 40] = [
    "bal", "ber", "bri", "cal", "cor", "dal", "der", "dol", "fen", "fir", "gal", "gor", "han", "hel", "kal",
    "kel", "kor", "lan", "lem", "lis", "mal", "mar", "mel", "mor", "nar", "nel", "nor", "pel", "per", "ral",
    "ren", "ros", "sal", "sel", "tal", "tor", "val", "vel", "wan", "zor",
];

/// A sequence of draws (splitmix64, which is small and even enough for picking words).
pub(crate) struct Draw {
    state: u64,
}

impl Draw {
    /// Returns the sequence of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Returns one of a list, or nothing of an empty one.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// Returns an invented name with a capital.
    pub(crate) fn name(&mut self) -> String {
        let word = self.word();
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    }

    /// Returns an invented word.
    pub(crate) fn word(&mut self) -> String {
        (0..3).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_same_again() {
        let drawn = |seed| {
            let mut draw = Draw::new(seed);
            (draw.name(), draw.below(10), draw.pick(&[1, 2, 3]).copied())
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7).0, drawn(8).0);
        assert_eq!(Draw::new(1).pick::<u8>(&[]), None);
    }
}
