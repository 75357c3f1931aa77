//! What people type -> [`Query`] (a tree), with warnings. Never fails, never panics.
//!
//! [`parse`] is the way in: the text becomes tokens (`lexer`), the tokens a tree (`parser`, `simplify`), and the
//! tree a sentence that tells what is searched (`explain`).

mod calendar;
mod connector;
mod date_span;
mod explain;
mod field;
mod habits;
mod help;
mod language_name;
mod leaf;
mod lexer;
mod nearness;
mod parse;
mod parser;
mod parts;
mod pattern_phrase;
mod query;
mod quotation;
mod shape;
mod simplify;
mod spoken_date;
mod typed;
mod warnings;

pub use explain::explain_telling;
pub use help::SYNTAX_HELP;
pub use language_name::language_code;
pub use parse::parse;
pub use query::{
    Cut, Near, Order, ParsedQuery, Phrase, PhraseForm, Query, QueryPart, Reach, Scope, Warning, Word,
    WordForm,
};

/// Longest query text, in Unicode scalar values; what is typed beyond it is left out with a warning.
pub const MAX_CHARS: usize = 2_000;
/// Deepest nesting of parentheses and NOT.
pub const MAX_DEPTH: usize = 32;
/// Most words, phrases and filters of one query.
pub const MAX_CLAUSES: usize = 1_024;
/// Most words typed side by side that are key words, all of which the best articles have; more are a question. On
/// four test collections, ranking questions by how many of their words an article has cost a tenth of nDCG@10
/// against ranking them by how much those words say.
pub const MAX_KEY_WORDS: usize = 4;
/// Most words of one phrase.
pub const MAX_PHRASE_WORDS: usize = 64;
/// Farthest that two things near each other may be asked to stand apart, in words.
pub const MAX_DISTANCE: usize = 500;
/// Most often that something may be asked to stand in an article.
pub const MAX_AT_LEAST: usize = 1_000;
/// Most letters by which a word may differ from what a fuzzy word was typed as.
pub const MAX_FUZZY: u8 = 2;
/// Most prefixes, words with wildcards and fuzzy words of one query: each is looked for in the list of all words.
pub const MAX_PATTERNS: usize = 32;
