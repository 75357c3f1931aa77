//! [`Metrics`]: counts of requests and searches, in the text form that Prometheus reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use search_engine::IndexStatus;

/// Upper ends of the latency buckets, in seconds: from a lookup in memory to the search deadline and beyond.
const LATENCY_BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];

/// What the server counts.
#[derive(Default)]
pub(crate) struct Metrics {
    /// By route and status; both come from small fixed sets.
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    latency: Histogram,
    in_flight: Gauge,
    /// Questions that wait for their turn.
    pub(crate) searches_waiting: Gauge,
    /// Searches whose time ran out before every match was seen.
    pub(crate) partial_answers: Counter,
    /// Requests that ended in a panic.
    pub(crate) panics: Counter,
}

/// How things are that are not counted but looked up.
pub(crate) struct Standing {
    /// The index that answers, where one does.
    pub(crate) index: Option<IndexStatus>,
    /// Whether it is an older state, because the newest is damaged.
    pub(crate) is_outdated: bool,
    /// Connections that are open, where they are counted.
    pub(crate) connections: Option<usize>,
}

/// How often something happened.
#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    /// Counts once more.
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many there are of something now.
#[derive(Default)]
pub(crate) struct Gauge(AtomicU64);

impl Gauge {
    /// Counts one more until the value that is returned goes.
    pub(crate) fn enter(&self) -> Inside<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Inside(self)
    }
}

/// One of those that are counted.
pub(crate) struct Inside<'a>(&'a Gauge);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Default)]
struct Histogram {
    /// One count a bucket, and one for what is slower than all.
    counts: [AtomicU64; LATENCY_BUCKETS.len() + 1],
    sum_micros: AtomicU64,
}

impl Metrics {
    /// Counts an answered request.
    pub(crate) fn count_request(&self, route: &str, status: u16) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((route.to_owned(), status)).or_default() += 1;
    }

    /// Counts a search as running until the value that is returned goes.
    pub(crate) fn search_in_flight(&self, since: Instant) -> InFlight<'_> {
        InFlight {
            _inside: self.in_flight.enter(),
            latency: &self.latency,
            since,
        }
    }

    /// Returns the text that Prometheus reads.
    pub(crate) fn render(&self, standing: &Standing) -> String {
        let mut text = String::new();
        self.write(&mut text, standing)
            .expect("a string takes every write");
        text
    }

    fn write(&self, out: &mut String, standing: &Standing) -> std::fmt::Result {
        let name = "dateline_requests_total";
        head(out, name, "counter", "Requests answered, by route and status.")?;
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, status), count) in &*requests {
            writeln!(out, "{name}{{path=\"{route}\",status=\"{status}\"}} {count}")?;
        }
        drop(requests);
        self.latency.write(out)?;
        self.write_counts(out)?;
        if let Some(connections) = standing.connections {
            let name = "dateline_connections";
            head(out, name, "gauge", "Connections that are open.")?;
            writeln!(out, "{name} {connections}")?;
        }
        write_index(out, standing)
    }

    fn write_counts(&self, out: &mut String) -> std::fmt::Result {
        for (name, kind, about, value) in [
            (
                "dateline_searches_in_flight",
                "gauge",
                "Questions the engine is answering now.",
                &self.in_flight.0,
            ),
            (
                "dateline_searches_waiting",
                "gauge",
                "Questions that wait for their turn.",
                &self.searches_waiting.0,
            ),
            (
                "dateline_partial_answers_total",
                "counter",
                "Searches whose time ran out before every match was seen.",
                &self.partial_answers.0,
            ),
            (
                "dateline_panics_total",
                "counter",
                "Requests that ended in a panic.",
                &self.panics.0,
            ),
        ] {
            head(out, name, kind, about)?;
            writeln!(out, "{name} {}", value.load(Ordering::Relaxed))?;
        }
        Ok(())
    }
}

fn write_index(out: &mut String, standing: &Standing) -> std::fmt::Result {
    let Some(IndexStatus { generation, articles }) = &standing.index else {
        return Ok(());
    };
    let name = "dateline_index_articles";
    head(out, name, "gauge", "Articles in the index.")?;
    writeln!(out, "{name} {articles}")?;
    let name = "dateline_index_outdated";
    let about = "1 while an older state of the index answers because the newest is damaged.";
    head(out, name, "gauge", about)?;
    writeln!(out, "{name} {}", u8::from(standing.is_outdated))?;
    let name = "dateline_index_info";
    head(out, name, "gauge", "The generation of the index that answers.")?;
    let generation = generation.replace(['"', '\\', '\n'], "");
    writeln!(out, "{name}{{generation=\"{generation}\"}} 1")
}

/// Writes what stands above a metric.
fn head(out: &mut String, name: &str, kind: &str, about: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {about}\n# TYPE {name} {kind}")
}

impl Histogram {
    fn observe(&self, time: Duration) {
        let seconds = time.as_secs_f64();
        let bucket = LATENCY_BUCKETS.partition_point(|end| *end < seconds);
        self.counts[bucket].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.sum_micros.fetch_add(micros, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let about = "Time the engine took to answer.";
        head(out, "dateline_search_seconds", "histogram", about)?;
        let mut count = 0;
        for (bucket, cell) in self.counts.iter().enumerate() {
            count += cell.load(Ordering::Relaxed);
            let end = LATENCY_BUCKETS
                .get(bucket)
                .map_or("+Inf".to_owned(), ToString::to_string);
            writeln!(out, "dateline_search_seconds_bucket{{le=\"{end}\"}} {count}")?;
        }
        let sum = Duration::from_micros(self.sum_micros.load(Ordering::Relaxed)).as_secs_f64();
        writeln!(out, "dateline_search_seconds_sum {sum}")?;
        writeln!(out, "dateline_search_seconds_count {count}")
    }
}

/// A search that runs; counted when it goes, however it ends.
pub(crate) struct InFlight<'a> {
    _inside: Inside<'a>,
    latency: &'a Histogram,
    since: Instant,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.latency.observe(self.since.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_fall_into_their_buckets() {
        let histogram = Histogram::default();
        for millis in [0, 1, 2, 30, 9_000] {
            histogram.observe(Duration::from_millis(millis));
        }
        let mut text = String::new();
        histogram.write(&mut text).unwrap();
        for line in [
            "bucket{le=\"0.001\"} 2",
            "bucket{le=\"0.0025\"} 3",
            "bucket{le=\"0.05\"} 4",
            "bucket{le=\"2.5\"} 4",
            "bucket{le=\"+Inf\"} 5",
            "seconds_sum 9.033",
            "seconds_count 5",
        ] {
            assert!(text.contains(line), "no `{line}` in\n{text}");
        }
    }
}
