//! `cargo xtask bench`: speed, size and memory on the sample articles repeated many times, or on any folder.
//! Nothing here passes or fails; the figures go to the terminal and to `target/bench/report.json`.

mod beside;
mod build;
pub(crate) mod draw;
mod generate;
mod latency;
pub(crate) mod memory;
mod page;
mod queries;
mod sample;
mod summary;
mod vary;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;

pub(crate) use build::{Report, Start, build_index};

use crate::programs::{Profile, Programs};
use crate::table::Format;
use crate::{tree, workspace};
use summary::Summary;

/// Measure indexing rate, update time, index size, query latency and memory
///
/// Builds release programs, repeats corpus/ to N distinct articles below the target folder (benches/README.md
/// tells how), indexes them, updates the index, serves it, and asks about 200 queries over HTTP, first with
/// one client and then with two; then does the same work with plain tantivy. Nothing passes or fails.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// How many articles to repeat corpus/ to
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    articles: usize,
    /// Measure on this folder or file as it is, instead of on corpus/ repeated
    #[arg(long, value_name = "PATH", conflicts_with = "articles")]
    corpus: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the whole measurement.
pub(crate) fn bench(arguments: &BenchArguments) -> Result<ExitCode> {
    let programs = Programs::build(Profile::Release)?;
    let folder = workspace::scratch("bench")?;
    let corpus = match &arguments.corpus {
        Some(path) => std::path::absolute(path)?,
        None => generate::corpus(&programs, &folder, arguments.articles)?,
    };
    let summary = measure(&programs, &folder, &corpus)?;
    let report = serde_json::to_string_pretty(&summary)?;
    tree::write(&folder.join("report.json"), report.as_bytes())?;
    match Format::from_flag(arguments.json) {
        Format::Json => println!("{report}"),
        Format::Table => print!("{}", summary.render()),
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(programs: &Programs, folder: &std::path::Path, corpus: &std::path::Path) -> Result<Summary> {
    let index = folder.join("index");
    if index.exists() {
        std::fs::remove_dir_all(&index).context("cannot remove the index of the last measurement")?;
    }
    eprintln!("extracting, to draw queries from");
    let started = Instant::now();
    let sample = sample::take(programs, corpus, &folder.join("articles.jsonl"))?;
    let extract_seconds = started.elapsed().as_secs_f64();

    eprintln!("indexing {} articles", sample.n_articles);
    let fresh = build_index(programs, corpus, &index, Start::Fresh)?;
    let unchanged = build_index(programs, corpus, &index, Start::Update)?;
    let one_more = build::with_one_more_article(programs, corpus, &index)?;
    let index_bytes = tree::size(&index)?;

    eprintln!("searching");
    let queries = queries::draw(&sample);
    let served = latency::measure(programs, &index, &queries)?;
    eprintln!("doing the same with plain tantivy");
    let beside = beside::measure(folder, &sample, &queries)?;
    Ok(Summary {
        corpus_bytes: if corpus.is_dir() {
            tree::size(corpus)?
        } else {
            std::fs::metadata(corpus)?.len()
        },
        text_bytes: sample.text_bytes,
        index_bytes,
        extract_only_s: extract_seconds,
        fresh,
        unchanged,
        one_more,
        n_queries: queries.len(),
        served,
        beside,
        page_gzip_bytes: page::gzip_bytes()?,
    })
}
