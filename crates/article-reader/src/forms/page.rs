//! Plain text, Markdown and HTML: files that hold one document each, but for exports of press databases.

use std::io::{self, BufRead, Read};

use article::{Hints, Origin, RawContent, RawDocument, Rejection};

use super::{database_export, saved_page};
use crate::charset;
use crate::file_kind::Form;
use crate::limits::{MAX_TEXT_BYTES, PassedLimit};
use crate::read::Sink;

/// Gives the document of the file to the sink.
pub(crate) fn read(
    origin: &Origin,
    form: Form,
    content: &mut dyn BufRead,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    content.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(PassedLimit::Text.into());
    }
    let document = document(origin, form, &bytes);
    let exported = match &document {
        Ok(RawDocument {
            content: RawContent::Text(text),
            ..
        }) => database_export::documents(origin, text),
        _ => None,
    };
    match exported {
        Some(documents) => documents.into_iter().for_each(sink),
        None => sink(document),
    }
    Ok(())
}

fn document(origin: &Origin, form: Form, bytes: &[u8]) -> Result<RawDocument, Rejection> {
    let decoded = match form {
        Form::Html => charset::decode_html(bytes),
        _ => charset::decode(bytes),
    };
    let mut text = decoded.ok_or_else(|| Rejection::new(origin, "binary file"))?;
    if text.trim().is_empty() {
        return Err(Rejection::new(origin, "empty file"));
    }
    let is_page = form == Form::Html || is_html(&text);
    if is_page && form != Form::Html {
        // Only now is it known that the encoding may be declared inside.
        text = charset::decode_html(bytes).unwrap_or(text);
    }
    let hints = if is_page {
        saved_page::hints(&text)
    } else {
        Hints::default()
    };
    let content = match form {
        _ if is_page => RawContent::Html(text),
        Form::Markdown => RawContent::Markdown(text),
        _ => RawContent::Text(text),
    };
    Ok(RawDocument {
        origin: origin.clone(),
        content,
        hints,
    })
}

/// Returns whether a text opens as a page of HTML does, whatever the file's name says.
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    let after_prologue = |rest: &'_ str| {
        let (start, end) = if rest.starts_with("<?xml") {
            ("<?xml", "?>")
        } else {
            ("<!--", "-->")
        };
        Some(rest.strip_prefix(start)?.find(end)? + start.len() + end.len())
    };
    while let Some(end) = after_prologue(rest) {
        rest = rest[end..].trim_start();
    }
    let starts_with_tag = |tag: &str| {
        let Some((start, after)) = rest.split_at_checked(tag.len()) else {
            return false;
        };
        let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '>');
        start.eq_ignore_ascii_case(tag) && ends
    };
    starts_with_tag("<!doctype html") || starts_with_tag("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_start() {
        let cases = [
            ("<!doctype html><p>", true),
            ("\n <!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true),
            ("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", true),
            ("<!-- a --> <!-- b --><html>", true),
            ("<html", true),
            ("<!-- never ends", false),
            ("<htmlx>", false),
            ("<p>a fragment</p>", false),
            ("The <html> tag opens a page", false),
            ("é", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_html(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_page_named_as_text_is_decoded_as_it_declares() {
        let page = "<html><meta charset=windows-1251><p>Мир</p>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        let document = document(&Origin::default(), Form::Text, &bytes).unwrap();
        assert_eq!(document.content, RawContent::Html(page.to_owned()));
    }
}
