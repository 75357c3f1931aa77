//! The project's own commands: `cargo xtask demo | test | tidy | eval | bench | faults | fuzz | train`.
//! Everything that a person or a machine does with the checkout beyond `cargo build` is here.

mod bench;
mod browser;
mod demo;
mod eval;
mod faults;
mod fuzz;
mod hashing;
mod process;
mod programs;
mod service;
mod started;
mod steps;
mod table;
mod test;
mod tidy;
mod train;
mod tree;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What most people want, shown under the list of commands.
const EXAMPLES: &str = "\
Examples:
  cargo xtask demo                  set everything up and open the search page
  cargo xtask test                  run every check and test there is
  cargo xtask test --quick          only those of the Rust code
  cargo xtask eval corpus           what is extracted from corpus/, label by label
  cargo xtask bench --articles 2000 speed, size and memory on a small archive
  cargo xtask bench --load 2        a server near its capacity and beyond it
  cargo xtask faults --kills 1000   a thousand builds that are killed, and other faults
  cargo xtask fuzz --inputs 1000    a thousand damaged files of every form
  cargo xtask help eval             more about one command";

/// Dateline's own commands: try it, check it, measure it
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Demo(demo::DemoArguments),
    Test(test::TestArguments),
    /// Check the house style: file and function sizes, openings, unwraps, paths, links
    ///
    /// Prints one line for each finding, `path:line: what is wrong`, and exits with 1 when there is any.
    /// Looks at the files that git tracks or would track, and exits with 2 where git cannot tell them.
    Tidy,
    #[command(subcommand)]
    Eval(eval::EvalCommand),
    Bench(bench::BenchArguments),
    Faults(faults::FaultsArguments),
    Fuzz(fuzz::FuzzArguments),
    #[command(subcommand)]
    Train(train::TrainCommand),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Demo(arguments) => demo::demo(&arguments),
        Task::Test(arguments) => test::test(&arguments),
        Task::Tidy => tidy::tidy(),
        Task::Eval(command) => eval::eval(&command),
        Task::Bench(arguments) => bench::bench(&arguments),
        Task::Faults(arguments) => faults::faults(&arguments),
        Task::Fuzz(arguments) => fuzz::fuzz(&arguments),
        Task::Train(command) => train::train(&command),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
