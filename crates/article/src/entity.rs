//! Entities: the people, organisations and places of an article, and where it names them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What kind of thing an entity is. A new kind is one variant here and its data: schema, query fields,
/// facets and page loop over [`EntityKind::ALL`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, agency, party, team, alliance or other body.
    Organisation,
    /// A country, region, city or other place.
    Place,
}

impl EntityKind {
    /// Every kind, in the order in which facets are shown.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// Returns the kind's name in JSON, in URLs and in the index.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for EntityKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let kind = Self::ALL.into_iter().find(|kind| kind.name() == text);
        kind.ok_or("an entity is a person, an organisation or a place")
    }
}

/// The parts of an article that hold running text.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// The headline.
    Title,
    /// The summary under the headline.
    Standfirst,
    /// The paragraphs, joined by [`crate::PARAGRAPH_BREAK`].
    Text,
    /// The captions of the article's pictures, joined likewise.
    Captions,
}

impl TextField {
    /// Every text field, in reading order.
    pub const ALL: [Self; 4] = [Self::Title, Self::Standfirst, Self::Text, Self::Captions];
    /// Those whose words are searched.
    pub const SEARCHED: [Self; 3] = [Self::Title, Self::Standfirst, Self::Text];
}

/// One place where an article names an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Mention {
    /// The part of the article.
    pub field: TextField,
    /// Start, in Unicode scalar values from the start of the field.
    pub start: usize,
    /// End (exclusive), in Unicode scalar values from the start of the field.
    pub end: usize,
    /// The words as the article has them.
    pub text: String,
}

/// A person, organisation or place of one article, with every mention of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// What joins its spellings across articles: two entities of one kind and key are the same thing.
    pub key: String,
    /// The name to show: the fullest common form known to this article.
    pub name: String,
    /// Where the article names it, in reading order; never empty.
    pub mentions: Vec<Mention>,
}
