//! JSON: one record, a list of records, an object that holds records, or records one after the other. All are
//! read as a stream, so that the size of the file does not matter.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use article::{Origin, Rejection};
use serde::de::IgnoredAny;

use super::json_scanner::{JsonScanner, Kept};
use super::utf16_reader::Utf16Reader;
use super::{feed, json_lines, record};
use crate::charset;
use crate::file_kind::Form;
use crate::limits::{MAX_RECORD_BYTES, PassedLimit};
use crate::read::Sink;
use crate::settings::FieldMap;

/// Gives every record of a file of JSON or JSON lines to the sink.
pub(crate) fn read(
    origin: &Origin,
    form: Form,
    content: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let head = content.fill_buf()?;
    if charset::is_binary(head) {
        sink(Err(Rejection::new(origin, "binary file")));
        return Ok(());
    }
    if feed::is_json_feed(head) {
        return feed::read(origin, content, sink);
    }
    match charset::utf16(head) {
        Some(encoding) => {
            let mut decoded = BufReader::new(Utf16Reader::new(content, encoding));
            read_utf8(origin, form, &mut decoded, fields, sink)
        }
        None => read_utf8(origin, form, content, fields, sink),
    }
}

fn read_utf8(
    origin: &Origin,
    form: Form,
    content: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    if content.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        content.consume("\u{feff}".len());
    }
    let first = first_line(content)?;
    let is_last = first.len() < MAX_RECORD_BYTES && content.fill_buf()?.trim_ascii().is_empty();
    let mut whole = Cursor::new(&first).chain(content);
    if first.trim_ascii().is_empty() {
        sink(Err(Rejection::new(origin, "empty file")));
        return Ok(());
    }
    match layout(form, first.trim_ascii(), is_last) {
        Layout::Lines => json_lines::read(origin, &mut whole, fields, sink),
        Layout::Values => Values::new(origin, &mut whole, fields, sink).read(),
    }
}

/// How the records of a file are laid out.
enum Layout {
    /// One a line.
    Lines,
    /// As values of JSON, wherever their lines end.
    Values,
}

/// Returns the layout, which the first line shows better than the file's name does.
fn layout(form: Form, first_line: &[u8], is_last: bool) -> Layout {
    let is_opening = first_line.starts_with(b"[") || first_line == b"{";
    let is_record =
        || first_line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(first_line).is_ok();
    match form {
        Form::JsonLines if !is_opening => Layout::Lines,
        _ if !is_last && is_record() => Layout::Lines,
        _ => Layout::Values,
    }
}

/// Returns the first line that is not blank, with what stands before it, or as much of it as a record may have.
fn first_line(content: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut first = Vec::new();
    let mut content = content.take(MAX_RECORD_BYTES as u64);
    loop {
        // Only the line itself is looked at: blank lines may be by the million.
        let start = first.len();
        content.read_until(b'\n', &mut first)?;
        if first.len() == start || !first[start..].trim_ascii().is_empty() {
            return Ok(first);
        }
    }
}

/// A file that is read value by value.
pub(super) struct Values<'a> {
    pub(super) origin: &'a Origin,
    pub(super) fields: &'a FieldMap,
    pub(super) scanner: JsonScanner<'a>,
    pub(super) sink: &'a mut Sink<'a>,
    pub(super) n_records: u64,
}

/// Whether the file may be read on.
#[derive(PartialEq, Eq)]
pub(super) enum Progress {
    GoOn,
    Stop,
}

impl<'a> Values<'a> {
    fn new(
        origin: &'a Origin,
        content: &'a mut dyn BufRead,
        fields: &'a FieldMap,
        sink: &'a mut Sink<'_>,
    ) -> Self {
        Self {
            origin,
            fields,
            scanner: JsonScanner::new(content),
            sink,
            n_records: 0,
        }
    }

    /// Reads the values that stand one after the other, most often just one.
    fn read(mut self) -> io::Result<()> {
        while let Some(byte) = self.scanner.peek()? {
            let progress = match byte {
                b'[' => {
                    self.scanner.pass();
                    self.list()?
                }
                b'{' => self.object()?,
                b',' => {
                    self.scanner.pass();
                    Progress::GoOn
                }
                _ => self.broken("expected a record or a list of records"),
            };
            if progress == Progress::Stop {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Reads the records of a list whose bracket was passed.
    pub(super) fn list(&mut self) -> io::Result<Progress> {
        loop {
            match self.scanner.peek()? {
                None => return Ok(self.broken("the list has no end")),
                Some(b']') => {
                    self.scanner.pass();
                    return Ok(Progress::GoOn);
                }
                Some(b',') => self.scanner.pass(),
                Some(b'}' | b':') => return Ok(self.broken("expected a record")),
                Some(b'{') => {
                    let line = self.scanner.line();
                    let mut kept = Kept::default();
                    self.scanner.value(0, &mut kept, MAX_RECORD_BYTES)?;
                    self.next_record(&kept, line);
                }
                Some(b'n') => self.missing_record()?,
                Some(b'[') => {
                    self.scanner.pass();
                    if !matches!(self.scanner.peek()?, Some(b'{' | b']')) {
                        return self.list_of_others(2);
                    }
                    // One list for each answer of an API; their records are those of the file.
                    if self.list()? == Progress::Stop {
                        return Ok(Progress::Stop);
                    }
                }
                Some(_) => return self.list_of_others(1),
            }
        }
    }

    /// Passes over a `null`, which scrapers write for a page that they did not get.
    fn missing_record(&mut self) -> io::Result<()> {
        self.not_a_record("null");
        self.scanner.value(0, &mut Kept::default(), 0)
    }

    /// Passes over a list that holds no records, in one row however long it is. So many of its brackets are open.
    fn list_of_others(&mut self, n_open: usize) -> io::Result<Progress> {
        self.not_a_record("expected an object with fields; the rest of the list is passed over");
        self.scanner.value(n_open, &mut Kept::default(), 0)?;
        Ok(Progress::GoOn)
    }

    /// Rejects what stands in the place of the next record.
    fn not_a_record(&mut self, detail: &str) {
        self.n_records += 1;
        let origin = self.numbered();
        (self.sink)(Err(Rejection::new(&origin, "not a record").with_detail(detail)));
    }

    /// Gives a record, or those that it wraps, to the sink under the next number.
    pub(super) fn next_record(&mut self, kept: &Kept, first_line: u64) {
        self.n_records += 1;
        let origin = self.numbered();
        if kept.is_too_large {
            (self.sink)(Err(
                Rejection::new(&origin, "too large").with_detail(PassedLimit::Record)
            ));
        } else {
            record::read(&origin, &kept.bytes, first_line, self.fields, self.sink);
        }
    }

    /// Returns the origin of the record that was counted last.
    pub(super) fn numbered(&self) -> Origin {
        Origin {
            record: Some(self.n_records),
            ..self.origin.clone()
        }
    }

    /// Says where the file stops making sense; what follows cannot be told apart.
    fn broken(&mut self, message: &str) -> Progress {
        self.n_records += 1;
        let detail = format!("line {}: {message}", self.scanner.line());
        (self.sink)(Err(Rejection::new(self.origin, "broken JSON").with_detail(detail)));
        Progress::Stop
    }
}

#[cfg(test)]
mod tests {
    use article::RawContent;

    use super::*;

    /// Prints what a file gives as `record=text` or `record!reason: detail`.
    fn check(form: Form, json: &str, expected: &[&str]) {
        let mut found = Vec::new();
        let mut content = json.as_bytes();
        read(
            &Origin::default(),
            form,
            &mut content,
            &FieldMap::default(),
            &mut |document| {
                found.push(match document {
                    Ok(document) => {
                        let RawContent::Record(record) = document.content else {
                            panic!("must be a record")
                        };
                        format!("{}={}", document.origin, record.text.unwrap())
                    }
                    Err(rejection) => {
                        let detail = rejection
                            .detail
                            .map(|detail| format!(": {detail}"))
                            .unwrap_or_default();
                        format!("{}!{}{detail}", rejection.origin, rejection.reason)
                    }
                });
            },
        )
        .unwrap();
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn records_are_found_however_they_are_laid_out() {
        let cases: [(&str, &[&str]); 15] = [
            (r#"{"text": "a"}"#, &["=a"]),
            (
                r#"{"attachments": [{"name": "map", "text": "m"}], "title": "T", "text": "a"}"#,
                &["=a"],
            ),
            (
                r#"{"author_card": {"name": "A", "text": "x"}, "editor_card": {"name": "B", "text": "y"}, "title": "T", "text": "a"}"#,
                &["=a"],
            ),
            ("\u{feff}\n{\n  \"text\":\n \"a\"\n}\n\n", &["=a"]),
            (r#"[{"text": "a"}, {"text": "b"},]"#, &["#1=a", "#2=b"]),
            (
                r#"{"status": "ok", "articles": [{"text": "a"}, {"text": "b"}], "page": 1}"#,
                &["#1=a", "#2=b"],
            ),
            (r#"{"Results": [{"text": "a"}]}"#, &["#1=a"]),
            (r#"{"data": ["x"], "text": "a"}"#, &["=a"]),
            (r#"{"items": [], "text": "a"}"#, &["=a"]),
            (r#"{"text": "a", "items": [{"text": "not this"}]}"#, &["=a"]),
            ("{\"text\":\"a\"}\n{\"text\":\"b\"}", &["#1=a", "#2=b"]),
            ("{\"text\":\n\"a\"}\n{\"text\":\"b\"}", &["#1=a", "#2=b"]),
            (
                "{\"text\":\"a\"}\n{broken}\n{\"text\":\"c\"}",
                &[
                    "#1=a",
                    "#2!broken JSON: line 2, column 2: key must be a string",
                    "#3=c",
                ],
            ),
            (
                "[\n{\"text\":\"a\"},\n{\"text\" \"b\"},\n{\"text\":\"c\"}]",
                &["#1=a", "#2!broken JSON: line 3, column 9: expected `:`", "#3=c"],
            ),
            ("  ", &["!empty file"]),
        ];
        for (json, expected) in cases {
            check(Form::Json, json, expected);
        }
    }

    #[test]
    fn records_are_found_in_what_wraps_them() {
        let a = r#"{"title": "A", "text": "a"}"#;
        let b = r#"{"title": "B", "text": "b"}"#;
        let long = "Rain fell. ".repeat(20);
        let bare = format!("#1={}", long.trim());
        let cases: [(String, &[&str]); 43] = [
            // Objects in objects.
            (format!(r#"{{"status": 200, "data": {a}}}"#), &["#1=a"]),
            (format!(r#"{{"article": {a}}}"#), &["#1=a"]),
            (format!(r#"{{"r": {{"x": {{"y": {a}}}}}}}"#), &["#1=a"]),
            (
                format!(r#"{{"r": {{"x": {{"y": {{"z": {{"deep": {a}}}}}}}}}}}"#),
                &["!no text"],
            ),
            (format!(r#"{{"id1": {a}, "id2": {b}}}"#), &["#1=a", "#2=b"]),
            (
                format!(r#"{{"data": {{"x": {a}, "y": {b}}}, "n": 2}}"#),
                &["#1=a", "#2=b"],
            ),
            (
                format!(r#"{{"featured": {a}, "articles": [{b}]}}"#),
                &["#1=a", "#2=b"],
            ),
            (
                format!(r#"{{"articles": [{b}], "featured": {a}}}"#),
                &["#1=b", "#2=a"],
            ),
            (format!(r#"{{"response": {{"text": "{long}"}}}}"#), &[&bare]),
            // Some of the objects side by side lack a headline or a text.
            (
                format!(r#"{{"1": {a}, "2": {b}, "3": {{"date": "2025", "text": "c"}}}}"#),
                &["#1=a", "#2=b", "#3=c"],
            ),
            (
                format!(
                    r#"{{"1": {{"text": "c"}}, "2": {a}, "3": {b}, "4": {a}, "5": {b}, "6": {{"body": "d"}}}}"#
                ),
                &["#1=c", "#2=a", "#3=b", "#4=a", "#5=b", "#6=d"],
            ),
            (
                format!(r#"{{"1": {a}, "2": {b}, "3": {{"title": "C"}}}}"#),
                &["#1=a", "#2=b", "#3!no text"],
            ),
            (
                format!(r#"{{"1": {a}, "2": {b}, "3": {a}, "4": {b}, "5": {{"title": "C", "text": null}}}}"#),
                &["#1=a", "#2=b", "#3=a", "#4=b", "#5!no text"],
            ),
            // A licence and a person have names and texts, too.
            (
                format!(r#"{{"license": {{"name": "L", "text": "{long}"}}, "records": [{a}]}}"#),
                &["#1=a"],
            ),
            (
                format!(
                    r#"{{"policy": {{"name": "L", "text": "l"}}, "records": [{a}], "owner": {{"name": "O", "text": "o"}}}}"#
                ),
                &["#1=a"],
            ),
            (
                r#"{"title": "A", "url": "x", "policy": {"name": "L", "text": "l"}}"#.to_owned(),
                &["!no text"],
            ),
            // Lists in objects.
            (
                format!(r#"{{"response": {{"status": "ok", "docs": [{a}, {b}]}}}}"#),
                &["#1=a", "#2=b"],
            ),
            (
                format!(r#"{{"hits": {{"total": 1, "hits": [{{"_id": "x", "_source": {a}}}]}}}}"#),
                &["#1=a"],
            ),
            (
                format!(r#"{{"data": {{"page": {{"edges": [{{"node": {a}}}, {{"node": {b}}}]}}}}}}"#),
                &["#1=a", "#2=b"],
            ),
            (format!(r#"{{"whatever": [{a}, {b}]}}"#), &["#1=a", "#2=b"]),
            (
                format!(r#"{{"title": "Export", "records": [{a}, {b}]}}"#),
                &["#1=a", "#2=b"],
            ),
            (
                r#"{"news": [{"text": "a"}, {"x": 1}]}"#.to_owned(),
                &["#1=a", "#2!no text"],
            ),
            (
                format!(r#"[{{"article": {a}}}, {{"id": 2, "fields": {b}}}]"#),
                &["#1=a", "#2=b"],
            ),
            (
                format!(r#"{{"article": {a}}}"#) + "\n" + &format!(r#"{{"objects": [{b}]}}"#),
                &["#1=a", "#2=b"],
            ),
            (
                r#"{"data": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}], "includes": {"users": [{"name": "A"}]}}"#.to_owned()
                    + "\n{\"data\": [{\"text\": \"c\"}]}",
                &["#1=a", "#1=b", "#2=c"],
            ),
            (
                format!(r#"{{"db": [{{"meta": 1, "data": {{"posts": [{{"id": 1}}, {a}, {b}], "tags": []}}}}]}}"#),
                &["#1!no text", "#1=a", "#1=b"],
            ),
            (format!("[[{a}], [{b}], []]"), &["#1=a", "#2=b"]),
            (format!("[{a}]\n[{b}]"), &["#1=a", "#2=b"]),
            (
                format!("[[1, 2], [{a}]]"),
                &["#1!not a record: expected an object with fields; the rest of the list is passed over"],
            ),
            // Columns.
            (
                r#"{"title": ["A", "B"], "text": ["a", "b"], "tags": ["x"]}"#.to_owned(),
                &["#1=a", "#2=b"],
            ),
            (
                r#"{"title": ["A"], "text": ["a", "b"]}"#.to_owned(),
                &["=a\n\nb"],
            ),
            (
                r#"{"title": {"0": "A", "10": "C", "2": "B"}, "text": {"0": "a", "10": "c", "2": "b"}}"#
                    .to_owned(),
                &["#1=a", "#2=b", "#3=c"],
            ),
            (format!(r#"{{"0": {a}, "1": {b}}}"#), &["#1=a", "#2=b"]),
            (
                r#"{"columns": ["title", "text"], "index": [0, 1], "data": [["A", "a"], ["B", "b"]]}"#
                    .to_owned(),
                &["#1=a", "#2=b"],
            ),
            // What belongs to a record is none.
            (
                format!(
                    r#"{{"meta": {{"items": [{{"url": "x"}}]}}, "related": [{b}], "title": "A", "text": "a"}}"#
                ),
                &["=a"],
            ),
            (
                format!(r#"{{"title": "A", "more": [{b}], "text": "a"}}"#),
                &["=a"],
            ),
            (
                format!(r#"{{"title": "A", "comments": [{b}], "author": {b}, "image": {b}}}"#),
                &["!no text"],
            ),
            (
                r#"{"title": "A", "body": {"title": "B", "text": "b"}}"#.to_owned(),
                &["=b"],
            ),
            // The blocks of a text are no records.
            (
                r#"{"headline": "A", "paragraphs": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]}"#.to_owned(),
                &["=a\n\nb"],
            ),
            (
                r#"{"headlines": {"basic": "A"}, "content_elements": [{"_id": "x", "type": "text", "content": "a"},
                    {"_id": "y", "type": "image", "caption": "c"}, {"_id": "z", "type": "text", "content": "b"}]}"#
                    .to_owned(),
                &["=a\n\nb"],
            ),
            (
                r#"{"title": "A", "content": {"time": 1, "blocks": [{"id": "x", "type": "paragraph", "data": {"text": "a"}},
                    {"id": "y", "type": "paragraph", "data": {"text": "b"}}]}}"#
                    .to_owned(),
                &["=a\n\nb"],
            ),
            (
                r#"{"sys": {"id": "1"}, "fields": {"title": "A", "body": {"nodeType": "document", "content": [
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "a"}]},
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "b"}]}]}}}"#
                    .to_owned(),
                &["#1=a\n\nb"],
            ),
            (
                r#"{"title": "A", "body": [{"type": "paragraph", "title": null, "text": "a"}, {"type": "paragraph", "text": "b"}]}"#
                    .to_owned(),
                &["=a\n\nb"],
            ),
        ];
        for (json, expected) in cases {
            check(Form::Json, &json, expected);
        }
    }

    #[test]
    fn records_side_by_side_need_no_room() {
        let text = "x".repeat(100_000);
        for json in [
            "{@}",
            r#"{"data": {@}}"#,
            r#"{"r": {"list": [@]}}"#,
            r#"{"other": [@]}"#,
        ] {
            let is_list = json.contains('[');
            let record = |number: usize| {
                let name = if is_list {
                    String::new()
                } else {
                    format!(r#""id{number}": "#)
                };
                format!(r#"{name}{{"title": "A", "text": "{text}{number}"}}"#)
            };
            let records: Vec<String> = (1..=100).map(record).collect();
            let expected: Vec<String> = (1..=100)
                .map(|number| format!("#{number}={text}{number}"))
                .collect();
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            check(Form::Json, &json.replace('@', &records.join(", ")), &expected);
        }
    }

    #[test]
    fn records_side_by_side_are_no_record_that_is_too_large() {
        let text = "x".repeat(MAX_RECORD_BYTES / 2);
        let record = |name: &str| format!(r#""{name}": {{"title": "{name}", "text": "{text}"}}"#);
        let json = format!("{{{}, {}, {}}}", record("a"), record("b"), record("c"));
        check(
            Form::Json,
            &json,
            &[1, 2, 3]
                .map(|number| format!("#{number}={text}"))
                .each_ref()
                .map(String::as_str),
        );
    }

    #[test]
    fn records_of_one_line_have_keys_of_their_own() {
        let json = "{\"list\": [{\"title\": \"A\", \"text\": \"a\"}, {\"title\": \"B\", \"text\": \"b\", \"id\": 7}]}\n{}";
        let mut keys = Vec::new();
        read(
            &Origin::default(),
            Form::JsonLines,
            &mut json.as_bytes(),
            &FieldMap::default(),
            &mut |document| keys.extend(document.map(|document| document.key())),
        )
        .unwrap();
        assert_eq!(keys, ["#1.1", "7"]);
    }

    #[test]
    fn blank_lines_by_the_million_are_an_empty_file() {
        let blank = " \n".repeat(2_000_000);
        check(Form::JsonLines, &blank, &["!empty file"]);
        check(Form::Json, &blank, &["!empty file"]);
    }

    #[test]
    fn lines_need_not_be_lines() {
        let cases: [(&str, &[&str]); 6] = [
            ("{\"text\":\"a\"},\r\n{\"text\":\"b\"}\r\n", &["#1=a", "#2=b"]),
            ("[{\"text\":\"a\"},\n{\"text\":\"b\"}]", &["#1=a", "#2=b"]),
            ("{\n\"text\":\"a\"\n}\n{\n\"text\":\"b\"\n}", &["#1=a", "#2=b"]),
            (
                "{\"text\":\n{\"text\":\"b\"}",
                &[
                    "#1!broken JSON: line 1, column 8: EOF while parsing a value",
                    "#2=b",
                ],
            ),
            ("\n{\"text\":\"a\"}", &["#2=a"]),
            (
                "3\n{\"text\":\"b\"}",
                &["#1!not a record: expected an object with fields", "#2=b"],
            ),
        ];
        for (json, expected) in cases {
            check(Form::JsonLines, json, expected);
        }
    }

    #[test]
    fn broken_files_give_one_row() {
        let others = "expected an object with fields; the rest of the list is passed over";
        let cases = [
            (
                r#"[{"text": "a"}, {"text": "b""#,
                vec![
                    "#1=a".to_owned(),
                    "#2!broken JSON: line 1, column 12: EOF while parsing an object".to_owned(),
                    "!broken JSON: line 1: the list has no end".to_owned(),
                ],
            ),
            ("[1, 2, 3]", vec![format!("#1!not a record: {others}")]),
            (
                r#"[{"text": "a"}, null, {"text": "b"}]"#,
                ["#1=a", "#2!not a record: null", "#3=b"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            (
                "not JSON at all",
                vec!["!broken JSON: line 1: expected a record or a list of records".to_owned()],
            ),
            (
                "{\n\"text\":\n\n}",
                vec!["!broken JSON: line 4, column 1: expected value".to_owned()],
            ),
            (r#"{"title": "a"}"#, vec!["!no text".to_owned()]),
        ];
        for (json, expected) in cases {
            check(
                Form::Json,
                json,
                &expected.iter().map(String::as_str).collect::<Vec<_>>(),
            );
        }
        check(
            Form::Json,
            &"[".repeat(200_000),
            &[&format!("#1!not a record: {others}")],
        );
        check(
            Form::Json,
            &r#"{"a":"#.repeat(100_000),
            &["!broken JSON: line 1, column 636: recursion limit exceeded"],
        );
    }

    #[test]
    fn utf16_is_read() {
        let json = "\u{feff}[{\"text\":\"Überfahrt\"},\n{\"text\":\"海\"}]";
        let bytes: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut texts = Vec::new();
        read(
            &Origin::default(),
            Form::Json,
            &mut bytes.as_slice(),
            &FieldMap::default(),
            &mut |document| {
                if let RawContent::Record(record) = document.unwrap().content {
                    texts.push(record.text.unwrap());
                }
            },
        )
        .unwrap();
        assert_eq!(texts, ["Überfahrt", "海"]);
    }
}
