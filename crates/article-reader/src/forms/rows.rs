//! Text with delimiters -> rows of fields, in memory bounded by the largest record; and which delimiter it is.

use std::io::{self, BufRead};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::limits::MAX_RECORD_BYTES;
use crate::mixed_utf8;
use crate::settings::FieldMap;

/// Most fields of a row; the widest exports of newspaper archives have some hundreds.
const MAX_FIELDS: usize = 10_000;
/// Rows by which a dialect is judged.
const N_JUDGED: usize = 100;

/// How the fields of a row are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    delimiter: u8,
    /// Whether a field that starts with a quote ends with one, or the quote is a letter as any other.
    has_quoting: bool,
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// Its fields.
    Fields(Vec<String>),
    /// A row beyond a limit, of which nothing is kept.
    TooLarge,
}

/// The rows of a table, read one at a time.
pub(crate) struct Rows<'a> {
    content: &'a mut dyn BufRead,
    parser: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(content: &'a mut dyn BufRead, dialect: Dialect) -> Self {
        let parser = ReaderBuilder::new()
            .delimiter(dialect.delimiter)
            .quoting(dialect.has_quoting)
            .build();
        Self {
            content,
            parser,
            bytes: vec![0; 4_096],
            ends: vec![0; 64],
        }
    }

    /// Returns the next row and the line at which it starts.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, Row)>> {
        let line = self.parser.line();
        let (mut n_bytes, mut n_ends, mut is_too_large) = (0, 0, false);
        loop {
            let input = self.content.fill_buf()?;
            let (result, n_read, n_written, n_ended) =
                self.parser
                    .read_record(input, &mut self.bytes[n_bytes..], &mut self.ends[n_ends..]);
            self.content.consume(n_read);
            n_bytes += n_written;
            n_ends += n_ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() < MAX_RECORD_BYTES => {
                    self.bytes.resize((self.bytes.len() * 2).min(MAX_RECORD_BYTES), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_FIELDS => {
                    self.ends.resize((self.ends.len() * 2).min(MAX_FIELDS), 0);
                }
                // The rest of the row is read over what was kept of it.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (n_bytes, n_ends, is_too_large) = (0, 0, true);
                }
                ReadRecordResult::Record if is_too_large => return Ok(Some((line, Row::TooLarge))),
                ReadRecordResult::Record => return Ok(Some((line, self.fields(n_ends)))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn fields(&self, n_ends: usize) -> Row {
        let mut start = 0;
        let field = |end: &usize| {
            let bytes = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            mixed_utf8::decode(bytes)
        };
        Row::Fields(self.ends[..n_ends].iter().map(field).collect())
    }
}

/// Returns the dialect in which the start of a table has the most columns of known names and the most rows as
/// long as its header.
pub(crate) fn dialect(head: &[u8], is_whole: bool, fields: &FieldMap) -> io::Result<Dialect> {
    let mut best = Dialect {
        delimiter: b',',
        has_quoting: true,
    };
    let mut best_score = None;
    for has_quoting in [true, false] {
        for delimiter in *b",;\t|" {
            let dialect = Dialect {
                delimiter,
                has_quoting,
            };
            let score = Some(score(head, is_whole, dialect, fields)?);
            if score > best_score {
                (best, best_score) = (dialect, score);
            }
        }
    }
    Ok(best)
}

/// Returns the columns of known names, the share of rows as long as the header in thousandths, and the columns.
fn score(
    mut head: &[u8],
    is_whole: bool,
    dialect: Dialect,
    fields: &FieldMap,
) -> io::Result<(usize, usize, usize)> {
    let mut rows = Rows::new(&mut head, dialect);
    let Some((_, Row::Fields(names))) = rows.next()? else {
        return Ok((0, 0, 0));
    };
    let mut lengths = Vec::new();
    while lengths.len() < N_JUDGED
        && let Some((_, row)) = rows.next()?
    {
        lengths.push(match row {
            Row::Fields(fields) => fields.len(),
            Row::TooLarge => 0,
        });
    }
    if !is_whole && lengths.len() < N_JUDGED {
        lengths.pop();
    }
    let n_known = names.iter().filter(|name| fields.is_known_name(name)).count();
    let n_even = lengths.iter().filter(|length| **length == names.len()).count();
    let share = n_even * 1_000 / lengths.len().max(1);
    Ok((n_known, share, names.len()))
}
