//! `eval linking`: articles whose people are labelled are tagged, and how their names are joined is scored.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Figure;
use super::entities::scorer;
use crate::process;
use crate::programs::Profile;

/// The counts that the scorer prints, each with the one that it is a part of, and the share's name.
const SHARES: [(&str, &str, &str); 4] = [
    ("short_linked_right", "short_linked", "short_precision"),
    ("short_with_full_right", "short_with_full", "short_recall"),
    ("surname_pairs_merged", "surname_pairs", "surname_merged"),
    ("variant_pairs_merged", "variant_pairs", "variants_merged"),
];

/// Tags the articles and returns the counts and their shares.
pub(crate) fn measure(files: &[PathBuf], profile: Profile) -> Result<Vec<Figure>> {
    let mut command = scorer("linking", profile)?;
    for file in files {
        command.arg(std::path::absolute(file)?);
    }
    figures(&process::output(&mut command)?)
}

/// Reads the lines `name count` of the scorer.
fn figures(printed: &str) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (part, whole, share) in SHARES {
        let (n_part, n_whole) = (count(printed, part)?, count(printed, whole)?);
        figures.extend([
            (whole, n_whole),
            (part, n_part),
            (share, n_part / n_whole.max(1.0)),
        ]);
    }
    Ok(figures)
}

/// Returns a count; one of nothing is not printed.
fn count(printed: &str, name: &str) -> Result<f64> {
    let mut lines = printed.lines();
    let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value.map_or(Ok(0.0), |value| {
        value
            .parse()
            .with_context(|| format!("the scorer printed {value} for {name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_what_was_counted() {
        let printed = "short_linked 8\nshort_linked_right 6\nsurname_pairs 3\nsurname_pairs_merged 0\n";
        let figures = figures(printed).expect("all lines are counts");
        let value = |name| {
            figures
                .iter()
                .find(|figure| figure.0 == name)
                .map(|figure| figure.1)
        };
        assert_eq!(value("short_precision"), Some(0.75));
        assert_eq!(value("surname_merged"), Some(0.0));
        assert_eq!(value("variants_merged"), Some(0.0));
    }

    #[test]
    fn what_is_no_count_is_an_error() {
        assert!(figures("short_linked many\n").is_err());
    }
}
