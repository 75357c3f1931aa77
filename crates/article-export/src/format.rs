//! [`Format`]: the forms in which articles leave.

use article::ArticleRecord;

use crate::{references, table};

/// A form of a list of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets.
    Csv,
    /// The pinned JSON of an article, one a line.
    JsonLines,
    /// References for reference managers.
    Ris,
    /// References for TeX.
    Bibtex,
    /// A list for people.
    Markdown,
}

impl Format {
    const ALL: [Self; 5] = [
        Self::Csv,
        Self::JsonLines,
        Self::Ris,
        Self::Bibtex,
        Self::Markdown,
    ];

    /// The names of all formats, as commands and addresses have them.
    pub const NAMES: [&str; 5] = ["csv", "jsonl", "ris", "bibtex", "markdown"];

    /// Returns the format of this name.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Some(Self::ALL[place])
    }

    /// Returns the ending of a file of this format.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            Self::Ris => "ris",
            Self::Bibtex => "bib",
            Self::Markdown => "md",
        }
    }

    /// Returns what browsers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl",
            Self::Ris => "application/x-research-info-systems",
            Self::Bibtex => "application/x-bibtex",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// Returns what stands before the first article.
    pub fn opening(self) -> String {
        match self {
            Self::Csv => table::heading(),
            _ => String::new(),
        }
    }

    /// Returns an article in this format, its end of line included.
    pub fn write(self, article: &ArticleRecord) -> String {
        match self {
            Self::Csv => table::row(article),
            Self::JsonLines => {
                let json = serde_json::to_string(article).expect("an article is plain data");
                format!("{json}\n")
            }
            Self::Ris => references::ris(article),
            Self::Bibtex => references::bibtex(article),
            Self::Markdown => references::markdown(article),
        }
    }
}

/// Returns a text on one line: a line break would begin another field.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the day of publication as precisely as it is known: `2025-12-03`, `2025-12` or `2025`.
pub(crate) fn known_day(article: &ArticleRecord) -> &str {
    use article::Precision::{Month, Year};
    let published = article.published.as_deref().unwrap_or_default();
    let length = match article.published_precision {
        Some(Year) => 4,
        Some(Month) => 7,
        _ => 10,
    };
    published.get(..length).unwrap_or(published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_name() {
        let mut endings: Vec<&str> = Format::NAMES
            .iter()
            .map(|name| Format::named(name).expect("the name is known").ending())
            .collect();
        endings.dedup();
        assert_eq!(endings.len(), Format::ALL.len());
        assert_eq!(Format::named("xml"), None);
    }
}
