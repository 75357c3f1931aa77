//! One JSON record -> [`RawRecord`]: knows the names that publishers and tools give to the fields of an article.

use std::collections::BTreeMap;

use article::{Hints, Origin, RawContent, RawDocument, RawRecord, RecordField, Rejection, folded_field};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Number, Value};

use super::repair::repair;
use crate::charset;
use crate::settings::FieldMap;

/// The names under which an object holds the value that it stands for: a publisher's name, the rendered text
/// of a content system, the values of document stores.
const INNER_NAMES: [&str; 9] = [
    "name",
    "rendered",
    "text",
    "value",
    "$date",
    "$oid",
    "$numberLong",
    "@value",
    "#text",
];

/// Returns the document that the bytes of one record hold. `first_line` is where in the file they start, `fields` what
/// settings say of its fields.
pub(crate) fn document(
    origin: &Origin,
    json: &[u8],
    first_line: u64,
    fields: &FieldMap,
) -> Result<RawDocument, Rejection> {
    let Some(json) = decode(json) else {
        return Err(Rejection::new(origin, "binary record"));
    };
    let value = parse(&json).map_err(|error| broken(origin, &error, first_line))?;
    let Value::Object(object) = value else {
        return Err(Rejection::new(origin, "not a record").with_detail("expected an object with fields"));
    };
    document_of(origin, object, fields)
}

/// Returns the document that a record has by the names and values of its fields.
pub(crate) fn document_of(
    origin: &Origin,
    pairs: impl IntoIterator<Item = (String, Value)>,
    fields: &FieldMap,
) -> Result<RawDocument, Rejection> {
    let record = raw_record(&Fields::new(pairs, fields));
    if record.text.is_none() {
        return Err(Rejection::new(origin, "no text"));
    }
    Ok(RawDocument {
        origin: origin.clone(),
        content: RawContent::Record(Box::new(record)),
        hints: Hints::default(),
    })
}

fn decode(json: &[u8]) -> Option<String> {
    match str::from_utf8(json) {
        Ok(json) => Some(json.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => charset::decode(json),
    }
}

fn parse(json: &str) -> serde_json::Result<Value> {
    serde_json::from_str(json).or_else(|error| serde_json::from_str(&repair(json)).map_err(|_| error))
}

/// Names the place in the file, where the parser knows only the place in the record.
fn broken(origin: &Origin, error: &serde_json::Error, first_line: u64) -> Rejection {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let line = first_line + (error.line() as u64).saturating_sub(1);
    let detail = format!("line {line}, column {}: {message}", error.column());
    Rejection::new(origin, "broken JSON").with_detail(detail)
}

fn raw_record(fields: &Fields<'_>) -> RawRecord {
    RawRecord {
        id: fields.line(RecordField::Id),
        title: fields.line(RecordField::Title),
        standfirst: fields.find(RecordField::Standfirst, plain),
        text: fields.find(RecordField::Text, plain),
        published: fields.find(RecordField::Published, date),
        updated: fields.find(RecordField::Updated, date),
        source: fields.line(RecordField::Source),
        byline: fields.find(RecordField::Byline, people).unwrap_or_default(),
        url: fields.line(RecordField::Url),
        language: fields.line(RecordField::Language),
        section: fields.line(RecordField::Section),
        ..RawRecord::default()
    }
}

/// The fields of a record.
struct Fields<'a> {
    /// All of them by their folded names.
    by_name: BTreeMap<String, Value>,
    /// The values of those that settings map.
    mapped: BTreeMap<RecordField, Vec<Value>>,
    map: &'a FieldMap,
}

impl<'a> Fields<'a> {
    fn new(pairs: impl IntoIterator<Item = (String, Value)>, map: &'a FieldMap) -> Self {
        if *map == FieldMap::default() {
            return Self {
                by_name: by_name(pairs),
                mapped: BTreeMap::new(),
                map,
            };
        }
        let pairs: Vec<(String, Value)> = pairs.into_iter().collect();
        Self {
            mapped: map.values(&pairs),
            by_name: by_name(pairs),
            map,
        }
    }

    /// Returns the value of the first name of a field that gives one; those of the settings come first.
    fn find<T>(&self, field: RecordField, read: fn(&Value) -> Option<T>) -> Option<T> {
        let mut mapped = self.mapped.get(&field).into_iter().flatten();
        let mut known = field.names().iter().filter(|name| !self.map.claims(name));
        mapped
            .find_map(read)
            .or_else(|| known.find_map(|name| read(self.by_name.get(*name)?)))
    }

    /// Returns the value as one line.
    fn line(&self, field: RecordField) -> Option<String> {
        let text = self.find(field, first)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn by_name(pairs: impl IntoIterator<Item = (String, Value)>) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (name, value) in pairs {
        match value {
            // A dump of a search engine wraps each record, and what is inside counts more.
            Value::Object(inner) if name == "_source" => {
                fields.extend(
                    inner
                        .into_iter()
                        .map(|(name, value)| (folded_field(&name), value)),
                );
            }
            value => {
                fields.entry(folded_field(&name)).or_insert(value);
            }
        }
    }
    fields
}

/// Returns a value as text; a list gives its items as paragraphs.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => charset::clean(text),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().filter_map(plain).collect();
            items.join(article::PARAGRAPH_BREAK)
        }
        Value::Object(object) => INNER_NAMES.iter().find_map(|name| plain(object.get(*name)?))?,
        Value::Null | Value::Bool(_) => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns a value as text; a list gives its first item.
fn first(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first),
        value => plain(value),
    }
}

fn people(value: &Value) -> Option<Vec<String>> {
    let people: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(people).flatten().collect(),
        Value::Object(object) => return people(object.get("name")?),
        value => plain(value).map(|text| listed(&text).unwrap_or_else(|| vec![text]))?,
    };
    (!people.is_empty()).then_some(people)
}

/// Returns the items of a list that is written as text, in the spelling of JSON or of Python: tables have no lists.
fn listed(text: &str) -> Option<Vec<String>> {
    let is_list = text.starts_with('[') && text.ends_with(']');
    if !is_list {
        return None;
    }
    let items: Result<Vec<String>, _> = serde_json::from_str(text);
    let items = items.unwrap_or_else(|_| {
        let items = text[1..text.len() - 1].split(',');
        items
            .map(|item| item.trim().trim_matches(['\'', '"']).to_owned())
            .collect()
    });
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}

fn date(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => date_of_number(number),
        Value::Object(object) => date(INNER_NAMES.iter().find_map(|name| object.get(*name))?),
        Value::Array(items) => items.iter().find_map(date),
        value => {
            let text = plain(value)?;
            let is_unix_time = text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
            if !is_unix_time {
                return Some(text);
            }
            let number: i64 = text.parse().ok()?;
            date_of_number(&number.into()).or(Some(text))
        }
    }
}

/// Returns the date that a number stands for: a year, a day as `20251202`, or a Unix time in seconds,
/// milliseconds, microseconds or nanoseconds, told apart by their size.
fn date_of_number(number: &Number) -> Option<String> {
    if let Some(year @ 1000..=2999) = number.as_i64() {
        return Some(year.to_string());
    }
    if let Some(day) = number.as_i64().and_then(day_of_number) {
        return Some(day.to_string());
    }
    let mut seconds = number.as_f64()?;
    // Seconds reach 1e11 in the year 5138 and milliseconds stay above it from 1973.
    while seconds.abs() >= 1e11 {
        seconds /= 1e3;
    }
    Timestamp::from_second(seconds.floor() as i64)
        .ok()
        .map(|time| time.to_string())
}

fn day_of_number(number: i64) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    if !(1800..=2200).contains(&year) {
        return None;
    }
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(value: &Value) -> RawRecord {
        let document = document(
            &Origin::default(),
            value.to_string().as_bytes(),
            1,
            &FieldMap::default(),
        );
        let RawContent::Record(record) = document.unwrap().content else {
            panic!("a record must stay a record");
        };
        *record
    }

    #[test]
    fn each_field_is_known_by_its_common_names() {
        type Get = fn(RawRecord) -> Option<String>;
        let fields: [(Get, &[&str]); 10] = [
            (|r| r.title, &["title", "headline", "name", "Title", "HEADLINE"]),
            (
                |r| r.standfirst,
                &[
                    "standfirst",
                    "description",
                    "summary",
                    "abstract",
                    "subtitle",
                    "dek",
                ],
            ),
            (
                |r| r.published,
                &[
                    "date",
                    "published",
                    "published_at",
                    "datePublished",
                    "pubDate",
                    "publication_date",
                    "date_published",
                    "publish_date",
                    "publishedAt",
                    "date_publish",
                ],
            ),
            (
                |r| r.updated,
                &["updated", "updated_at", "dateModified", "date_modified"],
            ),
            (
                |r| r.source,
                &[
                    "source",
                    "publisher",
                    "site_name",
                    "siteName",
                    "outlet",
                    "newspaper",
                    "source_name",
                ],
            ),
            (
                |r| r.byline.first().cloned(),
                &["author", "authors", "byline", "creator"],
            ),
            (|r| r.url, &["url", "link", "canonical_url", "permalink", "URL"]),
            (|r| r.language, &["lang", "language", "inLanguage"]),
            (|r| r.section, &["section", "category"]),
            (|r| r.id, &["id", "_id", "guid", "uuid", "article_id"]),
        ];
        for (get, names) in fields {
            for name in names {
                let value = json!({ "text": "Rain fell.", *name: " a value\n" });
                assert_eq!(get(record(&value)).as_deref(), Some("a value"), "{name}");
            }
        }
        for name in [
            "text",
            "body",
            "content",
            "articleBody",
            "full_text",
            "maintext",
            "Full-Text",
        ] {
            assert_eq!(
                record(&json!({ name: "Rain fell." })).text.as_deref(),
                Some("Rain fell."),
                "{name}"
            );
        }
    }

    #[test]
    fn values_come_in_many_shapes() {
        let value = json!({
            "_id": {"$oid": "65f0"},
            "title": {"rendered": "Rain &amp; sun"},
            "body": ["First.", "", {"text": "Second."}],
            "source": {"id": null, "name": "Harbour Post"},
            "author": [{"name": "Ana Reis"}, "Jon Vik", {"name": ["Li Wen"]}, {"url": "x"}],
            "published_at": {"$date": 1_764_633_600_000_i64},
            "updated_at": "2025-12-03",
            "category": ["World", "Asia"],
            "language": null,
        });
        let expected = RawRecord {
            id: Some("65f0".to_owned()),
            title: Some("Rain &amp; sun".to_owned()),
            text: Some("First.\n\nSecond.".to_owned()),
            source: Some("Harbour Post".to_owned()),
            byline: ["Ana Reis", "Jon Vik", "Li Wen"].map(str::to_owned).to_vec(),
            published: Some("2025-12-02T00:00:00Z".to_owned()),
            updated: Some("2025-12-03".to_owned()),
            section: Some("World".to_owned()),
            ..RawRecord::default()
        };
        assert_eq!(record(&value), expected);
        let dump =
            json!({"_index": "news", "_id": 7, "_source": {"text": "Rain.", "source": "Harbour Post"}});
        let record = record(&dump);
        assert_eq!(
            (record.id.as_deref(), record.source.as_deref()),
            (Some("7"), Some("Harbour Post"))
        );
    }

    #[test]
    fn dates_may_be_numbers() {
        let cases = [
            (json!(1_764_633_600), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600.75), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600_123_i64), Some("2025-12-02T00:00:00Z")),
            (json!(1_764_633_600_123_456_i64), Some("2025-12-02T00:00:00Z")),
            (json!("1764633600"), Some("2025-12-02T00:00:00Z")),
            (json!(-86_400), Some("1969-12-31T00:00:00Z")),
            (json!(20_251_202), Some("2025-12-02")),
            (json!("20251202"), Some("20251202")),
            (json!(20_251_302), Some("1970-08-23T09:21:42Z")),
            (json!(2025), Some("2025")),
            (json!("2 December 2025"), Some("2 December 2025")),
            (json!(true), None),
            (json!(""), None),
        ];
        for (value, expected) in cases {
            assert_eq!(date(&value).as_deref(), expected, "{value}");
        }
        for hostile in [
            json!(1e300),
            json!(-1e300),
            json!(i64::MIN),
            json!(u64::MAX),
            json!("9".repeat(50)),
        ] {
            date(&hostile);
        }
    }

    #[test]
    fn records_without_a_story_are_rejected() {
        let cases = [
            (r#"{"title": "Rain"}"#, "no text", None),
            (r#"{"text": " \n "}"#, "no text", None),
            (r#"{"text": null, "body": []}"#, "no text", None),
            ("[1]", "not a record", Some("expected an object with fields")),
            (
                "{\"text\":\n \"a\" \"b\"}",
                "broken JSON",
                Some("line 8, column 6: expected `,` or `}`"),
            ),
            (
                "",
                "broken JSON",
                Some("line 7, column 0: EOF while parsing a value"),
            ),
        ];
        for (json, reason, detail) in cases {
            let rejection =
                document(&Origin::default(), json.as_bytes(), 7, &FieldMap::default()).unwrap_err();
            assert_eq!(
                (rejection.reason.as_str(), rejection.detail.as_deref()),
                (reason, detail),
                "{json}"
            );
        }
        let nested = "[".repeat(100_000);
        assert_eq!(
            document(&Origin::default(), nested.as_bytes(), 1, &FieldMap::default())
                .unwrap_err()
                .reason,
            "broken JSON"
        );
    }

    #[test]
    fn records_of_careless_programs_are_read() {
        let cases: [(&[u8], &str); 3] = [
            (br#"{"text": "cut \ud83d", "score": NaN}"#, "cut \u{fffd}"),
            (b"{\"text\": \"caf\xe9 au lait\"}", "café au lait"),
            ("\u{feff}{\"text\": \"Rain\"}".as_bytes(), "Rain"),
        ];
        for (json, expected) in cases {
            let document = document(&Origin::default(), json, 1, &FieldMap::default()).unwrap();
            let RawContent::Record(record) = document.content else {
                panic!("must be a record")
            };
            assert_eq!(record.text.as_deref(), Some(expected));
        }
    }
}
