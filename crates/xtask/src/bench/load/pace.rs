//! Clients that ask as fast as they are answered, and clients that ask at a rate whatever the answers do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::bench::client::Client;
use crate::bench::latency::milliseconds;
use crate::bench::queries::Query;

/// Failures that are told in words.
const MAX_TOLD: usize = 5;

/// What came of queries at a rate.
#[derive(Debug, Default)]
pub(super) struct Paced {
    pub(super) answers: Vec<Answered>,
    /// Queries that were turned away with 503.
    pub(super) n_busy: usize,
    /// Queries of which neither came.
    pub(super) n_failed: usize,
    /// What came of those, in words, the first few.
    pub(super) failures: Vec<String>,
}

/// A query that was answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    /// When it was due, from the beginning.
    pub(super) due: Duration,
    /// From then to the end of its answer.
    pub(super) took_ms: f64,
}

/// Asks with so many clients, each without a pause, and returns how many answers came a second.
pub(super) fn as_fast_as_possible(
    address: &str,
    queries: &[Query],
    n_clients: usize,
    length: Duration,
) -> f64 {
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    let ask = || {
        let mut client = Client::new(address);
        let mut n_answered = 0;
        while started.elapsed() < length {
            let query = &queries[next.fetch_add(1, Ordering::Relaxed) % queries.len()];
            let answer = client.search_for_status(&query.parameters);
            n_answered += usize::from(matches!(answer, Ok((200, _))));
        }
        n_answered
    };
    let n_answered: usize = thread::scope(|scope| {
        let asking: Vec<_> = (0..n_clients).map(|_| scope.spawn(ask)).collect();
        let counts = asking.into_iter().map(|asking| asking.join());
        counts.map(|count| count.expect("asking ends in a value")).sum()
    });
    n_answered as f64 / started.elapsed().as_secs_f64()
}

/// Asks so many queries a second, each when it is due, over so many connections. Where all of them wait for answers a
/// query is late, and its time counts from when it was due.
pub(super) fn pace(
    address: &str,
    queries: &[Query],
    per_second: f64,
    length: Duration,
    n_clients: usize,
) -> Paced {
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    let ask = || {
        let mut client = Client::new(address);
        let mut paced = Paced::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let due = Duration::from_secs_f64(number as f64 / per_second);
            if due > length {
                return paced;
            }
            thread::sleep(due.saturating_sub(started.elapsed()));
            let query = &queries[number % queries.len()];
            match client.search_for_status(&query.parameters) {
                Ok((200, _)) => paced.answers.push(Answered {
                    due,
                    took_ms: milliseconds(started.elapsed() - due),
                }),
                Ok((503, _)) => paced.n_busy += 1,
                Ok((status, body)) => paced.fail(format!("{status}: {body}")),
                Err(error) => paced.fail(format!("{error:#}")),
            }
        }
    };
    thread::scope(|scope| {
        let asking: Vec<_> = (0..n_clients).map(|_| scope.spawn(ask)).collect();
        let ends = asking.into_iter().map(|asking| asking.join());
        ends.fold(Paced::default(), |all, end| {
            all.and(end.expect("asking ends in a value"))
        })
    })
}

impl Paced {
    /// Returns what came of these and of other queries.
    fn and(mut self, other: Self) -> Self {
        self.answers.extend(other.answers);
        self.n_busy += other.n_busy;
        self.n_failed += other.n_failed;
        self.failures.extend(other.failures);
        self.failures.truncate(MAX_TOLD);
        self
    }

    fn fail(&mut self, failure: String) {
        self.n_failed += 1;
        if self.failures.len() < MAX_TOLD {
            self.failures.push(failure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_failures_count_and_a_few_are_told() {
        let mut paced = [Paced::default(), Paced::default()];
        for number in 0..265 {
            paced[number % 2].fail("500: it broke".into());
        }
        let [one, other] = paced;
        let all = one.and(other);
        assert_eq!((all.n_failed, all.failures.len()), (265, MAX_TOLD));
    }
}
