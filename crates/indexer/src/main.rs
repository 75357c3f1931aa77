//! `indexer`: builds, updates, checks and describes an index, and shows what is read from files.

mod command;

use std::process::ExitCode;

use clap::Parser;

use command::{Arguments, Command};

/// Exit status when all was done.
const DONE: u8 = 0;
/// Exit status when a part could not be done.
const PARTLY: u8 = 1;
/// Exit status for wrong usage and broken input.
const BROKEN: u8 = 2;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let status = match Arguments::parse().command {
        Command::Build(arguments) => command::build::run(&arguments),
        Command::Extract(arguments) => command::extract::run(&arguments),
        Command::Entities(arguments) => command::entities::run(&arguments),
        Command::Verify(arguments) => command::verify::run(&arguments),
        Command::Rollback(arguments) => command::rollback::run(&arguments),
        Command::Stats(arguments) => command::stats::run(&arguments),
    };
    ExitCode::from(status.unwrap_or_else(|error| {
        command::print_error(&error);
        BROKEN
    }))
}
