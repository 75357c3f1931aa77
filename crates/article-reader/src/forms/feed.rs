//! Feeds: RSS, Atom and JSON Feed -> one record an item; an item that gives only a summary is marked so.

use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use article::{Hints, Origin, RawContent, RawDocument, RawRecord, Rejection};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{Builder, ParseFeedError};

use super::page;
use crate::charset;
use crate::limits::{MAX_TEXT_BYTES, PassedLimit};
use crate::read::Sink;

mod extent;
mod mend;
mod one_by_one;

use extent::texts;

/// What WordPress puts under an item, between the names of the item and of the site.
const ORIGIN_NOTES: [&str; 9] = [
    "appeared first on",
    "first appeared on",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "apareció primero en",
    "apareceu primeiro em",
    "proviene da",
    "verscheen eerst op",
    "сначала появилась на",
];

/// Gives every item of a feed to the sink.
pub(crate) fn read(origin: &Origin, content: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut bytes = Vec::new();
    (&mut *content).take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return read_long(origin, &bytes, content, sink);
    }
    let Some(text) = charset::decode_html(&bytes) else {
        sink(Err(Rejection::new(origin, "binary file")));
        return Ok(());
    };
    if text.trim().is_empty() {
        sink(Err(Rejection::new(origin, "empty file")));
        return Ok(());
    }
    if page::is_html(&text) {
        sink(Ok(RawDocument {
            origin: origin.clone(),
            content: RawContent::Html(text),
            hints: Hints::default(),
        }));
        return Ok(());
    }
    read_items(origin, &text, sink)
}

/// Reads a feed that is too long to be held, such as the export of a whole site, by its items.
fn read_long(
    origin: &Origin,
    start: &[u8],
    content: &mut dyn BufRead,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    const HEAD_BYTES: usize = 4_096;
    let encoding = charset::encoding_of_page(start, None);
    let decode = |bytes: &[u8]| charset::decode_as(bytes, encoding);
    if one_by_one::read(origin, &mut start.chain(content), &decode, sink)? {
        return Ok(());
    }
    let head = String::from_utf8_lossy(&start[..HEAD_BYTES]);
    if head.trim_start().starts_with('<') && !page::is_html(&head) {
        sink(Err(not_a_feed(origin)));
        return Ok(());
    }
    Err(PassedLimit::Text.into())
}

/// Returns whether the start of a file of JSON is that of a JSON Feed, which names its version.
pub(crate) fn is_json_feed(head: &[u8]) -> bool {
    let kept = head
        .iter()
        .filter(|byte| **byte != b'\\' && !byte.is_ascii_whitespace());
    let kept: Vec<u8> = kept.copied().collect();
    let version = b"\"version\":\"https://jsonfeed.org/version/1";
    kept.windows(version.len()).any(|window| window == version)
}

fn read_items(origin: &Origin, text: &str, sink: &mut Sink<'_>) -> io::Result<()> {
    let dates = Dates::default();
    let error = match parse(text, &dates) {
        Ok(feed) => {
            for (number, item) in (1..).zip(&feed.entries) {
                let origin = Origin {
                    record: Some(number),
                    ..origin.clone()
                };
                give(&origin, &feed, item, &dates, sink);
            }
            return Ok(());
        }
        Err(error) => error,
    };
    let decode = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).into_owned());
    let is_read = one_by_one::read(origin, &mut text.as_bytes(), &decode, sink)?;
    let rejection = match error {
        _ if is_read => Rejection::new(origin, "broken feed")
            .with_detail(format!("{error}; its items are read one by one")),
        ParseFeedError::ParseError(_) => not_a_feed(origin),
        error => Rejection::new(origin, "broken feed").with_detail(error),
    };
    sink(Err(rejection));
    Ok(())
}

fn not_a_feed(origin: &Origin) -> Rejection {
    Rejection::new(origin, "not a feed").with_detail("expected RSS, Atom or JSON Feed")
}

/// Gives the document of an item to the sink.
fn give(origin: &Origin, feed: &Feed, item: &Entry, dates: &Dates, sink: &mut Sink<'_>) {
    let mut record = record(feed, item, dates);
    record.id = record.id.map(|guid| key(guid, feed, origin));
    sink(match record {
        record if record.text.is_none() => Err(Rejection::new(origin, "no text")),
        record => Ok(RawDocument {
            origin: origin.clone(),
            content: RawContent::Record(Box::new(record)),
            hints: Hints::default(),
        }),
    });
}

fn parse(text: &str, dates: &Dates) -> Result<Feed, ParseFeedError> {
    let text = without_declaration(text.trim_start());
    match parse_once(text, dates) {
        Err(ParseFeedError::ParseError(error)) => match as_rss_2(text) {
            Some(text) => parse_once(&text, dates),
            None => Err(ParseFeedError::ParseError(error)),
        },
        parsed => parsed,
    }
}

/// Parses a feed. The library cuts an author's text one byte beside a mail address and panics where that is inside a
/// letter; such a feed is read with spaces there.
fn parse_once(text: &str, dates: &Dates) -> Result<Feed, ParseFeedError> {
    let parsed = |text: &str| catch_unwind(AssertUnwindSafe(|| parse_caught(text, dates))).ok();
    let failed = || Err(ParseFeedError::IoError(io::Error::other("its parser failed")));
    parsed(text)
        .or_else(|| parsed(&spaced(text)))
        .unwrap_or_else(failed)
}

/// Parses a feed by a parser of its own: one that met an error in an item panics at the next.
fn parse_caught(text: &str, dates: &Dates) -> Result<Feed, ParseFeedError> {
    let dates = dates.clone();
    let parser = Builder::new()
        // An item without an id goes by its place: what the library would make up differs from run to run.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |date| Some(dates.keep(date).into()))
        .build();
    parser.parse(text.as_bytes())
}

/// Returns a text with spaces between mail addresses and letters beyond ASCII.
fn spaced(text: &str) -> String {
    let is_of_address = |letter: char| letter.is_ascii_alphanumeric() || "._%+-@".contains(letter);
    let mut spaced = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let before = rest[..at].trim_end_matches(is_of_address);
        let after = rest[at..].trim_start_matches(is_of_address);
        let end = rest.len() - after.len();
        spaced.push_str(before);
        spaced.extend((!before.ends_with(|letter: char| letter.is_ascii())).then_some(' '));
        spaced.push_str(&rest[before.len()..end]);
        spaced.extend((!after.starts_with(|letter: char| letter.is_ascii())).then_some(' '));
        rest = after;
    }
    spaced + rest
}

/// Takes off the XML declaration, whose encoding is that of the file and not of the decoded text.
fn without_declaration(text: &str) -> &str {
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declaration.map_or(text, |(_, rest)| rest)
}

/// Returns RSS of a version that the library does not know under one that it does: they differ in nothing of ours.
fn as_rss_2(text: &str) -> Option<String> {
    let start = text.find("<rss")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let (before, version) = tag.split_once("version=").unwrap_or((tag, ""));
    let after = version
        .strip_prefix(['"', '\''])
        .and_then(|version| version.split_once(['"', '\'']));
    let after = after.map_or("", |(_, after)| after);
    let rest = &text[start + tag.len()..];
    Some(format!("{before} version=\"2.0\"{after}{rest}"))
}

/// The dates of a feed as they are written. The library wants a time for each, so it gets the place in this list:
/// which spelling means which day is for the one parser of dates to say.
#[derive(Clone, Default)]
struct Dates(Arc<Mutex<Vec<String>>>);

impl Dates {
    fn keep(&self, date: &str) -> SystemTime {
        let mut dates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        dates.push(date.trim().to_owned());
        SystemTime::UNIX_EPOCH + Duration::from_secs(dates.len() as u64)
    }

    fn written(&self, seconds: i64) -> Option<String> {
        let dates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = usize::try_from(seconds).ok()?.checked_sub(1)?;
        dates.get(place).filter(|date| !date.is_empty()).cloned()
    }
}

fn record(feed: &Feed, item: &Entry, dates: &Dates) -> RawRecord {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let text_of = |text: &Option<Text>| text.as_ref().and_then(|text| some(&text.content));
    let content = item
        .content
        .as_ref()
        .and_then(|content| some(content.body.as_deref()?));
    let content = content.and_then(|content| some(without_origin_note(&content)));
    let summary = text_of(&item.summary).and_then(|summary| some(without_origin_note(&summary)));
    let (text, standfirst, extent) = texts(content, summary);
    let published = item.published.map(|time| time.timestamp());
    let updated = item.updated.map(|time| time.timestamp());
    // The library gives an item that was never updated its first date once more.
    let updated = updated.filter(|updated| Some(*updated) != published);
    let names = item.authors.iter().map(|person| {
        let name = person.name.as_deref().unwrap_or_default();
        // RSS writes "address (name)", and the library takes the address off.
        let bare = name.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
        some(bare.unwrap_or(name)).filter(|name| name.contains(char::is_alphanumeric))
    });
    let link = item
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let category = item.categories.iter().find_map(|category| {
        let label = category.label.as_deref().unwrap_or(&category.term);
        some(label)
    });
    RawRecord {
        id: some(&item.id),
        title: text_of(&item.title),
        standfirst,
        text,
        published: published.and_then(|place| dates.written(place)),
        updated: updated.and_then(|place| dates.written(place)),
        byline: names.flatten().collect(),
        url: link.and_then(|link| some(&link.href)),
        language: item.language.clone().or_else(|| feed.language.clone()),
        section: category,
        feed: text_of(&feed.title),
        extent,
        ..RawRecord::default()
    }
}

/// Returns the key of an item: its guid where nobody else can have the same, else with the feed before it (its id, its
/// link, or the file that it stands in). "post-1" is a guid of many feeds.
fn key(guid: String, feed: &Feed, origin: &Origin) -> String {
    if is_global(&guid) {
        return guid;
    }
    let link = feed
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let names = [Some(feed.id.trim()), link.map(|link| link.href.trim())];
    let place = names.into_iter().flatten().find(|name| is_global(name));
    match place {
        Some(place) => format!("{place}#guid={guid}"),
        None => {
            let file = Origin {
                record: None,
                ..origin.clone()
            };
            format!("{file}#guid={guid}")
        }
    }
}

/// Returns whether a name is an address, a tag (RFC 4151) or a URN, and therefore the name of one thing.
fn is_global(name: &str) -> bool {
    let scheme = name
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "tag" | "urn"))
}

/// Returns the HTML of an item without a last paragraph that says where the item appeared.
fn without_origin_note(html: &str) -> &str {
    const MAX_BYTES: usize = 2_000;
    let Some(start) = html.rfind("<p").filter(|start| html.len() - start <= MAX_BYTES) else {
        return html;
    };
    let last = &html[start..];
    let is_note = ORIGIN_NOTES.iter().any(|note| {
        // Both the item and its site are links, and nothing follows them.
        last.split_once(note)
            .is_some_and(|(before, behind)| before.contains("<a") && is_last_link(behind))
    });
    if is_note { &html[..start] } else { html }
}

/// Returns whether a piece of HTML is a link and the end of its paragraph.
fn is_last_link(html: &str) -> bool {
    let end = html.rsplit_once("</a>").map(|(_, end)| end.replace("</p>", ""));
    end.is_some_and(|end| end.chars().all(|sign| sign == '.' || sign.is_whitespace()))
}

#[cfg(test)]
mod tests;
