//! A time of load minute by minute: how long answers took, what they cost, and what the machine gave meanwhile. Where
//! answers come late it tells whether the server did more for each or the machine less.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::pace::Answered;
use super::speed::{self, Piece};
use crate::bench::latency::{Latency, paced_latency};
use crate::bench::memory::{self, Processors};

const MINUTE: Duration = Duration::from_secs(60);

/// What the machine did lasts so long in the answers.
const LATELY: Duration = Duration::from_millis(500);
const SOON: Duration = Duration::from_millis(100);

/// What came of the queries that were due in a minute; the last one may be shorter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Minute {
    pub(crate) answered: Latency,
    pub(crate) n_answered: usize,
    /// Of the server on a processor.
    pub(crate) server_s: Option<f64>,
    /// Of all processors: working for anyone, and taken away by the machine's host.
    pub(crate) busy_s: Option<f64>,
    pub(crate) stolen_s: Option<f64>,
    /// Share of the time in which the machine was slow, whatever its host tells.
    pub(crate) slow: Option<f64>,
    /// Memory of the server without mapped files, at its end.
    pub(crate) anonymous: Option<u64>,
}

/// A time of load.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Course {
    pub(crate) minutes: Vec<Minute>,
    /// Answers to queries that were due while the machine had not been slow for half a second.
    pub(crate) steady: Latency,
    pub(crate) n_steady: usize,
}

/// What the system tells at one time.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    server_s: Option<f64>,
    processors: Option<Processors>,
    anonymous: Option<u64>,
}

/// Does something that asks the server with this process id; returns its value and the course of what `answers` finds in
/// it.
pub(super) fn follow<T>(
    server: u32,
    work: impl FnOnce() -> T,
    answers: impl FnOnce(&T) -> &[Answered],
) -> (T, Course) {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let reading = scope.spawn(|| read_each_minute(server, &stop));
        let working = scope.spawn(|| speed::work(&stop));
        let done = work();
        stop.store(true, Ordering::Relaxed);
        let readings = reading.join().expect("reading ends in a value");
        let pieces = working.join().expect("working ends in a value");
        let course = course(&readings, &pieces, answers(&done));
        (done, course)
    })
}

/// Reads at once, after each minute and at the end.
fn read_each_minute(server: u32, stop: &AtomicBool) -> Vec<Reading> {
    let read = || Reading {
        server_s: memory::cpu_of_process(server),
        processors: memory::processors(),
        anonymous: memory::of_process(server).map(|memory| memory.anonymous),
    };
    let started = Instant::now();
    let mut readings = vec![read()];
    while !stop.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(100));
        if started.elapsed() >= MINUTE * readings.len() as u32 {
            readings.push(read());
        }
    }
    readings.push(read());
    readings
}

/// Puts together what was answered and what was read; `readings` are the bounds of the minutes.
fn course(readings: &[Reading], pieces: &[Piece], answers: &[Answered]) -> Course {
    let slow = speed::slow(pieces);
    let steady = answers.iter().filter(|answer| is_steady(answer.due, &slow));
    let steady_ms: Vec<f64> = steady.map(|answer| answer.took_ms).collect();
    Course {
        minutes: minutes(readings, pieces, &slow, answers),
        n_steady: steady_ms.len(),
        steady: paced_latency(steady_ms),
    }
}

/// Whether the machine was not slow in the half second up to a moment, nor in the tenth after it, in which most answers come.
fn is_steady(moment: Duration, slow: &[Duration]) -> bool {
    let last = slow.partition_point(|slow| *slow <= moment + SOON);
    last == 0 || slow[last - 1] + LATELY < moment
}

fn minutes(readings: &[Reading], pieces: &[Piece], slow: &[Duration], answers: &[Answered]) -> Vec<Minute> {
    let n_pieces = by_minute(pieces.iter().map(|piece| piece.at));
    let n_slow = by_minute(slow.iter().copied());
    let mut times_ms = vec![Vec::new(); readings.len() - 1];
    for answer in answers {
        if let Some(times_ms) = times_ms.get_mut(minute_of(answer.due)) {
            times_ms.push(answer.took_ms);
        }
    }
    let between = readings.windows(2).zip(times_ms).enumerate();
    let mut minutes: Vec<Minute> = between
        .map(|(number, (bounds, times_ms))| {
            let difference = |of: fn(&Reading) -> Option<f64>| Some(of(&bounds[1])? - of(&bounds[0])?);
            Minute {
                n_answered: times_ms.len(),
                answered: paced_latency(times_ms),
                server_s: difference(|reading| reading.server_s),
                busy_s: difference(|reading| Some(reading.processors?.busy_s)),
                stolen_s: difference(|reading| Some(reading.processors?.stolen_s)),
                slow: n_pieces
                    .get(&number)
                    .map(|all| n_slow.get(&number).copied().unwrap_or(0) as f64 / *all as f64),
                anonymous: bounds[1].anonymous,
            }
        })
        .collect();
    // The last reading may come right after the one before it.
    while minutes.pop_if(|minute| minute.n_answered == 0).is_some() {}
    minutes
}

fn by_minute(moments: impl Iterator<Item = Duration>) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for moment in moments {
        *counts.entry(minute_of(moment)).or_default() += 1;
    }
    counts
}

fn minute_of(moment: Duration) -> usize {
    (moment.as_secs() / MINUTE.as_secs()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_without_answers_keeps_its_place() {
        let answers = [0, 130].map(|due| Answered {
            due: Duration::from_secs(due),
            took_ms: 1.0,
        });
        let minutes = minutes(&[Reading::default(); 5], &[], &[], &answers);
        let told: Vec<usize> = minutes.iter().map(|minute| minute.n_answered).collect();
        assert_eq!(told, [1, 0, 1]);
    }

    #[test]
    fn answers_count_in_the_minute_they_were_due() {
        let reading = |server_s: f64, anonymous| Reading {
            server_s: Some(server_s),
            processors: Some(Processors {
                busy_s: server_s * 2.0,
                stolen_s: 1.0,
            }),
            anonymous: Some(anonymous),
        };
        let answers = [(0, 1.0), (59, 3.0), (60, 70_000.0)].map(|(due, took_ms)| Answered {
            due: Duration::from_secs(due),
            took_ms,
        });
        let readings = [
            reading(1.0, 5),
            reading(31.0, 7),
            reading(33.0, 8),
            reading(34.0, 9),
        ];
        let pieces = [(10, 1), (20, 1), (30, 5), (40, 1), (70, 1)].map(|(at, took)| Piece {
            at: Duration::from_secs(at),
            took: Duration::from_millis(took),
        });
        let minutes = minutes(&readings, &pieces, &speed::slow(&pieces), &answers);
        let told: Vec<_> = minutes
            .iter()
            .map(|minute| {
                (
                    minute.n_answered,
                    minute.answered.max_ms,
                    minute.server_s,
                    minute.anonymous,
                )
            })
            .collect();
        assert_eq!(
            told,
            [(2, 3.0, Some(30.0), Some(7)), (1, 70_000.0, Some(2.0), Some(8))]
        );
        assert_eq!((minutes[0].slow, minutes[1].slow), (Some(0.25), Some(0.0)));
        assert_eq!((minutes[0].busy_s, minutes[0].stolen_s), (Some(60.0), Some(0.0)));
    }

    #[test]
    fn a_moment_is_steady_half_a_second_after_the_machine_was_slow() {
        let slow = [10_000, 20_000].map(Duration::from_millis);
        let cases = [
            (0, true),
            (9_800, true),
            (9_950, false),
            (10_400, false),
            (10_600, true),
            (20_500, false),
            (30_000, true),
        ];
        for (moment, expected) in cases {
            assert_eq!(
                is_steady(Duration::from_millis(moment), &slow),
                expected,
                "{moment}"
            );
        }
    }
}
