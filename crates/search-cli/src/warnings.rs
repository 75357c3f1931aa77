//! Tells on stderr what of a query was taken otherwise than typed, and whether its answer is whole.

use query_language::Warning;
use search_engine::SearchResults;

use crate::clean::clean;

/// Tells the warnings of an answer, and whether time ran out. Each line begins with where the query stands.
pub(crate) fn tell_of_answer(place: &str, results: &SearchResults) {
    tell(place, &results.query.text, &results.query.warnings);
    if results.partial {
        anstream::eprintln!("{place}warning: the search ran out of time, so the counts are lower bounds");
    }
}

/// Tells the warnings of a query. Each line begins with where the query stands.
pub(crate) fn tell(place: &str, query: &str, warnings: &[Warning]) {
    for warning in warnings {
        let n_chars = warning.end.saturating_sub(warning.start);
        let words: String = query.chars().skip(warning.start).take(n_chars).collect();
        let words = if words.is_empty() {
            String::new()
        } else {
            format!(" (`{}`)", clean(&words))
        };
        anstream::eprintln!("{place}warning: {}{words}", clean(&warning.message));
    }
}
