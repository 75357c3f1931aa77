//! Ctrl-C and TERM while faults are done: the first one ends the run after the trial that it meets, so that disks are
//! taken off and programs end; a second one ends it at once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::{Context, Result};

/// The status of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

static IS_DEFERRED: AtomicBool = AtomicBool::new(false);
static N_SIGNALS: AtomicUsize = AtomicUsize::new(0);

/// As long as this value lives, signals wait for the end of a trial.
pub(super) struct Deferral;

impl Deferral {
    /// Listens for signals, once in a program.
    pub(super) fn begin() -> Result<Self> {
        ctrlc::set_handler(|| {
            let is_first = N_SIGNALS.fetch_add(1, Ordering::Relaxed) == 0;
            if is_first && IS_DEFERRED.load(Ordering::Relaxed) {
                eprintln!(
                    "stopping after this trial; Ctrl-C again stops at once and may leave a disk mounted"
                );
            } else {
                end();
            }
        })
        .context("cannot listen for Ctrl-C")?;
        IS_DEFERRED.store(true, Ordering::Relaxed);
        Ok(Self)
    }
}

impl Drop for Deferral {
    fn drop(&mut self) {
        IS_DEFERRED.store(false, Ordering::Relaxed);
    }
}

/// Tells whether a signal came.
pub(super) fn is_asked_for() -> bool {
    N_SIGNALS.load(Ordering::Relaxed) > 0
}

/// Ends the program as one that was interrupted.
pub(super) fn end() -> ! {
    std::process::exit(INTERRUPTED)
}
