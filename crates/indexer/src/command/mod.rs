//! The command line: its words, and one module a command.

/// Prints a line for people or programs, without colours where it goes to a file.
macro_rules! say {
    ($($part:tt)*) => {
        $crate::command::say(format_args!($($part)*))
    };
}

pub(crate) mod build;
pub(crate) mod entities;
pub(crate) mod extract;
mod progress;
pub(crate) mod rollback;
pub(crate) mod stats;
pub(crate) mod verify;

use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use article::EntityKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use indexer::IndexError;
use search_engine::SearchError;

/// Builds the index that search-cli and search-server answer from.
#[derive(Parser)]
#[command(name = "indexer", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Examples:
  indexer build ~/articles              read a folder into ./index, or update it
  indexer build ~/articles --watch      and keep it up to date
  indexer extract page.html             show what is read from one file
  indexer rollback                      go back to the index before the last rebuild
  search-cli \"security guarantee\"       search what was built

The index is --index, else DATELINE_INDEX, else ./index.
A file dateline.toml in a folder maps the fields of its JSON and CSV files and gives
defaults for source, language and time zone: docs/SETTINGS.md.
A file aliases.tsv beside the index or in a folder corrects names: docs/ENTITIES.md.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Build the index, or update it: only files that are new or changed are read
    Build(BuildArguments),
    /// Print the articles of files as JSON, one a line; no index is touched
    Extract(ExtractArguments),
    /// Check every byte of the index; exit status 0 only if it is whole
    Verify(IndexArguments),
    /// Go back to the state of the index before the last rebuild
    #[command(after_help = ROLLBACK_HELP)]
    Rollback(IndexArguments),
    /// List people, organisations and places, how articles write them, and why these spellings are one
    #[command(after_help = ENTITIES_HELP)]
    Entities(EntitiesArguments),
    /// Print what the index holds: folders, counts, dates, languages, sources
    Stats(StatsArguments),
}

#[derive(Args)]
pub(crate) struct IndexArguments {
    /// Folder of the index
    #[arg(long, value_name = "DIR", env = "DATELINE_INDEX", default_value = "index")]
    pub(crate) index: PathBuf,
}

#[derive(Args)]
pub(crate) struct BuildArguments {
    /// Folders or files to read: .txt .md .html .json .jsonl .csv .tsv, feeds, .warc, .eml and .mbox, plain or in .gz
    /// .zst .zip .tar
    #[arg(required_unless_present = "forget", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) index: IndexArguments,
    /// Read everything anew, beside the old index, which answers until the new one is done
    #[arg(long)]
    pub(crate) fresh: bool,
    /// First take out the articles of this folder or file, which need not be there any more; several times for several
    #[arg(long, value_name = "PATH", conflicts_with = "fresh")]
    pub(crate) forget: Vec<PathBuf>,
    /// Stay and update the index whenever the folders change; Ctrl-C ends it
    #[arg(long)]
    pub(crate) watch: bool,
    /// Make a long build durable and visible this often, in seconds
    #[arg(long, value_name = "N", default_value_t = indexer::COMMIT_EVERY.as_secs())]
    pub(crate) commit_every: u64,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Memory to take at most, in MB, without the files of the index that the system keeps in memory
    #[arg(long, value_name = "MB", default_value_t = (indexer::MEMORY / 1_000_000) as u16,
          value_parser = clap::value_parser!(u16).range(150..))]
    pub(crate) memory: u16,
    /// Print only errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ExtractArguments {
    /// Folders or files to read
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct StatsArguments {
    #[command(flatten)]
    pub(crate) index: IndexArguments,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

const ROLLBACK_HELP: &str =
    "A rebuild (build --fresh, or a build after Dateline has a new index format) makes a new
generation beside the old one, and the old one is kept until the next rebuild. This makes the old
one answer again, after checking every byte of it; programs that are searching follow by themselves.
Done again, it goes forward to the newer one. The next build updates whichever answers.

To restore a backup, copy the folder of its generation into an empty folder and roll back there:
  mkdir restored && cp -a backup/generation-0007 restored/
  indexer rollback --index restored

Exit status: 0 done, 2 there is no earlier generation, or it is damaged or of another version.";

const ENTITIES_HELP: &str = "Examples:
  indexer entities                          the most frequent, each with its spellings
  indexer entities zelensky kharkov         those that articles write so, in any spelling, in full
  indexer entities --kind place --limit 20

Where two names should be one, or one should be two, a line in aliases.tsv says so: docs/ENTITIES.md.
Exit status: 0 found, 1 no entity has such a name, 2 wrong usage or broken input.";

#[derive(Args)]
pub(crate) struct EntitiesArguments {
    #[command(flatten)]
    pub(crate) index: IndexArguments,
    /// Only this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// How many to list, the most frequent first
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Only entities that articles write so, in any spelling; all words of a name must be there
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

/// A kind of entity on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    Person,
    #[value(alias = "org", alias = "organization")]
    Organisation,
    Place,
}

impl From<Kind> for EntityKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Organisation => Self::Organisation,
            Kind::Place => Self::Place,
        }
    }
}

/// Prints an error and what can be done about it.
pub(crate) fn print_error(error: &anyhow::Error) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let bold = Style::new().bold();
    anstream::eprintln!("{red}error:{red:#} {error:#}");
    let hint = error
        .downcast_ref::<IndexError>()
        .map(IndexError::hint)
        .or_else(|| error.downcast_ref::<SearchError>().map(SearchError::hint));
    if let Some(hint) = hint {
        anstream::eprintln!("{bold}hint:{bold:#} {hint}");
    }
}

/// Returns a number with its noun, such as `1 article` or `3 articles`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// Prints a line. Where nobody reads the output any more, as in `indexer stats | head`, the work is done.
pub(crate) fn say(line: fmt::Arguments<'_>) {
    match writeln!(anstream::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(crate::DONE.into()),
        Err(error) => eprintln!("error: the output cannot be written: {error}"),
        Ok(()) => {}
    }
}

/// Returns a text without characters that would act on the terminal or turn the direction of what follows.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| {
            let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            if character.is_control() || turns {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}
