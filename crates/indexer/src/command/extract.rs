//! `indexer extract`: prints what is read from files as JSON, one article a line.

use std::io::{self, BufWriter, ErrorKind, Write};

use article::{ArticleRecord, Rejection};
use article_reader::{SourceFile, read, walk};
use indexer::{ALIASES, IndexError, enrich};
use rayon::prelude::*;

use super::ExtractArguments;
use crate::{DONE, PARTLY};

/// Files understood at once; their articles are printed in the order of the files.
const FILES_AT_ONCE: usize = 64;

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &ExtractArguments) -> anyhow::Result<u8> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut rejected = 0;
    for root in &arguments.paths {
        let mut walk = walk(root).map_err(IndexError::from)?;
        if root.is_dir() {
            walk.files.retain(|file| file.relative != ALIASES);
        }
        rejected += walk.rejected.len();
        walk.rejected.iter().for_each(complain);
        for files in walk.files.chunks(FILES_AT_ONCE) {
            let extracted: Vec<Extracted> = files.par_iter().flat_map_iter(extract).collect();
            for result in extracted {
                match result {
                    Ok(line) => match writeln!(output, "{line}") {
                        // Whoever reads has enough: `indexer extract … | head`.
                        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(DONE),
                        written => written?,
                    },
                    Err(rejection) => {
                        rejected += 1;
                        complain(&rejection);
                    }
                }
            }
        }
    }
    output.flush()?;
    Ok(if rejected > 0 { PARTLY } else { DONE })
}

/// An article as a line of JSON, or why there is none.
type Extracted = Result<String, Rejection>;

fn extract(file: &SourceFile) -> Vec<Extracted> {
    let mut extracted = Vec::new();
    read(file, &mut |document| {
        extracted.push(document.and_then(|document| {
            let origin = document.origin.clone();
            let record = ArticleRecord::from(enrich(&document)?);
            serde_json::to_string(&record)
                .map_err(|error| Rejection::new(&origin, "no JSON").with_detail(error))
        }));
    });
    extracted
}

fn complain(rejection: &Rejection) {
    let detail = rejection
        .detail
        .as_ref()
        .map(|detail| format!(" ({detail})"))
        .unwrap_or_default();
    eprintln!("rejected: {}: {}{detail}", rejection.origin, rejection.reason);
}
