//! What a file holds before anything is understood: [`RawDocument`], and [`Rejection`] for what cannot be read.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Defaults;

/// Where a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// Path below the corpus folder, with `/` between its parts.
    pub path: String,
    /// Name inside an archive, where the file is one.
    pub member: Option<String>,
    /// Line (from 1) of a record in a file of JSON lines, or place (from 1) in a list of records.
    pub record: Option<u64>,
}

/// Prints `path`, `path!member`, `path#7` or `path!member#7`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(member) = &self.member {
            write!(f, "!{member}")?;
        }
        match self.record {
            Some(record) => write!(f, "#{record}"),
            None => Ok(()),
        }
    }
}

/// How much of an article its text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// All of it.
    #[default]
    Full,
    /// A summary, such as a feed gives.
    Summary,
}

impl Extent {
    /// Returns whether the text is the whole article.
    pub fn is_full(&self) -> bool {
        *self == Self::Full
    }
}

/// The fields of a structured record under Dateline's names, each as its file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRecord {
    /// The record's own id.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Summary under the headline.
    pub standfirst: Option<String>,
    /// Text of the article, plain or HTML.
    pub text: Option<String>,
    /// Publication date, in any spelling.
    pub published: Option<String>,
    /// Date of the last update, in any spelling.
    pub updated: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Language code or name.
    pub language: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Title of the feed that the record is an item of: the publisher's name, or more or less than that.
    pub feed: Option<String>,
    /// How much of the article its text is.
    pub extent: Extent,
}

/// The decoded text of one document, by the form it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawContent {
    /// Plain text, as scraped or saved: the story and whatever stood around it.
    Text(String),
    /// Markdown.
    Markdown(String),
    /// A page of HTML.
    Html(String),
    /// A structured record.
    Record(Box<RawRecord>),
}

/// What is known of a document from around it: the headers of a crawl or of a mail, the settings of its folder. It
/// counts only where the document itself says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched, as RFC 3339.
    pub fetched: Option<String>,
    /// Its headline, such as the subject of a mail.
    pub title: Option<String>,
    /// The subject of a newsletter, whose page is often called by the name of the newsletter: it is the headline whatever
    /// the page says.
    pub subject: Option<String>,
    /// Who published it, such as the sender of a mail.
    pub source: Option<String>,
    /// When it was published, in any spelling.
    pub published: Option<String>,
    /// A numeric date of the same file that tells whether day or month comes first in its own: `25/04/2024`.
    pub telling_date: Option<Arc<str>>,
    /// When its file was last changed, as RFC 3339: what it tells was known by then, unless somebody set the time.
    pub modified: Option<String>,
    /// What the settings of its folder say of all its documents; the last to be asked.
    pub defaults: Arc<Defaults>,
}

/// One document as read from a file, before anything is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// Where it came from.
    pub origin: Origin,
    /// What it holds.
    pub content: RawContent,
    /// What is known from around it.
    pub hints: Hints,
}

impl RawDocument {
    /// Returns the document's key: the record's own id where it has one, else its origin.
    pub fn key(&self) -> String {
        match &self.content {
            RawContent::Record(record) => record.id.clone().unwrap_or_else(|| self.origin.to_string()),
            _ => self.origin.to_string(),
        }
    }
}

/// A file or record that gave no article: a row of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rejection {
    /// Where it stands.
    pub origin: Origin,
    /// Why it was rejected: a short phrase that groups rows, such as "no text" or "broken JSON".
    pub reason: String,
    /// What more is known, such as the parser's message.
    pub detail: Option<String>,
}

impl Rejection {
    /// Returns a rejection with a reason and no detail.
    pub fn new(origin: &Origin, reason: impl Into<String>) -> Self {
        Self {
            origin: origin.clone(),
            reason: reason.into(),
            detail: None,
        }
    }

    /// Returns the same rejection with a detail.
    #[must_use]
    pub fn with_detail(self, detail: impl fmt::Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..self
        }
    }
}
