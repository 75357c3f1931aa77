//! An object of JSON, read member by member: it is a record, or records stand inside it, which are then given out one at
//! a time, so that neither a long list nor many objects side by side are held in memory.

use std::collections::BTreeSet;
use std::io;

use article::{Origin, RecordField, Rejection};

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
    /// The articles so far that are members of it. Few may be part of what it wraps; more are records side by side.
    held_back: Vec<(Kept, u64)>,
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
        if inner.is_article() && !outer.is_record() {
            if outer.is_given_out || outer.held_back.len() == MAX_HELD_BACK {
                self.give_out_held_back(outer);
                self.next_record(&inner.kept, inner.first_line);
                return Ok(progress);
            }
            outer.held_back.push((inner.kept.clone(), inner.first_line));
        } else if self.fields.is_text_name(name) {
            outer.told.insert(RecordField::Text);
        }
        outer.kept.push(&inner.kept.bytes, MAX_RECORD_BYTES);
        outer.kept.is_too_large |= inner.kept.is_too_large;
        Ok(progress)
    }

    /// Gives out the articles that were held back, now that records of the object are given out one at a time.
    fn give_out_held_back(&mut self, object: &mut OpenObject) {
        object.is_given_out = true;
        for (article, first_line) in std::mem::take(&mut object.held_back) {
            self.next_record(&article, first_line);
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
            object.kept.push(&first.bytes, MAX_RECORD_BYTES);
            object.kept.is_too_large |= first.is_too_large;
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
