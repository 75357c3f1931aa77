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
    in_flight: AtomicU64,
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
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight { metrics: self, since }
    }

    /// Returns the text that Prometheus reads.
    pub(crate) fn render(&self, index: Option<&IndexStatus>) -> String {
        let mut text = String::new();
        self.write(&mut text, index).expect("a string takes every write");
        text
    }

    fn write(&self, out: &mut String, index: Option<&IndexStatus>) -> std::fmt::Result {
        writeln!(
            out,
            "# HELP dateline_requests_total Requests answered, by route and status."
        )?;
        writeln!(out, "# TYPE dateline_requests_total counter")?;
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, status), count) in &*requests {
            writeln!(
                out,
                "dateline_requests_total{{path=\"{route}\",status=\"{status}\"}} {count}"
            )?;
        }
        drop(requests);
        self.latency.write(out)?;
        writeln!(
            out,
            "# HELP dateline_searches_in_flight Questions the engine is answering now."
        )?;
        writeln!(out, "# TYPE dateline_searches_in_flight gauge")?;
        writeln!(
            out,
            "dateline_searches_in_flight {}",
            self.in_flight.load(Ordering::Relaxed)
        )?;
        let Some(IndexStatus { generation, articles }) = index else {
            return Ok(());
        };
        writeln!(out, "# HELP dateline_index_articles Articles in the index.")?;
        writeln!(out, "# TYPE dateline_index_articles gauge")?;
        writeln!(out, "dateline_index_articles {articles}")?;
        writeln!(
            out,
            "# HELP dateline_index_info The generation of the index that answers."
        )?;
        writeln!(out, "# TYPE dateline_index_info gauge")?;
        let generation = generation.replace(['"', '\\', '\n'], "");
        writeln!(out, "dateline_index_info{{generation=\"{generation}\"}} 1")
    }
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
        writeln!(
            out,
            "# HELP dateline_search_seconds Time the engine took to answer."
        )?;
        writeln!(out, "# TYPE dateline_search_seconds histogram")?;
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
    metrics: &'a Metrics,
    since: Instant,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.metrics.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.metrics.latency.observe(self.since.elapsed());
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
