//! "Did you mean": words that no article has are searched in the closest spellings that articles do have, and the
//! answer says so; for words that hardly any has, and for names that nothing has, a common close spelling is offered.

use std::cmp::Reverse;
use std::collections::HashMap;

use query_language::{ParsedQuery, Query, Scope, Warning, Word, WordForm};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};
use text_analysis::{fold, words};

use super::address::name_words;
use super::close_authors::{closest_author, n_articles_by};
use super::expansion::{Expanded, Shape, expand};
use super::facet_table::{Closeness, ValueId, is_unknown};
use super::names_meant::in_other_scripts;
use super::snapshot::Snapshot;
use super::terms::TermSource;
use super::typed_place::place;
use super::verified::Clock;
use super::words::SideBySide;
use crate::spelling::{MIN_LETTERS, most_changes};
use crate::{FacetField, SearchError, SearchRequest};

/// Close spellings that are looked at.
const MAX_CLOSE: usize = 1_024;
/// Closest spellings that are searched in place of a word.
const MAX_SPELLINGS: usize = 3;
/// A word that so few articles have may be mistyped.
const RARE: usize = 2;
/// In a large archive errors of print are in more of them: in one of so many.
const RARE_ONE_IN: usize = 2_000;
/// Of more articles some are there, however many were removed since.
const MANY: usize = 1_000;
/// Then a close spelling is offered that so many times more articles have.
pub(super) const MUCH_MORE: usize = 20;
/// The same where more than a few have the word, which may be as it should.
const EVEN_MORE: usize = 100;
/// Words of a query whose spellings are looked up.
const MAX_LOOKED_UP: usize = 16;

/// What became of a query whose words no article has.
pub(super) struct Respelled {
    /// What to search instead, where some word is searched in other spellings.
    pub(super) tree: Option<Query>,
    /// The query as its author may have meant it.
    pub(super) suggestion: Option<String>,
    /// What is searched otherwise.
    pub(super) warnings: Vec<Warning>,
}

impl Respelled {
    /// Returns the request that is searched instead, where some word is searched in other spellings.
    pub(super) fn request(&self, request: &SearchRequest) -> Option<SearchRequest> {
        let tree = self.tree.clone()?;
        let query = ParsedQuery {
            tree,
            ..request.query.clone()
        };
        Some(SearchRequest {
            query,
            ..request.clone()
        })
    }
}

/// Returns how many articles of an index have a word that may be mistyped.
pub(super) fn rare(snapshot: &Snapshot) -> usize {
    RARE.max(snapshot.searcher.num_docs() as usize / RARE_ONE_IN)
}

/// Looks for close spellings of the words of a query that no article, or hardly any, has, until the clock stops.
pub(super) fn respelled(
    snapshot: &Snapshot,
    terms: &mut TermSource,
    query: &ParsedQuery,
    clock: &Clock,
) -> Result<Respelled, SearchError> {
    let mut search = Search {
        snapshot,
        terms,
        clock,
        text: &query.text,
        looked_up: HashMap::new(),
        replaced: Vec::new(),
        warnings: Vec::new(),
        is_widened: false,
    };
    let tree = search.tree(&query.tree)?;
    let suggestion = search.suggestion();
    Ok(Respelled {
        tree: search.is_widened.then_some(tree),
        suggestion,
        warnings: search.warnings,
    })
}

struct Search<'a> {
    snapshot: &'a Snapshot,
    terms: &'a mut TermSource,
    clock: &'a Clock,
    /// The query as typed.
    text: &'a str,
    /// What was looked up: how many articles have a word, and the spellings close to it.
    looked_up: HashMap<Word, (usize, Vec<Expanded>)>,
    /// Words of the query, each with what may have been meant.
    replaced: Vec<(String, String)>,
    warnings: Vec<Warning>,
    is_widened: bool,
}

impl Search<'_> {
    /// Returns a tree in which words that no article has are close spellings that some have. Nothing is excluded
    /// that was not asked to be.
    fn tree(&mut self, query: &Query) -> Result<Query, SearchError> {
        Ok(match query {
            Query::Word(word) => self.word(word)?.unwrap_or_else(|| query.clone()),
            Query::Phrase(phrase) => {
                for word in words(&phrase.text) {
                    let word = Word {
                        text: word.text.to_owned(),
                        scope: phrase.scope,
                        form: WordForm::Inflected,
                    };
                    self.offer(&word)?;
                }
                query.clone()
            }
            Query::Near(near) => {
                let mut near = near.clone();
                for part in &mut near.parts {
                    *part = self.tree(part)?;
                }
                Query::Near(near)
            }
            Query::AtLeast { count, part } => Query::AtLeast {
                count: *count,
                part: Box::new(self.tree(part)?),
            },
            Query::And(parts) => Query::And(self.trees(parts)?),
            Query::Or(parts) => Query::Or(self.trees(parts)?),
            Query::Words(parts) if SideBySide::new(parts, self.snapshot, self.terms)?.is_question() => {
                self.question(parts)?
            }
            Query::Words(parts) => Query::Words(self.trees(parts)?),
            Query::Entity { kind, name } => {
                self.offer_name(FacetField::Entity(*kind), name);
                query.clone()
            }
            Query::Source(name) => {
                self.offer_name(FacetField::Source, name);
                query.clone()
            }
            Query::Agency(name) => {
                self.offer_name(FacetField::Agency, name);
                query.clone()
            }
            Query::Byline(name) => {
                self.offer_author(name)?;
                query.clone()
            }
            other => other.clone(),
        })
    }

    fn trees(&mut self, parts: &[Query]) -> Result<Vec<Query>, SearchError> {
        parts.iter().map(|part| self.tree(part)).collect()
    }

    /// Offers spellings for the words of a question. None is searched: a question wants no word in particular, and the
    /// spellings of one that is not there only add noise.
    fn question(&mut self, parts: &[Query]) -> Result<Query, SearchError> {
        for part in parts {
            match part {
                Query::Word(word) => {
                    self.offer(word)?;
                }
                _ => {
                    self.tree(part)?;
                }
            }
        }
        Ok(Query::Words(parts.to_vec()))
    }

    /// Returns what to search in place of a word; nothing where the word stays.
    fn word(&mut self, word: &Word) -> Result<Option<Query>, SearchError> {
        let (n_articles, spellings) = self.offer(word)?;
        let Some(closest) = spellings.first().filter(|_| n_articles == 0) else {
            return Ok(None);
        };
        let closest = spellings
            .iter()
            .filter(|other| other.distance == closest.distance);
        let closest: Vec<&str> = closest
            .map(|other| other.text.as_str())
            .take(MAX_SPELLINGS)
            .collect();
        let quoted: Vec<String> = closest.iter().map(|text| format!("“{text}”")).collect();
        let message = format!(
            "no article has “{}”, so words spelled like it are searched: {}",
            word.text,
            quoted.join(", ")
        );
        let (start, end) = place(self.text, &word.text).unwrap_or_default();
        let warning = Warning { message, start, end };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
        self.is_widened = true;
        let spelled = |text: &&str| {
            Query::Word(Word {
                text: (*text).to_owned(),
                ..word.clone()
            })
        };
        let mut spelled: Vec<Query> = closest.iter().map(spelled).collect();
        Ok(Some(match spelled.len() {
            1 => spelled.remove(0),
            _ => Query::Or(spelled),
        }))
    }

    /// Notes what may have been meant by a word, and returns how many articles have the word, and the spellings
    /// close to it, closest first.
    fn offer(&mut self, word: &Word) -> Result<(usize, Vec<Expanded>), SearchError> {
        let n_letters = word.text.chars().count();
        let is_one = word.text.chars().all(char::is_alphabetic) && words(&word.text).count() == 1;
        if word.form != WordForm::Inflected || !is_one || n_letters < MIN_LETTERS {
            return Ok((usize::MAX, Vec::new()));
        }
        if let Some(known) = self.looked_up.get(word) {
            return Ok(known.clone());
        }
        // What others write with a hyphen or in another script is no error.
        let is_written_otherwise = !self.terms.other_spelling(&word.text).is_empty()
            || !in_other_scripts(self.snapshot, &word.text).is_empty();
        if is_written_otherwise {
            return Ok((usize::MAX, Vec::new()));
        }
        let n_articles = self.n_articles(word)?;
        let n_indexed = self.snapshot.searcher.num_docs() as usize;
        let times = if n_articles > RARE { EVEN_MORE } else { MUCH_MORE };
        let is_rare = n_articles <= rare(self.snapshot) && n_indexed >= n_articles * times;
        if !is_rare || self.looked_up.len() == MAX_LOOKED_UP || n_articles > RARE && self.is_name(word) {
            return Ok((n_articles, Vec::new()));
        }
        let spellings = self.spellings(word, n_letters)?;
        let better = spellings
            .first()
            .filter(|best| best.n_articles >= n_articles * times);
        if let Some(better) = better {
            self.replaced.push((word.text.clone(), better.text.clone()));
        }
        let found = (n_articles, spellings);
        self.looked_up.insert(word.clone(), found.clone());
        Ok(found)
    }

    /// Notes what may have been meant by a name that nothing, or hardly anything, has.
    fn offer_name(&mut self, facet: FacetField, name: &str) {
        let asked = name_words(name);
        if name.contains(['*', '?']) || is_unknown(facet, &fold(name)) || self.clock.has_passed() {
            return;
        }
        let table = self.snapshot.facet(facet);
        let n_articles = |number: &ValueId| table.value(*number).count();
        let n_known: usize = table.asked_for(name).iter().map(n_articles).sum();
        if n_known > RARE {
            return;
        }
        let close = table.close_to(&asked, Closeness::Whole).into_iter();
        let closest =
            close.min_by_key(|name| (name.distance, Reverse(n_articles(&name.number)), name.number));
        let least = (n_known * MUCH_MORE).max(1);
        let Some(closest) = closest.filter(|name| n_articles(&name.number) >= least) else {
            return;
        };
        self.replace(name, closest.words);
    }

    /// Notes what may have been meant by the name of an author of no article, or hardly any.
    fn offer_author(&mut self, name: &str) -> Result<(), SearchError> {
        let asked = name_words(name);
        if name.contains(['*', '?']) || self.clock.has_passed() {
            return Ok(());
        }
        let n_known = n_articles_by(self.snapshot, &asked)?;
        if n_known > RARE {
            return Ok(());
        }
        let least = (n_known * MUCH_MORE).max(1);
        if let Some(closest) = closest_author(self.snapshot, &asked, least, self.clock)? {
            self.replace(name, closest.iter().map(String::as_str));
        }
        Ok(())
    }

    /// Notes the words that may have been meant by those of a name.
    fn replace<'a>(&mut self, name: &str, meant: impl IntoIterator<Item = &'a str>) {
        for (typed, meant) in words(name).zip(meant) {
            if fold(typed.text) != meant {
                self.replaced.push((typed.text.to_owned(), meant.to_owned()));
            }
        }
    }

    /// Tells whether something is called so: a rare name is no error.
    fn is_name(&self, word: &Word) -> bool {
        let has_word = |facet: &FacetField| !self.snapshot.facet(*facet).with_words(&word.text).is_empty();
        FacetField::ALL.iter().any(has_word)
    }

    /// Returns the spellings close to a word that articles have, closest first.
    fn spellings(&self, word: &Word, n_letters: usize) -> Result<Vec<Expanded>, SearchError> {
        let own = fold(&word.text);
        let shape = Shape::Fuzzy {
            word: own.chars().collect(),
            distance: most_changes(n_letters),
        };
        let fields = &self.snapshot.fields;
        let field = if word.scope == Scope::Title {
            fields.title_word
        } else {
            fields.word
        };
        let mut spellings = expand(self.snapshot, field, &shape, MAX_CLOSE, self.clock)?;
        spellings.retain(|other| other.text != own && words(&other.text).count() == 1);
        if self
            .snapshot
            .searcher
            .segment_readers()
            .iter()
            .any(SegmentReader::has_deletes)
        {
            for other in &mut spellings {
                other.n_articles = n_alive(
                    &self.snapshot.searcher,
                    &Term::from_field_text(field, &other.text),
                )?;
            }
            spellings.retain(|other| other.n_articles > 0);
            spellings.sort_by(|a, b| {
                let key = |other: &Expanded| (other.distance, Reverse(other.n_articles));
                key(a).cmp(&key(b)).then_with(|| a.text.cmp(&b.text))
            });
        }
        Ok(spellings)
    }

    /// Returns how many articles have the word in any inflection.
    fn n_articles(&mut self, word: &Word) -> Result<usize, SearchError> {
        let mut n_articles = 0;
        for sequence in self.terms.variants(&word.text) {
            let [term] = &sequence[..] else { continue };
            let term = Term::from_field_text(self.snapshot.fields.text, term);
            n_articles += match self.snapshot.searcher.doc_freq(&term)? as usize {
                few if few <= MANY => n_alive(&self.snapshot.searcher, &term)?,
                many => many,
            };
        }
        Ok(n_articles)
    }

    /// Returns the query as its author may have meant it.
    fn suggestion(&self) -> Option<String> {
        let mut text: Vec<char> = self.text.chars().collect();
        let mut is_new = false;
        for (word, meant) in &self.replaced {
            let now: String = text.iter().collect();
            let Some((start, end)) = place(&now, word) else {
                continue;
            };
            let is_capital = text[start].is_uppercase();
            let mut letters = meant.chars();
            let first: Vec<char> = match letters.next() {
                Some(first) if is_capital => first.to_uppercase().collect(),
                first => first.into_iter().collect(),
            };
            text.splice(start..end, first.into_iter().chain(letters));
            is_new = true;
        }
        is_new.then(|| text.into_iter().collect())
    }
}

/// Returns how many articles that are not removed have a term.
pub(super) fn n_alive(searcher: &Searcher, term: &Term) -> Result<usize, SearchError> {
    let mut n_articles = 0;
    for reader in searcher.segment_readers() {
        let terms = reader.inverted_index(term.field())?;
        let found = terms.read_postings(term, IndexRecordOption::Basic);
        let Some(mut documents) = found.map_err(tantivy::TantivyError::from)? else {
            continue;
        };
        let Some(alive) = reader.alive_bitset() else {
            n_articles += documents.doc_freq() as usize;
            continue;
        };
        while documents.doc() != TERMINATED {
            n_articles += usize::from(alive.is_alive(documents.doc()));
            documents.advance();
        }
    }
    Ok(n_articles)
}
