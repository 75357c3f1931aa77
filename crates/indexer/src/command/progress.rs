//! The progress line of a build, on a terminal only.

use std::io::IsTerminal;

use indexer::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The progress line, drawn while a build runs.
pub(crate) struct ProgressLine {
    bar: ProgressBar,
}

impl ProgressLine {
    /// Returns a progress line; one that shows nothing where it is not wanted or nobody would see it.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{bar:24} {bytes}/{total_bytes}  {msg}  {eta} left");
        bar.set_style(
            style
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("━╸ "),
        );
        if quiet || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { bar }
    }

    /// Draws how far the build is.
    pub(crate) fn show(&self, progress: Progress) {
        // By bytes, because many archives are one file.
        self.bar.set_length(progress.bytes);
        self.bar.set_position(progress.bytes_done);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = progress.articles as f64 / seconds;
        self.bar.set_message(format!(
            "{}/{} files  {} articles  {rate:.0}/s",
            progress.files_done, progress.files, progress.articles
        ));
    }

    /// Takes the line off the terminal.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
