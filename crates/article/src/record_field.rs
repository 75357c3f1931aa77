//! [`RecordField`]: the fields of an article that a structured record can give, and the names they go by.

/// A field of an article as a record gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordField {
    /// The record's own id.
    Id,
    /// Headline.
    Title,
    /// Summary under the headline.
    Standfirst,
    /// Text of the article.
    Text,
    /// Publication date.
    Published,
    /// Date of the last update.
    Updated,
    /// Publisher.
    Source,
    /// Authors.
    Byline,
    /// Address of the original.
    Url,
    /// Language.
    Language,
    /// Section.
    Section,
}

impl RecordField {
    /// All fields.
    pub const ALL: [Self; 11] = [
        Self::Id,
        Self::Title,
        Self::Standfirst,
        Self::Text,
        Self::Published,
        Self::Updated,
        Self::Source,
        Self::Byline,
        Self::Url,
        Self::Language,
        Self::Section,
    ];

    /// Returns its key in settings: the first of its names.
    pub fn key(self) -> &'static str {
        self.names()[0]
    }

    /// Returns the names that publishers and tools give it, the surest first, folded.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "guid", "uuid", "articleid"],
            Self::Title => &["title", "headline", "name"],
            Self::Standfirst => &[
                "standfirst",
                "subtitle",
                "dek",
                "summary",
                "abstract",
                "description",
                "excerpt",
                "lead",
            ],
            Self::Text => &[
                "text",
                "body",
                "articlebody",
                "fulltext",
                "maintext",
                "content",
                "contenthtml",
                "contenttext",
            ],
            Self::Published => &[
                "published",
                "publishedat",
                "datepublished",
                "publicationdate",
                "publishdate",
                "pubdate",
                "datepublish",
                "date",
            ],
            Self::Updated => &[
                "updated",
                "updatedat",
                "datemodified",
                "datemodify",
                "modified",
                "lastmodifiedat",
                "lastmod",
            ],
            Self::Source => &[
                "source",
                "publisher",
                "sitename",
                "sourcename",
                "outlet",
                "newspaper",
                "sourcedomain",
                "site",
            ],
            Self::Byline => &["byline", "author", "authors", "creator", "by"],
            Self::Url => &["url", "canonicalurl", "permalink", "link", "canonical"],
            Self::Language => &["language", "lang", "inlanguage", "locale"],
            Self::Section => &["section", "articlesection", "category"],
        }
    }
}

/// Returns the name of a field in lower case and without `_`, `-` and spaces: `Date-Published` and `date_published` are
/// one.
pub fn folded_field(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}
