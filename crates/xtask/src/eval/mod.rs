//! `cargo xtask eval`: quality figures on labelled data. Labels and the programs' output go in, figures come out.

mod corpus;
mod entities;
mod extracted;
mod extraction;
mod folding;
mod linking;
mod ranking_metrics;
mod retrieval;
mod scorecard;
mod seeds;
mod story;
mod text_metrics;
mod told_names;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

pub(crate) use extracted::{Extracted, each_article, each_line};

use crate::programs::{Profile, Programs};
use crate::table::{self, Format};
use crate::workspace;
use scorecard::{Floor, Scorecard};

/// Measure quality on labelled data
///
/// Each sub-command runs the built programs on labelled texts and prints figures, which docs/QUALITY.md keeps.
/// Nothing is fitted to the labelled texts, and none of them is copied into the project.
#[derive(Subcommand)]
pub(crate) enum EvalCommand {
    /// Compare the extraction of the five shared articles with their labels, field by field
    Seeds {
        /// Folder with articles.json and entities.json [default: ../shared/eval/seeds beside the checkout]
        folder: Option<PathBuf>,
        #[command(flatten)]
        options: Options,
    },
    /// Compare the extraction of our own corpus/ with its labels, field by field
    Corpus {
        #[command(flatten)]
        options: Options,
    },
    /// Measure extraction on a folder of labelled pages: text, segments, headline, byline, date, source, language
    Extraction {
        /// Folder with gold.jsonl and html/ or txt/
        folder: PathBuf,
        #[command(flatten)]
        options: Options,
    },
    /// Measure the names found in a labelled file: exact span and kind, F1 in percent, and words a second
    Entities {
        /// Tokens and IOB2 tags in two columns, as they are or in gzip
        file: PathBuf,
        /// Language of the texts, as a code such as de; English where none is given
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
        /// Write token, labelled and found tag to a file
        #[arg(long, value_name = "OUT")]
        predictions: Option<PathBuf>,
        /// Give each article a heading made of one of its sentences, In Title Case or IN CAPITALS, and score those only
        #[arg(long)]
        headings: bool,
        #[command(flatten)]
        options: Options,
    },
    /// Measure how names are joined: short with full, one surname of different people, spellings of one person
    Linking {
        /// Labelled people (article, start, end, words, person, name, class), with a .txt.jsonl beside each
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        options: Options,
    },
    /// Measure ranking on a test collection: nDCG@10, Recall@100 and MRR@10
    Retrieval {
        /// Folder with corpus.jsonl.gz or .zst, queries.jsonl and qrels.tsv
        folder: PathBuf,
        #[command(flatten)]
        options: Options,
    },
}

/// What every measurement takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// How the measured programs are compiled
    #[arg(long, value_enum, default_value_t = Profile::Release)]
    profile: Profile,
}

/// A named figure.
pub(crate) type Figure = (&'static str, f64);

/// How a check on labels ended when nothing was wrong.
pub(crate) enum Checked {
    /// All that must be right is right.
    Passed,
    /// The labels are not on this machine.
    Missing(String),
}

/// Runs one measurement and prints it.
pub(crate) fn eval(command: &EvalCommand) -> Result<ExitCode> {
    match command {
        EvalCommand::Seeds { folder, options } => {
            let folder = match folder {
                Some(folder) => std::path::absolute(folder)?,
                None => shared_labels(),
            };
            let card = seeds::score(&Programs::build(options.profile)?, &folder)?;
            print_card(&card, Format::from_flag(options.json))?;
        }
        EvalCommand::Corpus { options } => {
            let card = corpus::score(&Programs::build(options.profile)?)?;
            print_card(&card, Format::from_flag(options.json))?;
        }
        EvalCommand::Extraction { folder, options } => {
            let figures = extraction::measure(&Programs::build(options.profile)?, folder)?;
            print_figures(&figures, Format::from_flag(options.json))?;
        }
        EvalCommand::Entities {
            file,
            language,
            predictions,
            headings,
            options,
        } => {
            let language = language.as_deref();
            let figures =
                entities::measure(file, language, predictions.as_ref(), *headings, options.profile)?;
            print_figures(&figures, Format::from_flag(options.json))?;
        }
        EvalCommand::Linking { files, options } => {
            let figures = linking::measure(files, options.profile)?;
            print_figures(&figures, Format::from_flag(options.json))?;
        }
        EvalCommand::Retrieval { folder, options } => {
            let figures = retrieval::measure(&Programs::build(options.profile)?, folder)?;
            print_figures(&figures, Format::from_flag(options.json))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks the shared articles, where they are there, with programs that are built already.
pub(crate) fn check_seeds(programs: &Programs) -> Result<Checked> {
    let folder = shared_labels();
    if !folder.is_dir() {
        return Ok(Checked::Missing(seeds::LABELS.to_owned()));
    }
    require(&seeds::score(programs, &folder)?, &seeds::FLOORS)?;
    Ok(Checked::Passed)
}

/// Checks our own sample articles with programs that are built already.
pub(crate) fn check_corpus(programs: &Programs) -> Result<()> {
    require(&corpus::score(programs)?, &corpus::FLOORS)
}

fn require(card: &Scorecard, floors: &[Floor]) -> Result<()> {
    print_card(card, Format::Table)?;
    let below = card.below(floors);
    if below.is_empty() {
        return Ok(());
    }
    bail!("fewer labels hold than must: {}", below.join("; "))
}

/// Returns the folder of the shared labels, which lies beside the checkout wherever the command is typed.
fn shared_labels() -> PathBuf {
    workspace::root().join(seeds::LABELS)
}

fn print_card(card: &Scorecard, format: Format) -> Result<()> {
    match format {
        Format::Table => print!("{}", card.render()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&card.to_json())?),
    }
    Ok(())
}

fn print_figures(figures: &[Figure], format: Format) -> Result<()> {
    match format {
        Format::Table => {
            let rows = figures
                .iter()
                .map(|(name, value)| vec![(*name).to_owned(), format!("{value:.4}")]);
            print!("{}", table::render(&rows.collect::<Vec<_>>()));
        }
        Format::Json => {
            let object: serde_json::Map<_, _> = figures
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).into()))
                .collect();
            println!("{}", serde_json::to_string_pretty(&object)?);
        }
    }
    Ok(())
}
