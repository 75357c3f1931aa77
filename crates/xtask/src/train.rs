//! `cargo xtask train`: the trained models made anew from labelled data. Training is deterministic, so that the same
//! data give the same bytes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::{process, workspace};

/// Sets that may train the shipped model of names, each with the share of its documents that measured best.
const NAME_SETS: [(&str, &str); 3] = [
    ("ship/worldwide/train.conll.gz", "1"),
    ("ship/gmb/train.conll.gz", "0.33"),
    ("ship/re3d/train.conll.gz", "1"),
];
/// Where the program looks for the model of names.
const NAME_MODEL: &str = "crates/entity-tagger/data/names.model";
/// Where the program looks for the model of the story of a page.
const STORY_MODEL: &str = "crates/article-extractor/data/story.forest";
/// Where the program looks for the model of plain texts.
const TEXT_MODEL: &str = "crates/article-extractor/data/text.forest";

/// Train a model anew from labelled data
///
/// The model is written to where the program includes it from; build again to use it.
#[derive(Subcommand)]
pub(crate) enum TrainCommand {
    /// Train the model that finds names
    Entities {
        /// Folder with the labelled sets, ship/SET/train.conll.gz
        data: PathBuf,
        /// Leave out a set, such as worldwide (may be repeated)
        #[arg(long, value_name = "SET")]
        without: Vec<String>,
        /// Use these labelled files instead, FILE or FILE:SHARE (may be repeated)
        #[arg(long, value_name = "FILE", conflicts_with = "without")]
        only: Vec<String>,
        /// Where to write the model
        #[arg(long, default_value = NAME_MODEL)]
        out: PathBuf,
    },
    /// Sort words into classes by the words beside them, which the model of names builds on
    Words {
        /// JSON lines of articles (title, text, lang), as they are or in zstd
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where to write the table
        #[arg(long, default_value = "crates/entity-tagger/data/word-classes.tsv")]
        out: PathBuf,
    },
    /// Train the model that tells the story of a page from what surrounds it
    Story {
        /// Folders with gold.jsonl and html/
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Where to write the model
        #[arg(long, default_value = STORY_MODEL)]
        out: PathBuf,
    },
    /// Train the model that tells story and headline of a plain text, of pages of HTML as texts and of texts
    Text {
        /// Folders with gold.jsonl and html/ or txt/
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Where to write the model
        #[arg(long, default_value = TEXT_MODEL)]
        out: PathBuf,
    },
}

/// Trains one model.
pub(crate) fn train(command: &TrainCommand) -> Result<ExitCode> {
    match command {
        TrainCommand::Entities {
            data,
            without,
            only,
            out,
        } => {
            let files = if only.is_empty() {
                name_files(data, without)?
            } else {
                only.clone()
            };
            run("entity-tagger", "names", &["train"], out, &files)?;
        }
        TrainCommand::Words { files, out } => run("entity-tagger", "word_classes", &[], out, &paths(files)?)?,
        TrainCommand::Story { folders, out } => {
            run("article-extractor", "train", &["story"], out, &paths(folders)?)?;
        }
        TrainCommand::Text { folders, out } => {
            run("article-extractor", "train", &["text"], out, &paths(folders)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn name_files(data: &Path, without: &[String]) -> Result<Vec<String>> {
    let is_left_out = |file: &str| without.iter().any(|set| file.split('/').nth(1) == Some(set));
    let mut files = Vec::new();
    for (file, share) in NAME_SETS.into_iter().filter(|(file, _)| !is_left_out(file)) {
        let path = std::path::absolute(data.join(file))?;
        if !path.is_file() {
            bail!("{} is missing; leave its set out with --without", path.display());
        }
        files.push(format!("{}:{share}", path.display()));
    }
    Ok(files)
}

fn paths(paths: &[PathBuf]) -> Result<Vec<String>> {
    let absolute = paths
        .iter()
        .map(|path| Ok(std::path::absolute(path)?.display().to_string()));
    absolute.collect()
}

fn run(package: &str, example: &str, verb: &[&str], out: &Path, files: &[String]) -> Result<()> {
    let mut command = workspace::cargo(&["run", "--release", "-p", package, "--example", example, "--"])?;
    process::openly(command.args(verb).arg(workspace::root().join(out)).args(files))
}
