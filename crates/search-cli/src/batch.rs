//! A list of queries: one after another, a broken line is told of and the rest goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use article_export::cell;
use search_engine::{Hit, SearchEngine, SearchResults};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::arguments::{Arguments, BatchFormat};
use crate::clean::{clean, escape_controls};
use crate::failure::Failure;
use crate::warnings::tell_of_answer;

/// The name of the run in the last column of trec_eval's format.
const RUN_NAME: &str = "dateline";
const CSV_HEADER: &str = "id,rank,key,title,source,published,language,url,score";
/// Longest line that is read: a query is at most 2,000 characters, so this is no query.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

/// A query of the list.
#[derive(Debug, PartialEq, Eq)]
struct BatchQuery {
    id: String,
    text: String,
}

/// Runs every query of a file.
pub(crate) fn run(engine: &dyn SearchEngine, arguments: &Arguments, file: &Path) -> Result<Outcome, Failure> {
    let mut lines = open(file)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.format == BatchFormat::Csv {
        writeln!(out, "{CSV_HEADER}")?;
    }
    let mut outcome = Outcome::Done;
    for number in 1.. {
        let line = match next_line(&mut lines) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => return Err(unreadable(file, &error)),
        };
        if line.trim_ascii().is_empty() {
            continue;
        }
        match answer(engine, arguments, &line, number) {
            Ok((id, results)) => {
                // An object says it itself.
                if arguments.format != BatchFormat::Jsonl {
                    tell_of_answer(&format!("{}:{number}: ", file.display()), &results);
                }
                write_answer(&mut out, arguments, &id, &results)?;
            }
            Err(message) => {
                anstream::eprintln!("{}:{number}: {message}", file.display());
                outcome = Outcome::Lacking;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(file).map_err(|error| unreadable(file, &error))?;
    Ok(Box::new(BufReader::new(opened)))
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    let message = format!("{} cannot be read: {error}", file.display());
    Failure::new(message, "give a file with one query a line, or - for stdin")
}

/// Reads a line; one that is too long is read to its end and given cut off, so that it is told of as broken.
fn next_line(lines: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    io::Read::take(&mut *lines, MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
    if !line.ends_with(b"\n") {
        lines.skip_until(b'\n')?;
    }
    Ok((!line.is_empty()).then_some(line))
}

fn answer(
    engine: &dyn SearchEngine,
    arguments: &Arguments,
    line: &[u8],
    number: usize,
) -> Result<(String, SearchResults), String> {
    let query = batch_query(line, number)?;
    let told = |failure| match failure {
        Failure::Told { message, .. } => message,
        Failure::ReaderGone => "the output is closed".to_owned(),
    };
    let request = arguments.request(&query.text).map_err(told)?;
    let results = engine.search(&request).map_err(|error| error.to_string())?;
    Ok((query.id, results))
}

/// Reads a line: a JSON object where it starts like one, else the query itself under the number of its line.
fn batch_query(line: &[u8], number: usize) -> Result<BatchQuery, String> {
    /// A query of a JSON line.
    #[derive(Deserialize)]
    struct Given {
        id: GivenId,
        text: String,
    }
    /// Ids are often numbers.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum GivenId {
        Text(String),
        Number(serde_json::Number),
    }
    if line.len() as u64 >= MAX_LINE_BYTES {
        return Err("the line is too long to be a query".to_owned());
    }
    let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned())?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if !line.starts_with('{') {
        return Ok(BatchQuery {
            id: number.to_string(),
            text: line.to_owned(),
        });
    }
    let given: Given = serde_json::from_str(line)
        .map_err(|error| format!("no JSON object with \"id\" and \"text\": {error}"))?;
    let id = match given.id {
        GivenId::Text(id) => id,
        GivenId::Number(id) => id.to_string(),
    };
    Ok(BatchQuery { id, text: given.text })
}

fn write_answer(
    out: &mut impl Write,
    arguments: &Arguments,
    id: &str,
    results: &SearchResults,
) -> io::Result<()> {
    /// One line of JSON.
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        #[serde(flatten)]
        results: &'a SearchResults,
    }
    let mut ranked = (arguments.offset + 1..).zip(&results.hits);
    match arguments.format {
        BatchFormat::Jsonl => {
            let json = serde_json::to_string(&Line { id, results }).expect("results are plain data");
            writeln!(out, "{}", escape_controls(&json))
        }
        BatchFormat::Csv => ranked.try_for_each(|(rank, hit)| writeln!(out, "{}", csv_row(id, rank, hit))),
        BatchFormat::Trec => write_trec(out, id, ranked),
    }
}

/// Writes a ranking as trec_eval reads it. That program goes by the scores and not by the ranks, so a score that does
/// not fall (of a tie, of a wider tier of matches, of an order by date) is lowered to just below the one before it.
fn write_trec<'a>(
    out: &mut impl Write,
    id: &str,
    ranked: impl Iterator<Item = (usize, &'a Hit)>,
) -> io::Result<()> {
    /// The smallest difference that is printed.
    const STEP: f64 = 0.0001;
    let mut last = f64::INFINITY;
    for (rank, hit) in ranked {
        last = f64::from(hit.score).min(last - STEP);
        writeln!(
            out,
            "{} Q0 {} {rank} {last:.4} {RUN_NAME}",
            one_word(id),
            one_word(&hit.key)
        )?;
    }
    Ok(())
}

/// Returns a name as one column of a file whose columns are parted by spaces.
fn one_word(name: &str) -> String {
    name.chars()
        .map(|char| {
            if char.is_whitespace() || char.is_control() {
                "%20".to_owned()
            } else {
                char.to_string()
            }
        })
        .collect()
}

fn csv_row(id: &str, rank: usize, hit: &Hit) -> String {
    let cell = |text: &str| cell(&clean(text));
    let text = |field: &Option<String>| cell(field.as_deref().unwrap_or_default());
    [
        cell(id),
        rank.to_string(),
        cell(&hit.key),
        text(&hit.title),
        text(&hit.source),
        text(&hit.published),
        text(&hit.language),
        text(&hit.url),
        format!("{:.4}", hit.score),
    ]
    .join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(line: &str, expected: Option<(&str, &str)>) {
        let query = batch_query(line.as_bytes(), 7).ok();
        let expected = expected.map(|(id, text)| BatchQuery {
            id: id.to_owned(),
            text: text.to_owned(),
        });
        assert_eq!(query, expected, "{line}");
    }

    #[test]
    fn lines_are_queries() {
        check("security guarantee\r\n", Some(("7", "security guarantee")));
        check("\u{feff}first", Some(("7", "first")));
        check(r#"{"id": "q1", "text": "ferry"}"#, Some(("q1", "ferry")));
        check(
            r#"{"id": 12, "text": "ferry", "note": []}"#,
            Some(("12", "ferry")),
        );
        check(r#"{"id": "q1"}"#, None);
        check(r#"{"id": null, "text": "ferry"}"#, None);
        check(r#"{"id": "q1", "text": "ferry""#, None);
        assert!(batch_query(b"\xff\xfe", 1).is_err());
    }

    #[test]
    fn long_lines_are_told_of_and_passed_over() {
        let mut text = vec![b'a'; 2 * 1024 * 1024];
        text.extend(b"\nferry");
        let mut lines: &[u8] = &text;
        let long = next_line(&mut lines).unwrap().unwrap();
        assert!(batch_query(&long, 1).is_err());
        assert_eq!(next_line(&mut lines).unwrap().unwrap(), b"ferry");
        assert_eq!(next_line(&mut lines).unwrap(), None);
    }

    #[test]
    fn columns_hold_what_is_in_them() {
        for (text, column, field) in [
            ("a/b.txt", "a/b.txt", "a/b.txt"),
            ("my file.txt", "my%20file.txt", "my file.txt"),
            ("a, \"b\"\n", "a,%20\"b\"%20", "\"a, \"\"b\"\" \""),
            ("=1+1", "=1+1", "'=1+1"),
        ] {
            assert_eq!(
                (one_word(text).as_str(), cell(&clean(text)).as_str()),
                (column, field)
            );
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_odd(line in any::<Vec<u8>>()) {
            let _ = batch_query(&line, 1);
        }
    }
}
