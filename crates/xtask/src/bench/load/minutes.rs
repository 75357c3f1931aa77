//! A time of load minute by minute: how long answers took, what they cost, and what the machine gave meanwhile. Where
//! answers come late it tells whether the server did more for each or the machine less.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::pace::Answered;
use crate::bench::latency::{Latency, latency};
use crate::bench::memory::{self, Processors};

const MINUTE: Duration = Duration::from_secs(60);

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
    /// Memory of the server without mapped files, at its end.
    pub(crate) anonymous: Option<u64>,
}

/// What the system tells at one time.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    server_s: Option<f64>,
    processors: Option<Processors>,
    anonymous: Option<u64>,
}

/// Does something that asks the server with this process id; returns its value and what `answers` finds in it, by minutes.
pub(super) fn by_minute<T>(
    server: u32,
    work: impl FnOnce() -> T,
    answers: impl FnOnce(&T) -> &[Answered],
) -> (T, Vec<Minute>) {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let reading = scope.spawn(|| read_each_minute(server, &stop));
        let done = work();
        stop.store(true, Ordering::Relaxed);
        let readings = reading.join().expect("reading ends in a value");
        let minutes = minutes(&readings, answers(&done));
        (done, minutes)
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
fn minutes(readings: &[Reading], answers: &[Answered]) -> Vec<Minute> {
    let mut times_ms = vec![Vec::new(); readings.len() - 1];
    for answer in answers {
        let number = (answer.due.as_secs() / MINUTE.as_secs()) as usize;
        if let Some(times_ms) = times_ms.get_mut(number) {
            times_ms.push(answer.took_ms);
        }
    }
    let between = readings.windows(2).zip(times_ms);
    let mut minutes: Vec<Minute> = between
        .map(|(bounds, times_ms)| {
            let difference = |of: fn(&Reading) -> Option<f64>| Some(of(&bounds[1])? - of(&bounds[0])?);
            Minute {
                n_answered: times_ms.len(),
                answered: latency(times_ms, 1),
                server_s: difference(|reading| reading.server_s),
                busy_s: difference(|reading| Some(reading.processors?.busy_s)),
                stolen_s: difference(|reading| Some(reading.processors?.stolen_s)),
                anonymous: bounds[1].anonymous,
            }
        })
        .collect();
    // The last reading may come right after the one before it.
    while minutes.pop_if(|minute| minute.n_answered == 0).is_some() {}
    minutes
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
        let minutes = minutes(&[Reading::default(); 5], &answers);
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
        let minutes = minutes(&readings, &answers);
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
        assert_eq!((minutes[0].busy_s, minutes[0].stolen_s), (Some(60.0), Some(0.0)));
    }
}
