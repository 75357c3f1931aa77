//! Facets as text: a line each, and the dates as a small chart.

use article::{EntityKind, Precision, Published};
use search_engine::{DateBucket, FacetField, FacetValue, Facets};
use unicode_width::UnicodeWidthStr;

use crate::answer::{Look, grouped, shown_date};
use crate::layout::{Indent, NO_BREAK, Role, Run, paragraph};

/// How much of the facets is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What leads.
    Brief,
    /// All that came, and the dates.
    Full,
}

/// Values of a facet in the brief form: one line on most terminals.
const BRIEF_VALUES: usize = 5;
/// Bars of the chart, from few to many.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the lines of all facets that have values.
pub(crate) fn facet_lines(facets: &Facets, look: &Look) -> String {
    let shown: Vec<(&str, &[FacetValue])> = FacetField::ALL
        .into_iter()
        .filter(|facet| look.detail == Detail::Full || is_brief(*facet))
        .filter_map(|facet| Some((label(facet), facets.values.get(facet.name())?.as_slice())))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let has_dates = look.detail == Detail::Full && (!facets.date.is_empty() || facets.undated > 0);
    let labels = shown
        .iter()
        .map(|(label, _)| *label)
        .chain(has_dates.then_some("dates"));
    let n_columns = labels.map(UnicodeWidthStr::width).max().unwrap_or(0) + 2;
    let mut lines = String::new();
    for (label, values) in shown {
        lines.push_str(&line(
            label,
            n_columns,
            &[Run::new(&listed(values, look.detail), Role::Text)],
            look,
        ));
    }
    if has_dates {
        let room = look.width.saturating_sub(n_columns);
        lines.push_str(&line(
            "dates",
            n_columns,
            &[Run::new(&chart(facets, room), Role::Text)],
            look,
        ));
    }
    lines
}

fn is_brief(facet: FacetField) -> bool {
    matches!(facet, FacetField::Source | FacetField::Entity(_))
}

fn label(facet: FacetField) -> &'static str {
    match facet {
        FacetField::Source => "source",
        FacetField::Language => "language",
        FacetField::Agency => "agency",
        FacetField::Entity(EntityKind::Person) => "people",
        FacetField::Entity(EntityKind::Organisation) => "organisations",
        FacetField::Entity(EntityKind::Place) => "places",
    }
}

fn line(label: &str, n_columns: usize, runs: &[Run], look: &Look) -> String {
    let indent = Indent {
        first: format!("{label:<n_columns$}"),
        rest: " ".repeat(n_columns),
    };
    paragraph(runs, &indent, look.width, look.marks)
}

fn listed(values: &[FacetValue], detail: Detail) -> String {
    let n_values = if detail == Detail::Full {
        values.len()
    } else {
        BRIEF_VALUES
    };
    let values = values.iter().take(n_values);
    let values = values.map(|value| format!("{}{NO_BREAK}{}", value.value, grouped(value.count)));
    let values: Vec<String> = values.collect();
    values.join(&format!("{NO_BREAK}· "))
}

/// Returns the matches over time as bars between the first and the last date.
fn chart(facets: &Facets, room: usize) -> String {
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (facets.date.first(), facets.date.last()) {
        let (from, to) = (shown_end(first, &first.from), shown_end(last, &last.to));
        let beside = room.saturating_sub(from.width() + to.width() + 2);
        // Where hardly any fits between the days they get a line of their own.
        let n_bars = if beside < BARS.len() { room.max(1) } else { beside };
        let bars = bars(&facets.date, n_bars);
        parts.push(if from == to {
            format!("{from} {bars}")
        } else {
            format!("{from} {bars} {to}")
        });
    }
    if facets.undated > 0 {
        parts.push(format!("undated {}", grouped(facets.undated)));
    }
    parts.join(" · ")
}

/// Returns an end of a bucket in words: a week is told by its Monday.
fn shown_end(bucket: &DateBucket, end: &str) -> String {
    if is_week(bucket) {
        let monday = shown_date(&bucket.from, Some(Precision::Day)).unwrap_or_default();
        return format!("week of {monday}");
    }
    shown_date(end, precision(bucket)).unwrap_or_default()
}

/// Returns how precisely the ends of a bucket are told: a bucket of a month is not told by its days.
fn precision(bucket: &DateBucket) -> Option<Precision> {
    let (from, to) = (&bucket.from, &bucket.to);
    if from == to {
        return Some(Precision::Day);
    }
    let same_month = from.get(..7) == to.get(..7);
    Some(if same_month {
        Precision::Month
    } else {
        Precision::Year
    })
}

/// Tells whether a bucket is a week.
fn is_week(bucket: &DateBucket) -> bool {
    let day = |date: &str| date.parse::<Published>().ok().map(|date| date.days_since_epoch());
    match (day(&bucket.from), day(&bucket.to)) {
        (Some(from), Some(to)) => to - from == 6,
        _ => false,
    }
}

/// Returns one bar a bucket, or a bar for several neighbours where there is no room for each.
fn bars(buckets: &[DateBucket], n_bars: usize) -> String {
    let n_joined = buckets.len().div_ceil(n_bars.max(1)).max(1);
    let counts: Vec<usize> = buckets
        .chunks(n_joined)
        .map(|joined| joined.iter().map(|bucket| bucket.count).sum())
        .collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.into_iter().map(|count| bar(count, most)).collect()
}

/// Returns the bar of a count; even a single match shows, and none at all is a dot.
fn bar(count: usize, most: usize) -> char {
    if count == 0 {
        return '·';
    }
    let height = (count * BARS.len()).div_ceil(most.max(1));
    BARS[height.clamp(1, BARS.len()) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(counts: &[usize]) -> Vec<DateBucket> {
        let days = 1..=28;
        let bucket = |(day, count): (usize, &usize)| DateBucket {
            from: format!("2025-11-{day:02}"),
            to: format!("2025-11-{day:02}"),
            count: *count,
            in_archive: *count,
        };
        days.zip(counts).map(bucket).collect()
    }

    #[test]
    fn bars_rise_with_the_counts() {
        for (counts, n_bars, expected) in [
            (&[1, 0, 8, 4][..], 10, "▁·█▄"),
            (&[1, 1, 1, 1, 0, 0], 3, "██·"),
            (&[1, 1_000_000], 10, "▁█"),
            (&[], 10, ""),
        ] {
            assert_eq!(bars(&buckets(counts), n_bars), expected);
        }
    }

    #[test]
    fn bars_that_do_not_fit_beside_the_days_have_a_line() {
        let facets = Facets {
            date: buckets(&[1; 28]),
            ..Facets::default()
        };
        let n_bars = chart(&facets, 25)
            .chars()
            .filter(|bar| BARS.contains(bar))
            .count();
        assert_eq!(n_bars, 14, "two days each");
    }

    #[test]
    fn the_chart_tells_its_span() {
        for (from, to, expected) in [
            ("2025-11-05", "2025-11-05", "5 Nov 2025 █"),
            ("2025-11-01", "2025-11-30", "Nov 2025 █"),
            ("2025-01-01", "2025-12-31", "2025 █ · undated 2"),
            ("2025-12-01", "2025-12-07", "week of 1 Dec 2025 █"),
            ("2024-12-30", "2025-01-05", "week of 30 Dec 2024 █"),
        ] {
            let bucket = DateBucket {
                from: from.to_owned(),
                to: to.to_owned(),
                count: 3,
                in_archive: 3,
            };
            let undated = if expected.contains("undated") { 2 } else { 0 };
            let facets = Facets {
                date: vec![bucket],
                undated,
                ..Facets::default()
            };
            assert_eq!(chart(&facets, 60), expected);
        }
    }
}
