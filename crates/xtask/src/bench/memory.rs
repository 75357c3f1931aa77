//! Memory of a running program, from /proc; nothing where there is no /proc.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What a program holds in memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Memory {
    /// Now, mapped files among it.
    pub(crate) resident: u64,
    /// Now, without the pages of mapped files, which the system can drop at any time.
    pub(crate) anonymous: u64,
    /// The most it ever was.
    pub(crate) peak: u64,
}

/// Returns what a process holds.
pub(crate) fn of_process(id: u32) -> Option<Memory> {
    parse(&std::fs::read_to_string(format!("/proc/{id}/status")).ok()?)
}

fn parse(status: &str) -> Option<Memory> {
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line
            .trim_start_matches(':')
            .trim()
            .strip_suffix("kB")?
            .trim()
            .parse()
            .ok()?;
        Some(kilobytes * 1024)
    };
    Some(Memory {
        resident: bytes("VmRSS")?,
        anonymous: bytes("RssAnon")?,
        peak: bytes("VmHWM")?,
    })
}

/// A watch on a program's memory.
pub(crate) struct Watch {
    done: Arc<AtomicBool>,
    reader: JoinHandle<Option<u64>>,
}

/// Reads a process's peak memory again and again, since it is gone with the process.
pub(crate) fn watch(id: u32, pause: Duration) -> Watch {
    let done = Arc::new(AtomicBool::new(false));
    let is_done = Arc::clone(&done);
    let reader = thread::spawn(move || {
        let mut peak = None;
        while !is_done.load(Ordering::Relaxed) {
            peak = of_process(id).map(|memory| memory.peak).or(peak);
            thread::sleep(pause);
        }
        peak
    });
    Watch { done, reader }
}

impl Watch {
    /// Ends the watch and returns the last peak that was read.
    pub(crate) fn finish(self) -> Option<u64> {
        self.done.store(true, Ordering::Relaxed);
        self.reader.join().expect("the watch only reads and counts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_status_of_a_process() {
        let status = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nRssAnon:\t     512 kB\n";
        let expected = Memory {
            resident: 1 << 20,
            anonymous: 1 << 19,
            peak: 2 << 20,
        };
        assert_eq!(parse(status), Some(expected));
        assert_eq!(parse("Name:\tx\n"), None);
    }
}
