//! What probabilities come to as text F1 and segment F1 of each set (README of the labelled sets).

use std::collections::{BTreeMap, HashMap};

use crate::labels::{Page, squeeze, tokens};

/// Prints the figures of each set, given the story of each page.
pub(crate) fn print<'a>(name: &str, stories: impl Iterator<Item = (&'a Page, String)>) {
    let mut sets: BTreeMap<&str, Sums> = BTreeMap::new();
    for (page, story) in stories {
        sets.entry(&page.set).or_default().add(page, &squeeze(&story));
    }
    for (set, sums) in sets {
        let (precision, recall) = (mean(&sums.precision), mean(&sums.recall));
        let segments = 2.0 * sums.found / (2.0 * sums.found + sums.wrong + sums.missed);
        println!(
            "{name} {set}: text F1 {:.4} (precision {precision:.4}, recall {recall:.4}), segment F1 {segments:.4}",
            2.0 * precision * recall / (precision + recall)
        );
    }
}

#[derive(Default)]
struct Sums {
    precision: Vec<f32>,
    recall: Vec<f32>,
    found: f32,
    wrong: f32,
    missed: f32,
}

impl Sums {
    fn add(&mut self, page: &Page, kept: &str) {
        for segment in &page.with {
            let is_there = kept.contains(segment.as_str());
            self.found += f32::from(u8::from(is_there));
            self.missed += f32::from(u8::from(!is_there));
        }
        self.wrong += page
            .without
            .iter()
            .filter(|segment| kept.contains(segment.as_str()))
            .count() as f32;
        let Some(text) = &page.text else {
            return;
        };
        let (wanted, found) = (shingles(text), shingles(kept));
        let common: usize = wanted
            .iter()
            .map(|(shingle, n)| n.min(found.get(shingle).unwrap_or(&0)))
            .sum();
        let total = |counts: &HashMap<Vec<&str>, usize>| counts.values().sum::<usize>();
        if total(&found) > 0 {
            self.precision.push(common as f32 / total(&found) as f32);
        }
        if total(&wanted) > 0 {
            self.recall.push(common as f32 / total(&wanted) as f32);
        }
    }
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words = tokens(text);
    let mut counts = HashMap::new();
    if words.is_empty() {
        return counts;
    }
    for shingle in words.windows(words.len().min(4)) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}
