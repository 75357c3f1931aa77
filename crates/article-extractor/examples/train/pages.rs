//! The model of the story of HTML pages.

use std::path::Path;

use article_extractor::PageBlocks;

use crate::boosting::{self, Columns, Settings};
use crate::folds::Rows;
use crate::labels::Page;
use crate::scores;

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

/// Trains the model and writes it.
pub(crate) fn train(pages: &[Page], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let blocks: Vec<PageBlocks> = pages.iter().map(|page| PageBlocks::read(&page.raw)).collect();
    let labels = pages.iter().zip(&blocks).map(|(page, blocks)| {
        let texts: Vec<&str> = blocks.texts().collect();
        (page, page.labels(&texts))
    });
    let rows = Rows::of(labels);
    let print = |name: &str, probabilities: &[f32]| {
        let kept = rows.per_page(probabilities);
        let stories = blocks
            .iter()
            .zip(kept)
            .map(|(blocks, kept)| blocks.story(&kept).join(" "));
        scores::print(name, pages.iter().zip(stories));
    };

    let first_columns = Columns::of(blocks.iter().flat_map(PageBlocks::first_rows));
    let first = rows.out_of_fold(&first_columns, FIRST);
    print("first", &first);

    let second_rows: Vec<Vec<f32>> = blocks
        .iter()
        .zip(rows.per_page(&first))
        .flat_map(|(page, first)| page.second_rows(&first))
        .collect();
    let second_columns = Columns::of(&second_rows);
    print("both", &rows.out_of_fold(&second_columns, SECOND));

    let mut bytes = Vec::new();
    for (columns, settings) in [(&first_columns, FIRST), (&second_columns, SECOND)] {
        boosting::train(columns, &rows.label, &rows.weight, &rows.labelled(), settings)
            .write(columns, &mut bytes);
    }
    std::fs::write(out, &bytes)?;
    eprintln!("{} bytes", bytes.len());
    Ok(())
}
