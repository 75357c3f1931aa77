//! What the extracted articles of a corpus say: how much text they have, articles to draw queries from, and a file of
//! articles for measurements that begin with them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::eval::{Extracted, each_line};
use crate::programs::Programs;

/// How many articles are kept; queries are drawn from them.
const KEPT: usize = 500;
/// How many articles are written down, the first that are extracted.
const WRITTEN: usize = 20_000;

/// A sample of a corpus.
pub(crate) struct Sample {
    /// All articles there are.
    pub(crate) n_articles: usize,
    /// The bytes of all their texts.
    pub(crate) text_bytes: u64,
    /// Some of the articles, spread evenly over the corpus.
    pub(crate) articles: Vec<Extracted>,
    /// Articles as they were printed, a line each.
    pub(crate) file: PathBuf,
}

/// Extracts a whole corpus, keeps a sample of it and writes articles to a file.
pub(crate) fn take(programs: &Programs, corpus: &Path, file: &Path) -> Result<Sample> {
    let cannot_write = || format!("cannot write {}", file.display());
    let mut written = BufWriter::new(File::create(file).with_context(cannot_write)?);
    let mut sample = Sample {
        n_articles: 0,
        text_bytes: 0,
        articles: Vec::new(),
        file: file.to_owned(),
    };
    let mut stride = 1;
    each_line(programs, corpus, |line| {
        if sample.n_articles < WRITTEN {
            writeln!(written, "{line}").with_context(cannot_write)?;
        }
        let article: Extracted = Extracted::read(line)?;
        sample.text_bytes += article.text.len() as u64;
        if sample.n_articles.is_multiple_of(stride) {
            sample.articles.push(article);
        }
        sample.n_articles += 1;
        // Too many are kept: every other one goes, and from here on twice as few are taken.
        if sample.articles.len() == 2 * KEPT {
            let mut place = 0;
            sample.articles.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            stride *= 2;
        }
        Ok(())
    })?;
    written.flush().with_context(cannot_write)?;
    ensure!(
        sample.n_articles > 0,
        "the indexer extracts nothing from {}",
        corpus.display()
    );
    // Files are extracted in parallel, so their order differs from run to run; the draws must not.
    sample.articles.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sample)
}
