//! The authors whose names are spelled almost like one that is asked for.

use std::cmp::Reverse;

use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::PhraseQuery;

use super::close_spellings::n_alive;
use super::expansion::{Shape, expand};
use super::snapshot::Snapshot;
use super::verified::Clock;
use crate::SearchError;
use crate::spelling::most_changes;

/// Spellings of a word that are looked at, itself among them.
const MAX_SPELLINGS: usize = 8;
/// Beginnings of names that are looked at.
const MAX_NAMES: usize = 64;

/// The name of an author, or the words that it begins with.
struct Name {
    words: Vec<String>,
    /// By how many letters they differ, all together, from what was asked for.
    distance: u32,
    n_articles: usize,
}

/// Returns the words of the name closest to these that so many articles are by.
pub(super) fn closest_author(
    snapshot: &Snapshot,
    asked: &[String],
    least: usize,
    clock: &Clock,
) -> Result<Option<Vec<String>>, SearchError> {
    let mut names = vec![Name {
        words: Vec::new(),
        distance: 0,
        n_articles: usize::MAX,
    }];
    for word in asked {
        let spellings = spellings(snapshot, word, clock)?;
        let mut longer = Vec::new();
        for name in &names {
            if clock.has_passed() {
                return Ok(None);
            }
            for (spelling, distance) in &spellings {
                let words: Vec<String> = name.words.iter().chain([spelling]).cloned().collect();
                let n_articles = n_articles_by(snapshot, &words)?;
                // A name stands in a row, so that no author has what begins like none.
                if n_articles >= least {
                    longer.push(Name {
                        words,
                        distance: name.distance + distance,
                        n_articles,
                    });
                }
            }
        }
        longer.sort_by(|a, b| a.key().cmp(&b.key()));
        longer.truncate(MAX_NAMES);
        names = longer;
    }
    let closest = names.into_iter().next();
    Ok(closest.map(|name| name.words).filter(|words| !words.is_empty()))
}

/// Returns how many articles are by somebody whose name has these words in a row.
pub(super) fn n_articles_by(snapshot: &Snapshot, words: &[String]) -> Result<usize, SearchError> {
    let field = snapshot.fields.byline;
    let mut terms: Vec<Term> = words
        .iter()
        .map(|word| Term::from_field_text(field, word))
        .collect();
    if terms.len() > 1 {
        return Ok(snapshot.searcher.search(&PhraseQuery::new(terms), &Count)?);
    }
    match terms.pop() {
        Some(term) => n_alive(&snapshot.searcher, &term),
        None => Ok(0),
    }
}

/// Returns the words of names that are spelled like one, with by how many letters they differ.
fn spellings(snapshot: &Snapshot, word: &str, clock: &Clock) -> Result<Vec<(String, u32)>, SearchError> {
    let letters: Vec<char> = word.chars().collect();
    let most = most_changes(letters.len());
    if most == 0 {
        return Ok(vec![(word.to_owned(), 0)]);
    }
    let shape = Shape::Fuzzy {
        word: letters,
        distance: most,
    };
    let found = expand(snapshot, snapshot.fields.byline, &shape, MAX_SPELLINGS, clock)?;
    let found = found
        .into_iter()
        .map(|other| (other.text, u32::from(other.distance)));
    Ok(found.collect())
}

impl Name {
    fn key(&self) -> (u32, Reverse<usize>, &[String]) {
        (self.distance, Reverse(self.n_articles), &self.words)
    }
}
