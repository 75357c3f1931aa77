//! Evidence: where a field of an article was read, on what words it rests, and how sure that is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A field of an article that is worked out and so carries evidence.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The summary under the headline.
    Standfirst,
    /// The authors.
    Byline,
    /// The publisher.
    Source,
    /// The wire agencies credited.
    Agencies,
    /// The place of the dateline.
    Dateline,
    /// The publication date.
    Published,
    /// The date of the last update.
    Updated,
    /// The language.
    Language,
    /// The section of the publication.
    Section,
    /// The address of the original.
    Url,
}

/// Where a field was read.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceFrom {
    /// A field of a structured record (JSON, JSON lines).
    Record,
    /// A JSON-LD object of the page.
    JsonLd,
    /// A meta tag of the page (OpenGraph and kin).
    MetaTag,
    /// An element of the page, such as its first heading or a `time` element.
    Element,
    /// The address of the page.
    Url,
    /// A heading line of plain text or Markdown.
    Heading,
    /// A line that gives a date, a source or an author, such as "China Daily | Updated: 2025-12-03".
    CreditLine,
    /// The dateline that opens the story, such as "MOSCOW, Dec 2 (Reuters) —".
    Dateline,
    /// The caption of a picture.
    Caption,
    /// The footer, such as a copyright line.
    Footer,
    /// The running text of the story.
    Body,
    /// The name of the file or of its folder.
    FileName,
    /// Worked out from several of the above, such as a year from a weekday.
    Inferred,
    /// A statistical guess, such as the language of the words.
    Detected,
    /// A default that the settings of the folder give (`dateline.toml`).
    Settings,
}

/// Why a field has its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Evidence {
    /// Where the value was read.
    pub from: EvidenceFrom,
    /// The words it rests on.
    pub text: String,
    /// How sure it is, from 0 (a guess) to 1 (stated by the publisher).
    pub confidence: f32,
}

impl Evidence {
    /// Returns evidence with its text cut to a length that can be shown.
    pub fn new(from: EvidenceFrom, text: &str, confidence: f32) -> Self {
        /// Enough for a credit line; a copyright paragraph is cut.
        const MAX_CHARS: usize = 200;
        let text: String = text.trim().chars().take(MAX_CHARS).collect();
        Self {
            from,
            text,
            confidence: confidence.clamp(0.0, 1.0),
        }
    }
}

/// The evidence of each field that is known.
pub type EvidenceMap = BTreeMap<Field, Evidence>;
