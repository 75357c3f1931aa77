//! Query latency over HTTP on this machine: a server is started and asked, first by one client, then by two.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;

use super::memory;
use super::queries::Query;
use crate::programs::Programs;
use crate::service::Service;

/// How long the server may take to open a large index.
const START_UP: Duration = Duration::from_secs(120);

/// How often each client asks each query, so that the 99th of a hundred rests on enough answers.
const ROUNDS: usize = 5;

/// What was measured on a running server.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Served {
    /// From the start of the program to its first answer.
    pub(crate) cold_start_ms: f64,
    /// The first round after the start, nothing cached by the server.
    pub(crate) first_round: Latency,
    /// One client, one query at a time.
    pub(crate) one_client: Latency,
    /// Two clients at once.
    pub(crate) two_clients: Latency,
    /// Queries that found nothing.
    pub(crate) n_empty: usize,
    /// Memory after all queries, mapped files among it.
    pub(crate) resident_bytes: Option<u64>,
    /// Memory after all queries without mapped files.
    pub(crate) anonymous_bytes: Option<u64>,
}

/// How long answers took, in milliseconds of wall time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Latency {
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    pub(crate) queries_per_s: f64,
}

/// Serves an index and asks all queries, with facets and snippets, as the page does.
pub(crate) fn measure(programs: &Programs, index: &Path, queries: &[Query]) -> Result<Served> {
    let started = Instant::now();
    let mut server = Service::start(
        programs
            .server()
            .arg("--index")
            .arg(index)
            .args(["--listen", "127.0.0.1:0"]),
    )?;
    let address = server.address(START_UP)?;
    let mut client = Client::new(&address);
    if let Some(query) = queries.first() {
        client.ask(query)?;
    }
    let cold_start_ms = milliseconds(started.elapsed());

    let (first_round, n_empty) = ask_all(&address, queries, 1)?;
    let (one_client, _) = ask_all(&address, queries, ROUNDS)?;
    let two_clients = two_at_once(&address, queries)?;
    let memory = memory::of_process(server.id());
    server.stop()?;
    Ok(Served {
        cold_start_ms,
        first_round,
        one_client,
        two_clients,
        n_empty,
        resident_bytes: memory.map(|memory| memory.resident),
        anonymous_bytes: memory.map(|memory| memory.anonymous),
    })
}

/// Asks every query in turn and returns the latency and how many queries found nothing.
fn ask_all(address: &str, queries: &[Query], rounds: usize) -> Result<(Latency, usize)> {
    let started = Instant::now();
    let (times, n_empty) = ask_in_turn(address, queries, rounds)?;
    Ok((latency(times, started.elapsed()), n_empty / rounds))
}

fn two_at_once(address: &str, queries: &[Query]) -> Result<Latency> {
    let started = Instant::now();
    // The second client starts in the middle, so that the two seldom ask the same at the same time.
    let mut other = queries.to_vec();
    other.rotate_left(queries.len() / 2);
    let (first, second) = thread::scope(|scope| {
        let second = scope.spawn(|| ask_in_turn(address, &other, ROUNDS));
        let first = ask_in_turn(address, queries, ROUNDS);
        (first, second.join().expect("a client returns its errors"))
    });
    let mut times = first?.0;
    times.extend(second?.0);
    Ok(latency(times, started.elapsed()))
}

fn ask_in_turn(address: &str, queries: &[Query], rounds: usize) -> Result<(Vec<f64>, usize)> {
    let mut client = Client::new(address);
    let mut times = Vec::with_capacity(queries.len() * rounds);
    let mut n_empty = 0;
    for _ in 0..rounds {
        for query in queries {
            let started = Instant::now();
            let body = client.ask(query)?;
            times.push(milliseconds(started.elapsed()));
            n_empty += usize::from(body.contains("\"total\":0"));
        }
    }
    Ok((times, n_empty))
}

/// A client that keeps its connection.
struct Client {
    agent: ureq::Agent,
    url: String,
}

impl Client {
    fn new(address: &str) -> Self {
        Self {
            agent: ureq::Agent::new_with_defaults(),
            url: format!("{address}/api/search"),
        }
    }

    /// Asks and reads the whole answer.
    fn ask(&mut self, query: &Query) -> Result<String> {
        let pairs = query.iter().map(|(name, value)| (*name, value.as_str()));
        let mut answer = self
            .agent
            .get(&self.url)
            .query_pairs(pairs)
            .call()
            .with_context(|| format!("the server did not answer {query:?}"))?;
        Ok(answer.body_mut().read_to_string()?)
    }
}

fn latency(mut times: Vec<f64>, took: Duration) -> Latency {
    times.sort_by(f64::total_cmp);
    Latency {
        p50_ms: percentile(&times, 50),
        p95_ms: percentile(&times, 95),
        p99_ms: percentile(&times, 99),
        max_ms: percentile(&times, 100),
        queries_per_s: times.len() as f64 / took.as_secs_f64(),
    }
}

/// Returns the smallest time that this many of a hundred do not pass (nearest rank).
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_percentiles_by_nearest_rank() {
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        for (times, percent, expected) in [
            (hundred.as_slice(), 50, 50.0),
            (hundred.as_slice(), 99, 99.0),
            (hundred.as_slice(), 100, 100.0),
            (&[3.0, 7.0, 9.0], 50, 7.0),
            (&[3.0], 99, 3.0),
            (&[], 50, 0.0),
        ] {
            assert_eq!(percentile(times, percent), expected);
        }
    }
}
