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
    /// Its parts at the top level, in the order of the text: what operators join, or what stands side by side.
    pub parts: Vec<QueryPart>,
    /// What was taken otherwise than typed, or left out, each with its place.
    pub warnings: Vec<Warning>,
}

/// A part of a query that can be taken out of its text. Parts do not overlap, and there are at most 64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct QueryPart {
    /// What it asks for, in words, such as `the phrase “night ferry” in the headline`.
    pub explained: String,
    /// Its start, in Unicode scalar values of the query text.
    pub start: usize,
    /// Its end (exclusive), in Unicode scalar values of the query text.
    pub end: usize,
    /// What to take out of the text to be rid of it.
    pub cut: Cut,
}

/// A part with the operator beside it. What stands before and after, trimmed and joined by a space, is the query
/// without the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Cut {
    /// Its start, in Unicode scalar values of the query text.
    pub start: usize,
    /// Its end (exclusive), in Unicode scalar values of the query text.
    pub end: usize,
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
    /// Articles in which these stand near each other.
    Near(Near),
    /// Articles in which the part, which has places in the text ([`Query::has_places`]), stands this often.
    AtLeast {
        /// How often.
        count: usize,
        /// What is counted.
        part: Box<Query>,
    },
    /// Articles that name this person, organisation or place, in any spelling; every word of the text
    /// must be in one of its names. In this and in the names below, a word may have `*` after its first letter,
    /// which stands for any letters, and `?`, which stands for one.
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
    /// Articles of an author whose name has every word of this.
    Byline(String),
    /// Articles whose address has every part of this: a host, the end of one, or words of the path.
    Url(String),
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

impl Query {
    /// Returns whether it has places in the text, so that something else can stand near it.
    pub fn has_places(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase(_) | Self::Near(_) => true,
            Self::Or(parts) => parts.iter().all(Self::has_places),
            _ => false,
        }
    }

    /// Returns the parts of a whole query that were typed side by side, where it has such.
    pub fn side_by_side(&self) -> Option<&[Self]> {
        match self {
            Self::Words(parts) => Some(parts),
            Self::And(parts) => parts.iter().find_map(|part| match part {
                Self::Words(parts) => Some(parts.as_slice()),
                _ => None,
            }),
            _ => None,
        }
    }
}

/// Where in an article a word or phrase must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Headline, standfirst or text.
    #[default]
    Anywhere,
    /// The headline.
    Title,
    /// The standfirst, or the first two paragraphs of the text, of which a hundred words at most.
    Lead,
    /// The headline or the lead.
    Opening,
    /// The text.
    Body,
}

/// How the letters of a word are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WordForm {
    /// Any inflection of the word.
    #[default]
    Inflected,
    /// The word as it is written; case, accents and kinds of apostrophes make no difference.
    Exact,
    /// Any word that starts with these letters.
    Prefix,
    /// Any word of this shape: `?` is one letter, `*` any number of them.
    Wildcard,
    /// Any word with the same first letter that at most this many changed, missing, added or swapped letters
    /// make of this.
    Fuzzy(u8),
}

/// One word of a query. Its text may hold several tokens (`e-mail`, `中文`), which then match as a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// The word as typed, without quotes or the `*` at its end; never empty.
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
    /// How they are matched.
    pub form: PhraseForm,
}

/// How the words of a phrase are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PhraseForm {
    /// In any inflection.
    #[default]
    Inflected,
    /// As they are written.
    Exact,
}

/// Things that must stand near each other: never in two of headline, standfirst and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// At least two, each with places ([`Query::has_places`]). The first two must be near each other, the third
    /// near one of these two, and so on; for [`Reach::Stretch`] all are looked for together.
    pub parts: Vec<Query>,
    /// How near.
    pub reach: Reach,
    /// In which order.
    pub order: Order,
}

/// How near things must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From the last word of one to the first of the other are at most this many words: 1 is side by side.
    Words(usize),
    /// All within a stretch that has at most this many other words; each as often as it is among the parts.
    Stretch(usize),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// In which order things must stand that are near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In any.
    Any,
    /// In the one in which they were typed.
    Typed,
}
