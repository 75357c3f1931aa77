//! [`Article`]: what was understood of a document; [`EnrichedArticle`]: the same with its entities.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ArticleId, Entity, EvidenceMap, Extent, Origin, Published, TextField};

/// What stands between two paragraphs in [`Article::text`].
pub const PARAGRAPH_BREAK: &str = "\n\n";

/// A language by its ISO 639-1 code, such as `en`; ISO 639-3 where it has no two-letter code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// Returns the language with this code, or nothing where the text is no code.
    /// Region and script are dropped: `en-US`, `EN_us` and `en` are one language. So are the two ways of writing
    /// Norwegian: `nb` and `nn` are `no`.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().split(['-', '_']).next()?;
        let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_code {
            return None;
        }
        let code = code.to_ascii_lowercase();
        let is_norwegian = matches!(code.as_str(), "nb" | "nn");
        Some(Self(if is_norwegian { "no".to_owned() } else { code }))
    }

    /// Returns the code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One news article: its story and what is known about it. A field that is not known is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Stable id.
    pub id: ArticleId,
    /// The record's own id, else its origin; what the id is made from.
    pub key: String,
    /// Where it was read.
    pub origin: Origin,
    /// Address of the original.
    pub url: Option<String>,
    /// Headline, without the publisher's name.
    pub title: Option<String>,
    /// Summary under the headline.
    pub standfirst: Option<String>,
    /// Authors, one name each.
    pub byline: Vec<String>,
    /// Publisher, under one canonical name.
    pub source: Option<String>,
    /// Wire agencies that are credited, apart from the source.
    pub agencies: Vec<String>,
    /// Place of the dateline, such as "Moscow".
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last updated.
    pub updated: Option<Published>,
    /// What language it is in.
    pub language: Option<Language>,
    /// Section of the publication.
    pub section: Option<String>,
    /// The story, one string a paragraph, subheads and list items among them; never empty.
    pub paragraphs: Vec<String>,
    /// What its pictures show and who took them, one string a picture; no part of the story.
    pub captions: Vec<String>,
    /// How much of the article the story is.
    pub extent: Extent,
    /// Why the fields have their values.
    pub evidence: EvidenceMap,
}

impl Article {
    /// Returns an article with this key and story, and nothing else known of it.
    pub fn of_paragraphs(key: &str, paragraphs: Vec<String>) -> Self {
        Self {
            id: ArticleId::from_key(key),
            key: key.to_owned(),
            origin: Origin::default(),
            url: None,
            title: None,
            standfirst: None,
            byline: Vec::new(),
            source: None,
            agencies: Vec::new(),
            dateline: None,
            published: None,
            updated: None,
            language: None,
            section: None,
            paragraphs,
            captions: Vec::new(),
            extent: Extent::Full,
            evidence: EvidenceMap::new(),
        }
    }

    /// Returns the story: its paragraphs joined by [`PARAGRAPH_BREAK`].
    pub fn text(&self) -> String {
        self.paragraphs.join(PARAGRAPH_BREAK)
    }

    /// Returns the text of one field, empty where there is none.
    pub fn field(&self, field: TextField) -> Cow<'_, str> {
        match field {
            TextField::Title => Cow::Borrowed(self.title.as_deref().unwrap_or_default()),
            TextField::Standfirst => Cow::Borrowed(self.standfirst.as_deref().unwrap_or_default()),
            TextField::Text => Cow::Owned(self.text()),
            TextField::Captions => Cow::Owned(self.captions.join(PARAGRAPH_BREAK)),
        }
    }
}

/// An article and the people, organisations and places it names.
#[derive(Clone, Debug, PartialEq)]
pub struct EnrichedArticle {
    /// The article.
    pub article: Article,
    /// Its entities, those named most often first.
    pub entities: Vec<Entity>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_languages() {
        for (code, expected) in [
            ("en", Some("en")),
            ("EN_us", Some("en")),
            (" zh-Hans ", Some("zh")),
            ("ast", Some("ast")),
            ("nb-NO", Some("no")),
            ("nn", Some("no")),
            ("no", Some("no")),
            ("e", None),
            ("engl", None),
            ("", None),
        ] {
            let language = Language::from_code(code);
            assert_eq!(language.as_ref().map(Language::code), expected, "{code}");
        }
    }
}
