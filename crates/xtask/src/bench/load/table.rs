//! The figures of a server under load as a table for people.

use super::{BEYOND, Loaded, NEAR, QUIET, Rated, SLOW};
use crate::table;

/// Returns the table.
pub(crate) fn render(loaded: &Loaded) -> String {
    let heads = ["", "a second", "p50 p95 p99 max, ms", "200", "503", "others"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for (name, rated) in [
        (
            format!("{NEAR} of capacity, {:.1} min, updates", loaded.near_minutes),
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
    let updates: Vec<String> = loaded.updates_s.iter().map(|took| format!("{took:.2}")).collect();
    let megabytes =
        |bytes: Option<u64>| bytes.map_or("-".into(), |bytes| format!("{:.1}", bytes as f64 / 1e6));
    let others = [
        ("articles", loaded.articles.to_string()),
        (
            "capacity, queries a second",
            format!("{:.0}", loaded.capacity_per_s),
        ),
        ("updates until answered, s", updates.join(" ")),
        ("slow connections closed", loaded.slow_closed.to_string()),
        ("as before after, s", format!("{:.2}", loaded.recovered_s)),
        (
            "memory before, MB, without mapped files",
            megabytes(loaded.anonymous_before),
        ),
        ("  after the time near capacity", megabytes(loaded.anonymous_near)),
        ("  at the end", megabytes(loaded.anonymous_after)),
    ];
    let others = others.map(|(name, value)| vec![name.to_owned(), value]);
    let failures = [&loaded.near, &loaded.quiet, &loaded.beside_slow, &loaded.beyond];
    let failures = failures.into_iter().flat_map(|rated| &rated.failures);
    let told: String = failures.map(|failure| format!("{failure}\n")).collect();
    format!("{}\n{}{told}", table::render(&rows), table::render(&others))
}

fn cells(name: String, rated: &Rated) -> Vec<String> {
    let answered = &rated.answered;
    vec![
        name,
        format!("{:.0}", rated.per_s),
        format!(
            "{:.1} {:.1} {:.1} {:.1}",
            answered.p50_ms, answered.p95_ms, answered.p99_ms, answered.max_ms
        ),
        rated.n_answered.to_string(),
        rated.n_busy.to_string(),
        rated.failures.len().to_string(),
    ]
}
