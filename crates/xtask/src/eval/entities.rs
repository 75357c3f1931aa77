//! `eval entities`: a file with labelled names is tagged, and exact spans and kinds are scored.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Figure;
use crate::programs::Profile;
use crate::{process, workspace};

/// The figures that the scorer prints, in this order; F1 in percent.
const FIGURES: [&str; 6] = ["plo_f1", "per_f1", "org_f1", "loc_f1", "all4_f1", "words_per_s"];

/// Tags the file and returns the figures.
pub(crate) fn measure(
    file: &Path,
    language: Option<&str>,
    predictions: Option<&PathBuf>,
    headings: bool,
    profile: Profile,
) -> Result<Vec<Figure>> {
    if !file.is_file() {
        bail!(
            "{} is no file of labelled names (token, tab, tag)",
            file.display()
        );
    }
    let mut command = scorer("names", profile)?;
    command.arg("score").arg(std::path::absolute(file)?);
    if let Some(language) = language {
        command.args(["--language", language]);
    }
    if let Some(path) = predictions {
        command.arg("--predictions").arg(std::path::absolute(path)?);
    }
    if headings {
        command.arg("--headings");
    }
    figures(&process::output(&mut command)?)
}

/// Returns the command that runs one of the tagger's scorers; its arguments come next.
pub(super) fn scorer(example: &str, profile: Profile) -> Result<Command> {
    let mut command = workspace::cargo(&["run", "--quiet", "-p", "entity-tagger", "--example", example])?;
    if profile == Profile::Release {
        command.arg("--release");
    }
    command.arg("--");
    Ok(command)
}

/// Reads the lines `name value` of the scorer.
fn figures(printed: &str) -> Result<Vec<Figure>> {
    let value = |name: &str| {
        let line = printed
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|value| value.parse().ok())
            .with_context(|| format!("the scorer printed no {name}"))
    };
    FIGURES.into_iter().map(|name| Ok((name, value(name)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_in_order() {
        let printed =
            "plo_f1 81.5\nper_f1 88.0\norg_f1 72.5\nloc_f1 83.0\nall4_f1 79.0\nwords_per_s 250000\n";
        let figures = figures(printed).expect("all figures are there");
        assert_eq!(figures[0], ("plo_f1", 81.5));
        assert_eq!(figures[5], ("words_per_s", 250_000.0));
    }

    #[test]
    fn a_missing_figure_is_an_error() {
        let error = figures("plo_f1 81.5\n").expect_err("most figures are missing");
        assert_eq!(error.to_string(), "the scorer printed no per_f1");
    }
}
