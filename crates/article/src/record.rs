//! [`ArticleRecord`]: the pinned JSON form of an article, stored in the index and given to people and programs.

use serde::{Deserialize, Serialize};

use crate::{ArticleId, EnrichedArticle, Entity, EvidenceMap, Extent, PARAGRAPH_BREAK, Precision};

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
    /// `summary` where the text is only that, as feeds give it; absent where it is the whole article.
    #[serde(default, skip_serializing_if = "Extent::is_full")]
    pub extent: Extent,
    /// The story: paragraphs joined by a blank line.
    pub text: String,
    /// The captions of the article's pictures, credits among them, joined by a blank line; absent where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
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
            captions: article.captions.join(PARAGRAPH_BREAK),
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
            extent: article.extent,
            entities,
            evidence: article.evidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Article, Evidence, EvidenceFrom, Field, Language, Mention, Origin, Published, TextField};

    fn article() -> EnrichedArticle {
        let evidence = Evidence::new(EvidenceFrom::Dateline, "TARNWICK, Dec 2 —", 0.9);
        let article = Article {
            id: ArticleId::from_key("feed.jsonl#7"),
            key: "feed.jsonl#7".into(),
            origin: Origin {
                path: "feed.jsonl".into(),
                member: None,
                record: Some(7),
            },
            url: None,
            title: Some("Ferry returns".into()),
            standfirst: None,
            byline: vec!["Ada Moss".into()],
            source: Some("Harbour Post".into()),
            agencies: Vec::new(),
            dateline: Some("Tarnwick".into()),
            published: Some(Published::day(date(2025, 12, 2))),
            updated: None,
            language: Language::from_code("EN-gb"),
            section: None,
            extent: Extent::Full,
            paragraphs: vec![
                "The ferry is back in Tarnwick.".into(),
                "It sails at noon.".into(),
            ],
            captions: Vec::new(),
            evidence: [(Field::Dateline, evidence)].into(),
        };
        let mention = Mention {
            field: TextField::Text,
            start: 21,
            end: 29,
            text: "Tarnwick".into(),
        };
        let place = Entity {
            kind: crate::EntityKind::Place,
            key: "tarnwick".into(),
            name: "Tarnwick".into(),
            mentions: vec![mention],
        };
        EnrichedArticle {
            article,
            entities: vec![place],
        }
    }

    #[test]
    fn an_article_reads_back_from_its_json() {
        let record = ArticleRecord::from(article());
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<ArticleRecord>(&json).unwrap(), record);
        assert_eq!(record.paragraphs().count(), 2);
    }

    #[test]
    fn only_a_summary_says_its_extent() {
        let mut summary = article();
        let json = serde_json::to_value(ArticleRecord::from(summary.clone())).unwrap();
        assert_eq!(json.get("extent"), None);
        summary.article.extent = Extent::Summary;
        let json = serde_json::to_value(ArticleRecord::from(summary)).unwrap();
        assert_eq!(json["extent"], "summary");
    }

    #[test]
    fn captions_are_joined_and_left_out_where_there_are_none() {
        let mut pictured = article();
        let json = serde_json::to_value(ArticleRecord::from(pictured.clone())).unwrap();
        assert_eq!(json.get("captions"), None);
        pictured.article.captions = vec!["The ferry at noon.".into(), "Ada Moss on deck.".into()];
        let record = ArticleRecord::from(pictured.clone());
        assert_eq!(record.captions, "The ferry at noon.\n\nAda Moss on deck.");
        assert_eq!(record.captions, pictured.article.field(TextField::Captions));
    }

    #[test]
    fn the_json_is_what_the_documentation_says() {
        let json = serde_json::to_value(ArticleRecord::from(article())).unwrap();
        for (pointer, expected) in [
            ("/path", "feed.jsonl#7"),
            ("/published", "2025-12-02"),
            ("/published_precision", "day"),
            ("/language", "en"),
            ("/text", "The ferry is back in Tarnwick.\n\nIt sails at noon."),
            ("/entities/0/kind", "place"),
            ("/entities/0/mentions/0/field", "text"),
            ("/evidence/dateline/from", "dateline"),
        ] {
            let value = json.pointer(pointer).and_then(|value| value.as_str());
            assert_eq!(
                value,
                Some(expected),
                "help: {pointer} is pinned, see docs/API.md"
            );
        }
    }
}
