//! Spans of days: in queries, as filters, and counted by the calendar.

use query_language::Query;
use search_engine::{Counts, Interval, SearchRequest, Sort};

use super::{check_found, contract};
use crate::articles::{Draft, all, draft, request, sorted_keys};
use crate::index::{NewIndex, filled};

contract! {
    finds_spans_of_days filters_by_days_and_counts_beside_them counts_days_of_matches filters_undated counts_by_calendar
    counts_by_the_interval_that_is_asked_for
}

fn dated(key: &str, date: &str) -> Draft {
    draft(key, "report").published(date)
}

fn finds_spans_of_days(new: NewIndex) {
    let index = filled(
        new,
        all([
            dated("early", "1912-04-15"),
            dated("month", "2025-11"),
            dated("day", "2025-12-02"),
            // The publisher's own day counts, not that of Greenwich.
            dated("moment", "2025-12-03T01:30:00+08:00"),
            dated("late", "2025-12-04"),
            draft("undated", "report"),
        ]),
    );
    let span = |from: &str, to: &str| Query::Published {
        from: from.parse().ok(),
        to: to.parse().ok(),
    };
    check_found(
        index.engine(),
        &[
            (span("2025-12-02", "2025-12-03"), &["day", "moment"]),
            (span("2025-12-03", "2025-12-03"), &["moment"]),
            (span("2025-12-03", ""), &["late", "moment"]),
            (span("", "1969-12-31"), &["early"]),
            (span("2025-11-01", "2025-11-01"), &["month"]),
            (span("2025-12-03", "2025-12-01"), &[]),
            (
                span("", ""),
                &["day", "early", "late", "moment", "month", "undated"],
            ),
            (Query::Not(Box::new(span("1900-01-01", ""))), &["undated"]),
        ],
    );
}

fn filters_by_days_and_counts_beside_them(new: NewIndex) {
    let index = filled(
        new,
        all([
            dated("a", "2025-12-01").source("Post"),
            dated("b", "2025-12-02").source("Post"),
            dated("c", "2025-12-03").source("Times"),
            draft("undated", "report").source("Times"),
        ]),
    );
    let mut request = request(Query::All);
    request.filters.after = "2025-12-02".parse().ok();
    request.filters.before = "2025-12-02".parse().ok();
    let results = index.engine().search(&request).unwrap();
    assert_eq!(sorted_keys(&results), ["b"]);
    assert_eq!(
        crate::articles::counts(&results, search_engine::FacetField::Source),
        ["Post 1"]
    );
    // The histogram ignores the span that was chosen on it.
    let facets = results.facets.unwrap();
    let counts: Vec<usize> = facets.date.iter().map(|bucket| bucket.count).collect();
    assert_eq!((counts, facets.undated), (vec![1, 1, 1], 1));

    request.filters.before = None;
    request.sort = Sort::Oldest;
    let open = index.engine().search(&request).unwrap();
    assert_eq!(
        crate::articles::keys(&open),
        ["b", "c"],
        "an open end, without what is undated"
    );
}

fn counts_days_of_matches(new: NewIndex) {
    let dates = ["2024-01-05", "2024-06-05", "2025-12-02", "2025-12-03"];
    let index = filled(new, all(dates.map(|date| dated(date, date))));
    let mut request = request(Query::All);
    request.counts = Counts::Matches;
    request.filters.after = "2025-12-01".parse().ok();
    let facets = index.engine().search(&request).unwrap().facets.unwrap();
    let days: Vec<&str> = facets.date.iter().map(|bucket| bucket.from.as_str()).collect();
    assert_eq!(days, ["2025-12-02", "2025-12-03"], "days, no longer months");
}

fn filters_undated(new: NewIndex) {
    let index = filled(
        new,
        all([
            dated("a", "2025-12-01").source("Post"),
            draft("b", "report").source("Times"),
            draft("c", "report"),
        ]),
    );
    let mut request = request(Query::All);
    request.filters.undated = true;
    let results = index.engine().search(&request).unwrap();
    assert_eq!(sorted_keys(&results), ["b", "c"]);
    assert_eq!(
        crate::articles::counts(&results, search_engine::FacetField::Source),
        ["Times 1", "unknown 1"]
    );
    let facets = results.facets.unwrap();
    assert_eq!(
        (facets.date.len(), facets.undated),
        (1, 2),
        "days are counted beside what is chosen"
    );

    request.filters.after = "2025-12-01".parse().ok();
    let both = index.engine().search(&request).unwrap();
    assert_eq!(both.total, 0, "no article has a day and has none");
}

fn counts_by_calendar(new: NewIndex) {
    let check = |dates: &[&str], expected: &[(&str, &str, usize)]| {
        let drafts = dates
            .iter()
            .enumerate()
            .map(|(number, date)| dated(&number.to_string(), date));
        let index = filled(new, all(drafts));
        let facets = index
            .engine()
            .search(&request(Query::All))
            .unwrap()
            .facets
            .unwrap();
        let found: Vec<_> = facets
            .date
            .iter()
            .map(|b| (b.from.as_str(), b.to.as_str(), b.count))
            .collect();
        assert_eq!(found, expected, "{dates:?}");
    };
    check(
        &["2024-02-28", "2024-03-01", "2024-03-01"],
        &[
            ("2024-02-28", "2024-02-28", 1),
            ("2024-02-29", "2024-02-29", 0),
            ("2024-03-01", "2024-03-01", 2),
        ],
    );
    check(
        &["2024-12-31", "2025-01-05", "2025-03-03"],
        &[
            ("2024-12-30", "2025-01-05", 2),
            ("2025-01-06", "2025-01-12", 0),
            ("2025-01-13", "2025-01-19", 0),
            ("2025-01-20", "2025-01-26", 0),
            ("2025-01-27", "2025-02-02", 0),
            ("2025-02-03", "2025-02-09", 0),
            ("2025-02-10", "2025-02-16", 0),
            ("2025-02-17", "2025-02-23", 0),
            ("2025-02-24", "2025-03-02", 0),
            ("2025-03-03", "2025-03-09", 1),
        ],
    );
    check(
        &["2024-12-31", "2025-04-05", "2026-01-01"],
        &[
            ("2024-12-01", "2024-12-31", 1),
            ("2025-01-01", "2025-01-31", 0),
            ("2025-02-01", "2025-02-28", 0),
            ("2025-03-01", "2025-03-31", 0),
            ("2025-04-01", "2025-04-30", 1),
            ("2025-05-01", "2025-05-31", 0),
            ("2025-06-01", "2025-06-30", 0),
            ("2025-07-01", "2025-07-31", 0),
            ("2025-08-01", "2025-08-31", 0),
            ("2025-09-01", "2025-09-30", 0),
            ("2025-10-01", "2025-10-31", 0),
            ("2025-11-01", "2025-11-30", 0),
            ("2025-12-01", "2025-12-31", 0),
            ("2026-01-01", "2026-01-31", 1),
        ],
    );
    check(
        &["1899-12-31", "1900-06-01", "1906-01-01"],
        &[
            ("1899-01-01", "1899-12-31", 1),
            ("1900-01-01", "1900-12-31", 1),
            ("1901-01-01", "1901-12-31", 0),
            ("1902-01-01", "1902-12-31", 0),
            ("1903-01-01", "1903-12-31", 0),
            ("1904-01-01", "1904-12-31", 0),
            ("1905-01-01", "1905-12-31", 0),
            ("1906-01-01", "1906-12-31", 1),
        ],
    );
}

/// Each count stands beside that of the archive, without articles that are gone.
fn counts_by_the_interval_that_is_asked_for(new: NewIndex) {
    let dates = ["2025-06-01", "2025-06-02", "2025-06-08", "2025-06-09"];
    let others = dates.map(|date| draft(&format!("other {date}"), "tide").published(date));
    let gone = dated("gone", "2025-06-02").done();
    let id = gone.article.id;
    let drafts = dates.map(|date| dated(date, date)).into_iter().chain(others);
    let index = filled(new, all(drafts).into_iter().chain([gone]).collect());
    index.store().remove(id).unwrap();
    index.store().commit().unwrap();
    let report = crate::articles::word("report");
    for (interval, expected) in [
        (
            Interval::Week,
            &[
                ("2025-05-26", "2025-06-01", 1, 2),
                ("2025-06-02", "2025-06-08", 2, 4),
                ("2025-06-09", "2025-06-15", 1, 2),
            ][..],
        ),
        (Interval::Month, &[("2025-06-01", "2025-06-30", 4, 8)]),
        (Interval::Year, &[("2025-01-01", "2025-12-31", 4, 8)]),
    ] {
        let asked = SearchRequest {
            interval: Some(interval),
            ..request(report.clone())
        };
        let facets = index.engine().search(&asked).unwrap().facets.unwrap();
        let dates = facets.date.iter();
        let found: Vec<_> = dates
            .map(|b| (b.from.as_str(), b.to.as_str(), b.count, b.in_archive))
            .collect();
        assert_eq!(found, expected, "{interval:?}");
    }
}
