//! Trains the models of this crate on labelled pages and writes them; prints first what each reaches on publishers that
//! it was not trained on. Deterministic: the same pages give the same bytes.

mod boosting;
mod dumps;
mod folds;
mod labels;
mod pages;
mod scores;
mod texts;

use std::path::Path;

const USAGE: &str = "usage:
  train story OUT DIR...   the story of HTML pages; each folder has gold.jsonl and html/ID.html.gz
  train text OUT DIR...    story and headline of plain texts; the same folders, and such with txt/ID.txt
  train dumps OUT DIR      writes the pages of a folder as plain texts, to measure what is made of them";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, out, folders @ ..] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let mut pages = Vec::new();
    for folder in folders {
        pages.extend(labels::read(folder.as_ref())?);
    }
    eprintln!("{} pages", pages.len());
    match what.as_str() {
        "story" => pages::train(&pages, Path::new(out)),
        "text" => texts::train(&pages, Path::new(out)),
        "dumps" => dumps::write(&pages, Path::new(out)),
        _ => Err(USAGE.into()),
    }
}
