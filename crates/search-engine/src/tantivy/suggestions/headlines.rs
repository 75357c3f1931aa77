//! Headlines with the words that are typed, and the phrases that they make there.

use std::collections::HashMap;

use query_language::{MAX_PHRASE_WORDS, ParsedQuery, Query, Scope, Word, WordForm, parse};
use text_analysis::{fold, words};

use super::super::search::search;
use super::super::snapshot::Snapshot;
use super::{Offer, Spelling, quotable};
use crate::spelling::{MIN_LETTERS, distance, most_changes, most_changes_of_start, start_distance};
use crate::{HitDetail, SearchError, SearchRequest, Suggestion};

/// Headlines that are offered at most.
const MAX_HEADLINES: usize = 2;
/// Best matches whose headlines are looked at: copies of a story have the same.
const LOOKED_AT: usize = 10;
/// Letters of a word that is being typed before headlines are looked for.
const MIN_START: usize = 2;

/// Returns headlines with these words, the last of which may be the start of one, and the phrase that they are in many.
pub(super) fn with_words(
    snapshot: &Snapshot,
    typed: &[String],
    limit: usize,
    spelling: Spelling,
) -> Result<Vec<Offer>, SearchError> {
    let (titles, total) = titles(snapshot, typed, spelling)?;
    let mut found: Vec<Suggestion> = Vec::new();
    for title in &titles {
        let query = format!("title:\"{}\"", quotable(title));
        // Headlines that differ in their signs alone are one query.
        match found.iter_mut().find(|known| known.query == query) {
            Some(known) => known.count += 1,
            None => found.push(Suggestion {
                kind: "headline".into(),
                query,
                text: title.clone(),
                count: 1,
            }),
        }
    }
    found.truncate(MAX_HEADLINES.min(limit));
    if total > LOOKED_AT {
        for headline in &mut found {
            headline.count = n_matches(snapshot, &headline.query)?;
        }
    }
    let most = found.iter().map(|headline| headline.count).max().unwrap_or(0);
    let phrase = match phrase(&titles, typed, spelling) {
        Some(phrase) if limit > 0 => Some(of_phrase(snapshot, phrase)?),
        _ => None,
    };
    // A phrase of one headline only says less than the headline.
    let phrase = phrase.filter(|phrase| phrase.count > most);
    let offer = |suggestion: Suggestion| Offer {
        worth: suggestion.count,
        suggestion,
    };
    Ok(phrase.into_iter().chain(found).map(offer).collect())
}

/// Returns the best headlines with the words, and how many there are.
fn titles(
    snapshot: &Snapshot,
    typed: &[String],
    spelling: Spelling,
) -> Result<(Vec<String>, usize), SearchError> {
    let forms: &[WordForm] = match spelling {
        Spelling::AsTyped => &[WordForm::Prefix],
        // A whole word is searched in other spellings, the start of one is not.
        Spelling::Close => &[WordForm::Prefix, WordForm::Inflected],
    };
    for form in forms {
        let Some(tree) = in_headline(typed, *form) else {
            continue;
        };
        let request = SearchRequest {
            limit: LOOKED_AT,
            facet_values: 0,
            detail: HitDetail::Ranking,
            ..SearchRequest::new(ParsedQuery {
                tree,
                ..SearchRequest::all_articles().query
            })
        };
        let results = search(snapshot, &request)?;
        // What is found in another spelling is no completion of what was typed.
        let is_widened = !results.query.warnings.is_empty();
        if results.total == 0 || spelling == Spelling::AsTyped && is_widened {
            continue;
        }
        let titles = results.hits.into_iter().filter_map(|hit| hit.title);
        let short = titles.filter(|title| words(title).count() <= MAX_PHRASE_WORDS);
        return Ok((short.collect(), results.total));
    }
    Ok((Vec::new(), 0))
}

/// Returns the phrase that the words typed, the last of which may be begun, are in most of these headlines.
fn phrase(titles: &[String], typed: &[String], spelling: Spelling) -> Option<String> {
    let typed: Vec<Vec<char>> = typed.iter().map(|word| word.chars().collect()).collect();
    let (last, first) = typed.split_last()?;
    let is_here = |letters: &Vec<char>, word: &String| {
        spelled(spelling, most_changes(letters.len()), |most| {
            distance(letters, word, most)
        })
    };
    let begins = |word: &String| {
        let most = most_changes_of_start(last.len());
        spelled(spelling, most, |most| start_distance(last, word, most))
    };
    // How often each is there, the place where it was found first, and how it is written there.
    let mut phrases: HashMap<Vec<String>, (usize, usize, String)> = HashMap::new();
    for title in titles {
        let written: Vec<&str> = words(title).map(|word| word.text).collect();
        let folded: Vec<String> = written.iter().map(|word| fold(word)).collect();
        let mut rows = folded.windows(typed.len());
        let is_phrase = |row: &[String]| {
            let whole = first
                .iter()
                .zip(row)
                .all(|(letters, word)| is_here(letters, word));
            whole && begins(&row[first.len()])
        };
        if let Some(at) = rows.position(is_phrase) {
            let row = at..at + typed.len();
            let place = phrases.len();
            let text = || (0, place, written[row.clone()].join(" "));
            phrases.entry(folded[row.clone()].to_vec()).or_insert_with(text).0 += 1;
        }
    }
    let best = phrases
        .into_values()
        .max_by_key(|(count, place, _)| (*count, usize::MAX - place));
    best.map(|(_, _, text)| text)
}

fn spelled(spelling: Spelling, most: u8, distance: impl Fn(u8) -> Option<u8>) -> bool {
    let most = if spelling == Spelling::Close { most } else { 0 };
    distance(most).is_some()
}

fn of_phrase(snapshot: &Snapshot, text: String) -> Result<Suggestion, SearchError> {
    let query = format!("title:\"{}\"", quotable(&text));
    Ok(Suggestion {
        kind: "headline".into(),
        count: n_matches(snapshot, &query)?,
        text,
        query,
    })
}

fn n_matches(snapshot: &Snapshot, query: &str) -> Result<usize, SearchError> {
    let request = SearchRequest {
        limit: 0,
        facet_values: 0,
        enough: 0,
        ..SearchRequest::new(parse(query, None))
    };
    Ok(search(snapshot, &request)?.total)
}

/// Returns the query for headlines with these words, the last in a form of its own; none for a single word, which is in
/// too many headlines to tell which is meant.
fn in_headline(typed: &[String], form: WordForm) -> Option<Query> {
    let (last, first) = typed.split_last()?;
    let word = |text: &String, form| {
        Query::Word(Word {
            text: text.clone(),
            scope: Scope::Title,
            form,
        })
    };
    let least = match form {
        WordForm::Prefix => MIN_START,
        _ => MIN_LETTERS,
    };
    let whole = first.iter().map(|text| word(text, WordForm::Inflected));
    let last = (last.chars().count() >= least).then(|| word(last, form));
    let parts: Vec<Query> = whole.chain(last).collect();
    (2..=MAX_PHRASE_WORDS)
        .contains(&parts.len())
        .then_some(Query::And(parts))
}
