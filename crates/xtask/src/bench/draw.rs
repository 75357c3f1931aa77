//! Draws that are the same on every machine and every run, and names that no real text holds.

/// Syllables of the invented names: 40 of them, so that three give 64,000 names.
const SYLLABLES: [&str; 40] = [
    "bal", "ber", "bri", "cal", "cor", "dal", "der", "dol", "fen", "fir", "gal", "gor", "han", "hel", "kal",
    "kel", "kor", "lan", "lem", "lis", "mal", "mar", "mel", "mor", "nar", "nel", "nor", "pel", "per", "ral",
    "ren", "ros", "sal", "sel", "tal", "tor", "val", "vel", "wan", "zor",
];

/// The last octave of ranks, so that they fit names of four syllables.
const MAX_OCTAVE: u32 = 17;

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

    /// Puts a list in an order that is as likely as any other (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }

    /// Returns whether something that happens this many times in a hundred does.
    pub(crate) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns a rank as Zipf's law deals them out: each octave above `flat` is as likely as the next, `octaves` of them,
    /// and after that `tail` times in a thousand there is one more. Whole numbers, so that all machines agree.
    pub(crate) fn rank(&mut self, flat: usize, octaves: u32, tail: usize) -> usize {
        let mut octave = self.below(octaves as usize + 1) as u32;
        if octave == octaves {
            while octave < MAX_OCTAVE && self.below(1_000) < tail {
                octave += 1;
            }
        }
        let start = 1 << octave;
        flat * (start - 1) + self.below(flat * start)
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

/// Writes the word of a rank: two syllables for the first 1,600, then three, then four, each word once.
pub(crate) fn push_word(word: &mut String, rank: usize) {
    let n = SYLLABLES.len();
    let (n_syllables, first) = match rank {
        rank if rank < n * n => (2, 0),
        rank if rank < n * n + n * n * n => (3, n * n),
        _ => (4, n * n + n * n * n),
    };
    // Neighbours in rank shall not begin alike; the factor has no divisor in common with any power of 40.
    let all = n.pow(n_syllables);
    let mut place = (rank - first) % all * 7_919 % all;
    for _ in 0..n_syllables {
        word.push_str(SYLLABLES[place % n]);
        place /= n;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_rank_has_a_word_of_its_own() {
        let word = |rank| {
            let mut word = String::new();
            push_word(&mut word, rank);
            word
        };
        assert_eq!((0..70_000).map(word).collect::<HashSet<_>>().len(), 70_000);
        assert_eq!(word(0).len(), 6);
        assert_eq!(word(65_600).len(), 12);
    }

    #[test]
    fn ranks_follow_the_law() {
        let mut draw = Draw::new(5);
        let drawn: Vec<usize> = (0..9_000).map(|_| draw.rank(10, 8, 600)).collect();
        let below = |limit| drawn.iter().filter(|rank| **rank < limit).count();
        // Ten words and the twenty after them have a ninth of all draws each.
        assert!((900..1_100).contains(&below(10)), "{}", below(10));
        assert!((1_850..2_150).contains(&below(30)), "{}", below(30));
        assert!(drawn.iter().any(|rank| *rank > 10 * 255));
    }

    #[test]
    fn shuffling_keeps_all_and_moves_most() {
        let mut list: Vec<usize> = (0..100).collect();
        Draw::new(3).shuffle(&mut list);
        let n_kept = list.iter().enumerate().filter(|(place, n)| place == *n).count();
        assert!(n_kept < 10, "{n_kept}");
        list.sort_unstable();
        assert!(list.into_iter().eq(0..100));
    }

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
