//! CPU time of the process: what its threads worked, whatever else the machine did.

use std::error::Error;
use std::thread;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// How long is looked at once for whether the process works.
const LOOK: Duration = Duration::from_millis(200);
/// With so little work a second it does not.
const IDLE: f64 = 0.01;

/// Waits until what is worked out in the background is done.
pub(crate) fn wait_until_idle() {
    loop {
        let before = seconds();
        thread::sleep(LOOK);
        if seconds() - before < IDLE * LOOK.as_secs_f64() {
            return;
        }
    }
}

/// Does some work and returns its result and the CPU seconds that it took, summed over threads.
pub(crate) fn time<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<(T, f64), Box<dyn Error>> {
    let before = seconds();
    let result = work()?;
    Ok((result, seconds() - before))
}

/// Does some work and returns the CPU seconds that it took, summed over threads.
pub(crate) fn seconds_of(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    time(work).map(|((), seconds)| seconds)
}

/// Returns the CPU seconds of the process so far.
fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
