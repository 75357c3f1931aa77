//! Query latency over HTTP on this machine: a server is started and asked, by one client and by two, class by class,
//! with facets and without.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;

use super::client::{Client, START_UP, serve};
use super::memory;
use super::queries::{Class, Query};
use crate::programs::Programs;

/// How often each client asks each query, so that the 99th of a hundred rests on enough answers.
const ROUNDS: usize = 5;

/// What was measured on a running server.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Served {
    /// From the start of the program to its first answer.
    pub(crate) cold_start_ms: f64,
    /// The first round after the start, nothing cached by the server.
    pub(crate) first_round: Latency,
    /// One client, one query at a time, with facets and snippets.
    pub(crate) one_client: Latency,
    /// Two clients at once.
    pub(crate) two_clients: Latency,
    /// The same by class of query.
    pub(crate) classes: Vec<ByClass>,
    /// Completions of words that are typed letter by letter, one client.
    pub(crate) suggestions: Latency,
    /// Queries that found nothing.
    pub(crate) n_empty: usize,
    /// Memory after all queries, mapped files among it.
    pub(crate) resident_bytes: Option<u64>,
    /// Memory after all queries without mapped files.
    pub(crate) anonymous_bytes: Option<u64>,
}

/// Queries of one class.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ByClass {
    pub(crate) class: Class,
    /// One client, as the page asks: ten hits with snippets, facets.
    pub(crate) page: Latency,
    /// One client, ten hits with snippets alone.
    pub(crate) hits: Latency,
    /// One client, the count and the facets alone.
    pub(crate) facets: Latency,
    /// Two clients at once, as the page asks.
    pub(crate) two_clients: Latency,
}

/// How long answers took, in milliseconds of wall time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Latency {
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    /// Of all clients together, where they ask without a pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) queries_per_s: Option<f64>,
}

impl Latency {
    /// Returns p50, p95, p99 and the longest, for tables in milliseconds.
    pub(crate) fn four_times(&self) -> String {
        format!("{} {:.1}", self.three_times(), self.max_ms)
    }

    /// Returns the queries a second as a cell of a table.
    pub(crate) fn rate(&self) -> String {
        self.queries_per_s.map_or("-".into(), |rate| format!("{rate:.0}"))
    }

    /// Returns p50, p95 and p99 likewise.
    pub(crate) fn three_times(&self) -> String {
        format!("{:.1} {:.1} {:.1}", self.p50_ms, self.p95_ms, self.p99_ms)
    }
}

/// What of an answer is asked for.
#[derive(Clone, Copy)]
enum Part {
    Page,
    Hits,
    Facets,
}

/// How long each query took.
type Times = Vec<(Class, f64)>;

/// Serves an index and asks all queries.
pub(crate) fn measure(
    programs: &Programs,
    index: &Path,
    queries: &[Query],
    typed: &[String],
) -> Result<Served> {
    let started = Instant::now();
    let mut server = serve(programs, index)?;
    let address = server.address(START_UP)?;
    if let Some(query) = queries.first() {
        Client::new(&address).search(&query.parameters)?;
    }
    let cold_start_ms = milliseconds(started.elapsed());

    let (first_times, n_empty) = ask_in_turn(&address, queries, Part::Page, 1)?;
    let (page, _) = ask_in_turn(&address, queries, Part::Page, ROUNDS)?;
    let (hits, _) = ask_in_turn(&address, queries, Part::Hits, ROUNDS)?;
    let (facets, _) = ask_in_turn(&address, queries, Part::Facets, ROUNDS)?;
    let together = two_at_once(&address, queries)?;
    let suggestions = complete_in_turn(&address, typed)?;
    let memory = memory::of_process(server.id());
    server.stop()?;
    let classes = Class::ALL.into_iter().map(|class| ByClass {
        class,
        page: latency(of_class(&page, class), 1),
        hits: latency(of_class(&hits, class), 1),
        facets: latency(of_class(&facets, class), 1),
        two_clients: latency(of_class(&together, class), 2),
    });
    Ok(Served {
        cold_start_ms,
        first_round: latency(all(&first_times), 1),
        one_client: latency(all(&page), 1),
        two_clients: latency(all(&together), 2),
        classes: classes.collect(),
        suggestions: latency(suggestions, 1),
        n_empty,
        resident_bytes: memory.map(|memory| memory.resident),
        anonymous_bytes: memory.map(|memory| memory.anonymous),
    })
}

fn two_at_once(address: &str, queries: &[Query]) -> Result<Times> {
    // The second client starts in the middle, so that the two seldom ask the same at the same time.
    let mut other = queries.to_vec();
    other.rotate_left(queries.len() / 2);
    let (first, second) = thread::scope(|scope| {
        let second = scope.spawn(|| ask_in_turn(address, &other, Part::Page, ROUNDS));
        let first = ask_in_turn(address, queries, Part::Page, ROUNDS);
        (first, second.join().expect("a client returns its errors"))
    });
    let mut times = first?.0;
    times.extend(second?.0);
    Ok(times)
}

/// Asks every query in turn; returns how long each took and how many found nothing in a round.
fn ask_in_turn(address: &str, queries: &[Query], part: Part, rounds: usize) -> Result<(Times, usize)> {
    let mut client = Client::new(address);
    let mut times = Vec::with_capacity(queries.len() * rounds);
    let mut n_empty = 0;
    for _ in 0..rounds {
        for query in queries {
            let mut parameters = query.parameters.clone();
            match part {
                Part::Page => {}
                Part::Hits => parameters.push(("facets", "0".into())),
                Part::Facets => parameters.push(("limit", "0".into())),
            }
            let started = Instant::now();
            let body = client.search(&parameters)?;
            times.push((query.class, milliseconds(started.elapsed())));
            n_empty += usize::from(body.contains("\"total\":0"));
        }
    }
    Ok((times, n_empty / rounds))
}

fn complete_in_turn(address: &str, typed: &[String]) -> Result<Vec<f64>> {
    let mut client = Client::new(address);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for beginning in typed {
            let started = Instant::now();
            client.suggest(beginning)?;
            times.push(milliseconds(started.elapsed()));
        }
    }
    Ok(times)
}

fn of_class(times: &Times, wanted: Class) -> Vec<f64> {
    let of_class = times.iter().filter(|(class, _)| *class == wanted);
    of_class.map(|(_, time)| *time).collect()
}

fn all(times: &Times) -> Vec<f64> {
    times.iter().map(|(_, time)| *time).collect()
}

/// Sums up the times of so many clients that asked one thing after the other.
pub(crate) fn latency(times: Vec<f64>, n_clients: usize) -> Latency {
    let total_ms: f64 = times.iter().sum();
    let queries_per_s = times.len() as f64 / (total_ms / 1e3) * n_clients as f64;
    Latency {
        queries_per_s: Some(queries_per_s),
        ..paced_latency(times)
    }
}

/// Sums up the times of answers to queries that came at a rate of their own, of which the times tell nothing.
pub(crate) fn paced_latency(mut times: Vec<f64>) -> Latency {
    times.sort_by(f64::total_cmp);
    Latency {
        p50_ms: percentile(&times, 50),
        p95_ms: percentile(&times, 95),
        p99_ms: percentile(&times, 99),
        max_ms: percentile(&times, 100),
        queries_per_s: None,
    }
}

/// Returns the smallest time that this many of a hundred do not pass (nearest rank).
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

/// Returns a time as tables have it.
pub(crate) fn milliseconds(time: Duration) -> f64 {
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

    #[test]
    fn two_clients_answer_twice_as_often() {
        assert_eq!(latency(vec![10.0; 40], 1).queries_per_s, Some(100.0));
        assert_eq!(latency(vec![10.0; 40], 2).queries_per_s, Some(200.0));
        assert_eq!(paced_latency(vec![10.0; 40]).queries_per_s, None);
    }
}
