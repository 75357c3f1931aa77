//! What a file is by its first bytes: a name can be missing or wrong.

use crate::file_kind::{FileKind, Form, Packing};
use crate::forms::is_html;

/// Bytes that are looked at.
pub(crate) const HEAD_BYTES: usize = 4_096;

/// Headers that open a mail.
const MAIL_HEADERS: [&str; 14] = [
    "received",
    "return-path",
    "from",
    "to",
    "date",
    "subject",
    "message-id",
    "mime-version",
    "delivered-to",
    "reply-to",
    "content-type",
    "x-mailer",
    "newsgroups",
    "snapshot-content-location",
];

/// Returns what a file is by its name and its first bytes; nothing where neither tells.
///
/// A packed file is told by its bytes even under a plain name. Plain text without any ending to its name may be an
/// article; under an ending that we do not know it is a program's.
pub(crate) fn kind_of(name: &str, head: &[u8]) -> Option<FileKind> {
    let by_name = FileKind::of(name);
    let packing = packing_of(head);
    if let Some(kind) = by_name {
        let packing = packing.filter(|_| kind.packing == Packing::Plain && kind.form != Form::Zip);
        return Some(FileKind {
            packing: packing.unwrap_or(kind.packing),
            ..kind
        });
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_bare = !last.contains('.');
    if let Some(packing) = packing {
        // What is inside is told again when it is unpacked.
        return Some(FileKind {
            form: Form::Text,
            packing,
        });
    }
    let form = form_of(head).filter(|form| *form != Form::Zip || is_bare);
    let text = || (is_bare && !head.is_empty() && !crate::charset::is_binary(head)).then_some(Form::Text);
    Some(FileKind {
        form: form.or_else(text)?,
        packing: Packing::Plain,
    })
}

/// Returns the form of unpacked content: what its first bytes prove, else what the name says. Between one record and
/// one a line the name decides, because a file of a single line is both.
pub(crate) fn form_under(by_name: Form, head: &[u8]) -> Form {
    let is_json = |form| matches!(form, Form::Json | Form::JsonLines);
    match form_of(head) {
        Some(proven) if !(is_json(proven) && is_json(by_name)) => proven,
        _ => by_name,
    }
}

/// Returns how a file is packed by its first bytes.
fn packing_of(head: &[u8]) -> Option<Packing> {
    if head.starts_with(b"\x1f\x8b\x08") {
        Some(Packing::Gzip)
    } else {
        head.starts_with(b"\x28\xb5\x2f\xfd").then_some(Packing::Zstd)
    }
}

/// Returns the form that the first bytes prove, nothing where they prove none.
fn form_of(head: &[u8]) -> Option<Form> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    if head.starts_with(b"PK\x03\x04") {
        return Some(Form::Zip);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(Form::Tar);
    }
    if head.starts_with(b"WARC/1.") {
        return Some(Form::Warc);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("From ") && text.lines().nth(1).is_some_and(is_mail_header) {
        return Some(Form::Mailbox);
    }
    if text.lines().take(2).filter(|line| is_mail_header(line)).count() == 2 {
        return Some(Form::Mail);
    }
    json_form(text).or_else(|| markup_form(text))
}

fn is_mail_header(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    line.contains(": ") && MAIL_HEADERS.contains(&name.to_lowercase().as_str())
}

/// One record a line, or a whole that goes over lines.
fn json_form(text: &str) -> Option<Form> {
    let opens = |start: &str| {
        let mut letters = start.chars().filter(|letter| !letter.is_whitespace());
        (letters.next(), letters.next())
    };
    match opens(text) {
        (Some('['), Some('{')) => Some(Form::Json),
        (Some('{'), Some('"')) => {
            let mut lines = text.lines();
            let is_record = |line: &str| line.trim_end().ends_with('}') && line.trim_start().starts_with('{');
            let first_is = lines.next().is_some_and(is_record);
            let second = lines.next();
            let is_lines = first_is && second.is_some_and(|line| line.trim_start().starts_with('{'));
            Some(if is_lines { Form::JsonLines } else { Form::Json })
        }
        _ => None,
    }
}

fn markup_form(text: &str) -> Option<Form> {
    /// A page names itself among its first elements; prose that mentions a tag does so later.
    const START: usize = 600;
    let start: String = text.chars().take(START).collect::<String>().to_lowercase();
    if !start.starts_with('<') {
        return None;
    }
    let is_feed = ["<rss", "<feed", "<rdf:rdf"]
        .iter()
        .any(|tag| start.contains(tag));
    if is_feed {
        return Some(Form::Feed);
    }
    is_html(text).then_some(Form::Html)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind(name: &str, head: &[u8]) -> Option<(Form, Packing)> {
        kind_of(name, head).map(|kind| (kind.form, kind.packing))
    }

    #[test]
    fn bytes_tell_before_names() {
        for (head, expected) in [
            ("<!DOCTYPE html><p>", Some(Form::Html)),
            ("\u{feff} <?xml version=\"1.0\"?><html xmlns=x>", Some(Form::Html)),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Some(Form::Feed)),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some(Form::Feed)),
            ("WARC/1.1\r\nWARC-Type: warcinfo", Some(Form::Warc)),
            ("From a@b Tue\nSubject: x\n\nRain", Some(Form::Mailbox)),
            ("Subject: x\r\nFrom: y\r\n\r\nRain", Some(Form::Mail)),
            (
                "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/",
                Some(Form::Mail),
            ),
            ("From: y\nRain fell.", None),
            ("From here on it was dry.\nSo they said.", None),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Some(Form::JsonLines)),
            ("{\n \"text\": \"a\"}", Some(Form::Json)),
            ("[ {\"text\": \"a\"}]", Some(Form::Json)),
            ("[1] A note", None),
            ("Rain fell on <html>.", None),
            ("", None),
        ] {
            assert_eq!(form_of(head.as_bytes()), expected, "{head:?}");
        }
        assert_eq!(form_of(b"PK\x03\x04rest"), Some(Form::Zip));
        let mut tar = [0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(form_of(&tar), Some(Form::Tar));
    }

    #[test]
    fn names_tell_where_bytes_do_not() {
        let text = b"Rain fell all day.";
        for (name, head, expected) in [
            ("a.txt", text.as_slice(), Some((Form::Text, Packing::Plain))),
            ("a.md", b"\x1f\x8b\x08\0", Some((Form::Markdown, Packing::Gzip))),
            ("a.txt.gz", text, Some((Form::Text, Packing::Gzip))),
            ("folder/article", text, Some((Form::Text, Packing::Plain))),
            ("dump", b"\x28\xb5\x2f\xfd", Some((Form::Text, Packing::Zstd))),
            ("page.php", b"<!doctype html>", Some((Form::Html, Packing::Plain))),
            ("a.py", b"import os", None),
            ("a.docx", b"PK\x03\x04", None),
            ("a.png", b"\x89PNG\r\n\x1a\n", None),
            ("a", b"", None),
            ("program", b"\x7fELF\0\0\0\0", None),
        ] {
            assert_eq!(kind(name, head), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_some_form_or_none(head in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = kind("a", &head);
        }
    }
}
