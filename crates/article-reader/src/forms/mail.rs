//! Mails, such as newsletters: the page or the text of one, with what its headers say; and mailboxes of many.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use article::{Hints, Origin, RawContent, RawDocument, Rejection};
use mail_parser::decoders::html::{html_to_text, text_to_html};
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::lines::{Line, read_line};
use super::page;
use crate::charset;
use crate::limits::{MAX_TEXT_BYTES, PassedLimit};
use crate::read::Sink;

/// Longest line of a mail; some programs write a whole page as one.
const MAX_LINE_BYTES: usize = 5_000_000;

/// Gives the mail of a file to the sink.
pub(crate) fn read(origin: &Origin, content: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut bytes = Vec::new();
    content.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(PassedLimit::Text.into());
    }
    sink(document(origin, &bytes));
    Ok(())
}

/// Gives every mail of a mailbox to the sink, one at a time. A mail begins with a line "From " after a blank one.
pub(crate) fn read_all(origin: &Origin, content: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut mailbox = Mailbox {
        origin,
        number: 0,
        mail: Vec::new(),
        is_too_large: false,
        is_begun: false,
    };
    let mut line = Vec::new();
    let mut after_blank = true;
    loop {
        let read = read_line(content, &mut line, MAX_LINE_BYTES)?;
        if read == Line::End {
            mailbox.end(sink);
            return Ok(());
        }
        if after_blank && line.starts_with(b"From ") {
            mailbox.end(sink);
            mailbox.is_begun = true;
        } else {
            mailbox.add(&line, read);
        }
        after_blank = line.trim_ascii().is_empty() && read == Line::Whole;
    }
}

/// The mail of a mailbox that is being read.
struct Mailbox<'a> {
    origin: &'a Origin,
    number: u64,
    mail: Vec<u8>,
    is_too_large: bool,
    is_begun: bool,
}

impl Mailbox<'_> {
    fn add(&mut self, line: &[u8], read: Line) {
        self.is_begun |= !line.trim_ascii().is_empty();
        self.is_too_large |= read == Line::TooLong || (self.mail.len() + line.len()) as u64 > MAX_TEXT_BYTES;
        if self.is_too_large {
            self.mail.clear();
            return;
        }
        // A line of the text that begins with "From " is quoted in the file.
        let n_marks = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = n_marks > 0 && line[n_marks..].starts_with(b"From ");
        self.mail
            .extend_from_slice(if is_quoted { &line[1..] } else { line });
        self.mail.push(b'\n');
    }

    fn end(&mut self, sink: &mut Sink<'_>) {
        if std::mem::take(&mut self.is_begun) {
            self.number += 1;
            let origin = Origin {
                record: Some(self.number),
                ..self.origin.clone()
            };
            sink(match std::mem::take(&mut self.is_too_large) {
                true => Err(Rejection::new(&origin, "too large").with_detail(PassedLimit::Text)),
                false => document(&origin, &self.mail),
            });
        }
        self.mail.clear();
    }
}

fn document(origin: &Origin, bytes: &[u8]) -> Result<RawDocument, Rejection> {
    let Some(mail) = MessageParser::default()
        .parse(bytes)
        .filter(|mail| !mail.headers().is_empty())
    else {
        return Err(Rejection::new(origin, "broken mail").with_detail("it has no headers"));
    };
    let content = content(&mail).ok_or_else(|| Rejection::new(origin, "no text"))?;
    let from = mail.from().and_then(|from| from.first());
    let hints = Hints {
        title: mail.subject().map(str::to_owned),
        source: from.and_then(|from| from.name()).map(str::to_owned),
        published: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Hints::default()
    };
    Ok(RawDocument {
        origin: origin.clone(),
        content,
        hints,
    })
}

/// Returns the page of a mail, of all its parts where it has several, else its text.
fn content(mail: &Message<'_>) -> Option<RawContent> {
    let is_page = mail
        .html_bodies()
        .any(|part| matches!(part.body, PartType::Html(_)));
    if is_page {
        let parts = mail.html_bodies().filter_map(|part| match &part.body {
            PartType::Html(html) => Some(decoded(mail, part, html).into_owned()),
            PartType::Text(text) => Some(text_to_html(&decoded(mail, part, text))),
            _ => None,
        });
        let html = charset::clean(&parts.collect::<Vec<_>>().join("\n"));
        if !html.trim().is_empty() {
            return Some(RawContent::Html(html));
        }
    }
    let parts = mail.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(decoded(mail, part, text).into_owned()),
        PartType::Html(html) => Some(html_to_text(&decoded(mail, part, html))),
        _ => None,
    });
    let text = charset::clean(&parts.collect::<Vec<_>>().join("\n\n"));
    if text.trim().is_empty() {
        return None;
    }
    Some(if page::is_html(&text) {
        RawContent::Html(text)
    } else {
        RawContent::Text(text)
    })
}

/// Returns the text of a part. Where it does not say in which charset it is written, that is told from its bytes, as of
/// any file.
fn decoded<'a>(mail: &Message<'_>, part: &MessagePart<'_>, text: &'a str) -> Cow<'a, str> {
    let names_charset = part
        .content_type()
        .is_some_and(|kind| kind.attribute("charset").is_some());
    if names_charset || part.encoding != Encoding::None || !text.contains('\u{fffd}') {
        return text.into();
    }
    let place = part.offset_body as usize..part.offset_end as usize;
    let decoded = mail.raw_message.get(place).and_then(charset::decode_html);
    decoded.map_or(text.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWSLETTER: &str = "From: \"Harbour Post\" <news@post.example>\r\nSubject: =?utf-8?q?The_w=C3=A9ek?=\r\n\
        Date: Tue, 4 Mar 2025 08:30:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=C3=A9</p>\r\n--b--\r\n";

    fn found(
        read: impl Fn(&Origin, &mut dyn BufRead, &mut Sink<'_>) -> io::Result<()>,
        bytes: &[u8],
    ) -> Vec<Result<RawDocument, Rejection>> {
        let mut found = Vec::new();
        let mut content = bytes;
        read(&Origin::default(), &mut content, &mut |document| {
            found.push(document);
        })
        .unwrap();
        found
    }

    #[test]
    fn all_parts_of_a_mail_are_read() {
        let mail = |kind: &str, parts: &[&str]| {
            let parts: String = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect();
            format!(
                "Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n{parts}--b--\r\n"
            )
        };
        let plain = |text: &str| format!("Content-Type: text/plain\r\n\r\n{text}");
        let html = |text: &str| format!("Content-Type: text/html\r\n\r\n{text}");
        let image = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==";
        let page = |mail: String| match found(read, mail.as_bytes()).remove(0).unwrap().content {
            RawContent::Html(text) | RawContent::Text(text) => text,
            other => panic!("{other:?}"),
        };
        let halves = page(mail("mixed", &[&html("<p>One</p>"), image, &html("<p>Two</p>")]));
        assert!(halves.contains("One") && halves.contains("Two"), "{halves}");
        let footed = page(mail("mixed", &[&plain("Story"), &html("<p>Footer</p>")]));
        assert!(footed.contains("Story") && footed.contains("Footer"), "{footed}");
        let plain_halves = page(mail("mixed", &[&plain("One"), image, &plain("Two")]));
        assert!(
            plain_halves.contains("One") && plain_halves.contains("Two"),
            "{plain_halves}"
        );
    }

    #[test]
    fn a_mail_need_not_name_its_charset() {
        for (kind, text, expected) in [
            (
                "text/plain",
                &b"Die Au\xdfenminister trafen sich."[..],
                "Die Außenminister trafen sich.",
            ),
            (
                "text/html",
                b"<meta charset=windows-1251><p>\xcc\xe8\xf0</p>",
                "<meta charset=windows-1251><p>Мир</p>",
            ),
        ] {
            let head =
                format!("Subject: a\nFrom: a@b\nContent-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n");
            let document = found(read, &[head.as_bytes(), text].concat()).remove(0).unwrap();
            let (RawContent::Html(found) | RawContent::Text(found)) = document.content else {
                panic!("{kind} is text");
            };
            assert_eq!(found.trim_end(), expected);
        }
    }

    #[test]
    fn a_newsletter_is_its_page_and_its_headers() {
        let document = found(read, NEWSLETTER.as_bytes()).remove(0).unwrap();
        assert_eq!(document.content, RawContent::Html("<p>café</p>".to_owned()));
        assert_eq!(document.hints.title.as_deref(), Some("The wéek"));
        assert_eq!(document.hints.source.as_deref(), Some("Harbour Post"));
        assert_eq!(
            document.hints.published.as_deref(),
            Some("2025-03-04T08:30:00+01:00")
        );
    }

    #[test]
    fn a_mailbox_is_read_mail_by_mail() {
        let mailbox = "From a Tue\nSubject: One\n\nRain fell.\n\n>From here on it was dry.\n\nFrom b Wed\nSubject: Two\n\nSun.\n\
                       From the text\n\nFrom c Thu\nSubject: Three\n\n";
        let texts: Vec<String> = found(read_all, mailbox.as_bytes())
            .into_iter()
            .map(|found| match found {
                Ok(RawDocument {
                    content: RawContent::Text(text),
                    ..
                }) => text.trim().to_owned(),
                Ok(other) => panic!("{other:?}"),
                Err(rejection) => format!("!{}", rejection.reason),
            })
            .collect();
        assert_eq!(
            texts,
            [
                "Rain fell.\n\nFrom here on it was dry.",
                "Sun.\nFrom the text",
                "!no text"
            ]
        );
    }

    #[test]
    fn what_is_no_mail_is_a_row() {
        for bytes in [b"".as_slice(), b"\n\n", b"\0\xff\xfe"] {
            let found = found(read, bytes);
            assert!(found[0].is_err(), "{bytes:?}: {found:?}");
        }
    }
}
