//! CSV and its kin: a header row, then one record a row, read one at a time however long the file is.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use article::{Origin, RecordField, Rejection};
use encoding_rs::UTF_8;
use serde_json::{Map, Value};

use super::rows::{Row, Rows};
use super::utf16_reader::Utf16Reader;
use super::wrapped::{Unwrapped, unwrap};
use super::{record, rows};
use crate::charset;
use crate::limits::PassedLimit;
use crate::read::Sink;
use crate::settings::FieldMap;

/// How much of a file its encoding and its delimiter are told from.
const HEAD_BYTES: u64 = 65_536;

/// Gives the record of every row to the sink. A broken row is one rejection, and the next row follows.
pub(crate) fn read(
    origin: &Origin,
    content: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let head = head(content)?;
    if charset::is_binary(&head) {
        sink(Err(Rejection::new(origin, "binary file")));
        return Ok(());
    }
    let encoding = charset::encoding_of(&head);
    let mut whole = Cursor::new(head).chain(content);
    if encoding == UTF_8 {
        return read_utf8(origin, &mut whole, fields, sink);
    }
    let mut decoded = BufReader::new(Utf16Reader::new(&mut whole, encoding));
    read_utf8(origin, &mut decoded, fields, sink)
}

fn head(content: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    content.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

fn read_utf8(
    origin: &Origin,
    content: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    if content.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        content.consume("\u{feff}".len());
    }
    let head = head(content)?;
    let dialect = rows::dialect(&head, (head.len() as u64) < HEAD_BYTES, fields)?;
    let mut whole = Cursor::new(head).chain(content);
    let mut rows = Rows::new(&mut whole, dialect);
    let names = match rows.next()? {
        Some((_, Row::Fields(names))) => names,
        Some((_, Row::TooLarge)) => return Err(PassedLimit::Record.into()),
        None => {
            sink(Err(Rejection::new(origin, "empty file")));
            return Ok(());
        }
    };
    if !may_hold_texts(&names, fields) {
        sink(Err(
            Rejection::new(origin, "no text column").with_detail(listed(&names))
        ));
        return Ok(());
    }
    read_rows(origin, &names, rows, fields, sink)
}

/// Returns whether columns may hold texts, or what the answer of an API has in their place: a headline, a summary and
/// an address or a day.
fn may_hold_texts(names: &[String], fields: &FieldMap) -> bool {
    let parts = || {
        names
            .iter()
            .flat_map(|name| std::iter::once(name.as_str()).chain(path_of(name)))
    };
    let has = |field| parts().any(|name| fields.may_hold(field, name));
    let has_place = || has(RecordField::Url) || has(RecordField::Published);
    has(RecordField::Text) || has(RecordField::Title) && has(RecordField::Standfirst) && has_place()
}

fn read_rows(
    origin: &Origin,
    names: &[String],
    mut rows: Rows<'_>,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut n_rows = 0;
    while let Some((line, row)) = rows.next()? {
        n_rows += 1;
        let origin = Origin {
            record: Some(n_rows),
            ..origin.clone()
        };
        sink(match row {
            Row::TooLarge => Err(Rejection::new(&origin, "too large").with_detail(PassedLimit::Record)),
            Row::Fields(mut values) => {
                without_empty_ends(&mut values, names.len());
                with_empty_ends(&mut values, names, fields);
                if values.len() == names.len() {
                    record::document_of(&origin, record_of(names, values, fields), fields)
                } else {
                    Err(ragged(&origin, line, values.len(), names.len()))
                }
            }
        });
    }
    Ok(())
}

/// Returns the record that a row is. A column such as "source.name" is of an object that was made flat.
fn record_of(names: &[String], values: Vec<String>, fields: &FieldMap) -> Map<String, Value> {
    let mut record = Map::new();
    let mut has_objects = false;
    for (name, value) in names.iter().zip(values) {
        let path: Vec<&str> = path_of(name).collect();
        has_objects |= !path.is_empty();
        match path.as_slice() {
            [] => put(&mut record, &[name.as_str()], value),
            path => put(&mut record, path, value),
        }
    }
    if !has_objects {
        return record;
    }
    match unwrap(record, fields) {
        Unwrapped::Itself(record) => record,
        Unwrapped::Inside(records) => records.into_iter().next().unwrap_or_default(),
    }
}

/// Puts a value into an object, or into those inside it that its path leads through.
fn put(object: &mut Map<String, Value>, path: &[&str], value: String) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        object.entry(*first).or_insert(Value::String(value));
        return;
    }
    let inner = object.entry(*first).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

/// Returns the parts of the name of a column where it is a path into an object, as "source.name" is.
fn path_of(name: &str) -> impl Iterator<Item = &str> {
    const MAX_PARTS: usize = 5;
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_path = (2..=MAX_PARTS).contains(&name.split('.').take(MAX_PARTS + 1).count())
        && name.split('.').all(is_part);
    name.split('.').filter(move |_| is_path)
}

/// Takes off the empty fields beyond the header's: spreadsheets write rows to the width of their widest.
fn without_empty_ends(values: &mut Vec<String>, n_names: usize) {
    while values.len() > n_names && values.last().is_some_and(|value| value.trim().is_empty()) {
        values.pop();
    }
}

/// Adds the empty fields that some programs leave off a row's end. Where the text would be one of them the row is
/// broken instead: nothing shows that it ever had one.
fn with_empty_ends(values: &mut Vec<String>, names: &[String], fields: &FieldMap) {
    let missing = names.get(values.len()..).unwrap_or_default();
    if !missing.iter().any(|name| fields.is_text_name(name)) {
        values.resize(values.len() + missing.len(), String::new());
    }
}

fn ragged(origin: &Origin, line: u64, n_values: usize, n_names: usize) -> Rejection {
    let detail = format!("line {line}: {n_values} fields where the header has {n_names}");
    Rejection::new(origin, "ragged row").with_detail(detail)
}

/// Says which columns there are, as far as a row of a report has room for them.
fn listed(names: &[String]) -> String {
    /// Names and their letters that are shown.
    const MOST: (usize, usize) = (20, 40);
    let shown: Vec<String> = names
        .iter()
        .take(MOST.0)
        .map(|name| name.chars().take(MOST.1).collect())
        .collect();
    let more = if names.len() > MOST.0 { ", …" } else { "" };
    format!("the columns are {}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use article::{RawContent, RawRecord};
    use encoding_rs::WINDOWS_1251;
    use proptest::prelude::*;

    use super::*;

    fn records(table: &[u8]) -> Vec<Result<RawRecord, Rejection>> {
        let mut found = Vec::new();
        let mut content = BufReader::with_capacity(7, table);
        read(
            &Origin::default(),
            &mut content,
            &FieldMap::default(),
            &mut |document| {
                found.push(document.map(|document| match document.content {
                    RawContent::Record(record) => *record,
                    _ => panic!("a row must be a record"),
                }));
            },
        )
        .unwrap();
        found
    }

    /// Prints each record as `title|text` and each rejection as `#record!reason: detail`.
    fn check(table: &[u8], expected: &[&str]) {
        let found: Vec<String> = records(table)
            .into_iter()
            .map(|record| match record {
                Ok(record) => format!(
                    "{}|{}",
                    record.title.unwrap_or_default(),
                    record.text.unwrap_or_default()
                ),
                Err(rejection) => format!(
                    "{}!{}{}",
                    rejection.origin,
                    rejection.reason,
                    rejection
                        .detail
                        .map(|detail| format!(": {detail}"))
                        .unwrap_or_default()
                ),
            })
            .collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(table));
    }

    #[test]
    fn a_row_in_another_encoding_is_read() {
        let ascii = "Rain,It fell.\n".repeat(5_000);
        let table = [
            "title,text\nCafé,Crème brûlée.\n".as_bytes(),
            ascii.as_bytes(),
            b"It\x92s,Caf\xe9 \x93au lait\x94.\n",
        ];
        let found = records(&table.concat());
        let last = found.last().unwrap().as_ref().unwrap();
        assert_eq!(last.title.as_deref(), Some("It’s"));
        assert_eq!(last.text.as_deref(), Some("Café “au lait”."));
    }

    #[test]
    fn the_delimiter_is_found_from_the_content() {
        for delimiter in [",", ";", "\t", "|"] {
            let table = "headline@Body@date\nRain@\"Rain, and; more|of\tit.\"@2025-12-02\r\nSun@It shone.@\n"
                .replace('@', delimiter);
            check(
                table.as_bytes(),
                &["Rain|Rain, and; more|of\tit.", "Sun|It shone."],
            );
        }
    }

    #[test]
    fn rows_come_in_many_shapes() {
        let cases: [(&str, &[&str]); 9] = [
            (
                "title,text,date,url\nRain,Fell,2025-12-02\nSun,Shone\nFog\n",
                &[
                    "Rain|Fell",
                    "Sun|Shone",
                    "#3!ragged row: line 4: 1 fields where the header has 4",
                ],
            ),
            ("\u{feff}title,text\nRain,Fell\n", &["Rain|Fell"]),
            (
                "title,text\nRain,\"One.\n\nTwo \"\"both\"\".\"\n\nSun,Shone",
                &["Rain|One.\n\nTwo \"both\".", "Sun|Shone"],
            ),
            (
                "text\nRain, and sun.\nFog, and snow.\n",
                &["|Rain, and sun.", "|Fog, and snow."],
            ),
            (
                "title\ttext\n\"Rain\" falls\tIt fell.\n\"Sun\tIt shone.\nFog\tIt lay.\n",
                &["\"Rain\" falls|It fell.", "\"Sun|It shone.", "Fog|It lay."],
            ),
            (
                "title,text\nRain\nSun,Shone,hot\nFog,Lay,,\n,\nSnow,Fell\n",
                &[
                    "#1!ragged row: line 2: 1 fields where the header has 2",
                    "#2!ragged row: line 3: 3 fields where the header has 2",
                    "Fog|Lay",
                    "#4!no text",
                    "Snow|Fell",
                ],
            ),
            (
                "id;hl;when\n1;2;3\n",
                &["!no text column: the columns are id, hl, when"],
            ),
            (" \n\n", &["!no text column: the columns are  "]),
            ("\n\n", &["!empty file"]),
        ];
        for (table, expected) in cases {
            check(table.as_bytes(), expected);
        }
    }

    #[test]
    fn columns_may_be_paths_into_objects() {
        let long = "Rain fell. ".repeat(20);
        let long = long.trim();
        let cases: [(String, &[&str]); 6] = [
            ("headline.main,body.text\nRain,Fell\n".to_owned(), &["Rain|Fell"]),
            (
                format!("webTitle,fields.bodyText\nRain,Fell\nSun,{long}\n"),
                &["Rain|Fell", &format!("Sun|{long}")],
            ),
            (
                "_source.title,_source.text\nRain,Fell\n".to_owned(),
                &["Rain|Fell"],
            ),
            // A name with a stop in it is no path.
            (
                "No.,title,text,U.S. state\n1,Rain,Fell,Ohio\n".to_owned(),
                &["Rain|Fell"],
            ),
            (
                format!("title,text,{}\nRain,Fell,x\n", "a.".repeat(100_000) + "a"),
                &["Rain|Fell"],
            ),
            // An API keeps the text back.
            (
                "title,description,link\nRain,It fell.,https://post.example/7\n".to_owned(),
                &["Rain|It fell."],
            ),
        ];
        for (table, expected) in cases {
            check(table.as_bytes(), expected);
        }
        check(
            b"title,description\nRain,It fell.\n",
            &["!no text column: the columns are title, description"],
        );
    }

    #[test]
    fn fields_are_those_of_any_record() {
        let table = "GUID,Date Published,Authors,text,source_name,Tags,url,lang\n\
            7,1764633600,\"['Ana Reis', \"\"Jon Vik\"\"]\",Rain.,Harbour Post,,https://post.example/7,en\n";
        let expected = RawRecord {
            id: Some("7".to_owned()),
            published: Some("2025-12-02T00:00:00Z".to_owned()),
            byline: vec!["Ana Reis".to_owned(), "Jon Vik".to_owned()],
            text: Some("Rain.".to_owned()),
            source: Some("Harbour Post".to_owned()),
            url: Some("https://post.example/7".to_owned()),
            language: Some("en".to_owned()),
            ..RawRecord::default()
        };
        assert_eq!(records(table.as_bytes()), [Ok(expected)]);
    }

    #[test]
    fn other_encodings_are_read() {
        let table = "title;text\nДождь;Министр прибыл в столицу поздно вечером и сразу начал переговоры.\n";
        let expected = ["Дождь|Министр прибыл в столицу поздно вечером и сразу начал переговоры."];
        check(table.as_bytes(), &expected);
        check(&WINDOWS_1251.encode(table).0, &expected);
        let utf16: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[b"\xff\xfe", utf16.as_slice()].concat(), &expected);
    }

    #[test]
    fn large_rows_are_let_go_and_the_next_follows() {
        let large = "x".repeat(crate::MAX_RECORD_BYTES + 1);
        let table = format!("title,text\nRain,{large}\nSun,Shone\n");
        check(
            table.as_bytes(),
            &["#1!too large: a record is at most 5 MB", "Sun|Shone"],
        );
        let wide = format!("title,text\nRain,{}\nSun,Shone\n", ",".repeat(200_000));
        check(
            wide.as_bytes(),
            &["#1!too large: a record is at most 5 MB", "Sun|Shone"],
        );
    }

    proptest! {
        #[test]
        fn any_table_gives_rows_and_no_panic(table in "[a-b,;\t|\"\r\n ]{0,60}") {
            records(table.as_bytes());
            records(format!("title,text\n{table}").as_bytes());
            records(format!("title\ttext\n{table}").as_bytes());
        }
    }
}
