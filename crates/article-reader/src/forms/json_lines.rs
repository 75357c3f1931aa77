//! JSON lines: one record a line, read one at a time however long the file is.

use std::io::{self, BufRead};

use article::{Origin, Rejection};

use super::lines::{Line, read_line};
use super::record;
use crate::limits::{MAX_RECORD_BYTES, PassedLimit};
use crate::read::Sink;
use crate::settings::FieldMap;

/// Gives the record of every line to the sink. A broken line is one rejection, and the next line follows.
pub(crate) fn read(
    origin: &Origin,
    content: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        let outcome = read_line(content, &mut line, MAX_RECORD_BYTES)?;
        number += 1;
        let origin = Origin {
            record: Some(number),
            ..origin.clone()
        };
        match outcome {
            Line::End => return Ok(()),
            Line::TooLong => sink(Err(
                Rejection::new(&origin, "too large").with_detail(PassedLimit::Record)
            )),
            Line::Whole if line.trim_ascii().is_empty() => {}
            Line::Whole => {
                let json = line.trim_ascii_end();
                // A list that was cut into lines leaves its commas at their ends.
                let json = json.strip_suffix(b",").unwrap_or(json);
                record::read(&origin, json, number, fields, sink);
            }
        }
    }
}
