//! An object of JSON, read member by member: it is a record, or records stand inside it, which are then given out one at
//! a time, so that neither a long list nor many objects side by side are held in memory.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

use article::{Origin, RecordField, Rejection};
use serde_json::Value;

use super::json::{Progress, Values};
use super::json_scanner::Kept;
use super::record;
use super::wrapped::{self, Unwrapped, unwrap};
use crate::limits::{MAX_RECORD_BYTES, PassedLimit};

/// The names under which a file's own object holds its records whatever they look like.
const SURE_LIST_NAMES: [&str; 5] = ["articles", "items", "results", "data", "docs"];
/// The fields by which an object shows that it is a record, or at least no mere wrapping.
const TELLING: [RecordField; 3] = [RecordField::Title, RecordField::Text, RecordField::Url];

/// Articles side by side that are held back, because what follows may show that they belong to one record.
const MAX_HELD_BACK: usize = 3;

/// A member of an object that may be a record of its own.
struct HeldBack {
    /// Where it stands in what was kept of the object.
    bytes: Range<usize>,
    first_line: u64,
    /// Whether it has a headline and a text.
    is_article: bool,
}

/// An object that is being read.
#[derive(Default)]
struct OpenObject {
    /// What was read so far, without the records that were given out.
    kept: Kept,
    first_line: u64,
    /// How many objects it stands in.
    depth: usize,
    /// Which of the telling fields it has.
    told: BTreeSet<RecordField>,
    /// Whether an object around it has one.
    is_in_record: bool,
    /// The members so far that have a headline or a text. A few articles may be part of what it wraps; more are records
    /// side by side.
    held_back: Vec<HeldBack>,
    n_articles: usize,
    /// Whether its members are records, even those that lack a headline or a text.
    are_side_by_side: bool,
    /// Whether records inside it were given out.
    is_given_out: bool,
}

impl OpenObject {
    fn has_text(&self) -> bool {
        self.told.contains(&RecordField::Text)
    }

    fn is_record(&self) -> bool {
        self.is_in_record || !self.told.is_empty()
    }

    fn is_article(&self) -> bool {
        self.has_text() && self.told.contains(&RecordField::Title)
    }

    fn may_be_record(&self) -> bool {
        self.has_text() || self.told.contains(&RecordField::Title)
    }

    fn keep(&mut self, part: &Kept) {
        self.kept.push(&part.bytes, MAX_RECORD_BYTES);
        self.kept.is_too_large |= part.is_too_large;
    }

    fn hold_back(&mut self, member: &Self) {
        let start = self.kept.bytes.len();
        self.keep(&member.kept);
        self.n_articles += usize::from(member.is_article());
        self.held_back.push(HeldBack {
            bytes: start..start + member.kept.bytes.len(),
            first_line: member.first_line,
            is_article: member.is_article(),
        });
    }
}

impl Values<'_> {
    /// Reads an object of the file: a record, or one that holds records.
    pub(super) fn object(&mut self) -> io::Result<Progress> {
        let mut object = OpenObject {
            first_line: self.scanner.line(),
            ..OpenObject::default()
        };
        let progress = self.members(&mut object)?;
        // An article that tells of others keeps its own text.
        if progress == Progress::GoOn && (!object.is_given_out || object.is_article()) {
            self.whole(&object)?;
        }
        Ok(progress)
    }

    /// Gives the record that a whole object is, or those that it wraps, to the sink.
    fn whole(&mut self, object: &OpenObject) -> io::Result<()> {
        let is_alone = self.n_records == 0 && self.scanner.peek()?.is_none();
        let origin = Origin {
            record: (!is_alone).then_some(self.n_records + 1),
            ..self.origin.clone()
        };
        let kept = &object.kept;
        let read = if kept.is_too_large {
            Err(Rejection::new(&origin, "too large").with_detail(PassedLimit::Record))
        } else {
            record::object(&origin, &kept.bytes, object.first_line)
        };
        match read.map(|object| unwrap(object, self.fields)) {
            Ok(Unwrapped::Inside(records)) => {
                for record in records {
                    self.n_records += 1;
                    let origin = self.numbered();
                    (self.sink)(record::document_of(&origin, record, self.fields));
                }
            }
            Ok(Unwrapped::Itself(object)) => {
                self.n_records += 1;
                (self.sink)(record::document_of(&origin, object, self.fields));
            }
            Err(rejection) => {
                self.n_records += 1;
                (self.sink)(Err(rejection));
            }
        }
        Ok(())
    }

    /// Reads the members of an object, brackets and all.
    fn members(&mut self, object: &mut OpenObject) -> io::Result<Progress> {
        self.pass(b'{', object);
        while let Some(byte) = self.next(object)? {
            if byte == b'"' {
                if self.member(object)? == Progress::Stop {
                    return Ok(Progress::Stop);
                }
                continue;
            }
            self.pass(byte, object);
            if byte == b'}' {
                break;
            }
        }
        Ok(Progress::GoOn)
    }

    /// Reads one name and its value.
    fn member(&mut self, object: &mut OpenObject) -> io::Result<Progress> {
        let mut name = Kept::default();
        self.scanner.value(0, &mut name, MAX_RECORD_BYTES)?;
        object.kept.push(&name.bytes, MAX_RECORD_BYTES);
        if self.next(object)? != Some(b':') {
            return Ok(Progress::GoOn);
        }
        self.pass(b':', object);
        let name = String::from_utf8_lossy(&name.bytes)
            .trim_matches('"')
            .to_lowercase();
        let may_wrap = !object.has_text() && wrapped::may_wrap(&name, self.fields);
        let value = self.next(object)?;
        if value == Some(b'{') && may_wrap && object.depth < wrapped::MAX_DEPTH {
            return self.member_object(object, &name);
        }
        for field in TELLING {
            if self.fields.may_hold(field, &name) {
                object.told.insert(field);
            }
        }
        match value {
            Some(b'[') if may_wrap && !object.has_text() => self.member_list(object, &name),
            None | Some(b'}' | b']' | b',' | b':') => Ok(Progress::GoOn),
            Some(_) => {
                self.scanner.value(0, &mut object.kept, MAX_RECORD_BYTES)?;
                Ok(Progress::GoOn)
            }
        }
    }

    /// Reads an object that may be one of several records side by side, or hold records itself.
    fn member_object(&mut self, outer: &mut OpenObject, name: &str) -> io::Result<Progress> {
        let mut inner = OpenObject {
            first_line: self.scanner.line(),
            depth: outer.depth + 1,
            is_in_record: outer.is_record(),
            ..OpenObject::default()
        };
        let progress = self.members(&mut inner)?;
        if inner.is_given_out {
            self.give_out_held_back(outer);
            return Ok(progress);
        }
        let is_text = self.fields.is_text_name(name);
        // What is larger than a record is none itself.
        let n_bytes = outer.kept.bytes.len() + inner.kept.bytes.len();
        if n_bytes > MAX_RECORD_BYTES && outer.n_articles > 0 && !outer.is_record() {
            self.give_out_held_back(outer);
        }
        if !inner.may_be_record() || outer.is_record() || is_text && !inner.is_article() {
            if is_text {
                outer.told.insert(RecordField::Text);
            }
            outer.keep(&inner.kept);
        } else if outer.is_given_out {
            self.give_out(&inner.kept, inner.first_line, inner.is_article(), outer);
        } else {
            outer.hold_back(&inner);
            if outer.n_articles > MAX_HELD_BACK {
                outer.are_side_by_side = true;
                self.give_out_held_back(outer);
            }
        }
        Ok(progress)
    }

    /// Gives out what was held back, now that records of the object are given out one at a time.
    fn give_out_held_back(&mut self, object: &mut OpenObject) {
        object.is_given_out = true;
        for held in std::mem::take(&mut object.held_back) {
            let kept = Kept {
                bytes: object.kept.bytes.get(held.bytes).unwrap_or_default().to_vec(),
                is_too_large: object.kept.is_too_large,
            };
            self.give_out(&kept, held.first_line, held.is_article, object);
        }
    }

    /// Gives out a member of an object: any of records side by side, beside a list only an article.
    fn give_out(&mut self, member: &Kept, first_line: u64, is_article: bool, object: &OpenObject) {
        let is_like_article = || match record::value(&member.bytes) {
            Some(Value::Object(member)) => wrapped::is_like_article(&member, self.fields),
            _ => true,
        };
        if object.are_side_by_side || is_article && is_like_article() {
            self.next_record(member, first_line);
        }
    }

    /// Reads a list that may hold the records of the file; the list of a record holds something else.
    fn member_list(&mut self, object: &mut OpenObject, name: &str) -> io::Result<Progress> {
        self.pass(b'[', object);
        if self.next(object)? == Some(b'{') {
            if object.depth == 0 && SURE_LIST_NAMES.contains(&name) {
                self.give_out_held_back(object);
                return self.list();
            }
            let first_line = self.scanner.line();
            let mut first = Kept::default();
            self.scanner.value(0, &mut first, MAX_RECORD_BYTES)?;
            if self.is_record_of_list(&first, object, name) {
                self.give_out_held_back(object);
                self.next_record(&first, first_line);
                return self.list();
            }
            object.keep(&first);
        }
        self.scanner.value(1, &mut object.kept, MAX_RECORD_BYTES)?;
        Ok(Progress::GoOn)
    }

    /// Returns whether the first item of a list shows that the list is one of records.
    fn is_record_of_list(&self, first: &Kept, object: &OpenObject, name: &str) -> bool {
        let Some(first) = record::value(&first.bytes) else {
            return false;
        };
        // A record that tells of others before its own text may have them under any name.
        !object.is_record()
            && (wrapped::holds_article(&first, self.fields)
                || wrapped::is_list_name(name) && wrapped::names_headline_or_text(&first, self.fields))
    }

    /// Returns the next byte of an object; keeps line ends, so that the parser counts lines as the file has them.
    fn next(&mut self, object: &mut OpenObject) -> io::Result<Option<u8>> {
        let line = self.scanner.line();
        let byte = self.scanner.peek()?;
        for _ in line..self.scanner.line() {
            object.kept.push(b"\n", MAX_RECORD_BYTES);
        }
        Ok(byte)
    }

    fn pass(&mut self, byte: u8, object: &mut OpenObject) {
        self.scanner.pass();
        object.kept.push(&[byte], MAX_RECORD_BYTES);
    }
}
