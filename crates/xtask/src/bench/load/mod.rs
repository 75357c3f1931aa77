//! `cargo xtask bench --load MINUTES`: a server near its capacity while its index is updated, far beyond it, and with a
//! thousand clients that never finish what they say.

mod minutes;
mod pace;
mod slow;
mod speed;
mod table;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::build::{Start, build_index};
use super::client::{Client, START_UP, serve};
use super::latency::{Latency, milliseconds, paced_latency};
use super::memory;
use super::queries::Query;
use super::{Corpus, queries, sample, update};
use crate::programs::Programs;
use minutes::Course;
use pace::{Paced, as_fast_as_possible, pace};

pub(crate) use table::render;

/// How long capacity, the quiet rate, the slow clients and the overload are tried.
const TRIAL: Duration = Duration::from_secs(15);
/// How often the index is updated meanwhile.
const UPDATE_EVERY: Duration = Duration::from_secs(30);
/// Clients that ask without a pause when the capacity is looked for, two for each search that runs at once here.
const CLOSED: usize = 4;
/// Connections of those that ask at a rate: enough that one is always free, below what may wait for its turn.
const STEADY: usize = 32;
/// Connections of those that ask too much: more than may run and wait.
const TOO_MANY: usize = 160;
/// Shares of the capacity, and what is too much.
const NEAR: f64 = 0.7;
const QUIET: f64 = 0.3;
const BEYOND: f64 = 5.0;
/// A server has recovered when so many answers in a row come as fast as before, within this factor.
const IN_A_ROW: usize = 20;
const AS_FAST: f64 = 2.0;
/// It is given so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// Clients that are slow.
const SLOW: usize = 1_000;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Loaded {
    pub(crate) articles: u64,
    /// Queries a second that the server answers at most.
    pub(crate) capacity_per_s: f64,
    /// Near the capacity, with updates.
    pub(crate) near: Rated,
    pub(crate) near_length_min: f64,
    pub(crate) near_course: Course,
    /// Seconds from each new file to the answer that has it, its build among them.
    pub(crate) updates_s: Vec<f64>,
    /// A low rate, by itself and beside slow clients.
    pub(crate) quiet: Rated,
    pub(crate) beside_slow: Rated,
    /// Connections of slow clients that the server has closed, where there could be so many clients.
    pub(crate) slow_closed: Option<usize>,
    /// Far beyond the capacity.
    pub(crate) beyond: Rated,
    /// From its end until answers come as before, where they do within a minute.
    pub(crate) recovered_s: Option<f64>,
    /// What went wrong beside the queries, in words.
    pub(crate) failures: Vec<String>,
    /// Memory without mapped files: once the capacity is known, after the time near it, and at the end.
    pub(crate) anonymous_before: Option<u64>,
    pub(crate) anonymous_near: Option<u64>,
    pub(crate) anonymous_after: Option<u64>,
}

/// Queries at a rate.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rated {
    pub(crate) per_s: f64,
    /// From when a query was due to the end of its answer; those that were turned away are not among them.
    pub(crate) answered: Latency,
    pub(crate) n_answered: usize,
    /// Turned away with 503.
    pub(crate) n_busy: usize,
    /// Answered with anything else, or not at all.
    pub(crate) n_failed: usize,
    /// What that was, in words, the first few.
    pub(crate) failures: Vec<String>,
}

impl Rated {
    fn new(per_s: f64, paced: Paced) -> Self {
        let times_ms: Vec<f64> = paced.answers.iter().map(|answer| answer.took_ms).collect();
        Self {
            per_s,
            n_answered: times_ms.len(),
            answered: paced_latency(times_ms),
            n_busy: paced.n_busy,
            n_failed: paced.n_failed,
            failures: paced.failures,
        }
    }
}

/// Measures on a server that is started for it.
pub(super) fn measure(
    programs: &Programs,
    folder: &Path,
    corpus: &Corpus,
    length: Duration,
) -> Result<Loaded> {
    let index = corpus.path.with_extension("index");
    let sample = sample::take(programs, &corpus.drawn_from, &folder.join("articles.jsonl"))?;
    let queries = queries::draw_mixed(&sample);
    ensure!(!queries.is_empty(), "there are no words to ask for");
    eprintln!("indexing");
    let built = build_index(programs, &corpus.path, &index, Start::Update)?;
    let mut server = serve(programs, &index)?;
    let address = server.address(START_UP)?;
    let id = server.id();
    let anonymous = || memory::of_process(id).map(|memory| memory.anonymous);

    eprintln!("looking for the capacity");
    as_fast_as_possible(&address, &queries, CLOSED, TRIAL / 3);
    let capacity_per_s = as_fast_as_possible(&address, &queries, CLOSED, TRIAL);
    let anonymous_before = anonymous();
    let paced =
        |share: f64, length, n_clients| pace(&address, &queries, capacity_per_s * share, length, n_clients);
    let at =
        |share: f64, length, n_clients| Rated::new(capacity_per_s * share, paced(share, length, n_clients));
    eprintln!("{NEAR} of {capacity_per_s:.0} queries a second, with updates");
    let ((near, near_course), updates) = with_updates(programs, &corpus.path, &index, &address, || {
        let work = || paced(NEAR, length, STEADY);
        minutes::follow(id, work, |paced| &paced.answers)
    });
    let anonymous_near = anonymous();
    eprintln!("{QUIET} of it, by itself and with {SLOW} slow clients");
    let quiet = at(QUIET, TRIAL, STEADY / 2);
    let (beside_slow, slow_closed) = slow::beside(&address, SLOW, || at(QUIET, TRIAL, STEADY / 2));
    eprintln!("{BEYOND} times the capacity");
    let beyond = at(BEYOND, TRIAL, TOO_MANY);
    let recovered_s = recover(&address, &queries, quiet.answered.p50_ms);
    let anonymous_after = anonymous();
    let mut failures = updates.failures;
    failures.extend(slow_closed.as_ref().err().map(|error| format!("{error:#}")));
    failures.extend(server.stop().err().map(|error| format!("{error:#}")));
    Ok(Loaded {
        articles: built.report.articles,
        capacity_per_s,
        near: Rated::new(capacity_per_s * NEAR, near),
        near_length_min: length.as_secs_f64() / 60.0,
        near_course,
        updates_s: updates.took_s,
        quiet,
        beside_slow,
        slow_closed: slow_closed.ok(),
        beyond,
        recovered_s,
        failures,
        anonymous_before,
        anonymous_near,
        anonymous_after,
    })
}

/// What came of the updates.
#[derive(Default)]
struct Updates {
    /// How long each took until it was answered.
    took_s: Vec<f64>,
    /// What went wrong in the others, in words.
    failures: Vec<String>,
}

/// Asks while the index is updated every so often.
fn with_updates<T>(
    programs: &Programs,
    corpus: &Path,
    index: &Path,
    address: &str,
    ask: impl FnOnce() -> T,
) -> (T, Updates) {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let updating = scope.spawn(|| update_on(programs, corpus, index, address, &stop));
        let asked = ask();
        stop.store(true, Ordering::Relaxed);
        (asked, updating.join().expect("updating ends in a value"))
    })
}

fn update_on(programs: &Programs, corpus: &Path, index: &Path, address: &str, stop: &AtomicBool) -> Updates {
    let mut client = Client::new(address);
    let mut updates = Updates::default();
    let mut due = Instant::now() + UPDATE_EVERY / 3;
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        if Instant::now() < due {
            thread::sleep(Duration::from_millis(50));
            continue;
        }
        due += UPDATE_EVERY;
        number += 1;
        let added = update::add_late(corpus, number);
        match added.and_then(|()| update::until_answered(programs, corpus, index, &mut client, number)) {
            Ok((_, answered_s)) => updates.took_s.push(answered_s),
            Err(error) => updates.failures.push(format!("update {number}: {error:#}")),
        }
    }
    let removed = update::remove_late(corpus);
    let removed = removed.and_then(|()| build_index(programs, corpus, index, Start::Update));
    let failed = removed.context("without the added files");
    updates
        .failures
        .extend(failed.err().map(|error| format!("{error:#}")));
    updates
}

/// Returns how long it takes until answers come as before, where they do in time.
fn recover(address: &str, queries: &[Query], before_ms: f64) -> Option<f64> {
    let ended = Instant::now();
    let mut client = Client::new(address);
    let mut since = ended;
    let mut times_ms = Vec::new();
    for query in queries.iter().cycle() {
        if ended.elapsed() >= PATIENCE {
            return None;
        }
        let asked = Instant::now();
        let answer = client.search_for_status(&query.parameters);
        times_ms.push(milliseconds(asked.elapsed()));
        let is_answer = matches!(answer, Ok((200, _)));
        let is_enough = times_ms.len() == IN_A_ROW;
        if is_answer && is_enough && paced_latency(times_ms.clone()).p50_ms < before_ms * AS_FAST {
            break;
        }
        if !is_answer || is_enough {
            times_ms.clear();
            since = Instant::now();
        }
    }
    Some((since - ended).as_secs_f64())
}
