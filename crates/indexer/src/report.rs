//! [`Report`]: what a build did, for people and as JSON.

use std::collections::BTreeMap;

use article::Rejection;
use serde::Serialize;

use crate::corrections::CorrectionsReport;

/// What a build did (the JSON of `indexer build --json`).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Articles that are new in the index.
    pub added: usize,
    /// Articles whose text or fields changed.
    pub changed: usize,
    /// Articles that are no longer in the folders.
    pub removed: usize,
    /// Articles that are as they were.
    pub unchanged: usize,
    /// Records that hold an article that the index has already, word for word.
    pub duplicates: usize,
    /// What gave no article, with the reason.
    pub rejected: Vec<RejectedRow>,
    /// Files that were read; the others were unchanged.
    pub files_read: usize,
    /// Files in the folders.
    pub files: usize,
    /// Articles in the index now.
    pub articles: usize,
    /// Number of the generation.
    pub generation: u32,
    /// Time taken, in seconds.
    pub seconds: f64,
    /// Time of each stage, in seconds summed over threads.
    pub stages: StageSeconds,
    /// Whether the build was stopped before it was done; what was done is in the index.
    pub interrupted: bool,
    /// Whether a rebuild was stopped and all of it given up: then the index is as it was.
    pub given_up: bool,
    /// Files that were still being written and are left for the next look.
    pub unsettled: usize,
    /// Folders that are not there now: their articles stay.
    pub away: Vec<AwayFolder>,
    /// Articles of which it is not known any more what gave them, because the list of indexed files was damaged: they
    /// stay until every folder of the index was named.
    pub of_unknown_files: usize,
    /// Folders of the index before that a rebuild was not given, and whose articles it has not.
    pub left_out: Vec<String>,
    /// What corrections by hand do.
    pub corrections: CorrectionsReport,
}

/// A folder that is not there now, and whose articles stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AwayFolder {
    /// The folder.
    pub folder: String,
    /// How many articles of it stay.
    pub articles: usize,
    /// Why it is taken for one that is away.
    pub reason: AwayReason,
}

/// Why a folder is taken for one that is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    /// All of its files are gone at once, and it is there: so does a drive look that is not mounted.
    Empty,
    /// It is not where it was, and was not named.
    Missing,
}

/// A file or record that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RejectedRow {
    /// Where it stands: path below the folder, with `!member` and `#record`.
    pub path: String,
    /// Why: a short phrase.
    pub reason: String,
    /// What more is known.
    pub detail: Option<String>,
}

impl From<Rejection> for RejectedRow {
    fn from(rejection: Rejection) -> Self {
        Self {
            path: rejection.origin.to_string(),
            reason: rejection.reason,
            detail: rejection.detail,
        }
    }
}

/// Time of each stage of a build, in seconds summed over threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct StageSeconds {
    /// Reading files, unpacking and decoding them.
    pub read_s: f64,
    /// Working out story and fields.
    pub extract_s: f64,
    /// Finding people, organisations and places.
    pub tag_s: f64,
    /// Analysing text and writing it to the index.
    pub index_s: f64,
    /// Making it durable.
    pub commit_s: f64,
}

impl Report {
    /// Returns the rejected rows by reason, the most frequent reason first.
    pub fn rejected_by_reason(&self) -> Vec<(&str, Vec<&RejectedRow>)> {
        let mut groups: BTreeMap<&str, Vec<&RejectedRow>> = BTreeMap::new();
        for row in &self.rejected {
            groups.entry(&row.reason).or_default().push(row);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
        groups
    }
}
