//! Memory and processor time of a running program, from /proc; nothing where there is no /proc.

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

/// What a program has used by its end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Used {
    /// The most memory it held, in bytes, mapped files among it.
    pub(crate) peak: Option<u64>,
    /// The most that was seen of its own, without the pages of mapped files.
    pub(crate) own_peak: Option<u64>,
    /// Seconds of all its threads on a processor.
    pub(crate) cpu_s: Option<f64>,
}

impl Used {
    /// Takes in what a program holds now; nothing is known of one that has ended.
    fn take(&mut self, memory: Option<Memory>) {
        self.peak = memory.map(|memory| memory.peak).or(self.peak);
        self.own_peak = self.own_peak.max(memory.map(|memory| memory.anonymous));
    }
}

/// Ticks a second in /proc; the kernel shows 100 to every program, whatever its own rate is.
const TICKS_A_SECOND: f64 = 100.0;

/// Returns how long all threads of a process have been on a processor, in seconds.
pub(crate) fn cpu_of_process(id: u32) -> Option<f64> {
    cpu_seconds(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// What all processors of the machine have done since its start, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Processors {
    /// Working for a program or the system.
    pub(crate) busy_s: f64,
    /// Taken away by the host of a virtual machine while something wanted to run.
    pub(crate) stolen_s: f64,
}

/// Returns what the processors have done.
pub(crate) fn processors() -> Option<Processors> {
    parse_processors(&std::fs::read_to_string("/proc/stat").ok()?)
}

fn parse_processors(stat: &str) -> Option<Processors> {
    // All processors together: user, nice, system, idle, waiting, two kinds of interrupts, stolen (proc(5)).
    let fields = stat.lines().next()?.strip_prefix("cpu ")?.split_whitespace();
    let ticks: Vec<u64> = fields.map_while(|field| field.parse().ok()).collect();
    let &[user, nice, system, _, _, hard, soft, stolen, ..] = ticks.as_slice() else {
        return None;
    };
    Some(Processors {
        busy_s: (user + nice + system + hard + soft) as f64 / TICKS_A_SECOND,
        stolen_s: stolen as f64 / TICKS_A_SECOND,
    })
}

fn cpu_seconds(status: &str) -> Option<f64> {
    // The program's name stands in brackets and may hold spaces; the times are fields 14 and 15, the 12th after it.
    let (_, fields) = status.rsplit_once(')')?;
    let ticks: Option<u64> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().ok())
        .sum();
    Some(ticks? as f64 / TICKS_A_SECOND)
}

/// A watch on what a program uses.
pub(crate) struct Watch {
    done: Arc<AtomicBool>,
    reader: JoinHandle<Used>,
}

/// Reads what a process uses again and again, since that is gone with the process.
pub(crate) fn watch(id: u32, pause: Duration) -> Watch {
    let done = Arc::new(AtomicBool::new(false));
    let is_done = Arc::clone(&done);
    let reader = thread::spawn(move || {
        let mut used = Used::default();
        while !is_done.load(Ordering::Relaxed) {
            used.take(of_process(id));
            used.cpu_s = cpu_of_process(id).or(used.cpu_s);
            thread::sleep(pause);
        }
        used
    });
    Watch { done, reader }
}

impl Watch {
    /// Ends the watch and returns what was read last.
    pub(crate) fn finish(self) -> Used {
        self.done.store(true, Ordering::Relaxed);
        self.reader.join().expect("the watch only reads and counts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_most_that_a_program_held() {
        let memory = |anonymous, peak| Memory {
            resident: peak,
            anonymous,
            peak,
        };
        let mut used = Used::default();
        for seen in [Some(memory(1, 3)), Some(memory(2, 7)), Some(memory(1, 7)), None] {
            used.take(seen);
        }
        assert_eq!((used.peak, used.own_peak), (Some(7), Some(2)));
    }

    #[test]
    fn reads_processor_time() {
        let status = "42 (a (b) c) S 1 1 1 0 -1 4 0 0 0 0 150 50 3 4 20 0 1 0 5000 1000 20";
        assert_eq!(cpu_seconds(status), Some(2.0));
        assert_eq!(cpu_seconds("42"), None);
    }

    #[test]
    fn reads_what_the_processors_have_done() {
        let stat = "cpu  100 50 30 900 9 15 5 7 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
        let expected = Processors {
            busy_s: 2.0,
            stolen_s: 0.07,
        };
        assert_eq!(parse_processors(stat), Some(expected));
        assert_eq!(parse_processors("cpu  1 2 3\n"), None);
    }

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
