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
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} files  {msg}  {eta} left");
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
        self.bar.set_length(progress.files as u64);
        self.bar.set_position(progress.files_done as u64);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = progress.articles as f64 / seconds;
        self.bar
            .set_message(format!("{} articles  {rate:.0}/s", progress.articles));
    }

    /// Takes the line off the terminal.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
