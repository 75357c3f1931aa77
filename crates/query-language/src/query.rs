//! The query tree: what was asked for, free of how it was typed and of how it is searched.

use article::EntityKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A query as typed and as understood. There is no text that is not some query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedQuery {
    /// The text as typed.
    pub text: String,
    /// What it asks for.
    pub tree: Query,
    /// The same in words, such as `articles with both words, in any inflection`.
    pub explained: String,
    /// What was taken otherwise than typed, or left out, each with its place.
    pub warnings: Vec<Warning>,
}

/// Something about a query that its author should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Warning {
    /// One sentence without a full stop.
    pub message: String,
    /// Start of what it is about, in Unicode scalar values of the query text.
    pub start: usize,
    /// End (exclusive), in Unicode scalar values of the query text.
    pub end: usize,
}

/// A node of the query tree. The tree is never deeper than [`crate::MAX_DEPTH`] and never has more than
/// [`crate::MAX_CLAUSES`] leaves, so that it may be walked by recursion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every article.
    All,
    /// Articles with this word.
    Word(Word),
    /// Articles with these words next to each other, in this order.
    Phrase(Phrase),
    /// Articles that name this person, organisation or place, in any spelling; every word of the text
    /// must be in one of its names.
    Entity {
        /// What kind of thing.
        kind: EntityKind,
        /// The name, or part of it, as typed.
        name: String,
    },
    /// Articles of a publisher whose name has every word of this.
    Source(String),
    /// Articles that credit an agency whose name has every word of this.
    Agency(String),
    /// Articles in this language, by ISO 639-1 code.
    Language(String),
    /// Articles published in this span of days, both ends included; one end may be open.
    Published {
        /// First day.
        from: Option<Date>,
        /// Last day.
        to: Option<Date>,
    },
    /// Articles that match every part.
    And(Vec<Query>),
    /// Articles that match at least one part.
    Or(Vec<Query>),
    /// Articles that do not match the part.
    Not(Box<Query>),
    /// Parts that were typed side by side: articles with all of them come first, and the search may widen
    /// to articles with most or any when those are too few. Never nested in another node except
    /// [`Query::And`] at the top, which holds what must match beside it.
    Words(Vec<Query>),
}

/// Where in an article a word or phrase must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Headline, standfirst or text.
    #[default]
    Anywhere,
    /// The headline.
    Title,
}

/// How the letters of a word are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WordForm {
    /// Any inflection of the word.
    #[default]
    Inflected,
    /// Any word that starts with these letters.
    Prefix,
}

/// One word of a query. Its text may hold several tokens (`e-mail`, `中文`), which then match as a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// The word as typed, without quotes or `*`; never empty.
    pub text: String,
    /// Where it must stand.
    pub scope: Scope,
    /// How it is matched.
    pub form: WordForm,
}

/// Words that must stand next to each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// The words between the quotes, as typed; never empty.
    pub text: String,
    /// Where they must stand.
    pub scope: Scope,
}
