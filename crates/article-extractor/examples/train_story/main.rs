//! Trains the model of the story on labelled pages and writes it: `train_story OUT DIR...`, each folder with
//! `gold.jsonl` and `html/ID.html.gz`. Prints first what the model reaches on publishers that it was not trained on.
//! Deterministic: the same pages give the same bytes.

mod boosting;
mod labels;
mod scores;

use article_extractor::PageBlocks;
use boosting::{Columns, Forest, Settings};
use labels::Page;

/// Publishers are dealt into this many folds; each is judged by a model of the others.
const FOLDS: usize = 4;
const FIRST: Settings = Settings {
    n_trees: 300,
    depth: 5,
    rate: 0.04,
    seed: 1,
};
const SECOND: Settings = Settings {
    n_trees: 240,
    depth: 5,
    rate: 0.04,
    seed: 2,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_story OUT DIR...")?;
    let mut pages = Vec::new();
    for folder in arguments {
        pages.extend(labels::read(folder.as_ref())?);
    }
    eprintln!("{} pages", pages.len());
    let blocks: Vec<PageBlocks> = pages.iter().map(|page| PageBlocks::read(&page.html)).collect();
    let rows = Rows::of(&pages, &blocks);
    eprintln!(
        "{} blocks, {} of them labelled",
        rows.page.len(),
        rows.weight.iter().filter(|w| **w > 0.0).count()
    );

    let first_columns = Columns::of(blocks.iter().flat_map(PageBlocks::first_rows));
    let first = out_of_fold(&first_columns, &rows, &pages, FIRST);
    scores::print("first", &pages, &blocks, &rows.per_page(&first));

    let second_rows: Vec<Vec<f32>> = blocks
        .iter()
        .zip(rows.per_page(&first))
        .flat_map(|(page, first)| page.second_rows(&first))
        .collect();
    let second_columns = Columns::of(&second_rows);
    let second = out_of_fold(&second_columns, &rows, &pages, SECOND);
    scores::print("both", &pages, &blocks, &rows.per_page(&second));

    let all: Vec<usize> = rows.labelled().collect();
    let mut bytes = Vec::new();
    for (columns, settings) in [(&first_columns, FIRST), (&second_columns, SECOND)] {
        boosting::train(columns, &rows.label, &rows.weight, &all, settings).write(columns, &mut bytes);
    }
    std::fs::write(&out, &bytes)?;
    eprintln!("{} bytes", bytes.len());
    Ok(())
}

/// All blocks of all pages: page, label and weight of each.
struct Rows {
    page: Vec<usize>,
    label: Vec<f32>,
    weight: Vec<f32>,
}

impl Rows {
    fn of(pages: &[Page], blocks: &[PageBlocks]) -> Self {
        let mut rows = Self {
            page: Vec::new(),
            label: Vec::new(),
            weight: Vec::new(),
        };
        for (number, (page, blocks)) in pages.iter().zip(blocks).enumerate() {
            for (label, weight) in page.labels(blocks) {
                rows.page.push(number);
                rows.label.push(label);
                rows.weight.push(weight);
            }
        }
        rows
    }

    fn labelled(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.page.len()).filter(|row| self.weight[*row] > 0.0)
    }

    fn per_page(&self, values: &[f32]) -> Vec<Vec<f32>> {
        let mut pages: Vec<Vec<f32>> = Vec::new();
        for (page, value) in self.page.iter().zip(values) {
            pages.resize_with(pages.len().max(page + 1), Vec::new);
            pages[*page].push(*value);
        }
        pages
    }
}

/// Returns the probability of every row by a model that has not seen its publisher.
fn out_of_fold(columns: &Columns, rows: &Rows, pages: &[Page], settings: Settings) -> Vec<f32> {
    let mut probabilities = vec![0.0; rows.page.len()];
    for fold in 0..FOLDS {
        let in_fold = |row: &usize| pages[rows.page[*row]].fold(FOLDS) == fold;
        let others: Vec<usize> = rows.labelled().filter(|row| !in_fold(row)).collect();
        let forest: Forest = boosting::train(columns, &rows.label, &rows.weight, &others, settings);
        for row in (0..rows.page.len()).filter(in_fold) {
            probabilities[row] = forest.probability(columns, row);
        }
        eprint!(".");
    }
    eprintln!();
    probabilities
}
