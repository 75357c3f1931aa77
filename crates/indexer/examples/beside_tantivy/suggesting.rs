//! How long completions take of what is being typed.

use std::error::Error;

use search_engine::{EmbeddedEngine, SearchEngine};

use crate::cpu;

/// Completions that a page asks for.
const LIMIT: usize = 8;

/// CPU seconds for one list of completions. The system tells those of a short list to a few milliseconds only, so that
/// the mean says more than the median.
pub(crate) struct Times {
    pub(crate) mean_s: f64,
    pub(crate) p99_s: f64,
}

/// Types each query letter by letter.
pub(crate) fn times(engine: &EmbeddedEngine, queries: &[&str]) -> Result<Times, Box<dyn Error>> {
    let mut seconds = Vec::new();
    for query in queries {
        for (end, letter) in query.char_indices() {
            let typed = &query[..end + letter.len_utf8()];
            seconds.push(cpu::seconds_of(|| {
                engine.suggest(typed, LIMIT)?;
                Ok(())
            })?);
        }
    }
    seconds.sort_unstable_by(f64::total_cmp);
    let p99_s = seconds.get(seconds.len() * 99 / 100).copied();
    Ok(Times {
        mean_s: seconds.iter().sum::<f64>() / seconds.len().max(1) as f64,
        p99_s: p99_s.unwrap_or_default(),
    })
}
