//! The figures of a server under load as a table for people.

use super::minutes::Minute;
use super::{BEYOND, Loaded, NEAR, PATIENCE, QUIET, Rated, SLOW};
use crate::bench::summary::optional_megabytes;
use crate::table;

/// Returns the table.
pub(crate) fn render(loaded: &Loaded) -> String {
    let heads = ["", "a second", "p50 p95 p99 max, ms", "200", "503", "others"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for (name, rated) in [
        (
            format!("{NEAR} of capacity, {:.1} min, updates", loaded.near_length_min),
            &loaded.near,
        ),
        (format!("{QUIET} of capacity"), &loaded.quiet),
        (
            format!("{QUIET} of capacity, {SLOW} slow clients"),
            &loaded.beside_slow,
        ),
        (format!("{BEYOND} times capacity"), &loaded.beyond),
    ] {
        rows.push(cells(name, rated));
    }
    let steady = [
        "  of it while the machine was not slow".to_owned(),
        String::new(),
        loaded.near_course.steady.four_times(),
        loaded.near_course.n_steady.to_string(),
    ];
    rows.insert(2, steady.to_vec());
    let minutes = minutes(&loaded.near_course.minutes);
    let failures = [&loaded.near, &loaded.quiet, &loaded.beside_slow, &loaded.beyond];
    let failures = failures.into_iter().flat_map(|rated| &rated.failures);
    let failures = failures.chain(&loaded.failures);
    let told: String = failures.map(|failure| format!("{failure}\n")).collect();
    let tables = [rows, minutes, others(loaded)].map(|rows| table::render(&rows));
    format!("{}{told}", tables.join("\n"))
}

/// What is one figure each.
fn others(loaded: &Loaded) -> Vec<Vec<String>> {
    let others = [
        ("articles", loaded.articles.to_string()),
        (
            "capacity, queries a second",
            format!("{:.0}", loaded.capacity_per_s),
        ),
        (
            "updates until answered: number, least, middle and most s",
            updates(&loaded.updates_s),
        ),
        (
            "slow connections closed",
            loaded
                .slow_closed
                .map_or("-".into(), |n_closed| n_closed.to_string()),
        ),
        (
            "as before after, s",
            match loaded.recovered_s {
                Some(seconds) => format!("{seconds:.2}"),
                None => format!("not within {}", PATIENCE.as_secs()),
            },
        ),
        (
            "memory before, MB, without mapped files",
            optional_megabytes(loaded.anonymous_before),
        ),
        (
            "  after the time near capacity",
            optional_megabytes(loaded.anonymous_near),
        ),
        ("  at the end", optional_megabytes(loaded.anonymous_after)),
    ];
    others.map(|(name, value)| vec![name.to_owned(), value]).to_vec()
}

fn updates(updates_s: &[f64]) -> String {
    let mut sorted = updates_s.to_vec();
    sorted.sort_by(f64::total_cmp);
    let [least, .., most] = sorted.as_slice() else {
        return format!("{} {sorted:.2?}", sorted.len());
    };
    let middle = sorted[sorted.len() / 2];
    format!("{} {least:.2} {middle:.2} {most:.2}", sorted.len())
}

/// The time near the capacity, a row for each minute.
fn minutes(minutes: &[Minute]) -> Vec<Vec<String>> {
    let heads = [
        "minute",
        "p50 p95 p99 max, ms",
        "200",
        "server, ms each",
        "all busy, s",
        "stolen, s",
        "slow, %",
        "MB",
    ];
    let told = |value: Option<f64>| value.map_or("-".into(), |value| format!("{value:.1}"));
    let rows = minutes.iter().enumerate().map(|(number, minute)| {
        let answered = minute.n_answered as f64;
        let each_ms = minute.server_s.filter(|_| answered > 0.0);
        let each_ms = each_ms.map(|seconds| seconds * 1e3 / answered);
        vec![
            (number + 1).to_string(),
            minute.answered.four_times(),
            minute.n_answered.to_string(),
            each_ms.map_or("-".into(), |each_ms| format!("{each_ms:.2}")),
            told(minute.busy_s),
            told(minute.stolen_s),
            told(minute.slow.map(|share| share * 100.0)),
            optional_megabytes(minute.anonymous),
        ]
    });
    [heads.map(str::to_owned).to_vec()]
        .into_iter()
        .chain(rows)
        .collect()
}

fn cells(name: String, rated: &Rated) -> Vec<String> {
    vec![
        name,
        format!("{:.0}", rated.per_s),
        rated.answered.four_times(),
        rated.n_answered.to_string(),
        rated.n_busy.to_string(),
        rated.n_failed.to_string(),
    ]
}
