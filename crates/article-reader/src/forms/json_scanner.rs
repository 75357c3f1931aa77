//! Cuts a stream of JSON into its values without building them, in memory bounded by the largest record.
//!
//! The scanner only balances brackets and strings; whether a value is sound JSON is for the parser to say.

use std::io::{self, BufRead};

/// A place in a stream of JSON.
pub(crate) struct JsonScanner<'a> {
    content: &'a mut dyn BufRead,
    line: u64,
}

/// Bytes of a value, kept up to a limit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_too_large: bool,
}

impl Kept {
    /// Adds bytes, or lets go of all of them where they pass the limit.
    pub(crate) fn push(&mut self, bytes: &[u8], max_bytes: usize) {
        self.is_too_large |= self.bytes.len() + bytes.len() > max_bytes;
        if self.is_too_large {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

impl<'a> JsonScanner<'a> {
    pub(crate) fn new(content: &'a mut dyn BufRead) -> Self {
        Self { content, line: 1 }
    }

    /// The line that the scanner is at, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Returns the next byte that is no white space, without passing it; nothing at the end of the file.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.content.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blank = buffer.iter().take_while(|byte| byte.is_ascii_whitespace());
            let n_blank = blank.clone().count();
            self.line += blank.filter(|byte| **byte == b'\n').count() as u64;
            let found = buffer.get(n_blank).copied();
            self.content.consume(n_blank);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Passes the byte that [`Self::peek`] returned.
    pub(crate) fn pass(&mut self) {
        self.content.consume(1);
    }

    /// Reads the value that starts here, or what the file has of it, and adds its bytes to `kept`. `depth`
    /// says how many of its brackets were passed already.
    pub(crate) fn value(&mut self, depth: usize, kept: &mut Kept, max_bytes: usize) -> io::Result<()> {
        let mut balance = Balance {
            depth,
            ..Balance::default()
        };
        loop {
            let buffer = self.content.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| balance.ends_before(*byte));
            // A closing bracket or quote belongs to the value, a comma after a number does not.
            let n_read = match end {
                Some(end) if balance.takes_last => end + 1,
                Some(end) => end,
                None => buffer.len(),
            };
            let part = &buffer[..n_read];
            self.line += part.iter().filter(|byte| **byte == b'\n').count() as u64;
            kept.push(part, max_bytes);
            self.content.consume(n_read);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// What is open at some byte of a value.
#[derive(Default)]
struct Balance {
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    /// Whether a number or a literal was begun, which ends where something else begins.
    is_in_literal: bool,
    takes_last: bool,
}

impl Balance {
    /// Takes one byte; returns whether the value ends at it.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.is_in_string {
            return self.ends_in_string(byte);
        }
        match byte {
            b'"' | b'{' | b'[' | b'}' | b']' | b',' | b':' if self.is_in_literal && self.depth == 0 => {
                self.takes_last = false;
                return true;
            }
            b'"' => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.takes_last = true;
                return self.depth == 0;
            }
            byte if self.depth == 0 && byte.is_ascii_whitespace() => {
                self.takes_last = false;
                return true;
            }
            _ => self.is_in_literal = true,
        }
        false
    }

    fn ends_in_string(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => {
                self.is_in_string = false;
                self.takes_last = true;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn values_are_cut_where_they_end() {
        let cases: [(&str, &[&str]); 8] = [
            ("1 22  null", &["1", "22", "null"]),
            (r#""a b" "c\"d""#, &[r#""a b""#, r#""c\"d""#]),
            (r#"{"a": "}"} [1, [2]] x"#, &[r#"{"a": "}"}"#, "[1, [2]]", "x"]),
            (r#"{"a":1}{"b":2}"#, &[r#"{"a":1}"#, r#"{"b":2}"#]),
            (r#"1[2]"#, &["1", "[2]"]),
            (r#"{"a": "never ends"#, &[r#"{"a": "never ends"#]),
            (r#"["\\"]"#, &[r#"["\\"]"#]),
            ("", &[]),
        ];
        for (json, expected) in cases {
            for capacity in [1, 2, 1_000] {
                let mut content = BufReader::with_capacity(capacity, json.as_bytes());
                let mut scanner = JsonScanner::new(&mut content);
                let mut found = Vec::new();
                while scanner.peek().unwrap().is_some() {
                    let mut kept = Kept::default();
                    scanner.value(0, &mut kept, 100).unwrap();
                    found.push(String::from_utf8(kept.bytes).unwrap());
                }
                assert_eq!(found, expected, "{json} in parts of {capacity}");
            }
        }
    }

    #[test]
    fn lines_are_counted_and_large_values_let_go() {
        let mut content = "\n{\n\"a\":\n1}\n\n2".as_bytes();
        let mut scanner = JsonScanner::new(&mut content);
        scanner.peek().unwrap();
        assert_eq!(scanner.line(), 2);
        let mut kept = Kept::default();
        scanner.value(0, &mut kept, 4).unwrap();
        assert!(kept.is_too_large && kept.bytes.is_empty());
        assert_eq!(scanner.peek().unwrap(), Some(b'2'));
        assert_eq!(scanner.line(), 6);
    }
}
