//! `cargo xtask bench`: speed, size and memory on invented news, on the sample articles repeated, or on any folder.
//! Nothing here passes or fails; the figures go to the terminal and to `target/bench/report.json`.

mod beside;
mod build;
mod client;
pub(crate) mod draw;
mod growth;
mod latency;
mod load;
pub(crate) mod memory;
mod news;
mod page;
mod plot;
mod queries;
mod repeat;
mod sample;
mod sizes;
mod summary;
mod update;
mod vary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;

pub(crate) use build::{Report, Start, build_index};

use crate::programs::{Profile, Programs};
use crate::table::Format;
use crate::{tree, workspace};
use summary::Summary;

/// Measure build rate, update time, index size, latency of queries and memory
///
/// Builds release programs, invents N articles of news below the target folder (benches/README.md tells what they
/// are like), indexes them, updates the index, serves it, and asks about 250 queries of eight classes over HTTP, first
/// with one client and then with two; then does the same work with plain tantivy. Nothing passes or fails.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// How many articles of news to invent
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    articles: usize,
    /// Measure on corpus/ repeated to this many articles of every format instead
    #[arg(long, value_name = "N", conflicts_with = "articles")]
    samples: Option<usize>,
    /// Measure on this folder or file as it is instead
    #[arg(long, value_name = "PATH", conflicts_with_all = ["articles", "samples"])]
    corpus: Option<PathBuf>,
    /// Measure on so many, so many and so many invented articles, and draw a plot (docs/growth.svg)
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', conflicts_with_all = ["articles", "samples", "corpus"])]
    growth: Vec<usize>,
    /// Measure a server that is asked for so long near its capacity and then beyond it
    #[arg(long, value_name = "MINUTES", conflicts_with_all = ["samples", "corpus", "growth"])]
    load: Option<f64>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// What is measured on.
struct Corpus {
    path: PathBuf,
    /// What queries are drawn from: all of it, or a part that is like the rest.
    drawn_from: PathBuf,
    /// Bytes of all texts, where they are known before they are extracted.
    text_bytes: Option<u64>,
}

/// Runs the whole measurement.
pub(crate) fn bench(arguments: &BenchArguments) -> Result<ExitCode> {
    let programs = Programs::build(Profile::Release)?;
    let folder = workspace::scratch("bench")?;
    let format = Format::from_flag(arguments.json);
    if !arguments.growth.is_empty() {
        return grow(&programs, &folder, &arguments.growth, format);
    }
    let corpus = corpus(&programs, &folder, arguments)?;
    if let Some(minutes) = arguments.load {
        let length = Duration::try_from_secs_f64(minutes * 60.0)?;
        let loaded = load::measure(&programs, &folder, &corpus, length)?;
        return tell(&folder.join("load.json"), &loaded, load::render(&loaded), format);
    }
    let mut summary = measure(&programs, &folder, &corpus)?;
    eprintln!("doing the same with plain tantivy");
    summary.beside = Some(beside::measure(&folder, &summary.sample, &summary.queries)?);
    tell(&folder.join("report.json"), &summary, summary.render(), format)
}

/// Writes the figures down and prints them.
fn tell(file: &Path, figures: &impl Serialize, rendered: String, format: Format) -> Result<ExitCode> {
    let report = serde_json::to_string_pretty(figures)?;
    tree::write(file, report.as_bytes())?;
    match format {
        Format::Json => println!("{report}"),
        Format::Table => print!("{rendered}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Measures at each size, and writes down what there is after each, since the last may take long.
fn grow(programs: &Programs, folder: &Path, sizes: &[usize], format: Format) -> Result<ExitCode> {
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    let mut summaries = Vec::new();
    for n_articles in sizes {
        let corpus = invented(folder, n_articles)?;
        summaries.push(measure(programs, folder, &corpus)?);
        let report = serde_json::to_string_pretty(&summaries)?;
        tree::write(&folder.join("growth.json"), report.as_bytes())?;
        let plot = growth::plot(&summaries);
        tree::write(&workspace::root().join("docs/growth.svg"), plot.as_bytes())?;
        eprint!("{}", growth::render(&summaries));
    }
    tell(
        &folder.join("growth.json"),
        &summaries,
        growth::render(&summaries),
        format,
    )
}

fn corpus(programs: &Programs, folder: &Path, arguments: &BenchArguments) -> Result<Corpus> {
    let path = match (&arguments.corpus, arguments.samples) {
        (Some(path), _) => std::path::absolute(path)?,
        (None, Some(n_articles)) => repeat::corpus(programs, folder, n_articles)?,
        (None, None) => return invented(folder, arguments.articles),
    };
    update::remove_late(&path)?;
    Ok(Corpus {
        drawn_from: path.clone(),
        path,
        text_bytes: None,
    })
}

fn invented(folder: &Path, n_articles: usize) -> Result<Corpus> {
    let (path, text_bytes) = news::corpus(folder, n_articles)?;
    update::remove_late(&path)?;
    Ok(Corpus {
        drawn_from: news::part(&path),
        path,
        text_bytes: Some(text_bytes),
    })
}

fn measure(programs: &Programs, folder: &Path, corpus: &Corpus) -> Result<Summary> {
    let Corpus {
        path,
        drawn_from,
        text_bytes,
    } = corpus;
    let index = folder.join("index");
    if index.exists() {
        std::fs::remove_dir_all(&index).context("cannot remove the index of the last measurement")?;
    }
    eprintln!("extracting, to draw queries from");
    let started = Instant::now();
    let sample = sample::take(programs, drawn_from, &folder.join("articles.jsonl"))?;
    let extract_only_s = started.elapsed().as_secs_f64();

    eprintln!("indexing");
    let fresh = build_index(programs, path, &index, Start::Fresh)?;
    let unchanged = build_index(programs, path, &index, Start::Update)?;
    let index_bytes_by_kind = sizes::by_kind(&index)?;
    eprintln!("searching");
    let (queries, typed) = (queries::draw(&sample), queries::draw_typed(&sample));
    let served = latency::measure(programs, &index, &queries, &typed)?;
    eprintln!("updating");
    let updated = update::measure(programs, path, &index)?;
    Ok(Summary {
        corpus_bytes: if path.is_dir() {
            tree::size(path)?
        } else {
            std::fs::metadata(path)?.len()
        },
        text_bytes: text_bytes.unwrap_or(sample.text_bytes),
        index_bytes: index_bytes_by_kind.iter().map(|(_, bytes)| bytes).sum(),
        index_bytes_by_kind,
        extract_only_s,
        n_extracted: sample.n_articles,
        fresh,
        unchanged,
        updated,
        n_queries: queries.len(),
        served,
        beside: None,
        page_gzip_bytes: page::gzip_bytes()?,
        sample,
        queries,
    })
}
