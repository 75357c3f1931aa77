//! search-cli: asks an index or a server, and prints the answer for people or for programs.

mod answer;
mod arguments;
mod batch;
mod clean;
mod export;
mod facets;
mod failure;
mod layout;
mod remote;
mod single;
mod warnings;

use std::io::{self, Write};
use std::process::ExitCode;

use search_engine::{EmbeddedEngine, SearchEngine};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::remote::RemoteEngine;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Something was found, or all was done.
    Done,
    /// Nothing was found, or a part could not be done.
    Lacking,
}

fn main() -> ExitCode {
    match run(&Arguments::read()) {
        Ok(Outcome::Done) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Ok(Outcome::Lacking) => ExitCode::from(1),
        Err(Failure::Told { message, hint }) => {
            anstream::eprintln!("error: {message}\nhint: {hint}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.help_query {
        writeln!(io::stdout(), "{}", query_language::SYNTAX_HELP.trim_end())?;
        return Ok(Outcome::Done);
    }
    let engine = open(arguments)?;
    let outcome = match (&arguments.batch, arguments.export) {
        (Some(file), _) => batch::run(&*engine, arguments, file),
        (None, Some(format)) => export::run(&*engine, arguments, format),
        (None, None) => single::run(&*engine, arguments),
    };
    if let Some(notice) = engine.notice() {
        anstream::eprintln!("warning: {notice}");
    }
    outcome
}

fn open(arguments: &Arguments) -> Result<Box<dyn SearchEngine>, Failure> {
    match &arguments.server {
        Some(address) => Ok(Box::new(RemoteEngine::new(address)?)),
        None => Ok(Box::new(EmbeddedEngine::open(&arguments.index)?)),
    }
}
