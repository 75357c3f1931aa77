//! Articles as a table of comma-separated values (RFC 4180).

use article::{ArticleRecord, EntityKind};

use crate::format::{known_day, one_line};

const COLUMNS: [&str; 16] = [
    "id",
    "title",
    "source",
    "published",
    "byline",
    "language",
    "section",
    "url",
    "agencies",
    "dateline",
    "people",
    "organisations",
    "places",
    "standfirst",
    "path",
    "text",
];

/// What stands between two values of one cell.
const BETWEEN: &str = "; ";

/// Returns the names of the columns. The mark at the start tells spreadsheets that the text is UTF-8.
pub(crate) fn heading() -> String {
    format!("\u{feff}{}\r\n", COLUMNS.join(","))
}

/// Returns an article as a row.
pub(crate) fn row(article: &ArticleRecord) -> String {
    let optional = |text: &Option<String>| one_line(text.as_deref().unwrap_or_default());
    let names = |kind: EntityKind| {
        let of_kind = article.entities.iter().filter(|entity| entity.kind == kind);
        let names: Vec<&str> = of_kind.map(|entity| entity.name.as_str()).collect();
        names.join(BETWEEN)
    };
    let cells: [String; COLUMNS.len()] = [
        article.id.to_string(),
        optional(&article.title),
        optional(&article.source),
        known_day(article).to_owned(),
        article.byline.join(BETWEEN),
        optional(&article.language),
        optional(&article.section),
        optional(&article.url),
        article.agencies.join(BETWEEN),
        optional(&article.dateline),
        names(EntityKind::Person),
        names(EntityKind::Organisation),
        names(EntityKind::Place),
        optional(&article.standfirst),
        one_line(&article.path),
        shown(&article.text),
    ];
    format!("{}\r\n", cells.map(|text| cell(&text)).join(","))
}

/// Returns a text without the control characters that a terminal would obey; its lines stay.
fn shown(text: &str) -> String {
    text.replace(|letter: char| letter.is_control() && letter != '\n', " ")
}

/// Returns a cell of a table (RFC 4180). Spreadsheets run what begins like a formula, so such a text gets an apostrophe
/// before it.
pub fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_run() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"so\"", "\"say \"\"so\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\""),
            ("-5 degrees", "'-5 degrees"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }
}
