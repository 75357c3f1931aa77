//! What the extracted articles of a corpus say: how much text there is, and articles to draw queries from.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::eval::{Extracted, each_article};
use crate::programs::Programs;

/// How many articles are kept; queries are drawn from them.
const KEPT: usize = 500;

/// A sample of a corpus.
pub(crate) struct Sample {
    /// All articles there are.
    pub(crate) n_articles: usize,
    /// The bytes of all their texts.
    pub(crate) text_bytes: u64,
    /// Some of the articles, spread evenly over the corpus.
    pub(crate) articles: Vec<Extracted>,
}

/// Extracts a whole corpus and keeps a sample of it.
pub(crate) fn take(programs: &Programs, corpus: &Path) -> Result<Sample> {
    let mut sample = Sample {
        n_articles: 0,
        text_bytes: 0,
        articles: Vec::new(),
    };
    let mut stride = 1;
    each_article(programs, corpus, |article| {
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
    })?;
    ensure!(
        sample.n_articles > 0,
        "the indexer extracts nothing from {}",
        corpus.display()
    );
    // Files are extracted in parallel, so their order differs from run to run; the draws must not.
    sample.articles.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sample)
}
