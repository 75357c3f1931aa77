//! How age lowers scores, where a search asks for it: what is new comes first among what answers about as well.

use article::Published;
use jiff::Zoned;
use tantivy::Score;

use super::snapshot::Snapshot;

/// The share of a score that age can take. Whatever its age, an article that answers twice as well comes first.
const FADING: f64 = 0.5;

/// How scores fade with age: exponentially, counted from the newest article, so that an archive of any time has new
/// articles; one that is dated in the future is as old as one of today.
pub(super) struct Aging {
    /// In days from 1970-01-01.
    newest: i64,
    /// In days.
    half_life: f64,
}

impl Aging {
    /// Returns how scores fade by this half-life in days; nothing where it is 0 or no article has a date.
    pub(super) fn new(snapshot: &Snapshot, half_life: usize) -> Option<Self> {
        if half_life == 0 {
            return None;
        }
        let mut newest = None;
        for (segment, reader) in snapshot.searcher.segment_readers().iter().enumerate() {
            let days = reader
                .doc_ids_alive()
                .filter_map(|document| snapshot.days.day(segment, document));
            newest = newest.max(days.max());
        }
        let today = Published::day(Zoned::now().date()).days_since_epoch();
        newest.map(|newest| Self {
            newest: newest.min(today.into()),
            half_life: half_life as f64,
        })
    }

    /// Returns what the score of an article of this day is multiplied by; one without a date counts as very old.
    pub(super) fn factor(&self, day: Option<i64>) -> Score {
        let fresh = day.map_or(0.0, |day| {
            let age = (self.newest - day).max(0) as f64;
            (-age / self.half_life).exp2()
        });
        (1.0 - FADING * (1.0 - fresh)) as Score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_what_fades_is_gone_after_a_half_life() {
        let aging = Aging {
            newest: 20_000,
            half_life: 30.0,
        };
        for (day, expected) in [
            (Some(20_000), 1.0),
            (Some(20_001), 1.0),
            (Some(19_970), 0.75),
            (Some(19_940), 0.625),
            (Some(-300_000), 0.5),
            (None, 0.5),
        ] {
            let factor = aging.factor(day);
            assert!((factor - expected).abs() < 1e-6, "{day:?}: {factor}");
        }
    }
}
