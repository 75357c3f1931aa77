//! How fast the machine is from moment to moment: a fixed piece of work, again and again, and what each took on a
//! processor. The host of a virtual machine that holds it back shows here even where it does not tell of it.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Between two pieces of work.
const PAUSE: Duration = Duration::from_millis(10);
/// Steps of one, some tenths of a millisecond of them.
const STEPS: u64 = 100_000;
/// The machine is slow where a piece takes this many times as long as most.
const SLOW: u32 = 4;

/// What one piece of work took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// When it ended, from the beginning.
    pub(super) at: Duration,
    /// Of its thread on a processor.
    pub(super) took: Duration,
}

/// Works until it is to stop; nothing where the system cannot tell what a thread took.
pub(super) fn work(stop: &AtomicBool) -> Vec<Piece> {
    let started = Instant::now();
    let mut pieces = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        thread::sleep(PAUSE);
        let Some(before) = on_processor() else {
            break;
        };
        black_box((0..STEPS).fold(1_u64, |sum, step| black_box(sum.wrapping_mul(3) ^ step)));
        pieces.extend(on_processor().map(|after| Piece {
            at: started.elapsed(),
            took: after.saturating_sub(before),
        }));
    }
    pieces
}

/// Returns when the machine was slow, in order.
pub(super) fn slow(pieces: &[Piece]) -> Vec<Duration> {
    let mut taken: Vec<Duration> = pieces.iter().map(|piece| piece.took).collect();
    taken.sort_unstable();
    let Some(usual) = taken.get(taken.len() / 2) else {
        return Vec::new();
    };
    let slow = pieces.iter().filter(|piece| piece.took > *usual * SLOW);
    slow.map(|piece| piece.at).collect()
}

/// How long this thread has been on a processor.
#[cfg(unix)]
fn on_processor() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).ok()
}

#[cfg(not(unix))]
fn on_processor() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_slow_where_work_takes_much_longer_than_usual() {
        let took = [10, 10, 9, 41, 10, 40, 10, 90];
        let pieces: Vec<Piece> = (1..)
            .zip(took)
            .map(|(second, took)| Piece {
                at: Duration::from_secs(second),
                took: Duration::from_micros(took),
            })
            .collect();
        assert_eq!(slow(&pieces), [4, 8].map(Duration::from_secs));
        assert_eq!(slow(&[]), []);
    }
}
