//! An object that has no text itself -> the records inside it: an answer of an API, a dump of a store, columns.

use std::collections::HashSet;

use article::{RecordField, folded_field};
use serde_json::{Map, Value};

use crate::settings::FieldMap;

/// How deep records may lie: the answers of some programs hold them three objects down.
pub(crate) const MAX_DEPTH: usize = 4;
/// Items by which a list inside an item of a list shows that it holds records.
const FIRST_ITEMS: usize = 3;
/// Bytes from which a text without a headline may be an article's: a picture and its agency have texts as well.
const MIN_BARE_TEXT: usize = 200;
/// The name under which dumps of a search engine hold each record.
const WRAPPING: &str = "_source";
/// The names under which an object holds a list of records.
const LIST_NAMES: [&str; 20] = [
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "hits",
    "records",
    "rows",
    "posts",
    "news",
    "value",
    "values",
    "stories",
    "entries",
    "documents",
    "objects",
    "item",
    "entry",
    "edges",
    "list",
];
/// The names of what belongs to an article or leads away from it, whatever it looks like.
const BESIDE: [&str; 26] = [
    "attachments",
    "enclosures",
    "files",
    "footnotes",
    "comments",
    "replies",
    "image",
    "images",
    "photo",
    "photos",
    "gallery",
    "media",
    "video",
    "videos",
    "related",
    "relatedarticles",
    "relatedcontent",
    "recommendations",
    "entities",
    "advertisements",
    "license",
    "licence",
    "rights",
    "terms",
    "disclaimer",
    "notice",
];
/// A name of headlines that people, licences and sections have as well.
const ANY_NAME: &str = "name";

/// What an object stands for.
#[derive(Debug, PartialEq)]
pub(crate) enum Unwrapped {
    /// Itself: it has a text, or nothing inside it has one.
    Itself(Map<String, Value>),
    /// The records inside it.
    Inside(Vec<Map<String, Value>>),
}

/// Returns the records that an object stands for.
pub(crate) fn unwrap(object: Map<String, Value>, fields: &FieldMap) -> Unwrapped {
    if has_text(&object, fields) && listed_rows(&object, fields).is_none() {
        return Unwrapped::Itself(object);
    }
    let Inside { records, .. } = inside(&object, fields, MAX_DEPTH);
    if records.is_empty() {
        Unwrapped::Itself(object)
    } else {
        Unwrapped::Inside(records)
    }
}

/// Returns whether what stands under a name may be records: it is no field of an article and nothing beside one.
pub(crate) fn may_wrap(name: &str, fields: &FieldMap) -> bool {
    let is_field = fields.is_known_name(name) && !fields.is_text_name(name);
    (!is_field || name == WRAPPING) && !BESIDE.contains(&folded_field(name).as_str())
}

/// Returns whether records are often listed under this name.
pub(crate) fn is_list_name(name: &str) -> bool {
    LIST_NAMES.contains(&folded_field(name).as_str())
}

/// Returns whether an item is an article, which has a headline and a text, or holds one.
pub(crate) fn holds_article(item: &Value, fields: &FieldMap) -> bool {
    holds_within(item, fields, MAX_DEPTH)
}

/// Returns whether an item names a field of an article that nothing else has.
pub(crate) fn names_headline_or_text(item: &Value, fields: &FieldMap) -> bool {
    item.as_object().is_some_and(|object| {
        names(object, RecordField::Title, fields) || names(object, RecordField::Text, fields)
    })
}

fn holds_within(item: &Value, fields: &FieldMap, depth: usize) -> bool {
    let Some(object) = item.as_object().filter(|_| depth > 0) else {
        return false;
    };
    let has_headline = names(object, RecordField::Title, fields);
    if has_headline && names(object, RecordField::Text, fields) {
        return true;
    }
    let mut inner = object.iter().filter(|(name, _)| may_wrap(name, fields));
    inner.any(|(_, value)| {
        let is_its_text = |inner| has_headline && is_article(inner, fields);
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        value.as_object().is_some_and(is_its_text)
            || holds_within(value, fields, depth - 1)
            || items
                .iter()
                .take(FIRST_ITEMS)
                .any(|item| holds_within(item, fields, depth - 1))
    })
}

fn names(object: &Map<String, Value>, field: RecordField, fields: &FieldMap) -> bool {
    object.keys().any(|name| fields.may_hold(field, name))
}

/// Returns whether an object has the text of an article itself, or in the wrapping that dumps of a search engine have.
fn has_text(object: &Map<String, Value>, fields: &FieldMap) -> bool {
    object.iter().any(|(name, value)| match value {
        Value::Object(inner) if name == WRAPPING => has_text(inner, fields),
        _ if !fields.is_text_name(name) => false,
        Value::Null | Value::Bool(_) => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Number(_) => true,
        Value::Array(items) => !items.is_empty(),
        // A whole article may stand under "article", and a column under "text".
        Value::Object(inner) => {
            let is_article =
                || names(inner, RecordField::Title, fields) && names(inner, RecordField::Text, fields);
            row_names(inner).is_none() && (names(object, RecordField::Title, fields) || !is_article())
        }
    })
}

/// The records inside an object.
#[derive(Default)]
struct Inside {
    records: Vec<Map<String, Value>>,
    /// Whether they stand in a list, which may have one item only.
    are_listed: bool,
}

impl Inside {
    fn one(record: &Map<String, Value>) -> Self {
        Self {
            records: vec![record.clone()],
            are_listed: false,
        }
    }
}

fn inside(object: &Map<String, Value>, fields: &FieldMap, depth: usize) -> Inside {
    let rows = rows(object, fields);
    if !rows.is_empty() {
        return Inside {
            records: rows,
            are_listed: true,
        };
    }
    let mut found = Inside::default();
    if depth == 0 {
        return found;
    }
    let wrapping = || object.iter().filter(|(name, _)| may_wrap(name, fields));
    let articles = wrapping()
        .filter_map(|(_, value)| value.as_object())
        .filter(|inner| is_article(inner, fields));
    // Of records side by side some may lack their headline or their text.
    let are_side_by_side = articles.take(2).count() == 2;
    let is_record = names(object, RecordField::Title, fields) || names(object, RecordField::Url, fields);
    for (name, value) in wrapping() {
        let inner = match value {
            Value::Object(inner) if is_article(inner, fields) => Inside::one(inner),
            Value::Object(inner) => {
                let within = inside(inner, fields, depth - 1);
                if within.records.is_empty() && are_side_by_side && names_headline_or_text(value, fields) {
                    Inside::one(inner)
                } else {
                    within
                }
            }
            Value::Array(items) if !is_record && is_list_name(name) && have_texts(items, fields) => Inside {
                records: items.iter().filter_map(Value::as_object).cloned().collect(),
                are_listed: true,
            },
            Value::Array(items) => listed(items, fields, depth),
            _ => continue,
        };
        found.are_listed |= inner.are_listed;
        found.records.extend(inner.records);
    }
    if let ([record], false) = (found.records.as_mut_slice(), found.are_listed) {
        add_outer(record, object, fields);
    }
    found
}

/// Returns whether an object inside another one is an article.
fn is_article(object: &Map<String, Value>, fields: &FieldMap) -> bool {
    has_text(object, fields) && is_like_article(object, fields)
}

/// Returns whether an object has a headline, or a text that is long enough for an article. A name is no headline: people,
/// licences and sections have names and texts as well.
pub(crate) fn is_like_article(object: &Map<String, Value>, fields: &FieldMap) -> bool {
    let is_headline = |name: &String| name != ANY_NAME && fields.may_hold(RecordField::Title, name);
    let mut texts = object.iter().filter(|(name, _)| fields.is_text_name(name));
    let mut is_long = || texts.any(|(_, text)| text.as_str().is_some_and(|text| text.len() >= MIN_BARE_TEXT));
    object.keys().any(is_headline) || is_long()
}

/// Returns whether the items of a list have a text each.
fn have_texts(items: &[Value], fields: &FieldMap) -> bool {
    let has_text = |item: &Value| item.as_object().is_some_and(|item| has_text(item, fields));
    !items.is_empty() && items.iter().all(has_text)
}

/// Returns the records of a list where it holds any.
fn listed(items: &[Value], fields: &FieldMap, depth: usize) -> Inside {
    if !items.iter().any(|item| holds_within(item, fields, depth)) {
        return Inside::default();
    }
    let records = items.iter().filter_map(Value::as_object).flat_map(|item| {
        let within = if has_text(item, fields) {
            Vec::new()
        } else {
            inside(item, fields, depth - 1).records
        };
        if within.is_empty() {
            vec![item.clone()]
        } else {
            within
        }
    });
    Inside {
        records: records.collect(),
        are_listed: true,
    }
}

/// Adds what the object around a record says of it, in simple values; what the record says itself of the same counts more.
fn add_outer(record: &mut Map<String, Value>, outer: &Map<String, Value>, fields: &FieldMap) {
    let own: HashSet<String> = record.keys().map(|name| folded_field(name)).collect();
    let is_told = |field: &RecordField| names(record, *field, fields);
    let told: Vec<RecordField> = RecordField::ALL.into_iter().filter(is_told).collect();
    for (name, value) in outer {
        let is_simple = !matches!(value, Value::Object(_) | Value::Array(_));
        let is_new = || !told.iter().any(|field| fields.may_hold(*field, name));
        if is_simple && !own.contains(&folded_field(name)) && is_new() {
            record.insert(name.clone(), value.clone());
        }
    }
}

/// Returns the records of a table whose columns are lists, which hold a headline for each text.
fn listed_rows(object: &Map<String, Value>, fields: &FieldMap) -> Option<Vec<Map<String, Value>>> {
    let column = |field| {
        let mut columns = object.iter().filter(|(name, _)| fields.may_hold(field, name));
        columns.find_map(|(_, column)| column.as_array())
    };
    let (titles, texts) = (column(RecordField::Title)?, column(RecordField::Text)?);
    if titles.len() < 2 || titles.len() != texts.len() {
        return None;
    }
    let row = |at: usize| {
        let values = object.iter().filter_map(|(name, column)| {
            let column = column.as_array().filter(|column| column.len() == titles.len())?;
            Some((name.clone(), column.get(at)?.clone()))
        });
        values.collect()
    };
    Some((0..titles.len()).map(row).collect())
}

/// Returns the records of a table that is written by columns, as pandas does: each column by the names of the rows, as a
/// list, or the names of the columns beside lists of values.
fn rows(object: &Map<String, Value>, fields: &FieldMap) -> Vec<Map<String, Value>> {
    if let Some(rows) = listed_rows(object, fields) {
        return rows;
    }
    if let (Some(Value::Array(names)), Some(Value::Array(rows))) = (object.get("columns"), object.get("data"))
    {
        let names = || names.iter().filter_map(Value::as_str);
        let rows = rows
            .iter()
            .filter_map(Value::as_array)
            .filter(|_| names().any(|name| fields.is_text_name(name)));
        return rows
            .map(|row| names().map(str::to_owned).zip(row.iter().cloned()).collect())
            .collect();
    }
    let text = object.iter().find(|(name, _)| fields.is_text_name(name));
    let Some(keys) = text.and_then(|(_, column)| row_names(column.as_object()?)) else {
        return Vec::new();
    };
    let row = |key: &String| {
        let values = object
            .iter()
            .filter_map(|(name, column)| Some((name.clone(), column.get(key)?.clone())));
        values.collect()
    };
    keys.into_iter().map(row).collect()
}

/// Returns the names of the rows of a column in their order; nothing where they are no numbers.
fn row_names(column: &Map<String, Value>) -> Option<Vec<&String>> {
    let mut keys: Vec<(u64, &String)> = column
        .keys()
        .map(|key| Some((key.parse().ok()?, key)))
        .collect::<Option<_>>()?;
    keys.sort_unstable();
    (!keys.is_empty()).then(|| keys.into_iter().map(|(_, key)| key).collect())
}
