//! The fields that a query may name before a colon.

use article::EntityKind;

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The headline: its value is searched as text.
    Title,
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
pub(crate) const KNOWN_FIELDS: &str =
    "title, source, agency, person, org, place, lang, after, before and date";

impl Field {
    /// Returns the field of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let filter = match name.to_ascii_lowercase().as_str() {
            "title" | "headline" => return Some(Self::Title),
            "source" => Filter::Source,
            "agency" => Filter::Agency,
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
}

impl Filter {
    /// Returns whether words side by side are one name, such as `person:(Marco Rubio)`.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Source | Self::Agency | Self::Entity(_))
    }

    /// Returns whether an article has one value only, so that values side by side can only mean any of them.
    pub(crate) fn has_one_value(self) -> bool {
        matches!(self, Self::Language | Self::Date)
    }
}
