//! The fields that a query may name before a colon.

use article::EntityKind;

use crate::Scope;

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// A part of the text: its value is searched there.
    Text(Scope),
    /// What is known about an article: its value narrows the results.
    Filter(Filter),
}

/// A field whose value narrows the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    /// The publisher.
    Source,
    /// A wire agency.
    Agency,
    /// An author.
    Byline,
    /// The address.
    Url,
    /// A person, organisation or place.
    Entity(EntityKind),
    /// The language.
    Language,
    /// First day of publication.
    After,
    /// Last day of publication.
    Before,
    /// A span of days of publication.
    Date,
}

/// The fields as a warning lists them.
pub(crate) const KNOWN_FIELDS: &str = "title, lead, body, byline, source, agency, person, org, place, lang, url, after, before \
    and date";

impl Field {
    /// Returns the field of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let filter = match name.to_ascii_lowercase().as_str() {
            "title" | "headline" | "intitle" => return Some(Self::Text(Scope::Title)),
            "lead" => return Some(Self::Text(Scope::Lead)),
            "hlead" => return Some(Self::Text(Scope::Opening)),
            "body" | "intext" => return Some(Self::Text(Scope::Body)),
            "source" | "publication" => Filter::Source,
            "agency" => Filter::Agency,
            "byline" | "author" => Filter::Byline,
            "url" | "inurl" | "site" => Filter::Url,
            "person" => Filter::Entity(EntityKind::Person),
            "org" | "organisation" | "organization" => Filter::Entity(EntityKind::Organisation),
            "place" => Filter::Entity(EntityKind::Place),
            "lang" | "language" => Filter::Language,
            "after" | "since" => Filter::After,
            "before" | "until" => Filter::Before,
            "date" => Filter::Date,
            _ => return None,
        };
        Some(Self::Filter(filter))
    }

    /// Returns the field of a name that is one only right before a value: a short one, as Factiva writes it before
    /// `=`.
    pub(crate) fn of_short(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "hd" => Self::Text(Scope::Title),
            "lp" => Self::Text(Scope::Lead),
            "hlp" => Self::Text(Scope::Opening),
            "by" => Self::Filter(Filter::Byline),
            "sn" => Self::Filter(Filter::Source),
            "la" => Self::Filter(Filter::Language),
            // Google News asks so for the last days.
            "when" => Self::Filter(Filter::After),
            _ => return None,
        })
    }

    /// Returns the field of a name before `=`: a short one, or one that before a colon is a word, as in the Finnish
    /// `AU:n`. Factiva and Europresse have these.
    pub(crate) fn before_equals(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "hl" | "ti" | "tit_head" => Self::Text(Scope::Title),
            "td" | "text" => Self::Text(Scope::Body),
            "au" | "aut_by" => Self::Filter(Filter::Byline),
            "pub" => Self::Filter(Filter::Source),
            "cr" => Self::Filter(Filter::Agency),
            _ => return Self::of_short(name),
        })
    }

    /// Returns the field of a name before a parenthesis, as Nexis and ProQuest have it.
    pub(crate) fn before_parenthesis(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ti" => Self::Text(Scope::Title),
            "ab" => Self::Text(Scope::Lead),
            "ft" => Self::Text(Scope::Body),
            "au" => Self::Filter(Filter::Byline),
            "pub" => Self::Filter(Filter::Source),
            "la" => Self::Filter(Filter::Language),
            "per" => Self::Filter(Filter::Entity(EntityKind::Person)),
            "company" => Self::Filter(Filter::Entity(EntityKind::Organisation)),
            "geographic" | "country" | "state" | "city" | "loc" => {
                Self::Filter(Filter::Entity(EntityKind::Place))
            }
            _ => return None,
        })
    }
}

/// Names under which other programs ask for days of publication. `date`, which is a word as well, comes last.
const DATE_NAMES: [&str; 22] = [
    "date_published",
    "publication_date",
    "publication-date",
    "published_date",
    "publish_date",
    "published_at",
    "publishedat",
    "publishdate",
    "load-date",
    "loaddate",
    "pub-date",
    "pub_date",
    "pubdate",
    "@timestamp",
    "timestamp",
    "published",
    "year",
    "yr",
    "pd",
    "py",
    "dt",
    "date",
];

/// Returns how many characters the name of a field of dates has with which a text begins.
pub(crate) fn date_name(text: &[char]) -> Option<usize> {
    let is_here = |name: &&str| {
        let own = text.iter().take(name.len()).map(char::to_ascii_lowercase);
        let behind = text.get(name.len());
        let is_whole =
            !behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '’'));
        is_whole && own.eq(name.chars())
    };
    DATE_NAMES
        .iter()
        .find(|name| is_here(name))
        .map(|name| name.len())
}

impl Filter {
    /// Returns whether words side by side are one name, such as `person:(Marco Rubio)`.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Source | Self::Agency | Self::Byline | Self::Entity(_))
    }

    /// Returns whether its values are days.
    pub(crate) fn is_date(self) -> bool {
        matches!(self, Self::After | Self::Before | Self::Date)
    }

    /// Returns whether an article has one value only, so that values side by side can only mean any of them.
    pub(crate) fn has_one_value(self) -> bool {
        matches!(self, Self::Language | Self::Date)
    }
}
