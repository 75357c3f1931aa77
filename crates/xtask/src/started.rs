//! When the person pressed Enter: the moment that "first search possible after" counts from.

use std::time::{Duration, Instant};

/// Ticks a second in /proc; the kernel shows 100 to every program, whatever its own rate is.
const TICKS_A_SECOND: f64 = 100.0;

/// A clock that started when `cargo xtask` was typed, so that it includes the compilation of xtask itself.
pub(crate) struct Started {
    before_us: Duration,
    since: Instant,
}

impl Started {
    /// Returns the clock. `cargo run` becomes the program that it runs, so our process is as old as the command.
    pub(crate) fn of_this_process() -> Self {
        Self {
            before_us: process_age().unwrap_or_default(),
            since: Instant::now(),
        }
    }

    /// Returns the time since the command was typed.
    pub(crate) fn elapsed(&self) -> Duration {
        self.before_us + self.since.elapsed()
    }
}

/// Reads the age of this process; nothing where there is no /proc.
fn process_age() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/self/stat").ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    age(&status, &uptime)
}

fn age(status: &str, uptime: &str) -> Option<Duration> {
    // The program's name stands in brackets and may hold spaces; the start time is field 22, the 20th after it.
    let (_, fields) = status.rsplit_once(')')?;
    let started: f64 = fields.split_whitespace().nth(19)?.parse().ok()?;
    let now: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(now - started / TICKS_A_SECOND).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_age_of_a_process() {
        let status = "42 (a (b) c) S 1 1 1 0 -1 4 0 0 0 0 1 2 3 4 20 0 1 0 5000 1000 20";
        assert_eq!(age(status, "80.25 100.0"), Some(Duration::from_millis(30_250)));
        assert_eq!(age("42 (x) S", "80.25 100.0"), None);
        assert_eq!(age(status, "10.0 1.0"), None, "a start after now is no age");
    }
}
