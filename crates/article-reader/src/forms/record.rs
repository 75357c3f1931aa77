//! One JSON record -> [`RawRecord`]: knows the names that publishers and tools give to the fields of an article.

use article::{Extent, Hints, Origin, RawContent, RawDocument, RawRecord, RecordField, Rejection};
use serde_json::{Map, Value};

use super::repair::repair;
use super::wrapped::{Unwrapped, unwrap};
use crate::charset;
use crate::read::Sink;
use crate::settings::FieldMap;

mod dates;
mod fields;
mod values;

use dates::date;
use fields::{Fields, address, one_line};
use values::{link, people, plain, section, story};

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

/// Takes off how much an answer of an API leaves out of a text ("… [+2417 chars]", "... [2417 chars]"): the rest is a
/// summary.
fn cut_mark(record: &mut RawRecord) {
    let Some(text) = &mut record.text else {
        return;
    };
    let left_out = text.rsplit_once('[').filter(|(kept, mark)| {
        let number = mark.strip_prefix('+');
        let is_cut = number.is_some() || kept.trim_end().ends_with(['.', '…']);
        let number = number.unwrap_or(mark);
        let n_digits = number.bytes().take_while(u8::is_ascii_digit).count();
        is_cut && n_digits > 0 && number[n_digits..].trim() == "chars]"
    });
    if let Some((kept, _)) = left_out {
        *text = kept.trim_end().to_owned();
        record.extent = Extent::Summary;
    }
}

fn decode(json: &[u8]) -> Option<String> {
    match str::from_utf8(json) {
        Ok(json) => Some(json.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => charset::decode_said_utf8(json),
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
        text: fields.story(),
        published: fields.find(RecordField::Published, date),
        updated: fields.find(RecordField::Updated, date),
        source: fields.source(),
        byline: fields.find(RecordField::Byline, people).unwrap_or_default(),
        url: fields
            .find(RecordField::Url, link)
            .map(|address| one_line(&address))
            .or_else(|| fields.find(RecordField::Source, address)),
        language: fields.line(RecordField::Language),
        section: fields
            .find(RecordField::Section, section)
            .map(|name| one_line(&name)),
        ..RawRecord::default()
    };
    let has_place = record.url.is_some() || record.published.is_some();
    if record.text.is_some() || record.title.is_none() || !has_place {
        return record;
    }
    // An answer of an API that keeps the text back is as good as an item of a feed.
    RawRecord {
        text: fields
            .values(RecordField::Standfirst, story)
            .max_by_key(String::len),
        standfirst: None,
        extent: Extent::Summary,
        ..record
    }
}

#[cfg(test)]
mod tests;
