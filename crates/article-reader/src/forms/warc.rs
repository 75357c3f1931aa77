//! WARC (ISO 28500): the pages of a crawl, one record at a time, in memory bounded by one page however long the file.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use article::{Hints, Origin, RawContent, RawDocument, Rejection};

use super::codings;
use super::lines::{Line, read_line};
use crate::charset;
use crate::limits::{MAX_TEXT_BYTES, PassedLimit};
use crate::read::Sink;

/// Longest header line; addresses of trackers come close to it.
const MAX_LINE_BYTES: usize = 65_536;
/// Most header lines of a record or a response.
const MAX_HEADERS: usize = 500;

/// Gives every page of the file to the sink. A broken record is one rejection, and the next record follows.
pub(crate) fn read(origin: &Origin, content: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut number = 0;
    let mut is_lost = false;
    loop {
        let mut line = Vec::new();
        if read_line(content, &mut line, MAX_LINE_BYTES)? == Line::End {
            return Ok(());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let origin = Origin {
            record: Some(number + 1),
            ..origin.clone()
        };
        if !line.starts_with(b"WARC/") {
            // The length of the record before was wrong, or this is no WARC file: look for the next record.
            if !is_lost {
                sink(Err(Rejection::new(&origin, "broken WARC")
                    .with_detail("a record does not begin where it should")));
            }
            is_lost = true;
            continue;
        }
        is_lost = false;
        number += 1;
        if let Some(found) = read_record(&origin, content)? {
            sink(found);
        }
    }
}

/// Reads one record after its first line; nothing where it holds no page.
fn read_record(
    origin: &Origin,
    content: &mut dyn BufRead,
) -> io::Result<Option<Result<RawDocument, Rejection>>> {
    let headers = Headers::read(content)?;
    let Some(length) = headers
        .get("content-length")
        .and_then(|length| length.parse::<u64>().ok())
    else {
        return Ok(Some(Err(
            Rejection::new(origin, "broken WARC").with_detail("a record without a length")
        )));
    };
    let is_wanted = matches!(headers.get("warc-type"), Some("response" | "resource"));
    if !is_wanted || length > MAX_TEXT_BYTES {
        let n_skipped = io::copy(&mut content.take(length), &mut io::sink())?;
        let is_page = is_wanted
            && headers
                .folded("content-type")
                .is_none_or(|kind| kind.contains("http") || kind.contains("html"));
        return Ok((is_page || n_skipped < length).then(|| Err(unread(origin, n_skipped < length))));
    }
    let mut body = Vec::new();
    content.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(Some(Err(unread(origin, true))));
    }
    Ok(page(origin, &headers, &body))
}

fn unread(origin: &Origin, is_cut: bool) -> Rejection {
    match is_cut {
        true => Rejection::new(origin, "broken WARC").with_detail("the file ends inside a record"),
        false => Rejection::new(origin, "too large").with_detail(PassedLimit::Text),
    }
}

/// Returns the page of a record; nothing where it is another kind of file or was not found by the crawler.
fn page(origin: &Origin, record: &Headers, body: &[u8]) -> Option<Result<RawDocument, Rejection>> {
    let is_resource = record.get("warc-type") == Some("resource");
    let (headers, body) = if is_resource {
        (Headers::default(), body)
    } else {
        response(body)?
    };
    let kind = if is_resource {
        record.folded("content-type")
    } else {
        headers.folded("content-type")
    }?;
    if !kind.contains("html") {
        return None;
    }
    let bytes = match decoded(&headers, body) {
        Ok(bytes) => bytes,
        Err(error) => return Some(Err(undecodable(origin, &headers, &error))),
    };
    let label = kind
        .split_once("charset=")
        .map(|(_, label)| label.trim_matches(['"', '\'', ' ', ';']));
    let Some(html) = charset::decode_served_html(&bytes, label) else {
        return Some(Err(Rejection::new(origin, "binary file")));
    };
    let hints = Hints {
        url: record
            .get("warc-target-uri")
            .map(|url| url.trim_matches(['<', '>']).to_owned()),
        fetched: record.get("warc-date").map(str::to_owned),
        ..Hints::default()
    };
    Some(Ok(RawDocument {
        origin: origin.clone(),
        content: RawContent::Html(html),
        hints,
    }))
}

fn undecodable(origin: &Origin, headers: &Headers, error: &io::Error) -> Rejection {
    if let Some(limit) = PassedLimit::of(error) {
        return Rejection::new(origin, "too large").with_detail(limit);
    }
    let codings = headers.get("content-encoding").unwrap_or_default();
    Rejection::new(origin, "broken page").with_detail(format!("cannot undo \"{codings}\": {error}"))
}

/// Splits an HTTP response that succeeded into headers and body.
fn response(mut bytes: &[u8]) -> Option<(Headers, &[u8])> {
    let mut line = Vec::new();
    read_line(&mut bytes, &mut line, MAX_LINE_BYTES).ok()?;
    let status = String::from_utf8_lossy(&line);
    let is_found = status.starts_with("HTTP/") && status.split_whitespace().nth(1) == Some("200");
    let headers = Headers::read(&mut bytes).ok()?;
    is_found.then_some((headers, bytes))
}

/// Undoes the transfer encoding and the content encodings of a body.
fn decoded<'a>(headers: &Headers, body: &'a [u8]) -> io::Result<Cow<'a, [u8]>> {
    let is_chunked = headers
        .folded("transfer-encoding")
        .is_some_and(|coding| coding.contains("chunked"));
    // Crawlers often store the body joined and leave the header as it was.
    let joined = if is_chunked { joined_chunks(body) } else { None };
    let body = joined.map_or(Cow::Borrowed(body), Cow::Owned);
    codings::undo(headers.get("content-encoding").unwrap_or_default(), body)
}

/// Joins the chunks of a body (RFC 9112, 7.1); nothing where it has none.
fn joined_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(body.get(..size)?);
        body = body[size..].trim_ascii_start();
    }
}

/// Headers of a record or of a response: names in lower case, values as they stand.
#[derive(Debug, Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    fn read(content: &mut dyn BufRead) -> io::Result<Self> {
        let mut headers = Self::default();
        let mut line = Vec::new();
        for _ in 0..MAX_HEADERS {
            if read_line(content, &mut line, MAX_LINE_BYTES)? == Line::End || line.trim_ascii().is_empty() {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            if let Some((name, value)) = text.split_once(':') {
                headers
                    .0
                    .push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(headers)
    }

    /// Returns a value whose letters may be small or capital, in small ones.
    fn folded(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_ascii_lowercase)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file and prints each page as `number url text` and each rejection as `number !reason`.
    fn summary(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        let mut content = bytes;
        read(&Origin::default(), &mut content, &mut |document| {
            found.push(match document {
                Ok(RawDocument {
                    origin,
                    content: RawContent::Html(html),
                    hints,
                }) => {
                    format!(
                        "{} {} {html}",
                        origin.record.unwrap(),
                        hints.url.unwrap_or_default()
                    )
                }
                Ok(other) => panic!("{other:?}"),
                Err(rejection) => format!("{} !{}", rejection.origin.record.unwrap(), rejection.reason),
            });
        })
        .unwrap();
        found
    }

    fn record(kind: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2025-03-04T05:06:07Z\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn served(headers: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n");
        record(
            "response",
            "application/http; msgtype=response",
            &[head.as_bytes(), body].concat(),
        )
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(bytes, flate2::Compression::fast())
            .read_to_end(&mut packed)
            .unwrap();
        packed
    }

    #[test]
    fn pages_are_found_as_they_were_served() {
        let page = "<p>Élan</p>".as_bytes();
        let expected = ["1 http://a.example/ <p>Élan</p>"];
        for bytes in [
            served("Content-Type: text/html", page),
            served("content-type: text/html; charset=ISO-8859-1", b"<p>\xc9lan</p>"),
            served("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(page)),
            served(
                "Content-Type: text/html\r\nTransfer-Encoding: chunked",
                b"5\r\n<p>\xc3\x89\r\n7;x=y\r\nlan</p>\r\n0\r\n\r\n",
            ),
            served(
                "Content-Type: text/html\r\nContent-Encoding: br",
                b"\x8b\x05\x80\x3c\x70\x3e\xc3\x89\x6c\x61\x6e\x3c\x2f\x70\x3e\x03",
            ),
            // The encodings were undone and the headers left.
            served("Content-Type: text/html\r\nContent-Encoding: br", page),
            served("Content-Type: text/html\r\nTransfer-Encoding: chunked", page),
            record("resource", "text/html", page),
        ] {
            assert_eq!(summary(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn what_is_no_page_is_passed_over() {
        let bytes = [
            record("warcinfo", "application/warc-fields", b"software: x"),
            record(
                "request",
                "application/http; msgtype=request",
                b"GET / HTTP/1.1\r\n\r\n",
            ),
            record(
                "response",
                "application/http",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no</p>",
            ),
            served("Content-Type: image/png", b"\x89PNG"),
            served("Content-Type: Text/HTML", b"<p>yes</p>"),
        ];
        assert_eq!(summary(&bytes.concat()), ["5 http://a.example/ <p>yes</p>"]);
    }

    #[test]
    fn lying_lengths_cost_no_other_page() {
        let good = served("Content-Type: text/html", b"<p>yes</p>");
        let lying = |length: &str| {
            let text = String::from_utf8(served("Content-Type: text/html", b"<p>a</p>")).unwrap();
            let start = text.find("Content-Length: ").unwrap() + "Content-Length: ".len();
            let end = start + text[start..].find('\r').unwrap();
            format!("{}{length}{}", &text[..start], &text[end..]).into_bytes()
        };
        let page = "1 http://a.example/ <p>yes</p>";
        for (first, expected) in [
            (
                lying("50"),
                vec![
                    "1 http://a.example/ <p>a</",
                    "2 !broken WARC",
                    "2 http://a.example/ <p>yes</p>",
                ],
            ),
            (
                lying("none"),
                vec![
                    "1 !broken WARC",
                    "2 !broken WARC",
                    "2 http://a.example/ <p>yes</p>",
                ],
            ),
            (lying("99999999"), vec!["1 !broken WARC"]),
            (b"no warc at all\n".to_vec(), vec!["1 !broken WARC", page]),
        ] {
            let found = summary(&[first, good.clone()].concat());
            assert_eq!(found, expected);
        }
    }
}
