//! CPU time of the process: what its threads worked, whatever else the machine did.

use std::error::Error;
use std::fs;
use std::time::Instant;

/// Units of CPU time a second, as Linux counts them for every program (proc(5), `sysconf(_SC_CLK_TCK)`).
const TICKS_A_SECOND: f64 = 100.0;

/// Does some work and returns its result and the CPU seconds that it took, summed over threads; wall time where
/// the system does not tell.
pub(crate) fn time<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<(T, f64), Box<dyn Error>> {
    let (started, before) = (Instant::now(), seconds());
    let result = work()?;
    let took = match (before, seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    };
    Ok((result, took))
}

/// Does some work on this thread alone and returns the CPU seconds that it took there, to a few milliseconds; wall time where
/// the system does not tell.
pub(crate) fn time_here(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let (started, before) = (Instant::now(), seconds_here());
    work()?;
    Ok(match (before, seconds_here()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    })
}

/// Returns the CPU seconds of this thread so far, as Linux schedules it: the first number, in nanoseconds.
fn seconds_here() -> Option<f64> {
    let status = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = status.split(' ').next()?.parse().ok()?;
    Some(nanoseconds as f64 / 1e9)
}

/// Returns the CPU seconds of the process so far: `utime` and `stime`, the 14th and 15th field of its status. The
/// second field, the program's name in brackets, may hold anything.
fn seconds() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = status.rsplit_once(") ")?;
    let ticks = fields
        .split(' ')
        .skip(11)
        .take(2)
        .map(|field| field.parse::<f64>());
    Some(ticks.sum::<Result<f64, _>>().ok()? / TICKS_A_SECOND)
}
