//! [`PlaceSet`]: places in an article as bits, so that one step tells of many places whether they are near others.

use crate::tantivy::bits::bits;

/// Bits of a word of a set.
const BITS: u32 = u64::BITS;

/// Places from nought on, up to so many words of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlaceSet<const N: usize>([u64; N]);

impl<const N: usize> PlaceSet<N> {
    /// Places that it may have.
    pub(super) const PLACES: u32 = N as u32 * BITS;
    /// No place.
    pub(super) const EMPTY: Self = Self([0; N]);

    /// Adds a place, which is one that it may have.
    #[inline]
    pub(super) fn insert(&mut self, place: u32) {
        self.0[(place / BITS) as usize % N] |= 1 << (place % BITS);
    }

    /// Takes out the places from one up to another, which stays.
    #[inline]
    pub(super) fn clear(&mut self, start: u32, end: u32) {
        let end = end.min(Self::PLACES);
        if start >= end {
            return;
        }
        let (first, last) = ((start / BITS) as usize, ((end - 1) / BITS) as usize);
        let before = !(u64::MAX << (start % BITS));
        let behind = !(u64::MAX >> (BITS - 1 - (end - 1) % BITS));
        if first == last {
            self.0[first] &= before | behind;
            return;
        }
        self.0[first] &= before;
        self.0[first + 1..last].fill(0);
        self.0[last] &= behind;
    }

    /// Tells whether it has one of the places from one up to another.
    #[inline]
    pub(super) fn has_within(&self, start: u32, end: u32) -> bool {
        let end = end.min(Self::PLACES);
        if start >= end {
            return false;
        }
        let (first, last) = ((start / BITS) as usize, ((end - 1) / BITS) as usize);
        let from_start = self.0[first] & u64::MAX << (start % BITS);
        let up_to_end = u64::MAX >> (BITS - 1 - (end - 1) % BITS);
        if first == last {
            return from_start & up_to_end != 0;
        }
        let between = self.0[first + 1..last].iter().fold(0, |all, word| all | word);
        from_start | between | self.0[last] & up_to_end != 0
    }

    /// Visits its places in order until one is as it is looked for, and tells whether there is one.
    #[inline]
    pub(super) fn any(&self, mut is_right: impl FnMut(u32) -> bool) -> bool {
        let numbered = (0..).step_by(BITS as usize).zip(&self.0);
        let mut places = numbered.flat_map(|(start, word)| bits(*word).map(move |bit| start + bit as u32));
        places.any(&mut is_right)
    }

    /// Tells whether it has no place.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// Returns how many places it has.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps the places that another has as well.
    #[inline]
    pub(super) fn keep(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(word, other)| *word &= other);
    }

    /// Adds the places of another.
    #[inline]
    pub(super) fn add(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(word, other)| *word |= other);
    }

    /// Takes out the places of another.
    #[inline]
    pub(super) fn take_out(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(word, other)| *word &= !other);
    }

    /// Moves every place so much nearer to the start.
    #[inline]
    pub(super) fn move_down(&mut self, distance: u32) {
        for _ in 0..distance / BITS {
            self.0.copy_within(1.., 0);
            self.0[N - 1] = 0;
        }
        let bits = distance % BITS;
        for number in 0..N {
            let behind = if number + 1 < N { self.0[number + 1] } else { 0 };
            // Twice, because a word cannot be moved by its whole length.
            self.0[number] = self.0[number] >> bits | behind << 1 << (BITS - 1 - bits);
        }
    }

    /// Keeps the places that are as they are looked for.
    #[inline]
    pub(super) fn retain(&mut self, is_right: impl Fn(u32) -> bool) {
        for (start, word) in (0..).step_by(BITS as usize).zip(&mut self.0) {
            for bit in bits(*word).filter(|bit| !is_right(start + *bit as u32)) {
                *word &= !(1 << bit);
            }
        }
    }

    /// Adds the places before each, so that there are so many in all.
    pub(super) fn spread_down(&mut self, n_places: u32) {
        if n_places == 0 {
            *self = Self::EMPTY;
        }
        let mut n_spread = 1;
        while n_spread < n_places {
            let step = n_spread.min(n_places - n_spread);
            let mut moved = *self;
            moved.move_down(step);
            self.add(&moved);
            n_spread += step;
        }
    }

    /// Returns the last place up to one that it may have; nothing where there is none.
    #[inline]
    pub(super) fn last_up_to(&self, place: u32) -> Option<u32> {
        let number = (place / BITS) as usize % N;
        let here = self.0[number] << (BITS - 1 - place % BITS);
        if here != 0 {
            return Some(place - here.leading_zeros());
        }
        for number in (0..number).rev() {
            if self.0[number] != 0 {
                return Some((number + 1) as u32 * BITS - 1 - self.0[number].leading_zeros());
            }
        }
        None
    }

    /// Returns the first place behind one that it may have, or the end of all that it may have.
    #[inline]
    pub(super) fn first_behind(&self, place: u32) -> u32 {
        let number = (place / BITS) as usize % N;
        let here = self.0[number] >> 1 >> (place % BITS);
        if here != 0 {
            return place + 1 + here.trailing_zeros();
        }
        for number in number + 1..N {
            if self.0[number] != 0 {
                return number as u32 * BITS + self.0[number].trailing_zeros();
            }
        }
        Self::PLACES
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    type Small = PlaceSet<3>;

    fn set(places: &BTreeSet<u32>) -> Small {
        let mut set = Small::EMPTY;
        places.iter().for_each(|place| set.insert(*place));
        set
    }

    fn changed(places: &BTreeSet<u32>, change: impl FnOnce(&mut Small)) -> Small {
        let mut set = set(places);
        change(&mut set);
        set
    }

    fn places() -> impl Strategy<Value = BTreeSet<u32>> {
        prop::collection::btree_set(0..Small::PLACES, 0..60)
    }

    fn where_true(is_in: impl Fn(u32) -> bool) -> Small {
        set(&(0..Small::PLACES).filter(|place| is_in(*place)).collect())
    }

    proptest! {
        #[test]
        fn sets_are_those_of_numbers(
            one in places(),
            two in places(),
            distance in 0_u32..200,
            end in 0_u32..250,
            length in 0_u32..150,
        ) {
            let (a, b) = (set(&one), set(&two));
            let is_in = |place: u32| (one.contains(&place), two.contains(&place));
            prop_assert_eq!(changed(&one, |a| a.keep(&b)), where_true(|place| is_in(place) == (true, true)));
            prop_assert_eq!(changed(&one, |a| a.add(&b)), where_true(|place| is_in(place) != (false, false)));
            prop_assert_eq!(changed(&one, |a| a.take_out(&b)), where_true(|place| is_in(place) == (true, false)));
            let is_cleared = |place: u32| (distance..end).contains(&place);
            let left = where_true(|place| one.contains(&place) && !is_cleared(place));
            prop_assert_eq!(changed(&one, |a| a.clear(distance, end)), left);
            prop_assert_eq!((a.count(), a.is_empty()), (one.len(), one.is_empty()));
            let within = one.range(distance..distance + length).next().is_some();
            prop_assert_eq!(a.has_within(distance, distance + length), within);
            let mut seen = Vec::new();
            a.any(|place| { seen.push(place); place >= end });
            let expected = one.iter().copied().take_while(|place| *place < end);
            let last = one.range(end..).next().copied();
            prop_assert_eq!(seen, expected.chain(last).collect::<Vec<_>>());
        }

        #[test]
        fn places_move(one in places(), distance in 0_u32..200) {
            let down = where_true(|place| one.contains(&(place + distance)));
            prop_assert_eq!(changed(&one, |set| set.move_down(distance)), down);
            let is_even = |place: u32| place.is_multiple_of(2);
            let even = where_true(|place| one.contains(&place) && is_even(place));
            prop_assert_eq!(changed(&one, |set| set.retain(is_even)), even);
        }

        #[test]
        fn spreading_goes_so_far(one in places(), n_places in 0_u32..90) {
            let near = |place: u32| (0..n_places).any(|step| one.contains(&(place + step)));
            prop_assert_eq!(changed(&one, |set| set.spread_down(n_places)), where_true(near));
        }

        #[test]
        fn neighbours_are_those_of_numbers(one in places(), place in 0..Small::PLACES) {
            let set = set(&one);
            prop_assert_eq!(set.last_up_to(place), one.range(..=place).next_back().copied());
            let behind = one.range(place + 1..).next().copied();
            prop_assert_eq!(set.first_behind(place), behind.unwrap_or(Small::PLACES));
        }
    }
}
