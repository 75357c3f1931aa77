//! What `indexer extract` prints, read back: only the fields that are measured.

use std::io::{BufRead, BufReader, Seek};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;
use crate::programs::Programs;

/// One extracted article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Extracted {
    pub(crate) path: String,
    pub(crate) key: String,
    pub(crate) title: Option<String>,
    pub(crate) standfirst: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) byline: Vec<String>,
    pub(crate) agencies: Vec<String>,
    pub(crate) dateline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) published_precision: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) text: String,
    pub(crate) entities: Vec<ExtractedEntity>,
}

/// One entity of an extracted article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ExtractedEntity {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) mentions: Vec<ExtractedMention>,
}

/// One mention of an entity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ExtractedMention {
    /// The field that it stands in.
    pub(crate) field: String,
    /// First Unicode scalar.
    pub(crate) start: usize,
    /// Unicode scalar after the last.
    pub(crate) end: usize,
    pub(crate) text: String,
}

impl Extracted {
    /// Reads a line that `indexer extract` printed.
    pub(crate) fn read(line: &str) -> Result<Self> {
        serde_json::from_str(line).context("`indexer extract` printed a line that is no article")
    }

    /// Returns the calendar day of publication, where it is known to the day.
    pub(crate) fn published_day(&self) -> Option<&str> {
        let is_coarse = matches!(self.published_precision.as_deref(), Some("year" | "month"));
        self.published
            .as_deref()
            .filter(|_| !is_coarse)
            .and_then(|date| date.get(..10))
    }

    /// Returns the name of the file without its folders and endings: `b` for `a/b.html.gz#3`.
    pub(crate) fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        let file = file.split(['!', '#']).next().unwrap_or_default();
        let without_packing = file
            .strip_suffix(".gz")
            .or_else(|| file.strip_suffix(".zst"))
            .unwrap_or(file);
        without_packing
            .rsplit_once('.')
            .map_or(without_packing, |(stem, _)| stem)
    }
}

/// Runs `indexer extract` on a file or folder and hands over each line as it is printed, an article each.
pub(crate) fn each_line(
    programs: &Programs,
    path: &Path,
    mut take: impl FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut command = programs.indexer();
    command
        .arg("extract")
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    // What was rejected is measured through the report of a build; the talk on stderr is for a run that fails.
    let mut talk = tempfile::tempfile().context("cannot make a temporary file")?;
    let mut child = command
        .stderr(talk.try_clone()?)
        .spawn()
        .with_context(|| format!("cannot run `{}`", process::line(&command)))?;
    let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
    for line in BufReader::new(stdout).lines() {
        take(&line?)?;
    }
    let status = child.wait()?;
    if !matches!(status.code(), Some(0 | 1)) {
        talk.rewind()?;
        std::io::copy(&mut talk, &mut std::io::stderr())?;
        bail!("`{}` ended with {status}", process::line(&command));
    }
    Ok(())
}

/// Runs `indexer extract` on a file or folder and hands over each article as it is printed.
pub(crate) fn each_article(programs: &Programs, path: &Path, mut take: impl FnMut(Extracted)) -> Result<()> {
    each_line(programs, path, |line| {
        take(Extracted::read(line)?);
        Ok(())
    })
}

/// Returns all articles that `indexer extract` prints for a file or folder.
pub(crate) fn articles(programs: &Programs, path: &Path) -> Result<Vec<Extracted>> {
    let mut found = Vec::new();
    each_article(programs, path, |article| found.push(article))?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_stem_of_a_path() {
        for (path, stem) in [
            ("a/t0001.html.gz", "t0001"),
            ("at_X_2024_05_03.txt", "at_X_2024_05_03"),
            ("b.jsonl#4", "b"),
            ("c.tar!x.txt", "c"),
            ("plain", "plain"),
        ] {
            assert_eq!(
                Extracted {
                    path: path.into(),
                    ..Extracted::default()
                }
                .stem(),
                stem
            );
        }
    }

    #[test]
    fn a_day_must_be_known_to_be_a_day() {
        let dated = |published: &str, precision: &str| Extracted {
            published: Some(published.into()),
            published_precision: Some(precision.into()),
            ..Extracted::default()
        };
        assert_eq!(
            dated("2025-12-02T10:00:00Z", "second").published_day(),
            Some("2025-12-02")
        );
        assert_eq!(dated("2025-12-02", "day").published_day(), Some("2025-12-02"));
        assert_eq!(dated("2025-12-01", "month").published_day(), None);
    }
}
