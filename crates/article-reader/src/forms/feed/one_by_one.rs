//! A feed whose XML is broken, or that is too long to be held in memory -> its items, each parsed by itself: what is
//! wrong with one of them costs no other.

use std::io::{self, BufRead, Read};

use article::{Origin, Rejection};
use feed_rs::model::Feed;
use feed_rs::parser::ParseFeedError;

use super::mend::mend;
use super::{Dates, give, parse};
use crate::limits::{MAX_RECORD_BYTES, PassedLimit};
use crate::read::Sink;

/// Tags that open an item, as RSS and as Atom call it.
const ITEM_NAMES: [&str; 2] = ["item", "entry"];

/// Most bytes of the tag around all items, which is parsed again with each of them.
const MAX_ROOT_BYTES: usize = 10_000;

/// Gives every whole item of a feed to the sink and returns whether it is a feed that has items. `decode` turns the
/// bytes of an item into text.
pub(super) fn read(
    origin: &Origin,
    content: &mut dyn BufRead,
    decode: &dyn Fn(&[u8]) -> Option<String>,
    sink: &mut Sink<'_>,
) -> io::Result<bool> {
    let mut pieces = Pieces {
        content,
        next: Vec::new(),
    };
    let head = match pieces.next()? {
        Some(Piece::Held(bytes)) => decode(&bytes),
        _ => None,
    };
    let Some((envelope, feed)) = head.as_deref().and_then(Envelope::of) else {
        return Ok(false);
    };
    let mut number = 0;
    while let Some(piece) = pieces.next()? {
        number += 1;
        let origin = Origin {
            record: Some(number),
            ..origin.clone()
        };
        let text = match piece {
            Piece::TooLarge => {
                sink(Err(
                    Rejection::new(&origin, "too large").with_detail(PassedLimit::Record)
                ));
                continue;
            }
            Piece::Held(bytes) => decode(&bytes),
        };
        let Some(item) = text.as_deref().and_then(whole_item) else {
            sink(Err(
                Rejection::new(&origin, "broken item").with_detail("it has no end")
            ));
            continue;
        };
        let dates = Dates::default();
        match parse_mended(&envelope.around(item), &dates).map(|mut parsed| parsed.entries.pop()) {
            Ok(Some(item)) => give(&origin, &feed, &item, &dates, sink),
            Ok(None) => sink(Err(
                Rejection::new(&origin, "broken item").with_detail("it holds nothing")
            )),
            Err(error) => sink(Err(Rejection::new(&origin, "broken item").with_detail(error))),
        }
    }
    Ok(number > 0)
}

/// What a feed has around its items.
struct Envelope {
    opens: String,
    closes: &'static str,
}

impl Envelope {
    /// Returns what is around the items of the feed that begins so, and the feed without items.
    fn of(head: &str) -> Option<(Self, Feed)> {
        const ROOTS: [(&str, &str, &str); 3] = [
            ("<rss", "<channel>", "</channel></rss>"),
            ("<rdf:RDF", "", "</rdf:RDF>"),
            ("<feed", "", "</feed>"),
        ];
        let root = |(root, opens, closes): (&str, &str, &'static str)| {
            let (_, rest) = head.split_once(root)?;
            let attributes = &rest[..rest.find('>').filter(|end| *end <= MAX_ROOT_BYTES)?];
            Some(Self {
                opens: format!("{root}{attributes}>{opens}"),
                closes,
            })
        };
        let envelope = ROOTS.into_iter().find_map(root)?;
        let feed = parse_mended(&format!("{head}{}", envelope.closes), &Dates::default())
            .or_else(|_| parse(&envelope.around(""), &Dates::default()));
        Some((envelope, feed.ok()?))
    }

    /// Returns a feed of one item.
    fn around(&self, item: &str) -> String {
        format!("{}{item}{}", self.opens, self.closes)
    }
}

/// Parses a feed as it is, else as it was meant.
fn parse_mended(text: &str, dates: &Dates) -> Result<Feed, ParseFeedError> {
    parse(text, dates).or_else(|error| parse(&mend(text), dates).map_err(|_| error))
}

/// Returns the item that a piece of a feed begins with, nothing where it breaks off.
fn whole_item(piece: &str) -> Option<&str> {
    let name = ITEM_NAMES.iter().find(|name| piece[1..].starts_with(**name))?;
    let end = piece.rfind(&format!("</{name}"))?;
    let length = piece[end..].find('>')? + 1;
    Some(&piece[..end + length])
}

/// The parts of a feed: what stands before its first item, then one from the start of each item to that of the next.
struct Pieces<'a> {
    content: &'a mut dyn BufRead,
    /// The start of the next item, as far as it was read to know it for one.
    next: Vec<u8>,
}

enum Piece {
    Held(Vec<u8>),
    TooLarge,
}

impl Pieces<'_> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut piece = std::mem::take(&mut self.next);
        let (mut is_at_end, mut is_too_large) = (true, false);
        loop {
            // What is read ends with the sign that opens a tag, so that the next begins with its name.
            let mut read = Vec::new();
            let content = &mut *self.content;
            content
                .take(MAX_RECORD_BYTES as u64)
                .read_until(b'<', &mut read)?;
            if read.is_empty() {
                break;
            }
            if piece.ends_with(b"<") && opens_item(&read) {
                piece.pop();
                self.next.push(b'<');
                self.next.append(&mut read);
                is_at_end = false;
                break;
            }
            if piece.len() + read.len() > MAX_RECORD_BYTES {
                // The last sign is kept, to know the next item.
                is_too_large = true;
                piece.clear();
                read.drain(..read.len() - 1);
            }
            piece.append(&mut read);
        }
        if is_too_large {
            return Ok(Some(Piece::TooLarge));
        }
        Ok((!is_at_end || !piece.is_empty()).then_some(Piece::Held(piece)))
    }
}

/// Returns whether a tag, without the sign before it, opens an item.
fn opens_item(tag: &[u8]) -> bool {
    ITEM_NAMES.iter().any(|name| {
        let after = tag.strip_prefix(name.as_bytes()).and_then(<[u8]>::first);
        after.is_some_and(|sign| *sign == b'>' || sign.is_ascii_whitespace())
    })
}
