//! Names that several things share, settled by the rest of the article: a town by the regions and countries named
//! with it, a body of some state by the country that the article gives it elsewhere.

use std::ops::Range;

use article::EntityKind;
use rustc_hash::FxHashMap;

use crate::bodies::Body;
use crate::lexicon::{Country, Entry, LEXICON, Rank};
use crate::mentions::Found;
use crate::states::settle_georgia;

/// Characters from a town to a place that tells where it is.
const NEAR: usize = 80;
/// Mentions on either side that are looked at.
const WINDOW: usize = 6;

/// Gives the mentions of an article the things that they mean among those of one name.
pub(crate) fn settle(found: &mut [Found]) {
    settle_towns(found);
    settle_bodies(found);
    settle_georgia(found);
}

/// Gives a ministry without a country the one that all its namesakes in the article have. A court, parliament or bank
/// without one is mostly that of where the article is written.
fn settle_bodies(found: &mut [Found]) {
    let mut owners: FxHashMap<Body, Option<&'static Entry>> = FxHashMap::default();
    let with_country = found.iter().filter_map(|found| Some((found.body?, found.entry?)));
    for (body, entry) in with_country.filter(|(body, _)| body.is_ministry()) {
        let owner = owners.entry(body).or_insert(Some(entry));
        *owner = owner.filter(|owner| std::ptr::eq(*owner, entry));
    }
    for found in found.iter_mut().filter(|found| found.entry.is_none()) {
        found.entry = found.body.and_then(|body| owners.get(&body).copied().flatten());
    }
}

fn settle_towns(found: &mut [Found]) {
    let has_namesakes = |found: &Found| found.entry.is_some_and(|entry| entry.has_namesakes);
    if !found.iter().any(has_namesakes) {
        return;
    }
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, town) in found.iter().enumerate().filter(|(_, found)| has_namesakes(found)) {
        places.entry(town.mention.text.as_str()).or_default().push(index);
    }
    let meant: Vec<(Vec<usize>, &'static Entry)> = places
        .into_iter()
        .filter_map(|(name, places)| Some((meant(name, &places, found)?, places)))
        .map(|(entry, places)| (places, entry))
        .collect();
    for (places, entry) in meant {
        for place in places {
            found[place].entry = Some(entry);
        }
    }
}

/// Returns the place that a name means at these mentions, if it is not the best known of that name.
fn meant(name: &str, mentions: &[usize], found: &[Found]) -> Option<&'static Entry> {
    let known = found[*mentions.first()?].entry?;
    let country_of = |country| Support::of(country, mentions, found);
    let own = country_of(known.country?);
    let others = LEXICON
        .namesakes(name)
        .filter_map(|other| Some((country_of(other.country?), other)));
    let (support, best) = others.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    let is_told = support.near > own.near || own == Support::default() && support.far > 0;
    is_told.then_some(best)
}

/// What speaks for a country.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Support {
    /// Its regions and towns, and itself, right beside the mentions of a town.
    near: usize,
    /// The same in the whole article.
    far: usize,
}

impl Support {
    fn of(country: Country, mentions: &[usize], found: &[Found]) -> Self {
        /// A region tells more than its country: a report of two countries names both in every sentence.
        const REGION: usize = 3;
        let weight = |found: &Found| match found.entry {
            Some(entry) if found.kind == EntityKind::Place && entry.country == Some(country) => {
                if entry.has_namesakes {
                    0
                } else if entry.rank == Rank::Country {
                    1
                } else {
                    REGION
                }
            }
            _ => 0,
        };
        let near = mentions.iter().map(|&mention| {
            let beside = beside(mention, found).filter(|other| *other != mention);
            beside.map(|other| weight(&found[other])).sum::<usize>()
        });
        Self {
            near: near.sum(),
            far: found.iter().map(weight).sum(),
        }
    }
}

/// Returns the mentions right before and behind one.
fn beside(mention: usize, found: &[Found]) -> impl Iterator<Item = usize> {
    let window: Range<usize> = mention.saturating_sub(WINDOW)..found.len().min(mention + WINDOW + 1);
    let here = &found[mention].mention;
    window.filter(move |other| {
        let other = &found[*other].mention;
        other.field == here.field && other.start.abs_diff(here.start) <= NEAR
    })
}
