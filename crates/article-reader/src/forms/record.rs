//! One JSON record -> [`RawRecord`]: knows the names that publishers and tools give to the fields of an article.

use std::collections::BTreeMap;

use article::{
    Extent, Hints, Origin, RawContent, RawDocument, RawRecord, RecordField, Rejection, folded_field,
};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde_json::{Map, Number, Value};

use super::repair::repair;
use super::wrapped::{Unwrapped, unwrap};
use crate::charset;
use crate::read::Sink;
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
/// The same of headlines and publishers only: among the parts of a text a title is a picture's.
const TITLE_NAMES: [&str; 2] = ["title", "main"];
/// The names under which an object holds the name of a person.
const PEOPLE_NAMES: [&str; 2] = ["name", "original"];

/// Gives the documents that the bytes of one record hold to the sink: one, or those of the records that it wraps.
/// `first_line` is where in the file they start, `fields` what settings say of its fields.
pub(crate) fn read(origin: &Origin, json: &[u8], first_line: u64, fields: &FieldMap, sink: &mut Sink<'_>) {
    let wrapped = match object(origin, json, first_line).map(|object| unwrap(object, fields)) {
        Ok(Unwrapped::Itself(object)) => vec![object],
        Ok(Unwrapped::Inside(records)) => records,
        Err(rejection) => {
            sink(Err(rejection));
            return;
        }
    };
    let are_several = wrapped.len() > 1;
    for (place, record) in (1..).zip(wrapped) {
        let mut found = document_of(origin, record, fields);
        if let (true, Ok(document)) = (are_several, &mut found)
            && let RawContent::Record(record) = &mut document.content
        {
            // They share an origin, which would be the key of all.
            record.id.get_or_insert_with(|| format!("{origin}.{place}"));
        }
        sink(found);
    }
}

/// Returns the object that the bytes of a record are.
pub(crate) fn object(origin: &Origin, json: &[u8], first_line: u64) -> Result<Map<String, Value>, Rejection> {
    let Some(json) = decode(json) else {
        return Err(Rejection::new(origin, "binary record"));
    };
    match parse(&json).map_err(|error| broken(origin, &error, first_line))? {
        Value::Object(object) => Ok(object),
        _ => Err(Rejection::new(origin, "not a record").with_detail("expected an object with fields")),
    }
}

/// Returns the value that sound bytes of JSON are.
pub(crate) fn value(json: &[u8]) -> Option<Value> {
    parse(&decode(json)?).ok()
}

/// Returns the document that a record has by the names and values of its fields.
pub(crate) fn document_of(
    origin: &Origin,
    pairs: impl IntoIterator<Item = (String, Value)>,
    fields: &FieldMap,
) -> Result<RawDocument, Rejection> {
    let mut record = raw_record(&Fields::new(pairs, fields));
    cut_mark(&mut record);
    if record.text.is_none() {
        return Err(Rejection::new(origin, "no text"));
    }
    Ok(RawDocument {
        origin: origin.clone(),
        content: RawContent::Record(Box::new(record)),
        hints: Hints::default(),
    })
}

/// Takes off how much an answer of an API leaves out of a text ("… [+2417 chars]"): the rest is a summary.
fn cut_mark(record: &mut RawRecord) {
    let Some(text) = &mut record.text else {
        return;
    };
    let left_out = text.rsplit_once("[+").filter(|(_, mark)| {
        let n_digits = mark.bytes().take_while(u8::is_ascii_digit).count();
        n_digits > 0 && mark[n_digits..].trim() == "chars]"
    });
    if let Some((kept, _)) = left_out {
        *text = kept.trim_end().to_owned();
        record.extent = Extent::Summary;
    }
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
    let record = RawRecord {
        id: fields.line(RecordField::Id),
        title: fields.line(RecordField::Title),
        standfirst: fields.find(RecordField::Standfirst, plain),
        text: fields.find(RecordField::Text, plain),
        published: fields.find(RecordField::Published, date),
        updated: fields.find(RecordField::Updated, date),
        source: fields.source(),
        byline: fields.find(RecordField::Byline, people).unwrap_or_default(),
        url: fields
            .line(RecordField::Url)
            .or_else(|| fields.find(RecordField::Source, address)),
        language: fields.line(RecordField::Language),
        section: fields.line(RecordField::Section),
        ..RawRecord::default()
    };
    let has_place = record.url.is_some() || record.published.is_some();
    if record.text.is_some() || record.title.is_none() || !has_place {
        return record;
    }
    // An answer of an API that keeps the text back is as good as an item of a feed.
    RawRecord {
        text: fields
            .values(RecordField::Standfirst, plain)
            .max_by_key(String::len),
        standfirst: None,
        extent: Extent::Summary,
        ..record
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

    /// Returns what the names of a field give, those of the settings first.
    fn values<T>(&self, field: RecordField, read: fn(&Value) -> Option<T>) -> impl Iterator<Item = T> {
        let mapped = self.mapped.get(&field).into_iter().flatten();
        let known = field.names().iter().filter(|name| !self.map.claims(name));
        let known = known.filter_map(|name| self.by_name.get(*name));
        mapped.chain(known).filter_map(read)
    }

    /// Returns the value of the first name of a field that gives one.
    fn find<T>(&self, field: RecordField, read: fn(&Value) -> Option<T>) -> Option<T> {
        self.values(field, read).next()
    }

    /// Returns the value as one line.
    fn line(&self, field: RecordField) -> Option<String> {
        self.find(field, first).map(|text| one_line(&text))
    }

    /// Returns the source, by its name where one of the names has it rather than an address.
    fn source(&self) -> Option<String> {
        let mut sources: Vec<String> = self.values(RecordField::Source, first).collect();
        let named = sources.iter().position(|source| !is_address(source));
        (!sources.is_empty()).then(|| one_line(&sources.swap_remove(named.unwrap_or(0))))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the address of a page that a value is.
fn address(value: &Value) -> Option<String> {
    let text = first(value).filter(|text| is_address(text))?;
    let (_, path) = text.split_once("://")?.1.split_once('/')?;
    (!path.is_empty()).then_some(text)
}

fn is_address(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
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
        Value::Object(object) => inner(object).find_map(plain)?,
        Value::Null | Value::Bool(_) => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn inner(object: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    INNER_NAMES.iter().filter_map(|name| object.get(*name))
}

/// Returns a value as text; a list gives its first item, an object what it is called.
fn first(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first),
        Value::Object(object) => plain(value).or_else(|| {
            let mut titles = TITLE_NAMES.iter().filter_map(|name| object.get(*name));
            titles.find_map(plain)
        }),
        value => plain(value),
    }
}

fn people(value: &Value) -> Option<Vec<String>> {
    let people: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(people).flatten().collect(),
        Value::Object(object) => return PEOPLE_NAMES.iter().find_map(|name| people(object.get(*name)?)),
        // The number of an account is nobody's name.
        Value::Number(_) => return None,
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
        Value::Object(object) => date(inner(object).next()?),
        Value::Array(items) => items.iter().find_map(date),
        value => {
            let text = plain(value)?;
            let is_number = text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
            if !is_number {
                return Some(text);
            }
            let number: i64 = text.parse().ok()?;
            date_of_number(&number.into()).or(Some(text))
        }
    }
}

/// Returns the date that a number stands for: a year, a day as `20251202`, a time as `20251202181500`, or a Unix time
/// in seconds, milliseconds, microseconds or nanoseconds, told apart by their size.
fn date_of_number(number: &Number) -> Option<String> {
    if let Some(year @ 1000..=2999) = number.as_i64() {
        return Some(year.to_string());
    }
    if let Some(day) = number.as_i64().and_then(day_of_number) {
        return Some(day.to_string());
    }
    if let Some(time) = number.as_i64().and_then(time_of_number) {
        return Some(time.to_string());
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

/// Returns the time that fourteen digits are; milliseconds of so many digits begin in the year 2286.
fn time_of_number(number: i64) -> Option<DateTime> {
    let day = day_of_number(number / 1_000_000)?;
    let (hour, minute, second) = (number / 10_000 % 100, number / 100 % 100, number % 100);
    let time = Time::new(
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        0,
    );
    Some(day.to_datetime(time.ok()?))
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

    /// Returns the one document that bytes hold, which start at line 7.
    fn document(json: &[u8]) -> Result<RawDocument, Rejection> {
        let mut found = Vec::new();
        read(
            &Origin::default(),
            json,
            7,
            &FieldMap::default(),
            &mut |document| {
                found.push(document);
            },
        );
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    fn record(value: &Value) -> RawRecord {
        let document = document(value.to_string().as_bytes());
        let RawContent::Record(record) = document.unwrap().content else {
            panic!("a record must stay a record");
        };
        *record
    }

    #[test]
    fn each_field_is_known_by_its_common_names() {
        type Get = fn(RawRecord) -> Option<String>;
        let fields: [(Get, &[&str]); 10] = [
            (
                |r| r.title,
                &[
                    "title",
                    "headline",
                    "name",
                    "Title",
                    "HEADLINE",
                    "webTitle",
                    "Überschrift",
                ],
            ),
            (
                |r| r.standfirst,
                &[
                    "standfirst",
                    "description",
                    "summary",
                    "abstract",
                    "subtitle",
                    "dek",
                    "trailText",
                    "Unterzeile",
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
                    "published_date",
                    "publishedDate",
                    "published-time",
                    "publish_time",
                    "created_at",
                    "timestamp",
                    "datetime",
                    "webPublicationDate",
                    "dateTimePub",
                    "seendate",
                    "Erscheinungsdatum",
                ],
            ),
            (
                |r| r.updated,
                &[
                    "updated",
                    "updated_at",
                    "dateModified",
                    "date_modified",
                    "last_modified",
                    "lastModified",
                    "modified_date",
                ],
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
                    "publication",
                    "media_name",
                    "provider",
                    "publisher_name",
                    "website",
                    "domain",
                    "hostname",
                    "Zeitung",
                ],
            ),
            (
                |r| r.byline.first().cloned(),
                &[
                    "author",
                    "authors",
                    "byline",
                    "creator",
                    "author_name",
                    "writer",
                    "article_author",
                    "Verfasser",
                ],
            ),
            (
                |r| r.url,
                &[
                    "url",
                    "link",
                    "canonical_url",
                    "permalink",
                    "URL",
                    "web_url",
                    "webUrl",
                    "article_url",
                    "page_url",
                ],
            ),
            (|r| r.language, &["lang", "language", "inLanguage"]),
            (|r| r.section, &["section", "category", "sectionName", "Ressort"]),
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
            "article",
            "document",
            "story",
            "article_text",
            "bodyText",
            "body_html",
            "raw_text",
            "post_content",
            "Volltext",
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
    fn a_source_is_a_name_before_an_address() {
        let url = "https://post.example/rain";
        type Expected<'a> = (Option<&'a str>, Option<&'a str>);
        let cases: [(Value, Expected<'_>); 6] = [
            (
                json!({"source": {"uri": "post.example", "title": "Harbour Post"}}),
                (Some("Harbour Post"), None),
            ),
            (
                json!({"source": url, "hostname": "post.example"}),
                (Some("post.example"), Some(url)),
            ),
            (
                json!({"source": url, "url": "https://a.example/b"}),
                (Some(url), Some("https://a.example/b")),
            ),
            (
                json!({"site": "https://post.example"}),
                (Some("https://post.example"), None),
            ),
            (
                json!({"domain": "post.example", "publication": "Harbour Post"}),
                (Some("Harbour Post"), None),
            ),
            (
                json!({"source": null, "site": "post.example"}),
                (Some("post.example"), None),
            ),
        ];
        for (mut value, expected) in cases {
            value["text"] = json!("Rain fell.");
            let found = record(&value);
            assert_eq!(
                (found.source.as_deref(), found.url.as_deref()),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn people_and_headlines_may_be_objects() {
        let found = record(&json!({
            "text": "Rain.", "headline": {"main": "Rain falls", "kicker": null}, "author": 12,
            "byline": {"original": "By Ana Reis", "person": []},
        }));
        assert_eq!(
            (found.title.as_deref(), found.byline),
            (Some("Rain falls"), vec!["By Ana Reis".to_owned()])
        );
        assert!(record(&json!({"text": "Rain.", "author": 12})).byline.is_empty());
    }

    #[test]
    fn what_an_api_keeps_back_leaves_a_summary() {
        let long = "Rain fell all day long.";
        let cases = [
            (
                json!({"content": "Rain fell all\u{2026} [+2417 chars]"}),
                Some("Rain fell all\u{2026}"),
                Extent::Summary,
            ),
            (
                json!({"content": "Rain [+2 chars] fell."}),
                Some("Rain [+2 chars] fell."),
                Extent::Full,
            ),
            (
                json!({"content": "Rain [+ chars]"}),
                Some("Rain [+ chars]"),
                Extent::Full,
            ),
            (
                json!({"title": "Rain", "url": "x", "abstract": "Rain.", "snippet": long, "content": null}),
                Some(long),
                Extent::Summary,
            ),
            (
                json!({"title": "Rain", "date": "2025", "description": long}),
                Some(long),
                Extent::Summary,
            ),
            // A file about a program has a description as well.
            (
                json!({"name": "left-side", "description": "Text to the left."}),
                None,
                Extent::Full,
            ),
            (json!({"url": "x", "description": long}), None, Extent::Full),
        ];
        for (value, text, extent) in cases {
            let found = document(value.to_string().as_bytes()).map(|document| match document.content {
                RawContent::Record(record) => (record.text, record.extent),
                _ => panic!("must be a record"),
            });
            let expected = text.map(|text| (Some(text.to_owned()), extent));
            assert_eq!(found.ok(), expected, "{value}");
        }
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
            (json!("20251202181500"), Some("2025-12-02T18:15:00")),
            (json!(20_251_202_181_500_i64), Some("2025-12-02T18:15:00")),
            (json!("20251202187500"), Some("2611-09-26T21:56:27Z")),
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
            let rejection = document(json.as_bytes()).unwrap_err();
            assert_eq!(
                (rejection.reason.as_str(), rejection.detail.as_deref()),
                (reason, detail),
                "{json}"
            );
        }
        let nested = "[".repeat(100_000);
        assert_eq!(document(nested.as_bytes()).unwrap_err().reason, "broken JSON");
    }

    #[test]
    fn records_of_careless_programs_are_read() {
        let cases: [(&[u8], &str); 3] = [
            (br#"{"text": "cut \ud83d", "score": NaN}"#, "cut \u{fffd}"),
            (b"{\"text\": \"caf\xe9 au lait\"}", "café au lait"),
            ("\u{feff}{\"text\": \"Rain\"}".as_bytes(), "Rain"),
        ];
        for (json, expected) in cases {
            let document = document(json).unwrap();
            let RawContent::Record(record) = document.content else {
                panic!("must be a record")
            };
            assert_eq!(record.text.as_deref(), Some(expected));
        }
    }
}
