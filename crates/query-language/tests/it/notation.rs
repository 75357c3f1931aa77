//! A compact notation of query trees for tests: `(~ a b)` words that may widen, `(& a b)` all, `(| a b)` any,
//! `(! a)` not, `*` every article, `a*` prefix, `a~1` fuzzy, `=a` exact, `(3x a)` at least three times,
//! `(/5 a b)` near, `(>5 a b)` near in this order, `(/s a b)` and `(/p a b)` in one sentence or paragraph,
//! `(_5 a b)` in a stretch with five others, `title:a` in a part of the article, `person[Ana Reis]` filters.

use jiff::civil::{Date, date};
use query_language::{Near, Order, ParsedQuery, PhraseForm, Query, Reach, Scope, Word, WordForm};

/// The day that all tests take for today.
pub(crate) fn parse(text: &str) -> ParsedQuery {
    query_language::parse(text, Some(date(2025, 12, 2)))
}

pub(crate) fn notation(query: &Query) -> String {
    match query {
        Query::All => "*".to_owned(),
        Query::Word(word) => format!("{}{}", field(word.scope), letters(word)),
        Query::Phrase(phrase) => {
            let exact = if phrase.form == PhraseForm::Exact { "=" } else { "" };
            format!("{}{exact}\"{}\"", field(phrase.scope), phrase.text)
        }
        Query::Near(near) => list(&nearness(near), &near.parts),
        Query::AtLeast { count, part } => format!("({count}x {})", notation(part)),
        Query::Byline(name) => format!("by[{name}]"),
        Query::Url(address) => format!("url[{address}]"),
        Query::Entity { kind, name } => format!("{kind}[{name}]"),
        Query::Source(name) => format!("source[{name}]"),
        Query::Agency(name) => format!("agency[{name}]"),
        Query::Language(code) => format!("lang[{code}]"),
        Query::Published { from, to } => format!("[{}..{}]", day(*from), day(*to)),
        Query::And(parts) => list("&", parts),
        Query::Or(parts) => list("|", parts),
        Query::Words(parts) => list("~", parts),
        Query::Not(part) => format!("(! {})", notation(part)),
    }
}

fn list(sign: &str, parts: &[Query]) -> String {
    let parts: Vec<String> = parts.iter().map(notation).collect();
    format!("({sign} {})", parts.join(" "))
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn field(scope: Scope) -> &'static str {
    match scope {
        Scope::Anywhere => "",
        Scope::Title => "title:",
        Scope::Lead => "lead:",
        Scope::Opening => "hlead:",
        Scope::Body => "body:",
    }
}

fn letters(word: &Word) -> String {
    match word.form {
        WordForm::Inflected | WordForm::Wildcard => word.text.clone(),
        WordForm::Exact => format!("={}", word.text),
        WordForm::Prefix => format!("{}*", word.text),
        WordForm::Fuzzy(distance) => format!("{}~{distance}", word.text),
    }
}

fn nearness(near: &Near) -> String {
    let sign = match near.order {
        Order::Any => "/",
        Order::Typed => ">",
    };
    match near.reach {
        Reach::Words(distance) => format!("{sign}{distance}"),
        Reach::Stretch(distance) => format!("_{distance}"),
        Reach::Sentence => format!("{sign}s"),
        Reach::Paragraph => format!("{sign}p"),
    }
}

/// Checks trees of queries that say what they mean and so earn no warning.
pub(crate) fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let query = parse(text);
        assert_eq!(notation(&query.tree), *expected, "{text}");
        assert_eq!(query.warnings, [], "{text} is sound");
        assert_eq!(query.text, *text);
    }
}

/// Checks trees of queries that earn warnings.
pub(crate) fn check_warned(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let query = parse(text);
        assert_eq!(notation(&query.tree), *expected, "{text}");
        assert_ne!(query.warnings, [], "{text} must be warned of");
    }
}
