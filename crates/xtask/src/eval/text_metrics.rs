//! Metrics of extraction: shingles, segments, titles and sets of names. Texts go in, numbers come out.

use std::collections::{BTreeSet, HashMap};

use super::folding::{fold, squeeze};

/// How many words a shingle has (the article-extraction benchmark's choice).
const SHINGLE: usize = 4;

/// Titles with a token F1 from here on are near.
const NEAR: f64 = 0.9;

/// True positives, false positives and false negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    /// Found and wanted.
    pub(crate) true_positives: f64,
    /// Found, not wanted.
    pub(crate) false_positives: f64,
    /// Wanted, not found.
    pub(crate) false_negatives: f64,
}

impl Counts {
    /// Adds the counts of another page.
    pub(crate) fn add(&mut self, other: Self) {
        self.true_positives += other.true_positives;
        self.false_positives += other.false_positives;
        self.false_negatives += other.false_negatives;
    }

    /// Returns precision, or nothing where nothing was found.
    pub(crate) fn precision(&self) -> Option<f64> {
        ratio(self.true_positives, self.true_positives + self.false_positives)
    }

    /// Returns recall, or nothing where nothing was wanted.
    pub(crate) fn recall(&self) -> Option<f64> {
        ratio(self.true_positives, self.true_positives + self.false_negatives)
    }

    /// Returns the harmonic mean of precision and recall, 0 where either has no value.
    pub(crate) fn f1(&self) -> f64 {
        harmonic(self.precision().unwrap_or(0.0), self.recall().unwrap_or(0.0))
    }

    /// Returns the counts divided by their sum, so that a long page weighs no more than a short one.
    fn normalised(self) -> Self {
        let sum = self.true_positives + self.false_positives + self.false_negatives;
        if sum == 0.0 {
            return self;
        }
        Self {
            true_positives: self.true_positives / sum,
            false_positives: self.false_positives / sum,
            false_negatives: self.false_negatives / sum,
        }
    }
}

/// Mean precision and recall over pages and the F1 of the two means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextScore {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

/// Returns the score of pages: each mean is over the pages for which the ratio has a value.
pub(crate) fn text_score(pages: &[Counts]) -> TextScore {
    let precision = mean(pages.iter().filter_map(Counts::precision));
    let recall = mean(pages.iter().filter_map(Counts::recall));
    TextScore {
        precision,
        recall,
        f1: harmonic(precision, recall),
    }
}

/// Compares the multisets of shingles of two texts; the counts are divided by their sum.
pub(crate) fn shingle_counts(wanted: &str, found: &str) -> Counts {
    let (wanted_words, found_words) = (words(wanted), words(found));
    let (wanted, found) = (shingles(&wanted_words), shingles(&found_words));
    let mut counts = Counts::default();
    for (shingle, n_wanted) in &wanted {
        let n_found = found.get(shingle).copied().unwrap_or(0);
        counts.true_positives += f64::from((*n_wanted).min(n_found));
        counts.false_negatives += f64::from(n_wanted.saturating_sub(n_found));
    }
    for (shingle, n_found) in &found {
        counts.false_positives +=
            f64::from(n_found.saturating_sub(wanted.get(shingle).copied().unwrap_or(0)));
    }
    counts.normalised()
}

/// Counts which segments that must be in a text are there and which that must not be are there too.
pub(crate) fn segment_counts(text: &str, with: &[String], without: &[String]) -> Counts {
    let text = squeeze(text);
    let n_there = |segments: &[String]| {
        segments
            .iter()
            .filter(|segment| text.contains(&squeeze(segment)))
            .count() as f64
    };
    let true_positives = n_there(with);
    Counts {
        true_positives,
        false_positives: n_there(without),
        false_negatives: with.len() as f64 - true_positives,
    }
}

/// How near a title is to the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleMatch {
    /// Equal after folding.
    Exact,
    /// Nearly the same words.
    Near,
    /// Another title or none.
    Wrong,
}

/// Compares a title with its label.
pub(crate) fn title_match(wanted: &str, found: &str) -> TitleMatch {
    let (wanted, found) = (fold(wanted), fold(found));
    if wanted == found {
        return TitleMatch::Exact;
    }
    let (wanted_words, found_words) = (words(&wanted), words(&found));
    let n_common = n_common(&wanted_words, &found_words);
    let counts = Counts {
        true_positives: n_common as f64,
        false_positives: (found_words.len() - n_common) as f64,
        false_negatives: (wanted_words.len() - n_common) as f64,
    };
    if counts.f1() >= NEAR {
        TitleMatch::Near
    } else {
        TitleMatch::Wrong
    }
}

/// Compares two sets of names that are folded already.
pub(crate) fn set_counts(wanted: &BTreeSet<String>, found: &BTreeSet<String>) -> Counts {
    Counts {
        true_positives: wanted.intersection(found).count() as f64,
        false_positives: found.difference(wanted).count() as f64,
        false_negatives: wanted.difference(found).count() as f64,
    }
}

/// Returns the mean, 0 of nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0_u32), |(sum, n), value| (sum + value, n + 1));
    ratio(sum, f64::from(n)).unwrap_or(0.0)
}

fn words(text: &str) -> Vec<&str> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    text.split(|character| !is_word(character))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Counts the shingles; a text of fewer words is one shingle, an empty one none.
fn shingles<'a>(words: &'a [&'a str]) -> HashMap<&'a [&'a str], u32> {
    let mut counted = HashMap::new();
    if words.is_empty() {
        return counted;
    }
    for shingle in words.windows(SHINGLE.min(words.len())) {
        *counted.entry(shingle).or_default() += 1;
    }
    counted
}

fn n_common(wanted: &[&str], found: &[&str]) -> usize {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in wanted {
        *left.entry(word).or_default() += 1;
    }
    let mut n = 0;
    for word in found {
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            n += 1;
        }
    }
    n
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    ratio(2.0 * precision * recall, precision + recall).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(true_positives: f64, false_positives: f64, false_negatives: f64) -> Counts {
        Counts {
            true_positives,
            false_positives,
            false_negatives,
        }
    }

    #[test]
    fn compares_shingles() {
        for (wanted, found, expected) in [
            ("a b c d", "a b c d", counts(1.0, 0.0, 0.0)),
            // abcd, bcde wanted; bcde, cdef found: one each way.
            ("a b c d e", "b c d e f", counts(1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0)),
            // Twice wanted, once found: abcd bcda cdab dabc abcd against abcd.
            ("a b c d a b c d", "a, b; c d", counts(0.2, 0.0, 0.8)),
            ("one two", "one two", counts(1.0, 0.0, 0.0)),
            ("one two", "", counts(0.0, 0.0, 1.0)),
            ("", "", counts(0.0, 0.0, 0.0)),
            ("A b c d", "a b c d", counts(0.0, 0.5, 0.5)),
        ] {
            assert_eq!(shingle_counts(wanted, found), expected, "{wanted:?} {found:?}");
        }
    }

    #[test]
    fn averages_over_pages() {
        // Precision over the two pages with output: (1 + 0.5) / 2; recall over all three: (0.5 + 1 + 0) / 3.
        let score = text_score(&[
            counts(0.5, 0.0, 0.5),
            counts(0.5, 0.5, 0.0),
            counts(0.0, 0.0, 1.0),
        ]);
        assert_eq!((score.precision, score.recall), (0.75, 0.5));
        assert!((score.f1 - 0.6).abs() < 1e-12);
    }

    #[test]
    fn counts_segments_across_line_breaks() {
        let segments = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let found = segment_counts(
            "one  two\nthree four",
            &segments(&["two three", "five"]),
            &segments(&["four"]),
        );
        assert_eq!(found, counts(1.0, 1.0, 1.0));
        assert_eq!(
            (found.precision(), found.recall(), found.f1()),
            (Some(0.5), Some(0.5), 0.5)
        );
    }

    #[test]
    fn compares_titles() {
        let ten = "a b c d e f g h i j";
        for (wanted, found, expected) in [
            ("“War” — over", "\"war\" - over", TitleMatch::Exact),
            // 10 of 11 found words are right, all 10 wanted: F1 = 20/21.
            (ten, "a b c d e f g h i j k", TitleMatch::Near),
            // F1 = 2*8/(8+10) = 0.889.
            (ten, "a b c d e f g h", TitleMatch::Wrong),
            ("a", "", TitleMatch::Wrong),
        ] {
            assert_eq!(title_match(wanted, found), expected, "{found}");
        }
    }

    #[test]
    fn compares_sets() {
        let set = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(
            set_counts(&set(&["a", "b"]), &set(&["b", "c", "d"])),
            counts(1.0, 2.0, 1.0)
        );
        assert_eq!(set_counts(&set(&[]), &set(&[])).f1(), 0.0);
    }
}
