//! [`ArticleRecord`]: the pinned JSON form of an article, stored in the index and given to people and programs.

use serde::{Deserialize, Serialize};

use crate::{ArticleId, EnrichedArticle, Entity, EvidenceMap, PARAGRAPH_BREAK, Precision};

/// An article as JSON (pinned; documented in docs/API.md).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ArticleRecord {
    /// Stable id, 20 hexadecimal digits.
    #[schema(value_type = String)]
    pub id: ArticleId,
    /// The record's own id where it has one, else its path.
    pub key: String,
    /// Path below the corpus folder, with `!member` and `#record` where it stands in a larger file.
    pub path: String,
    /// Address of the original.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Summary under the headline.
    pub standfirst: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Wire agencies credited, apart from the source.
    pub agencies: Vec<String>,
    /// Place of the dateline.
    pub dateline: Option<String>,
    /// Publication date, `YYYY-MM-DD` or RFC 3339.
    pub published: Option<String>,
    /// How much of the publication date is known.
    pub published_precision: Option<Precision>,
    /// Date of the last update, in the form of `published`.
    pub updated: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Section of the publication.
    pub section: Option<String>,
    /// The story: paragraphs joined by a blank line.
    pub text: String,
    /// People, organisations and places.
    pub entities: Vec<Entity>,
    /// Why the fields have their values.
    pub evidence: EvidenceMap,
}

impl ArticleRecord {
    /// Returns the paragraphs of the story.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split(PARAGRAPH_BREAK)
    }
}

impl From<EnrichedArticle> for ArticleRecord {
    fn from(EnrichedArticle { article, entities }: EnrichedArticle) -> Self {
        Self {
            text: article.text(),
            path: article.origin.to_string(),
            published: article.published.map(|date| date.to_string()),
            published_precision: article.published.map(|date| date.precision()),
            updated: article.updated.map(|date| date.to_string()),
            language: article.language.map(|language| language.to_string()),
            id: article.id,
            key: article.key,
            url: article.url,
            title: article.title,
            standfirst: article.standfirst,
            byline: article.byline,
            source: article.source,
            agencies: article.agencies,
            dateline: article.dateline,
            section: article.section,
            entities,
            evidence: article.evidence,
        }
    }
}
