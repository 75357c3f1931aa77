//! [`extract`]: what the files of a folder give, in their order, without an index. Files, and the records of one file,
//! are understood on all cores, and no more of them are in memory than while an index is built.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use article::{EnrichedArticle, Rejection};
use article_reader::SourceFile;
use rayon::prelude::*;

use crate::IndexError;
use crate::furniture::{Learned, Neighbours};
use crate::stages::{Found, StageClock, batch_channel, enrich, read_files};

/// Reads files and gives what `render` makes of each article, or why there is none, to `take`: in the order of the
/// files and of their records, until all are read or `take` breaks off. `render` runs on all cores.
pub fn extract<T: Send>(
    files: &[SourceFile],
    render: impl Fn(EnrichedArticle) -> Result<T, Rejection> + Sync,
    mut take: impl FnMut(Result<T, Rejection>) -> ControlFlow<()>,
) -> Result<(), IndexError> {
    let (sender, batches) = batch_channel();
    let (stop, clock) = (AtomicBool::new(false), StageClock::default());
    let furniture = Neighbours::of(files.iter()).furniture_of(files.iter(), &mut Learned::default());
    let understand = |number: usize, found: Found| match found {
        Found::Document(document) => {
            Some(document.and_then(|document| render(enrich(&document, &furniture[number], &clock)?)))
        }
        Found::End(_) => None,
    };
    std::thread::scope(|scope| {
        let (stop, clock) = (&stop, &clock);
        std::thread::Builder::new()
            .name("reader".into())
            .spawn_scoped(scope, move || read_files(files.iter(), &sender, stop, clock))
            .map_err(|error| IndexError::Thread(error.to_string()))?;
        // Taken by value: when this ends early the reader sees that nobody wants more.
        for batch in batches {
            let results: Vec<_> = batch
                .found
                .into_par_iter()
                .filter_map(|(number, found)| understand(number, found))
                .collect();
            if results.into_iter().try_for_each(&mut take).is_break() {
                break;
            }
        }
        Ok(())
    })
}
