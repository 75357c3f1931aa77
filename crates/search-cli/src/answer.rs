//! Search results as text for people: what was found, the hits with their passages, the facets that lead.

use article::{Precision, Published};
use query_language::Query;
use search_engine::{Hit, MatchTier, Piece, ScorePart, SearchResults};

use crate::facets::{Detail, facet_lines};
use crate::layout::{Indent, Marks, Role, Run, paragraph};

/// How the answer is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Columns to a line.
    pub(crate) width: usize,
    /// How matches are marked.
    pub(crate) marks: Marks,
    /// How much of the facets is shown.
    pub(crate) detail: Detail,
    /// How many hits were passed over, for their numbers.
    pub(crate) offset: usize,
}

/// Returns the results of a query as text.
pub(crate) fn answer(query: &Query, results: &SearchResults, look: &Look) -> String {
    // Beside small words one word is searched alone.
    let n_words = match results.query.explained.contains(" with the word ") {
        true => 1,
        false => words_side_by_side(query),
    };
    let summary = summary(results, n_words);
    let mut text = set(&[Run::new(&summary, Role::Text)], &Indent::even(0), look);
    let last_number = look.offset + results.hits.len();
    for (number, hit) in (look.offset + 1..).zip(&results.hits) {
        text.push('\n');
        text.push_str(&hit_lines(hit, number, last_number.to_string().len(), look));
    }
    if let Some(facets) = &results.facets {
        let lines = facet_lines(facets, look);
        if !lines.is_empty() {
            text.push('\n');
            text.push_str(&lines);
        }
    }
    text
}

/// Returns a number with its thousands apart.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns a date as people write it, such as `3 Dec 2025`, as precisely as it is known.
pub(crate) fn shown_date(published: &str, precision: Option<Precision>) -> Option<String> {
    let date: Published = published.parse().ok()?;
    let pattern = match precision.unwrap_or(date.precision()) {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day | Precision::Second => "%-d %b %Y",
    };
    Some(date.date().strftime(pattern).to_string())
}

fn set(runs: &[Run], indent: &Indent, look: &Look) -> String {
    paragraph(runs, indent, look.width, look.marks)
}

fn summary(results: &SearchResults, n_words: usize) -> String {
    let found = found(&results.matches, results.total, n_words);
    let searched = grouped(results.index.articles);
    let took = results.took_ms;
    let took = if took < 1.0 {
        format!("{took:.1}")
    } else {
        format!("{took:.0}")
    };
    format!("{found} · {searched} searched in {took} ms")
}

/// Says how many were found, and how they fall apart where the search was widened.
fn found(tiers: &[MatchTier], total: usize, n_words: usize) -> String {
    let Some((first, wider)) = tiers.split_first().filter(|_| n_words > 1 && total > 0) else {
        return counted(total);
    };
    let mut found = format!(
        "{} with {}",
        counted(first.count),
        shown_label(&first.label, n_words)
    );
    let mut more = if first.count > 0 { " more" } else { "" };
    for tier in wider.iter().filter(|tier| tier.count > 0) {
        let label = shown_label(&tier.label, n_words);
        found.push_str(&format!(", {}{more} with {label}", grouped(tier.count)));
        more = " more";
    }
    found
}

/// Returns the label of a tier as people say it of two words.
fn shown_label(label: &str, n_words: usize) -> &str {
    match (label, n_words) {
        ("all words", 2) => "both words",
        ("some words", 2) => "one",
        (label, _) => label,
    }
}

/// Returns how many words were typed side by side, which the search may widen.
fn words_side_by_side(query: &Query) -> usize {
    match query {
        Query::Words(words) => words.len(),
        Query::And(parts) => parts.iter().map(words_side_by_side).max().unwrap_or(0),
        _ => 0,
    }
}

fn counted(count: usize) -> String {
    match count {
        0 => "no articles".to_owned(),
        1 => "1 article".to_owned(),
        count => format!("{} articles", grouped(count)),
    }
}

fn hit_lines(hit: &Hit, number: usize, n_digits: usize, look: &Look) -> String {
    let n_columns = n_digits + 2;
    let indent = Indent {
        first: format!("{number:<n_columns$}"),
        rest: " ".repeat(n_columns),
    };
    let mut lines = set(&headline(hit), &indent, look);
    let indent = Indent::even(n_columns);
    lines.push_str(&set(&[Run::new(&origin(hit), Role::Aside)], &indent, look));
    for snippet in &hit.snippets {
        lines.push_str(&set(&passage(snippet), &indent, look));
    }
    if !hit.duplicates.is_empty() {
        lines.push_str(&set(&[Run::new(&copies(hit), Role::Aside)], &indent, look));
    }
    if let Some(parts) = &hit.explanation {
        lines.push_str(&set(
            &[Run::new(&explanation(hit, parts), Role::Aside)],
            &indent,
            look,
        ));
    }
    lines
}

/// Returns the headline, or the start of the story in quotes, so that it is not taken for one.
fn headline(hit: &Hit) -> Vec<Run> {
    if !hit.title_pieces.is_empty() {
        return hit
            .title_pieces
            .iter()
            .map(|piece| run(piece, Role::Headline))
            .collect();
    }
    match &hit.title {
        Some(title) => vec![Run::new(title, Role::Headline)],
        None => vec![
            Run::new("(no headline) ", Role::Aside),
            Run::new(&format!("“{}”", opening(&hit.lead)), Role::Headline),
        ],
    }
}

fn opening(lead: &str) -> String {
    /// About a headline's length.
    const MAX_CHARS: usize = 120;
    if lead.chars().count() <= MAX_CHARS {
        return lead.trim().to_owned();
    }
    let cut: String = lead.chars().take(MAX_CHARS).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", whole_words.trim())
}

fn origin(hit: &Hit) -> String {
    let source = hit.source.as_deref().unwrap_or("source unknown");
    let date = hit
        .published
        .as_deref()
        .and_then(|date| shown_date(date, hit.published_precision));
    let date = date.as_deref().unwrap_or("date unknown");
    let parts = [
        Some(source),
        Some(date),
        hit.language.as_deref(),
        Some(hit.path.as_str()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn passage(snippet: &[Piece]) -> Vec<Run> {
    let mut runs: Vec<Run> = snippet.iter().map(|piece| run(piece, Role::Text)).collect();
    if !snippet.first().is_some_and(|piece| piece.text.starts_with('…')) {
        runs.insert(0, Run::new("… ", Role::Text));
    }
    runs
}

fn run(piece: &Piece, otherwise: Role) -> Run {
    Run::new(&piece.text, if piece.is_match { Role::Match } else { otherwise })
}

fn copies(hit: &Hit) -> String {
    let sources: Vec<&str> = hit
        .duplicates
        .iter()
        .map(|copy| copy.source.as_deref().unwrap_or("source unknown"))
        .collect();
    format!("same story: {}", sources.join(" · "))
}

fn explanation(hit: &Hit, parts: &[ScorePart]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| format!("{:.2} {}", part.value, part.label))
        .collect();
    format!(
        "score {:.2}: {} · id {} · key {}",
        hit.score,
        parts.join(" + "),
        hit.id,
        hit.key
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tiers: &[(&str, usize)], n_words: usize, expected: &str) {
        let total = tiers.iter().map(|(_, count)| count).sum();
        let tier = |(label, count): &(&str, usize)| MatchTier {
            label: (*label).to_owned(),
            count: *count,
        };
        let tiers: Vec<MatchTier> = tiers.iter().map(tier).collect();
        assert_eq!(found(&tiers, total, n_words), expected);
    }

    #[test]
    fn what_was_found_is_said_in_words() {
        check(
            &[("all words", 3), ("some words", 2)],
            2,
            "3 articles with both words, 2 more with one",
        );
        check(
            &[("all words", 0), ("some words", 2)],
            2,
            "no articles with both words, 2 with one",
        );
        check(&[("all words", 1)], 2, "1 article with both words");
        check(&[("all words", 0)], 2, "no articles");
        check(&[("all words", 12)], 1, "12 articles");
        check(&[("all", 1_200)], 0, "1,200 articles");
        check(
            &[("all words", 1), ("most words", 2), ("some words", 3)],
            4,
            "1 article with all words, 2 more with most words, 3 more with some words",
        );
        check(&[], 0, "no articles");
    }

    #[test]
    fn dates_are_told_as_precisely_as_they_are_known() {
        for (published, precision, expected) in [
            ("2025-12-03", Some(Precision::Day), Some("3 Dec 2025")),
            (
                "2025-12-03T23:30:00-05:00",
                Some(Precision::Second),
                Some("3 Dec 2025"),
            ),
            ("2025-12-01", Some(Precision::Month), Some("Dec 2025")),
            ("2025-01-01", Some(Precision::Year), Some("2025")),
            ("2025-12", None, Some("Dec 2025")),
            ("soon", None, None),
        ] {
            assert_eq!(
                shown_date(published, precision).as_deref(),
                expected,
                "{published}"
            );
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
