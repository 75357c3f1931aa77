//! [`Sought`]: what is looked for by its places, and the places where it is.

use query_language::{Order, Reach, Scope};

use super::Place;
use super::layout::{Layout, may_turn};

/// Words, phrases, alternatives of them, and what stands near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// A word or a phrase.
    Leaf(Leaf),
    /// Any of these.
    Any(Vec<Sought>),
    /// The first two near each other, the third near one of these two, and so on.
    Near {
        /// At least two.
        parts: Vec<Sought>,
        /// How near.
        reach: Reach,
        /// In which order.
        order: Order,
    },
    /// All of these, each as often as it is said, in a stretch with few other words.
    Stretch {
        /// Each with how often it must be there.
        parts: Vec<(Sought, usize)>,
        /// Words that the stretch may have, these among them.
        n_words: usize,
    },
}

/// A word or a phrase that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// Its number among those of what is looked for.
    pub(crate) number: usize,
    /// Where it must stand.
    pub(crate) scope: Scope,
}

impl Sought {
    /// Returns the places where this is, in order, from the places of each leaf wherever it stands.
    ///
    /// The places of what is near each other are those of its parts.
    pub(crate) fn places(&self, leaves: &[Vec<Place>], layout: &Layout) -> Vec<Place> {
        match self {
            Self::Leaf(leaf) => {
                let places = leaves.get(leaf.number).into_iter().flatten().copied();
                places.filter(|place| layout.covers(leaf.scope, *place)).collect()
            }
            Self::Any(parts) => merged(
                parts
                    .iter()
                    .flat_map(|part| part.places(leaves, layout))
                    .collect(),
            ),
            Self::Near { parts, reach, order } => {
                let mut steps = parts.iter().map(|part| part.places(leaves, layout));
                let mut found = steps.next().unwrap_or_default();
                for part in steps {
                    let pair = Pair::new(&found, &part, *reach, *order, layout);
                    found = merged([pair.left(None), pair.right(None)].concat());
                }
                found
            }
            Self::Stretch { parts, n_words } => merged(
                stretches(parts, *n_words, leaves, layout)
                    .into_iter()
                    .map(|(place, _)| place)
                    .collect(),
            ),
        }
    }

    /// Returns the places of leaves that make some of its places, in order.
    pub(crate) fn marks(&self, kept: &[Place], leaves: &[Vec<Place>], layout: &Layout) -> Vec<Place> {
        match self {
            Self::Leaf(_) => common(&self.places(leaves, layout), kept),
            Self::Any(parts) => merged(
                parts
                    .iter()
                    .flat_map(|part| part.marks(kept, leaves, layout))
                    .collect(),
            ),
            Self::Near { parts, reach, order } => near_marks(parts, *reach, *order, kept, leaves, layout),
            Self::Stretch { parts, n_words } => {
                let found = stretches(parts, *n_words, leaves, layout);
                let mut marks = Vec::new();
                for (number, (part, _)) in parts.iter().enumerate() {
                    let of_part = found
                        .iter()
                        .filter(|(place, part)| *part == number && kept.binary_search(place).is_ok());
                    let of_part: Vec<Place> = of_part.map(|(place, _)| *place).collect();
                    marks.extend(part.marks(&of_part, leaves, layout));
                }
                merged(marks)
            }
        }
    }
}

fn near_marks(
    parts: &[Sought],
    reach: Reach,
    order: Order,
    kept: &[Place],
    leaves: &[Vec<Place>],
    layout: &Layout,
) -> Vec<Place> {
    let of_parts: Vec<Vec<Place>> = parts.iter().map(|part| part.places(leaves, layout)).collect();
    // What the parts up to each one make.
    let mut so_far = vec![of_parts.first().cloned().unwrap_or_default()];
    for (before, part) in of_parts.iter().skip(1).enumerate() {
        let pair = Pair::new(&so_far[before], part, reach, order, layout);
        so_far.push(merged([pair.left(None), pair.right(None)].concat()));
    }
    let mut kept = common(&so_far[parts.len() - 1], kept);
    let mut marks = Vec::new();
    for number in (1..parts.len()).rev() {
        let pair = Pair::new(&so_far[number - 1], &of_parts[number], reach, order, layout);
        let (left, right) = (pair.left(Some(&kept)), pair.right(Some(&kept)));
        marks.extend(parts[number].marks(&right, leaves, layout));
        kept = left;
    }
    marks.extend(parts[0].marks(&kept, leaves, layout));
    merged(marks)
}

/// Two sides that must be near each other.
struct Pair<'a> {
    left: &'a [Place],
    right: &'a [Place],
    reach: Reach,
    order: Order,
    layout: &'a Layout,
}

/// On which sides of a place its partner may stand.
#[derive(Clone, Copy)]
struct Sides {
    before: bool,
    behind: bool,
}

impl<'a> Pair<'a> {
    fn new(left: &'a [Place], right: &'a [Place], reach: Reach, order: Order, layout: &'a Layout) -> Self {
        Self {
            left,
            right,
            reach,
            order,
            layout,
        }
    }

    /// Returns the places of the left side that have a partner; where some are kept, of pairs with one of them.
    fn left(&self, kept: Option<&[Place]>) -> Vec<Place> {
        let sides = Sides {
            before: may_turn(self.order),
            behind: true,
        };
        self.partnered(self.left, self.right, sides, kept)
    }

    fn right(&self, kept: Option<&[Place]>) -> Vec<Place> {
        let sides = Sides {
            before: true,
            behind: may_turn(self.order),
        };
        self.partnered(self.right, self.left, sides, kept)
    }

    fn partnered(&self, own: &[Place], others: &[Place], sides: Sides, kept: Option<&[Place]>) -> Vec<Place> {
        let kept_others = kept.map(|kept| common(others, kept)).unwrap_or_default();
        let (others, kept_others) = (Others::new(others), Others::new(&kept_others));
        let has = |place: &&Place| {
            let is_kept = kept.is_none_or(|kept| kept.binary_search(place).is_ok());
            (is_kept && self.has_partner(**place, &others, sides))
                || self.has_partner(**place, &kept_others, sides)
        };
        own.iter().filter(has).copied().collect()
    }

    /// Tells whether one of the others is near a place. Those next to it are looked at first; none is looked at
    /// behind the first that would be too far even if it were as near as its start, or its length, allows.
    fn has_partner(&self, place: Place, others: &Others<'_>, sides: Sides) -> bool {
        let places = others.places;
        let behind = places.partition_point(|other| other.start < place.end);
        let word = |start: u32| Place {
            start,
            end: start + 1,
        };
        let behind = sides
            .behind
            .then(|| places[behind..].iter())
            .into_iter()
            .flatten();
        for other in behind {
            if self.layout.is_near(place, *other, self.reach) {
                return true;
            }
            if !self.layout.is_near(place, word(other.start), self.reach) {
                break;
            }
        }
        let before = places.partition_point(|other| other.start < place.start);
        let before = sides
            .before
            .then(|| places[..before].iter().rev())
            .into_iter()
            .flatten();
        for other in before {
            if other.end <= place.start && self.layout.is_near(*other, place, self.reach) {
                return true;
            }
            let nearest = (other.start + others.longest).min(place.start).saturating_sub(1);
            if !self
                .layout
                .is_near(word(nearest.max(other.start)), place, self.reach)
            {
                break;
            }
        }
        false
    }
}

/// The places that a partner is looked for among.
struct Others<'a> {
    places: &'a [Place],
    /// Positions of the longest of them.
    longest: u32,
}

impl<'a> Others<'a> {
    fn new(places: &'a [Place]) -> Self {
        let longest = places.iter().map(|place| place.end - place.start).max();
        Self {
            places,
            longest: longest.unwrap_or(1),
        }
    }
}

/// Returns the places of parts that stand in a stretch with all of them, each with the number of its part.
fn stretches(
    parts: &[(Sought, usize)],
    n_words: usize,
    leaves: &[Vec<Place>],
    layout: &Layout,
) -> Vec<(Place, usize)> {
    let mut places = Vec::new();
    for (number, (part, count)) in parts.iter().enumerate() {
        let of_part = part.places(leaves, layout);
        if of_part.len() < *count {
            return Vec::new();
        }
        places.extend(of_part.into_iter().map(|place| (place, number)));
    }
    places.sort_unstable();
    let mut is_found = vec![false; places.len()];
    let mut counts = vec![0; parts.len()];
    for at in 0..places.len() {
        let inside = inside(&places, at, n_words, layout);
        counts.fill(0);
        inside.iter().for_each(|number| counts[places[*number].1] += 1);
        if parts
            .iter()
            .zip(&counts)
            .all(|((_, least), count)| count >= least)
        {
            inside.iter().for_each(|number| is_found[*number] = true);
        }
    }
    let found = places.into_iter().zip(is_found);
    found
        .filter(|(_, is_found)| *is_found)
        .map(|(place, _)| place)
        .collect()
}

/// Returns the numbers of the places in the stretch of so many words that begins with a place.
fn inside(places: &[(Place, usize)], at: usize, n_words: usize, layout: &Layout) -> Vec<usize> {
    let first = places[at].0.start;
    let fits = |last: u32| {
        layout
            .n_words(first, last)
            .is_some_and(|length| length <= n_words)
    };
    let behind = (at..places.len()).take_while(|number| fits(places[*number].0.start));
    behind.filter(|number| fits(places[*number].0.last())).collect()
}

fn merged(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_unstable();
    places.dedup();
    places
}

/// Returns the places that are in both lists, which are in order.
fn common(places: &[Place], others: &[Place]) -> Vec<Place> {
    let is_common = |place: &&Place| others.binary_search(place).is_ok();
    places.iter().filter(is_common).copied().collect()
}
