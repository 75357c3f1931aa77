//! Mails, such as newsletters: the page or the text of one, with what its headers say; mailboxes of many; and pages
//! that a browser saved as a mail (MHTML).

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use article::{Hints, Origin, RawContent, RawDocument, Rejection};
use mail_parser::decoders::html::{html_to_text, text_to_html};
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::forwarded::{bare_subject, forwarded, is_answer};
use super::lines::{Line, read_line};
use super::{page, saved_page};
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
    let (content, hints) = match saved_page(&mail) {
        Some(page) => page,
        None => letter(&mail).ok_or_else(|| Rejection::new(origin, "no text"))?,
    };
    Ok(RawDocument {
        origin: origin.clone(),
        content,
        hints,
    })
}

/// Returns the page that a browser saved in the form of a mail (RFC 2557), and where and when it was saved.
fn saved_page(mail: &Message<'_>) -> Option<(RawContent, Hints)> {
    let is_sent = mail.to().is_some() || mail.received().is_some();
    let page = mail
        .html_bodies()
        .find(|part| matches!(part.body, PartType::Html(_)))?;
    let place = mail
        .header_raw("Snapshot-Content-Location")
        .or_else(|| page.content_location());
    let PartType::Html(html) = &page.body else {
        return None;
    };
    let place = place.filter(|_| !is_sent)?;
    let html = charset::clean(&decoded(mail, page, html));
    let hints = Hints {
        url: saved_page::address_of(place),
        fetched: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Hints::default()
    };
    (!html.trim().is_empty()).then_some((RawContent::Html(html), hints))
}

/// Returns the text of a mail and what its headers say of it; those of the mail inside where it forwards one.
fn letter(mail: &Message<'_>) -> Option<(RawContent, Hints)> {
    let content = content(mail)?;
    let from = mail.from().and_then(|from| from.first());
    let is_newsletter = mail.header_raw("List-Unsubscribe").is_some() || mail.header_raw("List-Id").is_some();
    let subject = mail.subject().map(|subject| bare_subject(subject).to_owned());
    let mut hints = Hints {
        subject: subject.clone().filter(|_| is_newsletter),
        title: subject,
        source: from.and_then(|from| Some(sender(from.name()?, from.address()))),
        published: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Hints::default()
    };
    let text = mail.body_text(0).map(|text| charset::clean(&text));
    // An answer has a text of its own above the mail that it quotes.
    let is_answer = mail.subject().is_some_and(is_answer);
    let Some(inner) = text.as_deref().filter(|_| !is_answer).and_then(forwarded) else {
        return Some((content, hints));
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (name, address) = inner
        .from
        .unwrap_or_default()
        .split_once('<')
        .unwrap_or((inner.from?, ""));
    hints.source =
        some(name.trim_matches([' ', '"'])).map(|name| sender(&name, Some(address.trim_end_matches('>'))));
    hints.published = inner.date.and_then(some);
    hints.title = inner.subject.map(bare_subject).and_then(some).or(hints.title);
    Some(match content {
        RawContent::Text(_) if !inner.text.trim().is_empty() => {
            (RawContent::Text(inner.text.to_owned()), hints)
        }
        page => (page, hints),
    })
}

/// Returns the publisher among the names of a sender ("Ana Reis, Harbour Post"): the one that their address tells.
fn sender(names: &str, address: Option<&str>) -> String {
    /// Fewer stand in many addresses.
    const MIN_LETTERS: usize = 4;
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let host = bare(
        address
            .and_then(|address| address.rsplit('@').next())
            .unwrap_or_default(),
    );
    let parts = [", ", " from ", " at ", " via ", " | ", " - "].iter();
    let mut parts = parts.flat_map(|sign| names.split(sign).filter(move |part| part.len() < names.len()));
    let told = parts.find(|part| bare(part).chars().count() >= MIN_LETTERS && host.contains(&bare(part)));
    told.unwrap_or(names).trim().to_owned()
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
    fn a_page_that_was_saved_is_no_mail() {
        let parts = "--b\r\nContent-Type: text/html\r\nContent-Location: https://post.example/storm\r\n\r\n<p>Rain</p>\r\n\
            --b\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>Buy</p>\r\n--b--\r\n";
        let head = "Subject: Storm\r\nDate: Tue, 4 Mar 2025 08:30:00 +0100\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n";
        let kept = Hints {
            url: Some("https://post.example/storm".to_owned()),
            fetched: Some("2025-03-04T08:30:00+01:00".to_owned()),
            ..Hints::default()
        };
        let chrome = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/storm\r\n";
        for from in [chrome, "From: \"Saved by Internet Explorer 11\"\r\n"] {
            let document = found(read, format!("{from}{head}\r\n{parts}").as_bytes())
                .remove(0)
                .unwrap();
            assert_eq!(
                document.content,
                RawContent::Html("<p>Rain</p>".to_owned()),
                "{from}"
            );
            assert_eq!(document.hints, kept, "{from}");
        }
        let sent = format!("From: Harbour Post <news@post.example>\r\nTo: me@a.example\r\n{head}\r\n{parts}");
        let document = found(read, sent.as_bytes()).remove(0).unwrap();
        assert_eq!(document.hints.source.as_deref(), Some("Harbour Post"));
        assert_eq!(document.hints.url, None);
    }

    #[test]
    fn a_forwarded_mail_is_the_one_inside() {
        let mail = "From: Me <me@a.example>\nTo: me@a.example\nSubject: Fwd: Storm\nDate: Wed, 5 Mar 2025 10:00:00 +0100\n\n\
            Look!\n\n---------- Forwarded message ---------\nFrom: Harbour Post <news@post.example>\n\
            Date: Mon, 3 Mar 2025 at 08:12\nSubject: Re: The storm\n\nRain fell.\n";
        let document = found(read, mail.as_bytes()).remove(0).unwrap();
        assert_eq!(document.content, RawContent::Text("\nRain fell.\n".to_owned()));
        let hints = document.hints;
        assert_eq!(hints.title.as_deref(), Some("The storm"));
        assert_eq!(hints.source.as_deref(), Some("Harbour Post"));
        assert_eq!(hints.published.as_deref(), Some("Mon, 3 Mar 2025 at 08:12"));
    }

    #[test]
    fn an_answer_keeps_its_own_text() {
        let mail = "From: Jon Vik <jon@b.example>\nTo: me@a.example\nSubject: Re: Storm\n\nNo rain here.\n\n\
            -----Original Message-----\nFrom: Harbour Post <news@post.example>\nSubject: Storm\n\nRain fell.\n";
        let document = found(read, mail.as_bytes()).remove(0).unwrap();
        let RawContent::Text(text) = document.content else {
            panic!("must be text")
        };
        assert!(text.starts_with("No rain here."), "{text}");
        assert_eq!(document.hints.source.as_deref(), Some("Jon Vik"));
    }

    #[test]
    fn a_sender_is_the_publisher_among_its_names() {
        for (names, address, expected) in [
            ("Reis, A.", Some("news@harbourpost.example"), "Reis, A."),
            ("Harbour Post", Some("news@post.example"), "Harbour Post"),
            (
                "Ana Reis, Harbour Post",
                Some("news@mail.harbourpost.example"),
                "Harbour Post",
            ),
            (
                "Ana Reis from Harbour Post",
                Some("news@harbour-post.example"),
                "Harbour Post",
            ),
            (
                "Harbour Post - Breaking News",
                Some("news@harbourpost.example"),
                "Harbour Post",
            ),
            ("Reis, Ana", Some("ana@post.example"), "Reis, Ana"),
            ("Ana Reis, Harbour Post", None, "Ana Reis, Harbour Post"),
            (", ", Some("a@b.example"), ","),
        ] {
            assert_eq!(sender(names, address), expected, "{names}");
        }
    }

    #[test]
    fn only_a_newsletter_is_called_by_its_subject_whatever_its_page_says() {
        for (header, expected) in [
            ("List-Unsubscribe: <https://a.example>\n", Some("Storm")),
            ("", None),
        ] {
            let mail = format!("From: a@b.example\nSubject: Storm\n{header}\nRain fell.\n");
            let document = found(read, mail.as_bytes()).remove(0).unwrap();
            assert_eq!(document.hints.subject.as_deref(), expected);
            assert_eq!(document.hints.title.as_deref(), Some("Storm"));
        }
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
