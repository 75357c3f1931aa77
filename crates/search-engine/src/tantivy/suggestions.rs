//! Completions of what is being typed: names and publishers of the index, its words and headlines; where too little
//! begins so, what is spelled almost like it.

mod headlines;
mod names;
mod words;

use std::cmp::Reverse;

use text_analysis::{fold, words as words_of};

use super::close_spellings::{MUCH_MORE, rare};
use super::snapshot::Snapshot;
use crate::{SearchError, Suggestion};

/// A completion, and what it is worth against others.
struct Offer {
    worth: usize,
    suggestion: Suggestion,
}

/// How completions begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// With what was typed.
    AsTyped,
    /// Almost so.
    Close,
}

/// Returns completions, the most useful first: every word typed must start a word of the name. What begins with other
/// letters comes behind what begins with those that were typed.
pub(super) fn suggest(
    snapshot: &Snapshot,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, SearchError> {
    let typed_words: Vec<String> = words_of(typed).map(|word| fold(word.text)).collect();
    if typed_words.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = offers(snapshot, &typed_words, limit, Spelling::AsTyped)?;
    let most = found
        .iter()
        .map(|offer| offer.suggestion.count)
        .max()
        .unwrap_or(0);
    if most <= rare(snapshot) {
        let close = offers(snapshot, &typed_words, limit, Spelling::Close)?;
        let is_news = |offer: &Offer| {
            let is_offered = |other: &Offer| other.suggestion.query == offer.suggestion.query;
            offer.suggestion.count >= most * MUCH_MORE && !found.iter().any(is_offered)
        };
        let close: Vec<Offer> = close.into_iter().filter(is_news).collect();
        found.extend(close);
        found.truncate(limit);
    }
    let signs = signs(typed);
    let with_signs = |offer: Offer| Suggestion {
        query: format!("{signs}{}", offer.suggestion.query),
        ..offer.suggestion
    };
    Ok(found.into_iter().map(with_signs).collect())
}

fn offers(
    snapshot: &Snapshot,
    typed: &[String],
    limit: usize,
    spelling: Spelling,
) -> Result<Vec<Offer>, SearchError> {
    let completions = match typed {
        [word] => words::beginning(snapshot, word, limit, spelling)?,
        several => headlines::with_words(snapshot, several, limit, spelling)?,
    };
    let n_names = limit.saturating_sub(completions.len()).max(1);
    let mut found = match spelling {
        Spelling::AsTyped => names::beginning(snapshot, typed, n_names)?,
        Spelling::Close => names::beginning_almost(snapshot, typed, n_names)?,
    };
    found.extend(completions);
    found.sort_by_key(|offer| Reverse(offer.worth));
    found.truncate(limit);
    Ok(found)
}

/// Returns the signs before what is typed, which mean something to the query: it stays excluded, or in parentheses.
fn signs(typed: &str) -> &str {
    let typed = typed.trim_start();
    let rest = typed.trim_start_matches(['-', '+', '(']);
    // With a space behind it, it is a dash.
    if rest.starts_with(char::is_whitespace) {
        ""
    } else {
        &typed[..typed.len() - rest.len()]
    }
}

/// Returns a name as it may stand between quotation marks: as it is, or only its words where it has signs that
/// mean something there.
fn quotable(name: &str) -> String {
    let is_plain = |character: char| {
        character.is_alphanumeric() || matches!(character, ' ' | '-' | '.' | '&' | '’' | '\'')
    };
    if name.chars().all(is_plain) {
        return name.to_owned();
    }
    words_of(name).map(|word| word.text).collect::<Vec<_>>().join(" ")
}
