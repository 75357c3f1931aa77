//! Reads lines of bounded length, so that a file without line ends cannot fill the memory.

use std::io::{self, BufRead};

/// What reading a line came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A whole line, without its line end.
    Whole,
    /// A line beyond the limit, of which nothing is kept.
    TooLong,
    /// The file has ended.
    End,
}

/// Reads the next line into `line`.
pub(crate) fn read_line(content: &mut dyn BufRead, line: &mut Vec<u8>, max_bytes: usize) -> io::Result<Line> {
    line.clear();
    let (mut is_too_long, mut is_empty) = (false, true);
    loop {
        let buffer = content.fill_buf()?;
        if buffer.is_empty() {
            return Ok(if is_empty { Line::End } else { outcome(is_too_long) });
        }
        is_empty = false;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        is_too_long |= line.len() + part.len() > max_bytes;
        if is_too_long {
            line.clear();
        } else {
            line.extend_from_slice(part);
        }
        let n_read = part.len() + usize::from(end.is_some());
        content.consume(n_read);
        if end.is_some() {
            return Ok(outcome(is_too_long));
        }
    }
}

fn outcome(is_too_long: bool) -> Line {
    if is_too_long { Line::TooLong } else { Line::Whole }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn lines_are_cut_at_their_ends_and_at_the_limit() {
        let mut content = BufReader::with_capacity(3, b"one\n\nfar too long\ntwo".as_slice());
        let mut line = Vec::new();
        let mut found = Vec::new();
        loop {
            let outcome = read_line(&mut content, &mut line, 5).unwrap();
            if outcome == Line::End {
                break;
            }
            found.push((outcome, String::from_utf8(line.clone()).unwrap()));
        }
        let expected = [
            (Line::Whole, "one"),
            (Line::Whole, ""),
            (Line::TooLong, ""),
            (Line::Whole, "two"),
        ];
        assert_eq!(found, expected.map(|(outcome, text)| (outcome, text.to_owned())));
    }
}
