//! Rows of all pages, and what models say of them that have not seen their publisher.

use crate::boosting::{self, Columns, Forest, Settings};
use crate::labels::Page;

/// Publishers are dealt into this many folds; each is judged by a model of the others.
const FOLDS: usize = 4;

/// All rows of all pages: page, fold, label and weight of each.
#[derive(Default)]
pub(crate) struct Rows {
    page: Vec<usize>,
    fold: Vec<usize>,
    pub(crate) label: Vec<f32>,
    pub(crate) weight: Vec<f32>,
}

impl Rows {
    /// Takes label and weight of each row of each page.
    pub(crate) fn of<'a>(pages: impl Iterator<Item = (&'a Page, Vec<(f32, f32)>)>) -> Self {
        let mut rows = Self::default();
        for (number, (page, labels)) in pages.enumerate() {
            let fold = page.fold(FOLDS);
            for (label, weight) in labels {
                rows.page.push(number);
                rows.fold.push(fold);
                rows.label.push(label);
                rows.weight.push(weight);
            }
        }
        eprintln!(
            "{} rows, {} of them labelled",
            rows.page.len(),
            rows.labelled().len()
        );
        rows
    }

    /// Returns the rows that have a label.
    pub(crate) fn labelled(&self) -> Vec<usize> {
        (0..self.page.len())
            .filter(|row| self.weight[*row] > 0.0)
            .collect()
    }

    /// Returns the values of the rows by page.
    pub(crate) fn per_page(&self, values: &[f32]) -> Vec<Vec<f32>> {
        let mut pages: Vec<Vec<f32>> = Vec::new();
        for (page, value) in self.page.iter().zip(values) {
            pages.resize_with(pages.len().max(page + 1), Vec::new);
            pages[*page].push(*value);
        }
        pages
    }

    /// Returns the probability of every row by a model that has not seen its publisher.
    pub(crate) fn out_of_fold(&self, columns: &Columns, settings: Settings) -> Vec<f32> {
        let mut probabilities = vec![0.0; self.page.len()];
        for fold in 0..FOLDS {
            let others: Vec<usize> = self
                .labelled()
                .into_iter()
                .filter(|row| self.fold[*row] != fold)
                .collect();
            let forest: Forest = boosting::train(columns, &self.label, &self.weight, &others, settings);
            for row in (0..self.page.len()).filter(|row| self.fold[*row] == fold) {
                probabilities[row] = forest.probability(columns, row);
            }
            eprint!(".");
        }
        eprintln!();
        probabilities
    }
}
