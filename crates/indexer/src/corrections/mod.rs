//! Corrections by hand: `aliases.tsv` beside the index and in each folder -> [`Corrections`], and what a report
//! says of them. docs/ENTITIES.md is the manual.

mod parse;
mod report;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use article::{Origin, Rejection};
use search_engine::Corrections;

use crate::manifest::Root;

pub use parse::keyed;
pub use report::CorrectionsReport;

/// Name of the file.
pub const ALIASES: &str = "aliases.tsv";
/// Why a line is not applied.
pub(crate) const BROKEN_LINE: &str = "broken correction";
/// Larger files are no list that a person writes.
const MAX_BYTES: u64 = 4 << 20;

/// What the files say, and what of it cannot be understood.
#[derive(Default)]
pub(crate) struct Collected {
    /// The lines, those beside the index first.
    pub(crate) corrections: Corrections,
    /// Lines and files that count for nothing.
    pub(crate) refused: Vec<Rejection>,
}

/// Reads the file beside the index, which wins, and those of the folders, each with its label.
pub(crate) fn collect(index: &Path, roots: &[Root]) -> Collected {
    let mut collected = Collected::default();
    collected.add(&index.join(ALIASES), ALIASES, 0);
    for Root { path: root, label } in roots {
        let is_index = matches!((root.canonicalize(), index.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if root.is_dir() && !is_index {
            collected.add(&root.join(ALIASES), &format!("{label}/{ALIASES}"), 1);
        }
    }
    collected
}

impl Collected {
    fn add(&mut self, path: &Path, name: &str, rank: usize) {
        let refused = |detail: String| {
            let origin = Origin {
                path: name.to_owned(),
                ..Origin::default()
            };
            Rejection::new(&origin, BROKEN_LINE).with_detail(detail)
        };
        // Other things than files of that name, such as a link out of the folder, are not followed.
        let Ok(metadata) = path.symlink_metadata() else {
            return;
        };
        if !metadata.is_file() {
            self.refused.push(refused("it is no regular file".into()));
            return;
        }
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.refused.push(refused(error.to_string()));
        } else if bytes.len() as u64 > MAX_BYTES {
            self.refused
                .push(refused("too large: corrections are at most 4 MB".into()));
        } else {
            let (lines, broken) = parse::parse(&bytes, name, rank);
            self.corrections.lines.extend(lines);
            self.refused.extend(broken);
        }
    }
}
