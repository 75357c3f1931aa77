//! Words typed side by side: which of them say something, and from how many on they are a question rather than
//! key words.

use article::{EntityKind, Language};
use query_language::{MAX_KEY_WORDS, ParsedQuery, Query, Scope, Word, WordForm, explain_telling};
use tantivy::Term;
use text_analysis::is_stop_word;

use super::snapshot::Snapshot;
use super::terms::TermSource;
use crate::{FacetField, SearchError};

/// A small word of a language that less than half of the articles are in is in at least one article of this many:
/// `die` is small in a German archive, and a word like any other in an English one that has some German articles.
const SMALL_WORD_ONE_IN: u64 = 20;

/// Words typed side by side, by what they say.
pub(super) struct SideBySide<'q> {
    /// What an article must have, all or some of it; all parts where every one is a small word.
    pub(super) telling: Vec<&'q Query>,
    /// Words such as `the` and `of`: they never force a match.
    pub(super) small: Vec<&'q Query>,
    /// Whether capitals say nothing, because all of several words are in them.
    is_shouted: bool,
}

impl<'q> SideBySide<'q> {
    /// Sorts the parts of a [`Query::Words`].
    pub(super) fn new(
        parts: &'q [Query],
        snapshot: &Snapshot,
        terms: &mut TermSource,
    ) -> Result<Self, SearchError> {
        let languages = Languages::of(snapshot);
        let has_small_letters = parts.iter().any(|part| match part {
            Query::Word(word) => word.text.contains(char::is_lowercase),
            _ => false,
        });
        let (mut telling, mut small) = (Vec::new(), Vec::new());
        for (at, part) in parts.iter().enumerate() {
            let is_small = match part {
                Query::Word(word) if !(has_small_letters && is_acronym(&word.text)) => {
                    languages.is_small(word, snapshot, terms)? && !is_of_a_name(parts, at, snapshot)
                }
                _ => false,
            };
            if is_small { &mut small } else { &mut telling }.push(part);
        }
        if telling.is_empty() {
            std::mem::swap(&mut telling, &mut small);
        }
        let is_shouted = parts.len() > 1 && !has_small_letters;
        Ok(Self {
            telling,
            small,
            is_shouted,
        })
    }

    /// Tells whether a capital letter makes a name of a word. In a question other words tell as much of what is meant.
    pub(super) fn has_names(&self) -> bool {
        !self.is_shouted && !self.is_question()
    }

    /// Tells whether these are a question, of which articles need not have every word.
    pub(super) fn is_question(&self) -> bool {
        self.telling.len() > MAX_KEY_WORDS
    }
}

/// Returns what a query asks for in words, and which of those side by side are small.
pub(super) fn explained(
    snapshot: &Snapshot,
    terms: &mut TermSource,
    query: &ParsedQuery,
) -> Result<String, SearchError> {
    let Some(parts) = query.tree.side_by_side() else {
        return Ok(query.explained.clone());
    };
    let sorted = SideBySide::new(parts, snapshot, terms)?;
    if sorted.small.is_empty() {
        return Ok(query.explained.clone());
    }
    let is_telling = |part: &Query| sorted.telling.contains(&part);
    let told = explain_telling(&query.tree, is_telling);
    let small: Vec<String> = sorted.small.iter().filter_map(|part| quoted(part)).collect();
    Ok(match &small[..] {
        _ if sorted.is_question() => format!("{told} (small words do not count)"),
        [one] => format!("{told} ({one} is a small word and counts little)"),
        [others @ .., last] => format!(
            "{told} ({} and {last} are small words and count little)",
            others.join(", ")
        ),
        [] => told,
    })
}

fn quoted(part: &Query) -> Option<String> {
    match part {
        Query::Word(word) => Some(format!("“{}”", word.text)),
        _ => None,
    }
}

/// Tells whether a word is a whole name of a person with the one before or behind it: `will` is in `Will Smith`.
fn is_of_a_name(parts: &[Query], at: usize, snapshot: &Snapshot) -> bool {
    let people = snapshot.facet(FacetField::Entity(EntityKind::Person));
    let text = |at: usize| match parts.get(at) {
        Some(Query::Word(word)) if word.form == WordForm::Inflected => Some(word.text.as_str()),
        _ => None,
    };
    let is_name = |first: usize| match (text(first), text(first + 1)) {
        (Some(given), Some(family)) => !people.named(&format!("{given} {family}")).is_empty(),
        _ => false,
    };
    is_name(at) || at.checked_sub(1).is_some_and(is_name)
}

/// Tells whether a word is in capitals, as `US` and `WHO` are where others are not.
fn is_acronym(text: &str) -> bool {
    text.chars().nth(1).is_some() && text.chars().all(char::is_uppercase)
}

/// The languages of an index.
struct Languages {
    /// What at least half of its articles are in.
    main: Option<Language>,
    others: Vec<Language>,
}

impl Languages {
    fn of(snapshot: &Snapshot) -> Self {
        let n_articles = snapshot.searcher.num_docs();
        let (mut main, mut others) = (None, Vec::new());
        for (_, value) in snapshot.facet(FacetField::Language).values() {
            let Some(language) = Language::from_code(value.name()) else {
                continue;
            };
            if value.count() as u64 * 2 >= n_articles {
                // Two may have half of the articles each.
                others.extend(main.replace(language));
            } else {
                others.push(language);
            }
        }
        Self { main, others }
    }

    fn is_small(
        &self,
        word: &Word,
        snapshot: &Snapshot,
        terms: &mut TermSource,
    ) -> Result<bool, SearchError> {
        if word.form != WordForm::Inflected || word.scope != Scope::Anywhere {
            return Ok(false);
        }
        let is_listed = |language: &Language| is_stop_word(&word.text, language);
        if self.main.as_ref().is_some_and(is_listed) {
            return Ok(true);
        }
        Ok(self.others.iter().any(is_listed) && is_common(word, snapshot, terms)?)
    }
}

fn is_common(word: &Word, snapshot: &Snapshot, terms: &mut TermSource) -> Result<bool, SearchError> {
    let mut most = 0;
    for sequence in terms.variants(&word.text) {
        let [term] = &sequence[..] else { continue };
        let term = Term::from_field_text(snapshot.fields.text, term);
        most = most.max(snapshot.searcher.doc_freq(&term)?);
    }
    Ok(most * SMALL_WORD_ONE_IN >= snapshot.searcher.num_docs())
}
