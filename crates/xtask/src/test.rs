//! `cargo xtask test`: every check and test there is, one after the other, past failures.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use crate::programs::{Profile, Programs};
use crate::steps::{Done, Steps};
use crate::{browser, eval, faults, process, tidy, tree, web, workspace};

/// Run every check and test, and print a table of them
///
/// Formatting, house style, lints, the page's checks and tests, all Rust tests, the labelled samples, a part of
/// the faults and a browser test from end to end. Goes on after a failure, ends with `N passed, N failed` and exits with 1 when
/// anything failed. Installs the page's tools, and Chromium where it is missing and the user is root.
#[derive(Args)]
pub(crate) struct TestArguments {
    /// Only what a change in Rust needs: formatting, house style, lints and Rust tests
    #[arg(long)]
    quick: bool,
}

/// Runs all steps and prints their table.
pub(crate) fn test(arguments: &TestArguments) -> Result<ExitCode> {
    let mut steps = Steps::default();
    steps.run("formatting (cargo fmt)", || cargo(&["fmt", "--all", "--check"]));
    steps.run("house style (tidy)", tidy::check);
    if !arguments.quick {
        page_steps(&mut steps);
    }
    steps.run("lints (cargo clippy)", || {
        cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])
    });
    rust_tests(&mut steps);
    if !arguments.quick {
        whole_product_steps(&mut steps)?;
    }
    println!("\n{}", steps.summary().trim_end());
    Ok(if steps.n_failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// The page comes before the Rust steps because the server has it built in.
fn page_steps(steps: &mut Steps) {
    steps.run("page: tools (npm ci)", || {
        web::check_tools()?;
        web::install().map(|_| Done::Passed)
    });
    steps.run("page: types (npm run check)", || {
        web::run("check").map(|()| Done::Passed)
    });
    steps.run("page: tests (npm test)", || {
        web::run("test").map(|()| Done::Passed)
    });
    steps.run("page: build (npm run build)", || {
        web::build().map(|_| Done::Passed)
    });
}

fn rust_tests(steps: &mut Steps) {
    // Programs and tests in one call: built apart, their features would differ and much would be built twice.
    steps.run("build (cargo build)", || {
        cargo(&["build", "--workspace", "--bins", "--tests", "--quiet"])
    });
    steps.run("Rust tests", || match process::exists("cargo-nextest") {
        true => cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "fail",
        ]),
        false => cargo(&[
            "test",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
            "--quiet",
        ]),
    });
    steps.run("documentation tests", || match have_documentation_tests() {
        Ok(true) => cargo(&["test", "--workspace", "--doc", "--quiet"]),
        Ok(false) => Ok(Done::Skipped("there are none".into())),
        Err(error) => Err(error),
    });
}

/// Steps that run the built programs.
fn whole_product_steps(steps: &mut Steps) -> Result<()> {
    let programs = Programs::built(Profile::Dev)?;
    steps.run("labelled shared articles (eval seeds)", || {
        eval::check_seeds(&programs).map(|checked| match checked {
            eval::Checked::Passed => Done::Passed,
            eval::Checked::Missing(folder) => Done::Skipped(format!("{folder} is not there")),
        })
    });
    steps.run("labelled sample articles (eval corpus)", || {
        eval::check_corpus(&programs).map(|()| Done::Passed)
    });
    steps.run("kills, damage, full disks, power cuts (faults)", || {
        faults::check(&programs)
    });
    steps.run("browser, end to end", || {
        browser::end_to_end(&programs).map(|()| Done::Passed)
    });
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<Done> {
    process::openly(&mut workspace::cargo(arguments)?)?;
    Ok(Done::Passed)
}

/// Returns whether any documentation comment holds a code block that rustdoc would run.
fn have_documentation_tests() -> Result<bool> {
    for file in tree::files(&workspace::root().join("crates"))? {
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let Ok(source) = std::fs::read_to_string(&file) else {
            bail!("{} is not UTF-8", file.display());
        };
        if holds_documentation_test(&source) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds_documentation_test(source: &str) -> bool {
    let blocks = source.lines().map(str::trim_start).filter_map(|line| {
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
        comment.trim_start().strip_prefix("```")
    });
    // Fences come in pairs; only the opening one has a language.
    blocks
        .step_by(2)
        .any(|language| !language.starts_with("text") && !language.starts_with("ignore"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_documentation_tests() {
        for (source, expected) in [
            (
                "/// Adds.\n///\n/// ```\n/// assert!(true);\n/// ```\nfn f() {}",
                true,
            ),
            ("//! ```rust\n//! f();\n//! ```", true),
            ("/// ```text\n/// a picture\n/// ```", false),
            ("/// ```text\n/// a\n/// ```\n/// ```\n/// f();\n/// ```", true),
            ("fn f() {} // ```", false),
        ] {
            assert_eq!(holds_documentation_test(source), expected, "{source}");
        }
    }
}
