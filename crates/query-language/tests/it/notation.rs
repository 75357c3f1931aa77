//! A compact notation of query trees for tests: `(~ a b)` words that may widen, `(& a b)` all, `(| a b)` any,
//! `(! a)` not, `*` every article, `a*` prefix, `person[Ana Reis]` filters.

use jiff::civil::{Date, date};
use query_language::{ParsedQuery, Query, Scope, WordForm};

/// The day that all tests take for today.
pub(crate) fn parse(text: &str) -> ParsedQuery {
    query_language::parse(text, Some(date(2025, 12, 2)))
}

pub(crate) fn notation(query: &Query) -> String {
    let title = |scope: Scope| if scope == Scope::Title { "title:" } else { "" };
    match query {
        Query::All => "*".to_owned(),
        Query::Word(word) => {
            let star = if word.form == WordForm::Prefix { "*" } else { "" };
            format!("{}{}{star}", title(word.scope), word.text)
        }
        Query::Phrase(phrase) => format!("{}\"{}\"", title(phrase.scope), phrase.text),
        Query::Entity { kind, name } => format!("{kind}[{name}]"),
        Query::Source(name) => format!("source[{name}]"),
        Query::Agency(name) => format!("agency[{name}]"),
        Query::Language(code) => format!("lang[{code}]"),
        Query::Published { from, to } => format!("[{}..{}]", day(*from), day(*to)),
        Query::And(parts) => list('&', parts),
        Query::Or(parts) => list('|', parts),
        Query::Words(parts) => list('~', parts),
        Query::Not(part) => format!("(! {})", notation(part)),
    }
}

fn list(sign: char, parts: &[Query]) -> String {
    let parts: Vec<String> = parts.iter().map(notation).collect();
    format!("({sign} {})", parts.join(" "))
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
