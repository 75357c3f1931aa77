//! `--export`: everything that a search finds, in a form that other programs read, written while it is read.

use std::io::{self, BufWriter, Write};

use article_export::Format;
use search_engine::SearchEngine;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::warnings;

/// Writes every article that the query of the command line finds to stdout.
pub(crate) fn run(
    engine: &dyn SearchEngine,
    arguments: &Arguments,
    format: Format,
) -> Result<Outcome, Failure> {
    let request = arguments.request(&arguments.query())?;
    warnings::tell("", &request.query.text, &request.query.warnings);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Lacking;
    out.write_all(format.opening().as_bytes())?;
    for article in engine.matches(&request)? {
        out.write_all(format.write(&article?).as_bytes())?;
        outcome = Outcome::Done;
    }
    out.flush()?;
    Ok(outcome)
}
