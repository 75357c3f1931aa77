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
            Self::Title => TITLE,
            Self::Standfirst => STANDFIRST,
            Self::Text => TEXT,
            Self::Published => PUBLISHED,
            Self::Updated => UPDATED,
            Self::Source => SOURCE,
            Self::Byline => BYLINE,
            Self::Url => URL,
            Self::Language => &[
                "language",
                "lang",
                "inlanguage",
                "locale",
                "humanlanguage",
                "languagecode",
                "sprache",
                "langue",
                "idioma",
            ],
            Self::Section => &[
                "section",
                "articlesection",
                "category",
                "sectionname",
                "sectiontitle",
                "categories",
                "topic",
                "ressort",
                "rubrik",
                "rubrique",
                "seccion",
                "sección",
            ],
        }
    }
}

const TITLE: &[&str] = &[
    "title",
    "headline",
    "name",
    "articletitle",
    "webtitle",
    "titel",
    "überschrift",
    "ueberschrift",
    "schlagzeile",
    "titre",
    "titulo",
    "título",
    "titular",
    "titolo",
    "заголовок",
];
const STANDFIRST: &[&str] = &[
    "standfirst",
    "subtitle",
    "dek",
    "summary",
    "abstract",
    "description",
    "excerpt",
    "lead",
    "subheadline",
    "subheading",
    "trailtext",
    "teaser",
    "snippet",
    "leadparagraph",
    "highlights",
    "untertitel",
    "unterzeile",
    "unterüberschrift",
    "vorspann",
    "chapo",
    "bajada",
    "sommario",
];
const TEXT: &[&str] = &[
    "text",
    "body",
    "articlebody",
    "fulltext",
    "maintext",
    "content",
    "contenthtml",
    "contenttext",
    "articletext",
    "articlecontent",
    "bodytext",
    "bodyhtml",
    "storytext",
    "postcontent",
    "article",
    "story",
    "document",
    "rawtext",
    "volltext",
    "artikeltext",
    "texte",
    "contenu",
    "texto",
    "contenido",
    "testo",
    "текст",
];
/// A file may say when it was written as well: the names that tell of publication come before those of any date.
const PUBLISHED: &[&str] = &[
    "published",
    "publishedat",
    "datepublished",
    "publicationdate",
    "publishdate",
    "pubdate",
    "datepublish",
    "publisheddate",
    "publishedtime",
    "publishedon",
    "publishtime",
    "publicationtime",
    "publicationdatetime",
    "datetimepub",
    "webpublicationdate",
    "firstpublished",
    "postdate",
    "dateposted",
    "postedat",
    "date",
    "datetime",
    "timestamp",
    "createdat",
    "datecreated",
    "created",
    "seendate",
    "erscheinungsdatum",
    "datum",
    "datepublication",
    "datedepublication",
    "fecha",
    "fechapublicacion",
    "fechadepublicacion",
    "дата",
    "releasedate",
];
const UPDATED: &[&str] = &[
    "updated",
    "updatedat",
    "datemodified",
    "datemodify",
    "modified",
    "lastmodifiedat",
    "lastmod",
    "lastmodified",
    "modifieddate",
    "modifiedat",
    "updateddate",
    "dateupdated",
    "lastupdated",
    "updatetime",
];
/// Names come before addresses.
const SOURCE: &[&str] = &[
    "source",
    "publisher",
    "sitename",
    "sourcename",
    "outlet",
    "newspaper",
    "publication",
    "publishername",
    "publicationname",
    "medianame",
    "newssource",
    "provider",
    "zeitung",
    "quelle",
    "journal",
    "periodico",
    "periódico",
    "fuente",
    "источник",
    "sourcedomain",
    "site",
    "website",
    "domain",
    "hostname",
];
const BYLINE: &[&str] = &[
    "byline",
    "author",
    "authors",
    "creator",
    "by",
    "authorname",
    "authornames",
    "articleauthor",
    "writer",
    "writers",
    "journalist",
    "reporter",
    "verfasser",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "autores",
    "autore",
    "автор",
];
const URL: &[&str] = &[
    "url",
    "canonicalurl",
    "permalink",
    "link",
    "canonical",
    "weburl",
    "articleurl",
    "pageurl",
    "storyurl",
    "sourceurl",
    "originalurl",
    "articlelink",
];

/// Returns the name of a field in lower case and without `_`, `-` and spaces: `Date-Published` and `date_published` are
/// one.
pub fn folded_field(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}
